"""Takes records of packages into the log and, for new rows, straight into their tables."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, TypeAlias

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.records import CREATED, EDITED, SUPERSEDED, Record, patch_text
from kube_desktop.db.sync.runs import joined
from kube_desktop.db.sync.schema import Schema, SyncedTable

_BATCH: Final = 4000
_LISTED: Final = 1000

_Row: TypeAlias = tuple[Any, ...]
_SetId: TypeAlias = tuple[str, tuple[str, ...]]

_EDIT_SQL: Final = (
    "INSERT INTO sync_change(op,replica,seq,hlc,tbl,row_id,col,value,p_replica,p_seq,ctx,"
    "user_id,schema_v,reason,pkg_id) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_BIRTH: Final = {
    "replica": "INTEGER",
    "seq": "INTEGER",
    "hlc": "INTEGER",
    "user_id": "BLOB",
    "schema_v": "INTEGER",
    "reason": "TEXT",
    "row_id": "BLOB",
}
_CONTENT: Final = (
    "seq,hlc,tbl,row_id,op,col,value,patch,p_replica,p_seq,ctx,user_id,schema_v,reason"
)


# The driver searches an adapter for every None and every bytes it binds, at a microsecond each;
# it passes numbers and byte arrays on as they are, and SQLite stores a NaN as NULL.
_NULL: Final = float("nan")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(slots=True)
class Spans:
    """Which numbers of which replicas are new: runs of consecutive numbers."""

    runs: dict[int, list[list[int]]] = field(default_factory=dict)

    def extend(self, replica: int, runs: Iterable[list[int]]) -> None:
        """Note new numbers of a replica."""
        self.runs.setdefault(replica, []).extend(runs)

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """Return every run as (replica, first, last)."""
        return ((r, first, last) for r, runs in self.runs.items() for first, last in runs)


@dataclass(slots=True)
class Intake:
    """What came in so far: numbers for the preview and what has to be recomputed.

    Attributes:
        new: Changes that were not in the log.
        known: Changes that were there already, with the same content.
        parked: Changes whose number was already used for other content.
        unknown: New changes for tables or columns of a newer program, kept and passed on.
        births: New rows per table, as far as created here.
        listed: Ids of the first new rows per table, for the preview.
        double_births: Whether some row may have been created by several replicas.
        latest: The latest instant of a new change.

    """

    new: int = 0
    known: int = 0
    parked: int = 0
    unknown: int = 0
    births: dict[str, int] = field(default_factory=dict)
    listed: dict[str, list[bytes]] = field(default_factory=dict)
    spans: Spans = field(default_factory=Spans)
    replicas: set[int] = field(default_factory=set)
    double_births: bool = False
    latest: int = 0

    def include(self, other: "Intake") -> None:
        """Add what another package brought."""
        self.new += other.new
        self.known += other.known
        self.parked += other.parked
        self.unknown += other.unknown
        self.latest = max(self.latest, other.latest)
        self.double_births |= other.double_births
        for table, count in other.births.items():
            self.births[table] = self.births.get(table, 0) + count
            listed = self.listed.setdefault(table, [])
            listed.extend(other.listed[table][: _LISTED - len(listed)])
        for replica, runs in other.spans.runs.items():
            self.spans.extend(replica, runs)


class Stager:
    """Feeds the records of one package into the database.

    Numbers above everything known of their replica go straight in; the others are compared with
    the log first. New rows are written to their table from the values at hand, without parsing
    their patch again.
    """

    def __init__(self, connection: Connection, schema: Schema, pkg_id: bytes, pkg_no: int) -> None:
        self.intake = Intake()
        self._connection = connection
        self._tables = {table.name: table for table in schema}
        self._columns = {(t.name, c.name) for t in schema for c in t.logged_columns}
        self._pkg_id = pkg_id
        self._package = bytearray(pkg_id)
        self._pkg_no = pkg_no
        self._top: dict[int, int] = {}
        self._runs: dict[int, list[list[int]]] = {}
        self._created: dict[_SetId, list[_Row]] = {}
        self._edited: list[list[Any]] = []
        self._superseded: list[_Row] = []
        self._waiting = 0
        self._known: dict[int, list[list[int]]] = {}

    def take(self, records: Iterable[Record]) -> Intake:
        """Take all records of the package in; the caller owns the transaction."""
        top, late = self._top, list[Record]()
        for record in records:
            operation, replica, seq = record[:3]
            if operation == SUPERSEDED:
                self._superseded.append(record[1:])
                self.intake.replicas.add(replica)
                continue
            known = top.get(replica)
            if known is None:
                known = top[replica] = self._highest(replica)
                self.intake.replicas.add(replica)
            if seq > known:
                if seq != known + 1 or replica not in self._runs:
                    self._begin_run(replica, seq)
                self._add(record)
                top[replica] = seq
            else:
                late.append(record)
                if len(late) >= _BATCH:
                    self._compare(late)
                    late.clear()
        self._compare(late)
        self._flush()
        self._flush_superseded()
        for replica, runs in self._runs.items():
            runs[-1][1] = top[replica]
            self.intake.spans.extend(replica, runs)
        self._note_delivered()
        return self.intake

    def _begin_run(self, replica: int, seq: int) -> None:
        """Begin a run of new numbers; the one before ended at the last number seen."""
        runs = self._runs.setdefault(replica, [])
        if runs:
            runs[-1][1] = self._top[replica]
        runs.append([seq, seq])

    def _highest(self, replica: int) -> int:
        found = self._connection.execute(
            "SELECT max(seq) FROM sync_change WHERE replica=?", (replica,)
        ).fetchone()
        return int(found[0] or 0)

    def _add(self, record: tuple[Any, ...]) -> None:
        """Let a new change wait for the next flush."""
        if record[0] == CREATED:
            _, replica, seq, hlc, table, row_id, columns, values, user_id, schema_v, reason = record
            key = (table, columns)
            waiting = self._created.get(key)
            if waiting is None:
                _check_names(table, *columns)
                waiting = self._created[key] = []
            waiting.append(
                (
                    replica,
                    seq,
                    hlc,
                    _NULL if user_id is None else bytearray(user_id),
                    _NULL if schema_v is None else schema_v,
                    _NULL if reason is None else reason,
                    bytearray(row_id),
                    *[_NULL if value is None else value for value in values],
                )
            )
        else:
            row = [_NULL if part is None else part for part in record]
            row[5] = bytearray(record[5])
            row[11] = _NULL if record[11] is None else bytearray(record[11])
            row.append(self._package)
            self._edited.append(row)
        self._waiting += 1
        if self._waiting >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for (table, columns), rows in self._created.items():
            self._create(table, columns, rows)
        self._created.clear()
        self._count(self._edited, 3)
        self.intake.unknown += sum(
            e[0] != EDITED or (e[4], e[6]) not in self._columns for e in self._edited
        )
        self._connection.executemany(_EDIT_SQL, self._edited)
        self._connection.executemany(
            "INSERT INTO temp.edit(tbl,row_id,col,replica,seq,pkg) VALUES(?,?,?,?,?,?)",
            [(e[4], e[5], e[6], e[1], e[2], self._pkg_no) for e in self._edited if e[0] == EDITED],
        )
        self._edited.clear()
        self._waiting = 0

    def _create(self, table: str, columns: tuple[str, ...], rows: list[_Row]) -> None:
        """Write new rows to the log and to their table.

        They pass through a temporary table, so that each of the two is one statement: with
        triggers on the table every single INSERT would keep a journal of its own for the case
        that it fails, and inside a savepoint the cost of those grows with all that was done.
        """
        connection, intake = self._connection, self.intake
        self._count(rows, 2)
        waiting = f"temp.born_{len(columns)}"
        values = [f"v{n}" for n in range(len(columns))]
        connection.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS born_{len(columns)}("
            + ",".join((*(f"{name} {kind}" for name, kind in _BIRTH.items()), *values))
            + ")"
        )
        marks = ",".join("?" * (len(_BIRTH) + len(values)))
        connection.executemany(f"INSERT INTO {waiting} VALUES({marks})", rows)
        fields = ",".join(f"'{name}',{value}" for name, value in zip(columns, values, strict=True))
        connection.execute(
            "INSERT INTO sync_change(replica,seq,hlc,user_id,schema_v,reason,row_id,tbl,op,patch,"
            f"pkg_id) SELECT {','.join(_BIRTH)},?,'I',json_object({fields}),? FROM {waiting}",
            (table, self._pkg_id),
        )
        known = self._tables.get(table)
        if known is None:
            intake.unknown += len(rows)
            intake.double_births = True  # nobody else looks whether the row was there
        else:
            if any((table, name) not in self._columns for name in columns):
                intake.unknown += len(rows)
            born = connection.execute(_birth_sql(known, columns, waiting)).rowcount
            intake.births[table] = intake.births.get(table, 0) + born
            intake.double_births |= born < len(rows)
            listed = intake.listed.setdefault(table, [])
            listed.extend(bytes(row[6]) for row in rows[: _LISTED - len(listed)])
        connection.execute(f"DELETE FROM {waiting}")

    def _count(self, rows: Sequence[Sequence[Any]], instant: int) -> None:
        self.intake.new += len(rows)
        latest = max(map(itemgetter(instant), rows), default=0)
        self.intake.latest = max(self.intake.latest, latest)

    def _compare(self, records: list[Record]) -> None:
        """Sort out records whose numbers may be known: known, new after all, or other content."""
        if not records:
            return
        self._flush()
        log = self._contents(records)
        parked: list[_Row] = []
        for record in records:
            key = (record[1], record[2])
            content = _content(record)
            there = log.setdefault(key, None)
            if there is None:
                log[key] = content
                self.intake.spans.extend(key[0], [[key[1], key[1]]])
                self._add(record)
            elif there == content:
                self.intake.known += 1
                self._note_known(*key)
            else:
                self.intake.parked += 1
                parked.append((*key, "same number, other content", _payload(content)))
        for replica, seq, why, payload in parked:
            self._park(replica, seq, why, payload)
        self._flush()

    def _park(self, replica: int, seq: int, why: str, payload: str) -> None:
        """Keep a second content of a number aside, with the files that carried it."""
        key = (replica, seq, payload)
        there = self._connection.execute(
            "SELECT pkg_ids FROM sync_bad WHERE replica=? AND seq=? AND payload=?", key
        ).fetchone()
        if there is None:
            self._connection.execute(
                "INSERT INTO sync_bad(replica,seq,payload,why,pkg_ids) VALUES(?,?,?,?,?)",
                (*key, why, json.dumps([self._pkg_id.hex()])),
            )
        elif there[0] is not None and self._pkg_id.hex() not in json.loads(there[0]):
            files = [*json.loads(there[0]), self._pkg_id.hex()]
            self._connection.execute(
                "UPDATE sync_bad SET pkg_ids=? WHERE replica=? AND seq=? AND payload=?",
                (json.dumps(files), *key),
            )

    def _note_known(self, replica: int, seq: int) -> None:
        runs = self._known.setdefault(replica, [])
        if runs and runs[-1][1] + 1 == seq:
            runs[-1][1] = seq
        else:
            runs.append([seq, seq])

    def _note_delivered(self) -> None:
        """Write down which numbers this file carried, those too that were here already."""
        new = self.intake.spans.runs
        self._connection.executemany(
            "INSERT OR IGNORE INTO sync_delivery(pkg_id,replica,first,last) VALUES(?,?,?,?)",
            [
                (self._pkg_id, replica, first, last)
                for replica in {*new, *self._known}
                for first, last in joined([*new.get(replica, ()), *self._known.get(replica, ())])
            ],
        )

    def _contents(self, records: list[Record]) -> dict[tuple[int, int], _Row | None]:
        found: dict[tuple[int, int], _Row | None] = {}
        numbers: dict[int, list[int]] = {}
        for record in records:
            numbers.setdefault(record[1], []).append(record[2])
        for replica, seqs in numbers.items():
            rows = self._connection.execute(
                f"SELECT {_CONTENT} FROM "
                "(SELECT CAST(value AS INTEGER) AS number FROM json_each(?)) n "
                "CROSS JOIN sync_change ON replica=? AND seq=n.number",
                (str(seqs), replica),
            )
            found.update(((replica, row[0]), row[1:]) for row in rows)
        return found

    def _flush_superseded(self) -> None:
        self._connection.executemany(
            "INSERT INTO temp.newly_superseded SELECT ?1,?2,?3,?4 WHERE NOT EXISTS("
            "SELECT 1 FROM sync_supersedes WHERE replica=?1 AND seq=?2 AND p_replica=?3 "
            "AND p_seq=?4)",
            self._superseded,
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO sync_supersedes VALUES(?,?,?,?)", self._superseded
        )
        self._superseded.clear()


def _check_names(*names: str) -> None:
    """Refuse names that are not plain: they become part of SQL."""
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name of a table or column: {name!r}")


def _birth_sql(table: SyncedTable, columns: tuple[str, ...], waiting: str) -> str:
    """Return the statement that creates rows of a table from those that wait."""
    position = {name: n for n, name in enumerate(columns)}
    names, values = ["id"], ["row_id"]
    for column in table.logged_columns:
        if column.name in position:
            names.append(f'"{column.name}"')
            values.append(column.stored(f"v{position[column.name]}"))
        elif column.required and column.default is None:
            names.append(f'"{column.name}"')
            values.append(column.absent)
    return (
        f'INSERT INTO "{table.name}"({",".join(names)}) SELECT {",".join(values)} '
        f"FROM {waiting} WHERE true ON CONFLICT DO NOTHING"
    )


def _content(record: tuple[Any, ...]) -> _Row:
    if record[0] == CREATED:
        _, _, _, hlc, table, row_id, columns, values, user_id, schema_v, reason = record
        patch = patch_text(dict(zip(columns, values, strict=True)))
        return (hlc, table, row_id, CREATED, None, None, patch, None, None, None,
                user_id, schema_v, reason)  # fmt: skip
    op, _, _, hlc, table, row_id, col, value, p_replica, p_seq, ctx, *who = record
    return (hlc, table, row_id, op, col, value, None, p_replica, p_seq, ctx, *who)


def _payload(content: _Row) -> str:
    return patch_text([part.hex() if isinstance(part, bytes) else part for part in content])
