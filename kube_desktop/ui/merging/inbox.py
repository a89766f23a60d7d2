"""The part of the merge page that takes package files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import (
    COUNTED_KINDS,
    FileState,
    IncomingFile,
    MergeSummary,
)
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.wording import number
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.printing.offers import Offer, of_files
from kube_desktop.ui.session import Destination, PrintOrder, Purpose, Session
from kube_desktop.ui.tables.cells import Cell, Column, Shown, pill, plain, two_lines, wrapped
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tasks import Progress, Task
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import NumberCard
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.pills import PillLook
from kube_desktop.ui.widgets.text import Text, TextRole

_LEAST_HEIGHT: Final = 110
_PILLS: Final = {
    FileState.READY: PillLook("Siap", Tone.INFO, "circle-check"),
    FileState.MERGED: PillLook("Sudah digabung", Tone.OK, "check-check"),
    FileState.REJECTED: PillLook("Tidak dapat digabung", Tone.ERR, "circle-alert"),
}


class Inbox(Section):
    """Takes files, shows what merging them would do, and merges them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Kiriman")
        self._files: list[Path] = []
        self._task: Task | None = None
        self._summary: MergeSummary | None = None
        self.files_button = secondary(self.tr("Pilih berkas"), "file-down")
        self.folder_button = secondary(self.tr("Pilih folder"), "folder-open")
        self.merge_button = primary(self.tr("Gabungkan"), "merge")
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        self.merge_button.clicked.connect(self.merge)
        self.message = Message()
        self.message.hide()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Kemajuan gabung"))
        self._bar_words = Text("", TextRole.SECONDARY)
        self._stop = secondary(self.tr("Hentikan"))
        self._stop.clicked.connect(self.cancel)
        self._running = QWidget()
        self._cards = {table: NumberCard(icon, title) for table, icon, title in _CARDS}
        self.table = RecordTable(
            self._file_columns(), row_id=lambda row: row.path, name=self.tr("Daftar berkas")
        )
        self.table.empty.say(
            self.tr("Belum ada berkas kiriman"),
            self.tr("Seret berkas ke sini, atau pilih folder."),
            icon="merge",
        )
        self._lay_out()
        self._clear_numbers()

    def _lay_out(self) -> None:
        running = QHBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.addWidget(self._bar, 1)
        running.addWidget(self._bar_words)
        running.addWidget(self._stop)
        self._running.hide()
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self._cards.values():
            cards.addWidget(card, 1)
        # Less than the words for an empty list want: in a low window the list is low.
        self.table.setMinimumHeight(self.session.theme.px(_LEAST_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.message)
        layout.addWidget(self._running)
        layout.addLayout(cards)
        layout.addWidget(self.table, 1)

    def _file_columns(self) -> Sequence[Column[IncomingFile]]:
        return (
            Column(
                self.tr("Pengirim"),
                lambda row: two_lines(row.sender or row.path.name, row.path.name),
                width=300,
                shown=Shown.WIDE,
            ),
            Column(
                self.tr("Pengirim"),
                _short_sender,
                width=240,
                shown=Shown.COMPACT,
            ),
            Column(self.tr("Wilayah"), lambda row: plain(row.region or "–"), 150, shown=Shown.WIDE),
            Column(
                self.tr("Kode periksa"), lambda row: plain(row.code or "–"), 120, shown=Shown.WIDE
            ),
            Column(self.tr("Keadaan"), lambda row: pill(_PILLS[row.state]), width=176),
            Column(self.tr("Keterangan"), lambda row: wrapped(row.message)),
        )

    @override
    def buttons(self) -> Sequence[QWidget]:
        return (self.files_button, self.folder_button, self.merge_button)

    @override
    def reload(self) -> None:
        self._say_remark()

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
        for card in self._cards.values():
            card.setVisible(not compact)

    @override
    def start_new(self) -> None:
        self.choose_files()

    @override
    def accept(self) -> None:
        self.merge()

    def choose_files(self) -> None:
        """Ask for files and look at them."""
        start = str(self.session.preferences.last_folder or Path.home())
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Pilih berkas kiriman"), start,
            self.tr("Berkas kiriman (*.kube* *.zip);;Semua berkas (*)"),
        )  # fmt: skip
        if chosen:
            self.look_at([Path(one) for one in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder of files and look at them."""
        start = str(self.session.preferences.last_folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Pilih folder kiriman"), start)
        if chosen:
            self.look_at([Path(chosen)])

    def look_at(self, places: Sequence[Path]) -> None:
        """Show what merging these files would do; nothing is changed."""
        self._files = list(places)
        if places:
            self.session.preferences.last_folder = places[0].parent
        self.message.hide()

        def work(progress: Progress) -> MergeSummary:
            return self.session.services().merging.preview_watched(
                self._files, _step(progress), lambda: progress.is_cancelled
            )

        self._begin(work, self._previewed, self.tr("Memeriksa berkas"))

    def merge(self) -> None:
        """Merge the files that were looked at."""
        if not self._files:
            self._say(Tone.INFO, self.tr("Pilih berkas kiriman dulu"))
            self.files_button.setFocus()
            return
        self.message.hide()

        def work(progress: Progress) -> MergeSummary:
            return self.session.services().merging.merge_watched(
                self._files, _step(progress), lambda: progress.is_cancelled
            )

        self._begin(work, self._merged, self.tr("Menggabung berkas"))

    def cancel(self) -> None:
        """Stop after the file at hand; whole batches stay merged, nothing is half."""
        if self._task is not None:
            self._task.cancel()

    def _begin(
        self,
        work: Callable[[Progress], MergeSummary],
        done: Callable[[MergeSummary], None],
        name: str,
    ) -> None:
        self._bar.setRange(0, 0)
        self._bar_words.setText(name)
        self._running.show()
        self._task = self.session.tasks.submit_long(
            work, done, self._failed, self, self._stopped, name=name
        )
        self._task.progressed.connect(self._follow)

    def _follow(self, done: int, total: int, _: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar_words.setText(self.tr("Berkas {done} dari {total}").format(
            done=done, total=total))  # fmt: skip

    def _previewed(self, summary: MergeSummary) -> None:
        self._show(summary)
        if summary.ready:
            self._say(
                Tone.INFO,
                self.tr("Pratinjau: belum ada yang diubah"),
                self.tr(
                    "{parallel} perubahan sejajar, {differences} perbedaan, 0 hilang. Cadangan "
                    "dibuat dulu, lalu {ready} berkas digabung."
                ).format(
                    parallel=number(summary.parallel),
                    differences=number(summary.differences),
                    ready=number(summary.ready),
                ),
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
        done = tuple(
            replace(one, state=FileState.MERGED) if one.state is FileState.READY else one
            for one in summary.files
        )
        self._show(replace(summary, files=done))
        self._files = []
        text = self.tr("{new} perubahan baru, {differences} perbedaan, 0 hilang.").format(
            new=number(summary.new_changes), differences=number(summary.differences)
        )
        left = self.tr("{count} berkas tidak digabung; alasannya ada di daftar.").format(
            count=len(summary.rejected)
        )
        self._say(
            Tone.OK,
            self.tr("{count} berkas sudah digabung").format(count=number(summary.ready)),
            f"{text} {left}" if summary.rejected else text,
            [(self.tr("Cetak berita acara"), self._print_minutes)] if summary.ready else (),
        )
        self.session.window.state_changed.emit()

    def _print_minutes(self) -> None:
        if self._summary is not None and self._summary.id is not None:
            order = PrintOrder(PaperKind.MERGE_MINUTES, (self._summary.id,))
            self.session.window.print_papers.emit(order)

    def _show(self, summary: MergeSummary) -> None:
        self._running.hide()
        self._summary = summary
        self.table.set_rows(list(summary.files))
        for one in summary.counts:
            self._cards[one.table].set_number(
                number(one.new),
                self.tr("baru, {changed} diubah").format(changed=number(one.changed)),
            )
        for table in COUNTED_KINDS:
            if not any(one.table == table for one in summary.counts):
                self._cards[table].set_number("0", self.tr("tidak ada yang baru"))

    def _clear_numbers(self) -> None:
        for card in self._cards.values():
            card.set_number("–", self.tr("belum ada berkas"))

    def _failed(self, error: Exception) -> None:
        self._running.hide()
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._say(Tone.WARN, str(error))

    def _stopped(self) -> None:
        self._running.hide()
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

    def _say_remark(self) -> None:
        count = self.session.lists.home.merged_files()
        self.remarked.emit(
            self.tr("{count} berkas sudah digabung").format(count=number(count)) if count else ""
        )


_CARDS: Final = (
    ("groups", "users", "Kelompok"),
    ("people", "contact", "Anggota"),
    ("handovers", "package", "Serah terima"),
    ("visits", "clipboard-list", "Kunjungan"),
)


def _step(progress: Progress) -> Callable[[int, int], None]:
    return progress


def _short_sender(row: IncomingFile) -> Cell:
    if not row.sender:
        return plain(row.path.name, strong=True)
    return two_lines(row.sender, " · ".join(one for one in (row.region, row.code) if one))
