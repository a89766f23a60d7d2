"""512 plain Indonesian words: the fingerprint of a key, read aloud on the telephone.

No two differ by a single letter. Part of the format: the order may never change, or known
fingerprints would read differently.
"""

from typing import Final

_TEXT: Final = """
abang adik air ajak akar akhir aksara alat alis alun aman ambil angin angsa anting arus asam
asin atap awet badak baja bakau baki bakso balok bangau bantal baris basah batang batik batu
bayam bebek bekal belah belut bening benteng beras beri betis biji bola bordir botol buah bubur
budaya bugar bukit bulan bulu bumbu bumi bunga burung cabai cahaya cakap candi cangkir cangkul
cantik catat catur cemara cendol cerita cermin cicak cincin cita coba cokelat contoh cuaca cuci
cuka curah daging dagu dahan dalam damai danau dapur darat dasar dasi daun delima denah dengar
depan desa dinding dingin domba dongeng dorong duduk duku durian duyung ekor elang elok emas
ember embun emping empuk enam encer engsel erat fajar foto gabus gading gajah gambar gambut
ganda gandum garam garpu gelas gemar genap gendang gergaji gerobak getah giat gigi gitar gong
gotong gua gubuk gudang gulai gunung gurami guru gusi hadiah hafal halus hangat harap harta
harum hasil hati hemat heran hijau hikmah hilir hitam hitung hujan huma huruf ibu ijuk ikan
iklim ilmu imbang indah induk ingat intan ipar irama iris isi istana itik jagung jahe jahit
jajan jala jambu jamur jangkar janji jantung jarak jawab jeda jembatan jempol jendela jeruk
jinak jingga juang juara jujur kabut kaca kacang kadar kail kakak kalung kambing kampung kamus
kanan kancil kandang kantor kapal karet kartu karya kasur kayu kebun kecap kelapa keluarga
kemeja kenari kental kepiting keramik kerang kereta kerja kertas kilat kincir kipas kiri kolam
kopi kota kuat kucing kuda kue kulit kumis kunci kursi labu lada ladang lampu lancar langit
langkah langsat laut lebah legit lele lemari lembut lengkap lengkuas lereng lidah lilin lima
lincah lipat lobak logam loncat lonceng luas lukis lumba lumbung lumpur lurus lutung madu mahir
main makan mangga manis mantap mari masak mata mawar meja mekar melati melon menang mentega
merah merdu mesin meter milik minum mobil mudah mulia murai murid musang musik mutiara nanas
nangka naskah nelayan nenek netral niaga nira nyala nyaman nyiur obat obor olah ombak ongkos
orang otak oven pabrik padi pagar paku panah panci pandai panen pangan panggung panjang papan
parut pasir paus payung pelangi peluk pena penyu pepaya perahu perak perisai permata pesawat
pesta petai piala pikir pilar pintu pinus pipa piring pisang pisau pohon pojok pompa pondok
pulau puncak putih putra radio rahasia rajin rakit rakyat ramah ramuan rantai rapat rapi rawa
rebung rebus rempah renda resep rimba rindang ringan roda rotan roti rubah rukun rumput runcing
rusa sabar sabit sabuk saga sahabat sambal sampan santan sapu sarang sate saudara sawah sawi
sayap sayur sedap sehat sejuk sekolah selada selam selasih semangat semangka semut sendok senja
senyum sepatu sepeda serai serbuk setia siang sigap sikat siku sinar singkong sirih sirup sisir
siswa subuh sumur sungai surat surya susu tabah tabung tahu tambak tandan tanjung tapai tas
tawon tebing tebu tegap teguh teh telur teman tembaga tempe tengah tenun tepung terong tikar
timur tinta tipis tiram tomat tongkat tugu tujuh tulis tumpeng tunas turun ubi udara ujung ukir
ular undang unggas ungu unta upah urap usaha usia utama utuh waktu wangi warna
"""

WORDS: Final[tuple[str, ...]] = tuple(_TEXT.split())
