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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileMember:
    """A member of a group; the NIK is masked."""

    name: str
    position: str | None
    sex: str | None
    age: str | None
    nik: str
    eligibility: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileHandover:
    """A handover of aid to the group."""

    day: date
    number: str | None
    goods: str
    total: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileAsset:
    """A line of goods the group received, as it was last seen."""

    name: str
    quantity: str
    amount: int
    condition: str | None
    seen_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileVisit:
    """A visit to the group."""

    day: date
    condition: str | None
    turnover: int | None
    cash: int | None
    problems: str | None
    follow_up: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEvaluation:
    """An evaluation of the group."""

    day: date
    period: str
    kind: str
    score: str
    reached: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendMonth:
    """Business of the group in one month, as the last visit of the month found it."""

    label: str
    turnover: int | None
    cash: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupProfileContent:
    """Profil KUBE: what every official asks for before a visit, on one or two pages.

    Attributes:
        as_of: The day of the profile.
        others: Of lists that are cut: how many more there are, by what they are.

    """

    letterhead: Letterhead
    group_name: str | None
    as_of: date | None
    facts: Facts
    members: tuple[ProfileMember, ...]
    handovers: tuple[ProfileHandover, ...]
    handed_over: int
    assets: tuple[ProfileAsset, ...]
    visits: tuple[ProfileVisit, ...]
    evaluations: tuple[ProfileEvaluation, ...]
    trend: tuple[TrendMonth, ...]
    others: Facts = ()
    imprint: Imprint = field(default_factory=Imprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """Values of one colour in a chart of bars."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsContent:
    """A chart of bars.

    Attributes:
        is_money: Whether the values are rupiah.

    """

    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    is_money: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """A table of texts.

    Attributes:
        columns: Title, share of the width, and `l`, `c` or `r` for how values stand.
        rows: A row of one text is a heading across all columns.
        nothing: What stands there when there are no rows.

    """

    columns: tuple[tuple[str, float, str], ...]
    rows: tuple[tuple[str | None, ...], ...]
    total: tuple[str, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """A part of a report; what is empty is left out."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    facts: Facts = ()
    bars: tuple[BarsContent, ...] = ()
    table: TableContent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A recap or report of a period.

    Attributes:
        kind: What it is, as `Rekapitulasi KUBE`; the name of the file says it too.
        title: Lines of the title, in capitals.
        subtitle: Below it, as the region.
        signer: Who answers for it.

    """

    letterhead: Letterhead
    kind: str | None
    title: str | None
    subtitle: str | None
    sections: tuple[ReportSection, ...]
    signed_at: str | None
    signed_on: date | None
    signer: Party
    acknowledged_by: Party | None = None
    imprint: Imprint = field(default_factory=Imprint)
