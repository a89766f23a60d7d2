"""The goods table: typed like a register, row after row, without leaving the keyboard."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.aid import GoodsItem
from kube_desktop.domain.checks import Problem
from kube_desktop.ui.forms.goods_delegate import ENTER_KEYS, GoodsDelegate, KnownGoods
from kube_desktop.ui.forms.goods_model import FIELDS, GoodsColumn, GoodsModel, Index
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.text import set_property

_ROW: Final = 32
_LEAST_ROWS: Final = 4
_MOST_ROWS: Final = 10
_CELL_NAME: Final = re.compile(r"\w+\[(\d+)\](?:\.(\w+))?")
_WIDTHS: Final = {
    GoodsColumn.SPECIFICATION: 150,
    GoodsColumn.QUANTITY: 72,
    GoodsColumn.UNIT: 78,
    GoodsColumn.PRICE: 108,
    GoodsColumn.AMOUNT: 108,
}


class GoodsTable(QTableView):
    """Edits goods; implements the part of a form that shows its own problems.

    Enter goes to the next empty cell or row, Tab to the next cell; on the blank last row both
    leave the table. Ctrl+Del removes a row, Ctrl+D copies the cell above.

    Signals:
        edited: The person changed something.
        row_removed: A row was removed; carries its place and the goods, to offer undo.

    """

    edited = Signal()
    row_removed = Signal(int, object)

    def __init__(
        self,
        suggest: Callable[[str], Sequence[KnownGoods]] = lambda _: (),
        *,
        name: str = "items",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._locked = False
        self.goods = GoodsModel(self)
        self.setModel(self.goods)
        self.cells = GoodsDelegate(self, suggest)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Barang")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The table moves by its own rules, so that neither key is ever caught in it.
        self.setTabKeyNavigation(False)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.CurrentChanged
            | trigger.SelectedClicked
            | trigger.DoubleClicked
            | trigger.AnyKeyPressed
            | trigger.EditKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(GoodsColumn.NAME, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(GoodsColumn.SPECIFICATION, True)
        for signal in (self.goods.rowsInserted, self.goods.rowsRemoved, self.goods.modelReset):
            signal.connect(self._fit)
        theme().changed.connect(self._restyle)
        self._restyle()

    def items(self) -> tuple[GoodsItem, ...]:
        """Return the goods without blank rows, what is being typed included."""
        return self.goods.items()

    def set_items(self, items: Sequence[GoodsItem]) -> None:
        """Show these goods."""
        self.goods.set_items(items)

    def set_specification_shown(self, *, shown: bool) -> None:
        """Show or hide the column for brand and specification."""
        self.setColumnHidden(GoodsColumn.SPECIFICATION, not shown)

    def set_locked(self, *, locked: bool) -> None:
        """Show the goods without letting them be changed."""
        self._locked = locked
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.NoEditTriggers if locked else trigger.CurrentChanged | trigger.AnyKeyPressed
        )

    def remove_current_row(self) -> None:
        """Remove the row one stands in."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if row < 0 or self._locked:
            return
        self._close_editor()
        item = self.goods.remove(row)
        if item is not None:
            self.row_removed.emit(row, item)
            self.edited.emit()
        self.go_to(min(row, self.goods.rowCount() - 1), GoodsColumn(max(0, column)))

    def restore_row(self, row: int, item: GoodsItem) -> None:
        """Put a removed row back, as undo does."""
        self.goods.insert(row, item)
        self.edited.emit()

    def copy_from_above(self) -> None:
        """Copy the cell above into the one one stands in."""
        index = self.currentIndex()
        if not index.isValid() or self._locked:
            return
        if self.goods.copy_above(index.row(), GoodsColumn(index.column())):
            self.cells.refill()
            self.edited.emit()

    def faults(self) -> tuple[Problem, ...]:
        """Return the cells whose text stands for no number."""
        return tuple(
            Problem(
                f"{self._name}[{self.goods.place_of_row(row)}].{FIELDS[column]}",
                f"Angka “{self.goods.text(row, column)}” tidak terbaca, tulis seperti 3.500.000",
            )
            for row, column in self.goods.unread()
        )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the cells that problems such as `items[2].unit_price` name."""
        columns = {field: column for column, field in FIELDS.items()}
        marks = {}
        for problem in problems:
            row, field = self._cell_of(problem.field)
            marks[(row, columns.get(field, GoodsColumn.NAME))] = problem.text
        self.goods.set_problems(marks)
        set_property(self, "state", "error" if problems else None)
        told = ". ".join(problem.text for problem in problems)
        self.setAccessibleDescription(told)

    def focus_problem(self, field: str) -> None:
        """Go to the cell that a problem names and open it."""
        row, name = self._cell_of(field)
        columns = {known: column for column, known in FIELDS.items()}
        self.setFocus()
        self.go_to(row, columns.get(name, GoodsColumn.NAME))

    def go_to(self, row: int, column: GoodsColumn) -> None:
        """Stand in a cell, ready to type."""
        index = self.goods.index(row, column)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        elif not self._locked and self.cells.editor is None:
            self.edit(index)
        self.scrollTo(index)

    def advance(self, index: Index, *, skip_filled: bool) -> None:
        """Go on after a cell: to the next one, or to the next row, or out of the table."""
        row = index.row()
        if self.goods.is_blank(row) and row == self.goods.rowCount() - 1:
            self.leave()
            return
        later = [column for column in self._editable() if column > index.column()]
        if skip_filled:
            later = [column for column in later if self.goods.is_empty(row, column)]
            later = [column for column in later if column is not GoodsColumn.SPECIFICATION]
        if later:
            self.go_to(row, later[0])
        else:
            self.go_to(row + 1, GoodsColumn.NAME)

    def step_back(self, index: Index) -> None:
        """Go to the cell before, or out of the table at its beginning."""
        earlier = [column for column in self._editable() if column < index.column()]
        if earlier:
            self.go_to(index.row(), earlier[-1])
        elif index.row() > 0:
            self.go_to(index.row() - 1, self._editable()[-1])
        else:
            self.leave(forward=False)

    def leave(self, *, forward: bool = True) -> None:
        """Go to what follows the table, or stands before it."""
        self._close_editor()
        self.setFocus()
        self.focusNextPrevChild(forward)

    @override
    def sizeHint(self) -> QSize:
        rows = max(_LEAST_ROWS, min(self.goods.rowCount(), _MOST_ROWS))
        height = self.horizontalHeader().sizeHint().height() + rows * theme().px(_ROW) + 4
        return QSize(420, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() == Qt.FocusReason.TabFocusReason
        if self._locked or self.cells.editor is not None:
            return
        if by_tab or not self.currentIndex().isValid():
            first = next(
                (row for row in range(self.goods.rowCount()) if self.goods.is_blank(row)), 0
            )
            self.go_to(first, GoodsColumn.NAME)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.go_to(self.goods.rowCount() - 1, GoodsColumn.NAME)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.handle_command(event):
            return
        index = self.currentIndex()
        if event.key() in ENTER_KEYS and index.isValid() and not event.modifiers():
            if self._locked or self.cells.editor is not None:
                self.advance(index, skip_filled=True)
            else:
                self.edit(index)
            return
        super().keyPressEvent(event)

    def handle_command(self, event: QKeyEvent) -> bool:
        """Do what Ctrl+Del and Ctrl+D mean here; tell whether it was one of them."""
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() == Qt.Key.Key_Delete:
            self.remove_current_row()
            return True
        if event.key() == Qt.Key.Key_D:
            self.copy_from_above()
            return True
        return False

    def _editable(self) -> list[GoodsColumn]:
        return [column for column in FIELDS if not self.isColumnHidden(column)]

    def _cell_of(self, field: str) -> tuple[int, str]:
        match = _CELL_NAME.fullmatch(field)
        if match is None:
            return self.goods.row_of_item(-1), "name"
        return self.goods.row_of_item(int(match[1])), match[2] or "name"

    def _close_editor(self) -> None:
        if self.cells.editor is not None:
            self.closeEditor(self.cells.editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _restyle(self) -> None:
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        for column, width in _WIDTHS.items():
            self.horizontalHeader().resizeSection(column, look.px(width))
        self._fit()
