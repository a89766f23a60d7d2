"""Opening photos, scans of several pages and PDF files into pages, within bounds of memory."""

import io
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kube_desktop.domain.errors import DomainError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES: Final = 300
MAX_FILE: Final = 120_000_000
"""Bytes of a file that is opened: a stack of 300 pages in colour stays below."""
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
_LONG_SIDE: Final = 4000
"""A longer picture is made smaller: 340 dots per inch of a sheet show every code."""
_MAX_PIXELS: Final = {"JPEG": 60_000_000, "MPO": 60_000_000, "WEBP": 15_000_000}
_MAX_PIXELS_ELSE: Final = 42_000_000
"""As many as a sheet of F4 has at 600 dots per inch; services/attachments tells what they cost."""
_MAX_PIXELS_CLEAR: Final = 15_000_000
"""Of a picture that can be seen through, which costs four times as much."""
_PDF_DPI: Final = 220
_PDF_PIXELS: Final = 12_000_000

UNREADABLE: Final = (
    "Berkas ini bukan foto, pindaian, atau PDF yang dapat dibaca. Pilih JPG, PNG, TIFF, atau PDF."
)
TOO_LARGE: Final = "Gambar ini terlalu besar untuk dibuka. Kecilkan atau pindai pada 300 dpi."
TOO_HEAVY: Final = "Berkas ini terlalu besar; paling besar 120 MB. Bagi menjadi beberapa berkas."
TOO_MANY: Final = f"Berkas ini lebih dari {MAX_PAGES} halaman. Bagi menjadi beberapa berkas."
LOCKED: Final = "PDF ini terkunci sandi. Simpan tanpa sandi, lalu masukkan lagi."
HEIC: Final = "Foto HEIC dari iPhone belum dapat dibaca. Simpan sebagai JPG, lalu masukkan lagi."


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a file.

    Attributes:
        number: Which page, from 0.
        picture: As it lies in the file, in colour or grey, `_LONG_SIDE` long at the most.

    """

    number: int
    picture: "Image"


def pages_of(content: bytes) -> Iterator[ScannedPage]:
    """Return the pages of a file one after the other; only one is held at a time.

    Raises:
        DomainError: When it is no picture or PDF, damaged, locked, or too large.

    """
    if len(content) > MAX_FILE:
        raise DomainError(TOO_HEAVY)
    if b"%PDF-" in content[:1024]:
        yield from _pdf_pages(content)
    elif content[4:8] == b"ftyp" and content[8:11] in {b"hei", b"mif", b"hev"}:
        raise DomainError(HEIC)
    else:
        yield from _frames(content)


def _frames(content: bytes) -> Iterator[ScannedPage]:
    from PIL import Image, ImageOps  # noqa: PLC0415  heavy; only when reading

    with _told(Image.DecompressionBombError):
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    with picture:
        count = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
        if count > MAX_PAGES:
            raise DomainError(TOO_MANY)
        for number in range(count):
            with _told(Image.DecompressionBombError):
                if count > 1:
                    picture.seek(number)
                _must_fit(picture)
                picture.draft("RGB", (_LONG_SIDE, _LONG_SIDE))
                turned = picture.getexif().get(0x0112, 1)
                frame = _fitted(picture)
                frame.getexif()[0x0112] = turned if isinstance(turned, int) else 1
                upright = ImageOps.exif_transpose(frame)
            yield ScannedPage(number, upright)


@contextmanager
def _told(bomb: type[Exception]) -> Iterator[None]:
    """Turn whatever a damaged or hostile picture makes Pillow raise into a sentence."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except bomb as error:
        raise DomainError(TOO_LARGE) from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        TypeError,
        LookupError,
        EOFError,
        MemoryError,
    ) as error:
        raise DomainError(UNREADABLE) from error


def _must_fit(picture: "Image") -> None:
    most = _MAX_PIXELS.get(picture.format or "", _MAX_PIXELS_ELSE)
    if picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        most = min(most, _MAX_PIXELS_CLEAR)
    if picture.width * picture.height > most:
        raise DomainError(TOO_LARGE)


def _fitted(picture: "Image") -> "Image":
    """Return a picture in grey or RGB, on white where it can be seen through, and not too long."""
    from PIL import Image  # noqa: PLC0415

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        plain = Image.new("RGB", clear.size, "white")
        plain.paste(clear, mask=clear.getchannel("A"))
    elif picture.mode in {"RGB", "L"}:
        plain = picture  # a copy of the same kind would hold it twice
    elif picture.mode == "1":
        plain = picture.convert("L")
    elif picture.mode.startswith(("I", "F")):  # sixteen bits of grey for each pixel
        plain = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    else:
        plain = picture.convert("RGB")
    longest = max(plain.size)
    if longest > _LONG_SIDE:
        plain = plain.reduce(-(-longest // _LONG_SIDE))
    return plain.copy() if plain is picture else plain


def _pdf_pages(content: bytes) -> Iterator[ScannedPage]:
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise DomainError(LOCKED if is_locked else UNREADABLE) from error
    with closing(document):
        if len(document) > MAX_PAGES:
            raise DomainError(TOO_MANY)
        for number in range(len(document)):
            try:
                picture = _rendered(document, number)
            except (PdfiumError, ValueError, MemoryError) as error:
                raise DomainError(UNREADABLE) from error
            yield ScannedPage(number, picture)


def _rendered(document: Any, number: int) -> "Image":  # noqa: ANN401  untyped library
    page = document[number]
    try:
        width, height = page.get_size()
        scale = _PDF_DPI / 72
        scale *= min(1.0, (_PDF_PIXELS / max(width * height * scale**2, 1.0)) ** 0.5)
        scale *= min(1.0, _LONG_SIDE / max(width * scale, height * scale, 1.0))
        with closing(page.render(scale=scale)) as bitmap:
            picture: Image = bitmap.to_pil().convert("RGB").copy()
        return picture
    finally:
        page.close()
