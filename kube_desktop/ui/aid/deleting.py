"""The question before a signed handover is deleted; all others are deleted with an undo."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.aid import MAX_REASON, HandoverRow
from kube_desktop.domain.wording import short_date
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.widgets.buttons import danger, secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole


class DeletionQuestion(QWidget):
    """Asks why a signed paper shall go, as its history will say.

    Signals:
        answered: It shall be deleted; carries the reason.
        cancelled: It stays.

    """

    answered = Signal(str)
    cancelled = Signal()

    def __init__(self, row: HandoverRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        title = self.tr("Hapus serah terima {receiver}").format(receiver=row.receiver)
        layout.addWidget(Text(title, TextRole.TITLE, wrap=True))
        text = self.tr(
            "BAST {day} ini sudah ditandatangani. Bila dihapus, nilainya tidak dihitung lagi; "
            "alasannya tersimpan di riwayat dan ikut dikirim ke provinsi."
        ).format(day=short_date(row.handed_over_on))
        layout.addWidget(Text(text, TextRole.BODY, wrap=True))
        self.reason = LineEditor()
        self.reason.setMaxLength(MAX_REASON)
        self._box = FieldBox(
            self.tr("Alasan"), self.reason, hint=self.tr("misalnya tercatat dua kali")
        )
        self.reason.edited.connect(lambda: self._box.show_problem(""))
        layout.addWidget(self._box)
        keep, delete = secondary(self.tr("Batal")), danger(self.tr("Tetap hapus"), "trash-2")
        keep.clicked.connect(self.cancelled)
        delete.clicked.connect(self._answer)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(delete)
        foot.addStretch(1)
        foot.addWidget(keep)
        layout.addLayout(foot)

    def _answer(self) -> None:
        if self.reason.value():
            self.answered.emit(self.reason.value())
            return
        self._box.show_problem(self.tr("Tulis alasan menghapus BAST ini"))
        self.reason.setFocus()


def ask_reason(window: QWidget, row: HandoverRow) -> tuple[Overlay, DeletionQuestion]:
    """Ask over the window why a signed handover shall be deleted."""
    question = DeletionQuestion(row)
    overlay = Overlay(window, question, name=question.tr("Hapus serah terima"), width=520)
    overlay.closed.connect(overlay.deleteLater)
    question.cancelled.connect(overlay.dismiss)
    question.answered.connect(overlay.dismiss)
    overlay.open(question.reason)
    return overlay, question
