"""Perlu dikerjakan: what is left to do, the most harmful first, and what was opened last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.services.lists.home import Todo
from kube_desktop.ui.home.places import TODO_LOOKS
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ghost
from kube_desktop.ui.widgets.cards import Card, EntryCard, TodoRow
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.pills import Pill, PillLook
from kube_desktop.ui.widgets.text import Line, Text, TextRole

MOST_LINES: Final = 7
_FEWEST_LINES: Final = 3
_FEWEST_HEIGHT: Final = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """Something opened lately, and how to open it again."""

    icon: str
    title: str
    sub: str
    open_it: Callable[[], object]


class _Lines(QWidget):
    """Holds the lines; as high as they are at the width they get, not at the narrowest one."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class _Line(QWidget):
    """One thing to do, with the hairline below it."""

    def __init__(self, todo: Todo, on_action: Callable[[], object]) -> None:
        super().__init__()
        icon, tone = TODO_LOOKS[todo.kind]
        row = TodoRow(icon, tone, todo.title, todo.hint, todo.action, on_action)
        self.button = row.button
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(row)
        layout.addWidget(Line())


class TodoCard(Card):
    """Lists what is left to do; below it, what was opened last.

    Signals:
        asked: The button of a line was pressed; carries its `Todo`.

    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(0, 10, 0, 12), spacing=0, parent=parent)
        self._todos: tuple[Todo, ...] = ()
        self._rows: list[_Line] = []
        self._is_expanded = False
        self._scrolls = True
        self._count = Pill(PillLook("0", Tone.WARN))
        self.more = ghost("", "chevron-down")
        self.more.clicked.connect(self._toggle)
        self.nothing_left = EmptyState("circle-check")
        self._lines = _Lines()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._lines)
        self._recent_cards: list[EntryCard] = []
        self._build()

    @property
    def rows(self) -> tuple[QWidget, ...]:
        """The lines made so far: those that are shown, and those that were."""
        return tuple(self._rows)

    def stops(self) -> tuple[QWidget, ...]:
        """Return everything that takes focus, in reading order."""
        lines = [line.button for line in self._rows]
        return (self.more, *lines, *self.nothing_left.buttons, *self._recent_cards)

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """List what is left to do."""
        if tuple(todos) == self._todos and self._rows:
            return
        self._todos = tuple(todos)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._count.set_look(PillLook(str(len(todos)), Tone.WARN if todos else Tone.OK))
        self._area.setVisible(bool(todos))
        self.nothing_left.setVisible(not todos)
        self._show_fitting()

    def show_recent(self, entries: Sequence[Entry]) -> None:
        """Offer what was opened last."""
        for card in self._recent_cards:
            self._recent_row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._recent_cards = [
            EntryCard(entry.icon, entry.title, entry.sub, on_click=entry.open_it)
            for entry in entries
        ]
        for card in self._recent_cards:
            self._recent_row.addWidget(card, 1)
        self._recent.setVisible(bool(entries))

    def set_scrolling(self, *, scrolls: bool) -> None:
        """Scroll the lines inside the card, or let the page scroll with all of them."""
        self._scrolls = scrolls
        self._show_fitting()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 12, 8)
        head.setSpacing(10)
        head.addWidget(Text(self.tr("Perlu dikerjakan"), TextRole.SECTION))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.more)
        self._recent = QWidget()
        below = QVBoxLayout(self._recent)
        below.setContentsMargins(14, 0, 14, 0)
        below.setSpacing(7)
        below.addWidget(Line())
        below.addWidget(Text(self.tr("Terakhir dibuka"), TextRole.STRONG))
        self._recent_row = QHBoxLayout()
        self._recent_row.setSpacing(10)
        below.addLayout(self._recent_row)
        self.body.addLayout(head)
        self.body.addWidget(Line())
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.nothing_left, 1)
        self.body.addWidget(self._recent)
        self._recent.hide()
        self.nothing_left.hide()

    def _make_rows(self, most: int) -> None:
        """Make the lines that are missing: most are never looked at."""
        for todo in self._todos[len(self._rows) : most]:
            row = self._row(todo)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)

    def _row(self, todo: Todo) -> _Line:
        return _Line(todo, lambda: self.asked.emit(todo))

    def _toggle(self) -> None:
        self._is_expanded = not self._is_expanded
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Show as many lines as there is room for, at most seven; or all when asked."""
        # A line that is left over alone takes no more room than the button that leads to it.
        fitting = most = MOST_LINES + (len(self._todos) == MOST_LINES + 1)
        self._make_rows(len(self._todos) if self._is_expanded else most)
        width = max(1, self.width() - 2)
        if self._scrolls and self._rows:
            height = max(1, self._rows[0].heightForWidth(width))
            fitting = max(_FEWEST_LINES, min(most, self._area.height() // height))
        hidden = max(0, len(self._todos) - fitting)
        for place, row in enumerate(self._rows):
            row.setVisible(self._is_expanded or place < fitting)
        self.more.setVisible(hidden > 0)
        if self._is_expanded:
            self.more.set_label(self.tr("Lihat lebih sedikit"))
            self.more.set_icon("chevron-up")
        else:
            self.more.set_label(self.tr("Lihat {} lainnya").format(hidden))
            self.more.set_icon("chevron-down")
        shown = self._rows if self._is_expanded else self._rows[:fitting]
        whole = sum(row.heightForWidth(width) for row in shown)
        self._area.setMinimumHeight(_FEWEST_HEIGHT if self._scrolls else whole)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_fitting()
