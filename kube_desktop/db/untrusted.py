"""Reads an SQLite file that somebody brought, in a process of its own: it may be an attack.

`python -m kube_desktop.db.untrusted FILE` gets the password on its first line of input and answers
with lines of JSON: `["facts",{…}]`, then rows of the log, then `["end",count]`; or with
`["refused",why]`. The recipe is that of sqlite.org/security.html: bounds for memory, time, file and
values; a file that is opened as unchangeable; only tables whose text we would write ourselves; a
check of every page; and an authorizer that allows reading those tables and nothing else. No
statement of the file is ever run.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from kube_desktop.db.copies import EXACT, SHOWN, quoted

MAX_FILE: Final = 1 << 30
_MEMORY: Final = 1 << 30
_SECONDS: Final = 60
_MAGIC: Final = b"SQLite format 3\0"
_MOST_OBJECTS: Final = 400
_MOST_ROWS: Final = 2_000_000
_MOST_FACTS: Final = 50
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 5_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 300,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
}
_PRAGMAS: Final = (
    "trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0",
    "temp_store = MEMORY", "hard_heap_limit = 268435456",
)  # fmt: skip
_ROWS: Final = {
    "change": (
        "SELECT op,replica,seq,hlc,tbl,row_id,col,value,patch,p_replica,p_seq,ctx,user_id,"
        "schema_v,reason FROM sync_change"
    ),
    "supersedes": "SELECT replica,seq,p_replica,p_seq FROM sync_supersedes",
}


class RefusedError(Exception):
    """The file is not read; the argument is one word of why."""


def read(path: Path, password: str) -> Iterator[list[Any]]:
    """Yield what the file says, line by line.

    Raises:
        RefusedError: When it is not exactly what `copies` writes.

    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise RefusedError("size")
    with path.open("rb") as file:
        is_plain = file.read(len(_MAGIC)) == _MAGIC
    if size < 512 or not (is_plain or password):
        raise RefusedError("kind")
    connection = _opened(path, "" if is_plain else password)
    try:
        _bound(connection)
        _check_schema(connection)
        _check_pages(connection)
        connection.set_authorizer(_reading_only)
        yield from _contents(connection)
    except RefusedError:
        raise
    except (sqlite3.Error, dbapi2.Error, OverflowError, UnicodeError, MemoryError) as error:
        raise RefusedError("damaged" if is_plain else "locked") from error
    finally:
        connection.close()


def _opened(path: Path, password: str) -> Any:  # noqa: ANN401  of either driver
    # immutable: no journal beside the file is looked at, and nothing is ever written.
    name = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    if not password:
        return sqlite3.connect(name, uri=True, isolation_level=None)
    connection = dbapi2.connect(name, uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {quoted(password)}")
    return connection


def _bound(connection: Any) -> None:  # noqa: ANN401
    for name in ("TRUSTED_SCHEMA", "ENABLE_TRIGGER", "ENABLE_VIEW"):
        _configure(connection, name, on=False)
    _configure(connection, "DEFENSIVE", on=True)
    if hasattr(connection, "setlimit"):
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
    deadline = time.monotonic() + _SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _configure(connection: Any, name: str, *, on: bool) -> None:  # noqa: ANN401
    option = getattr(sqlite3, f"SQLITE_DBCONFIG_{name}", None)
    if option is not None and hasattr(connection, "setconfig"):  # Python 3.12
        connection.setconfig(option, on)


def _check_schema(connection: Any) -> None:  # noqa: ANN401
    objects = connection.execute(
        "SELECT type,name,tbl_name,sql FROM sqlite_master LIMIT ?", (_MOST_OBJECTS,)
    ).fetchall()
    names = set()
    for kind, name, table, sql in objects:
        if kind == "index" and sql is None and name == f"sqlite_autoindex_{table}_1":
            continue
        if kind != "table" or name != table or not isinstance(sql, str):
            raise RefusedError("schema")
        shown = SHOWN.fullmatch(sql)
        is_ours = sql == EXACT[name] if name in EXACT else shown and shown[1] == name
        if not is_ours:
            raise RefusedError("schema")
        names.add(name)
    if len(objects) >= _MOST_OBJECTS or not set(EXACT) <= names:
        raise RefusedError("schema")


def _check_pages(connection: Any) -> None:  # noqa: ANN401
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise RefusedError("damaged")


def _reading_only(action: int, *_: object) -> int:
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


def _contents(connection: Any) -> Iterator[list[Any]]:  # noqa: ANN401
    facts = connection.execute("SELECT key,value FROM copy_facts").fetchmany(_MOST_FACTS)
    if not all(type(part) is str for row in facts for part in row):
        raise RefusedError("types")
    yield ["facts", dict(facts)]
    count = 0
    for name, select in _ROWS.items():
        for row in connection.execute(select):
            count += 1
            if count > _MOST_ROWS:
                raise RefusedError("size")
            yield [name, *(_plain(value) for value in row)]
    yield ["end", count]


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, float):
        raise RefusedError("types")
    return value


def _confine() -> None:
    """Take away from this process what a good file never needs."""
    if sys.platform == "win32":
        return  # the limits of SQLite itself hold there
    import resource  # noqa: PLC0415  not on Windows

    bounds = {
        resource.RLIMIT_AS: _MEMORY, resource.RLIMIT_CPU: 2 * _SECONDS, resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }  # fmt: skip
    for bound, value in bounds.items():
        with suppress(ValueError, OSError):  # a stricter one is there already
            resource.setrlimit(bound, (value, value))


def main(path: Path, write: Callable[[str], object]) -> None:
    """Answer for one file."""
    password = sys.stdin.readline().rstrip("\n")
    _confine()
    try:
        for line in read(path, password):
            write(json.dumps(line, separators=(",", ":")) + "\n")
    except (RefusedError, OSError) as error:
        why = str(error) if isinstance(error, RefusedError) else "unreadable"
        write(json.dumps(["refused", why]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdout.write)
