"""Empty pages that say what is the case, what comes next, and have a button for it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.ui.widgets.buttons import Button
from kube_desktop.ui.widgets.text import IconLabel, Text, TextRole


class EmptyState(QWidget):
    """A fact, the next step, and buttons that take it."""

    def __init__(
        self,
        icon: str = "search",
        fact: str = "",
        next_step: str = "",
        buttons: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, "hint", 40)
        self._fact = Text(fact, TextRole.SECTION, wrap=True)
        self._next = Text(next_step, TextRole.BODY, tone="text2", wrap=True)
        self._buttons: list[Button] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(6)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self._fact, self._next):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(text)
        layout.addSpacing(6)
        layout.addLayout(self._row)
        layout.addStretch(1)
        self.set_buttons(buttons)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons that lead out."""
        return tuple(self._buttons)

    def say(
        self,
        fact: str,
        next_step: str = "",
        *,
        icon: str | None = None,
        buttons: Sequence[Button] | None = None,
    ) -> None:
        """Show other words, and other buttons if given."""
        self._fact.setText(fact)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        if icon is not None:
            self._icon.set_icon(icon, "hint", 40)
        if buttons is not None:
            self.set_buttons(buttons)

    def set_buttons(self, buttons: Sequence[Button]) -> None:
        """Replace the buttons."""
        for button in self._buttons:
            if button not in buttons:
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
        self._buttons = list(buttons)
        for place, button in enumerate(self._buttons):
            self._row.insertWidget(1 + place, button)
            button.show()
