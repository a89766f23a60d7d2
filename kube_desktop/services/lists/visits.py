"""Reading visits: the agenda of a month, the visits of a group, and one form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.members import Role
from kube_desktop.domain.mentoring import (
    AgendaRow,
    BusinessCondition,
    GoodsState,
    ItemFinding,
    PromiseResult,
    Urgency,
    VisitDraft,
    VisitFacts,
    VisitKind,
    VisitRow,
    agenda_entry,
    next_visit_due,
)
from kube_desktop.services.lists.listing import (
    for_form,
    known,
    stored_list,
    stored_map,
    stored_reasons,
)

MENTORED = "g.deleted = 0 AND g.state IN ('ditetapkan', 'disalurkan', 'didampingi', 'mandiri')"
"""Groups that are visited regularly."""
_AGENDA = (
    "SELECT g.id, g.name, v.name, d.name, "
    "(SELECT s.id FROM visits s WHERE s.group_id = g.id AND s.deleted = 0 "
    "AND s.visited_on BETWEEN :first AND :last ORDER BY s.visited_on DESC LIMIT 1), "
    "(SELECT max(s.visited_on) FROM visits s WHERE s.group_id = g.id AND s.deleted = 0 "
    "AND s.visited_on BETWEEN :first AND :last), "
    "(SELECT max(s.visited_on) FROM visits s WHERE s.group_id = g.id AND s.deleted = 0 "
    "AND s.visited_on < :first), "
    "(SELECT count(*) FROM visits s WHERE s.group_id = g.id AND s.deleted = 0 "
    "AND s.visited_on <= :last), "
    "(SELECT max(h.handed_over_on) FROM handovers h JOIN aids a ON a.id = h.aid_id "
    "WHERE a.group_id = g.id AND h.deleted = 0), coalesce(g.decree_on, g.formed_on) "
    "FROM groups g LEFT JOIN regions v ON v.code = g.village_code "
    "LEFT JOIN regions d ON d.code = v.parent_code "
    # Who was visited is listed in every state: a recorded visit must not look lost.
    f"WHERE {MENTORED} OR g.deleted = 0 AND g.id IN (SELECT s.group_id FROM visits s "
    "WHERE s.deleted = 0 AND s.visited_on BETWEEN :first AND :last)"
)
_VISITS = (
    "SELECT s.id, s.group_id, g.name, s.visited_on, "
    "(SELECT count(*) FROM visits o WHERE o.group_id = s.group_id AND o.deleted = 0 "
    "AND (o.visited_on, o.id) <= (s.visited_on, s.id)), "
    "s.topics, s.business_condition, s.follow_up, t.name "
    "FROM visits s LEFT JOIN groups g ON g.id = s.group_id "
    "LEFT JOIN mentors t ON t.id = s.mentor_id "
)
_ATTENDANCE = (
    "SELECT a.person_id, p.name, (SELECT m.role FROM memberships m "
    "WHERE m.person_id = a.person_id AND m.group_id = s.group_id "
    "AND m.joined_on <= s.visited_on ORDER BY m.joined_on DESC, m.id DESC LIMIT 1), a.is_present "
    "FROM visit_attendances a JOIN visits s ON s.id = a.visit_id "
    "JOIN people p ON p.id = a.person_id WHERE a.visit_id = :id AND a.deleted = 0 ORDER BY p.name"
)
_BEFORE = (
    "WHERE group_id = :id AND deleted = 0 AND id <> :before AND (:before = x'' OR "
    "(visited_on, id) < (SELECT visited_on, id FROM visits WHERE id = :before)) "
    "ORDER BY visited_on DESC, id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised at the visit before: shown on top of the next form."""

    visit_id: UUID
    visited_on: date
    follow_up: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Somebody who was expected at a recorded visit, a member still or not.

    Attributes:
        role: The last office held until that day, if any is known.

    """

    id: UUID
    name: str
    role: Role | None
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsavedVisit:
    """A visit that is typed and not yet recorded, or corrected and not yet stored.

    Attributes:
        record_id: The visit being corrected; None for a new one.
        content: What the form kept; it reads it back itself.

    """

    draft_id: UUID
    record_id: UUID | None
    group_id: UUID | None
    content: Mapping[str, Any]
    typed_at: datetime


class VisitLists:
    """Agenda and visits."""

    def __init__(self, reader: Reader, today: Callable[[], date]) -> None:
        self._reader = reader
        self._today = today

    def agenda(self, month: date) -> list[AgendaRow]:
        """Return every group mentored or visited in the month of a day, the most urgent first."""
        first = month.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found = self._reader.rows(_AGENDA, {"first": first.isoformat(), "last": last.isoformat()})
        rows = [
            self._agenda_row(row, first, last)
            for row in found
            if row[5] or (row[8] or row[9] or "") <= last.isoformat()
        ]
        return sorted(rows, key=lambda row: _agenda_order(row, last))

    def _agenda_row(self, row: Row, first: date, last: date) -> AgendaRow:
        visited = date.fromisoformat(row[5]) if row[5] else None
        before = date.fromisoformat(row[6]) if row[6] else None
        since = date.fromisoformat(row[8] or row[9] or first.isoformat())
        due = next_visit_due(before, since)
        sequence = row[7] if visited else row[7] + 1
        if first > self._today():
            # A coming month: the visits that are due until then are thought of as done.
            while due < first:
                due, sequence = next_visit_due(due, since), sequence + 1
        urgency, hint = agenda_entry(due, visited, sequence, self._today())
        if visited is None and last < self._today().replace(day=1):
            urgency, hint = Urgency.LATE, f"kunjungan ke-{sequence} · tidak dicatat bulan itu"
        return AgendaRow(
            group_id=UUID(bytes=row[0]),
            group_name=row[1],
            place=", ".join(part for part in (row[2], row[3]) if part),
            visit_id=UUID(bytes=row[4]) if row[4] else None,
            sequence=sequence,
            due_on=visited or due,
            urgency=urgency,
            hint=hint,
        )

    def of_group(self, group_id: UUID) -> list[VisitRow]:
        """Return the visits to a group, newest first."""
        found = self._reader.rows(
            f"{_VISITS}WHERE s.group_id = :id AND s.deleted = 0 "
            "ORDER BY s.visited_on DESC, s.id DESC",
            {"id": group_id.bytes},
        )
        return [_visit_row(row) for row in found]

    def ids_of_month(self, month: date) -> list[UUID]:
        """Return the visits in the month of a day, oldest first, as their reports are printed."""
        found = self._reader.rows(
            "SELECT id FROM visits WHERE deleted = 0 AND visited_on LIKE :month "
            "ORDER BY visited_on, id",
            {"month": f"{month:%Y-%m}-%"},
        )
        return [UUID(bytes=row[0]) for row in found]

    def present_before(self, group_id: UUID, before: UUID | None = None) -> frozenset[UUID] | None:
        """Return who was there at the last visit (before a given one); None without any."""
        row = self._reader.row(f"SELECT id FROM visits {_BEFORE}", _before(group_id, before))
        return None if row is None else self._present(UUID(bytes=row[0]))

    def attendance(self, visit_id: UUID) -> list[Attendance]:
        """Return who was expected at a visit, also people who left or were deleted since."""
        found = self._reader.rows(_ATTENDANCE, {"id": visit_id.bytes})
        return [
            Attendance(
                id=UUID(bytes=row[0]),
                name=row[1],
                role=known(Role, row[2], None),
                is_present=bool(row[3]),
            )
            for row in found
        ]

    def unsaved(self) -> list[UnsavedVisit]:
        """Return what was typed and not recorded, the newest first."""
        found = self._reader.rows(
            "SELECT id, record_id, content, typed_at FROM drafts WHERE form = 'visit' "
            "ORDER BY typed_at DESC"
        )
        return [_unsaved(row) for row in found]

    def all_ids(self) -> list[UUID]:
        """Return the ids of all visits, oldest first."""
        found = self._reader.rows("SELECT id FROM visits WHERE deleted = 0 ORDER BY visited_on, id")
        return [UUID(bytes=row[0]) for row in found]

    def promise(self, group_id: UUID, before: UUID | None = None) -> Promise | None:
        """Return the follow-up promised at the last visit (before a given one), if any."""
        row = self._reader.row(
            f"SELECT id, visited_on, follow_up, follow_up_due_on FROM visits {_BEFORE}",
            _before(group_id, before),
        )
        if row is None or not row[2]:
            return None
        return Promise(
            visit_id=UUID(bytes=row[0]),
            visited_on=date.fromisoformat(row[1]),
            follow_up=row[2],
            due_on=date.fromisoformat(row[3]) if row[3] else None,
        )

    def facts(
        self, group_id: UUID, visited_on: date | None, other_than: UUID | None = None
    ) -> VisitFacts:
        """Return what the checks of a visit draft need to know."""
        formed = self._reader.value(
            "SELECT formed_on FROM groups WHERE id = :id", {"id": group_id.bytes}
        )
        same_day = visited_on is not None and self._reader.value(
            "SELECT 1 FROM visits WHERE group_id = :id AND visited_on = :day AND deleted = 0 "
            "AND id <> :other",
            {
                "id": group_id.bytes,
                "day": visited_on.isoformat(),
                "other": other_than.bytes if other_than else b"",
            },
        )
        return VisitFacts(
            formed_on=date.fromisoformat(formed) if formed else None, same_day=bool(same_day)
        )

    def sequence_of_next(self, group_id: UUID) -> int:
        """Return the number of the next visit to a group, from 1."""
        found: int = self._reader.value(
            "SELECT count(*) + 1 FROM visits WHERE group_id = :id AND deleted = 0",
            {"id": group_id.bytes},
        )
        return found

    def row(self, visit_id: UUID) -> VisitRow | None:
        """Return one visit as lists show it."""
        row = self._reader.row(
            f"{_VISITS}WHERE s.id = :id AND s.deleted = 0", {"id": visit_id.bytes}
        )
        return _visit_row(row) if row else None

    def draft(self, visit_id: UUID) -> VisitDraft | None:
        """Return the stored fields of a visit, ready for the form."""
        names = [*_PLAIN, *_DATES, *_READ]
        row = self._reader.row(
            f"SELECT {', '.join(names)} FROM visits WHERE id = :id AND deleted = 0",
            {"id": visit_id.bytes},
        )
        if row is None:
            return None
        values: dict[str, Any] = dict(zip(names, row, strict=True))
        plain = for_form({name: values[name] for name in _PLAIN}, _NUMBERS)
        dates: dict[str, Any] = {
            k: date.fromisoformat(values[k]) if values[k] else None for k in _DATES
        }
        return VisitDraft(
            **plain,
            **dates,
            group_id=UUID(bytes=values["group_id"]),
            kind=known(VisitKind, values["visit_kind"], VisitKind.INCIDENTAL),
            topics=tuple(stored_list(values["topics"])),
            business_condition=known(BusinessCondition, values["business_condition"], None),
            promise_result=known(PromiseResult, values["promise_result"], None),
            reasons=stored_reasons(values["reasons"]),
            present=self._present(visit_id),
            findings=self._findings(visit_id),
        )

    def _present(self, visit_id: UUID) -> frozenset[UUID]:
        found = self._reader.rows(
            "SELECT person_id FROM visit_attendances WHERE visit_id = :id AND is_present = 1 "
            "AND deleted = 0",
            {"id": visit_id.bytes},
        )
        return frozenset(UUID(bytes=row[0]) for row in found)

    def _findings(self, visit_id: UUID) -> tuple[ItemFinding, ...]:
        found = self._reader.rows(
            "SELECT aid_item_id, condition, reason FROM item_conditions WHERE visit_id = :id "
            "AND deleted = 0 ORDER BY id",
            {"id": visit_id.bytes},
        )
        return tuple(
            ItemFinding(
                aid_item_id=UUID(bytes=row[0]),
                state=known(GoodsState, row[1], None),
                reason=row[2] or "",
            )
            for row in found
        )


_NUMBERS = ("others_present", "turnover", "cash")
_PLAIN = (
    "started_at", "ended_at", "method", "others_present", "activity", "turnover", "cash",
    "problems", "solution", "follow_up", "community_role", "referral",
)  # fmt: skip
_DATES = ("visited_on", "follow_up_due_on")
_READ = ("group_id", "visit_kind", "topics", "business_condition", "promise_result", "reasons")


def _agenda_order(row: AgendaRow, last: date) -> tuple[str, int, str]:
    day = (row.due_on or last).toordinal()
    # What is done is looked at newest first; what waits, oldest first.
    return row.urgency.value, -day if row.urgency is Urgency.DONE else day, row.group_name


def _before(group_id: UUID, before: UUID | None) -> dict[str, object]:
    return {"id": group_id.bytes, "before": before.bytes if before else b""}


def _unsaved(row: Row) -> UnsavedVisit:
    content = stored_map(row[2])
    try:
        group_id = UUID(str(content.get("group_id")))
    except ValueError:
        group_id = None
    return UnsavedVisit(
        draft_id=UUID(bytes=row[0]),
        record_id=UUID(bytes=row[1]) if row[1] else None,
        group_id=group_id,
        content=content,
        typed_at=datetime.fromisoformat(row[3]),
    )


def _visit_row(row: Row) -> VisitRow:
    return VisitRow(
        id=UUID(bytes=row[0]),
        group_id=UUID(bytes=row[1]),
        group_name=row[2] or "",
        visited_on=date.fromisoformat(row[3]),
        sequence=row[4],
        topics=tuple(stored_list(row[5])),
        business_condition=known(BusinessCondition, row[6], None),
        follow_up=row[7] or "",
        mentor=row[8] or "",
    )
