"""Findings about groups: officers, groups and visits recorded twice, two facilitators at once."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kube_desktop.domain.difference_words import day_words
from kube_desktop.domain.finding_words import (
    assignments,
    group_twice,
    no_chair,
    number_twice,
    two_officers,
    visit_twice,
)
from kube_desktop.domain.findings import Finding, FindingKind
from kube_desktop.domain.values import fold
from kube_desktop.domain.wording import rupiah
from kube_desktop.services.differences.findings.base import RUNNING, Asking, grouped

if TYPE_CHECKING:
    from kube_desktop.db.reading import Row

_OFFICERS: Final = (
    "SELECT m.group_id, g.name, m.role, m.id, p.name, m.joined_on, m.person_id FROM "
    "(SELECT group_id, role FROM memberships WHERE deleted = 0 AND left_on IS NULL "
    "AND role <> 'anggota' GROUP BY group_id, role HAVING count(*) > 1) d "
    "CROSS JOIN memberships m ON m.group_id = d.group_id AND m.role = d.role AND m.deleted = 0 "
    f"AND m.left_on IS NULL JOIN groups g ON g.id = m.group_id AND {RUNNING} "
    "JOIN people p ON p.id = m.person_id AND p.deleted = 0 ORDER BY m.group_id, m.role, m.id"
)
_WITHOUT_CHAIR: Final = (
    "SELECT g.id, g.name, count(*) FROM groups g JOIN memberships m ON m.group_id = g.id "
    f"AND m.deleted = 0 AND m.left_on IS NULL WHERE {RUNNING} "
    "AND g.state NOT IN ('draf', 'diusulkan', 'diverifikasi') "
    "GROUP BY g.id, g.name HAVING sum(CASE WHEN m.role = 'ketua' THEN 1 ELSE 0 END) = 0 "
    "ORDER BY g.id"
)
_GROUPS: Final = (
    f"SELECT g.id, g.name, g.village_code, coalesce(g.budget_year, 0) FROM groups g "
    f"WHERE {RUNNING} ORDER BY g.id"
)
_REGISTER: Final = (
    "SELECT g.register_number, g.id, g.name FROM (SELECT register_number FROM groups "
    "WHERE deleted = 0 AND register_number > '' GROUP BY register_number HAVING count(*) > 1) d "
    "CROSS JOIN groups g ON g.register_number = d.register_number AND g.deleted = 0 "
    "ORDER BY g.register_number, g.id"
)
_VISITS: Final = (
    "SELECT v.group_id, g.name, v.visited_on, v.id, coalesce(v.activity, ''), v.turnover FROM "
    "(SELECT group_id, visited_on FROM visits WHERE deleted = 0 GROUP BY group_id, visited_on "
    "HAVING count(*) > 1) d CROSS JOIN visits v ON v.group_id = d.group_id "
    "AND v.visited_on = d.visited_on AND v.deleted = 0 "
    "JOIN groups g ON g.id = v.group_id AND g.deleted = 0 ORDER BY v.group_id, v.visited_on, v.id"
)
_ASSIGNMENTS: Final = (
    "SELECT a.group_id, g.name, a.id, m.name, a.started_on, coalesce(a.ended_on, '9999-12-31'), "
    "a.mentor_id FROM (SELECT group_id FROM assignments WHERE deleted = 0 GROUP BY group_id "
    "HAVING count(DISTINCT mentor_id) > 1) d CROSS JOIN assignments a "
    "ON a.group_id = d.group_id AND a.deleted = 0 "
    f"JOIN groups g ON g.id = a.group_id AND {RUNNING} "
    "JOIN mentors m ON m.id = a.mentor_id ORDER BY a.group_id, a.started_on, a.id"
)


def two_holders(asking: Asking) -> Iterator[Finding]:
    """Yield offices of groups with several holders."""
    for (_, group, role), rows in grouped(asking.reader.rows(_OFFICERS), 3):
        if len({row[3] for row in rows}) < 2:
            continue
        told = [
            asking.told("memberships", one, name, f"sejak {day_words(joined)}")
            for one, name, joined, _ in rows
        ]
        records = [("memberships", one, name) for one, name, _, _ in rows]
        yield asking.finding(
            FindingKind.TWO_OFFICERS, group, two_officers(role, group, told), records
        )


def without_chair(asking: Asking) -> Iterator[Finding]:
    """Yield groups that have members and received a decision, and no chair."""
    for group_id, name, members in asking.reader.rows(_WITHOUT_CHAIR):
        yield asking.finding(
            FindingKind.NO_CHAIR, name, no_chair(name, members), [("groups", group_id, name)]
        )


def recorded_twice(asking: Asking) -> Iterator[Finding]:
    """Yield groups of one name and year in one village."""
    found: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    by_village: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in asking.reader.rows(_GROUPS):
        by_village[row[2], row[3]].append(row)
    for (village, year), rows in by_village.items():
        if len(rows) > 1:
            for row in rows:
                found[fold(row[1]), village, year].append(row)
    for rows in found.values():
        if len(rows) < 2:
            continue
        place = asking.words.place("groups", rows[0][0])
        told = [
            asking.told("groups", row[0], row[1], f"{_members(asking, row[0])} anggota")
            for row in rows
        ]
        yield asking.finding(
            FindingKind.GROUP_TWICE,
            rows[0][1],
            group_twice(rows[0][1], place.where or "kampung yang sama", told),
            [("groups", row[0], row[1]) for row in rows],
            reasons=["nama dan kampung sama"],
        )


def _members(asking: Asking, group_id: bytes) -> int:
    return int(
        asking.reader.value(
            "SELECT count(*) FROM memberships WHERE group_id = :id AND deleted = 0 "
            "AND left_on IS NULL",
            {"id": group_id},
        )
    )


def one_register_number(asking: Asking) -> Iterator[Finding]:
    """Yield register numbers that several groups bear."""
    for (number,), rows in grouped(asking.reader.rows(_REGISTER)):
        told = [
            asking.told("groups", one, name, asking.words.place("groups", one).where)
            for one, name in rows
        ]
        yield asking.finding(
            FindingKind.REGISTER_NUMBER,
            number,
            number_twice("Nomor register", number, "", told),
            [("groups", one, name) for one, name in rows],
        )


def one_day(asking: Asking) -> Iterator[Finding]:
    """Yield visits to one group on one day."""
    for (_, group, day), rows in grouped(asking.reader.rows(_VISITS), 3):
        told = [
            asking.told("visits", one, activity or "tanpa kegiatan", _turnover(turnover))
            for one, activity, turnover in rows
        ]
        yield asking.finding(
            FindingKind.VISIT_TWICE,
            f"{group}, {day_words(day)}",
            visit_twice(group, day_words(day), told),
            [("visits", one, activity or group) for one, activity, _ in rows],
            reasons=["kelompok dan tanggal sama"],
        )


def _turnover(turnover: int | None) -> str:
    return "" if turnover is None else f"omzet {rupiah(turnover)}"


def several_facilitators(asking: Asking) -> Iterator[Finding]:
    """Yield groups whose facilitators' times overlap."""
    for (_, group), rows in grouped(asking.reader.rows(_ASSIGNMENTS), 2):
        overlapping = [
            one for one in rows
            if any(
                one[4] != other[4] and one[2] < other[3] and other[2] < one[3] for other in rows
            )
        ]  # fmt: skip
        if len(overlapping) < 2:
            continue
        told = [
            asking.told("assignments", row[0], row[1], f"sejak {day_words(row[2])}")
            for row in overlapping
        ]
        yield asking.finding(
            FindingKind.ASSIGNMENTS,
            group,
            assignments(group, told),
            [("assignments", row[0], row[1]) for row in overlapping],
        )
