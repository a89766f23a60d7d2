"""Tables of evaluations; which questions are asked is an instrument, kept as data."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kube_desktop.db.models.base import SYNCED, Base, Synced
from kube_desktop.db.models.people import Text
from kube_desktop.db.types import Id, IsoDate


class Evaluation(Synced, Base):
    """One evaluation of a group; its scores always count by the instrument it names."""

    __tablename__ = "evaluations"
    __table_args__ = (Index("ix_evaluations_group_id", "group_id", "evaluated_on"),
                      {"info": SYNCED})  # fmt: skip

    group_id: Mapped[UUID] = mapped_column(Id)
    instrument: Mapped[str]
    evaluation_kind: Mapped[str]
    period: Mapped[str]
    evaluated_on: Mapped[date] = mapped_column(IsoDate)
    mentor_id: Mapped[UUID | None] = mapped_column(Id)
    joint_officer: Text
    obstacles: Text
    recommendation: Text
    note: Text
    status: Mapped[str]


class EvaluationAnswer(Synced, Base):
    """The score of one indicator, with what was seen."""

    __tablename__ = "evaluation_answers"
    __table_args__ = (Index("ix_evaluation_answers_evaluation_id", "evaluation_id"),
                      {"info": SYNCED})  # fmt: skip

    evaluation_id: Mapped[UUID] = mapped_column(Id)
    indicator: Mapped[str]
    score: Mapped[int | None]
    note: Text
