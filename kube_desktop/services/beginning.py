"""The first start: who uses this installation, or making an office with its own key."""

from kube_desktop.db.database import Database
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.models import Mentor
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.values import tidy_name
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.office_keys import OFFICE_KEY_FILE, OfficeKeys
from kube_desktop.services.installation import read_fact, write_facts
from kube_desktop.services.opening import create_folder, new_folder


def begin_laptop(paths: DataPaths, name: str, regency_code: str, backup_folder: str = "") -> None:
    """Make the folder of a facilitator who answered the first page.

    Args:
        paths: Where.
        name: Who works here.
        regency_code: Where.
        backup_folder: A second place for backups, such as a flash disk, or an empty text.

    Raises:
        ValidationError: When an answer is missing.
        DomainError: When somebody has begun here before.
        EnvironmentProblem: When the folder cannot be made.

    """
    name = tidy_name(name)
    problems = []
    if len(name) < 2:
        problems.append(Problem("name", "Isi nama Anda"))
    if regency_code not in REGENCIES:
        problems.append(Problem("regency_code", "Pilih kabupaten/kota"))
    if problems:
        raise ValidationError(problems)
    if not paths.database.exists():
        create_folder(paths)
    mentor_id = new_id()
    database = Database(paths.database, Keyring.load(paths.keyring).device_key())
    try:
        with database.raw() as connection:
            if read_fact(connection, "identity") is not None:
                raise DomainError("Laptop ini sudah dipakai. Tutup program, lalu buka lagi.")
        with database.write(actor=mentor_id) as session:
            session.add(
                Mentor(
                    id=mentor_id,
                    name=name,
                    mentor_kind="Pendamping KUBE",
                    regency_code=regency_code,
                )
            )
        with database.raw() as connection:
            write_facts(
                connection,
                {
                    "device_key": DeviceKey.generate().private.hex(),
                    "backup_folder": backup_folder,
                    "identity": {
                        "name": name,
                        "mentor_id": str(mentor_id),
                        "regency_code": regency_code,
                        "is_office": False,
                        "is_sample": False,
                    },
                },
            )
    finally:
        database.close()


def begin_office(paths: DataPaths, name: str = "Dinas Sosial Provinsi Kalimantan Timur") -> str:
    """Make an office folder with its own new keys and return the public ones as a line of text.

    The line is also written into `kunci-kantor.txt` beside the database.

    Raises:
        DomainError: When there is data already.
        EnvironmentProblem: When the folder cannot be made.

    """
    if paths.database.exists() or paths.keyring.exists():
        raise DomainError(
            f"Folder {paths.root} sudah berisi data KUBE. Pilih folder lain; "
            "data lama tidak diubah."
        )
    office = OfficeKeys.generate()
    text = office.public.text
    with new_folder(paths):
        database = Database(paths.database, Keyring.load(paths.keyring).device_key())
        try:
            with database.raw() as connection:
                write_facts(
                    connection,
                    {
                        **office.facts(),
                        "device_key": DeviceKey.generate().private.hex(),
                        "identity": {
                            "name": name,
                            "regency_code": "",
                            "is_office": True,
                            "is_sample": False,
                        },
                    },
                )
        finally:
            database.close()
        (paths.root / OFFICE_KEY_FILE).write_text(f"{text}\n", encoding="ascii")
    return text
