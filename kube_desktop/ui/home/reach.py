"""How far each region has come, as a short list of bars."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kube_desktop.services.lists.province import Reach
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.meters import Meter
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole


class ReachCard(Card):
    """Names regions with their number and a bar each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(14, 10, 6, 10), spacing=2, parent=parent)
        self._title = Text("", TextRole.SECTION)
        self._sub = Text("", TextRole.HINT, wrap=True)
        self._lines: list[QWidget] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 4, 8, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self.body.addWidget(self._title)
        self.body.addWidget(self._sub)
        self.body.addWidget(self._area, 1)

    def show_reach(self, title: str, sub: str, reach: Sequence[Reach]) -> None:
        """Show these regions."""
        self._title.setText(title)
        self._sub.setText(sub)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_line(one) for one in reach]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)

    def set_scrolling(self, *, scrolls: bool) -> None:
        """Scroll inside the card, or let the page scroll with all of it."""
        self._area.setMinimumHeight(0 if scrolls else self._column.sizeHint().height())


def _line(reach: Reach) -> QWidget:
    full = reach.target > 0 and reach.groups >= reach.target
    number = Text(f"{reach.groups}/{reach.target}", TextRole.STRONG, tone="ok" if full else None)
    meter = Meter(reach.groups, max(1, reach.target), tone=Tone.OK if full else None)
    meter.setAccessibleName(f"{reach.name}: {reach.groups} dari {reach.target}")
    line = QWidget()
    head = QHBoxLayout()
    head.addWidget(ElidedText(reach.name, TextRole.BODY), 1)
    head.addWidget(number)
    layout = QVBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addLayout(head)
    layout.addWidget(meter)
    return line
