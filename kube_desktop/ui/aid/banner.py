"""What must be known about a handover before its fields: locked, or not to be printed yet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.messages import Message


class HandoverBanner(Message):
    """Stands above the form, only when there is something to say.

    Signals:
        add_asked: A member is to be added to the group.
        correction_asked: The signed paper is to be replaced by a corrected one.

    """

    add_asked = Signal()
    correction_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.WARN, parent=parent)
        self.hide()

    def show_signed(self) -> None:
        """Say that the paper is signed."""
        text = self.tr("BAST ini sudah ditandatangani. Isinya dikunci.")
        correct = (self.tr("Buat perbaikan"), self.correction_asked.emit)
        self.say(Tone.INFO, text, actions=[correct], icon="lock")
        self.show()

    def show_correction(self, reason: str) -> None:
        """Say that a corrected version is being written, and why."""
        text = self.tr(
            "Perbaikan karena {reason}. Versi baru menyebut versi lama dan alasannya; kertas yang "
            "sudah ditandatangani tetap tersimpan."
        )
        self.say(Tone.WARN, text.format(reason=reason), icon="pencil")
        self.show()

    def show_obstacles(self, obstacles: Sequence[str]) -> None:
        """Say what keeps the paper from being printed; nothing hides the banner."""
        self.setVisible(bool(obstacles))
        if obstacles:
            text = self.tr("{why}. Serah terima dapat disimpan, belum dapat dicetak.")
            add = (self.tr("Tambah anggota"), self.add_asked.emit)
            self.say(Tone.WARN, text.format(why=". ".join(obstacles)), actions=[add])
