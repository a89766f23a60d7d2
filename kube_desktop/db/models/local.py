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


class Laptop(Base):
    """A laptop as the office knows it: its keys, who uses it, and how its clock stands.

    `clock_off` is the time of the laptop less that of the office, in seconds, at the last file.
    """

    __tablename__ = "laptops"

    device_key: Mapped[str] = mapped_column(primary_key=True)
    box_key: Text
    name: Mapped[str]
    regency_code: Text
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    enrolled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_made_at: Text
    clock_off: Mapped[int | None] = mapped_column(BigInteger)
    app: Text
    schema_version: Mapped[int | None]
    branches: Mapped[Any] = mapped_column(Json, nullable=True)


class IssuedFile(Base):
    """A settings pack or return file the office made, and what it said."""

    __tablename__ = "issued_files"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    file_kind: Mapped[str]
    number: Mapped[int]
    device_key: Text
    filename: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[Any] = mapped_column(Json)


class ReceivedFile(Base):
    """A settings pack, return file or acknowledgement this laptop took from the office."""

    __tablename__ = "received_files"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    file_kind: Mapped[str]
    number: Mapped[int]
    filename: Mapped[str]
    signer: Mapped[str]
    made_at: Text
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[Any] = mapped_column(Json)


class WaitingFile(Base):
    """A file of a newer program, kept until this one was brought up to date."""

    __tablename__ = "waiting_files"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    filename: Mapped[str]
    sha512: Mapped[str]
    why: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DecisionBatch(Base):
    """Decisions taken in one step by a rule, so that they can be undone in one step.

    The decisions are the changes `first_seq` to `last_seq` of this replica.
    """

    __tablename__ = "decision_batches"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rule: Mapped[str]
    content: Mapped[Any] = mapped_column(Json)
    replica: Mapped[int] = mapped_column(BigInteger)
    first_seq: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
