"""What people have to decide after merging: the kinds of finding, and what is never decided alone.

A finding is a fact about merged records that no program may settle: two values of one field, two
people with one NIK, two chairs of one group. Findings are never failures and never silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID


class Tag(StrEnum):
    """The short word of an item on the desk of differences (ux.md 2.14)."""

    DECIDE = "Putuskan"
    DOUBLE = "Ganda?"
    DELETED = "Diubah dan dihapus"
    NUMBER = "Nomor dipakai dua kali"
    DONE = "Selesai"


class FindingKind(StrEnum):
    """Every kind of finding; the values are in keys of verdicts and never change."""

    FIELDS = "isian"
    DELETED = "hapus"
    SAME_NIK = "nik-sama"
    LIKELY_SAME = "orang-mirip"
    TWO_GROUPS = "dua-kelompok"
    TWO_OFFICERS = "jabatan-ganda"
    NO_CHAIR = "tanpa-ketua"
    BAST_NUMBER = "nomor-bast"
    REGISTER_NUMBER = "nomor-register"
    AID_TWICE = "alokasi-ganda"
    DELIVERED_TWICE = "serah-terima-ganda"
    TOTAL = "jumlah-tidak-cocok"
    OVER_CEILING = "melebihi-batas"
    SIGNED_CHANGED = "berubah-sesudah-ditandatangani"
    DEAD_RECIPIENT = "penerima-meninggal"
    GROUP_TWICE = "kelompok-ganda"
    VISIT_TWICE = "kunjungan-ganda"
    ASSIGNMENTS = "penugasan-ganda"
    SECOND_CONTENT = "perubahan-bernomor-sama"
    NEWER_FIELD = "isian-versi-baru"
    ORPHAN = "catatan-belum-datang"
    OBJECTED = "koreksi-dibantah"

    @property
    def tag(self) -> Tag:
        """The word of an open item of this kind."""
        if self in _DOUBLE:
            return Tag.DOUBLE
        if self in {FindingKind.BAST_NUMBER, FindingKind.REGISTER_NUMBER}:
            return Tag.NUMBER
        return Tag.DELETED if self is FindingKind.DELETED else Tag.DECIDE

    @property
    def label(self) -> str:
        """What is said below the title of an item."""
        return _LABELS[self]

    @property
    def is_about_people(self) -> bool:
        """Whether the question is if two people are one."""
        return self in {FindingKind.SAME_NIK, FindingKind.LIKELY_SAME}

    @property
    def is_protected(self) -> bool:
        """Whether it concerns money, identity, officers or signed papers: a person decides."""
        return self not in _PLAIN


_DOUBLE: Final = frozenset(
    {
        FindingKind.SAME_NIK, FindingKind.LIKELY_SAME, FindingKind.GROUP_TWICE,
        FindingKind.VISIT_TWICE, FindingKind.AID_TWICE, FindingKind.DELIVERED_TWICE,
    }
)  # fmt: skip
_PLAIN: Final = frozenset(
    {
        FindingKind.FIELDS, FindingKind.DELETED, FindingKind.VISIT_TWICE, FindingKind.ASSIGNMENTS,
        FindingKind.NEWER_FIELD, FindingKind.ORPHAN, FindingKind.GROUP_TWICE,
    }
)  # fmt: skip
_LABELS: Final[Mapping[FindingKind, str]] = {
    FindingKind.FIELDS: "kolom berbeda",
    FindingKind.DELETED: "diubah dan dihapus",
    FindingKind.SAME_NIK: "NIK sama",
    FindingKind.LIKELY_SAME: "dugaan orang sama",
    FindingKind.TWO_GROUPS: "anggota di dua kelompok",
    FindingKind.TWO_OFFICERS: "satu jabatan, dua orang",
    FindingKind.NO_CHAIR: "tanpa ketua",
    FindingKind.BAST_NUMBER: "nomor dipakai dua kali",
    FindingKind.REGISTER_NUMBER: "nomor dipakai dua kali",
    FindingKind.AID_TWICE: "bantuan tercatat dua kali",
    FindingKind.DELIVERED_TWICE: "serah terima tercatat dua kali",
    FindingKind.TOTAL: "jumlah tidak cocok",
    FindingKind.OVER_CEILING: "melebihi batas",
    FindingKind.SIGNED_CHANGED: "berubah sesudah ditandatangani",
    FindingKind.DEAD_RECIPIENT: "penerima sudah meninggal",
    FindingKind.GROUP_TWICE: "kelompok tercatat dua kali",
    FindingKind.VISIT_TWICE: "kunjungan tercatat dua kali",
    FindingKind.ASSIGNMENTS: "dua pendamping",
    FindingKind.SECOND_CONTENT: "dua isi bernomor sama",
    FindingKind.NEWER_FIELD: "isian versi baru",
    FindingKind.ORPHAN: "catatan belum datang",
    FindingKind.OBJECTED: "koreksi dibantah",
}

MONEY_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "aids": frozenset({"ceiling", "budget_code"}),
    "aid_items": frozenset({"quantity_milli", "unit_price", "amount", "name", "unit"}),
    "handovers": frozenset({"total"}),
    "people": frozenset({"initial_income"}),
    "visits": frozenset({"turnover", "cash", "solidarity_balance"}),
    "targets": frozenset({"count", "budget"}),
    "groups": frozenset({"bank_name", "bank_account", "bank_holder"}),
    "goods_packages": frozenset({"items"}),
}
"""Fields of each table that are money, or say what money bought and where it goes."""

_IDENTITY: Final[Mapping[str, frozenset[str]]] = {
    "people": frozenset({"nik", "family_card_number", "merged_into", "died_on"}),
    "mentors": frozenset({"identity_number"}),
    "aids": frozenset({"scheme", "group_id", "person_id", "budget_year", "stage", "form"}),
    "groups": frozenset({"register_number", "decree_number", "decree_on", "state"}),
}
_WHOLE_TABLES: Final = frozenset(
    {"memberships", "handovers", "sealed_papers", "officials", "office_settings", "instruments",
     "revoked_devices", "verdicts", "prints"}
)  # fmt: skip
"""Officers, signed papers and what the office rules by: every field of them."""


def is_money(table: str, column: str) -> bool:
    """Tell whether a field is money, so that reports mark it while two values stand."""
    return column in MONEY_FIELDS.get(table, ())


def is_protected(table: str, column: str) -> bool:
    """Tell whether a field is money, a NIK, an officer or part of a signed paper.

    Such a field is never preselected and never touched by a bulk rule.
    """
    return (
        table in _WHOLE_TABLES
        or is_money(table, column)
        or column in _IDENTITY.get(table, ())
        or column == "deleted"
    )


MARK: Final = "⚠"
"""Stands beside a number with an open difference, on screens."""
PAPER_MARK: Final = "▲"
"""The same on papers, whose fonts have no warning sign."""
PAPER_NOTE: Final = (
    "▲ Sebagian serah terima di wilayah ini berbeda nilainya antara beberapa kiriman dan belum "
    "diputuskan."
)


def marked(text: str, *, is_open: bool) -> str:
    """Return a number as screens show it, marked when it is not settled."""
    return f"{MARK} {text}" if is_open else text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRef:
    """A record a finding is about, so that it can be opened."""

    table: str
    id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding as its reader saw it.

    Attributes:
        key: What it is about in one canonical text; a verdict about it names this key. Numbers
            that matter stand in it, so that a changed number is asked about again.
        title: What it is called in the list.
        sentence: The whole finding in one sentence.
        records: The records, in an order that is the same on every installation.
        region_code: Where, by Kemendagri code.
        reasons: Why two records are suspected to be one.

    """

    kind: FindingKind
    key: str
    title: str
    sentence: str
    records: tuple[RecordRef, ...] = ()
    region_code: str = ""
    reasons: tuple[str, ...] = field(default=())


def pair_key(kind: FindingKind, *ids: UUID) -> str:
    """Return the canonical key of a finding about several records, in whatever order they came."""
    return ":".join((kind.value, *sorted(one.hex for one in ids)))
