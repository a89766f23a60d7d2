"""Aid and its handover (serah terima bantuan): drafts, checks, totals and what lists show."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.checks import Problem, Strength, too_long, too_long_reasons
from kube_desktop.domain.values import MAX_RUPIAH, storable, tidy_name
from kube_desktop.domain.wording import long_date, rupiah, short_date


class Scheme(StrEnum):
    """The two schemes of the programme (domain.md 1.1)."""

    GROUP = "KUBE"
    SINGLE = "UEP"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return "Kelompok (KUBE)" if self is Scheme.GROUP else "Perorangan (UEP)"


class AidForm(StrEnum):
    """What is handed over; goods never get a money receipt (domain.md 3.2)."""

    GOODS = "barang"
    MONEY = "uang"


class HandoverStatus(StrEnum):
    """How far the paper of a handover has come."""

    RECORDED = "tercatat"
    PRINTED = "dicetak"
    SIGNED = "ditandatangani"
    CANCELLED = "dibatalkan"

    @property
    def label(self) -> str:
        """The words of the pill."""
        return "Belum dicetak" if self is HandoverStatus.RECORDED else self.value.capitalize()


UNITS: Final = (
    "unit", "buah", "set", "paket", "kg", "liter", "sak", "karung", "ekor", "lembar", "meter",
    "roll", "botol", "dus", "ikat", "batang", "bibit",
)  # fmt: skip
CONDITIONS: Final = ("Baik", "Rusak ringan", "Rusak berat")
MAX_ITEM_NAME: Final = 120
MAX_ITEMS: Final = 200
MAX_WITNESSES: Final = 2
MAX_REASON: Final = 200
"""Letters of the reason that is kept with the deletion of a signed handover."""
MAX_QUANTITY_MILLI: Final = 10**10
"""Ten million of anything: more is a slip of the keyboard."""
MAX_UNIT_PRICE: Final = 10**10


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsItem:
    """One line of goods as typed; quantity in thousandths, price in rupiah, None for nothing."""

    name: str = ""
    specification: str = ""
    quantity_milli: int | None = None
    unit: str = ""
    unit_price: int | None = None
    condition: str = "Baik"

    @property
    def amount(self) -> int | None:
        """Quantity times price, rounded half up to whole rupiah."""
        if self.quantity_milli is None or self.unit_price is None:
            return None
        return (self.quantity_milli * self.unit_price + 500) // 1000

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed: the always-open last row."""
        return not (self.name.strip() or self.quantity_milli or self.unit_price)


def total(items: tuple[GoodsItem, ...]) -> int:
    """Return the sum of all complete lines, in rupiah."""
    return sum(item.amount or 0 for item in items)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySnapshot:
    """A person who signs, as written on the paper on that day; later edits do not reach it.

    Attributes:
        number: NIP of an official or NIK of a receiver, digits only.
        title: Position, as `Pejabat Pembuat Komitmen` or `Ketua KUBE Mekar Jaya`.

    """

    name: str
    title: str = ""
    number: str = ""
    institution: str = ""
    address: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDraft:
    """What the handover form collects.

    Attributes:
        group_id: The receiving group (scheme KUBE).
        person_id: The receiving person (scheme UEP), or the member who receives for the group.
        official_id: Who signs as PIHAK PERTAMA.
        acknowledged_name: Village head who signs *Mengetahui*, may be empty.
        witnesses: Names of up to two witnesses, may be empty.

    """

    scheme: Scheme = Scheme.GROUP
    form: AidForm = AidForm.GOODS
    group_id: UUID | None = None
    person_id: UUID | None = None
    handed_over_on: date | None = None
    place: str = ""
    bast_number: str = ""
    items: tuple[GoodsItem, ...] = ()
    official_id: UUID | None = None
    acknowledged_name: str = ""
    acknowledged_title: str = ""
    witnesses: tuple[str, ...] = ()
    over_ceiling_reason: str = ""
    note: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def tidied(self) -> "HandoverDraft":
        """Return this draft without blank rows and idle spaces."""
        kept = storable(self)
        items = tuple(
            replace(item, name=tidy_name(item.name), unit=tidy_name(item.unit))
            for item in kept.items
            if not item.is_blank
        )
        return replace(
            kept,
            items=items,
            bast_number=kept.bast_number.strip(),
            place=tidy_name(self.place),
            acknowledged_name=tidy_name(self.acknowledged_name),
            witnesses=tuple(tidy_name(name) for name in self.witnesses if name.strip()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFacts:
    """What the database knows that matters to the checks of a handover draft.

    Attributes:
        ceiling: Limit of the scheme in that year, rupiah.
        already_handed_over: Rupiah of the same scheme and year this receiver already has.
        number_used_by: Receiver and day of another BAST with this number, or empty.
        next_number: The number proposed instead.
        members: Active members of the group.
        expected_members: Members a complete group has.
        has_chair: Whether the group has an active ketua.
        decree_on: Day of the SK, if known.
        official_known: Whether who signs as PIHAK PERTAMA may sign on that day.

    """

    ceiling: int
    already_handed_over: int = 0
    number_used_by: str = ""
    next_number: str = ""
    members: int = 0
    expected_members: int = 5
    has_chair: bool = True
    decree_on: date | None = None
    official_known: bool = True


_LIMITS: Final = {
    "place": 200, "bast_number": 80, "acknowledged_name": 100, "acknowledged_title": 100,
    "witnesses": 100, "over_ceiling_reason": 500, "note": 4000,
}  # fmt: skip
_LABELS: Final = {
    "place": "Tempat", "bast_number": "Nomor BAST", "acknowledged_name": "Nama yang mengetahui",
    "acknowledged_title": "Jabatan yang mengetahui", "witnesses": "Nama saksi",
    "over_ceiling_reason": "Alasan melebihi batas", "note": "Catatan",
}  # fmt: skip
_ITEM_LIMITS: Final = {"name": MAX_ITEM_NAME, "specification": 1000, "unit": 30, "condition": 30}
_ITEM_LABELS: Final = {
    "name": "Nama barang", "specification": "Merek/spesifikasi", "unit": "Satuan",
    "condition": "Kondisi",
}  # fmt: skip


def check_handover(draft: HandoverDraft, facts: HandoverFacts, today: date) -> tuple[Problem, ...]:
    """Return every problem of a handover draft that was tidied (ux.md 2.9)."""
    return (
        *_check_receiver(draft, facts),
        *_check_day(draft, facts, today),
        *_check_items(draft.items),
        *_check_ceiling(draft, facts),
        *_check_number(draft, facts),
        *_check_texts(draft),
    )


def _check_texts(draft: HandoverDraft) -> list[Problem]:
    problems = [*too_long(draft, _LIMITS, _LABELS), *too_long_reasons(draft.reasons)]
    if len(draft.witnesses) > MAX_WITNESSES:
        problems.append(Problem("witnesses", f"Saksi paling banyak {MAX_WITNESSES} orang"))
    return problems


def _check_receiver(draft: HandoverDraft, facts: HandoverFacts) -> list[Problem]:
    problems: list[Problem] = []
    if draft.scheme is Scheme.GROUP and draft.group_id is None:
        problems.append(Problem("group_id", "Pilih kelompok penerima"))
    if draft.person_id is None:
        problems.append(Problem("person_id", "Pilih orang yang menerima bantuan"))
    if draft.official_id is None:
        problems.append(Problem("official_id", "Pilih pejabat yang menyerahkan (pihak pertama)"))
    elif not facts.official_known:
        problems.append(Problem("official_id", "Pejabat ini tidak ada di daftar. Pilih lagi"))
    return problems


def _check_day(draft: HandoverDraft, facts: HandoverFacts, today: date) -> list[Problem]:
    day = draft.handed_over_on
    if day is None:
        return [Problem("handed_over_on", "Isi tanggal serah terima")]
    if day > today:
        text = (
            f"Tanggal serah terima belum terjadi. Jam laptop ini menunjukkan {short_date(today)}; "
            "bila jamnya salah, isi tanggal yang benar"
        )
        return [Problem("handed_over_on", text)]
    if day.year < 2000:
        text = "Tanggal serah terima sebelum tahun 2000. Periksa lagi"
        return [Problem("handed_over_on", text)]
    if facts.decree_on and day < facts.decree_on:
        text = f"Serah terima sebelum tanggal SK ({long_date(facts.decree_on)}). Pilih alasan"
        reasons = ("SK terbit menyusul", "Tanggal SK salah catat", "Alasan lain")
        return [Problem("handed_over_on", text, Strength.SOFT, reasons)]
    if (today - day).days > 366:
        text = f"Tanggalnya lebih dari setahun lalu ({long_date(day)}). Periksa lagi"
        late = ("Mencatat bantuan tahun lalu", "Alasan lain")
        return [Problem("handed_over_on", text, Strength.SOFT, late)]
    return []


def _check_items(items: tuple[GoodsItem, ...]) -> list[Problem]:
    if not items:
        return [Problem("items", "Isi paling sedikit satu barang")]
    if len(items) > MAX_ITEMS:
        text = f"Satu serah terima paling banyak {MAX_ITEMS} baris barang. Bagi menjadi dua"
        return [Problem("items", text)]
    problems = [problem for row, item in enumerate(items) for problem in _check_item(row, item)]
    if total(items) > MAX_RUPIAH:
        text = "Jumlah semua barang terlalu besar. Periksa jumlah dan harga satuan"
        problems.append(Problem("items", text))
    return problems


def _check_item(row: int, item: GoodsItem) -> list[Problem]:
    problems: list[Problem] = []
    if not item.name:
        problems.append(Problem(f"items[{row}].name", f"Isi nama barang di baris {row + 1}"))
    labels = {name: f"{label} di baris {row + 1}" for name, label in _ITEM_LABELS.items()}
    problems += too_long(item, _ITEM_LIMITS, labels, f"items[{row}].")
    label = f"“{item.name}”" if item.name else f"baris {row + 1}"
    if item.quantity_milli is None or item.quantity_milli <= 0:
        problems.append(Problem(f"items[{row}].quantity_milli", f"Isi jumlah untuk {label}"))
    elif item.quantity_milli > MAX_QUANTITY_MILLI:
        text = f"Jumlah {label} terlalu besar. Periksa lagi"
        problems.append(Problem(f"items[{row}].quantity_milli", text))
    if not item.unit:
        problems.append(Problem(f"items[{row}].unit", f"Isi satuan untuk {label}"))
    if item.unit_price is None or item.unit_price < 0:
        problems.append(Problem(f"items[{row}].unit_price", f"Isi harga satuan untuk {label}"))
    elif item.unit_price > MAX_UNIT_PRICE:
        text = f"Harga satuan {label} paling besar {rupiah(MAX_UNIT_PRICE)}"
        problems.append(Problem(f"items[{row}].unit_price", text))
    elif item.unit_price == 0:
        text = f"Harga satuan {label} nol. Hibah tanpa nilai?"
        reasons = ("Ya, hibah tanpa nilai", "Harga menyusul")
        problems.append(Problem(f"items[{row}].unit_price", text, Strength.SOFT, reasons))
    return problems


def _check_ceiling(draft: HandoverDraft, facts: HandoverFacts) -> list[Problem]:
    problems: list[Problem] = []
    amount = total(draft.items)
    over = amount + facts.already_handed_over - facts.ceiling
    # Of an impossible amount, which is a problem of its own, nothing more is said.
    if over > 0 and amount <= MAX_RUPIAH and not draft.over_ceiling_reason.strip():
        text = (
            f"Jumlah melebihi batas {rupiah(facts.ceiling)} sebesar {rupiah(over)}. Tulis alasannya"
        )
        problems.append(Problem("over_ceiling_reason", text))
    if facts.already_handed_over:
        text = (
            f"Penerima ini sudah menerima {rupiah(facts.already_handed_over)} tahun ini. "
            "Pilih alasan"
        )
        reasons = ("Penyerahan bertahap", "Bantuan pengembangan", "Alasan lain")
        problems.append(Problem("items", text, Strength.SOFT, reasons))
    return problems


def _check_number(draft: HandoverDraft, facts: HandoverFacts) -> list[Problem]:
    if not draft.bast_number or not facts.number_used_by:
        return []
    text = f"Nomor ini sudah dipakai {facts.number_used_by}. Nomor berikutnya {facts.next_number}"
    reasons = ("Nomor dari buku agenda memang sama", "Alasan lain")
    return [Problem("bast_number", text, Strength.SOFT, reasons)]


def printing_obstacles(draft: HandoverDraft, facts: HandoverFacts) -> tuple[str, ...]:
    """Return what keeps this handover from being printed, in words; empty when it may be."""
    if draft.scheme is Scheme.SINGLE:
        return ()
    obstacles = []
    if facts.members < facts.expected_members:
        obstacles.append(f"Anggota baru {facts.members} dari {facts.expected_members} orang")
    if not facts.has_chair:
        obstacles.append("Kelompok belum punya ketua")
    return tuple(obstacles)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """One line of the list of handovers.

    Attributes:
        goods: First item, and how many others: `Kandang baterai dan 2 lainnya`.
        is_open: Whether two values of its money stand and wait for a decision.

    """

    id: UUID
    handed_over_on: date
    scheme: Scheme
    receiver: str
    place: str
    goods: str
    total: int
    bast_number: str
    status: HandoverStatus
    is_open: bool = False


def goods_summary(first: str, count: int) -> str:
    """Return the goods of a handover in a few words."""
    return first if count <= 1 else f"{first} dan {count - 1} lainnya"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsPackage:
    """A usual set of goods, offered when a handover is typed."""

    id: UUID
    name: str
    business_type: str
    items: tuple[GoodsItem, ...]
