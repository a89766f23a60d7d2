"""The promise of the last visit, asked about first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.mentoring import PromiseResult
from kube_desktop.domain.wording import short_date
from kube_desktop.services.lists.visits import Promise
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole


class PromiseBar(QFrame):
    """Says what was promised and takes what became of it.

    Attributes:
        has_promise: Whether there is something to ask about.

    Signals:
        edited: The person answered.

    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_promise = False
        self.setProperty("msg", "warn")
        self._when = Text("", TextRole.SECONDARY)
        self._what = Text("", TextRole.STRONG, wrap=True)
        self.choice = SegmentedChoice(
            [(one, one.label) for one in PromiseResult], name=self.tr("Janji kunjungan lalu")
        )
        self.choice.setObjectName("promise_result")
        self.choice.changed.connect(lambda _: self.edited.emit())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._when)
        words.addWidget(self._what)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(IconLabel("flag", "warn", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_promise(self, promise: Promise | None) -> None:
        """Show another promise; without one there is nothing to ask."""
        self.has_promise = promise is not None
        if promise is None:
            return
        day = short_date(promise.visited_on)
        when = self.tr("Janji kunjungan lalu ({})").format(day)
        if promise.due_on is not None:
            due = short_date(promise.due_on)
            when = self.tr("Janji kunjungan lalu ({}), batas {}").format(day, due)
        self._when.setText(when)
        self._what.setText(promise.follow_up)
        self.choice.set_name(f"{when}: {promise.follow_up}")

    def value(self) -> PromiseResult | None:
        """Return the answer, or None while there is none."""
        chosen = self.choice.value()
        return chosen if isinstance(chosen, PromiseResult) else None

    def set_value(self, result: PromiseResult | None) -> None:
        """Show an answer."""
        self.choice.set_value(result)
