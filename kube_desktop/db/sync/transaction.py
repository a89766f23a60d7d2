"""One transaction, or a savepoint inside the caller's."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import Any, Final

from kube_desktop.db.cipher import Connection

_CACHE_KIB: Final = 128 * 1024


@contextmanager
def all_or_nothing(connection: Connection, *, keep: bool = True) -> Generator[None]:
    """Keep everything done inside, or nothing when it fails or when `keep` is false.

    Within a transaction of the caller this is a savepoint and the caller still commits.
    """
    nested = bool(connection.in_transaction)
    connection.execute("SAVEPOINT sync_step" if nested else "BEGIN IMMEDIATE")
    undo = ("ROLLBACK TO sync_step", "RELEASE sync_step") if nested else ("ROLLBACK",)
    try:
        yield
    except BaseException:
        # A full disk or a lost file may already have ended the transaction.
        if connection.in_transaction:
            _run(connection, undo)
        raise
    _run(connection, (("RELEASE sync_step" if nested else "COMMIT"),) if keep else undo)


@contextmanager
def silently(connection: Connection) -> Generator[None]:
    """Keep the capture triggers quiet, inside a transaction that undoes this on failure."""
    connection.execute("UPDATE sync_clock SET applying=1")
    yield
    connection.execute("UPDATE sync_clock SET applying=0")


@contextmanager
def roomy(connection: Connection) -> Generator[None]:
    """Give SQLite room for the pages of large work; otherwise it encrypts many of them twice."""
    if on_server(connection):
        yield
        return
    usual = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size={usual}")


def on_server(connection: Connection) -> bool:
    """Tell whether this is PostgreSQL, which keeps its own cache and counts its own rows."""
    return hasattr(connection, "settle_statistics")


def streamed(connection: Connection, sql: str, values: Sequence[Any] = ()) -> Iterable[Any]:
    """Return the rows of a query one by one: SQLite always does so, a server when asked."""
    if on_server(connection):
        rows: Iterable[Any] = connection.stream(sql, values)
        return rows
    found: Iterable[Any] = connection.execute(sql, values)
    return found


def filled(connection: Connection, *tables: str) -> None:
    """Say that working tables have been filled: PostgreSQL plans by how many rows they have."""
    if on_server(connection):
        connection.settle_statistics(tables)


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)
