import threading

import pytest
from builders import a_visit, an_item
from fake_printers import CANON, EPSON, PdfPrinters
from hypothesis import given
from hypothesis import strategies as st
from pages import Heard, button, nameless, session_over, shown, too_small, unreached
from print_bench import BAST, COMPACT, WIDE, Bench, record, several, status_of
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListWidget

from campaigns.rulers import measure
from kube_desktop.domain.aid import AidForm, HandoverStatus
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.ui.printing.printers import PrintSetup, page_size
from kube_desktop.ui.printing.ruler_sheet import MARK_FROM_EDGE_MM, RULER_MM, ruler_sheet
from kube_desktop.ui.printing.sheets import (
    PRINT_DPI,
    SheetRenderer,
    combine,
    inked_rows,
    page_count,
)
from kube_desktop.ui.session import PrintOrder
from kube_desktop.ui.tasks import Progress


@pytest.fixture
def session(data_paths, clock, look):
    with session_over(data_paths, clock) as session:
        yield session


@pytest.fixture
def heard(session):
    return Heard(session.window)


@pytest.fixture
def handover(session):
    return record(session)


@pytest.fixture
def printers(tmp_path):
    return PdfPrinters(tmp_path)


@pytest.fixture
def bench(qtbot, session, printers, tmp_path):
    return Bench(qtbot, session, printers, tmp_path, WIDE)


# What is shown.


def test_the_paper_is_shown_with_its_place_among_the_pages(bench, handover):
    bench.open(handover)
    pages = bench.desk.paper.paper.page_count
    assert pages == page_count(
        bench.session.services().printing.make(BAST, handover, PaperSize.A4).pdf
    )
    assert f"1 dari {pages}" in bench.texts()
    assert "Cetak BAST" in bench.texts()
    assert "Melati Jaya" in bench.texts()
    bench.key(Qt.Key.Key_PageDown)
    assert f"2 dari {pages}" in bench.texts()


def test_another_sheet_is_laid_out_anew_and_remembered_for_the_printer(bench, handover):
    bench.open(handover)
    options = bench.desk.options
    options.set_size(PaperSize.F4)
    options.paper_changed.emit()
    bench.settle()
    bench.page.close()
    bench.open(handover)
    assert options.sheet_size is PaperSize.F4
    assert bench.session.preferences.paper(EPSON) == "F4"
    assert bench.session.preferences.paper(CANON) is None


def test_a_bast_has_three_originals_and_a_visit_report_one(bench, handover):
    bench.open(handover, copies=None)
    assert bench.desk.options.copies == 3
    assert "3 rangkap: kelompok, pendamping, arsip" in bench.texts()
    services = bench.session.services()
    group_id = services.lists.handovers.draft(handover).group_id
    visit = services.mentoring.record(a_visit(group_id=group_id))
    bench.page.close()
    bench.open(visit, kind=PaperKind.VISIT_REPORT, copies=None)
    assert bench.desk.options.copies == 1
    assert "Cetak laporan kunjungan" in bench.texts()


def test_the_receipt_is_shown_behind_the_bast_when_it_is_wanted(bench, handover):
    bench.open(handover)
    alone = bench.desk.paper.paper.page_count
    assert shown(bench.window, QCheckBox)[0].text() == "Cetak juga semua surat pendamping"
    box = bench.desk.options.extras.box(PaperKind.RECEIPT)
    assert box.text().endswith("lembar, 2 rangkap)")
    box.click()
    bench.settle()
    assert bench.desk.paper.paper.page_count > alone


def test_money_gets_a_receipt_of_money(bench, session):
    money = record(session, form=AidForm.MONEY, items=(an_item(name="Modal", unit="paket"),))
    bench.open(money)
    box = bench.desk.options.extras.box(PaperKind.RECEIPT)
    assert box.text().startswith("Kuitansi (1 lembar, 2 ")


def test_what_must_be_right_is_read_aloud_in_big_letters(bench, handover):
    bench.open(handover)
    bench.key(Qt.Key.Key_B)
    assert bench.desk.is_reading
    told = bench.texts()
    for part in (
        "Contoh B, Ketua Melati Jaya", "6407 0545 0685 9001", "Rp6.600.000",
        "enam juta enam ratus ribu rupiah", "Selasa, 17 November 2026",
        "2 unit Mesin jahit", "Contoh Pejabat, S.Sos.",
    ):  # fmt: skip
        assert part in told
    bench.key(Qt.Key.Key_B)
    assert not bench.desk.is_reading


# Printing.


def test_enter_prints_saves_and_notes_the_bast(bench, handover, heard):
    bench.open(handover, copies=3)
    bench.key(Qt.Key.Key_Return)
    assert len(bench.printers.jobs) == 1
    assert bench.printers.setups[0].copies == 3
    assert bench.saved() == ["BAST_Melati-Jaya_2026-11-17_A4.pdf"]
    assert (bench.documents / "Cetak" / "2026").is_dir()
    assert status_of(bench.session, handover) is HandoverStatus.PRINTED
    assert f"3 rangkap dikirim ke {EPSON}. Sudah ditandatangani?" in bench.texts()


def test_enter_that_comes_before_the_paper_is_made_still_prints(qtbot, bench, handover):
    bench.page.open(PrintOrder(BAST, (handover,)))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    bench.settle()
    qtbot.waitUntil(lambda: len(bench.printers.jobs) == 1 and not bench.session.tasks.is_busy)


def test_copies_are_sent_page_by_page_to_a_printer_that_makes_none(bench, handover):
    bench.open(handover, copies=2)
    pages = bench.desk.paper.paper.page_count
    bench.key(Qt.Key.Key_Return)
    assert len(PdfReader(bench.printers.jobs[0]).pages) == 2 * pages


def test_the_signature_is_noted_from_the_page_after_printing(bench, handover, heard):
    bench.open(handover)
    bench.key(Qt.Key.Key_Return)
    bench.press("Tandai ditandatangani")
    assert status_of(bench.session, handover) is HandoverStatus.SIGNED
    assert not bench.page.overlay.isVisible()
    assert heard.toasts[-1][0] == "1 BAST ditandai sudah ditandatangani"


def test_a_second_enter_does_not_sign(bench, handover):
    bench.open(handover)
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Return)
    assert not bench.page.overlay.isVisible()
    assert status_of(bench.session, handover) is HandoverStatus.PRINTED


def test_later_leaves_the_bast_printed(bench, handover):
    bench.open(handover)
    bench.key(Qt.Key.Key_Return)
    bench.press("Nanti")
    assert not bench.page.overlay.isVisible()
    assert status_of(bench.session, handover) is HandoverStatus.PRINTED


def test_the_receipt_goes_along_as_one_document(bench, handover):
    bench.open(handover)
    bench.desk.options.extras.box(PaperKind.RECEIPT).setChecked(True)
    bench.settle()
    bench.key(Qt.Key.Key_Return)
    assert len(bench.printers.jobs) == 1
    assert [name.partition("_")[0] for name in bench.saved()] == ["BAST", "Tanda-terima"]


def test_the_last_printer_is_proposed_again(bench, handover):
    bench.open(handover)
    bench.desk.options._printer.set_value(CANON)
    bench.desk.options.printer_changed.emit()
    bench.page.close()
    bench.open(handover)
    assert bench.desk.options.printer == CANON


def test_a_signed_bast_is_printed_as_a_copy(bench, handover):
    bench.session.services().aid.mark(handover, HandoverStatus.SIGNED)
    bench.open(handover)
    assert "BAST ini sudah ditandatangani" in bench.texts()
    bench.press("Cetak salinan")
    assert status_of(bench.session, handover) is HandoverStatus.SIGNED
    assert "Tandai ditandatangani" not in [one.text() for one in bench.desk.outcome.buttons]


def test_an_incomplete_group_cannot_print_its_first_bast(bench, session):
    handover = record(session, size=4)
    bench.open(handover)
    assert "Belum dapat dicetak. Anggota baru 4 dari 5 orang." in bench.texts()
    bench.key(Qt.Key.Key_Return)
    assert bench.printers.jobs == []
    assert status_of(session, handover) is HandoverStatus.RECORDED


def test_a_deleted_handover_is_explained(bench, handover):
    bench.session.services().aid.withdraw(handover)
    bench.open(handover)
    assert "Serah terima ini sudah dihapus." in bench.texts()
    bench.press("Tutup")
    assert not bench.page.overlay.isVisible()


# When the printer does not.


def test_a_silent_printer_leaves_a_pdf_and_says_so(bench, handover):
    bench.printers.is_silent = True
    bench.open(handover)
    bench.key(Qt.Key.Key_Return)
    assert f"Printer {EPSON} tidak menjawab. PDF sudah tersimpan." in bench.texts()
    assert bench.saved() == ["BAST_Melati-Jaya_2026-11-17_A4.pdf"]
    assert status_of(bench.session, handover) is HandoverStatus.RECORDED
    bench.printers.is_silent = False
    bench.press("Coba lagi")
    assert len(bench.printers.jobs) == 1
    assert status_of(bench.session, handover) is HandoverStatus.PRINTED


def test_after_a_silent_printer_the_pdf_goes_to_a_flash_disk(bench, handover):
    bench.printers.is_silent = True
    bench.open(handover)
    bench.key(Qt.Key.Key_Return)
    bench.press("Simpan PDF ke flashdisk")
    assert [one.name for one in bench.flash_disk.iterdir()] == [
        "BAST_Melati-Jaya_2026-11-17_A4.pdf"
    ]


def test_without_a_printer_saving_is_the_way(qtbot, session, tmp_path, handover):
    bench = Bench(qtbot, session, PdfPrinters(tmp_path, names=()), tmp_path, WIDE)
    bench.open(handover)
    hint = "Belum ada printer. PDF dapat dicetak di tempat fotokopi."
    assert bench.texts().count(hint) == 1
    assert bench.desk.options.print_button.isHidden()
    bench.key(Qt.Key.Key_Return)
    assert len(list(bench.flash_disk.iterdir())) == 1
    assert status_of(session, handover) is HandoverStatus.PRINTED


def test_saving_a_pdf_beside_a_printer_does_not_count_as_printing(bench, handover):
    bench.open(handover)
    bench.press("Simpan PDF")
    assert len(list(bench.flash_disk.iterdir())) == 1
    assert status_of(bench.session, handover) is HandoverStatus.RECORDED
    assert bench.session.preferences.last_folder == bench.flash_disk


def test_a_folder_that_cannot_be_written_is_explained(bench, handover):
    bench.flash_disk.write_text("bukan folder")
    bench.open(handover)
    bench.press("Simpan PDF")
    assert "PDF tidak dapat disimpan" in bench.texts()


def test_a_printer_without_f4_is_told_of_and_a4_is_one_press_away(
    qtbot, session, tmp_path, handover
):
    printers = PdfPrinters(tmp_path, knows_f4=False)
    bench = Bench(qtbot, session, printers, tmp_path, WIDE)
    session.preferences.set_paper(EPSON, "F4")
    bench.open(handover)
    assert "Printer ini tidak mengenal F4. Pilih “Folio/8,5 × 13 inci” di printer" in bench.texts()
    bench.press("Ganti ke A4")
    assert bench.desk.options.sheet_size is PaperSize.A4
    assert "tidak mengenal F4" not in bench.texts()


# Several at once.


def test_several_handovers_are_one_job_in_their_order(bench, session):
    ids = several(session)
    bench.open(*ids)
    assert len(bench.desk.options.chosen_records) == 3
    bench.press("Cetak 3 sekarang")
    assert len(bench.printers.jobs) == 3
    assert len(bench.saved()) == 3
    assert {status_of(session, one) for one in ids} == {HandoverStatus.PRINTED}
    assert f"3 BAST dikirim ke {EPSON}" in bench.texts()


def test_a_record_without_its_tick_stays_unprinted(bench, session):
    ids = several(session)
    bench.open(*ids)
    (records,) = shown(bench.window, QListWidget)
    records.item(1).setCheckState(Qt.CheckState.Unchecked)
    bench.press("Cetak 2 sekarang")
    assert [status_of(session, one) for one in ids] == [
        HandoverStatus.PRINTED, HandoverStatus.RECORDED, HandoverStatus.PRINTED
    ]  # fmt: skip


def test_choosing_one_of_several_shows_its_paper(bench, session):
    ids = several(session)
    bench.open(*ids)
    (records,) = shown(bench.window, QListWidget)
    records.setCurrentRow(2)
    bench.settle()
    assert bench.page._looked.papers[0].subject == ids[2]


def test_an_incomplete_group_among_several_is_left_out_and_named(bench, session):
    whole, poor = record(session), record(session, first=30, size=3)
    bench.open(whole, poor)
    (records,) = shown(bench.window, QListWidget)
    assert "Anggota baru 3 dari 5 orang" in records.item(1).text()
    bench.press("Cetak 1 sekarang")
    assert status_of(session, whole) is HandoverStatus.PRINTED
    assert status_of(session, poor) is HandoverStatus.RECORDED


def test_cancelling_keeps_what_is_printed_and_says_which(qtbot, bench, session):
    ids = several(session)
    reached, go_on = threading.Event(), threading.Event()

    def hold(page):
        if len(bench.printers.jobs) == 2 and page == 0:
            reached.set()
            go_on.wait(20)

    bench.printers.on_page = hold
    bench.open(*ids)
    bench.desk.options.print_button.click()
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    cancel = button(bench.window, "Batal")
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    go_on.set()
    bench.settle()
    assert [status_of(session, one) for one in ids] == [
        HandoverStatus.PRINTED, HandoverStatus.RECORDED, HandoverStatus.RECORDED
    ]  # fmt: skip
    assert "Sudah dicetak: Melati Jaya" in bench.texts()
    assert "1 dari 3" in bench.texts()
    bench.printers.on_page = lambda _: None
    bench.press("Cetak sisanya")
    assert {status_of(session, one) for one in ids} == {HandoverStatus.PRINTED}


def test_closing_the_page_lets_the_printer_finish_and_tells_afterwards(
    qtbot, bench, handover, heard
):
    reached, go_on = threading.Event(), threading.Event()

    def hold(_page):
        reached.set()
        go_on.wait(20)

    bench.printers.on_page = hold
    bench.open(handover)
    bench.desk.options.print_button.click()
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not bench.page.overlay.isVisible()
    go_on.set()
    bench.settle()
    assert heard.toasts[-1][0] == f"1 rangkap dikirim ke {EPSON}"


# Life size.


def dark_spans(pdf, page=0, dpi=600, threshold=128):
    """Render a page and return its size in pixels and a reader of dark pixels."""
    document = PdfDocument(pdf)
    bitmap = document[page].render(scale=dpi / 72, grayscale=True)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    size = bitmap.width, bitmap.height
    document.close()
    return size, lambda x, y: pixels[y * stride + x] < threshold


def rulers_of(pdf, dpi=300):
    document = PdfDocument(pdf)
    bitmap = document[0].render(scale=dpi / 72, grayscale=True)
    measured = measure(bytes(bitmap.buffer), bitmap.stride, bitmap.width, dpi)
    document.close()
    return measured


@pytest.mark.parametrize("size", list(PaperSize), ids=str)
def test_the_ruler_of_the_test_sheet_measures_100_mm_on_paper(qtbot, tmp_path, size):
    pdf = ruler_sheet(size, "Lembar uji", ["Ukur garis ini"])
    printed = print_to_file(qtbot, tmp_path, pdf, size)
    found, drawn = rulers_of(printed.read_bytes()), rulers_of(pdf)
    # The ticks at both ends are a quarter of a millimetre wide.
    for length, of_paper in ((found.across, drawn.across), (found.down, drawn.down)):
        assert length - 0.25 == pytest.approx(RULER_MM, abs=0.5)
        assert of_paper - 0.25 == pytest.approx(RULER_MM, abs=0.1)
    assert found.left == pytest.approx(drawn.left, abs=0.5)


def test_the_correction_of_a_printer_moves_the_whole_page(qtbot, tmp_path):
    pdf = ruler_sheet(PaperSize.A4, "Lembar uji", [])
    printed = print_to_file(qtbot, tmp_path, pdf, PaperSize.A4, offset=(3.0, -2.0))
    found, drawn = rulers_of(printed.read_bytes()), rulers_of(pdf)
    assert found.left - drawn.left == pytest.approx(3, abs=0.3)
    assert found.top - drawn.top == pytest.approx(-2, abs=0.3)


@pytest.mark.parametrize("size", list(PaperSize), ids=str)
def test_a_printed_bast_lies_where_its_pdf_does(qtbot, session, tmp_path, handover, size):
    pdf = session.services().printing.make(BAST, handover, size).pdf
    printed = print_to_file(qtbot, tmp_path, pdf, size).read_bytes()
    (width, height), on_paper = dark_spans(pdf, dpi=100)
    (other_width, other_height), on_print = dark_spans(printed, dpi=100)
    # Qt's PDF pages are whole points; what lies on them stays in its place.
    assert abs(width - other_width) <= 3
    assert abs(height - other_height) <= 3
    for axis, count in ((0, min(width, other_width)), (1, min(height, other_height))):
        edges = []
        for dark in (on_paper, on_print):
            across = min(height, other_height) if axis == 0 else min(width, other_width)
            hit = [
                at
                for at in range(count)
                if any(dark(at, other) if axis == 0 else dark(other, at) for other in range(across))
            ]
            edges.append((hit[0], hit[-1]))
        assert edges[0][0] == pytest.approx(edges[1][0], abs=2)
        assert edges[0][1] == pytest.approx(edges[1][1], abs=2)


def print_to_file(qtbot, folder, pdf, size, offset=(0.0, 0.0)):
    """Print through the renderer and Qt's printing into a PDF file."""
    renderer, printers, done = SheetRenderer(), PdfPrinters(folder), threading.Event()
    width, height = {PaperSize.A4: (210, 297), PaperSize.F4: (215, 330)}[size]
    setup = PrintSetup(
        printer=EPSON, title="uji", width_mm=width, height_mm=height, offset_mm=offset
    )

    def work():
        progress = Progress(lambda *_: None)
        spool = printers.begin(setup)
        with renderer.opened(pdf, progress) as sheets:
            for number in range(len(sheets)):
                spool.put(sheets.sheet(number, grey=True))
        spool.end()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(done.is_set, timeout=30_000)
    thread.join()
    return printers.jobs[0]


def test_a_page_is_rendered_at_300_dots_an_inch_in_grey_or_colour(qtbot, session, handover):
    pdf = session.services().printing.make(BAST, handover, PaperSize.F4).pdf
    renderer, found, done = SheetRenderer(), [], threading.Event()

    def work():
        with renderer.opened(pdf, Progress(lambda *_: None)) as sheets:
            found.extend(sheets.sheet(0, grey=grey) for grey in (True, False))
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(done.is_set, timeout=30_000)
    thread.join()
    grey, coloured = found
    for sheet in found:
        assert sheet.width_mm == pytest.approx(215, abs=0.1)
        assert sheet.height == pytest.approx(330 / 25.4 * PRINT_DPI, abs=1)
        for stripe in sheet.stripes:
            assert stripe.image.width() == pytest.approx(215 / 25.4 * PRINT_DPI, abs=1)
    assert [stripe.top for stripe in grey.stripes] == [stripe.top for stripe in coloured.stripes]
    assert all(stripe.image.isGrayscale() for stripe in grey.stripes)
    # No step holds up the screen for long, and white paper costs nothing.
    assert max(stripe.image.height() for stripe in grey.stripes) <= 97
    ends = [stripe.top + stripe.image.height() for stripe in grey.stripes]
    joined = [end - below.top for end, below in zip(ends, grey.stripes[1:], strict=False)]
    assert max(joined) == 1
    assert sum(stripe.image.height() for stripe in grey.stripes) < grey.height


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 12))
def test_stripes_hold_all_ink_and_end_at_white_rows(rows, least):
    pixels = b"".join(b"\xff\x00\xff" if ink else b"\xff\xff\xff" for ink in rows)
    parts = list(inked_rows(pixels, 3, least))
    covered = [row for top, bottom in parts for row in range(top, bottom)]
    assert covered == sorted(set(covered))
    assert {row for row, ink in enumerate(rows) if ink} <= set(covered)
    for top, bottom in parts:
        assert rows[top]
        assert rows[bottom - 1]
        assert top == 0 or not rows[top - 1]
        assert bottom == len(rows) or not rows[bottom]


def test_the_corner_marks_stand_15_mm_from_the_edges():
    (width, height), dark = dark_spans(ruler_sheet(PaperSize.A4, "", []), dpi=300)
    mark = round(MARK_FROM_EDGE_MM / 25.4 * 300)
    assert any(dark(x, mark + 30) for x in range(mark - 3, mark + 4))
    assert any(dark(mark + 30, y) for y in range(mark - 3, mark + 4))
    assert any(dark(width - mark + near, height - mark - 30) for near in range(-4, 4))


def test_papers_of_one_record_are_looked_at_as_one(session, handover):
    printing = session.services().printing
    pdfs = [printing.make(kind, handover, PaperSize.A4).pdf for kind in (BAST, PaperKind.RECEIPT)]
    assert page_count(combine(pdfs)) == sum(page_count(pdf) for pdf in pdfs)


# The test sheet.


def test_the_test_sheet_is_printed_and_its_correction_remembered(bench, handover):
    bench.open(handover)
    bench.press("Hasil cetak bergeser? Cetak lembar uji")
    assert "Lembar uji" in bench.texts()
    across = bench.desk.alignment._across
    across.setFocus()
    across.selectAll()
    QTest.keyClicks(across, "-1,5")
    assert bench.session.preferences.print_offset(EPSON) == (-1.5, 0.0)
    bench.press("Cetak lembar uji")
    assert bench.printers.setups[-1].offset_mm == (-1.5, 0.0)
    assert f"Dikirim ke {EPSON}" in bench.texts()
    bench.press("Kembali")
    assert "Cetak BAST" in bench.texts()
    bench.press("Cetak sekarang")
    assert bench.printers.setups[-1].offset_mm == (-1.5, 0.0)


def test_a_silent_printer_is_told_of_beside_the_test_sheet(bench, handover):
    bench.printers.is_silent = True
    bench.open(handover)
    bench.press("Hasil cetak bergeser? Cetak lembar uji")
    bench.press("Cetak lembar uji")
    assert f"Printer {EPSON} tidak menjawab. Periksa kabel dan kertasnya." in bench.texts()


# How it is built.


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["wide", "150"])
def test_everything_has_room_a_name_and_its_turn(
    qtbot, session, printers, tmp_path, size, both_looks
):
    bench = Bench(qtbot, session, printers, tmp_path, size)
    bench.open(record(session))
    panel = bench.page.overlay.panel
    assert panel.width() <= size[0]
    assert panel.height() <= size[1]
    assert not bench.page.overlay._scroll.verticalScrollBar().isVisible()
    assert nameless(bench.window) == []
    assert too_small(bench.window) == []
    assert unreached(bench.window) == []
    for label in shown(bench.window, QLabel):
        if (
            not label.wordWrap()
            and label.pixmap().isNull()
            and "Elided" not in type(label).__name__
        ):
            need = label.fontMetrics().horizontalAdvance(label.text())
            assert label.width() >= need, label.text()


def test_esc_closes_and_the_focus_goes_back(qtbot, bench, handover):
    behind = QCheckBox("di bawah", bench.window)
    behind.show()
    behind.setFocus()
    bench.open(handover)
    assert QApplication.focusWidget() is bench.desk.options.print_button
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is behind


def test_a_page_size_keeps_its_millimetres():
    f4 = page_size(215, 330)
    assert f4.size(f4.Unit.Millimeter).width() == pytest.approx(215, abs=0.01)
    assert f4.size(f4.Unit.Millimeter).height() == pytest.approx(330, abs=0.01)
