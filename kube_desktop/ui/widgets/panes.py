"""List and detail: side by side when there is room, one after the other when there is not."""

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.ui.widgets.buttons import ToolButton


class ListDetail(QWidget):
    """Holds a list and the detail of what is selected in it.

    `back` stands in the head of the detail (the page puts it there); it shows only in the compact
    layout.

    Signals:
        back_asked: The person wants to go back to the list; the list is shown already.

    """

    back_asked = Signal()

    def __init__(
        self, list_pane: QWidget, detail_pane: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._list = list_pane
        self._detail = detail_pane
        self._compact = False
        self._detail_open = False
        self.back = ToolButton("chevron-left", "Kembali ke daftar", size=20, shortcut="Esc")
        self.back.clicked.connect(self.go_back)
        self.back.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(16)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(list_pane)
        self._splitter.addWidget(detail_pane)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    @property
    def is_compact(self) -> bool:
        """Whether only one of the two is shown at a time."""
        return self._compact

    @property
    def shows_detail(self) -> bool:
        """Whether the detail can be seen now."""
        return not self._compact or self._detail_open

    def set_list_width(self, width: int) -> None:
        """Set the width of the list; the detail takes the rest."""
        self._splitter.setSizes([width, max(1, self.width() - width)])

    def layout_state(self) -> QByteArray:
        """Return the position of the divider, to be remembered."""
        return self._splitter.saveState()

    def restore_layout(self, state: QByteArray) -> bool:
        """Put the divider where it was; tell whether that worked."""
        return self._splitter.restoreState(state)

    def set_compact(self, *, compact: bool) -> None:
        """Show one or both, as the window has room."""
        self._compact = compact
        self._show()

    def show_detail(self) -> None:
        """Go to the detail; side by side it is there already."""
        self._detail_open = True
        self._show()

    def show_list(self) -> None:
        """Go to the list."""
        self._detail_open = False
        self._show()

    def go_back(self) -> None:
        """Return from the detail to the list, as Kembali, Esc and Alt+Left do."""
        if self._compact and self._detail_open:
            self.show_list()
            self._list.setFocus()
            self.back_asked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_left = (
            event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
        )
        if (event.key() == Qt.Key.Key_Escape or alt_left) and self._compact and self._detail_open:
            self.go_back()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        self._list.setVisible(not (self._compact and self._detail_open))
        self._detail.setVisible(self.shows_detail)
        self.back.setVisible(self._compact)
