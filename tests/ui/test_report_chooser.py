"""Choosing a recap or report, and what goes to the print page."""

import pytest
from page_bench import copied_session, listen, put_on_screen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kube_desktop.domain.papers import PaperKind, PaperSize, Scope
from kube_desktop.ui.dialogs.reports import ReportChooser, open_reports
from kube_desktop.ui.home.facilitator import FacilitatorHome
from kube_desktop.ui.home.province import ProvinceHome
from kube_desktop.ui.tabs.home import HomeTab


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def office(office_root, tmp_path, look):
    with copied_session(office_root, tmp_path, look) as session:
        yield session


def chosen(qtbot, session, **values):
    """What the chooser orders when it is filled in like this."""
    chooser = ReportChooser(session, 2026)
    qtbot.addWidget(chooser)
    orders = []
    chooser.chosen.connect(orders.append)
    chooser.form.fill({**chooser.form.values(), **values})
    chooser._on_kind()
    chooser.print_button.click()
    return orders


def test_a_facilitator_prints_reports_of_the_own_groups(qtbot, session):
    own = session.lists.office.identity().mentor_id
    (order,) = chosen(qtbot, session)
    assert (order.kind, order.subjects) == (PaperKind.RECAP, (Scope(period="2026", mentor_id=own),))
    (order,) = chosen(qtbot, session, kind=PaperKind.QUARTER_REPORT, quarter=3, region="64.07")
    assert order.subjects == (Scope(period="2026-T3", mentor_id=own),)
    (order,) = chosen(qtbot, session, kind=PaperKind.MONTH_REPORT, month=2)
    assert order.subjects == (Scope(period="2026-02", mentor_id=own),)


def test_the_office_chooses_a_region_and_prints_the_month_of_everybody(qtbot, office):
    (order,) = chosen(qtbot, office, kind=PaperKind.GROUP_LIST, region="64.07")
    assert order.subjects == (Scope(period="2026", region="64.07"),)
    (order,) = chosen(qtbot, office, kind=PaperKind.MONTH_REPORT, month=10)
    assert len(order.subjects) == len(order.names) >= 1
    assert all(scope.mentor_id is not None for scope in order.subjects)
    assert chosen(qtbot, office, kind=PaperKind.MONTH_REPORT, month=1) == []


@pytest.mark.parametrize("where", ["session", "office"])
def test_beranda_leads_to_reports(qtbot, request, where):
    session = request.getfixturevalue(where)
    years = []
    session.window.reports.connect(years.append)
    tab = put_on_screen(qtbot, HomeTab(session))
    board = tab.facilitator or tab.province
    assert isinstance(board, FacilitatorHome | ProvinceHome)
    board.reports_asked.emit()
    tab.print_selected()
    assert years == [2026, 2026]
    assert [one.text for one in tab.offers()][:3] == [
        "Rekap kabupaten/kota 2026", "Daftar KUBE 2026", "Laporan tahunan 2026",
    ]  # fmt: skip


def test_enter_on_the_page_of_choices_opens_the_print_page(qtbot, session):
    heard = listen(session)
    tab = put_on_screen(qtbot, HomeTab(session))
    overlay = open_reports(tab, session, 2026)
    button = overlay.findChild(ReportChooser).print_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.papers[0].kind is PaperKind.RECAP


def test_the_office_counts_what_beranda_counts(office):
    province = office.lists.home.province.numbers(2026, 5, office.today())
    printing = office.services().printing
    content = printing._catalogue[PaperKind.RECAP].gather(Scope(period="2026"))
    total = content.sections[1].table.total
    assert total[2:4] == (str(province.target), str(province.groups))
    assert total[6] == str(province.people)
    made = printing.make(PaperKind.RECAP, Scope(period="2026"), PaperSize.F4)
    assert made.pdf.startswith(b"%PDF")
