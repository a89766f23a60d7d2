"""Pages of a PDF as pictures sharp enough for paper, made without holding up the screen."""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from kube_desktop.ui.printing.printers import Sheet, Stripe
from kube_desktop.ui.tasks import Progress

ResultT = TypeVar("ResultT")
PRINT_DPI: Final = 300
_POINTS_PER_INCH: Final = 72
_MM_PER_POINT: Final = 25.4 / 72
_BAND: Final = 420
_LEAST_STRIPE: Final = 48
_MOST_STRIPE: Final = 96
"""Painting on a printer keeps every other thread waiting: no piece may take long."""
_LOOK_UP_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class _Errand:
    work: Callable[[], Any]
    answer: "Future[Any]"


@dataclass(frozen=True, slots=True)
class _Band:
    pixels: bytes
    width: int
    height: int
    stride: int


class SheetRenderer(QObject):
    """Renders pages for a printing thread.

    PDFium serves one thread only, and the previews on the screen are drawn by this one. So the
    printing thread asks here for one band of a page after the other; in between, this thread goes
    on answering the person.
    """

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def opened(self, pdf: bytes, progress: Progress) -> Iterator["Sheets"]:
        """Open a PDF for printing; called in another thread than this object's.

        Raises:
            CancelledError: When the person cancels meanwhile.

        """
        document = self.ask(lambda: _document(pdf), progress)
        try:
            yield Sheets(self, document, progress)
        finally:
            # Not waited for: at the end of the program nobody may answer any more.
            self._asked.emit(_Errand(document.close, Future()))

    def ask(self, work: Callable[[], ResultT], progress: Progress) -> ResultT:
        """Let this object's thread do something, and wait for it unless the person cancels."""
        answer: Future[ResultT] = Future()
        self._asked.emit(_Errand(work, answer))
        while True:
            progress.check()
            try:
                return answer.result(timeout=_LOOK_UP_S)
            except TimeoutError:
                continue

    @Slot(object)
    def _run(self, errand: _Errand) -> None:
        try:
            errand.answer.set_result(errand.work())
        except Exception as error:  # raised again where the work was asked for
            errand.answer.set_exception(error)


class Sheets:
    """The pages of one opened PDF."""

    def __init__(
        self,
        renderer: SheetRenderer,
        document: Any,  # noqa: ANN401  PDFium has no types
        progress: Progress,
    ) -> None:
        self._renderer = renderer
        self._document = document
        self._progress = progress
        self.sizes_mm = renderer.ask(lambda: _sizes(document), progress)

    def __len__(self) -> int:
        return len(self.sizes_mm)

    def sheet(self, number: int, *, grey: bool) -> Sheet:
        """Return one page in pictures of 300 dots per inch."""
        width_mm, height_mm = self.sizes_mm[number]
        rows = math.ceil(height_mm / _MM_PER_POINT * PRINT_DPI / _POINTS_PER_INCH - 1e-6)
        document, bands = self._document, []
        for top in range(0, rows, _BAND):
            bottom = min(top + _BAND, rows)
            bands.append(
                self._renderer.ask(
                    lambda top=top, bottom=bottom: _band(  # type: ignore[misc]  # bound now
                        document, number, (top, bottom), grey=grey
                    ),
                    self._progress,
                )
            )
        return Sheet(_stripes(bands, grey=grey), rows, width_mm, height_mm)


def combine(pdfs: list[bytes]) -> bytes:
    """Return several PDFs as one, for a preview of everything that will be printed."""
    if len(pdfs) == 1:
        return pdfs[0]
    # Local: reading PDFs costs start-up time that most sessions never need.
    from io import BytesIO  # noqa: PLC0415

    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

    whole = PdfDocument.new()
    for pdf in pdfs:
        part = PdfDocument(pdf)
        whole.import_pages(part)
        part.close()
    target = BytesIO()
    whole.save(target)
    whole.close()
    return target.getvalue()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    document = _document(pdf)
    count = len(document)
    document.close()
    return count


def _document(pdf: bytes) -> Any:  # noqa: ANN401  PDFium has no types
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    return PdfDocument(pdf)


def _sizes(document: Any) -> list[tuple[float, float]]:  # noqa: ANN401  as above
    sizes = (document.get_page_size(number) for number in range(len(document)))
    return [(width * _MM_PER_POINT, height * _MM_PER_POINT) for width, height in sizes]


def _band(
    document: Any,  # noqa: ANN401  as above
    number: int,
    rows: tuple[int, int],
    *,
    grey: bool,
) -> _Band:
    scale = PRINT_DPI / _POINTS_PER_INCH
    page = document[number]
    whole = math.ceil(page.get_height() * scale)
    top, bottom = rows
    # PDFium rounds up what is cut off; a quarter less lands on the pixel that is meant.
    cut_above = max(0.0, top - 0.25) / scale
    cut_below = max(0.0, whole - bottom - 0.25) / scale
    bitmap = page.render(
        scale=scale, crop=(0, cut_below, 0, cut_above), grayscale=grey, prefer_bgrx=not grey
    )
    band = _Band(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    bitmap.close()
    page.close()
    return band


def _stripes(bands: list[_Band], *, grey: bool) -> tuple[Stripe, ...]:
    """Return what is not white, in pieces that a printer takes in a few milliseconds each."""
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
    pixels, stride = b"".join(band.pixels for band in bands), bands[0].stride
    stripes: list[Stripe] = []
    for first, last in inked_rows(pixels, stride, _LEAST_STRIPE):
        for top in range(first, last, _MOST_STRIPE):
            # A row more than it is high: where ink is cut, the pieces overlap and show no seam.
            bottom = min(top + _MOST_STRIPE + 1, last)
            part = pixels[top * stride : bottom * stride]
            image = QImage(part, bands[0].width, bottom - top, stride, form)
            stripes.append(Stripe(top, image.copy()))
    return tuple(stripes)


def inked_rows(pixels: bytes, stride: int, least: int) -> Iterator[tuple[int, int]]:
    """Yield first and last row (excluded) of each inked part; parts begin and end at white rows.

    Args:
        pixels: Rows of pixels; white is 255 in every byte.
        stride: Bytes of a row.
        least: A part is not ended before it has so many rows, unless the page ends.

    """
    white = b"\xff" * stride
    start = last_ink = -1
    for row in range(len(pixels) // stride):
        if pixels[row * stride : (row + 1) * stride] != white:
            start = row if start < 0 else start
            last_ink = row
        elif start >= 0 and row - start >= least:
            yield start, last_ink + 1
            start = -1
    if start >= 0:
        yield start, last_ink + 1
