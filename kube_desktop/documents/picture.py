"""Pictures in papers, made ready for a file once and drawn in as many papers as need them."""

import hashlib
import io
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kube_desktop.documents.drawing import put, short
from kube_desktop.documents.paper_font import Ready

_AS_THEY_ARE: Final = {"RGB": b"DeviceRGB", "L": b"DeviceGray"}
_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a part of a file.

    Attributes:
        name: Of its content, so that a paper holds the same picture once.
        head: Its beginning; `%d` stands for the number of the mask if it has one.
        pixels: The rest of it.
        mask: What of it can be seen through; empty when nothing.

    """

    name: str
    width: int
    height: int
    head: bytes
    pixels: bytes
    mask: bytes = b""

    def draw(self, canvas: Canvas, corner: tuple[float, float], room: tuple[float, float]) -> None:
        """Draw it as large as fits into the room above and right of a corner, in its middle."""
        own: Any = canvas
        document = own._doc  # noqa: SLF001  as ReportLab's own drawImage does
        known = document.getXObjectName(self.name)
        if known not in document.idToObject:
            references: tuple[str, ...] = ()
            if self.mask:
                references = (f"{known}.mask",)
                document.Reference(Ready(self.mask), *references)
            document.Reference(Ready(self.head, *references, rest=self.pixels), known)
        scale = min(room[0] / self.width, room[1] / self.height)
        width, height = self.width * scale, self.height * scale
        x, y = corner[0] + (room[0] - width) / 2, corner[1] + (room[1] - height) / 2
        place = " ".join(map(short, (width, 0, 0, height, x, y)))
        put(canvas, f"q {place} cm /{known} Do Q")
        own._formsinuse.append(self.name)  # noqa: SLF001
        own._currentPageHasImages = 1  # noqa: SLF001


@lru_cache(maxsize=8)
def readable_picture(content: bytes) -> Picture | None:
    """Return a picture ready to draw, or None when its bytes are not a picture."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            name = hashlib.sha256(content).hexdigest()[:16]
            space = _AS_THEY_ARE.get(image.mode)
            if image.format == "JPEG" and space is not None:  # goes into the file as it is
                head, pixels = _part(image, space, b"DCTDecode", content)
                return Picture(name, image.width, image.height, head, pixels)
            image.load()
            return _packed(name, image)
    except Exception:  # the libraries raise many kinds
        return None


def _packed(name: str, image: Image.Image) -> Picture:
    mask, entry = b"", b""
    if image.mode in {"LA", "RGBA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        mask = b"".join(_flat(alpha, b"DeviceGray"))
        entry = b" /SMask %d 0 R"
    plain = image if image.mode == "L" else image.convert("RGB")
    head, pixels = _flat(plain, _AS_THEY_ARE[plain.mode], entry)
    return Picture(name, image.width, image.height, head, pixels, mask)


def _flat(image: Image.Image, space: bytes, entry: bytes = b"") -> tuple[bytes, bytes]:
    packed = zlib.compress(image.tobytes(), _LEVEL)
    return _part(image, space, b"FlateDecode", packed, entry)


def _part(
    image: Image.Image, space: bytes, packing: bytes, pixels: bytes, entry: bytes = b""
) -> tuple[bytes, bytes]:
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s"
    head += b" /BitsPerComponent 8 /Filter /%s /Length %d"
    head %= (image.width, image.height, space, packing, len(pixels))
    return head + entry + b" >>\nstream\n", pixels + b"\nendstream"
