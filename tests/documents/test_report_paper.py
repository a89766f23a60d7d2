from paper_reading import pages, text
from report_builders import a_report, a_table, some_bars

from kube_desktop.documents.contents_reports import ReportSection
from kube_desktop.documents.report import render_report


def test_a_report_tells_its_numbers_charts_and_tables_in_order(paper):
    shown = text(render_report(a_report(), paper))
    position = 0
    for words in (
        "LAPORAN PELAKSANAAN", "Provinsi Kalimantan Timur", "A. Ringkasan", "Semua berjalan.",
        "Kelompok 80", "B. Capaian", "Target", "Realisasi", "Penajam", "Tahun ini", "2 PPU 17",
        "Jumlah 17", "C. Masalah", "Tidak ada.", "Samarinda, 30 November 2026", "Mengetahui,",
    ):  # fmt: skip
        found = shown.find(words, position)
        assert found >= 0, words
        position = found


def test_a_long_table_repeats_its_head_and_parts_no_heading_from_its_rows(paper):
    rows = tuple(
        row for n in range(30) for row in ((f"Wilayah {n}",), *((str(n), "Paser", "1"),) * 7)
    )
    section = ReportSection(heading="Daftar", table=a_table(rows=rows))
    sheets = pages(render_report(a_report(sections=(section,)), paper))
    full = sheets[:-1]
    assert len(full) > 2
    assert all("No Wilayah Kelompok" in sheet for sheet in full)
    for sheet in full:
        before_foot = sheet.partition(" dicetak dari")[0]
        assert not before_foot.rstrip("0123456789").endswith("Wilayah ")


def test_the_signature_is_never_without_a_sentence(paper):
    for count in range(1, 60, 3):
        section = ReportSection(heading="X", bars=(some_bars(),),
                                table=a_table(rows=(("1", "Paser", "1"),) * count))  # fmt: skip
        last = pages(render_report(a_report(sections=(section,)), paper))[-1]
        assert "Mengetahui" in last
        assert "Dibuat dari catatan" in last
