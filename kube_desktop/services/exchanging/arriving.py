"""Files as they arrive at the office: verified, known again, and said in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.domain.exchange import FileState, IncomingFile
from kube_desktop.domain.laptops import number_of
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import WITA, long_date
from kube_desktop.exchange.errors import NewerPackageError, PackageError
from kube_desktop.exchange.keys import OfficeKey, Trust
from kube_desktop.exchange.meta import said
from kube_desktop.exchange.reading import Opened, open_package
from kube_desktop.services.exchanging.enrolment import revoked_keys
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.exchanging.places import Source

_USED_ID = (
    "Berkas ini memakai nomor berkas lain yang sudah pernah digabung, tetapi isinya berbeda, jadi "
    "tidak digabung. Minta pendamping mengirim ulang."
)
_TWIN = "Sama dengan berkas lain di daftar ini, dilewati"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was looked at; `opened` when it may be merged.

    Attributes:
        copy: The copy in the workspace, where it could be made.

    """

    incoming: IncomingFile
    opened: Opened | None
    copy: Path | None = None


@dataclass(slots=True)
class _Register:
    """What the register says of earlier files: by hash, and by id."""

    merged: dict[bytes, str] = field(default_factory=dict)
    withdrawn: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    ids: dict[bytes, bytes] = field(default_factory=dict)
    watermarks: dict[int, int] = field(default_factory=dict)
    seen: set[bytes] = field(default_factory=set)


class Doorkeeper:
    """Verifies files for one look or one merge."""

    def __init__(self, connection: Connection) -> None:
        self._keys: list[OfficeKey] = [own_office_keys(connection).box]
        self._trust = _trust_of(connection)
        self._register = _read_register(connection)

    def arrivals(
        self, found: Iterable[Source], folder: Path, check: Callable[[], None]
    ) -> list[Arrival]:
        """Verify files, calling `check` before each, which may stop the work."""
        arrivals = []
        for number, source in enumerate(found):
            check()
            arrivals.append(self._arrival(source, folder / str(number)))
        return _with_gaps(arrivals, self._register.watermarks)

    def _arrival(self, source: Source, place: Path) -> Arrival:
        copy: Path | None = None
        path = source.path
        try:
            copy = source.copy(place)
            opened = open_package(copy, self._keys, self._trust, accept_unknown=True)
        except (PackageError, EnvironmentProblem) as error:
            newer = isinstance(error, NewerPackageError)
            state = FileState.WAITING if newer else FileState.REJECTED
            return Arrival(IncomingFile(path=path, state=state, message=str(error)), None, copy)
        return self._known_again(_incoming(path, opened), opened, copy)

    def _known_again(self, incoming: IncomingFile, opened: Opened, copy: Path) -> Arrival:
        register, sha512 = self._register, opened.sha512
        pkg_id = opened.header.about.pkg_id
        if sha512 in register.merged:
            when = _day(register.merged[sha512])
            known = replace(
                incoming, state=FileState.MERGED, message=f"Sudah digabung {when}, dilewati"
            )
            return Arrival(known, None, copy)
        if sha512 in register.seen:
            return Arrival(replace(incoming, state=FileState.MERGED, message=_TWIN), None, copy)
        if register.ids.get(pkg_id, sha512) != sha512:
            refused = replace(incoming, state=FileState.REJECTED, message=_USED_ID)
            return Arrival(refused, None, copy)
        register.seen.add(sha512)
        register.ids[pkg_id] = sha512
        if sha512 in register.withdrawn:
            at, why = register.withdrawn[sha512]
            told = f"Pernah digabung, lalu dibatalkan {_day(at)}"
            incoming = replace(incoming, message=f"{told}: {why}" if why else told)
        return Arrival(incoming, opened, copy)


def _incoming(path: Path, opened: Opened) -> IncomingFile:
    meta, about = opened.meta, opened.header.about
    is_new = opened.trust is Trust.UNKNOWN
    return IncomingFile(
        path=path,
        state=FileState.READY,
        sender=said(meta, "sender"),
        region=REGENCIES.get(said(meta, "region"), ""),
        code=opened.code,
        made_at=about.made_at,
        size=opened.size,
        words=opened.words,
        is_new_sender=is_new,
        message=f"Laptop baru. Cocokkan enam kata lewat telepon: {opened.words}" if is_new else "",
        number=number_of(meta.get("number")) or 0,
        sha512=opened.sha512.hex(),
    )


def _with_gaps(found: list[Arrival], watermarks: dict[int, int]) -> list[Arrival]:
    """Mark files before which an earlier one is missing, counting those that lie beside them."""
    reach = dict(watermarks)
    ready = [one for one in found if one.opened is not None]
    for one in sorted(ready, key=lambda one: one.opened.header.about.from_seq if one.opened else 0):
        if one.opened is None:
            continue
        about = one.opened.header.about
        if about.from_seq <= reach.get(about.replica, 0) + 1:
            reach[about.replica] = max(reach.get(about.replica, 0), about.to_seq)
    return [
        replace(one, incoming=replace(one.incoming, misses_earlier=True))
        if one.opened is not None
        and one.opened.header.about.from_seq > reach.get(one.opened.header.about.replica, 0) + 1
        else one
        for one in found
    ]


def _read_register(connection: Connection) -> _Register:
    register = _Register(
        watermarks=dict(connection.execute("SELECT replica, contiguous_seq FROM sync_peer"))
    )
    for pkg_id, sha512, status, received_at, withdrawn_at, note in connection.execute(
        "SELECT pkg_id, sha512, status, received_at, withdrawn_at, note FROM sync_package "
        "WHERE status IN ('merged', 'withdrawn')"
    ):
        register.ids[pkg_id] = sha512
        if status == "merged":
            register.merged[sha512] = received_at
        else:
            register.withdrawn[sha512] = (withdrawn_at or received_at, note or "")
    return register


def _trust_of(connection: Connection) -> Callable[[bytes], Trust]:
    revoked = set(revoked_keys(connection))
    standing = dict(
        connection.execute(
            "SELECT device_key, max(revoked) FROM sync_peer WHERE device_key IS NOT NULL "
            "GROUP BY device_key"
        ).fetchall()
    )

    def trust(signer: bytes) -> Trust:
        if signer in revoked or standing.get(signer):
            return Trust.REVOKED
        return Trust.KNOWN if signer in standing else Trust.UNKNOWN

    return trust


def _day(at: str) -> str:
    return long_date(datetime.fromisoformat(at).astimezone(WITA).date())
