import tracemalloc
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from kube_desktop.domain.values import mask_nik
from kube_desktop.ui.tables.cells import Column, Shown, dots, pill, plain, two_lines
from kube_desktop.ui.tables.model import PAGE_ROWS, PAGES_KEPT, WindowedModel
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.pills import PillLook


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    nik: str


class CountedSource:
    """Rows made on demand, as a database would give them."""

    def __init__(self, count):
        self.rows = count
        self.asked = []
        self.shift = 0

    def count(self):
        return self.rows

    def page(self, offset, limit):
        self.asked.append((offset, limit))
        last = min(offset + limit, self.rows)
        return [
            Row(n + self.shift, f"Kelompok {n + self.shift}", f"64070541058{n:05d}"[:16])
            for n in range(offset, last)
        ]


COLUMNS = (
    Column("Kelompok", lambda row: two_lines(row.name, "Melak"), sort_key="name"),
    Column("NIK", lambda row: plain(mask_nik(row.nik)), 170),
    Column("Anggota", lambda row: dots(row.id % 6, 5), 112),
    Column("Status", lambda _: pill(PillLook("Lengkap", Tone.OK, "circle-check")), 150),
    Column("Usaha", lambda row: row.name, 100, shown=Shown.COMPACT),
)


@pytest.fixture
def table(qtbot):
    table = RecordTable(COLUMNS, lambda row: row.id, name="Daftar kelompok")
    qtbot.addWidget(table)
    table.resize(800, 500)
    table.show()
    qtbot.waitExposed(table)
    return table


def test_the_model_keeps_qts_rules(qapp):
    model = WindowedModel(COLUMNS, lambda row: row.id)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_source(CountedSource(300))
    model.refresh()
    model.set_rows([])


def test_a_million_rows_need_no_more_memory_than_a_few_pages(qapp):
    model = WindowedModel(COLUMNS, lambda row: row.id)
    source = CountedSource(1_000_000)
    model.set_source(source)
    tracemalloc.start()
    for place in range(0, 1_000_000, 9_973):
        assert model.index(place, 0).data() == f"Kelompok {place}"
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 4_000_000
    assert all(limit == PAGE_ROWS and not offset % PAGE_ROWS for offset, limit in source.asked)


def test_pages_that_were_just_shown_are_not_asked_for_again(qapp):
    model = WindowedModel(COLUMNS, lambda row: row.id)
    source = CountedSource(100_000)
    model.set_source(source)
    for place in range(PAGES_KEPT * PAGE_ROWS):
        model.row(place)
    for place in range(PAGES_KEPT * PAGE_ROWS):
        model.row(place)
    assert len(source.asked) == PAGES_KEPT


def test_refreshing_keeps_the_selected_record_although_it_moved(qtbot, table):
    source = CountedSource(5_000)
    table.set_source(source)
    table.select_place(400)
    assert table.current_row().id == 400
    source.shift = 3
    table.refresh()
    assert table.current_row().id == 400
    assert table.view.currentIndex().row() == 397


def test_a_record_that_is_gone_is_no_longer_selected(qtbot, table):
    source = CountedSource(50)
    table.set_source(source)
    table.select_place(40)
    source.rows = 10
    with qtbot.waitSignal(table.current_changed) as signal:
        table.refresh()
    assert signal.args == [None]
    assert table.current_row() is None


def test_tab_leaves_the_table(qtbot):
    window = QWidget()
    layout = QHBoxLayout(window)
    table = RecordTable(COLUMNS, lambda row: row.id, name="Daftar kelompok")
    after = QLineEdit()
    layout.addWidget(table)
    layout.addWidget(after)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    table.set_source(CountedSource(20))
    table.setFocus()
    qtbot.waitUntil(table.view.hasFocus)
    qtbot.keyClick(table.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_an_empty_list_hands_the_focus_to_its_button(qtbot, table):
    table.window().activateWindow()
    way_out = secondary("Tambah kelompok")
    table.empty.set_buttons([way_out])
    table.set_source(CountedSource(0))
    assert table.focusProxy() is None
    table.setFocus()
    qtbot.waitUntil(way_out.hasFocus)
    table.set_source(CountedSource(20))
    assert table.focusProxy() is table.view


def test_enter_and_click_open_the_record(qtbot, table):
    table.set_source(CountedSource(20))
    table.select_place(3)
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert signal.args[0].id == 3
    spot = table.view.visualRect(table.model.index(1, 0)).center()
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert signal.args[0].id == 1


def test_typing_letters_jumps_to_the_record(qtbot):
    asked = []

    def jump(text):
        asked.append(text)
        return 12

    table = RecordTable(COLUMNS, lambda row: row.id, name="Daftar kelompok", jump=jump)
    qtbot.addWidget(table)
    table.show()
    table.set_source(CountedSource(20))
    qtbot.keyClicks(table.view, "me")
    assert asked == ["m", "me"]
    assert table.current_row().id == 12


def test_a_copied_row_keeps_the_nik_masked(qtbot, table):
    table.set_source(CountedSource(20))
    table.select_place(2)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text == "Kelompok 2, Melak\t6407 •••• •••• 0002\t2/5\tLengkap"


def test_a_list_without_rows_shows_its_empty_state(qtbot, table):
    table.empty.say("Belum ada anggota.", "Tambahkan dari kelompoknya.")
    assert table.empty.isVisible()
    table.set_source(CountedSource(1))
    assert table.view.isVisible()


def test_a_heading_asks_for_the_other_order_when_clicked_again(qtbot, table):
    table.set_source(CountedSource(20))
    header = table.view.horizontalHeader()
    asked = []
    table.sort_requested.connect(lambda key, ascending: asked.append((key, ascending)))
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center())
        spot = header.viewport().rect().topLeft()
        spot.setX(header.sectionViewportPosition(0) + 30)
        spot.setY(header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked[0] == ("name", True)
    assert ("name", False) in asked


def test_the_compact_layout_has_other_columns(qtbot, table):
    table.set_source(CountedSource(20))
    assert table.view.isColumnHidden(4)
    table.set_compact(compact=True)
    assert not table.view.isColumnHidden(4)
    assert table.view.rowHeight(0) == 44


def test_loading_says_nothing_for_the_first_moments(qtbot, table):
    table.set_source(CountedSource(20))
    table.set_loading("Memuat 20 anggota…")
    assert table.view.isVisible()
    qtbot.waitUntil(lambda: not table.view.isVisible(), timeout=6000)
    table.set_loading("")
    assert table.view.isVisible()


def test_what_can_be_spared_goes_before_names_are_cut_to_nothing(qtbot):
    columns = (
        Column("Nama", lambda row: row.name),
        Column("NIK", lambda row: row.nik, 175),
        Column("Status data", lambda _: "", 120, spare=True),
    )
    table = RecordTable(columns, lambda row: row.id, name="Daftar anggota")
    qtbot.addWidget(table)
    table.set_source(CountedSource(3))
    table.resize(600, 300)
    table.show()
    assert not table.view.isColumnHidden(2)
    table.resize(400, 300)
    assert table.view.isColumnHidden(2)
    table.resize(600, 300)
    assert not table.view.isColumnHidden(2)
