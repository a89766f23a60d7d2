"""One transaction, or a savepoint inside the caller's."""

from collections.abc import Generator
from contextlib import contextmanager

from kube_desktop.db.cipher import Connection


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


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)
