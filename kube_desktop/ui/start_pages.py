"""Pages shown in place of the program when it cannot begin: preparing, locked, damaged."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kube_desktop.ui.widgets.buttons import Button, ButtonKind
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole


class StartPage(QWidget):
    """One sentence, what to do, and the buttons to do it."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        buttons: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        busy: bool = False,
    ) -> None:
        super().__init__()
        self.setWindowTitle("KUBE Desktop")
        card = Card()
        card.setMaximumWidth(620)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconLabel(icon, "primary" if busy else "warn", 28))
        head.addWidget(Text(title, TextRole.TITLE, wrap=True), 1)
        card.body.addLayout(head)
        card.body.addWidget(Text(text, TextRole.BODY, wrap=True, selectable=True))
        if busy:
            bar = QProgressBar()
            bar.setRange(0, 0)
            bar.setAccessibleName(title)
            card.body.addWidget(bar)
        row = QHBoxLayout()
        row.addStretch(1)
        for number, (words, act) in enumerate(buttons):
            kind = ButtonKind.PRIMARY if number == 0 else ButtonKind.SECONDARY
            row.addWidget(Button(words, kind, on_click=act))
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(centred(card))


def centred(card: QWidget) -> QScrollArea:
    """Return the card in the middle of what room there is; it scrolls where there is too little."""
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(card, 4)
    across.addStretch(1)
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(12, 12, 12, 12)
    layout.addStretch(1)
    layout.addLayout(across)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area
