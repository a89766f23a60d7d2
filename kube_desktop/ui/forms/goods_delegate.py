"""Cells of the goods table: how they are painted and how they are typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.aid import UNITS
from kube_desktop.ui.forms.goods_model import NUMERIC, PROBLEM_ROLE, GoodsColumn, Index
from kube_desktop.ui.forms.options import Option, OptionPopup
from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.theme import theme

if TYPE_CHECKING:
    from kube_desktop.ui.forms.goods import GoodsTable

_ICON: Final = 16
ENTER_KEYS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MODIFIERS: Final = Qt.KeyboardModifier
_MISSING: Final = {
    GoodsColumn.NAME: "isi nama",
    GoodsColumn.QUANTITY: "isi jumlah",
    GoodsColumn.UNIT: "isi satuan",
    GoodsColumn.PRICE: "isi harga",
}


@dataclass(frozen=True, slots=True)
class KnownGoods:
    """Goods that were handed over before: what to fill when their name is chosen."""

    name: str
    unit: str = ""
    unit_price: int | None = None
    remark: str = ""


class GoodsDelegate(QStyledItemDelegate):
    """Paints goods cells and opens their editors; what is typed reaches the model at once.

    Attributes:
        editor: The open editor, if any.

    """

    def __init__(self, table: "GoodsTable", suggest: Callable[[str], Sequence[KnownGoods]]) -> None:
        super().__init__(table)
        self._table = table
        self._suggest = suggest
        self._known: dict[str, KnownGoods] = {}
        self._options: OptionPopup | None = None
        self.editor: QLineEdit | None = None

    def refill(self) -> None:
        """Show in the open editor what its cell holds now."""
        index = self._table.currentIndex()
        if self.editor is not None:
            self.editor.setText(self._table.goods.text(index.row(), GoodsColumn(index.column())))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = GoodsColumn(index.column())
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        editor.setAccessibleName(
            str(self._table.goods.headerData(column, Qt.Orientation.Horizontal))
        )
        editor.setAccessibleDescription(self._table.goods.problem(index.row(), column))
        if column in NUMERIC:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        elif column is GoodsColumn.NAME:
            editor.setPlaceholderText("Ketik nama barang…")
        row = index.row()
        editor.textEdited.connect(lambda text: self._on_typed(row, column, text))
        self._options = None
        if column in {GoodsColumn.NAME, GoodsColumn.UNIT}:
            self._options = OptionPopup(editor)
            self._options.chosen.connect(lambda option: self._on_chosen(row, column, option))
        self.editor = editor
        return editor

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = self._table.goods.text(index.row(), GoodsColumn(index.column()))
        # While one types, the model only follows; the text under the cursor is never rewritten.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            text = editor.text().strip()
            if self._table.goods.set_text(index.row(), GoodsColumn(index.column()), text):
                self._table.edited.emit()

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]  # the stubs miss the base

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self.editor and self.editor is not None:
            command = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.type() == QEvent.Type.ShortcutOverride:
                if command and event.key() in {Qt.Key.Key_D, Qt.Key.Key_Delete}:
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress and self._on_key(self.editor, event):
                return True
        return super().eventFilter(watched, event)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        rect = option.rect  # type: ignore[attr-defined]  # the stubs miss the base class
        state = option.state  # type: ignore[attr-defined]  # as above
        column = GoodsColumn(index.column())
        wrong = bool(index.data(PROBLEM_ROLE))
        text = str(index.data() or "")
        painter.save()
        painter.setPen(look.color("border2"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = QRectF(rect.adjusted(12 if column is GoodsColumn.NAME else 8, 0, -8, 0))
        if wrong:
            ratio = painter.device().devicePixelRatioF()
            mark = pixmap("circle-alert", "err", _ICON, ratio)
            painter.drawPixmap(QPointF(room.left(), round(room.center().y() - _ICON / 2)), mark)
            room = room.adjusted(_ICON + 5, 0, 0, 0)
            text = text if text not in {"", "–"} else _MISSING.get(column, "isi")
        painter.setFont(look.font(10))
        blank = self._table.goods.is_blank(index.row())
        painter.setPen(look.color("err" if wrong else "hint" if blank else "text"))
        side = Qt.AlignmentFlag.AlignRight if column in NUMERIC else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _on_key(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        table, index = self._table, self._table.currentIndex()
        if table.handle_command(event):
            return True
        plain = not event.modifiers() & ~_MODIFIERS.KeypadModifier
        if event.key() in ENTER_KEYS and plain:
            self._close(editor)
            table.advance(index, skip_filled=True)
            return True
        if event.key() == Qt.Key.Key_Tab and plain:
            self._close(editor)
            table.advance(index, skip_filled=False)
            return True
        if event.key() == Qt.Key.Key_Backtab:
            self._close(editor)
            table.step_back(index)
            return True
        if event.key() == Qt.Key.Key_Tab and event.modifiers() & _MODIFIERS.ControlModifier:
            table.leave()
            return True
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and plain:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = index.row() + step
            if 0 <= row < table.goods.rowCount():
                self._close(editor)
                table.go_to(row, GoodsColumn(index.column()))
            return True
        return False

    def _close(self, editor: QLineEdit) -> None:
        if self._options is not None:
            self._options.close()
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.editor = None

    def _on_typed(self, row: int, column: GoodsColumn, text: str) -> None:
        self._table.goods.set_text(row, column, text)
        self._table.edited.emit()
        if self._options is None:
            return
        if column is GoodsColumn.NAME:
            found = list(self._suggest(text.strip())) if len(text.strip()) > 1 else []
            self._known = {known.name: known for known in found}
            options = [Option(known.name, known.name, known.remark) for known in found]
        else:
            low = text.strip().lower()
            options = [Option(unit, unit) for unit in UNITS if low and unit.startswith(low)]
        self._options.offer(options)

    def _on_chosen(self, row: int, column: GoodsColumn, option: Option) -> None:
        goods = self._table.goods
        goods.set_text(row, column, option.label)
        if column is GoodsColumn.NAME and option.label in self._known:
            known = self._known[option.label]
            goods.prefill(row, unit=known.unit, unit_price=known.unit_price)
        if self.editor is not None:
            self.editor.setText(option.label)
            index = self._table.currentIndex()
            self._close(self.editor)
            self._table.advance(index, skip_filled=True)
        self._table.edited.emit()
