"""The foot of every page: small print, page number, and the code that proves the paper."""

import re
from functools import lru_cache
from math import isqrt
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.content import Imprint
from kube_desktop.documents.drawing import Block, draw_lines, fill, put, short
from kube_desktop.documents.style import printable
from kube_desktop.domain.proof import page_payload

EDGE: Final = 12.5 * mm
"""Nothing is printed nearer to an edge than 12 mm, where ink-jets cannot reach (ux.md 2.12)."""
CODE_SIDE: Final = 22.5 * mm
"""Square at the lower right of the first page for the code that proves the paper."""
_LATER_CODE_SIDE: Final = 10 * mm
"""Smaller square on the other pages for the code that tells whose page it is."""
_BESIDE: Final = 4 * mm
_RULE: Final = EDGE + 3.4 * mm
_MASK: Final = 3
"""Any mask can be read; looking for the best one takes ten times as long as all the rest."""
_DARK: Final = re.compile(b"\0+")

LABEL: Final = "kode pelacakan, bukan tanda tangan elektronik"


def draw_foot(
    canvas: Canvas,
    imprint: Imprint,
    page: tuple[int, int],
    between: tuple[float, float],
    *,
    has_code_square: bool,
    later_code: str = "",
) -> None:
    """Draw the foot of one page; the first keeps its lower right corner for the code."""
    left, edge = between
    number, pages = page
    is_first = number == 1 and has_code_square
    code, side = _code_of(imprint, page, is_first=is_first)
    if later_code and not code and number > 1:
        code, side = f"{later_code}|{number}", _LATER_CODE_SIDE
    right = edge - (side + _BESIDE if code or is_first else 0)
    if code:
        draw_code(canvas, code, edge, EDGE, side)
    canvas.setStrokeColor(style.FAINT)
    canvas.setLineWidth(0.4)
    canvas.line(left, _RULE, right, _RULE)
    label = f"{LABEL} · " if imprint.proof and not has_code_square else ""
    foot = fitted(f"{_small_print(imprint)}{label}halaman {number} dari {pages}", right - left)
    draw_lines(canvas, [foot], style.SMALL, (left, right), EDGE + 0.6 * mm)
    if is_first and code:
        draw_lines(canvas, [LABEL], style.SMALL_RIGHT, (left, right), _RULE + 1.2 * mm)
        _draw_note(canvas, imprint, (left, right))


def _draw_note(canvas: Canvas, imprint: Imprint, between: tuple[float, float]) -> None:
    look = style.SMALL
    text = printable(imprint.note or "")
    lines = style.wrap(text, look.fontName, look.fontSize, between[1] - between[0])
    top = _RULE + 1.2 * mm + len(lines) * look.leading
    draw_lines(canvas, lines, look, between, top)


def _code_of(imprint: Imprint, page: tuple[int, int], *, is_first: bool) -> tuple[str, float]:
    if is_first:
        return imprint.proof or "", CODE_SIDE
    if imprint.proof and imprint.verification_code and page[0] > 1:
        return page_payload(imprint.verification_code, *page), _LATER_CODE_SIDE
    return "", 0.0


def _small_print(imprint: Imprint) -> str:
    parts = [f"dicetak dari KUBE Desktop {printable(imprint.printed_at or '')}".strip()]
    if imprint.verification_code:
        parts.append(f"kode verifikasi {printable(imprint.verification_code)}")
    return "".join(f"{part} · " for part in parts)


class BesideCode(Block):
    """A block with the code that proves the paper at its right, where the foot has no room."""

    ROOM: Final = CODE_SIDE + _BESIDE

    def __init__(self, block: Flowable, code: str | None, width: float) -> None:
        super().__init__()
        self.width = width
        self._block, self._code = block, code
        self.height = max(block.wrap(width - self.ROOM, 0)[1], CODE_SIDE)

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        parts = self._block.split(self.width - self.ROOM, aH) if aH >= CODE_SIDE else []
        return [BesideCode(parts[0], self._code, self.width), *parts[1:]] if parts else []

    @override
    def draw(self) -> None:
        height = self._block.wrap(self.width - self.ROOM, 0)[1]
        self._block.drawOn(self.canv, 0, self.height - height)
        if self._code:
            draw_code(self.canv, self._code, self.width, self.height - CODE_SIDE, CODE_SIDE)


def draw_code(canvas: Canvas, text: str, right: float, bottom: float, side: float) -> None:
    """Draw a QR code with its lower right corner at a point, without its quiet border."""
    count, path = _path(text)
    fill(canvas, style.INK)
    size = f"{side / count:.4f}"
    put(canvas, f"q {size} 0 0 {size} {short(right - side)} {short(bottom)} cm {path} f Q")


@lru_cache(maxsize=32)
def _path(text: str) -> tuple[int, str]:
    """Return how many modules wide a code is, and rectangles of its dark runs."""
    import zxingcpp  # noqa: PLC0415  only where papers are made

    made = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", dataMask=_MASK
    )
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    content = memoryview(image).tobytes()
    count = isqrt(len(content))
    # One path: where two rectangles touch, no light line may show between them.
    return count, " ".join(
        f"{run.start()} {count - 1 - row} {run.end() - run.start()} 1 re"
        for row in range(count)
        for run in _DARK.finditer(content[row * count : (row + 1) * count])
    )


@lru_cache(maxsize=64)
def fitted(text: str, width: float) -> str:
    """Shorten the middle of a one-line text that is too long, keeping both ends."""
    look = style.SMALL

    def fits(candidate: str) -> bool:
        return stringWidth(candidate, look.fontName, look.fontSize) <= width

    if fits(text):
        return text
    kept, too_many = 1, len(text) // 2 + 1
    while too_many - kept > 1:
        middle = (kept + too_many) // 2
        if fits(f"{text[:middle]}…{text[-middle:]}"):
            kept = middle
        else:
            too_many = middle
    return f"{text[:kept].rstrip()}…{text[-kept:].lstrip()}"
