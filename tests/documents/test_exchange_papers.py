from more_builders import a_cover_letter, a_merge
from paper_reading import pages, text

from kube_desktop.documents.cover_letter import render_cover_letter
from kube_desktop.documents.merge_minutes import MergedFile, render_merge_minutes


def test_a_letter_says_what_the_office_compares(paper):
    (sheet,) = pages(render_cover_letter(a_cover_letter(), paper))
    for words in (
        "SURAT PENGANTAR Nomor: 005/KUBE/XI/2026", "Kepada Yth. Kepala Dinas Sosial Provinsi",
        "KUBE_KutaiBarat_Rina_2026-11-19_0830.kube", "– kelompok 80",
        "Kode periksa : 7F3A–92C1", "Enam kata laptop : abang kopi rotan senja tikar udara",
        "Ukuran berkas : 184 KB", "Diterima tanggal ……", "Pengirim, Pendamping KUBE",
    ):  # fmt: skip
        assert words in sheet


def test_minutes_of_a_merge_name_every_file_and_the_fingerprint(paper):
    files = tuple(
        MergedFile(name=f"kiriman_{number}.kube", sender="Rina", outcome="Digabung")
        for number in range(40)
    )
    sheets = pages(render_merge_minutes(a_merge(files=files, merged=40), paper))
    whole = " ".join(sheets)
    assert "telah digabungkan 40 (empat puluh) berkas" in whole
    assert all(f"kiriman_{number}.kube" in whole for number in range(40))
    signed = next(sheet for sheet in sheets if "Petugas penggabungan," in sheet)
    assert " ".join(["0123abcd"] * 8) in signed
    assert "sidik isi yang sama" in signed


def test_minutes_say_period_hash_and_changes_of_a_file_and_that_it_was_taken_back(paper):
    shown = text(render_merge_minutes(a_merge(), paper))
    for words in (
        "2 Okt 2026", "18 Nov 2026", "91be f5d1 ebbc 3c7b", "412 perubahan",
        "Sesudah penggabungan ini dibatalkan", "laptop dipakai latihan",
    ):  # fmt: skip
        assert words in shown


def test_a_merge_of_an_older_program_says_only_what_it_noted(paper):
    shown = text(render_merge_minutes(a_merge(parallel=None, differences=None), paper))
    assert "menunggu keputusan" not in shown
    assert "rusak.kube – – – Ditolak" in shown
    quiet = text(render_merge_minutes(a_merge(parallel=0, differences=0), paper))
    assert "Tidak ada isian yang diubah dua pihak" in quiet
