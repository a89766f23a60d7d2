"""A short message that passes by, with the chance to undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.text import Text

SHOWN_MS = 8000
_ABOVE_BOTTOM = 108
_STATUS_BAR = 28
_GAP = 8
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit)


class Toast(QFrame):
    """One passing message; its clock stands still while it is hovered or focused.

    Signals:
        closed: The toast is gone, by time or by hand.

    """

    closed = Signal()

    def __init__(
        self, text: str, action: str, on_action: Callable[[], object] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(text)
        self._on_action = on_action
        self._left = SHOWN_MS
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(Text(text))
        self.button = QPushButton(action)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self._act)
        layout.addWidget(self.button)
        self.close_button = ToolButton("x", "Tutup", size=14, colour="scroll")
        self.close_button.clicked.connect(self.dismiss)
        layout.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        for child in (self.button, self.close_button):
            child.installEventFilter(self)
        self.resume()

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return not self._timer.isActive()

    def pause(self) -> None:
        """Stop the clock; the time that is left stays."""
        if self._timer.isActive():
            self._left = max(1, self._timer.remainingTime())
            self._timer.stop()

    def resume(self) -> None:
        """Let the clock run on."""
        self._timer.start(self._left)

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.pause()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._resume_unless_used()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.pause()
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._resume_unless_used)
        return super().eventFilter(watched, event)

    def _resume_unless_used(self) -> None:
        focus = QApplication.focusWidget()
        if not self.underMouse() and focus not in {self.button, self.close_button}:
            self.resume()

    def _act(self) -> None:
        action = self._on_action
        self.dismiss()
        if action is not None:
            action()


class ToastHost(QObject):
    """Shows one toast at a time at the bottom of a window; a new one takes the place of the old."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.current: Toast | None = None
        window.installEventFilter(self)

    def show(
        self, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> Toast:
        """Show a message for eight seconds, with the words and the deed of its button."""
        if self.current is not None:
            self.current.dismiss()
        toast = Toast(text, action, on_action, self._window)
        toast.closed.connect(self._on_closed)
        self.current = toast
        toast.adjustSize()
        self._place()
        toast.show()
        toast.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(toast, QAccessible.Event.Alert))
        return toast

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self.current is None:
            return
        width = min(self.current.sizeHint().width(), self._window.width() - 32)
        height = self.current.sizeHint().height()
        self.current.setGeometry(self._free_spot(width, height))

    def _free_spot(self, width: int, height: int) -> QRect:
        """Return the lowest place above the status bar that covers no control, if there is any."""
        left = (self._window.width() - width) // 2
        # 80 px above the status bar of 28, so that a sticky footer stays free (ux.md 2.4).
        usual = max(8, self._window.height() - _ABOVE_BOTTOM - height)
        lowest = self._window.height() - _STATUS_BAR - _GAP - height
        controls = self._controls()
        for top in (*range(usual, usual // 2, -_GAP), *range(usual, lowest + 1, _GAP)):
            for x in (left, self._window.width() - width - 16, 16):
                spot = QRect(x, top, width, height)
                if not any(spot.intersects(one) for one in controls):
                    return spot
        return QRect(left, usual, width, height)

    def _controls(self) -> list[QRect]:
        """Return where everything stands that can be pressed or typed into."""
        found: list[QRect] = []
        for kind in _CONTROLS:
            part: QWidget
            for part in self._window.findChildren(kind):
                if part.isVisible() and self.current and not self.current.isAncestorOf(part):
                    seen = part.visibleRegion().boundingRect()
                    found.append(seen.translated(part.mapTo(self._window, QPoint())))
        return [one for one in found if not one.isEmpty()]

    def _on_closed(self) -> None:
        self.current = None
