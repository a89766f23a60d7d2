"""Mentoring visits (kunjungan pendampingan): drafts, checks, agenda and what lists show."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.checks import (
    MAX_REASON,
    Problem,
    Strength,
    out_of_range,
    too_long,
    too_long_reasons,
)
from kube_desktop.domain.values import storable
from kube_desktop.domain.wording import WEEKDAYS, long_date, short_date

TOPICS: Final = (
    "Manajemen usaha", "Pembukuan", "Pemasaran", "Kemasan", "Legalitas", "Akses modal", "Produksi",
    "Kelembagaan", "Motivasi sosial", "Lainnya",
)  # fmt: skip
"""What mentoring is about; the first, third and sixth are the official three (domain.md 2.9)."""

METHODS: Final = ("Tatap muka", "Telepon atau WhatsApp")
MAX_TEXT: Final = 4000


class VisitKind(StrEnum):
    """Why the group was visited."""

    VERIFICATION = "verifikasi"
    MENTORING = "pendampingan"
    EVALUATION = "monev"
    DELIVERY = "penyerahan"
    INCIDENTAL = "insidental"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            VisitKind.EVALUATION: "Monitoring dan evaluasi",
        }.get(self, self.value.capitalize())


class BusinessCondition(StrEnum):
    """How the business is doing, compared with the visit before."""

    GROWING = "meningkat"
    STEADY = "tetap"
    SHRINKING = "menurun"
    STOPPED = "berhenti"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return self.value.capitalize()


class GoodsState(StrEnum):
    """What became of one line of goods: the question every audit asks."""

    USED = "dipakai"
    UNUSED = "tidak_dipakai"
    BROKEN = "rusak"
    LOST = "hilang"
    SOLD = "dijual"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return self.value.replace("_", " ").capitalize()

    @property
    def needs_reason(self) -> bool:
        """Whether it must be said how it came."""
        return self in {GoodsState.LOST, GoodsState.SOLD}


class PromiseResult(StrEnum):
    """What became of the promise of the last visit."""

    DONE = "sudah"
    PARTLY = "sebagian"
    NOT_DONE = "belum"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFinding:
    """What the visit found of one line of goods; state None while not looked at."""

    aid_item_id: UUID
    state: GoodsState | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """What the visit form collects; times as `09.30`, money in rupiah."""

    group_id: UUID | None = None
    visited_on: date | None = None
    started_at: str = ""
    ended_at: str = ""
    kind: VisitKind = VisitKind.MENTORING
    method: str = METHODS[0]
    topics: tuple[str, ...] = ()
    present: frozenset[UUID] = frozenset()
    others_present: int | None = None
    activity: str = ""
    business_condition: BusinessCondition | None = None
    turnover: int | None = None
    cash: int | None = None
    findings: tuple[ItemFinding, ...] = ()
    problems: str = ""
    solution: str = ""
    follow_up: str = ""
    follow_up_due_on: date | None = None
    promise_result: PromiseResult | None = None
    community_role: str = ""
    referral: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def tidied(self) -> "VisitDraft":
        """Return this draft with idle spaces gone."""
        kept = storable(self)
        return replace(
            kept,
            activity=kept.activity.strip(),
            problems=kept.problems.strip(),
            solution=kept.solution.strip(),
            follow_up=kept.follow_up.strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """What the database knows that matters to the checks of a visit draft.

    Attributes:
        formed_on: Day the group was formed, if known.
        same_day: Whether another visit to the group is recorded for that day.

    """

    formed_on: date | None = None
    same_day: bool = False


def check_visit(draft: VisitDraft, facts: VisitFacts, today: date) -> tuple[Problem, ...]:
    """Return every problem of a visit draft (ux.md 2.9)."""
    return (
        *_check_visit_day(draft, facts, today),
        *_check_visit_content(draft),
        *too_long(draft, _LIMITS, _LABELS),
        *out_of_range(draft, _MOST, _LABELS),
        *too_long_reasons(draft.reasons),
    )


def _check_visit_day(draft: VisitDraft, facts: VisitFacts, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if draft.group_id is None:
        problems.append(Problem("group_id", "Pilih kelompok yang dikunjungi"))
    day = draft.visited_on
    if day is None:
        return [*problems, Problem("visited_on", "Isi tanggal kunjungan")]
    if day > today + timedelta(days=1):
        text = f"Kunjungan belum terjadi. Jam laptop ini menunjukkan {short_date(today)}"
        problems.append(Problem("visited_on", text))
    if day.year < _FIRST_YEAR:
        text = f"Tanggal kunjungan sebelum tahun {_FIRST_YEAR}. Periksa lagi"
        problems.append(Problem("visited_on", text))
    if facts.formed_on and day < facts.formed_on:
        text = f"Kelompok baru terbentuk {long_date(facts.formed_on)}. Periksa lagi"
        reasons = ("Kunjungan sebelum kelompok terbentuk", "Alasan lain")
        problems.append(Problem("visited_on", text, Strength.SOFT, reasons))
    if facts.same_day:
        text = "Sudah ada kunjungan lain ke kelompok ini pada tanggal yang sama"
        reasons = ("Memang dua kali hari itu", "Alasan lain")
        problems.append(Problem("visited_on", text, Strength.SOFT, reasons))
    if draft.follow_up_due_on and draft.follow_up_due_on < day:
        problems.append(Problem("follow_up_due_on", "Batas waktu harus sesudah kunjungan"))
    if draft.follow_up_due_on and draft.follow_up_due_on > today + timedelta(days=_MOST_AHEAD):
        text = "Batas waktu lebih dari lima tahun lagi. Periksa lagi"
        problems.append(Problem("follow_up_due_on", text))
    return problems


def _check_visit_content(draft: VisitDraft) -> list[Problem]:
    problems: list[Problem] = []
    if not draft.topics and not draft.activity:
        problems.append(Problem("topics", "Pilih materi, atau tulis kegiatannya"))
    if not draft.method.strip():
        problems.append(Problem("method", "Pilih cara kunjungan"))
    if draft.business_condition is None:
        problems.append(Problem("business_condition", "Pilih kondisi usaha"))
    if len(draft.topics) > _MOST_TOPICS:
        problems.append(Problem("topics", f"Materi paling banyak {_MOST_TOPICS}"))
    for row, finding in enumerate(draft.findings):
        if finding.state and finding.state.needs_reason and not finding.reason.strip():
            text = f"Tulis mengapa barangnya {finding.state.label.lower()}"
            problems.append(Problem(f"findings[{row}].reason", text))
        problems += too_long(
            finding, {"reason": MAX_REASON}, {"reason": "Alasan"}, f"findings[{row}]."
        )
    return problems


_FIRST_YEAR: Final = 2000
_MOST_AHEAD: Final = 5 * 366
_MOST_TOPICS: Final = 20
_LIMITS: Final = {
    "started_at": 20, "ended_at": 20, "method": 100, "topics": 100, "activity": MAX_TEXT,
    "problems": MAX_TEXT, "solution": MAX_TEXT, "follow_up": MAX_TEXT, "community_role": MAX_TEXT,
    "referral": MAX_TEXT,
}  # fmt: skip
_MOST: Final = {"others_present": 1000, "turnover": 10**10, "cash": 10**10}
_LABELS: Final = {
    "started_at": "Jam mulai", "ended_at": "Jam selesai", "method": "Cara", "topics": "Materi",
    "activity": "Kegiatan", "problems": "Masalah", "solution": "Upaya",
    "follow_up": "Tindak lanjut", "community_role": "Peran di masyarakat", "referral": "Rujukan",
    "others_present": "Hadir selain anggota", "turnover": "Omzet", "cash": "Kas kelompok",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One line of a list of visits; `sequence` counts visits to that group from 1."""

    id: UUID
    group_id: UUID
    group_name: str
    visited_on: date
    sequence: int
    topics: tuple[str, ...]
    business_condition: BusinessCondition | None
    follow_up: str
    mentor: str


class Urgency(StrEnum):
    """How soon a group must be visited; the values sort the agenda."""

    LATE = "1-late"
    TODAY = "2-today"
    THIS_WEEK = "3-week"
    LATER = "4-later"
    DONE = "5-done"

    @property
    def label(self) -> str:
        """The words of the pill."""
        return {
            Urgency.LATE: "Terlambat",
            Urgency.TODAY: "Hari ini",
            Urgency.THIS_WEEK: "Minggu ini",
            Urgency.LATER: "Bulan ini",
            Urgency.DONE: "Selesai",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One group in the agenda of a month."""

    group_id: UUID
    group_name: str
    place: str
    visit_id: UUID | None
    sequence: int
    due_on: date | None
    urgency: Urgency
    hint: str


VISIT_INTERVAL_DAYS: Final = 30
"""A group is due a month after the last visit (product.md 12: monthly in the first year)."""


def next_visit_due(last_visit: date | None, since: date) -> date:
    """Return when the next visit is due; `since` is the handover or the start of mentoring."""
    return (last_visit or since) + timedelta(days=VISIT_INTERVAL_DAYS)


def agenda_entry(
    due_on: date, visited_on: date | None, sequence: int, today: date
) -> tuple[Urgency, str]:
    """Return urgency and hint of a group in the agenda.

    Args:
        due_on: When the next visit is due.
        visited_on: Day of the visit in the shown month, if there was one.
        sequence: Number of that visit, or of the one that is due.
        today: The present day.

    """
    if visited_on is not None:
        return Urgency.DONE, f"kunjungan ke-{sequence} · {_day_month(visited_on)}"
    left = (due_on - today).days
    head = f"kunjungan ke-{sequence}"
    if left < 0:
        return Urgency.LATE, f"{head} · lewat {-left} hari"
    if left == 0:
        return Urgency.TODAY, f"{head} · jatuh tempo hari ini"
    when = f"{WEEKDAYS[due_on.weekday()]}, {_day_month(due_on)}"
    return (Urgency.THIS_WEEK if left < 7 else Urgency.LATER), f"{head} · {when}"


def _day_month(day: date) -> str:
    return short_date(day).rpartition(" ")[0]
