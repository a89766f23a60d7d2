"""The picker: type a part of a name, choose a known record, or start a new one."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kube_desktop.ui.forms.options import Option, OptionPopup
from kube_desktop.ui.widgets.line_icons import LineIcon

_PAUSE_MS: Final = 120


class SearchEditor(QLineEdit):
    """Picks a record by typing a part of it.

    Signals:
        edited: Another record was picked, or the text no longer names one.
        add_requested: The person wants a new record with this name.

    """

    edited = Signal()
    add_requested = Signal(str)

    def __init__(
        self,
        find: Callable[[str], Sequence[Option]],
        *,
        add_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._add_text = add_text
        self._picked: Option | None = None
        self.setPlaceholderText("Ketik sebagian nama")
        opener = LineIcon(self, "chevron-down", tooltip="Tampilkan pilihan (↓)")
        opener.triggered.connect(self.open_options)
        self.options = OptionPopup(self)
        self.options.chosen.connect(self._on_chosen)
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._offer)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(self._on_left)

    def value(self) -> Hashable | None:
        """Return the id of the picked record, or None."""
        return None if self._picked is None else self._picked.id

    def set_value(self, option: Option | None) -> None:
        """Show a record as picked."""
        self._picked = option
        self.setText("" if option is None else option.label)
        self.setCursorPosition(0)

    def open_options(self) -> None:
        """Show what can be picked, whatever the field says."""
        if not self.isReadOnly():
            self.setFocus()
            self._offer_for("" if self._picked is not None else self.text().strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.options.is_open:
            self.open_options()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._timer.isActive():
            # Enter came before the pause in typing: the best match so far is meant.
            self._timer.stop()
            options = self._matching(self.text().strip())
            if options and options[0].id is not None:
                self._pick(options[0])
        super().keyPressEvent(event)

    def _on_typed(self) -> None:
        if self._picked is not None:
            self._picked = None
            self.edited.emit()
        self._timer.start()

    def _on_left(self) -> None:
        text = self.text().strip()
        if self._picked is not None or not text or self.options.is_open:
            return
        same = [o for o in self._find(text) if o.label.casefold() == text.casefold()]
        if len(same) == 1:
            self._pick(same[0])

    def _offer(self) -> None:
        self._offer_for(self.text().strip())

    def _offer_for(self, text: str) -> None:
        self.options.offer(self._matching(text))

    def _matching(self, text: str) -> list[Option]:
        options = list(self._find(text))
        if self._add_text and text:
            options.append(Option(None, f"{self._add_text} “{text}”"))
        elif self._add_text and not options:
            options.append(Option(None, self._add_text))
        return options

    def _on_chosen(self, option: Option) -> None:
        if option.id is None:
            self.add_requested.emit(self.text().strip())
        else:
            self._pick(option)

    def _pick(self, option: Option) -> None:
        self.set_value(option)
        self.edited.emit()
