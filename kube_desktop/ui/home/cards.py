"""The row of number cards on top of Beranda."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from kube_desktop.ui.widgets.cards import NumberCard

_BETWEEN: Final = 12


class CardRow(QWidget):
    """Cards side by side, each as wide as the others."""

    def __init__(self, cards: Sequence[NumberCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        for card in self.cards:
            row.addWidget(card, 1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        # The style sheet gives every button a least height, which would let a layout squeeze the
        # cards down to it.
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        return max((card.sizeHint().height() for card in self.cards), default=0)
