"""Paints the cells of record tables: one or two lines, pills, dots."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.tables.cells import Cell, CellKind
from kube_desktop.ui.tables.model import WindowedModel
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.pills import PillLook, paint_pill

_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_DOT = 8
_GAP = 4
_ICON = 16
_MARK = 26


class CellDelegate(QStyledItemDelegate):
    """Paints what `WindowedModel.cell` describes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.ring_row = -1
        theme().changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the fonts of the current text size; measuring them once keeps painting fast."""
        look = theme()
        self._body = look.font(10)
        self._strong = look.font(10, QFont.Weight.DemiBold)
        self._small = look.font(9)
        self._metrics = {
            id(font): QFontMetrics(font) for font in (self._body, self._strong, self._small)
        }

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, WindowedModel):
            return
        cell = model.cell(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs miss the base class
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        selected = bool(state & QStyle.StateFlag.State_Selected)
        first = index.column() == self._first_column()
        painter.save()
        self._paint_back(painter, rect, index.row(), selected=selected, first=first)
        room = QRectF(rect.adjusted(12 if first else 8, 0, -8, 0))
        right = model.columns[index.column()].right
        match cell.kind:
            case CellKind.PILL if cell.look is not None:
                ratio = painter.device().devicePixelRatioF()
                paint_pill(painter, room, cell.look, ratio, selected=selected)
            case CellKind.DOTS:
                self._paint_dots(painter, room, cell)
            case CellKind.MARK if cell.look is not None:
                self._paint_mark(painter, rect, cell.look, selected=selected)
            case CellKind.TWO_LINES:
                self._paint_two_lines(painter, room, cell, selected=selected, right=right)
            case CellKind.WRAPPED:
                self._paint_wrapped(painter, room, cell)
            case _:
                self._paint_line(painter, room, cell, right=right)
        if index.row() == self.ring_row:
            self._paint_ring(painter, rect, index)
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(60, theme().px(34))

    def _first_column(self) -> int:
        view = self.parent()
        header = getattr(view, "horizontalHeader", None)
        return int(header().logicalIndexAt(1)) if header is not None else 0

    def _paint_back(
        self, painter: QPainter, rect: QRect, row: int, *, selected: bool, first: bool
    ) -> None:
        tokens = theme().tokens
        if selected:
            painter.fillRect(rect, QColor(tokens.sel))
            if first:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 4, rect.height()), QColor(tokens.primary)
                )
        elif row == self.hovered_row:
            painter.fillRect(rect, QColor(tokens.hover))
        painter.setPen(QColor(tokens.border2))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_ring(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        header = view.horizontalHeader()  # type: ignore[attr-defined]  # parent is a QTableView
        last = header.logicalIndex(header.count() - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("focus"))
        painter.drawRect(QRect(rect.left(), rect.top(), rect.width(), 2))
        painter.drawRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2))
        if index.column() == self._first_column():
            painter.drawRect(QRect(rect.left(), rect.top(), 2, rect.height()))
        if index.column() == last:
            painter.drawRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()))

    def _paint_line(self, painter: QPainter, room: QRectF, cell: Cell, *, right: bool) -> None:
        if cell.icon:
            ratio = painter.device().devicePixelRatioF()
            mark = pixmap(cell.icon, cell.tone or "text2", _ICON, ratio)
            painter.drawPixmap(QPointF(room.left(), round(room.center().y() - _ICON / 2)), mark)
            room = room.adjusted(_ICON + 6, 0, 0, 0)
        font = self._strong if cell.strong else self._body
        self._draw(painter, room, cell.text, font, cell.tone or "text", right=right)

    def _paint_two_lines(
        self, painter: QPainter, room: QRectF, cell: Cell, *, selected: bool, right: bool
    ) -> None:
        upper = self._metrics[id(self._strong)].height()
        lower = self._metrics[id(self._small)].height()
        top = room.center().y() - (upper + lower) / 2 + 1
        line = QRectF(room.left(), top, room.width(), upper)
        self._draw(painter, line, cell.text, self._strong, "text", right=right)
        line = QRectF(room.left(), top + upper, room.width(), lower)
        quiet = "text2" if selected else "hint"
        self._draw(painter, line, cell.subtext, self._small, quiet, right=right)

    def _paint_wrapped(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        metrics = self._metrics[id(self._small)]
        if metrics.horizontalAdvance(cell.text) <= room.width():
            self._draw(painter, room, cell.text, self._small, "text", right=False)
            return
        layout = QTextLayout(cell.text, self._small)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        at = line.textLength()
        lines = QRectF(room.left(), 0, room.width(), metrics.height())
        lines.moveTop(room.center().y() - metrics.height())
        self._draw(painter, lines, cell.text[:at].rstrip(), self._small, "text", right=False)
        lines.translate(0, metrics.height())
        self._draw(painter, lines, cell.text[at:], self._small, "text", right=False)

    def _paint_mark(
        self, painter: QPainter, rect: QRect, look: PillLook, *, selected: bool
    ) -> None:
        if look.icon is None:
            return
        tokens = theme().tokens
        side = min(_MARK, rect.width() - 4, rect.height() - 4)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface if selected else tokens.soft(look.tone)))
        painter.drawRoundedRect(box, 6, 6)
        ratio = painter.device().devicePixelRatioF()
        sign = pixmap(look.icon, str(look.tone), _ICON - 2, ratio)
        half = (_ICON - 2) / 2
        place = QPointF(round(box.center().x() - half), round(box.center().y() - half))
        painter.drawPixmap(place, sign)

    def _paint_dots(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = look.color("okfill" if cell.filled >= cell.total else "warnfill")
        middle = room.center().y() + 0.5
        for place in range(cell.total):
            dot = QRectF(room.left() + place * (_DOT + _GAP), middle - _DOT / 2, _DOT, _DOT)
            if place < cell.filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
            else:
                painter.setPen(QPen(look.color("strong"), 1.2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                dot = dot.adjusted(0.6, 0.6, -0.6, -0.6)
            painter.drawEllipse(dot)
        text = room.adjusted(cell.total * (_DOT + _GAP) + 4, 0, 0, 0)
        self._draw(painter, text, cell.text, self._small, "text2", right=False)

    def _draw(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        font: QFont,
        colour: str,
        *,
        right: bool,
    ) -> None:
        painter.setFont(font)
        painter.setPen(theme().color(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = self._metrics[id(font)].elidedText(text, _ELIDE, int(room.width()))
        painter.drawText(room, _MIDDLE | side, shown)
