"""100 BAST from stored records, against a writer of raw bytes.

The limit is the fastest way there is to make such files in Python: all objects that never change
(fonts, logo, catalogue) as ready bytes, and page streams with the texts put in and compressed.
"""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from pypdf import PdfReader

from bench.batch import lateness
from bench.figures import Figure, median, milliseconds
from bench.folders import sample_laptop
from bench.peers import bare_canvas, rivals, words_of
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.plan import ANCHOR

DOCUMENTS = 100
_ROUNDS = 21


def figures() -> Iterator[Figure]:
    services = open_services(sample_laptop(2), today=lambda: ANCHOR)
    printing = services.printing
    records = printing.all_subjects(PaperKind.BAST)[:DOCUMENTS]
    made: list[bytes] = []

    def make(record: UUID) -> None:
        made.append(printing.make(PaperKind.BAST, record, PaperSize.A4).pdf)

    first = milliseconds(partial(make, records[0]))
    # While the process holds no more than the program does: the rivals are heavy.
    yield from _window()
    writer = RawWriter(made[0])
    ours, raw = [], []
    for number, record in enumerate(records):
        ours.append(milliseconds(partial(make, record), cpu=True))
        raw.append(milliseconds(partial(writer.write, f"{number:06d}"), cpu=True))
    yield Figure(
        what="BAST per detik, satu inti",
        measured=1000 * len(ours) / sum(ours),
        limit=1000 * len(raw) / sum(raw),
        unit="per detik",
        limit_name="penulis bita mentah",
        at_least=0.15,
    )
    yield Figure(what="  satu BAST, median", measured=median(ours), unit="ms")
    yield Figure(what="BAST pertama dalam sesi", measured=first, unit="ms")
    yield Figure(
        what="Ukuran satu BAST dengan huruf tertanam",
        measured=median([len(one) for one in made]) / 1024,
        unit="KB",
        most=24,
    )
    with TemporaryDirectory() as folder:
        saved = milliseconds(
            lambda: printing.save_all(PaperKind.BAST, records, PaperSize.A4, Path(folder))
        )
    yield Figure(
        what=f"{len(records)} BAST tersimpan sampai aman di penyimpanan",
        measured=saved / 1000,
        unit="detik",
    )
    services.close()
    yield from _peers(made[0], median(ours))


def _peers(pdf: bytes, ours: float) -> Iterator[Figure]:
    """Compare with other makers of the same words, in papers per second and bytes."""
    pages = words_of(pdf)
    for name, make in (("kanvas ReportLab polos", bare_canvas(pages)), *rivals(pages)):
        size = len(make())
        taken = median([milliseconds(make, cpu=True) for _ in range(_ROUNDS)])
        yield Figure(
            what=f"BAST per detik dibanding {name}",
            measured=1000 / ours,
            limit=1000 / taken,
            unit="per detik",
            limit_name=name,
        )
        yield Figure(
            what="  ukurannya",
            measured=len(pdf) / 1024,
            limit=size / 1024,
            unit="KB",
            limit_name=name,
        )


def _window() -> Iterator[Figure]:
    late = lateness()
    yield Figure(
        what="Jendela terlambat menjawab selama 200 BAST dibuat, persentil 99",
        measured=late.usual,
        limit=late.idle,
        unit="ms",
        limit_name="jendela diam",
    )
    yield Figure(what="  paling lama", measured=late.longest, unit="ms", most=50)


class RawWriter:
    """Writes files like a given one with a text changed, as fast as bytes can be put together."""

    def __init__(self, pdf: bytes) -> None:
        pages = {
            reference.idnum: page.get_contents()
            for page in PdfReader(io.BytesIO(pdf)).pages
            if (reference := page["/Contents"].indirect_reference) is not None
        }
        self._objects: list[Callable[[bytes], bytes]] = []
        for match in re.finditer(rb"(\d+) 0 obj\b.*?endobj\n", pdf, re.DOTALL):
            content = pages.get(int(match[1]))
            if content is None:
                self._objects.append(_constant(match[0]))
            else:
                self._objects.append(_page(int(match[1]), content.get_data()))

    def write(self, text: str) -> bytes:
        """Return a file whose pages begin with a text."""
        out, places = io.BytesIO(), []
        out.write(b"%PDF-1.4\n")
        for made in self._objects:
            places.append(out.tell())
            out.write(made(text.encode()))
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n" % (len(places) + 1))
        out.write(b"%d\n%%%%EOF\n" % table)
        return out.getvalue()


def _constant(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


def _page(number: int, stream: bytes) -> Callable[[bytes], bytes]:
    def made(text: bytes) -> bytes:
        packed = zlib.compress(b"BT (%s) Tj ET\n" % text + stream)
        head = b"%d 0 obj << /Filter /FlateDecode /Length %d >>\nstream\n" % (number, len(packed))
        return head + packed + b"\nendstream\nendobj\n"

    return made
