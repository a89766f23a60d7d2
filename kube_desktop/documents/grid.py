"""Rows of text cells: tables with lines, and aligned labels and values.

ReportLab's own `Table` splits rows and measures cells in more ways than the papers need; this one
wraps plain text, repeats its head, keeps totals with the row above, and is several times faster.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.drawing import BOX, Block, draw_box, draw_lines
from kube_desktop.documents.style import wrap

_PAD_X: Final = 1.4 * mm
_PAD_Y: Final = 1.1 * mm
_DENSE_PAD_Y: Final = 0.8 * mm
_FIRST_ROWS: Final = 2
"""A table starts on a page only when its head and this many rows fit there."""


_LONG_ROW: Final = 8
"""A row of so many lines may be cut by the end of a page; shorter ones move as a whole."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in one cell, possibly spanning several columns; a line feed begins a new line.

    Attributes:
        tick: Whether a box in the upper right corner is ticked; None for no box.

    """

    text: str
    style: ParagraphStyle
    span: int = 1
    tick: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side.

    Attributes:
        cells: Their spans add up to the number of columns.
        min_height: As for rows people sign in.
        is_shaded: Grey behind the text.
        is_kept: Never parted from the row above by a page break.
        is_centred: Text stands in the middle of the height.

    """

    cells: tuple[Cell, ...]
    min_height: float = 0
    is_shaded: bool = False
    is_kept: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row after wrapping: what stands where, still independent of the page."""

    row: Row
    texts: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    height: float

    def top_part(self, height: float, pad: float) -> "tuple[_Placed, _Placed] | None":
        """Cut a row that is taller than a whole page after the lines that fit."""
        leading = max(cell.style.leading for cell in self.row.cells)
        count = int((height - 2 * pad) // leading)
        if count < 1 or count >= max(map(len, self.texts)):
            return None
        head = tuple(lines[:count] for lines in self.texts)
        tail = tuple(lines[count:] for lines in self.texts)
        # A box is ticked once: what goes on below has none.
        rest = replace(self.row, cells=tuple(replace(one, tick=None) for one in self.row.cells))
        return self._with(self.row, head, pad), self._with(rest, tail, pad)

    def _with(self, row: Row, texts: tuple[tuple[str, ...], ...], pad: float) -> "_Placed":
        return _Placed(row, texts, self.edges, _height(row, texts, pad))


def _height(row: Row, texts: Sequence[Sequence[str]], pad: float) -> float:
    tallest = max(
        len(lines) * cell.style.leading for cell, lines in zip(row.cells, texts, strict=True)
    )
    return max(tallest + 2 * pad, row.min_height)


class Grid(Block):
    """Rows of cells that flow over pages, with or without lines around them."""

    def __init__(
        self, widths: Sequence[float], rows: Sequence[Row], *, head: Row | None = None,
        is_ruled: bool = True,
        is_dense: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._widths = tuple(widths)
        self._is_ruled = is_ruled
        self._pad_x = _PAD_X if is_ruled else 0.0
        self._pad_y = (_DENSE_PAD_Y if is_dense else _PAD_Y) if is_ruled else 0.0
        self._head = None if head is None else self._place(head)
        self._rows = [self._place(row) for row in rows]

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = sum(self._widths)
        self.height = self._head_height + sum(row.height for row in self._rows)
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float, /) -> list[Flowable]:
        fitting, used = 0, self._head_height
        while fitting < len(self._rows) and used + self._rows[fitting].height <= aH:
            used += self._rows[fitting].height
            fitting += 1
        if fitting == len(self._rows):
            return [self]
        most = fitting
        while fitting > 0 and self._rows[fitting].row.is_kept:
            fitting -= 1
        is_at_top = bool(getattr(getattr(self, "_frame", None), "_atTop", True))
        if fitting == 0 and is_at_top:
            if most == 0:
                return self._split_first_row(aH)
            fitting = most  # a row as high as the page: better parted than never printed
        if fitting == most:
            parts = self._cut_long_row(fitting, aH - used)
            if parts is not None:
                head = [*self._rows[:fitting], parts[0]]
                return [self._part(head), self._part([parts[1], *self._rows[fitting + 1 :]])]
        if fitting < min(_FIRST_ROWS, len(self._rows)) and not is_at_top:
            return []
        return [self._part(self._rows[:fitting]), self._part(self._rows[fitting:])]

    @override
    def draw(self) -> None:
        canvas = self.canv
        y = self.height
        placed = self._rows if self._head is None else [self._head, *self._rows]
        for row in placed:
            self._draw_row(canvas, row, y)
            y -= row.height
        if self._is_ruled and placed:
            self._draw_lines(canvas, placed)

    @property
    def least_height(self) -> float:
        """What it takes to begin on a page: the head and the first rows with what is kept."""
        count = _FIRST_ROWS
        while count < len(self._rows) and self._rows[count].row.is_kept:
            count += 1
        return self._head_height + sum(row.height for row in self._rows[:count])

    @property
    def _head_height(self) -> float:
        return 0.0 if self._head is None else self._head.height

    def _place(self, row: Row) -> _Placed:
        edges = [0.0]
        texts: list[tuple[str, ...]] = []
        column = 0
        for cell in row.cells:
            width = sum(self._widths[column : column + cell.span])
            column += cell.span
            edges.append(edges[-1] + width)
            look = cell.style
            inner = width - 2 * self._pad_x - look.leftIndent - look.rightIndent
            texts.append(
                tuple(
                    line
                    for part in cell.text.split("\n")
                    for line in wrap(part, look.fontName, look.fontSize, inner)
                )
            )
        return _Placed(row, tuple(texts), tuple(edges), _height(row, texts, self._pad_y))

    def _part(self, rows: list[_Placed]) -> "Grid":
        part = Grid(self._widths, (), is_ruled=self._is_ruled)
        part._head, part._pad_y = self._head, self._pad_y
        part._rows = rows
        return part

    def _cut_long_row(self, index: int, available: float) -> tuple[_Placed, _Placed] | None:
        """Cut the row after those that fit, when it is a long text and enough of it fits."""
        row = self._rows[index]
        if max(map(len, row.texts)) < _LONG_ROW:
            return None
        parts = row.top_part(available, self._pad_y)
        return parts if parts and max(map(len, parts[0].texts)) >= _LONG_ROW // 2 else None

    def _split_first_row(self, available: float) -> list[Flowable]:
        parts = self._rows[0].top_part(available - self._head_height, self._pad_y)
        if parts is None:
            return []
        return [self._part([parts[0]]), self._part([parts[1], *self._rows[1:]])]

    def _draw_row(self, canvas: Canvas, placed: _Placed, top: float) -> None:
        row = placed.row
        if row.is_shaded:
            canvas.setFillColor(style.SHADE)
            canvas.rect(0, top - placed.height, placed.edges[-1], placed.height, stroke=0, fill=1)
        for index, (cell, lines) in enumerate(zip(row.cells, placed.texts, strict=True)):
            look = cell.style
            # 0.22 of the size: what hangs below the baseline; the rest of the leading is above.
            y = top - self._pad_y - look.leading + 0.22 * look.fontSize + _slack(look)
            if row.is_centred:
                y -= (placed.height - 2 * self._pad_y - len(lines) * look.leading) / 2
            left = placed.edges[index] + self._pad_x + look.leftIndent
            right = placed.edges[index + 1] - self._pad_x
            draw_lines(canvas, lines, look, (left, right), y)
            if cell.tick is not None:
                corner = (right - BOX, top - 0.6 * self._pad_y - BOX)
                draw_box(canvas, *corner, is_ticked=cell.tick)

    def _draw_lines(self, canvas: Canvas, placed: Sequence[_Placed]) -> None:
        width = sum(self._widths)
        y = self.height
        segments = [(0.0, y, width, y)]
        open_since: dict[float, float] = {}
        for row in placed:
            edges = set(row.edges)
            ended = [x for x in open_since if x not in edges]
            segments.extend((x, open_since.pop(x), x, y) for x in ended)
            for x in row.edges:
                open_since.setdefault(x, y)
            y -= row.height
            segments.append((0.0, y, width, y))
        segments.extend((x, since, x, y) for x, since in open_since.items())
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        canvas.lines(segments)


def _slack(look: ParagraphStyle) -> float:
    """Half of the leading beyond the letters, so that text stands in the middle of its line."""
    return (look.leading - 1.12 * look.fontSize) / 2
