"""Bantuan: handovers of aid and their papers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.aid import HandoverRow, HandoverStatus, Scheme
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import PaperKind
from kube_desktop.ui.aid.desk import HandoverDesk
from kube_desktop.ui.aid.list_pane import HandoverList
from kube_desktop.ui.aid.reasons import ask_why_deleted
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import Offer, of_handover
from kube_desktop.ui.printing.signing import mark_signed
from kube_desktop.ui.session import Destination, PrintOrder, Purpose, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.messages import Message

if TYPE_CHECKING:
    from kube_desktop.services.drafts import KeptDraft

SINGLE_HINT = "UEP"


class AidTab(Page):
    """Lists handovers; opens one as a form beside its paper.

    Destinations: SHOW a handover; NEW for a group (or, with the hint `UEP`, for a person);
    FILTER with a status (`tercatat`, `dicetak`, `ditandatangani`) or `UEP` as hint; RESUME a draft.
    """

    concerns = frozenset(
        {
            Kind.HANDOVER, Kind.AID, Kind.AID_ITEM, Kind.GROUP, Kind.PERSON, Kind.MEMBERSHIP,
            Kind.OFFICIAL, Kind.SETTING,
        }
    )  # fmt: skip
    help_topic = "bantuan"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.list = HandoverList(session)
        self.desk = HandoverDesk(session)
        self.trouble = Message(Tone.WARN, closable=True)
        self.trouble.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.desk)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.trouble)
        self._layout.addWidget(self._stack, 1)
        self._set_margins(compact=False)
        self._connect()

    @property
    def panel_is_open(self) -> bool:
        """Whether a form is shown instead of the list."""
        return self._stack.currentWidget() is self.desk

    @override
    def reload(self) -> None:
        self.list.reload()
        if self.panel_is_open:
            self.desk.panel.reload()
        else:
            self.list.unfinished.refresh()

    @override
    def open(self, destination: Destination) -> None:
        self.refresh_if_stale()
        record_id, hint = destination.record_id, destination.hint
        match destination.purpose:
            case Purpose.NEW:
                self._begin_new(record_id, single=hint == SINGLE_HINT)
            case Purpose.FILTER:
                self._filter(destination)
            case Purpose.RESUME if record_id is not None:
                self._resume(record_id)
            case _ if record_id is not None:
                self._show(record_id)

    @override
    def set_compact(self, compact: bool) -> None:
        self._set_margins(compact=compact)
        self.list.set_compact(compact=compact)
        self.desk.set_compact(compact=compact)

    @override
    def go_back(self) -> bool:
        if self.panel_is_open:
            if self.desk.is_preview_only:
                self.desk.toggle_preview()
            else:
                self.desk.panel.leave()
            return True
        if self.list.ticked():
            self.list.table.clear_ticks()
            return True
        if self.list.is_narrowed:
            self.list.clear_filters()
            return True
        return False

    @override
    def start_new(self) -> None:
        self._begin_new(None, single=self.list.chosen.scheme is Scheme.SINGLE)

    @override
    def edit_selected(self) -> None:
        row = self.list.current()
        if row is not None and not self.panel_is_open:
            self._open_row(row)

    @override
    def delete_selected(self) -> None:
        row = self.list.current()
        if row is not None and not self.panel_is_open:
            self._delete(row)

    @override
    def save(self) -> None:
        if self.panel_is_open:
            self.desk.panel.save()

    @override
    def accept(self) -> None:
        if self.panel_is_open:
            self.desk.panel.save_and_print()

    @override
    def print_selected(self) -> None:
        if self.panel_is_open:
            self.desk.panel.save_and_print()
            return
        row = self.list.current()
        ids = self.list.ticked() or ((row.id,) if row is not None else ())
        if ids:
            self._print(PaperKind.BAST, ids)
        else:
            self._say(self.tr("Pilih serah terima yang akan dicetak dulu."))

    @override
    def offers(self) -> Sequence[Offer]:
        row = self.list.current()
        shown = self.desk.panel.record_id if self.panel_is_open else row.id if row else None
        return of_handover(self.session.lists, shown) if shown is not None else ()

    @override
    def focus_filter(self) -> None:
        if not self.panel_is_open:
            self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def next_pane(self, step: int) -> None:
        if self.panel_is_open:
            self.desk.next_pane()

    def _connect(self) -> None:
        self.list.new_asked.connect(self.start_new)
        self.list.opened.connect(self._open_row)
        self.list.print_asked.connect(lambda ids: self._print(PaperKind.BAST, ids))
        self.list.receipt_asked.connect(lambda ids: self._print(PaperKind.RECEIPT, ids))
        self.list.sign_asked.connect(self._mark_signed)
        self.list.delete_asked.connect(self._delete)
        self.list.unfinished.resume_asked.connect(self._resume)
        panel = self.desk.panel
        panel.stored.connect(self._on_stored)
        panel.left.connect(self._close_panel)
        panel.returned.connect(self._show_panel)
        panel.print_asked.connect(lambda one: self._print(PaperKind.BAST, (one,)))

    def _set_margins(self, *, compact: bool) -> None:
        self._layout.setContentsMargins(*((12, 8, 12, 8) if compact else (16, 12, 16, 12)))

    # Forms.

    def _begin_new(self, receiver_id: UUID | None, *, single: bool) -> None:
        if not single and self.session.lists.groups.count() == 0:
            self.begin_with_group()
            return
        self._leave_open_form()
        self._show_panel()
        if single:
            self.desk.panel.begin_new(person_id=receiver_id, single=True)
        else:
            self.desk.panel.begin_new(group_id=receiver_id)
        self.desk.begin()

    def _open_row(self, row: HandoverRow) -> None:
        self._leave_open_form()
        if self.desk.panel.begin_record(row.id, row.status):
            self._show_panel()
            self.desk.begin()
            self.desk.panel.go_to_first()
        else:
            self._say(self.tr("Serah terima ini sudah dihapus."))
            self.list.reload()

    def _show(self, handover_id: UUID) -> None:
        row = self.list.row(handover_id)
        if row is None:
            self._say(self.tr("Serah terima ini sudah dihapus."))
            return
        self.list.select(handover_id)
        self._open_row(row)

    def _filter(self, destination: Destination) -> None:
        hint = destination.hint
        self._leave_open_form()
        self._close_panel()
        if destination.searched:
            self.list.show_found(destination.searched)
            return
        if hint == SINGLE_HINT:
            self.list.show_scheme(Scheme.SINGLE)
            return
        known = set(HandoverStatus)
        self.list.show_status(HandoverStatus(hint) if hint in known else None)

    def _resume(self, draft_id: UUID) -> None:
        services = self.session.services

        def work() -> "KeptDraft | None":
            return next(
                (one for one in services().drafts.open_drafts() if one.id == draft_id), None
            )

        self.session.tasks.submit(work, self._take_up, owner=self)

    def _take_up(self, draft: "KeptDraft | None") -> None:
        if draft is None:
            self._say(self.tr("Isian ini sudah tidak ada."))
            return
        self._leave_open_form()
        self._show_panel()
        self.desk.panel.take_up(draft.content, draft.record_id, draft.id)
        self.desk.begin()
        self.desk.panel.go_to_first()

    def _leave_open_form(self) -> None:
        if self.panel_is_open:
            self.desk.panel.leave()

    def _show_panel(self) -> None:
        self.trouble.hide()
        self._stack.setCurrentWidget(self.desk)

    def _close_panel(self) -> None:
        self.desk.end()
        self._stack.setCurrentWidget(self.list)
        self.list.unfinished.refresh()
        self.list.focus_rows()

    def _on_stored(self, handover_id: UUID) -> None:
        self._close_panel()
        self.refresh_if_stale()
        self.list.select(handover_id)

    # Deeds.

    def _print(self, kind: PaperKind, ids: tuple[UUID, ...]) -> None:
        self.session.window.print_papers.emit(PrintOrder(kind, tuple(ids)))

    def _mark_signed(self, ids: tuple[UUID, ...]) -> None:
        mark_signed(self.session, ids, self, done=self.list.table.clear_ticks, refused=self._refuse)

    def _delete(self, row: HandoverRow) -> None:
        if row.status is not HandoverStatus.SIGNED:
            self._delete_now(row, "")
            return
        question = ask_why_deleted(self.window(), row)
        question.answered.connect(lambda reason: self._delete_now(row, reason))

    def _delete_now(self, row: HandoverRow, reason: str) -> None:
        services, tasks, window = self.session.services, self.session.tasks, self.session.window

        def undo() -> None:
            self.trouble.hide()
            tasks.submit(lambda: services().aid.restore(row.id), lambda _: None, owner=self)

        def done(_: None) -> None:
            text = self.tr("Serah terima {receiver} dihapus").format(receiver=row.receiver)
            window.toast.emit(text, undo)
            if reason:
                self._offer_minutes(row)

        tasks.submit(lambda: services().aid.withdraw(row.id, reason), done, self._refuse, self)

    def _offer_minutes(self, row: HandoverRow) -> None:
        """Offer the paper that cancels: a signed one is not taken back by forgetting it."""
        text = self.tr("BAST {receiver} yang sudah ditandatangani dibatalkan")
        minutes = self.tr("Cetak berita acara pembatalan")
        self.trouble.say(
            Tone.INFO,
            text.format(receiver=row.receiver),
            actions=[(minutes, lambda: self._print(PaperKind.CANCELLATION, (row.id,)))],
        )
        self.trouble.show()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self._say(str(error))

    def _say(self, text: str) -> None:
        self.trouble.say(Tone.WARN, text)
        self.trouble.show()
