"""Editors of single values: they accept what people type and tidy it when they leave."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.values import (
    NIK_LENGTH,
    group_nik,
    parse_nik,
    parse_phone,
    parse_quantity,
    parse_rupiah,
    show_phone,
)
from kube_desktop.domain.wording import number, quantity
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import Button

ValueT = TypeVar("ValueT")
_MAX_NIK_DIGITS: Final = 20
_COMBO_PADDING: Final = 2
_CHARACTER_PX: Final = 9


class LineEditor(QLineEdit):
    """A line of text without spaces around it.

    Signals:
        edited: The person changed the text.

    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self.edited)

    def value(self) -> str:
        """Return the text."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text from its beginning."""
        self.setText(value)
        self.setCursorPosition(0)

    def set_characters(self, count: int) -> None:
        """Make the field about as wide as what belongs into it."""
        self.setMaximumWidth(theme().px(count * _CHARACTER_PX + 24))


class ParsedEditor(QLineEdit, Generic[ValueT]):
    """A line that stands for a value; unreadable text stays as it was typed.

    Signals:
        edited: The person changed the text.

    """

    edited = Signal()

    def __init__(
        self,
        parse: Callable[[str], ValueT | None],
        show: Callable[[ValueT], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._show = show
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self.tidy)

    @property
    def is_readable(self) -> bool:
        """Whether the text is empty or stands for a value."""
        return not self.text().strip() or self.value() is not None

    def value(self) -> ValueT | None:
        """Return what the text stands for, or None."""
        text = self.text().strip()
        return self._parse(text) if text else None

    def set_value(self, value: ValueT | None) -> None:
        """Show a value."""
        self.setText("" if value is None else self._show(value))
        self.setCursorPosition(0)

    def tidy(self) -> None:
        """Write a readable value the usual way; happens without a word on leaving."""
        value = self.value()
        if value is not None:
            self.setText(self._show(value))


def rupiah_editor() -> ParsedEditor[int]:
    """Return an editor of money: 3500000, 3.500.000 and 3,5 jt are the same."""
    return ParsedEditor(parse_rupiah, number)


def quantity_editor() -> ParsedEditor[int]:
    """Return an editor of thousandths with a decimal comma: 2 and 2,5."""
    return ParsedEditor(parse_quantity, quantity)


def int_editor(minimum: int, maximum: int) -> ParsedEditor[int]:
    """Return an editor of a whole number within bounds."""

    def parse(text: str) -> int | None:
        digits = text.replace(".", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) < NIK_LENGTH):
            return None
        return int(digits) if minimum <= int(digits) <= maximum else None

    return ParsedEditor(parse, number)


class PhoneEditor(ParsedEditor[str]):
    """Edits a mobile number; what cannot be read is kept as typed and complained about later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda text: parse_phone(text) or None, show_phone, parent)

    def text_or_value(self) -> str:
        """Return the stored form `+628…`, or the text as typed while it cannot be read."""
        return self.value() or self.text().strip()

    @override
    def set_value(self, value: str | None) -> None:
        self.setText(show_phone(value) if value else "")
        self.setCursorPosition(0)


class NikEditor(QLineEdit):
    """Edits a NIK or No. KK in fours; pasted separators vanish.

    Signals:
        edited: The person changed the digits.
        complete: The sixteenth digit was typed; carries all of them.

    """

    edited = Signal()
    complete = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setMaximumWidth(theme().px(220))
        self._before = ""
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> str:
        """Return the digits."""
        return _digits(self.text())

    def set_value(self, value: str) -> None:
        """Show digits without announcing them."""
        self._before = _digits(value)
        self.setText(group_nik(self._before))
        self.setCursorPosition(0)

    def _on_text_edited(self, text: str) -> None:
        digits = _digits(text)
        before_cursor = len(_digits(text[: self.cursorPosition()]))
        grouped = group_nik(digits)
        if grouped != text:
            self.setText(grouped)
            # One blank stands after each full group that lies before the cursor.
            self.setCursorPosition(before_cursor + max(0, (before_cursor - 1) // 4))
        if digits == self._before:
            return
        self._before = digits
        self.edited.emit()
        if len(digits) == NIK_LENGTH:
            self.complete.emit(digits)


def _digits(text: str) -> str:
    kept = (char for char in parse_nik(text) if char.isascii() and char.isdigit())
    return "".join(kept)[:_MAX_NIK_DIGITS]


class LongTextEditor(QPlainTextEdit):
    """Several lines of text; Tab leaves it.

    Signals:
        edited: The person changed the text.
        counted: How much may still be typed, in words; empty while there is enough room.

    """

    edited = Signal()
    counted = Signal(str)
    LIMIT: Final = 4000
    COUNTED_FROM: Final = 3500

    def __init__(self, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._filling = False
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_changed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._fit()
        theme().changed.connect(self._fit)

    def value(self) -> str:
        """Return the text."""
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self._filling = True
        self.setPlainText(value)
        self._filling = False

    def _on_changed(self) -> None:
        length = len(self.toPlainText())
        left = self.LIMIT - length
        if length < self.COUNTED_FROM:
            self.counted.emit("")
        elif left >= 0:
            self.counted.emit(f"{number(left)} huruf lagi")
        else:
            self.counted.emit(f"Kelebihan {number(-left)} huruf, ringkas dulu")
        if not self._filling:
            self.edited.emit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(line * self._lines + theme().px(22))


class ChoiceEditor(QComboBox):
    """Chooses one of a list; the wheel scrolls the page, not the choice.

    Signals:
        edited: The person chose something.

    """

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[Hashable, str]] = (),
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setView(QListView())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._values: list[Hashable] = []
        self.setPlaceholderText(placeholder)
        self.set_choices(choices)
        self.activated.connect(self.edited)
        self._typed = ""
        self._pause = QTimer(self, interval=QApplication.keyboardInputInterval() * 2)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._forget_typed)

    def set_choices(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other choices; the chosen value stays if it is among them."""
        value = self.value()
        self.clear()
        self._values = [choice for choice, _ in choices]
        self.addItems([text for _, text in choices])
        self.set_value(value)

    def value(self) -> Hashable | None:
        """Return the chosen value, or None."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: Hashable | None) -> None:
        """Choose without announcing it."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt opens the list at the space of "Kutai Barat"; here a space goes on with the name.
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        text = event.text()
        if plain and text.isprintable() and text and (self._typed or text != " "):
            self._jump_to(self._typed + text.casefold())
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # As Qt paints it, but with "…" where it would cut the words off in the middle of a letter.
        painter = QStylePainter(self)
        option: Any = QStyleOptionComboBox()  # the stubs know none of its fields
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
            .width()
        )
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room - 2 * _COMBO_PADDING
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _jump_to(self, typed: str) -> None:
        self._typed = typed
        self._pause.start()
        first = self.currentIndex() + (1 if len(typed) == 1 else 0)
        for step in range(self.count()):
            place = (first + step) % self.count()
            if self.itemText(place).casefold().startswith(typed):
                if place != self.currentIndex():
                    self.setCurrentIndex(place)
                    self.edited.emit()
                return

    def _forget_typed(self) -> None:
        self._typed = ""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(90, super().minimumSizeHint().height())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PathEditor(QWidget):
    """A folder, typed or picked.

    Signals:
        edited: The person changed the path.

    """

    edited = Signal()

    def __init__(
        self, pick: Callable[[QWidget, str], str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pick = pick or pick_folder
        self.line = LineEditor()
        self.button = Button("Pilih…", on_click=self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self.edited)

    @override
    def setAccessibleName(self, name: str) -> None:
        # Named from outside, like every editor; what is read aloud is the line that has the focus.
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def value(self) -> Path | None:
        """Return the folder, or None while nothing is written."""
        text = self.line.value()
        return Path(text) if text else None

    def set_value(self, value: Path | None) -> None:
        """Show a folder."""
        self.line.set_value("" if value is None else str(value))

    def _choose(self) -> None:
        path = self._pick(self, self.line.value())
        if path:
            self.line.set_value(path)
            self.edited.emit()


def pick_folder(parent: QWidget, start: str) -> str:
    """Let the person pick a folder; return "" when nothing was picked."""
    return QFileDialog.getExistingDirectory(parent, "Pilih folder", start)


def today_here() -> date:
    """Return today as the clock of this laptop tells it."""
    return date.today()  # noqa: DTZ011  people mean the day on their own wall
