"""Fields that are typed: text, numbers, money, dates, NIK, phone, paths, and yes or no."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from kube_desktop.ui.forms.dates import DateEditor
from kube_desktop.ui.forms.editors import (
    LineEditor,
    LongTextEditor,
    NikEditor,
    ParsedEditor,
    PathEditor,
    PhoneEditor,
    int_editor,
    quantity_editor,
    rupiah_editor,
    today_here,
)
from kube_desktop.ui.forms.field import Field
from kube_desktop.ui.widgets.text import set_property

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class TextField(Field[str, LineEditor]):
    """A line of text.

    Attributes:
        max_length: Where the typing stops.
        characters: Expected length, shown by the width; 0 fills the row.
        placeholder: An example inside the empty editor.

    """

    max_length: int = 200
    characters: int = 0
    placeholder: str = ""

    @override
    def create(self) -> LineEditor:
        editor = LineEditor()
        editor.setMaxLength(self.max_length)
        editor.setPlaceholderText(self.placeholder)
        if self.characters:
            editor.set_characters(self.characters)
        return editor

    @override
    def read(self, editor: LineEditor) -> str:
        return editor.value()

    @override
    def fill(self, editor: LineEditor, value: str) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: LineEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class LongTextField(Field[str, LongTextEditor]):
    """Several lines of text, up to 4,000 characters."""

    lines: int = 2

    @override
    def create(self) -> LongTextEditor:
        return LongTextEditor(self.lines)

    @override
    def read(self, editor: LongTextEditor) -> str:
        return editor.value()

    @override
    def fill(self, editor: LongTextEditor, value: str) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: LongTextEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class _ParsedField(Field[ValueT | None, ParsedEditor[ValueT]]):
    """What number-like fields share."""

    @override
    def read(self, editor: ParsedEditor[ValueT]) -> ValueT | None:
        return editor.value()

    @override
    def fill(self, editor: ParsedEditor[ValueT], value: ValueT | None) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: ParsedEditor[ValueT]) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> ValueT | None:
        return None

    @override
    def fault(self, editor: ParsedEditor[ValueT]) -> str:
        return "" if editor.is_readable else self.unreadable()

    @abstractmethod
    def unreadable(self) -> str:
        """Return what to say about text that stands for no value."""


@dataclass(frozen=True, slots=True)
class IntField(_ParsedField[int]):
    """A whole number within bounds."""

    minimum: int = 0
    maximum: int = 1_000_000

    @override
    def create(self) -> ParsedEditor[int]:
        return int_editor(self.minimum, self.maximum)

    @override
    def unreadable(self) -> str:
        return f"Tulis angka dari {self.minimum} sampai {self.maximum}"


@dataclass(frozen=True, slots=True)
class RupiahField(_ParsedField[int]):
    """Money in whole rupiah."""

    @override
    def create(self) -> ParsedEditor[int]:
        return rupiah_editor()

    @override
    def unreadable(self) -> str:
        return "Tulis jumlah uang seperti 3.500.000 atau 3,5 jt"


@dataclass(frozen=True, slots=True)
class QuantityField(_ParsedField[int]):
    """A quantity in thousandths."""

    @override
    def create(self) -> ParsedEditor[int]:
        return quantity_editor()

    @override
    def unreadable(self) -> str:
        return "Tulis jumlah seperti 2 atau 2,5"


@dataclass(frozen=True, slots=True)
class DateField(_ParsedField[date]):
    """A calendar date, or none."""

    today: Callable[[], date] = today_here

    @override
    def create(self) -> ParsedEditor[date]:
        return DateEditor(self.today)

    @override
    def unreadable(self) -> str:
        return "Tanggal ini tidak ada, tulis seperti 19-11-2026"


@dataclass(frozen=True, slots=True)
class NikField(Field[str, NikEditor]):
    """A NIK or No. KK; the editor's `complete` signal tells of the sixteenth digit."""

    @override
    def create(self) -> NikEditor:
        return NikEditor()

    @override
    def read(self, editor: NikEditor) -> str:
        return editor.value()

    @override
    def fill(self, editor: NikEditor, value: str) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: NikEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class PhoneField(Field[str, PhoneEditor]):
    """A mobile number, stored as `+628…`; unreadable text is kept for the rules to judge."""

    @override
    def create(self) -> PhoneEditor:
        return PhoneEditor()

    @override
    def read(self, editor: PhoneEditor) -> str:
        return editor.text_or_value()

    @override
    def fill(self, editor: PhoneEditor, value: str) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: PhoneEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class CheckField(Field[bool, QCheckBox]):
    """Yes or no; its words stand beside the box."""

    text: str = ""

    @override
    def create(self) -> QCheckBox:
        return QCheckBox(self.text or self.label)

    @override
    def read(self, editor: QCheckBox) -> bool:
        return editor.isChecked()

    @override
    def fill(self, editor: QCheckBox, value: bool) -> None:
        editor.setChecked(value)

    @override
    def edited(self, editor: QCheckBox) -> SignalInstance:
        return editor.clicked

    @override
    def empty(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class PathField(Field[Path | None, PathEditor]):
    """A folder; `pick` opens the chooser of the system and can be replaced in tests."""

    pick: Callable[[QWidget, str], str] | None = None

    @override
    def create(self) -> PathEditor:
        return PathEditor(self.pick)

    @override
    def read(self, editor: PathEditor) -> Path | None:
        return editor.value()

    @override
    def fill(self, editor: PathEditor, value: Path | None) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: PathEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> Path | None:
        return None

    @override
    def mark(self, editor: PathEditor, *, wrong: bool) -> None:
        set_property(editor.line, "state", "error" if wrong else None)
