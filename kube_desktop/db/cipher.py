"""Opening the encrypted database file: the one place where connections are made.

SQLAlchemy is not imported here, so that the first rows can be on the screen before it is loaded.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
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


UNREADABLE = (
    "Data tidak dapat dibuka dengan aman: kuncinya tidak cocok atau berkasnya rusak. "
    "Pulihkan dari cadangan; berkas yang sekarang tidak diubah."
)
_SENTENCES = {
    5: "Data sedang dipakai program lain. Tunggu sebentar, lalu coba lagi.",
    6: "Data sedang dipakai program lain. Tunggu sebentar, lalu coba lagi.",
    8: (
        "Data tidak dapat ditulis. Periksa izin folder data; bila izinnya benar, berkasnya rusak: "
        "pulihkan dari cadangan."
    ),
    10: "Penyimpanan tidak dapat dibaca atau ditulis. Periksa ruang kosong, lalu coba lagi.",
    11: UNREADABLE,
    13: (
        "Ruang penyimpanan laptop penuh. Hapus berkas lain, lalu coba lagi. "
        "Isian Anda tetap tersimpan."
    ),
    14: "Data tidak dapat dibuka untuk ditulis. Periksa izin folder dan ruang kosong.",
    26: UNREADABLE,
}
"""What to say for each primary result code of SQLite that no line of ours can be blamed for."""
_DAMAGE = {11, 26}


class UnreadableDatabaseError(EnvironmentProblem):
    """The file is not a database of this installation, its key is wrong, or it is damaged."""


def machine_trouble(error: BaseException | None) -> EnvironmentProblem | None:
    """Say what is wrong with disk, folder or file, or None when the fault is in the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code not in _SENTENCES:
        return None
    kind = UnreadableDatabaseError if code in _DAMAGE else EnvironmentProblem
    return kind(_SENTENCES[code])


@contextmanager
def explaining(*wrappers: type[Exception]) -> Generator[None]:
    """Turn errors of the driver that the machine caused into sentences.

    Args:
        wrappers: Exceptions of a library above the driver, which keep its error in `orig`.

    """
    try:
        yield
    except (DatabaseError, *wrappers) as error:
        problem = machine_trouble(getattr(error, "orig", error))
        if problem is None:
            raise
        raise problem from error


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """Open the database at `path` with its 32-byte key.

    Raises:
        UnreadableDatabaseError: When the file is missing, damaged, or of another key.
        EnvironmentProblem: When folder or disk do not allow it.

    """
    if len(key) != KEY_BYTES:
        raise ValueError("the database key has 32 bytes")
    if not create and not path.is_file():
        raise UnreadableDatabaseError(f"Berkas data tidak ditemukan di {path.parent}.")
    if not create and not path.stat().st_size:
        raise UnreadableDatabaseError(UNREADABLE)  # to SQLite it would be a new database
    with explaining():
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to the user's terminal
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except DatabaseError as error:
        connection.close()
        raise machine_trouble(error) or UnreadableDatabaseError(UNREADABLE) from error
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
