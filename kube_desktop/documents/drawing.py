"""What blocks with a fixed size have in common, and drawing lines of text."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style

TICK: Final = "√"
"""A letter, not a drawing, so that it can be read aloud and searched."""
BOX: Final = 3.2 * mm


class Block(Flowable):
    """A part of a page that knows its width and height when it is made."""

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        """Draw at the origin, upwards; ReportLab calls it."""
        raise NotImplementedError


def draw_lines(
    canvas: Canvas,
    lines: Sequence[str],
    look: ParagraphStyle,
    between: tuple[float, float],
    baseline: float,
) -> None:
    """Draw lines of text downwards from a baseline, aligned as the style says."""
    left, right = between
    drawn: list[str] = []
    at_x = at_y = 0.0
    for line in lines:
        x = left
        if look.alignment == TA_RIGHT:
            x = right - stringWidth(line, look.fontName, look.fontSize)
        elif look.alignment == TA_CENTER:
            x = (left + right - stringWidth(line, look.fontName, look.fontSize)) / 2
        if line:
            drawn.append(f"{short(x - at_x)} {short(baseline - at_y)} Td")
            drawn.append(shown(canvas, line, look.fontName, look.fontSize, is_first=not at_y))
            at_x, at_y = x, baseline
        baseline -= look.leading
    if drawn:
        fill(canvas, look.textColor)
        put(canvas, f"BT {' '.join(drawn)} ET")


def draw_box(canvas: Canvas, x: float, y: float, *, is_ticked: bool, side: float = BOX) -> None:
    """Draw a box to tick, ticked already where the answer is known."""
    canvas.setStrokeColor(style.INK)
    canvas.setLineWidth(style.HAIRLINE)
    canvas.rect(x, y, side, side)
    if is_ticked:
        draw_lines(canvas, [TICK], style.TICK, (x, x + side), y + 0.16 * side)


def shown(canvas: Canvas, text: str, font: str, size: float, *, is_first: bool = True) -> str:
    """Return the words of a page that show text in a font, the font named when it must be."""
    # ReportLab's text objects do the same with several times as many steps and bytes.
    own: Any = canvas
    known: Any = getFont(font)
    written = known.written(text, own._doc)  # noqa: SLF001  there is no public way
    if written is not None:
        name, letters = written
        return f"/{name} {short(size)} Tf ({letters}) Tj" if is_first else f"({letters}) Tj"
    parts = known.splitString(text, own._doc)  # noqa: SLF001
    words = []
    for subset, coded in parts:
        words.append(f"{known.getSubsetInternalName(subset, own._doc)} {short(size)} Tf")  # noqa: SLF001
        words.append(f"({own._escape(coded)}) Tj")  # noqa: SLF001
    words.append(f"{known.getSubsetInternalName(0, own._doc)} {short(size)} Tf")  # noqa: SLF001
    return " ".join(words)


def fill(canvas: Canvas, colour: Color) -> None:
    """Set the colour of text and areas, unless it is set already."""
    own: Any = canvas
    if not _is_same(own._fillColorObj, colour):  # noqa: SLF001
        canvas.setFillColor(colour)


def put(canvas: Canvas, words: str) -> None:
    """Add words in PDF's own language to a page."""
    own: Any = canvas
    own._code.append(words)  # noqa: SLF001


@lru_cache(maxsize=4096)
def short(number: float) -> str:
    """Return a measure to the hundredth of a point, in as few letters as it takes."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"


def _is_same(old: Color | tuple[float, ...], new: Color) -> bool:
    if old is new:
        return True
    # A page begins in black, which ReportLab keeps as three numbers.
    return isinstance(old, tuple) and tuple(old) == new.rgb()
