"""Counting for recaps and reports: by regency, by month, and what went wrong.

Every question is one query over all groups, so that the whole province takes moments.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.groups import GroupState
from kube_desktop.domain.periods import Period
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.services.lists.groups import business_label
from kube_desktop.services.lists.listing import known
from kube_desktop.services.lists.marking import OPEN_HANDOVERS, OpenNumbers
from kube_desktop.services.lists.month import own_aid
from kube_desktop.services.lists.province import ACTIVE

_OWN: Final = (
    "(:mentor = x'' OR EXISTS (SELECT 1 FROM assignments n WHERE n.group_id = g.id "
    "AND n.deleted = 0 AND n.mentor_id = :mentor AND n.ended_on IS NULL))"
)
_HERE: Final = "g.village_code LIKE :region"
_GROUPS: Final = (
    f"{ACTIVE} AND g.budget_year = :year AND {_HERE} AND {_OWN} "
    "AND (:until = '' OR coalesce(g.decree_on, g.formed_on, '') <= :until)"
)
_AID: Final = (
    "FROM handovers h JOIN aids a ON a.id = h.aid_id LEFT JOIN groups g ON g.id = a.group_id "
    "LEFT JOIN people p ON p.id = a.person_id WHERE h.deleted = 0 AND h.status <> 'dibatalkan' "
    "AND a.budget_year = :year AND coalesce(g.village_code, p.village_code, '') LIKE :region "
    f"AND {own_aid(_OWN)} AND (:until = '' OR h.handed_over_on <= :until)"
)
# The plus signs keep SQLite from an index: walking through a table once is many times faster than
# looking up most of its rows one by one (measured with 78,000 visits: 0.5 s instead of 7 s).
_VISITED: Final = (
    "FROM visits s WHERE s.deleted = 0 AND +s.visited_on BETWEEN :first AND :last "
    f"AND +s.group_id IN (SELECT g.id FROM groups g WHERE g.deleted = 0 AND {_HERE} AND {_OWN})"
)
_PRESENT: Final = (
    "SELECT coalesce(sum(t.is_present), 0), count(*) FROM visit_attendances t "
    f"WHERE t.deleted = 0 AND +t.visit_id IN (SELECT s.id {_VISITED})"
)
_SEEN: Final = (
    f"FROM item_conditions c WHERE c.deleted = 0 AND +c.visit_id IN (SELECT s.id {_VISITED})"
)
_LIST: Final = (
    "SELECT g.id, g.name, g.business_type, g.business_detail, g.state, v.name, d.name, "
    "substr(g.village_code, 1, 5), (SELECT count(*) FROM memberships m WHERE m.group_id = g.id "
    "AND m.deleted = 0 AND m.left_on IS NULL), (SELECT coalesce(sum(h.total), 0) FROM aids a "
    "JOIN handovers h ON h.aid_id = a.id WHERE a.group_id = g.id AND h.deleted = 0 "
    "AND h.status <> 'dibatalkan'), p.name, p.nik FROM groups g "
    "LEFT JOIN people p ON p.id = (SELECT m.person_id FROM memberships m WHERE m.group_id = g.id "
    "AND m.deleted = 0 AND m.left_on IS NULL AND m.role = 'ketua' ORDER BY m.id LIMIT 1) "
    "LEFT JOIN regions v ON v.code = g.village_code LEFT JOIN regions d ON d.code = v.parent_code "
    f"WHERE g.deleted = 0 AND g.state <> 'ditolak' AND g.budget_year = :year AND {_HERE} "
    f"AND {_OWN} ORDER BY substr(g.village_code, 1, 5), d.name, g.name COLLATE NOCASE, g.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What is counted: a programme year, whose groups, where, and until when.

    Attributes:
        until: Leaves out what came after this day; None counts the year as Beranda does.

    """

    year: int
    mentor_id: UUID | None = None
    region: str = ""
    until: date | None = None

    def params(self) -> dict[str, object]:
        """Return the values of the queries."""
        return {
            "year": self.year,
            "mentor": self.mentor_id.bytes if self.mentor_id else b"",
            "region": f"{self.region}%",
            "until": self.until.isoformat() if self.until else "",
        }

    def of(self, period: Period) -> dict[str, object]:
        """Return the values of the queries about a period."""
        dates = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        return {**self.params(), **dates}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigures:
    """The figures of one regency in a programme year.

    Attributes:
        aided: Groups that received something.
        unsigned: Handovers without a signed BAST.
        unsettled: Handovers of which two values of money stand and wait for a decision.

    """

    code: str
    name: str
    target: int = 0
    budget: int = 0
    groups: int = 0
    people: int = 0
    men: int = 0
    women: int = 0
    aided: int = 0
    handovers: int = 0
    group_amount: int = 0
    single_amount: int = 0
    unsigned: int = 0
    unsettled: int = 0

    @property
    def amount(self) -> int:
        """Rupiah handed over."""
        return self.group_amount + self.single_amount

    @property
    def missing(self) -> int:
        """Groups that are still to come."""
        return max(0, self.target - self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """What happened in one month."""

    month: date
    handovers: int = 0
    amount: int = 0
    visits: int = 0
    visited: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MentoringFigures:
    """What the visits of a period found.

    Attributes:
        visited: Different groups, of `mentored`.
        present: Members who came, of `expected`.
        conditions: Visits by what they found of the business.
        promises: Answers to the promises of the visits before.
        goods: Findings by what became of the goods.

    """

    visits: int
    visited: int
    mentored: int
    present: int
    expected: int
    conditions: dict[str, int]
    promises: dict[str, int]
    goods: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A problem as visits named it."""

    text: str
    groups: int
    visits: int
    solution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGroup:
    """A group in the list of groups; the NIK is whole, papers show it masked."""

    id: UUID
    name: str
    business: str
    state: GroupState
    place: str
    regency_code: str
    members: int
    aid_amount: int
    chair: str
    chair_nik: str


class RecapLists:
    """Figures of recaps and reports."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def regions(self, extent: Extent) -> list[RegionFigures]:
        """Return the figures by regency; those of one facilitator only where there are any."""
        params = extent.params()
        groups = self._by_code(f"SELECT substr(g.village_code, 1, 5), count(*) FROM groups g "
                               f"WHERE {_GROUPS} GROUP BY 1", params)  # fmt: skip
        people = self._by_code(
            "SELECT substr(g.village_code, 1, 5), count(*), coalesce(sum(p.sex = 'L'), 0), "
            "coalesce(sum(p.sex = 'P'), 0) FROM groups g JOIN memberships m ON m.group_id = g.id "
            "AND m.deleted = 0 AND m.left_on IS NULL LEFT JOIN people p ON p.id = m.person_id "
            f"WHERE {_GROUPS} GROUP BY 1",
            params,
        )
        aid = self._by_code(
            "SELECT substr(coalesce(g.village_code, p.village_code, ''), 1, 5), "
            "count(DISTINCT g.id), count(*), coalesce(sum(CASE WHEN g.id IS NOT NULL THEN h.total "
            "END), 0), coalesce(sum(CASE WHEN g.id IS NULL THEN h.total END), 0), "
            f"sum(h.status IN ('tercatat', 'dicetak')) {_AID} GROUP BY 1",
            params,
        )
        unsettled = self._unsettled(params)
        targets = self._by_code(
            "SELECT regency_code, sum(count), sum(coalesce(budget, 0)) FROM targets "
            "WHERE deleted = 0 AND year = :year AND scheme = 'KUBE' "
            "AND regency_code LIKE :region GROUP BY 1",
            params,
        )
        found = {*groups, *people, *aid}
        if extent.mentor_id is None:
            found |= {code for code in REGENCIES if code.startswith(extent.region)}
        return [
            replace(
                _region(code, targets.get(code), groups.get(code), people.get(code), aid.get(code)),
                unsettled=unsettled.get(code, 0),
            )
            for code in _ordered(found)
        ]

    def years(self, extent: Extent, most: int) -> list[tuple[int, list[RegionFigures]]]:
        """Return target and groups of each programme year up to that of the extent."""
        params = extent.params()
        groups = self._by_year(
            f"SELECT g.budget_year, substr(g.village_code, 1, 5), count(*) FROM groups g "
            f"WHERE {ACTIVE} AND g.budget_year <= :year AND {_HERE} AND {_OWN} GROUP BY 1, 2",
            params,
        )
        targets = self._by_year(
            "SELECT year, regency_code, sum(count) FROM targets WHERE deleted = 0 "
            "AND year <= :year AND scheme = 'KUBE' AND regency_code LIKE :region GROUP BY 1, 2",
            params,
        )
        codes = _ordered({*REGENCIES, *(code for _, code in groups)})
        codes = [code for code in codes if code.startswith(extent.region)]
        years = sorted({extent.year, *(year for year, _ in (*groups, *targets))})[-most:]
        return [
            (
                year,
                [
                    RegionFigures(
                        code=code,
                        name=_name(code),
                        target=targets.get((year, code), 0),
                        groups=groups.get((year, code), 0),
                    )
                    for code in codes
                ],
            )
            for year in years
        ]

    def months(self, extent: Extent, period: Period) -> list[MonthFigures]:
        """Return each month of a period; handovers of the programme year by the day of the BAST."""
        params = extent.of(period)
        aid = self._by_code(
            f"SELECT substr(h.handed_over_on, 1, 7), count(*), sum(h.total) {_AID} "
            "AND h.handed_over_on BETWEEN :first AND :last GROUP BY 1",
            params,
        )
        visits = self._by_code(
            f"SELECT substr(s.visited_on, 1, 7), count(*), count(DISTINCT s.group_id) {_VISITED} "
            "GROUP BY 1",
            params,
        )
        return [
            MonthFigures(
                month=month,
                handovers=aid.get(f"{month:%Y-%m}", (0, 0))[0],
                amount=aid.get(f"{month:%Y-%m}", (0, 0))[1],
                visits=visits.get(f"{month:%Y-%m}", (0, 0))[0],
                visited=visits.get(f"{month:%Y-%m}", (0, 0))[1],
            )
            for month in period.months
        ]

    def mentoring(self, extent: Extent, period: Period) -> MentoringFigures:
        """Return what the visits of a period found, to groups of any programme year."""
        params = extent.of(period)
        visits, visited = self._reader.row(
            f"SELECT count(*), count(DISTINCT s.group_id) {_VISITED}", params
        ) or (0, 0)
        present, expected = self._reader.row(_PRESENT, params) or (0, 0)
        mentored = self._reader.value(
            f"SELECT count(*) FROM groups g WHERE {ACTIVE} AND g.state IN ('disalurkan', "
            f"'didampingi', 'mandiri') AND {_HERE} AND {_OWN}",
            params,
        )
        return MentoringFigures(
            visits=visits,
            visited=visited,
            mentored=mentored,
            present=present,
            expected=expected,
            conditions=self._counted("s.business_condition", _VISITED, params),
            promises=self._counted("s.promise_result", _VISITED, params),
            goods=self._counted("c.condition", _SEEN, params),
        )

    def troubles(self, extent: Extent, period: Period, most: int) -> list[Trouble]:
        """Return the problems named most, with what was last done about them."""
        found = self._reader.rows(
            "SELECT trim(s.problems), count(DISTINCT s.group_id), count(*), "
            "max(s.visited_on || coalesce(s.solution, '')) "
            f"{_VISITED} AND trim(coalesce(s.problems, '')) <> '' "
            "GROUP BY lower(trim(s.problems)) ORDER BY 2 DESC, 3 DESC, 1 LIMIT :most",
            {**extent.of(period), "most": most},
        )
        return [
            Trouble(text=row[0], groups=row[1], visits=row[2], solution=row[3][10:])
            for row in found
        ]

    def listed(self, extent: Extent) -> list[ListedGroup]:
        """Return all groups of a programme year by regency, district and name."""
        return [_listed(row) for row in self._reader.rows(_LIST, extent.params())]

    def periods(self) -> list[date]:
        """Return the first day of every month in which something was handed over or visited."""
        found = self._reader.rows(
            "SELECT substr(handed_over_on, 1, 7) FROM handovers WHERE deleted = 0 "
            "UNION SELECT substr(visited_on, 1, 7) FROM visits WHERE deleted = 0 ORDER BY 1"
        )
        return [date.fromisoformat(f"{row[0]}-01") for row in found]

    def _by_year(self, sql: str, params: dict[str, object]) -> dict[tuple[int, str], int]:
        return {(row[0], row[1] or ""): row[2] for row in self._reader.rows(sql, params)}

    def _unsettled(self, params: dict[str, object]) -> dict[str, int]:
        if not OpenNumbers(self._reader).of("handovers"):
            return {}
        rows = self._by_code(
            "SELECT substr(coalesce(g.village_code, p.village_code, ''), 1, 5), count(*) "
            f"{_AID} AND {OPEN_HANDOVERS} GROUP BY 1",
            params,
        )
        return {code: row[0] for code, row in rows.items()}

    def _by_code(self, sql: str, params: dict[str, object]) -> dict[str, Row]:
        return {row[0] or "": row[1:] for row in self._reader.rows(sql, params)}

    def _counted(self, column: str, where: str, params: dict[str, object]) -> dict[str, int]:
        found = self._reader.rows(f"SELECT {column}, count(*) {where} GROUP BY 1", params)
        return {row[0]: row[1] for row in found if row[0]}


def _ordered(codes: Iterable[str]) -> list[str]:
    """Return regencies in their official order, what lies outside of them last."""
    return sorted(codes, key=lambda code: (code not in REGENCIES, code))


def _name(code: str) -> str:
    return REGENCIES.get(code, code or "Wilayah belum diisi")


def _region(
    code: str, target: Row | None, groups: Row | None, people: Row | None, aid: Row | None
) -> RegionFigures:
    count, budget = target or (0, 0)
    everybody, men, women = people or (0, 0, 0)
    aided, handovers, group_amount, single_amount, unsigned = aid or (0, 0, 0, 0, 0)
    return RegionFigures(
        code=code,
        name=_name(code),
        target=count,
        budget=budget,
        groups=groups[0] if groups else 0,
        people=everybody,
        men=men,
        women=women,
        aided=aided,
        handovers=handovers,
        group_amount=group_amount,
        single_amount=single_amount,
        unsigned=unsigned,
    )


def _listed(row: Row) -> ListedGroup:
    return ListedGroup(
        id=UUID(bytes=row[0]),
        name=row[1],
        business=business_label(row[2], row[3]),
        state=known(GroupState, row[4], GroupState.DRAFT),
        place=", ".join(part for part in (row[5], row[6]) if part),
        regency_code=row[7] or "",
        members=row[8],
        aid_amount=row[9],
        chair=row[10] or "",
        chair_nik=row[11] or "",
    )
