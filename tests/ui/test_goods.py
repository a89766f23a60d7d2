"""The goods table: a register that is typed without leaving the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from kube_desktop.domain.aid import GoodsItem
from kube_desktop.domain.checks import Problem
from kube_desktop.ui.forms.goods import GoodsTable
from kube_desktop.ui.forms.goods_delegate import KnownGoods
from kube_desktop.ui.forms.goods_model import BLANK_TEXT, GoodsColumn, GoodsModel

CAGE = GoodsItem(name="Kandang baterai", quantity_milli=2000, unit="unit", unit_price=3_500_000)
FEED = GoodsItem(name="Pakan layer 50 kg", quantity_milli=6000, unit="sak", unit_price=450_000)
KNOWN = [KnownGoods("Ayam pullet", "ekor", 65_000, "Rp65.000 per ekor")]
CTRL = Qt.KeyboardModifier.ControlModifier


def known(text):
    return [goods for goods in KNOWN if text.lower() in goods.name.lower()]


class Around:
    """The table between two fields, as in a form."""

    def __init__(self, qtbot):
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.before, self.after = QLineEdit(), QLineEdit()
        self.table = GoodsTable(known)
        layout = QVBoxLayout(self.window)
        for widget in (self.before, self.table, self.after):
            layout.addWidget(widget)
        self.window.resize(700, 400)
        self.window.show()
        self.window.activateWindow()
        self.before.setFocus()
        qtbot.waitUntil(self.before.hasFocus)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)

    def type(self, text):
        QTest.keyClicks(QApplication.focusWidget(), text)

    def place(self):
        index = self.table.currentIndex()
        return index.row(), GoodsColumn(index.column())


@pytest.fixture
def around(qtbot):
    return Around(qtbot)


def test_the_model_keeps_qts_rules(qapp):
    model = GoodsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_items([CAGE, FEED])
    model.set_text(2, GoodsColumn.NAME, "Obat")
    model.remove(0)
    model.insert(0, CAGE)
    model.set_items([])


def test_a_blank_row_is_always_open_at_the_end(around):
    model = around.table.goods
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == BLANK_TEXT
    around.table.set_items([CAGE])
    assert model.rowCount() == 2
    assert around.table.items() == (CAGE,)


def test_the_value_of_a_row_is_reckoned(around):
    around.table.set_items([CAGE, GoodsItem(name="Obat", quantity_milli=1000)])
    model = around.table.goods
    assert model.index(0, GoodsColumn.AMOUNT).data() == "7.000.000"
    assert model.index(1, GoodsColumn.AMOUNT).data() == "–"
    assert model.index(2, GoodsColumn.AMOUNT).data() == ""


def test_a_row_is_typed_with_enter_only(around):
    around.key(Qt.Key.Key_Tab)
    for text in ("Kandang baterai", "2", "unit", "3,5 jt"):
        around.type(text)
        around.key(Qt.Key.Key_Return)
    assert around.table.items() == (CAGE,)
    assert around.place() == (1, GoodsColumn.NAME)


def test_enter_on_the_blank_row_leaves_the_table(around):
    around.key(Qt.Key.Key_Tab)
    assert around.place() == (0, GoodsColumn.NAME)
    around.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is around.after


def test_tab_goes_through_every_cell_and_out(around):
    around.table.set_items([CAGE])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.NAME)
    visited = []
    for _ in range(12):
        if QApplication.focusWidget() is around.after:
            break
        visited.append(around.place())
        around.key(Qt.Key.Key_Tab)
    assert visited == [
        (0, GoodsColumn.NAME),
        (0, GoodsColumn.QUANTITY),
        (0, GoodsColumn.UNIT),
        (0, GoodsColumn.PRICE),
        (1, GoodsColumn.NAME),
    ]
    assert QApplication.focusWidget() is around.after


def test_shift_tab_leads_back_out(around):
    around.table.set_items([CAGE])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.QUANTITY)
    around.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert around.place() == (0, GoodsColumn.NAME)
    around.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is around.before


def test_ctrl_tab_leaves_at_once(around):
    around.table.set_items([CAGE])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.NAME)
    around.key(Qt.Key.Key_Tab, CTRL)
    assert QApplication.focusWidget() is around.after


def test_what_is_typed_counts_at_once(around):
    seen = []
    around.table.edited.connect(lambda: seen.append(around.table.items()))
    around.table.set_items([CAGE])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.QUANTITY)
    around.type("3")
    assert seen[-1][0].quantity_milli == 3000


def test_known_goods_bring_their_unit_and_last_price(around):
    around.key(Qt.Key.Key_Tab)
    around.type("ayam")
    popup = around.table.cells._options
    around.qtbot.waitUntil(lambda: popup.is_open)
    QTest.keyClick(popup.view, Qt.Key.Key_Return)
    assert around.place() == (0, GoodsColumn.QUANTITY)
    around.type("150")
    around.key(Qt.Key.Key_Return)
    assert around.place() == (1, GoodsColumn.NAME)
    [item] = around.table.items()
    assert (item.name, item.unit, item.unit_price) == ("Ayam pullet", "ekor", 65_000)


def test_tab_takes_the_highlighted_unit(around):
    around.table.set_items([GoodsItem(name="Ayam", quantity_milli=1000)])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.UNIT)
    around.type("eko")
    popup = around.table.cells._options
    around.qtbot.waitUntil(lambda: popup.is_open)
    QTest.keyClick(popup.view, Qt.Key.Key_Tab)
    assert around.table.goods.text(0, GoodsColumn.UNIT) == "ekor"
    assert around.place() == (0, GoodsColumn.PRICE)


def test_ctrl_delete_removes_the_row_and_it_can_be_brought_back(around):
    around.table.set_items([CAGE, FEED])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.UNIT)
    with around.qtbot.waitSignal(around.table.row_removed) as removed:
        around.key(Qt.Key.Key_Delete, CTRL)
    assert around.table.items() == (FEED,)
    around.table.restore_row(*removed.args)
    assert around.table.items() == (CAGE, FEED)


def test_ctrl_d_copies_the_cell_above(around):
    around.table.set_items([CAGE, GoodsItem(name="Tempat pakan", quantity_milli=1000)])
    around.table.setFocus()
    around.table.go_to(1, GoodsColumn.UNIT)
    around.key(Qt.Key.Key_D, CTRL)
    assert around.table.items()[1].unit == "unit"
    assert around.table.cells.editor.text() == "unit"


def test_a_number_that_cannot_be_read_stays_and_is_a_fault(around):
    around.table.set_items([CAGE])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.PRICE)
    around.type("mahal")
    around.key(Qt.Key.Key_Return)
    assert around.table.goods.text(0, GoodsColumn.PRICE) == "mahal"
    [fault] = around.table.faults()
    assert fault.field == "items[0].unit_price"
    assert around.table.items()[0].unit_price is None


def test_a_problem_marks_its_cell_and_its_link_opens_it(around):
    around.table.set_items([CAGE, GoodsItem(name="Ayam", quantity_milli=1000, unit="ekor")])
    problem = Problem("items[1].unit_price", "Isi harga satuan untuk “Ayam”")
    around.table.show_problems([problem])
    assert around.table.goods.problem(1, GoodsColumn.PRICE) == problem.text
    assert problem.text in around.table.accessibleDescription()
    around.table.focus_problem(problem.field)
    assert around.place() == (1, GoodsColumn.PRICE)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    around.type("65000")
    assert around.table.goods.problem(1, GoodsColumn.PRICE) == ""


def test_the_specification_column_is_there_when_wanted(around):
    assert around.table.isColumnHidden(GoodsColumn.SPECIFICATION)
    around.table.set_specification_shown(shown=True)
    around.table.set_items([CAGE])
    around.table.setFocus()
    around.table.go_to(0, GoodsColumn.NAME)
    around.key(Qt.Key.Key_Tab)
    assert around.place() == (0, GoodsColumn.SPECIFICATION)


def test_locked_goods_cannot_be_typed_over(around):
    around.table.set_items([CAGE])
    around.table.set_locked(locked=True)
    around.table.setFocus()
    around.type("x")
    around.key(Qt.Key.Key_Delete, CTRL)
    assert around.table.items() == (CAGE,)


def test_the_table_grows_with_its_rows(around):
    small = around.table.height()
    around.table.set_items([CAGE] * 8)
    assert around.table.height() > small
