"""Tables of mentoring visits and attached files."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import Id, IsoDate, Json


class Visit(Synced, Base):
    """A mentoring visit to a group."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_group_id", "group_id", "visited_on", "deleted", "id"),
        Index("ix_visits_visited_on", "visited_on"),
        {"info": SYNCED},
    )

    group_id: Mapped[UUID] = mapped_column(Id)
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
    visited_on: Mapped[date] = mapped_column(IsoDate)
    started_at: Text
    ended_at: Text
    visit_kind: Mapped[str]
    method: Mapped[str]
    topics: Mapped[Any] = mapped_column(Json, nullable=True)
    others_present: Mapped[int | None]
    activity: Text
    business_condition: Text
    turnover: Mapped[int | None]
    cash: Mapped[int | None]
    solidarity_balance: Mapped[int | None]
    problems: Text
    solution: Text
    follow_up: Text
    follow_up_due_on: Mapped[date | None] = mapped_column(IsoDate)
    promise_result: Text
    community_role: Text
    referral: Text
    reasons: Mapped[Any] = mapped_column(Json, nullable=True)


class VisitAttendance(Synced, Base):
    """Whether a member was present at a visit."""

    __tablename__ = "visit_attendances"
    __table_args__ = (Index("ix_visit_attendances_visit_id", "visit_id"), {"info": SYNCED})

    visit_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    is_present: Mapped[int]


class ItemCondition(Synced, Base):
    """What a visit found of one line of goods."""

    __tablename__ = "item_conditions"
    __table_args__ = (
        Index("ix_item_conditions_visit_id", "visit_id"),
        Index("ix_item_conditions_aid_item_id", "aid_item_id"),
        {"info": SYNCED},
    )

    visit_id: Mapped[UUID] = mapped_column(Id)
    aid_item_id: Mapped[UUID] = mapped_column(Id)
    condition: Mapped[str]
    reason: Text


class Attachment(Synced, Base):
    """A photo or scan; its bytes lie encrypted beside the database, named by their hash."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_owner_id", "owner_id"), {"info": SYNCED})

    owner_kind: Mapped[str]
    owner_id: Mapped[UUID] = mapped_column(Id)
    attachment_kind: Mapped[str]
    filename: Mapped[str]
    mime: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    taken_at: Text
    caption: Text
