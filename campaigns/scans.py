"""`pindaian`: signed papers come back as scans and photos of every quality, and file themselves.

Papers of the sample laptop are printed, spoiled as scanners and telephones spoil them, mixed with
pages that must not be filed, and put in as one folder.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import zxingcpp
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from campaigns.report import Report
from campaigns.spoiling import Spoiling, as_jpeg, as_pages, rendered, scanner, spoiled, telephone
from kube_desktop.domain.papers import MadePaper, PaperKind, PaperSize, id_of
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import make_sample_laptop

KINDS: Final = (
    PaperKind.BAST, PaperKind.RECEIPT, PaperKind.RECEIPT_LIST, PaperKind.PLEDGE,
    PaperKind.VISIT_REPORT, PaperKind.VERIFICATION, PaperKind.BLANK_EVALUATION,
)  # fmt: skip
_LEAST: Final = 0.97


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Which page of which paper was spoiled, and how."""

    kind: PaperKind
    owner: UUID
    page: int
    how: str


@dataclass(slots=True)
class _Roll:
    """The files that were made, and for each page what it is; None for what is not to be filed."""

    folder: Path
    rng: Random
    owners: dict[tuple[str, int], _Sheet | None] = field(default_factory=dict)

    def add(self, content: bytes, ending: str, owners: list[_Sheet | None]) -> None:
        """Keep one file under a name that tells nothing."""
        name = f"IMG_{len({one for one, _ in self.owners}):04d}.{ending}"
        (self.folder / name).write_bytes(content)
        self.owners |= {(name, page): owner for page, owner in enumerate(owners, start=1)}


def bring_scans_back(folder: Path, pages: int, seed: int, *, with_strangers: bool = True) -> Report:
    """Print papers, spoil so many pages, put them in, and count which file themselves.

    Args:
        folder: Where to work.
        pages: How many pages of known papers; foreign and unreadable ones are added to them.
        seed: Of the choice and the spoiling.
        with_strangers: Whether papers of another laptop and other pages are mixed in.

    """
    report = Report(f"{pages} halaman bertanda tangan kembali sebagai pindaian dan foto")
    laptop, stranger = DataPaths(folder / "laptop"), DataPaths(folder / "lain")
    make_sample_laptop(laptop, 1, 1)
    rng, scans = Random(seed), folder / "pindaian"  # noqa: S311  chosen, not secret
    scans.mkdir()
    roll = _Roll(scans, rng)
    services = open_services(laptop)
    try:
        _spoil(roll, _printed(services, rng, max(4, pages // 3)), pages)
        if with_strangers:
            make_sample_laptop(stranger, 1, 2)
            _add_decoys(roll, stranger, max(2, pages // 10))
        _put_in(services, roll, report, pages)
    finally:
        services.close()
    return report


def _printed(services: Services, rng: Random, count: int) -> list[MadePaper]:
    papers = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        subject = rng.choice(services.printing.all_subjects(kind))
        size = rng.choice(list(PaperSize))
        paper = services.printing.make(kind, subject, size)
        services.printing.note_printed(paper, copies=1)
        papers.append(paper)
    return papers


def _spoil(roll: _Roll, papers: list[MadePaper], wanted: int) -> None:
    """Make files until so many pages are there, each paper in turn in another way."""
    made = 0
    while made < wanted:
        for paper in papers:
            if made >= wanted:
                return
            rng = roll.rng
            numbers = _coded_pages(paper)[: wanted - made]
            if rng.random() < 0.25:  # the feeder puts all of it into one file
                how = scanner(rng)
                pictures = [spoiled(rendered(paper.pdf, one, 150), how, rng) for one in numbers]
                kind = rng.choice(("PDF", "TIFF"))
                owners = [_sheet(paper, one, kind) for one in numbers]
                roll.add(as_pages(pictures, kind), kind.lower(), owners)
                made += len(numbers)
                continue
            how, number = rng.choice((scanner, telephone))(rng), rng.choice(numbers)
            picture = spoiled(rendered(paper.pdf, number, how.dpi), how, rng)
            roll.add(as_jpeg(picture, how.quality), "jpg", [_sheet(paper, number, str(how))])
            made += 1


def _coded_pages(paper: MadePaper) -> list[int]:
    """Return the pages that carry a code: of a form for the pen it is the first one only."""
    if paper.kind is PaperKind.BLANK_EVALUATION:
        return [0]
    document = PdfDocument(paper.pdf)
    try:
        return list(range(len(document)))
    finally:
        document.close()


def _sheet(paper: MadePaper, number: int, how: str) -> _Sheet:
    return _Sheet(paper.kind, id_of(paper.subject), number + 1, how)


def _add_decoys(roll: _Roll, stranger: DataPaths, count: int) -> None:
    """Add what must wait: papers of another laptop, foreign codes, no codes, covered codes."""
    services, rng = open_services(stranger), roll.rng
    try:
        papers = _printed(services, rng, count)
    finally:
        services.close()
    for paper in papers:
        page = rendered(paper.pdf, 0, 150)
        roll.add(as_jpeg(spoiled(page, scanner(rng), rng), 80), "jpg", [None])
        ImageDraw.Draw(page).rectangle(  # the lower part is torn off
            (0, page.height * 0.8, page.width, page.height), fill=(255, 255, 255)
        )
        roll.add(as_jpeg(spoiled(page, Spoiling(noise=8), rng), 70), "jpg", [None])
        roll.add(as_jpeg(_foreign(rng), 80), "jpg", [None])


def _foreign(rng: Random) -> Image.Image:
    text = rng.choice(("https://contoh.example/x", "KUBE1*BAST*ABC", "00020101021126570011ID"))
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    image = made.to_image(scale=6, add_quiet_zones=True)
    page = Image.new("RGB", (1240, 1754), "white")
    content = memoryview(image).tobytes()
    page.paste(Image.frombytes("L", (image.shape[1], image.shape[0]), content), (900, 1300))
    return page


def _put_in(services: Services, roll: _Roll, report: Report, pages: int) -> None:
    returned = services.returning.receive([roll.folder])
    right, wrong = 0, []
    for one in returned.filed:
        sheet = roll.owners[one.filename, one.page]
        if sheet and (sheet.owner, sheet.kind) == (one.place.owner_id, one.place.kind):
            right += 1
        else:
            wrong.append(f"{one.filename} halaman {one.page} masuk ke {one.place.title}")
    waits = Counter(
        f"ada kertasnya, {one.why.value}"
        if roll.owners[one.filename, one.page]
        else "memang harus menunggu"
        for one in returned.waiting
    )
    report.facts |= {
        "berkas": returned.files,
        "masuk sendiri dengan benar": right,
        "masuk ke kertas yang salah": len(wrong),
        **{f"menunggu, {why}": count for why, count in sorted(waits.items())},
    }
    report.failures += wrong
    report.must(not returned.refused, f"Ditolak: {returned.refused[:3]}")
    report.must(right >= _LEAST * pages, f"Hanya {right} dari {pages} masuk sendiri")
    for one in returned.waiting:
        if sheet := roll.owners[one.filename, one.page]:
            report.count(f"tidak terbaca: {sheet.kind} halaman {sheet.page}, {sheet.how}")
    again = services.returning.receive([roll.folder])
    report.facts["dikenali saat dimasukkan lagi"] = len(again.known)
    report.must(not again.new, f"{len(again.new)} halaman masuk dua kali")
