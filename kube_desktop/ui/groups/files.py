"""Photos and scans of a group: thumbnails, adding, looking, deleting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.wording import number, short_date
from kube_desktop.services.lists.groups import GroupDetail
from kube_desktop.services.lists.returns import AwaitedBast
from kube_desktop.ui.groups.sections import Section
from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, secondary
from kube_desktop.ui.widgets.cards import CardButton
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.flow import FlowLayout
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.paper import PaperPanel
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.attachments import AttachmentRow
    from kube_desktop.services.opening import Services

PickFiles = Callable[[QWidget, Path | None], Sequence[Path]]
"""Opens the chooser of the system; replaced in tests."""

_THUMB: Final = QSize(156, 104)
_LOOK: Final = QSize(880, 640)
_AROUND: Final = QSize(70, 130)
"""What frame, heading and margins take of the overlay."""
_OWNER: Final = "groups"


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A kept file with its small picture, if it is one and its bytes are here."""

    row: "AttachmentRow"
    small: QImage | None


def pick_files(parent: QWidget, start: Path | None) -> Sequence[Path]:
    """Let the person choose photos and PDF files; nothing when the chooser is closed."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        parent.tr("Pilih foto atau PDF"),
        str(start) if start else "",
        parent.tr("Foto dan PDF (*.jpg *.jpeg *.png *.webp *.bmp *.pdf)"),
    )
    return [Path(name) for name in names]


class FileCard(QFrame):
    """One file: its picture opens it, and the button beside its size takes it off.

    Signals:
        opened: The file is to be looked at.
        removed: The file is to be taken off.

    """

    opened = Signal()
    removed = Signal()

    def __init__(self, shown: ShownFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = shown.row.filename
        self.setProperty("card", "flat")
        self.setFixedWidth(_THUMB.width() + 18)
        self.open_button = CardButton("entry", self.tr("Buka {name}").format(name=name))
        face = QVBoxLayout()
        face.setContentsMargins(2, 2, 2, 2)
        picture = QLabel()
        picture.setFixedSize(_THUMB)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(self._picture(shown))
        face.addWidget(picture)
        self.open_button.set_face(face)
        self.open_button.clicked.connect(self.opened)
        self.remove_button = ToolButton(
            "trash-2", self.tr("Hapus {name}").format(name=name), size=16
        )
        self.remove_button.clicked.connect(self.removed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedText(name, TextRole.STRONG))
        words.addWidget(ElidedText(shown.row.caption or self._size(shown.row.size), TextRole.HINT))
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addLayout(words, 1)
        foot.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 4)
        layout.setSpacing(3)
        layout.addWidget(self.open_button)
        layout.addLayout(foot)

    def _picture(self, shown: ShownFile) -> QPixmap:
        if shown.small is not None:
            return QPixmap.fromImage(shown.small)
        return pixmap("image" if shown.row.is_picture else "file-text", "hint", 40)

    def _size(self, size: int) -> str:
        return self.tr("{size} KB").format(size=number(max(1, size // 1024)))


class FilesSection(Section):
    """The files of a group; the page reads them again when one came or went.

    Attributes:
        pick_files: Opens the chooser of the system.

    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pick_files: PickFiles = pick_files
        self._session = session
        self._group_id: UUID | None = None
        self._cards: list[FileCard] = []
        self._overlay: Overlay | None = None
        self.action = secondary(self.tr("Tambah foto"), "plus")
        self.action.clicked.connect(self.add)
        self.trouble = Message(Tone.ERR, closable=True)
        self.trouble.hide()
        self.awaited = Message(Tone.WARN, icon="paperclip")
        self.awaited.hide()
        self._empty = EmptyState()
        add = secondary(self.tr("Tambah foto"), "plus")
        add.clicked.connect(self.add)
        self._empty.say(
            self.tr("Belum ada foto atau scan."),
            self.tr("Simpan BAST bertanda tangan di sini."),
            icon="image",
            buttons=[add],
        )
        self._flow = FlowLayout(spacing=10, line_spacing=10)
        holder = QWidget()
        holder.setLayout(self._flow)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self._empty)
        self._pages.addWidget(scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.trouble)
        layout.addWidget(self.awaited)
        layout.addWidget(self._pages, 1)

    @property
    def cards(self) -> tuple[FileCard, ...]:
        """The files that are shown."""
        return tuple(self._cards)

    @override
    def show_group(self, detail: GroupDetail) -> None:
        if detail.id != self._group_id:
            self.clear()
        group_id = self._group_id = detail.id
        self._tell_awaited(self._session.lists.returns.awaited(group_id))
        services = self._session.services
        self._session.tasks.submit(
            lambda: _read(services(), group_id),
            lambda files: self._show(group_id, files),
            owner=self,
        )

    def _tell_awaited(self, awaited: Sequence[AwaitedBast]) -> None:
        self.awaited.setVisible(bool(awaited))
        if awaited:
            days = ", ".join(short_date(one.printed_on) for one in awaited)
            self.awaited.say(
                Tone.WARN,
                self.tr("{count} BAST belum kembali bertanda tangan").format(count=len(awaited)),
                self.tr("Sejak {days}. Pindai atau foto, lalu masukkan.").format(days=days),
                actions=[(self.tr("Masukkan pindaian"), self._session.window.put_in_scans.emit)],
                icon="paperclip",
            )

    @override
    def enter(self) -> None:
        target = self._cards[0].open_button if self._cards else self._empty.buttons[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def clear(self) -> None:
        self._group_id = None
        self.trouble.hide()
        self._pages.setCurrentIndex(0)

    def add(self) -> None:
        """Choose files and keep them with the group."""
        group_id = self._group_id
        if group_id is None:
            return
        chosen = list(self.pick_files(self, self._session.preferences.last_folder))
        if not chosen:
            return
        self._session.preferences.last_folder = chosen[0].parent
        services = self._session.services

        def work() -> None:
            for path in chosen:
                services().attachments.add(_OWNER, group_id, path, _kind(path))

        self.trouble.hide()
        self._session.tasks.submit(work, lambda _: None, self._on_refused, self)

    def remove(self, shown: ShownFile) -> None:
        """Take a file off; the toast brings it back."""
        services, tasks = self._session.services, self._session.tasks
        attachment_id = shown.row.id

        def undo() -> None:
            tasks.submit(lambda: services().attachments.restore(attachment_id), lambda _: None)

        def done(_: None) -> None:
            text = self.tr("{name} dihapus").format(name=shown.row.filename)
            self._session.window.toast.emit(text, undo)

        tasks.submit(
            lambda: services().attachments.withdraw(attachment_id), done, self._on_refused, self
        )

    def look_at(self, shown: ShownFile) -> None:
        """Show a file large."""
        services, sha256 = self._session.services, shown.row.sha256
        self._session.tasks.submit(
            lambda: services().attachments.content(sha256),
            lambda content: self._show_large(shown, content),
            self._on_refused,
            self,
        )

    def _show(self, group_id: UUID, files: Sequence[ShownFile]) -> None:
        if group_id != self._group_id:
            return
        for card in self._cards:
            self._flow.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for shown in files:
            card = FileCard(shown)
            card.opened.connect(lambda one=shown: self.look_at(one))
            card.removed.connect(lambda one=shown: self.remove(one))
            self._flow.addWidget(card)
            card.show()
            self._cards.append(card)
        self._pages.setCurrentIndex(2 if files else 1)

    def _show_large(self, shown: ShownFile, content: bytes) -> None:
        view = QWidget()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        close = secondary(self.tr("Tutup"))
        head = QHBoxLayout()
        head.addWidget(ElidedText(shown.row.filename, TextRole.TITLE), 1)
        head.addWidget(close)
        layout.addLayout(head)
        layout.addWidget(_large(shown, content, self.window().size()), 1)
        name = self.tr("Berkas {name}").format(name=shown.row.filename)
        overlay = Overlay(
            self.window(), view, name=name, width=_LOOK.width(), height=_LOOK.height()
        )
        close.clicked.connect(overlay.dismiss)
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        self._overlay = overlay
        overlay.open(close)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self.trouble.say(Tone.ERR, str(error))
        self.trouble.show()


def _read(services: "Services", group_id: UUID) -> list[ShownFile]:
    """Read the files of a group and make their small pictures; runs in the worker."""
    files = []
    for row in services.attachments.of_group(group_id):
        small = None
        if row.is_picture and services.attachments.exists(row.sha256):
            try:
                image = QImage.fromData(services.attachments.content(row.sha256))
            except EnvironmentProblem:
                image = QImage()
            if not image.isNull():
                small = image.scaled(
                    _THUMB,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
        files.append(ShownFile(row, small))
    return files


def _large(shown: ShownFile, content: bytes, window: QSize) -> QWidget:
    if not shown.row.is_picture:
        panel = PaperPanel()
        panel.show_pdf(content)
        return panel
    picture = QLabel()
    picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
    image = QImage.fromData(content)
    if image.isNull():
        return Text(picture.tr("Foto ini tidak dapat dibaca."), TextRole.BODY)
    picture.setPixmap(
        QPixmap.fromImage(image).scaled(
            _LOOK.boundedTo(window) - _AROUND,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )
    return picture


def _kind(path: Path) -> str:
    return "scan" if path.suffix.lower() == ".pdf" else "foto"
