"""What every kind of form field can do."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kube_desktop.ui.widgets.text import repolish, set_property

ValueT = TypeVar("ValueT")
EditorT = TypeVar("EditorT", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Field(ABC, Generic[ValueT, EditorT]):
    """One labelled value of a form.

    Attributes:
        name: Name of the value, as in the draft.
        label: The words above the editor.
        hint: A remark between label and editor.
        optional: Shows "(boleh kosong)"; needed is the normal case and is not marked.
        pinnable: Can be kept for the next record.

    """

    name: str
    label: str
    hint: str = ""
    optional: bool = False
    pinnable: bool = False

    @abstractmethod
    def create(self) -> EditorT:
        """Make the editor."""

    @abstractmethod
    def read(self, editor: EditorT) -> ValueT:
        """Return the value the editor holds."""

    @abstractmethod
    def fill(self, editor: EditorT, value: ValueT) -> None:
        """Put a value into the editor."""

    @abstractmethod
    def edited(self, editor: EditorT) -> SignalInstance:
        """Return the signal that the editor emits when the person changes its value."""

    @abstractmethod
    def empty(self) -> ValueT:
        """Return the value of an untouched editor."""

    def fault(self, editor: EditorT) -> str:  # noqa: ARG002  kinds with unreadable text use it
        """Return why what was typed cannot be read, or ""."""
        return ""

    def mark(self, editor: EditorT, *, wrong: bool) -> None:
        """Frame the editor as one that must be repaired."""
        set_property(editor, "state", "error" if wrong else None)

    def lock(self, editor: EditorT, *, locked: bool) -> None:
        """Show the value without letting it be changed."""
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.setReadOnly(locked)
            # `readOnly` is a property of Qt's own: it is set already, only the looks must follow.
            repolish(editor)
        else:
            editor.setEnabled(not locked)

    def select(self, editor: EditorT) -> None:
        """Go to the editor and select what it holds."""
        editor.setFocus()
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.selectAll()
