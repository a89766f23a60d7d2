"""A replica that lives on a PostgreSQL server started for the tests."""

from contextlib import ExitStack
from dataclasses import dataclass

from replicas import NOW, Replica

from kube_desktop.db.postgres.creating import create_tables
from kube_desktop.db.postgres.opening import server_address, server_connection


@dataclass
class ServerReplica(Replica):
    """An office on a server; people type on laptops only, so nothing captures here."""

    url: str = ""

    def __post_init__(self):
        self._opened = ExitStack()
        self.connection = self._opened.enter_context(server_connection(server_address(self.url)))
        self.connection.execute("BEGIN IMMEDIATE")
        create_tables(self.connection, self.schema, 1)
        for name in ("sync_clock", "sync_branch"):
            self.connection.execute(f"UPDATE {name} SET replica=?", (self.number,))  # noqa: S608
        self.set_clock(NOW)
        self.connection.execute("COMMIT")

    def close(self):
        self._opened.close()
