"""What of a laptop has not arrived although it should have, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kube_desktop.db.sync.peers import Gap
from kube_desktop.exchange.meta import numbers_in

Meta = Mapping[str, Any]
"""What a file says of itself."""


def missing_words(
    gaps: Iterable[Gap], files: Sequence[tuple[str, Meta]], here: Mapping[int, int] | None
) -> tuple[str, ...]:
    """Return a sentence for each branch of which something is missing.

    A file begins where its laptop believes to have been acknowledged. When less is here (an office
    that went back to a backup), waiting for the next file does not help.

    Args:
        gaps: Holes in the log.
        files: Sender and first line of the files that were merged just now.
        here: Up to which number each branch is here; None in a preview, which cannot know.

    """
    whose = {
        branch: sender
        for sender, meta in files
        for branch in (*numbers_in(meta, "last"), *numbers_in(meta, "since"))
    }
    lost: dict[int, str] = {}
    if here is not None:
        for sender, meta in files:
            for branch, number in numbers_in(meta, "since").items():
                if here.get(branch, 0) < number:
                    lost[branch] = (
                        f"Laptop {sender or 'pendamping'} mengira perubahannya sampai nomor "
                        f"{number} sudah diterima, tetapi di sini baru sampai nomor "
                        f"{here.get(branch, 0)}. Kirimi balasan, atau minta kiriman dengan "
                        "Kirim semua dari awal"
                    )
    waiting = tuple(
        f"Perubahan nomor {gap.first} sampai {gap.last} dari "
        f"{f'laptop {whose[gap.replica]}' if whose.get(gap.replica) else 'satu laptop'} belum ada; "
        "kiriman berikutnya akan membawanya"
        for gap in gaps
        if gap.replica not in lost
    )
    return (*lost.values(), *waiting)
