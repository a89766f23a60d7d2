"""Rules that decide many differences at once; never money, NIK, officers or signed papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.difference_words import EMPTY
from kube_desktop.domain.differences import DeskField, Side

CONTACT_FIELDS: Final = frozenset({"phone", "address", "rt", "rw", "hamlet"})
"""What the rule of the newer value is for: numbers and addresses change, names do not."""
SAMPLES: Final = 10
"""So many examples are shown before a rule is applied."""
ASK_ABOVE: Final = 50
"""A rule that decides more than this is asked about once more (ux.md 2.11)."""


class BulkRule(StrEnum):
    """A rule that decides many differences."""

    FILL = "isi-kosong"
    NEWER = "lebih-baru"
    OWNER = "pemilik-wilayah"
    OFFICE = "data-provinsi"

    @property
    def label(self) -> str:
        """The words of the menu."""
        return {
            BulkRule.FILL: "Isi yang kosong dari kiriman",
            BulkRule.NEWER: "Pakai yang lebih baru untuk nomor HP dan alamat",
            BulkRule.OWNER: "Pakai kiriman pendamping pemilik wilayah",
            BulkRule.OFFICE: "Pakai data provinsi",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScope:
    """What a rule may decide; empty means everything it is for.

    Attributes:
        fields: As `people.phone`.
        senders: Names behind `Kiriman`: only differences in which one of them takes part.

    """

    fields: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSample:
    """One difference as a rule would decide it."""

    title: str
    label: str
    value: str
    instead: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleField:
    """A field a rule would decide somewhere; `name` is `people.phone`."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePreview:
    """What a rule would do; nothing is written yet.

    Attributes:
        protected: Differences it leaves alone because only a person decides them.
        others: Differences it has no answer to.
        senders: Whose values take part, to choose from.

    """

    rule: BulkRule
    count: int
    samples: tuple[RuleSample, ...]
    fields: tuple[RuleField, ...]
    senders: tuple[str, ...]
    protected: int
    others: int

    @property
    def needs_asking(self) -> bool:
        """Whether so many values are replaced that it is asked about once more."""
        return self.count > ASK_ABOVE


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRule:
    """A rule that was applied; `id` is what `undo` takes."""

    id: str
    batch_id: UUID
    rule: BulkRule
    count: int
    at: datetime
    is_undone: bool = False

    @property
    def sentence(self) -> str:
        """What was done."""
        return f"{self.rule.label}: {self.count} perbedaan diputuskan."


def takes_part(field: DeskField, senders: Iterable[str]) -> bool:
    """Tell whether one of the senders wrote a value of a field."""
    wanted = {f"Kiriman {one}" for one in senders}
    return not wanted or any(side.origin in wanted for side in field.sides)


def ruled(rule: BulkRule, field: DeskField, owner: str) -> Side | None:
    """Return the value a rule takes for a field, or None when it has no answer."""
    if field.is_protected:
        return None
    sides = field.sides
    match rule:
        case BulkRule.FILL:
            return _filling(sides)
        case BulkRule.NEWER:
            return _newest(sides) if field.column in CONTACT_FIELDS else None
        case BulkRule.OWNER:
            return _only(side for side in sides if owner and side.who == owner)
        case BulkRule.OFFICE:
            return _only(side for side in sides if side.is_own)


def _filling(sides: Iterable[Side]) -> Side | None:
    listed = list(sides)
    filled = [side for side in listed if side.value != EMPTY]
    if len(filled) == len(listed) or len({side.value for side in filled}) != 1:
        return None
    return filled[0]


def _newest(sides: Iterable[Side]) -> Side | None:
    timed = [(side.at, side.number, side) for side in sides if side.at and not side.clock_doubt]
    if len(timed) != len(list(sides)):
        return None
    return max(timed)[2]


def _only(sides: Iterable[Side]) -> Side | None:
    found = list(sides)
    return found[0] if len(found) == 1 else None
