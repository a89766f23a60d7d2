"""Tables of groups, people and who belongs where."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.types import Id, IsoDate, Json

Text = Mapped[str | None]
"""Optional text; nothing is kept as NULL."""


class Group(Synced, Base):
    """A joint-business group (KUBE)."""

    __tablename__ = "groups"
    __table_args__ = (
        # Behind the order of the list stands what its filters ask: rows are not looked up for it.
        Index(
            "ix_groups_list",
            text("name COLLATE NOCASE"),
            "id",
            "state",
            "village_code",
            "budget_year",
            sqlite_where=text("deleted = 0"),
        ),
        Index("ix_groups_village_code", "village_code"),
        {"info": SYNCED},
    )

    register_number: Text
    name: Mapped[str]
    village_code: Mapped[str]
    address: Text
    hamlet: Text
    rt: Text
    rw: Text
    formed_on: Mapped[date | None] = mapped_column(IsoDate)
    business_type: Mapped[str]
    business_detail: Text
    business_name: Text
    budget_year: Mapped[int | None]
    funding_source: Text
    state: Mapped[str]
    decree_number: Text
    decree_on: Mapped[date | None] = mapped_column(IsoDate)
    bank_name: Text
    bank_account: Text
    bank_holder: Text
    meeting_day: Text
    goods_fate: Text
    note: Text
    reasons: Mapped[Any] = mapped_column(Json, nullable=True)


class GroupTransition(Synced, Base):
    """One step in the life of a group; steps are only added."""

    __tablename__ = "group_transitions"
    __table_args__ = (Index("ix_group_transitions_group_id", "group_id"), {"info": SYNCED})

    group_id: Mapped[UUID] = mapped_column(Id)
    state: Mapped[str]
    happened_on: Mapped[date] = mapped_column(IsoDate)
    note: Text
    mentor_id: Mapped[UUID | None] = mapped_column(Id)


class Person(Synced, Base):
    """A person: member of a group or single recipient."""

    __tablename__ = "people"
    __table_args__ = (
        Index(
            "ix_people_list", text("name COLLATE NOCASE"), "id", sqlite_where=text("deleted = 0")
        ),
        # The same order with what the filters ask; walking through the list takes the narrow one.
        Index(
            "ix_people_filters",
            text("name COLLATE NOCASE"),
            "id",
            "nik",
            "decile",
            "data_source",
            "village_code",
            "merged_into",
            sqlite_where=text("deleted = 0"),
        ),
        Index("ix_people_nik", "nik", "deleted", "merged_into"),
        Index("ix_people_family_card_number", "family_card_number"),
        Index("ix_people_village_code", "village_code"),
        {"info": SYNCED},
    )

    nik: Text
    family_card_number: Text
    name: Mapped[str]
    nickname: Text
    sex: Text
    birth_place: Text
    born_on: Mapped[date | None] = mapped_column(IsoDate)
    address: Text
    rt: Text
    rw: Text
    village_code: Text
    marital_status: Text
    family_relation: Text
    dependants: Mapped[int | None]
    education: Text
    occupation: Text
    phone: Text
    data_source: Text
    decile: Mapped[int | None]
    decile_checked_on: Mapped[date | None] = mapped_column(IsoDate)
    other_programmes: Mapped[Any] = mapped_column(Json, nullable=True)
    initial_income: Mapped[int | None]
    skills: Text
    consented_on: Mapped[date | None] = mapped_column(IsoDate)
    died_on: Mapped[date | None] = mapped_column(IsoDate)
    merged_into: Mapped[UUID | None] = mapped_column(Id)
    reasons: Mapped[Any] = mapped_column(Json, nullable=True)


class Membership(Synced, Base):
    """A person's time in a group; a new office or group is a new row, so history stays."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index("ix_memberships_group_id", "group_id", "deleted", "left_on", "role"),
        Index("ix_memberships_person_id", "person_id", "deleted", "left_on", "group_id"),
        {"info": SYNCED},
    )

    group_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    role: Mapped[str]
    joined_on: Mapped[date] = mapped_column(IsoDate)
    left_on: Mapped[date | None] = mapped_column(IsoDate)
    leave_reason: Text
    replaces_id: Mapped[UUID | None] = mapped_column(Id)


class Mentor(Synced, Base):
    """A facilitator (pendamping)."""

    __tablename__ = "mentors"

    name: Mapped[str]
    identity_number: Text
    phone: Text
    mentor_kind: Text
    decree_number: Text
    regency_code: Text
    replica: Text


class Assignment(Synced, Base):
    """A facilitator's time with a group."""

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_group_id", "group_id"), {"info": SYNCED})

    mentor_id: Mapped[UUID] = mapped_column(Id)
    group_id: Mapped[UUID] = mapped_column(Id)
    started_on: Mapped[date] = mapped_column(IsoDate)
    ended_on: Mapped[date | None] = mapped_column(IsoDate)
