"""Reading rows by plain SQL, without the ORM: what lists and the first paint need."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kube_desktop.db.cipher import Connection, explaining

Row: TypeAlias = tuple[Any, ...]
Params: TypeAlias = Mapping[str, object]
_NOTHING: Params = {}


class Reader:
    """Answers questions in portable SQL with named parameters.

    Each thread gets a connection of its own, opened when it first asks. With WAL a reader never
    waits for the writer, so a list scrolls while a merge runs.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._local = threading.local()
        self._opened: list[Connection] = []

    def rows(self, sql: str, params: Params = _NOTHING) -> list[Row]:
        """Return all rows of a query."""
        with explaining():
            result: list[Row] = self._connection().execute(sql, dict(params)).fetchall()
        return result

    def row(self, sql: str, params: Params = _NOTHING) -> Row | None:
        """Return the first row of a query, or None."""
        with explaining():
            result: Row | None = self._connection().execute(sql, dict(params)).fetchone()
        return result

    def value(self, sql: str, params: Params = _NOTHING) -> Any:  # noqa: ANN401  a column may hold anything
        """Return the first value of the first row, or None."""
        found = self.row(sql, params)
        return None if found is None else found[0]

    def close(self) -> None:
        """Close every connection; the reader opens new ones when asked again."""
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._local = threading.local()

    def _connection(self) -> Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
            self._opened.append(connection)
        return connection
