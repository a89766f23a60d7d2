from command_line import kube


def test_a_saved_paper_is_checked_by_its_file_and_by_its_code(laptop, tmp_path):
    saved = kube(
        "cetak", "bast", "--data-dir", laptop, "--semua", "--batas", "1", "--ke", tmp_path, "--json"
    )
    (path,) = saved.facts["berkas"]
    said = kube("periksa-dokumen", path, "--data-dir", laptop, "--json")
    assert said.code == 0
    (paper,) = {one["judul"]: one for one in said.facts["kertas"]}.values()
    assert [lamp["warna"] for lamp in paper["lampu"]][:2] == ["hijau", "hijau"]
    plain = kube("periksa-dokumen", path, "--data-dir", laptop)
    assert "Tanda kode: Sah (hijau)" in plain.out


def test_what_is_no_file_and_no_code_is_said(laptop, tmp_path):
    said = kube("periksa-dokumen", tmp_path / "tidak-ada.jpg", "--data-dir", laptop)
    assert (said.code, "tidak ada" in said.err) == (1, True)
    note = tmp_path / "catatan.txt"
    note.write_text("bukan gambar")
    said = kube("periksa-dokumen", note, "--data-dir", laptop)
    assert (said.code, "bukan foto" in said.err) == (1, True)
