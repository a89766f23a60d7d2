"""Small, seeded slices of the long campaigns; `python -m campaigns` runs them in full."""

import shutil

import pytest

from campaigns import codes
from campaigns.convergence import converge
from campaigns.deaths import die_often
from campaigns.scans import bring_scans_back
from campaigns.secrecy import files_in, found_in, look_for_names
from kube_desktop.domain.papers import PaperKind


def test_a_killed_program_loses_two_seconds_of_typing_at_most_and_leaves_nothing_half(tmp_path):
    report = die_often(tmp_path, times=2, seed=20)
    assert report.failures == []
    assert report.facts["mati"] == 2


@pytest.mark.slow
def test_random_edits_on_two_laptops_end_equal_at_two_offices(tmp_path):
    report = converge(tmp_path, edits=40, seed=5)
    assert report.failures == []
    assert report.facts["perubahan digabung"] > 8000


def test_codes_on_bad_scans_are_read_and_changes_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(codes, "RESOLUTIONS", (200,))
    monkeypatch.setattr(codes, "KINDS", (PaperKind.BAST,))
    monkeypatch.setattr(shutil, "which", lambda _: None)  # the other reader is for the long run
    report = codes.read_bad_scans(tmp_path, papers=1, seed=3)
    assert report.failures == []
    assert report.facts["200 dpi, terbaca oleh kami"] == report.facts["200 dpi, kode"] == 6
    assert report.facts["huruf kode diubah"] > 150


@pytest.mark.slow
def test_scans_of_signed_papers_file_themselves(tmp_path):
    report = bring_scans_back(tmp_path, pages=4, seed=3, with_strangers=False)
    assert report.failures == []
    assert report.facts["masuk sendiri dengan benar"] == 4


def test_no_nik_and_no_name_stands_in_any_file(tmp_path):
    report = look_for_names(tmp_path, seed=1, every=8, with_window=False)
    assert report.failures == []
    assert report.facts["rahasia dicari"] > 150
    assert report.facts["berkas diperiksa"] > 8


def test_the_search_for_names_finds_a_name_in_any_encoding(tmp_path):
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        (tmp_path / f"{encoding}.bin").write_bytes(b"\x00" + "x Siti Aminah y".encode(encoding))
    (tmp_path / "other.bin").write_bytes(b"Budi")
    found = list(found_in(files_in(tmp_path), ["Siti Aminah"]))
    assert len(found) == 3
    assert "Aminah" not in " ".join(found)
