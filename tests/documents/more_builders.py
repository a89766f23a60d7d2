"""Sound contents of the papers that members and mentors sign. All people are invented."""

import dataclasses
from datetime import date

from paper_builders import CHAIR, HEAD_OF_VILLAGE, IMPRINT, LETTERHEAD, MEMBERS, MENTOR, OFFICIAL

from kube_desktop.documents.cancellation import CancellationContent
from kube_desktop.documents.content import Party, Scheme
from kube_desktop.documents.cover_letter import CountedKind, CoverLetterContent
from kube_desktop.documents.merge_minutes import MergedFile, MergedKind, MergeMinutesContent
from kube_desktop.documents.pledge import PledgeContent
from kube_desktop.documents.receipt_list import ReceiptListContent
from kube_desktop.documents.replacement import ReplacedMember, ReplacementContent
from kube_desktop.documents.takeover import TakenGroup, TakeoverContent
from kube_desktop.documents.verification import CheckedMember, Finding, VerificationContent

DAY = date(2026, 11, 19)
PLACE = "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat"
_AID = {
    "letterhead": LETTERHEAD,
    "scheme": Scheme.KUBE,
    "fiscal_year": 2026,
    "recipient_name": "Mekar Jaya",
    "business_type": "Peternakan ayam petelur",
    "location": PLACE,
    "bast_number": "BAST/012/KUBE-KUBAR/XI/2026",
    "bast_date": DAY,
    "value": 19_450_000,
    "signed_at": "Melak Ulu",
    "signed_on": DAY,
    "acknowledged_by": HEAD_OF_VILLAGE,
    "imprint": IMPRINT,
}


def a_receipt_list(**changes):
    """A complete list of five members who received goods together."""
    values = {
        **_AID,
        "members": tuple(
            dataclasses.replace(one, portion="Barang usaha kelompok", portion_amount="bersama")
            for one in MEMBERS
        ),
        "signers": (CHAIR, Party(name="Nur Hayati", position="Bendahara KUBE"), MENTOR),
    }
    return ReceiptListContent(**{**values, **changes})


def a_pledge(**changes):
    """A complete pledge of the chair of a group."""
    values = {
        **_AID,
        "agency": "Dinas Sosial Provinsi Kalimantan Timur",
        "signer": CHAIR,
        "birth_place": "Melak",
        "born_on": date(1985, 5, 12),
        "phone": "0812-5550-1234",
        "is_money": False,
    }
    return PledgeContent(**{**values, **changes})


_MINUTES = {
    "letterhead": LETTERHEAD,
    "number": "BA/007/KUBE-KUBAR/XI/2026",
    "held_on": DAY,
    "held_at": PLACE,
    "signed_at": "Melak Ulu",
    "imprint": IMPRINT,
}


def a_verification(**changes):
    """Complete minutes of the check of a group."""
    values = {
        **_MINUTES,
        "group_name": "Mekar Jaya",
        "register_number": "KUBE-6407-2026-014",
        "business_type": "Peternakan ayam petelur",
        "location": PLACE,
        "formed_on": date(2025, 7, 2),
        "budget_year": 2026,
        "findings": (
            Finding(label="Jumlah anggota", is_right=True, detail="5 dari 5 orang"),
            Finding(label="Kelayakan semua anggota", is_right=False, detail="1 belum dicek"),
        ),
        "checked": tuple(
            CheckedMember(name=one.name, nik=one.nik, position=one.position, address=one.address,
                          poverty="DTSEN desil 2", is_eligible=True)
            for one in MEMBERS
        ),
        "verdict": "LAYAK",
        "note": "Usaha dan anggota diperiksa di lokasi",
        "verifier": MENTOR,
        "chair": CHAIR,
        "official": Party(position="Petugas Dinas Sosial Kabupaten"),
        "acknowledged_by": HEAD_OF_VILLAGE,
    }  # fmt: skip
    return VerificationContent(**{**values, **changes})


def a_replacement(**changes):
    """Complete minutes of a member who moved away and the one who came."""
    values = {
        **_MINUTES,
        "group_name": "Mekar Jaya",
        "old": ReplacedMember(name="Rusdi Lawai", nik="6407051203759004", position="Anggota",
                              address="Kampung Sekolaq Darat", since=date(2025, 7, 2), until=DAY),
        "new": ReplacedMember(name="Agustina Hangin", nik=MEMBERS[4].nik, position="Anggota",
                              address=MEMBERS[4].address, since=DAY),
        "reason": "Pindah",
        "members": MEMBERS,
        "chair": CHAIR,
        "mentor": MENTOR,
        "acknowledged_by": HEAD_OF_VILLAGE,
    }  # fmt: skip
    return ReplacementContent(**{**values, **changes})


def a_cover_letter(**changes):
    """A complete letter with a file."""
    values = {
        "letterhead": LETTERHEAD,
        "number": "005/KUBE/XI/2026",
        "recipient": "Kepala Dinas Sosial Provinsi Kalimantan Timur",
        "sender": MENTOR,
        "region": "Kutai Barat",
        "filename": "KUBE_KutaiBarat_Rina_2026-11-19_0830.kube",
        "check_code": "7F3A–92C1",
        "size": "184 KB",
        "made_at": "19 November 2026 pukul 08.30 WITA",
        "words": "abang kopi rotan senja tikar udara",
        "counts": (
            CountedKind(label="kelompok", count=80),
            CountedKind(label="anggota", count=400),
        ),
        "signed_at": "Melak",
        "signed_on": DAY,
        "imprint": IMPRINT,
    }
    return CoverLetterContent(**{**values, **changes})


def a_merge(**changes):
    """Complete minutes of two files, one of which was refused."""
    values = {
        **_MINUTES,
        "held_at": "Dinas Sosial Provinsi Kalimantan Timur",
        "signed_at": "Samarinda",
        "time": "09.42",
        "files": (
            MergedFile(name="KUBE_KutaiBarat_Rina_2026-11-19_0830.kube", sender="Rina Wulandari",
                       region="Kutai Barat", check_code="7F3A–92C1", outcome="Digabung",
                       period="2 Okt 2026 – 18 Nov 2026", sha512="91be f5d1 ebbc 3c7b", changes=412,
                       withdrawn="20 November 2026, alasan: laptop dipakai latihan"),
            MergedFile(name="rusak.kube", outcome="Ditolak"),
        ),
        "merged": 1,
        "counts": (MergedKind(label="kelompok", new=80, changed=2),),
        "fingerprint": " ".join(["0123abcd"] * 8),
        "parallel": 3,
        "differences": 1,
        "acknowledged_by": OFFICIAL,
    }  # fmt: skip
    return MergeMinutesContent(**{**values, **changes})


def a_taken_group(number=1):
    """A group with everything known."""
    return TakenGroup(
        name=f"Mekar Jaya {number}", location="Melak Ulu, Melak", chair="Siti Aminah",
        chair_phone="0812-5550-1234", members=5, aid=19_450_000, last_visit_on=date(2026, 10, 20),
        follow_up="Mendaftar NIB bersama di kantor desa.",
    )  # fmt: skip


def a_takeover(**changes):
    """Complete minutes of three groups that get another facilitator."""
    values = {
        **_MINUTES,
        "old": Party(name="Yuliana Bulan", position="Pendamping KUBE"),
        "new": MENTOR,
        "groups": tuple(a_taken_group(number) for number in range(1, 4)),
        "acknowledged_by": OFFICIAL,
    }
    return TakeoverContent(**{**values, **changes})


def a_cancellation(**changes):
    """Minutes that take a signed BAST back."""
    values = {
        "letterhead": LETTERHEAD,
        "scheme": Scheme.KUBE,
        "agency": "Dinas Sosial Provinsi Kalimantan Timur",
        "recipient_name": "Mekar Jaya",
        "number": "BA/004/DINSOS/XI/2026",
        "cancelled_on": DAY,
        "place": PLACE,
        "signed_at": "Melak Ulu",
        "first_party": OFFICIAL,
        "second_party": CHAIR,
        "bast_number": "BAST/012/KUBE-KUBAR/XI/2026",
        "bast_date": DAY,
        "bast_code": "7F3A-92C1-KX4Q",
        "total": 19_450_000,
        "reason": "Barang dikembalikan seluruhnya.",
        "handed_over_by": MENTOR,
        "acknowledged_by": HEAD_OF_VILLAGE,
        "imprint": IMPRINT,
        **changes,
    }
    return CancellationContent(**values)
