"""Merging packages: set union of the change log, then the tables from the log.

The rules and why they hold are in docs/exchange.md. Merging is commutative and idempotent: what
the tables show afterwards depends on the set of changes only, not on order or repetition.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlcipher3 import dbapi2

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import cells, peers, replica
from kube_desktop.db.sync.ddl import NOW_MS
from kube_desktop.db.sync.glance import CellChange, changes_since, values_of
from kube_desktop.db.sync.records import Record
from kube_desktop.db.sync.refs import CellRef, RowRef
from kube_desktop.db.sync.schema import Schema
from kube_desktop.db.sync.staging import Intake, Spans, Stager
from kube_desktop.db.sync.transaction import all_or_nothing, roomy, silently

_LISTED: Final = 1000
_ONE_DAY_MS: Final = 86_400_000

_WORKING_TABLES: Final = {
    "batch": "pkg_id BLOB PRIMARY KEY",
    "edit": "tbl TEXT,row_id BLOB,col TEXT,replica INTEGER,seq INTEGER,pkg INTEGER",
    "seen": "pkg INTEGER,replica INTEGER,seq INTEGER,PRIMARY KEY(pkg,replica)",
    "newly_superseded": "replica INTEGER,seq INTEGER,p_replica INTEGER,p_seq INTEGER",
    "span": "replica INTEGER,first INTEGER,last INTEGER",
}

_BORN: Final = (
    "EXISTS(SELECT 1 FROM sync_change i WHERE i.row_id={0}.row_id AND i.op='I' AND i.tbl={0}.tbl)"
)

_CHANGED: Final = """SELECT DISTINCT e.tbl,e.row_id FROM temp.edit e
WHERE EXISTS(SELECT 1 FROM sync_change i WHERE i.row_id=e.row_id AND i.op='I' AND i.tbl=e.tbl
AND (i.pkg_id IS NULL OR i.pkg_id NOT IN (SELECT pkg_id FROM temp.batch)))
ORDER BY e.tbl,e.row_id"""

# Two edits of different fields of one row, where neither side had seen the other's: as far as the
# package says what its sender knew, and a file that says nothing knew only its own changes.
_PARALLEL: Final = """SELECT DISTINCT e.tbl,e.row_id FROM temp.edit e
CROSS JOIN sync_change u ON u.row_id=e.row_id AND u.tbl=e.tbl AND u.op='U' AND u.col<>e.col
AND u.replica<>e.replica AND u.col<>'deleted' AND e.col<>'deleted'
WHERE u.seq>coalesce(
    (SELECT s.seq FROM temp.seen s WHERE s.pkg=e.pkg AND s.replica=u.replica),0)
AND NOT EXISTS(SELECT 1 FROM temp.edit f CROSS JOIN temp.seen s
    ON s.pkg=f.pkg AND s.replica=e.replica AND s.seq>=e.seq
    WHERE f.row_id=u.row_id AND f.tbl=u.tbl AND f.replica=u.replica AND f.seq=u.seq)
ORDER BY e.tbl,e.row_id"""


@dataclass(frozen=True, slots=True)
class Package:
    """One package to merge.

    Attributes:
        pkg_id: Its own id, 16 bytes; every change remembers which package brought it.
        records: Its changes, checked by the reader; read once, so the file streams through.
        signer: The key that signed it, or None when that does not matter (tests, own files).
        may_relay: Whether it may carry changes of other laptops: true for files of the office.
        known: Up to which number of each replica its sender had seen; tells parallel changes.

    """

    pkg_id: bytes
    records: Iterable[Record]
    signer: bytes | None = None
    may_relay: bool = True
    known: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackageResult:
    """What one package brought, or why it was left out."""

    pkg_id: bytes
    new: int = 0
    known: int = 0
    parked: int = 0
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class TableCounts:
    """What a merge does to one table.

    Attributes:
        new: Rows that were not there.
        changed: Rows that were there and got new versions of some field.
        parallel: Rows where different fields were edited without knowledge of each other.
        differences: Fields that now have several values to choose from.

    """

    new: int = 0
    changed: int = 0
    parallel: int = 0
    differences: int = 0


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge did, or would do.

    Attributes:
        tables: Counts per table, tables without any left out; unknown tables are not counted.
        new_changes: Changes that were not in the log yet.
        known_changes: Changes that were; nothing happened to them.
        unknown_kept: New changes of a newer program, kept and passed on, not shown.
        parked: Changes whose number already carries other content (a copied laptop): `sync_bad`.
        differences: Open differences that were not there before.
        settled: Differences that were open before and are not any more.
        new_rows: The first 1,000 new rows, for the lists of the preview.
        changed_rows: The first 1,000 changed rows.
        parallel_rows: The first 1,000 rows with parallel changes.
        gaps: Files that are missing in between.
        own_branch_moved: Whether changes of our own came back that we no longer had; a new branch
            was begun, and `replica.remember` must be called once this is committed.
        packages: What each package brought.

    """

    tables: Mapping[str, TableCounts]
    new_changes: int
    known_changes: int
    unknown_kept: int
    parked: int
    differences: tuple[CellRef, ...]
    settled: tuple[CellRef, ...]
    new_rows: tuple[RowRef, ...]
    changed_rows: tuple[RowRef, ...]
    parallel_rows: tuple[RowRef, ...]
    gaps: tuple[peers.Gap, ...]
    own_branch_moved: bool
    packages: tuple[PackageResult, ...]


Look: TypeAlias = Callable[[MergeResult, Sequence[CellChange]], None]


def merge(
    connection: Connection,
    schema: Schema,
    packages: Iterable[Package],
    *,
    received_at: str | None = None,
    merged: Callable[[PackageResult], None] | None = None,
    abort_on: tuple[type[Exception], ...] = (),
) -> MergeResult:
    """Merge packages, all in one transaction (a savepoint if the caller has begun one).

    A package whose records turn out unusable is left out as a whole and named in the result; the
    others are merged. Errors of the database, those of `abort_on` (a cancelled reading) and
    whatever `merged` raises after a package undo everything.
    """
    with roomy(connection), all_or_nothing(connection), silently(connection):
        return _merge(connection, schema, packages, received_at, merged, abort_on)


def preview(
    connection: Connection,
    schema: Schema,
    packages: Iterable[Package],
    *,
    merged: Callable[[PackageResult], None] | None = None,
    look: Look | None = None,
    abort_on: tuple[type[Exception], ...] = (),
) -> MergeResult:
    """Return what `merge` would do; nothing is changed.

    Args:
        connection: The database; nobody else can write meanwhile.
        schema: Its synced tables.
        packages: What would be merged.
        merged: Told of each package.
        look: Called while everything is as it would be, with the result and with what the fields
            of the listed changed rows would show instead.
        abort_on: Errors that end the preview instead of leaving out one package.

    """
    with roomy(connection), all_or_nothing(connection, keep=False), silently(connection):
        return _merge(connection, schema, packages, None, merged, abort_on, look)


def _merge(
    connection: Connection,
    schema: Schema,
    packages: Iterable[Package],
    received_at: str | None,
    merged: Callable[[PackageResult], None] | None,
    abort_on: tuple[type[Exception], ...],
    look: Look | None = None,
) -> MergeResult:
    _open_working_tables(connection)
    total, results = Intake(), list[PackageResult]()
    for number, package in enumerate(packages):
        outcome = _take(connection, schema, package, number, total, abort_on)
        results.append(outcome)
        if merged is not None:
            merged(outcome)
    connection.executemany("INSERT INTO temp.span VALUES(?,?,?)", total.spans.rows())
    _touch(connection, total)
    before = _open_differences(connection, schema)
    names = {table.name for table in schema}
    watched = _refs(connection, _CHANGED, names)[:_LISTED] if look is not None else []
    shown = values_of(connection, schema, watched)
    cells.recompute_touched(connection, schema)
    after = _open_differences(connection, schema)
    _receive_clock(connection, total.latest)
    peers.advance(connection, total.spans, received_at)
    moved = _step_aside(connection, total.spans)
    result = _result(connection, schema, total, (before, after), moved, results)
    if look is not None:
        look(result, changes_since(connection, schema, watched, shown))
    return result


def _open_working_tables(connection: Connection) -> None:
    for name, columns in _WORKING_TABLES.items():
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        connection.execute(f"CREATE TEMP TABLE {name}({columns})")
    connection.execute("CREATE INDEX temp.edit_row ON edit(row_id,tbl)")


def _take(
    connection: Connection,
    schema: Schema,
    package: Package,
    number: int,
    total: Intake,
    abort_on: tuple[type[Exception], ...],
) -> PackageResult:
    connection.execute("SAVEPOINT package")
    try:
        connection.execute("INSERT OR IGNORE INTO temp.batch VALUES(?)", (package.pkg_id,))
        connection.executemany(
            "INSERT INTO temp.seen VALUES(?,?,?)",
            [(number, known_of, seq) for known_of, seq in package.known.items()],
        )
        intake = Stager(connection, schema, package.pkg_id, number).take(package.records)
        if package.signer is not None and not package.may_relay:
            peers.claim(connection, intake.replicas, package.signer)
    except (dbapi2.Error, MemoryError, *abort_on):
        raise
    except Exception as error:  # whatever its reader raised, only this file is left out
        connection.execute("ROLLBACK TO package")
        connection.execute("RELEASE package")
        return PackageResult(package.pkg_id, error=error)
    connection.execute("RELEASE package")
    total.include(intake)
    return PackageResult(package.pkg_id, intake.new, intake.known, intake.parked)


def _touch(connection: Connection, total: Intake) -> None:
    """List the cells whose versions changed: edits, late births, double births, decisions."""
    cells.open_touched(connection)
    cells.touch_dirty(connection)
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) SELECT row_id,col,tbl FROM temp.edit"
    )
    connection.execute(
        "INSERT OR IGNORE INTO sync_orphan(row_id,tbl) SELECT e.row_id,e.tbl FROM temp.edit e "
        f"WHERE NOT {_BORN.format('e')}"
    )
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) SELECT u.row_id,u.col,u.tbl "
        "FROM sync_orphan o CROSS JOIN sync_change u ON u.row_id=o.row_id AND u.tbl=o.tbl "
        f"AND u.op='U' WHERE {_BORN.format('o')}"
    )
    connection.execute(f"DELETE FROM sync_orphan WHERE {_BORN.format('sync_orphan')}")
    if total.double_births:
        cells.touch_double_births(
            connection,
            "temp.span s CROSS JOIN sync_change n ON n.replica=s.replica "
            "AND n.seq BETWEEN s.first AND s.last",
        )
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched(row_id,col,tbl) SELECT c.row_id,c.col,c.tbl "
        "FROM temp.newly_superseded n CROSS JOIN sync_change c "
        "ON c.replica=n.replica AND c.seq=n.seq AND c.op='U'"
    )


def _open_differences(connection: Connection, schema: Schema) -> frozenset[CellRef]:
    known = {(t.name, c.name) for t in schema for c in t.logged_columns}
    rows = connection.execute(
        "SELECT c.tbl,c.row_id,c.col,c.kind FROM (SELECT DISTINCT row_id,tbl FROM temp.touched) t "
        "CROSS JOIN sync_conflict c ON c.row_id=t.row_id AND c.tbl=t.tbl"
    )
    return frozenset(CellRef(*row) for row in rows if (row[0], row[2]) in known)


def _receive_clock(connection: Connection, latest: int) -> None:
    # Never more than a day ahead of our own clock: one laptop that lives in 2031 must not drag
    # the others along.
    connection.execute(
        f"UPDATE sync_clock SET hlc=max(hlc,min(?,({NOW_MS}+{_ONE_DAY_MS})<<16))", (latest,)
    )


def _step_aside(connection: Connection, spans: Spans) -> bool:
    """Begin a new branch when own changes came back that are not here: we are a restored copy."""
    own = connection.execute("SELECT replica FROM sync_clock").fetchone()[0]
    if own not in spans.runs:
        return False
    replica.start_branch(connection, "own changes came back")
    return True


def _result(
    connection: Connection,
    schema: Schema,
    total: Intake,
    differences: tuple[frozenset[CellRef], frozenset[CellRef]],
    moved: bool,  # noqa: FBT001  internal
    results: Sequence[PackageResult],
) -> MergeResult:
    before, after = differences
    opened = tuple(sorted(after - before, key=_order))
    names = {table.name for table in schema}
    changed = _refs(connection, _CHANGED, names)
    parallel = _refs(connection, _PARALLEL, names)
    tables = {
        table.name: TableCounts(
            new=total.births.get(table.name, 0),
            changed=sum(ref.table == table.name for ref in changed),
            parallel=sum(ref.table == table.name for ref in parallel),
            differences=sum(ref.table == table.name for ref in opened),
        )
        for table in schema
    }
    rows = [RowRef(name, row_id) for name, ids in total.listed.items() for row_id in ids]
    return MergeResult(
        tables={name: counts for name, counts in tables.items() if counts != TableCounts()},
        new_changes=total.new,
        known_changes=total.known,
        unknown_kept=total.unknown,
        parked=total.parked,
        differences=opened,
        settled=tuple(sorted(before - after, key=_order)),
        new_rows=tuple(rows[:_LISTED]),
        changed_rows=tuple(changed[:_LISTED]),
        parallel_rows=tuple(parallel[:_LISTED]),
        gaps=peers.gaps(connection, total.spans.runs),
        own_branch_moved=moved,
        packages=tuple(results),
    )


def _order(cell: CellRef) -> tuple[str, bytes, str, str]:
    return (cell.table, cell.row_id, cell.column, cell.kind)


def _refs(connection: Connection, sql: str, names: set[str]) -> list[RowRef]:
    return [RowRef(*row) for row in connection.execute(sql) if row[0] in names]
