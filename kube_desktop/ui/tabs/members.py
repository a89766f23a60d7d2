"""The page *Anggota*: everybody in one list, and the form of one person in its place."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.members import Eligibility
from kube_desktop.ui.form_stack import FormStack
from kube_desktop.ui.members.curtain import NikCurtain
from kube_desktop.ui.members.deeds import MemberDeeds
from kube_desktop.ui.members.form import MemberPanel
from kube_desktop.ui.members.list_pane import MemberListPane
from kube_desktop.ui.members.receiver import GroupQuestion
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import Offer, of_member
from kube_desktop.ui.record_panel import resume_draft
from kube_desktop.ui.session import Destination, Purpose, Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.widgets.overlay import Overlay

_WIDE_MARGINS = (16, 14, 16, 14)
_COMPACT_MARGINS = (12, 8, 12, 8)


class MembersTab(Page):
    """Finds, shows and edits people of all groups and without a group."""

    concerns = frozenset({Kind.PERSON, Kind.MEMBERSHIP, Kind.GROUP, Kind.SETTING, Kind.PACKAGE})
    help_topic = "anggota"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._compact = False
        self._question: Overlay | None = None
        self.deeds = MemberDeeds(session, self)
        self.curtain = NikCurtain(self.help_topic, self)
        self.list = MemberListPane(session, self.curtain)
        self._stack = FormStack(session)
        self._stack.addWidget(self.list)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*_WIDE_MARGINS)
        self._layout.addWidget(self._stack)
        self._connect()

    @cached_property
    def form(self) -> MemberPanel:
        """The form of a person; made when it is first needed, because forms are heavy."""
        form = MemberPanel(self.session, self.deeds)
        form.stored.connect(self._on_stored)
        return self._stack.take(form)

    @property
    def is_editing(self) -> bool:
        """Whether the form is shown."""
        return self._stack.open_form is not None

    @override
    def reload(self) -> None:
        self.list.reload()

    @override
    def open(self, destination: Destination) -> None:
        self.refresh_if_stale()
        self._stack.leave_form()
        record_id = destination.record_id
        match destination.purpose:
            case Purpose.NEW if record_id is None:
                self.start_new()
            case Purpose.NEW:
                self._add(record_id, "")
            case Purpose.FILTER:
                known = {str(kind) for kind in Eligibility}
                hint = destination.hint
                kind = Eligibility(hint) if hint in known else None
                self.list.filter_by(kind, destination.searched)
                enter_rows(self.list.table)
            case Purpose.RESUME if record_id is not None:
                resume_draft(self.session, record_id, (self.form,), self._stack.show_form)
            case _ if record_id is not None:
                self._open_person(record_id, "")

    @override
    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._layout.setContentsMargins(*(_COMPACT_MARGINS if compact else _WIDE_MARGINS))
        self.list.set_compact(compact=compact)
        self._stack.set_compact(compact=compact)

    @override
    def go_back(self) -> bool:
        if self.is_editing:
            self.form.leave()
            return True
        return self.list.clear_filter()

    @override
    def start_new(self) -> None:
        if self.is_editing and self.form.record_id is None:
            self.form.focus_form()
            return
        self._ask_group("")

    @override
    def edit_selected(self) -> None:
        row = self.list.current()
        if row is not None and not self.is_editing:
            self._open_person(row.id, "")

    @override
    def delete_selected(self) -> None:
        row = self.list.current()
        if row is not None and not self.is_editing:
            self.deeds.delete(row)

    @override
    def save(self) -> None:
        if self.is_editing:
            self.form.save()

    @override
    def accept(self) -> None:
        if self.is_editing:
            self.form.save()
        else:
            self.start_new()

    @override
    def print_selected(self) -> None:
        if self.offers():
            self.choose_paper()
            return
        text = self.tr("Tidak ada kertas untuk satu anggota. Cetak BAST dari Bantuan")
        self.session.window.toast.emit(text, None)

    @override
    def offers(self) -> Sequence[Offer]:
        row = self.list.current()
        person = self.form.record_id if self.is_editing else row.id if row is not None else None
        return of_member(self.session.lists, person) if person is not None else ()

    @override
    def focus_filter(self) -> None:
        if not self.is_editing:
            self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.search.selectAll()

    @override
    def next_pane(self, step: int) -> None:
        if self.is_editing:
            self.form.focus_form()
            return
        panes: list[QWidget] = [self.list.search, self.list.table.view]
        if self.list.peek.isVisible():
            panes.append(self.list.peek.open_button)
        focus = QApplication.focusWidget()
        place = next((at for at, pane in enumerate(panes) if pane is focus), -1)
        panes[(place + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

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
        if self.is_editing:
            self.form.focus_form()
        else:
            self.list.search.setFocus(event.reason())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_N and event.modifiers() == control_shift:
            self.reveal_niks()
        elif event.key() == Qt.Key.Key_Delete and self.list.table.view.hasFocus():
            self.delete_selected()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._stack.form_left.connect(self._show_list)
        self.list.opened.connect(lambda row: self._open_person(row.id, ""))
        self.list.new_asked.connect(self._ask_group)
        self.list.compare_asked.connect(self.deeds.compare_recorded)
        self.deeds.fix_asked.connect(lambda person_id: self._open_person(person_id, "nik"))
        self.deeds.gone.connect(self._on_gone)

    def _ask_group(self, name: str) -> None:
        """Ask for which group the new member is."""
        question = GroupQuestion(self.session.lists)
        overlay = Overlay(self.window(), question, name=self.tr("Anggota baru"), width=520)
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        question.cancelled.connect(overlay.dismiss)
        question.answered.connect(lambda group_id: self._on_answer(group_id, name))
        self._question = overlay
        overlay.open(question.picker)

    def _on_answer(self, group_id: UUID | None, name: str) -> None:
        overlay, self._question = self._question, None
        if overlay is not None and isValid(overlay):
            overlay.dismiss()
        self._add(group_id, name)

    def _add(self, group_id: UUID | None, name: str) -> None:
        self._stack.show_form(self.form)
        self.form.open_new(group_id, name)

    def _open_person(self, person_id: UUID, field: str) -> None:
        self._stack.leave_form()
        self.list.select(person_id)
        self._stack.show_form(self.form)
        if not self.form.open_person(person_id, field):
            self._show_list()
            text = self.tr("Anggota itu sudah dihapus")
            self.session.window.toast.emit(text, None)
            return
        services = self.session.services
        if self.session.is_ready():
            self.session.tasks.submit(
                lambda: services().drafts.note_opened("people", person_id), lambda _: None
            )

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        enter_rows(self.list.table)

    def _on_stored(self, person_id: UUID) -> None:
        self.list.reload()
        self.list.select(person_id)
        self._show_list()

    def _on_gone(self, _: UUID) -> None:
        if self.is_editing:
            self.form.drop()
        self.list.reload()
