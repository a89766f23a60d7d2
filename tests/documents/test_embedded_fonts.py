"""Embedded fonts draw the same letters without what only screens need."""

import struct
from itertools import pairwise

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from kube_desktop.documents.lean_fonts import without_hints
from kube_desktop.paths import resources

LETTERS = [ord(one) for one in "Berita Acara Serah Terima: 5 × Rp20.000.000 – Éàç"]


@pytest.fixture(params=["Regular", "Bold", "Italic", "BoldItalic"])
def face(request):
    path = resources() / "fonts" / f"LiberationSans-{request.param}.ttf"
    return TTFont(f"Probe-{request.param}", str(path)).face


def tables(font):
    (count,) = struct.unpack(">H", font[4:6])
    found = {}
    for number in range(count):
        tag, _, start, length = struct.unpack(">4sLLL", font[12 + 16 * number : 28 + 16 * number])
        found[tag.decode()] = font[start : start + length]
    return found


def outlines(font):
    """The points of every glyph as drawn by an independent reader."""
    parts = tables(font)
    is_long = struct.unpack(">h", parts["head"][50:52])[0]
    kind, size, step = ("L", 4, 1) if is_long else ("H", 2, 2)
    places = struct.unpack(f">{len(parts['loca']) // size}{kind}", parts["loca"])
    drawn = []
    for start, end in pairwise(places):
        glyph = parts["glyf"][start * step : end * step]
        if len(glyph) < 10:
            drawn.append(b"")
            continue
        (contours,) = struct.unpack(">h", glyph[:2])
        if contours < 0:
            drawn.append(("composite", glyph[2:10], struct.unpack(">H", glyph[12:14])))
            continue
        place = 10 + 2 * contours
        (instructions,) = struct.unpack(">H", glyph[place : place + 2])
        drawn.append((glyph[:place], glyph[place + 2 + instructions :].rstrip(b"\x00")))
    return drawn


def test_the_outlines_stay_and_the_hints_go(face):
    whole = face.makeSubset(LETTERS)
    lean = without_hints(whole)
    assert outlines(lean) == outlines(whole)
    assert not {"cvt ", "fpgm", "prep"} & set(tables(lean))
    assert len(lean) < len(whole) / 2


def test_widths_and_the_map_of_letters_stay(face):
    whole = tables(face.makeSubset(LETTERS))
    lean = tables(without_hints(face.makeSubset(LETTERS)))
    for name in ("hmtx", "hhea", "cmap", "maxp", "OS/2"):
        assert lean[name] == whole[name]


def test_the_same_font_is_the_same_bytes(face):
    assert without_hints(face.makeSubset(LETTERS)) == without_hints(face.makeSubset(LETTERS))
