"""Taking a return file of the office on a laptop: believed only when it is ours and for us."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import replica
from kube_desktop.db.sync.merge import Package, PackageResult, merge
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.replies import TakenReply
from kube_desktop.exchange import errors
from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.keys import Trust, is_sample, words_of
from kube_desktop.exchange.meta import numbers_in, said
from kube_desktop.exchange.reading import Opened, copy_in, open_package
from kube_desktop.services.backups import back_up_before
from kube_desktop.services.corrections import CorrectionService
from kube_desktop.services.exchanging.acknowledging import device_key
from kube_desktop.services.exchanging.arrived import REPLY_KIND, Arrived, note_receipt
from kube_desktop.services.exchanging.enrolment import apply_revocations
from kube_desktop.services.exchanging.office_keys import KnownOffice, known_office, pin_signing
from kube_desktop.services.exchanging.workspace import Workspace
from kube_desktop.services.installation import read_fact, write_facts
from kube_desktop.services.lists.corrections import OFFICE_BRANCHES
from kube_desktop.services.workplace import Workplace

_NEWEST: Final = "newest_reply"
_KINDS = frozenset(Kind)

_SPOILED = "Balasan ini rusak atau terpotong di perjalanan. Minta kantor provinsi mengirim ulang."
_NOT_OURS = (
    "Balasan ini bukan untuk laptop ini. Setiap laptop mendapat berkas balasannya sendiri; minta "
    "yang benar ke kantor provinsi."
)
_SENTENCES: dict[type[errors.PackageError], str] = {
    errors.NotAPackageError: (
        "Berkas ini bukan balasan kantor. Pilih berkas yang namanya diawali BALASAN dan berakhiran "
        ".kube."
    ),
    errors.EmptyPackageError: "Berkas ini kosong; penyalinannya belum selesai. Salin lagi.",
    errors.ForeignOfficeError: _NOT_OURS,
    errors.WrongKeyError: _NOT_OURS,
    errors.UnknownSenderError: (
        "Berkas ini tidak ditandatangani kantor laptop ini, jadi tidak dipakai. Tanyakan kepada "
        "kantor provinsi dari mana berkas ini."
    ),
    errors.SamplePackageError: (
        "Balasan ini dari kantor contoh untuk belajar, jadi tidak dipakai di laptop ini."
    ),
}
"""What a facilitator is told; the sentences of the errors themselves are for the office."""


class UncomparedOfficeError(DomainError):
    """The office's signing key is not known here yet; its six words must be compared first.

    Attributes:
        words: The six words.

    """

    def __init__(self, words: str) -> None:
        super().__init__(
            "Ini balasan pertama dari kantor. Telepon kantor provinsi dan cocokkan enam kata ini "
            f"lebih dulu: {words}."
        )
        self.words = words


@dataclass(frozen=True, slots=True)
class _Checked:
    opened: Opened
    number: int
    made_at: str
    office: str
    taken_before: bool


class AcceptingService:
    """Takes return files."""

    def __init__(self, workplace: Workplace, corrections: CorrectionService, key: bytes) -> None:
        self._workplace = workplace
        self._corrections = corrections
        self._key = key

    def take(self, path: Path, words: str = "") -> TakenReply:
        """Check a return file, back up, and merge it; an older one or the same one is harmless.

        Args:
            path: The file, on a flash disk or here.
            words: The six words of the office, once a person compared them; needed only while
                this laptop does not know its office's signing key.

        Raises:
            UncomparedOfficeError: When they have to be compared first.
            DomainError: When the file is not from our office, not for this laptop, or spoiled.
            EnvironmentProblem: When a medium does not answer or there is no room.

        """
        workplace = self._workplace
        identity = workplace.lists.office.identity()
        if identity is None or identity.is_office:
            raise DomainError("Balasan hanya dipakai di laptop pendamping.")
        with (
            Workspace(workplace.paths.cache / "balasan") as folder,
            workplace.database.raw() as connection,
        ):
            checked = self._check(connection, path, folder, words, sample=identity.is_sample)
            changes = 0
            if not checked.taken_before:
                back_up_before(workplace, self._key, "balasan")
                changes = self._merge(connection, checked, path.name)
            arrived = self._all_arrived(connection)
        workplace.database.announce(_KINDS)
        return TakenReply(
            office=checked.office,
            number=checked.number,
            made_at=checked.made_at,
            known=checked.taken_before,
            changes=changes,
            corrections=len(self._corrections.waiting()),
            questions=len(self._corrections.questions()),
            arrived=arrived,
        )

    def _check(
        self, connection: Connection, path: Path, folder: Path, words: str, *, sample: bool
    ) -> _Checked:
        device, office = device_key(connection), known_office(connection)
        if device is None or office is None:
            raise DomainError("Kunci kantor provinsi belum dipasang. Pasang dulu di Kirim data.")
        with _for_facilitators():
            opened = open_package(
                copy_in(path, folder / "balasan"),
                [device.box],
                lambda signer: _trust(signer, office),
                accept_unknown=office.keys.signing is None,
                accept_sample=sample,
            )
        self._check_office(connection, opened, words, sample=sample)
        meta = opened.meta
        number = meta.get("number")
        ours = meta.get("kind") == REPLY_KIND and meta.get("to") == device.public.hex()
        if not ours or type(number) is not int:
            raise DomainError(_NOT_OURS)
        taken = connection.execute(
            "SELECT 1 FROM received_files WHERE id = ?", (opened.header.about.pkg_id,)
        ).fetchone()
        return _Checked(
            opened,
            number,
            opened.header.about.made_at,
            said(meta, "office") or office.name,
            taken is not None,
        )

    @staticmethod
    def _check_office(connection: Connection, opened: Opened, words: str, *, sample: bool) -> None:
        signer = opened.header.signer
        if is_sample(signer) and not sample:
            raise DomainError(_SENTENCES[errors.SamplePackageError])
        if opened.trust is Trust.UNKNOWN:
            if words.split() != words_of(signer).split():
                raise UncomparedOfficeError(words_of(signer))
            pin_signing(connection, signer)

    def _merge(self, connection: Connection, checked: _Checked, filename: str) -> int:
        opened = checked.opened
        now = self._workplace.now()

        def merged(outcome: PackageResult) -> None:
            if outcome.error is None:
                self._note(connection, checked, filename, outcome.new)

        result = merge(
            connection,
            self._workplace.database.schema,
            [
                Package(
                    pkg_id=opened.header.about.pkg_id,
                    records=opened.changes(),
                    signer=opened.header.signer,
                    may_relay=True,
                )
            ],
            received_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            merged=merged,
        )
        if result.own_branch_moved:
            replica.remember(connection, self._workplace.paths.branch)
        if result.packages[0].error is not None:
            raise DomainError(_SPOILED) from result.packages[0].error
        apply_revocations(connection)
        return result.new_changes

    def _note(self, connection: Connection, checked: _Checked, filename: str, changes: int) -> None:
        """Remember the file and what it says, in the transaction that merges it."""
        opened, meta = checked.opened, checked.opened.meta
        known = read_fact(connection, OFFICE_BRANCHES)
        branches = set(known if isinstance(known, list) else ()) | _texts(meta.get("branches"))
        write_facts(connection, {OFFICE_BRANCHES: sorted(branches)})
        newest = read_fact(connection, _NEWEST)
        arrived = Arrived.read(connection)
        if not isinstance(newest, str) or checked.made_at >= newest:
            held, codes = numbers_in(meta, "held"), sorted(_texts(meta.get("files")))
            arrived = Arrived.by_reply(connection, held, codes)
            arrived.write(connection)
            write_facts(connection, {_NEWEST: checked.made_at})
        note_receipt(
            connection,
            UUID(bytes=opened.header.about.pkg_id),
            REPLY_KIND,
            arrived,
            self._workplace.now(),
            number=checked.number,
            filename=filename,
            signer=opened.header.signer.hex(),
            made_at=checked.made_at,
            content={"changes": changes, "code": check_code(opened.sha512)},
        )

    @staticmethod
    def _all_arrived(connection: Connection) -> bool:
        """Return whether the office has all that was ever sent."""
        arrived = Arrived.read(connection)
        sent = connection.execute(
            "SELECT replica, max(last_seq) FROM sent_files GROUP BY replica"
        ).fetchall()
        return bool(sent) and all(arrived.numbers.get(branch, 0) >= last for branch, last in sent)


def _trust(signer: bytes, office: KnownOffice) -> Trust:
    return Trust.KNOWN if signer == office.keys.signing else Trust.UNKNOWN


@contextmanager
def _for_facilitators() -> Generator[None]:
    """Say what is wrong with a return file in words for its receiver."""
    try:
        yield
    except errors.NewerPackageError:
        raise
    except errors.PackageError as error:
        raise DomainError(_SENTENCES.get(type(error), _SPOILED)) from error


def _texts(stated: Any) -> set[str]:  # noqa: ANN401  whatever a file says
    return {one for one in stated if isinstance(one, str)} if isinstance(stated, list) else set()
