"""A decision that was made, large, and the way to take it back."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kube_desktop.domain.differences import Decision
from kube_desktop.domain.wording import clock_time, short_date
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import Text, TextRole


class DecisionView(Card):
    """Shows a decision.

    Signals:
        undone: It shall be taken back; carries the `Decision`.

    """

    undone = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._decision: Decision | None = None
        self._title = Text("", TextRole.TITLE, wrap=True)
        self._who = Text("", TextRole.SECONDARY, wrap=True)
        self._sentence = Text("", TextRole.BODY, wrap=True, selectable=True)
        self._reason = Text("", TextRole.BODY, wrap=True, selectable=True)
        self._note = Message()
        self.undo_button = secondary(self.tr("Urungkan putusan"), "undo-2")
        self.undo_button.clicked.connect(self._undo)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._who)
        self.body.addLayout(words)
        for one in (self._sentence, self._reason, self._note):
            self.body.addWidget(one)
        self.body.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_decision(self, made: Decision) -> None:
        """Show a decision."""
        self._decision = made
        self._title.setText(made.title)
        self._who.setText(who_and_when(made.who, made.at))
        self._sentence.setText(made.sentence)
        self._reason.setText(self.tr("Alasan: {reason}").format(reason=made.reason))
        self._reason.setVisible(bool(made.reason))
        if made.is_undone:
            self._note.say(Tone.NEUTRAL, self.tr("Putusan ini sudah diurungkan"))
        else:
            self._note.say(
                Tone.INFO,
                self.tr("Putusan dapat diurungkan kapan pun"),
                self.tr("Nilai yang tidak dipakai tetap ada di Riwayat catatannya."),
            )
        self.undo_button.setVisible(not made.is_undone)

    def _undo(self) -> None:
        if self._decision is not None:
            self.undone.emit(self._decision)


def who_and_when(who: str, at: datetime | None) -> str:
    """Return a name with day and time: `Rina Wulandari · 12 Nov 2026 16.40`."""
    when = f"{short_date(at.date())} {clock_time(at)}" if at is not None else ""
    return " · ".join(part for part in (who, when) if part)
