"""Copies of the living database, encrypted with the same key, each opened and checked."""

import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from kube_desktop.db import cipher
from kube_desktop.domain.errors import EnvironmentProblem


def back_up(source: Path, key: bytes, target: Path) -> None:
    """Copy a living database to `target`, whole or not at all, and check the copy.

    Raises:
        EnvironmentProblem: When the source cannot be opened, or the copy cannot be written or
            does not check out.

    """
    part = target.with_name(target.name + ".part")
    with closing(cipher.connect(source, key)) as old:
        try:
            part.unlink(missing_ok=True)
            with closing(cipher.connect(part, key, create=True)) as new:
                old.backup(new)
                new.execute("PRAGMA journal_mode = DELETE")
            check(part, key)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
        except (OSError, dbapi2.Error, EnvironmentProblem) as error:
            raise EnvironmentProblem(
                f"Cadangan tidak dapat ditulis ke {target.parent}. "
                "Periksa ruang kosong, lalu coba lagi."
            ) from error
        finally:
            for leftover in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
                leftover.unlink(missing_ok=True)


def check(path: Path, key: bytes) -> None:
    """Open a database and check every page of it.

    Raises:
        EnvironmentProblem: When a page is damaged or the key does not fit.

    """
    with closing(cipher.connect(path, key)) as connection:
        damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if damaged or verdict != "ok":
        raise EnvironmentProblem(f"Berkas {path.name} rusak. Pilih cadangan lain.")
