"""Rows of goods being typed, always with a blank row at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kube_desktop.domain.aid import GoodsItem
from kube_desktop.domain.values import parse_quantity, parse_rupiah
from kube_desktop.domain.wording import number, quantity


class GoodsColumn(IntEnum):
    """The columns in the order of the paper."""

    NAME = 0
    SPECIFICATION = 1
    QUANTITY = 2
    UNIT = 3
    PRICE = 4
    AMOUNT = 5


FIELDS: Final = {
    GoodsColumn.NAME: "name",
    GoodsColumn.SPECIFICATION: "specification",
    GoodsColumn.QUANTITY: "quantity_milli",
    GoodsColumn.UNIT: "unit",
    GoodsColumn.PRICE: "unit_price",
}
_HEADERS: Final = {
    GoodsColumn.NAME: "Nama barang",
    GoodsColumn.SPECIFICATION: "Merek/spesifikasi",
    GoodsColumn.QUANTITY: "Jumlah",
    GoodsColumn.UNIT: "Satuan",
    GoodsColumn.PRICE: "Harga satuan",
    GoodsColumn.AMOUNT: "Nilai (Rp)",
}
NUMERIC: Final = frozenset({GoodsColumn.QUANTITY, GoodsColumn.PRICE, GoodsColumn.AMOUNT})
BLANK_TEXT: Final = "Ketik nama barang…"
PROBLEM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_PARSERS: Final = {GoodsColumn.QUANTITY: parse_quantity, GoodsColumn.PRICE: parse_rupiah}
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, GoodsColumn]


class GoodsModel(QAbstractTableModel):
    """Editable goods; numbers that cannot be read stay as typed and have no value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[GoodsItem] = [GoodsItem()]
        self._unread: dict[Place, str] = {}
        self._problems: dict[Place, str] = {}

    def items(self) -> tuple[GoodsItem, ...]:
        """Return the goods without blank rows."""
        return tuple(item for item in self._rows if not item.is_blank)

    def set_items(self, items: Sequence[GoodsItem]) -> None:
        """Show these goods and a blank row."""
        self.beginResetModel()
        self._rows = [*items, GoodsItem()]
        self._unread.clear()
        self._problems.clear()
        self.endResetModel()

    def item(self, row: int) -> GoodsItem:
        """Return the goods of a row."""
        return self._rows[row]

    def is_blank(self, row: int) -> bool:
        """Tell whether nothing was typed in a row."""
        return self._rows[row].is_blank and not any(at == row for at, _ in self._unread)

    def is_empty(self, row: int, column: GoodsColumn) -> bool:
        """Tell whether a cell still waits for a value."""
        value = getattr(self._rows[row], FIELDS[column]) if column in FIELDS else ""
        return (value is None or value == "") and (row, column) not in self._unread

    def text(self, row: int, column: GoodsColumn) -> str:
        """Return what an editor of the cell begins with."""
        if (row, column) in self._unread:
            return self._unread[(row, column)]
        item = self._rows[row]
        match column:
            case GoodsColumn.NAME:
                return item.name
            case GoodsColumn.SPECIFICATION:
                return item.specification
            case GoodsColumn.QUANTITY:
                return "" if item.quantity_milli is None else quantity(item.quantity_milli)
            case GoodsColumn.UNIT:
                return item.unit
            case GoodsColumn.PRICE:
                return "" if item.unit_price is None else number(item.unit_price)
            case _:
                return "" if item.amount is None else number(item.amount)

    def set_text(self, row: int, column: GoodsColumn, text: str) -> bool:
        """Take what is typed in a cell; tell whether it changed anything."""
        if text == self.text(row, column):
            return False
        self._unread.pop((row, column), None)
        self._problems.pop((row, column), None)
        value: str | int | None = text
        if column in _PARSERS:
            value = _PARSERS[column](text) if text.strip() else None
            if value is None and text.strip():
                self._unread[(row, column)] = text
        self._change(row, {FIELDS[column]: value})
        return True

    def prefill(self, row: int, *, unit: str, unit_price: int | None) -> None:
        """Fill what is still empty from what is known about the named goods."""
        known: dict[str, str | int] = {}
        if self.is_empty(row, GoodsColumn.UNIT) and unit:
            known["unit"] = unit
        if self.is_empty(row, GoodsColumn.PRICE) and unit_price is not None:
            known["unit_price"] = unit_price
        if known:
            self._change(row, known)

    def remove(self, row: int) -> GoodsItem | None:
        """Take a row out and return it; the blank last row only becomes blank again."""
        if row == len(self._rows) - 1:
            return None
        self.beginRemoveRows(QModelIndex(), row, row)
        item = self._rows.pop(row)
        self._unread = _without_row(self._unread, row)
        self._problems = _without_row(self._problems, row)
        self.endRemoveRows()
        return item

    def insert(self, row: int, item: GoodsItem) -> None:
        """Put a removed row back."""
        row = max(0, min(row, len(self._rows) - 1))
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, item)
        self._unread = _with_row(self._unread, row)
        self._problems = _with_row(self._problems, row)
        self.endInsertRows()

    def copy_above(self, row: int, column: GoodsColumn) -> bool:
        """Copy the cell above into this one; tell whether there is one."""
        if row == 0 or column not in FIELDS:
            return False
        return self.set_text(row, column, self.text(row - 1, column))

    def set_problems(self, problems: Mapping[Place, str]) -> None:
        """Mark cells that must be repaired."""
        self._problems = dict(problems)
        if self._rows:
            last = self.index(len(self._rows) - 1, GoodsColumn.AMOUNT)
            self.dataChanged.emit(self.index(0, 0), last)

    def problem(self, row: int, column: GoodsColumn) -> str:
        """Return what is wrong with a cell."""
        if (row, column) in self._unread:
            return "Angka tidak terbaca, tulis seperti 3.500.000"
        return self._problems.get((row, column), "")

    def unread(self) -> tuple[Place, ...]:
        """Return the cells whose text stands for no number."""
        return tuple(self._unread)

    def row_of_item(self, place: int) -> int:
        """Return the row of the n-th goods, blank rows not counted."""
        filled = [row for row, item in enumerate(self._rows) if not item.is_blank]
        return filled[place] if 0 <= place < len(filled) else len(self._rows) - 1

    def place_of_row(self, row: int) -> int:
        """Return which of the goods a row holds, blank rows not counted."""
        return sum(not item.is_blank for item in self._rows[:row])

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(GoodsColumn)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), GoodsColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, column)
            case Qt.ItemDataRole.EditRole:
                return self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column in NUMERIC else _LEFT
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (_HEADERS[column], self._shown(row, column), self.problem(row, column))
                return ", ".join(part for part in parts if part)
            case _ if role in {PROBLEM_ROLE, Qt.ItemDataRole.ToolTipRole}:
                return self.problem(row, column) or None
            case _:
                return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section not in set(GoodsColumn):
            return None
        column = GoodsColumn(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _HEADERS[column]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column in NUMERIC else _LEFT
            case _:
                return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() not in FIELDS:
            return False
        return self.set_text(index.row(), GoodsColumn(index.column()), str(value))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in FIELDS else flags

    def _shown(self, row: int, column: GoodsColumn) -> str:
        text = self.text(row, column)
        if text or self.is_blank(row):
            last = row == len(self._rows) - 1
            return text or (BLANK_TEXT if last and column is GoodsColumn.NAME else "")
        return "–" if column is GoodsColumn.AMOUNT else ""

    def _change(self, row: int, values: Mapping[str, object]) -> None:
        self._rows[row] = replace(self._rows[row], **values)  # type: ignore[arg-type]  # by name
        self.dataChanged.emit(self.index(row, 0), self.index(row, GoodsColumn.AMOUNT))
        if not self.is_blank(len(self._rows) - 1):
            end = len(self._rows)
            self.beginInsertRows(QModelIndex(), end, end)
            self._rows.append(GoodsItem())
            self.endInsertRows()


def _without_row(marks: Mapping[Place, str], row: int) -> dict[Place, str]:
    return {(at - (at > row), column): text for (at, column), text in marks.items() if at != row}


def _with_row(marks: Mapping[Place, str], row: int) -> dict[Place, str]:
    return {(at + (at >= row), column): text for (at, column), text in marks.items()}
