"""Use cases around backups: make one, keep a sensible number, and go back to one."""

import logging
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kube_desktop.db.backup import back_up, check
from kube_desktop.db.keyring import Keyring
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.paths import DataPaths
from kube_desktop.services.workplace import Workplace

_log = logging.getLogger(__name__)

KEPT = 14
"""Ordinary backups kept; those before a merge, update or restore are kept besides."""
_NAME = re.compile(r"(?P<why>[a-z-]+)_(?P<day>\d{4}-\d{2}-\d{2})_(?P<time>\d{6})\.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """One backup in the list."""

    path: Path
    made_at: datetime
    reason: str
    size: int


def back_up_before(workplace: Workplace, key: bytes, what: str) -> None:
    """Make a backup before risky work; it is kept besides the ordinary ones.

    Raises:
        EnvironmentProblem: When it cannot be written or does not check out.

    """
    folder = workplace.paths.backups
    target = _free_name(folder, f"sebelum-{what}", workplace.now())
    back_up(workplace.database.path, key, target)


class BackupService:
    """Makes backups of the open database."""

    def __init__(self, workplace: Workplace, key: bytes) -> None:
        self._workplace = workplace
        self._key = key

    def make(self, reason: str = "otomatis") -> Path:
        """Make a backup, check it, and drop the oldest ordinary ones.

        Raises:
            EnvironmentProblem: When it cannot be written or does not check out.

        """
        folder = self._workplace.paths.backups
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, reason, self._workplace.now())
        back_up(self._workplace.database.path, self._key, target)
        self._copy_to_second_place(target)
        ordinary = [row for row in backups_in(folder) if row.reason == "otomatis"]
        for row in ordinary[KEPT:]:
            with suppress(OSError):
                row.path.unlink()
        return target

    def _copy_to_second_place(self, backup: Path) -> None:
        """Copy a backup to the flash disk chosen at the first start, when it is there now.

        The copy is encrypted; a missing flash disk never stops the backup on the laptop.
        """
        chosen = self._workplace.lists.office.installation("backup_folder")
        if not isinstance(chosen, str) or not chosen or not Path(chosen).is_dir():
            return
        target = Path(chosen) / backup.name
        part = target.with_suffix(".part")
        try:
            shutil.copyfile(backup, part)
            part.replace(target)
        except OSError:
            _log.warning("The second place for backups cannot be written")
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def latest(self) -> BackupRow | None:
        """Return the newest backup, or None."""
        rows = backups_in(self._workplace.paths.backups)
        return rows[0] if rows else None


def backups_in(folder: Path) -> list[BackupRow]:
    """Return the backups in a folder, newest first; other files are passed over."""
    rows = []
    for path in folder.glob("*.db"):
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        try:
            made_at = datetime.strptime(f"{match['day']}{match['time']}+0000", "%Y-%m-%d%H%M%S%z")
            rows.append(
                BackupRow(
                    path=path,
                    made_at=made_at,
                    reason=match["why"],
                    size=path.stat().st_size,
                )
            )
        except (ValueError, OSError):
            continue
    return sorted(rows, key=lambda row: row.made_at, reverse=True)


def _free_name(folder: Path, reason: str, moment: datetime) -> Path:
    """Return a name that no backup has: one made in the same second must not be overwritten."""
    while True:
        target = folder / f"{reason}_{moment.astimezone(UTC):%Y-%m-%d_%H%M%S}.db"
        if not target.exists():
            return target
        moment += timedelta(seconds=1)


def restore(paths: DataPaths, backup: Path) -> Path | None:
    """Put a backup in the place of the database of a closed folder; the present state is kept.

    Returns where the present state was put, or None when there was none. The next opening finds
    that this is an older state and begins a new branch, so nothing is sent twice.

    Raises:
        EnvironmentProblem: When the backup does not check out or the disk is full.

    """
    key = Keyring.load(paths.keyring).device_key()
    check(backup, key)
    kept = None
    if paths.database.exists():
        kept = _free_name(paths.backups, "sebelum-pulih", datetime.now(UTC))
        try:
            back_up(paths.database, key, kept)
        except EnvironmentProblem:  # damaged: keep the very bytes for the office to look at
            kept = kept.with_suffix(".kube-rusak")
            kept.write_bytes(paths.database.read_bytes())
    for leftover in (Path(f"{paths.database}-wal"), Path(f"{paths.database}-shm")):
        leftover.unlink(missing_ok=True)
    back_up(backup, key, paths.database)
    return kept
