"""Leaving out of embedded fonts what paper has no use for.

More than half of a subset of Liberation Sans are hints for coarse screens and the texts of its
licence. Without them a BAST is half as large, which counts for a laptop with a slow line.
"""

import struct
from itertools import pairwise
from typing import Final

from reportlab.pdfbase.ttfonts import TTFontMaker

_HINTS: Final = frozenset({"cvt ", "fpgm", "prep"})
_NO_NAMES: Final = struct.pack(">HHH", 0, 0, 6)
_ON_WORDS: Final = 0x0001
_SCALE: Final = 0x0008
_MORE: Final = 0x0020
_TWO_SCALES: Final = 0x0040
_MATRIX: Final = 0x0080
_INSTRUCTED: Final = 0x0100
_HEAD: Final = 10
"""Bytes at the beginning of each glyph: contours and bounding box."""


def without_hints(font: bytes) -> bytes:
    """Return a TrueType font that draws the same letters, without hints and names."""
    tables = tables_of(font)
    (is_long,) = struct.unpack(">h", tables["head"][50:52])
    places = struct.unpack(f">{len(tables['loca']) // (4 if is_long else 2)}"
                           f"{'L' if is_long else 'H'}", tables["loca"])  # fmt: skip
    step = 1 if is_long else 2
    glyphs, starts, length = [], [], 0
    for start, end in pairwise(places):
        glyph = _plain(tables["glyf"][start * step : end * step])
        starts.append(length)
        glyphs.append(glyph + b"\x00" * (-len(glyph) % 4))
        length += len(glyphs[-1])
    starts.append(length)
    tables["glyf"] = b"".join(glyphs)
    tables["loca"] = struct.pack(f">{len(starts)}L", *starts)
    tables["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
    tables["name"] = _NO_NAMES
    made = TTFontMaker()
    for tag, content in tables.items():
        if tag not in _HINTS:
            made.add(tag, content)
    result: bytes = made.makeStream()
    return result


def tables_of(font: bytes) -> dict[str, bytes]:
    """Return the tables of a TrueType font."""
    (count,) = struct.unpack(">H", font[4:6])
    tables = {}
    for number in range(count):
        tag, _, start, length = struct.unpack(">4sLLL", font[12 + 16 * number : 28 + 16 * number])
        tables[tag.decode("ascii")] = font[start : start + length]
    return tables


def _plain(glyph: bytes) -> bytes:
    """Return a glyph without its instructions."""
    if len(glyph) <= _HEAD:
        return glyph
    (contours,) = struct.unpack(">h", glyph[:2])
    if contours < 0:
        return _plain_composite(glyph)
    place = _HEAD + 2 * contours
    (instructions,) = struct.unpack(">H", glyph[place : place + 2])
    return glyph[:place] + b"\x00\x00" + glyph[place + 2 + instructions :]


def _plain_composite(glyph: bytes) -> bytes:
    """Return a glyph made of others; its instructions stand behind them."""
    parts, place, flags = [glyph[:_HEAD]], _HEAD, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack(">H", glyph[place : place + 2])
        length = 4 + (4 if flags & _ON_WORDS else 2)
        length += 2 * bool(flags & _SCALE) + 4 * bool(flags & _TWO_SCALES)
        length += 8 * bool(flags & _MATRIX)
        parts.append(struct.pack(">H", flags & ~_INSTRUCTED))
        parts.append(glyph[place + 2 : place + length])
        place += length
    return b"".join(parts)
