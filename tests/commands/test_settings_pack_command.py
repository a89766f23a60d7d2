"""Settings travel from the office to a laptop by two commands."""

from command_line import kube


def test_a_pack_of_the_sample_office_reaches_the_sample_laptop(tmp_path):
    office, laptop = tmp_path / "kantor", tmp_path / "laptop"
    assert kube("kantor", "--data-dir", office, "--contoh").code == 0
    assert kube("contoh", "--data-dir", laptop).code == 0
    made = kube("paket", "--data-dir", office, "--ke", tmp_path, "--json")
    assert made.code == 0, made.text
    path = made.facts["berkas"]
    assert path.endswith(".kube-pengaturan")
    seen = kube("pakai-paket", path, "--data-dir", laptop, "--pratinjau", "--json").facts
    assert seen["nomor"] == 1
    assert not seen["perlu_cocokkan"]  # the sample laptop knows the sample office
    used = kube("pakai-paket", path, "--data-dir", laptop)
    assert (used.code, used.err) == (0, "")
    assert "Paket pengaturan nomor 1 dari" in used.out
    assert kube("paket", "--data-dir", laptop, "--ke", tmp_path).code != 0


def test_a_bad_file_is_said_and_an_unknown_office_needs_yes(tmp_path):
    office, laptop = tmp_path / "kantor", tmp_path / "laptop"
    assert kube("kantor", "--data-dir", office).code == 0
    assert kube("contoh", "--data-dir", laptop).code == 0
    target = tmp_path / "p.kube-pengaturan"
    assert kube("paket", "--data-dir", office, "--ke", target).code == 0
    said = kube("pakai-paket", target, "--data-dir", laptop, "--ya")
    assert said.code != 0
    assert "kantor yang sebenarnya" in said.text
    assert kube("pakai-paket", tmp_path / "tiada", "--data-dir", laptop).code != 0
    assert kube("pakai-paket", office, "--data-dir", laptop).code != 0
