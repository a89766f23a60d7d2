"""The number cards on top of Beranda."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.ui.widgets.cards import NumberCard

_BETWEEN: Final = 12
_FEWEST_COLUMNS: Final = 2


class CardRow(QWidget):
    """Cards side by side, each as wide as the others; in two lines where large text needs it.

    It places the cards itself: the style sheet gives every button a least height, down to which a
    layout would squeeze them.
    """

    def __init__(self, cards: Sequence[NumberCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)
        for card in self.cards:
            card.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        width = self._width(len(self.cards))
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(_FEWEST_COLUMNS), self._card_height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = -(-len(self.cards) // self._columns(width))
        return lines * self._card_height() + (lines - 1) * _BETWEEN

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns, height = self._columns(self.width()), self._card_height()
        room = self.width() - (columns - 1) * _BETWEEN
        for place, card in enumerate(self.cards):
            line, column = divmod(place, columns)
            left, right = room * column // columns, room * (column + 1) // columns
            top = line * (height + _BETWEEN)
            card.setGeometry(left + column * _BETWEEN, top, right - left, height)

    def _columns(self, width: int) -> int:
        return len(self.cards) if width >= self._width(len(self.cards)) else _FEWEST_COLUMNS

    def _width(self, columns: int) -> int:
        widest = max((card.minimumSizeHint().width() for card in self.cards), default=0)
        return columns * widest + (columns - 1) * _BETWEEN

    def _card_height(self) -> int:
        return max((card.sizeHint().height() for card in self.cards), default=0)
