import shutil

import pytest
from command_line import checked, contents, kube

from kube_desktop.exchange.errors import DamagedPackageError, EmptyPackageError, NotAPackageError

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 400


def test_a_file_is_made_read_back_and_named(laptop, tmp_path):
    said = kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "a.kube")
    assert said.code == 0
    assert "sudah jadi dan sudah diperiksa" in said.out
    assert "Kode periksa" in said.out


def test_machines_get_size_code_and_number_of_changes(laptop, tmp_path):
    facts = kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "a.kube", "--json").facts
    assert facts["ukuran"] == (tmp_path / "a.kube").stat().st_size
    assert facts["perubahan"] > 4000
    assert len(facts["kode_periksa"]) == 9


def test_in_a_folder_the_file_gets_a_plain_name(laptop, tmp_path):
    target = tmp_path / "flashdisk"
    target.mkdir()
    kube("kirim", "--data-dir", laptop, "--ke", target)
    (path,) = target.iterdir()
    assert path.name.startswith("KUBE_KutaiKartanegara_Rina_")
    assert path.name.isascii()
    assert path.suffix == ".kube"


@pytest.mark.parametrize("place", ["tidak-ada/a.kube", "berkas/a.kube"])
def test_a_folder_that_is_not_there_is_said(laptop, tmp_path, place):
    (tmp_path / "berkas").write_text("")
    said = kube("kirim", "--data-dir", laptop, "--ke", tmp_path / place)
    assert said.code == 1
    assert "tidak ada. Pilih tempat lain." in said.err


def test_a_file_that_cannot_be_replaced_is_kept_and_nothing_is_left_over(laptop, tmp_path):
    target = tmp_path / "a.kube"
    (target / "isi").mkdir(parents=True)
    folder_named_like_a_file = kube("kirim", "--data-dir", laptop, "--ke", target)
    assert folder_named_like_a_file.code == 0  # a folder is a place to put the file in
    assert len(list(target.glob("*.kube"))) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_an_office_does_not_send(office, tmp_path):
    said = kube("kirim", "--data-dir", office, "--ke", tmp_path / "a.kube")
    assert (said.code, said.err.strip()) == (
        1,
        "Kirim data hanya di laptop pendamping. Di kantor pakai Gabung Data.",
    )


def test_a_laptop_does_not_merge(laptop, made_package):
    said = kube("gabung", "--data-dir", laptop, made_package)
    assert said.code == 1
    assert "hanya di komputer kantor" in said.err


def test_a_preview_counts_and_changes_nothing(office, made_package):
    before = checked(office)
    said = kube("gabung", "--data-dir", office, made_package, "--pratinjau", "--json")
    assert said.code == 0
    assert said.facts["jumlah"]["groups"] == {"baru": 78, "diubah": 0}
    assert said.facts["perubahan_baru"] > 4000
    assert checked(office) == before


def test_the_preview_promises_what_the_merge_does(office, made_package):
    promised = kube("gabung", "--data-dir", office, made_package, "--pratinjau", "--json").facts
    done = kube("gabung", "--data-dir", office, made_package, "--json").facts
    different = {"pratinjau", "fingerprint"}
    assert {k: v for k, v in promised.items() if k not in different} == {
        k: v for k, v in done.items() if k not in different
    }
    assert done["fingerprint"] == checked(office)["fingerprint"]


def test_merging_backs_up_first(office, made_package):
    kube("gabung", "--data-dir", office, made_package)
    assert len(list((office / "cadangan").glob("sebelum-gabung_*.db"))) == 1


def test_merging_the_same_file_again_changes_nothing_and_is_no_failure(office, made_package):
    first = kube("gabung", "--data-dir", office, made_package, "--json").facts
    again = kube("gabung", "--data-dir", office, made_package, "--json")
    assert again.code == 0
    assert again.facts["perubahan_baru"] == 0
    assert again.facts["fingerprint"] == first["fingerprint"]
    assert again.facts["berkas"][0]["keadaan"] == "merged"


def test_the_same_file_under_two_names_is_merged_once(office, made_package, tmp_path):
    shutil.copy(made_package, tmp_path / "salinan.kube")
    said = kube("gabung", "--data-dir", office, made_package, tmp_path / "salinan.kube", "--json")
    assert said.code == 0
    assert said.facts["jumlah"]["groups"]["baru"] == 78


def test_a_folder_is_searched_for_files_to_merge(office, made_package, tmp_path):
    deep = tmp_path / "flashdisk" / "dalam"
    deep.mkdir(parents=True)
    shutil.copy(made_package, deep / "rina.KUBE")
    (deep / "setengah.kube.part").write_bytes(b"KUBEPKG")
    (deep / "foto.jpg").write_bytes(PHOTO)
    facts = kube("gabung", "--data-dir", office, tmp_path / "flashdisk", "--json").facts
    assert [one["nama"] for one in facts["berkas"]] == ["rina.KUBE"]


def test_a_folder_without_files_is_said(office, tmp_path):
    (tmp_path / "kosong").mkdir()
    said = kube("gabung", "--data-dir", office, tmp_path / "kosong")
    assert said.code == 1
    assert "Tidak ada berkas kiriman (.kube)" in said.err


def _cut(content):
    return content[: len(content) // 2]


def _flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


HOSTILE = {
    "empty": (lambda _: b"", EmptyPackageError.text),
    "photo": (lambda _: PHOTO, NotAPackageError.text),
    "text": (lambda _: b"Selamat pagi", NotAPackageError.text),
    "database": (lambda _: b"SQLite format 3\x00" + b"\x00" * 4000, NotAPackageError.text),
    "cut short": (_cut, DamagedPackageError.text),
    "one bit": (_flipped, DamagedPackageError.text),
    "longer": (lambda content: content + b"x", DamagedPackageError.text),
    "two in one": (lambda content: content * 2, DamagedPackageError.text),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_each_unusable_file_has_its_own_sentence_and_changes_nothing(
    office, made_package, tmp_path, kind
):
    make, sentence = HOSTILE[kind]
    path = tmp_path / "buruk.kube"
    path.write_bytes(make(made_package.read_bytes()))
    before = checked(office)
    said = kube("gabung", "--data-dir", office, path, "--json")
    assert said.code == 1
    assert said.facts["berkas"][0]["pesan"] == sentence
    assert said.facts["perubahan_baru"] == 0
    assert checked(office) == before


def test_a_good_file_is_merged_beside_a_bad_one_which_is_named(office, made_package, tmp_path):
    (tmp_path / "buruk.kube").write_bytes(PHOTO)
    said = kube("gabung", "--data-dir", office, tmp_path / "buruk.kube", made_package)
    assert said.code == 1  # not everything that was asked for was done
    assert "buruk.kube: tidak digabung" in said.err
    assert checked(office)["jumlah"]["kelompok"] == 80


def test_a_file_that_is_not_there_stops_before_anything(office, made_package, tmp_path):
    before = checked(office)
    said = kube("gabung", "--data-dir", office, made_package, tmp_path / "tidak-ada.kube")
    assert said.code == 1
    assert "tidak-ada.kube tidak ada" in said.err
    assert checked(office) == before


def test_a_real_office_refuses_files_of_sample_laptops(made_package, tmp_path):
    kube("kantor", "--data-dir", tmp_path / "R")
    before = contents(tmp_path / "R" / "lampiran")
    said = kube("gabung", "--data-dir", tmp_path / "R", made_package)
    assert said.code == 1
    assert "data contoh untuk belajar" in said.err
    assert checked(tmp_path / "R")["jumlah"]["kelompok"] == 0
    assert contents(tmp_path / "R" / "lampiran") == before


def test_a_sample_laptop_cannot_be_turned_towards_a_real_office(laptop, tmp_path):
    kube("kantor", "--data-dir", tmp_path / "R")
    said = kube("kunci-kantor", tmp_path / "R" / "kunci-kantor.txt", "--data-dir", laptop)
    assert said.code == 1
    assert "Ini laptop contoh" in said.err
    kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "a.kube")
    assert kube("gabung", "--data-dir", tmp_path / "R", tmp_path / "a.kube").code == 1


def test_the_register_lists_files_and_one_is_taken_back_by_its_code(office, made_package):
    before = kube("periksa", "--data-dir", office, "--json").facts["fingerprint"]
    kube("gabung", "--data-dir", office, made_package)
    (file,) = kube("kiriman", "--data-dir", office, "--json").facts["berkas"]
    assert (file["nama"], file["dapat_dibatalkan"]) == ("rina.kube", True)
    code = file["kode_periksa"]
    foreseen = kube("batalkan-gabung", code, "--data-dir", office, "--pratinjau", "--json").facts
    assert foreseen["daftar"]["tidak ada lagi"] > 0
    without_reason = kube("batalkan-gabung", code, "--data-dir", office)
    assert without_reason.code != 0
    done = kube("batalkan-gabung", code, "--data-dir", office, "--alasan", "Latihan", "--json")
    assert (done.code, done.facts["fingerprint"]) == (0, before)
    assert done.facts["perubahan_dibuang"] == foreseen["perubahan_dibuang"]
    again = kube("batalkan-gabung", code, "--data-dir", office, "--alasan", "Latihan")
    assert "sudah dibatalkan" in again.text
