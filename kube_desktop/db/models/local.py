"""Tables of this installation only; they are never sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import Base
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import Id, Json, UtcDateTime


class Region(Base):
    """A province, regency, district or village by its Kemendagri code."""

    __tablename__ = "regions"
    __table_args__ = (Index("ix_regions_parent_code", "parent_code"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[str]
    region_kind: Mapped[str]
    parent_code: Text
    postal_code: Text
    valid_from: Text
    valid_to: Text
    replaced_by: Text


class Draft(Base):
    """Something typed that is not a record yet; it survives a power cut."""

    __tablename__ = "drafts"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    form: Mapped[str]
    record_id: Mapped[UUID | None] = mapped_column(Id)
    title: Mapped[str]
    content: Mapped[Any] = mapped_column(Json)
    typed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Installation(Base):
    """One fact about this installation: who uses it, its keys, where it stands."""

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


class Opened(Base):
    """A record that was opened lately, for Beranda and the search box."""

    __tablename__ = "opened"

    record_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SentFile(Base):
    """A package file this installation made."""

    __tablename__ = "sent_files"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    filename: Mapped[str]
    check_code: Mapped[str]
    size: Mapped[int]
    replica: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AppliedMerge(Base):
    """One merging of files at the office, with its counts."""

    __tablename__ = "merges"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    files: Mapped[Any] = mapped_column(Json)
    counts: Mapped[Any] = mapped_column(Json)
    fingerprint: Mapped[str]
