"""The list of groups with its title, filters and the button for a new one."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.groups import GroupRow, Readiness
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import number
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.lists.province import Reach
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.groups.looks import group_columns
from kube_desktop.ui.icons import decorate
from kube_desktop.ui.named_rows import NamedRows
from kube_desktop.ui.session import Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.search_box import SearchBox
from kube_desktop.ui.widgets.text import Text, TextRole, set_property

_SHOWN_STATUSES = (
    Readiness.INCOMPLETE, Readiness.DRAFT, Readiness.COMPLETE, Readiness.INACTIVE,
)  # fmt: skip

_LEAST_HEIGHT = 120


class GroupListPane(QWidget):
    """Finds groups.

    Signals:
        current_changed: Another group is selected; carries its row, or None.
        opened: A group is to be opened; carries its row.
        new_asked: The person wants a new group.

    """

    current_changed = Signal(object)
    opened = Signal(object)
    new_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: NamedRows[GroupRow] | None = None
        self._reached = (0, 0)
        self._compact = False
        self._title = Text(self.tr("Kelompok"), TextRole.TITLE)
        self._count = Text("", TextRole.BODY, tone="hint")
        self.new_button = primary(
            self.tr("Kelompok baru"), "plus", tooltip=self.tr("Kelompok baru (Ctrl+N)")
        )
        self.search = SearchBox(self.tr("Saring nama, desa, atau usaha"))
        self.status = ChoiceEditor(
            [(None, self.tr("Semua status")), *((one, one.label) for one in _SHOWN_STATUSES)]
        )
        self.region = ChoiceEditor([(None, self.tr("Semua kabupaten/kota")), *REGENCIES.items()])
        self.table: RecordTable[GroupRow] = RecordTable(
            group_columns(),
            lambda row: row.id,
            name=self.tr("Daftar kelompok"),
            flat=True,
            jump=self._place_of,
        )
        self._build()
        self._connect()

    def reload(self) -> None:
        """Read the list again; the selected group stays selected."""
        identity = self._session.lists.office.identity()
        self.region.setVisible(identity is not None and identity.is_office)
        self._show_rows()

    def narrowed(self) -> GroupFilter:
        """Return what narrows the list now."""
        status, region = self.status.value(), self.region.value()
        return GroupFilter(
            text=self.search.text().strip(),
            status=status if isinstance(status, Readiness) else None,
            regency_code=region if isinstance(region, str) else "",
        )

    def filter_by(
        self, status: Readiness | None, regency_code: str | None = None, text: str = ""
    ) -> None:
        """Show only the groups with a status, of a regency, or those a text finds."""
        self.search.show_text(text)
        self.region.set_value(regency_code)
        self.status.set_value(status)
        self._show_rows()

    def clear_filter(self) -> bool:
        """Show all groups again; tell whether there was a filter."""
        if self.narrowed() == GroupFilter():
            return False
        self.filter_by(None)
        return True

    def show_reach(self, reach: Sequence[Reach]) -> None:
        """Say how far this year's target is reached, in the regencies that have groups."""
        near = [one for one in reach if one.groups]
        if not near:
            identity = self._session.lists.office.identity()
            own = identity.regency_code if identity else ""
            near = [one for one in reach if one.code == own]
        self._reached = (sum(one.groups for one in near), sum(one.target for one in near))
        self._show_count()

    def select(self, group_id: UUID) -> bool:
        """Select a group, without its filter if that hides it; tell whether it exists."""
        if self.table.select(group_id):
            return True
        self.clear_filter()
        return self.table.select(group_id)

    def current(self) -> GroupRow | None:
        """Return the selected group."""
        return self.table.current_row()

    def select_first(self) -> None:
        """Select the first group, so that a wide window is not half empty."""
        if self.current() is None:
            self.table.select_place(0)

    def set_new_is_primary(self, *, is_primary: bool) -> None:
        """Step back while a form has the primary button."""
        set_property(self.new_button, "kind", "primary" if is_primary else "secondary")
        decorate(self.new_button, "plus", "onprimary" if is_primary else "text2", 16)

    def set_compact(self, *, compact: bool) -> None:
        """Put everything above the list into one line."""
        self._compact = compact
        self.table.set_compact(compact=compact)
        line = self._head if compact else self._tools
        other = self._tools if compact else self._head
        filters: tuple[QWidget, ...] = (self.search, self.status, self.region)
        for step, widget in enumerate(filters):
            other.removeWidget(widget)
            line.insertWidget((2 if compact else 0) + step, widget, 1 if step == 0 else 0)
        # The gap before the button, which the search box takes over.
        self._head.setStretch(self._head.count() - 2, 0 if compact else 1)
        # In large letters the filters need its room.
        self._count.setVisible(not (compact and self._session.theme.is_compact_text))
        self._show_count()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Passed on by hand: a focus proxy would let the Tab key skip what stands before it.
        super().focusInEvent(event)
        enter_rows(self.table, event.reason())

    def _build(self) -> None:
        self.search.setMinimumWidth(120)
        self.status.setAccessibleName(self.tr("Saring menurut status"))
        self.region.setAccessibleName(self.tr("Saring menurut kabupaten atau kota"))
        self.region.hide()
        for combo, letters in ((self.status, 9), (self.region, 14)):
            combo.setMinimumContentsLength(letters)
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self._title)
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._head.addWidget(self.new_button)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        for widget, stretch in ((self.search, 1), (self.status, 0), (self.region, 0)):
            self._tools.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._head)
        layout.addLayout(self._tools)
        # The frame stays when the list is empty and its words stand in the place of the rows.
        frame = Card(margins=(0, 0, 0, 0))
        frame.body.addWidget(self.table)
        # Less than the words for an empty list want: in a low window the list is low.
        self.table.setMinimumHeight(self._session.theme.px(_LEAST_HEIGHT))
        layout.addWidget(frame, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self._show_rows)
        self.search.returnPressed.connect(self._open_first)
        self.search.left_down.connect(lambda: enter_rows(self.table))
        self.status.edited.connect(self._show_rows)
        self.region.edited.connect(self._show_rows)
        self.table.current_changed.connect(self.current_changed)
        self.table.opened.connect(self.opened)
        self.new_button.clicked.connect(self.new_asked)

    def _show_rows(self) -> None:
        groups = self._session.lists.groups

        def find(row_id: object) -> GroupRow | None:
            key = row_id.bytes if isinstance(row_id, UUID) else b""
            return groups.rows_by_id([key]).get(key)

        near = self.table.view.currentIndex().row()
        self._rows = NamedRows(groups.listing(self.narrowed()), find, near)
        self.table.set_source(self._rows)
        self._show_count()
        if self.table.model.rowCount() == 0:
            self._explain_empty()

    def _open_first(self) -> None:
        """Answer Enter in the filter: open what is selected, else the first hit."""
        self.select_first()
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def _place_of(self, text: str) -> int | None:
        return self._rows.starting_with(text) if self._rows else None

    def _show_count(self) -> None:
        shown = self.table.model.rowCount()
        reached, target = self._reached
        everything = self.tr("{count} kelompok").format(count=number(shown))
        if self.narrowed() != GroupFilter():
            text = self.tr("{count} hasil").format(count=number(shown))
        elif not target:
            text = everything
        else:
            words = self.tr("{count} dari {target}")
            if not self._compact:
                words = self.tr("{count} dari target {target}")
                if reached != shown:
                    words = self.tr("tahun ini {count} dari {target}")
            text = words.format(count=number(reached), target=number(target))
        self._count.setText(text)
        self._count.setToolTip("" if text == everything else everything)

    def _explain_empty(self) -> None:
        narrowed, empty = self.narrowed(), self.table.empty
        if narrowed == GroupFilter():
            add = secondary(self.tr("Tambah kelompok"), "plus")
            add.clicked.connect(self.new_asked)
            empty.say(
                self.tr("Belum ada kelompok."),
                self.tr("Mulai dengan kelompok pertama."),
                icon="users",
                buttons=[add],
            )
            return
        clear = secondary(
            self.tr("Hapus saringan") if not narrowed.text else self.tr("Hapus pencarian")
        )
        clear.clicked.connect(self.clear_filter)
        if narrowed.text:
            fact = self.tr("Tidak ada kelompok yang cocok dengan “{text}”.")
            step = self.tr("Periksa ejaan; cukup sebagian nama, desa, atau usaha.")
            empty.say(fact.format(text=narrowed.text), step, icon="search", buttons=[clear])
            return
        hidden = self._session.lists.groups.count()
        filters = [
            combo.currentText() for combo in (self.status, self.region) if combo.value() is not None
        ]
        fact = self.tr("{count} kelompok tersembunyi oleh saringan “{names}”.").format(
            count=number(hidden), names="”, “".join(filters)
        )
        empty.say(fact, icon="list-filter", buttons=[clear])
