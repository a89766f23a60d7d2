"""Questions before a signed handover is deleted or corrected: its history will say why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.aid import MAX_REASON, HandoverRow
from kube_desktop.domain.wording import short_date
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.widgets.buttons import Button, danger, primary, secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole


class ReasonQuestion(QWidget):
    """Asks why something is done to a signed paper.

    Signals:
        answered: It shall be done; carries the reason.
        cancelled: Nothing is done.

    """

    answered = Signal(str)
    cancelled = Signal()

    def __init__(
        self, title: str, text: str, hint: str, missing: str, go: Button,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._missing = missing
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(title, TextRole.TITLE, wrap=True))
        layout.addWidget(Text(text, TextRole.BODY, wrap=True))
        self.reason = LineEditor()
        self.reason.setMaxLength(MAX_REASON)
        self._box = FieldBox(self.tr("Alasan"), self.reason, hint=hint)
        self.reason.edited.connect(lambda: self._box.show_problem(""))
        layout.addWidget(self._box)
        keep = secondary(self.tr("Batal"))
        keep.clicked.connect(self.cancelled)
        go.clicked.connect(self._answer)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(go)
        foot.addStretch(1)
        foot.addWidget(keep)
        layout.addLayout(foot)

    def _answer(self) -> None:
        if self.reason.value():
            self.answered.emit(self.reason.value())
            return
        self._box.show_problem(self._missing)
        self.reason.setFocus()


def ask_why_deleted(window: QWidget, row: HandoverRow) -> ReasonQuestion:
    """Ask over the window why a signed handover shall be deleted."""
    tr = window.tr
    text = tr(
        "BAST {day} ini sudah ditandatangani. Bila dihapus, nilainya tidak dihitung lagi; "
        "alasannya tersimpan di riwayat dan ikut dikirim ke provinsi."
    )
    question = ReasonQuestion(
        tr("Hapus serah terima {receiver}").format(receiver=row.receiver),
        text.format(day=short_date(row.handed_over_on)),
        tr("misalnya tercatat dua kali"),
        tr("Tulis alasan menghapus BAST ini"),
        danger(tr("Tetap hapus"), "trash-2"),
    )
    return _over(window, question, tr("Hapus serah terima"))


def ask_why_corrected(window: QWidget) -> ReasonQuestion:
    """Ask over the window why a signed handover shall be corrected."""
    tr = window.tr
    question = ReasonQuestion(
        tr("Buat perbaikan BAST"),
        tr(
            "Kertas yang sudah ditandatangani tidak berubah. Perbaikan menjadi versi baru, yang "
            "menyebut versi lama dan alasan ini, lalu dicetak dan ditandatangani lagi."
        ),
        tr("misalnya jumlah barang salah ketik"),
        tr("Tulis alasan perbaikan BAST ini"),
        primary(tr("Buka isian"), "pencil"),
    )
    return _over(window, question, tr("Buat perbaikan BAST"))


def _over(window: QWidget, question: ReasonQuestion, name: str) -> ReasonQuestion:
    overlay = Overlay(window, question, name=name, width=520)
    overlay.closed.connect(overlay.deleteLater)
    question.cancelled.connect(overlay.dismiss)
    question.answered.connect(overlay.dismiss)
    overlay.open(question.reason)
    return question
