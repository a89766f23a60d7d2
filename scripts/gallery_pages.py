"""Pages made of the building blocks of the interface, with invented records."""

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.tables.cells import Column, Shown, dots, pill, plain, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import (
    Avatar,
    Card,
    EntryCard,
    Fact,
    FactStrip,
    NumberCard,
    TodoRow,
)
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.messages import Message, StripedBand
from kube_desktop.ui.widgets.navigation import MainTabs, PageHeader, RecordTabs, StatusBar, Steps
from kube_desktop.ui.widgets.panes import ListDetail
from kube_desktop.ui.widgets.pills import Pill, PillLook
from kube_desktop.ui.widgets.search_box import SearchBox
from kube_desktop.ui.widgets.text import IconLabel, Line, Text, TextRole

WHOLE = PillLook("Lengkap", Tone.OK, "circle-check")
LACKING = PillLook("Perlu dilengkapi", Tone.WARN, "triangle-alert")
DRAFT = PillLook("Draf", Tone.NEUTRAL, "pencil")
TABS = (
    ("Beranda", "house"),
    ("Kelompok", "users"),
    ("Anggota", "contact"),
    ("Bantuan", "package"),
    ("Pendampingan", "clipboard-list"),
)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """An invented group."""

    id: int
    name: str
    village: str
    business: str
    members: int
    aid: str
    look: PillLook


GROUPS = tuple(
    GroupRow(place, *rest)
    for place, rest in enumerate(
        (
            ("Mekar Jaya", "Melak Ulu, Melak", "Ternak ayam petelur", 5, "Rp19.450.000", WHOLE),
            ("Sumber Rezeki", "Empas, Melak", "Warung sembako", 5, "Rp20.000.000", WHOLE),
            ("Bina Mandiri", "Muara Benangaq, Melak", "Menjahit dan bordir", 4, "Belum", LACKING),
            ("Tunas Harapan", "Barong Tongkok", "Keripik singkong", 5, "Rp18.900.000", WHOLE),
            ("Karya Bersama", "Simpang Raya", "Bengkel motor", 5, "Rp20.000.000", LACKING),
            ("Lestari Indah", "Sekolaq Darat", "Anyaman rotan", 5, "Rp17.250.000", WHOLE),
            ("Usaha Bersama", "Linggang Bigung", "Budidaya ikan", 5, "Rp19.980.000", WHOLE),
            ("Cahaya Benuaq", "Damai Kota", "Tenun ulap doyo", 3, "Belum", DRAFT),
            ("Berkah Tani", "Nyuatan", "Kebun sayur", 5, "Rp20.000.000", WHOLE),
            ("Mahakam Sejahtera", "Tering Lama, Tering", "Ikan salai", 5, "Rp19.100.000", WHOLE),
            ("Harapan Baru", "Long Iram Kota", "Kue basah", 5, "Rp18.400.000", WHOLE),
        )
    )
)
GROUP_COLUMNS = (
    Column("Kelompok", lambda group: two_lines(group.name, group.village), sort_key="name"),
    Column("Usaha", lambda group: group.business, 180, shown=Shown.COMPACT),
    Column("Anggota", lambda group: dots(group.members, 5), 112),
    Column("Bantuan", lambda group: group.aid, 130, shown=Shown.COMPACT),
    Column("Status", lambda group: pill(group.look), 154),
)


def shell(page: QWidget, place: int, *, compact: bool) -> QWidget:
    window = QWidget()
    window.setObjectName("page")
    tabs = MainTabs()
    for at, (title, name) in enumerate(TABS):
        tabs.add_page(title, name, page if at == place else QWidget())
    tabs.setCurrentIndex(place)
    tabs.set_primary("Kirim data (12)", "Kirim (12)", "send")
    tabs.set_compact(compact=compact)
    bar = StatusBar()
    bar.add_item("circle-check").say(
        "Semua perubahan tersimpan 09.41", "Tersimpan 09.41", tone=Tone.OK
    )
    bar.add_item("send").say(
        "Kiriman terakhir 2 Nov 2026, 17 hari lalu", "Kiriman terakhir 2 Nov", tone=Tone.WARN
    )
    bar.add_item("hard-drive").say("Cadangan hari ini 08.10", "Cadangan 08.10")
    bar.add_item("user", right=True).say("Rina Wulandari", "Rina")
    bar.add_item("keyboard", right=True).say("F1 Bantuan")
    bar.set_compact(compact=compact)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(tabs, 1)
    layout.addWidget(bar)
    return window


def page(*parts: QWidget, margins: tuple[int, int, int, int] = (16, 12, 16, 12)) -> QWidget:
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(*margins)
    layout.setSpacing(10)
    for part in parts:
        layout.addWidget(part, 1 if part.property("grows") else 0)
    return body


def growing(widget: QWidget) -> QWidget:
    widget.setProperty("grows", True)
    return widget


def side_by_side(*widgets: QWidget, stretch: tuple[int, ...] = (), spacing: int = 8) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for place, widget in enumerate(widgets):
        layout.addWidget(widget, stretch[place] if stretch else 0)
    if not any(stretch):
        layout.addStretch(1)
    return holder


def combo(*texts: str) -> QComboBox:
    box = ChoiceEditor([(text, text) for text in texts])
    box.set_value(texts[0])
    box.setAccessibleName(f"Saringan: {texts[0]}")
    return box


def groups(*, compact: bool) -> QWidget:
    table = RecordTable(GROUP_COLUMNS, lambda group: group.id, name="Daftar kelompok")
    table.set_rows(GROUPS)
    table.set_compact(compact=compact)
    table.select_place(0)
    new = primary("Kelompok baru", "plus", tooltip="Ctrl+N")
    search = SearchBox("Saring nama, desa, atau usaha")
    filters = side_by_side(search, combo("Semua status", "Lengkap"), stretch=(1, 0))
    if compact:
        header = PageHeader("Kelompok", "17 dari 20", (search, combo("Semua status"), new))
        search.setMinimumWidth(240)
        return page(header, growing(table), margins=(12, 8, 12, 8))
    header = PageHeader("Kelompok", "17 dari target 20", (new,))
    left = page(header, filters, growing(table), margins=(0, 0, 0, 0))
    detail = Card(margins=(16, 14, 16, 10))
    head = PageHeader(
        "Mekar Jaya",
        "",
        (
            secondary("Catat kunjungan", "clipboard-check"),
            primary("Serah terima", "handshake"),
            ToolButton("ellipsis", "Tindakan lain"),
        ),
        sub="KUBE-6407-0012  ·  Kampung Melak Ulu, Kec. Melak, Kutai Barat",
    )
    head.leading.addWidget(Avatar("MJ"))
    head.beside_title.addWidget(Pill(WHOLE))
    detail.body.addWidget(head)
    detail.body.addWidget(
        FactStrip(
            Fact("Jenis usaha", "Ternak ayam petelur", "sejak Maret 2025"),
            Fact("Ketua", "Siti Aminah", "0812-5550-0112"),
            Fact("Bantuan diterima", "Rp19.450.000", "dari Rp20.000.000"),
            Fact("Kunjungan terakhir", "12 Nov 2026", "hasil: Berkembang"),
            Fact("Pendamping", "Rina Wulandari", "sejak 2025"),
        )
    )
    detail.body.addWidget(
        RecordTabs(
            "Bagian kelompok",
            ("Anggota (5)", "Bantuan (2)", "Kunjungan (6)", "Berkas (3)", "Riwayat"),
        )
    )
    members = RecordTable(
        (
            Column("Nama dan jabatan", lambda who: two_lines(who[0], who[1])),
            Column("NIK", lambda who: plain(who[2]), 180),
            Column("", lambda who: plain(who[3]), 100),
            Column("Kelayakan", lambda who: pill(who[4]), 150),
        ),
        lambda who: who[0],
        name="Anggota kelompok",
        flat=True,
    )
    fit = PillLook("DTSEN desil 1", Tone.OK, "check")
    members.set_rows(
        [
            ("Siti Aminah", "Ketua", "6407 •••• •••• 9002", "P · 41 th", fit),
            ("Kartini Lawai", "Sekretaris", "6407 •••• •••• 9004", "P · 36 th", fit),
            (
                "Rukiah",
                "Anggota",
                "6407 •••• •••• 9007",
                "P · 52 th",
                PillLook("Belum dicek", Tone.WARN, "clock"),
            ),
        ]
    )
    detail.body.addWidget(members, 1)
    panes = ListDetail(left, detail)
    panes.set_list_width(450)
    panes.resize(1334, 600)
    panes.set_list_width(450)
    return page(growing(panes))


def home() -> QWidget:
    header = PageHeader(
        "Selamat pagi, Rina",
        "",
        (secondary("Kunjungan baru", "clipboard-check"), primary("Serah terima baru", "handshake")),
        role=TextRole.GREETING,
        sub="Kamis, 19 November 2026  ·  Kutai Barat  ·  tahun program 2026",
    )
    cards = []
    for icon, title, number, note, value, goal, tone in (
        ("users", "Kelompok dibina", "17 dari 20", "3 lagi untuk mencapai target", 17, 20, None),
        ("contact", "Anggota", "83 orang", "2 kelompok belum genap 5 orang", 83, 85, Tone.WARN),
        (
            "package",
            "Bantuan diserahkan",
            "Rp318,9 juta",
            "15 dari 17 sudah menerima",
            15,
            17,
            Tone.OK,
        ),
        ("clipboard-list", "Kunjungan November", "11 dari 17", "6 belum dikunjungi", 11, 17, None),
    ):
        card = NumberCard(icon, title)
        card.set_number(number, note, value=value, goal=goal, tone=tone)
        cards.append(card)
    todo = Card(margins=(0, 0, 0, 0), spacing=0)
    head = side_by_side(Text("Perlu dikerjakan", TextRole.SECTION), Pill(PillLook("3", Tone.WARN)))
    head.layout().setContentsMargins(14, 8, 6, 8)
    todo.body.addWidget(head)
    for icon, tone, title, sub, act in (
        (
            "triangle-alert",
            "warn",
            "Bina Mandiri: lengkapi anggota ke-5",
            "Bantuan belum dapat diserahkan sebelum anggota genap 5 orang",
            "Lengkapi",
        ),
        (
            "clipboard-list",
            "primary",
            "Karya Bersama: kunjungan pertama belum dicatat",
            "Bantuan diserahkan 62 hari yang lalu",
            "Catat kunjungan",
        ),
        (
            "send",
            "info",
            "12 perubahan belum dikirim ke provinsi",
            "Pengiriman terakhir 2 November 2026 (17 hari lalu)",
            "Kirim data",
        ),
    ):
        todo.body.addWidget(Line())
        todo.body.addWidget(TodoRow(icon, tone, title, sub, act, lambda: None))
    todo.body.addStretch(1)
    todo.body.addWidget(Line())
    recent = side_by_side(
        EntryCard("users", "Mekar Jaya", "Kelompok · 09.38"),
        EntryCard("contact", "Siti Aminah", "Anggota · 09.31"),
        EntryCard("handshake", "Draf serah terima", "Cahaya Benuaq · kemarin"),
        stretch=(1, 1, 1),
        spacing=10,
    )
    recent.layout().setContentsMargins(14, 9, 14, 13)
    todo.body.addWidget(recent)
    band = StripedBand("DATA CONTOH, tidak pernah dikirim")
    return page(band, header, side_by_side(*cards, stretch=(1, 1, 1, 1), spacing=12), growing(todo))


def empty() -> QWidget:
    card = Card()
    card.body.addWidget(Steps(("Pilih berkas", "Cocokkan kolom", "Periksa baris", "Selesai")))
    card.body.addWidget(
        EmptyState(
            "search",
            "Tidak ada anggota yang cocok dengan “zulfikar 9193”",
            "Cukup sebagian nama, atau 4 angka terakhir NIK.",
            (secondary("Hapus pencarian (Esc)"), primary("Tambah “Zulfikar”", "plus")),
        ),
        1,
    )
    return page(growing(card))


def send_panel() -> QWidget:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(11)
    layout.addWidget(
        PageHeader(
            "Kirim data ke provinsi",
            "",
            (ToolButton("x", "Tutup", shortcut="Esc"),),
            sub="Membuat satu berkas untuk dibawa atau dikirim ke Dinas Sosial",
        )
    )
    layout.addWidget(
        Message(
            Tone.WARN,
            "2 catatan masih draf dan tidak ikut dikirim",
            "Cahaya Benuaq (kelompok), Bina Mandiri (serah terima)",
            [("Lihat", lambda: None)],
        )
    )
    layout.addWidget(Text("Simpan berkas ke", TextRole.STRONG))
    usb = EntryCard("usb", "FLASHDISK RINA (E:)", "kosong 11,2 GB · disarankan", checkable=True)
    usb.setChecked(True)
    layout.addWidget(usb)
    layout.addWidget(
        EntryCard("hard-drive", "Folder di laptop ini", "Dokumen, KUBE, Kiriman", checkable=True)
    )
    layout.addWidget(
        side_by_side(
            IconLabel("lock", "ok", 16),
            Text(
                "Disandikan otomatis. Hanya kantor provinsi yang dapat membukanya.",
                TextRole.SECONDARY,
            ),
        )
    )
    layout.addWidget(
        side_by_side(
            QWidget(), secondary("Batal"), primary("Buat berkas kiriman", "send"), stretch=(1, 0, 0)
        )
    )
    return content
