"""Fields that are chosen: from a list, from segments, from chips, or by searching."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import SignalInstance
from typing_extensions import override

from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.forms.field import Field
from kube_desktop.ui.forms.options import Option
from kube_desktop.ui.forms.search import SearchEditor
from kube_desktop.ui.widgets.choices import ChipGroup, SegmentedChoice

KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ChoiceField(Field[KeyT | None, ChoiceEditor]):
    """One of a list."""

    choices: Sequence[tuple[KeyT, str]] = ()
    placeholder: str = "Pilih…"

    @override
    def create(self) -> ChoiceEditor:
        return ChoiceEditor(self.choices, placeholder=self.placeholder)

    @override
    def read(self, editor: ChoiceEditor) -> KeyT | None:
        return editor.value()  # type: ignore[return-value]  # the editor holds these choices only

    @override
    def fill(self, editor: ChoiceEditor, value: KeyT | None) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: ChoiceEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> KeyT | None:
        return None


@dataclass(frozen=True, slots=True)
class SegmentField(Field[KeyT | None, SegmentedChoice]):
    """One of a few short answers, all visible."""

    choices: Sequence[tuple[KeyT, str]] = ()

    @override
    def create(self) -> SegmentedChoice:
        return SegmentedChoice(self.choices, name=self.label)

    @override
    def read(self, editor: SegmentedChoice) -> KeyT | None:
        return editor.value()  # type: ignore[return-value]  # the editor holds these choices only

    @override
    def fill(self, editor: SegmentedChoice, value: KeyT | None) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: SegmentedChoice) -> SignalInstance:
        return editor.changed

    @override
    def empty(self) -> KeyT | None:
        return None

    @override
    def lock(self, editor: SegmentedChoice, *, locked: bool) -> None:
        editor.set_read_only(read_only=locked)


@dataclass(frozen=True, slots=True)
class ChipsField(Field[Iterable[KeyT], ChipGroup]):
    """Some of several answers."""

    choices: Sequence[tuple[KeyT, str]] = ()

    @override
    def create(self) -> ChipGroup:
        return ChipGroup(self.choices, name=self.label)

    @override
    def read(self, editor: ChipGroup) -> tuple[KeyT, ...]:
        return editor.value()  # type: ignore[return-value]  # the editor holds these choices only

    @override
    def fill(self, editor: ChipGroup, value: Iterable[KeyT]) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: ChipGroup) -> SignalInstance:
        return editor.changed

    @override
    def empty(self) -> tuple[KeyT, ...]:
        return ()

    @override
    def lock(self, editor: ChipGroup, *, locked: bool) -> None:
        editor.set_read_only(read_only=locked)


@dataclass(frozen=True, slots=True)
class SearchField(Field[Hashable | None, SearchEditor]):
    """A record found by typing; filled with an `Option`, an id known to `describe`, or None.

    Attributes:
        find: Looks options up for a part of a name.
        describe: Returns the option of an id, to show a stored reference.
        add_text: Words of the offer to add a new record, as "Tambah anggota"; "" offers none.

    """

    find: Callable[[str], Sequence[Option]] = lambda _: ()
    describe: Callable[[Hashable], Option | None] = lambda _: None
    add_text: str = ""

    @override
    def create(self) -> SearchEditor:
        return SearchEditor(self.find, add_text=self.add_text)

    @override
    def read(self, editor: SearchEditor) -> Hashable | None:
        return editor.value()

    @override
    def fill(self, editor: SearchEditor, value: Hashable | None) -> None:
        if value is None or isinstance(value, Option):
            editor.set_value(value)
        else:
            editor.set_value(self.describe(value))

    @override
    def edited(self, editor: SearchEditor) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> Hashable | None:
        return None

    @override
    def fault(self, editor: SearchEditor) -> str:
        text = editor.text().strip()
        if text and editor.value() is None:
            return f"Pilih salah satu dari daftar; “{text}” belum dipilih"
        return ""
