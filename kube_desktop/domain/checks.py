"""Problems found in what a person typed, and how strongly they matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MAX_REASON: Final = 500
"""Letters of one answer: a sentence or two, never a pasted page."""


class Strength(StrEnum):
    """How much a problem weighs (ux.md 2.9)."""

    HARD = "hard"
    """The draft is kept, but it cannot become a record."""
    SOFT = "soft"
    """It becomes a record once a reason is given."""
    INFO = "info"
    """Worth knowing; nothing is asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or doubtful about one field.

    Attributes:
        field: Name of the field it is shown beside; `items[2].unit_price` names a cell.
        text: The sentence shown, the same in the summary and at the field.
        strength: How much it matters.
        reasons: The answers offered when it needs a reason; free text is always possible.

    """

    field: str
    text: str
    strength: Strength = Strength.HARD
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name under which an answer is remembered: it falls when the value changes the text."""
        return f"{self.field}: {self.text}"


def unanswered(problems: Iterable[Problem], reasons: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what still stops the record: hard problems, and soft ones without a reason."""
    return tuple(
        problem
        for problem in problems
        if problem.strength is Strength.HARD
        or (problem.strength is Strength.SOFT and not reasons.get(problem.key, "").strip())
    )


def too_long(
    draft: object, limits: Mapping[str, int], labels: Mapping[str, str], at: str = ""
) -> list[Problem]:
    """Return a problem for every text of a draft that is longer than it may become.

    A record travels as one line of a file, so no text may be endless.

    Args:
        draft: Anything with the named fields, each a text or a tuple of texts.
        limits: Letters each field may have.
        labels: How the field is called at the beginning of the sentence.
        at: Put before the names of the fields: `items[2].` for a row of the draft.

    """
    problems: list[Problem] = []
    for name, most in limits.items():
        value = getattr(draft, name)
        texts: tuple[str, ...] = (value,) if isinstance(value, str) else value
        if any(len(text) > most for text in texts):
            problems.append(Problem(at + name, f"{labels[name]} paling panjang {most} huruf"))
    return problems


def too_long_reasons(reasons: Mapping[str, str]) -> list[Problem]:
    """Return a problem beside every field whose answer is longer than an answer may be."""
    return [
        Problem(key.partition(": ")[0], f"Alasan paling panjang {MAX_REASON} huruf")
        for key, reason in reasons.items()
        if len(reason) > MAX_REASON
    ]


def out_of_range(
    draft: object, limits: Mapping[str, int], labels: Mapping[str, str]
) -> list[Problem]:
    """Return a problem for every number of a draft below zero or above what it can be."""
    problems: list[Problem] = []
    for name, most in limits.items():
        value: int | None = getattr(draft, name)
        if value is not None and not 0 <= value <= most:
            shown = f"{most:,}".replace(",", ".")
            problems.append(Problem(name, f"{labels[name]} harus 0 sampai {shown}. Periksa lagi"))
    return problems


def impossible_day(
    field: str, label: str, day: date | None, today: date, *, since: int = 1900
) -> list[Problem]:
    """Return the problem of a day that lies ahead, or before the first year that makes sense."""
    if day is None or (day <= today and day.year >= since):
        return []
    if day > today:
        return [Problem(field, f"{label} belum terjadi")]
    return [Problem(field, f"{label} sebelum tahun {since}. Periksa lagi")]
