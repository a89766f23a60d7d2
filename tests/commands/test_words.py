import pytest
from command_line import kube

from kube_desktop.commands.parsing import USAGE


@pytest.mark.parametrize("words", [["bantuan"], ["--bantuan"], ["--help"], ["-h"]])
def test_help_lists_every_command_with_its_arguments(words):
    said = kube(*words)
    assert said.code == 0
    assert all(line in said.out for line in USAGE.values())


def test_the_version_is_told():
    assert kube("--versi").out.startswith("KUBE Desktop 0.")


def test_an_unknown_command_is_answered_with_those_there_are():
    said = kube("hapus", "--data-dir", "D")
    assert said.code == 2
    assert "“hapus” tidak dikenal" in said.err
    assert USAGE["periksa"] in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["contoh"],
        ["contoh", "--data-dir"],
        ["contoh", "--data-dir", "D", "--skala", "banyak"],
        ["contoh", "--data-dir", "D", "lagi"],
        ["cetak", "--data-dir", "D", "--semua", "--ke", "P"],
        ["cetak", "bast", "--data-dir", "D", "--ke", "P"],
        ["cetak", "bast", "--data-dir", "D", "--semua", "--id", "x", "--ke", "P"],
        ["cetak", "bast", "--data-dir", "D", "--id", "bukan-id", "--ke", "P"],
        ["cetak", "bast", "--data-dir", "D", "--semua", "--kertas", "A3", "--ke", "P"],
        ["cetak", "akta", "--data-dir", "D", "--semua", "--ke", "P"],
        ["kirim", "--data-dir", "D"],
        ["gabung", "--data-dir", "O"],
        ["periksa", "--data-dir", "D", "--semua"],
        ["periksa-dokumen", "--data-dir", "D"],
        ["ubah", "kelompok", "bukan-id", "--data-dir", "D", "--isi", "note=x"],
        ["kunci-kantor", "--data-dir", "D"],
        ["demo", "--jendela"],
    ],
    ids=" ".join,
)
def test_incomplete_or_mistyped_words_are_answered_with_the_right_ones(words):
    said = kube(*words)
    assert said.code == 2
    assert f"Perintah {words[0]} belum lengkap atau salah ketik" in said.err
    assert USAGE[words[0]] in said.err


def test_options_may_stand_before_the_arguments(office, made_package):
    said = kube("gabung", "--json", "--data-dir", office, made_package, "--pratinjau")
    assert said.code == 0
    assert said.facts["pratinjau"] is True


def test_machines_get_every_failure_as_one_object(tmp_path):
    said = kube("periksa", "--data-dir", tmp_path / "tidak-ada", "--json")
    assert said.code == 1
    assert said.err == ""
    assert said.facts["berhasil"] is False
    assert "Belum ada data KUBE" in said.facts["pesan"]


def test_without_a_screen_the_window_is_refused_in_a_sentence(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    said = kube()
    assert said.code == 3
    assert "Tidak ada layar" in said.err


@pytest.mark.parametrize("folder", ["", " "])
def test_the_window_does_not_take_the_present_folder_for_an_empty_name(
    folder, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    said = kube("--data-dir", folder)
    assert said.code == 2
    assert "kosong" in said.err
    assert list(tmp_path.iterdir()) == []
