import dataclasses
from datetime import date

import pytest
from paper_builders import LETTERHEAD, a_picture, a_visit, photos
from paper_reading import pages, text

from kube_desktop.documents.content import Attendee, GoodsCondition, Scheme
from kube_desktop.documents.visit_report import render_visit_report

CLOSING = "Laporan ini dibuat berdasarkan keadaan yang sebenarnya"


def test_a_report_tells_everything_found_at_the_visit(paper):
    shown = text(render_visit_report(a_visit(photos=photos(2)), paper))
    position = 0
    for words in (
        "LAPORAN KUNJUNGAN PENDAMPINGAN KUBE", "KUBE Mekar Jaya (Peternakan ayam petelur)",
        "Pendamping : Rina Wulandari", "Selasa, 15 Desember 2026, pukul 09.00–11.30 WITA",
        "Kandang kelompok", "Pendampingan, tatap muka, kunjungan ke-3", "Memeriksa pembukuan",
        "Peserta hadir 4 dari 5 anggota (80%), ditambah 2 orang lain: Siti Aminah (Ketua)",
        "Tidak hadir: Yohanes Lejau", "Manajemen usaha", "Uraian kegiatan", "ayam sehat",
        "Usaha meningkat; omzet bulan ini Rp4.350.000,00; kas kelompok Rp1.250.000,00; saldo",
        "1. Kandang baterai 2 tingkat, 2 unit: ada dan dipakai", "(4 ekor mati)",
        "Janji kunjungan lalu", "Hasil: sudah dilakukan", "Permasalahan Harga pakan naik",
        "Upaya pemecahan", "Rencana tindak lanjut", "Tenggat: 20 Januari 2027", "Rujukan",
        "Penyerahan barang 1", CLOSING, "Melak Ulu, 15 Desember 2026", "Pendamping,",
        "Ketua KUBE Mekar Jaya", "Mengetahui,",
    ):  # fmt: skip
        found = shown.find(words, position)
        assert found >= 0, words
        position = found


def test_only_treated_topics_are_ticked(paper):
    shown = text(render_visit_report(a_visit(), paper))
    assert shown.count("√") == 3
    assert "√ Pembukuan" in shown


def test_an_ordinary_report_with_logo_and_two_photos_fits_one_page(paper):
    head = dataclasses.replace(LETTERHEAD, logo=a_picture(200, 220, "PNG"))
    assert len(pages(render_visit_report(a_visit(letterhead=head, photos=photos(2)), paper))) == 1


@pytest.mark.parametrize("lines", range(1, 60, 3))
def test_signatures_keep_their_sentence_however_long_the_report(paper, lines):
    content = a_visit(activities="Baris kegiatan yang cukup panjang.\n" * lines, photos=photos(3))
    sheets = pages(render_visit_report(content, paper))
    signed = next(sheet for sheet in sheets if "Mengetahui," in sheet)
    assert CLOSING in signed
    assert sum(sheet.count("Baris kegiatan") for sheet in sheets) == lines


def test_the_longest_text_goes_on_over_pages_without_a_gap(paper):
    content = a_visit(activities="kegiatan " * 444, problems="masalah " * 500)
    sheets = pages(render_visit_report(content, paper))
    assert "kegiatan" in sheets[0]
    assert sum(sheet.count("kegiatan ") for sheet in sheets) >= 444
    assert sum(sheet.count("masalah") for sheet in sheets) >= 500


def test_unknown_parts_are_dashes_and_needed_ones_dots(paper):
    content = a_visit(
        visited_on=None, activities=None, problems=None, solutions=None, follow_up=None,
        business_condition=None, goods=(), attendees=(), topics=(), last_follow_up=None,
        referral=None, purpose=None, kind=None, method=None, visit_number=None, turnover=None,
        cash=None, iks=None, started_at=None,
    )  # fmt: skip
    shown = text(render_visit_report(content, paper))
    assert "Permasalahan –" in shown
    assert "Uraian kegiatan ……" in shown
    assert "Usaha ……" in shown
    assert "Kondisi barang bantuan –" in shown
    assert "Janji kunjungan lalu" not in shown
    assert "Materi" not in shown
    assert "0 dari 0 anggota" not in shown


def test_a_deadline_without_a_plan_is_not_invented(paper):
    shown = text(render_visit_report(a_visit(follow_up=" ", due_on=date(2027, 1, 20)), paper))
    assert "Tenggat" not in shown


def test_a_single_recipient_can_be_visited(paper):
    content = a_visit(
        scheme=Scheme.UEP, group_name="Siti Aminah", business_type=None,
        attendees=(Attendee(name="Siti Aminah"),), goods=(GoodsCondition(name="Oven"),),
        acknowledged_by=None,
    )  # fmt: skip
    shown = text(render_visit_report(content, paper))
    assert "LAPORAN KUNJUNGAN PENDAMPINGAN UEP" in shown
    assert "Nama penerima : Siti Aminah" in shown
    assert "1. Oven: –" in shown
    assert "Mengetahui" not in shown
