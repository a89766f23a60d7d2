"""Reading what Beranda shows: numbers, what is left to do, how far each region has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.mentoring import Urgency
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.services.lists.office import OfficeLists
from kube_desktop.services.lists.visits import VisitLists

_MEMBERS = (
    "SELECT g.id, g.name, (SELECT count(*) FROM memberships m WHERE m.group_id = g.id "
    "AND m.deleted = 0 AND m.left_on IS NULL) AS n FROM groups g WHERE g.deleted = 0 "
    "AND g.state NOT IN ('tidak_aktif', 'bubar', 'ditolak')"
)
_MINE = (
    "SELECT count(*) FROM (SELECT DISTINCT tbl, row_id FROM sync_change WHERE replica = "
    "(SELECT replica FROM sync_clock) AND tbl IN ('groups', 'people', 'handovers', 'visits') "
    "AND seq > "
    "coalesce((SELECT max(last_seq) FROM sent_files WHERE replica = "
    "(SELECT replica FROM sync_clock)), 0))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeNumbers:
    """The figures of the cards.

    Attributes:
        target: Groups to reach this year in the own region, or in the whole province.
        incomplete_groups: Groups with fewer members than expected.
        aid_amount: Rupiah handed over this year.
        aided_groups: Groups that received aid this year.
        visited: Groups visited this month, of `to_visit` that are mentored.

    """

    groups: int
    target: int
    people: int
    incomplete_groups: int
    expected_people: int
    aid_amount: int
    aided_groups: int
    unsigned: int
    visited: int
    to_visit: int


class TodoKind(StrEnum):
    """What a line of *Perlu dikerjakan* leads to, sorted by harm."""

    MEMBERS = "1-members"
    VISIT = "2-visit"
    SIGN = "3-sign"
    NIK = "4-nik"
    SEND = "5-send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One line of *Perlu dikerjakan*; the button leads to the record or list."""

    kind: TodoKind
    title: str
    hint: str
    action: str
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one region has come."""

    code: str
    name: str
    groups: int
    target: int
    last_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentRecord:
    """A record opened lately."""

    record_id: UUID
    kind: str
    title: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedState:
    """What the status bar says.

    Attributes:
        unsent: Records changed since the last package file.
        last_sent_at: When the last package file was made.
        open_differences: Differences that wait for a person.

    """

    unsent: int
    last_sent_at: datetime | None
    open_differences: int


class HomeLists:
    """Figures and to-do lines of Beranda."""

    def __init__(
        self, reader: Reader, office: OfficeLists, visits: VisitLists, today: Callable[[], date]
    ) -> None:
        self._reader = reader
        self._office = office
        self._visits = visits
        self._today = today

    def numbers(self, year: int | None = None) -> HomeNumbers:
        """Return the figures of the cards for a year (this year when None)."""
        year = year or self._today().year
        expected = self._office.rules().members
        identity = self._office.identity()
        region = "" if identity is None or identity.is_office else identity.regency_code
        row = self._reader.row(
            "SELECT count(*), coalesce(sum(n < :expected), 0), coalesce(sum(n), 0) "
            f"FROM ({_MEMBERS})",
            {"expected": expected},
        ) or (0, 0, 0)
        aid = self._reader.row(
            "SELECT coalesce(sum(h.total), 0), count(DISTINCT a.group_id), "
            "coalesce(sum(h.status IN ('tercatat', 'dicetak')), 0) FROM handovers h "
            "JOIN aids a ON a.id = h.aid_id WHERE h.deleted = 0 AND h.status <> 'dibatalkan' "
            "AND a.budget_year = :year",
            {"year": year},
        ) or (0, 0, 0)
        agenda = self._visits.agenda(self._today())
        return HomeNumbers(
            groups=row[0],
            target=self._target(year, region),
            people=row[2],
            incomplete_groups=row[1],
            expected_people=row[0] * expected,
            aid_amount=aid[0],
            aided_groups=aid[1],
            unsigned=aid[2],
            visited=sum(one.urgency is Urgency.DONE for one in agenda),
            to_visit=len(agenda),
        )

    def _target(self, year: int, region: str) -> int:
        found: int = self._reader.value(
            "SELECT coalesce(sum(count), 0) FROM targets WHERE deleted = 0 AND scheme = 'KUBE' "
            "AND year = :year AND regency_code LIKE :region",
            {"year": year, "region": f"{region}%"},
        )
        return found

    def todos(self, most: int = 50) -> list[Todo]:
        """Return what is left to do, the most harmful first."""
        expected = self._office.rules().members
        found = self._reader.rows(
            f"{_MEMBERS} AND n < :expected ORDER BY g.name LIMIT :most",
            {"expected": expected, "most": most},
        )
        todos = [
            Todo(
                kind=TodoKind.MEMBERS,
                title=f"{name}: lengkapi anggota ke-{count + 1}",
                hint=f"Bantuan belum dapat diserahkan sebelum anggota genap {expected} orang",
                action="Lengkapi",
                record_id=UUID(bytes=group_id),
            )
            for group_id, name, count in found
        ]
        todos += self._late_visits(most)
        todos += [todo for todo in (self._unsigned(), self._doubtful(), self._unsent()) if todo]
        return todos

    def _late_visits(self, most: int) -> list[Todo]:
        late = [row for row in self._visits.agenda(self._today()) if row.urgency is Urgency.LATE]
        return [
            Todo(
                kind=TodoKind.VISIT,
                title=f"{row.group_name}: kunjungan ke-{row.sequence} belum dicatat",
                hint=f"{row.hint.partition(' · ')[2].capitalize()} dari jadwal",
                action="Catat kunjungan",
                record_id=row.group_id,
            )
            for row in late[:most]
        ]

    def _unsigned(self) -> Todo | None:
        found = self._reader.rows(
            "SELECT coalesce(g.name, p.name) FROM handovers h JOIN aids a ON a.id = h.aid_id "
            "LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = a.person_id "
            "WHERE h.deleted = 0 AND h.status = 'dicetak' ORDER BY h.handed_over_on"
        )
        if not found:
            return None
        names = [row[0] for row in found]
        return Todo(
            kind=TodoKind.SIGN,
            title=f"{len(found)} BAST belum ditandai sudah ditandatangani",
            hint=_few(names),
            action="Buka daftar",
        )

    def _doubtful(self) -> Todo | None:
        found = self._reader.rows(
            "SELECT name FROM people WHERE deleted = 0 AND born_on IS NOT NULL AND nik <> '' "
            "AND substr(nik, 9, 4) <> substr(born_on, 6, 2) || substr(born_on, 3, 2) "
            "ORDER BY name LIMIT 200"
        )
        if not found:
            return None
        return Todo(
            kind=TodoKind.NIK,
            title=f"{len(found)} NIK belum cocok dengan tanggal lahir",
            hint=_few([row[0] for row in found]),
            action="Periksa",
        )

    def _unsent(self) -> Todo | None:
        state = self.saved_state()
        identity = self._office.identity()
        if not state.unsent or (identity and identity.is_office):
            return None
        hint = "Belum pernah dikirim"
        if state.last_sent_at:
            hint = f"Pengiriman terakhir {state.last_sent_at:%d-%m-%Y}"
        return Todo(
            kind=TodoKind.SEND,
            title=f"{state.unsent} catatan belum dikirim ke provinsi",
            hint=hint,
            action="Kirim data",
        )

    def saved_state(self) -> SavedState:
        """Return what the status bar says about sending and differences."""
        last = self._reader.value("SELECT max(made_at) FROM sent_files")
        return SavedState(
            unsent=self._reader.value(_MINE),
            last_sent_at=datetime.fromisoformat(last) if last else None,
            open_differences=self._reader.value("SELECT count(*) FROM sync_conflict"),
        )

    def reach(self, year: int | None = None) -> list[Reach]:
        """Return how far each district (laptop) or regency (office) has come."""
        identity = self._office.identity()
        if identity is not None and not identity.is_office:
            return self._reach_of_districts(identity.regency_code, year or self._today().year)
        return self._reach_of_regencies(year or self._today().year)

    def _reach_of_districts(self, regency_code: str, year: int) -> list[Reach]:
        found = self._reader.rows(
            "SELECT d.code, d.name, count(*) FROM groups g "
            "JOIN regions v ON v.code = g.village_code JOIN regions d ON d.code = v.parent_code "
            "WHERE g.deleted = 0 AND g.budget_year = :year AND d.parent_code LIKE :code "
            "GROUP BY d.code ORDER BY count(*) DESC, d.name",
            {"code": f"{regency_code}%", "year": year},
        )
        return [Reach(code=row[0], name=row[1], groups=row[2], target=0) for row in found]

    def _reach_of_regencies(self, year: int) -> list[Reach]:
        counts: dict[str, int] = dict(
            self._reader.rows(
                "SELECT substr(village_code, 1, 5), count(*) FROM groups WHERE deleted = 0 "
                "AND budget_year = :year AND state NOT IN ('ditolak') GROUP BY 1",
                {"year": year},
            )
        )
        targets: dict[str, int] = dict(
            self._reader.rows(
                "SELECT regency_code, sum(count) FROM targets WHERE deleted = 0 AND year = :year "
                "AND scheme = 'KUBE' GROUP BY regency_code",
                {"year": year},
            )
        )
        rows = [
            Reach(code=code, name=name, groups=counts.get(code, 0), target=targets.get(code, 0))
            for code, name in REGENCIES.items()
        ]
        return sorted(rows, key=lambda row: (-row.groups, row.name))

    def recent(self, most: int = 3) -> list[RecentRecord]:
        """Return the records opened last."""
        found = self._reader.rows(
            "SELECT o.record_id, o.kind, coalesce(g.name, p.name), o.opened_at FROM opened o "
            "LEFT JOIN groups g ON g.id = o.record_id AND g.deleted = 0 "
            "LEFT JOIN people p ON p.id = o.record_id AND p.deleted = 0 "
            "WHERE coalesce(g.name, p.name) IS NOT NULL ORDER BY o.opened_at DESC LIMIT :most",
            {"most": most},
        )
        return [
            RecentRecord(
                record_id=UUID(bytes=row[0]),
                kind=row[1],
                title=row[2],
                opened_at=datetime.fromisoformat(row[3]),
            )
            for row in found
        ]


def _few(names: list[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}, dan {len(names) - most} lainnya"
