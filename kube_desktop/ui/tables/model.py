"""A table model that never holds all rows: it asks its source for pages."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, Protocol, TypeAlias, TypeVar, runtime_checkable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kube_desktop.ui.tables.cells import Cell, Column

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)
Index: TypeAlias = QModelIndex | QPersistentModelIndex

PAGE_ROWS: Final = 32
"""Two or three pages fill a window; in an encrypted file every row of a jump has its price."""
PAGES_KEPT: Final = 64
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowSource(Protocol[RowT_co]):
    """Gives rows in the wanted order and selection, a page at a time."""

    def count(self) -> int:
        """Return how many rows there are."""

    def page(self, offset: int, limit: int) -> Sequence[RowT_co]:
        """Return at most `limit` rows from `offset` on."""


@runtime_checkable
class LocatingSource(Protocol):
    """A source that also knows where a row stands."""

    def locate(self, row_id: Hashable) -> int | None:
        """Return the place of the row, or None when it is not among the rows."""


class ListSource(Generic[RowT]):
    """A source over rows that are already there, for the short lists inside a record."""

    def __init__(self, rows: Sequence[RowT] = ()) -> None:
        self._rows = rows

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def page(self, offset: int, limit: int) -> Sequence[RowT]:
        """Return a slice of the rows."""
        return self._rows[offset : offset + limit]


class WindowedModel(QAbstractTableModel, Generic[RowT]):
    """Read-only table of row objects; memory does not grow with the number of rows."""

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        row_id: Callable[[RowT], Hashable] = id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id = row_id
        self._source: RowSource[RowT] = ListSource[RowT](())
        self._count = 0
        self._pages: OrderedDict[int, Sequence[RowT]] = OrderedDict()

    def set_source(self, source: RowSource[RowT]) -> None:
        """Show the rows of another source."""
        count = source.count()
        self.beginResetModel()
        self._source = source
        self._count = count
        self._pages.clear()
        self.endResetModel()

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show a short list of rows."""
        self.set_source(ListSource(rows))

    def refresh(self) -> None:
        """Read the rows again from the same source."""
        self.set_source(self._source)

    def row(self, place: int) -> RowT | None:
        """Return the row at a place, or None when the source has it no more."""
        if not 0 <= place < self._count:
            return None
        number, within = divmod(place, PAGE_ROWS)
        page = self._page(number)
        return page[within] if within < len(page) else None

    def row_id(self, place: int) -> Hashable | None:
        """Return what identifies the row at a place."""
        row = self.row(place)
        return None if row is None else self._row_id(row)

    def locate(self, row_id: Hashable, near: int = 0) -> int | None:
        """Return where a row stands now; sources that cannot tell are searched near a place."""
        if isinstance(self._source, LocatingSource):
            return self._source.locate(row_id)
        middle = near // PAGE_ROWS
        for number in sorted(range(max(0, middle - 2), middle + 3), key=lambda n: abs(n - middle)):
            if number * PAGE_ROWS >= self._count:
                continue
            for within, row in enumerate(self._page(number)):
                if self._row_id(row) == row_id:
                    return number * PAGE_ROWS + within
        return None

    def cell(self, index: Index) -> Cell:
        """Return what a cell shows; the delegate asks here, without the detour through Qt."""
        row = self.row(index.row())
        if row is None:
            return Cell("")
        shown = self.columns[index.column()].cell(row)
        return Cell(shown) if isinstance(shown, str) else shown

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index).text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.cell(index).spoken
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.columns[index.column()].right else _LEFT
            case _:
                return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.columns[section].header
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.columns[section].right else _LEFT
            case _:
                return None

    def _page(self, number: int) -> Sequence[RowT]:
        page = self._pages.get(number)
        if page is None:
            page = self._source.page(number * PAGE_ROWS, PAGE_ROWS)
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page
