"""Masukkan pindaian bertanda tangan: choose or drop, one bar, the result, the tray."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.returning import SCAN_FILES, Returned
from kube_desktop.ui.returning.results import ResultPane
from kube_desktop.ui.returning.tray import TrayPane
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import Progress, Task
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import ElidedText, IconLabel, Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from kube_desktop.services.aid import Signed

PickScans = Callable[[QWidget, Path | None], Sequence[Path]]
"""Opens the chooser of the system; replaced in tests."""
_ENDINGS: Final = " ".join(f"*{ending}" for ending in SCAN_FILES)


def pick_scans(parent: QWidget, start: Path | None) -> Sequence[Path]:
    """Let the person choose scans; nothing when the chooser is closed."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        parent.tr("Pilih pindaian atau foto"),
        str(start or Path.home()),
        parent.tr("Foto, pindaian, dan PDF ({endings})").format(endings=_ENDINGS),
    )
    return [Path(name) for name in names]


def pick_scan_folder(parent: QWidget, start: Path | None) -> Sequence[Path]:
    """Let the person choose a folder of scans."""
    name = QFileDialog.getExistingDirectory(
        parent, parent.tr("Pilih folder pindaian"), str(start or Path.home())
    )
    return [Path(name)] if name else []


class ReturnPanel(QWidget):
    """The four pages of putting scans in.

    Signals:
        finished: The person is done with it.

    Attributes:
        pick_files: Opens the chooser for files, and pick_folder: for a folder.

    """

    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pick_files: PickScans = pick_scans
        self.pick_folder: PickScans = pick_scan_folder
        self._session = session
        self._task: Task | None = None
        self._unsigned: tuple[UUID, ...] = ()
        self.setAcceptDrops(True)
        self.message = Message(Tone.WARN, closable=True)
        self.message.hide()
        self.files_button = primary(self.tr("Pilih berkas"), "image")
        self.folder_button = secondary(self.tr("Pilih folder"), "folder-open")
        self.tray_button = secondary("", "clock")
        self.close_button = secondary(self.tr("Tutup"))
        self.stop_button = secondary(self.tr("Hentikan"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Kemajuan membaca pindaian"))
        self.reading = ElidedText("", TextRole.SECONDARY)
        self.results = ResultPane()
        self.tray = TrayPane(session)
        self.pages = QStackedWidget()
        self._start, self._busy = self._start_page(), self._busy_page()
        for page in (self._start, self._busy, self.results, self.tray):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._connect()
        self.offer_tray()

    @property
    def is_busy(self) -> bool:
        """Whether scans are read now."""
        return self._task is not None

    def offer_tray(self) -> None:
        """Say how many pages wait in the tray."""
        count = self._session.lists.returns.waiting_scans()
        self.tray_button.setText(self.tr("Buka baki ({count})").format(count=count))
        self.tray_button.setVisible(count > 0)
        self.results.offer_tray(count)

    def choose_files(self) -> None:
        """Ask for files and put them in."""
        self._put_in_chosen(self.pick_files)

    def choose_folder(self) -> None:
        """Ask for a folder and put in what it holds."""
        self._put_in_chosen(self.pick_folder)

    def put_in(self, paths: Sequence[Path]) -> None:
        """Read files and folders, and file each page with its paper."""
        if self.is_busy or not paths:
            return
        self.message.hide()
        self.bar.setRange(0, 0)
        self.reading.setText("")
        self.pages.setCurrentWidget(self._busy)
        self.stop_button.setFocus()
        services, chosen = self._session.services, list(paths)
        read: list[Returned] = []

        def work(progress: Progress) -> Returned:
            from kube_desktop.services.returning import ScanFollow  # noqa: PLC0415  heavy; in the worker

            follow = ScanFollow(
                step=lambda done, total, name: progress(min(done, total - 1), total, name),
                cancelled=lambda: progress.is_cancelled,
            )
            read.append(services().returning.receive(chosen, follow))
            return read[0]

        def stopped() -> None:
            if read:
                self._show_results(read[0])
            else:
                self._task = None
                self._begin_again()

        self._task = self._session.tasks.submit_long(
            work, self._show_results, self._on_refused, self, stopped,
            name=self.tr("Membaca pindaian"),
        )  # fmt: skip
        self._task.progressed.connect(self._on_progress)

    def stop(self) -> None:
        """Stop after the page that is read now; what was read stays."""
        if self._task is not None:
            self._task.cancel()

    def open_tray(self) -> None:
        """Show what waits."""
        self.pages.setCurrentWidget(self.tray)
        self.tray.open()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.is_busy:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.put_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _put_in_chosen(self, pick: PickScans) -> None:
        chosen = list(pick(self, self._session.preferences.last_folder))
        if chosen:
            first = chosen[0]
            self._session.preferences.last_folder = first if first.is_dir() else first.parent
            self.put_in(chosen)

    def _on_progress(self, done: int, total: int, name: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        text = self.tr("Berkas {done} dari {total}: {name}")
        self.reading.setText(text.format(done=done + 1, total=total, name=name))

    def _show_results(self, returned: Returned) -> None:
        self._task, self._unsigned = None, returned.unsigned
        self.results.show_returned(returned)
        self.offer_tray()
        self.pages.setCurrentWidget(self.results)
        self.results.done_button.setFocus()
        self._session.window.state_changed.emit()

    def _on_refused(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._begin_again()
        self.message.say(Tone.WARN, str(error))
        self.message.show()

    def _begin_again(self) -> None:
        self.message.hide()
        self.offer_tray()
        self.pages.setCurrentWidget(self._start)
        self.files_button.setFocus()

    def _leave_tray(self) -> None:
        self.offer_tray()
        if self.results.table.model.rowCount():
            self.pages.setCurrentWidget(self.results)
            self.results.done_button.setFocus()
        else:
            self._begin_again()

    def _sign(self) -> None:
        services, tasks, ids = self._session.services, self._session.tasks, self._unsigned

        def done(signed: "Signed") -> None:
            self._unsigned = ()
            self.results.offer_signing(0)
            self.results.done_button.setFocus()
            text = self.tr("{count} BAST ditandai ditandatangani").format(count=len(ids))
            self._session.window.toast.emit(
                text,
                lambda: tasks.submit(lambda: services().aid.unsign(signed), lambda _: None),
            )

        tasks.submit(lambda: services().aid.sign(ids), done, owner=self)

    def _connect(self) -> None:
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        self.tray_button.clicked.connect(self.open_tray)
        self.close_button.clicked.connect(self.finished)
        self.stop_button.clicked.connect(self.stop)
        self.results.sign_asked.connect(self._sign)
        self.results.tray_asked.connect(self.open_tray)
        self.results.more_asked.connect(self._begin_again)
        self.results.finished.connect(self.finished)
        self.tray.left.connect(self._leave_tray)

    def _start_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Text(self.tr("Masukkan pindaian bertanda tangan"), TextRole.TITLE))
        layout.addWidget(self.message)
        card = Card(flat=True, margins=(24, 18, 24, 18))
        card.body.addStretch(1)
        card.body.addWidget(IconLabel("paperclip", "hint", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in (
            (self.tr("Seret foto, pindaian, PDF, atau seluruh folder ke sini"), TextRole.SECTION),
            (
                self.tr(
                    "Setiap halaman masuk sendiri ke kertasnya lewat kode kotak. Yang tidak "
                    "terbaca menunggu di baki sampai Anda memilih kertasnya."
                ),
                TextRole.SECONDARY,
            ),
        ):
            words = Text(text, role, wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            card.body.addWidget(words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.files_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addStretch(1)
        layout.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.tray_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)
        return page

    def _busy_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Text(self.tr("Membaca pindaian"), TextRole.TITLE))
        layout.addWidget(self.bar)
        layout.addWidget(self.reading)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop_button)
        layout.addLayout(row)
        layout.addStretch(1)
        return page
