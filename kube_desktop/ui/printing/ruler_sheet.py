"""The test sheet: rulers and corner marks that show whether a printer keeps to life size."""

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPdfWriter, QPen

from kube_desktop.domain.papers import PaperSize
from kube_desktop.ui.printing.printers import page_size

RULER_MM: Final = 100
MARK_FROM_EDGE_MM: Final = 15
_MARK_MM: Final = 10
_APART_MM: Final = 15
_DPI: Final = 600
_SIZES: Final = {PaperSize.A4: (210.0, 297.0), PaperSize.F4: (215.0, 330.0)}
_MM: Final = _DPI / 25.4


def paper_mm(size: PaperSize) -> tuple[float, float]:
    """Return width and height of a sheet in millimetres."""
    return _SIZES[size]


def ruler_sheet(size: PaperSize, title: str, lines: list[str]) -> bytes:
    """Return the test sheet as PDF: two rulers of 100 mm, and a mark 15 mm from each corner.

    Args:
        size: On which sheet.
        title: Its heading.
        lines: What to measure and what to do with it, one line each.

    """
    width, height = paper_mm(size)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("KUBE Desktop")
    writer.setResolution(_DPI)
    writer.setPageSize(page_size(width, height))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    pen = QPen(Qt.GlobalColor.black)
    pen.setWidthF(0.25 * _MM)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    _draw_corners(painter, width, height)
    _draw_rulers(painter, width, height)
    _write(painter, width, title, lines)
    painter.end()
    pdf = bytes(buffer.data().data())
    buffer.close()
    return pdf


def _line(painter: QPainter, x1: float, y1: float, x2: float, y2: float) -> None:
    painter.drawLine(QLineF(QPointF(x1 * _MM, y1 * _MM), QPointF(x2 * _MM, y2 * _MM)))


def _draw_corners(painter: QPainter, width: float, height: float) -> None:
    edge = MARK_FROM_EDGE_MM
    for x, inward in ((edge, 1), (width - edge, -1)):
        for y, down in ((edge, 1), (height - edge, -1)):
            _line(painter, x, y, x + inward * _MARK_MM, y)
            _line(painter, x, y, x, y + down * _MARK_MM)


def _draw_rulers(painter: QPainter, width: float, height: float) -> None:
    left, top = (width - RULER_MM) / 2, height / 2 - 65
    # Apart from each other: a tick of one must not lengthen the line of the other.
    below = top + _APART_MM
    _line(painter, left, top, left + RULER_MM, top)
    _line(painter, left, below, left, below + RULER_MM)
    for at in range(RULER_MM + 1):
        tick = 6 if at % 10 == 0 else 4 if at % 5 == 0 else 2.5
        _line(painter, left + at, top, left + at, top - tick)
        _line(painter, left, below + at, left - tick, below + at)
    painter.setFont(_font(8))
    for at in range(0, RULER_MM + 1, 10):
        above = QRectF((left + at - 6) * _MM, (top - 11) * _MM, 12 * _MM, 4.5 * _MM)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(at))
        beside = QRectF((left - 17) * _MM, (below + at - 2.5) * _MM, 10 * _MM, 5 * _MM)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(beside, side, str(at))


def _write(painter: QPainter, width: float, title: str, lines: list[str]) -> None:
    painter.setFont(_font(16, bold=True))
    room = QRectF(25 * _MM, 30 * _MM, (width - 50) * _MM, 12 * _MM)
    painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, title)
    painter.setFont(_font(10.5))
    top = 44.0
    for line in lines:
        room = QRectF(30 * _MM, top * _MM, (width - 60) * _MM, 7 * _MM)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, line)
        top += 7


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPointSizeF(points)
    font.setBold(bold)
    return font
