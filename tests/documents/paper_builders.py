"""Contents with sound defaults; tests change only what they are about. All people are invented."""

import io
from datetime import date

from PIL import Image

from kube_desktop.documents.content import (
    AnnexMember,
    Attendee,
    BastContent,
    Decree,
    GoodsCondition,
    GoodsLine,
    GoodsReceiptContent,
    Imprint,
    Letterhead,
    Party,
    Photo,
    ReceiptContent,
    Scheme,
    Topic,
    VisitReportContent,
)

LETTERHEAD = Letterhead(
    government="PEMERINTAH PROVINSI KALIMANTAN TIMUR",
    office="DINAS SOSIAL",
    contact_lines=(
        "Jalan Contoh Nomor 1, Samarinda 75123",
        "Telepon (0541) 000000, Laman contoh.example, Pos-el surat@contoh.example",
    ),
)
IMPRINT = Imprint(printed_at="19-11-2026 09.42 WITA", verification_code="7F3A-92C1")
OFFICIAL = Party(
    name="Contoh Pejabat, S.Sos., M.Si.",
    position="Pejabat Pembuat Komitmen",
    unit="Dinas Sosial Provinsi Kalimantan Timur",
    rank="Pembina Tk. I (IV/b)",
    nip="19700101 199503 1 001",
    address="Jalan Contoh Nomor 1, Samarinda",
)
CHAIR = Party(
    name="Siti Aminah",
    position="Ketua KUBE Mekar Jaya",
    nik="6407055205859002",
    address="RT 003, Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat",
)
MENTOR = Party(
    name="Rina Wulandari",
    position="Pendamping KUBE Kecamatan Melak",
)
HEAD_OF_VILLAGE = Party(name="Markus Ngau", position="Petinggi Kampung Melak Ulu")
GOODS = (
    GoodsLine(name="Kandang baterai 2 tingkat", specification="Besi galvanis, 120 × 60 cm",
              quantity_milli=2000, unit="unit", unit_price=3_500_000, amount=7_000_000,
              condition="baik"),
    GoodsLine(name="Ayam pullet umur 16 minggu", specification="Isa Brown", quantity_milli=150_000,
              unit="ekor", unit_price=65_000, amount=9_750_000, condition="baik"),
    GoodsLine(name="Pakan layer 50 kg", quantity_milli=6000, unit="sak", unit_price=450_000,
              amount=2_700_000, condition="baik"),
)  # fmt: skip
MEMBERS = tuple(
    AnnexMember(name=name, nik=f"64070552058{90 + i}01{i}"[:16], sex="P", position=position,
                address="RT 003, Kampung Melak Ulu")
    for i, (name, position) in enumerate([
        ("Siti Aminah", "Ketua"), ("Maria Ding", "Sekretaris"), ("Nur Hayati", "Bendahara"),
        ("Yohanes Lejau", "Anggota"), ("Agustina Hangin", "Anggota")])
)  # fmt: skip


def goods(count):
    """So many rows of goods, each with its own name."""
    return tuple(
        GoodsLine(name=f"Barang contoh nomor {n}", specification=f"Merek {n}", unit="unit",
                  quantity_milli=n * 500, unit_price=10_000, amount=n * 5_000, condition="baik")
        for n in range(1, count + 1)
    )  # fmt: skip


def a_bast(**changes):
    """A complete BAST of three goods for a group."""
    values = {
        "letterhead": LETTERHEAD,
        "scheme": Scheme.KUBE,
        "agency": "Dinas Sosial Provinsi Kalimantan Timur",
        "fiscal_year": 2026,
        "recipient_name": "Mekar Jaya",
        "number": "BAST/012/KUBE-KUBAR/XI/2026",
        "handed_over_on": date(2026, 11, 19),
        "handed_over_at": "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat",
        "signed_at": "Melak Ulu",
        "decree": Decree(
            issuer="Kepala Dinas Sosial Provinsi Kalimantan Timur",
            number="400.9/123/Dinsos/2026",
            issued_on=date(2026, 3, 2),
            about="Penerima Bantuan Kelompok Usaha Bersama Tahun Anggaran 2026",
        ),
        "first_party": OFFICIAL,
        "second_party": CHAIR,
        "lines": GOODS,
        "handed_over_by": MENTOR,
        "witnesses": (
            Party(name="Yulius Bith", position="TKSK Kecamatan Melak"),
            Party(name="Hasanuddin", position="Ketua RT 003"),
        ),
        "acknowledged_by": HEAD_OF_VILLAGE,
        "imprint": IMPRINT,
    }
    return BastContent(**{**values, **changes})


TREASURER = Party(
    name="Contoh Bendahara, S.E.", position="Bendahara Pengeluaran", nip="19800202 200501 2 002"
)


def a_receipt(**changes):
    """A complete kuitansi of twenty million rupiah."""
    values = {
        "letterhead": LETTERHEAD,
        "fiscal_year": 2026,
        "number": "KW/034/DINSOS/2026",
        "account_code": "5.1.05.06.01.0001",
        "received_from": "Kuasa Pengguna Anggaran Dinas Sosial Provinsi Kalimantan Timur",
        "amount": 20_000_000,
        "purpose": "Bantuan modal usaha Kelompok Usaha Bersama (KUBE) Mekar Jaya, "
        "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat, Tahun Anggaran 2026",
        "signed_at": "Melak Ulu",
        "signed_on": date(2026, 11, 19),
        "receiver": CHAIR,
        "approved_by": Party(name=OFFICIAL.name, nip=OFFICIAL.nip, position=OFFICIAL.position),
        "approved_for": "a.n. Kuasa Pengguna Anggaran",
        "paid_by": TREASURER,
        "imprint": IMPRINT,
    }
    return ReceiptContent(**{**values, **changes})


def a_goods_receipt(**changes):
    """A complete tanda terima barang with the list of members."""
    values = {
        "letterhead": LETTERHEAD,
        "scheme": Scheme.KUBE,
        "fiscal_year": 2026,
        "number": "TTB/012/KUBE-KUBAR/XI/2026",
        "recipient_name": "Mekar Jaya",
        "received_from": "Pejabat Pembuat Komitmen Dinas Sosial Provinsi Kalimantan Timur",
        "purpose": "Usaha bersama peternakan ayam petelur",
        "bast_number": "BAST/012/KUBE-KUBAR/XI/2026",
        "bast_date": date(2026, 11, 19),
        "signed_at": "Melak Ulu",
        "signed_on": date(2026, 11, 19),
        "giver": MENTOR,
        "receiver": CHAIR,
        "lines": GOODS,
        "location": "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat",
        "acknowledged_by": HEAD_OF_VILLAGE,
        "imprint": IMPRINT,
    }
    return GoodsReceiptContent(**{**values, **changes})


TOPICS = (
    "Manajemen usaha", "Pembukuan", "Pemasaran", "Kemasan dan label",
    "Legalitas (NIB, PIRT, halal)", "Akses permodalan", "Produksi dan teknis", "Kelembagaan",
    "Motivasi sosial", "Lainnya",
)  # fmt: skip


def a_visit(**changes):
    """A complete report of a visit."""
    values = {
        "letterhead": LETTERHEAD,
        "scheme": Scheme.KUBE,
        "group_name": "Mekar Jaya",
        "business_type": "Peternakan ayam petelur",
        "location": "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat",
        "mentor": MENTOR,
        "visited_on": date(2026, 12, 15),
        "started_at": "09.00",
        "ended_at": "11.30",
        "place": "Kandang kelompok, RT 003 Kampung Melak Ulu",
        "kind": "Pendampingan",
        "method": "tatap muka",
        "visit_number": 3,
        "purpose": "Memeriksa pembukuan dan kesehatan ternak",
        "attendees": tuple(
            Attendee(name=one.name, position=one.position, is_present=one is not MEMBERS[3])
            for one in MEMBERS
        ),
        "others_present": 2,
        "topics": tuple(
            Topic(label=label, is_chosen=number in {1, 2, 6}) for number, label in enumerate(TOPICS)
        ),
        "activities": "Memeriksa buku kas bulan November dan mencocokkan saldo dengan uang tunai. "
        "Melihat kandang; ayam sehat dan produksi telur rata-rata 120 butir per hari.\n"
        "Membahas penjualan ke dua warung baru di Barong Tongkok.",
        "business_condition": "meningkat",
        "turnover": 4_350_000,
        "cash": 1_250_000,
        "iks": 300_000,
        "goods": (
            GoodsCondition(name="Kandang baterai 2 tingkat", quantity_milli=2000, unit="unit",
                           condition="ada dan dipakai"),
            GoodsCondition(name="Ayam pullet umur 16 minggu", quantity_milli=150_000, unit="ekor",
                           condition="ada dan dipakai", note="4 ekor mati"),
            GoodsCondition(name="Pakan layer 50 kg", quantity_milli=6000, unit="sak",
                           condition="habis dipakai"),
        ),
        "problems": "Harga pakan naik dan satu anggota jarang hadir.",
        "solutions": "Mencampur pakan dengan jagung lokal; ketua menemui anggota tersebut.",
        "last_follow_up": "Membuka buku kas harian.",
        "last_follow_up_result": "sudah dilakukan sejak 20 November",
        "follow_up": "Mengurus NIB bersama petugas kecamatan.",
        "due_on": date(2027, 1, 20),
        "referral": "Disperindagkop – kemasan telur",
        "group_signer": CHAIR,
        "signed_at": "Melak Ulu",
        "acknowledged_by": HEAD_OF_VILLAGE,
        "imprint": IMPRINT,
    }  # fmt: skip
    return VisitReportContent(**{**values, **changes})


def a_picture(width=640, height=480, kind="JPEG", colour=(90, 140, 160)):
    """File content of a plain picture."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, kind)
    return target.getvalue()


def photos(count):
    """So many captioned pictures."""
    return tuple(
        Photo(image=a_picture(), caption=f"Penyerahan barang {n}, 19 November 2026")
        for n in range(1, count + 1)
    )
