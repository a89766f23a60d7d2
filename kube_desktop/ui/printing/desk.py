"""The two sides of the print page, and the keys that work anywhere on it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget
from typing_extensions import override

from kube_desktop.ui.printing.alignment import AlignmentPane
from kube_desktop.ui.printing.options import OptionsPane
from kube_desktop.ui.printing.outcome import OutcomePane, RunningPane
from kube_desktop.ui.printing.reading import ReadingPane
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.paper import PaperPanel

_SIDE: Final = 332
_SIDE_COMPACT: Final = 400
_LOW: Final = 500
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _Panes(QStackedWidget):
    """Shows one pane in the room there is; a long text in it must not make the page scroll."""

    @override
    def hasHeightForWidth(self) -> bool:
        return False


class PrintDesk(QWidget):
    """Holds the paper at the left, and at the right what is asked, running, or done.

    Signals:
        entered: Enter or Ctrl+Enter was pressed where nothing else needs it.
        reading_asked: B was pressed.

    """

    entered = Signal()
    reading_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = PaperPanel()
        area: QScrollArea
        for area in self.paper.findChildren(QScrollArea):
            area.setAccessibleName(self.tr("Kertas"))
        self.reading = ReadingPane()
        self.options = OptionsPane()
        self.running = RunningPane()
        self.outcome = OutcomePane()
        self.alignment = AlignmentPane()
        self.left = _Panes()
        self.left.addWidget(self.paper)
        self.left.addWidget(self.reading)
        self.side = _Panes()
        for pane in (self.options, self.running, self.outcome, self.alignment):
            self.side.addWidget(pane)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        layout.addWidget(self.left, 1)
        layout.addWidget(self.side)
        self._is_compact = False
        self._fit()
        theme().changed.connect(self._fit)

    def show_side(self, pane: QWidget, focus: QWidget | None = None) -> None:
        """Show another pane at the right and go to a widget in it."""
        self.side.setCurrentWidget(pane)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reading(self, *, shown: bool) -> None:
        """Show what is to be read aloud in place of the paper, or the paper again."""
        self.left.setCurrentWidget(self.reading if shown else self.paper)

    @property
    def is_reading(self) -> bool:
        """Whether the reading pane is shown."""
        return self.left.currentWidget() is self.reading

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if event.key() in _ENTER and (plain or modifiers == Qt.KeyboardModifier.ControlModifier):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_B and plain:
            self.reading_asked.emit()
        elif event.key() == Qt.Key.Key_PageUp:
            self.paper.paper.go_to(self.paper.paper.page - 1)
        elif event.key() == Qt.Key.Key_PageDown:
            self.paper.paper.go_to(self.paper.paper.page + 1)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.height() < theme().px(_LOW)
        if compact != self._is_compact:
            self._is_compact = compact
            self._fit()

    def _fit(self) -> None:
        self.options.set_compact(compact=self._is_compact)
        self.side.setFixedWidth(theme().px(_SIDE_COMPACT if self._is_compact else _SIDE))
