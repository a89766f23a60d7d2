"""Wrong clocks: finding them and saying so. No result depends on a clock, only explanations do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kube_desktop.domain.wording import WITA, clock_time, long_date

TOLERANCE: Final = timedelta(days=2)
"""A clock that is off by less is nobody's business."""
RELEASED: Final = date(2026, 11, 1)
"""The day of this release: a clock that shows an earlier one is wrong."""
_EARLIEST: Final = date(2026, 1, 1)
"""No file was ever made before: a date before it comes from a wrong clock."""
_LONG_UNUSED: Final = timedelta(days=400)
_SPANS: Final = ((360, 365, "tahun"), (60, 30, "bulan"), (1, 1, "hari"))
"""From how many days on a unit is used, and its length."""


def seconds_off(made: datetime, received: datetime, not_before: datetime | None) -> int:
    """Return by how much a laptop's clock is surely off, in seconds; 0 when it may be right.

    A file may travel for weeks, so one that seems old proves nothing by itself.

    Args:
        made: When the file was made, by the clock of the laptop.
        received: When the office merged it, by its own clock.
        not_before: Something the laptop had seen when it made the file: when that happened.

    """
    if made > received + TOLERANCE:
        return int((made - received).total_seconds())
    if not_before is not None and made < min(not_before, received) - TOLERANCE:
        return int((made - min(not_before, received)).total_seconds())
    return 0


def clock_words(whose: str, seconds: int) -> str:
    """Say that a clock is off; empty within two days."""
    if abs(seconds) <= TOLERANCE.total_seconds():
        return ""
    least = "" if seconds > 0 else "sedikitnya "
    way = "terlalu cepat" if seconds > 0 else "terlambat"
    return (
        f"Jam {whose} {least}{span_words(abs(seconds))} {way}. Hasil gabung tidak bergantung pada "
        "jam, tetapi tanggal di Riwayat bisa keliru. Minta jamnya dibetulkan."
    )


def span_words(seconds: int) -> str:
    """Return a length of time in its greatest unit: 5 tahun, 3 bulan, 4 hari."""
    days = max(1, round(seconds / 86_400))
    _, length, unit = next(one for one in _SPANS if days >= one[0])
    return f"{round(days / length)} {unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownInstant:
    """Something that had happened before now, as far as this laptop can know.

    Attributes:
        what: In words: `program ini dibuat`, `balasan kantor terakhir dibuat`.
        is_own: Whether it was written by the clock of this very laptop, which may have been wrong.

    """

    what: str
    at: datetime
    is_own: bool = False


def doubt_of(now: datetime, known: Sequence[KnownInstant], whose: str = "laptop") -> str:
    """Say why the clock of this computer cannot be right; empty when nothing speaks against it.

    Args:
        now: What the clock shows.
        known: What had happened before.
        whose: What to call the computer.

    """
    later = [one for one in known if now < one.at - TOLERANCE]
    shown = f"Jam {whose} ini menunjukkan {_moment(now)}"
    advice = "Betulkan tanggal dan jam di Pengaturan Windows; data Anda tetap aman."
    if later:
        # What others wrote proves more than what this clock wrote when it may have been wrong.
        one = max(later, key=lambda one: (not one.is_own, one.at))
        if one.is_own:
            return f"{shown}, padahal {one.what} {_moment(one.at)}. Salah satunya keliru. {advice}"
        return f"{shown}, padahal {one.what} {_day(one.at)}. {advice}"
    if known and now > max(one.at for one in known) + _LONG_UNUSED:
        one = max(known, key=lambda one: one.at)
        return f"{shown}, lama sekali sesudah {one.what} ({_day(one.at)}). Benarkah? {advice}"
    return ""


def plausible_day(made: datetime | None, received: datetime, clock_off: int | None) -> date:
    """Return the day a file counts for: when it was made, or when it came if that cannot be."""
    day = received if made is None or clock_off else min(made, received)
    counted = day.astimezone(WITA).date()
    too_early = counted < _EARLIEST or (made is not None and made > received + TOLERANCE)
    return received.astimezone(WITA).date() if too_early else counted


def _moment(moment: datetime) -> str:
    return f"{_day(moment)} pukul {clock_time(moment)}"


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone(WITA).date())
