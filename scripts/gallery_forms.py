"""Forms made of the building blocks of the interface, with invented records."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QWidget,
)

from kube_desktop.domain.aid import GoodsItem
from kube_desktop.domain.checks import Problem, Strength
from kube_desktop.domain.wording import rupiah
from kube_desktop.ui.forms.choice_fields import (
    ChipsField,
    ChoiceField,
    SearchField,
    SegmentField,
)
from kube_desktop.ui.forms.fields import (
    DateField,
    LongTextField,
    NikField,
    PhoneField,
    RupiahField,
    TextField,
)
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.goods import GoodsTable
from kube_desktop.ui.forms.layout import Section, row
from kube_desktop.ui.forms.options import Option
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, danger, ghost, primary, secondary
from kube_desktop.ui.widgets.cards import (
    Card,
)
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.meters import CeilingBar
from kube_desktop.ui.widgets.navigation import PageHeader
from kube_desktop.ui.widgets.pills import Pill
from kube_desktop.ui.widgets.text import Line, Text, TextRole
from scripts.gallery_pages import DRAFT, growing, page, side_by_side

GOODS = (
    GoodsItem(
        name="Kandang baterai 2 tingkat", quantity_milli=2000, unit="unit", unit_price=3_500_000
    ),
    GoodsItem(name="Ayam pullet umur 16 minggu", quantity_milli=150_000, unit="ekor"),
    GoodsItem(name="Pakan layer 50 kg", quantity_milli=6000, unit="sak", unit_price=450_000),
)


def handover_form(*, problems: bool) -> tuple[RecordForm, GoodsTable]:
    goods = GoodsTable()
    goods.set_items(GOODS)
    total = CeilingBar("Jumlah", "batas", rupiah)
    total.set_level(19_450_000, 20_000_000, "Sisa Rp550.000 dari batas bantuan per kelompok")
    goods_head = side_by_side(
        Text("Barang yang diserahkan", TextRole.STRONG),
        Text("Enter: baris baru  ·  Ctrl+Del: hapus baris", TextRole.HINT),
        stretch=(1, 0),
    )
    form = RecordForm(
        (
            SearchField(
                "group_id", "Kelompok penerima", find=lambda _: [Option(1, "Mekar Jaya", "Melak")]
            ),
            DateField("handed_over_on", "Tanggal serah terima"),
            ChoiceField(
                "person_id",
                "Diterima oleh",
                choices=[(1, "Siti Aminah (Ketua)")],
                placeholder="Pilih anggota",
            ),
            TextField("bast_number", "Nomor BAST", optional=True),
            ChoiceField(
                "official_id", "Pihak pertama", choices=[(1, "Contoh Pejabat, S.Sos. (PPK)")]
            ),
            TextField("acknowledged_name", "Mengetahui", optional=True),
        ),
        (
            row("group_id", "handed_over_on", stretch=(3, 2)),
            row("person_id", "bast_number", stretch=(3, 2)),
            row(goods_head),
            row(goods),
            row(total),
            Section("Keterangan tambahan", (row("official_id", "acknowledged_name"),)),
        ),
    )
    form.add_part("items", goods, goods)
    form.fill(
        {
            "group_id": Option(1, "Mekar Jaya — Melak Ulu, Melak"),
            "handed_over_on": date(2026, 11, 19),
            "bast_number": "BAST/012/KUBE-KUBAR/XI/2026",
            "official_id": 1,
            "acknowledged_name": "Markus Ngau, Petinggi Melak Ulu",
        }
    )
    if problems:
        form.show_problems(
            (
                Problem("person_id", "Pilih orang yang menerima bantuan"),
                Problem(
                    "items[1].unit_price", "Isi harga satuan untuk “Ayam pullet umur 16 minggu”"
                ),
                Problem(
                    "bast_number",
                    "Nomor ini sudah dipakai Tunas Harapan, 3 Sep 2026",
                    Strength.SOFT,
                    ("Nomor lama dibatalkan", "Salah tulis di buku"),
                ),
            )
        )
    return form, goods


def handover(*, problems: bool = False) -> QWidget:
    form, _ = handover_form(problems=problems)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(form)
    card = Card()
    head = PageHeader(
        "Catat serah terima", "", (Text("Draf tersimpan otomatis 09.41", TextRole.HINT),)
    )
    head.leading.addWidget(ToolButton("chevron-left", "Kembali", size=20, shortcut="Esc"))
    head.beside_title.addWidget(Pill(DRAFT))
    card.body.addWidget(head)
    card.body.addWidget(scroll, 1)
    card.body.addWidget(Line())
    card.body.addWidget(
        side_by_side(
            secondary("Batal"),
            QWidget(),
            secondary("Simpan saja", "save"),
            primary("Simpan dan cetak BAST", "printer"),
            stretch=(0, 1, 0, 0),
        )
    )
    return page(growing(card))


def visit() -> QWidget:
    form = RecordForm(
        (
            DateField("visited_on", "Tanggal"),
            ChoiceField("way", "Cara", choices=[(1, "Tatap muka")]),
            RupiahField("turnover", "Omzet bulan ini (Rp)", optional=True),
            ChipsField(
                "present",
                "Yang hadir",
                choices=[
                    (n, n)
                    for n in (
                        "Agustinus Bith",
                        "Yosef Lengan",
                        "Martha Dali",
                        "Sudirman",
                        "Lusia Anye",
                    )
                ],
            ),
            ChipsField(
                "topics",
                "Materi",
                choices=[
                    (n, n)
                    for n in (
                        "Manajemen usaha",
                        "Pembukuan",
                        "Pemasaran",
                        "Kemasan",
                        "Legalitas",
                        "Akses modal",
                    )
                ],
            ),
            SegmentField(
                "state",
                "Kondisi usaha",
                choices=[(n, n) for n in ("Meningkat", "Tetap", "Menurun", "Berhenti")],
            ),
            LongTextField("problem", "Masalah"),
            LongTextField("next", "Tindak lanjut"),
            NikField("nik", "NIK", "16 angka di KTP", pinnable=True),
            PhoneField("phone", "Nomor HP", optional=True),
        ),
        (
            row("visited_on", "way", "turnover", stretch=(2, 1, 1)),
            row("present", beside=True),
            row("topics", beside=True),
            row("state", beside=True),
            row("problem", "next"),
            row("nik", "phone"),
        ),
    )
    form.fill(
        {
            "present": ("Agustinus Bith", "Yosef Lengan"),
            "topics": ("Pembukuan",),
            "state": "Tetap",
            "way": 1,
            "turnover": 4_350_000,
            "nik": "6407054105859002",
            "problem": "Kompresor rusak karena listrik turun-naik; dua pelanggan pindah.",
        }
    )
    form.box("nik").show_note("Perempuan, lahir 1 Mei 1985, terbitan Kutai Barat", "ok")
    card = Card()
    card.body.addWidget(
        PageHeader("Kunjungan ke-2 · Karya Bersama", sub="Bengkel motor · Simpang Raya")
    )
    card.body.addWidget(
        Message(
            Tone.WARN,
            "Belum lengkap: 1 anggota belum ada",
            "Kelayakan Rukiah belum dicek.",
            [("Lengkapi", lambda: None)],
        )
    )
    card.body.addWidget(Message(Tone.INFO, "3 rangkap: kelompok, pendamping, arsip", closable=True))
    card.body.addWidget(form, 1)
    card.body.addWidget(
        side_by_side(
            ghost("Lihat semua"),
            danger("Hapus", "trash-2"),
            secondary("Simpan saja", "save"),
            primary("Simpan", "check"),
        )
    )
    return page(growing(card))
