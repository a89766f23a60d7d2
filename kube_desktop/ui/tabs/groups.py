"""The page *Kelompok*: the list, one group beside it, and the forms in its place."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.groups import GroupRow, Readiness
from kube_desktop.domain.papers import PaperKind
from kube_desktop.ui.form_stack import FormStack
from kube_desktop.ui.groups.deeds import GroupDeeds
from kube_desktop.ui.groups.detail import GroupDetailPane, GroupWishes
from kube_desktop.ui.groups.form import GroupPanel
from kube_desktop.ui.groups.list_pane import GroupListPane
from kube_desktop.ui.members.curtain import NikCurtain
from kube_desktop.ui.members.deeds import MemberDeeds
from kube_desktop.ui.members.form import MemberPanel
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import Offer
from kube_desktop.ui.record_panel import resume_draft
from kube_desktop.ui.session import Destination, PrintOrder, Purpose, Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.panes import ListDetail

NEW_MEMBER = "anggota-baru"
"""Hint of a destination: a new member for the group it names."""
_LIST_WIDTH = 450
_WIDE_MARGINS = (16, 14, 16, 14)
_COMPACT_MARGINS = (12, 8, 12, 8)
_OPENED_AFTER_MS = 2000


class GroupsTab(Page):
    """Finds, shows and edits groups and their members."""

    concerns = frozenset(
        {
            Kind.GROUP, Kind.PERSON, Kind.MEMBERSHIP, Kind.AID, Kind.HANDOVER, Kind.VISIT,
            Kind.MENTOR, Kind.SETTING, Kind.TARGET, Kind.ATTACHMENT,
        }
    )  # fmt: skip
    help_topic = "kelompok"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._group_id: UUID | None = None
        self._compact = False
        self._placed = False
        self.deeds = GroupDeeds(session, self)
        self.member_deeds = MemberDeeds(session, self)
        self.curtain = NikCurtain(self.help_topic, self)
        self.list = GroupListPane(session)
        self._stack = FormStack(session)
        self.panes = ListDetail(self.list, self._stack)
        wishes = GroupWishes(self._edit_group, self._add_member, self._open_member)
        self.detail = GroupDetailPane(
            session, self.deeds, wishes, self.panes.back, self.curtain.show_nik
        )
        self._nothing = self._make_nothing()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.detail)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*_WIDE_MARGINS)
        self._layout.addWidget(self.panes)
        # Noted only for groups that were really looked at, not for those the arrows pass by.
        self._looked = QTimer(self, interval=_OPENED_AFTER_MS, singleShot=True)
        self._looked.timeout.connect(self._note_opened)
        self._connect()

    @cached_property
    def group_form(self) -> GroupPanel:
        """The form of a group; made when it is first needed, because forms are heavy."""
        form = GroupPanel(self.session)
        form.stored.connect(self._on_group_stored)
        return self._stack.take(form)

    @cached_property
    def member_form(self) -> MemberPanel:
        """The form of a member; made when it is first needed."""
        form = MemberPanel(self.session, self.member_deeds)
        form.stored.connect(self._on_member_stored)
        return self._stack.take(form)

    # What the window asks of every page.

    @override
    def reload(self) -> None:
        self.list.reload()
        self._say_nothing()
        self._read_target()
        if self._stack.open_form is not None:
            return
        if self._group_id is not None and self.detail.show_group(self._group_id):
            return
        self._group_id = None
        if self._compact:
            self.panes.show_list()
            self._stack.setCurrentWidget(self._nothing)
        else:
            self.list.select_first()
            self._show_selected(self.list.current())

    @override
    def open(self, destination: Destination) -> None:
        self.refresh_if_stale()
        self._stack.leave_form()
        record_id = destination.record_id
        match destination.purpose:
            case Purpose.NEW if record_id is None:
                self._begin_new(destination.hint)
            case Purpose.FILTER:
                self._filter(destination)
            case Purpose.RESUME if record_id is not None:
                self._resume(record_id)
            case _ if record_id is not None:
                self._go_to(record_id, destination)

    @override
    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._layout.setContentsMargins(*(_COMPACT_MARGINS if compact else _WIDE_MARGINS))
        self.panes.set_compact(compact=compact)
        self.list.set_compact(compact=compact)
        self.detail.set_compact(compact=compact)
        self._stack.set_compact(compact=compact)
        if not compact and self._placed and self._stack.open_form is None:
            # Beside the list stands what is selected in it.
            self.list.select_first()
            self._show_selected(self.list.current())

    @override
    def go_back(self) -> bool:
        form = self._stack.open_form
        if form is not None:
            form.leave()
            return True
        if self._compact and self.panes.shows_detail:
            self.panes.go_back()
            return True
        return self.list.clear_filter()

    @override
    def start_new(self) -> None:
        self._begin_new("")

    def _begin_new(self, name: str) -> None:
        form = self._stack.open_form
        if isinstance(form, MemberPanel) and form.record_id is None:
            form.focus_form()
            return
        self._stack.leave_form()
        self._stack.show_form(self.group_form)
        self.group_form.open_new(name)

    @override
    def group_at_hand(self) -> UUID | None:
        return self._group_id if self.detail.detail is not None else None

    @override
    def edit_selected(self) -> None:
        member = self.detail.members.table.current_row()
        if self._has_focus(self.detail.members) and member is not None:
            self._open_member(member.id, "")
        else:
            self._edit_group()

    @override
    def delete_selected(self) -> None:
        if self._stack.open_form is not None:
            return
        member = self.detail.members.table.current_row()
        if self._has_focus(self.detail.members) and member is not None:
            self.member_deeds.delete(member)
        elif self.detail.detail is not None and self._group_id is not None:
            self.deeds.delete(self.detail.detail.row)

    @override
    def save(self) -> None:
        form = self._stack.open_form
        if form is not None:
            form.save()

    @override
    def accept(self) -> None:
        form = self._stack.open_form
        if form is not None:
            form.save()
        elif self._group_id is not None:
            self.deeds.hand_over(self._group_id)

    @override
    def print_selected(self) -> None:
        visit, handover = self.detail.visits.table, self.detail.aid.table
        order = None
        if self.detail.section is self.detail.visits and (row := visit.current_row()):
            order = PrintOrder(PaperKind.VISIT_REPORT, (row.id,))
        elif self.detail.section is self.detail.aid and (given := handover.current_row()):
            order = PrintOrder(PaperKind.BAST, (given.id,))
        elif self._group_id is not None:
            given_rows = self.session.lists.handovers.of_group(self._group_id)
            order = PrintOrder(PaperKind.BAST, (given_rows[0].id,)) if given_rows else None
        if order is not None:
            self.session.window.print_papers.emit(order)
        else:
            self.choose_paper()

    @override
    def offers(self) -> Sequence[Offer]:
        return self.detail.offers()

    @override
    def focus_filter(self) -> None:
        if self._compact and self._stack.open_form is None:
            self.panes.show_list()
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    @override
    def next_pane(self, step: int) -> None:
        form = self._stack.open_form
        if self._has_focus(self._stack) and not self._compact:
            enter_rows(self.list.table, Qt.FocusReason.TabFocusReason)
        elif form is not None:
            form.focus_form()
        elif self._stack.currentWidget() is self.detail and self.panes.shows_detail:
            self.detail.section.enter()

    @override
    def reveal_niks(self) -> None:
        """Answer Ctrl+Shift+N: show whole NIKs for a minute."""
        self.curtain.open()
        text = self.tr("NIK ditampilkan penuh selama 60 detik")
        self.session.window.toast.emit(text, self.curtain.close)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Passed on by hand: a focus proxy would let the Tab key skip what stands before it.
        super().focusInEvent(event)
        form = self._stack.open_form
        if form is not None:
            form.focus_form()
        elif self.list.isVisible():
            enter_rows(self.list.table, event.reason())
        else:
            self.detail.section.enter()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_N and event.modifiers() == control_shift:
            self.reveal_niks()
        elif event.key() == Qt.Key.Key_Delete and self._is_in_rows():
            self.delete_selected()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if not self._placed:
            self._placed = True
            self._place_divider()
        super().showEvent(event)

    # Showing.

    def _connect(self) -> None:
        self._stack.form_shown.connect(self._on_form_shown)
        self._stack.form_left.connect(self._on_form_closed)
        self.list.current_changed.connect(self._on_selected)
        self.list.opened.connect(self._on_opened)
        self.list.new_asked.connect(self.start_new)
        self.panes.back_asked.connect(self._looked.stop)
        self.curtain.moved.connect(self.detail.members.table.refresh)
        self.deeds.gone.connect(self._on_group_gone)
        self.member_deeds.gone.connect(self._on_member_gone)
        self.member_deeds.fix_asked.connect(lambda person_id: self._open_member(person_id, "nik"))
        self.session.window.closing.connect(self._remember_divider)

    def _place_divider(self) -> None:
        state = self.session.preferences.splitter(self.help_topic)
        if state is None or not self.panes.restore_layout(state):
            self.panes.set_list_width(self.session.theme.px(_LIST_WIDTH))

    def _remember_divider(self) -> None:
        if not self._compact:
            self.session.preferences.set_splitter(self.help_topic, self.panes.layout_state())

    def _make_nothing(self) -> Card:
        self._advice = EmptyState("users")
        card = Card()
        card.body.addWidget(self._advice)
        return card

    def _say_nothing(self) -> None:
        if self.list.table.model.rowCount():
            step = self.tr("Pilih kelompok di kiri, atau tekan Ctrl+N.")
            self._advice.say(self.tr("Belum ada kelompok yang dipilih."), step)
        else:
            self._advice.say(self.tr("Kelompok yang dipilih tampil di sini."))

    def _read_target(self) -> None:
        lists, year = self.session.lists, self.session.today().year
        self.session.tasks.submit(
            lambda: lists.home.province.reach(year), self.list.show_reach, owner=self
        )

    def _on_selected(self, row: GroupRow | None) -> None:
        if row is None or row.id == self._group_id:
            return
        if self._compact:
            # The arrows only move in the list; Enter or a click goes to the group.
            return
        self._stack.leave_form()
        self._show_selected(row)

    def _on_opened(self, row: GroupRow) -> None:
        if row.id != self._group_id or self._stack.currentWidget() is not self.detail:
            self._stack.leave_form()
            self._show_selected(row)
        if self._compact:
            self.panes.show_detail()
            self.detail.section.enter()

    def _show_selected(self, row: GroupRow | None) -> None:
        if row is None or not self.detail.show_group(row.id):
            self._group_id = None
            self._stack.setCurrentWidget(self._nothing)
            return
        self._group_id = row.id
        self._stack.setCurrentWidget(self.detail)
        self._looked.start()

    def _note_opened(self) -> None:
        group_id, services = self._group_id, self.session.services
        if group_id is not None and self.isVisible() and self.session.is_ready():
            self.session.tasks.submit(
                lambda: services().drafts.note_opened("groups", group_id), lambda _: None
            )

    # Going somewhere.

    def _go_to(self, group_id: UUID, destination: Destination) -> None:
        if not self.list.select(group_id):
            text = self.tr("Kelompok itu sudah dihapus")
            self.session.window.toast.emit(text, None)
            return
        row = self.list.current()
        self._show_selected(row)
        self.panes.show_detail()
        if destination.hint == NEW_MEMBER:
            self._add_member()
        elif destination.purpose is Purpose.EDIT:
            self._edit_group()
        else:
            self.detail.show_section(destination.hint)
            self.detail.section.enter()

    def _filter(self, destination: Destination) -> None:
        known = {str(status) for status in Readiness}
        named, _, code = destination.hint.partition("wilayah:")
        status = Readiness(named) if named in known else None
        self.list.filter_by(status, code or None, destination.searched)
        self.panes.show_list()
        enter_rows(self.list.table)

    def _resume(self, draft_id: UUID) -> None:
        resume_draft(
            self.session, draft_id, (self.group_form, self.member_form), self._stack.show_form
        )

    # Forms.

    def _on_form_shown(self) -> None:
        self.panes.show_detail()
        self.list.set_new_is_primary(is_primary=False)

    def _edit_group(self) -> None:
        if self._group_id is None or self._stack.open_form is not None:
            return
        self._stack.show_form(self.group_form)
        self.group_form.open_group(self._group_id)

    def _add_member(self) -> None:
        if self._group_id is not None:
            self._stack.show_form(self.member_form)
            self.member_form.open_new(self._group_id)

    def _open_member(self, person_id: UUID, field: str) -> None:
        self._stack.leave_form()
        self._stack.show_form(self.member_form)
        if not self.member_form.open_person(person_id, field):
            self._on_form_closed()

    def _on_form_closed(self) -> None:
        """Show what was there before the form."""
        self.list.set_new_is_primary(is_primary=True)
        row = self.list.current()
        group_id = self._group_id or (row.id if row else None)
        if group_id is not None and self.detail.show_group(group_id):
            self._group_id = group_id
            self._stack.setCurrentWidget(self.detail)
            self.detail.section.enter()
            return
        self._group_id = None
        self._stack.setCurrentWidget(self._nothing)
        self.panes.show_list()
        enter_rows(self.list.table)

    def _on_group_stored(self, group_id: UUID) -> None:
        self._group_id = group_id
        self.list.reload()
        self.list.select(group_id)
        self._on_form_closed()

    def _on_member_stored(self, person_id: UUID) -> None:
        group_id = self.member_form.group_id
        if group_id is not None:
            self._group_id = group_id
            self.list.select(group_id)
        self.detail.show_section("anggota")
        self._on_form_closed()
        self.detail.members.table.select(person_id)

    def _on_group_gone(self, group_id: UUID) -> None:
        if group_id == self._group_id:
            self._group_id = None
        self.reload()
        enter_rows(self.list.table)

    def _on_member_gone(self, _: UUID) -> None:
        form = self._stack.open_form
        if isinstance(form, MemberPanel):
            form.drop()
        self.reload()

    def _is_in_rows(self) -> bool:
        # In a filter, Delete means a letter and not a group.
        return self._has_focus(self.list.table.view) or self._has_focus(self.detail.members)

    def _has_focus(self, part: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is part or part.isAncestorOf(focus))
