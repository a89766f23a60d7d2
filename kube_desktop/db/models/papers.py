"""Tables of official papers: what was sealed, its bytes, and scans that wait for their paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import Id, Json, UtcDateTime


class SealedPaper(Synced, Base):
    """One version of an official paper, as it left the program for the printer.

    A correction is a new row that names the one it replaces; nothing printed is ever changed.
    """

    __tablename__ = "sealed_papers"
    __table_args__ = (
        Index("ix_sealed_papers_subject_id", "subject_id", "kind", "deleted", "version"),
        Index("ix_sealed_papers_code", "code"),
        {"info": SYNCED},
    )

    kind: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(Id)
    scope: Mapped[Any] = mapped_column(Json, nullable=True)
    version: Mapped[int]
    number: Text
    title: Mapped[str]
    status: Mapped[str]
    code: Mapped[str]
    payload: Text
    content_hash: Mapped[str]
    facts: Mapped[Any] = mapped_column(Json, nullable=True)
    paper_size: Mapped[str]
    pages: Mapped[int]
    pdf_sha256: Mapped[str]
    sealed_at: Mapped[str]
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
    replaces_id: Mapped[UUID | None] = mapped_column(Id)
    reason: Text


class KeptPdf(Base):
    """The bytes of a sealed paper on this installation, compressed; they reprint it for ever."""

    __tablename__ = "kept_pdfs"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class UnfiledScan(Base):
    """A page of a scan or photo whose paper could not be told; a person files it."""

    __tablename__ = "unfiled_scans"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    filename: Mapped[str]
    page: Mapped[int]
    sha256: Mapped[str]
    mime: Mapped[str]
    why: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
