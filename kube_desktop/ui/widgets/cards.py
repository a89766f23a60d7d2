"""Cards: framed surfaces, number cards, to-do rows, key facts."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button
from kube_desktop.ui.widgets.meters import Meter
from kube_desktop.ui.widgets.text import ElidedText, IconLabel, Text, TextRole, set_property


class Card(QFrame):
    """A framed surface with a vertical layout, ready to be filled."""

    def __init__(
        self,
        *,
        flat: bool = False,
        margins: tuple[int, int, int, int] = (14, 12, 14, 12),
        spacing: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "flat" if flat else "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)


class CardButton(QPushButton):
    """A button whose face is a layout: number cards, entries, answers."""

    def __init__(self, kind: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._mark_chosen)

    def set_face(self, layout: QLayout) -> None:
        """Fill the face; clicks on the parts are clicks on the button."""
        self.setLayout(layout)
        part: QWidget
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    @override
    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else -1

    def _mark_chosen(self, chosen: bool) -> None:  # noqa: FBT001  the signal gives it so
        # Labels on the face have no :checked state, so the style sheet looks at a property.
        self.setProperty("chosen", chosen)
        part: QWidget
        for part in self.findChildren(QWidget):
            part.style().unpolish(part)
            part.style().polish(part)


class NumberCard(CardButton):
    """A number that matters, how far it is from its goal, and the way to its list."""

    def __init__(
        self,
        icon: str,
        title: str,
        *,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("card", title, parent)
        self._title = title
        self._number = Text("", TextRole.NUMBER)
        self._meter = Meter()
        self._note = ElidedText("", TextRole.HINT)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconLabel(icon, "primary", 17))
        head.addWidget(Text(title, TextRole.SECONDARY))
        head.addStretch(1)
        face = QVBoxLayout()
        face.setContentsMargins(14, 10, 14, 11)
        face.setSpacing(3)
        face.addLayout(head)
        face.addWidget(self._number)
        face.addWidget(self._meter)
        face.addWidget(self._note)
        # Without a bar a card is lower than its neighbours: its title stays beside theirs.
        face.addStretch(1)
        self.set_face(face)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_number(
        self,
        number: str,
        note: str,
        *,
        value: int | None = None,
        goal: int = 0,
        tone: Tone | None = None,
    ) -> None:
        """Show the number in words, the sentence below it and, with a goal, the bar."""
        self._number.setText(number)
        self._note.setText(note)
        if value is not None and goal > 0:
            self._meter.set_level(value, goal, tone=tone)
        # Last: what is shown is styled at once, and a tone that comes later styles it again.
        self._meter.setVisible(value is not None and goal > 0)
        self.setAccessibleName(f"{self._title}: {number}")
        self.setAccessibleDescription(note)

    def set_low(self, *, low: bool) -> None:
        """Leave the remark out where there is little height; it stays for screen readers."""
        self._note.setVisible(not low)
        self.setToolTip(self._note.text() if low else "")


class EntryCard(CardButton):
    """A thing to open or to choose: an icon and two lines."""

    def __init__(
        self,
        icon: str,
        title: str,
        sub: str = "",
        *,
        checkable: bool = False,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("entry", ". ".join(part for part in (title, sub) if part), parent)
        self.setCheckable(checkable)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedText(title, TextRole.STRONG))
        if sub:
            words.addWidget(ElidedText(sub, TextRole.HINT, tone="text2"))
        self.tick = IconLabel("circle-check", "primary", 18)
        self.tick.hide()
        face = QHBoxLayout()
        face.setContentsMargins(12, 7, 12, 7)
        face.setSpacing(10)
        face.addWidget(IconLabel(icon, "primary", 20 if checkable else 18))
        face.addLayout(words, 1)
        face.addWidget(self.tick)
        self.set_face(face)
        self.setMinimumWidth(140)
        self.toggled.connect(self.tick.setVisible)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())


class TodoRow(QWidget):
    """One thing that is left to do, and the button that does it."""

    def __init__(
        self,
        icon: str,
        tone: str,
        title: str,
        sub: str,
        action: str,
        on_action: Callable[[], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(title, TextRole.STRONG, wrap=True))
        if sub:
            words.addWidget(Text(sub, TextRole.HINT, wrap=True))
        self.button = Button(action, on_click=on_action)
        self.button.setAccessibleName(f"{action}: {title}")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button)


class Fact(QWidget):
    """A key fact of a record: what it is, its value, and a remark."""

    def __init__(
        self, title: str, value: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self._value = ElidedText(value, TextRole.FACT)
        self._note = ElidedText(note, TextRole.HINT, tone="text2")
        self._title = title
        self._head = ElidedText(title, TextRole.HINT)
        layout.addWidget(self._head)
        layout.addWidget(self._value)
        layout.addWidget(self._note)
        layout.addStretch(1)

    def set_value(self, value: str, note: str = "", *, tone: str | None = None) -> None:
        """Show another value."""
        self._value.setText(value)
        self._note.setText(note)
        set_property(self._value, "tone", tone)
        self.setAccessibleName(f"{self._title}: {value}")

    @override
    def sizeHint(self) -> QSize:
        labels = (self._head, self._value, self._note)
        width = max(label.fontMetrics().horizontalAdvance(label.text()) for label in labels)
        return QSize(width + 2, super().sizeHint().height())


class FactStrip(QFrame):
    """Key facts side by side on a quiet surface."""

    def __init__(self, *facts: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(22)
        for fact in facts:
            row.addWidget(fact, 1)


class Avatar(QWidget):
    """Initials on a soft square, so that a record is recognised at a glance."""

    def __init__(self, initials: str, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = initials
        self._size = size
        self.setFixedSize(size, size)

    def set_initials(self, initials: str) -> None:
        """Show other letters."""
        self._initials = initials
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("primarysoft"))
        corner = self._size * 0.18
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        font = look.font()
        font.setPixelSize(round(self._size * 0.4))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(look.color("primary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()
