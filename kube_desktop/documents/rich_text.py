"""Paragraphs: words in a column, with bold, italic, underlined and coloured parts.

ReportLab's own `Paragraph` reads its text as HTML and measures it again for every paper; most of
the sentences of an official paper never change. Here a text is broken into lines once for each
style and width, and drawn with a fraction of the bytes. What this class does not know (pictures,
links, other sizes) is left to ReportLab, see `blocks.paragraph`.
"""

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import Color, toColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents.drawing import fill, put, short, shown

_TAG: Final = re.compile(r"(<[^<>]*>)")
_COLOUR: Final = re.compile(r'<font color="([#\w]+)">')
_BREAK: Final = {"<br/>", "<br />", "<br>"}
_OTHER_SIGN: Final = re.compile(r"\xa0|&(?!(?:amp|lt|gt|quot);)")
_PLAIN: Final = {"<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "</font>"} | _BREAK
_LEFT_ALONE: Final = (
    "backColor", "borderColor", "wordWrap", "firstLineIndent", "bulletIndent", "endDots",
    "textTransform", "underlineWidth", "hyphenationLang",
)  # fmt: skip
"""Settings of a style that only ReportLab's paragraphs know."""
_FAMILIES: Final = ("", "-Bold", "-Italic", "-BoldItalic")
_WIDEST: Final = 0.8
"""The widest space of a justified line, in letters: wider ones look torn."""
_UNDERLINE_BELOW: Final = 0.125


@dataclass(frozen=True, slots=True)
class _Look:
    font: str
    colour: Color
    is_underlined: bool = False


_Piece = tuple[_Look, str]
_Word = tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Words on one line: their looks, where they begin, and how far spaces are stretched."""

    pieces: _Word
    x: float
    stretch: float


def knows(markup: str, look: ParagraphStyle) -> bool:
    """Tell whether a text holds nothing that only ReportLab's paragraphs can show."""
    return (
        _is_plain_style(look)
        and not _OTHER_SIGN.search(markup)
        and all(tag in _PLAIN or _COLOUR.fullmatch(tag) for tag in _TAG.findall(markup))
    )


@lru_cache(maxsize=256)
def _is_plain_style(look: ParagraphStyle) -> bool:
    return not any(getattr(look, name, None) for name in _LEFT_ALONE)


class RichText(Flowable):
    """A paragraph that flows over pages.

    Args:
        markup: Escaped text with `b`, `i`, `u`, `br` and `font color`.
        look: How it looks.
        mark: Number or letter that hangs before the first line.

    """

    def __init__(self, markup: str, look: ParagraphStyle, mark: str = "") -> None:
        super().__init__()
        self.style = look
        self._markup = markup
        self._mark = mark
        self._lines: tuple[_Line, ...] | None = None

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        if self._lines is None:
            self._lines = _broken(self._markup, self.style, aW, self._mark)
        self.width, self.height = aW, len(self._lines) * self.style.leading
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        lines = self._lines or _broken(self._markup, self.style, aW, self._mark)
        fitting = int(aH / self.style.leading)
        if len(lines) <= fitting:
            return [self]
        if fitting <= 1:  # one line alone at the foot of a page reads badly
            return []
        return [self._part(lines[:fitting], self._mark), self._part(lines[fitting:], "")]

    @override
    def getSpaceBefore(self) -> float:
        return self.style.spaceBefore

    @override
    def getSpaceAfter(self) -> float:
        return self.style.spaceAfter

    @override
    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw without the frame of saved states that ReportLab puts around each block."""
        look = self.style
        baseline = y + self.height - look.fontSize
        if self._mark:
            fill(canvas, look.textColor)
            mark = shown(canvas, self._mark, look.bulletFontName, look.bulletFontSize)
            put(canvas, f"BT {short(x)} {short(baseline)} Td {mark} ET")
        _draw(canvas, self._lines or (), look, x, baseline)

    def _part(self, lines: tuple[_Line, ...], mark: str) -> "RichText":
        part = RichText(self._markup, self.style, mark)
        part._lines = lines
        return part


def _draw(
    canvas: Canvas, lines: tuple[_Line, ...], look: ParagraphStyle, left: float, baseline: float
) -> None:
    words: list[str] = []
    at_x = at_y = 0.0
    font, stretch = "", 0.0
    colour: Color | None = None
    for line in lines:
        x = left + line.x
        words.append(f"{short(x - at_x)} {short(baseline - at_y)} Td")
        at_x, at_y = x, baseline
        if line.stretch != stretch:
            stretch = line.stretch
            words.append(f"{stretch:.3f} Tw")
        for piece, text in line.pieces:
            if piece.colour is not colour:
                if colour is None:
                    fill(canvas, piece.colour)
                else:
                    words.append(_colour_words(piece.colour))
                colour = piece.colour
            words.append(
                shown(canvas, text, piece.font, look.fontSize, is_first=piece.font != font)
            )
            font = piece.font
        baseline -= look.leading
    if stretch:
        words.append("0 Tw")
    if words:
        put(canvas, f"BT {' '.join(words)} ET")
    if colour is not None:
        _note_colour(canvas, colour)
    _draw_underlines(canvas, lines, look, left, at_y)


def _draw_underlines(
    canvas: Canvas, lines: tuple[_Line, ...], look: ParagraphStyle, left: float, last: float
) -> None:
    for number, line in enumerate(reversed(lines)):
        x = left + line.x
        y = last + number * look.leading - _UNDERLINE_BELOW * look.fontSize
        for piece, text in line.pieces:
            width = stringWidth(text, piece.font, look.fontSize) + text.count(" ") * line.stretch
            if piece.is_underlined:
                canvas.setStrokeColor(piece.colour)
                canvas.setLineWidth(1)
                canvas.line(x, y, x + width, y)
            x += width


def _colour_words(colour: Color) -> str:
    return f"{' '.join(short(part) for part in (colour.red, colour.green, colour.blue))} rg"


def _note_colour(canvas: Canvas, colour: Color) -> None:
    # The text itself changed the colour: the canvas must know what the next block begins with.
    canvas._fillColorObj = colour  # type: ignore[attr-defined]  # noqa: SLF001


@lru_cache(maxsize=512)
def _broken(markup: str, look: ParagraphStyle, width: float, mark: str) -> tuple[_Line, ...]:
    """Break a text into lines no wider than a column."""
    room = width - look.leftIndent - look.rightIndent
    offset = _offset(look, mark)
    lines: list[_Line] = []
    for part in _parts(markup, look):
        words = list(part)
        while words:
            shift = 0.0 if lines else offset
            count, used = _fitting(words, look, room - shift)
            if not count:
                words[:1] = _cut(words[0], look, room - shift)
                count, used = 1, _width(words[0], look)
            chosen, words = words[:count], words[count:]
            lines.append(_line(chosen, used, room - shift, look, shift, is_last=not words))
        if not part:
            lines.append(_Line((), look.leftIndent, 0))
    while len(lines) > 1 and not lines[-1].pieces:  # a break at the very end begins no line
        lines.pop()
    return tuple(lines) if any(line.pieces for line in lines) else ()


def _offset(look: ParagraphStyle, mark: str) -> float:
    """Return by how much a wide mark pushes the first line to the right."""
    if not mark:
        return 0.0
    end = stringWidth(mark, look.bulletFontName, look.bulletFontSize) + 0.6 * look.bulletFontSize
    return max(0.0, end - look.leftIndent)


def _fitting(words: list[_Word], look: ParagraphStyle, room: float) -> tuple[int, float]:
    """Return how many words fit and how wide they are; none, when the first is to be cut."""
    used, count = 0.0, 0
    for word in words:
        space = _space(words[count - 1], look) if count else 0.0
        wider = used + space + _width(word, look)
        if wider > room + count * look.spaceShrinkage * space:
            break
        used, count = wider, count + 1
    return count, used


def _line(
    words: list[_Word], used: float, room: float, look: ParagraphStyle, shift: float, *,
    is_last: bool,
) -> _Line:  # fmt: skip
    pieces = _joined(words)
    extra, gaps = room - used, len(words) - 1
    x, stretch = look.leftIndent + shift, 0.0
    if look.alignment == TA_RIGHT:
        x += extra
    elif look.alignment == TA_CENTER:
        x += extra / 2
    elif look.alignment == TA_JUSTIFY and not is_last and gaps:
        # Official words are long; a line that would need very wide spaces stays ragged.
        stretch = extra / gaps if extra <= _WIDEST * look.fontSize * gaps else 0.0
    if extra < 0 and gaps and not stretch:
        stretch = extra / gaps
        x = look.leftIndent + shift
    return _Line(pieces, x, stretch)


def _joined(words: list[_Word]) -> _Word:
    """Join words with spaces, and neighbours of the same look."""
    joined: list[_Piece] = []
    for number, word in enumerate(words):
        for place, (piece, text) in enumerate(word):
            first = number and not place
            if joined and joined[-1][0] == piece:
                joined[-1] = (piece, f"{joined[-1][1]}{' ' if first else ''}{text}")
                continue
            if first:
                joined[-1] = (joined[-1][0], f"{joined[-1][1]} ")
            joined.append((piece, text))
    return tuple(joined)


def _space(word: _Word, look: ParagraphStyle) -> float:
    return stringWidth(" ", word[-1][0].font, look.fontSize)


def _width(word: _Word, look: ParagraphStyle) -> float:
    return sum(stringWidth(text, piece.font, look.fontSize) for piece, text in word)


def _cut(word: _Word, look: ParagraphStyle, room: float) -> list[_Word]:
    """Cut a word that is wider than the column where the column ends."""
    head: list[_Piece] = []
    used = 0.0
    for number, (piece, text) in enumerate(word):
        for place, letter in enumerate(text):
            step = stringWidth(letter, piece.font, look.fontSize)
            if used + step > room and (head or place):
                if place:
                    head.append((piece, text[:place]))
                return [tuple(head), ((piece, text[place:]), *word[number + 1 :])]
            used += step
        head.append((piece, text))
    return [tuple(head)]


def _parts(markup: str, look: ParagraphStyle) -> list[list[_Word]]:
    """Return the words between the line breaks of a text."""
    parts: list[list[_Word]] = [[]]
    is_bold = is_italic = is_underlined = False
    colours: list[Color] = [look.textColor]
    is_open = False
    for word in _TAG.split(markup):
        if word in _BREAK:
            parts.append([])
            is_open = False
        elif word in {"<b>", "</b>"}:
            is_bold = word == "<b>"
        elif word in {"<i>", "</i>"}:
            is_italic = word == "<i>"
        elif word in {"<u>", "</u>"}:
            is_underlined = word == "<u>"
        elif word == "</font>":
            colours.pop()
        elif colour := _COLOUR.fullmatch(word):
            colours.append(toColor(colour[1]))
        elif word:
            piece = _Look(
                _font(look.fontName, is_bold=is_bold, is_italic=is_italic), colours[-1],
                is_underlined,
            )  # fmt: skip
            is_open = _add_words(parts[-1], piece, html.unescape(word), is_open=is_open)
    return parts


def _add_words(words: list[_Word], piece: _Look, text: str, *, is_open: bool) -> bool:
    """Add the words of a text; the first may continue a word. Tell whether the last may too."""
    for number, word in enumerate(text.split()):
        if number == 0 and is_open and words and not text[0].isspace():
            words[-1] = (*words[-1], (piece, word))
        else:
            words.append(((piece, word),))
    return not text[-1].isspace()


@lru_cache(maxsize=64)
def _font(name: str, *, is_bold: bool, is_italic: bool) -> str:
    """Return the font of a family that is bold, italic, both or neither, beyond what it is."""
    family, _, kind = name.partition("-")
    return family + _FAMILIES[(is_bold or "Bold" in kind) + 2 * (is_italic or "Italic" in kind)]
