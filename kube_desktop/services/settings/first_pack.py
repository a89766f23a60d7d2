"""A settings pack on the first page: looked at before there is a folder, taken as it is made."""

from dataclasses import dataclass
from pathlib import Path

from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.keys import words_of
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_laptop
from kube_desktop.services.opening import open_services
from kube_desktop.services.settings.applying import issued_words, read_pack, signer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPack:
    """What the first page says of a pack.

    Attributes:
        words: Six words of its signer, which a person compares by telephone.

    """

    path: Path
    number: int
    office: str
    issued: str
    code: str
    words: str


def look_first(path: Path) -> FirstPack:
    """Check a pack before anything is made.

    Raises:
        DomainError: When it cannot be used, with every bad row named, or is a sample.
        EnvironmentProblem: When the file cannot be read.

    """
    pack = read_pack(path, is_sample=False)
    return FirstPack(
        path=path,
        number=pack.about.number,
        office=pack.about.office,
        issued=issued_words(pack.about),
        code=check_code(pack.sha512),
        words=words_of(signer_of(pack)),
    )


def begin_with_pack(
    paths: DataPaths, name: str, regency_code: str, backup_folder: str, pack: Path
) -> None:
    """Make the folder of a facilitator and take a pack whose six words were compared.

    Raises:
        ValidationError: When an answer is missing.
        DomainError: When the pack cannot be used; then nothing is made.
        EnvironmentProblem: When the file cannot be read or the folder not be made.

    """
    look_first(pack)
    begin_laptop(paths, name, regency_code, backup_folder)
    services = open_services(paths)
    try:
        services.applying.apply(pack, words_compared=True)
    finally:
        services.close()
