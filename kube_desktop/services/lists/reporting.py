"""Reading who has not reported: facilitators by month, missing files, and their laptops."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from kube_desktop.db.reading import Reader
from kube_desktop.domain.clocks import plausible_day
from kube_desktop.domain.laptops import (
    Event,
    Happening,
    Held,
    LaptopStory,
    events,
    instant,
    story_from_plain,
)
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.reporting import (
    BoardRow,
    Month,
    ReportingBoard,
    cells_of,
    missing_numbers,
    months_until,
)
from kube_desktop.domain.wording import WITA
from kube_desktop.services.lists.assigning import AssigningLists
from kube_desktop.services.lists.office import OfficeLists

_FILES: Final = (
    "SELECT pkg_id, signer, received_at, made_at FROM sync_package "
    "WHERE status = 'merged' AND withdrawn_at IS NULL AND signer IS NOT NULL ORDER BY received_at"
)
_DUTIES: Final = (
    "SELECT a.mentor_id, min(a.started_on), max(a.ended_on), sum(a.ended_on IS NULL) "
    "FROM assignments a JOIN groups g ON g.id = a.group_id "
    "WHERE a.deleted = 0 AND g.deleted = 0 GROUP BY a.mentor_id"
)
_WRITER: Final = (
    "SELECT p.device_key, (SELECT c.user_id FROM sync_change c WHERE c.replica = p.replica "
    "AND c.user_id IS NOT NULL ORDER BY c.seq DESC LIMIT 1) FROM sync_peer p "
    "WHERE p.device_key IS NOT NULL ORDER BY p.last_pkg_at"
)
_HOLES: Final = (
    "SELECT p.device_key, p.max_seq - p.contiguous_seq - (SELECT count(*) FROM sync_change c "
    "WHERE c.replica = p.replica AND c.seq > p.contiguous_seq) FROM sync_peer p "
    "WHERE p.device_key IS NOT NULL AND p.max_seq > p.contiguous_seq"
)


@dataclass(slots=True)
class _Sender:
    """What is gathered of one facilitator, from one laptop or several."""

    name: str = ""
    regency_code: str = ""
    groups: int = 0
    since: date | None = None
    until: date | None = None
    days: list[date] = field(default_factory=list)
    missing_files: list[int] = field(default_factory=list)
    missing_changes: int = 0
    differences: int = 0
    events: list[Event] = field(default_factory=list)
    last_contact: date | None = None
    to_answer: list[str] = field(default_factory=list)
    has_laptop: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    pkg: str
    received: datetime
    made: datetime | None


@dataclass(frozen=True, slots=True)
class _Laptop:
    key: bytes
    name: str
    regency_code: str
    owner: bytes
    clock_off: int | None
    story: LaptopStory


class ReportingLists:
    """The board of the office: who has sent, who has not, what is missing in between."""

    def __init__(
        self,
        reader: Reader,
        office: OfficeLists,
        assigning: AssigningLists,
        today: Callable[[], date],
    ) -> None:
        self._reader = reader
        self._office = office
        self._assigning = assigning
        self._today = today

    def board(self) -> ReportingBoard:
        """Return everybody who is on duty or has ever sent, by month."""
        today = self._today()
        months = months_until(today, self._office.rules().report_due_day)
        identity = self._office.identity()
        reader = identity.mentor_id if identity else None
        is_office = bool(identity and identity.is_office)
        late = self._assigning.late_edits(reader, is_office=is_office)
        rows = [
            replace(
                _row(owner, one, months, today),
                late=tuple(edits for edits in late if edits.old_mentor.bytes == owner),
            )
            for owner, one in self._senders().items()
            if one.has_laptop or (one.groups and one.regency_code)
        ]
        return ReportingBoard(
            months=months,
            rows=tuple(sorted(rows, key=lambda row: (
                row.urgency, row.regency, row.name.casefold()))),
            office=identity.name if identity else "",
            today=today,
        )  # fmt: skip

    def _senders(self) -> dict[bytes, _Sender]:
        senders = {
            row[0]: _Sender(name=row[1], regency_code=row[2] or "")
            for row in self._reader.rows(
                "SELECT id, name, regency_code FROM mentors WHERE deleted = 0"
            )
        }
        for mentor, since, until, groups in self._reader.rows(_DUTIES):
            if mentor in senders:
                one = senders[mentor]
                one.groups, one.since = groups, date.fromisoformat(since)
                one.until = None if groups or not until else date.fromisoformat(until)
        files = self._files()
        laptops = self._laptops(files)
        for laptop in laptops:
            self._add_laptop(senders.setdefault(laptop.owner, _Sender()), laptop, files)
        self._count_holes(senders, laptops)
        self._count_differences(senders, laptops)
        return senders

    def _files(self) -> dict[bytes, list[_File]]:
        files: dict[bytes, list[_File]] = {}
        for pkg, signer, received, made in self._reader.rows(_FILES):
            moment = instant(received)
            if moment is not None:
                files.setdefault(signer, []).append(_File(pkg.hex(), moment, instant(made)))
        return files

    def _laptops(self, files: Mapping[bytes, list[_File]]) -> list[_Laptop]:
        """Return every laptop that ever sent; older programs left no more than its key."""
        writers = {key: user for key, user in self._reader.rows(_WRITER) if user is not None}
        stored = self._reader.rows(
            "SELECT device_key, name, regency_code, mentor_id, clock_off, branches FROM laptops"
        )
        found = {
            bytes.fromhex(key): (name, region, mentor, off, branches)
            for key, name, region, mentor, off, branches in stored
        }
        laptops = list[_Laptop]()
        for key in sorted({*found, *files}):
            name, region, mentor, off, branches = found.get(key, ("", "", None, None, None))
            story = story_from_plain(json.loads(branches) if branches else None)
            owner = mentor or writers.get(key) or key
            laptops.append(_Laptop(key, name, region or "", owner, off, story))
        return laptops

    def _add_laptop(
        self, sender: _Sender, laptop: _Laptop, files: Mapping[bytes, list[_File]]
    ) -> None:
        merged = files.get(laptop.key, [])
        sender.name = sender.name or laptop.name
        sender.regency_code = sender.regency_code or laptop.regency_code
        if not merged and not laptop.story.files:
            return
        sender.has_laptop = True
        days = [plausible_day(one.made, one.received, laptop.clock_off) for one in merged]
        sender.days += days
        if days:
            contact = merged[-1].received.astimezone(WITA).date()
            sender.last_contact = max(contact, sender.last_contact or contact)
            sender.since = min(*days, sender.since or min(days))
        numbers = [
            laptop.story.files[one.pkg].number if one.pkg in laptop.story.files else None
            for one in merged
        ]
        sender.missing_files += missing_numbers(numbers)
        name = sender.name or "pendamping ini"
        found = events(name, laptop.story, self._held(laptop.story), laptop.clock_off)
        sender.events += found
        if any(one.what is Happening.RESTORED for one in found):
            sender.to_answer.append(laptop.key.hex())

    def _held(self, story: LaptopStory) -> Held:
        """Return what is here of the branches of a laptop, for those that others went on from."""
        origins = [
            (one.from_replica, one.from_seq)
            for one in story.branches.values()
            if one.from_replica is not None
        ]
        highest = {
            replica: self._reader.value(
                "SELECT max_seq FROM sync_peer WHERE replica = :replica", {"replica": replica}
            )
            or 0
            for replica, _ in origins
        }
        doubled = {
            replica: self._reader.value(
                "SELECT count(*) FROM sync_bad WHERE replica = :replica", {"replica": replica}
            )
            for replica in story.branches
        }
        written = {}
        for replica, seq in origins:
            instant_of = self._reader.value(
                "SELECT hlc FROM sync_change WHERE replica = :replica AND seq = :seq",
                {"replica": replica, "seq": seq},
            )
            if instant_of is not None:
                written[(replica, seq)] = datetime.fromtimestamp((instant_of >> 16) / 1000, UTC)
        return Held(highest=highest, doubled=doubled, written=written)

    def _count_holes(self, senders: Mapping[bytes, _Sender], laptops: Iterable[_Laptop]) -> None:
        owners = {one.key: one.owner for one in laptops}
        for key, missing in self._reader.rows(_HOLES):
            if key in owners:
                senders[owners[key]].missing_changes += max(0, missing)

    def _count_differences(
        self, senders: Mapping[bytes, _Sender], laptops: Iterable[_Laptop]
    ) -> None:
        owners = {one.key: one.owner for one in laptops}
        of_replica = {
            replica: owners[key]
            for replica, key in self._reader.rows(
                "SELECT replica, device_key FROM sync_peer WHERE device_key IS NOT NULL"
            )
            if key in owners
        }
        found: Counter[bytes] = Counter()
        for (heads,) in self._reader.rows("SELECT heads FROM sync_conflict"):
            found.update({of_replica[one[0]] for one in json.loads(heads) if one[0] in of_replica})
        for owner, count in found.items():
            senders[owner].differences = count


def _row(owner: bytes, one: _Sender, months: tuple[Month, ...], today: date) -> BoardRow:
    return BoardRow(
        mentor_id=UUID(bytes=owner) if len(owner) == _ID_SIZE else None,
        name=one.name or "Laptop tanpa nama",
        regency_code=one.regency_code,
        regency=REGENCIES.get(one.regency_code, ""),
        groups=one.groups,
        cells=cells_of(months, one.days, one.since, one.until, today),
        missing_files=tuple(one.missing_files),
        missing_changes=one.missing_changes,
        differences=one.differences,
        events=tuple(one.events),
        last_contact=one.last_contact,
        to_answer=tuple(one.to_answer),
    )


_ID_SIZE: Final = 16
