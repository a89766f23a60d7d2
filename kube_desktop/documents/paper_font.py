"""Fonts of papers: one byte a letter, and parts of files that many papers share ready-made.

ReportLab numbers the letters of a font anew in each document, one by one in Python, and makes and
compresses a file of just those letters each time. Here letters have the same number in every paper
(Windows-1252, which PDF readers know), and a file holds the letters that nearly every paper needs
plus those of this one, so that the papers of a batch mostly share the very same bytes.
"""

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFont, TTFontMaker, makeToUnicodeCMap
from typing_extensions import override

from kube_desktop.documents.lean_fonts import tables_of, without_hints

_Document: TypeAlias = Any
_Face: TypeAlias = Any
"""ReportLab's document and font face; both have no useful types."""

_PAGE: Final = "cp1252"
_FIRST: Final = 32
_NONSYMBOLIC: Final = 1 << 5
_SYMBOLIC: Final = 1 << 2
_IN_OTHERS: Final = 223
_SPACE: Final = 32
_NEEDED: Final = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
_LEVEL: Final = 9


class Ready(PDFObject):
    """A part of a file that is already written, but for the numbers of parts it points to."""

    def __init__(self, content: bytes, *references: str, rest: bytes = b"") -> None:
        self._content = content
        self._references = references
        self._rest = rest

    def format(self, document: _Document) -> bytes:
        """Return the part as it stands in the file."""
        if not self._references:
            return self._content + self._rest
        numbers = document.idToObjectNumberAndVersion
        return self._content % tuple(numbers[name][0] for name in self._references) + self._rest


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return bytes compressed, as a stream of a file."""
    packed = zlib.compress(content, _LEVEL)
    head = b"<< /Filter /FlateDecode /Length %d%s >>\n" % (len(packed), entries)
    return b"%sstream\n%s\nendstream" % (head, packed)


class _Use:
    """What one document uses of a font."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.letters: set[str] = set()
        self.others: dict[str, int] = {}


class PaperFont(TTFont):
    """A TrueType font for papers.

    Args:
        name: As styles name it.
        filename: The font file.
        usual: Letters that its part in a paper holds in any case.

    """

    def __init__(self, name: str, filename: str, usual: str) -> None:
        super().__init__(name, filename, asciiReadable=False, shapable=False)
        self._usual = frozenset(usual)
        self._key = f"_use_of_{name}"

    @override
    def splitString(
        self, text: str | bytes, doc: _Document, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Return text as the numbers of its letters, in parts of one subset each."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        use = doc.__dict__.get(self._key) or self._begin(doc)
        try:
            coded = text.encode(_PAGE)
        except UnicodeEncodeError:
            return self._mixed(text, use)
        use.letters.update(text)
        return [(0, coded)] if coded else []

    def written(self, text: str, doc: _Document) -> tuple[str, str] | None:
        """Return the font's name on a page, and text as a page says it; None for rare letters."""
        letters = _written(text)
        if letters is None:
            return None
        use = doc.__dict__.get(self._key) or self._begin(doc)
        use.letters.update(text)
        return use.name, letters

    @override
    def getSubsetInternalName(self, subset: int, doc: _Document) -> str:
        """Return what a page calls a subset of this font."""
        use = doc.__dict__.get(self._key) or self._begin(doc)
        return f"/{use.name}{f'x{subset}' if subset else ''}"

    @override
    def addObjects(self, doc: _Document) -> None:
        """Put the font into a file."""
        use: _Use = doc.__dict__.pop(self._key)
        fonts = doc.idToObject["BasicFonts"].dict
        whole = "".join(sorted(self._usual | {one for one in use.letters if ord(one) in self._has}))
        file, descriptor, font = _parts(self.fontName, whole)
        self._add(doc, use.name, fonts, Ready(file), descriptor, font)
        others = list(use.others)
        for number, start in enumerate(range(0, len(others), _IN_OTHERS), start=1):
            self._add_others(doc, f"{use.name}x{number}", others[start : start + _IN_OTHERS])

    @property
    def _has(self) -> dict[int, int]:
        has: dict[int, int] = self.face.charToGlyph
        return has

    def _begin(self, doc: _Document) -> _Use:
        use = _Use(f"F{len(doc.fontMapping) + 1}")
        # Kept with the document, so that it ends with it.
        doc.__dict__[self._key] = use
        doc.fontMapping[self.fontName] = f"/{use.name}"
        doc.delayedFonts.append(self)
        return use

    def _mixed(self, text: str, use: _Use) -> list[tuple[int, bytes]]:
        parts: list[tuple[int, bytearray]] = []
        for letter in text:
            try:
                subset, code = 0, letter.encode(_PAGE)[0]
                use.letters.add(letter)
            except UnicodeEncodeError:
                number = use.others.setdefault(letter, len(use.others))
                subset, code = 1 + number // _IN_OTHERS, 33 + number % _IN_OTHERS
            if not parts or parts[-1][0] != subset:
                parts.append((subset, bytearray()))
            parts[-1][1].append(code)
        return [(subset, bytes(codes)) for subset, codes in parts]

    @staticmethod
    def _add(
        doc: _Document,
        name: str,
        fonts: dict[str, Any],
        file: Ready,
        descriptor: bytes,
        font: bytes,
    ) -> None:
        doc.Reference(file, f"{name}.file")
        doc.Reference(Ready(descriptor, f"{name}.file"), f"{name}.about")
        # By reference: some readers look only for fonts that are objects of their own.
        fonts[name] = doc.Reference(Ready(font, f"{name}.about"), name)

    def _add_others(self, doc: _Document, name: str, letters: Sequence[str]) -> None:
        """Add letters beyond those of Windows-1252: numbers as they come, and a map to Unicode."""
        codes = [0] * 32 + [_SPACE] + [ord(one) for one in letters]
        base = f"XXOTHR+{self.fontName}"
        face: _Face = self.face
        file = without_hints(face.makeSubset(codes))
        widths = b" ".join(b"%g" % face.getCharWidth(code) for code in codes)
        doc.Reference(Ready(stream(makeToUnicodeCMap(base, codes).encode())), f"{name}.words")
        self._add(
            doc, name, doc.idToObject["BasicFonts"].dict,
            Ready(stream(file, b" /Length1 %d" % len(file))),
            _descriptor(face, base, _SYMBOLIC),
            b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 0 /LastChar %d "
            b"/Widths [%s] /FontDescriptor %%d 0 R /ToUnicode %d 0 R >>"
            % (base.encode(), len(codes) - 1, widths,
               doc.idToObjectNumberAndVersion[f"{name}.words"][0]),
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _written(text: str) -> str | None:
    try:
        coded = text.encode(_PAGE)
    except UnicodeEncodeError:
        return None
    escaped: str = escapePDF(coded)
    return escaped


@lru_cache(maxsize=256)
def _parts(name: str, letters: str) -> tuple[bytes, bytes, bytes]:
    """Return font file, descriptor and font of a subset, ready for any document."""
    known: Any = getFont(name)
    face = known.face
    base = f"{_tag(letters)}+{name}"
    file = subset_file(face, letters)
    code_of = {one.encode(_PAGE)[0]: ord(one) for one in letters}
    last = max(code_of)
    widths = [face.getCharWidth(code_of[code]) if code in code_of else 0
              for code in range(_FIRST, last + 1)]  # fmt: skip
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding "
        b"/FirstChar %d /LastChar %d /Widths [%s] /FontDescriptor %%d 0 R >>"
        % (base.encode(), _FIRST, last, b" ".join(b"%d" % round(width) for width in widths))
    )
    packed = stream(file, b" /Length1 %d" % len(file))
    return packed, _descriptor(face, base, _NONSYMBOLIC), font


def subset_file(face: _Face, letters: str) -> bytes:
    """Return a TrueType font of these letters, with the least that a PDF reader needs."""
    codes = sorted(map(ord, letters))
    tables = tables_of(without_hints(face.makeSubset(codes)))
    glyphs = struct.unpack(f">{len(codes)}H", tables["cmap"][-2 * len(codes) :])
    made = TTFontMaker()
    for tag in _NEEDED:
        made.add(tag, tables[tag])
    made.add("cmap", _letter_map(codes, glyphs))
    file: bytes = made.makeStream()
    return file


def _letter_map(codes: Sequence[int], glyphs: Sequence[int]) -> bytes:
    """Return a `cmap` from Unicode to glyphs (format 4), as fonts with named letters need it."""
    runs: list[tuple[int, int, int]] = []
    for code, glyph in zip(codes, glyphs, strict=True):
        if runs and runs[-1][1] == code - 1 and glyph - code == runs[-1][2]:
            runs[-1] = (runs[-1][0], code, runs[-1][2])
        else:
            runs.append((code, code, glyph - code))
    runs.append((0xFFFF, 0xFFFF, 1))
    count = len(runs)
    power = 1 << (count.bit_length() - 1)
    numbers = [
        *(4, 16 + 8 * count, 0, 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power)),
        *(end for _, end, _ in runs), 0, *(start for start, _, _ in runs),
        *(step & 0xFFFF for _, _, step in runs), *([0] * count),
    ]  # fmt: skip
    return struct.pack(f">HHHHL{len(numbers)}H", 0, 1, 3, 1, 12, *numbers)


def _descriptor(face: _Face, base: str, flag: int) -> bytes:
    box = " ".join(f"{side:g}" for side in face.bbox)
    flags = face.flags & ~(_SYMBOLIC | _NONSYMBOLIC) | flag
    return (
        f"<< /Type /FontDescriptor /FontName /{base} /Flags {flags} /FontBBox [{box}] "
        f"/ItalicAngle {face.italicAngle:g} /Ascent {face.ascent:g} /Descent {face.descent:g} "
        f"/CapHeight {face.capHeight:g} /StemV {face.stemV:g} /FontFile2 %d 0 R >>"
    ).encode()


def _tag(letters: str) -> str:
    """Return the six capitals that tell one subset of a font from another."""
    number, tag = zlib.crc32(letters.encode()), ""
    for _ in range(6):
        number, place = divmod(number, 26)
        tag += chr(65 + place)
    return tag
