"""Periods that reports speak of: a year, a quarter, or a month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.wording import MONTHS

_FORM: Final = re.compile(r"(\d{4})(?:-T([1-4])|-(0[1-9]|1[0-2]))?")
_QUARTERS: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of whole months within one year."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that `2026`, `2026-T3` or `2026-11` names.

        Raises:
            DomainError: When it names none.

        """
        found = _FORM.fullmatch(text)
        if found is None or not 2000 <= int(found[1]) <= 2100:
            raise DomainError(f"Periode {text} tidak dikenal. Contoh: 2026, 2026-T3, 2026-11.")
        year, quarter, month = int(found[1]), found[2], found[3]
        if quarter:
            return cls._of(year, 3 * int(quarter) - 2, 3)
        return cls._of(year, int(month), 1) if month else cls._of(year, 1, 12)

    @classmethod
    def _of(cls, year: int, month: int, months: int) -> "Period":
        first, end = date(year, month, 1), month + months - 1
        after = date(year + (end == 12), end % 12 + 1, 1)
        return cls(first=first, last=after - timedelta(days=1))

    @classmethod
    def month_of(cls, day: date) -> "Period":
        """Return the month of a day."""
        return cls._of(day.year, day.month, 1)

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        """Return the quarter of a day."""
        return cls._of(day.year, (day.month - 1) // 3 * 3 + 1, 3)

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.first.year

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        return tuple(
            date(self.year, month, 1) for month in range(self.first.month, self.last.month + 1)
        )

    @property
    def key(self) -> str:
        """What `parse` reads back."""
        if len(self.months) == 12:
            return f"{self.year}"
        if len(self.months) == 3:
            return f"{self.year}-T{self._quarter}"
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        """How titles name it: `tahun 2026`, `triwulan III tahun 2026`, `November 2026`."""
        if len(self.months) == 12:
            return f"tahun {self.year}"
        if len(self.months) == 3:
            return f"triwulan {_QUARTERS[self._quarter - 1]} tahun {self.year}"
        return f"{MONTHS[self.first.month - 1]} {self.year}"

    @property
    def following(self) -> "Period":
        """The month after it."""
        return Period.month_of(self.last + timedelta(days=1))

    def dated(self, today: date) -> date:
        """Return the day its report is dated: its last one, or today while it is not over."""
        return max(self.first, min(self.last, today))

    @property
    def _quarter(self) -> int:
        return (self.first.month + 2) // 3
