"""The record table: a paged list with its empty and loading states."""

from collections.abc import Callable, Hashable, Sequence
from time import monotonic
from typing import Final, Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHoverEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.ui.tables.cells import Column, Shown
from kube_desktop.ui.tables.delegate import CellDelegate
from kube_desktop.ui.tables.model import Index, RowSource, WindowedModel
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import is_plain_enter
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.meters import Meter
from kube_desktop.ui.widgets.text import Text, TextRole

RowT = TypeVar("RowT")

ONE_LINE: Final = 34
TWO_LINES: Final = 48
TWO_LINES_COMPACT: Final = 44
_LEAST_STRETCH: Final = 150
_TYPING_PAUSE_S: Final = 1.0
_BAR_AFTER_MS: Final = 200
_TEXT_AFTER_MS: Final = 2000


class RowView(QTableView):
    """The table itself: whole rows, no grid, no Tab trap.

    Signals:
        entered_row: Enter was pressed on a row.
        typed: Letters were typed to jump to a row; carries all of them.

    """

    entered_row = Signal(int)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._typed_at = 0.0
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        # Otherwise the table swallows the Tab key and keyboard users never get out (ux.md G4).
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)
        header.setSectionsClickable(False)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
            return
        if is_plain_enter(event) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        # Qt's own search would read every row; the owner asks the database instead.
        now = monotonic()
        self._typed = search if now - self._typed_at > _TYPING_PAUSE_S else self._typed + search
        self._typed_at = now
        self.typed.emit(self._typed)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount() > 0:
            first = model.index(0, 0)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(first, flag)
        self._move_ring()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._move_ring()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._move_ring()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverMove, QEvent.Type.HoverEnter}:
            self._hover(self.rowAt(round(cast("QHoverEvent", event).position().y())))
        elif event.type() == QEvent.Type.HoverLeave:
            self._hover(-1)
        return super().viewportEvent(event)

    def copy_selection(self) -> None:
        """Copy the selected rows as they are shown, so that a masked NIK stays masked."""
        model = self.model()
        lines = []
        for index in self.selectionModel().selectedRows():
            columns = [at for at in range(model.columnCount()) if not self.isColumnHidden(at)]
            cells = [index.siblingAtColumn(at) for at in columns]
            role = Qt.ItemDataRole.AccessibleTextRole
            lines.append("\t".join(str(cell.data(role) or "") for cell in cells))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered_row:
            self.cells.hovered_row = row
            self.viewport().update()

    def _move_ring(self) -> None:
        self.cells.ring_row = self.currentIndex().row() if self.hasFocus() else -1
        self.viewport().update()


class RecordTable(QWidget, Generic[RowT]):
    """Lists records of any kind, page by page.

    Signals:
        current_changed: Another row is selected; carries it, or None.
        opened: A row was clicked or Enter was pressed on it; carries it.
        sort_requested: A heading was clicked; carries its sort key and whether to ascend.

    """

    current_changed = Signal(object)
    opened = Signal(object)
    sort_requested = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        row_id: Callable[[RowT], Hashable],
        *,
        name: str,
        two_lines: bool = True,
        flat: bool = False,
        jump: Callable[[str], int | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = WindowedModel(columns, row_id, self)
        self.view = RowView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.view.setProperty("flat", flat)
        self.empty = EmptyState()
        self._jump = jump
        self._two_lines = two_lines
        self._compact = False
        self._row_id = row_id
        self._chosen_id: Hashable | None = None
        self._kept: tuple[Hashable | None, int, int] | None = None
        self._sorted_by: tuple[str, bool] | None = None
        self._build()
        self._connect()
        self._restyle()
        self._show_fitting_page()

    def set_source(self, source: RowSource[RowT]) -> None:
        """Show the rows of a source; the selected record stays selected if it is among them."""
        self.set_loading("")
        self.model.set_source(source)

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show a short list of rows."""
        self.set_loading("")
        self.model.set_rows(rows)

    def refresh(self) -> None:
        """Read the rows again; selection and scroll position stay."""
        self.model.refresh()

    def current_row(self) -> RowT | None:
        """Return the selected row."""
        chosen = self.view.selectionModel().selectedRows()
        return self.model.row(chosen[0].row()) if chosen else None

    def select(self, row_id: Hashable) -> bool:
        """Select a record and scroll to it; tell whether it is in the list."""
        place = self.model.locate(row_id, max(0, self.view.currentIndex().row()))
        if place is None:
            return False
        self.select_place(place)
        return True

    def select_place(self, place: int) -> None:
        """Select the row at a place and scroll to it."""
        if 0 <= place < self.model.rowCount():
            index = self.model.index(place, 0)
            self.view.setCurrentIndex(index)
            self.view.selectRow(place)
            self.view.scrollTo(index)

    def set_compact(self, *, compact: bool) -> None:
        """Use the row height and the columns of the compact layout."""
        self._compact = compact
        self._restyle()

    def set_sorted(self, key: str | None, *, ascending: bool = True) -> None:
        """Show by which column the source is sorted."""
        self._sorted_by = None if key is None else (key, ascending)
        header = self.view.horizontalHeader()
        keys = [column.sort_key for column in self.model.columns]
        if key is None or key not in keys:
            header.setSortIndicatorShown(False)
            return
        order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(keys.index(key), order)

    def set_loading(self, text: str) -> None:
        """Say that rows are coming; nothing shows for the first moments, "" ends it."""
        self._loading.setText(text)
        if text:
            self._bar_timer.start()
            self._text_timer.start()
            return
        self._bar_timer.stop()
        self._text_timer.stop()
        self._bar.hide()
        self._show_fitting_page()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out_spare()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Only an empty list comes here; rows take the focus themselves.
        super().focusInEvent(event)
        if self.empty.buttons:
            self.empty.buttons[0].setFocus(event.reason())

    def _build(self) -> None:
        self._bar = Meter(0, 0, thin=True)
        self._bar.hide()
        self._loading = Text("", TextRole.BODY, tone="text2")
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        for page in (self.view, self.empty, self._loading):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages)
        self._bar_timer = QTimer(self, interval=_BAR_AFTER_MS, singleShot=True)
        self._text_timer = QTimer(self, interval=_TEXT_AFTER_MS, singleShot=True)

    def _connect(self) -> None:
        header = self.view.horizontalHeader()
        if any(column.sort_key for column in self.model.columns):
            header.setSectionsClickable(True)
            header.sectionClicked.connect(self._on_header)
        self.view.clicked.connect(lambda index: self._open(index.row()))
        self.view.entered_row.connect(self._open)
        self.view.typed.connect(self._on_typed)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._restore)
        self._bar_timer.timeout.connect(self._bar.show)
        self._text_timer.timeout.connect(lambda: self._pages.setCurrentWidget(self._loading))
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        look = theme()
        height = TWO_LINES_COMPACT if self._compact else TWO_LINES
        rows = self.view.verticalHeader()
        rows.setDefaultSectionSize(look.px(height if self._two_lines else ONE_LINE))
        header = self.view.horizontalHeader()
        for place, column in enumerate(self.model.columns):
            hidden = Shown.WIDE if self._compact else Shown.COMPACT
            self.view.setColumnHidden(place, column.shown is hidden)
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, look.px(column.width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._leave_out_spare()

    def _leave_out_spare(self) -> None:
        """Hide what can be spared while names, which take the rest, would be cut to nothing."""
        look, hidden = theme(), Shown.WIDE if self._compact else Shown.COMPACT
        shown = [one for one in enumerate(self.model.columns) if one[1].shown is not hidden]
        wanted = sum(look.px(column.width or _LEAST_STRETCH) for _, column in shown)
        for place, column in shown:
            if column.spare:
                self.view.setColumnHidden(place, wanted > self.width())
                wanted -= look.px(column.width) if wanted > self.width() else 0

    def _show_fitting_page(self) -> None:
        page = self.view if self.model.rowCount() else self.empty
        self._pages.setCurrentWidget(page)
        # Hidden rows could not take the focus, and Tab would end at an empty list.
        proxy = self.view if page is self.view else None
        self.setFocusProxy(proxy)  # type: ignore[arg-type]  # the stubs miss that None ends it

    def _keep(self) -> None:
        place = max(0, self.view.currentIndex().row())
        self._kept = (self._chosen_id, place, self.view.verticalScrollBar().value())
        self.view.selectionModel().blockSignals(True)

    def _restore(self) -> None:
        self.view.selectionModel().blockSignals(False)
        self._show_fitting_page()
        row_id, near, scrolled = self._kept or (None, 0, 0)
        self._kept = None
        if row_id is None:
            return
        place = self.model.locate(row_id, near)
        if place is None:
            self._chosen_id = None
            self.current_changed.emit(None)
            return
        self.view.verticalScrollBar().setValue(scrolled)
        self.select_place(place)

    def _open(self, place: int) -> None:
        row = self.model.row(place)
        if row is not None:
            self.view.selectRow(place)
            self.opened.emit(row)

    def _on_selection(self) -> None:
        # Remembered now, because a later look at this place may find another row there.
        row = self.current_row()
        self._chosen_id = None if row is None else self._row_id(row)
        self.current_changed.emit(row)

    def _on_typed(self, text: str) -> None:
        place = self._jump(text) if self._jump is not None else None
        if place is not None:
            self.select_place(place)

    def _on_header(self, section: int) -> None:
        key = self.model.columns[section].sort_key
        if key is not None:
            ascending = self._sorted_by != (key, True)
            self.set_sorted(key, ascending=ascending)
            self.sort_requested.emit(key, ascending)
        else:
            by = self._sorted_by
            self.set_sorted(by[0] if by else None, ascending=by[1] if by else True)
