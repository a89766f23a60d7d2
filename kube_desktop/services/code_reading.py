"""Finding the codes of our papers on photos, scans and PDF pages; nothing leaves the computer."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.proof import MARK

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
_MOST_PIXELS: Final = 80_000_000
_MOST_PAGES: Final = 300
_LONG_SIDE: Final = 5000
_PDF_DPI: Final = (200, 300)

UNREADABLE: Final = (
    "Berkas ini bukan foto, scan, atau PDF yang dapat dibaca. Pilih JPG, PNG, TIFF, atau PDF."
)
TOO_LARGE: Final = "Gambar ini terlalu besar untuk dibaca. Kecilkan dulu, atau foto bagian kodenya."


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code of ours that was found.

    Attributes:
        payload: Its text, of a whole paper or of a later page; not verified yet.
        page: On which page of the file, from 0.
        turned: By how many degrees the page is turned, so that it can be stored upright.

    """

    payload: str
    page: int
    turned: int = 0


def read_codes(content: bytes) -> list[FoundCode]:
    """Return the codes of our papers on a picture, a scan of several pages, or a PDF.

    Raises:
        DomainError: When the file is none of these, damaged, or too large.

    """
    found: list[FoundCode] = []
    for number, page in enumerate(pages_of(content)):
        found += [FoundCode(text, number, turned) for text, turned in codes_on(page)]
    return found


def codes_on(page: "Image") -> list[tuple[str, int]]:
    """Return text and turn of every code of ours on one upright or turned picture."""
    for attempt in _attempts(page):
        found = {text: turned for text, turned in _read(attempt) if text.startswith(MARK)}
        if found:
            return list(found.items())
    return []


def pages_of(content: bytes) -> "Iterator[Image]":
    """Return the pages of a file as grey pictures, one after the other.

    Raises:
        DomainError: When it is no picture or PDF, damaged, or too large.

    """
    if content[:1024].lstrip().startswith(b"%PDF"):
        yield from _pdf_pages(content)
    else:
        yield from _frames(content)


def _frames(content: bytes) -> "Iterator[Image]":
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415  heavy; only when reading

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise DomainError(TOO_LARGE)
            picture.draft("L", (_LONG_SIDE, _LONG_SIDE))
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number == _MOST_PAGES:
                    break
                if frame.width * frame.height > _MOST_PIXELS:
                    raise DomainError(TOO_LARGE)
                yield ImageOps.exif_transpose(_grey(frame))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DomainError(UNREADABLE) from error


def _grey(frame: "Image") -> "Image":
    if frame.mode in {"RGBA", "LA", "PA", "P"}:  # what can be seen through is paper
        from PIL import Image  # noqa: PLC0415

        clear = frame.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("L")
    return frame.convert("L")


def _pdf_pages(content: bytes) -> "Iterator[Image]":
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        raise DomainError(UNREADABLE) from error
    with closing(document):
        for number in range(min(len(document), _MOST_PAGES)):
            yield _rendered(document, number)


def _rendered(document: Any, number: int) -> "Image":  # noqa: ANN401  untyped library
    page = document[number]
    try:
        width, height = page.get_size()
        pixels = max(width * height * (_PDF_DPI[0] / 72) ** 2, 1.0)
        scale = _PDF_DPI[0] / 72 * min(1.0, (_MOST_PIXELS / 2 / pixels) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        picture: Image = bitmap.to_pil().convert("L").copy()
        bitmap.close()
        return picture
    finally:
        page.close()


def _attempts(page: "Image") -> "Iterator[Image]":
    """Return a picture in the ways in which codes are found, the quickest first."""
    from PIL import ImageFilter, ImageOps  # noqa: PLC0415

    yield page
    width, height = page.size
    if max(width, height) < 2600:
        yield page.resize((width * 2, height * 2))
    else:
        yield page.resize((width // 2, height // 2))
    even = ImageOps.autocontrast(page, cutoff=2)
    yield even.filter(ImageFilter.GaussianBlur(1))
    yield even.filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=2))
    yield from _parts(page)


def _parts(page: "Image") -> "Iterator[Image]":
    """Return overlapping quarters at twice the size: a code is small on a photo of a table."""
    width, height = page.size
    if width * height > 24_000_000:
        return
    half = (width * 3 // 5, height * 3 // 5)
    for left in (width - half[0], 0):
        for top in (height - half[1], 0):
            part = page.crop((left, top, left + half[0], top + half[1]))
            yield part.resize((half[0] * 2, half[1] * 2))


def _read(page: "Image") -> Iterator[tuple[str, int]]:
    import zxingcpp  # noqa: PLC0415  only when reading

    for one in zxingcpp.read_barcodes(page, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        if one.valid:
            yield one.text, round(one.orientation)
