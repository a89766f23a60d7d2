"""What the visit found of each line of goods: the question every audit asks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.mentoring import GoodsState, ItemFinding
from kube_desktop.domain.wording import quantity
from kube_desktop.services.lists.handovers import ItemRow
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.mentoring.stops import place_after
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.links import LinkButton
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole, set_property

_LABEL_WIDTH = 150
"""As wide as the labels beside the other fields, so that all editors begin on one line."""
_NAME_WIDTH = 150


class FindingRow(QWidget):
    """One line of goods: its name, its state, and how it came when it is lost or sold.

    Signals:
        edited: The person looked at it, or wrote why.

    """

    edited = Signal()

    def __init__(self, item: ItemRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        amount = f"{quantity(item.quantity_milli)} {item.unit}"
        name = ElidedText(f"{item.name}, {amount}", TextRole.BODY)
        name.setMinimumWidth(theme().px(_NAME_WIDTH))
        self.choice = SegmentedChoice([(one, one.label) for one in GoodsState], name=item.name)
        self.choice.changed.connect(self._on_chosen)
        self._state = ElidedText("", TextRole.HINT)
        self._reason_problem = Text("", TextRole.PROBLEM, wrap=True)
        self.reason = LineEditor()
        self.reason.setMaxLength(300)
        self.reason.setPlaceholderText(self.tr("Bagaimana terjadinya, dan sejak kapan"))
        self.reason.edited.connect(self.edited)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(name, 4)
        across.addWidget(self.choice)
        across.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(across)
        layout.addWidget(self._reason_problem)
        layout.addWidget(self.reason)
        self.show_problem("")
        self._follow()

    @property
    def last_state(self) -> GoodsState | None:
        """What the last visit found."""
        known = self.item.last_condition
        return GoodsState(known) if known in set(GoodsState) else None

    def finding(self) -> ItemFinding:
        """Return what was found; the state is None while nobody looked."""
        state = self._chosen()
        reason = self.reason.value() if state is not None and state.needs_reason else ""
        return ItemFinding(aid_item_id=self.item.id, state=state, reason=reason)

    def set_finding(self, finding: ItemFinding | None) -> None:
        """Show what was found."""
        self.choice.set_value(finding.state if finding else None)
        self.reason.set_value(finding.reason if finding else "")
        self._follow()

    def confirm_last(self) -> None:
        """Take what the last visit found as found again, unless the person looked already."""
        if self._chosen() is None and self.last_state is not None:
            self.choice.set_value(self.last_state)
            self._follow()

    def show_problem(self, text: str) -> None:
        """Say what is missing in the reason."""
        self._reason_problem.setText(text)
        self._reason_problem.setVisible(bool(text))
        set_property(self.reason, "state", "error" if text else None)
        self.reason.setAccessibleDescription(text)

    def _chosen(self) -> GoodsState | None:
        chosen = self.choice.value()
        return chosen if isinstance(chosen, GoodsState) else None

    def _on_chosen(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        state = self._chosen()
        asks = state is not None and state.needs_reason
        self.reason.setVisible(asks)
        if state is not None and asks:
            self.reason.setAccessibleName(
                self.tr("Mengapa {} {}").format(self.item.name, state.label.lower())
            )
        else:
            self._reason_problem.hide()
        last = self.last_state
        text = ""
        if state is None:
            text = self.tr("belum diperiksa")
            if last is not None and last is not GoodsState.USED:
                text = self.tr("belum diperiksa, terakhir {}").format(last.label.lower())
        self._state.setText(text)
        # The rest of the line is for the name, which tells more.
        usual = self.tr("belum diperiksa")
        least = self._state.fontMetrics().horizontalAdvance(usual) + 2 if text else 0
        self._state.setMinimumWidth(least)


class FindingList(QWidget):
    """All goods of a group with their states.

    Signals:
        edited: The person looked at one, or wrote why.

    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FindingRow] = []
        self._same = LinkButton(self.tr("Sama seperti lalu"))
        self._same.setToolTip(self.tr("Semua barang keadaannya seperti kunjungan lalu"))
        self._same.clicked.connect(self._confirm_all)
        label = Text(self.tr("Barang bantuan"), TextRole.STRONG)
        side = QVBoxLayout()
        side.setContentsMargins(0, 4, 0, 0)
        side.setSpacing(2)
        side.addWidget(label)
        side.addWidget(self._same)
        side.addStretch(1)
        words = QWidget()
        words.setLayout(side)
        words.setFixedWidth(theme().px(_LABEL_WIDTH))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.addWidget(words, 0, 0)
        grid.addLayout(self._lines, 0, 1)
        grid.setColumnStretch(1, 1)

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        """The lines in their order."""
        return tuple(self._rows)

    def show_goods(self, goods: Sequence[ItemRow]) -> None:
        """List the goods of another group, nothing looked at yet."""
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [FindingRow(item) for item in goods]
        for row in self._rows:
            row.edited.connect(self._on_edited)
            self._lines.addWidget(row)
        self._follow()

    def order_stops(self) -> None:
        """Let Tab go through the lines in their order; they were made after the fields below."""
        previous: QWidget = self._same
        for row in self._rows:
            last = place_after(previous, row.choice)
            QWidget.setTabOrder(last, row.reason)
            previous = row.reason

    def findings(self) -> tuple[ItemFinding, ...]:
        """Return what was found, one for each line."""
        return tuple(row.finding() for row in self._rows)

    def set_findings(self, findings: Sequence[ItemFinding]) -> None:
        """Show what was found; goods that are not named were not looked at."""
        found = {one.aid_item_id: one for one in findings}
        for row in self._rows:
            row.set_finding(found.get(row.item.id))
        self._follow()

    def faults(self) -> Sequence[Problem]:
        """Nothing here can be unreadable."""
        return ()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the lines whose reason is missing."""
        texts = {problem.field: problem.text for problem in problems}
        for place, row in enumerate(self._rows):
            row.show_problem(texts.get(f"findings[{place}].reason", ""))

    def focus_problem(self, field: str) -> None:
        """Go to the line a problem names."""
        for place, row in enumerate(self._rows):
            if field == f"findings[{place}].reason":
                row.reason.setFocus()
                row.reason.selectAll()

    def _confirm_all(self) -> None:
        for row in self._rows:
            row.confirm_last()
        self._on_edited()

    def _on_edited(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        waiting = [row for row in self._rows if row.finding().state is None and row.last_state]
        # Hidden only while the focus is elsewhere, so that the keyboard user is not thrown out.
        self._same.setVisible(bool(waiting) or self._same.hasFocus())
