"""The part of the merge page where people decide about differences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.bulk_rules import AppliedRule, BulkRule
from kube_desktop.domain.differences import Decision, DeskCard, DeskItem, Ruling, Streak
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.findings import Tag
from kube_desktop.ui.forms.reason import ReasonQuestion, ask_over
from kube_desktop.ui.merging.card import CardView
from kube_desktop.ui.merging.decision import DecisionView, who_and_when
from kube_desktop.ui.merging.rules import RulesPanel, open_rules
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.session import Destination, Session
from kube_desktop.ui.tables.cells import Column, pill, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.meters import Meter
from kube_desktop.ui.widgets.panes import ListDetail
from kube_desktop.ui.widgets.pills import PillLook
from kube_desktop.ui.widgets.text import Text, TextRole

_LIST_WIDTH: Final = 370
_PILLS: Final = {
    Tag.DECIDE: PillLook(Tag.DECIDE.value, Tone.WARN, "triangle-alert"),
    Tag.DOUBLE: PillLook(Tag.DOUBLE.value, Tone.ERR, "users"),
    Tag.DELETED: PillLook("Dihapus?", Tone.WARN, "trash-2"),
    Tag.NUMBER: PillLook("Nomor ganda", Tone.WARN, "triangle-alert"),
    Tag.DONE: PillLook(Tag.DONE.value, Tone.OK, "circle-check"),
}
_SKIPPED: Final = PillLook("Dilewati", Tone.NEUTRAL, "clock")
_ASKED: Final = PillLook("Ditanyakan", Tone.INFO, "circle-help")
_ANSWERED: Final = PillLook("Dijawab", Tone.OK, "circle-help")
_UNDONE: Final = PillLook("Diurungkan", Tone.NEUTRAL, "undo-2")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the desk lists: open items, or decisions made."""

    items: tuple[DeskItem, ...]
    decisions: tuple[Decision, ...]
    streak: Streak


class Desk(Section):
    """Lists what waits for a person, shows one of it large, and carries out what is decided."""

    hints = frozenset({"perbedaan"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Perbedaan")
        self._done_here = 0
        self._items: tuple[DeskItem, ...] = ()
        self._wanted: str | None = None
        self.which = SegmentedChoice(
            [("open", self.tr("Menunggu")), ("done", self.tr("Sudah diputuskan"))],
            name=self.tr("Perbedaan"),
        )
        self.which.set_value("open")
        self.which.changed.connect(lambda _value: self._switch())
        self._count = Text("", TextRole.STRONG)
        self._rest = Text("", TextRole.SECONDARY)
        self._meter = Meter(thin=True)
        self.table: RecordTable[DeskItem] = RecordTable(
            self._item_columns(), row_id=lambda row: row.id, name=self.tr("Daftar perbedaan")
        )
        self.table.empty.say(
            self.tr("Tidak ada perbedaan"),
            self.tr("Isian yang diubah dua pihak akan muncul di sini, lengkap dengan siapa."),
            icon="circle-check",
        )
        self.decisions: RecordTable[Decision] = RecordTable(
            self._decision_columns(), row_id=lambda row: row.id, name=self.tr("Daftar putusan")
        )
        self.decisions.empty.say(
            self.tr("Belum ada putusan"),
            self.tr("Putusan yang diambil dapat dilihat dan diurungkan di sini, kapan pun."),
            icon="history",
        )
        self.rules_button = secondary(self.tr("Aturan massal…"), "sliders-horizontal")
        self.rules_button.clicked.connect(lambda _checked=False: self.open_rules())
        self.tired = Message(closable=True)
        self.tired.hide()
        self.card = CardView()
        self.decision = DecisionView()
        self._empty = EmptyState("circle-check")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        counts = QHBoxLayout()
        counts.addWidget(self._count)
        counts.addStretch(1)
        counts.addWidget(self._rest)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.decisions)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(counts)
        column.addWidget(self._meter)
        column.addWidget(self.tired)
        column.addWidget(self._lists, 1)
        holder = Card(margins=(0, 0, 0, 0))
        holder.body.addWidget(self._empty)
        self._large = QStackedWidget()
        for page in (holder, self.card, self.decision):
            self._large.addWidget(page)
        self.panes = ListDetail(left, self._large)
        self.panes.set_list_width(self.session.theme.px(_LIST_WIDTH))
        self.card.head_row.insertWidget(0, self.panes.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._open_item)
        self.table.opened.connect(lambda _row: self._go_to_card())
        self.decisions.current_changed.connect(self._open_decision)
        self.decisions.opened.connect(lambda _row: self.panes.show_detail())
        self.card.decided.connect(self._decide)
        self.card.skipped.connect(self._skip)
        self.card.asked.connect(self._ask)
        self.decision.undone.connect(self._undo)
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=step: self._step(by))

    def _item_columns(self) -> Sequence[Column[DeskItem]]:
        return (
            Column(self.tr("Perbedaan"), lambda row: two_lines(row.title, row.about)),
            Column(self.tr("Status"), lambda row: pill(_look(row)), width=134),
        )

    def _decision_columns(self) -> Sequence[Column[Decision]]:
        return (
            Column(
                self.tr("Putusan"), lambda row: two_lines(row.title, who_and_when(row.who, row.at))
            ),
            Column(
                self.tr("Status"),
                lambda row: pill(_UNDONE if row.is_undone else _PILLS[Tag.DONE]),
                width=134,
            ),
        )

    @override
    def buttons(self) -> Sequence[QWidget]:
        return (self.rules_button,)

    def open_rules(self, rule: BulkRule = BulkRule.FILL) -> RulesPanel:
        """Open the rules that decide many differences at once."""
        panel = open_rules(self.window(), self.session, rule)
        panel.applied.connect(self._ruled)
        return panel

    @override
    def reload(self) -> None:
        if self.session.is_ready():
            self.session.tasks.submit(self._read, self._show, self._refuse, self)

    @override
    def open(self, destination: Destination) -> None:
        if destination.hint in self.hints:
            self.which.set_value("open")
            self._switch()

    @override
    def set_compact(self, compact: bool) -> None:
        self.table.set_compact(compact=compact)
        self.decisions.set_compact(compact=compact)
        self.panes.set_compact(compact=compact)
        self.card.set_compact(compact=compact)

    @override
    def accept(self) -> None:
        if self._large.currentWidget() is self.card:
            self.card.save()

    @override
    def go_back(self) -> bool:
        if self.panes.is_compact and self.panes.shows_detail:
            self.panes.go_back()
            return True
        return False

    @override
    def next_pane(self, step: int) -> None:
        in_list = self._lists.isAncestorOf(self.window().focusWidget() or self)
        if in_list:
            self._go_to_card()
        else:
            (self.table if self._lists.currentIndex() == 0 else self.decisions).setFocus()

    def _read(self) -> _Shown:
        differences = self.session.services().differences
        return _Shown(differences.items(), differences.decided(), differences.streak())

    def _show(self, shown: _Shown) -> None:
        before, self._items = self._items, shown.items
        current = self._wanted or (row.id if (row := self.table.current_row()) else None)
        self._wanted = None
        self.table.set_rows(list(shown.items))
        self.decisions.set_rows(list(shown.decisions))
        self._offer_rule(shown.streak)
        open_count = len(shown.items)
        self.session.window.differences_counted.emit(open_count)
        self.retitled.emit(self.tr("Perbedaan ({count})").format(count=open_count))
        total = open_count + self._done_here
        self._count.setText(
            self.tr("{done} dari {total} selesai").format(done=self._done_here, total=total)
            if total
            else ""
        )
        self._rest.setText(self.tr("{count} lagi").format(count=open_count) if open_count else "")
        self._meter.set_level(self._done_here, max(total, 1), tone=Tone.OK)
        self._meter.setVisible(bool(total))
        if self.which.value() == "open":
            self._select(current, before)

    def _select(self, current: str | None, before: tuple[DeskItem, ...]) -> None:
        """Keep the item, or go to the one that followed it before it was decided."""
        ids = [one.id for one in self._items]
        if current not in ids and before:
            place = next((n for n, one in enumerate(before) if one.id == current), 0)
            later = [one.id for one in (*before[place:], *before[:place]) if one.id in ids]
            current = later[0] if later else None
        if not ids:
            self._say_empty()
            return
        if not self.panes.is_compact or self.panes.shows_detail:
            self.table.select(current or ids[0])

    def _say_empty(self) -> None:
        done = self._done_here
        if done:
            self._empty.say(
                self.tr("Semua sudah diputuskan"), self.tr("Angka di laporan tidak lagi bertanda.")
            )
        else:
            self._empty.say(self.tr("Tidak ada yang menunggu putusan"))
        self._large.setCurrentIndex(0)

    def _switch(self) -> None:
        is_open = self.which.value() == "open"
        self._lists.setCurrentIndex(0 if is_open else 1)
        if is_open:
            self._open_item(self.table.current_row())
        else:
            self._open_decision(self.decisions.current_row())

    def _open_item(self, row: DeskItem | None) -> None:
        if row is None or self.which.value() != "open":
            if self.which.value() == "open":
                self._say_empty()
            return
        services = self.session.services
        self.session.tasks.submit(
            lambda: services().differences.open(row.id),
            lambda card: self._show_card(row, card),
            self._refuse,
            self,
        )

    def _show_card(self, row: DeskItem, card: DeskCard) -> None:
        current = self.table.current_row()
        if current is None or current.id != row.id:
            return
        had_keys = self.card.isAncestorOf(self.window().focusWidget() or self)
        self.card.show_card(card, len(self._items) - 1)
        self._large.setCurrentWidget(self.card)
        if had_keys:
            self.card.focus_first()

    def _go_to_card(self) -> None:
        self.panes.show_detail()
        if self._large.currentWidget() is self.card:
            self.card.focus_first()

    def _open_decision(self, row: Decision | None) -> None:
        if self.which.value() != "done":
            return
        if row is None:
            self._empty.say(self.tr("Pilih satu putusan untuk melihatnya"), icon="history")
            self._large.setCurrentIndex(0)
            return
        self.decision.show_decision(row)
        self._large.setCurrentWidget(self.decision)

    def _step(self, by: int) -> None:
        row = self.table.current_row()
        place = next((n for n, one in enumerate(self._items) if row and one.id == row.id), 0)
        self.table.select_place(max(0, min(place + by, len(self._items) - 1)))

    def _decide(self, ruling: Ruling) -> None:
        card = self.card.card
        if card is None:
            return
        services = self.session.services
        self.card.save_button.setEnabled(False)
        self.session.tasks.submit(
            lambda: services().differences.decide(card.item.id, ruling, card.stamp),
            self._decided,
            self._refuse,
            self,
        )

    def _decided(self, made: Decision) -> None:
        self.card.save_button.setEnabled(True)
        self._done_here += 1
        self.session.window.toast.emit(
            self.tr("Putusan tentang {title} disimpan").format(title=made.title),
            lambda: self._undo(made),
        )
        self.session.window.state_changed.emit()
        self.reload()

    def _ruled(self, made: AppliedRule) -> None:
        self._done_here += made.count
        self.tired.hide()
        services = self.session.services

        def undo() -> None:
            self._done_here = max(0, self._done_here - made.count)
            self._work(lambda: services().differences.undo(made.id))

        self.session.window.toast.emit(made.sentence, undo)
        self.session.window.state_changed.emit()
        self.reload()

    def _offer_rule(self, streak: Streak) -> None:
        self.tired.setVisible(streak.is_tiring)
        if streak.is_tiring:
            self.tired.say(
                Tone.INFO, streak.sentence, actions=[(self.tr("Lihat aturan"), self.open_rules)]
            )

    def _undo(self, made: Decision) -> None:
        services = self.session.services
        self.session.tasks.submit(
            lambda: services().differences.undo(made.id),
            lambda _nothing: self._undone(made),
            self._refuse,
            self,
        )

    def _undone(self, made: Decision) -> None:
        self._done_here = max(0, self._done_here - 1)
        self._wanted = made.item_id
        text = self.tr("Putusan tentang {title} diurungkan").format(title=made.title)
        self.session.window.toast.emit(text, None)
        self.session.window.state_changed.emit()
        self.reload()

    def _skip(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        following = [one.id for one in self._items if one.id != row.id and not one.is_skipped]
        self._wanted = following[0] if following else None
        self._work(lambda: self.session.services().differences.skip(row.id))

    def _ask(self) -> None:
        card = self.card.card
        if card is None:
            return
        question = ReasonQuestion(
            self.tr("Tanyakan ke pendamping"),
            self.tr("Pertanyaan ikut dalam balasan berikutnya untuk {who}.").format(
                who=card.asked_of or self.tr("pendamping kelompok ini")
            ),
            self.tr("misalnya mana nomor HP yang masih aktif"),
            self.tr("Tulis pertanyaannya dulu"),
            primary(self.tr("Simpan pertanyaan"), "send"),
            label=self.tr("Pertanyaan"),
        )
        question.answered.connect(
            lambda text: self._work(
                lambda: self.session.services().differences.ask(card.item.id, text)
            )
        )
        ask_over(self.window(), question, self.tr("Tanyakan ke pendamping"))

    def _work(self, work: Callable[[], object]) -> None:
        self.session.tasks.submit(work, lambda _done: self.reload(), self._refuse, self)

    def _refuse(self, error: Exception) -> None:
        self.card.save_button.setEnabled(True)
        if isinstance(error, DomainError | EnvironmentProblem):
            self.card.say(str(error))
            self.reload()
        else:
            raise error


def _look(row: DeskItem) -> PillLook:
    if row.answer:
        return _ANSWERED
    if row.asked:
        return _ASKED
    return _SKIPPED if row.is_skipped else _PILLS[row.tag]
