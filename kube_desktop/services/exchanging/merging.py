"""Use cases of the office: look at files, preview a merge, and merge."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from kube_desktop.db.backup import back_up
from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import AppliedMerge
from kube_desktop.db.sync import peers, replica
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.merge import MergeResult, Package, PackageResult, merge, preview
from kube_desktop.db.sync.peers import ForeignReplicaError
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import (
    COUNTED_KINDS,
    FileState,
    IncomingFile,
    KindCount,
    MergeSummary,
)
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.values import whole_letters
from kube_desktop.domain.wording import WITA, long_date
from kube_desktop.exchange.errors import CancelledError, PackageError
from kube_desktop.exchange.keys import OfficeKey, Trust
from kube_desktop.exchange.meta import known_numbers, said
from kube_desktop.exchange.reading import Opened, Piece, open_package
from kube_desktop.exchange.writing import Watch
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.exchanging import laptops
from kube_desktop.services.exchanging.enrolment import apply_revocations, revoked_keys
from kube_desktop.services.exchanging.keeping import AttachmentKeeper
from kube_desktop.services.exchanging.missing import missing_words
from kube_desktop.services.exchanging.office_keys import own_office_keys
from kube_desktop.services.exchanging.places import Source, sources
from kube_desktop.services.exchanging.told import note_told
from kube_desktop.services.exchanging.workspace import Workspace
from kube_desktop.services.workplace import Workplace

BATCH = 25
"""Files merged in one transaction: measured fastest (limits.md), and small enough to stop."""
_KINDS = frozenset(
    {
        Kind.GROUP, Kind.PERSON, Kind.MEMBERSHIP, Kind.AID, Kind.AID_ITEM, Kind.HANDOVER,
        Kind.VISIT, Kind.MENTOR, Kind.OFFICIAL, Kind.SETTING, Kind.TARGET, Kind.ATTACHMENT,
        Kind.PACKAGE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Follow:
    """How a long merge is followed and stopped.

    Attributes:
        step: Told files done and files in all.
        cancelled: Asked between files; a stop leaves whole batches merged and nothing half.

    """

    step: Callable[[int, int], None] = lambda _done, _all: None
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class _Verified:
    incoming: IncomingFile
    opened: Opened | None


class MergingService:
    """Merges package files into the office's database."""

    def __init__(self, workplace: Workplace, attachments: AttachmentService, key: bytes) -> None:
        self._workplace = workplace
        self._attachments = attachments
        self._key = key

    def look(
        self, places: Iterable[Path], follow: Follow | None = None
    ) -> tuple[IncomingFile, ...]:
        """Verify files and folders of files without reading their records.

        Raises:
            DomainError: When this is not an office, or there is nothing to merge.

        """
        with self._workspace() as folder, self._workplace.database.raw() as connection:
            verified = self._verify(connection, places, folder, follow or Follow())
        return tuple(one.incoming for one in verified)

    def preview(self, places: Iterable[Path], follow: Follow | None = None) -> MergeSummary:
        """Return what merging these files would do; nothing is changed.

        Raises:
            DomainError: When this is not an office, or there is nothing to merge.

        """
        follow = follow or Follow()
        with self._workspace() as folder, self._workplace.database.raw() as connection:
            verified = self._verify(connection, places, folder, follow)
            result = preview(
                connection,
                self._workplace.database.schema,
                self._packages(verified, follow, lambda: _unheard),
                abort_on=(CancelledError,),
            )
        return _summary(verified, [result])

    def merge(self, places: Iterable[Path], follow: Follow | None = None) -> MergeSummary:
        """Back up, merge all files that are in order, and return what was done.

        Each batch of files is one transaction. The same file again changes nothing.

        Raises:
            DomainError: When this is not an office, there is nothing to merge, or it was stopped.
            EnvironmentProblem: When the backup or the database cannot be written.

        """
        follow, workplace = follow or Follow(), self._workplace
        results: list[MergeResult] = []
        with self._workspace() as folder, workplace.database.raw() as connection:
            verified = self._verify(connection, places, folder, follow)
            ready = [one for one in verified if one.opened is not None]
            if ready:
                self._back_up()
            for start in range(0, len(ready), BATCH):
                batch = ready[start : start + BATCH]
                result = self._merge_batch(connection, batch, follow, (start, len(ready)))
                results.append(result)
                if result.own_branch_moved:
                    replica.remember(connection, workplace.paths.branch)
            apply_revocations(connection)
            summary = _summary(verified, results, peers.watermark(connection))
            summary = replace(
                summary, fingerprint=fingerprint(connection, workplace.database.schema)
            )
        summary = replace(summary, id=self._note(summary))
        workplace.database.announce(_KINDS)
        return summary

    def preview_watched(
        self, places: Iterable[Path], step: Callable[[int, int], None], stop: Callable[[], bool]
    ) -> MergeSummary:
        """Preview as `preview` does, followed and stopped by two callables."""
        return self.preview(places, Follow(step, stop))

    def merge_watched(
        self, places: Iterable[Path], step: Callable[[int, int], None], stop: Callable[[], bool]
    ) -> MergeSummary:
        """Merge as `merge` does, followed and stopped by two callables."""
        return self.merge(places, Follow(step, stop))

    def _merge_batch(
        self,
        connection: Connection,
        batch: Sequence[_Verified],
        follow: Follow,
        position: tuple[int, int],
    ) -> MergeResult:
        received_at = self._workplace.now().astimezone(UTC).isoformat(timespec="seconds")
        done, total = position
        waiting = iter(batch)
        keeper = AttachmentKeeper(self._attachments)

        def merged(outcome: PackageResult) -> None:
            """Note each file in the transaction of its batch, which `merge` begins and ends.

            Were it begun here, SQLite would keep a journal of all files of the batch in memory.
            """
            nonlocal done
            one = next(waiting)
            if outcome.error is not None:
                keeper.forget_last()
            _register(connection, one, outcome.new, received_at, failed=outcome.error)
            if one.opened is not None and outcome.error is None:
                meta = one.opened.meta
                told = laptops.LaptopFile(one.opened.header, meta, known_numbers(meta))
                laptops.note(connection, told, received_at)
                note_told(connection, one.opened)
            done += 1
            follow.step(done, total)
            if follow.cancelled():
                raise CancelledError

        try:
            return merge(
                connection,
                self._workplace.database.schema,
                self._packages(batch, follow, keeper.receiver),
                received_at=received_at,
                merged=merged,
                abort_on=(CancelledError,),
            )
        except BaseException:
            keeper.forget_all()
            raise

    def _packages(
        self,
        verified: Iterable[_Verified],
        follow: Follow,
        receiver: Callable[[], Callable[[Piece], None]],
    ) -> Iterator[Package]:
        watch = Watch(cancelled=follow.cancelled)
        for one in verified:
            if one.opened is None:
                continue
            opened = one.opened
            yield Package(
                pkg_id=opened.header.about.pkg_id,
                records=opened.changes(receiver(), watch),
                signer=opened.header.signer,
                may_relay=False,
                known=known_numbers(opened.meta),
            )

    def _verify(
        self, connection: Connection, places: Iterable[Path], folder: Path, follow: Follow
    ) -> list[_Verified]:
        keys = _office_keys(connection)
        trusted, revoked = _device_keys(connection)
        merged = dict(
            connection.execute(
                "SELECT sha512, received_at FROM sync_package WHERE status = 'merged'"
            )
        )

        def trust(signer: bytes) -> Trust:
            if signer in revoked:
                return Trust.REVOKED
            return Trust.KNOWN if signer in trusted else Trust.UNKNOWN

        verified: list[_Verified] = []
        for number, source in enumerate(sources(places, folder / "zip")):
            if follow.cancelled():
                raise CancelledError
            verified.append(_verified(source, folder / str(number), keys, trust, merged))
        return verified

    def _workspace(self) -> Workspace:
        return Workspace(self._workplace.paths.cache / "gabung")

    def _back_up(self) -> None:
        stamp = self._workplace.now().astimezone(UTC).strftime("%Y-%m-%d_%H%M%S")
        target = self._workplace.paths.backups / f"sebelum-gabung_{stamp}.db"
        back_up(self._workplace.database.path, self._key, target)

    def _note(self, summary: MergeSummary) -> UUID:
        merge_id = new_id()
        with self._workplace.database.write() as session:
            session.add(
                AppliedMerge(
                    id=merge_id,
                    merged_at=self._workplace.now(),
                    files=[
                        {
                            "name": whole_letters(one.path.name), "state": one.state.value,
                            "code": one.code,
                            "sender": one.sender, "region": one.region,
                        }
                        for one in summary.files
                    ],
                    counts={
                        **{one.table: [one.new, one.changed] for one in summary.counts},
                        "parallel": summary.parallel, "differences": summary.differences,
                    },
                    fingerprint=summary.fingerprint,
                )
            )  # fmt: skip
        return merge_id


def _unheard(_: Piece) -> None:
    """Take a piece of an attachment that is only looked at."""


def _verified(
    source: Source,
    place: Path,
    keys: list[OfficeKey],
    trust: Callable[[bytes], Trust],
    merged: dict[bytes, str],
) -> _Verified:
    try:
        opened = open_package(source.copy(place), keys, trust, accept_unknown=True)
    except (PackageError, EnvironmentProblem) as error:
        return _Verified(
            IncomingFile(path=source.path, state=FileState.REJECTED, message=str(error)), None
        )
    meta = opened.meta
    is_new = opened.trust is Trust.UNKNOWN
    incoming = IncomingFile(
        path=source.path,
        state=FileState.READY,
        sender=said(meta, "sender"),
        region=REGENCIES.get(said(meta, "region"), ""),
        code=opened.code,
        made_at=opened.header.about.made_at,
        size=opened.size,
        words=opened.words,
        is_new_sender=is_new,
        message=f"Laptop baru. Cocokkan enam kata lewat telepon: {opened.words}" if is_new else "",
    )
    if opened.sha512 in merged:
        when = long_date(datetime.fromisoformat(merged[opened.sha512]).astimezone(WITA).date())
        known = replace(
            incoming, state=FileState.MERGED, message=f"Sudah digabung {when}, dilewati"
        )
        return _Verified(known, None)
    return _Verified(incoming, opened)


def _office_keys(connection: Connection) -> list[OfficeKey]:
    return [own_office_keys(connection).box]


def _device_keys(connection: Connection) -> tuple[set[bytes], set[bytes]]:
    rows = connection.execute(
        "SELECT device_key, max(revoked) FROM sync_peer WHERE device_key IS NOT NULL "
        "GROUP BY device_key"
    ).fetchall()
    revoked = {key for key, is_revoked in rows if is_revoked} | set(revoked_keys(connection))
    return {key for key, _ in rows}, revoked


def _register(
    connection: Connection,
    one: _Verified,
    new_changes: int,
    received_at: str,
    *,
    failed: Exception | None,
) -> None:
    if one.opened is None:
        return
    incoming = one.incoming
    connection.execute(
        "INSERT INTO sync_package(pkg_id, sha512, signer, received_at, status, new_changes, note, "
        "filename, sender, region, made_at, size, code) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(pkg_id) DO UPDATE SET status = excluded.status, "
        "sha512 = excluded.sha512, received_at = excluded.received_at, "
        "filename = excluded.filename",
        (
            one.opened.header.about.pkg_id,
            one.opened.sha512,
            one.opened.header.signer,
            received_at,
            "rejected" if failed else "merged",
            new_changes,
            incoming.sender,
            whole_letters(incoming.path.name),
            incoming.sender,
            said(one.opened.meta, "region"),
            incoming.made_at,
            incoming.size,
            incoming.code,
        ),
    )


def _summary(
    verified: Sequence[_Verified],
    results: Sequence[MergeResult],
    here: Mapping[int, int] | None = None,
) -> MergeSummary:
    outcomes = {outcome.pkg_id: outcome.error for result in results for outcome in result.packages}
    files = tuple(_after(one, outcomes) for one in verified)
    counts: dict[str, list[int]] = {}
    for result in results:
        for table, count in result.tables.items():
            pair = counts.setdefault(table, [0, 0])
            pair[0] += count.new
            pair[1] += count.changed
    return MergeSummary(
        files=files,
        counts=tuple(
            KindCount(table=table, new=counts[table][0], changed=counts[table][1])
            for table in COUNTED_KINDS
            if table in counts
        ),
        parallel=sum(count.parallel for result in results for count in result.tables.values()),
        differences=sum(len(result.differences) for result in results),
        new_changes=sum(result.new_changes for result in results),
        known_changes=sum(result.known_changes for result in results),
        kept_aside=sum(result.parked for result in results),
        gaps=missing_words(
            [gap for result in results[-1:] for gap in result.gaps],
            [(one.incoming.sender, one.opened.meta) for one in verified if one.opened],
            here,
        ),
    )


def _after(one: _Verified, outcomes: dict[bytes, Exception | None]) -> IncomingFile:
    error = outcomes.get(one.opened.header.about.pkg_id) if one.opened else None
    if error is None:
        return one.incoming
    text = str(error) if isinstance(error, DomainError) else _FOREIGN
    if not isinstance(error, DomainError | ForeignReplicaError):
        text = "Isi berkas ini tidak dapat digabung. Minta pendamping mengirim ulang."
    return replace(one.incoming, state=FileState.REJECTED, message=text)


_FOREIGN = (
    "Berkas ini membawa perubahan milik laptop lain, jadi tidak digabung. Tanyakan kepada "
    "pendamping dari laptop mana berkas ini."
)
