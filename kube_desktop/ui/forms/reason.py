"""A question that is answered in one line, asked over the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.aid import MAX_REASON
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.widgets.buttons import Button, secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole


class ReasonQuestion(QWidget):
    """Asks for one line, such as why something is done, before it is done.

    Signals:
        answered: It shall be done; carries what was written.
        cancelled: Nothing is done.

    """

    answered = Signal(str)
    cancelled = Signal()

    def __init__(
        self, title: str, text: str, hint: str, missing: str, go: Button,
        label: str = "", parent: QWidget | None = None,
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
        self._box = FieldBox(label or self.tr("Alasan"), self.reason, hint=hint)
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


def ask_over(window: QWidget, question: ReasonQuestion, name: str) -> ReasonQuestion:
    """Put a question over the window; it goes when it is answered or given up."""
    overlay = Overlay(window, question, name=name, width=520)
    overlay.closed.connect(overlay.deleteLater)
    question.cancelled.connect(overlay.dismiss)
    question.answered.connect(overlay.dismiss)
    overlay.open(question.reason)
    return question
