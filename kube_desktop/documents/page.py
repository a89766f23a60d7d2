"""The sheet of paper: sizes, margins, letterhead, running head and small print."""

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError
from typing_extensions import override

from kube_desktop.documents import style
from kube_desktop.documents.content import Imprint, Letterhead
from kube_desktop.documents.drawing import Block, draw_lines
from kube_desktop.documents.foot import CODE_SIDE, EDGE, draw_foot, fitted
from kube_desktop.documents.picture import readable_picture
from kube_desktop.documents.style import printable
from kube_desktop.domain.errors import DomainError


class Paper(Enum):
    """Paper sizes of government offices, width and height in points.

    F4 is 215 × 330 mm. ReportLab has no F4, and its `GOV_LEGAL` is what Windows calls Folio.
    """

    A4 = (210 * mm, 297 * mm)
    F4 = (215 * mm, 330 * mm)

    @property
    def text_width(self) -> float:
        """Width of the text between the margins."""
        return self.value[0] - LEFT - RIGHT


LEFT: Final = 25 * mm
RIGHT: Final = 20 * mm
_TOP: Final = 13 * mm
_FRAMED_TOP: Final = 17 * mm
"""Where the line around a receipt begins: below the mark of a copy."""
_LATER_TOP: Final = 24 * mm
_BOTTOM: Final = 24 * mm
_FIRST_BOTTOM: Final = EDGE + CODE_SIDE + 0.5 * mm

_layout_lock = threading.Lock()
"""ReportLab's text parser and fonts serve one document at a time."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a paper tells about itself, outside its text.

    Attributes:
        title: Title in the file, as the window of a PDF reader shows it.
        author: Office that issues it.
        subject: What kind of paper it is.
        running_head: Small line at the top of the second and later pages.
        imprint: Small print.
        is_framed: Whether a line is drawn around the text, as on a receipt.
        has_code_square: Whether room is kept for the code that proves the paper.
        later_code: Code of a form for the pen; later pages carry it with their number.

    """

    title: str
    author: str
    subject: str
    running_head: str
    imprint: Imprint
    is_framed: bool = False
    has_code_square: bool = True
    later_code: str = ""


_FRAME_INSET: Final = 5 * mm


def text_width(paper: Paper, *, is_framed: bool = False) -> float:
    """Return the width that flowables get."""
    return paper.text_width - (2 * _FRAME_INSET if is_framed else 0)


def lay_out(paper: Paper, sheet: Sheet, story: Callable[[], list[Flowable]]) -> bytes:
    """Return the PDF of a story, the same bytes for the same content.

    The story is a callable, so that its paragraphs are parsed under the same lock as the layout:
    papers may be asked for by several threads.

    Raises:
        DomainError: When something that cannot be parted is higher than a page.

    """
    if not style.fonts_are_registered():
        raise RuntimeError("register_fonts() must be called before any paper is made")
    target = io.BytesIO()
    with _layout_lock:
        document = _Document(target, paper, sheet)
        maker = partial(_NumberedCanvas, paper=paper, sheet=sheet)
        try:
            document.build(story(), canvasmaker=maker)
        except LayoutError as error:
            raise DomainError(
                f"{printable(sheet.title)} tidak dapat disusun: satu bagiannya lebih tinggi "
                "daripada selembar kertas. Persingkat isian yang sangat panjang, lalu coba lagi."
            ) from error
    return target.getvalue()


class _Document(BaseDocTemplate):
    """Page geometry and file properties of every paper."""

    def __init__(self, target: io.BytesIO, paper: Paper, sheet: Sheet) -> None:
        super().__init__(
            target,
            pagesize=paper.value,
            title=printable(sheet.title),
            author=printable(sheet.author),
            subject=printable(sheet.subject),
            creator="KUBE Desktop",
            lang="id-ID",
            displayDocTitle=True,
            printScaling="None",
            invariant=1,
            pageCompression=1,
            initialFontName=style.REGULAR,
            initialFontSize=style.BODY.fontSize,
            initialLeading=style.BODY.leading,
        )
        on_end = _draw_frame if sheet.is_framed else _draw_nothing
        inset = _FRAME_INSET if sheet.is_framed else 0.0
        first_bottom = _FIRST_BOTTOM if sheet.has_code_square else _BOTTOM
        top = _FRAMED_TOP if sheet.is_framed else _TOP
        first = _frame(paper, top, first_bottom, inset)
        later = _frame(paper, _LATER_TOP, _BOTTOM, inset)
        self.addPageTemplates(
            [
                PageTemplate("first", [first], onPageEnd=on_end, autoNextPageTemplate="later"),
                PageTemplate("later", [later], onPageEnd=on_end),
            ]
        )


def _frame(paper: Paper, top: float, bottom: float, inset: float) -> Frame:
    width, height = paper.value
    return Frame(
        LEFT + inset, bottom + inset, width - LEFT - RIGHT - 2 * inset,
        height - top - bottom - 2 * inset,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def _draw_nothing(_canvas: Canvas, _document: BaseDocTemplate) -> None:
    """Papers without a frame."""


def _draw_frame(canvas: Canvas, document: BaseDocTemplate) -> None:
    """Draw the line around a receipt, down to where its text ended."""
    frame: Any = document.frame
    # ReportLab has no public word for where a frame's text ended.
    top, bottom = frame._y2 + _FRAME_INSET, frame._y - _FRAME_INSET  # noqa: SLF001
    canvas.setStrokeColor(style.INK)
    canvas.setLineWidth(1.2)
    canvas.rect(LEFT, bottom, document.pagesize[0] - LEFT - RIGHT, top - bottom)


class _NumberedCanvas(Canvas):
    """Holds the pages back until their number is known, then adds running head and foot."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  passed on as ReportLab calls it
        paper: Paper,
        sheet: Sheet,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self._paper = paper
        self._sheet = sheet
        self._held: list[dict[str, Any]] = []

    @override
    def showPage(self) -> None:
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # left out of the stubs

    @override
    def save(self) -> None:
        for state in self._held:
            self.__dict__.update(state)
            self._draw_furniture(len(self._held))
            super().showPage()
        super().save()

    def _draw_furniture(self, pages: int) -> None:
        width, height = self._paper.value
        between = (LEFT, width - RIGHT)
        number = self.getPageNumber()
        imprint = self._sheet.imprint
        if number > 1:
            head = fitted(printable(self._sheet.running_head), between[1] - between[0])
            draw_lines(self, [head], style.SMALL, between, height - _LATER_TOP + 6 * mm)
            self.setLineWidth(0.4)
            self.line(*_level(between, height - _LATER_TOP + 4.5 * mm))
        if imprint.mark:
            mark = fitted(printable(imprint.mark), between[1] - between[0])
            draw_lines(self, [mark], style.MARK, between, height - EDGE - 2 * mm)
        draw_foot(
            self, imprint, (number, pages), between,
            has_code_square=self._sheet.has_code_square, later_code=self._sheet.later_code,
        )  # fmt: skip


def _level(between: tuple[float, float], y: float) -> tuple[float, float, float, float]:
    return between[0], y, between[1], y


_MOST_HEAD_LINES: Final = 3


class LetterheadBlock(Block):
    """The kop: logo on the left, centred lines, a thick and a thin rule below."""

    _LOGO: Final = 22 * mm
    _RULES: Final = 2.6 * mm

    def __init__(self, letterhead: Letterhead, width: float) -> None:
        super().__init__()
        self.width = width
        self._logo = readable_picture(letterhead.logo) if letterhead.logo else None
        self._side = self._LOGO + 2 * mm if self._logo else 0.0
        inner = width - 2 * self._side
        self._lines: list[tuple[ParagraphStyle, str]] = [
            (look, line)
            for look, text in self._texts(letterhead)
            for line in style.clipped(
                style.wrap(printable(text), look.fontName, look.fontSize, inner), _MOST_HEAD_LINES
            )
        ]
        text_height = sum(look.leading for look, _ in self._lines)
        self._body = max(text_height, self._LOGO if self._logo else 0.0)
        self._drop = (self._body - text_height) / 2
        self.height = self._body + self._RULES + 1.5 * mm

    @staticmethod
    def _texts(letterhead: Letterhead) -> Sequence[tuple[ParagraphStyle, str]]:
        return [
            (style.GOVERNMENT, letterhead.government),
            (style.OFFICE, letterhead.office),
            *((style.CONTACT, line) for line in letterhead.contact_lines),
        ]

    @override
    def draw(self) -> None:
        canvas = self.canv
        if self._logo is not None:
            corner = (0.0, self.height - self._body + (self._body - self._LOGO) / 2)
            self._logo.draw(canvas, corner, (self._LOGO, self._LOGO))
        y = self.height - self._drop
        between = (self._side, self.width - self._side)
        for look, line in self._lines:
            y -= look.leading
            draw_lines(canvas, [line], look, between, y + 0.25 * look.fontSize)
        rule = self.height - self._body - 1.5 * mm
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(2)
        canvas.line(0, rule, self.width, rule)
        canvas.setLineWidth(0.6)
        canvas.line(0, rule - 0.8 * mm, self.width, rule - 0.8 * mm)
