"""What blocks with a fixed size have in common, and drawing lines of text."""

from collections.abc import Sequence

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override


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
    canvas.setFont(look.fontName, look.fontSize)
    canvas.setFillColor(look.textColor)
    left, right = between
    for line in lines:
        if look.alignment == TA_RIGHT:
            canvas.drawRightString(right, baseline, line)
        elif look.alignment == TA_CENTER:
            canvas.drawCentredString((left + right) / 2, baseline, line)
        else:
            canvas.drawString(left, baseline, line)
        baseline -= look.leading
