import pytest
from paper_reading import pages, text
from report_builders import (
    a_group_profile,
    a_profile_asset,
    a_profile_handover,
    a_profile_member,
    a_profile_visit,
)
from reportlab.pdfgen.canvas import Canvas

from kube_desktop.documents.charts import LineChart, Series, scale_top
from kube_desktop.documents.contents_reports import TrendMonth
from kube_desktop.documents.group_profile import render_group_profile


def test_an_extreme_group_fits_on_two_pages(paper):
    profile = a_group_profile(
        members=tuple(a_profile_member(name=f"Nama Anggota {n}") for n in range(20)),
        handovers=(a_profile_handover(),) * 6,
        assets=(a_profile_asset(name="Mesin pengemas vakum dua tungku besar"),) * 14,
        visits=(a_profile_visit(problems="Harga bahan naik, keuntungan menipis sekali."),) * 5,
    )
    assert len(pages(render_group_profile(profile, paper))) == 2


def test_a_new_group_has_a_profile_of_one_page(paper):
    profile = a_group_profile(
        members=(), handovers=(), handed_over=0, assets=(), visits=(), evaluations=(), trend=()
    )
    sheets = pages(render_group_profile(profile, paper))
    assert len(sheets) == 1
    for words in ("Belum ada anggota", "Belum ada serah terima", "Belum ada kunjungan",
                  "Belum ada evaluasi", "Omzet dan kas belum dicatat"):  # fmt: skip
        assert words in sheets[0]


def test_the_chart_names_what_it_shows(paper):
    shown = text(render_group_profile(a_group_profile(), paper))
    for words in ("Omzet sebulan", "Kas kelompok", "Sep 26", "Nov 26", "Rp6 juta"):
        assert words in shown
    only_cash = (TrendMonth(label="Sep 26", turnover=None, cash=5),)
    assert "Omzet sebulan" not in text(
        render_group_profile(a_group_profile(trend=only_cash), paper)
    )


def test_a_gap_breaks_the_line_and_is_no_zero(tmp_path, monkeypatch):
    chart = LineChart("ABCD", [Series("x", (1, None, 3, 4))], (300, 100), str)
    chart.canv = Canvas(str(tmp_path / "x.pdf"))
    lines, dots = [], []
    monkeypatch.setattr(chart.canv, "line", lambda *ends: lines.append(ends))
    monkeypatch.setattr(chart.canv, "circle", lambda *place, **_: dots.append(place))
    chart._draw_values()
    assert (len(lines), len(dots)) == (1, 3)


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 4), (3, 4), (4, 4), (5, 8), (20, 20), (21, 24), (80, 80), (97, 100),
     (4_350_000, 6_000_000), (9_999_999, 10_000_000)],
)  # fmt: skip
def test_scales_end_at_round_numbers(most, top):
    assert scale_top(most) == top
