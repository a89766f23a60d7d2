"""Scans that are dropped anywhere on the window."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kube_desktop.domain.returning import SCAN_FILES


class ScanDrop(QObject):
    """Takes photos, scans and folders that no page below took for itself."""

    def __init__(self, window: QWidget, put_in: Callable[[Sequence[Path]], object]) -> None:
        super().__init__(window)
        self._put_in = put_in
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and dropped_scans(event.mimeData()):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            scans = dropped_scans(event.mimeData())
            if scans:
                event.acceptProposedAction()
                self._put_in(scans)
                return True
        return super().eventFilter(watched, event)


def dropped_scans(dropped: QMimeData) -> list[Path]:
    """Return the files and folders among what is dropped that can be scans."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    return [one for one in paths if one.suffix.lower() in SCAN_FILES or one.is_dir()]
