"""The part of the merge page that shows who has not reported (Belum melapor)."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.replies import MadeReply
from kube_desktop.domain.reporting import BoardRow, Month, MonthState, ReportingBoard
from kube_desktop.domain.wording import SHORT_MONTHS, number, short_date
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.session import Destination, PageName, Purpose, Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.tables.cells import Cell, Column, Shown, mark, plain, two_lines, wrapped
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary
from kube_desktop.ui.widgets.cards import NumberCard
from kube_desktop.ui.widgets.messages import Action, Message
from kube_desktop.ui.widgets.pills import PillLook

_LEAST_HEIGHT: Final = 110
_MONTH_WIDTH: Final = 40
_MONTHS_IN_SMALL_WINDOWS: Final = 4
_EVERYWHERE: Final = ""

_LOOKS: Final = {
    MonthState.ON_TIME: (Tone.OK, "check"),
    MonthState.LATE: (Tone.WARN, "clock"),
    MonthState.MISSING: (Tone.ERR, "x"),
    MonthState.OPEN: (Tone.NEUTRAL, "minus"),
    MonthState.NONE: (Tone.NEUTRAL, None),
}
_FILTERS: Final[tuple[tuple[str, str, str, Callable[[BoardRow], bool]], ...]] = (
    ("silent", "clock", "Belum melapor", lambda row: bool(row.missing_months)),
    ("missing", "file-down", "Berkas belum tiba", lambda row: bool(row.missing_files)),
    ("differences", "merge", "Ada perbedaan", lambda row: row.differences > 0),
    ("laptops", "triangle-alert", "Laptop perlu dilihat", lambda row: bool(row.open_events)),
)


class Board(Section):
    """Facilitators by month: what came, what did not, and a reminder to copy."""

    hints = frozenset({"belum-melapor"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Belum melapor")
        self._board: ReportingBoard | None = None
        self._only = ""
        self._compact = False
        self._months: tuple[Month, ...] = ()
        self.region = ChoiceEditor([(_EVERYWHERE, self.tr("Semua wilayah"))])
        self.region.setAccessibleName(self.tr("Kabupaten/kota"))
        self.region.setMinimumContentsLength(14)
        self.region.set_value(_EVERYWHERE)
        self.region.edited.connect(self._show_rows)
        self.copy_button = primary(self.tr("Salin pengingat"), "copy")
        self.copy_button.clicked.connect(self.copy_reminder)
        self.cards = {key: self._card(key, icon, title) for key, icon, title, _ in _FILTERS}
        self.message = Message()
        self.message.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        for card in self.cards.values():
            row.addWidget(card, 1)
        self._layout.addLayout(row)
        self.table = self._make_table(())
        self._layout.addWidget(self.table, 1)
        self._layout.addWidget(self.message)

    def _card(self, key: str, icon: str, title: str) -> NumberCard:
        card = NumberCard(icon, self.tr(title), on_click=partial(self._choose, key))
        card.setCheckable(True)
        card.set_number("–", " ")
        return card

    def _make_table(self, months: Sequence[Month]) -> RecordTable[BoardRow]:
        table = RecordTable[BoardRow](
            self._columns(months),
            row_id=lambda row: row.mentor_id or row.name,
            name=self.tr("Papan belum melapor"),
        )
        table.empty.say(
            self.tr("Belum ada pendamping"),
            self.tr("Pendamping muncul di sini sesudah kiriman pertama atau diberi kelompok."),
            icon="users",
        )
        # Less than the words for an empty list want: in a low window the list is low.
        table.setMinimumHeight(self.session.theme.px(_LEAST_HEIGHT))
        table.current_changed.connect(self._show_row)
        table.opened.connect(self._open_row)
        table.set_compact(compact=self._compact)
        return table

    def _columns(self, months: Sequence[Month]) -> Sequence[Column[BoardRow]]:
        name: Column[BoardRow] = Column(
            self.tr("Pendamping"), lambda row: two_lines(row.name, row.regency or "–"), width=190
        )
        early = len(months) - _MONTHS_IN_SMALL_WINDOWS
        grid: list[Column[BoardRow]] = [
            Column(
                SHORT_MONTHS[month.first.month - 1],
                partial(_month_cell, place),
                width=_MONTH_WIDTH,
                shown=Shown.WIDE if place < early else Shown.ALWAYS,
            )
            for place, month in enumerate(months)
        ]
        last: Column[BoardRow] = Column(
            self.tr("Kiriman terakhir"), self._last, width=118, shown=Shown.WIDE
        )
        told: Column[BoardRow] = Column(self.tr("Keterangan"), lambda row: wrapped(_told(row)))
        return (name, *grid, last, told)

    @override
    def buttons(self) -> Sequence[QWidget]:
        return (self.region, self.copy_button)

    @override
    def reload(self) -> None:
        if self.session.is_ready():
            self.session.tasks.submit(self.session.lists.reporting.board, self._show, owner=self)

    @override
    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.region.setMinimumContentsLength(8 if compact else 14)
        self.table.set_compact(compact=compact)
        for card in self.cards.values():
            card.setVisible(not compact)
        self._show_row(self.table.current_row())

    @override
    def accept(self) -> None:
        self.copy_reminder()

    @override
    def focus_filter(self) -> None:
        self.region.setFocus()

    @override
    def next_pane(self, step: int) -> None:
        buttons = [one for one in self.message.buttons if one.isVisible()]
        if buttons and self.table.view.hasFocus():
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            enter_rows(self.table, Qt.FocusReason.TabFocusReason)

    @override
    def go_back(self) -> bool:
        if self._compact and self.message.isVisible():
            self.message.hide()
            enter_rows(self.table)
            return True
        if not self._only:
            return False
        self._choose(self._only)
        return True

    def copy_reminder(self) -> None:
        """Put the reminder for the chosen facilitator on the clipboard."""
        row = self.table.current_row()
        if row is None or self._board is None:
            self.session.window.toast.emit(self.tr("Pilih pendamping di daftar dulu"), None)
            return
        if not row.waits:
            text = self.tr("{} sudah melapor; tidak ada yang perlu diingatkan").format(row.name)
            self.session.window.toast.emit(text, None)
            return
        QGuiApplication.clipboard().setText(self._board.reminder(row))
        text = self.tr("Pengingat untuk {} disalin. Tempel di WhatsApp.").format(row.name)
        self.session.window.toast.emit(text, None)

    def _choose(self, key: str) -> None:
        self._only = "" if self._only == key else key
        for name, card in self.cards.items():
            card.setChecked(name == self._only)
        self._show_rows()

    def _show(self, board: ReportingBoard) -> None:
        self._board = board
        if board.months != self._months:
            self._months = board.months
            fresh = self._make_table(board.months)
            self._layout.replaceWidget(self.table, fresh)
            self.table.deleteLater()
            self.table = fresh
        self.region.set_choices([(_EVERYWHERE, self.tr("Semua wilayah")), *board.regencies.items()])
        for key, _, _, wanted in _FILTERS:
            found = [row for row in board.rows if wanted(row)]
            self._count(key, found, len(board.rows))
        silent = len(board.silent)
        self.retitled.emit(self.tr("Belum melapor ({})").format(silent) if silent else self.title)
        self._show_rows()

    def _count(self, key: str, found: Sequence[BoardRow], every: int) -> None:
        card = self.cards[key]
        if key == "silent":
            note = self.tr("dari {} pendamping").format(number(every))
            card.set_number(number(len(found)), note)
            return
        total = {
            "missing": sum(len(row.missing_files) for row in found),
            "differences": sum(row.differences for row in found),
            "laptops": sum(len(row.open_events) for row in found),
        }[key]
        note = self.tr("dari {} pendamping").format(number(len(found)))
        card.set_number(number(total), note if found else self.tr("tidak ada"))

    def _show_rows(self) -> None:
        if self._board is None:
            return
        wanted = next((one for key, _, _, one in _FILTERS if key == self._only), None)
        region = self.region.value()
        rows = [
            row
            for row in self._board.rows
            if (wanted is None or wanted(row)) and region in {_EVERYWHERE, row.regency_code, None}
        ]
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select_place(0)
        if not rows:
            self._show_row(None)

    def _open_row(self, row: BoardRow) -> None:
        """Answer Enter: all that is to be said, in a low window too, and the way on."""
        self._tell(row)
        buttons = self.message.buttons
        (buttons[0] if buttons else self.copy_button).setFocus()

    def _show_row(self, row: BoardRow | None) -> None:
        if row is None or self._compact:
            self.message.hide()
        else:
            self._tell(row)

    def _tell(self, row: BoardRow) -> None:
        told = row.remarks or (self.tr("Semua bulan sudah dilaporkan."),)
        tone = Tone.OK
        if row.needs_attention:
            tone = Tone.ERR if row.open_events else Tone.WARN
        place = f" · {row.regency}" if row.regency else ""
        groups = self.tr("{} kelompok").format(number(row.groups))
        self.message.say(tone, f"{row.name}{place} · {groups}", " ".join(told), self._actions(row))
        self.message.show()

    def _actions(self, row: BoardRow) -> Sequence[Action]:
        actions: list[Action] = []
        if row.differences:
            there = Destination(PageName.MERGE, Purpose.FILTER, hint="perbedaan")
            actions.append((
                self.tr("Lihat perbedaan"), lambda: self.session.window.go.emit(there)
            ))  # fmt: skip
        if row.late:
            group = Destination(PageName.GROUPS, record_id=row.late[0].group)
            actions.append((
                self.tr("Buka kelompok"), lambda: self.session.window.go.emit(group)
            ))  # fmt: skip
        if row.to_answer:
            actions.append((self.tr("Kirim kembali"), lambda: self.answer(row)))
        return actions

    def answer(self, row: BoardRow) -> None:
        """Make return files that give a restored laptop back what it lacks."""
        start = str(self.session.preferences.last_folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Simpan balasan di"), start)
        if not chosen:
            return
        services, toast = self.session.services, self.session.window.toast

        def work() -> list[MadeReply]:
            return [services().replying.reply(Path(chosen), key) for key in row.to_answer]

        def done(made: list[MadeReply]) -> None:
            names = ", ".join(one.path.name for one in made)
            text = self.tr("{} tersimpan. Kirim ke {} lewat WhatsApp atau flashdisk.")
            toast.emit(text.format(names, row.name), None)

        def failed(error: Exception) -> None:
            if not isinstance(error, DomainError | EnvironmentProblem):
                raise error
            toast.emit(str(error), None)

        self.session.tasks.submit(work, done, failed, self)

    def _last(self, row: BoardRow) -> Cell:
        if row.last_contact is None:
            return plain(self.tr("belum pernah"), tone="text2")
        return plain(short_date(row.last_contact))


def _month_cell(place: int, row: BoardRow) -> Cell:
    cell = row.cells[place]
    tone, icon = _LOOKS[cell.state]
    words = f"{cell.month.name}: {cell.state.label.lower()}"
    if cell.reported_on is not None:
        words = f"{words}, {short_date(cell.reported_on)}"
    return mark(PillLook(words, tone, icon))


def _told(row: BoardRow) -> str:
    return " ".join(row.remarks)
