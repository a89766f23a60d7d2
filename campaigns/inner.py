"""`bongkar`, second half: odd records in sound packages, merged into a real office and undone.

Each file is signed and encrypted as it must be. Either it is refused in a sentence, or what it says
is merged by the rules: afterwards the tables must show what the log says. Then it is rolled back,
and the office must be as it was.
"""

import hashlib
import json
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final
from uuid import UUID

from campaigns.breaking import ODD_NUMBERS, ODD_TEXTS, odd_value, spoil
from campaigns.crafting import Crafted, craft, ended
from campaigns.fuzzing import InMemory, Judge
from campaigns.report import Report
from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import rebuild
from kube_desktop.db.sync.export import export
from kube_desktop.db.sync.schema import Schema
from kube_desktop.exchange import records
from kube_desktop.exchange.errors import PackageError
from kube_desktop.exchange.keys import SAMPLE_OFFICE
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.merging import Follow
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import make_sample_office

_EVERY: Final = 250
"""Files between two looks at the whole office, which cost more than merging."""
_LOGGED: Final = (
    *[number for number in ODD_NUMBERS if -(1 << 63) <= number < 1 << 63], *ODD_TEXTS, None
)  # fmt: skip
"""Odd values that may stand in the log: sound as they are, but not what a column expects."""
_MERGE: Final = UUID(int=1)
_ALIEN: Final = 7_777
_HOW: Final = Crafted(recipients=(SAMPLE_OFFICE.public,))


def break_records(folder: Path, times: int, seed: int) -> Report:
    """Merge so many files with odd records into an office, undoing each."""
    report = Report(f"{times} kiriman berisi catatan aneh (bentuk dalam)")
    draw = Random(seed)  # noqa: S311  no secret
    paths = DataPaths(folder / "kantor")
    if not paths.database.exists():
        make_sample_office(paths)
    services = open_services(paths)
    found: Counter[str] = Counter()
    room = folder / "ruang"
    room.mkdir(exist_ok=True)
    judge = Judge(report, folder)
    begun = perf_counter()
    try:
        with services.workplace.database.raw() as connection, InMemory() as memory:
            schema = services.workplace.database.schema
            hand = Hand(connection, schema, draw)
            before = state_of(connection)
            for number in range(1, times + 1):
                content = craft(hand.lines(), _HOW)
                path = memory.hold(content)
                thorough = number % _EVERY == 0
                attempt = partial(
                    _merged_and_undone, services, connection, path, room, thorough=thorough
                )
                found[judge.ended(attempt, content)] += 1
                if thorough:
                    report.must(state_of(connection) == before, f"Kantor berubah ({number})")
                if judge.has_enough:
                    break
            report.must(state_of(connection) == before, "Kantor berubah")
    finally:
        services.close()
    report.facts |= {
        "dijalankan": found.total(),
        "per detik": round(found.total() / (perf_counter() - begun)),
        **dict(sorted(found.items())),
    }
    return report


def state_of(connection: Connection, *, without: tuple[str, ...] = ()) -> str:
    """Return a hash of every table, those of the change log with them."""
    digest = hashlib.sha256()
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%_fts%' ORDER BY name"
    ).fetchall()
    for (name,) in names:
        if name in without:
            continue
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608  our own names
        digest.update(f"{name} {len(rows)}\n".encode())
        for line in sorted(map(repr, rows)):
            digest.update(line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _merged_and_undone(
    services: Services, connection: Connection, path: Path, room: Path, *, thorough: bool
) -> str:
    """Merge one file by the steps of the office's merge, but without keeping anything of it."""
    merging, schema = services.merging, services.workplace.database.schema
    (one,) = merging._verify(connection, [path], room, Follow())  # noqa: SLF001
    if one.opened is None:
        return _kind(one.incoming.message)
    connection.execute("BEGIN IMMEDIATE")
    try:
        (result,) = merging._merge_batch(  # noqa: SLF001
            connection, [one], Follow(), (0, 1), _MERGE
        ).packages
        if thorough and rebuild.verify(connection, schema):
            return "tanpa kalimat: tabel tidak sesuai catatan"
    finally:
        connection.execute("ROLLBACK")
    if result.error is not None and not isinstance(result.error, PackageError):
        raise result.error
    return "digabung" if result.error is None else type(result.error).__name__


def _kind(message: str) -> str:
    return f"ditolak: {message}" if message.endswith(".") else f"tanpa kalimat: {message}"


class Hand:
    """Writes bodies of packages whose records are odd in one place or another."""

    def __init__(self, connection: Connection, schema: Schema, draw: Random) -> None:
        self._draw = draw
        (own,) = connection.execute("SELECT replica FROM sync_clock").fetchone()
        (source,) = connection.execute(
            "SELECT replica FROM sync_change GROUP BY replica ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        self._own = own
        good = [
            json.loads(line)
            for line in records.change_lines(export(connection, [source]))
        ]  # fmt: skip
        self._sets = [line for line in good if line[0] == "T"]
        self._births = [line for line in good if line[0] == "I"]
        self._columns = {
            table.name: [column.name for column in table.logged_columns] for table in schema
        }
        self._tables = list(self._columns)
        self._rows = [line[5] for line in self._births]

    def lines(self) -> list[bytes]:
        """Return the lines of one body."""
        draw = self._draw
        good: list[Any] = [["META", self._meta()]]
        sequence = draw.randrange(1, 4)
        for _ in range(draw.randrange(1, 6)):
            good += self._record(sequence)
            sequence += draw.choice((1, 1, 1, 0, 5))
        if draw.random() < 0.4:
            self._make_odd(good)
        lines = [_line(array) for array in good]
        if draw.random() < 0.15:
            at = draw.randrange(len(lines))
            lines[at] = spoil(lines[at], draw).replace(b"\n", b"")
        return ended(*lines)

    def _meta(self) -> dict[str, Any]:
        draw = self._draw
        if draw.random() < 0.8:
            return {"sender": "Rina", "region": "64.07", "known": {"77": 3}}
        return {
            draw.choice(("sender", "region", "known", "mentor_id")): odd_value(draw),
            "known": {draw.choice(ODD_TEXTS): odd_value(draw)},
        }

    def _record(self, sequence: int) -> list[Any]:
        draw, chance = self._draw, self._draw.random()
        if chance < 0.35:
            return self._birth(sequence)
        if chance < 0.9:
            return [self._edit(sequence)]
        return [["S", _ALIEN, sequence, draw.choice((_ALIEN, self._own)), draw.randrange(1, 9)]]

    def _birth(self, sequence: int) -> list[Any]:
        draw = self._draw
        if draw.random() < 0.03:
            return self._wide_birth(sequence)
        birth = list(draw.choice(self._births))
        columns_of = next(one for one in self._sets if one[1] == birth[4])
        number = draw.randrange(1_000_000)
        birth[1:5] = [_ALIEN, sequence, self._instant(), number]
        if draw.random() < 0.7:
            birth[5] = UUID(int=draw.getrandbits(128)).hex
        return [["T", number, *columns_of[2:]], birth]

    def _wide_birth(self, sequence: int) -> list[Any]:
        """Return a row of a newer program: of a known table or not, with very many columns."""
        draw = self._draw
        width, table = draw.choice((0, 60, 128, 499, 500)), draw.choice((*self._tables, "surveys"))
        columns, row = [f"c{n}" for n in range(width)], UUID(int=draw.getrandbits(128)).hex
        birth = ["I", _ALIEN, sequence, self._instant(), 1_000_000, row, [None] * width,
                 None, 99, None]  # fmt: skip
        return [["T", 1_000_000, table, columns], birth]

    def _edit(self, sequence: int) -> list[Any]:
        draw = self._draw
        table = draw.choice(self._tables)
        column = draw.choice(self._columns[table])
        value = draw.choice(_LOGGED)
        if draw.random() < 0.4:
            value = draw.choice(("Isi", 0, 1, None, "2026-11-19", "[]"))
        seen = '{"77":2}' if column == "deleted" and draw.random() < 0.7 else None
        parent = draw.choice(((None, None), (_ALIEN, 1), (self._own, draw.randrange(1, 500))))
        return ["U", _ALIEN, sequence, self._instant(), table, draw.choice(self._rows), column,
                value, *parent, seen, None, 1, draw.choice((None, "ketik"))]  # fmt: skip

    def _instant(self) -> int:
        return self._draw.choice((0, 1, 1 << 40, (1 << 62) - 1, 1_795_000_000_000 << 16))

    def _make_odd(self, arrays: list[Any]) -> None:
        """Put something odd in one place of one record."""
        draw = self._draw
        array = draw.choice(arrays)
        at = draw.randrange(len(array))
        match draw.randrange(5):
            case 0:
                del array[at]
            case 1:
                array.insert(at, odd_value(draw))
            case 2 if isinstance(array[at], list) and array[at]:
                array[at][draw.randrange(len(array[at]))] = odd_value(draw)
            case 3:
                arrays.append(draw.choice(arrays))
            case _:
                array[at] = odd_value(draw)


def _line(array: object) -> bytes:
    return records.encode(array).encode("utf-8", "surrogatepass").replace(b"\n", b" ")
