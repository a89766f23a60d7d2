"""Signed scans are put in, the result is told, and what waits is filed by a person."""

from uuid import UUID

import pytest
from page_bench import copied_session
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from campaigns.spoiling import as_jpeg, rendered
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.ui.returning.panel import ReturnPanel
from kube_desktop.ui.scan_drop import ScanDrop


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def panel(session, qtbot):
    panel = ReturnPanel(session)
    qtbot.addWidget(panel)
    panel.resize(840, 380)
    panel.show()
    return panel


@pytest.fixture
def scans(session, tmp_path):
    """A folder with the scan of one printed BAST and a page without a code."""
    services = session.services()
    unsigned = services.workplace.database.reader.value(
        "SELECT id FROM handovers WHERE status <> 'ditandatangani' AND deleted = 0 ORDER BY id"
    )
    paper = services.printing.make(PaperKind.BAST, UUID(bytes=unsigned), PaperSize.A4)
    services.printing.note_printed(paper, copies=3)
    folder = tmp_path / "pindaian"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(as_jpeg(rendered(paper.pdf, 0, 150), 80))
    (folder / "b.jpg").write_bytes(as_jpeg(Image.new("RGB", (300, 400), "white"), 80))
    return folder, paper.subject


def wait_for(qtbot, panel, page):
    qtbot.waitUntil(lambda: panel.pages.currentWidget() is page, timeout=20_000)


def test_what_came_back_is_told_and_marked_as_signed_when_wanted(session, panel, scans, qtbot):
    folder, handover = scans
    toasts = []
    session.window.toast.connect(lambda text, undo: toasts.append((text, undo)))
    panel.pick_folder = lambda _parent, _start: [folder]
    panel.folder_button.click()
    wait_for(qtbot, panel, panel.results)
    assert panel.results.title.text() == "1 halaman masuk ke kertasnya"
    assert panel.results.tray_button.text() == "Buka baki (1)"
    panel.results.signing.buttons[0].click()
    qtbot.waitUntil(lambda: bool(toasts))
    row = session.lists.handovers.rows_by_id([handover.bytes])[handover.bytes]
    assert row.status.value == "ditandatangani"
    assert toasts[0][0] == "1 BAST ditandai ditandatangani"


def test_a_waiting_page_is_filed_by_keys_and_taken_back(session, panel, scans, qtbot):
    toasts = []
    session.window.toast.connect(lambda text, undo: toasts.append((text, undo)))
    panel.put_in([scans[0]])
    wait_for(qtbot, panel, panel.results)
    panel.results.tray_button.click()
    tray = panel.tray
    qtbot.waitUntil(lambda: tray.scan is not None and not session.tasks.is_busy)
    tray.file()
    assert tray.message.text == "Pilih kertasnya dulu di daftar kanan."
    group = session.lists.handovers.rows_by_id([scans[1].bytes])[scans[1].bytes].receiver
    tray.search.setFocus()
    QTest.keyClicks(tray.search, group)
    qtbot.waitUntil(lambda: tray.papers.current_row() is not None, timeout=5_000)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    QTest.keyClick(tray.search, Qt.Key.Key_Return)
    wait_for(qtbot, panel, panel.results)
    assert toasts[0][0].startswith("b.jpg disimpan di BAST")
    toasts[0][1]()
    qtbot.waitUntil(lambda: session.lists.returns.waiting_scans() == 1)


def test_nothing_to_read_and_stopping_lead_back(session, panel, scans, qtbot, tmp_path):
    (tmp_path / "kosong").mkdir()
    panel.put_in([tmp_path / "kosong"])
    wait_for(qtbot, panel, panel.pages.widget(0))
    assert "tidak ada foto" in panel.message.text
    panel.put_in([scans[0]])
    panel.stop()
    qtbot.waitUntil(lambda: not panel.is_busy and not session.tasks.is_busy)


def test_scans_dropped_on_the_window_are_put_in_and_other_files_left(qtbot, tmp_path):
    window, got = QWidget(), []
    qtbot.addWidget(window)
    ScanDrop(window, got.extend)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / one)) for one in ("a.JPG", "b.kube")])
    how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), *how, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *how, none))
    assert [path.name for path in got] == ["a.JPG"]
