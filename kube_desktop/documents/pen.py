"""What people write into with a pen: boxes for digits, boxes to tick, lines; and a form's head.

Sizes are for a ballpoint on a knee: boxes for digits are at least 5.5 mm wide, lines 7.5 mm apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.drawing import BOX, Block, draw_box, draw_lines
from kube_desktop.documents.foot import draw_code
from kube_desktop.documents.style import printable

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

_DIGIT: Final = (5.6 * mm, 6.6 * mm)
_JOINT: Final = 1.8 * mm
_LINE: Final = 7.5 * mm
_TICK_LINE: Final = 5.6 * mm
_LABEL: Final = 10.5
_AFTER: Final = 1.3 * mm
_BETWEEN: Final = 4 * mm
_CODE: Final = 18 * mm
_MOST_LINES: Final = 3
_QUIET: Final = 4 * mm
"""White border a code needs to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCode:
    """What the small code of a form says: which form of which record; no NIK and no name.

    Attributes:
        kind: The word of the kind of paper, as `formulir-kunjungan`.
        record: Short id of the record.

    """

    kind: str
    record: str

    @property
    def payload(self) -> str:
        """The text of the code."""
        return f"KUBE-F1|{self.kind}|{self.record}"


class Field(Protocol):
    """One thing to fill in: a label above, and room below it."""

    @property
    def label(self) -> str:
        """What is asked, in the words of the screen."""

    def height(self, width: float) -> float:
        """Return how high the room below the label is."""

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the room below the label."""


@dataclass(frozen=True, slots=True)
class Line:
    """One or more lines to write on; a known value stands on the first."""

    label: str
    value: str = ""
    lines: int = 1

    def height(self, width: float) -> float:
        """Return how high the lines are."""
        return max(self.lines, len(self._texts(width))) * _LINE

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        texts = self._texts(width)
        canvas.setStrokeColor(style.FAINT)
        canvas.setLineWidth(style.HAIRLINE)
        for number in range(max(self.lines, len(texts))):
            y = top - (number + 1) * _LINE + 1
            canvas.line(x, y, x + width, y)
            draw_lines(canvas, texts[number : number + 1], style.CELL, (x, x + width), y + 3)

    def _texts(self, width: float) -> tuple[str, ...]:
        text = printable(self.value)
        look = style.CELL
        return style.wrap(text, look.fontName, look.fontSize, width) if text else ()


@dataclass(frozen=True, slots=True)
class Boxes:
    """A box for each digit, in groups; a sign may stand between the groups."""

    label: str
    groups: tuple[int, ...]
    sign: str = ""

    def height(self, _width: float) -> float:
        """Return how high the boxes are."""
        return _DIGIT[1] + 0.6 * mm

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the boxes, narrower where there is less room."""
        joints = (len(self.groups) - 1) * _JOINT
        side = min(_DIGIT[0], (width - joints) / sum(self.groups))
        y = top - _DIGIT[1]
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        for number, count in enumerate(self.groups):
            if number and self.sign:
                between = (x - _JOINT, x)
                draw_lines(canvas, [self.sign], style.SMALL_CELL_CENTER, between, y + 2 * mm)
            canvas.grid([x + i * side for i in range(count + 1)], [y, top])
            x += count * side + _JOINT


@dataclass(frozen=True, slots=True)
class Ticks:
    """Choices, each with a box to tick."""

    label: str
    options: tuple[str, ...]
    chosen: tuple[str, ...] = ()

    def height(self, width: float) -> float:
        """Return how high the lines of choices are."""
        return (1 + max(row for row, _, _ in self._placed(width))) * _TICK_LINE

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the choices one after the other."""
        look = style.SMALL_CELL
        for row, start, option in self._placed(width):
            y = top - (row + 1) * _TICK_LINE + 1.2 * mm
            draw_box(canvas, x + start, y, is_ticked=option in self.chosen)
            room = (x + start + BOX + 1.2 * mm, x + width)
            lines = style.wrap(option, look.fontName, look.fontSize, room[1] - room[0])
            draw_lines(canvas, lines[:1], look, room, y + 0.8)

    def _placed(self, width: float) -> list[tuple[int, float, str]]:
        look, placed = style.SMALL_CELL, list[tuple[int, float, str]]()
        row, x = 0, 0.0
        for option in self.options:
            needed = BOX + 1.2 * mm + style.width_of(option, look)
            if x and x + needed > width:
                row, x = row + 1, 0.0
            placed.append((row, x, option))
            x += needed + 3.2 * mm
        return placed or [(0, 0.0, "")]


class PenRow(Block):
    """Things to fill in, side by side, as the form on the screen has them."""

    def __init__(self, fields: Sequence[Field], width: float, shares: Sequence[float] = ()) -> None:
        super().__init__()
        self.width = width
        room = width - (len(fields) - 1) * _BETWEEN
        shares = shares or [1] * len(fields)
        self._fields = [
            (one, room * share / sum(shares)) for one, share in zip(fields, shares, strict=True)
        ]
        self.height = max(one.height(own) for one, own in self._fields) + _LABEL + _AFTER

    @override
    def draw(self) -> None:
        x = 0.0
        for one, own in self._fields:
            top = self.height - _LABEL
            draw_lines(self.canv, [one.label], style.ASKED, (x, x + own), top + 2.6)
            one.draw(self.canv, x, top - 0.8 * mm, own)
            x += own + _BETWEEN


class FormHead(Block):
    """The title of a form, with its code at the right; the code finds the record again.

    The code reaches down beside what follows, which must be `beside(width)` wide and at least as
    high as three lines.
    """

    def __init__(
        self, title: str, notes: Sequence[str], code: FormCode | None, width: float
    ) -> None:
        super().__init__()
        self.width = width
        self._code = code
        inner = width - 2 * (_CODE + _QUIET)
        texts = [(title, style.TITLE), *((note, style.NOTE) for note in notes if note)]
        self._lines: list[tuple[str, ParagraphStyle]] = [
            (line, look)
            for text, look in texts
            for line in style.clipped(
                style.wrap(printable(text), look.fontName, look.fontSize, inner), _MOST_LINES
            )
        ]
        self.height = max(sum(look.leading for _, look in self._lines), _CODE / 2 if code else 0)

    @staticmethod
    def beside(width: float) -> float:
        """Return how wide the block below may be."""
        return width - _CODE - _QUIET

    @override
    def draw(self) -> None:
        between = (_CODE + _QUIET, self.width - _CODE - _QUIET)
        y = self.height
        for line, look in self._lines:
            y -= look.leading
            draw_lines(self.canv, [line], look, between, y + 0.25 * look.fontSize)
        if self._code is None:
            return
        bottom = self.height - _CODE
        draw_code(self.canv, self._code.payload, self.width, bottom, _CODE)
        beside = (self.width - _CODE, self.width)
        under = bottom - 2 * mm - style.SMALL.fontSize
        draw_lines(self.canv, [self._code.record], style.SMALL_CENTER, beside, under)
