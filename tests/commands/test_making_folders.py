import pytest
from command_line import checked, contents, kube

from kube_desktop.exchange.keys import OfficePublic, is_sample
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.office_keys import OFFICE_KEY_FILE


def test_sample_data_is_counted_and_said_to_be_invented(tmp_path):
    said = kube("contoh", "--data-dir", tmp_path / "D")
    assert said.code == 0
    assert "80 kelompok, 400 anggota" in said.out
    assert "rekaan" in said.out


def test_machines_get_the_counts_of_sample_data(tmp_path):
    facts = kube("contoh", "--data-dir", tmp_path / "D", "--benih", 3, "--json").facts
    assert facts["berhasil"] is True
    assert (facts["kelompok"], facts["anggota"]) == (80, 400)
    assert facts["folder"] == str(tmp_path / "D")


def test_a_larger_scale_is_more_of_the_same(tmp_path):
    facts = kube("contoh", "--data-dir", tmp_path / "D", "--skala", 2, "--json").facts
    assert (facts["kelompok"], facts["anggota"]) == (160, 800)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--skala", "0"], "Skala harus 1 sampai 1000."),
        (["--skala", "1001"], "Skala harus 1 sampai 1000."),
        (["--benih", "0"], "Benih harus 1 sampai 1000000."),
        (["--benih", "-5"], "Benih harus 1 sampai 1000000."),
    ],
    ids=str,
)
def test_a_scale_or_seed_out_of_range_is_refused(tmp_path, words, sentence):
    said = kube("contoh", "--data-dir", tmp_path / "D", *words)
    assert said.code == 1
    assert said.err.strip() == sentence
    assert not (tmp_path / "D").exists()


@pytest.mark.parametrize("words", [["contoh"], ["kantor"], ["kantor", "--contoh"]], ids=" ".join)
def test_data_that_is_there_is_never_overwritten(laptop, words):
    before = contents(laptop)
    said = kube(*words, "--data-dir", laptop)
    assert said.code == 1
    assert "sudah berisi data KUBE" in said.err
    assert contents(laptop) == before


@pytest.mark.parametrize("words", [["contoh"], ["kantor"], ["kantor", "--contoh"]], ids=" ".join)
@pytest.mark.parametrize("place", ["berkas", "berkas/di-dalam"])
def test_a_place_that_cannot_be_a_folder_is_said(tmp_path, words, place):
    (tmp_path / "berkas").write_text("bukan folder")
    said = kube(*words, "--data-dir", tmp_path / place)
    assert said.code == 1
    assert "tidak dapat dibuat" in said.err
    assert "pilih folder lain" in said.err
    assert (tmp_path / "berkas").read_text() == "bukan folder"


def test_a_new_office_has_a_key_of_its_own_to_hand_out(tmp_path):
    first = kube("kantor", "--data-dir", tmp_path / "O", "--json").facts
    second = kube("kantor", "--data-dir", tmp_path / "P", "--json").facts
    key = (tmp_path / "O" / OFFICE_KEY_FILE).read_text().strip()
    assert key == first["kunci_kantor"] != second["kunci_kantor"]
    assert not is_sample(OfficePublic.from_text(key).box)
    assert checked(tmp_path / "O")["jumlah"]["kelompok"] == 0


def test_a_sample_office_starts_with_the_settings_of_the_province(office):
    facts = checked(office)
    assert facts["jumlah"]["pejabat"] == 4
    assert not (office / OFFICE_KEY_FILE).exists()


def test_only_the_owner_may_look_into_a_new_folder(laptop):
    paths = DataPaths(laptop)
    for folder in (paths.root, paths.backups, paths.attachments, paths.logs):
        assert folder.stat().st_mode & 0o077 == 0
