"""What the help panel says about each page: what it is for, three tasks, frequent questions."""

from dataclasses import dataclass
from typing import Final

from kube_desktop.ui.session import PageName


@dataclass(frozen=True, slots=True)
class HelpTask:
    """One thing people do on a page, in steps."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpText:
    """The help of one page."""

    title: str
    purpose: str
    tasks: tuple[HelpTask, ...]
    questions: tuple[tuple[str, str], ...]


START_HELP: Final = HelpText(
    "Layar awal",
    "Di sini Anda memberi tahu siapa yang memakai laptop ini. Cukup sekali.",
    (
        HelpTask(
            "Mulai sebagai pendamping",
            (
                "Isi nama Anda seperti yang harus tercetak di BAST.",
                "Pilih kabupaten atau kota tempat Anda mendampingi.",
                "Tekan Mulai.",
            ),
        ),
        HelpTask(
            "Memakai paket pengaturan dari kantor",
            (
                "Tekan Pilih paket lalu pilih berkas .kube-pengaturan.",
                "Telepon kantor provinsi dan cocokkan enam katanya.",
                "Centang bila sama, lalu tekan Mulai.",
            ),
        ),
        HelpTask(
            "Mencoba tanpa risiko",
            (
                "Tekan Coba data contoh.",
                "Ubah apa saja; orang di dalamnya rekaan dan tidak pernah ikut terkirim.",
            ),
        ),
    ),
    (
        ("Apakah perlu internet?", "Tidak. Semua tersimpan di laptop ini, tersandi."),
        (
            "Bolehkah tempat cadangan dikosongkan?",
            "Boleh, tetapi bila laptop rusak, datanya ikut hilang. Sebaiknya pilih flashdisk.",
        ),
    ),
)
"""The help of the first page, which is no page of the window."""

HELP: Final = {
    PageName.HOME: HelpText(
        "Beranda",
        "Di sini terlihat apa yang masih perlu dikerjakan dan seberapa jauh capaiannya.",
        (
            HelpTask("Melanjutkan pekerjaan", (
                "Baca daftar Perlu dikerjakan dari atas; yang paling mendesak ada di atas.",
                "Tekan tombol di ujung baris untuk langsung membuka isiannya.",
            )),
            HelpTask("Menanggapi koreksi dari provinsi", (
                "Tekan Tanggapi pada baris koreksi dari provinsi.",
                "Tekan Terima, atau tulis alasan keberatan Anda.",
            )),
            HelpTask("Melanjutkan isian yang terputus", (
                "Bila listrik padam, isian terakhir tetap ada.",
                "Tekan Lanjutkan pada pesan biru di atas.",
            )),
            HelpTask("Melihat kelompok di balik angka", (
                "Tekan salah satu kartu angka.",
                "Daftar yang sudah disaring terbuka.",
            )),
            HelpTask("Mencetak rekap, daftar KUBE, atau laporan", (
                "Tekan Laporan di atas (Ctrl+P).",
                "Pilih yang dicetak dan tahunnya, lalu tekan Lihat dan cetak.",
            )),
        ),
        (("Mengapa angkanya berbeda dengan kantor?",
          "Kantor baru mengetahui yang sudah Anda kirim. Tekan Kirim data."),),
    ),
    PageName.GROUPS: HelpText(
        "Kelompok",
        "Di sini kelompok dicatat, beserta anggota, bantuan, kunjungan, dan berkasnya.",
        (
            HelpTask("Mencatat kelompok baru", (
                "Tekan Kelompok baru (Ctrl+N).",
                "Isi nama, kampung atau kelurahan, dan jenis usaha.",
                "Tekan Simpan, lalu tambah anggota dari KTP.",
            )),
            HelpTask("Menambah anggota", (
                "Buka kelompoknya, tekan Tambah anggota.",
                "Ketik NIK 16 angka; tanggal lahir dan jenis kelamin terisi sendiri.",
                "Tekan Simpan dan tambah lagi untuk anggota berikutnya.",
            )),
            HelpTask("Mencatat tahap kelompok", (
                "Buka kelompoknya, tekan tombol titik tiga.",
                "Pilih Ganti tahap, isi tanggal dan catatannya.",
            )),
            HelpTask("Menyerahkan kelompok ke pendamping lain", (
                "Buka kelompoknya, tekan tombol titik tiga, lalu Pindah pendamping.",
                "Centang kelompok yang ikut pindah, lalu tekan Serahkan.",
                "Cetak berita acaranya.",
            )),
        ),
        (("Kelompok salah dihapus?", "Tekan Urungkan pada pesan di bawah."),),
    ),
    PageName.MEMBERS: HelpText(
        "Anggota",
        "Di sini semua orang dapat dicari, dari kelompok mana pun.",
        (
            HelpTask("Mencari orang", (
                "Ketik sebagian nama, atau 4 angka terakhir NIK.",
                "Tekan baris untuk membuka isiannya.",
            )),
            HelpTask("Memeriksa NIK ganda", (
                "Pilih orang yang bertanda NIK ganda.",
                "Tekan Bandingkan keduanya di bawah daftar.",
            )),
            HelpTask("Melihat NIK penuh", (
                "Tekan Ctrl+Shift+N; NIK terlihat selama 60 detik.",
            )),
        ),
        (("Mengapa NIK disamarkan?", "Agar data warga aman bila layar terlihat orang lain."),),
    ),
    PageName.AID: HelpText(
        "Bantuan",
        "Di sini serah terima bantuan dicatat dan BAST dicetak.",
        (
            HelpTask("Mencetak BAST", (
                "Tekan Serah terima baru (Ctrl+Shift+B), pilih kelompoknya.",
                "Isi barang, atau tekan Paket barang.",
                "Lihat BAST di sebelah kanan, lalu tekan Simpan dan cetak BAST.",
            )),
            HelpTask("Menambah pejabat (pihak pertama)", (
                "Pada isian Pihak pertama pilih Tambah pejabat…",
                "Isi nama dan jabatannya, tekan Tambah pejabat, lalu tutup.",
            )),
            HelpTask("Mencetak ulang", (
                "Pilih barisnya, tekan Ctrl+P.",
            )),
            HelpTask("Mencetak kuitansi, tanda terima, atau seluruh berkas", (
                "Pilih barisnya, tekan Ctrl+Shift+P, lalu pilih kertasnya.",
            )),
            HelpTask("Menandai sudah ditandatangani", (
                "Pilih barisnya, tekan titik tiga, lalu Tandai ditandatangani.",
            )),
            HelpTask("Memasukkan pindaian bertanda tangan", (
                "Seret foto, PDF, atau foldernya ke jendela ini, atau lewat Menu.",
                "Yang tidak terbaca ada di baki: cari kertasnya, tekan Simpan di kertas ini.",
            )),
        ),
        (("Nomor BAST belum ada?",
          "Kosongkan saja; di kertas tercetak titik-titik untuk diisi tangan."),),
    ),
    PageName.MENTORING: HelpText(
        "Pendampingan",
        "Di sini terlihat kelompok yang perlu dikunjungi, dan kunjungan dicatat.",
        (
            HelpTask("Mencatat kunjungan", (
                "Pilih kelompok di kiri; yang terlambat ada di atas.",
                "Jawab janji kunjungan lalu, tandai yang hadir dan materinya.",
                "Tekan Simpan saja, atau Simpan dan cetak laporan.",
            )),
            HelpTask("Mencatat barang yang rusak atau hilang", (
                "Pilih keadaannya di baris barang itu.",
                "Untuk Hilang atau Dijual, tulis alasannya.",
            )),
            HelpTask("Melihat bulan lain", (
                "Tekan panah di kiri dan kanan nama bulan.",
            )),
            HelpTask("Membuat laporan bulanan", (
                "Tampilkan bulannya, lalu tekan Laporan bulanan.",
                "Periksa isinya, lalu cetak atau simpan PDF.",
            )),
        ),
        (("Lupa mencatat kunjungan bulan lalu?", "Catat sekarang dengan tanggal yang benar."),),
    ),
    PageName.MERGE: HelpText(
        "Gabung Data",
        "Di sini berkas kiriman pendamping digabung menjadi satu data provinsi.",
        (
            HelpTask("Menggabung berkas", (
                "Tekan Pilih berkas atau Pilih folder, atau seret berkas ke sini.",
                "Lihat pratinjaunya; setiap angka membuka daftarnya. Lalu tekan Gabungkan.",
            )),
            HelpTask("Memberi tanda terima dan balasan", (
                "Buka Menu, lalu Laptop pendamping dan balasan.",
                "Ketik kode periksa untuk kode terima, atau tekan Buat balasan untuk semua.",
            )),
            HelpTask("Berkas rusak", (
                "Tekan Minta ulang di barisnya, lalu tempel pesannya di WhatsApp.",
                "Kiriman berikutnya membawa semua yang belum diterima kantor.",
            )),
            HelpTask("Membatalkan satu gabungan", (
                "Buka bagian Sudah masuk, pilih berkasnya, lalu tekan Batalkan gabungan.",
                "Berkas lain yang datang sesudahnya, isian dan putusan kantor tetap.",
            )),
            HelpTask("Mengingatkan yang belum melapor", (
                "Buka bagian Belum melapor, lalu pilih pendampingnya.",
                "Tekan Salin pengingat, lalu tempel di WhatsApp.",
            )),
            HelpTask("Memutuskan perbedaan", (
                "Buka Perbedaan, lalu pilih satu baris.",
                "Tekan 1 atau 2 untuk memilih nilai, atau pensil untuk menulis nilai lain.",
                "Baca hasilnya di kotak hijau, lalu tekan Enter.",
            )),
            HelpTask("Mengurungkan putusan", (
                "Buka Perbedaan, lalu Sudah diputuskan, dan pilih putusannya.",
                "Tekan Urungkan putusan. Nilai lama selalu ada di Riwayat.",
            )),
        ),
        (("Berkas yang sama digabung dua kali?", "Tidak apa-apa; tidak ada yang berubah."),),
    ),
}  # fmt: skip

KEYS: Final = (
    ("Ctrl+1 … Ctrl+6", "Buka halaman"),
    ("Ctrl+K", "Cari orang, kelompok, BAST, perintah"),
    ("Ctrl+F", "Saring daftar halaman ini"),
    ("Ctrl+N", "Catatan baru di halaman ini"),
    ("Ctrl+Shift+B", "Catat serah terima"),
    ("Ctrl+Shift+K", "Catat kunjungan"),
    ("F2 atau Enter", "Ubah atau buka yang dipilih"),
    ("Ctrl+S", "Simpan"),
    ("Ctrl+Enter", "Tombol utama halaman, dari isian mana pun"),
    ("Ctrl+P", "Cetak"),
    ("Ctrl+Shift+P", "Pilih kertas lain untuk dicetak"),
    ("Ctrl+Z", "Urungkan penghapusan terakhir"),
    ("Esc", "Tutup, hapus saringan, kembali"),
    ("F6", "Bagian berikutnya: daftar, isian, pratinjau"),
    ("Ctrl+Shift+E", "Kirim data"),
    ("Ctrl++ dan Ctrl+-", "Perbesar dan perkecil teks"),
    ("F1", "Bantuan halaman ini"),
)
"""The keys that people ask for most."""
