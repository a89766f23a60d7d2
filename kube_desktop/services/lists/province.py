"""Reading what the provincial office sees on Beranda: figures of a year, and who has sent."""

from dataclasses import dataclass
from datetime import date, datetime

from kube_desktop.db.reading import Reader
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import WITA

ACTIVE = "g.deleted = 0 AND g.state NOT IN ('tidak_aktif', 'bubar', 'ditolak')"
"""Groups that count: those that were rejected or ended do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one region has come.

    Attributes:
        groups: Groups that count.
        target: Groups there should be.
        last_file_on: Day of the last package file from there; None for never.

    """

    code: str
    name: str
    groups: int
    target: int
    last_file_on: date | None = None

    @property
    def missing(self) -> int:
        """Groups that are still to come."""
        return max(0, self.target - self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceNumbers:
    """The figures of the office's cards, of one programme year.

    Attributes:
        expected_people: Members there would be if every group were complete.
        double_niks: NIKs that several people use, whatever the year.
        unsigned: Handovers without a signed BAST.
        senders: Facilitators whose files are expected.
        sent_this_month: How many of them have sent one this month.
        silent: Facilitators with a month that is overdue.
        differences: Differences that wait for a person.
        waiting_files: Files of newer programs that wait for an update of this one.

    """

    groups: int
    target: int
    people: int
    expected_people: int
    double_niks: int
    aid_amount: int
    handovers: int
    unsigned: int
    senders: int
    sent_this_month: int
    silent: int = 0
    differences: int = 0
    waiting_files: int = 0


class ProvinceLists:
    """Figures of the whole province."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def numbers(self, year: int, expected_members: int, today: date) -> ProvinceNumbers:
        """Return the figures of a programme year."""
        groups, people = self._reader.row(
            "SELECT count(*), coalesce(sum((SELECT count(*) FROM memberships m "
            "WHERE m.group_id = g.id AND m.deleted = 0 AND m.left_on IS NULL)), 0) "
            f"FROM groups g WHERE {ACTIVE} AND g.budget_year = :year",
            {"year": year},
        ) or (0, 0)
        aid = self._reader.row(
            "SELECT coalesce(sum(h.total), 0), count(*), "
            "coalesce(sum(h.status IN ('tercatat', 'dicetak')), 0) FROM handovers h "
            "JOIN aids a ON a.id = h.aid_id WHERE h.deleted = 0 AND h.status <> 'dibatalkan' "
            "AND a.budget_year = :year",
            {"year": year},
        ) or (0, 0, 0)
        double = self._reader.value(
            "SELECT count(*) FROM (SELECT nik FROM people WHERE deleted = 0 "
            "AND merged_into IS NULL AND nik <> '' GROUP BY nik HAVING count(*) > 1)"
        )
        sent = self._last_files()
        return ProvinceNumbers(
            groups=groups,
            target=sum(self._targets(year).values()),
            people=people,
            expected_people=groups * expected_members,
            double_niks=double,
            aid_amount=aid[0],
            handovers=aid[1],
            unsigned=aid[2],
            senders=len(self._senders() | set(sent)),
            differences=self._reader.value("SELECT count(*) FROM sync_conflict"),
            waiting_files=self._reader.value("SELECT count(*) FROM waiting_files"),
            sent_this_month=sum(day >= today.replace(day=1) for day in sent.values()),
        )

    def reach(self, year: int) -> list[Reach]:
        """Return how far each regency has come, the furthest first."""
        counts = self.groups_by_regency(year)
        targets, files = self._targets(year), self._files_by_regency()
        rows = [
            Reach(
                code=code,
                name=name,
                groups=counts.get(code, 0),
                target=targets.get(code, 0),
                last_file_on=files.get(code),
            )
            for code, name in REGENCIES.items()
        ]
        return sorted(rows, key=lambda row: (-row.groups, row.name))

    def years(self, present: int) -> list[int]:
        """Return the programme years that have targets or groups, newest first."""
        found = self._reader.rows(
            "SELECT year FROM targets WHERE deleted = 0 UNION "
            "SELECT budget_year FROM groups WHERE deleted = 0 AND budget_year IS NOT NULL"
        )
        return sorted({present, *(row[0] for row in found)}, reverse=True)

    def groups_by_regency(self, year: int) -> dict[str, int]:
        """Return how many groups of a year there are in each regency."""
        return dict(
            self._reader.rows(
                "SELECT substr(g.village_code, 1, 5), count(*) FROM groups g "
                f"WHERE {ACTIVE} AND g.budget_year = :year GROUP BY 1",
                {"year": year},
            )
        )

    def _targets(self, year: int) -> dict[str, int]:
        return dict(
            self._reader.rows(
                "SELECT regency_code, sum(count) FROM targets WHERE deleted = 0 AND year = :year "
                "AND scheme = 'KUBE' GROUP BY regency_code",
                {"year": year},
            )
        )

    def _senders(self) -> set[bytes]:
        found = self._reader.rows(
            "SELECT DISTINCT a.mentor_id FROM assignments a JOIN mentors t ON t.id = a.mentor_id "
            "WHERE a.deleted = 0 AND a.ended_on IS NULL AND t.deleted = 0 "
            "AND coalesce(t.regency_code, '') <> ''"
        )
        return {row[0] for row in found}

    def _last_files(self) -> dict[bytes, date]:
        """Return the day of the last file of each facilitator whose laptop has sent."""
        peers = self._reader.rows(
            "SELECT (SELECT c.user_id FROM sync_change c WHERE c.replica = p.replica "
            "AND c.user_id IS NOT NULL ORDER BY c.seq DESC LIMIT 1), p.last_pkg_at "
            "FROM sync_peer p WHERE p.last_pkg_at IS NOT NULL ORDER BY p.last_pkg_at"
        )
        return {mentor: _day(received) for mentor, received in peers if mentor is not None}

    def _files_by_regency(self) -> dict[str, date]:
        last = self._last_files()
        if not last:
            return {}
        found = self._reader.rows(
            "SELECT DISTINCT a.mentor_id, substr(g.village_code, 1, 5) FROM assignments a "
            "JOIN groups g ON g.id = a.group_id WHERE a.deleted = 0 AND g.deleted = 0 "
            "UNION SELECT id, regency_code FROM mentors WHERE deleted = 0"
        )
        days: dict[str, date] = {}
        for mentor, code in found:
            if mentor in last:
                days[code] = max(last[mentor], days.get(code, date.min))
        return days


def _day(received: str) -> date:
    return datetime.fromisoformat(received).astimezone(WITA).date()
