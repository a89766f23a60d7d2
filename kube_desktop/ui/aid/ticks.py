"""A table whose rows can be ticked for a job, and have a menu of their own."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, TypeVar, cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.tables.cells import Cell, Column, plain
from kube_desktop.ui.tables.delegate import CellDelegate
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.theme import theme

RowT = TypeVar("RowT")
_BOX: Final = 16
_TICK_WIDTH: Final = 40
_MENU_WIDTH: Final = 44


class TickTable(QWidget, Generic[RowT]):
    """A record table with a tick before each row and a menu behind it.

    Space ticks the row one stands on, Ctrl+A all rows; Shift+F10 opens its menu.

    Signals:
        ticked: The ticks are different now.
        menu_asked: The menu of a row is wanted; carries the row and the place on the screen.

    """

    ticked = Signal()
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        row_id: Callable[[RowT], Hashable],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row_id = row_id
        self._ticks: dict[Hashable, None] = {}
        self._words = (self.tr("dipilih"), self.tr("Tindakan untuk baris ini"))
        self.records = RecordTable(
            [
                Column("", self._tick_cell, _TICK_WIDTH),
                *columns,
                Column("", lambda _: plain(self._words[1]), _MENU_WIDTH),
            ],
            row_id,
            name=name,
        )
        view = self.records.view
        view.cells = _TickDelegate(view, self._is_ticked_at)
        view.setItemDelegate(view.cells)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.records)

    def ticks(self) -> tuple[Hashable, ...]:
        """Return the ids of the ticked rows in the order of ticking."""
        return tuple(self._ticks)

    def clear_ticks(self) -> None:
        """Take all ticks away."""
        self._ticks.clear()
        self._told()

    def keep_ticks(self, ids: set[Hashable]) -> None:
        """Take away the ticks of rows that are not among these any more."""
        kept = {one: None for one in self._ticks if one in ids}
        if kept != self._ticks:
            self._ticks = kept
            self._told()

    def tick_all(self) -> None:
        """Tick every row of the list, or none when all are ticked."""
        model = self.records.model
        rows = [model.row(place) for place in range(model.rowCount())]
        ids = [self._row_id(row) for row in rows if row is not None]
        self._ticks = {} if all(one in self._ticks for one in ids) else dict.fromkeys(ids)
        self._told()

    def toggle(self, place: int) -> None:
        """Tick the row at a place, or take its tick away."""
        row = self.records.model.row(place)
        if row is None:
            return
        row_id = self._row_id(row)
        if row_id in self._ticks:
            del self._ticks[row_id]
        else:
            self._ticks[row_id] = None
        self._told()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = self.records.view
        if watched is view.viewport():
            return self._on_mouse(event)
        if watched is view and event.type() == QEvent.Type.KeyPress:
            return self._on_key(cast("QKeyEvent", event))
        if watched is view and event.type() == QEvent.Type.ContextMenu:
            index = view.currentIndex()
            if cast("QContextMenuEvent", event).reason() == QContextMenuEvent.Reason.Keyboard:
                self._ask_menu(index.row(), view.visualRect(index).bottomLeft())
                return True
        return super().eventFilter(watched, event)

    def _on_mouse(self, event: QEvent) -> bool:
        kinds = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease}
        view = self.records.view
        if event.type() == QEvent.Type.ContextMenu:
            spot = cast("QContextMenuEvent", event).pos()
            self._ask_menu(view.rowAt(spot.y()), spot)
            return True
        if event.type() not in {*kinds, QEvent.Type.MouseButtonDblClick}:
            return False
        mouse = cast("QMouseEvent", event)
        spot = mouse.position().toPoint()
        column, row = view.columnAt(spot.x()), view.rowAt(spot.y())
        last = self.records.model.columnCount() - 1
        if row < 0 or column not in {0, last} or mouse.button() != Qt.MouseButton.LeftButton:
            return False
        # Neither a tick nor the menu opens the record.
        if event.type() == QEvent.Type.MouseButtonRelease:
            if column == 0:
                self.toggle(row)
            else:
                self._ask_menu(row, spot)
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle(self.records.view.currentIndex().row())
            return True
        if event.key() == Qt.Key.Key_A and control:
            self.tick_all()
            return True
        if event.key() == Qt.Key.Key_Menu:
            index = self.records.view.currentIndex()
            self._ask_menu(index.row(), self.records.view.visualRect(index).bottomLeft())
            return True
        return False

    def _ask_menu(self, place: int, spot: QPoint) -> None:
        row = self.records.model.row(place)
        if row is not None:
            self.records.select_place(place)
            self.menu_asked.emit(row, self.records.view.viewport().mapToGlobal(spot))

    def _tick_cell(self, row: RowT) -> Cell:
        return plain(self._words[0] if self._row_id(row) in self._ticks else "")

    def _is_ticked_at(self, place: int) -> bool:
        row = self.records.model.row(place)
        return row is not None and self._row_id(row) in self._ticks

    def _told(self) -> None:
        self.records.view.viewport().update()
        self.ticked.emit()


class _TickDelegate(CellDelegate):
    """Paints the tick box in the first column and three dots in the last one."""

    def __init__(self, view: QWidget, is_ticked: Callable[[int], bool]) -> None:
        super().__init__(view)
        self._is_ticked = is_ticked

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        last = index.model().columnCount() - 1
        if index.column() not in {0, last}:
            super().paint(painter, option, index)
            return
        rect = option.rect  # type: ignore[attr-defined]  # the stubs miss the base class
        state = option.state  # type: ignore[attr-defined]  # as above
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        # The words of these cells are for screen readers and for copying only.
        self._paint_back(painter, rect, index.row(), selected=selected, first=not index.column())
        ratio = painter.device().devicePixelRatioF()
        if index.column() == 0:
            self._paint_box(painter, QRectF(rect), index.row(), ratio)
        else:
            dots = pixmap("ellipsis", "text2", 18, ratio)
            centre = QRectF(rect).center()
            painter.drawPixmap(QPointF(round(centre.x() - 9), round(centre.y() - 9)), dots)
        if index.row() == self.ring_row:
            self._paint_ring(painter, rect, index)
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRectF, row: int, ratio: float) -> None:
        look = theme()
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(rect.center())
        box.moveTo(round(box.left()) + 0.5, round(box.top()) + 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = self._is_ticked(row)
        painter.setPen(QPen(look.color("primary" if ticked else "strong"), 1))
        painter.setBrush(look.color("primary" if ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            mark = pixmap("check", "surface", 12, ratio)
            painter.drawPixmap(QPointF(box.left() + 1.5, box.top() + 1.5), mark)
