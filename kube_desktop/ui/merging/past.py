"""The part of the merge page that lists every file that came, and takes one of them back."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.withdrawing import FileFate, RegisteredFile, WithdrawalSummary
from kube_desktop.domain.wording import WITA, clock_time, number, short_date
from kube_desktop.ui.merging.inbox import sender_cell
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.merging.withdrawing import WithdrawView
from kube_desktop.ui.session import PrintOrder, Session
from kube_desktop.ui.tables.cells import Cell, Column, Shown, pill, plain, two_lines, wrapped
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.pills import PillLook

_LEAST_HEIGHT: Final = 110
_LOOKS: Final = {
    FileFate.MERGED: (Tone.OK, "check-check"),
    FileFate.WITHDRAWN: (Tone.NEUTRAL, "undo-2"),
    FileFate.REJECTED: (Tone.ERR, "circle-alert"),
    FileFate.WAITING: (Tone.WARN, "clock"),
}


class Past(Section):
    """The register of files, newest first."""

    hints = frozenset({"sudah-masuk"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Sudah masuk")
        self._wanted: UUID | None = None
        self._overlay: Overlay | None = None
        self.print_button = secondary(self.tr("Cetak berita acara"), "printer")
        self.withdraw_button = secondary(self.tr("Batalkan gabungan"), "undo-2")
        self.print_button.clicked.connect(self.print_minutes)
        self.withdraw_button.clicked.connect(self.ask)
        self.message = Message(closable=True)
        self.message.hide()
        self.table = RecordTable(
            self._columns(), row_id=lambda row: row.id, name=self.tr("Daftar berkas yang masuk")
        )
        self.table.empty.say(
            self.tr("Belum ada berkas yang masuk"),
            self.tr("Setiap berkas yang digabung atau ditolak tercatat di sini."),
            icon="archive",
        )
        self.table.setMinimumHeight(session.theme.px(_LEAST_HEIGHT))
        self.table.current_changed.connect(self._on_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        self._on_row(None)

    @override
    def buttons(self) -> Sequence[QWidget]:
        return (self.print_button, self.withdraw_button)

    @override
    def reload(self) -> None:
        if self.session.is_ready():
            self.session.tasks.submit(self._read, self._show, owner=self)

    @override
    def set_compact(self, compact: bool) -> None:
        self.table.set_compact(compact=compact)

    def select_merge(self, merge_id: UUID | None) -> None:
        """Select the first file of a merge as soon as the list is there."""
        self._wanted = merge_id
        self.reload()

    def print_minutes(self) -> None:
        """Print the minutes of the merge the chosen file came with."""
        row = self.table.current_row()
        if row is not None and row.merge_id is not None:
            order = PrintOrder(PaperKind.MERGE_MINUTES, (row.merge_id,))
            self.session.window.print_papers.emit(order)

    def ask(self) -> None:
        """Show what taking the chosen file back would do."""
        row = self.table.current_row()
        if row is None or not row.can_withdraw:
            return
        self.message.hide()
        self.withdraw_button.setEnabled(False)
        self.session.tasks.submit(
            lambda: self.session.services().withdrawing.preview(row.id),
            self._foreseen,
            self._failed,
            owner=self,
        )

    def _foreseen(self, summary: WithdrawalSummary) -> None:
        self.withdraw_button.setEnabled(True)
        view = WithdrawView(summary)
        overlay = self._overlay = Overlay(
            self.window(), view, name=self.tr("Batalkan gabungan"), width=760
        )
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        view.cancelled.connect(overlay.dismiss)
        view.confirmed.connect(lambda reason: self._withdraw(summary.file.id, reason))
        overlay.open(view.reason)

    def _withdraw(self, file_id: str, reason: str) -> None:
        self.session.tasks.submit_long(
            lambda _: self.session.services().withdrawing.withdraw(file_id, reason),
            self._withdrawn,
            self._failed,
            self,
            name=self.tr("Membatalkan gabungan"),
        )

    def _withdrawn(self, summary: WithdrawalSummary) -> None:
        self._close()
        self.message.say(
            Tone.OK,
            self.tr("Gabungan berkas {name} sudah dibatalkan").format(name=summary.file.filename),
            summary.words,
        )
        self.message.show()
        self.session.window.state_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._close()
        self._on_row(self.table.current_row())
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self.message.say(Tone.WARN, str(error))
        self.message.show()

    def _close(self) -> None:
        overlay, self._overlay = self._overlay, None
        if overlay is not None:
            overlay.dismiss()

    def _read(self) -> list[RegisteredFile]:
        return self.session.services().withdrawing.files()

    def _show(self, rows: list[RegisteredFile]) -> None:
        self.table.set_rows(rows)
        merged = sum(row.fate is FileFate.MERGED for row in rows)
        self.retitled.emit(self.tr("Sudah masuk ({count})").format(count=number(merged)))
        if self._wanted is not None:
            found = next((row.id for row in rows if row.merge_id == self._wanted), None)
            self._wanted = None
            if found is not None:
                self.table.select(found)
        self._on_row(self.table.current_row())

    def _on_row(self, row: RegisteredFile | None) -> None:
        self.withdraw_button.setEnabled(row is not None and row.can_withdraw)
        self.print_button.setEnabled(row is not None and row.merge_id is not None)

    def _columns(self) -> Sequence[Column[RegisteredFile]]:
        return (
            Column(
                self.tr("Pengirim"),
                lambda row: sender_cell(row.sender, row.filename),
                width=300,
            ),
            Column(self.tr("Wilayah"), lambda row: plain(row.region or "–"), 150, shown=Shown.WIDE),
            Column(self.tr("Masuk"), _when, width=140),
            Column(self.tr("Kode periksa"), lambda row: plain(row.code or "–"), 120, spare=True),
            Column(
                self.tr("Perubahan"), lambda row: number(row.new_changes), 100, right=True,
                shown=Shown.WIDE,
            ),
            Column(self.tr("Keadaan"), _state, width=190),
            Column(self.tr("Keterangan"), lambda row: wrapped(row.note)),
        )  # fmt: skip


def _when(row: RegisteredFile) -> Cell:
    at = row.received_at.astimezone(WITA)
    return two_lines(short_date(at.date()), clock_time(at))


def _state(row: RegisteredFile) -> Cell:
    tone, icon = _LOOKS[row.fate]
    return pill(PillLook(row.fate.words, tone, icon))
