"""What the office decides: officials, letterhead, recitals, ceilings, number patterns, targets."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.aid import PartySnapshot, Scheme
from kube_desktop.domain.checks import Problem, too_long
from kube_desktop.domain.values import storable, tidy_name
from kube_desktop.domain.wording import ROMAN_MONTHS


class SettingKey(StrEnum):
    """Names of the dated settings; each value is JSON in the table `office_settings`."""

    LETTERHEAD = "letterhead"
    LOGO = "logo"
    DECREE = "decree"
    RECITALS = "recitals"
    CEILINGS = "ceilings"
    NUMBER_PATTERN = "number_pattern"
    NUMBER_PATTERNS = "number_patterns"
    MEMBERS = "members"
    COPIES = "copies"
    PAPER_COPIES = "paper_copies"
    REPORT_DUE_DAY = "report_due_day"


class Duty(StrEnum):
    """What an official signs as (domain.md 2.12)."""

    HEAD = "kepala_dinas"
    BUDGET_USER = "kpa"
    COMMITMENT = "ppk"
    TREASURER = "bendahara"
    DIVISION = "kabid"
    VILLAGE_HEAD = "kepala_desa"
    TRADE_OFFICE = "disperindagkop"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            Duty.HEAD: "Kepala Dinas",
            Duty.BUDGET_USER: "Kuasa Pengguna Anggaran",
            Duty.COMMITMENT: "Pejabat Pembuat Komitmen",
            Duty.TREASURER: "Bendahara Pengeluaran",
            Duty.DIVISION: "Kepala Bidang",
            Duty.VILLAGE_HEAD: "Kepala desa/lurah",
            Duty.TRADE_OFFICE: "Petugas Disperindagkop",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person who signs for the office.

    Attributes:
        appointment: `definitif`, or `Plt.`, `Plh.`, `Pj.`, printed before the position.
        valid_from: First day in office, None when nobody said.
        valid_to: Last day in office, None while it lasts.

    """

    id: UUID
    name: str
    nip: str
    rank: str
    position: str
    institution: str
    address: str
    duty: Duty
    appointment: str = "definitif"
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def title(self) -> str:
        """The position as printed, with Plt. or Plh. before it."""
        if self.appointment in {"", "definitif"}:
            return self.position
        return f"{self.appointment} {self.position}"

    def snapshot(self) -> PartySnapshot:
        """Return this official as a paper of today names them."""
        return PartySnapshot(
            name=self.name,
            title=self.title,
            number=self.nip,
            institution=self.institution,
            address=self.address,
            rank=self.rank,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadLines:
    """The head of every paper (kop surat)."""

    government: str = "PEMERINTAH PROVINSI KALIMANTAN TIMUR"
    office: str = "DINAS SOSIAL"
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRules:
    """The settings in force on one day.

    Attributes:
        recitals: On which rules a BAST of a group rests.
        single_recitals: The same for a BAST of a single recipient.
        ceilings: Limit in rupiah by scheme.
        number_pattern: How BAST numbers are built; see `document_number`.
        decree_issuer: Who issues the SK that names the receivers, as sentences name the office.
        decree_about: What that SK is about; `{tahun}` stands for the budget year.
        members: Members a complete group has.
        copies: Originals of a BAST.
        report_due_day: The day of the next month on which a month is to be reported.
        copies_of: Originals of the other papers, by kind of paper; only those that the office set.
        patterns: How numbers of other papers are built, by kind of paper.

    """

    letterhead: LetterheadLines
    recitals: tuple[str, ...]
    ceilings: Mapping[Scheme, int]
    number_pattern: str
    decree_issuer: str = ""
    decree_about: str = ""
    members: int = 5
    copies: int = 3
    report_due_day: int = 5
    copies_of: Mapping[str, int] = field(default_factory=dict)
    single_recitals: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)

    def recitals_of(self, scheme: Scheme) -> tuple[str, ...]:
        """Return on which rules a BAST of this scheme rests."""
        return self.recitals if scheme is Scheme.GROUP else self.single_recitals


DEFAULT_PATTERN: Final = "BAST/{urut:03}/KUBE-{wilayah}/{bulan_romawi}/{tahun}"
DEFAULT_CEILINGS: Final = {Scheme.GROUP: 20_000_000, Scheme.SINGLE: 5_000_000}
"""Rp20 juta a group, Rp5 juta a single recipient (domain.md 1.1); the office may change them."""

DEFAULT_RULES: Final = OfficeRules(
    letterhead=LetterheadLines(address="Samarinda, Kalimantan Timur"),
    recitals=(),
    ceilings=DEFAULT_CEILINGS,
    number_pattern=DEFAULT_PATTERN,
)
"""In force until the office sends its settings."""

REGENCY_SHORT: Final = {
    "64.01": "PASER", "64.02": "KUKAR", "64.03": "BERAU", "64.07": "KUBAR", "64.08": "KUTIM",
    "64.09": "PPU", "64.11": "MAHULU", "64.71": "BPP", "64.72": "SMD", "64.74": "BTG",
}  # fmt: skip
"""Short names of the regencies as used in document numbers."""


def document_number(pattern: str, sequence: int, regency_code: str, day: date) -> str:
    """Return an official number from a pattern with placeholders.

    Placeholders: `urut` (with a width, as `urut:03`), `wilayah`, `bulan`, `bulan_romawi`, `tahun`.

    Raises:
        ValueError: When the pattern names something else, or leaves `urut` out.

    """
    parts = [
        f"{sequence:0{part.width}d}" if part.name == "urut" else part.value(regency_code, day)
        for part in number_parts(pattern)
    ]
    return "".join(parts)


def open_number(pattern: str, regency_code: str, day: date) -> str:
    """Return a number whose running part stays open, for the agenda book of the office.

    Raises:
        ValueError: When the pattern cannot be used.

    """
    return "".join(
        _OPEN if part.name == "urut" else part.value(regency_code, day)
        for part in number_parts(pattern)
    )


_OPEN: Final = "………"


@dataclass(frozen=True, slots=True)
class NumberPart:
    """One piece of a number pattern.

    Attributes:
        name: Name of the placeholder, or empty for plain text.
        text: The plain text.
        width: Digits of `urut`, filled up with zeros.

    """

    name: str = ""
    text: str = ""
    width: int = 1

    def value(self, regency_code: str, day: date) -> str:
        """Return what stands here on a day; `urut` is counted elsewhere."""
        match self.name:
            case "wilayah":
                return REGENCY_SHORT.get(regency_code, "KALTIM")
            case "bulan":
                return f"{day.month:02d}"
            case "bulan_romawi":
                return ROMAN_MONTHS[day.month - 1]
            case "tahun":
                return str(day.year)
        return self.text


_PLACEHOLDER: Final = r"\{(?:(urut)(?::0?([1-9]))?|(wilayah|bulan|bulan_romawi|tahun))\}"


def number_parts(pattern: str) -> tuple[NumberPart, ...]:
    """Take a number pattern apart.

    The office types patterns and files bring them, so they are read by their own small grammar
    and not by `str.format`, which would reach into objects.

    Raises:
        ValueError: When it names something unknown, or does not count exactly once.

    """
    parts = tuple(_number_parts(pattern))
    counted = sum(part.name == "urut" for part in parts)
    if counted != 1 or any(brace in part.text for part in parts for brace in "{}"):
        raise ValueError(f"number pattern cannot be used: {pattern}")
    return parts


def _number_parts(pattern: str) -> Iterator[NumberPart]:
    after = 0
    for found in re.finditer(_PLACEHOLDER, pattern):
        yield NumberPart(text=pattern[after : found.start()])
        yield NumberPart(name=found[1] or found[3], width=int(found[2] or 1))
        after = found.end()
    yield NumberPart(text=pattern[after:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who uses this installation.

    Attributes:
        is_office: Whether this is the provincial office, which merges files.
        is_sample: Whether everything here is sample data, never sent to a real office.

    """

    name: str
    mentor_id: UUID | None
    regency_code: str
    is_office: bool = False
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDraft:
    """What the form of an official collects."""

    name: str = ""
    nip: str = ""
    rank: str = ""
    position: str = ""
    institution: str = ""
    address: str = ""
    duty: Duty = Duty.COMMITMENT
    appointment: str = "definitif"
    valid_from: date | None = None
    valid_to: date | None = None

    def tidied(self) -> "OfficialDraft":
        """Return this draft with idle spaces gone and a NIP of digits only."""
        return replace(
            storable(self),
            name=tidy_name(self.name),
            nip="".join(digit for digit in self.nip if digit.isascii() and digit.isdigit()),
            position=tidy_name(self.position),
        )


APPOINTMENTS: Final = ("definitif", "Plt.", "Plh.", "Pj.")
"""How somebody holds an office: for good, or for another."""


def check_official(draft: OfficialDraft) -> tuple[Problem, ...]:
    """Return every problem of an official; village heads have no NIP (domain.md 2.6)."""
    problems = []
    if len(draft.name) < 2:
        problems.append(Problem("name", "Isi nama pejabat lengkap dengan gelarnya"))
    if not draft.position:
        problems.append(Problem("position", "Isi jabatan seperti yang tercetak di BAST"))
    if draft.nip and len(draft.nip) != 18:
        text = f"NIP harus 18 angka; ini {len(draft.nip)} angka. Kosongkan bila tidak ada"
        problems.append(Problem("nip", text))
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        text = "Akhir masa jabatan mendahului awalnya"
        problems.append(Problem("valid_to", text))
    if draft.appointment not in APPOINTMENTS:
        text = f"Sifat jabatan harus salah satu dari {', '.join(APPOINTMENTS)}"
        problems.append(Problem("appointment", text))
    return (*problems, *too_long(draft, _OFFICIAL_LIMITS, _OFFICIAL_LABELS))


_OFFICIAL_LIMITS: Final = {
    "name": 100, "rank": 100, "position": 200, "institution": 200, "address": 300,
    "appointment": 30,
}  # fmt: skip
_OFFICIAL_LABELS: Final = {
    "name": "Nama pejabat", "rank": "Pangkat", "position": "Jabatan", "institution": "Instansi",
    "address": "Alamat", "appointment": "Pengangkatan",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadDraft:
    """What the form of the letterhead collects."""

    government: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""

    def tidied(self) -> "LetterheadDraft":
        """Return this draft in its stored form."""
        return storable(self)


def check_letterhead(draft: LetterheadDraft) -> tuple[Problem, ...]:
    """Return every problem of a letterhead."""
    needed = {"government": "Isi baris pertama kop surat", "office": "Isi nama dinas"}
    missing = [
        Problem(name, text) for name, text in needed.items() if not getattr(draft, name).strip()
    ]
    limits = {"government": 200, "office": 200, "address": 300, "contact": 200}
    labels = {
        "government": "Baris pertama kop surat", "office": "Nama dinas", "address": "Alamat",
        "contact": "Telepon dan surel",
    }  # fmt: skip
    return (*missing, *too_long(draft, limits, labels))


def logo_bytes(value: object) -> bytes | None:
    """Return the picture of a stored logo, or None when there is none."""
    text = value.get("image") if isinstance(value, dict) else None
    if not isinstance(text, str):
        return None
    try:
        return base64.b64decode(text, validate=True) or None
    except (binascii.Error, ValueError):
        return None
