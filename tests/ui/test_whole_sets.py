"""The papers of one handover as one job: which, in which order, how many of each."""

import pytest
from fake_printers import EPSON, PdfPrinters
from pages import session_over
from print_bench import BAST, WIDE, Bench, record, several, status_of
from pypdf import PdfReader
from PySide6.QtCore import Qt

from kube_desktop.domain.aid import AidForm, HandoverStatus
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.services.printing.sets import SetPaper, papers_of
from kube_desktop.ui.printing.extras import ExtrasPane
from kube_desktop.ui.printing.printers import silent_printer
from kube_desktop.ui.session import PrintOrder

RECEIPT = PaperKind.RECEIPT


@pytest.fixture
def session(data_paths, clock, look):
    with session_over(data_paths, clock) as session:
        yield session


@pytest.fixture
def bench(qtbot, session, tmp_path):
    return Bench(qtbot, session, PdfPrinters(tmp_path), tmp_path, WIDE)


def pages_of(session, kind, handover):
    made = session.services().printing.make(kind, handover, PaperSize.A4)
    path = session.paths.root / "made.pdf"
    path.write_bytes(made.pdf)
    return len(PdfReader(path).pages)


def notes(session):
    rows = session.services().workplace.database.reader.rows(
        "SELECT paper, copies FROM prints ORDER BY id"
    )
    return [tuple(row) for row in rows]


def test_a_set_is_one_job_with_as_many_originals_of_each_paper_as_it_needs(bench, session):
    handover = record(session)
    bench.open(handover, copies=3)
    bench.desk.options.extras.box(RECEIPT).setChecked(True)
    bench.key(Qt.Key.Key_Return)
    assert len(bench.printers.jobs) == 1
    # The pages go out paper after paper; the driver is not asked for copies of the whole.
    assert bench.printers.setups[0].copies == 1
    pages = 3 * pages_of(session, BAST, handover) + 2 * pages_of(session, RECEIPT, handover)
    assert len(PdfReader(bench.printers.jobs[0]).pages) == pages
    assert notes(session) == [("bast", 3), ("kuitansi", 2)]
    assert f"3 rangkap dan 1 kertas lain dikirim ke {EPSON}" in bench.texts()


def test_what_went_along_last_time_is_ticked_again(bench, session):
    first, second = several(session, 2)
    bench.open(first)
    bench.desk.options.extras.box(RECEIPT).setChecked(True)
    bench.settle()
    bench.page.close()
    bench.open(second)
    assert RECEIPT in bench.desk.options.extras.chosen
    assert bench.desk.paper.paper.page_count > pages_of(session, BAST, second)


def test_the_set_that_was_asked_for_once_is_not_ticked_for_the_next(bench, session):
    first, second = several(session, 2)
    bench.page.open(PrintOrder(BAST, (first,), with_set=True))
    bench.settle()
    assert bench.desk.options.extras.whole.checkState() is Qt.CheckState.Checked
    bench.page.close()
    bench.page.open(PrintOrder(BAST, (first, second)))
    bench.settle()
    assert bench.desk.options.extras.chosen == frozenset()
    assert bench.desk.options.extras.box(RECEIPT).text() == "Tanda terima barang"


def test_several_sets_come_group_by_group(bench, session):
    ids = several(session, 2)
    bench.open(*ids)
    bench.desk.options.extras.box(RECEIPT).setChecked(True)
    bench.settle()
    bench.press("Cetak 2 sekarang")
    assert notes(session) == [("bast", 1), ("kuitansi", 2)] * 2
    assert len(bench.printers.jobs) == 2
    assert f"2 BAST dan 2 kertas lain dikirim ke {EPSON}" in bench.texts()


def test_a_printer_that_is_gone_in_the_middle_leaves_pdfs_and_what_was_printed(bench, session):
    ids = several(session)

    def unplug(page):
        if len(bench.printers.jobs) == 2 and page == 1:
            raise silent_printer(EPSON)

    bench.printers.on_page = unplug
    bench.open(*ids)
    bench.press("Cetak 3 sekarang")
    assert f"Printer {EPSON} tidak menjawab. PDF sudah tersimpan." in bench.texts()
    assert "Sudah dicetak: Melati Jaya" in bench.texts()
    assert len(bench.saved()) == 2
    assert [status_of(session, one) for one in ids] == [
        HandoverStatus.PRINTED, HandoverStatus.RECORDED, HandoverStatus.RECORDED
    ]  # fmt: skip
    bench.printers.on_page = lambda _page: None
    bench.press("Coba lagi")
    assert {status_of(session, one) for one in ids} == {HandoverStatus.PRINTED}
    assert len(bench.saved()) == 3


def test_a_paper_that_cannot_be_made_keeps_no_other_from_the_printer(bench, session, monkeypatch):
    handover = record(session)
    printing, made = session.services().printing, session.services().printing.make

    def make(kind, subject, size, version=None):
        if kind is RECEIPT:
            raise DomainError("Bendahara belum diisi.")
        return made(kind, subject, size)

    session.preferences.extra_papers = frozenset({RECEIPT})
    monkeypatch.setattr(printing, "make", make)
    bench.open(handover)
    box = bench.desk.options.extras.box(RECEIPT)
    assert not box.isEnabled()
    assert box.toolTip() == "Bendahara belum diisi."
    bench.key(Qt.Key.Key_Return)
    assert len(bench.printers.jobs) == 1
    assert status_of(session, handover) is HandoverStatus.PRINTED


def test_in_a_batch_the_missing_paper_of_one_group_is_named(bench, session, monkeypatch):
    poor, whole = several(session, 2)
    printing, made = session.services().printing, session.services().printing.make

    def make(kind, subject, size, version=None):
        if kind is RECEIPT and subject == poor:
            raise DomainError("Bendahara belum diisi.")
        return made(kind, subject, size)

    bench.open(whole, poor)
    bench.desk.options.extras.box(RECEIPT).setChecked(True)
    monkeypatch.setattr(printing, "make", make)
    bench.press("Cetak 2 sekarang")
    assert notes(session) == [("bast", 1), ("kuitansi", 2), ("bast", 1)]
    assert "Belum dapat dibuat: Tanda terima Melati Jaya" in bench.texts()
    assert "Bendahara belum diisi." in bench.texts()


def test_the_set_has_its_order_and_the_office_its_say(session):
    handover = record(session)
    lists = session.lists
    kinds = [one.kind for one in papers_of(lists, handover)]
    assert kinds == [BAST, RECEIPT, PaperKind.RECEIPT_LIST, PaperKind.PLEDGE]
    assert [one.copies for one in papers_of(lists, handover)] == [3, 2, 2, 1]
    assert papers_of(lists, record(session, 20, form=AidForm.MONEY))[1].label == "Kuitansi"


@pytest.fixture
def pane(qtbot):
    pane = ExtrasPane()
    qtbot.addWidget(pane)
    papers = [
        SetPaper(RECEIPT, "Tanda terima barang", 2),
        SetPaper(PaperKind.VISIT_REPORT, "Laporan kunjungan", 1),
    ]
    pane.offer(papers, frozenset({"kunjungan"}))
    pane.show()
    return pane


def test_the_whole_set_is_one_tick(pane, qtbot):
    assert pane.chosen == {PaperKind.VISIT_REPORT}
    assert pane.whole.checkState() is Qt.CheckState.PartiallyChecked
    with qtbot.waitSignal(pane.changed):
        pane.whole.click()
    assert pane.chosen == {RECEIPT, PaperKind.VISIT_REPORT}
    pane.whole.click()
    assert pane.chosen == frozenset()
    assert pane.whole.checkState() is Qt.CheckState.Unchecked


def test_a_tick_says_how_many_sheets_it_takes(pane):
    pane.show_pages({RECEIPT: 1, PaperKind.VISIT_REPORT: 2})
    assert pane.box(RECEIPT).text() == "Tanda terima barang (1 lembar, 2 rangkap)"
    assert pane.box(PaperKind.VISIT_REPORT).text() == "Laporan kunjungan (2 lembar)"
    pane.set_compact(compact=True)
    assert pane.box(RECEIPT).text() == "Tanda terima barang"
    assert pane.box(RECEIPT).accessibleName() == "Tanda terima barang (1 lembar, 2 rangkap)"
