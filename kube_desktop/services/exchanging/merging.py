"""Use cases of the office: look at files, preview a merge, and merge."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import AppliedMerge
from kube_desktop.db.sync import peers, replica
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.glance import CellChange
from kube_desktop.db.sync.merge import MergeResult, Package, PackageResult, merge, preview
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.exchange import IncomingFile, MergeSummary
from kube_desktop.domain.foreseen import ForeseenList
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.values import whole_letters
from kube_desktop.exchange.errors import CancelledError
from kube_desktop.exchange.meta import known_numbers
from kube_desktop.exchange.reading import Piece
from kube_desktop.exchange.writing import Watch
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.backups import back_up_before
from kube_desktop.services.exchanging.arriving import Arrival, Doorkeeper
from kube_desktop.services.exchanging.enrolment import apply_revocations
from kube_desktop.services.exchanging.foreseeing import Foreseeing
from kube_desktop.services.exchanging.keeping import AttachmentKeeper
from kube_desktop.services.exchanging.places import sources
from kube_desktop.services.exchanging.registering import (
    Occasion,
    register_merged,
    register_refused,
)
from kube_desktop.services.exchanging.summarising import reason_of, summary_of
from kube_desktop.services.exchanging.waiting import WaitingFiles
from kube_desktop.services.exchanging.workspace import Workspace
from kube_desktop.services.workplace import Workplace

BATCH = 25
"""Files merged in one transaction: measured fastest (limits.md), and small enough to stop."""
MERGED_KINDS = frozenset(
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
        cancelled: Asked between files; a stop keeps the files that were merged, and nothing half.

    """

    step: Callable[[int, int], None] = lambda _done, _all: None
    cancelled: Callable[[], bool] = lambda: False


class MergingService:
    """Merges package files into the office's database."""

    def __init__(self, workplace: Workplace, attachments: AttachmentService, key: bytes) -> None:
        self._workplace = workplace
        self._attachments = attachments
        self._key = key
        self.waiting = WaitingFiles(workplace)

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
        """Return what merging these files would do, with the lists behind the numbers.

        Nothing is changed; only files of a newer program are kept, to be tried again later.

        Raises:
            DomainError: When this is not an office, or there is nothing to merge.

        """
        follow = follow or Follow()
        seen = list[ForeseenList]()
        schema = self._workplace.database.schema
        with self._workspace() as folder, self._workplace.database.raw() as connection:

            def look(result: MergeResult, changes: Sequence[CellChange]) -> None:
                seen.extend(Foreseeing(connection, schema).merge_lists(result, changes))

            verified = self._verify(connection, places, folder, follow)
            result = preview(
                connection,
                schema,
                self._packages(verified, lambda: _unheard, Watch(cancelled=follow.cancelled)),
                look=look,
                abort_on=(CancelledError,),
            )
            self.waiting.keep(verified)
        return replace(summary_of(verified, [result]), lists=tuple(seen))

    def merge(self, places: Iterable[Path], follow: Follow | None = None) -> MergeSummary:
        """Back up, merge all files that are in order, and return what was done.

        Each batch of files is one transaction. A stop lets the file at hand be finished and keeps
        what was merged. The same file again changes nothing.

        Raises:
            DomainError: When this is not an office, there is nothing to merge, or it was stopped
                before the first file.
            EnvironmentProblem: When the backup or the database cannot be written.

        """
        follow, workplace = follow or Follow(), self._workplace
        results: list[MergeResult] = []
        merge_id, merged = new_id(), 0
        with self._workspace() as folder, workplace.database.raw() as connection:
            verified = self._verify(connection, places, folder, follow)
            ready = [one for one in verified if one.opened is not None]
            if ready:
                back_up_before(workplace, self._key, "gabung")
            while merged < len(ready) and not follow.cancelled():
                batch = ready[merged : merged + BATCH]
                position = (merged, len(ready))
                result = self._merge_batch(connection, batch, follow, position, merge_id)
                results.append(result)
                merged += len(result.packages)
                if result.own_branch_moved:
                    replica.remember(connection, workplace.paths.branch)
            apply_revocations(connection)
            summary = replace(
                summary_of(verified, results, peers.watermark(connection)),
                fingerprint=fingerprint(connection, workplace.database.schema),
                merged_count=sum(not one.error for result in results for one in result.packages),
                was_stopped=merged < len(ready),
                id=merge_id,
            )
            self._note(summary, [one for one in verified if one not in ready[merged:]], merge_id)
            self.waiting.keep(verified)
        self.waiting.let_go({one.incoming.sha512 for one in ready[:merged]})
        workplace.database.announce(MERGED_KINDS)
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
        batch: Sequence[Arrival],
        follow: Follow,
        position: tuple[int, int],
        merge_id: UUID,
    ) -> MergeResult:
        occasion = Occasion(merge_id, self._now())
        done, total = position
        arrivals = iter(batch)
        keeper = AttachmentKeeper(self._attachments)

        def merged(outcome: PackageResult) -> None:
            """Note each file in the transaction of its batch, which `merge` begins and ends.

            Were it begun here, SQLite would keep a journal of all files of the batch in memory.
            """
            nonlocal done
            if outcome.error is not None:
                keeper.forget_last()
            register_merged(connection, next(arrivals), outcome, occasion, reason_of(outcome.error))
            done += 1
            follow.step(done, total)

        def until_stopped() -> Iterator[Arrival]:
            for place, one in enumerate(batch):
                if place and follow.cancelled():
                    return
                yield one

        try:
            return merge(
                connection,
                self._workplace.database.schema,
                self._packages(until_stopped(), keeper.receiver, Watch()),
                received_at=occasion.received_at,
                merged=merged,
            )
        except BaseException:
            keeper.forget_all()
            raise

    def _packages(
        self,
        verified: Iterable[Arrival],
        receiver: Callable[[], Callable[[Piece], None]],
        watch: Watch,
    ) -> Iterator[Package]:
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
    ) -> list[Arrival]:
        def check() -> None:
            if follow.cancelled():
                raise CancelledError

        found = sources(places, folder / "zip")
        return Doorkeeper(connection).arrivals(found, folder, check)

    def _workspace(self) -> Workspace:
        return Workspace(self._workplace.paths.cache / "gabung")

    def _now(self) -> str:
        return self._workplace.now().astimezone(UTC).isoformat(timespec="seconds")

    def _note(self, summary: MergeSummary, dealt_with: Sequence[Arrival], merge_id: UUID) -> None:
        """Write down what the merge did, and the files that were refused, in one transaction."""
        occasion = Occasion(merge_id, self._now())
        paths = {one.incoming.path for one in dealt_with}
        with self._workplace.database.write() as session:
            connection = session.connection().connection.driver_connection
            for one in dealt_with:
                register_refused(connection, one, occasion)
            session.add(
                AppliedMerge(
                    id=merge_id,
                    merged_at=self._workplace.now(),
                    files=[
                        {
                            "name": whole_letters(one.path.name), "state": one.state.value,
                            "code": one.code, "sender": one.sender, "region": one.region,
                            "sha512": one.sha512, "made_at": one.made_at,
                            "changes": one.changes,
                        }
                        for one in summary.files
                        if one.path in paths
                    ],
                    counts={
                        **{one.table: [one.new, one.changed] for one in summary.counts},
                        "parallel": summary.parallel, "differences": summary.differences,
                        "new_changes": summary.new_changes, "known_changes": summary.known_changes,
                    },
                    fingerprint=summary.fingerprint,
                )
            )  # fmt: skip


def _unheard(_: Piece) -> None:
    """Take a piece of an attachment that is only looked at."""
