"""`cabang`: made-up worlds of two to six laptops, in which everything goes wrong that can.

Each world edits, deletes, decides, jumps in time, restores backups, copies laptops, and lets files
arrive late, twice, in part, in any order or never. At its end everything that is left is merged in
other orders, and everybody must show the same and have everything. All of it follows from a seed.
"""

import random
import sys
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campaigns.report import Report
from kube_desktop.db import cipher
from kube_desktop.db.postgres.creating import table_sql
from kube_desktop.db.sync import cells, ddl, merge, rebuild, replica, resolve
from kube_desktop.db.sync.export import export
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.records import Record
from kube_desktop.db.sync.schema import SyncedColumn, SyncedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STEPS_OF_A_WORLD: Final = 400
_NOW: Final = 1_767_225_600_000
_DAY: Final = 86_400_000
_MOST_LAPTOPS: Final = 6
_KEPT_FILES: Final = 24
_TEXTS: Final = ("a", "b", "c", None, "7", "")
_SCHEMA: Final = (
    SyncedTable(
        "members",
        (
            SyncedColumn("name", "text", required=True),
            SyncedColumn("phone", "text"),
            SyncedColumn("group_id", "id"),
            SyncedColumn("count", "integer"),
        ),
    ),
)
_COLUMNS: Final = ("name", "phone", "group_id", "count")
_LOG: Final = (
    "SELECT replica,seq,hlc,tbl,row_id,op,col,value,patch,p_replica,p_seq,ctx FROM sync_change "
    "ORDER BY 1,2"
)


@dataclass
class Laptop:
    """One installation: its database, and the file outside by which it knows itself."""

    connection: cipher.Connection
    outside: Path
    sent: int = 0

    def open(self) -> bool:
        """Open the program on it; tell whether it had to begin a new branch."""
        return replica.ensure_branch(self.connection, self.outside)

    def own(self) -> list[int]:
        """Return the branches it has written."""
        return [branch.replica for branch in replica.own_branches(self.connection)]


@dataclass
class World:
    """Laptops, the files on their way, and whatever fate draws."""

    folder: Path
    draw: random.Random
    report: Report
    laptops: list[Laptop] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    files: list[tuple[Record, ...]] = field(default_factory=list)
    backups: list[tuple[Laptop, cipher.Connection]] = field(default_factory=list)
    packages: int = 0

    def live(self, steps: int) -> None:
        """Let the world go on for a number of steps, and look at it."""
        for _ in range(self.draw.randint(2, _MOST_LAPTOPS)):
            self._buy()
        deeds: Sequence[tuple[str, int, Callable[[Laptop], object]]] = (
            ("suntingan", 560, self._edit),
            ("catatan baru", 90, self._insert),
            ("hapus atau pulihkan catatan", 70, self._delete),
            ("jam berubah", 60, self._jump),
            ("kiriman", 70, self._send),
            ("penggalan kiriman", 20, self._send_part),
            ("gabung", 70, self._receive),
            ("kiriman hilang", 15, self._lose),
            ("keputusan", 20, self._decide),
            ("cadangan", 10, self._back_up),
            ("cadangan dipulihkan", 8, self._restore),
            ("laptop disalin", 4, self._clone),
            ("nilai diperiksa terhadap catatan", 3, self._verify),
        )
        names, weights, _ = zip(*deeds, strict=True)
        act = {name: deed for name, _, deed in deeds}
        for name in self.draw.choices(names, weights, k=steps):
            act[name](self.draw.choice(self.laptops))
            self.report.count(name)
        self._end()

    def _buy(self) -> None:
        number = len(self.laptops) + 1
        connection = _empty()
        self.laptops.append(Laptop(connection, self.folder / f"{number}-{self.draw.random()}"))
        skew = self.draw.choice((0, 0, 0, -400 * _DAY, 5 * 365 * _DAY))
        connection.execute(
            "UPDATE sync_clock SET replica=?,now_ms=?", (self._number(), _NOW + skew)
        )
        connection.execute("UPDATE sync_branch SET replica=(SELECT replica FROM sync_clock)")
        self.laptops[-1].open()

    def _number(self) -> int:
        return self.draw.getrandbits(62) | 1

    def _insert(self, laptop: Laptop) -> None:
        row = self.draw.randbytes(16)
        owners = [laptop]
        if self.draw.random() < 0.1:  # two make the same record, as from one list
            owners.append(self.draw.choice(self.laptops))
        for one in {id(owner): owner for owner in owners}.values():
            one.connection.execute(
                "INSERT INTO members(id,name,phone) VALUES(?,?,?)",
                (row, self.draw.choice(_TEXTS) or "x", self.draw.choice(_TEXTS)),
            )
        self.rows.append(row)

    def _edit(self, laptop: Laptop) -> None:
        if not self.rows:
            return
        # Few records are edited by everybody, most by few: so differences are neither rare nor all.
        row = self.draw.choice(self.rows[:4] if self.draw.random() < 0.5 else self.rows)
        column = self.draw.choice(_COLUMNS)
        value: Any = self.draw.choice(_TEXTS)
        if column == "count":
            value = self.draw.choice((0, 1, 7, None))
        elif column == "group_id":
            value = self.draw.choice((bytes(16), b"g" * 16, None))
        elif column == "name":
            value = value or "x"
        laptop.connection.execute(
            f"UPDATE members SET {column}=? WHERE id=?",  # noqa: S608
            (value, row),
        )
        cells.settle(laptop.connection, _SCHEMA)

    def _delete(self, laptop: Laptop) -> None:
        if self.rows:
            laptop.connection.execute(
                "UPDATE members SET deleted=? WHERE id=?",
                (self.draw.randrange(2), self.draw.choice(self.rows)),
            )
            cells.settle(laptop.connection, _SCHEMA)

    def _jump(self, laptop: Laptop) -> None:
        ms = self.draw.choice((-30 * _DAY, 1, 1, 1, 60_000, 365 * _DAY))
        laptop.connection.execute("UPDATE sync_clock SET now_ms=max(0,now_ms+?)", (ms,))

    def _send(self, laptop: Laptop) -> None:
        everything = self.draw.random() < 0.2
        replicas = None if everything else laptop.own()
        self._post(tuple(export(laptop.connection, replicas)))

    def _send_part(self, laptop: Laptop) -> None:
        records = [one for one in export(laptop.connection, laptop.own()) if one[0] != "S"]
        if records:
            start = self.draw.randrange(len(records))
            decisions = [r for r in export(laptop.connection, laptop.own()) if r[0] == "S"]
            self._post((*records[start : start + self.draw.randint(1, 9)], *decisions))

    def _post(self, records: tuple[Record, ...]) -> None:
        self.files.append(records)
        if len(self.files) > _KEPT_FILES:
            # It is not lost: somebody has put it away and brings it at last.
            self._take(self.laptops[0], self.files.pop(self.draw.randrange(_KEPT_FILES)))

    def _receive(self, laptop: Laptop) -> None:
        if self.files:
            self._take(laptop, *self.draw.choices(self.files, k=self.draw.randint(1, 3)))

    def _lose(self, _: Laptop) -> None:
        if self.files:
            self.files.pop(self.draw.randrange(len(self.files)))

    def _decide(self, laptop: Laptop) -> None:
        found = laptop.connection.execute(
            "SELECT tbl,row_id,col FROM sync_conflict ORDER BY 2,3"
        ).fetchall()
        if found:
            table, row, column = self.draw.choice(found)
            value = {"count": 7, "deleted": 0, "group_id": None}.get(column, "diputuskan")
            with suppress(resolve.NoDifferenceError):
                resolve.resolve(laptop.connection, _SCHEMA, table, row, column, value)

    def _back_up(self, laptop: Laptop) -> None:
        copy = _memory()
        laptop.connection.backup(copy)
        self.backups.append((laptop, copy))
        if len(self.backups) > _MOST_LAPTOPS:
            self.backups.pop(0)[1].close()

    def _restore(self, _: Laptop) -> None:
        """Put an old state in the place of the present one, whose unsent work dies with it."""
        if not self.backups:
            return
        laptop, older = self.draw.choice(self.backups)
        replica.remember(laptop.connection, laptop.outside)
        older.backup(laptop.connection)
        if laptop.open():
            self.report.count("cabang baru sesudah dipulihkan")

    def _clone(self, laptop: Laptop) -> None:
        """Copy a laptop with everything on it into another folder, and work on both."""
        if len(self.laptops) >= _MOST_LAPTOPS:
            return
        replica.remember(laptop.connection, laptop.outside)
        copy = _memory()
        laptop.connection.backup(copy)
        outside = self.folder / f"salinan-{self.draw.random()}"
        outside.write_bytes(laptop.outside.read_bytes())
        self.laptops.append(Laptop(copy, outside))
        self.report.must(self.laptops[-1].open(), "Salinan laptop tidak memulai cabang")

    def _verify(self, laptop: Laptop) -> None:
        wrong = rebuild.verify(laptop.connection, _SCHEMA)
        self.report.must(not wrong, f"Tabel berbeda dari catatan perubahan: {wrong[:3]}")

    def _take(self, laptop: Laptop, *files: tuple[Record, ...]) -> None:
        waiting = []
        for records in files:
            self.packages += 1
            waiting.append(merge.Package(self.packages.to_bytes(16, "big"), records))
        result = merge.merge(laptop.connection, _SCHEMA, waiting)
        if result.own_branch_moved:
            replica.remember(laptop.connection, laptop.outside)
        self.report.count("perubahan digabung", result.new_changes)
        self.report.must(result.parked == 0, "Satu nomor dipakai dua kali")
        self.report.must(
            all(one.error is None for one in result.packages), f"Kiriman ditolak: {result.packages}"
        )

    def _end(self) -> None:
        """Bring everything that is left to two offices and all laptops: one truth, nothing lost."""
        left = [*self.files, *(tuple(export(one.connection)) for one in self.laptops)]
        # A part of a file may name a decision whose change died with a laptop that was restored.
        written = {
            (record[1], record[2]) for records in left for record in records if record[0] != "S"
        }
        offices = [Laptop(_empty(), self.folder / "kantor") for _ in range(2)]
        for number, one in enumerate((*offices, *self.laptops)):
            order = self.draw.sample(left, len(left))
            # Now and then one file after the other, otherwise all at once.
            if number == 1 and self.draw.random() < 0.25:
                for records in order:
                    self._take(one, records)
            self._take(one, *order)
        first = offices[0].connection
        log = first.execute(_LOG).fetchall()
        here = {(row[0], row[1]) for row in log}
        self.report.must(written <= here, f"{len(written - here)} perubahan hilang")
        agreed = fingerprint(first, _SCHEMA)
        for one in (*offices, *self.laptops):
            same = fingerprint(one.connection, _SCHEMA) == agreed
            self.report.must(same, "Isi tidak sama")
            self.report.must(one.connection.execute(_LOG).fetchall() == log, "Catatan tidak sama")
        self._verify(offices[0])
        self.report.count("dunia")
        self.report.count("perbedaan terbuka", _count(first, "sync_conflict"))
        for one in (*offices, *self.laptops):
            one.connection.close()
        for _, copy in self.backups:
            copy.close()


def live_in_worlds(folder: Path, steps: int, seed: int) -> Report:
    """Live through worlds of a few hundred steps each until there were enough steps."""
    report = Report(f"{steps} langkah acak di dunia dengan 2–6 laptop")
    for number in range(0, steps, STEPS_OF_A_WORLD):
        draw = random.Random(f"{seed}/{number}")  # noqa: S311  no secret
        place = folder / "dunia"
        place.mkdir(parents=True, exist_ok=True)
        World(place, draw, report).live(min(STEPS_OF_A_WORLD, steps - number))
        for note in place.iterdir():
            note.unlink()
        if number % (25 * STEPS_OF_A_WORLD) == 0:
            sys.stderr.write(f"{number} langkah dari {steps}\n")
        if report.failures:
            report.failures.append(f"benih {seed}, dunia yang dimulai di langkah {number}")
            break
    return report


def _memory() -> cipher.Connection:
    connection = cipher.dbapi2.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    return connection


_TEMPLATE: list[cipher.Connection] = []


def _empty() -> cipher.Connection:
    """Return an empty database, copied: making one takes dozens of statements."""
    if not _TEMPLATE:
        made = _memory()
        for statement in (*ddl.EVERY, *(table_sql(table) for table in _SCHEMA)):
            made.execute(statement)
        replica.initialise(made, replica=1)
        ddl.install_triggers(made, _SCHEMA)
        _TEMPLATE.append(made)
    connection = _memory()
    _TEMPLATE[0].backup(connection)
    return connection


def _count(connection: cipher.Connection, table: str) -> int:
    with closing(connection.cursor()) as cursor:
        (number,) = cursor.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(number)
