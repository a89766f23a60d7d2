"""Bars that show how much of a target or of a limit is reached."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.text import Text, TextRole, set_property


class Meter(QProgressBar):
    """A plain bar; the number is always written beside it."""

    def __init__(
        self,
        value: int = 0,
        maximum: int = 100,
        *,
        tone: Tone | None = None,
        thin: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        if thin:
            self.setProperty("thin", True)
        self.set_level(value, maximum, tone=tone)

    def set_level(self, value: int, maximum: int, *, tone: Tone | None = None) -> None:
        """Show value of maximum; a maximum of zero shows that work goes on."""
        # The bar counts in thousandths, because money does not fit into its 32 bits.
        if maximum <= 0:
            self.setRange(0, 0)
        else:
            self.setRange(0, 1000)
            self.setValue(round(1000 * max(0, min(value, maximum)) / maximum))
        set_property(self, "tone", str(tone) if tone else None)


class CeilingBar(QFrame):
    """Shows a running sum against its limit, and turns amber when it is exceeded.

    The words come from the page: `title` stands before the sum, `limit_text` before the limit,
    `note` says in a sentence what is left.
    """

    def __init__(
        self,
        title: str,
        limit_text: str,
        show: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit_text = limit_text
        self._show = show
        self.setProperty("card", "flat")
        self._title = Text(title, TextRole.SECONDARY)
        self._sum = Text("", TextRole.SECTION)
        self._limit = Text("", TextRole.HINT)
        self._meter = Meter()
        self._meter.setAccessibleName(title)
        self._note = Text("", TextRole.HINT, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._sum)
        head.addStretch(1)
        head.addWidget(self._limit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 9)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._meter)
        layout.addWidget(self._note)

    def set_level(self, total: int, limit: int, note: str, *, doubtful: bool = False) -> None:
        """Show the sum; `doubtful` warns although the limit is kept, as for a missing price."""
        over = total > limit
        self._sum.setText(self._show(total))
        self._limit.setText(f"{self._limit_text} {self._show(limit)}")
        self._meter.set_level(total, limit, tone=Tone.WARN if over else None)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note.set_tone(str(Tone.WARN) if over or doubtful else None)
        self.setAccessibleDescription(f"{self._show(total)}. {note}")

    @property
    def note(self) -> str:
        """The sentence under the bar."""
        return self._note.text()
