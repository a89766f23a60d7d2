"""The box that filters a list while one types."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kube_desktop.ui.widgets.line_icons import LineIcon

_PAUSE_MS = 120


class SearchBox(QLineEdit):
    """Announces what to search for once the typing pauses; Esc empties it.

    Signals:
        searched: The wanted text changed; carries it without spaces around it.
        left_down: The arrow down was pressed, to go on in the list.

    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        # A placeholder is no name for screen readers (ux.md G6).
        self.setAccessibleName(placeholder)
        self.setProperty("search", True)
        LineIcon(self, "search", leading=True)
        self._last = ""
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._announce)
        self.textChanged.connect(self._timer.start)

    def show_text(self, text: str) -> None:
        """Show a text whose hits are listed already."""
        self.setText(text)
        self._timer.stop()
        self._last = text.strip()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._announce()
            return
        if event.key() == Qt.Key.Key_Down:
            self._announce()
            self.left_down.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._announce()
        super().keyPressEvent(event)

    def _announce(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)
