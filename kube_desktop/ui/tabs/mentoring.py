"""Pendampingan: whom to visit this month, and the form of a visit (ux.md P1)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.mentoring import AgendaRow
from kube_desktop.ui.mentoring.agenda import AgendaPane
from kube_desktop.ui.mentoring.deeds import VisitDeeds
from kube_desktop.ui.mentoring.pane import Stored, VisitPane
from kube_desktop.ui.mentoring.picker import GroupPicker
from kube_desktop.ui.mentoring.subject import Unfinished, VisitSubject
from kube_desktop.ui.mentoring.unfinished import UnfinishedVisits
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import Offer, of_group
from kube_desktop.ui.reports import print_month_report
from kube_desktop.ui.session import Destination, PageName, Purpose, Session
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.panes import ListDetail

_LIST_WIDTH = 400
_DIVIDER = "pendampingan"


class MentoringTab(Page):
    """The agenda of a month beside one visit."""

    concerns = frozenset(
        {Kind.GROUP, Kind.MEMBERSHIP, Kind.PERSON, Kind.AID_ITEM, Kind.HANDOVER, Kind.VISIT}
    )
    help_topic = "pendampingan"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._lists = session.lists
        self._unfinished = UnfinishedVisits(session.lists.visits)
        self._deeds = VisitDeeds(session, self)
        self._is_loaded = False
        self._is_selecting = False
        self.agenda = AgendaPane(session.lists.visits, session.today)
        self._pages = QStackedWidget()
        self.panes = ListDetail(self.agenda, self._pages)
        self.visit = VisitPane(session, self.panes.back)
        self.picker = GroupPicker(session.lists, self._second_back())
        self._nothing = Card()
        self._advice = EmptyState("clipboard-list")
        self._nothing.body.addWidget(self._advice)
        for page in (self._nothing, self.picker, self.visit):
            self._pages.addWidget(page)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.panes)
        self._connect()
        self.set_compact(compact=False)

    @override
    def reload(self) -> None:
        self._refresh_agenda()
        subject = self.visit.subject
        if self._pages.currentWidget() is self.visit and subject is not None:
            if not self.visit.is_edited and not self.visit.is_storing:
                self._show_again(subject)
        elif not self._is_loaded and not self.panes.is_compact and self.agenda.rows:
            self.agenda.table.select_place(0)
        self._is_loaded = True

    @override
    def open(self, destination: Destination) -> None:
        self.refresh_if_stale()
        record = destination.record_id
        match destination.purpose:
            case Purpose.NEW if record is not None:
                self._open_new(record)
            case Purpose.NEW:
                self.start_new()
            case Purpose.RESUME if record is not None:
                self._resume(record)
            case Purpose.SHOW | Purpose.EDIT if record is not None:
                self._open_visit(record)
            case _:
                self._show_list()
                self.agenda.show_month(_month_of(destination.hint) or self.session.today())
                self.agenda.table.setFocus()

    @override
    def set_compact(self, compact: bool) -> None:
        margin = (12, 8, 12, 8) if compact else (16, 12, 16, 12)
        self._layout.setContentsMargins(*margin)
        self.agenda.table.set_compact(compact=compact)
        self.panes.set_compact(compact=compact)
        self._picker_back.setVisible(compact)
        self._name_primary()
        if not compact:
            divider = self.session.preferences.splitter(_DIVIDER)
            if divider is None or not self.panes.restore_layout(divider):
                self.panes.set_list_width(_LIST_WIDTH)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # The window gives the focus to the page; not by a focus proxy, which would catch Tab.
        self.agenda.table.setFocus(event.reason())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if not self.panes.is_compact and self._is_loaded:
            self.session.preferences.set_splitter(_DIVIDER, self.panes.layout_state())
        super().hideEvent(event)

    @override
    def go_back(self) -> bool:
        if self.panes.is_compact:
            if not self.panes.shows_detail:
                return False
            self._close_detail()
            return True
        if self._pages.currentWidget() is self.picker:
            self._close_detail()
            return True
        if self._pages.isAncestorOf(self.focusWidget() or self):
            self.agenda.table.setFocus()
            return True
        return False

    @override
    def start_new(self) -> None:
        if self.visit.is_storing:
            return
        if self._lists.groups.count() == 0:
            self.begin_with_group()
            return
        self.visit.leave()
        self.agenda.table.view.clearSelection()
        self._show_page(self.picker)
        self._show_detail()
        self.picker.begin()

    @override
    def edit_selected(self) -> None:
        row = self.agenda.table.current_row()
        if row is not None:
            self._on_opened(row)

    @override
    def delete_selected(self) -> None:
        row = self.agenda.table.current_row()
        subject = self.visit.subject
        if subject is not None and subject.visit_id is not None:
            self.visit.withdraw()
        elif row is not None and row.visit_id is not None:
            self._withdraw(row.visit_id)

    @override
    def save(self) -> None:
        self.visit.store(printing=False)

    @override
    def accept(self) -> None:
        if self._pages.currentWidget() is self.visit:
            self.visit.store(printing=True)
        else:
            self.start_new()

    @override
    def print_selected(self) -> None:
        if self.visit.subject is not None:
            self.visit.store(printing=True)
        else:
            self._print_month()

    @override
    def offers(self) -> Sequence[Offer]:
        row = self.agenda.table.current_row()
        if self.visit.subject is not None or row is None:
            return self.visit.offers()
        return of_group(self._lists, row.group_id)

    @override
    def focus_filter(self) -> None:
        self._show_list()
        self.agenda.table.setFocus()

    @override
    def next_pane(self, step: int) -> None:
        if self._pages.isAncestorOf(self.focusWidget() or self):
            self._show_list()
            self.agenda.table.setFocus()
        else:
            self._show_detail()
            self._focus_detail()

    def _second_back(self) -> ToolButton:
        self._picker_back = ToolButton(
            "chevron-left", self.tr("Kembali ke daftar"), size=20, shortcut="Esc"
        )
        self._picker_back.clicked.connect(self._close_detail)
        return self._picker_back

    def _connect(self) -> None:
        self.agenda.new_button.clicked.connect(self.start_new)
        self.agenda.chosen.connect(self._on_chosen)
        self.agenda.opened.connect(self._on_opened)
        self.agenda.print_asked.connect(self._print_month)
        self.agenda.forms_asked.connect(self._deeds.print_forms)
        self.agenda.report_asked.connect(
            lambda: print_month_report(self.session, self.agenda.month)
        )
        self.panes.back_asked.connect(self._close_detail)
        self.picker.picked.connect(self._open_new)
        self.picker.search.add_requested.connect(
            lambda name: self.session.window.go.emit(
                Destination(PageName.GROUPS, Purpose.NEW, hint=name)
            )
        )
        self.visit.stored.connect(self._on_stored)
        self.visit.left.connect(self._on_left)
        self.visit.discarded.connect(self._on_discarded)
        self.visit.withdraw_asked.connect(self._withdraw)
        self.visit.print_asked.connect(self._deeds.print_one)
        self._deeds.changed.connect(self._refresh_agenda)
        self._deeds.returned.connect(self._open_visit)
        self.visit.group_asked.connect(
            lambda group: self.session.window.go.emit(
                Destination(PageName.GROUPS, Purpose.SHOW, group)
            )
        )

    # ---- showing ----

    @Slot(object)
    def _on_chosen(self, row: AgendaRow | None) -> None:
        if row is None or self._is_selecting or self.panes.is_compact or self.visit.is_storing:
            return
        self._show_row(row)

    @Slot(object)
    def _on_opened(self, row: AgendaRow) -> None:
        if self.visit.is_storing:
            return
        self._show_row(row)
        self._show_detail()
        self.visit.focus_first()
        if row.visit_id is not None:
            self._deeds.note_opened(row.visit_id)

    def _show_row(self, row: AgendaRow) -> None:
        if row.visit_id is not None:
            self._show(VisitSubject.recorded(self._lists, row.visit_id))
        else:
            self._show_new(row.group_id)

    def _show_new(self, group_id: UUID) -> None:
        shown = self.visit.subject
        if shown is None or shown.visit_id is not None or shown.group.id != group_id:
            self._show(VisitSubject.new(self._lists, group_id, self.session.today()))

    def _show(self, subject: VisitSubject | None) -> None:
        if subject is None:
            self._close_detail()
            self._tell(self.tr("Kelompok itu sudah dihapus"))
            return
        self.visit.show_visit(subject, self._unfinished.of(subject))
        self._show_page(self.visit)

    def _show_again(self, subject: VisitSubject) -> None:
        if subject.visit_id is None:
            again = VisitSubject.new(self._lists, subject.group.id, self.session.today())
        else:
            again = VisitSubject.recorded(self._lists, subject.visit_id)
        if again != subject:
            self._show(again)

    def _open_new(self, group_id: UUID) -> None:
        if self.visit.is_storing:
            return
        self._select(group_id)
        self._show_new(group_id)
        self._show_detail()
        self._focus_detail()

    def _open_visit(self, visit_id: UUID) -> None:
        if self.visit.is_storing:
            return
        subject = VisitSubject.recorded(self._lists, visit_id)
        if subject is None:
            self._tell(self.tr("Kunjungan itu sudah dihapus"))
            return
        if subject.draft.visited_on is not None:
            self.agenda.show_month(subject.draft.visited_on)
        self._select(subject.group.id)
        self._show(subject)
        self._show_detail()
        self._focus_detail()
        self._deeds.note_opened(visit_id)

    def _resume(self, draft_id: UUID) -> None:
        kept = self._unfinished.find(draft_id)
        if kept is not None and kept.record_id is not None:
            self._open_visit(kept.record_id)
        elif kept is not None and kept.group_id is not None:
            self._open_new(kept.group_id)
        else:
            self._tell(self.tr("Isian itu sudah disimpan atau dibuang"))

    def _tell(self, text: str) -> None:
        self.session.window.toast.emit(text, None)

    def _select(self, group_id: UUID) -> None:
        """Mark a group in the agenda without opening it as a click would."""
        self._is_selecting = True
        if not self.agenda.table.select(group_id):
            self.agenda.table.view.clearSelection()
        self._is_selecting = False

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._name_primary()

    def _show_detail(self) -> None:
        self.panes.show_detail()
        self._name_primary()

    def _show_list(self) -> None:
        self.panes.show_list()
        self._name_primary()

    def _name_primary(self) -> None:
        """Leave one button on the screen that goes on: that of the form, if a form is seen."""
        nothing_open = self._pages.currentWidget() is self._nothing
        self.agenda.set_primary(is_primary=nothing_open or not self.panes.shows_detail)

    def _focus_detail(self) -> None:
        if self._pages.currentWidget() is self.visit:
            self.visit.focus_first()
        elif self._pages.currentWidget() is self.picker:
            self.picker.search.setFocus()

    @Slot()
    def _close_detail(self) -> None:
        if self.visit.is_storing:
            return
        self.visit.leave()
        self._show_page(self._nothing)
        self._show_list()
        self.agenda.table.view.clearSelection()
        self.agenda.table.setFocus()

    # ---- drafts ----

    def _refresh_agenda(self) -> None:
        self._is_selecting = True
        self.agenda.refresh(self._unfinished.groups())
        self._is_selecting = False
        if self.agenda.rows:
            self._advice.say(
                self.tr("Pilih kelompok di kiri, atau tekan Ctrl+N."),
                self.tr("Kunjungan yang terlambat ada di atas."),
            )
        else:
            self._advice.say(self.tr("Kunjungan yang dipilih tampil di sini."))
            self._say_nobody()

    def _say_nobody(self) -> None:
        if self._lists.groups.count() == 0:
            button = primary(self.tr("Tambah kelompok"), "plus")
            button.clicked.connect(self.start_new)
            fact = self.tr("Belum ada kelompok.")
            self.agenda.say_nobody(fact, self.tr("Tambah kelompok dulu."), button)
            return
        button = secondary(self.tr("Kunjungan baru"), "plus")
        button.clicked.connect(self.start_new)
        self.agenda.say_nobody(
            self.tr("Belum ada kelompok yang didampingi."),
            self.tr("Kelompok masuk agenda sesudah ditetapkan atau menerima bantuan."),
            button,
        )

    @Slot(object)
    def _on_left(self, unfinished: Unfinished) -> None:
        self._unfinished.remember(unfinished)
        name = self.visit.subject.group.name if self.visit.subject else ""
        self._tell(self.tr("Isian kunjungan {} disimpan sebagai draf").format(name))

    @Slot(object)
    def _on_discarded(self, unfinished: Unfinished) -> None:
        subject = self.visit.subject
        if subject is None:
            return
        self._unfinished.drop(unfinished)
        self._close_detail()
        self._refresh_agenda()

        def undo() -> None:
            self._unfinished.remember(unfinished)
            self._select(subject.group.id)
            self._show(subject)
            self._show_detail()
            self.visit.take_up_again()

        text = self.tr("Isian kunjungan {} dibuang").format(subject.group.name)
        self.session.window.toast.emit(text, undo)

    # ---- storing, deleting, printing ----

    @Slot(object)
    def _on_stored(self, stored: Stored) -> None:
        self._unfinished.stored(stored.visit_id, stored.group_id)
        self._refresh_agenda()
        self._select(stored.group_id)
        if self.panes.is_compact and not stored.lost_photos:
            self._show_page(self._nothing)
            self._show_list()
        else:
            self._show(VisitSubject.recorded(self._lists, stored.visit_id))
            self.visit.tell_lost_photos(stored.lost_photos)
        self.agenda.table.setFocus()
        self.session.window.saved.emit()
        self._deeds.note_opened(stored.visit_id)
        if stored.is_printed:
            self._deeds.print_one(stored.visit_id)

    @Slot(object)
    def _withdraw(self, visit_id: UUID) -> None:
        shown = self.visit.subject
        if shown is not None and shown.visit_id == visit_id:
            self._close_detail()
        self._deeds.withdraw(visit_id)

    @Slot()
    def _print_month(self) -> None:
        self._deeds.print_month(self.agenda.month)


def _month_of(hint: str) -> date | None:
    """Return the month that a hint like `bulan:2026-10` names."""
    name, _, month = hint.partition(":")
    try:
        return date.fromisoformat(f"{month}-01") if name == "bulan" else None
    except ValueError:
        return None
