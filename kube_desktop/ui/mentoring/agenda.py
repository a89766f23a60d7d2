"""The list of Pendampingan: every mentored group in a month, the most urgent first."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.mentoring import AgendaRow, Urgency
from kube_desktop.domain.wording import MONTHS, month_name
from kube_desktop.services.lists.visits import VisitLists
from kube_desktop.ui.icons import decorate, icon
from kube_desktop.ui.tables.cells import Cell, Column, Shown, pill, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ToolButton, primary, secondary
from kube_desktop.ui.widgets.navigation import PageHeader
from kube_desktop.ui.widgets.pills import PillLook
from kube_desktop.ui.widgets.text import Text, TextRole, set_property

_LOOKS: Final = {
    Urgency.LATE: (Tone.ERR, "clock"),
    Urgency.TODAY: (Tone.WARN, "calendar"),
    Urgency.THIS_WEEK: (Tone.INFO, "calendar"),
    Urgency.LATER: (Tone.NEUTRAL, "calendar"),
    Urgency.DONE: (Tone.OK, "circle-check"),
}


class AgendaPane(QWidget):
    """Shows whom to visit in a month and who was visited.

    Attributes:
        table: The groups.
        new_button: Starts a visit to any group.
        report_button: Asks for the facilitator's report of the shown month.

    Signals:
        chosen: Another group is selected; carries its `AgendaRow`, or None.
        opened: A group was clicked or entered; carries its `AgendaRow`.
        print_asked: The reports of the shown month's visits are wanted.
        forms_asked: Forms for the visits that are due are wanted; carries their `AgendaRow`s.
        report_asked: The facilitator's report of the shown month is wanted.

    """

    chosen = Signal(object)
    opened = Signal(object)
    print_asked = Signal()
    forms_asked = Signal(object)
    report_asked = Signal()

    def __init__(
        self, visits: VisitLists, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._visits = visits
        self._today = today
        self._month = today().replace(day=1)
        self._rows: list[AgendaRow] = []
        self._unfinished: Collection[UUID] = frozenset()
        self.new_button = primary(
            self.tr("Kunjungan baru"), "plus", tooltip=self.tr("Kunjungan baru (Ctrl+N)")
        )
        self._header = PageHeader(self.tr("Pendampingan"), buttons=[self.new_button])
        self._month_label = Text("", TextRole.STRONG)
        self._print = ToolButton("printer", self.tr("Cetak laporan atau formulir kunjungan"))
        self._papers = QMenu(self)
        self._papers.aboutToShow.connect(self._fill_papers)
        self._print.set_menu(self._papers)
        self.report_button = secondary(self.tr("Laporan bulanan"), "file-text")
        self.report_button.setToolTip(self.tr("Laporan bulanan pendamping, siap dicetak"))
        self.report_button.clicked.connect(self.report_asked)
        self.table = RecordTable[AgendaRow](
            [
                Column(
                    self.tr("Kelompok"),
                    lambda row: two_lines(row.group_name, self._hint(row)),
                ),
                Column(self.tr("Tempat"), lambda row: row.place, 260, shown=Shown.COMPACT),
                Column(self.tr("Keadaan"), self._status, 132),
            ],
            lambda row: row.group_id,
            name=self.tr("Agenda kunjungan"),
            jump=self._place_of,
        )
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._header)
        layout.addLayout(self._month_row())
        layout.addWidget(self.table, 1)

    @property
    def month(self) -> date:
        """The first day of the shown month."""
        return self._month

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """What is listed."""
        return tuple(self._rows)

    def row_of(self, group_id: UUID) -> AgendaRow | None:
        """Return the line of a group, if it is listed."""
        return next((row for row in self._rows if row.group_id == group_id), None)

    def refresh(self, unfinished: Collection[UUID]) -> None:
        """Read the month again; `unfinished` are the groups with a draft."""
        self._unfinished = unfinished
        self._rows = self._visits.agenda(self._month)
        done = sum(row.urgency is Urgency.DONE for row in self._rows)
        self._header.say(
            self.tr("Pendampingan"), self.tr("{} dari {}").format(done, len(self._rows))
        )
        self._month_label.setText(month_name(self._month))
        self.table.set_rows(self._rows)

    def show_month(self, month: date) -> None:
        """Show the month of a day."""
        self._month = month.replace(day=1)
        self.refresh(self._unfinished)

    def set_primary(self, *, is_primary: bool) -> None:
        """Let the button for a new visit be the one that goes on, or step back behind a form."""
        set_property(self.new_button, "kind", "primary" if is_primary else "secondary")
        decorate(self.new_button, "plus", "onprimary" if is_primary else "text2", 16)

    def say_nobody(self, fact: str, next_step: str, button: Button) -> None:
        """Say why nobody is listed, and what to do."""
        self.table.empty.say(fact, next_step, icon="clipboard-list", buttons=[button])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not by a focus proxy: the Tab key would go past the buttons above the table.
        self.table.setFocus(event.reason())

    def _month_row(self) -> QHBoxLayout:
        earlier = ToolButton("chevron-left", self.tr("Bulan sebelumnya"))
        earlier.clicked.connect(lambda: self.show_month(self._month - timedelta(days=1)))
        later = ToolButton("chevron-right", self.tr("Bulan berikutnya"))
        later.clicked.connect(lambda: self.show_month(self._month + timedelta(days=31)))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(earlier)
        row.addWidget(self._month_label)
        row.addWidget(later)
        row.addStretch(1)
        row.addWidget(self._print)
        row.addWidget(self.report_button)
        return row

    def _fill_papers(self) -> None:
        self._papers.clear()
        self._papers.addAction(
            icon("printer"), self.tr("Laporan semua kunjungan bulan ini"), self.print_asked.emit
        )
        self._papers.addAction(
            icon("pen-line"),
            self.tr("Formulir kosong untuk kunjungan yang jatuh tempo"),
            lambda: self.forms_asked.emit(self._due()),
        )

    def _due(self) -> tuple[AgendaRow, ...]:
        """Return whom to visit up to the end of this week; of a later month, everybody left."""
        waiting = [row for row in self._rows if row.urgency is not Urgency.DONE]
        soon = tuple(row for row in waiting if row.urgency is not Urgency.LATER)
        return soon or tuple(waiting)

    def _hint(self, row: AgendaRow) -> str:
        if row.group_id in self._unfinished:
            return self.tr("{} · draf").format(row.hint)
        return row.hint

    def _status(self, row: AgendaRow) -> Cell:
        tone, icon = _LOOKS[row.urgency]
        text = row.urgency.label
        if row.urgency is Urgency.LATER and row.due_on is not None:
            is_here = row.due_on.replace(day=1) == self._today().replace(day=1)
            text = text if is_here else MONTHS[row.due_on.month - 1]
        return pill(PillLook(text, tone, icon))

    def _place_of(self, text: str) -> int | None:
        wanted = text.casefold()
        for place, row in enumerate(self._rows):
            if row.group_name.casefold().startswith(wanted):
                return place
        return None
