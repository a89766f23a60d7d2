"""The mark on the copy of a signed paper, added without touching a byte of the paper itself.

A PDF may be continued behind its end. The copy is the signed paper, byte for byte, followed by the
mark for each page; the same paper gives the same copy, whatever became of the templates since.
"""

import re
from typing import Final

from kube_desktop.documents.foot import EDGE

COPY_MARK: Final = "SALINAN"
_SIZE: Final = 11
_RIGHT: Final = 57.0
_OBJECT: Final = re.compile(rb"^(\d+) 0 obj\s*(.*?)endobj", re.DOTALL | re.MULTILINE)
_PAGE: Final = re.compile(rb"/Type\s*/Page\b(?!s)")
_CONTENTS: Final = re.compile(rb"/Contents\s+(?:(\d+ 0 R)|\[([^\]]*)\])")
_BOX: Final = re.compile(rb"/MediaBox\s*\[\s*\S+\s+\S+\s+(\S+)\s+(\S+)\s*\]")
_FONT_NAME: Final = re.compile(rb"/(F\w+)\s+(\d+) 0 R")
_SUIT: Final = (b"+LiberationSans-Bold ", b"+LiberationSans ", b"+LiberationSans")


def mark_copy(pdf: bytes) -> bytes:
    """Return a paper of ours with the mark of a copy on every page.

    Raises:
        ValueError: When it is not built as our papers are.

    """
    objects = {int(match[1]): match[2] for match in _OBJECT.finditer(pdf)}
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", pdf)
    root, about, size = (
        re.search(rb"/%s (\d+)(?: 0 R)?" % name, pdf[pdf.rfind(b"trailer") :])
        for name in (b"Root", b"Info", b"Size")
    )
    identity = re.search(rb"/ID\s*(\[.*?\])", pdf[pdf.rfind(b"trailer") :], re.DOTALL)
    pages = {number: body for number, body in objects.items() if _PAGE.search(body)}
    if not (start and root and about and size and identity and pages):
        raise ValueError("not one of our papers")
    font, free = _font(objects), int(size[1])
    added: dict[int, bytes] = {}
    for number, body in pages.items():
        added[free] = _mark(body, font)
        added[number] = _CONTENTS.sub(
            lambda found, own=free: b"/Contents [ %s %d 0 R ]" % (found[1] or found[2], own),
            body,
            count=1,
        )
        free += 1
    trailer = b"<< /Size %d /Root %s 0 R /Info %s 0 R /Prev %s /ID %s >>" % (
        free, root[1], about[1], start[1], identity[1],
    )  # fmt: skip
    return pdf + _appendix(len(pdf), added, trailer)


def _font(objects: dict[int, bytes]) -> bytes:
    """Return the name on the pages of a font that has the letters of the mark."""
    names = {
        int(match[2]): match[1] for body in objects.values() for match in _FONT_NAME.finditer(body)
    }
    for wanted in _SUIT:
        for number, name in sorted(names.items()):
            body = objects.get(number, b"")
            if wanted in body and b"/WinAnsiEncoding" in body and b"/Subtype /TrueType" in body:
                return name
    raise ValueError("no font for the mark")


def _mark(page: bytes, font: bytes) -> bytes:
    box = _BOX.search(page)
    if box is None:
        raise ValueError("a page without a size")
    width, height = float(box[1]), float(box[2])
    x, y = width - _RIGHT - 55, height - EDGE - 3
    words = b"q 0 g BT /%s %d Tf %.2f %.2f Td (%s) Tj ET Q" % (
        font, _SIZE, x, y, COPY_MARK.encode(),
    )  # fmt: skip
    return b"<< /Length %d >>\nstream\n%s\nendstream\n" % (len(words), words)


def _appendix(start: int, objects: dict[int, bytes], trailer: bytes) -> bytes:
    parts, table, at = [], [], start
    for number, body in sorted(objects.items()):
        part = b"%d 0 obj\n%sendobj\n" % (number, body)
        table.append(b"%d 1\n%010d 00000 n \n" % (number, at))
        parts.append(part)
        at += len(part)
    return b"%sxref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        b"".join(parts), b"".join(table), trailer, at,
    )  # fmt: skip
