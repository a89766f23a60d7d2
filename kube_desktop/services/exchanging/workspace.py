"""Room for copies of files while they are merged, inside the data folder and never left behind."""

import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.exchange.errors import WorkspaceFullError
from kube_desktop.exchange.writing import NO_ROOM

_HELD = ".kunci"


class Workspace:
    """A folder for copies of files, gone afterwards; the copies are still encrypted.

    It lies in the data folder, on the disk that must have room for the merged data anyway and
    readable by its owner only. What a killed program left is removed at the next merge; what
    another merge still uses is known by a file it holds open.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / secrets.token_hex(8)
        self._held: BinaryIO | None = None

    def __enter__(self) -> Path:
        """Sweep, and make the folder.

        Raises:
            EnvironmentProblem: When there is no room, or the data folder is not writable.

        """
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sweep(self._home)
            # Held before the folder is there: a sweep looks at folders only.
            self._held = _holder(self._folder).open("wb")
            _take(self._held)
            self._folder.mkdir(mode=0o700)
        except OSError as error:
            self._leave()
            if error.errno in NO_ROOM:
                raise WorkspaceFullError from error
            raise EnvironmentProblem(
                "Folder data di komputer ini tidak dapat ditulisi, jadi berkas belum dapat "
                "disalin. Periksa izin foldernya, lalu coba lagi."
            ) from error
        return self._folder

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._held is not None:
            self._held.close()
        with suppress(OSError):
            _holder(self._folder).unlink()


def _holder(folder: Path) -> Path:
    return folder.with_suffix(_HELD)


def _sweep(home: Path) -> None:
    """Remove the folders of merges that are over."""
    for folder in [one for one in home.iterdir() if one.is_dir() and not one.is_symlink()]:
        if _is_over(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_over(folder: Path) -> bool:
    holder = _holder(folder)
    try:
        with holder.open("rb") as held:
            _take(held)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        holder.unlink()  # Windows refuses while the other merge has it open
    except OSError:
        return False
    return True


def _take(held: BinaryIO) -> None:
    """Hold a file until it is closed, or fail because another merge holds it."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415  not on Windows, where being open is being held

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
