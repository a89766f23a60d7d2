from datetime import date

import pytest

from kube_desktop.domain.errors import ValidationError
from kube_desktop.domain.settings import LetterheadDraft, OfficialDraft


def test_an_official_can_sign_from_the_moment_of_being_recorded(services):
    made = services.office.record_official(
        OfficialDraft(name=" Contoh  Lain ", nip="19700101 199503 9 001", position="PPK")
    )
    official = {one.id: one for one in services.lists.office.officials()}[made]
    assert (official.name, official.nip) == ("Contoh Lain", "197001011995039001")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (OfficialDraft(position="PPK"), "name"),
        (OfficialDraft(name="Contoh"), "position"),
        (OfficialDraft(name="Contoh", position="PPK", nip="123"), "nip"),
    ],
)
def test_an_official_without_name_position_or_whole_nip_is_refused(services, draft, field):
    before = services.lists.office.officials()
    with pytest.raises(ValidationError) as refused:
        services.office.record_official(draft)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert services.lists.office.officials() == before


def test_a_removed_official_comes_back_on_demand(services):
    made = services.office.record_official(OfficialDraft(name="Contoh", position="PPK"))
    services.office.withdraw_official(made)
    assert made not in {one.id for one in services.lists.office.officials()}
    services.office.restore_official(made)
    assert made in {one.id for one in services.lists.office.officials()}


def test_a_new_letterhead_counts_from_today_and_leaves_earlier_days_alone(services, clock):
    before = services.lists.office.rules(date(2020, 1, 1)).letterhead
    draft = LetterheadDraft(government="PEMERINTAH CONTOH", office="DINAS CONTOH")
    services.settings.set_letterhead(draft)
    services.settings.set_letterhead(draft)
    assert services.lists.office.rules().letterhead.office == "DINAS CONTOH"
    assert services.lists.office.rules(date(2020, 1, 1)).letterhead == before
    count = services.workplace.database.reader.value(
        "SELECT count(*) FROM office_settings WHERE deleted = 0"
    )
    assert count == 1


def test_a_letterhead_without_its_office_is_refused(services):
    with pytest.raises(ValidationError):
        services.settings.set_letterhead(LetterheadDraft(government="PEMERINTAH CONTOH"))
