from paper_builders import photos
from paper_reading import pages, text
from report_builders import a_month_report, a_month_visit

from kube_desktop.documents.month_report import render_month_report

CLOSING = "Demikian laporan ini dibuat dengan sebenarnya"


def test_sixty_visits_and_forty_photos_are_all_there(paper):
    visits = tuple(a_month_visit(problems=f"Masalah ke-{n} selesai.") for n in range(60))
    sheets = pages(render_month_report(a_month_report(visits=visits, photos=photos(40)), paper))
    shown = " ".join(sheets)
    assert all(f"Masalah ke-{n} selesai" in shown for n in range(60))
    assert shown.count("Penyerahan barang") == 40
    assert sum("Progres capaian" in sheet for sheet in sheets) > 3


def test_the_signatures_never_stand_alone(paper):
    for count in range(1, 40, 2):
        report = a_month_report(visits=(a_month_visit(),) * count, photos=())
        last = pages(render_month_report(report, paper))[-1]
        assert "Mengetahui" in last
        assert CLOSING in last


def test_an_empty_month_says_so(paper):
    shown = text(render_month_report(a_month_report(visits=(), plans=(), photos=()), paper))
    for words in ("Tidak ada kunjungan", "Tidak ada kelompok", "Tidak ada foto", CLOSING):
        assert words in shown
