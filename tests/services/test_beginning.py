"""The first start of a facilitator and of an office."""

import pytest

from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.exchange.keys import OfficePublic, is_sample
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_laptop, begin_office
from kube_desktop.services.exchanging.office_keys import OFFICE_KEY_FILE
from kube_desktop.services.opening import open_services


def test_whoever_begins_is_known_from_then_on(data_paths):
    begin_laptop(data_paths, "  Rina   Wulandari ", "64.07")
    services = open_services(data_paths)
    identity = services.lists.office.identity()
    services.close()
    assert (identity.name, identity.regency_code) == ("Rina Wulandari", "64.07")
    assert not identity.is_office
    assert not identity.is_sample


def test_what_is_recorded_carries_who_recorded_it(data_paths):
    begin_laptop(data_paths, "Rina Wulandari", "64.07")
    services = open_services(data_paths)
    actors = services.workplace.database.reader.rows("SELECT DISTINCT user_id FROM sync_change")
    services.close()
    assert actors == [(services.workplace.actor.bytes,)]


@pytest.mark.parametrize(
    ("name", "regency", "fields"),
    [
        ("", "64.07", ["name"]),
        ("R", "64.07", ["name"]),
        ("  ", "", ["name", "regency_code"]),
        ("Rina Wulandari", "99.99", ["regency_code"]),
    ],
)
def test_missing_answers_are_named_and_nothing_is_made(tmp_path, name, regency, fields):
    paths = DataPaths(tmp_path / "data")
    with pytest.raises(ValidationError) as refused:
        begin_laptop(paths, name, regency)
    assert [problem.field for problem in refused.value.problems] == fields
    assert not paths.root.exists()


def test_beginning_twice_keeps_the_first(data_paths):
    """A double click on the first page must not give the laptop a second owner and a new key."""
    begin_laptop(data_paths, "Rina Wulandari", "64.07")
    with pytest.raises(DomainError, match="sudah dipakai"):
        begin_laptop(data_paths, "Orang Kedua", "64.02")
    services = open_services(data_paths)
    mentors = services.workplace.database.reader.rows("SELECT name FROM mentors")
    services.close()
    assert mentors == [("Rina Wulandari",)]


def test_an_office_has_a_key_pair_of_its_own_and_hands_out_the_public_half(tmp_path):
    paths = DataPaths(tmp_path / "kantor")
    text = begin_office(paths)
    assert (paths.root / OFFICE_KEY_FILE).read_text("ascii") == f"{text}\n"
    public = OfficePublic.from_text(text)
    assert len(public.box) == len(public.signing) == 32
    assert not is_sample(public.box)
    assert not is_sample(public.signing)
    services = open_services(paths)
    identity = services.lists.office.identity()
    private = services.lists.office.installation("office_private_key")
    services.close()
    assert identity.is_office
    assert private not in (paths.root / OFFICE_KEY_FILE).read_text("ascii")
    with pytest.raises(DomainError, match="sudah berisi data"):
        begin_office(paths)


def test_an_office_of_an_older_program_gets_its_signing_key_when_it_is_opened(tmp_path):
    paths = DataPaths(tmp_path / "kantor")
    first = OfficePublic.from_text(begin_office(paths))
    services = open_services(paths)
    with services.workplace.database.raw() as connection:
        connection.execute("DELETE FROM installation WHERE key = 'office_signing_key'")
    services.close()
    (paths.root / OFFICE_KEY_FILE).write_text(OfficePublic(first.box).text, encoding="ascii")
    open_services(paths).close()
    now = OfficePublic.from_text((paths.root / OFFICE_KEY_FILE).read_text("ascii"))
    assert now.box == first.box
    assert now.signing not in (None, first.signing)
    open_services(paths).close()
    again = OfficePublic.from_text((paths.root / OFFICE_KEY_FILE).read_text("ascii"))
    assert again == now
