"""What the print page learns in the background about an order: papers, sheets, obstacles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import MadePaper, PaperKind, PaperSize, Subject, id_of
from kube_desktop.services.lists import Lists
from kube_desktop.services.printing.sets import SetPaper, papers_of
from kube_desktop.ui.printing.sheets import page_count
from kube_desktop.ui.session import PrintOrder

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about an order.

    Attributes:
        papers: The papers of the shown record, the ordered one first.
        obstacles: Why a record cannot be printed yet.
        refused: Why one of the other papers cannot be made.

    """

    papers: tuple[MadePaper, ...]
    obstacles: dict[Subject, str]
    refused: dict[PaperKind, str] = field(default_factory=dict)

    def pdfs(self, extras: frozenset[PaperKind]) -> list[bytes]:
        """Return the ordered paper and the wanted ones of the others."""
        first, *others = self.papers
        return [first.pdf, *(paper.pdf for paper in others if paper.kind in extras)]

    @property
    def pages(self) -> Mapping[PaperKind, int]:
        """How many sheets each paper takes."""
        return {paper.kind: page_count(paper.pdf) for paper in self.papers}


def look(
    services: "Callable[[], Services]",
    order: PrintOrder,
    shown: Subject,
    size: PaperSize,
    known: dict[Subject, str] | None,
) -> Looked:
    """Make the papers of a record; find the obstacles of all records unless they are known.

    Raises:
        DomainError: When the ordered paper cannot be made.

    """
    printing = services().printing
    papers = [printing.make(order.kind, shown, size, order.version)]
    refused = {}
    for extra in extras_of(services().lists, order, shown):
        try:
            papers.append(printing.make(extra.kind, shown, size))
        except DomainError as error:
            refused[extra.kind] = str(error)
    if known is None:
        known = {}
        if order.kind is PaperKind.BAST and order.version is None:
            for one in order.subjects:
                known |= _obstacles(services, one)
    return Looked(tuple(papers), known, refused)


def extras_of(lists: Lists, order: PrintOrder, shown: Subject) -> tuple[SetPaper, ...]:
    """Return the other papers of the shown record: only a present BAST brings its set."""
    if order.kind is not PaperKind.BAST or order.version is not None:
        return ()
    return tuple(one for one in papers_of(lists, id_of(shown)) if one.kind is not order.kind)


def extras_of_any(lists: Lists, order: PrintOrder) -> tuple[SetPaper, ...]:
    """Return the other papers that any record of an order has."""
    found: tuple[SetPaper, ...] = ()
    for subject in order.subjects[:_LOOKED_AT]:
        here = extras_of(lists, order, subject)
        found = here if len(here) > len(found) else found
    return found


_LOOKED_AT = 20
"""Records of a long order that are asked for their set: groups and single receivers mix early."""


def _obstacles(services: "Callable[[], Services]", subject: Subject) -> dict[Subject, str]:
    """Return why a handover cannot be printed for the first time; later on it can."""
    lists, handover_id = services().lists, id_of(subject)
    row = lists.handovers.rows_by_id([handover_id.bytes]).get(handover_id.bytes)
    draft = lists.handovers.draft(handover_id)
    if row is None or draft is None or row.status is not HandoverStatus.RECORDED:
        return {}
    found = services().aid.obstacles(draft)
    return {subject: ", ".join(found)} if found else {}
