"""Which papers belong to one handover, in which order, and how many originals of each."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kube_desktop.domain.aid import AidForm, HandoverDraft, Scheme
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.settings import OfficeRules
from kube_desktop.services.lists import Lists


@dataclass(frozen=True, slots=True)
class SetPaper:
    """One paper of a handover's set, with the number of its originals."""

    kind: PaperKind
    label: str
    copies: int


@dataclass(frozen=True, slots=True)
class _Place:
    kind: PaperKind
    copies: int
    needs_members: bool = False


_SET: Final = (
    _Place(PaperKind.BAST, 3),
    _Place(PaperKind.RECEIPT, 2),
    _Place(PaperKind.RECEIPT_LIST, 2, needs_members=True),
    _Place(PaperKind.PLEDGE, 1),
)
"""As they are signed at the handover, and as they lie in the file afterwards: the record of the
handover, proof of receipt for both sides, the list of members, and the promise of the group, whose
one original bears the duty stamp. The office may set other numbers (`SettingKey.PAPER_COPIES`)."""


def papers_of(lists: Lists, handover_id: UUID) -> tuple[SetPaper, ...]:
    """Return the whole set of a stored handover in its order; nothing when it is gone."""
    draft = lists.handovers.draft(handover_id)
    if draft is None:
        return ()
    rules = lists.office.rules(draft.handed_over_on)
    return tuple(
        SetPaper(place.kind, _label(place.kind, draft), _copies(place, rules))
        for place in _SET
        if draft.scheme is Scheme.GROUP or not place.needs_members
    )


def _copies(place: _Place, rules: OfficeRules) -> int:
    if place.kind is PaperKind.BAST:
        return rules.copies
    return rules.copies_of.get(place.kind, place.copies)


def _label(kind: PaperKind, draft: HandoverDraft) -> str:
    if kind is not PaperKind.RECEIPT:
        return kind.label
    return "Kuitansi" if draft.form is AidForm.MONEY else "Tanda terima barang"
