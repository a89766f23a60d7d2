"""Problems found in what a person typed, and how strongly they matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


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
