"""Files of a newer program: kept beside the data until this program is brought up to date."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from kube_desktop.db.models import WaitingFile
from kube_desktop.domain.exchange import PACKAGE_SUFFIX, FileState
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.values import whole_letters
from kube_desktop.services.exchanging.arriving import Arrival
from kube_desktop.services.exchanging.registering import hash_of
from kube_desktop.services.workplace import Workplace

MOST_FILES: Final = 200
MOST_BYTES: Final = 500_000_000
"""All that waits together; a package without photos is far below a megabyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A file that waits, under the name it came with."""

    id: UUID
    path: Path
    filename: str
    received_at: datetime


class WaitingFiles:
    """Keeps files that this program cannot read yet."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def keep(self, arrivals: list[Arrival]) -> int:
        """Keep copies of the files of a newer program; return for how many there was no room."""
        newer = [one for one in arrivals if one.incoming.state is FileState.WAITING]
        if not newer:
            return 0
        folder = self._workplace.paths.waiting
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        left_out = 0
        with self._workplace.database.write() as session:
            there = {one.sha512 for one in session.scalars(select(WaitingFile))}
            used = sum(one.stat().st_size for one in folder.glob(f"*{PACKAGE_SUFFIX}"))
            for one in newer:
                sha512 = hash_of(one)
                if one.copy is None or sha512 is None or sha512.hex() in there:
                    continue
                used += one.copy.stat().st_size
                if len(there) >= MOST_FILES or used > MOST_BYTES:
                    left_out += 1
                    continue
                there.add(sha512.hex())
                number = new_id()
                shutil.copyfile(one.copy, self._path(number))
                session.add(
                    WaitingFile(
                        id=number,
                        filename=whole_letters(one.incoming.path.name),
                        sha512=sha512.hex(),
                        why=one.incoming.message,
                        received_at=self._workplace.now(),
                    )
                )
        return left_out

    def rows(self) -> list[WaitingRow]:
        """Return the files that wait, oldest first, as far as they are still there."""
        with self._workplace.database.read() as session:
            found = session.scalars(
                select(WaitingFile).order_by(WaitingFile.received_at, WaitingFile.id)
            )
            rows = [
                WaitingRow(
                    id=one.id,
                    path=self._path(one.id),
                    filename=one.filename,
                    received_at=one.received_at,
                )
                for one in found
            ]
        return [one for one in rows if one.path.is_file()]

    def let_go(self, hashes: set[str]) -> None:
        """Forget the files of these hashes, because they were merged."""
        with self._workplace.database.write() as session:
            gone = session.scalars(select(WaitingFile).where(WaitingFile.sha512.in_(hashes))).all()
            paths = [self._path(one.id) for one in gone]
            if gone:
                session.execute(delete(WaitingFile).where(WaitingFile.sha512.in_(hashes)))
        for path in paths:
            path.unlink(missing_ok=True)

    def _path(self, number: UUID) -> Path:
        return self._workplace.paths.waiting / f"{number.hex}{PACKAGE_SUFFIX}"
