"""What a merge did, put together from its batches."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kube_desktop.db.sync.merge import MergeResult, PackageResult
from kube_desktop.db.sync.peers import ForeignReplicaError
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.exchange import (
    COUNTED_KINDS,
    FileState,
    IncomingFile,
    KindCount,
    MergeSummary,
)
from kube_desktop.services.exchanging.arriving import Arrival
from kube_desktop.services.exchanging.missing import missing_words


def summary_of(
    verified: Sequence[Arrival],
    results: Sequence[MergeResult],
    here: Mapping[int, int] | None = None,
) -> MergeSummary:
    """Return what merging these files did, or would do.

    Args:
        verified: The files.
        results: Of each batch.
        here: Up to which number each branch is here; None in a preview, which cannot know.

    """
    outcomes = {outcome.pkg_id: outcome for result in results for outcome in result.packages}
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


def reason_of(error: Exception | None) -> str:
    """Return why a file was left out while it was merged, in words; "" when it was not."""
    if error is None:
        return ""
    if isinstance(error, DomainError):
        return str(error)
    return _FOREIGN if isinstance(error, ForeignReplicaError) else _UNUSABLE


def _after(one: Arrival, outcomes: dict[bytes, PackageResult]) -> IncomingFile:
    outcome = outcomes.get(one.opened.header.about.pkg_id) if one.opened else None
    if outcome is None:
        return one.incoming
    if outcome.error is None:
        return replace(one.incoming, changes=outcome.new)
    return replace(one.incoming, state=FileState.REJECTED, message=reason_of(outcome.error))


_UNUSABLE = "Isi berkas ini tidak dapat digabung. Minta pendamping mengirim ulang."
_FOREIGN = (
    "Berkas ini membawa perubahan milik laptop lain, jadi tidak digabung. Tanyakan kepada "
    "pendamping dari laptop mana berkas ini."
)
