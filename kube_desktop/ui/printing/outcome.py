"""What the print page says while papers are printed, and afterwards."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ButtonKind, secondary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.meters import Meter
from kube_desktop.ui.widgets.text import Text, TextRole

Step = tuple[str, Callable[[], object]]
"""The words of a button and what it does."""


class RunningPane(QWidget):
    """Shows how far the printing is.

    Signals:
        cancel_asked: *Batal* was pressed.

    """

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text("", TextRole.TITLE)
        self._meter = Meter(0, 0)
        self._what = Text("", TextRole.SECONDARY, wrap=True)
        self.cancel_button = secondary(self.tr("Batal"))
        self.cancel_button.clicked.connect(self.cancel_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._meter)
        layout.addWidget(self._what)
        layout.addStretch(1)
        layout.addWidget(self.cancel_button)

    def begin(self, title: str) -> None:
        """Show that work began."""
        self._title.setText(title)
        self._meter.setAccessibleName(title)
        self.show_progress(0, 0, "")

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how many papers are done, and which one is made now."""
        self._meter.set_level(done, total if total > 1 else 0)
        place = self.tr("{place} dari {total}").format(place=min(done + 1, total), total=total)
        self._what.setText(f"{place} · {what}" if total > 1 and what else what)


class OutcomePane(QWidget):
    """Says what came of it, and what can be done next; the first button stands out.

    Attributes:
        default: The button that Enter presses; never one that cannot be taken back.

    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text("", TextRole.TITLE)
        self.message = Message()
        self._buttons: list[Button] = []
        self.default: Button | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self.message)
        self._layout.addStretch(1)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons, the usual one first."""
        return tuple(self._buttons)

    def tell(
        self,
        title: str,
        tone: Tone,
        text: str,
        detail: str,
        steps: Sequence[Step],
        *,
        default: int = 0,
    ) -> None:
        """Show the outcome and the ways on; `default` is the place of the button for Enter."""
        self._title.setText(title)
        self.message.say(tone, text, detail)
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, (label, act) in enumerate(steps):
            kind = ButtonKind.SECONDARY if place else ButtonKind.PRIMARY
            button = Button(label, kind, on_click=act)
            self._layout.addWidget(button)
            self._buttons.append(button)
        self.default = self._buttons[default]
