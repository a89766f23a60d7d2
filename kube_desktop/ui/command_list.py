"""Every command of the window: words, icons and keys (ux.md 2.8)."""

from typing import Final

from kube_desktop.ui.actions import Command, Part
from kube_desktop.ui.session import PageName

PAGE_COMMANDS: Final = (
    Command("go-beranda", "Buka Beranda", "house", ("Ctrl+1",), Part.GO, "awal depan"),
    Command("go-kelompok", "Buka Kelompok", "users", ("Ctrl+2",), Part.GO, "kube daftar"),
    Command("go-anggota", "Buka Anggota", "contact", ("Ctrl+3",), Part.GO, "orang nik"),
    Command("go-bantuan", "Buka Bantuan", "package", ("Ctrl+4",), Part.GO, "bast barang"),
    Command(
        "go-pendampingan", "Buka Pendampingan", "clipboard-list", ("Ctrl+5",), Part.GO, "agenda"
    ),
    Command("go-gabung", "Buka Gabung Data", "merge", ("Ctrl+6",), Part.GO, "kiriman berkas"),
)
"""Commands that open a page; the last one exists at the office only."""

RECORD_COMMANDS: Final = (
    Command("new", "Catatan baru di halaman ini", "plus", ("Ctrl+N",), words="tambah"),
    Command("new-group", "Tambah kelompok", "users", words="kelompok baru kube"),
    Command("new-member", "Tambah anggota", "contact", words="anggota baru orang nik"),
    Command("new-handover", "Catat serah terima", "handshake", ("Ctrl+Shift+B",),
            words="bast bantuan barang baru"),
    Command("new-visit", "Catat kunjungan", "clipboard-check", ("Ctrl+Shift+K",),
            words="pendampingan kunjungan baru"),
    Command("edit", "Ubah yang dipilih", "pencil", ("F2",)),
    Command("save", "Simpan", "save", ("Ctrl+S",)),
    Command("accept", "Selesaikan isian", "check", ("Ctrl+Return", "Ctrl+Enter"),
            explanation="Tombol utama halaman ini, dari isian mana pun"),
    Command("print", "Cetak", "printer", ("Ctrl+P",), words="bast pdf kertas"),
    Command("print-other", "Cetak kertas lain", "printer", ("Ctrl+Shift+P",),
            words="kuitansi tanda terima formulir profil berkas"),
    Command("month-report", "Cetak laporan bulanan pendamping", "file-text",
            words="lapbul honor kunjungan bulan ini"),
    Command("reports", "Cetak rekap atau laporan", "file-text",
            words="rekapitulasi daftar kube triwulan tahunan bulanan kabupaten kota target"),
    Command("delete", "Hapus yang dipilih", "trash-2", words="buang"),
    Command("undo", "Urungkan", "undo-2", ("Ctrl+Z",), words="batal kembalikan"),
)  # fmt: skip

DATA_COMMANDS: Final = (
    Command("send", "Kirim data ke provinsi", "send", ("Ctrl+Shift+E",), Part.DATA,
            "ekspor kiriman flashdisk whatsapp"),
    Command("backup", "Buat cadangan sekarang", "hard-drive", (), Part.DATA, "simpan salinan"),
    Command("check", "Periksa data", "circle-check", (), Part.DATA, "utuh sidik"),
    Command("return-scans", "Masukkan pindaian bertanda tangan", "paperclip", (), Part.DATA,
            "scan foto bast kembali baki tanda tangan"),
    Command("check-paper", "Periksa dokumen", "shield-check", (), Part.DATA,
            "qr kode verifikasi kertas scan foto asli bast cocok"),
    Command("corrections", "Koreksi dari provinsi", "pen-line", (), Part.DATA,
            "balasan tanggapan pertanyaan keberatan"),
    Command("laptops", "Laptop pendamping dan balasan", "hard-drive", (), Part.DATA,
            "daftarkan cabut kunci enam kata kode terima"),
    Command("office-settings", "Pengaturan kantor", "settings", ("Ctrl+,",), Part.DATA,
            "pejabat kop surat penandatangan pihak pertama kepala dinas batas target instrumen"),
    Command("use-pack", "Pakai paket pengaturan kantor", "file-down", (), Part.DATA,
            "kube-pengaturan kunci kantor provinsi"),
    Command("make-pack", "Buat paket pengaturan", "file-down", (), Part.DATA,
            "kube-pengaturan laptop pendamping"),
    Command("office-key", "Pasang kunci kantor provinsi", "lock", (), Part.DATA, "sandi kiriman"),
)  # fmt: skip

VIEW_COMMANDS: Final = (
    Command("search", "Cari di semua data", "search", ("Ctrl+K",), Part.VIEW, "temukan"),
    Command("filter", "Saring daftar ini", "list-filter", ("Ctrl+F",), Part.VIEW),
    Command("reveal", "Tampilkan NIK penuh 60 detik", "eye", ("Ctrl+Shift+N",), Part.VIEW),
    Command("reload", "Muat ulang daftar", "refresh-cw", ("F5",), Part.VIEW),
    Command("back", "Kembali", "arrow-left", ("Alt+Left",), Part.VIEW),
    Command("next-pane", "Bagian berikutnya", "arrow-right", ("F6",), Part.VIEW, "panel pratinjau"),
    Command("previous-pane", "Bagian sebelumnya", "arrow-left", ("Shift+F6",), Part.VIEW),
    Command("light", "Tampilan terang", "sun", (), Part.VIEW, "tema warna"),
    Command("dark", "Tampilan gelap", "moon", (), Part.VIEW, "tema warna malam"),
    Command("larger", "Perbesar teks", "plus", ("Ctrl++", "Ctrl+="), Part.VIEW, "ukuran huruf"),
    Command("smaller", "Perkecil teks", "minus", ("Ctrl+-",), Part.VIEW, "ukuran huruf"),
    Command("normal-size", "Ukuran teks semula", "refresh-cw", ("Ctrl+0",), Part.VIEW),
)  # fmt: skip

HELP_COMMANDS: Final = (
    Command("help", "Bantuan halaman ini", "circle-help", ("F1",), Part.HELP, "panduan cara"),
    Command("keys", "Semua tombol pintas", "keyboard", ("Shift+F1",), Part.HELP, "keyboard"),
    Command("about", "Tentang KUBE Desktop", "info", (), Part.HELP, "versi lisensi"),
    Command("quit", "Keluar", "x", ("Ctrl+Q",), Part.HELP, "tutup selesai"),
)

PAGE_OF_COMMAND: Final = {
    "go-beranda": PageName.HOME,
    "go-kelompok": PageName.GROUPS,
    "go-anggota": PageName.MEMBERS,
    "go-bantuan": PageName.AID,
    "go-pendampingan": PageName.MENTORING,
    "go-gabung": PageName.MERGE,
}

_ONLY_ON_LAPTOPS: Final = frozenset({"send", "office-key", "use-pack", "corrections"})
_ONLY_AT_OFFICES: Final = frozenset({"make-pack", "laptops"})


def is_offered(command: Command, *, is_office: bool) -> bool:
    """Return whether a command makes sense here: some are for laptops only, or for offices."""
    return command.id not in (_ONLY_ON_LAPTOPS if is_office else _ONLY_AT_OFFICES)
