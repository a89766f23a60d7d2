"""Groups (Kelompok Usaha Bersama): what the form collects, what lists show, and their life."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.checks import (
    Problem,
    Strength,
    impossible_day,
    too_long,
    too_long_reasons,
)
from kube_desktop.domain.values import storable, tidy_name
from kube_desktop.domain.wording import long_date

OTHER_REASON: Final = "Alasan lain"

BUSINESS_TYPES: Final = {
    "PTN": "Pertanian",
    "PTK": "Peternakan",
    "PRK": "Perikanan",
    "DGG": "Perdagangan",
    "KUL": "Kuliner",
    "JHT": "Jahit dan konveksi",
    "KRJ": "Kerajinan",
    "JSA": "Jasa",
    "IND": "Industri rumah tangga",
    "LLN": "Lainnya",
}
"""Kinds of business (domain.md 1.8)."""

FUNDING_SOURCES: Final = ("APBD Provinsi", "APBD Kabupaten/Kota", "APBN", "Dekonsentrasi", "CSR")


class GroupState(StrEnum):
    """Where a group stands in its life (domain.md 1.7)."""

    DRAFT = "draf"
    PROPOSED = "diusulkan"
    VERIFIED = "diverifikasi"
    APPROVED = "ditetapkan"
    DELIVERED = "disalurkan"
    MENTORED = "didampingi"
    INDEPENDENT = "mandiri"
    INACTIVE = "tidak_aktif"
    DISSOLVED = "bubar"
    REJECTED = "ditolak"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return _STATE_LABELS[self]

    @property
    def needs_reason(self) -> bool:
        """Whether entering this state asks why."""
        return self in {GroupState.INACTIVE, GroupState.DISSOLVED, GroupState.REJECTED}


_STATE_LABELS = {
    GroupState.DRAFT: "Baru dicatat",
    GroupState.PROPOSED: "Diusulkan",
    GroupState.VERIFIED: "Diverifikasi",
    GroupState.APPROVED: "Ditetapkan",
    GroupState.DELIVERED: "Bantuan disalurkan",
    GroupState.MENTORED: "Didampingi",
    GroupState.INDEPENDENT: "Mandiri",
    GroupState.INACTIVE: "Tidak aktif",
    GroupState.DISSOLVED: "Bubar",
    GroupState.REJECTED: "Ditolak",
}

_FORWARD = (
    GroupState.DRAFT, GroupState.PROPOSED, GroupState.VERIFIED, GroupState.APPROVED,
    GroupState.DELIVERED, GroupState.MENTORED, GroupState.INDEPENDENT,
)  # fmt: skip


def next_states(state: GroupState) -> tuple[GroupState, ...]:
    """Return the states a group may enter from here, the usual one first.

    A step may be skipped (groups of 2024 arrive already mentored), never taken back; an inactive
    group can wake up, a dissolved or rejected one cannot.
    """
    if state in {GroupState.DISSOLVED, GroupState.REJECTED}:
        return ()
    if state is GroupState.INACTIVE:
        return (GroupState.MENTORED, GroupState.DISSOLVED)
    ahead = _FORWARD[_FORWARD.index(state) + 1 :]
    early = (GroupState.REJECTED,) if _FORWARD.index(state) < 4 else ()
    return (*ahead, *early, GroupState.INACTIVE, GroupState.DISSOLVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDraft:
    """What the group form collects; money in rupiah, dates as dates, empty text for nothing."""

    name: str = ""
    village_code: str = ""
    business_type: str = ""
    business_detail: str = ""
    business_name: str = ""
    budget_year: int | None = None
    funding_source: str = "APBD Provinsi"
    formed_on: date | None = None
    address: str = ""
    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    register_number: str = ""
    decree_number: str = ""
    decree_on: date | None = None
    bank_name: str = ""
    bank_account: str = ""
    bank_holder: str = ""
    meeting_day: str = ""
    note: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def tidied(self) -> "GroupDraft":
        """Return this draft with idle spaces gone and a doubled word KUBE dropped."""
        name = tidy_name(self.name)
        if name.upper().startswith("KUBE "):
            name = name[5:]
        return replace(
            storable(self),
            name=name,
            business_type=self.business_type.strip(),
            business_detail=tidy_name(self.business_detail),
            funding_source=tidy_name(self.funding_source),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What the database knows that matters to the checks of a group draft.

    Attributes:
        village_known: Whether the village code is in the list of regions.
        same_name: Place of another group with this name in the same village, or empty.

    """

    village_known: bool
    same_name: str = ""


_LIMITS: Final = {
    "village_code": 20, "business_detail": 200, "business_name": 200, "funding_source": 100,
    "address": 300, "hamlet": 100, "rt": 5, "rw": 5, "register_number": 80, "decree_number": 80,
    "bank_name": 100, "bank_holder": 100, "meeting_day": 100, "note": 4000,
}  # fmt: skip
_LABELS: Final = {
    "village_code": "Kode kampung", "business_detail": "Rincian usaha",
    "business_name": "Nama usaha", "funding_source": "Sumber dana", "address": "Alamat",
    "hamlet": "Dusun", "rt": "RT", "rw": "RW", "register_number": "Nomor register",
    "decree_number": "Nomor SK", "bank_name": "Nama bank", "bank_holder": "Atas nama",
    "meeting_day": "Hari pertemuan", "note": "Catatan",
}  # fmt: skip


def check_group(draft: GroupDraft, facts: GroupFacts, today: date) -> tuple[Problem, ...]:
    """Return every problem of a group draft (ux.md 2.9)."""
    problems = [
        *_check_identity(draft, facts),
        *_check_dates(draft, today),
        *too_long(draft, _LIMITS, _LABELS),
        *too_long_reasons(draft.reasons),
    ]
    account = draft.bank_account
    if account and not (account.isascii() and account.isdigit() and 6 <= len(account) <= 20):
        problems.append(Problem("bank_account", "Nomor rekening harus 6 sampai 20 angka"))
    return tuple(problems)


def _check_identity(draft: GroupDraft, facts: GroupFacts) -> list[Problem]:
    problems: list[Problem] = []
    if not draft.name:
        problems.append(Problem("name", "Isi nama kelompok"))
    elif not 3 <= len(draft.name) <= 100:
        problems.append(Problem("name", "Nama kelompok harus 3 sampai 100 huruf"))
    if not draft.village_code or not facts.village_known:
        problems.append(Problem("village_code", "Pilih kampung, desa, atau kelurahan"))
    if draft.business_type not in BUSINESS_TYPES:
        problems.append(Problem("business_type", "Pilih jenis usaha"))
    elif draft.business_type == "LLN" and not draft.business_detail:
        problems.append(Problem("business_detail", "Tulis jenis usahanya"))
    if draft.budget_year is None or not 2000 <= draft.budget_year <= 2100:
        problems.append(Problem("budget_year", "Isi tahun anggaran, misalnya 2026"))
    if facts.same_name:
        problems.append(
            Problem(
                "name",
                f"Sudah ada kelompok {draft.name} di {facts.same_name}",
                Strength.SOFT,
                ("Kelompok yang berbeda, namanya memang sama", OTHER_REASON),
            )
        )
    return problems


def _check_dates(draft: GroupDraft, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if draft.formed_on and draft.formed_on > today:
        problems.append(
            Problem(
                "formed_on",
                f"Tanggal terbentuk belum terjadi. Jam laptop ini menunjukkan {long_date(today)}",
            )
        )
    if draft.formed_on and draft.formed_on.year < 2000:
        problems.append(Problem("formed_on", "Tanggal terbentuk sebelum tahun 2000. Periksa lagi"))
    return [
        *problems,
        *impossible_day("decree_on", "Tanggal SK", draft.decree_on, today, since=2000),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One line of the list of groups.

    Attributes:
        place: Village and district.
        expected: Members a complete group has (setting, five in Kaltim).
        aid_amount: Rupiah handed over so far.
        status: Readiness shown as a pill; see `Readiness`.

    """

    id: UUID
    name: str
    place: str
    regency: str
    business: str
    members: int
    expected: int
    aid_amount: int
    state: GroupState
    status: "Readiness"


class Readiness(StrEnum):
    """What a list says about a group in one pill (ux.md 2.10)."""

    DRAFT = "draft"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    INACTIVE = "inactive"

    @property
    def label(self) -> str:
        """The words of the pill."""
        return {
            Readiness.DRAFT: "Draf",
            Readiness.INCOMPLETE: "Perlu dilengkapi",
            Readiness.COMPLETE: "Lengkap",
            Readiness.INACTIVE: "Tidak aktif",
        }[self]


def readiness(state: GroupState, members: int, officers: int, expected: int) -> Readiness:
    """Tell what the pill of a group says.

    Args:
        state: Where the group stands.
        members: Active members.
        officers: How many of ketua, sekretaris and bendahara are filled, 0 to 3.
        expected: Members a complete group has.

    """
    if state in {GroupState.INACTIVE, GroupState.DISSOLVED, GroupState.REJECTED}:
        return Readiness.INACTIVE
    if members == 0:
        return Readiness.DRAFT
    return Readiness.COMPLETE if members >= expected and officers == 3 else Readiness.INCOMPLETE


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """One step in the life of a group, or the wish to take it.

    Attributes:
        note: Why, or with which paper.
        goods_fate: What became of the goods; required when a group dissolves.

    """

    state: GroupState
    happened_on: date
    note: str = ""
    goods_fate: str = ""

    def tidied(self) -> "StateChange":
        """Return this step in its stored form."""
        return storable(self)


def check_state_change(
    change: StateChange, current: GroupState, today: date
) -> tuple[Problem, ...]:
    """Return every problem of a step in the life of a group."""
    problems: list[Problem] = []
    if change.state not in next_states(current):
        problems.append(
            Problem("state", f"{current.label} tidak dapat menjadi {change.state.label}")
        )
    problems += impossible_day("happened_on", "Tanggalnya", change.happened_on, today, since=2000)
    problems += too_long(
        change,
        {"note": 4000, "goods_fate": 500},
        {"note": "Alasan", "goods_fate": "Keterangan barang"},
    )
    if change.state.needs_reason and not change.note.strip():
        problems.append(Problem("note", "Tulis alasannya"))
    if change.state is GroupState.DISSOLVED and not change.goods_fate.strip():
        problems.append(Problem("goods_fate", "Tulis di mana barang bantuan sekarang"))
    return tuple(problems)
