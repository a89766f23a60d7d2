"""Making the file for the office: its size and how long it takes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest import mock
from uuid import UUID

from bench.figures import Figure, milliseconds
from bench.folders import sample_laptop
from kube_desktop.domain.mentoring import (
    TOPICS,
    BusinessCondition,
    GoodsState,
    ItemFinding,
    VisitDraft,
)
from kube_desktop.exchange.words import WORDS
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample import making
from kube_desktop.services.sample.plan import ANCHOR

_GROUPS, _VISITS = 20, 12
_MOST_KB = 300


def figures() -> Iterator[Figure]:
    yield from _everything()
    yield from _a_year()


def _everything() -> Iterator[Figure]:
    services = open_services(sample_laptop(1))
    groups = services.lists.groups.count()
    try:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "semua.kube"
            seconds = [milliseconds(lambda: services.sending.send(target)) / 1000 for _ in range(5)]
            size = target.stat().st_size
    finally:
        services.close()
    yield Figure(
        what=f"Semua catatan satu pendamping ({groups} kelompok), berkas jadi dan diperiksa",
        measured=min(seconds),
        unit="detik",
        most=1.0,
    )
    yield Figure(what="Ukuran berkas itu", measured=size / 1024, unit="KB", most=550)


def _a_year() -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        paths = DataPaths(Path(folder) / "laptop")
        size, changes = year_of_visits(paths, Path(folder) / "setahun.kube")
    yield Figure(
        what=f"Berkas {_GROUPS} kelompok dengan setahun kunjungan tanpa foto ({changes} perubahan)",
        measured=size / 1024,
        unit="KB",
        most=_MOST_KB,
    )


def year_of_visits(paths: DataPaths, target: Path) -> tuple[int, int]:
    """Send 20 groups with members, aid and more than a year of visits; return bytes and changes.

    Besides the visits of the sample data each group gets twelve with every member and every piece
    of goods looked at, and notes as long as people write them, of words that do not repeat.
    """
    with mock.patch.object(making, "GROUPS_PER_SCALE", _GROUPS):
        making.make_sample_laptop(paths)
    services = open_services(paths, today=lambda: ANCHOR)
    try:
        draw = Random(1)
        for row in services.lists.groups.choices("", _GROUPS):
            for month in range(_VISITS):
                _visit(services, row.id, month, draw)
        sent = services.sending.send(target, with_photos=False)
    finally:
        services.close()
    return sent.size, sent.changes


def _visit(services: Services, group_id: UUID, month: int, draw: Random) -> None:
    reader = services.workplace.database.reader
    goods = reader.rows(
        "SELECT i.id FROM aid_items i JOIN aids a ON a.id = i.aid_id WHERE a.group_id = :id",
        {"id": group_id.bytes},
    )
    people = [one.id for one in services.lists.members.of_group(group_id)]
    draft = VisitDraft(
        group_id=group_id,
        visited_on=ANCHOR - timedelta(days=30 * month + draw.randrange(20)),
        started_at=f"{draw.randrange(8, 11):02}.{draw.randrange(60):02}",
        ended_at=f"{draw.randrange(11, 15):02}.{draw.randrange(60):02}",
        topics=tuple(draw.sample(TOPICS, 2)),
        present=frozenset(draw.sample(people, k=draw.randrange(len(people) + 1))),
        activity=_note(draw, 25),
        business_condition=draw.choice(tuple(BusinessCondition)),
        turnover=draw.randrange(10, 90) * 50_000,
        cash=draw.randrange(10, 90) * 25_000,
        findings=tuple(
            ItemFinding(aid_item_id=UUID(bytes=one), state=GoodsState.USED) for (one,) in goods
        ),
        problems=_note(draw, 12),
        solution=_note(draw, 12),
        follow_up=_note(draw, 10),
    )
    reasons = {one.key: one.reasons[0] for one in services.mentoring.check(draft) if one.reasons}
    services.mentoring.record(replace(draft, reasons=reasons))


def _note(draw: Random, words: int) -> str:
    return f"{' '.join(draw.choices(WORDS, k=words)).capitalize()}."
