"""Reading what Beranda shows: numbers, what is left to do, how far each region has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.mentoring import AgendaRow, Urgency
from kube_desktop.domain.wording import WITA, days_ago, long_date, number
from kube_desktop.services.lists.assigning import AssigningLists
from kube_desktop.services.lists.office import OfficeLists
from kube_desktop.services.lists.province import ProvinceLists, Reach
from kube_desktop.services.lists.returns import ReturnLists
from kube_desktop.services.lists.visits import VisitLists

_MEMBERS = (
    "SELECT g.id, g.name, g.budget_year, (SELECT count(*) FROM memberships m "
    "WHERE m.group_id = g.id AND m.deleted = 0 AND m.left_on IS NULL) AS n FROM groups g "
    "WHERE g.deleted = 0 AND g.state NOT IN ('tidak_aktif', 'bubar', 'ditolak')"
)
MOST_UNSENT: Final = 2000
"""Unsent records are counted up to here: a longer log would hold up the first paint."""
_MINE = (
    "SELECT count(*) FROM (SELECT DISTINCT c.row_id FROM sync_branch b "
    "CROSS JOIN sync_change c ON c.replica = b.replica AND c.seq > "
    "coalesce((SELECT max(f.last_seq) FROM sent_files f WHERE f.replica = b.replica), 0) "
    f"WHERE c.tbl IN ('groups', 'people', 'handovers', 'visits') LIMIT {MOST_UNSENT})"
)
_OPENED = (
    "SELECT o.record_id, CASE WHEN g.id IS NOT NULL THEN 'groups' WHEN p.id IS NOT NULL "
    "THEN 'people' WHEN h.id IS NOT NULL THEN 'handovers' ELSE 'visits' END, "
    "coalesce(g.name, p.name, hg.name, hp.name, vg.name), o.opened_at FROM opened o "
    "LEFT JOIN groups g ON g.id = o.record_id AND g.deleted = 0 "
    "LEFT JOIN people p ON p.id = o.record_id AND p.deleted = 0 "
    "LEFT JOIN handovers h ON h.id = o.record_id AND h.deleted = 0 "
    "LEFT JOIN aids a ON a.id = h.aid_id LEFT JOIN groups hg ON hg.id = a.group_id "
    "LEFT JOIN people hp ON hp.id = a.person_id "
    "LEFT JOIN visits v ON v.id = o.record_id AND v.deleted = 0 "
    "LEFT JOIN groups vg ON vg.id = v.group_id "
    "WHERE coalesce(g.name, p.name, hg.name, hp.name, vg.name) IS NOT NULL "
    "ORDER BY o.opened_at DESC LIMIT :most"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeNumbers:
    """The figures of a facilitator's cards.

    Attributes:
        groups: Groups of this programme year.
        target: Groups to reach this year in the regencies this facilitator works in.
        all_groups: Active groups of every year.
        people: Their members.
        incomplete_groups: How many of them have fewer members than expected.
        aid_amount: Rupiah handed over this year.
        aided_groups: Groups of this year that received aid.
        visited: Groups visited this month, of `to_visit` that are mentored.

    """

    groups: int
    target: int
    all_groups: int
    people: int
    incomplete_groups: int
    expected_people: int
    aid_amount: int
    aided_groups: int
    visited: int
    to_visit: int


class TodoKind(StrEnum):
    """What a line of *Perlu dikerjakan* leads to, sorted by harm."""

    MEMBERS = "1-members"
    VISIT = "2-visit"
    SIGN = "3-sign"
    RETURN = "4-return"
    NIK = "5-nik"
    LATE_EDITS = "5-susulan"
    CORRECTIONS = "5-corrections"
    SEND = "6-send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One line of *Perlu dikerjakan*; the button leads to the record or list.

    Attributes:
        record_id: The group, or the first of several people or handovers.

    """

    kind: TodoKind
    title: str
    hint: str
    action: str
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything a facilitator's Beranda shows, read in one go.

    Attributes:
        reach: By regency with its target, or within one regency by district, as groups that
            received aid of all groups there.
        is_by_district: Which of the two.
        next_visit: The next group in the agenda that waits, if any.

    """

    numbers: HomeNumbers
    todos: Sequence[Todo]
    reach: Sequence[Reach]
    is_by_district: bool
    next_visit: AgendaRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentRecord:
    """A record opened lately, by the name of its table."""

    record_id: UUID
    table: str
    title: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingDraft:
    """Something typed that is not stored as a record.

    Attributes:
        form: Names the form that reads it back.
        record_id: The record that is being corrected; None for a new one.

    """

    draft_id: UUID
    form: str
    title: str
    typed_at: datetime
    record_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedState:
    """What the status bar says.

    Attributes:
        unsent: Records changed since the last package file, `MOST_UNSENT` at the most.
        last_sent_at: When the last package file was made.
        open_differences: Differences that wait for a person.

    """

    unsent: int
    last_sent_at: datetime | None
    open_differences: int


class HomeLists:
    """Figures and to-do lines of Beranda.

    Attributes:
        province: What the office sees instead.

    """

    def __init__(
        self,
        reader: Reader,
        office: OfficeLists,
        visits: VisitLists,
        returns: ReturnLists,
        assigning: AssigningLists,
        today: Callable[[], date],
        corrections: Callable[[], tuple[int, int]],
    ) -> None:
        self._reader = reader
        self._office = office
        self._visits = visits
        self._returns = returns
        self._assigning = assigning
        self._today = today
        self._corrections = corrections
        self.province = ProvinceLists(reader)

    def board(self) -> Board:
        """Return everything a facilitator's Beranda shows."""
        year = self._today().year
        agenda = self._visits.agenda(self._today())
        by_regency = [row for row in self.province.reach(year) if row.groups]
        is_by_district = len(by_regency) < 2
        return Board(
            numbers=self._numbers(year, by_regency, agenda),
            todos=self._todos(agenda),
            reach=self._reach_of_districts(year) if is_by_district else by_regency,
            is_by_district=is_by_district,
            next_visit=next((row for row in agenda if row.urgency is not Urgency.DONE), None),
        )

    def _numbers(
        self, year: int, by_regency: Sequence[Reach], agenda: Sequence[AgendaRow]
    ) -> HomeNumbers:
        expected = self._office.rules().members
        row = self._reader.row(
            "SELECT count(*), coalesce(sum(n < :expected), 0), coalesce(sum(n), 0) "
            f"FROM ({_MEMBERS})",
            {"expected": expected},
        ) or (0, 0, 0)
        aid = self._reader.row(
            "SELECT coalesce(sum(h.total), 0), count(DISTINCT CASE WHEN g.budget_year = :year "
            "THEN g.id END) FROM handovers h JOIN aids a ON a.id = h.aid_id "
            "LEFT JOIN groups g ON g.id = a.group_id WHERE h.deleted = 0 "
            "AND h.status <> 'dibatalkan' AND a.budget_year = :year",
            {"year": year},
        ) or (0, 0)
        return HomeNumbers(
            groups=sum(one.groups for one in by_regency),
            target=sum(one.target for one in by_regency) or self._own_target(year),
            all_groups=row[0],
            people=row[2],
            incomplete_groups=row[1],
            expected_people=row[0] * expected,
            aid_amount=aid[0],
            aided_groups=aid[1],
            visited=sum(one.urgency is Urgency.DONE for one in agenda),
            to_visit=len(agenda),
        )

    def _own_target(self, year: int) -> int:
        identity = self._office.identity()
        own = identity.regency_code if identity else ""
        return sum(row.target for row in self.province.reach(year) if row.code == own)

    def _reach_of_districts(self, year: int) -> list[Reach]:
        found = self._reader.rows(
            "SELECT d.code, d.name, count(*), sum(EXISTS (SELECT 1 FROM aids a JOIN handovers h "
            "ON h.aid_id = a.id WHERE a.group_id = g.id AND h.deleted = 0 "
            "AND h.status <> 'dibatalkan')) FROM groups g "
            "JOIN regions v ON v.code = g.village_code JOIN regions d ON d.code = v.parent_code "
            "WHERE g.deleted = 0 AND g.budget_year = :year "
            "AND g.state NOT IN ('tidak_aktif', 'bubar', 'ditolak') "
            "GROUP BY d.code ORDER BY count(*) DESC, d.name",
            {"year": year},
        )
        return [Reach(code=row[0], name=row[1], groups=row[3], target=row[2]) for row in found]

    def _todos(self, agenda: Sequence[AgendaRow]) -> list[Todo]:
        expected = self._office.rules().members
        found = self._reader.rows(
            f"SELECT id, name, n FROM ({_MEMBERS}) WHERE n < :expected ORDER BY name LIMIT 100",
            {"expected": expected},
        )
        todos = [
            Todo(
                kind=TodoKind.MEMBERS,
                title=f"{name}: lengkapi anggota {_numbers_left(count, expected)}",
                hint=f"Bantuan belum dapat diserahkan sebelum anggota genap {expected} orang",
                action="Lengkapi",
                record_id=UUID(bytes=group_id),
            )
            for group_id, name, count in found
        ]
        todos += [self._late_visit(row) for row in agenda if row.urgency is Urgency.LATE]
        found_now = (self._corrected(), self._unsigned(), self._awaited(), self._doubtful())
        todos += [todo for todo in found_now if todo]
        todos += self._late_edits()
        unsent = self._unsent()
        if unsent:
            todos.append(unsent)
        return todos

    @staticmethod
    def _late_visit(row: AgendaRow) -> Todo:
        which = "pertama" if row.sequence == 1 else f"ke-{row.sequence}"
        return Todo(
            kind=TodoKind.VISIT,
            title=f"{row.group_name}: kunjungan {which} belum dicatat",
            hint=f"{row.hint.partition(' · ')[2].capitalize()} dari jadwal · {row.place}",
            action="Catat kunjungan",
            record_id=row.group_id,
        )

    def _corrected(self) -> Todo | None:
        corrections, questions = self._corrections()
        if not corrections and not questions:
            return None
        parts = [f"{corrections} koreksi"] if corrections else []
        parts += [f"{questions} pertanyaan"] if questions else []
        return Todo(
            kind=TodoKind.CORRECTIONS,
            title=f"{' dan '.join(parts)} dari provinsi",
            hint="Terima, atau tulis keberatan dan jawaban Anda",
            action="Tanggapi",
        )

    def _unsigned(self) -> Todo | None:
        found = self._reader.rows(
            "SELECT coalesce(g.name, p.name), h.id FROM handovers h JOIN aids a ON a.id = h.aid_id "
            "LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = a.person_id "
            "WHERE h.deleted = 0 AND h.status = 'dicetak' ORDER BY h.handed_over_on"
        )
        if not found:
            return None
        return Todo(
            kind=TodoKind.SIGN,
            title=f"{len(found)} BAST belum ditandai ditandatangani",
            hint=_few([row[0] for row in found]),
            action="Buka daftar",
            record_id=UUID(bytes=found[0][1]),
        )

    def _awaited(self) -> Todo | None:
        awaited = self._returns.awaited()
        if not awaited:
            return None
        return Todo(
            kind=TodoKind.RETURN,
            title=f"{len(awaited)} BAST belum kembali bertanda tangan",
            hint=_few([one.receiver for one in awaited]),
            action="Masukkan pindaian",
            record_id=awaited[0].handover_id,
        )

    def _doubtful(self) -> Todo | None:
        found = self._reader.rows(
            "SELECT name, id FROM people WHERE deleted = 0 AND born_on IS NOT NULL AND nik <> '' "
            "AND substr(nik, 9, 4) <> substr(born_on, 6, 2) || substr(born_on, 3, 2) "
            "AND coalesce(reasons, '') NOT LIKE '%\"born_on: %' "  # a reason was given
            "ORDER BY name LIMIT 200"
        )
        if not found:
            return None
        return Todo(
            kind=TodoKind.NIK,
            title=f"{len(found)} NIK belum cocok dengan tanggal lahir",
            hint=_few([row[0] for row in found]),
            action="Periksa",
            record_id=UUID(bytes=found[0][1]),
        )

    def _late_edits(self) -> list[Todo]:
        """Return what former facilitators of own groups still wrote."""
        identity = self._office.identity()
        if identity is None or identity.mentor_id is None:
            return []
        return [
            Todo(
                kind=TodoKind.LATE_EDITS,
                title=one.title,
                hint=one.details,
                action="Lihat",
                record_id=one.group,
            )
            for one in self._assigning.late_edits(identity.mentor_id)
        ]

    def _unsent(self) -> Todo | None:
        state = self.saved_state()
        if not state.unsent:
            return None
        more = " lebih" if state.unsent >= MOST_UNSENT else ""
        hint = "Belum pernah dikirim"
        if state.last_sent_at:
            day = state.last_sent_at.astimezone(WITA).date()
            hint = f"Pengiriman terakhir {long_date(day)} ({days_ago(day, self._today())})"
        return Todo(
            kind=TodoKind.SEND,
            title=f"{number(state.unsent)}{more} catatan belum dikirim ke provinsi",
            hint=hint,
            action="Kirim data",
        )

    def group_count(self) -> int:
        """Return how many groups there are."""
        found: int = self._reader.value("SELECT count(*) FROM groups WHERE deleted = 0")
        return found

    def saved_state(self) -> SavedState:
        """Return what the status bar says about sending and differences."""
        last = self._reader.value("SELECT max(made_at) FROM sent_files")
        return SavedState(
            unsent=self._reader.value(_MINE),
            last_sent_at=datetime.fromisoformat(last) if last else None,
            open_differences=self._reader.value("SELECT count(*) FROM sync_conflict"),
        )

    def recent(self, most: int = 3) -> list[RecentRecord]:
        """Return the records opened last."""
        return [
            RecentRecord(
                record_id=UUID(bytes=row[0]),
                table=row[1],
                title=row[2],
                opened_at=datetime.fromisoformat(row[3]),
            )
            for row in self._reader.rows(_OPENED, {"most": most})
        ]

    def merged_files(self) -> int:
        """Return how many package files were ever merged here."""
        found: int = self._reader.value("SELECT count(*) FROM sync_package WHERE status = 'merged'")
        return found

    def drafts(self) -> list[WaitingDraft]:
        """Return what was typed and is not a record yet, the newest first."""
        found = self._reader.rows(
            "SELECT id, form, title, typed_at, record_id FROM drafts ORDER BY typed_at DESC"
        )
        return [
            WaitingDraft(
                draft_id=UUID(bytes=row[0]),
                form=row[1],
                title=row[2],
                typed_at=datetime.fromisoformat(row[3]),
                record_id=UUID(bytes=row[4]) if row[4] else None,
            )
            for row in found
        ]


def _numbers_left(count: int, expected: int) -> str:
    if count + 1 == expected:
        return f"ke-{expected}"
    return f"ke-{count + 1} sampai ke-{expected}"


def _few(names: list[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown}, dan {len(names) - most} lainnya"
