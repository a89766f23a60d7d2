"""The parts of the page of one group that are plain lists: members, aid, visits."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.services.lists import Lists
from kube_desktop.services.lists.groups import GroupDetail
from kube_desktop.ui.groups.looks import handover_columns, visit_columns
from kube_desktop.ui.groups.recent import RecentDeeds
from kube_desktop.ui.members.looks import ShowNik, group_columns
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import Button, secondary

if TYPE_CHECKING:
    from kube_desktop.domain.aid import HandoverRow
    from kube_desktop.domain.members import MemberRow
    from kube_desktop.domain.mentoring import VisitRow

_HEADER = 36
_ROW = 42
_ROW_COMPACT = 40


class Section(QWidget):
    """One part of the page of a group; read again whenever it is shown.

    Attributes:
        action: The button that stands beside the tabs while this part is shown.

    """

    action: Button | None = None

    def show_group(self, detail: GroupDetail) -> None:
        """Show what this part holds of a group."""
        raise NotImplementedError

    def set_compact(self, *, compact: bool) -> None:
        """Use the compact columns."""

    def enter(self) -> None:
        """Take the focus."""

    def clear(self) -> None:
        """Show nothing, as when another group is about to be read."""


class MembersSection(Section):
    """The members, officers first, and what was done last.

    Signals:
        opened: A member is to be opened; carries the `MemberRow`.
        add_asked: A new member is to be added.

    """

    opened = Signal(object)
    add_asked = Signal()

    def __init__(
        self,
        lists: Lists,
        show_nik: ShowNik,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lists = lists
        self._compact = False
        self.action = secondary(self.tr("Tambah anggota"), "user-plus")
        self.action.clicked.connect(self.add_asked)
        self.table: RecordTable[MemberRow] = RecordTable(
            group_columns(show_nik, today),
            lambda row: row.id,
            name=self.tr("Anggota kelompok"),
            flat=True,
        )
        self.table.set_compact(compact=True)
        self.table.opened.connect(self.opened)
        theme().changed.connect(self._fit)
        self.recent = RecentDeeds()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.recent)

    @override
    def enter(self) -> None:
        enter_rows(self.table)

    @override
    def show_group(self, detail: GroupDetail) -> None:
        self.table.set_rows(self._lists.members.of_group(detail.id))
        add = secondary(self.tr("Tambah anggota"), "user-plus")
        add.clicked.connect(self.add_asked)
        fact = self.tr("Belum ada anggota di {name}.").format(name=detail.row.name)
        step = self.tr("Kelompok lengkap bila ada {count} anggota, satu di antaranya ketua.")
        self.table.empty.say(
            fact, step.format(count=detail.row.expected), icon="users", buttons=[add]
        )
        visits = self._lists.visits.of_group(detail.id) if detail.visits else []
        handovers = self._lists.handovers.of_group(detail.id) if detail.handovers else []
        self.recent.show_last(
            visits[0] if visits else None,
            handovers[0] if handovers else None,
            self._lists.changes.last_replacement(detail.id),
        )
        self._fit()

    @override
    def set_compact(self, *, compact: bool) -> None:
        self._compact = compact
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # After the layout is done; hiding within it would lay out twice.
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Show five members without scrolling, and below them what was done last."""
        row = theme().px(_ROW_COMPACT if self._compact else _ROW)
        self.table.view.verticalHeader().setDefaultSectionSize(row)
        needed = theme().px(_HEADER) + max(3, self.table.model.rowCount()) * row
        self.recent.fit_into(0 if self._compact else self.height() - needed)


class AidSection(Section):
    """The handovers to a group.

    Signals:
        opened: A handover is to be opened; carries the `HandoverRow`.
        hand_over_asked: A handover is to be recorded.

    """

    opened = Signal(object)
    hand_over_asked = Signal()

    def __init__(self, lists: Lists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self.table: RecordTable[HandoverRow] = RecordTable(
            handover_columns(), lambda row: row.id, name=self.tr("Bantuan kelompok"), flat=True
        )
        self.table.set_compact(compact=True)
        self.table.opened.connect(self.opened)
        _fill(self, self.table)

    @override
    def enter(self) -> None:
        enter_rows(self.table)

    @override
    def show_group(self, detail: GroupDetail) -> None:
        self.table.set_rows(self._lists.handovers.of_group(detail.id))
        add = secondary(self.tr("Catat serah terima"), "handshake")
        add.clicked.connect(self.hand_over_asked)
        fact = self.tr("Belum ada bantuan untuk {name}.").format(name=detail.row.name)
        step = ""
        if detail.row.members < detail.row.expected:
            step = self.tr(
                "Anggota baru {count} dari {expected} orang. Serah terima dapat dicatat, "
                "BAST dicetak setelah anggota lengkap."
            ).format(count=detail.row.members, expected=detail.row.expected)
        self.table.empty.say(fact, step, icon="package", buttons=[add])


class VisitsSection(Section):
    """The visits to a group.

    Signals:
        opened: A visit is to be opened; carries the `VisitRow`.
        visit_asked: A visit is to be recorded.

    """

    opened = Signal(object)
    visit_asked = Signal()

    def __init__(self, lists: Lists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self.table: RecordTable[VisitRow] = RecordTable(
            visit_columns(), lambda row: row.id, name=self.tr("Kunjungan kelompok"), flat=True
        )
        self.table.set_compact(compact=True)
        self.table.opened.connect(self.opened)
        _fill(self, self.table)

    @override
    def enter(self) -> None:
        enter_rows(self.table)

    @override
    def show_group(self, detail: GroupDetail) -> None:
        self.table.set_rows(self._lists.visits.of_group(detail.id))
        add = secondary(self.tr("Catat kunjungan"), "clipboard-check")
        add.clicked.connect(self.visit_asked)
        fact = self.tr("Belum ada kunjungan ke {name}.").format(name=detail.row.name)
        step = self.tr("Kunjungan pertama mencatat keadaan usaha sebelum didampingi.")
        self.table.empty.say(fact, step, icon="clipboard-list", buttons=[add])


def _fill(section: QWidget, table: RecordTable[Any]) -> None:
    layout = QVBoxLayout(section)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(table)
