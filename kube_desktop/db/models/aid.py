"""Tables of aid, its goods and their handover."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import Id, IsoDate, Json


class Aid(Synced, Base):
    """One allocation of aid to a group or, under UEP, to one person."""

    __tablename__ = "aids"
    __table_args__ = (
        Index("ix_aids_group_id", "group_id"),
        Index("ix_aids_person_id", "person_id"),
        {"info": SYNCED},
    )

    scheme: Mapped[str]
    group_id: Mapped[UUID | None] = mapped_column(Id)
    person_id: Mapped[UUID | None] = mapped_column(Id)
    budget_year: Mapped[int]
    stage: Mapped[int]
    ceiling: Mapped[int]
    form: Mapped[str]
    funding_source: Text
    budget_code: Text
    activity_name: Text
    decree_number: Text
    decree_on: Mapped[date | None] = mapped_column(IsoDate)
    supplier: Text
    over_ceiling_reason: Text


class AidItem(Synced, Base):
    """One line of goods; quantity in thousandths, money in rupiah."""

    __tablename__ = "aid_items"
    __table_args__ = (
        Index("ix_aid_items_aid_id", "aid_id"),
        Index("ix_aid_items_handover_id", "handover_id"),
        {"info": SYNCED},
    )

    aid_id: Mapped[UUID] = mapped_column(Id)
    handover_id: Mapped[UUID] = mapped_column(Id)
    position: Mapped[int]
    name: Mapped[str]
    specification: Text
    quantity_milli: Mapped[int]
    unit: Mapped[str]
    unit_price: Mapped[int]
    amount: Mapped[int]
    condition: Text
    serial_number: Text
    note: Text


class Handover(Synced, Base):
    """A handover of aid: the BAST, with the parties as they were on that day."""

    __tablename__ = "handovers"
    __table_args__ = (
        Index("ix_handovers_aid_id", "aid_id", "deleted", "handed_over_on", "status", "total"),
        # A row is large, for it holds the parties as they were: filters are answered from here.
        Index(
            "ix_handovers_list",
            "handed_over_on",
            "id",
            "status",
            "aid_id",
            "bast_number",
            sqlite_where=text("deleted = 0"),
        ),
        Index("ix_handovers_bast_number", "bast_number"),
        {"info": SYNCED},
    )

    aid_id: Mapped[UUID] = mapped_column(Id)
    bast_number: Text
    handed_over_on: Mapped[date] = mapped_column(IsoDate)
    place: Text
    receiver_id: Mapped[UUID | None] = mapped_column(Id)
    official_id: Mapped[UUID | None] = mapped_column(Id)
    first_party: Mapped[Any] = mapped_column(Json, nullable=True)
    second_party: Mapped[Any] = mapped_column(Json, nullable=True)
    giver: Mapped[Any] = mapped_column(Json, nullable=True)
    members: Mapped[Any] = mapped_column(Json, nullable=True)
    witnesses: Mapped[Any] = mapped_column(Json, nullable=True)
    acknowledged_by: Mapped[Any] = mapped_column(Json, nullable=True)
    recitals: Mapped[Any] = mapped_column(Json, nullable=True)
    letterhead: Mapped[Any] = mapped_column(Json, nullable=True)
    decree: Mapped[Any] = mapped_column(Json, nullable=True)
    total: Mapped[int]
    status: Mapped[str]
    note: Text
    reasons: Mapped[Any] = mapped_column(Json, nullable=True)


class Print(Synced, Base):
    """One printing of a paper: what, when, how many; only added."""

    __tablename__ = "prints"
    __table_args__ = (Index("ix_prints_record_id", "record_id"), {"info": SYNCED})

    paper: Mapped[str]
    record_id: Mapped[UUID] = mapped_column(Id)
    printed_at: Mapped[str]
    copies: Mapped[int]
    paper_size: Mapped[str]
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
