"""Reading the month of a facilitator: visits, numbers, what was promised, what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.mentoring import (
    BusinessCondition,
    PromiseResult,
    VisitKind,
    next_visit_due,
)
from kube_desktop.domain.periods import Period
from kube_desktop.services.lists.listing import known, stored_list
from kube_desktop.services.lists.visits import MENTORED

_BY: Final = "(:mentor = x'' OR s.mentor_id = :mentor)"
_WITHIN: Final = f"s.deleted = 0 AND s.visited_on BETWEEN :first AND :last AND {_BY}"
_OWN: Final = (
    "(:mentor = x'' OR EXISTS (SELECT 1 FROM assignments n WHERE n.group_id = g.id "
    "AND n.deleted = 0 AND n.mentor_id = :mentor AND coalesce(n.ended_on, '9999') >= :first))"
)


def own_aid(own_group: str) -> str:
    """Return the condition of aid to own groups, and to single recipients by who handed it over.

    Single recipients have no facilitator of their own.
    """
    return (
        "(CASE WHEN g.id IS NULL THEN :mentor = x'' OR json_extract(h.giver, '$.name') = "
        f"(SELECT t.name FROM mentors t WHERE t.id = :mentor) ELSE {own_group} END)"
    )


_VISITS: Final = (
    "SELECT s.id, s.group_id, s.visited_on, g.name, v.name, d.name, s.visit_kind, s.topics, "
    "s.activity, s.business_condition, s.turnover, s.cash, s.promise_result, s.problems, "
    "s.solution, (SELECT count(*) FROM visit_attendances a WHERE a.visit_id = s.id "
    "AND a.deleted = 0), (SELECT count(*) FROM visit_attendances a WHERE a.visit_id = s.id "
    "AND a.deleted = 0 AND a.is_present = 1) FROM visits s LEFT JOIN groups g ON g.id = s.group_id "
    "LEFT JOIN regions v ON v.code = g.village_code LEFT JOIN regions d ON d.code = v.parent_code "
    f"WHERE {_WITHIN} AND coalesce(g.deleted, 0) = 0 ORDER BY s.visited_on, s.id"
)
_PHOTOS: Final = (
    "SELECT t.sha256, t.caption, g.name, s.visited_on FROM visits s "
    "JOIN attachments t ON t.owner_id = s.id LEFT JOIN groups g ON g.id = s.group_id "
    "WHERE t.deleted = 0 AND t.mime LIKE 'image/%' AND t.attachment_kind NOT LIKE 'scan-%' "
    "AND coalesce(g.deleted, 0) = 0 "
    f"AND {_WITHIN} "
    "ORDER BY s.visited_on, s.id, t.id"
)
_PLANS: Final = (
    "SELECT g.id, g.name, v.name, d.name, x.visited_on, x.follow_up, x.follow_up_due_on, "
    "(SELECT max(h.handed_over_on) FROM handovers h JOIN aids a ON a.id = h.aid_id "
    "WHERE a.group_id = g.id AND h.deleted = 0), coalesce(g.decree_on, g.formed_on) FROM groups g "
    "LEFT JOIN visits x ON x.id = (SELECT s.id FROM visits s WHERE s.group_id = g.id "
    "AND s.deleted = 0 AND s.visited_on <= :last ORDER BY s.visited_on DESC, s.id DESC LIMIT 1) "
    "LEFT JOIN regions v ON v.code = g.village_code LEFT JOIN regions d ON d.code = v.parent_code "
    f"WHERE ({MENTORED} OR g.deleted = 0 AND g.state NOT IN ('tidak_aktif', 'bubar', 'ditolak') "
    f"AND x.visited_on >= :first AND coalesce(x.follow_up, '') <> '') AND {_OWN}"
)
_FINDINGS: Final = (
    "SELECT coalesce(sum(c.condition <> 'dipakai'), 0), count(*) FROM visits s "
    f"JOIN item_conditions c ON c.visit_id = s.id WHERE c.deleted = 0 AND {_WITHIN}"
)
_HANDOVERS: Final = (
    "SELECT count(*), coalesce(sum(h.total), 0) FROM handovers h JOIN aids a ON a.id = h.aid_id "
    "LEFT JOIN groups g ON g.id = a.group_id WHERE h.deleted = 0 AND h.status <> 'dibatalkan' "
    f"AND h.handed_over_on BETWEEN :first AND :last AND {own_aid(_OWN)}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorCard:
    """A facilitator as reports introduce them."""

    name: str
    kind: str
    identity_number: str
    decree_number: str
    regency_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneVisit:
    """One visit of the month with what came of it.

    Attributes:
        expected: Members who were expected; `present` of them came.

    """

    id: UUID
    group_id: UUID
    visited_on: date
    group_name: str
    place: str
    kind: VisitKind
    topics: tuple[str, ...]
    activity: str
    condition: BusinessCondition | None
    turnover: int | None
    cash: int | None
    promise: PromiseResult | None
    problems: str
    solution: str
    expected: int
    present: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPhoto:
    """A photo of a visit of the month."""

    sha256: str
    caption: str
    group_name: str
    visited_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingVisit:
    """A group to visit after the month, the first first.

    Attributes:
        follow_up: What was promised at the last visit, until `promised_until`.

    """

    group_id: UUID
    group_name: str
    place: str
    due_on: date
    follow_up: str
    promised_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthNumbers:
    """Numbers of the month that are not counted from its visits.

    Attributes:
        mentored: Groups this facilitator mentors.
        worse_items: Goods found broken, unused, lost or sold, of `seen_items` looked at.

    """

    mentored: int
    worse_items: int
    seen_items: int
    handovers: int
    handed_over: int


class MonthLists:
    """What the monthly report of a facilitator holds; without one, of all of them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def months(self, mentor_id: UUID | None) -> list[tuple[str, UUID | None]]:
        """Return months with visits and whose they are, the oldest first."""
        found = self._reader.rows(
            "SELECT DISTINCT substr(s.visited_on, 1, 7), s.mentor_id FROM visits s "
            f"WHERE s.deleted = 0 AND {_BY} ORDER BY 1, 2",
            {"mentor": mentor_id.bytes if mentor_id else b""},
        )
        return [(row[0], UUID(bytes=row[1]) if row[1] else None) for row in found]

    def mentors(self, period: Period) -> list[tuple[UUID, str]]:
        """Return who recorded visits in a period, by name."""
        found = self._reader.rows(
            "SELECT DISTINCT t.id, t.name FROM visits s JOIN mentors t ON t.id = s.mentor_id "
            f"WHERE {_WITHIN} ORDER BY t.name, t.id",
            _params(period, None),
        )
        return [(UUID(bytes=row[0]), row[1]) for row in found]

    def mentor(self, mentor_id: UUID) -> MentorCard | None:
        """Return a facilitator."""
        row = self._reader.row(
            "SELECT name, mentor_kind, identity_number, decree_number, regency_code FROM mentors "
            "WHERE id = :id AND deleted = 0",
            {"id": mentor_id.bytes},
        )
        if row is None:
            return None
        name, kind, number, decree, regency = (value or "" for value in row)
        return MentorCard(name=name, kind=kind, identity_number=number, decree_number=decree,
                          regency_code=regency)  # fmt: skip

    def visits(self, period: Period, mentor_id: UUID | None) -> list[DoneVisit]:
        """Return the visits of a period, the oldest first."""
        return [_visit(row) for row in self._reader.rows(_VISITS, _params(period, mentor_id))]

    def photos(self, period: Period, mentor_id: UUID | None) -> list[VisitPhoto]:
        """Return the photos of these visits."""
        found = self._reader.rows(_PHOTOS, _params(period, mentor_id))
        return [
            VisitPhoto(
                sha256=row[0],
                caption=row[1] or "",
                group_name=row[2] or "",
                visited_on=date.fromisoformat(row[3]),
            )
            for row in found
        ]

    def numbers(self, period: Period, mentor_id: UUID | None) -> MonthNumbers:
        """Return the other numbers of a period."""
        params = _params(period, mentor_id)
        mentored = self._reader.value(
            f"SELECT count(*) FROM groups g WHERE {MENTORED} AND {_OWN}", params
        )
        worse, seen = self._reader.row(_FINDINGS, params) or (0, 0)
        handovers, handed_over = self._reader.row(_HANDOVERS, params) or (0, 0)
        return MonthNumbers(
            mentored=mentored,
            worse_items=worse,
            seen_items=seen,
            handovers=handovers,
            handed_over=handed_over,
        )

    def coming(self, period: Period, mentor_id: UUID | None) -> list[ComingVisit]:
        """Return the groups that are due until the end of the following month.

        As the agenda tells it; a group due earlier and not visited is still due. Groups that are
        not in the agenda yet are there when something was promised to them in the period.
        """
        last = period.following.last
        rows = [_coming(row) for row in self._reader.rows(_PLANS, _params(period, mentor_id))]
        due = [row for row in rows if row is not None and row.due_on <= last]
        return sorted(due, key=lambda row: (row.due_on, row.group_name, row.group_id))


def _params(period: Period, mentor_id: UUID | None) -> dict[str, object]:
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "mentor": mentor_id.bytes if mentor_id else b"",
    }


def _place(*names: str | None) -> str:
    return ", ".join(name for name in names if name)


def _visit(row: Row) -> DoneVisit:
    return DoneVisit(
        id=UUID(bytes=row[0]),
        group_id=UUID(bytes=row[1]),
        visited_on=date.fromisoformat(row[2]),
        group_name=row[3] or "",
        place=_place(row[4], row[5]),
        kind=known(VisitKind, row[6], VisitKind.INCIDENTAL),
        topics=tuple(str(topic) for topic in stored_list(row[7])),
        activity=row[8] or "",
        condition=known(BusinessCondition, row[9], None),
        turnover=row[10],
        cash=row[11],
        promise=known(PromiseResult, row[12], None),
        problems=row[13] or "",
        solution=row[14] or "",
        expected=row[15],
        present=row[16],
    )


def _coming(row: Row) -> ComingVisit | None:
    last = date.fromisoformat(row[4]) if row[4] else None
    since = row[7] or row[8]
    if last is None and not since:
        return None
    return ComingVisit(
        group_id=UUID(bytes=row[0]),
        group_name=row[1],
        place=_place(row[2], row[3]),
        due_on=next_visit_due(last, date.fromisoformat(since) if since else date.min),
        follow_up=row[5] or "",
        promised_until=date.fromisoformat(row[6]) if row[6] else None,
    )
