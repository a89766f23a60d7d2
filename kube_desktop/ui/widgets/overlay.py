"""A panel inside the window over a dimmed page, in place of modal dialogs."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from kube_desktop.ui.focus_order import focus_stops, move_focus
from kube_desktop.ui.theme import theme

_MARGIN: Final = 12
_FUNCTION_KEYS: Final = range(Qt.Key.Key_F1.value, Qt.Key.Key_F12.value + 1)


class Overlay(QWidget):
    """Shows one piece of content above the page of a window.

    The focus stays inside until it closes, then returns to where it was. Esc closes. Shortcuts of
    the page below are asleep meanwhile.

    Signals:
        closed: The overlay is gone.

    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        content: QWidget,
        *,
        name: str,
        width: int = 620,
        height: int = 0,
        top: int | None = None,
        margins: tuple[int, int, int, int] = (20, 16, 20, 16),
    ) -> None:
        super().__init__(window)
        self._window = window
        self._size = (width, height)
        self._top = top
        self._focus_before: QWidget | None = None
        self.content = content
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.panel = QFrame(self)
        self.panel.setProperty("card", "panel")
        self.panel.setAccessibleName(name)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._scroll = scroll
        self._margins = margins
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(*margins)
        layout.addWidget(scroll)
        shadow = QGraphicsDropShadowEffect(self.panel)
        shadow.setBlurRadius(36)
        shadow.setOffset(0, 10)
        shadow.setColor(QColor(0, 0, 0, 110))
        self.panel.setGraphicsEffect(shadow)
        window.installEventFilter(self)
        content.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget | None = None) -> None:
        """Show the panel and go to a widget in it, or to its first one."""
        self._focus_before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        target = focus or next(iter(focus_stops(self.panel)), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close, and go back to where the focus was."""
        self.hide()
        before = self._focus_before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        move_focus(self.panel, forward=next)
        return True

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            command = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if (command or event.key() in _FUNCTION_KEYS) and not self._has_shortcut(event):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        # Nothing typed here may reach the page below.
        event.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        resized = event.type() == QEvent.Type.Resize and watched is self._window
        regrown = event.type() == QEvent.Type.LayoutRequest and watched is self.content
        if resized or regrown:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("dim"))
        painter.end()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        look = theme()
        width, height = look.px(self._size[0]), look.px(self._size[1])
        width = min(width, self.width() - 2 * _MARGIN)
        frame = self._margins[1] + self._margins[3] + 2
        if not height:
            inside = width - self._margins[0] - self._margins[2] - 2
            layout = self.content.layout()
            wanted = self.content.sizeHint().height()
            if layout is not None and layout.hasHeightForWidth():
                wanted = layout.totalHeightForWidth(inside)
                # Or the scroll area would grant what the texts need at their narrowest.
                least = max(1, layout.minimumHeightForWidth(inside))
                if self.content.minimumHeight() != least:
                    self.content.setMinimumHeight(least)
            height = wanted + frame
        height = min(height, self.height() - 2 * _MARGIN)
        top = (self.height() - height) // 2 if self._top is None else self._top
        top = max(_MARGIN, min(top, self.height() - height - _MARGIN))
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)

    def _has_shortcut(self, event: QKeyEvent) -> bool:
        wanted = QKeySequence(event.keyCombination())
        keys: list[QKeySequence] = []
        shortcut: QShortcut
        for shortcut in self.findChildren(QShortcut):
            keys += shortcut.keys()
        return wanted in keys
