"""One measured figure, and how it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure beside its limit.

    Attributes:
        what: What was measured.
        measured: The figure itself.
        limit: The same on the limit that `limit_name` names, from this very run.
        unit: Of both.
        limit_name: What the limit is: an empty window, a constant model, a plain copy.
        at_most: The goal for measured / limit, from limits.md; or
        at_least: the goal when more is better.
        most: A goal in the unit itself, where there is no limit to compare with.

    """

    what: str
    measured: float
    unit: str
    limit: float | None = None
    limit_name: str = ""
    at_most: float | None = None
    at_least: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """Measured by limit."""
        return self.measured / self.limit if self.limit else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is reached; None where limits.md sets none."""
        if self.most is not None:
            return self.measured <= self.most
        if self.ratio is None:
            return None
        if self.at_most is not None:
            return self.ratio <= self.at_most
        return None if self.at_least is None else self.ratio >= self.at_least

    def line(self) -> str:
        """Tell it in one line."""
        parts = [f"{self.what}: {_plain(self.measured)} {self.unit}"]
        if self.limit is not None and self.ratio is not None:
            parts.append(f"batas {_plain(self.limit)} {self.unit} ({self.limit_name})")
            parts.append(f"rasio {self.ratio:.2f}".replace(".", ","))
        goal = self._goal()
        if goal:
            parts.append(f"sasaran {goal}: {'tercapai' if self.is_reached else 'BELUM tercapai'}")
        return "  " + " · ".join(parts)

    def _goal(self) -> str:
        for sign, value in (("≤", self.at_most), ("≥", self.at_least)):
            if value is not None:
                return f"{sign} {value:.2f}".replace(".", ",")
        return "" if self.most is None else f"≤ {_plain(self.most)} {self.unit}"


def _plain(value: float) -> str:
    shown = (
        f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    )
    return shown.replace(".", ",")


def milliseconds(work: Callable[[], object], *, cpu: bool = False) -> float:
    """Return how long work took, by the clock or in computing time."""
    now = process_time if cpu else perf_counter
    began = now()
    work()
    return (now() - began) * 1000


def taking_turns(*works: Callable[[], object], rounds: int, cpu: bool = False) -> list[list[float]]:
    """Measure several things in turn, so that a busy machine is busy for all of them alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            taken.append(milliseconds(work, cpu=cpu))
    return times


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value below which a share of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


__all__ = ["Figure", "median", "milliseconds", "percentile", "taking_turns"]
