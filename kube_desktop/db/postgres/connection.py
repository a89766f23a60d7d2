"""A connection to PostgreSQL that answers like one of sqlcipher3, for the statements of `db.sync`.

SQLAlchemy reads the address, keeps the pool and hides the password; the statements go past it to
the driver, as they do with SQLite. `BEGIN IMMEDIATE` also takes the one lock of the office, so
that several operators merge one after the other while everybody goes on reading.
"""

import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlcipher3 import dbapi2

from kube_desktop.db.postgres.translation import translated

LOCK: Final = 0x4B554245
"""The advisory lock of whoever writes: "KUBE"."""

DriverError: Final = psycopg.Error

_PLAIN_INSERT: Final = re.compile(r"INSERT INTO ([\w.]+)(?:\(([\w,]+)\))? VALUES\(([?,]+)\)")
_BATCH: Final = 2000
_PATIENCE: Final = "20min"


class ServerError(dbapi2.DatabaseError):  # type: ignore[misc]  # the driver ships no types
    """The server refused a statement or was lost; its words name no value and no address."""


class ServerLostError(ServerError):
    """There is no connection to the server, or nobody let go of the office's lock."""


class ServerConnection:
    """What `db.sync` asks of a connection, kept by PostgreSQL."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401  SQLAlchemy does not say which
        self._driver: psycopg.Connection[Any] = driver
        self._kinds: dict[tuple[str, str], tuple[str, ...]] = {}
        self._named = 0
        driver.prepare_threshold = None  # working tables are made anew for each merge
        with _telling():
            driver.execute(
                "SET search_path TO kube,pg_catalog; SET join_collapse_limit=1; "
                f"SET from_collapse_limit=1; SET lock_timeout='{_PATIENCE}'; "
                "SET client_min_messages=error"
            )

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction has been begun and not ended."""
        return self._driver.info.transaction_status != TransactionStatus.IDLE

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "psycopg.Cursor[Any]":
        """Run one statement and return its rows."""
        if sql.startswith("BEGIN"):
            return self._begin(sql)
        text, order = translated(sql)
        with _telling():
            return self._driver.execute(text, [values[n] for n in order])

    def run(self, sql: str) -> None:
        """Run one statement that is in PostgreSQL's own words."""
        with _telling():
            self._driver.execute(sql)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows; plain insertions stream in."""
        plain = _PLAIN_INSERT.fullmatch(sql)
        with _telling():
            if plain is not None:
                self._copy(plain[1], plain[2] or "", rows)
                return
            text, order = translated(sql)
            many = [[row[n] for n in order] for row in rows]
            if many:
                with self._driver.cursor() as cursor:
                    cursor.executemany(text, many)

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Run a query and yield its rows without ever holding all of them."""
        text, order = translated(sql)
        if not self.in_transaction:
            yield from self.execute(sql, values)
            return
        self._named += 1
        with _telling(), self._driver.cursor(f"stream_{self._named}") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(text, [values[n] for n in order])
            yield from cursor

    def settle_statistics(self, tables: Iterable[str]) -> None:
        """Let the planner look at working tables that have just been filled."""
        with _telling():
            for name in tables:
                self._driver.execute(f"ANALYZE pg_temp.{name}")

    def close(self) -> None:
        """Let the connection go."""
        self._driver.close()

    def _begin(self, sql: str) -> "psycopg.Cursor[Any]":
        with _telling():
            if "IMMEDIATE" not in sql:
                # One moment of the data, however long the reading takes.
                return self._driver.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            self._driver.execute("BEGIN")
            try:
                return self._driver.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
            except psycopg.Error:
                self._driver.execute("ROLLBACK")
                raise

    def _copy(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        table = table.replace("temp.", "pg_temp.")
        kinds = self._kinds_of(table, columns)
        places = [n for n, kind in enumerate(kinds) if kind == "jsonb"]
        listed = f"({columns})" if columns else ""
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f"COPY {table}{listed} FROM STDIN") as copy,
        ):
            for row in rows:
                # NaN stands for NULL in rows that are meant for SQLite (`staging`).
                fields = [None if field != field else field for field in row]  # noqa: PLR0124
                for n in places:
                    if fields[n] is not None:
                        fields[n] = json.dumps(fields[n], ensure_ascii=False)
                copy.write_row(fields)

    def _kinds_of(self, table: str, columns: str) -> tuple[str, ...]:
        """Return the types of columns; the working tables keep theirs for the whole connection."""
        kinds = self._kinds.get((table, columns))
        if kinds is None:
            found = self._driver.execute(
                "SELECT attname,format_type(atttypid,NULL) FROM pg_attribute "
                "WHERE attrelid=%s::regclass AND attnum>0 AND NOT attisdropped ORDER BY attnum",
                (table,),
            ).fetchall()
            named = dict(found)
            wanted = columns.split(",") if columns else list(named)
            kinds = self._kinds[table, columns] = tuple(named[name] for name in wanted)
        return kinds


@contextmanager
def _telling() -> Generator[None]:
    """Turn errors of the driver into ours, without values or addresses in their words."""
    try:
        yield
    except psycopg.Error as error:
        lost = isinstance(error, psycopg.OperationalError)
        raise _sayable(error, ServerLostError if lost else ServerError) from None


def _sayable(error: psycopg.Error, kind: Callable[[str], ServerError]) -> ServerError:
    state = error.sqlstate or "no state"
    where = error.diag.table_name or error.diag.column_name or ""
    return kind(f"PostgreSQL {state} {type(error).__name__} {where}".strip())
