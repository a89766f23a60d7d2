"""Members (anggota): people, their place in a group, and the checks of their identity."""

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
    out_of_range,
    too_long,
    too_long_reasons,
)
from kube_desktop.domain.regions import HISTORICAL_NIK_REGIONS, PROVINCE_CODES, REGENCIES
from kube_desktop.domain.values import (
    NIK_LENGTH,
    NikFault,
    Sex,
    nik_facts,
    nik_fault,
    parse_nik,
    parse_phone,
    storable,
    tidy_name,
)
from kube_desktop.domain.wording import age_on, long_date

NIK_REASONS: Final = (
    "Sesuai KTP, NIK tidak berubah",
    "Dokumen sedang diurus",
    "Salah di KTP lama",
    "Alasan lain",
)
"""Answers when a NIK and the typed data disagree (ux.md 2.7)."""

DATA_SOURCES: Final = ("DTSEN", "DTKS", "BDT", "Usulan", "Belum terdaftar")
MARITAL_STATUSES: Final = ("Belum kawin", "Kawin", "Cerai hidup", "Cerai mati")
FAMILY_RELATIONS: Final = ("Kepala keluarga", "Istri", "Suami", "Anak", "Orang tua", "Lainnya")
EDUCATIONS: Final = ("Tidak sekolah", "SD", "SMP", "SMA", "D3", "S1", "Lainnya")
OTHER_PROGRAMMES: Final = ("PKH", "BPNT/Sembako", "PBI-JKN", "BLT-DD", "RTLH", "PENA", "UEP")
_SALARIED = ("pns", "asn", "tni", "polri", "pensiun")


class Role(StrEnum):
    """Office of a member in the group (domain.md 2.3)."""

    CHAIR = "ketua"
    SECRETARY = "sekretaris"
    TREASURER = "bendahara"
    MEMBER = "anggota"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return self.value.capitalize()

    @property
    def is_officer(self) -> bool:
        """Whether only one active member may hold it."""
        return self is not Role.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    """What the member form collects: a person and the place in a group.

    Attributes:
        phone: As stored, `+628…`, or as typed while it cannot be read.
        initial_income: Rupiah a month before the aid: the baseline of every evaluation.
        decile: Poverty decile 1 (poorest) to 10, or None for people of the older lists.

    """

    nik: str = ""
    family_card_number: str = ""
    name: str = ""
    role: Role = Role.MEMBER
    birth_place: str = ""
    born_on: date | None = None
    sex: Sex | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    village_code: str = ""
    phone: str = ""
    initial_income: int | None = None
    data_source: str = "DTSEN"
    decile: int | None = None
    decile_checked_on: date | None = None
    family_relation: str = ""
    marital_status: str = ""
    dependants: int | None = None
    education: str = ""
    occupation: str = ""
    other_programmes: tuple[str, ...] = ()
    skills: str = ""
    nickname: str = ""
    joined_on: date | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    def tidied(self, today: date) -> "MemberDraft":
        """Return this draft in its stored form, with birth date and sex taken from the NIK."""
        nik = parse_nik(self.nik)
        facts = nik_facts(nik, today)
        phone = parse_phone(self.phone)
        kept = storable(self)
        return replace(
            kept,
            nik=parse_nik(kept.nik),
            family_card_number=parse_nik(kept.family_card_number),
            name=tidy_name(self.name),
            phone=kept.phone if phone is None else phone,
            born_on=self.born_on or (facts.born_on if facts else None),
            sex=self.sex or (facts.sex if facts else None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NikHolder:
    """Another active person who uses the same NIK."""

    person_id: UUID
    name: str
    group_name: str

    @property
    def sentence(self) -> str:
        """What is said beside the NIK (ux.md 2.7)."""
        place = f" di {self.group_name}" if self.group_name else ""
        return f"NIK ini sudah dipakai {self.name}{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """What the database knows that matters to the checks of a member draft.

    Attributes:
        holder: Another person with this NIK, if any.
        same_family_card: Name of a member of the group with the same No. KK, or empty.
        officer: Name of the member who already holds this office, or empty.
        village_known: Whether the village code is in the list (an empty code counts as known).
        group_village: Village code of the group; members should live there.

    """

    holder: NikHolder | None = None
    same_family_card: str = ""
    officer: str = ""
    village_known: bool = True
    group_village: str = ""


_LIMITS: Final = {
    "birth_place": 100, "address": 300, "rt": 5, "rw": 5, "phone": 30, "data_source": 30,
    "family_relation": 100, "marital_status": 100, "education": 100, "occupation": 100,
    "other_programmes": 100, "skills": 200, "nickname": 100,
}  # fmt: skip
_MOST: Final = {"initial_income": 10**10, "dependants": 20}
_LABELS: Final = {
    "birth_place": "Tempat lahir", "address": "Alamat", "rt": "RT", "rw": "RW",
    "phone": "Nomor HP", "data_source": "Sumber data", "family_relation": "Hubungan keluarga",
    "marital_status": "Status kawin", "education": "Pendidikan", "occupation": "Pekerjaan",
    "other_programmes": "Program lain", "skills": "Keterampilan", "nickname": "Panggilan",
    "initial_income": "Penghasilan awal", "dependants": "Tanggungan",
}  # fmt: skip
_MOST_PROGRAMMES: Final = 20


def check_member(draft: MemberDraft, facts: MemberFacts, today: date) -> tuple[Problem, ...]:
    """Return every problem of a member draft that was tidied (ux.md 2.9, domain.md 2.3–2.6)."""
    return (
        *_check_nik(draft, today),
        *_check_nik_against_typed(draft, facts, today),
        *_check_name(draft),
        *_check_family_card(draft, facts),
        *_check_age(draft, today),
        *_check_place_and_role(draft, facts),
        *_check_joining(draft, today),
        *_check_sizes(draft),
    )


def nik_problem(nik: str, today: date) -> Problem | None:
    """Return what makes a NIK impossible, in words."""
    match nik_fault(nik, today):
        case None:
            return None
        case NikFault.DIGITS:
            text = "NIK hanya berisi angka"
        case NikFault.LENGTH:
            text = f"NIK harus 16 angka; ini {len(nik)} angka"
        case NikFault.DATE:
            text = f"Angka ke-7 sampai ke-12 NIK bukan tanggal yang ada ({nik[6:12]})"
        case NikFault.SERIAL:
            text = "Empat angka terakhir NIK tidak boleh 0000"
    return Problem("nik", text)


def _check_nik(draft: MemberDraft, today: date) -> list[Problem]:
    if not draft.nik:
        return [Problem("nik", "Isi NIK, 16 angka di KTP")]
    problem = nik_problem(draft.nik, today)
    return [problem] if problem else []


def _check_nik_against_typed(draft: MemberDraft, facts: MemberFacts, today: date) -> list[Problem]:
    said = nik_facts(draft.nik, today, draft.born_on)
    if said is None:
        return []
    problems: list[Problem] = []
    if draft.born_on and draft.born_on != said.born_on:
        text = (
            f"Tanggal lahir di NIK {long_date(said.born_on)}, di isian "
            f"{long_date(draft.born_on)}. Samakan, atau pilih alasan"
        )
        problems.append(Problem("born_on", text, Strength.SOFT, NIK_REASONS))
    if draft.sex and draft.sex is not said.sex:
        text = f"Menurut NIK {said.sex.label.lower()}. Samakan, atau pilih alasan"
        problems.append(Problem("sex", text, Strength.SOFT, NIK_REASONS))
    if draft.nik[:2] not in PROVINCE_CODES:
        text = f"Kode daerah NIK {draft.nik[:4]} tidak dikenal. Periksa lagi, atau pilih alasan"
        problems.append(Problem("nik", text, Strength.SOFT, NIK_REASONS))
    elif (
        draft.nik.startswith("64")
        and said.regency_code not in REGENCIES
        and said.regency_code not in HISTORICAL_NIK_REGIONS
    ):
        text = f"Kode daerah NIK {draft.nik[:4]} tidak ada di Kalimantan Timur. Periksa lagi"
        problems.append(Problem("nik", text, Strength.INFO))
    if draft.nik == draft.family_card_number:
        text = "NIK sama dengan nomor KK. Salah satu perlu diperiksa"
        problems.append(Problem("family_card_number", text, Strength.SOFT, NIK_REASONS))
    if facts.holder:
        reasons = ("Orang yang sama, pindah kelompok", "Orang berbeda, NIK perlu diurus")
        problems.append(Problem("nik", facts.holder.sentence, Strength.SOFT, reasons))
    return problems


def _check_name(draft: MemberDraft) -> list[Problem]:
    if not draft.name:
        return [Problem("name", "Isi nama lengkap")]
    if not 2 <= len(draft.name) <= 100:
        return [Problem("name", "Nama lengkap harus 2 sampai 100 huruf")]
    if any(letter.isdigit() for letter in draft.name):
        return [Problem("name", "Nama tidak boleh berisi angka")]
    return []


def _check_family_card(draft: MemberDraft, facts: MemberFacts) -> list[Problem]:
    number = draft.family_card_number
    if not number:
        return []
    if not (number.isascii() and number.isdigit()):
        return [Problem("family_card_number", "Nomor KK hanya berisi angka")]
    if len(number) != NIK_LENGTH:
        text = f"Nomor KK harus 16 angka; ini {len(number)} angka"
        return [Problem("family_card_number", text)]
    if facts.same_family_card:
        text = f"Satu KK dengan {facts.same_family_card}. KUBE dihitung per kepala keluarga"
        reasons = ("Sudah berbeda rumah tangga", "Disetujui Dinas Sosial", "Alasan lain")
        return [Problem("family_card_number", text, Strength.SOFT, reasons)]
    return []


def _check_age(draft: MemberDraft, today: date) -> list[Problem]:
    if draft.born_on is None:
        return [] if draft.nik else [Problem("born_on", "Isi tanggal lahir")]
    if impossible := impossible_day("born_on", "Tanggal lahir", draft.born_on, today):
        return impossible
    age = age_on(draft.born_on, today)
    if not 17 <= age <= 90:
        text = f"Umurnya {age} tahun; biasanya 17 sampai 90 tahun. Periksa lagi, atau pilih alasan"
        return [Problem("born_on", text, Strength.SOFT, NIK_REASONS)]
    return []


def _check_place_and_role(draft: MemberDraft, facts: MemberFacts) -> list[Problem]:
    problems: list[Problem] = []
    if not facts.village_known:
        problems.append(Problem("village_code", "Pilih kampung, desa, atau kelurahan dari daftar"))
    elif draft.village_code and facts.group_village not in {"", draft.village_code}:
        text = "Tinggal di luar kampung kelompoknya"
        problems.append(Problem("village_code", text, Strength.INFO))
    if facts.officer and draft.role.is_officer:
        text = f"{draft.role.label} sekarang {facts.officer}. Ganti pengurus?"
        reasons = ("Ya, menggantikan", "Salah pilih, akan diperbaiki")
        problems.append(Problem("role", text, Strength.SOFT, reasons))
    if parse_phone(draft.phone) is None:
        text = (
            "Nomor HP biasanya 10 sampai 13 angka dan dimulai 08. Periksa lagi, atau pilih alasan"
        )
        reasons = ("Nomor memang seperti itu", "Alasan lain")
        problems.append(Problem("phone", text, Strength.SOFT, reasons))
    if draft.decile is not None and not 1 <= draft.decile <= 10:
        problems.append(Problem("decile", "Desil 1 sampai 10"))
    if any(word in draft.occupation.casefold() for word in _SALARIED):
        text = "PNS, TNI, Polri, dan pensiunan biasanya tidak menerima bantuan ini"
        reasons = ("Sudah disetujui Dinas Sosial", "Alasan lain")
        problems.append(Problem("occupation", text, Strength.SOFT, reasons))
    return problems


def _check_joining(draft: MemberDraft, today: date) -> list[Problem]:
    return [
        *impossible_day("joined_on", "Tanggal masuk", draft.joined_on, today),
        *impossible_day("decile_checked_on", "Tanggal cek desil", draft.decile_checked_on, today),
    ]


def _check_sizes(draft: MemberDraft) -> list[Problem]:
    problems = [
        *too_long(draft, _LIMITS, _LABELS),
        *out_of_range(draft, _MOST, _LABELS),
        *too_long_reasons(draft.reasons),
    ]
    if len(draft.other_programmes) > _MOST_PROGRAMMES:
        text = f"Program lain paling banyak {_MOST_PROGRAMMES}"
        problems.append(Problem("other_programmes", text))
    return problems


class Eligibility(StrEnum):
    """What the list says about the poverty data of a member."""

    ELIGIBLE = "eligible"
    UNCHECKED = "unchecked"
    ABOVE = "above"
    DOUBLE = "double"


def eligibility(data_source: str, decile: int | None, *, is_double: bool) -> Eligibility:
    """Tell what the pill of a member says; desil 1–5 is the usual range (domain.md 1.5)."""
    if is_double:
        return Eligibility.DOUBLE
    if decile is None:
        return Eligibility.ELIGIBLE if data_source in {"DTKS", "BDT"} else Eligibility.UNCHECKED
    return Eligibility.ELIGIBLE if decile <= 5 else Eligibility.ABOVE


def eligibility_label(kind: Eligibility, data_source: str, decile: int | None) -> str:
    """Return the words of the pill: DTSEN desil 1, Belum dicek, NIK ganda."""
    match kind:
        case Eligibility.DOUBLE:
            return "NIK ganda"
        case Eligibility.UNCHECKED:
            return "Belum dicek"
        case _ if decile is None:
            return data_source
        case _:
            return f"{data_source} desil {decile}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One line of a list of members; the NIK is whole, lists show it masked."""

    id: UUID
    membership_id: UUID | None
    group_id: UUID | None
    name: str
    nik: str
    sex: Sex | None
    born_on: date | None
    group_name: str
    role: Role | None
    place: str
    regency: str
    eligibility: Eligibility
    eligibility_label: str
    phone: str
    is_sent: bool
    arrived_on: date | None = None

    def snapshot(self) -> dict[str, str]:
        """Return this member as the list of a BAST names them on that day."""
        return {
            "name": self.name,
            "nik": self.nik,
            "role": self.role.label if self.role else "",
            "sex": self.sex.value if self.sex else "",
            "address": self.place,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """How a member leaves a group."""

    left_on: date
    reason: str

    def tidied(self) -> "Departure":
        """Return this departure in its stored form."""
        return storable(self)


MISTAKE: Final = "Salah catat"
"""Why a membership ended that never was: nobody comes in place of it."""
LEAVE_REASONS: Final = ("Keluar", "Pindah", "Meninggal", "Diganti", MISTAKE)
CHANGED_OFFICE: Final = "Ganti jabatan"
"""Why a membership ended when only the office changed; never chosen by hand."""
