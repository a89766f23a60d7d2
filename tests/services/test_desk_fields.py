"""The desk of differences: fields with several values, deletions, decisions and their undoing."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest

from kube_desktop.domain.differences import Choice, DeskFilter, Ruling, preselected, result_words
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.findings import FindingKind, Tag
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.merging import Follow
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office
from kube_desktop.services.sample.plan import ANCHOR


@dataclass
class Place:
    """One opened installation."""

    services: Services

    def send(self, target):
        return self.services.sending.send(target).path

    def merge(self, *files):
        return self.services.merging.merge(files, Follow())

    def group(self, group_id):
        return self.services.lists.groups.draft(group_id)

    def edit(self, group_id, **values):
        self.services.groups.correct(group_id, replace(self.group(group_id), **values))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("desk")
    for seed in (1, 2):
        make_sample_laptop(DataPaths(root / f"laptop{seed}"), seed=seed)
    make_sample_office(DataPaths(root / "office"))
    return root


@pytest.fixture
def place(made, tmp_path):
    opened = []

    def open_copy(name):
        paths = DataPaths(shutil.copytree(made / name, tmp_path / name))
        opened.append(open_services(paths, today=lambda: ANCHOR))
        return Place(opened[-1])

    yield open_copy
    for one in opened:
        one.close()


@pytest.fixture
def shared(made):
    services = open_services(DataPaths(made / "office"))
    ((found,),) = services.workplace.database.reader.rows("SELECT min(id) FROM groups")
    services.close()
    return UUID(bytes=found)


@pytest.fixture
def disputed(place, shared, tmp_path):
    """An office that merged two laptops that changed the same three fields of one group."""
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.edit(shared, note="Kios di tepi jalan", address="RT 04, Melak Ulu", bank_name="Bank A")
    two.edit(shared, note="Kios pindah", address="RT 06, Melak Ulu", bank_name="Bank B")
    office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    return office


def _fields(office):
    return office.services.differences.items(DeskFilter(kinds=frozenset({FindingKind.FIELDS})))


def test_one_item_says_who_changed_what_and_decides_field_by_field(disputed, shared):
    desk = disputed.services.differences
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
    kept = disputed.group(shared)
    assert (kept.note, kept.address) == ("Kios di tepi jalan", "RT 05, Melak Ulu")
    (left,) = _fields(disputed)
    assert left.about == "Kelompok · 1 kolom berbeda"
    assert left.sentence.endswith("dan menandainya ⚠.")
    told = {one.value for one in disputed.services.history.of_record("groups", shared)}
    assert {"Kios pindah", "RT 04, Melak Ulu", "RT 06, Melak Ulu"} <= told
    with pytest.raises(DomainError, match="baru saja berubah"):
        desk.decide(item.id, ruling, card.stamp)


def test_a_decision_is_taken_back_and_made_again(disputed, shared):
    desk, before = disputed.services.differences, disputed.group(shared)
    (item,) = _fields(disputed)
    card = desk.open(item.id)
    others = tuple(
        Choice(column=one.column, side=next(s.number for s in one.sides if not s.is_shown))
        for one in card.fields
    )
    made = desk.decide(item.id, Ruling(choices=others))
    assert _fields(disputed) == ()
    assert disputed.group(shared) != before
    assert [one.id for one in desk.decided()] == [made.id]
    desk.undo(made.id)
    assert disputed.group(shared) == before
    assert desk.decided()[0].is_undone
    (again,) = _fields(disputed)
    assert (again.id, again.about) == (item.id, item.about)
    second = desk.decide(again.id, Ruling(choices=others))
    assert _fields(disputed) == ()
    desk.undo(second.id)
    assert disputed.group(shared) == before
    assert len(_fields(disputed)) == 1
    with pytest.raises(DomainError):
        desk.undo(made.id)


def test_what_cannot_be_chosen_is_refused(disputed):
    desk = disputed.services.differences
    (item,) = _fields(disputed)
    with pytest.raises(DomainError, match="Pilih nilainya"):
        desk.decide(item.id, Ruling())
    with pytest.raises(DomainError, match="pilih salah satu"):
        desk.decide(item.id, Ruling(choices=(Choice(column="note", side=9),)))
    with pytest.raises(DomainError, match="sudah diputuskan"):
        desk.open("isian:groups:00")


def test_a_deletion_against_an_edit_is_one_sentence_with_two_answers(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.services.groups.withdraw(shared)
    two.edit(shared, note="Masih jalan")
    office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    desk = office.services.differences
    (item,) = desk.items(DeskFilter(tag=Tag.DELETED))
    assert "menghapus" in item.sentence
    assert "mengubah Catatan menjadi “Masih jalan”" in item.sentence
    card = desk.open(item.id)
    assert [side.value for side in card.fields[0].sides] == ["Tetap ada", "Tetap dihapus"]
    made = desk.decide(item.id, Ruling(choices=(Choice(column="deleted", side=1),)))
    assert office.group(shared).note == "Masih jalan"
    desk.undo(made.id)
    assert office.group(shared) is None
    assert desk.items(DeskFilter(tag=Tag.DELETED))[0].id == item.id


def test_a_question_waits_beside_its_item_and_skipping_puts_it_last(disputed, shared):
    desk = disputed.services.differences
    (item,) = _fields(disputed)
    desk.ask(item.id, "Alamat mana yang benar?", "address")
    desk.skip(item.id)
    (item,) = _fields(disputed)
    assert (item.asked, item.is_skipped) == ("Alamat mana yang benar?", True)
    with pytest.raises(DomainError, match="Tulis pertanyaannya"):
        desk.ask(item.id, "  ")


def test_a_typed_value_must_be_one(place, shared, tmp_path):
    one, two, office = place("laptop1"), place("laptop2"), place("office")
    one.edit(shared, formed_on=date(2026, 1, 2))
    two.edit(shared, formed_on=date(2026, 2, 3))
    office.merge(one.send(tmp_path / "1.kube"), two.send(tmp_path / "2.kube"))
    desk = office.services.differences
    (item,) = _fields(office)
    with pytest.raises(ValidationError, match="Tulis tanggal"):
        desk.decide(item.id, Ruling(choices=(Choice(column="formed_on", typed="besok"),)))
    desk.decide(item.id, Ruling(choices=(Choice(column="formed_on", typed="4 Feb 2026"),)))
    assert office.group(shared).formed_on == date(2026, 2, 4)
