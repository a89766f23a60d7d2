"""Opening a data folder far enough to paint: key, schema number, first rows. Nothing heavy."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kube_desktop.db import cipher
from kube_desktop.db.keyring import Keyring, KeyringError
from kube_desktop.db.reading import Reader
from kube_desktop.db.schema import HEAD
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists import Lists

MISSING = (
    "Berkas data (kube.db) tidak ada di folder data, padahal pernah ada. Kembalikan berkas itu, "
    "atau pulihkan dari cadangan."
)


class FolderState(Enum):
    """What a data folder is found to be."""

    EMPTY = "empty"
    """Nothing there yet: the first start."""
    LOCKED = "locked"
    """Its key is behind a password."""
    OLDER = "older"
    """Made by an older program: it is backed up and brought forward before anything else."""
    NEWER = "newer"
    """Made by a newer program: it is left alone."""
    READY = "ready"


@dataclass(frozen=True, slots=True)
class OpenedFolder:
    """A data folder whose key is known."""

    paths: DataPaths
    key: bytes = field(repr=False)
    reader: Reader
    lists: Lists


def state_of(paths: DataPaths) -> FolderState:
    """Tell what a data folder is, without changing it.

    Raises:
        EnvironmentProblem: When key or database are missing, damaged, or of another account.

    """
    if not paths.database.exists():
        if paths.branch.exists() or any(paths.backups.glob("*.db")):
            raise EnvironmentProblem(MISSING)
        return FolderState.EMPTY
    if not paths.keyring.exists():
        raise KeyringError(
            "Berkas kunci (kunci.json) tidak ada di folder data, jadi data tidak dapat dibuka. "
            "Kembalikan berkas kunci.json ke folder itu; tanpa kunci, cadangan pun tidak terbuka."
        )
    keyring = Keyring.load(paths.keyring)
    if keyring.has_password:
        return FolderState.LOCKED
    connection = cipher.connect(paths.database, keyring.device_key())
    try:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    if number == HEAD:
        return FolderState.READY
    return FolderState.OLDER if number < HEAD else FolderState.NEWER


def look_into(
    paths: DataPaths, today: Callable[[], date], key: bytes | None = None
) -> OpenedFolder:
    """Open a folder for reading; nothing heavy is imported.

    Raises:
        EnvironmentProblem: When it cannot be opened.

    """
    known = key or Keyring.load(paths.keyring).device_key()
    reader = Reader(lambda: cipher.connect(paths.database, known))
    return OpenedFolder(paths, known, reader, Lists(reader, today))


def must_be_ready(paths: DataPaths) -> None:
    """Refuse a folder that commands cannot work on, each case with its own sentence.

    Raises:
        EnvironmentProblem: When it is empty, locked or newer.

    """
    match state_of(paths):
        case FolderState.EMPTY:
            raise EnvironmentProblem(
                f"Belum ada data KUBE di {paths.root}. Periksa nama foldernya, atau buat data "
                "contoh lebih dulu.",
                retry=False,
            )
        case FolderState.LOCKED:
            raise EnvironmentProblem(
                "Data ini dikunci dengan kata sandi. Buka dulu lewat jendela program.",
                retry=False,
            )
        case FolderState.NEWER:
            raise EnvironmentProblem(
                "Data ini dibuat versi program yang lebih baru. Pasang versi terbaru lebih dulu; "
                "data tetap aman dan tidak diubah.",
                retry=False,
            )
