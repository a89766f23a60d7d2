"""Every command of the program, once: its words, icon, keys, and what it does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kube_desktop.ui.icons import icon
from kube_desktop.ui.theme import theme

_SPOKEN_KEYS: Final = {"Return": "Enter", "Del": "Delete", "Left": "←", "Right": "→"}


class Part(StrEnum):
    """Parts of the menu, in their order."""

    RECORD = "Catatan"
    GO = "Pergi ke"
    DATA = "Data"
    VIEW = "Tampilan"
    HELP = "Bantuan"


_BRANCHES = {Part.GO, Part.VIEW}
"""Parts in a menu of their own: all in one column would not fit on a small screen."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is declared.

    Attributes:
        id: Its name in the code.
        text: What it does, verb first.
        icon: Name of the icon.
        keys: Shortcuts; the first is shown.
        part: The part of the menu it stands in.
        words: Other words people search for in the palette.
        explanation: One sentence for the tooltip; the text is enough where it is empty.

    """

    id: str
    text: str
    icon: str
    keys: tuple[str, ...] = ()
    part: Part = Part.RECORD
    words: str = ""
    explanation: str = ""


class Actions(QObject):
    """Makes one `QAction` of each command; menu and palette are made from the same list.

    Commands are never disabled: what cannot be done now explains itself when asked for, because
    disabled entries are skipped by keys and never heard (ux.md G7).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._has_icons = False
        theme().changed.connect(self._redraw)

    def add(self, command: Command, on_trigger: Callable[[], object]) -> QAction:
        """Register a command.

        Raises:
            ValueError: The name or one of the keys is taken.

        """
        if command.id in self._commands:
            raise ValueError(f"Command {command.id} exists already")
        taken = {key: known.id for known in self._commands.values() for key in known.keys}
        for key in command.keys:
            if key in taken:
                raise ValueError(f"{key} already means {taken[key]}")
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence.fromString(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(with_keys(command.explanation or command.text, command.keys))
        action.triggered.connect(lambda _checked=False: on_trigger())
        if self._has_icons:
            action.setIcon(icon(command.icon))
        self._window.addAction(action)
        self._commands[command.id] = command
        self._actions[command.id] = action
        return action

    def action(self, name: str) -> QAction:
        """Return the action of a command."""
        self._draw_icons()
        return self._actions[name]

    def has(self, name: str) -> bool:
        """Tell whether a command exists here; some exist at the office only."""
        return name in self._actions

    def command(self, name: str) -> Command:
        """Return a command as it was declared."""
        return self._commands[name]

    def trigger(self, name: str) -> None:
        """Do what a command does."""
        self._actions[name].trigger()

    def all(self) -> tuple[Command, ...]:
        """Return all commands in the order of their registration, for the palette."""
        return tuple(self._commands.values())

    def find(self, text: str) -> tuple[Command, ...]:
        """Return the commands that contain all typed words."""
        words = text.casefold().split()
        return tuple(
            command
            for command in self._commands.values()
            if all(word in f"{command.text} {command.words}".casefold() for word in words)
        )

    def fill_menu(self, menu: QMenu, names: Iterable[str] | None = None) -> None:
        """Fill a menu with all commands by part, or with the named ones."""
        menu.aboutToShow.connect(self._draw_icons)
        if names is not None:
            menu.addActions([self._actions[name] for name in names])
            return
        for part in Part:
            actions = [
                self._actions[command.id]
                for command in self._commands.values()
                if command.part is part
            ]
            if not actions:
                continue
            if part in _BRANCHES:
                menu.addMenu(part.value).addActions(actions)
                continue
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addActions(actions)

    def _draw_icons(self) -> None:
        """Draw the icons when they are first seen: the start has no time for forty of them."""
        if not self._has_icons:
            self._has_icons = True
            self._redraw()

    def _redraw(self) -> None:
        if not self._has_icons:
            return
        for name, command in self._commands.items():
            self._actions[name].setIcon(icon(command.icon))


def with_keys(text: str, keys: Iterable[str]) -> str:
    """Return a tooltip that names its shortcut: Cetak (Ctrl+P)."""
    shown = next(iter(keys), "")
    for key, spoken in _SPOKEN_KEYS.items():
        shown = shown.replace(key, spoken)
    return f"{text} ({shown})" if shown else text
