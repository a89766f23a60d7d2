"""Measuring rulers in pictures of printed pages, in pixels and so in millimetres."""

from collections.abc import Iterable
from dataclasses import dataclass

_MM_PER_INCH = 25.4
_DARK = bytes(1 if grey < 128 else 0 for grey in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulers:
    """What was measured on one page, in millimetres from edge to edge of the ink.

    Attributes:
        across: Length of the longest level line.
        down: Length of the longest upright line.
        left: From the left edge of the paper to the level line.
        top: From the upper edge of the paper to the level line.
        width: Of the paper.
        height: Of the paper.

    """

    across: float
    down: float
    left: float
    top: float
    width: float
    height: float


def measure(grey: bytes, stride: int, width: int, dpi: float) -> Rulers:
    """Measure the rulers of a page.

    Args:
        grey: Rows of pixels, one byte each, 255 is white.
        stride: Bytes of a row.
        width: Pixels of a row.
        dpi: Pixels of an inch.

    """
    ink = grey.translate(_DARK)
    rows = len(ink) // stride
    across, top, left = _longest(ink[at * stride : at * stride + width] for at in range(rows))
    down, _, _ = _longest(ink[at : rows * stride : stride] for at in range(width))
    mm = _MM_PER_INCH / dpi
    return Rulers(
        across=across * mm, down=down * mm, left=left * mm, top=top * mm, width=width * mm,
        height=rows * mm,
    )  # fmt: skip


def _longest(lines: Iterable[bytes]) -> tuple[int, int, int]:
    """Return the length of the longest run of ink, its line, and where it begins there."""
    best = (0, 0, 0)
    for number, line in enumerate(lines):
        if b"\1" not in line:
            continue
        run = max(line.split(b"\0"), key=len)
        if len(run) > best[0]:
            best = (len(run), number, line.index(run))
    return best
