"""The part of the merge page that takes package files: the inbox (ux.md 2.14, G1)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import FileState, MergeSummary
from kube_desktop.domain.foreseen import ListName
from kube_desktop.domain.inbox import (
    Deed,
    InboxRow,
    Standing,
    changed_words,
    counts_words,
    file_row,
    new_words,
    silent_rows,
)
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.reporting import ReportingBoard
from kube_desktop.domain.wording import number
from kube_desktop.ui.merging.lists import NumberRow
from kube_desktop.ui.merging.progress import Running
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.printing.offers import Offer, of_files
from kube_desktop.ui.session import Destination, PrintOrder, Purpose, Session
from kube_desktop.ui.tables.cells import Cell, Column, Shown, pill, plain, two_lines, wrapped
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tasks import Progress
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.pills import PillLook
from kube_desktop.ui.widgets.text import Text, TextRole

_LEAST_HEIGHT: Final = 110
_NUMBERS: Final = (
    ListName.NEW, ListName.CHANGED, ListName.PARALLEL, ListName.OPENED, ListName.LOST,
)  # fmt: skip
_LOOKS: Final = {
    Standing.READY: (Tone.OK, "circle-check"),
    Standing.DECIDE: (Tone.WARN, "triangle-alert"),
    Standing.BROKEN: (Tone.ERR, "circle-alert"),
    Standing.WAITING: (Tone.INFO, "clock"),
    Standing.DONE: (Tone.NEUTRAL, "check-check"),
    Standing.SILENT: (Tone.NEUTRAL, "clock"),
}


class Inbox(Section):
    """Takes files, shows what merging them would do, and merges them.

    Signals:
        wants_desk: A person wants to decide the differences.
        wants_past: A person wants to take a merge back; carries its id.

    """

    wants_desk = Signal()
    wants_past = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Kiriman")
        self._files: list[Path] = []
        self._summary: MergeSummary | None = None
        self._board: ReportingBoard | None = None
        self._is_merged = False
        self.files_button = secondary(self.tr("Pilih berkas"), "file-down")
        self.folder_button = secondary(self.tr("Pilih folder"), "folder-open")
        self.merge_button = primary(self.tr("Gabungkan"), "merge")
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        self.merge_button.clicked.connect(self.merge)
        self.message = Message()
        self.message.hide()
        self.running = Running()
        self.numbers = NumberRow(_NUMBERS)
        self.numbers.hide()
        self.counts = Text("", TextRole.SECONDARY)
        self.table = RecordTable(
            self._columns(), row_id=lambda row: (row.path, row.sender), name=self.tr("Kiriman")
        )
        self.table.empty.say(
            self.tr("Belum ada berkas kiriman"),
            self.tr("Seret berkas atau folder ke sini; urutannya tidak penting."),
            icon="merge",
        )
        # Less than the words for an empty list want: in a low window the list is low.
        self.table.setMinimumHeight(session.theme.px(_LEAST_HEIGHT))
        self.table.view.clicked.connect(self._on_click)
        self.table.view.entered_row.connect(self._on_enter)
        self._lay_out()
        self._show_rows()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(14)
        foot.addWidget(self.merge_button)
        foot.addWidget(self.counts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.message)
        layout.addWidget(self.running)
        layout.addWidget(self.numbers)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _columns(self) -> Sequence[Column[InboxRow]]:
        return (
            Column(
                self.tr("Pengirim"),
                lambda row: sender_cell(row.sender, row.filename),
                width=270,
                shown=Shown.WIDE,
            ),
            Column(
                self.tr("Pengirim"),
                lambda row: sender_cell(row.sender, row.filename),
                width=180,
                shown=Shown.COMPACT,
            ),
            Column(self.tr("Wilayah"), lambda row: plain(row.region or "–"), 150, shown=Shown.WIDE),
            Column(self.tr("Berkas"), lambda row: plain(row.number), 70, shown=Shown.WIDE),
            Column(self.tr("Keadaan"), _state, width=210, shown=Shown.WIDE),
            Column(self.tr("Keadaan"), _state, width=178, shown=Shown.COMPACT),
            Column(self.tr("Keterangan"), lambda row: wrapped(row.note)),
            Column("", _deed, width=112),
        )

    @override
    def buttons(self) -> Sequence[QWidget]:
        return (self.files_button, self.folder_button)

    @override
    def reload(self) -> None:
        if self.session.is_ready():
            self.session.tasks.submit(
                self.session.lists.reporting.board, self._show_board, owner=self
            )
            self.session.tasks.submit(self._waiting_files, self._offer_waiting, owner=self)

    @override
    def open(self, destination: Destination) -> None:
        if destination.purpose is Purpose.NEW:
            self.files_button.setFocus()

    @override
    def offers(self) -> Sequence[Offer]:
        return of_files(self.session.lists)

    @override
    def set_compact(self, compact: bool) -> None:
        self.table.set_compact(compact=compact)
        self.numbers.set_compact(compact=compact)

    @override
    def start_new(self) -> None:
        self.choose_files()

    @override
    def accept(self) -> None:
        self.merge()

    def choose_files(self) -> None:
        """Ask for files and look at them."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Pilih berkas kiriman"), self._start(),
            self.tr("Berkas kiriman (*.kube* *.zip);;Semua berkas (*)"),
        )  # fmt: skip
        if chosen:
            self.look_at([Path(one) for one in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder of files and look at them."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Pilih folder kiriman"), self._start()
        )
        if chosen:
            self.look_at([Path(chosen)])

    def look_at(self, places: Sequence[Path]) -> None:
        """Show what merging these files would do; nothing is changed."""
        self._files = list(places)
        if places:
            self.session.preferences.last_folder = places[0].parent
        self.message.hide()
        files = list(self._files)

        def work(progress: Progress) -> MergeSummary:
            return self.session.services().merging.preview_watched(
                files, progress, lambda: progress.is_cancelled or self.running.is_stopped
            )

        self._begin(work, self._previewed, self.tr("Memeriksa berkas"), self.tr("Hentikan"))

    def merge(self) -> None:
        """Merge the files that were looked at."""
        if not self._files:
            self._say(Tone.INFO, self.tr("Pilih berkas kiriman dulu"))
            self.files_button.setFocus()
            return
        self._merge_files(list(self._files), self._merged)

    def merge_one(self, row: InboxRow) -> None:
        """Merge one of the files that were looked at, and look at the others again."""
        if row.path is not None:
            self._merge_files([row.path], lambda _: self.look_at(self._files))

    def stop(self) -> None:
        """Stop after the file at hand; what was merged stays, nothing is half."""
        self.running.stop()

    def _merge_files(self, files: list[Path], done: Callable[[MergeSummary], None]) -> None:
        self.message.hide()

        def work(progress: Progress) -> MergeSummary:
            # Not the task is cancelled but the merge: what it merged until then is told.
            return self.session.services().merging.merge_watched(
                files, progress, lambda: self.running.is_stopped
            )

        self._begin(
            work, done, self.tr("Menggabung berkas"), self.tr("Hentikan sesudah berkas ini")
        )

    def _begin(
        self,
        work: Callable[[Progress], MergeSummary],
        done: Callable[[MergeSummary], None],
        name: str,
        stop_words: str,
    ) -> None:
        def finished(summary: MergeSummary) -> None:
            self._rest()
            done(summary)

        for button in (self.merge_button, *self.buttons()):
            button.setEnabled(False)
        self.running.begin(name, stop_words)
        task = self.session.tasks.submit_long(
            work, finished, self._failed, self, self._stopped, name=name
        )
        task.progressed.connect(self.running.follow)

    def _rest(self) -> None:
        self.running.hide()
        for button in (self.merge_button, *self.buttons()):
            button.setEnabled(True)

    def _previewed(self, summary: MergeSummary) -> None:
        self._show(summary, is_merged=False)
        if summary.ready:
            self._say(
                Tone.INFO,
                self.tr("Pratinjau: belum ada yang diubah"),
                self.tr(
                    "Setiap angka membuka daftarnya. Cadangan dibuat dulu, lalu {ready} berkas "
                    "digabung."
                ).format(ready=number(summary.ready)),
            )
            self.merge_button.setFocus()
        elif summary.rejected:
            self._say(
                Tone.WARN,
                self.tr("Tidak ada berkas yang dapat digabung"),
                self.tr("Alasannya ada di daftar. Data kantor tidak berubah."),
            )
        else:
            self._say(Tone.INFO, self.tr("Semua berkas ini sudah digabung; tidak ada yang berubah"))

    def _merged(self, summary: MergeSummary) -> None:
        merged = summary.merged_count
        self._show(_as_merged(summary), is_merged=True)
        if not summary.was_stopped:
            self._files = []
        text = self.tr("{new} perubahan baru, {differences} perbedaan, 0 hilang.").format(
            new=number(summary.new_changes), differences=number(summary.differences)
        )
        left = self.tr("{count} berkas tidak digabung; alasannya ada di daftar.").format(
            count=len(summary.rejected)
        )
        title = self.tr("{count} berkas sudah digabung").format(count=number(merged))
        if summary.was_stopped:
            title = self.tr("Dihentikan sesudah {count} berkas; semuanya utuh").format(
                count=number(merged)
            )
        self._say(
            Tone.OK, title, f"{text} {left}" if summary.rejected else text, self._after(summary)
        )
        self.reload()
        (self.message.buttons or [self.files_button])[0].setFocus()
        self.session.window.state_changed.emit()

    def _after(self, summary: MergeSummary) -> list[tuple[str, Callable[[], object]]]:
        if not summary.merged_count:
            return []
        actions: list[tuple[str, Callable[[], object]]] = []
        if summary.differences:
            actions.append((self.tr("Putuskan perbedaan"), self.wants_desk.emit))
        merge_id = summary.id
        return [
            *actions,
            (self.tr("Cetak berita acara"), self._print_minutes),
            (self.tr("Batalkan gabungan ini"), lambda: self.wants_past.emit(merge_id)),
        ]

    def _print_minutes(self) -> None:
        if self._summary is not None and self._summary.id is not None:
            order = PrintOrder(PaperKind.MERGE_MINUTES, (self._summary.id,))
            self.session.window.print_papers.emit(order)

    def _show(self, summary: MergeSummary, *, is_merged: bool) -> None:
        self._summary, self._is_merged = summary, is_merged
        self.numbers.setVisible(bool(summary.lists))
        if summary.lists:
            notes = {
                ListName.NEW: new_words(summary.counts),
                ListName.CHANGED: changed_words(summary.counts),
            }
            self.numbers.show_lists(summary.lists, notes)
        self._show_rows()

    def _show_board(self, board: ReportingBoard) -> None:
        self._board = board
        self._show_rows()

    def _show_rows(self) -> None:
        files = self._summary.files if self._summary is not None else ()
        board, office = self._board, self._board.office if self._board else ""
        differences = {row.name: row.differences for row in board.rows} if board else {}
        rows = [file_row(one, differences.get(one.sender, 0), office) for one in files]
        if board is not None:
            rows += silent_rows(board, [one.sender for one in files])
        self.table.set_rows(rows)
        self.counts.setText(counts_words(rows))
        ready = sum(row.standing is Standing.READY for row in rows)
        words = self.tr("Gabungkan {count} berkas yang siap").format(count=number(ready))
        self.merge_button.set_label(words if ready else self.tr("Gabungkan"))
        self.merge_button.setVisible(bool(ready) or not files)

    def _on_click(self, index: QModelIndex) -> None:
        if index.column() == len(self.table.model.columns) - 1:
            self._on_enter(index.row())

    def _on_enter(self, place: int) -> None:
        row = self.table.model.row(place)
        if row is not None and not self.running.isVisible():
            self._do(row)

    def _do(self, row: InboxRow) -> None:
        match row.deed:
            case Deed.MERGE | Deed.MERGE_ANYWAY:
                self.merge_one(row)
            case Deed.TRY_AGAIN:
                self.look_at(self._files)
            case Deed.DECIDE:
                self.wants_desk.emit()
            case Deed.ASK_AGAIN | Deed.REMIND:
                QGuiApplication.clipboard().setText(row.message)
                text = self.tr("Pesan untuk {} disalin. Tempel di WhatsApp.")
                whom = row.sender or self.tr("pendamping")
                self.session.window.toast.emit(text.format(whom), None)
            case Deed.NOTHING:
                pass

    def _waiting_files(self) -> list[Path]:
        services = self.session.services()
        paths = [one.path for one in services.merging.waiting.rows()]
        looked = services.merging.look(paths) if paths else ()
        return [one.path for one in looked if one.state is FileState.READY]

    def _offer_waiting(self, paths: list[Path]) -> None:
        if not paths or self._files or self._summary is not None:
            return
        text = self.tr("{count} berkas yang menunggu pembaruan program sekarang dapat digabung")
        self._say(
            Tone.INFO,
            text.format(count=number(len(paths))),
            "",
            [(self.tr("Periksa berkas itu"), lambda: self.look_at(paths))],
        )

    def _failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._say(Tone.WARN, str(error))

    def _stopped(self) -> None:
        self._rest()
        self._say(Tone.INFO, self.tr("Dihentikan. Yang sudah digabung tetap utuh."))

    def _say(
        self,
        tone: Tone,
        title: str,
        text: str = "",
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        self.message.say(tone, title, text, actions)
        self.message.show()

    def _start(self) -> str:
        return str(self.session.preferences.last_folder or Path.home())


def _as_merged(summary: MergeSummary) -> MergeSummary:
    """Return the summary with the files that were merged marked as such."""
    left = summary.ready - summary.merged_count
    files = list(summary.files)
    for place in reversed(range(len(files))):
        if files[place].state is FileState.READY:
            if left > 0:
                left -= 1
            else:
                files[place] = replace(files[place], state=FileState.MERGED, message="")
    return replace(summary, files=tuple(files))


def sender_cell(sender: str, filename: str) -> Cell:
    """Return who sent a file, with its name below; the name alone where nobody is known."""
    if not sender or not filename:
        return plain(sender or filename, strong=True)
    return two_lines(sender, filename)


def _state(row: InboxRow) -> Cell:
    tone, icon = _LOOKS[row.standing]
    if row.standing is Standing.READY and row.is_doubtful:
        tone, icon = Tone.INFO, "info"
    return pill(PillLook(row.state, tone, icon))


def _deed(row: InboxRow) -> Cell:
    return plain(row.deed.value, tone="primary", strong=True)
