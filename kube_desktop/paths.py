"""Where everything lies: data, logs, backups and what ships with the program."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kube_desktop.domain.errors import EnvironmentProblem

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of fonts, icons and regions, in a checkout and in an installed wheel."""
    bundled = _PACKAGE / "_resources"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "resources"


def default_data_dir() -> Path:
    """Return the user's own data folder for this program."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "KUBE Desktop"
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "kube-desktop"


def documents_dir() -> Path:
    """Return the folder for papers and files to send, in the user's documents."""
    for name in ("Documents", "Dokumen"):
        if (Path.home() / name).is_dir():
            return Path.home() / name / "KUBE"
    return Path.home() / "KUBE"


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The places inside one data folder.

    Attributes:
        root: The folder itself; one installation, one folder.

    """

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "kube.db"

    @property
    def keyring(self) -> Path:
        """The wrapped key of the database."""
        return self.root / "kunci.json"

    @property
    def branch(self) -> Path:
        """Replica and counter outside the database, which reveal a restored copy."""
        return self.root / "cabang.json"

    @property
    def lock(self) -> Path:
        """Held while the program is open."""
        return self.root / "kube.lock"

    @property
    def backups(self) -> Path:
        """Backups, encrypted like the database."""
        return self.root / "cadangan"

    @property
    def attachments(self) -> Path:
        """Photos and scans, each encrypted and named by its hash."""
        return self.root / "lampiran"

    @property
    def waiting(self) -> Path:
        """Files of a newer program, kept until this one is brought up to date; still encrypted."""
        return self.root / "menunggu"

    @property
    def logs(self) -> Path:
        """Log files without personal data."""
        return self.root / "log"

    @property
    def settings(self) -> Path:
        """Window state and last choices of the user."""
        return self.root / "tampilan.ini"

    @property
    def cache(self) -> Path:
        """Small pictures made for the screen."""
        return self.root / "cache"

    def prepare(self) -> "DataPaths":
        """Make the folders, readable by their owner only.

        Raises:
            EnvironmentProblem: When the place is not writable, or is a file.

        """
        for folder in (self.root, self.backups, self.attachments, self.logs, self.cache):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise EnvironmentProblem(
                    f"Folder {folder} tidak dapat dibuat. Periksa nama, izin dan ruang kosong, "
                    "atau pilih folder lain."
                ) from error
        return self
