"""Fonts and icons that screens and papers rely on."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
SIGNS = "AZaz09é–—•·×“”‘’…→±≤≥°²"


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_font_has_every_sign_of_our_texts(qapp, file):
    font = QRawFont(str(file), 12)
    assert [sign for sign in SIGNS if not font.supportsCharacter(ord(sign))] == []


def test_every_weight_is_found_under_one_family_name(qapp):
    for file in FONTS:
        QFontDatabase.addApplicationFont(str(file))
    assert {"Regular", "SemiBold", "Bold"} <= set(QFontDatabase.styles("Inter"))
    assert {"Regular", "Bold", "Italic"} <= set(QFontDatabase.styles("Liberation Sans"))


def test_every_icon_can_be_drawn_in_any_colour(qapp):
    for file in (RESOURCES / "icons").glob("*.svg"):
        assert "currentColor" in file.read_text(encoding="utf-8"), file.name
        assert QSvgRenderer(str(file)).isValid(), file.name
