"""The way back, as a person types it."""

from command_line import kube

from kube_desktop.domain.labels import field_label


def test_kode_terima_balasan_koreksi_and_register_by_command(
    laptop, office, made_package, tmp_path
):
    sent = kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "1.kube", "--json").facts
    assert kube("gabung", tmp_path / "1.kube", "--data-dir", office).code == 0

    said = kube("terima", sent["kode_periksa"], "--data-dir", office, "--json")
    assert len(said.facts["kode_terima"].replace("-", "")) == 10
    assert "salah ketik" in kube("terima", "AAAAA-AAAAA", "--data-dir", laptop).err
    assert (
        "sudah diterima provinsi"
        in kube("terima", said.facts["kode_terima"], "--data-dir", laptop).out
    )
    later = kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "2.kube", "--json").facts
    assert later["perubahan"] == 0
    whole = kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "3.kube", "--semua", "--json")
    assert whole.facts["perubahan"] == sent["perubahan"]

    (seen,) = kube("daftarkan", "--data-dir", office, "--json").facts["laptop"]
    assert seen["keadaan"] == "belum terdaftar"
    words = seen["enam_kata"].split()
    assert "terdaftar" in kube("daftarkan", "--kata", *words, "--data-dir", office).out

    edited = _correct_a_group(laptop, office)
    (tmp_path / "balasan").mkdir()
    said = kube("balas", "--data-dir", office, "--ke", tmp_path / "balasan", "--json")
    (made,) = said.facts["balasan"]
    said = kube("terima-balasan", made["berkas"], "--data-dir", laptop, "--json")
    assert (said.facts["koreksi"], said.facts["semua_diterima"]) == (1, True)
    said = kube("koreksi", "--data-dir", laptop)
    assert field_label("note") in said.out
    assert edited in said.out
    assert kube("koreksi", "--bantah", 1, "--data-dir", laptop).code == 1
    assert kube("koreksi", "--terima", 2, "--data-dir", laptop).code == 1
    assert "1 koreksi diterima" in kube("koreksi", "--terima", 1, "--data-dir", laptop).out
    assert kube("koreksi", "--data-dir", laptop, "--json").facts["koreksi"] == []

    assert kube("cabut", seen["laptop"][:10], "--alasan", "Hilang", "--data-dir", office).code == 0
    said = kube("gabung", tmp_path / "3.kube", "--data-dir", office)
    assert said.code == 1
    assert "dicabut" in said.err


def _correct_a_group(laptop, office):
    """Let the office correct the note of a group the laptop wrote; return the new note."""
    from kube_desktop.paths import DataPaths
    from kube_desktop.services.opening import open_services

    services = open_services(DataPaths(laptop))
    ((found,),) = services.workplace.database.reader.rows(
        "SELECT hex(c.row_id) FROM sync_change c JOIN sync_branch b ON b.replica = c.replica "
        "WHERE c.tbl = 'groups' AND c.op = 'I' ORDER BY c.seq LIMIT 1"
    )
    services.close()
    said = kube("ubah", "kelompok", found, "--data-dir", office, "--isi", "note=Kata kantor")
    assert said.code == 0, said.text
    return "Kata kantor"
