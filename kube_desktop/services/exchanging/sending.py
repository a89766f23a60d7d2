"""Use cases of the laptop: what would be sent, and making the file."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from kube_desktop import __version__
from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import Draft, SentFile
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync import peers, replica
from kube_desktop.db.sync.export import export, last_numbers, pending
from kube_desktop.db.sync.partial import held_runs
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import (
    COUNTED_KINDS,
    PACKAGE_SUFFIX,
    KindCount,
    SendPreview,
    SentPackage,
)
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import Identity
from kube_desktop.domain.wording import WITA
from kube_desktop.exchange.header import About
from kube_desktop.exchange.keys import DeviceKey, OfficePublic, is_sample, words_of
from kube_desktop.exchange.writing import Attachment, Content, Watch, Written, write_package
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.exchanging import laptops
from kube_desktop.services.exchanging.arrived import (
    Arrived,
    last_receipt,
    note_parts,
    waiting_photos,
)
from kube_desktop.services.exchanging.office_keys import know_office, known_office
from kube_desktop.services.exchanging.targets import writable_place
from kube_desktop.services.installation import read_fact
from kube_desktop.services.workplace import Workplace


class SendingService:
    """Makes package files for the office."""

    def __init__(self, workplace: Workplace, attachments: AttachmentService) -> None:
        self._workplace = workplace
        self._attachments = attachments

    def preview(self) -> SendPreview:
        """Return what a package file would carry, since the last one and all in all."""
        database = self._workplace.database
        with database.raw() as connection:
            branches = [branch.replica for branch in replica.own_branches(connection)]
            sent = dict(
                connection.execute("SELECT replica, max(last_seq) FROM sent_files GROUP BY replica")
            )
            waiting = pending(connection, branches, sent)
            office = known_office(connection)
            arrived = Arrived.read(connection)
            photos = waiting_photos(connection, arrived)
            arrived_at = last_receipt(connection) if arrived.numbers else None
        with database.read() as session:
            drafts = session.scalars(select(Draft.title).order_by(Draft.typed_at.desc())).all()
        identity = self._identity()
        return SendPreview(
            counts=tuple(
                KindCount(table=table, new=waiting[table].created, changed=waiting[table].edited)
                for table in COUNTED_KINDS
                if table in waiting
            ),
            drafts=tuple(drafts),
            last_sent_at=self._workplace.lists.home.saved_state().last_sent_at,
            photos=len(photos),
            photo_bytes=sum(photos.values()),
            arrived_at=arrived_at,
            office_name=office.name if office else "",
            is_sample=identity.is_sample,
        )

    def own_words(self) -> str:
        """Return the six words by which the office knows this laptop; "" where nothing is sent."""
        with self._workplace.database.raw() as connection:
            device = read_fact(connection, "device_key")
        return words_of(DeviceKey(bytes.fromhex(device)).public) if isinstance(device, str) else ""

    def filename(self) -> str:
        """Return the plain name of a file made now: KUBE_KutaiBarat_Rina_2026-11-19_0942.kube."""
        identity = self._identity()
        region = _plain(REGENCIES.get(identity.regency_code, "Kaltim"))
        name = _plain(identity.name.split(" ")[0])
        made = self._workplace.now().astimezone(WITA)
        return f"KUBE_{region}_{name}_{made:%Y-%m-%d_%H%M}{PACKAGE_SUFFIX}"

    def install_office_key(self, text: str, name: str = "Dinas Sosial Provinsi") -> None:
        """Take the public keys of the office that will open what this laptop sends.

        Raises:
            DomainError: When the text is no office key, or belongs to the sample office.

        """
        keys = OfficePublic.from_text(text)
        identity = self._identity()
        if identity.is_sample and not is_sample(keys.box):
            raise DomainError(
                "Ini laptop contoh dengan orang rekaan; kirimannya hanya untuk kantor contoh. "
                "Pasang kunci kantor di laptop yang sebenarnya."
            )
        if is_sample(keys.box) and not identity.is_sample:
            raise DomainError(
                "Ini kunci kantor contoh, yang diketahui umum. Minta kunci yang sebenarnya ke "
                "Dinas Sosial Provinsi."
            )
        with self._workplace.database.raw() as connection:
            before = known_office(connection)
            know_office(connection, keys, name)
            if before is not None and before.keys.box != keys.box:
                Arrived().write(connection)  # another office has nothing of this laptop yet

    def send(
        self,
        target: Path,
        *,
        with_photos: bool = True,
        everything: bool = False,
        watch: Watch | None = None,
    ) -> SentPackage:
        """Write one package file with everything the office did not say it has.

        A lost file never matters: the next one carries what it carried. The file appears under
        its name only when it is whole and was read back.

        Args:
            target: The file, or a folder to put it in.
            with_photos: Whether photos and scans go along.
            everything: Whether what the office acknowledged goes along as well.
            watch: Progress in changes, and cancelling.

        Raises:
            DomainError: When no office key is installed, the name is not one for a package or
                lies in the data folder, or the person stopped it.
            EnvironmentProblem: When the place is full, gone or not writable.

        """
        if self._identity().is_office:
            raise DomainError("Kirim data hanya di laptop pendamping. Di kantor pakai Gabung Data.")
        path = writable_place(target, self.filename(), self._workplace.paths.root)
        database = self._workplace.database
        with database.raw() as connection:
            device, office = _keys(connection)
            connection.execute("BEGIN")  # one moment of the data, however long the writing takes
            try:
                branches = [branch.replica for branch in replica.own_branches(connection)]
                numbers = last_numbers(connection, branches)
                arrived = Arrived() if everything else Arrived.read(connection)
                about = self._about(branches[-1], numbers, arrived)
                photos = _Photos(self._attachments, connection, arrived)
                content = Content(
                    meta={
                        **self._meta(connection, device),
                        "since": _stated(arrived.numbers),
                        "last": _stated(numbers),
                    },
                    changes=export(connection, branches, arrived.numbers),
                    attachments=photos if with_photos else (),
                )
                written = write_package(path, content, about, device, (office,), watch or Watch())
            finally:
                connection.execute("ROLLBACK")
            note_parts(connection, written.code, photos.owed, photos=with_photos)
        return SentPackage(
            path=written.path,
            size=written.size,
            code=written.code,
            changes=written.changes,
            words=words_of(device.public),
            skipped_photos=len(photos.owed),
            id=self._note(written, numbers),
        )

    def _about(self, current: int, numbers: Mapping[int, int], arrived: Arrived) -> About:
        since = arrived.numbers.get(current, 0)
        return About(
            pkg_id=new_id().bytes,
            replica=current,
            from_seq=since + 1 if numbers[current] > since else 0,
            to_seq=numbers[current],
            schema=HEAD,
            made_at=self._workplace.now().astimezone(UTC).isoformat(timespec="seconds"),
            app=__version__,
            sample=self._identity().is_sample,
        )

    def send_watched(
        self,
        target: Path,
        *,
        with_photos: bool,
        everything: bool = False,
        progress: Callable[[int], None],
        cancelled: Callable[[], bool],
    ) -> SentPackage:
        """Send as `send` does, telling how many changes are written, and stopping when asked."""
        watch = Watch(progress, cancelled)
        return self.send(target, with_photos=with_photos, everything=everything, watch=watch)

    def _note(self, written: Written, numbers: Mapping[int, int]) -> UUID:
        """Remember for every branch of this laptop up to where the file goes."""
        ids = {branch: new_id() for branch in numbers}
        made_at = self._workplace.now()  # one moment: the branches of a file belong together
        with self._workplace.database.write() as session:
            session.add_all(
                SentFile(
                    id=ids[branch],
                    filename=written.path.name,
                    check_code=written.code,
                    size=written.size,
                    replica=branch,
                    last_seq=last_seq,
                    made_at=made_at,
                )
                for branch, last_seq in numbers.items()
            )
        self._workplace.database.announce(frozenset({Kind.PACKAGE}))
        return min(ids.values())

    def _meta(self, connection: Connection, device: DeviceKey) -> dict[str, object]:
        identity = self._identity()
        return {
            "sender": identity.name,
            "mentor_id": str(identity.mentor_id) if identity.mentor_id else None,
            "region": identity.regency_code,
            "known": {str(key): value for key, value in peers.watermark(connection).items()},
            "app": __version__,
            "box": device.box.public.hex(),
            "held": {str(one): runs for one, runs in held_runs(connection).items()},
            **laptops.own_story(connection),
        }

    def _identity(self) -> Identity:
        identity = self._workplace.lists.office.identity()
        if identity is None:
            raise DomainError("Isi nama dan kabupaten/kota Anda dulu di layar awal.")
        return identity


class _Photos:
    """The photos and scans that go along, and those that cannot.

    One that is missing or damaged must not keep everything else from reaching the office; it is
    owed, and goes along as soon as it can.
    """

    def __init__(
        self, attachments: AttachmentService, connection: Connection, arrived: Arrived
    ) -> None:
        self._attachments = attachments
        self._connection = connection
        self._arrived = arrived
        self.owed: list[str] = []

    def __iter__(self) -> Iterator[Attachment]:
        self.owed = []
        for sha256 in waiting_photos(self._connection, self._arrived):
            try:
                content = self._attachments.content(sha256)
            except EnvironmentProblem:
                self.owed.append(sha256)
                continue
            yield Attachment(bytes.fromhex(sha256), len(content), (content,))


def _keys(connection: Connection) -> tuple[DeviceKey, bytes]:
    device, office = read_fact(connection, "device_key"), known_office(connection)
    if office is None:
        raise DomainError(
            "Kunci kantor provinsi belum dipasang, jadi berkas belum dapat disandikan. Minta "
            "paket pengaturan atau berkas kunci kantor ke Dinas Sosial Provinsi, lalu pasang."
        )
    if not isinstance(device, str):
        raise DomainError("Kunci laptop ini belum dibuat. Buka program sekali, lalu coba lagi.")
    return DeviceKey(bytes.fromhex(device)), office.keys.box


def _stated(numbers: Mapping[int, int]) -> dict[str, int]:
    return {str(branch): number for branch, number in numbers.items() if number}


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "", text) or "KUBE"
