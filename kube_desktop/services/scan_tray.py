"""The tray: pages whose paper could not be told wait here until a person says whose they are."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Attachment, UnfiledScan
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.returning import FiledPage, PaperPlace, WaitingScan, Why, scan_kind
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.paper_places import PaperPlaces
from kube_desktop.services.workplace import Workplace

_KEPT_AFTER_DISCARDING: Final = timedelta(days=30)
_GONE: Final = "Pindaian ini sudah tidak ada di baki."


class ScanTray:
    """Shows, files and discards waiting pages; each of it can be taken back."""

    def __init__(
        self, workplace: Workplace, attachments: AttachmentService, places: PaperPlaces
    ) -> None:
        self._workplace = workplace
        self._attachments = attachments
        self._places = places

    def waiting(self) -> list[WaitingScan]:
        """Return the pages that wait, the oldest first."""
        with self._workplace.database.read() as session:
            return [
                _waiting(row)
                for row in session.scalars(
                    select(UnfiledScan)
                    .where(UnfiledScan.why != Why.DISCARDED.value)
                    .order_by(UnfiledScan.received_at, UnfiledScan.filename, UnfiledScan.page)
                )
            ]

    def picture(self, scan_id: UUID) -> bytes:
        """Return a waiting page as JPEG.

        Raises:
            DomainError: When it is not in the tray any more.
            EnvironmentProblem: When its bytes are missing or damaged.

        """
        with self._workplace.database.read() as session:
            return self._attachments.content(_row(session, scan_id).sha256)

    def papers(self, text: str) -> list[PaperPlace]:
        """Return papers to choose from, by name or number; without one, awaited BAST."""
        return self._places.matching(text)

    def file(self, scan_id: UUID, place: PaperPlace) -> FiledPage:
        """File a waiting page with a paper.

        Raises:
            DomainError: When it is not in the tray any more.

        """
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            row = _row(session, scan_id)
            size = len(self._attachments.content(row.sha256))
            attachment = scan_attachment(place, row.filename, row.sha256, size)
            session.add(attachment)
            session.delete(row)
            session.flush()
            return FiledPage(
                filename=row.filename, page=row.page, place=place, attachment_id=attachment.id
            )

    def take_back(self, filed: FiledPage, scan: WaitingScan) -> None:
        """Put a page that was filed by mistake back into the tray."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Attachment, filed.attachment_id).deleted = 1
            session.add(
                UnfiledScan(
                    id=scan.id, filename=scan.filename, page=scan.page, sha256=scan.sha256,
                    mime="image/jpeg", why=scan.why.value, received_at=scan.received_at,
                )
            )  # fmt: skip

    def discard(self, scan_id: UUID) -> None:
        """Take a page out of the tray; its bytes are erased after a month.

        Raises:
            DomainError: When it is not in the tray any more.

        """
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            row = _row(session, scan_id)
            row.why, row.received_at = Why.DISCARDED.value, self._workplace.now()

    def restore(self, scan: WaitingScan) -> None:
        """Put a discarded page back."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            row = session.get_one(UnfiledScan, scan.id)
            row.why, row.received_at = scan.why.value, scan.received_at

    def sweep(self) -> None:
        """Erase what was discarded a month ago."""
        before = self._workplace.now() - _KEPT_AFTER_DISCARDING
        erased = []
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            for row in session.scalars(
                select(UnfiledScan).where(
                    UnfiledScan.why == Why.DISCARDED.value, UnfiledScan.received_at < before
                )
            ):
                users = select(func.count()).where(Attachment.sha256 == row.sha256)
                if not session.scalar(users):
                    erased.append(row.sha256)
                session.delete(row)
        for sha256 in erased:
            self._attachments.forget(sha256)


def scan_attachment(
    place: PaperPlace,
    filename: str,
    sha256: str,
    size: int,
    sheet: tuple[int, int] | None = None,
) -> Attachment:
    """Return a signed scan as an attachment of the record of its paper."""
    caption = place.kind.label if place.kind else ""
    if caption and sheet:
        caption += f", halaman {sheet[0]}" + (f" dari {sheet[1]}" if sheet[1] else "")
    return Attachment(
        owner_kind=place.owner,
        owner_id=place.owner_id,
        attachment_kind=scan_kind(place.kind) if place.kind else "foto",
        filename=filename,
        mime="image/jpeg",
        sha256=sha256,
        size=size,
        caption=caption or None,
    )


def _row(session: Session, scan_id: UUID) -> UnfiledScan:
    row = session.get(UnfiledScan, scan_id)
    if row is None or row.why == Why.DISCARDED.value:
        raise DomainError(_GONE)
    return row


def _waiting(row: UnfiledScan) -> WaitingScan:
    return WaitingScan(
        id=row.id, filename=row.filename, page=row.page, sha256=row.sha256,
        why=Why(row.why) if row.why in set(Why) else Why.NO_CODE, received_at=row.received_at,
    )  # fmt: skip
