"""The five dimensions of an evaluation as bars: how it was at the handover, and how it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.style import printable
from kube_desktop.domain.evaluation import points

_ROW: Final = 6.2 * mm
_HEAD: Final = 5.5 * mm
_LABEL: Final = 0.3
_FIGURES: Final = (0.1, 0.11, 0.11)
"""Shares of the columns: most points, at the handover, now."""
_HEADS: Final = ("Bobot", "Awal (T0)", "Kini")
_BAR: Final = 2.1 * mm
_GAP: Final = 1 * mm


@dataclass(frozen=True, slots=True)
class Bar:
    """One dimension: its weight, and what it reached in quarters of a point."""

    label: str
    weight: int
    before: int | None
    now: int | None


class ScoreChart(Block):
    """A row for each dimension with its points as figures and as bars, and the sum below.

    The figures stand beside the bars, so that nothing is told by length or grey alone.
    """

    def __init__(self, bars: Sequence[Bar], width: float, *, is_blank: bool) -> None:
        super().__init__()
        self.width = width
        self._bars = bars
        self._is_blank = is_blank
        self.height = _HEAD + (len(bars) + 1) * _ROW

    @override
    def draw(self) -> None:
        canvas = self.canv
        x = [0.0, _LABEL * self.width]
        for share in _FIGURES:
            x.append(x[-1] + share * self.width)
        y = self.height - _HEAD
        for head, left, right in zip(_HEADS, x[1:], x[2:], strict=False):
            draw_lines(canvas, [head], style.HEAD, (left, right), y + 1.6 * mm)
        draw_lines(canvas, ["Nilai tiap dimensi"], style.CELL_BOLD, (0, x[1]), y + 1.6 * mm)
        key = "garis: awal (T0)    arsiran gelap: kini"
        draw_lines(canvas, [key], style.ASKED, (x[4] + 3 * mm, self.width), y + 1.6 * mm)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        canvas.line(0, y, self.width, y)
        for bar in self._bars:
            y -= _ROW
            self._draw_row(bar, x, y)
        canvas.line(0, y, self.width, y)
        self._draw_figures("Jumlah (persen)", self._total(), x, y - _ROW)

    def _total(self) -> tuple[int, int | None, int | None]:
        before = [bar.before for bar in self._bars if bar.before is not None]
        now = [bar.now for bar in self._bars if bar.now is not None]
        return (
            sum(bar.weight for bar in self._bars),
            sum(before) if before else None,
            sum(now) if now else None,
        )

    def _draw_row(self, bar: Bar, x: Sequence[float], y: float) -> None:
        canvas = self.canv
        self._draw_figures(bar.label, (bar.weight, bar.before, bar.now), x, y)
        left, room = x[4] + 3 * mm, self.width - x[4] - 3 * mm
        canvas.setStrokeColor(style.FAINT)
        canvas.setLineWidth(0.3)
        canvas.rect(left, y + _GAP, room, 2 * _BAR)
        share = room / (4 * bar.weight)
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(style.HAIRLINE)
        if bar.before:
            canvas.rect(left, y + _GAP + _BAR, bar.before * share, _BAR)
        if bar.now:
            canvas.setFillColor(style.FAINT)
            canvas.rect(left, y + _GAP, bar.now * share, _BAR, fill=1)

    def _draw_figures(
        self, label: str, figures: tuple[int, int | None, int | None], x: Sequence[float], y: float
    ) -> None:
        weight, before, now = figures
        baseline = y + 0.5 * _ROW - 3
        look = style.DENSE if label.startswith("Jumlah") else style.CELL
        lines = style.wrap(printable(label), look.fontName, look.fontSize, x[1] - 2 * mm)[:2]
        top = baseline + (len(lines) - 1) * look.leading / 2
        draw_lines(self.canv, lines, look, (0, x[1]), top)
        texts = (
            str(weight),
            "–" if before is None else points(before),
            ("……" if self._is_blank else "–") if now is None else points(now),
        )
        for text, left, right in zip(texts, x[1:], x[2:], strict=False):
            draw_lines(self.canv, [text], style.SMALL_CELL_CENTER, (left, right), baseline)
