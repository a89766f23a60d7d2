"""Messages inserted above what they are about; they never cover it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import TONE_ICONS, Tone
from kube_desktop.ui.widgets.buttons import Button, ButtonKind, ToolButton
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole, hide_unless, set_property

Action = tuple[str, Callable[[], object]]
"""The words of a button and what it does."""


class Message(QFrame):
    """Says what is the matter, and offers the way on.

    Signals:
        closed: The person dismissed the message.

    """

    closed = Signal()

    def __init__(
        self,
        tone: Tone = Tone.INFO,
        title: str = "",
        text: str = "",
        actions: Sequence[Action] = (),
        *,
        icon: str | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel(icon or TONE_ICONS[tone], str(tone))
        self._title = Text("", TextRole.STRONG, wrap=True)
        self._text = Text("", TextRole.SECONDARY, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 8, 7)
        self._row.setSpacing(10)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(words, 1)
        self._buttons: list[Button] = []
        self._close = ToolButton("x", "Tutup", size=16)
        self._close.clicked.connect(self._dismiss)
        hide_unless(self._close, closable)
        self._row.addWidget(self._close)
        self.say(tone, title, text, actions, icon=icon)

    @property
    def text(self) -> str:
        """Everything the message says, as it is read aloud."""
        return ". ".join(part for part in (self._title.text(), self._text.text()) if part)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons of the actions, in their order."""
        return tuple(self._buttons)

    def say(
        self,
        tone: Tone,
        title: str,
        text: str = "",
        actions: Sequence[Action] = (),
        *,
        icon: str | None = None,
    ) -> None:
        """Show another message in the same place."""
        set_property(self, "msg", str(tone))
        self._icon.set_icon(icon or TONE_ICONS[tone], str(tone))
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [
            Button(label, ButtonKind.SECONDARY, on_click=act, parent=self) for label, act in actions
        ]
        for place, button in enumerate(self._buttons):
            self._row.insertWidget(2 + place, button)
            button.show()
        self.setAccessibleName(self.text)
        self.announce()

    def announce(self) -> None:
        """Let a screen reader say the message."""
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()


class StripedBand(QWidget):
    """A striped band on top of the window that nobody overlooks, as for sample data."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setFixedHeight(24)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("warnsoft"))
        stripe = QColor(look.color("warnfill"))
        stripe.setAlpha(60)
        pen = painter.pen()
        pen.setColor(stripe)
        pen.setWidth(8)
        painter.setPen(pen)
        for left in range(-self.height(), self.width(), 28):
            painter.drawLine(left, self.height() + 4, left + self.height() + 8, -4)
        font = look.font(9)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        room = painter.fontMetrics().boundingRect(self._text).width() + 24
        middle = self.rect().adjusted((self.width() - room) // 2, 0, -(self.width() - room) // 2, 0)
        painter.fillRect(middle, look.color("warnsoft"))
        painter.setPen(look.color("warn"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
