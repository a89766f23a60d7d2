"""Lists mask every NIK; for a minute the person may see them whole."""

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kube_desktop.ui.members.looks import masked_nik, whole_nik

_log = logging.getLogger(__name__)
SHOWN_MS: Final = 60_000


class NikCurtain(QObject):
    """Decides how the lists of one page write a NIK.

    Signals:
        moved: NIKs are written another way now.

    """

    moved = Signal()

    def __init__(self, place: str, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.moved)

    @property
    def is_open(self) -> bool:
        """Whether NIKs are written whole."""
        return self._timer.isActive()

    def show_nik(self, nik: str) -> str:
        """Write a NIK as lists may at this moment."""
        return whole_nik(nik) if self.is_open else masked_nik(nik)

    def open(self) -> None:
        """Write NIKs whole for a minute, and log that somebody asked for it."""
        _log.info("Whole NIKs shown for a minute in %s", self._place)
        self._timer.start()
        self.moved.emit()

    def close(self) -> None:
        """Mask them again."""
        if self.is_open:
            self._timer.stop()
            self.moved.emit()
