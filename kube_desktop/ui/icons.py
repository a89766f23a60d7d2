"""Icons in the colours of the current look."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kube_desktop.ui.theme import Theme, theme

_NAME: Final = "iconName"
_COLOUR: Final = "iconColour"
_ON_COLOUR: Final = "iconOnColour"
_SIZE: Final = "iconPixels"
_FOLLOWED: Final = "iconsFollow"


def pixmap(
    name: str, colour: str = "text2", size: float = 18, ratio: float | None = None
) -> QPixmap:
    """Return an icon for painting by hand, sharp on the screen it is painted on."""
    look = theme()
    if ratio is None:
        ratio = max(_ratios())
    return look.icons.pixmap(name, look.tokens.color(colour), size, ratio)


def icon(name: str, colour: str = "text2", size: float = 18, *, on: str | None = None) -> QIcon:
    """Return an icon with its disabled state, and another colour where it is switched on."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, colour, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled, QIcon.State.Off)
        if on is not None:
            made.addPixmap(pixmap(name, on, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
            made.addPixmap(pixmap(name, on, size, ratio), QIcon.Mode.Selected, QIcon.State.Off)
    return made


def decorate(
    widget: QAbstractButton | QLabel,
    name: str,
    colour: str = "text2",
    size: int = 18,
    *,
    on: str | None = None,
) -> None:
    """Give a button or label an icon that keeps following the theme."""
    widget.setProperty(_NAME, name)
    widget.setProperty(_COLOUR, colour)
    widget.setProperty(_ON_COLOUR, on)
    widget.setProperty(_SIZE, size)
    _follow(theme())
    _redraw(widget)


def redraw_all() -> None:
    """Draw the icons of every widget again in the current colours."""
    for widget in QApplication.allWidgets():
        if widget.property(_NAME):
            _redraw(widget)


def _follow(look: Theme) -> None:
    if not look.property(_FOLLOWED):
        look.setProperty(_FOLLOWED, True)
        look.changed.connect(redraw_all)


def _redraw(widget: QWidget) -> None:
    name, colour = str(widget.property(_NAME)), str(widget.property(_COLOUR))
    size = theme().px(int(widget.property(_SIZE)))
    on = widget.property(_ON_COLOUR)
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, colour, size, on=str(on) if on else None))
        widget.setIconSize(QSize(size, size))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, size))
        widget.setFixedSize(size, size)


def _ratios() -> tuple[float, ...]:
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1}))
