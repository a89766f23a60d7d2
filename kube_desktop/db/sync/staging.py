"""Takes records of packages into the log and, for new rows, straight into their tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.records import CREATED, EDITED, SUPERSEDED, Record, patch_text
from kube_desktop.db.sync.schema import Schema, SyncedTable

_BATCH: Final = 4000
_LISTED: Final = 1000

_Row: TypeAlias = tuple[Any, ...]
_SetId: TypeAlias = tuple[str, tuple[str, ...]]

_EDIT_SQL: Final = (
    "INSERT INTO sync_change(op,replica,seq,hlc,tbl,row_id,col,value,p_replica,p_seq,ctx,"
    "user_id,schema_v,reason,pkg_id) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_CONTENT: Final = (
    "seq,hlc,tbl,row_id,op,col,value,patch,p_replica,p_seq,ctx,user_id,schema_v,reason"
)


_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(slots=True)
class Spans:
    """Which numbers of which replicas are new: runs of consecutive numbers."""

    runs: dict[int, list[list[int]]] = field(default_factory=dict)

    def add(self, replica: int, seq: int) -> None:
        """Note one new number."""
        runs = self.runs.setdefault(replica, [])
        if runs and runs[-1][1] == seq - 1:
            runs[-1][1] = seq
        else:
            runs.append([seq, seq])

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
        for replica, first, last in other.spans.rows():
            self.spans.runs.setdefault(replica, []).append([first, last])


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
        self._pkg_no = pkg_no
        self._top: dict[int, int] = {}
        self._created: dict[_SetId, list[_Row]] = {}
        self._edited: list[_Row] = []
        self._superseded: list[_Row] = []
        self._waiting = 0

    def take(self, records: Iterable[Record]) -> Intake:
        """Take all records of the package in; the caller owns the transaction."""
        intake, top, late = self.intake, self._top, list[Record]()
        for record in records:
            if record[0] == SUPERSEDED:
                self._superseded.append(record[1:])
                intake.replicas.add(record[1])
                continue
            replica, seq = record[1], record[2]
            known = top.get(replica)
            if known is None:
                known = top[replica] = self._highest(replica)
                intake.replicas.add(replica)
            if seq > known:
                top[replica] = seq
                self._add(record)
            else:
                late.append(record)
                if len(late) >= _BATCH:
                    self._compare(late)
                    late = []
        self._compare(late)
        self._flush()
        self._flush_superseded()
        return intake

    def _highest(self, replica: int) -> int:
        found = self._connection.execute(
            "SELECT max(seq) FROM sync_change WHERE replica=?", (replica,)
        ).fetchone()
        return int(found[0] or 0)

    def _add(self, record: tuple[Any, ...]) -> None:
        op, replica, seq, hlc, table, row_id = record[:6]
        self.intake.new += 1
        self.intake.latest = max(self.intake.latest, hlc)
        self.intake.spans.add(replica, seq)
        if op == CREATED:
            _, _, _, _, _, _, columns, values, user_id, schema_v, reason = record
            key = (table, columns)
            row = (replica, seq, hlc, user_id, schema_v, reason, row_id, *values)
            waiting = self._created.get(key)
            if waiting is None:
                _check_names(table, *columns)
                self._created[key] = [row]
            else:
                waiting.append(row)
        else:
            self._edited.append((*record, self._pkg_id))
            if op != EDITED or (table, record[6]) not in self._columns:
                self.intake.unknown += 1
        self._waiting += 1
        if self._waiting >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for (table, columns), rows in self._created.items():
            self._create(table, columns, rows)
        self._created.clear()
        self._connection.executemany(_EDIT_SQL, self._edited)
        self._connection.executemany(
            "INSERT INTO temp.edit(tbl,row_id,col,replica,seq,pkg) VALUES(?,?,?,?,?,?)",
            [(e[4], e[5], e[6], e[1], e[2], self._pkg_no) for e in self._edited if e[0] == EDITED],
        )
        self._edited.clear()
        self._waiting = 0

    def _create(self, table: str, columns: tuple[str, ...], rows: list[_Row]) -> None:
        connection, intake = self._connection, self.intake
        fields = ",".join(f"'{name}',?{n}" for n, name in enumerate(columns, 8))
        connection.executemany(
            "INSERT INTO sync_change(replica,seq,hlc,user_id,schema_v,reason,tbl,row_id,op,patch,"
            f"pkg_id) VALUES(?1,?2,?3,?4,?5,?6,'{table}',?7,'I',json_object({fields}),"
            f"x'{self._pkg_id.hex()}')",
            rows,
        )
        known = self._tables.get(table)
        if known is None:
            intake.unknown += len(rows)
            intake.double_births = True  # nobody else looks whether the row was there
            return
        if any((table, name) not in self._columns for name in columns):
            intake.unknown += len(rows)
        born = connection.executemany(_birth_sql(known, columns), rows).rowcount
        intake.births[table] = intake.births.get(table, 0) + born
        intake.double_births |= born < len(rows)
        listed = intake.listed.setdefault(table, [])
        listed.extend(row[6] for row in rows[: _LISTED - len(listed)])

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
                self._add(record)
            elif there == content:
                self.intake.known += 1
            else:
                self.intake.parked += 1
                parked.append((*key, "same number, other content", _payload(content)))
        self._connection.executemany("INSERT OR IGNORE INTO sync_bad VALUES(?,?,?,?)", parked)
        self._flush()

    def _contents(self, records: list[Record]) -> dict[tuple[int, int], _Row | None]:
        found: dict[tuple[int, int], _Row | None] = {}
        numbers: dict[int, list[int]] = {}
        for record in records:
            numbers.setdefault(record[1], []).append(record[2])
        for replica, seqs in numbers.items():
            rows = self._connection.execute(
                f"SELECT {_CONTENT} FROM sync_change WHERE replica=? AND seq BETWEEN ? AND ?",
                (replica, min(seqs), max(seqs)),
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


def _birth_sql(table: SyncedTable, columns: tuple[str, ...]) -> str:
    position = {name: n for n, name in enumerate(columns, 8)}
    names, values = ["id"], ["?7"]
    for column in table.logged_columns:
        if column.name in position:
            names.append(f'"{column.name}"')
            values.append(column.stored(f"?{position[column.name]}"))
        elif column.required and column.default is None:
            names.append(f'"{column.name}"')
            values.append(column.absent)
    # Naming the last parameter keeps the count right when this program does not know its column.
    return (
        f'INSERT INTO "{table.name}"({",".join(names)}) SELECT {",".join(values)} '
        f"WHERE true OR ?{7 + len(columns)} ON CONFLICT DO NOTHING"
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
