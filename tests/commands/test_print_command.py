from pathlib import Path

import pytest
from command_line import contents, kube
from pypdf import PdfReader

from kube_desktop.domain.papers import PaperKind
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services

A_STRANGER = "01900000-0000-7000-8000-000000000000"
SHEETS = {"A4": (595, 842), "F4": (609, 935)}
SENTENCES = {
    "bast": "Serah terima ini tidak ada atau sudah dihapus.",
    "kuitansi": "Serah terima ini tidak ada atau sudah dihapus.",
    "daftar-terima": "Serah terima ini tidak ada atau sudah dihapus.",
    "pernyataan": "Serah terima ini tidak ada atau sudah dihapus.",
    "verifikasi": "Kelompok ini tidak ada atau sudah dihapus.",
    "penggantian": "Penggantian anggota ini tidak ada atau sudah dihapus.",
    "serah-pendampingan": "Serah terima pendampingan ini tidak ada atau sudah dihapus.",
    "pengantar": "Kiriman ini tidak ada atau sudah dihapus.",
    "penggabungan": "Penggabungan ini tidak ada atau sudah dihapus.",
    "kunjungan": "Kunjungan ini tidak ada atau sudah dihapus.",
}
TABLES = {
    "bast": "handovers",
    "kuitansi": "handovers",
    "daftar-terima": "handovers",
    "pernyataan": "handovers",
    "verifikasi": "groups",
    "penggantian": "memberships WHERE replaces_id IS NOT NULL",
    "kunjungan": "visits",
}


@pytest.fixture(scope="session")
def some_ids(made_sample):
    """Two handovers and two visits of the sample laptop, as words of a command."""
    services = open_services(DataPaths(made_sample))
    reader = services.workplace.database.reader
    found = {
        kind: [row[0].hex() for row in reader.rows(f"SELECT id FROM {table} ORDER BY id LIMIT 2")]  # noqa: S608
        for kind, table in TABLES.items()
    }
    services.close()
    return found


@pytest.mark.parametrize("paper", TABLES)
@pytest.mark.parametrize("size", SHEETS)
def test_papers_of_records_are_saved_on_the_wanted_sheet(laptop, some_ids, tmp_path, paper, size):
    folder = tmp_path / "kertas" / "baru"
    said = kube(
        "cetak", paper, "--data-dir", laptop, "--id", *some_ids[paper], "--kertas", size,
        "--ke", folder, "--json",
    )  # fmt: skip
    assert said.code == 0
    files = sorted(folder.iterdir())
    assert sorted(said.facts["berkas"]) == [str(path) for path in files]
    assert said.facts["jumlah"] == len(files) == 2
    for path in files:
        box = PdfReader(path).pages[0].mediabox
        assert (round(box.width), round(box.height)) == SHEETS[size]


def test_all_papers_of_a_kind_are_counted(laptop, tmp_path):
    said = kube("cetak", "bast", "--data-dir", laptop, "--semua", "--ke", tmp_path / "P")
    assert said.code == 0
    count = len(list((tmp_path / "P").glob("*.pdf")))
    assert said.out.startswith(f"{count} BAST (A4) tersimpan di ")
    assert count == 75


def test_every_kind_of_paper_is_made_at_once(laptop, tmp_path):
    said = kube(
        "cetak", "semua", "--data-dir", laptop, "--batas", "1", "--kertas", "F4",
        "--ke", tmp_path / "P", "--json",
    )  # fmt: skip
    assert said.code == 0
    missing = {kind for kind, count in said.facts["per_jenis"].items() if not count}
    assert missing == {"penggabungan"}  # only an office merges
    assert len(said.facts["berkas"]) == len(list((tmp_path / "P").iterdir())) == len(PaperKind) - 1


def test_an_office_that_merged_a_laptop_has_every_kind_of_paper(office, made_package, tmp_path):
    kube("gabung", "--data-dir", office, made_package)
    said = kube("cetak", "semua", "--data-dir", office, "--batas", "1", "--ke", tmp_path / "P")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["1"] * len(PaperKind)
    (letter,) = (tmp_path / "P").glob("Surat-pengantar_*.pdf")
    text = " ".join(PdfReader(letter).pages[0].extract_text().split())
    for words in ("rina.kube", "Rina Wulandari", "serai santan kabut nenek rimba hangat"):
        assert words in text


def test_kinds_without_any_record_are_named(tmp_path):
    kube("kantor", "--data-dir", tmp_path / "O")
    said = kube("cetak", "semua", "--data-dir", tmp_path / "O", "--ke", tmp_path / "P")
    assert said.code == 0
    assert said.out.splitlines()[-1].startswith("Belum ada catatannya di folder ini: BAST, ")


@pytest.mark.parametrize("words", [("bast",), ("semua", "--id", A_STRANGER)])
def test_what_shall_be_printed_must_be_clear(laptop, tmp_path, words):
    said = kube("cetak", *words, "--data-dir", laptop, "--ke", tmp_path / "P")
    assert said.code != 0
    assert "belum lengkap atau salah ketik" in said.err
    assert not (tmp_path / "P").exists()


def test_printing_again_changes_no_byte(laptop, some_ids, tmp_path):
    words = (
        "cetak",
        "bast",
        "--data-dir",
        laptop,
        "--id",
        *some_ids["bast"],
        "--ke",
        tmp_path / "P",
    )
    kube(*words)
    before = contents(tmp_path / "P")
    assert kube(*words).code == 0
    assert contents(tmp_path / "P") == before


def test_another_paper_of_the_same_name_is_not_overwritten(laptop, some_ids, tmp_path):
    words = ("cetak", "bast", "--data-dir", laptop, "--id", some_ids["bast"][0], "--ke", tmp_path)
    (path,) = kube(*words, "--json").facts["berkas"]
    Path(path).write_bytes(b"milik orang lain")
    (second,) = kube(*words, "--json").facts["berkas"]
    assert second != path
    assert Path(path).read_bytes() == b"milik orang lain"


@pytest.mark.parametrize("paper", SENTENCES)
def test_a_record_that_is_not_there_is_said(laptop, tmp_path, paper):
    said = kube("cetak", paper, "--data-dir", laptop, "--id", A_STRANGER, "--ke", tmp_path / "P")
    assert (said.code, said.err.strip()) == (1, SENTENCES[paper])


def test_a_place_that_is_no_folder_is_said_and_nothing_is_half_written(laptop, some_ids, tmp_path):
    (tmp_path / "P").write_text("bukan folder")
    said = kube(
        "cetak", "bast", "--data-dir", laptop, "--id", *some_ids["bast"], "--ke", tmp_path / "P"
    )
    assert said.code == 1
    assert "PDF tidak dapat disimpan" in said.err
    assert (tmp_path / "P").read_text() == "bukan folder"


def test_a_sent_file_has_its_letter_and_the_merge_its_minutes(laptop, office, tmp_path):
    kube("kirim", "--data-dir", laptop, "--ke", tmp_path / "kiriman.kube")
    kube("gabung", "--data-dir", office, tmp_path / "kiriman.kube")
    letters = kube("cetak", "pengantar", "--data-dir", laptop, "--semua", "--ke", tmp_path / "P")
    assert letters.out.startswith("2 Surat pengantar (A4)")
    said = kube(
        "cetak", "penggabungan", "--data-dir", office, "--semua", "--kertas", "F4",
        "--ke", tmp_path / "P", "--json",
    )  # fmt: skip
    (path,) = said.facts["berkas"]
    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    for words in ("1 (satu) berkas", "kiriman.kube", "Rina Wulandari", "kelompok 78", "Digabung"):
        assert words in text


def test_nothing_to_print_is_no_failure(tmp_path):
    kube("kantor", "--data-dir", tmp_path / "O")
    said = kube("cetak", "bast", "--data-dir", tmp_path / "O", "--semua", "--ke", tmp_path / "P")
    assert (said.code, said.out.split(" ")[0]) == (0, "0")
