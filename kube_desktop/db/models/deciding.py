"""Tables of what people decide about merged records, ask each other, and answer."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import Id, IsoDate, Json


class Verdict(Synced, Base):
    """What a person decided about a finding, for ever: two records are one person, or are not.

    The key names the finding and what it is about in one canonical text, so that the same verdict
    of two offices is about the same thing.
    """

    __tablename__ = "verdicts"
    __table_args__ = (Index("ix_verdicts_key", "key"), {"info": SYNCED})

    finding_kind: Mapped[str]
    key: Mapped[str]
    verdict: Mapped[str]
    content: Mapped[Any] = mapped_column(Json, nullable=True)
    reason: Text
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
    decided_on: Mapped[date] = mapped_column(IsoDate)


class Question(Synced, Base):
    """A question of the office to a facilitator about a record, and its answer."""

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_record_id", "record_id"), {"info": SYNCED})

    mentor_id: Mapped[UUID | None] = mapped_column(Id)
    record_table: Mapped[str]
    record_id: Mapped[UUID] = mapped_column(Id)
    field: Text
    question: Mapped[str]
    asked_by: Text
    asked_on: Mapped[date] = mapped_column(IsoDate)
    answer: Text
    answered_on: Mapped[date | None] = mapped_column(IsoDate)
    status: Mapped[str]


class Response(Synced, Base):
    """What a facilitator says to a correction of the office: accepted, or objected to and why."""

    __tablename__ = "responses"
    __table_args__ = (Index("ix_responses_record_id", "record_id"), {"info": SYNCED})

    record_table: Mapped[str]
    record_id: Mapped[UUID] = mapped_column(Id)
    field: Mapped[str]
    change_replica: Mapped[int] = mapped_column(BigInteger)
    change_seq: Mapped[int] = mapped_column(BigInteger)
    response: Mapped[str]
    comment: Text
    responded_on: Mapped[date] = mapped_column(IsoDate)
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
