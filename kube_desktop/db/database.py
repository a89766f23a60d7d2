"""Where sessions begin and end."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlcipher3 import dbapi2

from kube_desktop.db import cipher
from kube_desktop.db.models import Base
from kube_desktop.db.reading import Reader
from kube_desktop.db.sync.cells import settle
from kube_desktop.db.sync.mapping import schema_of
from kube_desktop.domain.changes import Changes, Kind

_TRACKED = frozenset(kind.value for kind in Kind)


class Database:
    """The encrypted file, opened once; sessions are short and belong to one use case.

    Attributes:
        path: The file.
        reader: Plain-SQL reading for lists; shared with the first paint.
        schema: What of it takes part in the exchange.

    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        on_commit: Callable[[Changes], None] = lambda _: None,
        reader: Reader | None = None,
    ) -> None:
        self.path = path
        self._key = key
        self._engine = _open(path, key)
        self._readers = sessionmaker(self._engine)
        self._writers = sessionmaker(
            self._engine.execution_options(begin="IMMEDIATE"), expire_on_commit=False
        )
        self._on_commit = on_commit
        self.schema = schema_of(Base.metadata)
        self.reader = reader or Reader(self.connect)

    def connect(self) -> cipher.Connection:
        """Open one more connection of the driver, for reading or for merging."""
        return cipher.connect(self.path, self._key)

    def close(self) -> None:
        """Release the file."""
        self.reader.close()
        self._engine.dispose()

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give a session for queries; whatever it changed is discarded."""
        with cipher.explaining(DBAPIError), self._readers() as session:
            yield session

    @contextmanager
    def write(self, *, actor: UUID | None = None, reason: str | None = None) -> Generator[Session]:
        """Give a session that commits once, at the end, and then announces the changes.

        Args:
            actor: Who does it; kept beside each captured change.
            reason: Why, in the words of that person; kept there too.

        Raises:
            EnvironmentProblem: When the disk is full, the file read-only or damaged.

        """
        touched: set[Kind] = set()
        with cipher.explaining(DBAPIError), self._writers() as session:

            @event.listens_for(session, "before_flush")
            def _collect(session: Session, *_: object) -> None:
                for record in (*session.new, *session.dirty, *session.deleted):
                    if (name := record.__tablename__) in _TRACKED:
                        touched.add(Kind(name))

            with session.begin():
                if actor is not None:
                    session.connection().exec_driver_sql(
                        "UPDATE sync_clock SET actor = ?", (actor.bytes,)
                    )
                if reason:
                    _give_reason(session, reason)
                yield session
                session.flush()
                # A record with open differences that was edited: keep the list of differences true.
                settle(session.connection().connection.driver_connection, self.schema)
                if reason:
                    _give_reason(session, None)
        self.announce(frozenset(touched))

    @contextmanager
    def raw(self) -> Generator[cipher.Connection]:
        """Give a driver connection for set-based work such as merging; the caller commits."""
        connection = self.connect()
        try:
            with cipher.explaining(DBAPIError):
                yield connection
        finally:
            connection.close()

    def announce(self, kinds: frozenset[Kind]) -> None:
        """Tell views which kinds of records changed."""
        if kinds:
            self._on_commit(Changes(kinds))


def _give_reason(session: Session, reason: str | None) -> None:
    # What is pasted may hold U+0000, with which no office could read the laptop's files any more.
    said = reason and reason.replace("\0", "")
    session.connection().exec_driver_sql("UPDATE sync_clock SET reason = ?", (said,))


def _open(path: Path, key: bytes) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: cipher.connect(path, key),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # an error that is logged must not say whose data it was about
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: SqlConnection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine
