"""Where files for others may be written: a name that fits, never in the data folder."""

import errno
from pathlib import Path

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import PACKAGE_SUFFIX
from kube_desktop.exchange.errors import TargetForbiddenError, TargetNameError


def writable_place(target: Path, filename: str, data: Path) -> Path:
    """Return the file to write, refusing every name that could cost something else.

    Args:
        target: The file, or a folder to put it in.
        filename: The usual name, for a folder.
        data: The folder of the program's own data.

    Raises:
        DomainError: When the name is not one of a package, or lies in the data folder.
        EnvironmentProblem: When the folder is missing or cannot be looked into.

    """
    try:
        path = target / filename if target.is_dir() else target
        if path.suffix.lower() != PACKAGE_SUFFIX:
            raise DomainError(
                f"Nama berkas kiriman harus berakhiran {PACKAGE_SUFFIX}, misalnya {filename}."
            )
        if not path.parent.is_dir():
            raise EnvironmentProblem(f"Folder {path.parent} tidak ada. Pilih tempat lain.")
        folder, own = path.parent.resolve(), data.resolve()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise TargetNameError from error
        raise TargetForbiddenError from error
    if folder.is_relative_to(own):
        raise DomainError(
            "Folder itu tempat data program. Simpan berkas kiriman di flashdisk atau folder lain."
        )
    return path
