"""Balasan: the office's answer to one laptop or to all of them."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from kube_desktop import __version__
from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import IssuedFile
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync import peers, replica
from kube_desktop.db.sync.partial import export_rows
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.exchange import PACKAGE_SUFFIX
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.replies import MadeReply
from kube_desktop.domain.wording import WITA
from kube_desktop.exchange.codes import check_code
from kube_desktop.exchange.errors import CancelledError
from kube_desktop.exchange.header import About
from kube_desktop.exchange.writing import Content, write_package
from kube_desktop.services.exchanging.arrived import REPLY_KIND
from kube_desktop.services.exchanging.merging import Follow
from kube_desktop.services.exchanging.office_keys import OfficeKeys, own_office_keys
from kube_desktop.services.exchanging.scope import (
    LaptopAsked,
    NamingRow,
    concerned_rows,
    naming_rows,
)
from kube_desktop.services.exchanging.targets import writable_place
from kube_desktop.services.exchanging.told import Told
from kube_desktop.services.workplace import Workplace

_MOST_CODES = 60
_LAPTOPS = (
    "SELECT device_key, box_key, name, regency_code, mentor_id FROM laptops l "
    "WHERE box_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM revoked_devices r "
    "WHERE r.device_key = l.device_key AND r.deleted = 0) ORDER BY name, device_key"
)


@dataclass(frozen=True, slots=True)
class _Laptop:
    device: bytes
    box: bytes
    name: str
    region: str
    mentor_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Moment:
    """What is the same for all answers of one going: keys, rows that name others, the office."""

    keys: OfficeKeys
    naming: list[NamingRow]
    office: str
    branches: list[int]


class ReplyingService:
    """Writes return files: everything that concerns a laptop and that it does not have."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def reply(self, target: Path, device: str) -> MadeReply:
        """Write the answer to one laptop.

        Args:
            target: The file, or a folder to put it in.
            device: The signing key of the laptop, or its beginning, in hexadecimal digits.

        Raises:
            DomainError: When this is no office, or there is no such laptop to answer.
            EnvironmentProblem: When the place is full, gone or not writable.

        """
        with self._moment() as (connection, moment):
            found = [one for one in _laptops(connection) if one.device.hex().startswith(device)]
            if len(found) != 1 or not device:
                raise DomainError(
                    "Laptop itu belum dapat dibalas: belum pernah mengirim dengan program ini, "
                    "atau kuncinya sudah dicabut. Gabung dulu kirimannya."
                )
            return self._write(connection, moment, found[0], target)

    def reply_all(self, folder: Path, follow: Follow | None = None) -> tuple[MadeReply, ...]:
        """Write an answer to every laptop that sent something and is trusted, one file each.

        Raises:
            DomainError: When this is no office, no laptop can be answered, or it was stopped.
            EnvironmentProblem: When the place is full, gone or not writable.

        """
        follow = follow or Follow()
        made: list[MadeReply] = []
        with self._moment() as (connection, moment):
            laptops = _laptops(connection)
            if not laptops:
                raise DomainError(
                    "Belum ada laptop yang dapat dibalas. Gabung dulu kiriman para pendamping."
                )
            for done, one in enumerate(laptops):
                if follow.cancelled():
                    raise CancelledError
                taken = {reply.path.name for reply in made}
                target = folder / self._filename(one, taken) if folder.is_dir() else folder
                if not folder.is_dir():
                    raise DomainError(f"Folder {folder} tidak ada. Pilih folder untuk balasan.")
                made.append(self._write(connection, moment, one, target))
                follow.step(done + 1, len(laptops))
        return tuple(made)

    def reply_all_watched(
        self, folder: Path, step: Callable[[int, int], None], stop: Callable[[], bool]
    ) -> tuple[MadeReply, ...]:
        """Reply as `reply_all` does, followed and stopped by two callables."""
        return self.reply_all(folder, Follow(step, stop))

    @contextmanager
    def _moment(self) -> Generator[tuple[Connection, _Moment]]:
        """Give a connection that sees one moment of the data, however long the writing takes."""
        identity = self._workplace.lists.office.identity()
        with self._workplace.database.raw() as connection:
            keys = own_office_keys(connection)
            moment = _Moment(
                keys,
                naming_rows(connection, self._workplace.database.schema),
                identity.name if identity else "",
                [branch.replica for branch in replica.own_branches(connection)],
            )
            yield connection, moment

    def _write(
        self, connection: Connection, moment: _Moment, laptop: _Laptop, target: Path
    ) -> MadeReply:
        identity = self._workplace.lists.office.identity()
        path = writable_place(target, self._filename(laptop, set()), self._workplace.paths.root)
        about = About(
            pkg_id=new_id().bytes,
            replica=moment.branches[-1],
            from_seq=0,
            to_seq=0,
            schema=HEAD,
            made_at=self._workplace.now().astimezone(UTC).isoformat(timespec="seconds"),
            app=__version__,
            sample=bool(identity and identity.is_sample),
        )
        number = _next_number(connection, laptop.device)
        connection.execute("BEGIN")
        try:
            content = self._content(connection, moment, laptop, number)
            written = write_package(path, content, about, moment.keys.signing, (laptop.box,))
        finally:
            connection.execute("ROLLBACK")
        with self._workplace.database.write() as session:
            session.add(
                IssuedFile(
                    id=UUID(bytes=about.pkg_id),
                    file_kind=REPLY_KIND,
                    number=number,
                    device_key=laptop.device.hex(),
                    filename=written.path.name,
                    made_at=datetime.fromisoformat(about.made_at),
                    content={"changes": written.changes, "code": written.code},
                )
            )
        return MadeReply(
            path=written.path,
            size=written.size,
            code=written.code,
            changes=written.changes,
            number=number,
            name=laptop.name,
            region=REGENCIES.get(laptop.region, ""),
        )

    def _content(
        self, connection: Connection, moment: _Moment, laptop: _Laptop, number: int
    ) -> Content:
        branches = _branches_of(connection, laptop.device)
        rows = concerned_rows(
            connection,
            LaptopAsked(laptop.mentor_id, branches),
            moment.naming,
            self._workplace.today().isoformat(),
        )
        here = peers.watermark(connection)
        return Content(
            meta={
                "kind": REPLY_KIND,
                "number": number,
                "to": laptop.device.hex(),
                "office": moment.office,
                "branches": [str(branch) for branch in moment.branches],
                "held": {str(branch): here[branch] for branch in branches if branch in here},
                "files": _merged_codes(connection, laptop.device),
                "app": __version__,
            },
            changes=export_rows(connection, rows, Told.read(connection, laptop.device).held),
        )

    def _filename(self, laptop: _Laptop, taken: set[str]) -> str:
        """Return BALASAN_KutaiBarat_Rina_2026-11-22_0942.kube, told apart from `taken` ones."""
        made = self._workplace.now().astimezone(WITA)
        region = _plain(REGENCIES.get(laptop.region, "Kaltim"))
        start = f"BALASAN_{region}_{_plain(laptop.name.split(' ')[0])}"
        name = f"{start}_{made:%Y-%m-%d_%H%M}{PACKAGE_SUFFIX}"
        if name in taken:
            name = f"{start}_{laptop.device.hex()[:6]}_{made:%Y-%m-%d_%H%M}{PACKAGE_SUFFIX}"
        return name


def _laptops(connection: Connection) -> list[_Laptop]:
    return [
        _Laptop(
            bytes.fromhex(device), bytes.fromhex(box), name, region or "",
            UUID(bytes=mentor) if mentor else None,
        )
        for device, box, name, region, mentor in connection.execute(_LAPTOPS).fetchall()
    ]  # fmt: skip


def _branches_of(connection: Connection, device: bytes) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT replica FROM sync_peer WHERE device_key = ? ORDER BY replica", (device,)
    )
    return tuple(branch for (branch,) in rows.fetchall())


def _merged_codes(connection: Connection, device: bytes) -> list[str]:
    """Return the check codes of the files of a laptop that are merged here, the last ones."""
    rows = connection.execute(
        "SELECT sha512 FROM sync_package WHERE signer = ? AND status = 'merged' "
        "AND withdrawn_at IS NULL AND sha512 IS NOT NULL ORDER BY received_at DESC, pkg_id DESC",
        (device,),
    ).fetchmany(_MOST_CODES)
    return [check_code(sha512) for (sha512,) in reversed(rows)]


def _next_number(connection: Connection, device: bytes) -> int:
    (last,) = connection.execute(
        "SELECT max(number) FROM issued_files WHERE file_kind = ? AND device_key = ?",
        (REPLY_KIND, device.hex()),
    ).fetchone()
    return (last or 0) + 1


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "", text) or "KUBE"
