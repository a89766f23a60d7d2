from dataclasses import replace

import pytest
from builders import LONG_IRAM_ILIR, a_group, a_handover, a_member, a_nik, a_recorded_team
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kube_desktop.domain.aid import Scheme
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.services.lists.members import MemberFilter

ODD = (
    "'", '"', "''", "%", "_", "%%%", "\\", "*", "siti*", '"siti', "siti OR budi", "NEAR(a b)",
    "a AND", "NOT siti", "folded:siti", "{siti}", "^siti", "-siti", "+62", "(", ")", "[", "]",
    "'; DROP TABLE people; --", "\x00", "a\x00b", "🌸", "👩\u200d🌾", "ß", "İ", "\u202e", "\ufdfa",
    "x" * 10_000, "siti " * 3000, "1" * 10_000, "²²²", "٣٤٥", " ", "\n\t", "se\u0301", "",
)  # fmt: skip


def find(services, text, most=3):
    lists = services.lists
    return lists.search.find(text, lists.members, lists.groups, lists.handovers, most)


def people(services, text):
    return [row.name for row in services.lists.members.listing(MemberFilter(text=text)).page(0, 50)]


def groups(services, text):
    return [row.name for row in services.lists.groups.listing(GroupFilter(text=text)).page(0, 50)]


@pytest.fixture
def village(services, official):
    """A few people, a group and a handover that searches can find."""
    team = a_recorded_team(services)
    for number, name in enumerate(
        ("Mohammad Djoko", "Sitti Soekarti", "Abd. Rahman", "Maryam", "Siti Aminah"), start=20
    ):
        services.members.enrol(None, a_member(number, name=name, nickname=f"Acil {name[:3]}"))
    services.members.enrol(None, a_member(40, name="Bertelepon", phone="0812-3456-7890"))
    services.aid.record(
        a_handover(
            group_id=team.group_id,
            person_id=team.chair,
            official_id=official,
            bast_number="BAST/012/KUBE-KUBAR/XI/2026",
        )
    )
    return team


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("muhammad joko", "Mohammad Djoko"),
        ("Muh. Djoko", "Mohammad Djoko"),
        ("joko", "Mohammad Djoko"),
        ("siti sukarti", "Sitti Soekarti"),
        ("ST. SOEKARTI", "Sitti Soekarti"),
        ("abdul rahman", "Abd. Rahman"),
        ("abdulrahman", "Abd. Rahman"),
        ("rahm", "Abd. Rahman"),
        ("mary", "Maryam"),
        ("ma", "Maryam"),
        ("amin", "Siti Aminah"),
        ("aminah siti", "Siti Aminah"),
        (a_nik(40), "Bertelepon"),
        (a_nik(40)[-4:], "Bertelepon"),
        ("9040", "Bertelepon"),
        ("6407 0545 0685 9040", "Bertelepon"),
        ("6407.0545.0685.9040", "Bertelepon"),
        ("081234567890", "Bertelepon"),
        ("0812-3456", "Bertelepon"),
        ("+62 812 3456 7890", "Bertelepon"),
        ("+62812", "Bertelepon"),
        ("34567890", "Bertelepon"),
    ],
)
def test_a_person_is_found_by_name_nik_or_phone_however_it_is_typed(services, village, typed, name):
    assert name in people(services, typed)


@pytest.mark.parametrize("typed", ["Siti Bukanada", "9999", "0899", "zzz", "sitj"])
def test_what_is_not_there_is_not_found(services, village, typed):
    assert people(services, typed) == []


@pytest.mark.parametrize(
    "typed", ["melati", "MELATI JAYA", "kue basah", "iram ilir", "long iram", "melati iram", "me"]
)
def test_a_group_is_found_by_name_business_or_village(services, village, typed):
    assert groups(services, typed) == ["Melati Jaya"]


@pytest.mark.parametrize("typed", ["012", "bast/012", "BAST/012/KUBE-KUBAR/XI/2026", "kubar"])
def test_a_handover_is_found_by_its_number(services, village, typed):
    hits = [hit.title for hit in find(services, typed) if hit.kind == "handovers"]
    assert hits == ["BAST/012/KUBE-KUBAR/XI/2026"]


def test_the_list_of_handovers_is_searched_by_number_and_receiver(services, village, official):
    single = services.members.enrol(None, a_member(60, name="Penerima Sendiri"))
    services.aid.record(
        replace(
            a_handover(scheme=Scheme.SINGLE, person_id=single, official_id=official),
            items=a_handover().items[1:],
        )
    )

    def receivers(text):
        rows = services.lists.handovers.listing(HandoverFilter(text=text)).page(0, 10)
        return [row.receiver for row in rows]

    assert receivers("melati") == ["Melati Jaya"]
    assert receivers("012") == ["Melati Jaya"]
    assert receivers("sendiri") == ["Penerima Sendiri"]
    assert receivers("tidak ada") == []
    assert len(receivers("")) == 2


def test_the_search_box_shows_people_groups_and_handovers(services, village):
    hits = find(services, "melati")
    assert [(hit.kind, hit.title) for hit in hits] == [("groups", "Melati Jaya")]
    (hit,) = find(services, "aminah")
    assert hit.kind == "people"
    assert "NIK 6407 •••• •••• 9024" in hit.hint
    assert a_nik(24) not in hit.hint


def test_what_starts_with_the_text_comes_first(services):
    for number, name in enumerate(("Nur Siti", "Siti", "Siti Aminah", "Sarsiti"), start=1):
        services.members.enrol(None, a_member(number, name=name))
    assert [hit.title for hit in find(services, "siti", most=4)] == [
        "Siti", "Siti Aminah", "Nur Siti", "Sarsiti",
    ]  # fmt: skip
    assert len(find(services, "siti", most=2)) == 2


def test_a_deleted_person_is_not_found(services, village):
    (hit,) = find(services, "maryam")
    services.members.withdraw(hit.record_id)
    assert find(services, "maryam") == []
    services.members.restore(hit.record_id)
    assert len(find(services, "maryam")) == 1


def test_a_new_name_is_found_and_the_old_one_is_not(services, village):
    (hit,) = find(services, "maryam")
    kept = services.lists.members.draft(hit.record_id)
    services.members.correct(hit.record_id, replace(kept, name="Khadijah", nickname=""))
    assert (len(find(services, "khadijah")), find(services, "maryam")) == (1, [])


@pytest.mark.slow
@pytest.mark.parametrize("typed", ODD, ids=lambda text: ascii(text[:20]))
def test_odd_input_is_searched_and_does_no_harm(services, village, typed):
    everything_with(services, typed)
    assert services.lists.members.count() == 11


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_text_whatever_breaks_a_search(services, text):
    everything_with(services, text)


def everything_with(services, text):
    """Ask everything that takes typed text."""
    lists = services.lists
    find(services, text)
    lists.groups.choices(text)
    lists.groups.listing(GroupFilter(text=text, regency_code=text)).page(0, 20)
    lists.members.listing(MemberFilter(text=text, regency_code=text)).page(0, 20)
    lists.handovers.listing(HandoverFilter(text=text)).page(0, 20)
    lists.office.villages(text, near=text)
    lists.office.village(text)
    lists.office.districts(text)
    lists.handovers.last_price(text)
    lists.handovers.item_names(text)
    lists.members.holder_of(text)
    services.members.nik_holder(text)


def test_an_underscore_is_a_letter_and_not_a_wildcard(services, village):
    assert people(services, "_") == []
    assert groups(services, "_") == []


def test_sumber_sari_is_six_villages_told_apart_by_their_path(services):
    found = services.lists.office.villages("Sumber Sari")
    assert len(found) == len({path.full for path in found}) == 6
    assert {path.village for path in found} == {"Sumber Sari"}
    assert len({path.regency for path in found}) == 4


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("long iram ilir", "64.07.05.2010"),
        ("LONG LAAI", "64.03"),
        ("long la'ai", "64.03"),
        ("long la\u2019ai", "64.03"),
        ("sumber sari loa kulu", "64.02.02.2014"),
        ("sumber sari kutai barat", "64.07.07.2018"),
        ("sumber sari kubar", "64.07.07.2018"),
        ("sumber sari ppu", "64.09.03.2009"),
        ("long pahangai mahakam hulu", "64.11"),
    ],
)
def test_a_village_is_found_by_any_words_of_its_path(services, typed, first):
    found = services.lists.office.villages(typed)
    assert found
    assert found[0].code.startswith(first)


def test_villages_near_the_user_come_first(services):
    for near in ("64.02", "64.07", "64.08", "64.09"):
        assert services.lists.office.villages("sumber sari", near=near)[0].code.startswith(near)


def test_a_village_is_looked_up_by_its_code(services):
    path = services.lists.office.village(LONG_IRAM_ILIR)
    assert path.full == "Kampung Long Iram Ilir, Kecamatan Long Iram, Kabupaten Kutai Barat"
    assert services.lists.office.village("64.07.05") is None
    assert services.lists.office.village("") is None


def test_pickers_offer_groups_by_what_is_typed(services, village):
    services.groups.record(a_group(name="Mawar"))
    assert [row.name for row in services.lists.groups.choices("")] == ["Mawar", "Melati Jaya"]
    assert [row.name for row in services.lists.groups.choices("maw")] == ["Mawar"]
