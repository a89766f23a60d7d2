"""What the sections of the settings share: a head, a message, a form and its button."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.ui.forms.fields import DateField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, primary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import Text, TextRole

ResultT = TypeVar("ResultT")
_MOST_SAID = 5


class SettingPart(QWidget):
    """One section of the settings.

    Signals:
        saved: Something was stored; other sections may show it.

    """

    saved = Signal()

    def __init__(self, session: Session, title: str, hint: str) -> None:
        super().__init__()
        self.session = session
        self.message = Message()
        self.message.hide()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        self.body.addWidget(Text(title, TextRole.SECTION))
        self.body.addWidget(Text(hint, TextRole.SECONDARY, wrap=True))
        self.body.addWidget(self.message)

    def refresh(self) -> None:
        """Read what is stored again."""

    def add_foot(self, text: str, save: Callable[[], object], *others: QWidget) -> Button:
        """Put the button that stores at the right end, and others at the left."""
        foot = QHBoxLayout()
        for one in others:
            foot.addWidget(one)
        foot.addStretch(1)
        button = primary(text, "save")
        button.clicked.connect(lambda _checked=False: save())
        foot.addWidget(button)
        self.body.addLayout(foot)
        return button

    def submit(
        self,
        work: Callable[[], ResultT],
        form: RecordForm | None = None,
        done: Callable[[ResultT], str] | None = None,
    ) -> None:
        """Store something in the background and say how it went."""
        if form is not None and form.faults():
            form.show_problems(())
            return

        def stored(result: ResultT) -> None:
            if form is not None:
                form.clear_problems()
            words = done(result) if done else ""
            self.refresh()
            self.say(Tone.OK, words or self.tr("Tersimpan"))
            self.saved.emit()

        self.session.tasks.submit(work, stored, self.refused(form), self)

    def refused(self, form: RecordForm | None = None) -> Callable[[Exception], None]:
        """Return what shows why something could not be done."""
        return _Refusal(form, self)

    def say(self, tone: Tone, title: str, text: str = "") -> None:
        """Say something above the form."""
        self.message.say(tone, title, text)
        self.message.show()


class _Refusal(QObject):
    """Shows why something could not be stored: at the fields, or as a message."""

    def __init__(self, form: RecordForm | None, part: SettingPart) -> None:
        super().__init__(part)
        self._form = form
        self._part = part

    def __call__(self, error: Exception) -> None:
        match error:
            case ValidationError(problems=problems):
                known = set(self._form.values()) | {"items"} if self._form is not None else set()
                elsewhere = [one for one in problems if one.field.partition("[")[0] not in known]
                if self._form is not None:
                    self._form.show_problems([one for one in problems if one not in elsewhere])
                if elsewhere:
                    shown = "\n".join(one.text for one in elsewhere[:_MOST_SAID])
                    self._part.say(Tone.ERR, self.tr("Belum dapat disimpan"), shown)
            case DomainError() | EnvironmentProblem():
                head, _, rest = str(error).partition("\n")
                self._part.say(Tone.WARN, head, rest)
            case _:
                raise error


def starts(session: Session) -> DateField:
    """Return the field for the day from which a setting holds."""
    return DateField("valid_from", QObject().tr("Berlaku mulai"), today=session.today)


def day_of(form: RecordForm) -> date | None:
    """Return the day typed into the field of `starts`; None stands for today."""
    value = form.values()["valid_from"]
    return value if isinstance(value, date) else None


def empty(layout: QLayout) -> None:
    """Take every widget out of a list."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
