"""The board in the merge page: months in words, filters, and the reminder to copy."""

from datetime import date

import pytest
from page_bench import COMPACT, copied_session, finish, listen, press, put_on_screen
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tabs.merging import MergingTab


@pytest.fixture
def office(office_root, tmp_path, look):
    with copied_session(office_root, tmp_path, look, today=date(2027, 1, 10)) as session:
        yield session


@pytest.fixture
def tab(qtbot, office):
    tab = put_on_screen(qtbot, MergingTab(office))
    tab.reload()
    tab.open(Destination(PageName.MERGE, Purpose.FILTER, hint="belum-melapor"))
    finish(qtbot, office)
    return tab


def test_the_board_says_in_words_what_each_month_shows(tab):
    board = tab.board
    assert tab.part is board
    assert tab.sections.tabText(tab.parts.index(board)) == "Belum melapor (1)"
    model = board.table.model
    spoken = [model.cell(model.index(0, place)).spoken for place in range(model.columnCount())]
    assert any(words.startswith("Desember 2026: belum melapor") for words in spoken)
    assert "Belum melapor" in board.message.text


def test_ctrl_enter_copies_the_reminder_and_says_so(qtbot, office, tab):
    heard = listen(office)
    QGuiApplication.clipboard().clear()
    tab.accept()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Yth. Bapak/Ibu ")
    assert "Desember 2026" in text
    assert "disalin. Tempel di WhatsApp." in heard.last_toast


def test_a_card_filters_and_esc_shows_all_again(qtbot, tab):
    board = tab.board
    QTest.mouseClick(board.cards["differences"], Qt.MouseButton.LeftButton)
    assert board.cards["differences"].isChecked()
    assert board.table.current_row() is None
    assert not board.message.isVisible()
    assert tab.go_back()
    assert board.table.current_row() is not None
    assert not tab.go_back()


def test_a_small_window_shows_the_last_months_only(qtbot, tab):
    tab.resize(*COMPACT)
    tab.set_compact(compact=True)
    header = tab.board.table.view.horizontalHeader()
    hidden = sum(header.isSectionHidden(place) for place in range(header.count()))
    assert hidden == 9
    assert not tab.board.cards["silent"].isVisible()
    assert not tab.board.message.isVisible()
    tab.next_pane(1)
    press(Qt.Key.Key_Return)
    assert tab.board.message.isVisible()
    assert tab.go_back()
    assert not tab.board.message.isVisible()
