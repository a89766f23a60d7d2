"""Kode terima: the office says that a file arrived, the laptop takes its word for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import peers
from kube_desktop.db.sync.transaction import all_or_nothing
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.wording import WITA, long_date
from kube_desktop.exchange.acknowledging import acknowledgement, read_acknowledgement
from kube_desktop.exchange.codes import check_code, same_code
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.services.exchanging.arrived import CODE_KIND, Arrived, note_receipt, sent_numbers
from kube_desktop.services.exchanging.office_keys import known_office, own_office_keys
from kube_desktop.services.exchanging.told import Told
from kube_desktop.services.installation import read_fact
from kube_desktop.services.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCode:
    """What the office reads to a facilitator.

    Attributes:
        code: The ten characters, as `7F3A9-2C1KX`.
        check_code: The check code of the file that arrived.

    """

    code: str
    check_code: str
    filename: str
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenReceipt:
    """What a laptop learned from a code.

    Attributes:
        made_at: When it made the file that arrived.

    """

    filename: str
    check_code: str
    made_at: datetime

    @property
    def words(self) -> str:
        """What to say."""
        day = long_date(self.made_at.astimezone(WITA).date())
        return f"Kiriman {day} (kode periksa {self.check_code}) sudah diterima provinsi."


class AcknowledgingService:
    """Gives codes at the office and takes them on a laptop."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def code_for(self, typed: str) -> ReceiptCode:
        """Return the code that says that the file with this check code was merged here.

        Raises:
            DomainError: When this is no office, no such file was merged, something before it is
                missing, or its laptop has a program that knows no such codes.

        """
        with self._workplace.database.raw() as connection:
            office = own_office_keys(connection).box
            rows = connection.execute(
                "SELECT sha512, signer, sender, filename FROM sync_package "
                "WHERE status = 'merged' AND withdrawn_at IS NULL AND sha512 IS NOT NULL"
            ).fetchall()
            found = [row for row in rows if same_code(typed, check_code(row[0]))]
            if not found:
                raise DomainError(
                    f"Belum ada kiriman dengan kode periksa {typed.strip()} yang digabung di sini. "
                    "Cocokkan kodenya dengan pendamping, lalu gabung berkasnya."
                )
            sha512, signer, sender, filename = found[0]
            code = check_code(sha512)
            last = self._complete(connection, signer, code)
            box = box_key(connection, signer)
            if box is None or last is None:
                raise DomainError(
                    "Laptop ini mengirim dengan program lama yang belum mengenal kode terima. "
                    "Minta pendamping memperbarui programnya, lalu mengirim lagi."
                )
        return ReceiptCode(
            code=acknowledgement(office, box, signer, code, last),
            check_code=code,
            filename=filename or "",
            sender=sender or "",
        )

    @staticmethod
    def _complete(connection: Connection, device: bytes, code: str) -> Mapping[int, int] | None:
        """Return up to where the file goes, once everything up to there is here."""
        last = Told.read(connection, device).files.get(code)
        if last is None:
            return None
        here = peers.watermark(connection)
        if any(here.get(branch, 0) < number for branch, number in last.items()):
            raise DomainError(
                "Kiriman yang lebih awal dari laptop ini belum ada di kantor, jadi kode terimanya "
                "belum dapat diberikan. Minta pendamping mengirim lagi dengan Kirim semua dari "
                "awal."
            )
        return last

    def take(self, typed: str) -> TakenReceipt:
        """Take a code that the office read aloud: the file it speaks of has arrived.

        Raises:
            DomainError: When it is mistyped, or speaks of no file of this laptop.

        """
        code = read_acknowledgement(typed)
        with self._workplace.database.raw() as connection:
            device, office = device_key(connection), known_office(connection)
            if device is None or office is None:
                raise DomainError("Laptop ini belum pernah mengirim, jadi belum ada kode terima.")
            found = self._file_of(connection, code, device, office.keys.box)
            if found is None:
                raise DomainError(
                    "Kode terima ini bukan untuk kiriman laptop ini. Sebutkan lagi kode periksa "
                    "kiriman Anda kepada petugas provinsi."
                )
            self._note(connection, found.check_code)
        self._workplace.database.announce(frozenset({Kind.PACKAGE}))
        return found

    @staticmethod
    def _file_of(
        connection: Connection, code: str, device: DeviceKey, office: bytes
    ) -> TakenReceipt | None:
        """Return the file of this laptop that a code speaks of."""
        for check, filename, made_at in connection.execute(
            "SELECT check_code, filename, max(made_at) FROM sent_files "
            "GROUP BY check_code, filename ORDER BY 3 DESC"
        ).fetchall():
            last = sent_numbers(connection, check)
            if code == acknowledgement(device.box, office, device.public, check, last):
                made = datetime.fromisoformat(made_at)
                return TakenReceipt(filename=filename, check_code=check, made_at=made)
        return None

    def _note(self, connection: Connection, check: str) -> None:
        arrived = Arrived.read(connection).with_file(connection, check)
        with all_or_nothing(connection):
            arrived.write(connection)
            note_receipt(
                connection, new_id(), CODE_KIND, arrived, self._workplace.now(),
                content={"check_code": check},
            )  # fmt: skip


def device_key(connection: Connection) -> DeviceKey | None:
    """Return the key of this laptop."""
    stored = read_fact(connection, "device_key")
    return DeviceKey(bytes.fromhex(stored)) if isinstance(stored, str) else None


def box_key(connection: Connection, device: bytes) -> bytes | None:
    """Return to which key answers to a laptop are encrypted; None for an older program."""
    row = connection.execute(
        "SELECT box_key FROM laptops WHERE device_key = ?", (device.hex(),)
    ).fetchone()
    return bytes.fromhex(row[0]) if row and row[0] else None
