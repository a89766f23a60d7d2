"""An office on a PostgreSQL server: every operator's own file, and one meeting point for all.

An operator works in the encrypted file of the own computer, with the whole program, whether the
server answers or not; the server holds the same change log, and merges what each brings with the
same rules. `align` brings both to the same.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kube_desktop.db.postgres import creating
from kube_desktop.db.postgres.opening import server_address, server_connection, shown
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync import replica
from kube_desktop.db.sync.aligning import Aligned, align
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.history import count_differences
from kube_desktop.db.sync.rebuild import rebuild, verify
from kube_desktop.db.sync.transaction import all_or_nothing
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.installation import read_fact, write_facts
from kube_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from kube_desktop.db.postgres.connection import ServerConnection

_FACT: Final = "office_database"
_STRANGE = "Basis data itu milik kantor lain. Periksa alamatnya; tidak ada yang diubah."
_NEWER = (
    "Server kantor sudah dipakai program yang lebih baru. Perbarui program di komputer ini; data "
    "tidak diubah."
)
Step = Callable[[int, int], None]


def _quiet(_done: int, _all: int) -> None:
    """Follow nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerChecked:
    """What a check of the server found.

    Attributes:
        place: Where it is, without a password.
        wrong: Values that are not what the change log says.
        differences: Open differences.
        fingerprint: Of its content.

    """

    place: str
    wrong: int
    differences: int
    fingerprint: str


class ServerService:
    """Moves an office to a server, and keeps this installation and the server the same."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def address(self) -> str | None:
        """Return the address this office moved to, if it did; it may hold a password."""
        with self._workplace.database.raw() as connection:
            known = read_fact(connection, _FACT)
        return known if isinstance(known, str) else None

    def place(self, address: str) -> str:
        """Return an address as people and logs may see it."""
        return shown(server_address(address))

    def move(self, address: str, step: Step = _quiet) -> Aligned:
        """Make the office on an empty database, bring everything there, and compare.

        Raises:
            DomainError: When this is no office, the address is none, or something else is there.
            EnvironmentProblem: When the server cannot be reached or ended with other content.

        """
        office = self._office()
        with server_connection(server_address(address)) as server:
            if not creating.has_office(server):
                with all_or_nothing(server):
                    schema = self._workplace.database.schema
                    creating.create_tables(server, schema, HEAD, office)
            # An office that is there already is ours when a move was interrupted, or an operator's.
            self._must_be_ours(server)
            done = self._align(server, step)
        if not done.is_same:
            raise EnvironmentProblem(
                "Isi di server belum sama dengan isi di komputer ini. Ulangi perintah yang sama; "
                "data di komputer ini tidak diubah."
            )
        with self._workplace.database.raw() as connection:
            write_facts(connection, {_FACT: address})
        return done

    def align(self, address: str | None = None, step: Step = _quiet) -> Aligned:
        """Bring this installation and the server to the same, as of now.

        Raises:
            DomainError: When the office never moved, or the server holds another office.
            EnvironmentProblem: When the server cannot be reached.

        """
        with self._server(address) as server:
            return self._align(server, step)

    def check(self, address: str | None = None) -> ServerChecked:
        """Compare everything on the server with its change log; nothing is changed.

        Raises:
            DomainError: When the office never moved, or the server holds another office.
            EnvironmentProblem: When the server cannot be reached.

        """
        schema = self._workplace.database.schema
        with self._server(address) as server:
            wrong = verify(server, schema)
            server.execute("BEGIN")
            try:
                return ServerChecked(
                    place=self.place(address or self.address() or ""),
                    wrong=len(wrong),
                    differences=count_differences(server, schema),
                    fingerprint=fingerprint(server, schema),
                )
            finally:
                server.execute("ROLLBACK")

    @contextmanager
    def _server(self, address: str | None) -> "Generator[ServerConnection]":
        known = address or self.address()
        if known is None:
            raise DomainError(
                "Kantor ini belum pindah ke server. Pindahkan dulu dengan perintah pindah."
            )
        self._office()
        with server_connection(server_address(known)) as server:
            self._must_be_ours(server)
            yield server

    def _office(self) -> bytes:
        with self._workplace.database.raw() as connection:
            return own_office_keys(connection).box.public

    def _must_be_ours(self, server: "ServerConnection") -> None:
        """Look whose office the server holds, and bring it to the schema of this program."""
        about = creating.about(server) if creating.has_office(server) else None
        if about is None or about.office != self._office():
            raise DomainError(_STRANGE)
        if about.schema_v > HEAD:
            raise DomainError(_NEWER)
        if about.schema_v < HEAD:
            schema = self._workplace.database.schema
            with all_or_nothing(server):
                creating.bring_forward(server, schema, HEAD)
                rebuild(server, schema)

    def _align(self, server: "ServerConnection", step: Step) -> Aligned:
        database = self._workplace.database
        with database.raw() as connection:
            done = align(connection, server, database.schema, step)
            if done.own_branch_moved:
                replica.remember(connection, self._workplace.paths.branch)
        if done.taken or done.taken_back:
            database.announce(frozenset(Kind))
        return done
