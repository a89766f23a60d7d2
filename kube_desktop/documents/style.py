"""How the papers look: fonts, text styles, colours and measures, each named for its role."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from kube_desktop.documents.paper_font import PaperFont
from kube_desktop.domain.errors import EnvironmentProblem

REGULAR: Final = "LiberationSans"
BOLD: Final = "LiberationSans-Bold"
ITALIC: Final = "LiberationSans-Italic"
BOLD_ITALIC: Final = "LiberationSans-BoldItalic"
_FILES: Final = {
    REGULAR: "LiberationSans-Regular.ttf",
    BOLD: "LiberationSans-Bold.ttf",
    ITALIC: "LiberationSans-Italic.ttf",
    BOLD_ITALIC: "LiberationSans-BoldItalic.ttf",
}

_BODY: Final = " 0123456789abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ.,:;()/-–·…&"
_NOTE: Final = " :.,abdegiklmnoprstuyT"
_USUAL: Final = {REGULAR: _BODY, BOLD: _BODY, ITALIC: _NOTE, BOLD_ITALIC: _NOTE}
"""Letters that nearly every paper has in a font; those of one paper alone are added to them."""

INK: Final = HexColor(0x000000)
FAINT: Final = HexColor(0x5A5A5A)
SHADE: Final = HexColor(0xECECEC)
MISSING: Final = HexColor(0xB3241C)
MISSING_MARKUP: Final = "#B3241C"

HAIRLINE: Final = 0.6
"""Width of table lines; thinner ones vanish on worn ink-jet printers."""

DOTS: Final = "…" * 8
"""What is printed where a value is filled in by hand later."""
LONG_DOTS: Final = "…" * 16

_known: set[int] = set()


def register_fonts(folder: Path) -> None:
    """Make the bundled fonts known to ReportLab; further calls cost nothing.

    Args:
        folder: Holds the four `LiberationSans-*.ttf` files.

    Raises:
        EnvironmentProblem: A font file is missing or damaged.

    """
    if _known:
        return
    # Binary streams: a fifth smaller and faster than the ASCII 85 default.
    rl_config.useA85 = 0
    glyphs: list[set[int]] = []
    for name, file_name in _FILES.items():
        try:
            font = PaperFont(name, str(folder / file_name), _USUAL[name])
        except Exception as error:
            raise EnvironmentProblem(
                f"Berkas huruf {file_name} tidak ada atau rusak. Pasang ulang KUBE Desktop.",
                retry=False,
            ) from error
        pdfmetrics.registerFont(font)
        glyphs.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    _known.update(set.intersection(*glyphs))


def fonts_are_registered() -> bool:
    """Tell whether papers can be laid out already."""
    return bool(_known)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return text on one line holding only characters the fonts can show.

    Look-alikes replace what the fonts lack; a run of anything else becomes one question mark.
    Invisible direction marks are dropped: on an official paper they could hide a number.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(_shown(unicodedata.normalize("NFC", text))).split())


def _shown(text: str) -> list[str]:
    shown: list[str] = []
    unknown = False
    for character in text:
        if unicodedata.category(character) in {"Cf", "Mn", "Me"} and not shown_as(character):
            continue  # joiners, direction marks, skin tones: no glyph of their own
        replacement = shown_as(character)
        if replacement:
            shown.append(replacement)
        elif not unknown:
            shown.append("?")
        unknown = not replacement
    return shown


def shown_as(character: str) -> str:
    """Return what the fonts can print for one character, or nothing."""
    category = unicodedata.category(character)
    if character.isspace() or category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category == "Cf":
        return ""
    if ord(character) in _known:
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character and all(ord(part) in _known for part in plain) else ""


def paragraphs_of(text: str) -> list[str]:
    """Return the printable lines a person typed, without the empty ones."""
    return [line for line in map(printable, text.splitlines()) if line]


@lru_cache(maxsize=4096)
def wrap(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Break text into lines no wider than a column; words too long for it are cut."""
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return (text,)
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if pdfmetrics.stringWidth(candidate, font, size) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, font, size, width)
        lines.extend(full)
    return (*lines, line)


def width_of(text: str, look: ParagraphStyle) -> float:
    """Return how wide a line of text is."""
    return pdfmetrics.stringWidth(text, look.fontName, look.fontSize)


def clipped(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Shorten a text where the page has room for so many lines; its end then shows an ellipsis.

    Only for places that repeat what the paper also says in full.
    """
    return lines if len(lines) <= most else (*lines[: most - 1], f"{lines[most - 1][:-2]}…")


def _cut(word: str, font: str, size: float, width: float) -> list[str]:
    pieces = [""]
    used = 0.0
    for character in word:
        step = pdfmetrics.stringWidth(character, font, size)
        if pieces[-1] and used + step > width:
            pieces.append("")
            used = 0.0
        pieces[-1] += character
        used += step
    return pieces


def _style(
    name: str,
    size: float,
    leading: float,
    font: str = REGULAR,
    alignment: Literal[0, 1, 2, 4] = TA_LEFT,
    indent: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=INK,
        bulletFontName=font,
        bulletFontSize=size,
        alignment=alignment,
        leftIndent=indent,
        splitLongWords=1,
    )


GOVERNMENT: Final = _style("government", 13, 16, alignment=TA_CENTER)
OFFICE: Final = _style("office", 16, 19, BOLD, alignment=TA_CENTER)
CONTACT: Final = _style("contact", 9, 11, alignment=TA_CENTER)

TITLE: Final = _style("title", 12, 15, BOLD, alignment=TA_CENTER)
SECTION: Final = _style("section", 10.5, 14, BOLD)
NUMBER: Final = _style("number", 11, 14, alignment=TA_CENTER)
BODY: Final = _style("body", 10.5, 14, alignment=TA_JUSTIFY)
LIST: Final = _style("list", 10.5, 14, alignment=TA_JUSTIFY, indent=7 * mm)
FIELD: Final = _style("field", 10.5, 14)
FIELD_BOLD: Final = _style("field bold", 10.5, 14, BOLD)
DENSE: Final = _style("dense", 9, 11.2)
DENSE_BOLD: Final = _style("dense bold", 9, 11.2, BOLD)

HEAD: Final = _style("table head", 8.5, 10.5, BOLD, alignment=TA_CENTER)
CELL: Final = _style("cell", 9, 11)
CELL_CENTER: Final = _style("cell centre", 9, 11, alignment=TA_CENTER)
CELL_RIGHT: Final = _style("cell right", 9, 11, alignment=TA_RIGHT)
CELL_BOLD: Final = _style("cell bold", 9, 11, BOLD)
CELL_BOLD_RIGHT: Final = _style("cell bold right", 9, 11, BOLD, alignment=TA_RIGHT)
CELL_ITALIC: Final = _style("cell italic", 9, 11, ITALIC)

SMALL_CELL: Final = _style("small cell", 8.5, 10.5)
SMALL_CELL_CENTER: Final = _style("small cell centre", 8.5, 10.5, alignment=TA_CENTER)
SMALL_CELL_RIGHT: Final = _style("small cell right", 8.5, 10.5, alignment=TA_RIGHT)
SMALL_CELL_BOLD: Final = _style("small cell bold", 8.5, 10.5, BOLD)
SMALL_CELL_BOLD_RIGHT: Final = _style("small cell bold right", 8.5, 10.5, BOLD, alignment=TA_RIGHT)

ASKED: Final = _style("asked in a form", 8, 9.5)
NOTE: Final = _style("note below a title", 9, 11.5, alignment=TA_CENTER)
TICK: Final = _style("tick", 9, 9, BOLD, alignment=TA_CENTER)
DESCRIPTOR: Final = _style("descriptor", 7.5, 9)
CHOICE: Final = ParagraphStyle("cell with a box to tick", parent=CELL, rightIndent=5 * mm)
SMALL_CENTER: Final = _style("small print centre", 7, 9, alignment=TA_CENTER)

ROLE: Final = _style("signature role", 10.5, 13.5, alignment=TA_CENTER)
SIGNER: Final = _style("signer", 10.5, 13.5, BOLD, alignment=TA_CENTER)
DENSE_ROLE: Final = _style("dense signature role", 9, 11.5, alignment=TA_CENTER)
DENSE_SIGNER: Final = _style("dense signer", 9, 11.5, BOLD, alignment=TA_CENTER)
HINT: Final = _style("hint", 7.5, 9, ITALIC, alignment=TA_CENTER)
SMALL: Final = _style("small print", 7, 9)
SMALL_RIGHT: Final = _style("small print right", 7, 9, alignment=TA_RIGHT)
CHART: Final = _style("chart", 7, 8.2)
CHART_CENTER: Final = _style("chart centre", 7, 8.2, alignment=TA_CENTER)
CHART_RIGHT: Final = _style("chart right", 7, 8.2, alignment=TA_RIGHT)
CAPTION: Final = _style("caption", 8.5, 10.5, alignment=TA_CENTER)
SIGN_RIGHT: Final = _style("sign right", 9, 11, indent=13 * mm)
SIGN_RIGHT_NARROW: Final = _style("sign right narrow", 9, 11, indent=8 * mm)
WITNESS: Final = _style("witness position", 9, 11)
MARK: Final = _style("mark", 8, 10, BOLD, TA_RIGHT)

BOX_TITLE: Final = _style("boxed title", 15, 18, BOLD, alignment=TA_CENTER)
AMOUNT: Final = _style("amount", 13, 16, BOLD)
WORDS: Final = _style("amount in words", 10.5, 14, BOLD_ITALIC)


@lru_cache(maxsize=64)
def in_colour(style: ParagraphStyle, colour: Color) -> ParagraphStyle:
    """Return a style in another colour: the red of a value still missing, a faint hint."""
    return ParagraphStyle(f"{style.name} in colour", parent=style, textColor=colour)
