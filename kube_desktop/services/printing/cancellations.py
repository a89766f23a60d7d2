"""Gathering the content of the minutes that cancel a signed handover."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kube_desktop.documents.cancellation import CancellationContent, render_cancellation
from kube_desktop.documents.content import Scheme
from kube_desktop.domain.aid import Scheme as AidScheme
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.wording import WITA
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import AGENCY, letterhead_of, number_on, party_of
from kube_desktop.services.printing.stored import stored_handover
from kube_desktop.services.workplace import Workplace

_ASKED = (
    "SELECT c.sealed_at, c.reason, b.number, b.code FROM sealed_papers c "
    "LEFT JOIN sealed_papers b ON b.id = c.replaces_id "
    "WHERE c.kind = 'pembatalan' AND c.subject_id = :id AND c.deleted = 0 "
    "ORDER BY c.version DESC, c.id DESC"
)
_ALL = (
    "SELECT subject_id FROM sealed_papers WHERE kind = 'pembatalan' AND deleted = 0 "
    "GROUP BY subject_id ORDER BY min(id)"
)


class CancellationPapers:
    """Content of minutes of cancellation; there is one for each signed handover taken back."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the paper that cancels for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.CANCELLATION,
                gather=self.cancellation,
                render=render_cancellation,
                title=lambda made: f"Pembatalan {made.bast_number or made.recipient_name or ''}",
                filename=lambda made: ("Pembatalan", made.recipient_name, made.cancelled_on),
                subjects=self._all,
            ),
        )

    def cancellation(self, subject: Subject) -> CancellationContent:
        """Return the minutes that cancel a signed handover.

        Raises:
            DomainError: When the handover is gone, or was never cancelled.

        """
        reader, handover_id = self._workplace.database.reader, id_of(subject)
        handover = stored_handover(reader, handover_id, even_deleted=True)
        asked = reader.row(_ASKED, {"id": handover_id.bytes})
        if asked is None:
            raise DomainError("Serah terima ini tidak dibatalkan, jadi tidak ada berita acaranya.")
        day = datetime.fromisoformat(asked[0]).astimezone(WITA).date()
        second = handover.second_party or {}
        office = self._workplace.lists.office
        is_group = AidScheme(handover.scheme) is AidScheme.GROUP
        acknowledged = party_of(handover.acknowledged_by)
        return CancellationContent(
            letterhead=letterhead_of(
                handover.letterhead or {}, office.logo(handover.handed_over_on)
            ),
            scheme=Scheme.KUBE if is_group else Scheme.UEP,
            agency=AGENCY,
            recipient_name=handover.group_name or second.get("name") or None,
            number=number_on(office, PaperKind.CANCELLATION, day),
            cancelled_on=day,
            place=None,
            signed_at=None,
            first_party=party_of(handover.first_party, is_official=True),
            second_party=party_of(second),
            bast_number=handover.bast_number,
            bast_date=handover.handed_over_on,
            bast_code=asked[3] or None,
            total=handover.total,
            reason=asked[1],
            handed_over_by=party_of(handover.giver),
            acknowledged_by=acknowledged if acknowledged.name else None,
            copies=office.rules(day).copies,
        )

    def _all(self) -> list[Subject]:
        return [UUID(bytes=row[0]) for row in self._workplace.database.reader.rows(_ALL)]
