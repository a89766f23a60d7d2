"""Making clean pages look as scanners and telephones see them, from a seed."""

import io
import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdfium2 import PdfDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiling:
    """What happens to one page on its way back.

    Attributes:
        dpi: Dots per inch of the sheet.
        angle: How it is turned, in degrees.
        slant: How far the camera stood from upright, as a share of the width.
        blur: Radius in pixels.
        noise: Spread of the grain, of 255.
        quality: Of the JPEG.
        shadow: How dark the darkest corner is, 0 to 1.
        has_fold: Whether a crease runs through it.

    """

    dpi: int = 200
    angle: float = 0.0
    slant: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 85
    shadow: float = 0.0
    has_fold: bool = False


def scanner(rng: Random) -> Spoiling:
    """Return what a cheap flat scanner does: a little slant, any of four directions."""
    return Spoiling(
        dpi=rng.choice((150, 200, 200, 300)),
        angle=rng.choice((0, 0, 90, 180, 270)) + rng.uniform(-3, 3),
        blur=rng.uniform(0, 0.7),
        noise=rng.uniform(0, 14),
        quality=rng.choice((40, 60, 75, 85)),
        has_fold=rng.random() < 0.3,
    )


def telephone(rng: Random) -> Spoiling:
    """Return what a photo on a table looks like: turned, slanted, grainy, in a shadow."""
    return Spoiling(
        dpi=rng.choice((170, 200, 240)),
        angle=rng.choice((0, 0, 90, 180, 270)) + rng.uniform(-20, 20),
        slant=rng.uniform(0, 0.08),
        blur=rng.uniform(0, 1.1),
        noise=rng.uniform(0, 22),
        quality=rng.choice((35, 55, 75)),
        shadow=rng.uniform(0, 0.6),
        has_fold=rng.random() < 0.4,
    )


def rendered(pdf: bytes, page: int, dpi: int) -> Image.Image:
    """Return one page of a PDF as a clean picture in colour."""
    document = PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB").copy()
    finally:
        document.close()


def spoiled(page: Image.Image, how: Spoiling, rng: Random) -> Image.Image:
    """Return a page as it comes back."""
    table = (118, 92, 70) if how.slant else (255, 255, 255)
    picture = _slanted(page, how.slant, table, rng)
    if how.has_fold:
        _fold(picture, rng)
    if how.angle:
        picture = picture.rotate(how.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=table)
    if how.shadow:
        picture = ImageChops.multiply(picture, _shadow(picture.size, how.shadow, rng))
    if how.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(how.blur))
    if how.noise:
        picture = _grainy(picture, how.noise, rng)
    return picture


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return the bytes a scanner or telephone would keep."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def as_pages(pictures: list[Image.Image], kind: str) -> bytes:
    """Return several pages in one file, PDF or TIFF, as a feeder makes it."""
    buffer = io.BytesIO()
    first, *others = [one.copy() for one in pictures]  # a saved one remembers how
    first.save(buffer, kind, save_all=True, append_images=others, resolution=200)
    return buffer.getvalue()


def _slanted(
    page: Image.Image, slant: float, table: tuple[int, int, int], rng: Random
) -> Image.Image:
    if not slant:
        return page
    width, height = page.size
    border = round(width * 0.1)
    wide = Image.new("RGB", (width + 2 * border, height + 2 * border), table)
    wide.paste(page, (border, border))
    shift = [rng.uniform(0, slant) * width for _ in range(8)]
    right, bottom = wide.size
    corners = (
        shift[0], shift[1], shift[2], bottom - shift[3],
        right - shift[4], bottom - shift[5], right - shift[6], shift[7],
    )  # fmt: skip
    return wide.transform(
        wide.size, Image.Transform.PERSPECTIVE, _perspective(wide.size, corners),
        Image.Resampling.BICUBIC, fillcolor=table,
    )  # fmt: skip


def _perspective(size: tuple[int, int], corners: tuple[float, ...]) -> tuple[float, ...]:
    """Return the eight numbers that map the corners of a picture to other points."""
    width, height = size
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(
        ((0, 0), (0, height), (width, height), (width, 0)),
        zip(corners[::2], corners[1::2], strict=True),
        strict=True,
    ):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return tuple(_solved(rows))


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve linear equations, the right side last in each row (Gauss and Jordan)."""
    count = len(rows)
    for at in range(count):
        pivot = max(range(at, count), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for row in range(count):
            if row != at:
                factor = rows[row][at]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _fold(picture: Image.Image, rng: Random) -> None:
    draw = ImageDraw.Draw(picture, "RGBA")
    width, height = picture.size
    level = height * rng.uniform(0.3, 0.97)
    tilt = width * rng.uniform(-0.02, 0.02)
    thick = max(2, width // 500)
    draw.line((0, level, width, level + tilt), fill=(90, 90, 90, 110), width=thick)
    draw.line(
        (0, level + thick, width, level + thick + tilt), fill=(255, 255, 255, 140), width=thick
    )


def _shadow(size: tuple[int, int], darkest: float, rng: Random) -> Image.Image:
    direction = rng.uniform(0, 2 * math.pi)
    small = Image.new("L", (32, 32))
    for x in range(32):
        for y in range(32):
            along = (x - 16) * math.cos(direction) + (y - 16) * math.sin(direction)
            share = min(1.0, max(0.0, (along + 22) / 44))
            small.putpixel((x, y), round(255 * (1 - darkest * share)))
    return small.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def _grainy(picture: Image.Image, spread: float, rng: Random) -> Image.Image:
    """Return a picture with grain; a tile of it, moved about by the seed, serves for all."""
    tile = Image.frombytes("L", (256, 256), rng.randbytes(65536))
    tile = tile.point(lambda value: round(128 + (value - 128) * spread * 1.7 / 128))
    grain = Image.new("L", picture.size)
    for left in range(0, picture.width, 256):
        for top in range(0, picture.height, 256):
            grain.paste(tile, (left, top))
    return ImageChops.add(picture, grain.convert("RGB"), 1, -128)
