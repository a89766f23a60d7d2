"""Use case of a laptop: a copy of its data as one database file, for repairs and other tools."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kube_desktop import __version__
from kube_desktop.db.cipher import Connection
from kube_desktop.db.copies import write_copy
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync import replica
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.exchange.words import WORDS
from kube_desktop.exchange.writing import explained
from kube_desktop.services.installation import read_fact
from kube_desktop.services.workplace import Workplace

COPY_SUFFIX: Final = ".db"
_PASSWORD_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Copied:
    """A finished copy.

    Attributes:
        password: What opens it; empty when anybody can.

    """

    path: Path
    size: int
    password: str


class CopyingService:
    """Makes copies of the whole data of this installation."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def copy(self, target: Path, *, is_open: bool = False) -> Copied:
        """Write one consistent copy without keys, drafts and photos.

        Args:
            target: The file; nothing has that name yet.
            is_open: Whether anybody may read it; otherwise six fresh words are its password, with
                the encryption of SQLCipher, which other tools know too.

        Raises:
            DomainError: When the name is none for a copy, is taken, or lies in the data folder.
            EnvironmentProblem: When the place is full, gone or not writable.

        """
        self._check(target)
        password = (
            "" if is_open else " ".join(secrets.choice(WORDS) for _ in range(_PASSWORD_WORDS))
        )
        database = self._workplace.database
        with explained(target.parent), database.raw() as connection:
            write_copy(connection, database.schema, self._facts(connection), target, password)
        return Copied(target, target.stat().st_size, password)

    def _check(self, target: Path) -> None:
        if target.suffix.lower() != COPY_SUFFIX:
            raise DomainError(f"Nama salinan harus berakhiran {COPY_SUFFIX}, misalnya salinan.db.")
        if not target.parent.is_dir():
            raise EnvironmentProblem(f"Folder {target.parent} tidak ada. Pilih tempat lain.")
        if target.exists() or target.is_symlink():
            raise DomainError(f"{target.name} sudah ada dan tidak ditimpa. Pilih nama lain.")
        if target.parent.resolve().is_relative_to(self._workplace.paths.root.resolve()):
            raise DomainError(
                "Folder itu tempat data program. Simpan salinan di flashdisk atau folder lain."
            )

    def _facts(self, connection: Connection) -> Mapping[str, str]:
        identity = self._workplace.lists.office.identity()
        device = read_fact(connection, "device_key")
        branches = [branch.replica for branch in replica.own_branches(connection)]
        return {
            "app": __version__,
            "schema": str(HEAD),
            "made": self._workplace.now().isoformat(timespec="seconds"),
            "branches": json.dumps(branches),
            "sender": identity.name if identity else "",
            "region": identity.regency_code if identity else "",
            "sample": "1" if identity and identity.is_sample else "0",
            "device": DeviceKey(bytes.fromhex(device)).public.hex()
            if isinstance(device, str)
            else "",
        }
