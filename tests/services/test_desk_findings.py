"""Findings on the desk: same or different people, numbers, officers, and taking answers back."""

from contextlib import ExitStack
from datetime import date

import pytest
from builders import a_family_card
from desk_world import arrive, desk

from kube_desktop.domain.differences import Answer, Choice, DeskFilter, Ruling
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import FindingKind


@pytest.fixture(scope="module")
def base(made_folder, tmp_path_factory):
    """The folder of an office with two groups and a person recorded twice."""
    place = tmp_path_factory.mktemp("temuan") / "dasar"
    with desk(made_folder.root, place, "Dedi Kurniawan", date(2026, 1, 5), is_office=True) as one:
        ids = {"mekar": one.group("Mekar Jaya"), "karya": one.group("Karya Bersama")}
        ids["siti"] = one.person("Siti Rahmah", 1, ids["mekar"], "ketua", phone="+6281200001111")
        ids["sity"] = one.person(
            "Sity Rahmah", 2, ids["karya"], "ketua", family_card_number=a_family_card(1),
            phone="+6281344007781", address="Jl. Poros",
        )  # fmt: skip
    return place, ids


@pytest.fixture
def pair(base, tmp_path):
    """Two offices over that folder, and the ids in it."""
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(
                desk(base[0], tmp_path / name, name, date(2026, 7, 1), is_office=True)
            )
            for name in ("Dedi", "Wayan")
        )
        yield one, two, base[1]


def _items(office, *kinds):
    return office.differences.items(DeskFilter(kinds=frozenset(kinds)))


def test_one_person_recorded_twice_becomes_one_and_two_again(pair):
    office, other, ids = pair
    desk_of, before = office.differences, office.shown()
    (item,) = _items(office, FindingKind.LIKELY_SAME)
    card = desk_of.open(item.id)
    assert card.reasons == ("satu KK dan nama mirip",)
    assert [one.answer for one in card.answers] == [Answer.SAME, Answer.DIFFERENT]
    assert card.parties[0].title == "Siti Rahmah (Mekar Jaya)"
    phone = next(one for one in card.fields if one.column == "phone")
    with pytest.raises(DomainError, match="mana yang dipakai"):
        desk_of.decide(item.id, Ruling(answer=Answer.SAME))
    made = desk_of.decide(
        item.id,
        Ruling(answer=Answer.SAME, party=0,
               choices=(Choice(column="phone", side=phone.sides[1].number),)),
        card.stamp,
    )  # fmt: skip
    assert made.sentence == "Sity Rahmah dan Siti Rahmah dijadikan satu: Siti Rahmah."
    assert office.value("people", ids["siti"], "phone") == "+6281344007781"
    assert office.value("people", ids["sity"], "merged_into") == ids["siti"]
    groups = office.services.lists.members.of_group(ids["karya"])
    assert [one.id for one in groups] == [ids["siti"]]
    assert _items(office, FindingKind.LIKELY_SAME) == ()
    (in_two,) = _items(office, FindingKind.TWO_GROUPS)
    assert "Siti Rahmah menjadi anggota 2 kelompok" in in_two.sentence
    arrive(other, office)
    assert other.value("people", ids["sity"], "merged_into") == ids["siti"]
    other.differences.undo(made.id)  # the other office may take it back, too
    arrive(office, other)
    assert office.shown() == other.shown() == _with(office, before)
    assert len(_items(office, FindingKind.LIKELY_SAME)) == 1
    assert desk_of.decided()[0].is_undone


def _with(office, before):
    """What was shown before, with the facilitators that came along since."""
    return {**before, "mentors": office.shown()["mentors"]}


def test_different_people_are_never_asked_about_again_anywhere(pair):
    office, other, ids = pair
    (item,) = _items(office, FindingKind.LIKELY_SAME)
    made = office.differences.decide(item.id, Ruling(answer=Answer.DIFFERENT))
    arrive(other, office)
    for place in (office, other):
        assert _items(place, FindingKind.LIKELY_SAME, FindingKind.SAME_NIK) == ()
    office.change("people", ids["sity"], nik=office.value("people", ids["siti"], "nik"))
    arrive(other, office)
    assert _items(other, FindingKind.LIKELY_SAME, FindingKind.SAME_NIK) == ()
    office.differences.undo(made.id)
    assert len(_items(office, FindingKind.SAME_NIK)) == 1


def test_who_has_a_wrong_nik_is_asked_about_it(pair):
    office, _, ids = pair
    (item,) = _items(office, FindingKind.LIKELY_SAME)
    office.put("assignments", mentor_id=office.mentor, group_id=ids["karya"],
               started_on=date(2026, 1, 1))  # fmt: skip
    office.differences.decide(item.id, Ruling(answer=Answer.DIFFERENT, party=1))
    ((record, field, mentor, question),) = office.database.reader.rows(
        "SELECT record_id, field, mentor_id, question FROM questions"
    )
    assert (record, field, mentor) == (ids["sity"].bytes, "nik", office.mentor.bytes)
    assert "perbaiki NIK yang salah" in question


def test_one_of_two_chairs_stays_and_the_other_becomes_a_member(pair):
    office, _, ids = pair
    office.join(ids["sity"], ids["mekar"], "ketua")
    before = office.shown()
    (item,) = _items(office, FindingKind.TWO_OFFICERS)
    made = office.differences.decide(item.id, Ruling(answer=Answer.PICK, party=0))
    roles = {one.id: one.role.value for one in office.services.lists.members.of_group(ids["mekar"])}
    assert roles == {ids["siti"]: "ketua", ids["sity"]: "anggota"}
    assert _items(office, FindingKind.TWO_OFFICERS) == ()
    office.differences.undo(made.id)
    (again,) = _items(office, FindingKind.TWO_OFFICERS)
    assert again.id == item.id
    left = {row[-2]: row for row in office.shown()["memberships"]}
    assert [left[row[-2]] for row in before["memberships"]] == before["memberships"]
    with pytest.raises(DomainError, match="tidak ada lagi"):
        office.differences.undo(made.id)


def test_a_number_used_twice_stays_with_one_and_a_reason_is_remembered(pair):
    office, _, ids = pair
    papers = []
    for group in ("mekar", "karya"):
        aid = office.put("aids", scheme="KUBE", group_id=ids[group], budget_year=2026, stage=1,
                         ceiling=20_000_000, form="barang")  # fmt: skip
        papers.append(
            office.put(
                "handovers",
                aid_id=aid,
                bast_number="BAST/009",
                total=1_000_000,
                handed_over_on=date(2026, 4, 7),
                status="dicetak",
            )
        )
    (item,) = _items(office, FindingKind.BAST_NUMBER)
    made = office.differences.decide(
        item.id,
        Ruling(answer=Answer.PICK, party=0,
               choices=(Choice(column="bast_number", typed="BAST/031"),)),
    )  # fmt: skip
    numbers = [office.value("handovers", one, "bast_number") for one in papers]
    assert numbers == ["BAST/009", "BAST/031"]
    office.differences.undo(made.id)
    with pytest.raises(DomainError, match="alasannya"):
        office.differences.decide(item.id, Ruling(answer=Answer.ACCEPT))
    office.differences.decide(item.id, Ruling(answer=Answer.ACCEPT, reason="Sesuai buku agenda"))
    assert _items(office, FindingKind.BAST_NUMBER) == ()


def test_a_group_recorded_twice_keeps_everything_under_one(pair):
    office, _, ids = pair
    twin = office.group("Mekar Jaya")
    visit = office.put("visits", group_id=twin, visited_on=date(2026, 3, 1),
                       visit_kind="pendampingan", method="kunjungan")  # fmt: skip
    rudi = office.person("Rudi Hartono", 9, twin)
    (item,) = _items(office, FindingKind.GROUP_TWICE)
    card = office.differences.open(item.id)
    kept = next(n for n, one in enumerate(card.parties) if one.record.id == ids["mekar"])
    made = office.differences.decide(item.id, Ruling(answer=Answer.SAME, party=kept))
    assert office.value("visits", visit, "group_id") == ids["mekar"]
    assert rudi in [one.id for one in office.services.lists.members.of_group(ids["mekar"])]
    assert office.value("groups", twin, "deleted") == 1
    office.differences.undo(made.id)
    assert office.value("visits", visit, "group_id") == twin
