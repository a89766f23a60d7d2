"""Reading who mentors which group, and what former facilitators still wrote."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.assigning import SEEN_LATE_EDITS, LateEdits
from kube_desktop.domain.labels import RECORD_LABELS, field_label
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import WITA

# Only assignments that a person ended: those that came ended were never handed over here.
_HANDED: Final = (
    "SELECT o.id, o.group_id, g.name, o.mentor_id, coalesce(m.name, ''), o.ended_on, "
    "(SELECT n.mentor_id FROM assignments n WHERE n.group_id = o.group_id AND n.deleted = 0 "
    "AND n.mentor_id <> o.mentor_id AND n.started_on >= o.ended_on "
    "ORDER BY n.started_on, n.id LIMIT 1), max(c.hlc), p.received_at "
    "FROM assignments o JOIN groups g ON g.id = o.group_id AND g.deleted = 0 "
    "LEFT JOIN mentors m ON m.id = o.mentor_id "
    "JOIN sync_change c ON c.row_id = o.id AND c.tbl = 'assignments' AND c.col = 'ended_on' "
    "LEFT JOIN sync_package p ON p.pkg_id = c.pkg_id "
    "WHERE o.deleted = 0 AND o.ended_on IS NOT NULL {which} "
    "AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.group_id = o.group_id "
    "AND a.mentor_id = o.mentor_id AND a.deleted = 0 AND a.ended_on IS NULL) "
    "GROUP BY o.id ORDER BY o.ended_on DESC, g.name"
)
_ROWS: Final = (
    "SELECT :group AS id UNION SELECT id FROM memberships WHERE group_id = :group "
    "UNION SELECT person_id FROM memberships WHERE group_id = :group "
    "UNION SELECT id FROM visits WHERE group_id = :group "
    "UNION SELECT id FROM aids WHERE group_id = :group "
    "UNION SELECT h.id FROM handovers h JOIN aids a ON a.id = h.aid_id WHERE a.group_id = :group"
)
_LATE: Final = (
    f"SELECT c.tbl, c.op, c.col, c.hlc FROM ({_ROWS}) r CROSS JOIN sync_change c "
    "ON c.row_id = r.id LEFT JOIN sync_package p ON p.pkg_id = c.pkg_id "
    "WHERE c.user_id = :old AND (c.hlc > :hlc OR p.received_at > :arrived) ORDER BY c.hlc"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorRow:
    """A facilitator as one chooses from a list."""

    id: UUID
    name: str
    regency: str
    groups: int


class AssigningLists:
    """Facilitators, their groups, and late edits after a handover."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def facilitators(self) -> list[FacilitatorRow]:
        """Return every facilitator that is known here, by name."""
        found = self._reader.rows(
            "SELECT m.id, m.name, m.regency_code, (SELECT count(DISTINCT a.group_id) "
            "FROM assignments a JOIN groups g ON g.id = a.group_id WHERE a.mentor_id = m.id "
            "AND a.deleted = 0 AND a.ended_on IS NULL AND g.deleted = 0) "
            "FROM mentors m WHERE m.deleted = 0 ORDER BY m.name COLLATE NOCASE, m.id"
        )
        return [
            FacilitatorRow(
                id=UUID(bytes=row[0]),
                name=row[1],
                regency=REGENCIES.get(row[2] or "", ""),
                groups=row[3],
            )
            for row in found
        ]

    def groups_of(self, mentor: UUID) -> list[UUID]:
        """Return the groups that a facilitator mentors now, by name."""
        found = self._reader.rows(
            "SELECT DISTINCT g.id, g.name FROM assignments a JOIN groups g ON g.id = a.group_id "
            "WHERE a.mentor_id = :mentor AND a.deleted = 0 AND a.ended_on IS NULL "
            "AND g.deleted = 0 ORDER BY g.name, g.id",
            {"mentor": mentor.bytes},
        )
        return [UUID(bytes=row[0]) for row in found]

    def named_groups_of(self, mentor: UUID) -> list[tuple[UUID, str]]:
        """Return the groups that a facilitator mentors now, with name and village."""
        found = self._reader.rows(
            "SELECT DISTINCT g.id, g.name, coalesce(v.name, '') FROM assignments a "
            "JOIN groups g ON g.id = a.group_id LEFT JOIN regions v ON v.code = g.village_code "
            "WHERE a.mentor_id = :mentor AND a.deleted = 0 AND a.ended_on IS NULL "
            "AND g.deleted = 0 ORDER BY g.name, g.id",
            {"mentor": mentor.bytes},
        )
        return [(UUID(bytes=row[0]), f"{row[1]} · {row[2]}" if row[2] else row[1]) for row in found]

    def mentors_of(self, groups: Sequence[UUID]) -> list[tuple[UUID, int]]:
        """Return who mentors some of the groups now, and how many of them, the most first."""
        counts: dict[UUID, int] = {}
        for group in groups:
            for (mentor,) in self._reader.rows(
                "SELECT DISTINCT mentor_id FROM assignments WHERE group_id = :group "
                "AND deleted = 0 AND ended_on IS NULL",
                {"group": group.bytes},
            ):
                one = UUID(bytes=mentor)
                counts[one] = counts.get(one, 0) + 1
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def late_edits(
        self, reader: UUID | None, *, of_group: UUID | None = None, is_office: bool = False
    ) -> list[LateEdits]:
        """Return what former facilitators wrote that came after their groups were handed over.

        Args:
            reader: Who looks; what this one has marked as seen is left out.
            of_group: One group only.
            is_office: Whether all are wanted, and not only those of the reader's own groups.

        """
        which = "" if of_group is None else "AND o.group_id = :group"
        params: dict[str, object] = {"group": of_group.bytes} if of_group else {}
        found = [
            self._late(row)
            for row in self._reader.rows(_HANDED.format(which=which), params)
            if row[6] is not None and (is_office or (reader and row[6] == reader.bytes))
        ]
        late = [one for one in found if one]
        seen = self._seen(reader) if late else {}
        return [one for one in late if seen.get(one.assignment.hex, 0) < one.count]

    def _late(self, handed: Row) -> LateEdits | None:
        one, group, group_name, old, old_name, ended_on, new, hlc, received = handed
        day = date.fromisoformat(ended_on)
        # Own changes came when they were written, by the clock that also notes what arrives.
        arrived = received or _moment(hlc).isoformat(timespec="seconds")
        rows = self._reader.rows(
            _LATE,
            {"group": group, "old": old, "hlc": hlc, "arrived": arrived},
        )
        if not rows:
            return None
        days = [_moment(row[3]).astimezone(WITA).date() for row in rows]
        after = sum(one_day > day for one_day in days)
        return LateEdits(
            assignment=UUID(bytes=one),
            group=UUID(bytes=group),
            group_name=group_name,
            old_mentor=UUID(bytes=old),
            old_name=old_name or "Pendamping lama",
            new_mentor=UUID(bytes=new),
            handed_on=day,
            after=after,
            before=len(rows) - after,
            labels=tuple(dict.fromkeys(_label(*row[:3]) for row in rows)),
            last_on=max(days),
        )

    def _seen(self, reader: UUID | None) -> dict[str, int]:
        who = reader.hex if reader else "kantor"
        found = self._reader.rows(
            "SELECT key, content FROM verdicts WHERE finding_kind = :kind AND deleted = 0",
            {"kind": SEEN_LATE_EDITS},
        )
        seen: dict[str, int] = {}
        for key, content in found:
            assignment, _, whose = key.partition(":")
            if whose == who and content:
                seen[assignment] = max(seen.get(assignment, 0), json.loads(content)["count"])
        return seen


def _label(table: str, operation: str, column: str | None) -> str:
    record = RECORD_LABELS.get(table, table).casefold()
    if operation == "I":
        return f"{record} baru"
    if column == "deleted":
        return f"{record} dihapus atau dipulihkan"
    return field_label(column or "").casefold()


def _moment(hlc: int) -> datetime:
    return datetime.fromtimestamp((hlc >> 16) / 1000, UTC)
