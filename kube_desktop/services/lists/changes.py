"""Reading what changed in groups: the check before the SK, who replaced whom, who took over."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.members import CHANGED_OFFICE

_FOLLOWED: Final = (
    "SELECT o.id, o.group_id, o.mentor_id, (SELECT n.mentor_id FROM assignments n "
    "WHERE n.group_id = o.group_id AND n.deleted = 0 AND n.mentor_id <> o.mentor_id "
    "AND n.started_on >= o.ended_on ORDER BY n.started_on, n.id LIMIT 1), o.ended_on "
    "FROM assignments o WHERE o.deleted = 0 AND o.ended_on IS NOT NULL "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The step with which a group counted as verified."""

    happened_on: date
    note: str
    mentor_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A membership that replaced another one.

    Attributes:
        since: When the new membership began.
        is_office: Whether only an office changed hands.

    """

    group_id: UUID
    old_person: UUID
    old_role: str
    old_since: date
    old_until: date | None
    reason: str
    new_person: UUID
    new_role: str
    since: date

    @property
    def is_office(self) -> bool:
        """Whether only an office changed hands, and both stay in the group."""
        return self.reason == CHANGED_OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRow:
    """A replacement as a page shows it in a line; `id` is the new membership."""

    id: UUID
    since: date
    old_name: str
    new_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Groups that one facilitator left to another on one day."""

    old_mentor: UUID
    new_mentor: UUID
    day: date
    groups: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupThen:
    """What was known of a group on a day in the past."""

    aid: int | None
    last_visit_on: date | None
    follow_up: str


class ChangeLists:
    """What changed in groups."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def checked_groups(self) -> list[UUID]:
        """Return the groups that were verified, in the order of their check."""
        found = self._reader.rows(
            "SELECT s.group_id FROM group_transitions s JOIN groups g ON g.id = s.group_id "
            "WHERE s.state = 'diverifikasi' AND s.deleted = 0 AND g.deleted = 0 "
            "GROUP BY s.group_id ORDER BY max(s.happened_on), s.group_id"
        )
        return [UUID(bytes=row[0]) for row in found]

    def check(self, group_id: UUID) -> Check | None:
        """Return the last check of a group."""
        row = self._reader.row(
            "SELECT happened_on, note, mentor_id FROM group_transitions WHERE group_id = :id "
            "AND state = 'diverifikasi' AND deleted = 0 ORDER BY happened_on DESC, id DESC LIMIT 1",
            {"id": group_id.bytes},
        )
        if row is None:
            return None
        return Check(
            happened_on=date.fromisoformat(row[0]),
            note=row[1] or "",
            mentor_id=UUID(bytes=row[2]) if row[2] else None,
        )

    def family_cards(self, group_id: UUID, on: date) -> list[str]:
        """Return the No. KK of the members of a day, empty where it is not known."""
        found = self._reader.rows(
            "SELECT p.family_card_number FROM memberships m JOIN people p ON p.id = m.person_id "
            "WHERE m.group_id = :id AND m.deleted = 0 AND p.deleted = 0 AND m.joined_on <= :day "
            "AND coalesce(m.left_on, '9999') > :day",
            {"id": group_id.bytes, "day": on.isoformat()},
        )
        return [row[0] or "" for row in found]

    def replacements(self, group_id: UUID | None = None) -> list[tuple[UUID, date]]:
        """Return the memberships that replaced another one, of a group or of all, oldest first."""
        where, params = _within("n", group_id)
        found = self._reader.rows(
            "SELECT n.id, n.joined_on FROM memberships n "
            "JOIN memberships o ON o.id = n.replaces_id WHERE n.deleted = 0 AND o.deleted = 0 "
            f"{where} ORDER BY n.joined_on, n.id",
            params,
        )
        return [(UUID(bytes=row[0]), date.fromisoformat(row[1])) for row in found]

    def replacement(self, membership_id: UUID) -> Replacement | None:
        """Return whom a membership replaced, or None when it replaced nobody."""
        row = self._reader.row(
            "SELECT n.group_id, o.person_id, o.role, o.joined_on, o.left_on, o.leave_reason, "
            "n.person_id, n.role, n.joined_on FROM memberships n "
            "JOIN memberships o ON o.id = n.replaces_id "
            "WHERE n.id = :id AND n.deleted = 0 AND o.deleted = 0",
            {"id": membership_id.bytes},
        )
        return _replacement(row) if row else None

    def last_replacement(self, group_id: UUID) -> ReplacementRow | None:
        """Return the latest replacement in a group, with the names of both."""
        row = self._reader.row(
            "SELECT n.id, n.joined_on, p.name, q.name FROM memberships n "
            "JOIN memberships o ON o.id = n.replaces_id JOIN people p ON p.id = o.person_id "
            "JOIN people q ON q.id = n.person_id WHERE n.group_id = :group "
            "AND n.deleted = 0 AND o.deleted = 0 ORDER BY n.joined_on DESC, n.id DESC LIMIT 1",
            {"group": group_id.bytes},
        )
        if row is None:
            return None
        return ReplacementRow(
            id=UUID(bytes=row[0]),
            since=date.fromisoformat(row[1]),
            old_name=row[2],
            new_name=row[3],
        )

    def takeovers(self, group_id: UUID | None = None) -> list[tuple[UUID, date]]:
        """Return one ended assignment of each takeover, of a group or of all, oldest first."""
        first: dict[tuple[bytes, bytes, str], bytes] = {}
        where, params = _within("o", group_id)
        for one, _, old, new, day in self._reader.rows(
            f"{_FOLLOWED}{where} ORDER BY o.ended_on, o.id", params
        ):
            if new is not None:
                first.setdefault((old, new, day), one)
        return [(UUID(bytes=one), date.fromisoformat(key[2])) for key, one in first.items()]

    def takeover(self, assignment_id: UUID) -> Takeover | None:
        """Return who took over from the facilitator of an ended assignment, and which groups."""
        row = self._reader.row(f"{_FOLLOWED} AND o.id = :id", {"id": assignment_id.bytes})
        if row is None or row[3] is None:
            return None
        _, _, old, new, day = row
        together = self._reader.rows(
            f"{_FOLLOWED} AND o.mentor_id = :old AND o.ended_on = :day",
            {"old": old, "day": day},
        )
        return Takeover(
            old_mentor=UUID(bytes=old),
            new_mentor=UUID(bytes=new),
            day=date.fromisoformat(day),
            groups=tuple(sorted({UUID(bytes=one[1]) for one in together if one[3] == new})),
        )

    def mentor_then(self, group_id: UUID, on: date) -> UUID | None:
        """Return who mentored a group on a day, or who came next."""
        found = self._reader.value(
            "SELECT mentor_id FROM assignments WHERE group_id = :id AND deleted = 0 "
            "AND coalesce(ended_on, '9999') > :day ORDER BY started_on, id LIMIT 1",
            {"id": group_id.bytes, "day": on.isoformat()},
        )
        return UUID(bytes=found) if found else None

    def group_then(self, group_id: UUID, on: date) -> GroupThen:
        """Return what was known of a group up to a day."""
        params = {"id": group_id.bytes, "day": on.isoformat()}
        aid = self._reader.value(
            "SELECT sum(h.total) FROM handovers h JOIN aids a ON a.id = h.aid_id "
            "WHERE a.group_id = :id AND h.deleted = 0 AND h.status <> 'dibatalkan' "
            "AND h.handed_over_on <= :day",
            params,
        )
        visit = self._reader.row(
            "SELECT visited_on, follow_up FROM visits WHERE group_id = :id AND deleted = 0 "
            "AND visited_on <= :day ORDER BY visited_on DESC, id DESC LIMIT 1",
            params,
        )
        return GroupThen(
            aid=aid,
            last_visit_on=date.fromisoformat(visit[0]) if visit else None,
            follow_up=(visit[1] or "") if visit else "",
        )


def _within(alias: str, group_id: UUID | None) -> tuple[str, dict[str, object]]:
    """Return the condition for one group; without one there is none, and the index is used."""
    if group_id is None:
        return "", {}
    return f"AND {alias}.group_id = :group", {"group": group_id.bytes}


def _replacement(row: Row) -> Replacement:
    return Replacement(
        group_id=UUID(bytes=row[0]),
        old_person=UUID(bytes=row[1]),
        old_role=row[2],
        old_since=date.fromisoformat(row[3]),
        old_until=date.fromisoformat(row[4]) if row[4] else None,
        reason=row[5] or "",
        new_person=UUID(bytes=row[6]),
        new_role=row[7],
        since=date.fromisoformat(row[8]),
    )
