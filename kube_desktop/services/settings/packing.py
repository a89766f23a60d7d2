"""Use case of the office: one signed file with everything it set, for every laptop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from kube_desktop import __version__
from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import IssuedFile
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync.office import office_branches
from kube_desktop.db.sync.rows import changes_of_row, rows_written_by
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.settings import Identity
from kube_desktop.domain.settings_rows import SETTINGS_TABLES, TABLE_WORDS, row_title
from kube_desktop.domain.wording import WITA
from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.keys import words_of
from kube_desktop.exchange.settings_pack import (
    SUFFIX,
    BadRowsError,
    PackAbout,
    PackRow,
    compose,
    is_pack,
)
from kube_desktop.exchange.writing import write_file
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.workplace import Workplace

PACK_KIND: Final = "paket-pengaturan"
"""Kind of file in the registers of issued and received files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePack:
    """A finished settings pack.

    Attributes:
        counts: How many rows of each kind, in words: `10 target`.
        words: Six words of the office's key, which laptops compare when they take the first pack.

    """

    path: Path
    number: int
    size: int
    code: str
    words: str
    counts: tuple[str, ...]


class PackingService:
    """Makes settings packs."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def filename(self) -> str:
        """Return the plain name of a pack made now."""
        with self._workplace.database.raw() as connection:
            number = _next_number(connection)
        day = self._workplace.now().astimezone(WITA).date()
        return f"Pengaturan_KUBE_{number:03}_{day:%Y-%m-%d}{SUFFIX}"

    def make(self, target: Path) -> MadePack:
        """Write the settings of this office as one signed file.

        Args:
            target: The file, or a folder to put it in.

        Raises:
            DomainError: When this is no office, a row cannot be used by laptops, or the name is
                not one for a pack.
            EnvironmentProblem: When the place is full, gone or not writable.

        """
        identity = self._must_be_office()
        path = self._place(target)
        with self._workplace.database.raw() as connection:
            connection.execute("BEGIN")  # one moment of the data
            try:
                keys = own_office_keys(connection)
                branches = office_branches(connection)
                rows = _rows(connection, None if identity.is_sample else branches)
                about = PackAbout(
                    pkg_id=new_id().bytes,
                    number=_next_number(connection),
                    issued_at=self._workplace.now().astimezone(UTC).isoformat(timespec="seconds"),
                    office=identity.name,
                    keys=keys.public,
                    branches=branches,
                    schema=HEAD,
                    app=__version__,
                    sample=identity.is_sample,
                )
            finally:
                connection.execute("ROLLBACK")
        try:
            content = compose(about, rows, keys.signing)
        except BadRowsError as error:
            listed = "\n".join(f"  {one.partition(', ')[2]}" for one in error.rows)
            raise DomainError(
                f"Paket pengaturan belum dibuat. Perbaiki dulu di Pengaturan kantor:\n{listed}"
            ) from error
        sha512 = write_file(path, content, is_pack)
        made = MadePack(
            path=path,
            number=about.number,
            size=len(content),
            code=check_code(sha512),
            words=words_of(keys.signing.public),
            counts=_counts(rows),
        )
        self._note(made, about)
        return made

    def _note(self, made: MadePack, about: PackAbout) -> None:
        with self._workplace.database.write() as session:
            session.add(
                IssuedFile(
                    id=new_id(),
                    file_kind=PACK_KIND,
                    number=made.number,
                    filename=made.path.name,
                    made_at=self._workplace.now(),
                    content={"id": about.pkg_id.hex(), "code": made.code, "rows": [*made.counts]},
                )
            )

    def _must_be_office(self) -> Identity:
        identity = self._workplace.lists.office.identity()
        if identity is None or not identity.is_office:
            raise DomainError(
                "Paket pengaturan dibuat di kantor provinsi. Di laptop pendamping pilih Pakai "
                "paket pengaturan."
            )
        return identity

    def _place(self, target: Path) -> Path:
        path = target / self.filename() if target.is_dir() else target
        if not path.name.lower().endswith(SUFFIX):
            raise DomainError(
                f"Nama paket pengaturan harus berakhiran {SUFFIX}, misalnya {self.filename()}."
            )
        if not path.parent.is_dir():
            raise EnvironmentProblem(f"Folder {path.parent} tidak ada. Pilih tempat lain.")
        if path.parent.resolve().is_relative_to(self._workplace.paths.root.resolve()):
            raise DomainError(
                "Folder itu tempat data program. Simpan paket di flashdisk atau folder lain."
            )
        return path


def _next_number(connection: Connection) -> int:
    row = connection.execute(
        "SELECT max(number) FROM issued_files WHERE file_kind = ?", (PACK_KIND,)
    ).fetchone()
    return (row[0] or 0) + 1


def _rows(connection: Connection, branches: Sequence[int] | None) -> list[PackRow]:
    """Return every row of settings the office wrote in (all of a sample office), with its past."""
    rows = [
        PackRow(table, row_id, changes_of_row(connection, table, row_id))
        for table, row_id in rows_written_by(connection, SETTINGS_TABLES, branches)
    ]
    born = [row for row in rows if row.changes and row.changes[0][0] == "I"]
    return sorted(born, key=_reading_order)


def _reading_order(row: PackRow) -> tuple[int, str, bytes]:
    return SETTINGS_TABLES.index(row.table), row_title(row.table, row.values), row.row_id


def _counts(rows: Sequence[PackRow]) -> tuple[str, ...]:
    alive = [row.table for row in rows if row.values.get("deleted") != 1]
    return tuple(
        f"{alive.count(table)} {TABLE_WORDS[table]}" for table in SETTINGS_TABLES if table in alive
    )
