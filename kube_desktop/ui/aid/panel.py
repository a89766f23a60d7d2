"""The form of a handover: who receives what, on which day, from whom."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kube_desktop.domain.aid import (
    AidForm,
    GoodsItem,
    HandoverDraft,
    HandoverStatus,
    Scheme,
)
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.plain import from_plain, to_plain
from kube_desktop.ui.aid.fields import (
    Shape,
    draft_of,
    handover_fields,
    problems_here,
    rows_for,
    values_of,
)
from kube_desktop.ui.aid.goods import PACKAGE_KEY, GoodsBox
from kube_desktop.ui.aid.looks import status_look
from kube_desktop.ui.aid.pickers import Pickers
from kube_desktop.ui.aid.proposals import NumberProposal
from kube_desktop.ui.aid.reasons import ask_why_corrected
from kube_desktop.ui.aid.receivers import ReceiverChoice
from kube_desktop.ui.aid.signers import SignerChoice
from kube_desktop.ui.aid.standing import Standing
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.record_panel import RecordPanel
from kube_desktop.ui.session import Destination, PageName, Purpose, Session
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.pills import Pill

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services

FORM_NAME: Final = "handover"
_CORRECTION: Final = "correction"


class HandoverPanel(RecordPanel):
    """Collects a handover; fills what is known as soon as the receiver is.

    Signals:
        typed: What the paper shows may be different now.
        print_asked: The handover is stored and its BAST is wanted; carries the id.
        preview_asked: The preview is wanted in place of the form.

    """

    typed = Signal()
    print_asked = Signal(object)
    preview_asked = Signal()
    unlocked = Signal()
    form_name = FORM_NAME

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._pickers = Pickers(session.lists)
        self._shape = Shape()
        self._filled_title = ""
        self.goods = GoodsBox(session.lists)
        fields = handover_fields(
            (self._pickers.groups, self._pickers.group),
            (self._pickers.people, self._pickers.person),
            session.today,
        )
        super().__init__(session, RecordForm(fields), parent)
        self._number = NumberProposal(session, self.form.editor("bast_number"), self)
        self._receiver = ReceiverChoice(self.form.editor("receiver_id"), self._pickers, self)
        self._signer = SignerChoice(self.form, self._pickers, self)
        self.standing = Standing(session, self.form, self.goods, self.draft, self)
        self._add_parts()
        self._wire()
        self._arrange()

    # What is shown.

    def begin_new(
        self, *, group_id: UUID | None = None, person_id: UUID | None = None, single: bool = False
    ) -> None:
        """Open an empty form, for a group or a person if one is given."""
        scheme = Scheme.SINGLE if single or person_id else Scheme.GROUP
        draft = HandoverDraft(
            scheme=scheme,
            group_id=group_id,
            person_id=person_id,
            handed_over_on=self.session.today(),
        )
        self._show_draft(draft, None)
        self.begin(None)
        self._number.begin(wanted=True)
        self._fill_known()
        self.go_to_first()

    def begin_record(self, record_id: UUID, status: HandoverStatus) -> bool:
        """Open a stored handover; tell whether it still exists."""
        draft = self.session.lists.handovers.draft(record_id)
        if draft is None:
            return False
        self._show_draft(draft, status)
        self.begin(record_id)
        self._number.begin(wanted=False)
        self._ask_facts()
        return True

    @override
    def take_up(
        self, content: Mapping[str, object], record_id: UUID | None, draft_id: UUID | None = None
    ) -> None:
        draft = from_plain(HandoverDraft, content)
        self._show_draft(draft, self._status_of(record_id), str(content.get(_CORRECTION) or ""))
        self.begin(record_id, draft_id)
        self._number.begin(wanted=record_id is None and not draft.bast_number)
        self._ask_facts()

    def draft(self) -> HandoverDraft:
        """Return what is typed now."""
        reasons = self.form.reasons()
        return draft_of(self.form.values(), self._shape, self.goods.table.items(), reasons)

    @property
    def is_signed(self) -> bool:
        """Whether the paper is signed, so that nothing can be changed any more."""
        return self.standing.is_signed

    @property
    def obstacles(self) -> tuple[str, ...]:
        """What keeps the paper from being printed, in words."""
        return self.standing.obstacles

    def reload(self) -> None:
        """Read again who can receive and sign, as when one was added meanwhile."""
        self._receiver.refresh()
        self._signer.refresh(self.form.values()["handed_over_on"])
        self._ask_facts()

    @override
    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        self._shape = replace(self._shape, is_compact=compact)
        self.preview_button.setVisible(compact)
        self._arrange()

    # What the record panel asks.

    @override
    def title(self) -> str:
        if self.record_id is None:
            return self.tr("Catat serah terima")
        return self.tr("Serah terima {receiver}").format(receiver=self._receiver_name())

    @override
    def draft_title(self) -> str:
        name = self._receiver_name() or self.tr("baru")
        return self.tr("Serah terima {receiver}").format(receiver=name)

    @override
    def content(self) -> Mapping[str, object]:
        return {**to_plain(self.draft()), _CORRECTION: self.standing.correction}

    @override
    def check(self, services: "Services") -> tuple[Problem, ...]:
        return problems_here(services.aid.check(self.draft(), self.record_id), self._shape)

    @override
    def storing(self) -> "Callable[[Services], UUID]":
        draft, record_id, reason = self.draft(), self.record_id, self.standing.correction

        def store(services: "Services") -> UUID:
            if record_id is None:
                return services.aid.record(draft)
            services.aid.correct(record_id, draft, reason)
            return record_id

        return store

    @override
    def store(self, on_stored: Callable[[UUID], object]) -> None:
        if self.is_signed:
            return
        # Quick fingers save before the proposed number has come; the record shall have it.
        self._number.when_known(lambda: super(HandoverPanel, self).store(on_stored))

    @override
    def refresh_head(self) -> None:
        super().refresh_head()
        status = self.standing.status
        self._status_pill.setVisible(status is not None)
        if status is not None:
            self._status_pill.set_look(status_look(status))

    def save_and_print(self) -> None:
        """Store the handover and open its BAST for printing, unless something is in the way."""
        if self.is_signed and self.record_id is not None:
            self.print_asked.emit(self.record_id)
            return
        self.store(self._stored_for_print)

    def open_packages(self) -> None:
        """Offer packages and earlier handovers to fill the goods from."""
        self.goods.open_packages()

    def go_to_goods(self) -> None:
        """Stand in the first free row of the goods, or in the amount of money."""
        if self._shape.form is AidForm.MONEY:
            self.form.focus_field("money")
        else:
            self.form.focus_field("items")

    # Building.

    def _add_parts(self) -> None:
        self.form.add_part("items", self.goods, self.goods.table)
        self.goods.set_business_type(
            lambda: self._pickers.business_type(self.form.values()["group_id"])
        )
        self.scheme = SegmentedChoice(
            [(Scheme.GROUP, self.tr("KUBE")), (Scheme.SINGLE, self.tr("UEP perorangan"))],
            name=self.tr("Skema"),
        )
        self.scheme.set_value(Scheme.GROUP)
        self._status_pill = Pill(status_look(HandoverStatus.RECORDED))
        self.head.insertWidget(3, self._status_pill)
        self.head.insertWidget(4, self.scheme)
        self.banner = self.standing.banner
        self.banner.add_asked.connect(self._add_member)
        self.banner.correction_asked.connect(self._ask_correction)
        self.body.insertWidget(1, self.banner)
        self.preview_button = secondary(self.tr("Pratinjau (F6)"), "eye")
        self.preview_button.hide()
        self.footer.insertWidget(1, self.preview_button)
        self.store_button = secondary(
            self.tr("Simpan saja"), "save", tooltip=self.tr("Simpan saja (Ctrl+S)")
        )
        self.add_button(self.store_button)
        self.save_button.set_icon("printer")
        self.save_button.setToolTip(self.tr("Simpan dan cetak BAST (Ctrl+Enter)"))

    def _wire(self) -> None:
        form = self.form
        self.save_button.clicked.disconnect(self.save)
        self.save_button.clicked.connect(self.save_and_print)
        self.store_button.clicked.connect(self.save)
        self.preview_button.clicked.connect(self.preview_asked)
        self.scheme.changed.connect(self._on_scheme)
        self.goods.shape_changed.connect(self._on_goods_shape)
        # Parts of a form tell it of edits in the way the reasons in the summary do.
        self.goods.edited.connect(form.summary.answered)
        self.goods.filled.connect(self._on_filled)
        self.goods.row_removed.connect(self._on_row_removed)
        form.edited.connect(self._on_typed)
        form.editor("group_id").edited.connect(self._on_receiver)
        form.editor("single_id").edited.connect(self._on_receiver)
        form.editor("group_id").add_requested.connect(self._add_group)
        form.editor("single_id").add_requested.connect(self._add_person)
        self._receiver.add_asked.connect(self._add_member)
        self._signer.add_asked.connect(self.session.window.office_settings)
        self._number.proposed.connect(self.typed)
        form.editor("handed_over_on").edited.connect(self._on_day)
        packages = QShortcut(QKeySequence.fromString(PACKAGE_KEY), self)
        packages.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        packages.activated.connect(self.open_packages)

    def _arrange(self) -> None:
        # A part that this shape leaves out must not go down with the old arrangement.
        self.standing.ceiling.setParent(self)
        self.standing.ceiling.hide()
        rows = rows_for(self._shape, self.goods, self.standing.ceiling)
        self.form.set_rows(rows)
        if not self._shape.is_compact:
            self.standing.ceiling.show()
        self.goods.set_compact(compact=self._shape.is_compact)
        self.standing.show_sum()

    # Showing a draft.

    def _status_of(self, record_id: UUID | None) -> HandoverStatus | None:
        if record_id is None:
            return None
        rows = self.session.lists.handovers.rows_by_id([record_id.bytes])
        return rows[record_id.bytes].status if record_id.bytes in rows else HandoverStatus.RECORDED

    def _show_draft(
        self, draft: HandoverDraft, status: HandoverStatus | None, correction: str = ""
    ) -> None:
        self.standing.begin(status, correction)
        self._filled_title = draft.acknowledged_title
        self._shape = replace(self._shape, scheme=draft.scheme, form=draft.form)
        self.scheme.set_value(draft.scheme)
        self.goods.set_form(draft.form)
        self.form.clear()
        self._signer.offer(draft.handed_over_on)
        self.form.fill(values_of(draft))
        self._receiver.offer(draft.group_id, values_of(draft)["receiver_id"], keep=True)
        self.goods.table.set_items(draft.items if draft.form is AidForm.GOODS else ())
        self.form.set_reasons(draft.reasons)
        self._arrange()
        self._lock()
        self.standing.show_banner()
        self.typed.emit()

    def _lock(self) -> None:
        locked = self.is_signed
        self.form.set_locked(locked=locked)
        self.goods.set_locked(locked=locked)
        self.scheme.set_read_only(read_only=locked or self.record_id is not None)
        self.store_button.setVisible(not locked)
        self.cancel_button.set_label(self.tr("Tutup") if locked else self.tr("Batal"))
        words = self.tr("Cetak salinan BAST") if locked else self.tr("Simpan dan cetak BAST")
        self.save_button.set_label(words)

    def go_to_first(self) -> None:
        """Go to the first field that waits for something."""
        values = self.form.values()
        who = "group_id" if self._shape.scheme is Scheme.GROUP else "single_id"
        if self.is_signed:
            self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif values[who] is None:
            self.form.focus_field(who)
        else:
            self.go_to_goods()
        # Whatever has the focus, a form is shown from its beginning.
        bar = self.scroll_area.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(0))

    def _receiver_name(self) -> str:
        values = self.form.values()
        if self._shape.scheme is Scheme.GROUP:
            return self._pickers.name_of(group_id=values["group_id"], person_id=None)
        return self._pickers.name_of(group_id=None, person_id=values["single_id"])

    # Filling what is known.

    def _fill_known(self) -> None:
        """Fill what follows from the receiver and the day, as far as nobody typed it."""
        draft = self.draft()
        filled: dict[str, object] = {}
        signers = self._pickers.signers(draft.handed_over_on)
        if draft.official_id is None and signers:
            filled["official_id"] = signers[0][0]
        code = self._pickers.village_code(group_id=draft.group_id, person_id=draft.person_id)
        name, title = self._pickers.village_head(code)
        if title and draft.acknowledged_title in {"", self._filled_title}:
            filled |= {"acknowledged_name": name, "acknowledged_title": title}
            self._filled_title = title
        self.form.fill(filled)
        self._receiver.offer_with_chair(draft.group_id)
        self._number.propose(draft.handed_over_on, code[:5])
        self._ask_facts()
        self.typed.emit()

    def _ask_facts(self) -> None:
        self.standing.ask(self.record_id)

    # Answering the person.

    def _on_typed(self) -> None:
        self.standing.show_sum()
        self.typed.emit()

    def _on_receiver(self) -> None:
        self._fill_known()
        who = "group_id" if self._shape.scheme is Scheme.GROUP else "single_id"
        if self.form.values()[who] is not None:
            # After the key that chose it, which would move the focus once more.
            QTimer.singleShot(0, self, self._go_on_from_receiver)

    def _go_on_from_receiver(self) -> None:
        self.go_to_goods()
        # The key passed through the date, which selects itself a moment later.
        day = self.form.editor("handed_over_on")
        QTimer.singleShot(0, day, day.deselect)

    def _add_member(self) -> None:
        self.keep_now()
        group_id = self.form.values()["group_id"]
        self.session.window.go.emit(Destination(PageName.MEMBERS, Purpose.NEW, group_id))

    def _ask_correction(self) -> None:
        question = ask_why_corrected(self.window())
        question.answered.connect(self._correct)

    def _correct(self, reason: str) -> None:
        self.standing.correction = reason
        self._lock()
        self.standing.show_banner()
        self.unlocked.emit()
        self.go_to_first()

    def _add_group(self, name: str) -> None:
        self.keep_now()
        self.session.window.go.emit(Destination(PageName.GROUPS, Purpose.NEW, hint=name))

    def _add_person(self, name: str) -> None:
        self.keep_now()
        self.session.window.go.emit(Destination(PageName.MEMBERS, Purpose.NEW, hint=name))

    def _on_day(self) -> None:
        draft = self.draft()
        code = self._pickers.village_code(group_id=draft.group_id, person_id=draft.person_id)
        self._number.propose(draft.handed_over_on, code[:5])
        self._ask_facts()

    def _on_scheme(self) -> None:
        scheme = Scheme.SINGLE if self.scheme.value() is Scheme.SINGLE else Scheme.GROUP
        self._shape = replace(self._shape, scheme=scheme)
        self._arrange()
        self._fill_known()
        self.form.edited.emit()

    def _on_goods_shape(self) -> None:
        self._shape = replace(self._shape, form=self.goods.form)
        if self._shape.form is AidForm.MONEY and not self.form.values()["money_use"]:
            self.form.fill({"money_use": self.tr("Modal usaha")})
        self._arrange()

    def _on_filled(self, name: str, before: tuple[GoodsItem, ...]) -> None:
        def undo() -> None:
            self.goods.table.set_items(before)
            self.form.summary.answered.emit()

        count = len(self.goods.table.items()) - len(before)
        text = self.tr("{count} barang diisi dari {name}").format(count=count, name=name)
        self.session.window.toast.emit(text, undo)
        self.go_to_goods()

    def _on_row_removed(self, row: int, item: GoodsItem) -> None:
        text = self.tr("Baris {name} dihapus").format(name=item.name or self.tr("kosong"))
        table = self.goods.table
        self.session.window.toast.emit(text, lambda: table.restore_row(row, item))

    def _stored_for_print(self, record_id: UUID) -> None:
        obstacles = self.obstacles
        self._finish(record_id)
        if obstacles:
            text = self.tr("Tersimpan, belum dapat dicetak. {why}").format(why=obstacles[0])
            self.session.window.toast.emit(text, None)
        else:
            self.print_asked.emit(record_id)
