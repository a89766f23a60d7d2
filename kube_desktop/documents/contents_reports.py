"""What is printed on reports: the month of a facilitator, the profile of a group, recaps."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kube_desktop.documents.content import Imprint, Letterhead, Party, Photo


class Fact(NamedTuple):
    """A label and what is known of it."""

    label: str
    value: str | None = None


Facts = tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthVisit:
    """One visit in the report of a month; texts may have several lines."""

    visited_on: date | None
    place: str | None
    activities: str | None
    progress: str | None
    problems: str | None
    solutions: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One group in the plan for the next month.

    Attributes:
        when: When it shall be visited, in words.
        due_on: Until when the follow-up was promised.

    """

    place: str
    when: str
    follow_up: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReportContent:
    """Laporan bulanan pendamping.

    Attributes:
        period: As `November 2026`.
        following: The month of the plan.
        mentor_facts: Further lines about the facilitator.
        figures: The numbers of the month.
        left_out_photos: Photos of the month for which there was no room.
        acknowledged_by: Who takes note for the office.

    """

    letterhead: Letterhead
    period: str | None
    following: str | None
    mentor: Party
    mentor_facts: Facts
    figures: Facts
    visits: tuple[MonthVisit, ...]
    plans: tuple[PlannedVisit, ...]
    photos: tuple[Photo, ...] = ()
    left_out_photos: int = 0
    signed_at: str | None
    signed_on: date | None
    acknowledged_by: Party | None
    imprint: Imprint = field(default_factory=Imprint)
