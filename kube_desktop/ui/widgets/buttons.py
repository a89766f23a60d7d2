"""Buttons of every kind."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from kube_desktop.ui.icons import decorate
from kube_desktop.ui.widgets.text import repolish


class ButtonKind(StrEnum):
    """How much weight a button has."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GHOST = "ghost"
    DANGER = "danger"


_ICON_COLOURS = {
    ButtonKind.PRIMARY: "onprimary",
    ButtonKind.SECONDARY: "text2",
    ButtonKind.GHOST: "primary",
    ButtonKind.DANGER: "err",
}


class Button(QPushButton):
    """A push button; Enter presses it as well as the space bar."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str | None = None,
        *,
        tooltip: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._kind = kind
        self.setProperty("kind", str(kind))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_label(text)
        self.setToolTip(tooltip)
        if icon:
            decorate(self, icon, _ICON_COLOURS[kind], 16)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_label(self, text: str) -> None:
        """Show another text, keeping the distance to the icon."""
        self.setText(f" {text}" if self._icon else text)
        self.setAccessibleName(text.replace("&", ""))

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.set_label(self.text().strip())
        decorate(self, icon, _ICON_COLOURS[self._kind], 16)

    def set_kind(self, kind: ButtonKind) -> None:
        """Give the button another weight, its icon included."""
        self._kind = kind
        self.setProperty("kind", str(kind))
        if self._icon:
            decorate(self, self._icon, _ICON_COLOURS[kind], 16)
        repolish(self)

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu when pressed, and show that it does."""
        self.setMenu(menu)
        self.setProperty("hasmenu", True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event) and self.menu() is None:
            self.click()
            return
        super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A small button with only an icon; its name is the tooltip and is read aloud."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        size: int = 18,
        colour: str = "text2",
        shortcut: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._colour = colour
        decorate(self, icon, colour, size)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({shortcut})" if shortcut else name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(28, 28)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def set_icon(self, icon: str, colour: str | None = None) -> None:
        """Show another icon."""
        decorate(self, icon, colour or self._colour, self._size)

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu when pressed."""
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_enter(event):
            if self.menu() is not None:
                self.showMenu()
            else:
                self.click()
            return
        super().keyPressEvent(event)


def is_plain_enter(event: QKeyEvent) -> bool:
    """Tell Enter alone from Ctrl+Enter, which belongs to the primary button of the page."""
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    return event.modifiers() in {
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    }


def primary(text: str, icon: str | None = None, *, tooltip: str = "") -> Button:
    """Return the one button of the page that goes on."""
    return Button(text, ButtonKind.PRIMARY, icon, tooltip=tooltip)


def secondary(text: str, icon: str | None = None, *, tooltip: str = "") -> Button:
    """Return an ordinary button."""
    return Button(text, ButtonKind.SECONDARY, icon, tooltip=tooltip)


def ghost(text: str, icon: str | None = None, *, tooltip: str = "") -> Button:
    """Return a button without a border, for side paths."""
    return Button(text, ButtonKind.GHOST, icon, tooltip=tooltip)


def danger(text: str, icon: str | None = None, *, tooltip: str = "") -> Button:
    """Return a button that takes something away."""
    return Button(text, ButtonKind.DANGER, icon, tooltip=tooltip)
