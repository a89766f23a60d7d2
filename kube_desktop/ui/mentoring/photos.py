"""The photos of a visit: those that are kept, and those that wait for the visit to be stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QWidget

from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import ToolButton
from kube_desktop.ui.widgets.flow import FlowLayout
from kube_desktop.ui.widgets.text import Text, TextRole

_SMALL: Final = QSize(56, 42)
_NAME_LENGTH: Final = 22
PICTURES: Final = "*.jpg *.jpeg *.png *.webp *.bmp *.pdf"


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that is kept with the visit; `content` is its bytes, empty when they are missing."""

    attachment_id: UUID
    filename: str
    content: bytes


class _Chip(QFrame):
    """One photo with its name and the button that takes it off."""

    removed = Signal()

    def __init__(self, name: str, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "flat")
        short = name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1]}…"
        picture = QLabel()
        picture.setPixmap(_small(image))
        self.remove = ToolButton("x", self.tr("Lepas {}").format(name), size=14)
        self.remove.setMinimumSize(24, 24)
        self.remove.clicked.connect(self.removed)
        text = Text(short, TextRole.HINT)
        text.setToolTip(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 2, 3)
        row.setSpacing(6)
        row.addWidget(picture)
        row.addWidget(text)
        row.addWidget(self.remove)


class PhotoStrip(QWidget):
    """Shows photos in a row, each with a button that takes it off.

    Signals:
        kept_removed: A kept photo is to be taken off; carries its id and name.
        edited: A waiting photo came or went.

    """

    kept_removed = Signal(object, str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: tuple[KeptPhoto, ...] = ()
        self._waiting: tuple[Path, ...] = ()
        self._chips: list[_Chip] = []
        self._flow = FlowLayout(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def waiting(self) -> tuple[Path, ...]:
        """Photos that are attached when the visit is stored."""
        return self._waiting

    @property
    def count(self) -> int:
        """How many photos there are."""
        return len(self._chips)

    def stops(self) -> tuple[QWidget, ...]:
        """Return everything that takes focus, in reading order."""
        return tuple(chip.remove for chip in self._chips)

    def show_photos(self, kept: Sequence[KeptPhoto], waiting: Sequence[Path]) -> None:
        """Show other photos."""
        self._kept, self._waiting = tuple(kept), tuple(waiting)
        self._rebuild()

    def show_kept(self, kept: Sequence[KeptPhoto]) -> None:
        """Show what is kept with the record; what waits stays."""
        self.show_photos(kept, self._waiting)

    def add_waiting(self, paths: Sequence[Path]) -> None:
        """Let photos wait for the visit to be stored."""
        fresh = [path for path in paths if path not in self._waiting]
        if fresh:
            self.show_photos(self._kept, (*self._waiting, *fresh))
            self.edited.emit()

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._kept_chip(photo) for photo in self._kept]
        self._chips += [self._waiting_chip(path) for path in self._waiting]
        for chip in self._chips:
            self._flow.addWidget(chip)
        self.updateGeometry()

    def _kept_chip(self, photo: KeptPhoto) -> _Chip:
        chip = _Chip(photo.filename, QImage.fromData(photo.content))
        chip.removed.connect(
            lambda: self.kept_removed.emit(photo.attachment_id, photo.filename),
        )
        return chip

    def _waiting_chip(self, path: Path) -> _Chip:
        chip = _Chip(path.name, _thumbnail(path))
        chip.removed.connect(lambda: self._drop(path))
        return chip

    def _drop(self, path: Path) -> None:
        self.show_photos(self._kept, [one for one in self._waiting if one != path])
        self.edited.emit()


def pick_photos(parent: QWidget, start: str) -> list[str]:
    """Let the person choose photos; return none when nothing was chosen."""
    paths, _ = QFileDialog.getOpenFileNames(
        parent, "Pilih foto kunjungan", start, f"Foto dan PDF ({PICTURES})"
    )
    return paths


def _thumbnail(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        # Reading it small from the start: a photo of a phone has twelve million points.
        reader.setScaledSize(size.scaled(_SMALL * 2, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return reader.read()


def _small(image: QImage) -> QPixmap:
    look = theme()
    size = QSize(look.px(_SMALL.width()), look.px(_SMALL.height()))
    if image.isNull():
        return pixmap("file-text", "text2", 20)
    filled = image.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (filled.width() - size.width()) // 2, (filled.height() - size.height()) // 2
    return QPixmap.fromImage(filled.copy(left, top, size.width(), size.height()))
