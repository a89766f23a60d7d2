"""Status pills: a word and an icon on a quiet colour."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone

_ICON = 13
_SIDE = 9


@dataclass(frozen=True, slots=True)
class PillLook:
    """What a status pill shows."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str | None = None


class Pill(QWidget):
    """Shows the status of a record."""

    def __init__(self, look: PillLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_look(look)

    @property
    def look(self) -> PillLook:
        """What is shown now."""
        return self._look

    def set_look(self, look: PillLook) -> None:
        """Show another status."""
        self._look = look
        self.setAccessibleName(look.text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return pill_size(self._look)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._look, self.devicePixelRatioF())
        painter.end()


def pill_font() -> QFont:
    """Return the font of pills."""
    return theme().font(9, QFont.Weight.DemiBold)


def pill_size(look: PillLook) -> QSize:
    """Return how much room a pill needs."""
    metrics = QFontMetricsF(pill_font())
    width = metrics.horizontalAdvance(look.text) + 2 * _SIDE
    if look.icon:
        width += _ICON + 5
    return QSize(round(width + 1), round(metrics.height() + 6))


def paint_pill(
    painter: QPainter, rect: QRectF, look: PillLook, ratio: float, *, selected: bool = False
) -> None:
    """Paint a pill at the left of a rectangle, shortened to fit, vertically centred."""
    tokens = theme().tokens
    font = pill_font()
    metrics = QFontMetricsF(font)
    size = pill_size(look)
    height = min(float(size.height()), rect.height())
    box = QRectF(
        rect.left(), rect.center().y() - height / 2, min(size.width(), rect.width()), height
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.surface if selected else tokens.soft(look.tone)))
    painter.drawRoundedRect(box, height / 2, height / 2)
    left = box.left() + _SIDE
    if look.icon:
        mark = pixmap(look.icon, str(look.tone), _ICON, ratio)
        painter.drawPixmap(QPointF(left - 1, round(box.center().y() - _ICON / 2)), mark)
        left += _ICON + 4
    room = QRectF(left, box.top(), box.right() - left - 5, height)
    painter.setFont(font)
    painter.setPen(theme().color(str(look.tone)))
    text = metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
