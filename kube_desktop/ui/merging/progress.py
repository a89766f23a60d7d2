"""How far a long merge is, how long it still takes, and the way to stop it between two files."""

import threading
from time import monotonic
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kube_desktop.domain.foreseen import time_left
from kube_desktop.domain.wording import number
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.meters import Meter
from kube_desktop.ui.widgets.text import Text, TextRole

_ENOUGH_FILES: Final = 3
_ENOUGH_S: Final = 5.0
"""Before this much is done, what is left cannot be guessed."""


class Running(QWidget):
    """A bar with words: *Berkas 87 dari 212, sisa sekitar 3 menit*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began = 0.0
        self._stop_asked = threading.Event()
        self.bar = Meter(0, 0)
        self.bar.setAccessibleName(self.tr("Kemajuan gabung"))
        self.words = Text("", TextRole.SECONDARY)
        self.stop_button = secondary(self.tr("Hentikan sesudah berkas ini"))
        self.stop_button.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.bar, 1)
        row.addWidget(self.words)
        row.addWidget(self.stop_button)
        self.hide()

    @property
    def is_stopped(self) -> bool:
        """Whether a person asked to stop; the worker looks here between two files."""
        return self._stop_asked.is_set()

    def begin(self, what: str, stop_words: str) -> None:
        """Show that work began."""
        self._stop_asked.clear()
        self._began = monotonic()
        self.bar.set_level(0, 0)
        self.words.setText(what)
        self.stop_button.set_label(stop_words)
        self.stop_button.setEnabled(True)
        self.show()

    def follow(self, done: int, total: int, _what: str = "") -> None:
        """Show that so many files are done."""
        self.bar.set_level(done, max(total, 1))
        text = self.tr("Berkas {done} dari {total}").format(done=number(done), total=number(total))
        spent = monotonic() - self._began
        if done >= _ENOUGH_FILES and spent >= _ENOUGH_S and done < total:
            text += f", {time_left(spent / done * (total - done))}"
        self.words.setText(text)

    def stop(self) -> None:
        """Stop after the file at hand."""
        self._stop_asked.set()
        self.stop_button.setEnabled(False)
        self.words.setText(self.tr("Berhenti sesudah berkas ini…"))
