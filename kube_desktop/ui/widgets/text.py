"""Text on pages, styled by its role."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.ui.icons import decorate


class TextRole(StrEnum):
    """The part that a text plays on a page; the style sheet gives its size and weight."""

    NUMBER = "number"
    GREETING = "greeting"
    TITLE = "title"
    SECTION = "section"
    FACT = "fact"
    BODY = "body"
    STRONG = "strong"
    SECONDARY = "secondary"
    HINT = "hint"
    PROBLEM = "problem"


class Text(QLabel):
    """A piece of plain text. It never interprets markup, because names may hold any sign."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: str | None = None,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("role", str(role))
        if tone is not None:
            self.setProperty("tone", str(tone))
        if wrap:
            self.setWordWrap(True)
            # A wrapped label must be able to become narrower than its longest line.
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if selectable:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(
                flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
            )

    def set_tone(self, tone: str | None) -> None:
        """Change the colour by its meaning."""
        set_property(self, "tone", tone)

    def set_role(self, role: TextRole) -> None:
        """Change the role, as a compact page does with its title."""
        set_property(self, "role", str(role))


class ElidedText(Text):
    """One line of text that ends in three dots when there is no room for all of it."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone=tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, super().sizeHint().width()), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        room = self.contentsRect()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment(), shown)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")


class IconLabel(QLabel):
    """An icon that only accompanies a text beside it."""

    def __init__(
        self, name: str, colour: str = "text2", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "icon")
        self.set_icon(name, colour, size)

    def set_icon(self, name: str, colour: str = "text2", size: int = 18) -> None:
        """Show another icon."""
        decorate(self, name, colour, size)


class Line(QFrame):
    """A hairline between parts of a page."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("line", "h" if orientation is Qt.Orientation.Horizontal else "v")


def hide_unless(widget: QWidget, wanted: object) -> None:
    """Keep a new widget hidden when it is not wanted.

    Showing a widget that has no parent yet would open it as a window of its own for a moment,
    which flashes and takes the focus; a new widget appears with its parent anyway.
    """
    if not wanted:
        widget.hide()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let the style follow."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the properties of a widget again."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it looks at them for the first time when the widget is shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    # Not `widget.update()`: item views hide it behind an update of one index.
    QWidget.update(widget)
