"""Printing many papers in one go: each is saved as PDF, printed, and noted."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import MadePaper, PaperKind, PaperSize, Subject, id_of
from kube_desktop.services.printing.sets import papers_of
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
        copies: Originals of the paper itself; the others have their own number.
        extras: Other papers of each handover, as far as it has them.
        counts_as_printed: Whether the papers are noted as printed.
        version: An old version of the paper; None for what it says now.

    """

    kind: PaperKind
    subjects: tuple[Subject, ...]
    size: PaperSize
    folder: Path
    printer: str = ""
    copies: int = 1
    grey: bool = True
    extras: frozenset[PaperKind] = frozenset()
    offset_mm: tuple[float, float] = (0.0, 0.0)
    counts_as_printed: bool = True
    version: int | None = None


@dataclass(slots=True)
class PrintRun:
    """Works through a wish in the background.

    Attributes:
        done: Records that are finished: saved, printed and noted.
        saved: PDF files written so far, also those of records that were not printed.
        left_out: Why an extra paper of a record could not be made; the rest was printed.

    """

    services: "Callable[[], Services]"
    printers: Printers
    renderer: SheetRenderer
    wish: PrintWish
    done: list[Subject] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

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
            piles = self._made(record_id)
            title = piles[0].paper.title
            progress(place, total, title)
            if self.wish.printer:
                self._print(piles, progress)
            if self.wish.counts_as_printed:
                for pile in piles:
                    self.services().printing.note_printed(pile.paper, pile.copies)
            self.done.append(record_id)
            progress(place + 1, total, title)
        return self

    def _made(self, record_id: Subject) -> list["_Pile"]:
        printing = self.services().printing
        piles: list[_Pile] = []
        for kind, copies in self._kinds(record_id):
            try:
                paper = printing.make(kind, record_id, self.wish.size, self.wish.version)
                piles.append(_Pile(paper, copies))
            except DomainError as error:
                if not piles:
                    raise
                self.left_out.append(f"{kind.label} {piles[0].paper.title}: {error}")
        # Saved first: whatever the printer does, there is a PDF for the copy shop (ux.md 2.12).
        self.saved += [printing.save(pile.paper, self.wish.folder) for pile in piles]
        return piles

    def _kinds(self, record_id: Subject) -> list[tuple[PaperKind, int]]:
        wish = self.wish
        first = (wish.kind, wish.copies)
        if not wish.extras:
            return [first]
        others = papers_of(self.services().lists, id_of(record_id))
        return [first, *((one.kind, one.copies) for one in others if one.kind in wish.extras)]

    def _print(self, piles: list["_Pile"], progress: Progress) -> None:
        wish = self.wish
        alone = len(piles) == 1
        delivery = Delivery(
            printer=wish.printer,
            title=piles[0].paper.filename.removesuffix(".pdf"),
            # Copies of one paper are left to the driver; in a set each paper has its own number.
            copies=wish.copies if alone else 1,
            grey=wish.grey,
            offset_mm=wish.offset_mm,
        )
        pdfs = [pile.paper.pdf for pile in piles for _ in range(1 if alone else pile.copies)]
        send(pdfs, delivery, self.printers, self.renderer, progress)


@dataclass(frozen=True, slots=True)
class _Pile:
    """One paper and the number of its originals."""

    paper: MadePaper
    copies: int


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
