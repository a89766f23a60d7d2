"""The look of the application: Fusion, our palette, one style sheet, fonts and sizes."""

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from kube_desktop.ui.svg import SvgIcons
from kube_desktop.ui.tokens import DARK, LIGHT, Tokens

SCREEN_FONTS: Final = ["Segoe UI", "Inter", "Open Sans", "Noto Sans", "DejaVu Sans"]
TEXT_SIZES: Final = (1.0, 1.15, 1.3)
_BASE_POINTS: Final = 10.0
_IS_FUSION: Final = "isFusion"
_TYPE_POINTS: Final = {
    "pt_number": 17.0,
    "pt_greeting": 16.0,
    "pt_title": 15.0,
    "pt_section": 11.5,
    "pt_fact": 10.5,
    "pt_tab": 10.5,
    "pt_body": 10.0,
    "pt_secondary": 9.5,
    "pt_hint": 9.0,
}
_SHEET_ICONS: Final = {
    "icon_down": ("chevron-down", "text2", 14),
    "icon_up": ("chevron-up", "text2", 14),
    "icon_calendar": ("calendar", "text2", 16),
    "icon_check": ("check", "surface", 12),
    "icon_right": ("chevron-right", "text2", 14),
}


class Mode(StrEnum):
    """Which look is wanted."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


def new_application(arguments: list[str]) -> QApplication:
    """Return the application in the style that the theme builds on.

    Named among the arguments, the style costs nothing; asked for, Python would have to know every
    enumeration of `QStyle` before the first paint.
    """
    app = QApplication([*arguments, "-style", "Fusion"])
    app.setProperty(_IS_FUSION, True)
    return app


class Theme(QObject):
    """Owns the current tokens and text size, and dresses the whole application in them.

    Signals:
        changed: Colours or sizes are different now; hand-painted widgets paint again.

    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        resources: Path,
        cache: Path,
        *,
        mode: Mode = Mode.LIGHT,
        scale: float = 1.0,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._cache = cache
        self._template = Template((resources / "qss" / "app.qss").read_text(encoding="utf-8"))
        self.icons = SvgIcons(resources / "icons")
        self.mode = mode
        self.scale = scale
        self.tokens = LIGHT
        self._brands: dict[bool, Tokens] = {False: LIGHT, True: DARK}
        if sys.platform != "win32":
            _load_fonts(resources / "fonts")
        _Current.theme = self
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self.apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark look is shown now."""
        if self.mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode is Mode.DARK

    @property
    def is_compact_text(self) -> bool:
        """Whether the text is so large that only the compact layout has room for it."""
        return self.scale >= TEXT_SIZES[-1]

    def set_mode(self, mode: Mode) -> None:
        """Show the light or the dark look, or the one that the system shows."""
        if mode is not self.mode:
            self.mode = mode
            self.apply()

    def set_scale(self, scale: float) -> None:
        """Show all text larger or smaller; 1.0 is the normal size."""
        if scale != self.scale:
            self.scale = scale
            self.apply()

    def step_scale(self, steps: int) -> float:
        """Go to the next or previous text size, and return it."""
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - self.scale))
        place = max(0, min(TEXT_SIZES.index(nearest) + steps, len(TEXT_SIZES) - 1))
        self.set_scale(TEXT_SIZES[place])
        return self.scale

    def set_tokens(self, light: Tokens, dark: Tokens) -> None:
        """Use an office's own colours, made by `tokens.with_brand`."""
        self._brands = {False: light, True: dark}
        self.apply()

    def color(self, token: str) -> QColor:
        """Return the colour of a token."""
        return QColor(self.tokens.color(token))

    def px(self, size: float) -> int:
        """Return a length that grows with the text size."""
        return round(size * self.scale)

    def font(
        self, points: float = _BASE_POINTS, weight: QFont.Weight = QFont.Weight.Normal
    ) -> QFont:
        """Return the screen font, for what is painted by hand."""
        font = QFont()
        font.setFamilies(SCREEN_FONTS)
        font.setPointSizeF(points * self.scale)
        font.setWeight(weight)
        if sys.platform != "win32":
            # Inter carries no hints; a hinter only bends its small letters.
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def apply(self) -> None:
        """Dress the application: style, palette, font and style sheet."""
        self.tokens = self._brands[self.is_dark]
        self.icons.forget()
        app = self._app
        if not app.property(_IS_FUSION):
            app.setStyle("Fusion")
            app.setProperty(_IS_FUSION, True)
        app.setFont(self.font())
        if self._wants_high_contrast():
            app.setPalette(app.style().standardPalette())
            app.setStyleSheet("")
        else:
            app.setPalette(_palette(self.tokens))
            app.setStyleSheet(self._sheet())
        self.changed.emit()

    def _wants_high_contrast(self) -> bool:
        # The contrast preference came with Qt 6.10; `hints` must stay referenced while it is read.
        hints = self._app.styleHints()
        accessibility = getattr(hints, "accessibility", None)
        if accessibility is None:
            return False
        preference = accessibility().contrastPreference()
        return bool(preference.name == "HighContrast")

    def _sheet(self) -> str:
        values: dict[str, str] = dict(asdict(self.tokens))
        for name, points in _TYPE_POINTS.items():
            values[name] = f"{points * self.scale:g}pt"
        for size in range(1, 65):
            values[f"px{size}"] = f"{self.px(size)}px"
        for name, (icon, token, size) in _SHEET_ICONS.items():
            colour = self.tokens.color(token)
            path = self.icons.write(self._cache / "icons", icon, colour, size)
            values[name] = f'url("{path}")'
        return self._template.substitute(values)

    @Slot()
    def _on_system_scheme(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.apply()


class _Current:
    """The theme of this process, as `QApplication.palette()` is the palette of this process."""

    theme: Theme | None = None


def theme() -> Theme:
    """Return the theme that the application was dressed in.

    Raises:
        RuntimeError: A widget was made before the theme.

    """
    if _Current.theme is None:
        raise RuntimeError("Theme(app, resources, cache) must be made before any widget")
    return _Current.theme


def _load_fonts(folder: Path) -> None:
    for path in sorted(folder.glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for place, colour in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.alt),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Highlight, tokens.sel),
        (role.HighlightedText, tokens.text),
        (role.Link, tokens.primary),
        (role.LinkVisited, tokens.primary),
        (role.PlaceholderText, tokens.hint),
        (role.Mid, tokens.border),
        (role.Midlight, tokens.border2),
        (role.Dark, tokens.strong),
        (role.Light, tokens.surface),
        (role.Accent, tokens.primary),
    ):
        palette.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens.disabled))
    return palette
