"""A link in running text: wraps, takes focus, and is pressed with Enter."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import is_plain_enter

_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_MARGIN = 3


class LinkButton(QAbstractButton):
    """Looks like a link and is a button, so that screen readers and keys treat it as one."""

    def __init__(
        self, text: str, *, colour: str = "primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        font = theme().font(10)
        font.setUnderline(True)
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * _MARGIN), 10_000)
        height = self.fontMetrics().boundingRect(room, _FLAGS, self.text()).height()
        return max(24, height + 2 * _MARGIN)

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _MARGIN + 2
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 24)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme().color(self._colour))
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.drawText(room, _FLAGS | int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
