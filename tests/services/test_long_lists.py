"""Lists of more than a thousand people, in pages that never load the whole."""

import random
import shutil

import pytest
from builders import a_family_card, a_nik
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workplaces import Clock, opened

from kube_desktop.db.models import Group, Membership, Person
from kube_desktop.domain.groups import Readiness
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import Eligibility
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.lists.members import MemberFilter

PEOPLE = 1100
GROUPS = 220
NAMES = (
    "siti", "Siti", "SITI", "Budi", "budi santoso", "Muhammad Ali", "Åse", "élan", "'Ulin", "",
    "🌸 Melati", "Nurhayati", "nurhayati", "Z", "zulkifli", "Moh. Ali", "a", "A",
)  # fmt: skip
VILLAGES = ("64.07.05.2010", "64.02.02.2014", None)


@pytest.fixture(scope="module")
def crowd(settled_folder, tmp_path_factory):
    """People with many equal names, some deleted, some in groups; the same every time."""
    place = tmp_path_factory.mktemp("crowd") / "data"
    chance = random.Random(7)
    with opened(DataPaths(shutil.copytree(settled_folder.root, place)), Clock()) as services:
        with services.workplace.database.write() as session:
            groups = [_group(number, chance) for number in range(GROUPS)]
            people = [_person(number, chance) for number in range(PEOPLE)]
            session.add_all([*groups, *people])
            session.add_all(
                Membership(
                    group_id=groups[number % GROUPS].id,
                    person_id=person.id,
                    role=("ketua", "sekretaris", "bendahara", "anggota")[number // GROUPS % 4],
                    joined_on=Clock().today,
                )
                for number, person in enumerate(people)
                if not person.deleted and number % 7
            )
        yield services


def _group(number, chance):
    return Group(
        id=new_id(),
        name=f"{chance.choice(NAMES)} {number // 10}".strip(),
        village_code=chance.choice(VILLAGES[:2]),
        business_type="KUL",
        state=chance.choice(["draf", "didampingi", "tidak_aktif"]),
        deleted=int(number % 20 == 3),
    )


def _person(number, chance):
    return Person(
        id=new_id(),
        nik=a_nik(min(number, 900)),
        family_card_number=a_family_card(number),
        name=chance.choice(NAMES),
        village_code=chance.choice(VILLAGES),
        data_source=chance.choice(["DTSEN", "DTKS", None]),
        decile=chance.choice([None, 1, 5, 6, 10]),
        deleted=int(number % 20 == 3),
    )


@pytest.fixture(scope="module")
def everybody(crowd):
    """The whole list by one plain question, as the pages must add up to."""
    rows = crowd.workplace.database.reader.rows(
        "SELECT id FROM people WHERE deleted = 0 ORDER BY name COLLATE NOCASE, id"
    )
    return [row[0] for row in rows]


def ids_of(rows):
    return [row.id.bytes for row in rows]


def test_there_are_more_than_a_thousand_living_people(crowd, everybody):
    assert len(everybody) > 1000
    assert crowd.lists.members.listing(MemberFilter()).count() == len(everybody)
    assert crowd.lists.members.count() == len(everybody)


@given(st.lists(st.tuples(st.integers(0, PEOPLE + 50), st.integers(1, 200)), max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_at_any_place_are_the_list_at_that_place(crowd, everybody, jumps):
    """Jumps leave anchors behind; whatever was asked before, a page is right."""
    listing = crowd.lists.members.listing(MemberFilter())
    for offset, limit in jumps:
        page = ids_of(listing.page(offset, limit))
        assert page == everybody[offset : offset + limit]


@pytest.mark.parametrize("step", [1, 7, 64, 500])
def test_pages_one_after_the_other_are_the_whole_list(crowd, everybody, step):
    listing = crowd.lists.members.listing(MemberFilter())
    offsets = range(0, 60 if step == 1 else len(everybody), step)
    seen = [one for offset in offsets for one in ids_of(listing.page(offset, step))]
    assert seen == everybody[: len(seen)]
    assert len(seen) >= min(60, len(everybody))


def test_scrolling_back_shows_the_same(crowd, everybody):
    listing = crowd.lists.members.listing(MemberFilter())
    for offset in (1000, 500, 0, 1000, 250, 999):
        assert ids_of(listing.page(offset, 50)) == everybody[offset : offset + 50]


def test_a_far_jump_in_strides_lands_on_the_same_rows(crowd, everybody, monkeypatch):
    monkeypatch.setattr("kube_desktop.services.lists.listing.STRIDE", 64)
    listing = crowd.lists.members.listing(MemberFilter())
    for offset in (1000, 333, 900, 64, 128, 1000):
        assert ids_of(listing.page(offset, 50)) == everybody[offset : offset + 50]
    assert listing.page(5000, 10) == []


@pytest.mark.parametrize("first", [1, 20, 128])
def test_what_is_found_is_one_list_by_name_however_it_is_asked_for(
    crowd, everybody, monkeypatch, first
):
    """The first ones come alone; the rest of them, when asked for, must continue the same list."""
    monkeypatch.setattr("kube_desktop.services.lists.matching.FIRST", first)

    def listing():
        return crowd.lists.members.listing(MemberFilter(text="si"))

    rows = {row.id.bytes for row in listing().page(0, PEOPLE)}
    expected = [one for one in everybody if one in rows]
    assert len(expected) > 100
    found = listing()
    assert found.count() == len(expected)
    for offset in (0, 10, 30, 100, 0):
        assert ids_of(found.page(offset, 12)) == expected[offset : offset + 12]
    assert found.page(len(expected), 10) == []


def test_past_the_end_there_is_nothing(crowd, everybody):
    listing = crowd.lists.members.listing(MemberFilter())
    assert listing.page(len(everybody), 10) == []
    assert listing.page(10**9, 10) == []


def test_groups_page_the_same_way(crowd):
    listing = crowd.lists.groups.listing(GroupFilter())
    rows = [row for offset in range(0, GROUPS, 33) for row in listing.page(offset, 33)]
    assert len(rows) == listing.count() == crowd.lists.groups.count()
    assert [row.name.lower() for row in rows if row.name.isascii()] == sorted(
        row.name.lower() for row in rows if row.name.isascii()
    )


@pytest.mark.parametrize("kind", Eligibility)
def test_a_filter_by_eligibility_shows_exactly_the_rows_with_that_pill(crowd, everybody, kind):
    every_row = crowd.lists.members.rows_by_id(everybody).values()
    wanted = {row.id for row in every_row if row.eligibility is kind}
    listing = crowd.lists.members.listing(MemberFilter(eligibility=kind))
    rows = listing.page(0, PEOPLE)
    assert {row.id for row in rows} == wanted
    assert len(rows) == listing.count() > 0


@pytest.mark.parametrize(
    ("code", "regency"), [("64.07", "Kutai Barat"), ("64.02", "Kutai Kartanegara")]
)
def test_a_filter_by_regency_shows_exactly_the_rows_of_that_regency(
    crowd, everybody, code, regency
):
    every_row = crowd.lists.members.rows_by_id(everybody).values()
    wanted = {row.id for row in every_row if row.regency == regency}
    rows = crowd.lists.members.listing(MemberFilter(regency_code=code)).page(0, PEOPLE)
    assert {row.id for row in rows} == wanted
    groups = crowd.lists.groups.listing(GroupFilter(regency_code=code)).page(0, GROUPS)
    assert {row.regency for row in groups} == {regency}


@pytest.mark.parametrize("status", Readiness)
def test_a_filter_by_status_shows_exactly_the_groups_with_that_pill(crowd, status):
    every = crowd.lists.groups.listing(GroupFilter()).page(0, GROUPS)
    wanted = {row.id for row in every if row.status is status}
    rows = crowd.lists.groups.listing(GroupFilter(status=status)).page(0, GROUPS)
    assert {row.id for row in rows} == wanted


def test_filters_narrow_together_and_page_in_the_same_order(crowd, everybody):
    narrowed = MemberFilter(text="siti", regency_code="64.07", eligibility=Eligibility.ELIGIBLE)
    listing = crowd.lists.members.listing(narrowed)
    rows = listing.page(0, PEOPLE)
    assert 0 < len(rows) == listing.count() < len(everybody)
    assert {row.name.lower() for row in rows} == {"siti"}
    order = [one for one in everybody if one in {row.id.bytes for row in rows}]
    assert ids_of(rows) == order
    assert ids_of(listing.page(3, 4)) == order[3:7]


def test_every_spelling_of_muhammad_finds_every_muhammad(crowd):
    def found(text):
        return {
            row.id for row in crowd.lists.members.listing(MemberFilter(text=text)).page(0, PEOPLE)
        }

    names = found("Muhammad Ali")
    assert len(names) > 50
    for spelling in ("moh ali", "Muh. Ali", "mohamad ali", "MOCHAMMAD", "mhd"):
        assert found(spelling) == names, spelling
