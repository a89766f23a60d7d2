"""What becomes of sealed papers when a handover is signed, corrected, cancelled or restored."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import SealedPaper
from kube_desktop.domain.papers import PaperKind, SealStatus

_OF_HANDOVER = tuple(kind for kind in PaperKind if kind.is_of_handover)


def sign_papers(session: Session, handover_id: UUID) -> None:
    """Note that the printed papers of a handover are signed: from now on they are fixed."""
    _move(session, handover_id, SealStatus.PRINTED, SealStatus.SIGNED)


def unsign_papers(session: Session, handover_id: UUID) -> None:
    """Take back a signature that was noted by mistake."""
    _move(session, handover_id, SealStatus.SIGNED, SealStatus.PRINTED)


def open_corrections(session: Session, handover_id: UUID, reason: str, now: str) -> None:
    """Ask for a new version of each signed paper of a handover; the BAST has one in any case."""
    for kind in _OF_HANDOVER:
        rows = sealed_rows(session, kind, handover_id)
        signed = rows[0] if rows and rows[0].status == SealStatus.SIGNED.value else None
        if signed is not None or (kind is PaperKind.BAST and not rows):
            session.add(_draft(kind, handover_id, signed, reason, now))


def open_cancellation(session: Session, handover_id: UUID, reason: str, now: str) -> None:
    """Ask for the paper that cancels a signed handover."""
    signed = next(iter(sealed_rows(session, PaperKind.BAST, handover_id)), None)
    session.add(_draft(PaperKind.CANCELLATION, handover_id, signed, reason, now))


def close_cancellation(session: Session, handover_id: UUID) -> None:
    """Drop the paper that cancels, of a handover that is restored, unless it was printed."""
    for row in sealed_rows(session, PaperKind.CANCELLATION, handover_id):
        if row.status == SealStatus.DRAFT.value:
            row.deleted = 1


def _draft(
    kind: PaperKind, subject_id: UUID, old: SealedPaper | None, reason: str, now: str
) -> SealedPaper:
    return SealedPaper(
        kind=kind.value, subject_id=subject_id, status=SealStatus.DRAFT.value, reason=reason,
        version=old.version + 1 if old and old.kind == kind.value else 1,
        replaces_id=old.id if old else None, number=old.number if old else None,
        title=old.title if old else "", code="", content_hash="", paper_size="", pages=0,
        pdf_sha256="", sealed_at=now,
    )  # fmt: skip


def _move(session: Session, handover_id: UUID, before: SealStatus, after: SealStatus) -> None:
    for kind in _OF_HANDOVER:
        for row in sealed_rows(session, kind, handover_id)[:1]:
            if row.status == before.value:
                row.status = after.value


def sealed_rows(session: Session, kind: PaperKind, subject_id: UUID) -> list[SealedPaper]:
    """Return the versions of a paper, the newest first."""
    return list(
        session.scalars(
            select(SealedPaper)
            .where(
                SealedPaper.subject_id == subject_id,
                SealedPaper.kind == kind.value,
                SealedPaper.deleted == 0,
            )
            .order_by(SealedPaper.version.desc(), SealedPaper.id.desc())
        )
    )
