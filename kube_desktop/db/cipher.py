"""Opening the encrypted database file: the one place where connections are made.

SQLAlchemy is not imported here, so that the first rows can be on the screen before it is loaded.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlcipher3 import dbapi2

from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.domain.values import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

Connection: TypeAlias = Any
"""A DB-API connection of sqlcipher3, which ships no types."""

DatabaseError: type[Exception] = dbapi2.DatabaseError
OperationalError: type[Exception] = dbapi2.OperationalError

KEY_BYTES = 32
_PRAGMAS: "Sequence[str]" = (
    "journal_mode = WAL",
    # FULL keeps the last acknowledged save through a power cut; NORMAL lost it (exchange.md 9).
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "cache_size = -16000",
)


class UnreadableDatabaseError(EnvironmentProblem):
    """The file is not a database of this installation, its key is wrong, or it is damaged."""


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """Open the database at `path` with its 32-byte key.

    Raises:
        UnreadableDatabaseError: When the file is missing, damaged, or of another key.

    """
    if len(key) != KEY_BYTES:
        raise ValueError("the database key has 32 bytes")
    if not create and not path.is_file():
        raise UnreadableDatabaseError(f"Berkas data tidak ditemukan di {path.parent}.")
    try:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    except OperationalError as error:
        raise UnreadableDatabaseError(
            f"Data di {path.parent} tidak dapat dibuka. Periksa izin folder dan ruang kosong."
        ) from error
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except DatabaseError as error:
        connection.close()
        raise UnreadableDatabaseError(
            "Data tidak dapat dibuka dengan aman: kuncinya tidak cocok atau berkasnya rusak. "
            "Pulihkan dari cadangan; berkas yang sekarang tidak diubah."
        ) from error
    register_functions(connection)
    return connection


def register_functions(connection: Connection) -> None:
    """Give a connection the functions that the search triggers use."""
    connection.create_function("kube_fold", 1, _fold, deterministic=True)
    connection.create_function("kube_digits", 1, _digits, deterministic=True)


def _fold(text: object) -> str:
    return fold(str(text)) if text else ""


def _digits(text: object) -> str:
    return re.sub(r"\D", "", str(text)) if text else ""
