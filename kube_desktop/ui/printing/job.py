"""Printing many papers in one go: each is saved as PDF, printed, and noted."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kube_desktop.domain.papers import MadePaper, PaperKind, PaperSize, Subject
from kube_desktop.ui.printing.printers import Printers, PrintSetup
from kube_desktop.ui.printing.sheets import SheetRenderer
from kube_desktop.ui.tasks import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from kube_desktop.services.opening import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """What the person asked for on the print page.

    Attributes:
        folder: Where the PDF of every paper goes as well.
        printer: Name of the printer; "" only saves the papers.
        with_receipt: Adds the receipt of each handover.
        counts_as_printed: Whether the papers are noted as printed.

    """

    kind: PaperKind
    subjects: tuple[Subject, ...]
    size: PaperSize
    folder: Path
    printer: str = ""
    copies: int = 1
    grey: bool = True
    with_receipt: bool = False
    offset_mm: tuple[float, float] = (0.0, 0.0)
    counts_as_printed: bool = True

    @property
    def kinds(self) -> tuple[PaperKind, ...]:
        """The papers of each record, in the order in which they leave the printer."""
        return kinds_of(self.kind, with_receipt=self.with_receipt)


def kinds_of(kind: PaperKind, *, with_receipt: bool) -> tuple[PaperKind, ...]:
    """Return the papers that belong to one record."""
    extra = with_receipt and kind is PaperKind.BAST
    return (kind, PaperKind.RECEIPT) if extra else (kind,)


@dataclass(slots=True)
class PrintRun:
    """Works through a wish in the background.

    Attributes:
        done: Records that are finished: saved, printed and noted.
        saved: PDF files written so far, also those of records that were not printed.

    """

    services: "Callable[[], Services]"
    printers: Printers
    renderer: SheetRenderer
    wish: PrintWish
    done: list[Subject] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)

    def __call__(self, progress: Progress) -> "PrintRun":
        """Print everything.

        Raises:
            EnvironmentProblem: When the folder or the printer fails; `saved` and `done` tell how
                far it came.
            CancelledError: When the person cancels; what is printed stays printed.

        """
        total = len(self.wish.subjects)
        for place, record_id in enumerate(self.wish.subjects):
            progress.check()
            papers = self._made(record_id)
            progress(place, total, papers[0].title)
            if self.wish.printer:
                self._print(papers, progress)
            if self.wish.counts_as_printed:
                for paper in papers:
                    self.services().printing.note_printed(paper, self.wish.copies)
            self.done.append(record_id)
            progress(place + 1, total, papers[0].title)
        return self

    def _made(self, record_id: Subject) -> list[MadePaper]:
        printing = self.services().printing
        papers = [printing.make(kind, record_id, self.wish.size) for kind in self.wish.kinds]
        # Saved first: whatever the printer does, there is a PDF for the copy shop (ux.md 2.12).
        self.saved += [printing.save(paper, self.wish.folder) for paper in papers]
        return papers

    def _print(self, papers: list[MadePaper], progress: Progress) -> None:
        wish = self.wish
        send(
            [paper.pdf for paper in papers],
            Delivery(
                printer=wish.printer,
                title=papers[0].filename.removesuffix(".pdf"),
                copies=wish.copies,
                grey=wish.grey,
                offset_mm=wish.offset_mm,
            ),
            self.printers,
            self.renderer,
            progress,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where a document goes, and how."""

    printer: str
    title: str
    copies: int = 1
    grey: bool = True
    offset_mm: tuple[float, float] = (0.0, 0.0)


def send(
    pdfs: list[bytes],
    delivery: Delivery,
    printers: Printers,
    renderer: SheetRenderer,
    progress: Progress,
) -> None:
    """Print PDFs as one document at life size; works in the background.

    Raises:
        EnvironmentProblem: When the printer does not answer.
        CancelledError: When the person cancels.

    """
    spool = None
    try:
        round_number, rounds = 0, 1
        while round_number < rounds:
            for pdf in pdfs:
                with renderer.opened(pdf, progress) as sheets:
                    for number, (width, height) in enumerate(sheets.sizes_mm):
                        if spool is None:
                            spool = printers.begin(_setup(delivery, width, height))
                            rounds = spool.rounds
                        spool.put(sheets.sheet(number, grey=delivery.grey))
            round_number += 1
        if spool is not None:
            spool.end()
    except BaseException:
        if spool is not None:
            spool.abort()
        raise


def _setup(delivery: Delivery, width_mm: float, height_mm: float) -> PrintSetup:
    return PrintSetup(
        printer=delivery.printer,
        title=delivery.title,
        width_mm=width_mm,
        height_mm=height_mm,
        copies=delivery.copies,
        grey=delivery.grey,
        offset_mm=delivery.offset_mm,
    )
