"""Charts of reports: bars and lines drawn with plain paths, sharp on any printer, clear in grey."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.style import printable

DARK: Final = HexColor(0x1F4E79)
LIGHT: Final = HexColor(0xC9CED4)
LIGHT_LINE: Final = HexColor(0x7A7A7A)
_GRID: Final = HexColor(0xD8D8D8)
_LEGEND: Final = 7.5 * mm
_AXIS: Final = 17 * mm
_STEPS: Final = 4
_MOST_LABEL_LINES: Final = 3
_BETWEEN_VALUES: Final = 1.5
"""Least distance in points between the values of neighbouring bars."""
_WIDEST_BAR: Final = 16 * mm
_ROUND: Final = (10, 15, 20, 25, 30, 40, 50, 60, 80)
"""Tenths of a power of ten that a step may be."""
_DOT: Final = 1.5


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one colour, one for each label; None is a gap, never zero."""

    name: str
    values: tuple[int | None, ...]
    colour: Color = DARK
    is_dashed: bool = False


class _Chart(Block, ABC):
    """A frame with a scale of whole numbers, labels below and a legend above."""

    def __init__(
        self, labels: Sequence[str], series: Sequence[Series], size: tuple[float, float],
        shown: Callable[[int], str],
    ) -> None:  # fmt: skip
        super().__init__()
        self.width, self.height = size
        self._series = tuple(series)
        self._shown = shown
        self._slot = (self.width - _AXIS) / max(1, len(labels))
        look = style.CHART
        room = self._slot - 0.8 * mm
        self._labels = [
            style.clipped(
                style.wrap(printable(label), look.fontName, look.fontSize, room), _MOST_LABEL_LINES
            )
            for label in labels
        ]
        lines = max(map(len, self._labels), default=1)
        self._bottom = lines * look.leading + 1.2 * mm
        self._room = self.height - self._bottom - _LEGEND
        values = [value for one in series for value in one.values if value is not None]
        self._top = scale_top(max(values, default=0))

    @override
    def draw(self) -> None:
        self._draw_legend()
        self._draw_scale()
        look = style.CHART_CENTER
        for place, lines in enumerate(self._labels):
            left = _AXIS + place * self._slot
            baseline = self._bottom - 1.2 * mm - 0.8 * look.fontSize
            draw_lines(self.canv, lines, look, (left, left + self._slot), baseline)
        self._draw_values()

    @abstractmethod
    def _draw_values(self) -> None:
        """Draw bars or lines over the scale."""

    def _y(self, value: int) -> float:
        return self._bottom + self._room * max(0, value) / self._top

    def _draw_legend(self) -> None:
        look, x = style.CHART, _AXIS
        y = self.height - look.leading
        for one in self._series:
            self._draw_key(one, x, y)
            name = printable(one.name)
            draw_lines(self.canv, [name], look, (x + 6 * mm, self.width), y)
            x += 6 * mm + stringWidth(name, look.fontName, look.fontSize) + 6 * mm

    def _draw_key(self, series: Series, x: float, y: float) -> None:
        self.canv.setFillColor(series.colour)
        self.canv.rect(x, y - 0.3, 4.5 * mm, 2.2 * mm, stroke=0, fill=1)

    def _draw_scale(self) -> None:
        canvas, look = self.canv, style.CHART_RIGHT
        canvas.setLineWidth(0.4)
        for step in range(_STEPS + 1):
            value = self._top * step // _STEPS
            y = self._y(value)
            canvas.setStrokeColor(style.FAINT if step == 0 else _GRID)
            canvas.line(_AXIS, y, self.width, y)
            text = self._shown(value)
            draw_lines(canvas, [text], look, (0, _AXIS - 1.2 * mm), y - 0.35 * look.fontSize)


class BarChart(_Chart):
    """Bars beside each other for each label, with their values above."""

    @override
    def _draw_values(self) -> None:
        canvas, look = self.canv, style.CHART_CENTER
        width = min(self._slot * 0.78 / len(self._series), _WIDEST_BAR)
        before = (self._slot - width * len(self._series)) / 2
        # A bar that stands alone lends its value the room beside it.
        room = self._slot if len(self._series) == 1 else width
        beside = (room - width) / 2
        say = self._fitting(room)
        for number, one in enumerate(self._series):
            for place, value in enumerate(one.values):
                if value is None:
                    continue
                left = _AXIS + place * self._slot + before + number * width
                height = self._y(value) - self._bottom
                canvas.setFillColor(one.colour)
                canvas.rect(left, self._bottom, width, height, stroke=0, fill=1)
                text = say(value)
                if value and _is_fitting(text, room):
                    between = (left - beside - 1, left + width + beside + 1)
                    draw_lines(canvas, [text], look, between, self._bottom + height + 1.2)

    def _fitting(self, room: float) -> Callable[[int], str]:
        """Return how values are said above their bars.

        Where they do not fit, without what all of them have in common: the scale tells the unit.
        """
        texts = [self._shown(v) for one in self._series for v in one.values if v]
        units = {text.partition(" ")[2] for text in texts}
        if len(units) != 1 or all(_is_fitting(text, room) for text in texts):
            return self._shown
        return lambda value: self._shown(value).removeprefix("Rp").partition(" ")[0]


def _is_fitting(text: str, room: float) -> bool:
    look = style.CHART_CENTER
    return stringWidth(text, look.fontName, look.fontSize) <= room - _BETWEEN_VALUES


class LineChart(_Chart):
    """Lines through the values; where a value is missing the line is broken."""

    @override
    def _draw_key(self, series: Series, x: float, y: float) -> None:
        canvas = self.canv
        self._begin(series)
        canvas.line(x, y + 1 * mm, x + 4.5 * mm, y + 1 * mm)
        canvas.setDash()
        canvas.circle(x + 2.25 * mm, y + 1 * mm, _DOT, stroke=0, fill=1)

    @override
    def _draw_values(self) -> None:
        canvas = self.canv
        for one in self._series:
            points = [
                None if value is None else (_AXIS + (place + 0.5) * self._slot, self._y(value))
                for place, value in enumerate(one.values)
            ]
            self._begin(one)
            for before, after in pairwise(points):
                if before is not None and after is not None:
                    canvas.line(*before, *after)
            canvas.setDash()
            for point in points:
                if point is not None:
                    canvas.circle(*point, _DOT, stroke=0, fill=1)

    def _begin(self, series: Series) -> None:
        canvas = self.canv
        canvas.setStrokeColor(series.colour)
        canvas.setFillColor(series.colour)
        canvas.setLineWidth(1.2)
        if series.is_dashed:
            canvas.setDash(3, 2)


def scale_top(most: int) -> int:
    """Return the end of a scale whose four steps are round whole numbers."""
    size = 1
    while True:
        for tenths in _ROUND:
            step, rest = divmod(tenths * size, 10)
            if not rest and step * _STEPS >= most:
                return step * _STEPS
        size *= 10
