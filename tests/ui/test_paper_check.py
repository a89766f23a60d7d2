"""Periksa dokumen over a window: typed code, dropped file, three lights with icon and word."""

from dataclasses import replace
from uuid import UUID

import pytest
from page_bench import copied_session
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.ui.dialogs.paper_check import PaperCheckPanel
from kube_desktop.ui.widgets.text import Text


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def panel(session, qtbot):
    panel = PaperCheckPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def printed(session):
    services = session.services()
    unsigned = services.workplace.database.reader.value(
        "SELECT id FROM handovers WHERE status <> 'ditandatangani' AND deleted = 0 ORDER BY id"
    )
    paper = services.printing.make(PaperKind.BAST, UUID(bytes=unsigned), PaperSize.A4)
    services.printing.note_printed(paper, copies=1)
    return paper


def cards(panel, qtbot):
    qtbot.waitUntil(lambda: panel.results.count() > 0, timeout=20_000)
    return [panel.results.itemAt(place).widget() for place in range(panel.results.count())]


def test_a_scanned_code_shows_three_lights_and_leaves_the_field_ready(session, panel, qtbot):
    paper = printed(session)
    panel.code.setText(paper.seal.payload)
    qtbot.keyClick(panel.code, Qt.Key.Key_Return)
    (card,) = cards(panel, qtbot)
    assert [lamp.property("msg") for lamp in card.lamps] == ["ok", "ok", "ok"]
    assert card.lamps[0].text.startswith("Tanda kode: Sah")
    assert panel.code.selectedText() == panel.code.text()


def test_a_dropped_pdf_tells_what_differs(session, panel, qtbot, tmp_path):
    paper = printed(session)
    services = session.services()
    draft = services.lists.handovers.draft(paper.subject)
    soft = {one.key: one.reasons[0] for one in services.aid.check(draft, paper.subject)}
    services.aid.correct(
        paper.subject, replace(draft, place="Balai Kampung Contoh", reasons=soft or draft.reasons)
    )
    file = services.printing.save(paper, tmp_path)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    panel.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    (card,) = cards(panel, qtbot)
    assert [lamp.property("msg") for lamp in card.lamps] == ["ok", "ok", "err"]
    shown = " ".join(one.text() for one in card.findChildren(Text))
    assert "Balai Kampung Contoh" in shown


def test_nothing_and_a_mistyped_code_are_said(panel, qtbot):
    panel.check_code()
    assert "dulu" in panel._box.problem
    panel.code.setText("7F3A-92C1-KX41")
    panel.check_code()
    qtbot.waitUntil(lambda: "salah ketik" in panel.message.text, timeout=10_000)
    assert panel.results.count() == 0
