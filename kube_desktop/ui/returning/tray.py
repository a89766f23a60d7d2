"""The tray: one waiting page at the left, the papers it may belong to at the right."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.returning import FiledPage, PaperPlace, WaitingScan
from kube_desktop.ui.session import Session
from kube_desktop.ui.tables.cells import Cell, Column, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.search_box import SearchBox
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.scan_tray import ScanTray

_LEAST_PICTURE: Final = QSize(150, 150)


class PagePicture(QLabel):
    """A page as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(_LEAST_PICTURE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_page(self, content: bytes) -> None:
        """Show a page; nothing when its bytes are no picture."""
        self._whole = QPixmap()
        self._whole.loadFromData(content)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        fitted = self._whole.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)


class TrayPane(QWidget):
    """Shows the waiting pages one by one, until each is filed or discarded.

    Signals:
        left: The person is done here, or nothing waits any more.

    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scans: list[WaitingScan] = []
        self._at = 0
        self.title = Text(self.tr("Baki pindaian"), TextRole.TITLE)
        self.name = ElidedText("", TextRole.STRONG)
        self.why = Text("", TextRole.SECONDARY, wrap=True)
        self.picture = PagePicture()
        self.picture.setAccessibleName(self.tr("Gambar pindaian"))
        self.previous = ToolButton("chevron-left", self.tr("Pindaian sebelumnya"))
        self.next = ToolButton("chevron-right", self.tr("Pindaian berikutnya"))
        self.search = SearchBox(self.tr("Cari kelompok atau nomor BAST"))
        self.papers: RecordTable[PaperPlace] = RecordTable(
            [Column(self.tr("Kertas"), _cell)],
            lambda row: (row.owner_id, row.kind),
            name=self.tr("Kertas yang cocok"),
        )
        self.papers.empty.say(
            self.tr("Tidak ada kertas yang cocok."),
            self.tr("Ketik nama kelompok atau nomor BAST."),
        )
        self.file_button = primary(self.tr("Simpan di kertas ini"), "check")
        self.discard_button = secondary(self.tr("Buang"), "trash-2")
        self.back_button = secondary(self.tr("Kembali"))
        self.message = Message(Tone.WARN, closable=True)
        self.message.hide()
        self._lay_out()
        self._connect()

    @property
    def scan(self) -> WaitingScan | None:
        """The page that is shown."""
        return self._scans[self._at] if self._at < len(self._scans) else None

    def open(self) -> None:
        """Read what waits, and show the first page of it."""
        self._reload(0)

    def file(self) -> None:
        """File the shown page with the chosen paper."""
        scan, chosen = self.scan, self.papers.current_row()
        if scan is None:
            return
        if chosen is None:
            self._say(self.tr("Pilih kertasnya dulu di daftar kanan."))
            self.search.setFocus()
            return
        tray = self._tray

        def done(filed: FiledPage) -> None:
            text = self.tr("{name} disimpan di {paper}").format(
                name=scan.filename, paper=chosen.title
            )
            self._after(text, lambda: tray().take_back(filed, scan))

        self._session.tasks.submit(
            lambda: tray().file(scan.id, chosen), done, self._on_refused, self
        )

    def discard(self) -> None:
        """Take the shown page out of the tray."""
        scan, tray = self.scan, self._tray
        if scan is None:
            return

        def done(_: None) -> None:
            text = self.tr("{name} dibuang dari baki").format(name=scan.filename)
            self._after(text, lambda: tray().restore(scan))

        self._session.tasks.submit(lambda: tray().discard(scan.id), done, self._on_refused, self)

    def step(self, by: int) -> None:
        """Show another waiting page."""
        if self._scans:
            self._at = (self._at + by) % len(self._scans)
            self._show()

    def _tray(self) -> "ScanTray":
        return self._session.services().returning.tray

    def _after(self, text: str, take_back: Callable[[], None]) -> None:
        tasks, at = self._session.tasks, self._at

        def undo() -> None:
            tasks.submit(take_back, lambda _: self._reload(at), owner=self)

        self._session.window.toast.emit(text, undo)
        self._session.window.state_changed.emit()
        self._reload(at)

    def _reload(self, at: int) -> None:
        tray = self._tray

        def show(scans: list[WaitingScan]) -> None:
            self._scans, self._at = scans, min(at, max(0, len(scans) - 1))
            if not scans:
                self.left.emit()
                return
            self._show()
            self.search.setFocus()

        self._session.tasks.submit(lambda: tray().waiting(), show, self._on_refused, self)

    def _show(self) -> None:
        scan, tray = self.scan, self._tray
        if scan is None:
            return
        self.message.hide()
        self.title.setText(
            self.tr("Baki pindaian: {at} dari {count}").format(
                at=self._at + 1, count=len(self._scans)
            )
        )
        page = self.tr(", halaman {page}").format(page=scan.page) if scan.page > 1 else ""
        self.name.setText(f"{scan.filename}{page}")
        self.why.setText(scan.why.label)
        self._session.tasks.submit(
            lambda: tray().picture(scan.id), self.picture.show_page, self._on_refused, self
        )
        self._look_for(self.search.text().strip())

    def _look_for(self, text: str) -> None:
        tray = self._tray

        def show(found: Sequence[PaperPlace]) -> None:
            if text == self.search.text().strip():
                self.papers.set_rows(list(found))
                if text:  # what was not asked for is never chosen for anybody
                    self.papers.select_place(0)

        self._session.tasks.submit(lambda: tray().papers(text), show, self._on_refused, self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._say(str(error))

    def _say(self, text: str) -> None:
        self.message.say(Tone.WARN, text)
        self.message.show()

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.search.searched.connect(self._look_for)
        self.search.left_down.connect(self.papers.view.setFocus)
        self.search.returnPressed.connect(self.file)
        self.papers.view.entered_row.connect(lambda _row: self.file())
        self.file_button.clicked.connect(self.file)
        self.discard_button.clicked.connect(self.discard)
        self.back_button.clicked.connect(self.left)
        QShortcut(QKeySequence.fromString("Ctrl+Return"), self, self.file)
        QShortcut(QKeySequence.fromString("Ctrl+PgDown"), self, lambda: self.step(1))
        QShortcut(QKeySequence.fromString("Ctrl+PgUp"), self, lambda: self.step(-1))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.name, self.why, self.search):
            right.addWidget(part)
        right.addWidget(self.papers, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        frame = Card(flat=True, margins=(6, 6, 6, 6))
        frame.body.addWidget(self.picture, 1)
        across.addWidget(frame, 5)
        across.addLayout(right, 6)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.discard_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.file_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addLayout(across, 1)
        layout.addLayout(foot)


def _cell(row: PaperPlace) -> Cell:
    return two_lines(row.title, row.hint)
