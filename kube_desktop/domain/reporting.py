"""Who has not reported: facilitators by month, missing files, and the reminder to copy.

A month counts as reported when a file was made from the day after the last month was due to the
day the month itself is due (the 5th of the next month, unless the office says otherwise). Every
file carries what came before it, so a later file makes up for a missing month, late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.assigning import LateEdits
from kube_desktop.domain.laptops import Event, Happening
from kube_desktop.domain.wording import MONTHS, join_words, long_date, number

DUE_DAY: Final = 5
"""The day of the next month on which a month is due, unless the office says otherwise."""
MONTHS_SHOWN: Final = 12
_LAST_SAFE_DAY: Final = 28
_MOST_NUMBERS: Final = 50


class MonthState(StrEnum):
    """What the board says of one month of one facilitator."""

    ON_TIME = "tepat"
    LATE = "terlambat"
    MISSING = "belum"
    OPEN = "berjalan"
    NONE = "tidak_wajib"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            MonthState.ON_TIME: "Tepat waktu",
            MonthState.LATE: "Terlambat",
            MonthState.MISSING: "Belum melapor",
            MonthState.OPEN: "Belum jatuh tempo",
            MonthState.NONE: "Belum bertugas",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of the board.

    Attributes:
        first: Its first day.
        due: The last day on which its report is in time.

    """

    first: date
    due: date

    @property
    def opens(self) -> date:
        """The first day whose files count for this month."""
        return due_day_of(_month_before(self.first), self.due.day) + timedelta(days=1)

    @property
    def name(self) -> str:
        """The month in words: November 2026."""
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCell:
    """What one facilitator reported of one month.

    Attributes:
        files: How many files were made in its time.
        reported_on: The day of the file that reported it first.

    """

    month: Month
    state: MonthState
    files: int = 0
    reported_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One facilitator on the board.

    Attributes:
        groups: Groups that are mentored now.
        cells: The months, oldest first.
        missing_files: Numbers of files that never came although later ones did.
        missing_changes: Changes that lie between what has come; only an earlier file brings them.
        differences: Differences of this sender that wait for a person.
        events: What happened to the laptops: restored, copied, a wrong clock.
        last_contact: The day the last file came.
        late: What this one still wrote of groups that were handed over.
        to_answer: The keys of laptops that lack what the office has of them.

    """

    mentor_id: UUID | None
    name: str
    regency_code: str = ""
    regency: str = ""
    groups: int = 0
    cells: tuple[MonthCell, ...] = ()
    missing_files: tuple[int, ...] = ()
    missing_changes: int = 0
    differences: int = 0
    events: tuple[Event, ...] = ()
    last_contact: date | None = None
    late: tuple[LateEdits, ...] = ()
    to_answer: tuple[str, ...] = ()

    @property
    def missing_months(self) -> tuple[Month, ...]:
        """The months that are overdue and not reported, oldest first."""
        return tuple(one.month for one in self.cells if one.state is MonthState.MISSING)

    @property
    def open_events(self) -> tuple[Event, ...]:
        """What happened to the laptops that somebody has to do something about."""
        return tuple(one for one in self.events if one.is_open)

    @property
    def waits(self) -> bool:
        """Whether this facilitator has something to send, so that a reminder makes sense."""
        return bool(self.missing_months or self.missing_changes)

    @property
    def needs_attention(self) -> bool:
        """Whether the office has something to do about this row."""
        return self.waits or bool(self.differences or self.open_events or self.late)

    @property
    def urgency(self) -> int:
        """How soon somebody should look: 0 at once, 3 not at all."""
        if self.open_events or self.waits:
            return 0
        return 1 if self.differences or self.late else 2 + (not self.missing_files)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Everything worth saying of this row, the most harmful first."""
        told = [one.text for one in self.events if one.is_open]
        if self.missing_months:
            told.append(f"Belum melapor {month_list(self.missing_months)}.")
        elif self.last_contact is None:
            told.append("Belum pernah mengirim.")
        told += gap_words(self.missing_files, self.missing_changes)
        if self.differences:
            told.append(f"{number(self.differences)} perbedaan menunggu keputusan kantor.")
        told += [f"{one.title}." for one in self.late]
        back = [one.text for one in self.events if one.what is Happening.RETURNED]
        return (*told, *back)


def due_day_of(month: date, day: int) -> date:
    """Return when a month is due, from the first day of that month."""
    following = (month.replace(day=_LAST_SAFE_DAY) + timedelta(days=7)).replace(day=1)
    return following.replace(day=min(max(1, day), _LAST_SAFE_DAY))


def months_until(today: date, due_day: int = DUE_DAY) -> tuple[Month, ...]:
    """Return the months the board shows, oldest first; the present one is the last."""
    first, found = today.replace(day=1), list[Month]()
    for _ in range(MONTHS_SHOWN):
        found.append(Month(first=first, due=due_day_of(first, due_day)))
        first = _month_before(first)
    return tuple(reversed(found))


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def cells_of(
    months: Sequence[Month],
    made_on: Iterable[date],
    since: date | None,
    until: date | None,
    today: date,
) -> tuple[MonthCell, ...]:
    """Return the months of one facilitator.

    Args:
        months: The months, oldest first.
        made_on: The days the files count for, of every file that came.
        since: The first day of duty; None when nobody knows of one.
        until: The last day of duty; None while it lasts.
        today: The present day.

    """
    days = sorted(made_on)
    return tuple(_cell(month, days, since, until, today) for month in months)


def _cell(
    month: Month, days: Sequence[date], since: date | None, until: date | None, today: date
) -> MonthCell:
    opens, due = month.opens, month.due
    within = [day for day in days if opens <= day <= due]
    if within:
        return MonthCell(
            month=month, state=MonthState.ON_TIME, files=len(within), reported_on=within[0]
        )
    last = month.due.replace(day=1) - timedelta(days=1)
    if since is None or since > last or (until is not None and until < month.first):
        return MonthCell(month=month, state=MonthState.NONE)
    later = next((day for day in days if day > month.due), None)
    if later is not None:
        return MonthCell(month=month, state=MonthState.LATE, reported_on=later)
    state = MonthState.OPEN if today <= month.due else MonthState.MISSING
    return MonthCell(month=month, state=state)


def missing_numbers(numbers: Iterable[int | None]) -> tuple[int, ...]:
    """Return the numbers of files that never came although later ones did.

    What was sent before the first one that came is not counted: it may have been a trial, or a
    file of an older program, which has no number. If anything of it were lacking, changes would.
    """
    have = {one for one in numbers if one is not None}
    if not have:
        return ()
    # From the end, so that a number out of this world costs nothing.
    highest, lowest = max(have), min(have)
    found = list[int]()
    for one in range(highest - 1, lowest, -1):
        if one not in have:
            found.append(one)
        if len(found) >= _MOST_NUMBERS:
            break
    return tuple(reversed(found))


def file_number(value: int) -> str:
    """Return the number of a file as people say it: 012."""
    return f"{value:03}"


def gap_words(files: Sequence[int], changes: int) -> list[str]:
    """Say which files are missing, and whether anything of them is missing too."""
    told = list[str]()
    if files:
        names = number_list(files)
        tail = "." if changes else "; isinya sudah ada di kiriman sesudahnya."
        told.append(f"Berkas {names} belum tiba{tail}")
    if changes:
        told.append(f"{number(changes)} perubahan di antaranya belum ada di provinsi.")
    return told


def number_list(numbers: Sequence[int]) -> str:
    """Return numbers of files as a sentence lists them, runs drawn together: 003–005 dan 012."""
    return join_words(["–".join(file_number(end) for end in run) for run in _runs(numbers, 2)])


def month_list(months: Sequence[Month]) -> str:
    """Return months as a sentence lists them, the year once: September dan Oktober 2026."""
    by_year: dict[int, list[int]] = {}
    for one in months:
        by_year.setdefault(one.first.year, []).append(one.first.month)
    named = [
        (["–".join(MONTHS[end - 1] for end in run) for run in _runs(found, 3)], year)
        for year, found in by_year.items()
    ]
    parts = [f"{join_words(names)} {year}" for names, year in named]
    return join_words(parts) if all(len(names) == 1 for names, _ in named) else ", ".join(parts)


def _runs(numbers: Sequence[int], least: int) -> list[tuple[int, ...]]:
    """Return runs of at least so many numbers as their two ends, and the rest one by one."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    found: list[tuple[int, ...]] = []
    for run in runs:
        found += [(run[0], run[-1])] if len(run) >= least else [(one,) for one in run]
    return found


def reminder(row: BoardRow, office: str, today: date) -> str:
    """Return a reminder to paste into WhatsApp: polite, whole, without personal data."""
    paragraphs = [f"Yth. Bapak/Ibu {row.name},", _missed(row, today)]
    if row.missing_changes:
        what = f"Berkas {number_list(row.missing_files)}" if row.missing_files else "Satu berkas"
        paragraphs.append(
            f"{what} belum kami terima, sehingga {number(row.missing_changes)} perubahan belum ada "
            "di provinsi. Berkas lama tidak perlu dicari: kiriman baru membawa semuanya."
        )
    if any(one.what is Happening.CLOCK for one in row.open_events):
        paragraphs.append("Mohon sekalian periksa tanggal dan jam laptop.")
    paragraphs.append(
        "Mohon buka KUBE Desktop, pilih Kirim data, lalu kirim berkasnya lewat WhatsApp atau "
        "titipkan di flashdisk. Mengirim ulang tidak apa-apa. Bila ada kendala, kabari kami."
    )
    return "\n\n".join([*(one for one in paragraphs if one), f"Terima kasih.\n{office}"])


def _missed(row: BoardRow, today: date) -> str:
    if not row.missing_months:
        return ""
    last = "Kami belum pernah menerima kiriman dari laptop Anda."
    if row.last_contact is not None:
        last = f"Kiriman terakhir yang kami terima: {long_date(row.last_contact)}."
    return (
        f"Sampai {long_date(today)} kami belum menerima kiriman KUBE Desktop untuk bulan "
        f"{month_list(row.missing_months)}. {last}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingBoard:
    """Everything the board shows.

    Attributes:
        rows: Those with something to do first, then by regency and name.

    """

    months: tuple[Month, ...]
    rows: tuple[BoardRow, ...]
    office: str
    today: date

    @property
    def silent(self) -> tuple[BoardRow, ...]:
        """Who has a month overdue."""
        return tuple(one for one in self.rows if one.missing_months)

    @property
    def regencies(self) -> Mapping[str, str]:
        """The regencies on the board, code and name, by name."""
        found = {one.regency_code: one.regency for one in self.rows if one.regency_code}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    def reminder(self, row: BoardRow) -> str:
        """Return the reminder for one facilitator."""
        return reminder(row, self.office, self.today)
