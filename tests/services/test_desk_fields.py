"""The desk of differences: fields with several values, deletions, decisions and their undoing."""

from contextlib import ExitStack
from datetime import date

import pytest
from desk_world import arrive, desk

from kube_desktop.domain.differences import Choice, DeskFilter, Ruling, preselected, result_words
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.findings import FindingKind, Tag


@pytest.fixture(scope="module")
def base(made_folder, tmp_path_factory):
    """The folder of an office with one group."""
    place = tmp_path_factory.mktemp("meja") / "dasar"
    with desk(made_folder.root, place, "Dedi Kurniawan", date(2026, 1, 5), is_office=True) as one:
        group = one.group()
    return place, group


@pytest.fixture
def three(base, tmp_path):
    """An office and two laptops that know the same group."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(desk(base[0], tmp_path / name, name, day, is_office=is_office))
            for name, day, is_office in (
                ("Dedi", date(2026, 7, 1), True),
                ("Rina", date(2026, 5, 3), False),
                ("Ani", date(2026, 6, 20), False),
            )
        ]


@pytest.fixture
def shared(base):
    return base[1]


@pytest.fixture
def disputed(three, shared):
    """An office that merged two laptops that changed the same three fields of one group."""
    office, one, two = three
    one.change("groups", shared, note="Kios di tepi jalan", address="RT 04, Melak Ulu",
               bank_name="Bank A")  # fmt: skip
    two.change("groups", shared, note="Kios pindah", address="RT 06, Melak Ulu",
               bank_name="Bank B")  # fmt: skip
    arrive(office, one, two)
    return office


def _group(office, group_id):
    return office.services.lists.groups.draft(group_id)


def _fields(office):
    return office.differences.items(DeskFilter(kinds=frozenset({FindingKind.FIELDS})))


def test_one_item_says_who_changed_what_and_decides_field_by_field(disputed, shared):
    desk = disputed.differences
    (item,) = _fields(disputed)
    assert (item.tag, item.table, item.record_id) == (Tag.DECIDE, "groups", shared)
    assert item.about == "Kelompok · 3 kolom berbeda"
    assert "sama-sama mengubah 3 kolom" in item.sentence
    assert item.is_protected  # the bank account
    card = desk.open(item.id)
    assert len(card.parties) == 2
    assert all(len(one.sides) == 2 for one in card.fields)
    bank = next(one for one in card.fields if one.column == "bank_name")
    assert bank.is_protected
    assert bank.suggestion is None
    chosen = preselected(card)
    assert {one.column for one in chosen} == {"note", "address"}
    note = next(one for one in card.fields if one.column == "note")
    picked = next(side for side in note.sides if side.value == "Kios di tepi jalan")
    ruling = Ruling(
        choices=(
            Choice(column="note", side=picked.number),
            Choice(column="address", typed="RT 05, Melak Ulu"),
        ),
        reason="Sesuai papan nama",
    )
    assert "RT 05, Melak Ulu" in result_words(card, ruling.choices)
    decision = desk.decide(item.id, ruling, card.stamp)
    assert "dipakai “Kios di tepi jalan”, bukan “Kios pindah”" in decision.sentence
    assert decision.reason == "Sesuai papan nama"
    kept = _group(disputed, shared)
    assert (kept.note, kept.address) == ("Kios di tepi jalan", "RT 05, Melak Ulu")
    (left,) = _fields(disputed)
    assert left.about == "Kelompok · 1 kolom berbeda"
    assert left.sentence.endswith("dan menandainya ⚠.")
    told = {one.value for one in disputed.services.history.of_record("groups", shared)}
    assert {"Kios pindah", "RT 04, Melak Ulu", "RT 06, Melak Ulu"} <= told
    with pytest.raises(DomainError, match="baru saja berubah"):
        desk.decide(item.id, ruling, card.stamp)


def test_a_decision_is_taken_back_and_made_again(disputed, shared):
    desk, before = disputed.differences, _group(disputed, shared)
    (item,) = _fields(disputed)
    card = desk.open(item.id)
    others = tuple(
        Choice(column=one.column, side=next(s.number for s in one.sides if not s.is_shown))
        for one in card.fields
    )
    made = desk.decide(item.id, Ruling(choices=others))
    assert _fields(disputed) == ()
    assert _group(disputed, shared) != before
    assert [one.id for one in desk.decided()] == [made.id]
    desk.undo(made.id)
    assert _group(disputed, shared) == before
    assert desk.decided()[0].is_undone
    (again,) = _fields(disputed)
    assert (again.id, again.about) == (item.id, item.about)
    second = desk.decide(again.id, Ruling(choices=others))
    assert _fields(disputed) == ()
    desk.undo(second.id)
    assert _group(disputed, shared) == before
    assert len(_fields(disputed)) == 1
    with pytest.raises(DomainError):
        desk.undo(made.id)


def test_what_cannot_be_chosen_is_refused(disputed):
    desk = disputed.differences
    (item,) = _fields(disputed)
    with pytest.raises(DomainError, match="Pilih nilainya"):
        desk.decide(item.id, Ruling())
    with pytest.raises(DomainError, match="pilih salah satu"):
        desk.decide(item.id, Ruling(choices=(Choice(column="note", side=9),)))
    with pytest.raises(DomainError, match="sudah diputuskan"):
        desk.open("isian:groups:00")


def test_a_deletion_against_an_edit_is_one_sentence_with_two_answers(three, shared):
    office, one, two = three
    one.change("groups", shared, deleted=1)
    two.change("groups", shared, note="Masih jalan")
    arrive(office, one, two)
    desk = office.differences
    (item,) = desk.items(DeskFilter(tag=Tag.DELETED))
    assert "menghapus" in item.sentence
    assert "mengubah Catatan menjadi “Masih jalan”" in item.sentence
    card = desk.open(item.id)
    assert [side.value for side in card.fields[0].sides] == ["Tetap ada", "Tetap dihapus"]
    made = desk.decide(item.id, Ruling(choices=(Choice(column="deleted", side=2),)))
    assert made.sentence == "Mekar Jaya tetap dihapus."
    assert office.value("groups", shared, "deleted") == 1
    desk.undo(made.id)
    assert _group(office, shared).note == "Masih jalan"
    assert desk.items(DeskFilter(tag=Tag.DELETED))[0].id == item.id


def test_a_question_waits_beside_its_item_and_skipping_puts_it_last(disputed, shared):
    desk = disputed.differences
    (item,) = _fields(disputed)
    desk.ask(item.id, "Alamat mana yang benar?", "address")
    desk.skip(item.id)
    (item,) = _fields(disputed)
    assert (item.asked, item.is_skipped) == ("Alamat mana yang benar?", True)
    with pytest.raises(DomainError, match="Tulis pertanyaannya"):
        desk.ask(item.id, "  ")


def test_a_typed_value_must_be_one(three, shared):
    office, one, two = three
    one.change("groups", shared, formed_on=date(2026, 1, 2))
    two.change("groups", shared, formed_on=date(2026, 2, 3))
    arrive(office, one, two)
    desk = office.differences
    (item,) = _fields(office)
    with pytest.raises(ValidationError, match="Tulis tanggal"):
        desk.decide(item.id, Ruling(choices=(Choice(column="formed_on", typed="besok"),)))
    desk.decide(item.id, Ruling(choices=(Choice(column="formed_on", typed="4 Feb 2026"),)))
    assert _group(office, shared).formed_on == date(2026, 2, 4)
