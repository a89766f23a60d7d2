"""What is printed on each paper: plain frozen values, already read from the database.

Quantities are whole thousandths, money is whole rupiah. Empty text and None both mean “not
known”: where the paper needs the value, dots are left to fill in by hand.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Scheme(StrEnum):
    """Who receives the aid: a group, or one person."""

    KUBE = "KUBE"
    UEP = "UEP"

    @property
    def whole_name(self) -> str:
        """The name as titles write it."""
        return {
            Scheme.KUBE: "Kelompok Usaha Bersama (KUBE)",
            Scheme.UEP: "Usaha Ekonomi Produktif (UEP)",
        }[self]


class RupiahStyle(StrEnum):
    """How an office writes money."""

    FORMAL = "formal"
    """Rp20.000.000,00, the correct form."""
    CUSTOMARY = "customary"
    """Rp. 20.000.000,-, as many forms still show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The kop: government, office and how to reach it.

    Attributes:
        government: First line, as `PEMERINTAH PROVINSI KALIMANTAN TIMUR`.
        office: Second line, larger, as `DINAS SOSIAL`.
        contact_lines: Address, telephone, web page, one line each.
        logo: PNG or JPEG file content; unreadable content is left out.

    """

    government: str
    office: str
    contact_lines: tuple[str, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The small print at the foot of every page.

    Attributes:
        printed_at: Moment of printing as it is to be read, as `19-11-2026 09.42 WITA`.
        verification_code: As `7F3A-92C1-KX40`.
        mark: Stands at the top of every page, as `SALINAN` or `Cetakan ke-2`.
        proof: Text of the QR code that proves the paper, see domain/proof.
        note: Stands beside the code on the first page, as which paper this one corrects.

    """

    printed_at: str | None = None
    verification_code: str | None = None
    mark: str | None = None
    proof: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person on a paper, as known on the day of signing.

    Attributes:
        name: Full name with titles.
        position: Jabatan, as `Pejabat Pembuat Komitmen` or `Ketua KUBE Mekar Jaya`.
        unit: Office of that position, when the position does not name it.
        rank: Pangkat and golongan of an official.
        nip: Of officials; spaces as wanted.
        nik: Of recipients, full or masked as the office decides.
        address: Full address on one line.

    """

    name: str | None = None
    position: str | None = None
    unit: str | None = None
    rank: str | None = None
    nip: str | None = None
    nik: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """The Surat Keputusan that names the recipients; an unknown issuer or subject is left out."""

    issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsLine:
    """One row of goods."""

    name: str | None
    specification: str | None = None
    quantity_milli: int | None = None
    unit: str | None = None
    unit_price: int | None = None
    amount: int | None = None
    condition: str | None = None


def _sum(lines: tuple[GoodsLine, ...]) -> int | None:
    amounts = [line.amount for line in lines if line.amount is not None]
    return sum(amounts) if amounts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexMember:
    """One row of a list of members.

    Attributes:
        sex: `L` or `P`.
        portion: What this member received, for the receipt list of members.
        portion_amount: How much of it, as text with its unit.
        note: As `cap jempol`.

    """

    name: str | None
    nik: str | None = None
    sex: str | None = None
    position: str | None = None
    address: str | None = None
    portion: str | None = None
    portion_amount: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture (PNG or JPEG file content) with its caption."""

    image: bytes
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BastContent:
    """A Berita Acara Serah Terima of goods, or of money when there are no goods.

    Attributes:
        agency: Name of the programme owner, as `Dinas Sosial Provinsi Kalimantan Timur`.
        aid_name: Goes between `BANTUAN` and the scheme in the title, as `Peralatan Usaha`.
        recipient_name: Name of the group; for UEP of the person.
        handed_over_at: Where, in full, for the opening sentence.
        signed_at: Place for the date line, as `Melak Ulu`.
        decree: The SK; None leaves it out when there are recitals, else dots are left.
        recitals: Other legal grounds, in order, printed before the SK.
        funding_source: As `APBD Provinsi Kalimantan Timur`.
        handed_over_by: Officer who acts for PIHAK PERTAMA; without a name they are left out.
        money_amount: Sum of aid given as money; None for aid in goods.
        statements: Replaces the usual statements a to f.
        copies: Number of originals.
        with_stamp_box: Whether a place for the meterai is drawn.
        members: Rows of Lampiran II; none leaves it out.
        photos: Pictures of Lampiran III; none leaves it out.

    """

    letterhead: Letterhead
    scheme: Scheme
    agency: str
    fiscal_year: int | None
    recipient_name: str | None
    number: str | None
    handed_over_on: date | None
    handed_over_at: str | None
    signed_at: str | None
    first_party: Party
    second_party: Party
    lines: tuple[GoodsLine, ...]
    aid_name: str | None = None
    decree: Decree | None = None
    recitals: tuple[str, ...] = ()
    funding_source: str | None = None
    handed_over_by: Party | None = None
    money_amount: int | None = None
    witnesses: tuple[Party, ...] = ()
    acknowledged_by: Party | None = None
    statements: tuple[str, ...] = ()
    copies: int = 3
    with_stamp_box: bool = False
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    members: tuple[AnnexMember, ...] = ()
    photos: tuple[Photo, ...] = ()
    imprint: Imprint = Imprint()

    @property
    def total(self) -> int | None:
        """Value of everything handed over, or None while no amount is known."""
        return _sum(self.lines) if self.money_amount is None else self.money_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDetail:
    """One line of what a payment is made of."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContent:
    """A kuitansi: proof that money, and only money, was received.

    Attributes:
        number: No. Bukti.
        account_code: MAK or kode rekening.
        received_from: Office or official that pays.
        purpose: Untuk pembayaran.
        receiver: Who receives the money and signs.
        co_receiver: A second signature of the recipient, as the treasurer of the group.
        approved_by: Setuju dibayar, usually the PPK.
        approved_for: Line above that position, as `a.n. Kuasa Pengguna Anggaran`.
        paid_by: Lunas dibayar, the treasurer of the office.
        paid_on: Day of payment; dots when not known yet.
        with_stamp_box: None follows the law: above five million rupiah.

    """

    letterhead: Letterhead
    fiscal_year: int | None
    number: str | None
    received_from: str | None
    amount: int | None
    purpose: str | None
    signed_at: str | None
    signed_on: date | None
    receiver: Party
    account_code: str | None = None
    details: tuple[ReceiptDetail, ...] = ()
    co_receiver: Party | None = None
    approved_by: Party | None = None
    approved_for: str | None = None
    paid_by: Party | None = None
    paid_on: date | None = None
    with_stamp_box: bool | None = None
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    imprint: Imprint = Imprint()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceiptContent:
    """A tanda terima barang: proof that goods were received, never money.

    Attributes:
        recipient_name: Name of the group; for UEP of the person.
        location: Desa, kecamatan and kabupaten on one line.
        received_from: Office that hands over.
        purpose: What the goods are for.
        bast_number: Number of the BAST this belongs to; dots when not known yet.
        giver: Who hands over and signs.
        receiver: Who receives and signs.

    """

    letterhead: Letterhead
    scheme: Scheme
    fiscal_year: int | None
    number: str | None
    recipient_name: str | None
    received_from: str | None
    purpose: str | None
    bast_number: str | None
    bast_date: date | None
    signed_at: str | None
    signed_on: date | None
    giver: Party
    receiver: Party
    lines: tuple[GoodsLine, ...]
    aid_name: str | None = None
    location: str | None = None
    witnesses: tuple[Party, ...] = ()
    acknowledged_by: Party | None = None
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    imprint: Imprint = Imprint()

    @property
    def total(self) -> int | None:
        """Value of everything received, or None while no amount is known."""
        return _sum(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A member and whether they came."""

    name: str
    position: str | None = None
    is_present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject of mentoring and whether it was treated."""

    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsCondition:
    """What became of one aid item, as found at a visit."""

    name: str
    quantity_milli: int | None = None
    unit: str | None = None
    condition: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReportContent:
    """A report of one mentoring visit.

    Attributes:
        location: Desa, kecamatan and kabupaten of the group on one line.
        visit_number: Which visit to this group it is.
        started_at: As `09.00`; ended_at likewise.
        kind: Jenis kunjungan; method: tatap muka or telepon.
        others_present: People present who are not members.
        topics: All topics of the form, each chosen or not.
        business_condition: meningkat, tetap, menurun or berhenti.
        turnover: Omzet of the month; cash: kas kelompok; iks: saldo IKS.
        last_follow_up: What was promised at the visit before.
        last_follow_up_result: What became of it.
        follow_up: Rencana tindak lanjut; due_on: its deadline.
        participation: Partisipasi masyarakat; referral: rujukan.
        group_signer: Who signs for the group.

    """

    letterhead: Letterhead
    scheme: Scheme
    group_name: str | None
    business_type: str | None
    location: str | None
    mentor: Party
    visited_on: date | None
    place: str | None
    kind: str | None
    method: str | None
    purpose: str | None
    attendees: tuple[Attendee, ...]
    topics: tuple[Topic, ...]
    activities: str | None
    business_condition: str | None
    goods: tuple[GoodsCondition, ...]
    problems: str | None
    solutions: str | None
    follow_up: str | None
    due_on: date | None
    group_signer: Party
    signed_at: str | None
    visit_number: int | None = None
    started_at: str | None = None
    ended_at: str | None = None
    others_present: int = 0
    turnover: int | None = None
    cash: int | None = None
    iks: int | None = None
    last_follow_up: str | None = None
    last_follow_up_result: str | None = None
    participation: str | None = None
    referral: str | None = None
    acknowledged_by: Party | None = None
    photos: tuple[Photo, ...] = ()
    rupiah_style: RupiahStyle = RupiahStyle.FORMAL
    imprint: Imprint = Imprint()
