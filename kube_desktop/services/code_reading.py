"""Finding the codes of our papers on photos, scans and PDF pages; nothing leaves the computer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import thread_time
from typing import TYPE_CHECKING, Final

from kube_desktop.domain.proof import MARK
from kube_desktop.services.scanned_pages import pages_of

if TYPE_CHECKING:
    from PIL.Image import Image

PATIENCE_S: Final = 2.0
"""Computing time for a page on which no code shows at once; a busy computer reads no worse."""
_SHORT_SIDE: Final = 2600
"""Below this length a picture is also looked at in double size."""
_CONTRAST: Final = 40
"""Below this span of grey there is no code, not even a pale one."""
_ANGLES: Final = (45, 20, -20)
"""Turns in which a blurred code is found that is not in the direction of the pixels."""


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


def read_codes(
    content: bytes, *, is_cancelled: Callable[[], bool] = lambda: False
) -> list[FoundCode]:
    """Return the codes of our papers on a picture, a scan of several pages, or a PDF.

    Args:
        content: The bytes of the file.
        is_cancelled: Asked between pages and attempts; what was found until then is returned.

    Raises:
        DomainError: When the file is none of these, damaged, or too large.

    """
    found: list[FoundCode] = []
    for page in pages_of(content):
        if is_cancelled():
            break
        found += [
            FoundCode(text, page.number, turned)
            for text, turned in codes_on(page.picture, is_cancelled=is_cancelled)
        ]
    return found


def codes_on(
    picture: "Image",
    *,
    marks: tuple[str, ...] = (MARK,),
    patience: float = PATIENCE_S,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[tuple[str, int]]:
    """Return text and turn of every code on one picture that begins with one of our marks.

    The picture is looked at as it is, then in other sizes, contrasts, parts and directions, until
    a code shows or patience ends.
    """
    end = thread_time() + patience
    grey = picture.convert("L")
    if _is_blank(grey):
        return []
    for attempt, turn in _attempts(grey):
        found = {
            text: (orientation + turn) % 360
            for text, orientation in _read(attempt)
            if text.startswith(marks)
        }
        if found:
            return list(found.items())
        if thread_time() > end or is_cancelled():
            break
    return []


def _is_blank(page: "Image") -> bool:
    """Tell whether nothing is on a page, as on the backs that a feeder scans too."""
    lightest, darkest = page.reduce(4).getextrema()[::-1]
    return isinstance(lightest, int) and isinstance(darkest, int) and lightest - darkest < _CONTRAST


def _attempts(page: "Image") -> "Iterator[tuple[Image, int]]":
    """Return a picture in the ways in which codes are found, the likeliest first."""
    from PIL import Image, ImageFilter, ImageOps  # noqa: PLC0415  heavy; only when reading

    yield page, 0
    width, height = page.size
    is_small = max(width, height) < _SHORT_SIDE
    if is_small:
        yield page.resize((width * 2, height * 2), Image.Resampling.BICUBIC), 0
    else:
        yield page.reduce(2), 0
    even = ImageOps.autocontrast(page, cutoff=2)
    yield even.filter(ImageFilter.GaussianBlur(1.2)), 0
    yield even.filter(ImageFilter.MedianFilter(3)), 0
    yield even.filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=2)), 0
    yield from ((part, 0) for part in _parts(page))
    for angle in _ANGLES:
        # Turned counter-clockwise here, so that what is found there is turned back as much less.
        yield page.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255), angle


def _parts(page: "Image") -> "Iterator[Image]":
    """Return overlapping quarters enlarged and sharpened; our codes stand at the lower right."""
    from PIL import Image, ImageFilter, ImageOps  # noqa: PLC0415

    width, height = page.size
    across, down = width * 3 // 5, height * 3 // 5
    factor = 2 if max(width, height) < _SHORT_SIDE else 1
    for left in (width - across, 0):
        for top in (height - down, 0):
            part = ImageOps.autocontrast(page.crop((left, top, left + across, top + down)), 1)
            if factor > 1:
                part = part.resize((across * factor, down * factor), Image.Resampling.BICUBIC)
            yield part.filter(ImageFilter.UnsharpMask(radius=2 * factor, percent=150, threshold=0))


def _read(page: "Image") -> Iterator[tuple[str, int]]:
    import zxingcpp  # noqa: PLC0415  only when reading

    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for one in zxingcpp.read_barcodes(page, formats=only):
        if one.valid:
            yield one.text, round(one.orientation)
