"""The desk of differences: what it lists, what a card shows, and what a person may answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kube_desktop.domain.findings import FindingKind, RecordRef, Tag

FATIGUE: int = 25
"""After so many decisions for the same side in a row a rule is offered (ux.md 2.14)."""


class Answer(StrEnum):
    """What a person can say to an item."""

    VALUES = "nilai"
    """These values (field by field)."""
    SAME = "sama"
    """Both are one record: keep one, with the chosen values."""
    DIFFERENT = "berbeda"
    """They are two, for ever."""
    PICK = "pilih"
    """This one of them is right; what is wrong with the others follows."""
    ACCEPT = "benar"
    """It is as it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOption:
    """One answer that a card offers.

    Attributes:
        label: The words of the button.
        needs_party: Whether one of the parties has to be chosen.
        needs_reason: Whether a reason has to be written.

    """

    answer: Answer
    label: str
    needs_party: bool = False
    needs_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The value the program would take, and why; a person still says so."""

    side: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the values of a field.

    Attributes:
        number: 1, 2, 3…: what a person answers.
        party: Position of its column on the card, from 0.
        value: As people read it; a NIK stays masked.
        raw: As the change log keeps it.
        origin: From where: `Data provinsi`, `Kiriman Rina Wulandari`.
        at: When, by the clock of the laptop it was typed on.
        visited: The day of the visit it was typed at, in words; empty when at none.
        clock_doubt: Whether the clock of that laptop is known to be wrong.
        is_shown: Whether the record shows it now.
        change: Number of the change, (replica, seq).

    """

    number: int
    party: int
    value: str
    raw: str | int | None
    who: str
    origin: str
    at: datetime | None
    visited: str = ""
    clock_doubt: bool = False
    is_shown: bool = False
    is_own: bool = False
    change: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskField:
    """A field with several values.

    Attributes:
        sentence: Who wrote what, when and where, and what is used now.
        is_protected: Money, NIK, officers, signed papers: nothing may be preselected.
        can_type: Whether a third value may be typed.

    """

    column: str
    label: str
    sentence: str
    sides: tuple[Side, ...]
    suggestion: Suggestion | None = None
    is_protected: bool = False
    can_type: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualField:
    """A field on which all sides agree; folded on the card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A column of the card: a writer of values, or one of the records that may be the same."""

    title: str
    who: str
    at: datetime | None = None
    clock_doubt: bool = False
    is_own: bool = False
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """One line of the desk.

    Attributes:
        id: Names the item, the same on every installation and at every time.
        code: A short name of eight characters for people and the command line.
        title: The record: `Siti Aminah`, `BAST/009/KUBE-KUBAR`.
        about: What differs: `Anggota · 3 kolom berbeda`.
        where: Region in words: `Melak Ulu, Kutai Barat`.
        who: Whose values stand against each other.
        at: When the latest of them was typed.
        is_protected: Money, NIK, officers or signed papers are in it.
        asked: The question to the facilitator that waits for an answer, or its answer.

    """

    id: str
    code: str
    kind: FindingKind
    tag: Tag
    title: str
    about: str
    sentence: str
    where: str = ""
    region_code: str = ""
    who: tuple[str, ...] = ()
    at: datetime | None = None
    table: str = ""
    record_id: UUID | None = None
    is_protected: bool = False
    is_skipped: bool = False
    asked: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCard:
    """Everything one decision needs.

    Attributes:
        stamp: What the card was made from; a decision about something else is refused.
        reasons: Why two records are suspected to be one.

    """

    item: DeskItem
    stamp: str
    parties: tuple[Party, ...]
    fields: tuple[DeskField, ...]
    equal: tuple[EqualField, ...] = ()
    answers: tuple[AnswerOption, ...] = ()
    records: tuple[RecordRef, ...] = ()
    reasons: tuple[str, ...] = ()
    asked_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen for one field: the number of a side, or something typed instead."""

    column: str
    side: int | None = None
    typed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision as a person makes it.

    Attributes:
        party: Position of the chosen column, from 0, where the answer needs one: the record to
            keep, the one that is right.
        choices: Field by field; for `SAME` the fields that are not taken from the kept record.

    """

    answer: Answer = Answer.VALUES
    choices: tuple[Choice, ...] = ()
    party: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision that was made, here or elsewhere.

    Attributes:
        id: Names it for ever; `undo` takes it.
        item_id: What it was about.
        sentence: What was decided, in words.

    """

    id: str
    item_id: str
    title: str
    sentence: str
    who: str
    at: datetime | None
    reason: str = ""
    is_undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Decisions in a row for the same side."""

    side: str
    count: int

    @property
    def is_tiring(self) -> bool:
        """Whether a rule should be offered instead."""
        return self.count >= FATIGUE

    @property
    def sentence(self) -> str:
        """What is asked then."""
        return f"Anda memilih {self.side} {self.count} kali. Jadikan aturan?"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFilter:
    """Which items are wanted; empty for all that are open."""

    tag: Tag | None = None
    kinds: frozenset[FindingKind] = frozenset()
    region: str = ""
    text: str = ""
    protected_only: bool = False
    most: int = 500

    def takes(self, item: DeskItem) -> bool:
        """Tell whether an item is wanted."""
        words = self.text.casefold().split()
        text = f"{item.title} {item.sentence}".casefold()
        return (
            (self.tag is None or item.tag is self.tag)
            and (not self.kinds or item.kind in self.kinds)
            and item.region_code.startswith(self.region)
            and (not self.protected_only or item.is_protected)
            and all(word in text for word in words)
        )


def chosen_value(one: DeskField, choices: Iterable[Choice]) -> str:
    """Return the value of a field as it would be kept, in words; what is shown when undecided."""
    choice = next((c for c in choices if c.column == one.column), None)
    if choice is not None and choice.typed is not None:
        return choice.typed.strip() or "(kosong)"
    wanted = choice.side if choice is not None else None
    for side in one.sides:
        if side.number == wanted or (wanted is None and side.is_shown):
            return side.value
    return one.sides[0].value if one.sides else ""


def preselected(card: DeskCard) -> tuple[Choice, ...]:
    """Return the choices a card begins with: the suggestions, and nothing for protected fields."""
    return tuple(
        Choice(column=one.column, side=one.suggestion.side)
        for one in card.fields
        if one.suggestion is not None and not one.is_protected
    )


def result_words(card: DeskCard, choices: Sequence[Choice]) -> str:
    """Say what would be kept: `Siti Aminah · Nomor HP 0813-4400-7781 · Alamat RT 06`."""
    parts = [f"{one.label} {chosen_value(one, choices)}" for one in card.fields]
    kept = "Kedua nilai lama" if len(card.parties) <= 2 else "Semua nilai lama"
    return f"{' · '.join((card.item.title, *parts))}. {kept} tetap ada di Riwayat."


def open_choices(card: DeskCard, choices: Iterable[Choice]) -> tuple[DeskField, ...]:
    """Return the fields for which nothing was chosen yet."""
    chosen = {one.column for one in choices}
    return tuple(one for one in card.fields if one.column not in chosen)
