"""Koreksi dari provinsi: what the office changed of this laptop's records, and what it asks."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.replies import AskedQuestion, Correction
from kube_desktop.domain.wording import WITA, long_date
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole

MOST_SHOWN: Final = 50
_WIDTH: Final = 720
_HEIGHT: Final = 560
_Said = tuple[Sequence[Correction], Sequence[AskedQuestion]]


class _Reply(QWidget):
    """A line to type into and its button, shown when it is asked for."""

    def __init__(self, label: str, button: str, say: Callable[[str], object]) -> None:
        super().__init__()
        self.line = LineEditor()
        self._box = FieldBox(label, self.line)
        self.button = secondary(button, "send")
        self._say = say
        self.line.returnPressed.connect(self._send)
        self.line.edited.connect(lambda: self._box.show_problem(""))
        self.button.clicked.connect(self._send)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

    def _send(self) -> None:
        if not self.line.value():
            self._box.show_problem("Tulis dulu isinya")
            self.line.setFocus()
            return
        self._say(self.line.value())


class CorrectionCard(Card):
    """One correction: old, new, who and why, and two answers."""

    def __init__(
        self,
        correction: Correction,
        accept: Callable[[Correction], object],
        object_to: Callable[[Correction, str], object],
    ) -> None:
        super().__init__(flat=True)
        self.correction = correction
        day = long_date(correction.at.astimezone(WITA).date())
        self.body.addWidget(Text(correction.record, TextRole.STRONG, wrap=True))
        self.body.addWidget(Text(correction.label, TextRole.SECONDARY))
        change = QHBoxLayout()
        change.setSpacing(10)
        change.addWidget(Text(correction.old, TextRole.BODY, wrap=True, tone="text2"), 1)
        change.addWidget(IconLabel("arrow-right", "text2", 16))
        change.addWidget(Text(correction.new, TextRole.STRONG, wrap=True), 1)
        self.body.addLayout(change)
        why = f" · {correction.reason}" if correction.reason else ""
        self.body.addWidget(Text(f"{correction.who}, {day}{why}", TextRole.HINT, wrap=True))
        self.accept_button = primary(self.tr("Terima"), "check")
        self.accept_button.clicked.connect(lambda: accept(correction))
        self.object_button = secondary(self.tr("Keberatan…"), "pen-line")
        self.reply = _Reply(
            self.tr("Alasan keberatan"),
            self.tr("Simpan keberatan"),
            lambda text: object_to(correction, text),
        )
        self.reply.hide()
        self.object_button.clicked.connect(self._ask_why)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.object_button)
        row.addWidget(self.accept_button)
        self.body.addLayout(row)
        self.body.addWidget(self.reply)

    def _ask_why(self) -> None:
        self.reply.show()
        self.reply.line.setFocus()


class QuestionCard(Card):
    """One question and the line for its answer."""

    def __init__(
        self, question: AskedQuestion, answer: Callable[[AskedQuestion, str], object]
    ) -> None:
        super().__init__(flat=True)
        about = f"{question.record} · {question.label}" if question.label else question.record
        self.body.addWidget(Text(about, TextRole.STRONG, wrap=True))
        self.body.addWidget(Text(question.question, TextRole.BODY, wrap=True))
        asked = f"{question.asked_by}, {long_date(question.asked_on)}"
        self.body.addWidget(Text(asked, TextRole.HINT))
        self.reply = _Reply(
            self.tr("Jawaban"), self.tr("Jawab"), lambda text: answer(question, text)
        )
        self.body.addWidget(self.reply)


class CorrectionsPanel(QWidget):
    """Everything the office says about this laptop's records.

    Signals:
        finished: The person is done with it.

    """

    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cards: list[CorrectionCard | QuestionCard] = []
        self.message = Message()
        self.message.hide()
        self.accept_all = secondary(self.tr("Terima semua"), "check")
        self.accept_all.clicked.connect(self._accept_all)
        self.accept_all.hide()
        self.nothing = EmptyState("circle-check")
        self.nothing.say(
            self.tr("Tidak ada yang menunggu"),
            self.tr("Koreksi dan pertanyaan provinsi datang dengan berkas balasan."),
        )
        self.nothing.hide()
        self._waiting: Sequence[Correction] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Koreksi dari provinsi"), TextRole.TITLE), 1)
        self.close_button = ToolButton("x", self.tr("Tutup"))
        self.close_button.clicked.connect(self.finished)
        head.addWidget(self.accept_all)
        head.addWidget(self.close_button)
        layout.addLayout(head)
        layout.addWidget(Text(
            self.tr("Nilai provinsi sudah tampil di catatan. Tanggapan Anda ikut pada kiriman "
                    "berikutnya; yang Anda bantah diputuskan lagi di provinsi."),
            TextRole.SECONDARY, wrap=True,
        ))  # fmt: skip
        layout.addWidget(self.message)
        layout.addWidget(self.nothing)
        layout.addLayout(self._list)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Read corrections and questions again."""
        services = self._session.services

        def read() -> _Said:
            corrections = services().corrections
            return corrections.waiting(), corrections.questions()

        self._session.tasks.submit(read, self._show, owner=self)

    def _show(self, said: _Said) -> None:
        self._waiting, asked = said
        self._clear()
        if self._waiting:
            self._add(Text(self.tr("{count} koreksi").format(count=len(self._waiting)),
                           TextRole.SECTION))  # fmt: skip
        for one in self._waiting[:MOST_SHOWN]:
            self._add_card(CorrectionCard(one, self._accept, self._object))
        if asked:
            self._add(Text(self.tr("{count} pertanyaan").format(count=len(asked)),
                           TextRole.SECTION))  # fmt: skip
        for question in asked[:MOST_SHOWN]:
            self._add_card(QuestionCard(question, self._answer))
        self.accept_all.setVisible(len(self._waiting) > 1)
        self.nothing.setVisible(not self._waiting and not asked)
        self._first_button().setFocus()

    def _first_button(self) -> QWidget:
        first = self.cards[0] if self.cards else None
        if isinstance(first, CorrectionCard):
            return first.accept_button
        return first.reply.line if first is not None else self.close_button

    def _add(self, widget: QWidget) -> None:
        self._list.addWidget(widget)

    def _add_card(self, card: CorrectionCard | QuestionCard) -> None:
        self.cards.append(card)
        self._add(card)

    def _clear(self) -> None:
        self.cards.clear()
        while item := self._list.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _accept(self, correction: Correction) -> None:
        services = self._session.services
        self._do(lambda: services().corrections.accept([correction]))

    def _accept_all(self) -> None:
        services, waiting = self._session.services, self._waiting
        self._do(lambda: services().corrections.accept(waiting))

    def _object(self, correction: Correction, text: str) -> None:
        services = self._session.services
        self._do(lambda: services().corrections.object_to(correction, text))

    def _answer(self, question: AskedQuestion, text: str) -> None:
        services = self._session.services
        self._do(lambda: services().corrections.answer(question.id, text))

    def _do(self, work: Callable[[], object]) -> None:
        def done(_: object) -> None:
            self.message.hide()
            self._session.window.state_changed.emit()
            self.refresh()

        self._session.tasks.submit(work, done, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self.message.say(Tone.WARN, str(error))
        self.message.show()

    @property
    def buttons(self) -> list[Button]:
        """The buttons that accept, in the order of the list."""
        return [one.accept_button for one in self.cards if isinstance(one, CorrectionCard)]


def open_corrections(window: QWidget, session: Session) -> Overlay:
    """Show *Koreksi dari provinsi* over the window."""
    panel = CorrectionsPanel(session)
    overlay = Overlay(
        window, panel, name=window.tr("Koreksi dari provinsi"), width=_WIDTH, height=_HEIGHT
    )
    panel.finished.connect(overlay.dismiss)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(panel.close_button)
    return overlay
