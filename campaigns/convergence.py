"""`gabung`: two laptops and two offices that merge in opposite orders end with equal content."""

import random
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from campaigns.report import Report
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import (
    PROVINCE_REPLICA,
    make_sample_laptop,
    make_sample_office,
)
from kube_desktop.services.sample.plan import ANCHOR

_MOST_FILES = 6
"""Files each laptop sends while it works: the offices get all of them, in any order."""


def converge(folder: Path, edits: int, seed: int) -> Report:
    """Edit on two laptops, merge at two offices, and compare."""
    report = Report(f"{edits} suntingan acak di dua laptop, digabung di dua kantor")
    draw = random.Random(seed)  # noqa: S311  no secret
    files = [_working_laptop(folder, number, edits // 2, draw, report) for number in (1, 2)]
    offices = [DataPaths(folder / f"kantor-{name}") for name in "ab"]
    for office, order in zip(offices, (files, files[::-1]), strict=True):
        make_sample_office(office)
        with _opened(office) as services:
            _merge_in_any_order(services, order, draw, report)
    prints = [_look(office, report) for office in offices]
    report.must(prints[0] == prints[1], f"Isi kedua kantor berbeda: {prints}")
    everything = [path for several in files for path in several]
    for office, before in zip(offices, prints, strict=True):
        with _opened(office) as services:
            again = services.merging.merge(draw.sample(everything, len(everything)))
        report.must(again.new_changes == 0, "Menggabung lagi membawa perubahan baru")
        report.must(again.fingerprint == before, "Menggabung lagi mengubah isi")
    return report


@contextmanager
def _opened(paths: DataPaths) -> Generator[Services]:
    services = open_services(paths, today=lambda: ANCHOR)
    try:
        yield services
    finally:
        services.close()


def _working_laptop(
    folder: Path, number: int, edits: int, draw: random.Random, report: Report
) -> list[Path]:
    paths = DataPaths(folder / f"laptop-{number}")
    make_sample_laptop(paths, seed=number)
    files: list[Path] = []
    pause = max(1, edits // _MOST_FILES, min(edits, 15))
    with _opened(paths) as services:
        hand = _Hand(services, draw)
        for done in range(1, edits + 1):
            report.count(hand.edit())
            if done % pause == 0 or done == edits:
                target = folder / f"laptop-{number}-{len(files)}.kube"
                services.sending.send(target)
                files.append(target)
        report.must(not services.checking.check().problems, f"Laptop {number} tidak utuh")
    return files


class _Hand:
    """Edits anything, half of it in the groups that both laptops have."""

    def __init__(self, services: Services, draw: random.Random) -> None:
        self._services = services
        self._draw = draw
        reader = services.workplace.database.reader
        shared = reader.rows(
            "SELECT row_id FROM sync_change WHERE replica = :r AND tbl = 'groups' AND op = 'I'",
            {"r": PROVINCE_REPLICA},
        )
        self._shared = [UUID(bytes=row[0]) for row in shared]
        everyone = reader.rows("SELECT id FROM groups ORDER BY id")
        self._groups = [UUID(bytes=row[0]) for row in everyone]

    def edit(self) -> str:
        """Do one thing and return its name; what a rule refuses is refused."""
        deeds: Sequence[tuple[str, Callable[[UUID], object]]] = (
            ("kelompok disunting", self._group),
            ("kelompok disunting", self._group),
            ("anggota disunting", self._member),
            ("anggota disunting", self._member),
            ("serah terima disunting", self._handover),
            ("kelompok dihapus", self._services.groups.withdraw),
            ("kelompok dipulihkan", self._services.groups.restore),
            ("keadaan kelompok", self._state),
        )
        name, deed = self._draw.choice(deeds)
        group_id = self._draw.choice(self._draw.choice((self._shared, self._groups)))
        with suppress(DomainError):
            deed(group_id)
            return name
        return "ditolak aturan"

    def _group(self, group_id: UUID) -> None:
        draft = self._services.lists.groups.draft(group_id)
        if draft is None:
            raise DomainError("deleted")
        field = self._draw.choice(("note", "address", "bank_name", "meeting_day", "hamlet"))
        values: dict[str, Any] = {field: f"Isi {self._draw.randrange(5)}"}
        self._services.groups.correct(group_id, replace(draft, **values))

    def _member(self, group_id: UUID) -> None:
        rows = self._services.lists.members.of_group(group_id)
        if not rows:
            raise DomainError("nobody")
        person = self._draw.choice(rows).id
        draft = self._services.lists.members.draft(person)
        if draft is None:
            raise DomainError("deleted")
        field = self._draw.choice(("nickname", "occupation", "address", "skills", "education"))
        values: dict[str, Any] = {field: self._draw.choice(("Satu", "Dua", "Tiga", ""))}
        self._services.members.correct(person, replace(draft, **values))

    def _handover(self, group_id: UUID) -> None:
        lists = self._services.lists.handovers
        rows = lists.listing(HandoverFilter(group_id=group_id)).page(0, 5)
        draft = lists.draft(rows[0].id) if rows else None
        if draft is None:
            raise DomainError("none")
        item, *others = draft.items
        item = replace(item, specification=f"Merek {self._draw.randrange(4)}")
        self._services.aid.correct(rows[0].id, replace(draft, items=(item, *others)))

    def _state(self, group_id: UUID) -> None:
        state = self._draw.choice(tuple(GroupState))
        change = StateChange(state=state, happened_on=ANCHOR, note="Uji")
        self._services.groups.enter_state(group_id, change)


def _merge_in_any_order(
    services: Services, files: list[list[Path]], draw: random.Random, report: Report
) -> None:
    """Merge one laptop's files and then the other's: each in any order, some twice."""
    for several in files:
        waiting = draw.sample(several, len(several))
        while waiting:
            batch = [waiting.pop() for _ in range(min(len(waiting), draw.randrange(1, 4)))]
            summary = services.merging.merge([*batch, draw.choice(several)])
            report.count("perubahan digabung", summary.new_changes)
            report.count("perubahan sejajar", summary.parallel)
            report.must(not summary.rejected, f"Berkas ditolak: {summary.rejected}")


def _look(office: DataPaths, report: Report) -> str:
    with _opened(office) as services:
        checked = services.checking.check()
    report.must(not checked.problems, f"Kantor tidak utuh: {checked.problems}")
    report.facts["perbedaan terbuka"] = checked.differences
    return checked.fingerprint
