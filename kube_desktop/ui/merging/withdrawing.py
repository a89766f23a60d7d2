"""The question before a merged file is taken back: what changes, and why it is done."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.foreseen import ListName
from kube_desktop.domain.withdrawing import WithdrawalSummary
from kube_desktop.domain.wording import WITA, clock_time, long_date
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.merging.lists import NumberRow
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ButtonKind, secondary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import Text, TextRole

_NUMBERS: Final = (ListName.VANISHED, ListName.BACK, ListName.OPENED, ListName.SETTLED)


class WithdrawView(QWidget):
    """Shows what taking a file back does, each number with its list, and asks for the reason.

    Signals:
        confirmed: It shall be done; carries the reason.
        cancelled: It shall not.

    """

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, summary: WithdrawalSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        file = summary.file
        at = file.received_at.astimezone(WITA)
        self.numbers = NumberRow(_NUMBERS)
        self.numbers.show_lists(summary.lists)
        self.reason = LineEditor()
        self.reason.setAccessibleName(self.tr("Alasan gabungan dibatalkan"))
        self.reason.setPlaceholderText(self.tr("Misalnya: laptop dipakai latihan"))
        self.message = Message()
        self.message.hide()
        self.ok_button = Button(self.tr("Batalkan gabungan"), ButtonKind.DANGER, "undo-2")
        self.no_button = secondary(self.tr("Tutup"))
        self.ok_button.clicked.connect(self._confirm)
        self.no_button.clicked.connect(self.cancelled)
        named = " · ".join(p for p in (file.sender, file.region, file.filename) if p)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(self.tr("Batalkan gabungan berkas ini?"), TextRole.TITLE))
        layout.addWidget(Text(named, TextRole.STRONG, wrap=True))
        layout.addWidget(
            Text(
                self.tr("Digabung {day} {time}, kode periksa {code}").format(
                    day=long_date(at.date()), time=clock_time(at), code=file.code or "–"
                ),
                TextRole.SECONDARY,
            )
        )
        layout.addWidget(self.numbers)
        layout.addWidget(Text(_effect(self, summary), TextRole.BODY, wrap=True))
        for words in _warnings(self, summary):
            layout.addWidget(Message(Tone.WARN, words))
        layout.addWidget(Text(self.tr("Alasan"), TextRole.STRONG))
        layout.addWidget(self.reason)
        layout.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.ok_button)
        layout.addLayout(buttons)

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.message.say(Tone.ERR, self.tr("Tulis alasan gabungan ini dibatalkan"))
            self.message.show()
            self.reason.setFocus()
            return
        self.ok_button.setEnabled(False)
        self.confirmed.emit(reason)


def _effect(view: QWidget, summary: WithdrawalSummary) -> str:
    parts = [
        view.tr(
            "Hasilnya sama dengan bila berkas ini tidak pernah digabung. Isian dan putusan kantor "
            "tetap ada. Cadangan dibuat dulu, dan berkas yang sama dapat digabung lagi."
        )
    ]
    if summary.kept:
        parts.append(
            view.tr("{count} perubahan di dalamnya tetap karena juga dibawa berkas lain.").format(
                count=summary.kept
            )
        )
    return " ".join(parts)


def _warnings(view: QWidget, summary: WithdrawalSummary) -> list[str]:
    found = []
    decisions = summary.list_of(ListName.GROUNDLESS)
    if decisions.total:
        shown = ", ".join(dict.fromkeys(row.title for row in decisions.rows[:3]))
        found.append(
            view.tr("{count} putusan kehilangan dasarnya dan tetap berlaku: {names}").format(
                count=decisions.total, names=shown
            )
        )
    waiting = summary.list_of(ListName.WAITING)
    if waiting.total:
        shown = ", ".join(dict.fromkeys(row.title for row in waiting.rows[:3]))
        found.append(
            view.tr("Isian pihak lain pada {count} catatan menunggu catatannya: {names}").format(
                count=waiting.total, names=shown
            )
        )
    return found
