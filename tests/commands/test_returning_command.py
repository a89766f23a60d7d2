import pytest
from command_line import kube


def test_scans_of_a_folder_file_themselves_and_are_known_the_second_time(laptop, tmp_path):
    out = tmp_path / "pindaian"
    kube("cetak", "kunjungan", "--data-dir", laptop, "--semua", "--batas", "2", "--ke", out)
    (out / "rusak.pdf").write_bytes(b"%PDF-1.4")
    said = kube("kembali", out, "--data-dir", laptop, "--json")
    assert said.code == 1  # one file was refused
    assert {one["jenis"] for one in said.facts["masuk"]} == {"kunjungan"}
    assert len(said.facts["masuk"]) == 2
    assert [one["berkas"] for one in said.facts["ditolak"]] == ["rusak.pdf"]
    again = kube("kembali", out, "--data-dir", laptop)
    assert "0 halaman masuk ke kertasnya, 2 sudah ada, 0 menunggu di baki." in again.text


@pytest.mark.parametrize("make", [lambda path: path, lambda path: path.mkdir()])
def test_nothing_to_read_is_told_in_a_sentence(laptop, tmp_path, make):
    make(tmp_path / "kosong")
    said = kube("kembali", tmp_path / "kosong", "--data-dir", laptop)
    assert said.code == 1
    assert "tidak" in said.text
