"""Where package files come from: chosen files, folders of them, and .zip files with them inside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import PACKAGE_SUFFIX
from kube_desktop.exchange import zipped
from kube_desktop.exchange.errors import EmptyArchiveError, PackageError, UnreadableFileError
from kube_desktop.exchange.reading import copy_in
from kube_desktop.exchange.settings_pack import SUFFIX

NOTHING = "Tidak ada berkas kiriman (.kube) di tempat yang dipilih."


@dataclass(frozen=True, slots=True)
class Source:
    """One file that may be a package.

    Attributes:
        path: How it is shown: where it lies, or the archive it lies in and its name there.
        unpacked: Its copy on this computer, for one out of an archive.
        problem: Why it could not be had, in words.

    """

    path: Path
    unpacked: Path | None = None
    problem: PackageError | EnvironmentProblem | None = None

    def copy(self, folder: Path) -> Path:
        """Return a copy of it on this computer, in a folder of its own.

        Raises:
            PackageError: When it is too large, or its archive could not be opened.
            EnvironmentProblem: When its medium does not answer, or there is no room.

        """
        if self.problem is not None:
            raise self.problem
        return self.unpacked or copy_in(self.path, folder)


def package_files(places: Iterable[Path]) -> dict[Path, bool]:
    """Return the files that may be packages, each once, in a steady order.

    The value tells whether it was chosen itself, and not only found in a folder.

    Raises:
        DomainError: When a place does not exist, or there is no such file.
        UnreadableFileError: When its medium does not answer, as a flash disk just pulled out.

    """
    try:
        files = _listed(places)
    except OSError as error:
        raise UnreadableFileError from error
    if not files:
        raise DomainError(NOTHING)
    return files


def _listed(places: Iterable[Path]) -> dict[Path, bool]:
    files: dict[Path, bool] = {}
    for place in places:
        if place.is_dir():
            for one in sorted(place.rglob("*")):
                if _may_be_package(one):
                    files.setdefault(one, False)
        elif place.is_file():
            files[place] = True
        else:
            raise DomainError(f"Berkas {place} tidak ada. Periksa nama dan foldernya.")
    return files


def sources(places: Iterable[Path], room: Path) -> Iterator[Source]:
    """Yield every file that may be a package; archives are unpacked into `room` on the way.

    An archive that was only found in a folder and holds no package is none of ours.

    Raises:
        DomainError: When a place does not exist, or there is no package.

    """
    found, left = 0, zipped.MAX_UNPACKED
    for number, (path, is_chosen) in enumerate(package_files(places).items()):
        if not zipped.is_archive(path):
            found += 1
            yield Source(path)
            continue
        try:
            for entry in zipped.unpack(path, room / str(number), left):
                found += 1
                left -= entry.size
                yield Source(path / entry.name, entry.path, entry.problem)
        except (PackageError, EnvironmentProblem) as error:
            if is_chosen or not isinstance(error, EmptyArchiveError):
                found += 1
                yield Source(path, problem=error)
    if not found:
        raise DomainError(NOTHING)


def _may_be_package(path: Path) -> bool:
    name = path.name.lower()
    if name.endswith(".part") or not path.is_file():
        return False
    if name.endswith(SUFFIX):  # the office's own settings pack, on the same flash disk
        return False
    return PACKAGE_SUFFIX in name or name.endswith(zipped.ARCHIVE_SUFFIX)
