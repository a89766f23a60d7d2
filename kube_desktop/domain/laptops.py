"""Laptops as the office knows them: their branches and files, and what happened to them in words.

A laptop that was restored, copied or moved goes on under a new branch (docs/exchange.md). Its files
say which branches it has; together with what the office has of them, that tells what became of it.
Times appear here to explain only: no result of a merge depends on them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from kube_desktop.domain.clocks import clock_words
from kube_desktop.domain.wording import WITA, long_date, number

MOVED_WHY: Final = "copied folder"
"""Why a branch was begun that only runs elsewhere; `db.sync.replica` writes it."""
_MOST_BRANCHES: Final = 64
_MOST_FILES: Final = 500
_HIGHEST: Final = (1 << 63) - 1
_MOST_WORDS: Final = 40
_AT_ONCE: Final = timedelta(hours=1)
"""A clock may have been set by so much between a copy and the next file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFact:
    """A branch as its laptop describes it.

    Attributes:
        from_replica: The branch it went on from; None for the first one.
        from_seq: The last number of that branch the laptop still had.
        started_at: By the clock of the laptop.

    """

    replica: int
    epoch: int
    from_replica: int | None = None
    from_seq: int = 0
    why: str = ""
    started_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """One merged file of a laptop.

    Attributes:
        number: The how-manieth file of the laptop; None from older programs.
        replica: The branch that made it, up to number `to_seq`.

    """

    replica: int
    to_seq: int
    number: int | None = None
    made_at: str = ""
    received_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopStory:
    """Everything the files of one laptop said of it.

    Attributes:
        files: By id of the package as hexadecimal text.
        known: Up to which number the laptop has its own older branches, as of its last file.

    """

    branches: Mapping[int, BranchFact] = field(default_factory=dict)
    files: Mapping[str, FileFact] = field(default_factory=dict)
    known: Mapping[int, int] = field(default_factory=dict)

    def ancestors(self, replica: int) -> frozenset[int]:
        """Return a branch and those it went on from."""
        found: set[int] = set()
        at: int | None = replica
        while at is not None and at not in found:
            found.add(at)
            at = self.branches[at].from_replica if at in self.branches else None
        return frozenset(found)

    def is_newest(self, file: FileFact) -> bool:
        """Tell whether no file that is known was surely made after this one."""
        return not any(
            (one.replica == file.replica and one.to_seq > file.to_seq)
            or (one.replica != file.replica and file.replica in self.ancestors(one.replica))
            for one in self.files.values()
        )

    def with_file(
        self, pkg: str, file: FileFact, branches: Sequence[BranchFact], known: Mapping[int, int]
    ) -> "LaptopStory":
        """Return the story with one more file; the order in which files come does not matter."""
        every = {**{one.replica: one for one in branches}, **self.branches}
        story = LaptopStory(branches=every, files={**self.files, pkg: file}, known=self.known)
        if story.is_newest(file):
            own = {replica: known[replica] for replica in every if replica in known}
            return LaptopStory(branches=every, files=story.files, known=own)
        return story


class Happening(StrEnum):
    """What became of a laptop."""

    RESTORED = "dipulihkan"
    RETURNED = "dikembalikan"
    MOVED = "pindah"
    COPIED = "disalin"
    CLOCK = "jam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a laptop, in a sentence.

    Attributes:
        lost: Changes the laptop no longer has and the office does.
        is_open: Whether somebody has to do something.

    """

    what: Happening
    text: str
    lost: int = 0
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the office has of the branches of a laptop.

    Attributes:
        highest: The highest number of each branch.
        doubled: Changes whose number was used twice, by branch.
        written: When the change a branch went on from was made, by branch and number.

    """

    highest: Mapping[int, int]
    doubled: Mapping[int, int] = field(default_factory=dict)
    written: Mapping[tuple[int, int], datetime] = field(default_factory=dict)


def events(name: str, story: LaptopStory, held: Held, clock_off: int | None) -> tuple[Event, ...]:
    """Return what happened to a laptop, oldest first, what concerns its clock last."""
    found = [
        event
        for branch in sorted(story.branches.values(), key=lambda one: (one.epoch, one.replica))
        if branch.from_replica is not None
        for event in [_of_branch(name, branch, story, held)]
        if event is not None
    ]
    copied = _copied(name, story, held)
    clock = clock_words(f"laptop {name}", clock_off or 0)
    return (
        *found,
        *([copied] if copied else ()),
        *([Event(what=Happening.CLOCK, text=clock)] if clock else ()),
    )


def _of_branch(name: str, branch: BranchFact, story: LaptopStory, held: Held) -> Event | None:
    origin, since = branch.from_replica or 0, branch.from_seq
    lost = max(0, held.highest.get(origin, 0) - since)
    written = held.written.get((origin, since))
    started = instant(branch.started_at)
    if not lost:
        if branch.why != MOVED_WHY:
            return None
        day = f" sejak {_day(started)}" if started else ""
        text = f"Laptop {name} dipakai dari folder atau komputer lain{day}; tidak ada yang hilang."
        return Event(what=Happening.MOVED, text=text, is_open=False)
    if _went_on(branch, story, held):
        return None  # both go on: told as a copy
    copy = f"cadangan {_day(written)}" if written else "cadangan lama"
    count = f"{number(lost)} perubahan sesudah itu"
    if story.known.get(origin, 0) >= held.highest.get(origin, 0):
        text = f"Laptop {name} dipulihkan dari {copy}; {count} sudah kembali ke laptop."
        return Event(what=Happening.RETURNED, text=text, is_open=False)
    text = (
        f"Laptop {name} dipulihkan dari {copy}; {count} tidak ada di laptop, tetapi masih ada di "
        "provinsi."
    )
    return Event(what=Happening.RESTORED, text=text, lost=lost)


def _went_on(branch: BranchFact, story: LaptopStory, held: Held) -> bool:
    """Tell whether another line of this laptop was still written after this branch began.

    One laptop writes one line at a time: two that both went on after the later of them had begun
    are two laptops.
    """
    started = instant(branch.started_at)
    written = held.written.get((branch.from_replica or 0, branch.from_seq))
    if started is None or (written is not None and started + _AT_ONCE < written):
        return False  # its clock was wrong when it began: times say nothing
    own_line = story.ancestors(branch.replica)
    mine = _last_made(
        one for one in story.files.values() if branch.replica in story.ancestors(one.replica)
    )
    for other in {one.replica for one in story.files.values()}:
        if branch.replica in story.ancestors(other):
            continue
        theirs = _last_made(one for one in story.files.values() if one.replica == other)
        if theirs is None or theirs <= started + _AT_ONCE:
            continue
        begun = instant(story.branches[other].started_at) if other in story.branches else None
        if other in own_line or (mine and begun and mine > begun + _AT_ONCE):
            return True
    return False


def _last_made(files: Iterable[FileFact]) -> datetime | None:
    made = [instant(one.made_at) for one in files]
    return max((one for one in made if one is not None), default=None)


def _copied(name: str, story: LaptopStory, held: Held) -> Event | None:
    doubled = sum(held.doubled.get(replica, 0) for replica in story.branches)
    branch = next(
        (
            one
            for one in sorted(story.branches.values(), key=lambda one: (one.epoch, one.replica))
            if one.from_replica is not None and _went_on(one, story, held)
        ),
        None,
    )
    if branch is None and not doubled:
        return None
    started = instant(branch.started_at) if branch else None
    since = f" sejak {_day(started)}" if started else ""
    aside = f" {number(doubled)} perubahan bernomor sama disimpan terpisah." if doubled else ""
    return Event(
        what=Happening.COPIED,
        text=(
            f"Dua laptop memakai identitas yang sama{since}: laptop {name} dan salinannya. "
            f"Perubahan keduanya tersimpan.{aside} Minta salah satunya memulai sebagai laptop baru."
        ),
    )


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone(WITA).date())


def instant(text: object) -> datetime | None:
    """Return an instant that a file states, or None for what cannot be one."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_of(text: object) -> date | None:
    """Return the day in Kalimantan Timur of an instant that a file states."""
    found = instant(text)
    return found.astimezone(WITA).date() if found else None


def branches_of(stated: object) -> tuple[BranchFact, ...]:
    """Return the branches a file states, without what cannot be one."""
    if not isinstance(stated, list):
        return ()
    found = [_branch(one) for one in stated[:_MOST_BRANCHES] if isinstance(one, dict)]
    return tuple(one for one in found if one is not None)


def _branch(stated: Mapping[str, Any]) -> BranchFact | None:
    replica, epoch = number_of(stated.get("replica")), number_of(stated.get("epoch"))
    if replica is None or epoch is None:
        return None
    return BranchFact(
        replica=replica,
        epoch=epoch,
        from_replica=number_of(stated.get("from")),
        from_seq=number_of(stated.get("from_seq")) or 0,
        why=str(stated.get("why") or "")[:_MOST_WORDS],
        started_at=str(stated.get("started_at") or "")[:_MOST_WORDS],
    )


def number_of(stated: object) -> int | None:
    """Return a positive number that a file states, or None."""
    is_number = isinstance(stated, int) and not isinstance(stated, bool)
    return stated if is_number and 0 < stated <= _HIGHEST else None  # type: ignore[operator,return-value]


def story_to_plain(story: LaptopStory) -> dict[str, object]:
    """Return a story as JSON keeps it."""
    return {
        "branches": [branch_to_plain(one) for one in story.branches.values()],
        "files": {
            pkg: [one.number, one.replica, one.to_seq, one.made_at, one.received_at]
            for pkg, one in list(story.files.items())[-_MOST_FILES:]
        },
        "known": {str(replica): seq for replica, seq in story.known.items()},
    }


def branch_to_plain(one: BranchFact) -> dict[str, object]:
    """Return a branch as files and JSON say it."""
    return {
        "replica": one.replica,
        "epoch": one.epoch,
        "from": one.from_replica,
        "from_seq": one.from_seq,
        "why": one.why,
        "started_at": one.started_at,
    }


def story_from_plain(plain: object) -> LaptopStory:
    """Return the story that `story_to_plain` made; an empty one for anything else."""
    if not isinstance(plain, dict):
        return LaptopStory()
    return LaptopStory(
        branches={one.replica: one for one in branches_of(plain.get("branches"))},
        files={
            pkg: FileFact(number=no, replica=replica, to_seq=to, made_at=made, received_at=received)
            for pkg, (no, replica, to, made, received) in plain.get("files", {}).items()
        },
        known={int(replica): seq for replica, seq in plain.get("known", {}).items()},
    )
