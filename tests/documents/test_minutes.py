import dataclasses

import pytest
from more_builders import a_replacement, a_taken_group, a_takeover, a_verification
from paper_builders import MEMBERS
from paper_reading import pages, text

from kube_desktop.documents.replacement import render_replacement
from kube_desktop.documents.takeover import render_takeover
from kube_desktop.documents.verification import render_verification


def test_a_check_says_what_was_found_of_group_and_members(paper):
    shown = text(render_verification(a_verification(), paper))
    for words in (
        "BERITA ACARA VERIFIKASI CALON PENERIMA BANTUAN", "TAHUN ANGGARAN 2026",
        "Nomor: BA/007/KUBE-KUBAR/XI/2026",
        "Pada hari ini Kamis tanggal Sembilan Belas bulan November tahun Dua Ribu Dua Puluh Enam",
        "Nomor register : KUBE-6407-2026-014", "1 Jumlah anggota Sesuai 5 dari 5 orang",
        "2 Kelayakan semua anggota Perlu dilengkapi 1 belum dicek", "DTSEN desil 2 Memenuhi",
        "dinyatakan LAYAK untuk diusulkan", "Catatan: Usaha dan anggota", "Verifikator,",
        "Petugas Dinas Sosial Kabupaten", "Mengetahui, Petinggi",
    ):  # fmt: skip
        assert words in shown


@pytest.mark.parametrize("count", [0, 1, 6, 9, 12, 40])
def test_signatures_of_a_check_keep_its_conclusion(paper, count):
    checked = (a_verification().checked * 8)[:count]
    sheets = pages(render_verification(a_verification(checked=checked), paper))
    signed = next(sheet for sheet in sheets if "Verifikator," in sheet)
    assert "dinyatakan LAYAK" in signed
    assert "Petugas Dinas Sosial" in signed


def test_a_replacement_names_both_and_the_group_after_it(paper):
    shown = text(render_replacement(a_replacement(), paper))
    for words in (
        "PENGGANTIAN ANGGOTA KELOMPOK USAHA BERSAMA (KUBE) MEKAR JAYA",
        "Nama Rusdi Lawai Agustina Hangin", "Masa 2 Juli 2025 sampai 19 November 2026",
        "Alasan Pindah", "mulai 19 November 2026",
        "hak dan kewajiban anggota beralih", "5 Agustina Hangin", "Yang diganti,",
    ):  # fmt: skip
        assert words in shown


def test_who_died_does_not_sign_and_an_office_takes_its_books_along(paper):
    shown = text(render_replacement(a_replacement(reason="Meninggal", can_sign=False), paper))
    assert "Yang diganti," not in shown
    office = text(render_replacement(a_replacement(is_office=True), paper))
    assert "PENGGANTIAN PENGURUS" in office
    assert "buku dan kas kelompok" in office


@pytest.mark.parametrize("count", [0, 1, 3, 14, 30])
def test_a_takeover_lists_every_group_above_its_signatures(paper, count):
    groups = tuple(a_taken_group(number) for number in range(1, count + 1))
    sheets = pages(render_takeover(a_takeover(groups=groups), paper))
    whole = " ".join(sheets)
    assert all(f"Mekar Jaya {number}" in whole for number in range(1, count + 1))
    signed = next(sheet for sheet in sheets if "PIHAK KEDUA, Pendamping" in sheet)
    assert "Demikian Berita Acara Serah Terima Pendampingan" in signed
    assert "Contoh Pejabat" in signed


def test_a_taken_group_without_aid_and_visit_says_so(paper):
    bare = dataclasses.replace(a_taken_group(), aid=None, last_visit_on=None, follow_up=None)
    shown = text(render_takeover(a_takeover(groups=(bare,)), paper))
    assert "Belum dikunjungi" in shown
    assert MEMBERS[0].name in shown
