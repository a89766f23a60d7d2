"""Words the invented people, groups and goods are made of. Nobody real is meant."""

from typing import Final

from kube_desktop.domain.aid import AidForm

WOMEN: Final = (
    "Siti", "Nur", "Rukiah", "Kartini", "Martha", "Lusia", "Yuliana", "Aminah", "Fatimah", "Rahmah",
    "Suryani", "Dewi", "Maria", "Helena", "Nurul", "Sri", "Wahyuni", "Ratna", "Hasnah", "Rosdiana",
    "Mariati", "Norhayati", "Jamilah", "Sumiati", "Endang", "Lilis", "Yohana", "Kristina", "Asiah",
    "Salmah", "Ruminah", "Tutik", "Paulina", "Hermina", "Zubaidah",
)  # fmt: skip
MEN: Final = (
    "Marten", "Ignasius", "Yosef", "Agustinus", "Sudirman", "Hasan", "Ahmad", "Muhammad", "Paulus",
    "Markus", "Herman", "Rudi", "Bambang", "Slamet", "Junaidi", "Syahrani", "Rusdi", "Anang",
    "Darmawan", "Petrus", "Yakobus", "Sulaiman", "Abdul", "Rahmat", "Supriadi", "Wahyu", "Arbain",
    "Kornelius", "Thomas", "Basri", "Iskandar", "Effendi", "Mulyadi", "Hendra", "Yusuf",
)  # fmt: skip
LAST: Final = (
    "Aminah", "Lawai", "Jalung", "Bith", "Lengan", "Dali", "Anye", "Ngau", "Wulandari", "Hidayat",
    "Saputra", "Rahayu", "Lestari", "Ding", "Laing", "Usat", "Bilung", "Ibau", "Hanyeq", "Luhat",
    "Ardiansyah", "Maulana", "Syahputra", "Kusuma", "Handayani", "Setiawan", "Lahai", "Tekwan",
    "Bulan", "Hibau", "Ismail", "Jaini", "Kadir", "Latif", "Mahmud", "Noor", "Pasaribu", "Rante",
    "Sarifuddin", "Tandi", "Utami", "Wijaya", "Yani", "Zaini", "Bahri", "Dom", "Ering", "La'ai",
)  # fmt: skip
GROUP_FIRST: Final = (
    "Mekar", "Sumber", "Bina", "Tunas", "Karya", "Lestari", "Usaha", "Cahaya", "Berkah", "Mahakam",
    "Melati", "Mawar", "Anggrek", "Harapan", "Maju", "Sinar", "Suka", "Rukun", "Citra", "Bunga",
    "Kembang", "Pesisir", "Rimba", "Enggang", "Borneo",
)  # fmt: skip
GROUP_SECOND: Final = (
    "Jaya", "Rezeki", "Mandiri", "Harapan", "Bersama", "Indah", "Benuaq", "Tani", "Sejahtera",
    "Abadi", "Makmur", "Sentosa", "Baru", "Maju", "Lestari", "Barokah", "Setia", "Damai",
)  # fmt: skip
MENTORS: Final = (
    "Rina Wulandari", "Yusuf Ardiansyah", "Lusi Tandi", "Herman Laing", "Dewi Kusuma",
    "Bambang Hidayat", "Martha Usat", "Rudi Setiawan", "Sri Handayani", "Paulus Ding",
)  # fmt: skip
JOBS: Final = (
    "Buruh tani", "Ibu rumah tangga", "Nelayan", "Pedagang kecil", "Buruh harian", "Petani", "Ojek",
    "Penjahit",
)  # fmt: skip
STREETS: Final = (
    "Jl. Poros", "Jl. Melati", "Jl. Tepian", "Gang Rukun", "Jl. Pelabuhan", "Jl. Trans Kalimantan",
    "Jl. Pasar Lama", "Gang Mawar",
)  # fmt: skip
PROBLEMS: Final = (
    "Harga bahan naik, keuntungan menipis.", "Pembukuan belum rutin diisi setiap hari.",
    "Pembeli masih terbatas tetangga sekitar.",
    "Satu anggota jarang hadir karena bekerja di kebun.",
    "Jalan ke pasar terputus saat hujan.", "Listrik sering padam pada malam hari.",
    "Belum punya tempat penyimpanan yang baik.",
)  # fmt: skip
SOLUTIONS: Final = (
    "Membeli bahan bersama kelompok lain.", "Bendahara didampingi mengisi buku kas.",
    "Menawarkan ke warung di desa tetangga.", "Jadwal piket dibagi ulang.",
    "Menjual lewat pengepul selama musim hujan.", "Produksi dipindah ke pagi hari.",
    "Meminjam gudang milik desa.",
)  # fmt: skip
"""What was done about each of the problems, in their order."""
FOLLOW_UPS: Final = (
    "Bendahara mengisi buku kas setiap Jumat.", "Mendaftar NIB bersama di kantor desa.",
    "Membuat contoh kemasan 250 gram.", "Menawarkan produk ke dua warung di kecamatan.",
    "Menyisihkan Rp150.000 per bulan untuk perawatan alat.", "Menyusun jadwal piket anggota.",
    "Menghubungi koperasi tentang pinjaman modal.",
)  # fmt: skip

BUSINESSES: Final = (
    ("PTK", "Ternak ayam petelur", (
        ("Kandang baterai 2 tingkat", 2, "unit", 3_500_000),
        ("Ayam pullet umur 16 minggu", 150, "ekor", 65_000),
        ("Pakan layer 50 kg", 6, "sak", 450_000),
    )),
    ("DGG", "Warung sembako", (
        ("Etalase kaca 1,5 meter", 1, "unit", 2_750_000),
        ("Lemari pendingin 2 pintu", 1, "unit", 4_900_000),
        ("Timbangan digital 40 kg", 1, "unit", 650_000),
        ("Paket sembako isi awal warung", 1, "paket", 11_200_000),
    )),
    ("JHT", "Menjahit dan bordir", (
        ("Mesin jahit listrik", 3, "unit", 3_250_000),
        ("Mesin obras", 1, "unit", 4_800_000),
        ("Kain katun 50 meter", 4, "roll", 1_150_000),
    )),
    ("KUL", "Keripik singkong", (
        ("Mesin perajang singkong", 1, "unit", 4_500_000),
        ("Kompor gas tekanan tinggi", 2, "unit", 850_000),
        ("Wajan besar diameter 80 cm", 2, "buah", 475_000),
        ("Mesin pengemas vakum", 1, "unit", 5_900_000),
        ("Bahan baku dan kemasan", 1, "paket", 5_850_000),
    )),
    ("JSA", "Bengkel motor", (
        ("Kompresor 2 PK", 1, "unit", 7_400_000),
        ("Kunci pas set, 24 buah", 2, "set", 1_250_000),
        ("Dongkrak dan paddock", 1, "set", 1_900_000),
        ("Oli dan suku cadang awal", 1, "paket", 8_100_000),
    )),
    ("KRJ", "Anyaman rotan", (
        ("Mesin serut rotan", 1, "unit", 6_250_000),
        ("Rotan siap pakai", 300, "kg", 22_500),
        ("Alat anyam lengkap", 5, "set", 850_000),
    )),
    ("PRK", "Keramba ikan nila", (
        ("Keramba apung 3 × 4 meter", 2, "unit", 4_250_000),
        ("Bibit ikan nila", 4000, "ekor", 900),
        ("Pakan apung 30 kg", 15, "sak", 415_000),
    )),
    ("PTN", "Sayur dan hortikultura", (
        ("Traktor tangan", 1, "unit", 12_500_000),
        ("Bibit cabai dan sayur", 40, "paket", 65_000),
        ("Pupuk organik 50 kg", 30, "karung", 135_000),
    )),
)  # fmt: skip
"""Kind of business, its words, and the usual goods: name, quantity, unit, price in rupiah."""

SINGLE_BUSINESSES: Final = (
    (AidForm.GOODS, (
        ("Gerobak dorong berkaca", 1, "unit", 3_250_000),
        ("Kompor gas dua tungku", 1, "unit", 650_000),
        ("Bahan gorengan untuk awal", 1, "paket", 850_000),
    )),
    (AidForm.MONEY, (("Modal usaha warung kopi", 1, "paket", 5_000_000),)),
    (AidForm.GOODS, (
        ("Mesin jahit sepatu", 1, "unit", 3_800_000),
        ("Kulit, lem, dan sol", 1, "paket", 900_000),
    )),
    (AidForm.GOODS, (
        ("Kandang ayam kampung", 1, "unit", 2_000_000),
        ("Ayam kampung umur 2 bulan", 40, "ekor", 55_000),
        ("Pakan ayam 50 kg", 1, "sak", 425_000),
    )),
    (AidForm.GOODS, (
        ("Etalase kaca 1 meter", 1, "unit", 1_900_000),
        ("Meja dan kursi", 1, "set", 850_000),
        ("Perlengkapan kios pulsa", 1, "paket", 2_100_000),
    )),
)  # fmt: skip
"""What each person outside the groups got: its form, and its goods."""

REGENCY_WEIGHTS: Final = (("64.07", 17), ("64.02", 18), ("64.08", 15), ("64.72", 16), ("64.71", 14))
"""Kubar, Kukar, Kutim, Samarinda and Balikpapan: where the first 80 groups are (domain.md 1.1)."""
