"""What sending and merging tell people: previews, results, one sentence for each file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from kube_desktop.domain.foreseen import ForeseenList

PACKAGE_SUFFIX = ".kube"

COUNTED_KINDS = {
    "groups": "kelompok",
    "people": "anggota",
    "handovers": "serah terima",
    "visits": "kunjungan",
}
"""Tables whose counts people are told; the rest travels along without being named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many records of one kind are new and how many were changed."""

    table: str
    new: int
    changed: int

    @property
    def total(self) -> int:
        """New and changed together."""
        return self.new + self.changed

    @property
    def words(self) -> str:
        """In words: `kelompok baru`, `anggota diubah`, or plain when both occur."""
        name = COUNTED_KINDS.get(self.table, self.table)
        if self.changed == 0:
            return f"{name} baru"
        return f"{name} diubah" if self.new == 0 else name


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPreview:
    """What a package file would carry.

    Attributes:
        counts: Since the last sending, by kind.
        drafts: Titles of drafts that stay behind.
        last_sent_at: When the last file was made, None for never.
        photos: How many photos and scans go along, and their bytes in `photo_bytes`.
        office_name: To whom it is encrypted; empty when no office key is installed.
        arrived_at: When the office last said what it has, which stays behind; None for never.

    """

    counts: tuple[KindCount, ...]
    drafts: tuple[str, ...]
    last_sent_at: datetime | None
    photos: int
    photo_bytes: int
    office_name: str
    is_sample: bool
    arrived_at: datetime | None = None

    @property
    def changes(self) -> int:
        """Records changed since the last sending."""
        return sum(one.total for one in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPackage:
    """A finished package file.

    Attributes:
        code: The check code both sides compare, as `7F3A–92C1`.
        changes: How many changes it carries, all of them, not only those since last time.
        words: The six words of this laptop, which the office hears by telephone the first time.
        skipped_photos: Photos and scans that stayed behind, missing or damaged on this laptop.
        id: Under which it is remembered; its surat pengantar is made from that.

    """

    path: Path
    size: int
    code: str
    changes: int
    words: str
    skipped_photos: int = 0
    id: UUID | None = None


class FileState(StrEnum):
    """What is known of a file that may be merged."""

    READY = "ready"
    MERGED = "merged"
    REJECTED = "rejected"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """One file as the office sees it.

    Attributes:
        message: Why it is not merged, in words; or a remark such as the words of a new laptop.
        is_new_sender: Whether this laptop is seen for the first time; compare `words` by phone.
        made_at: When the sender made it, by the sender's clock.
        number: The how-manieth file of its laptop it is; 0 when it does not say.
        misses_earlier: Whether an earlier file of this laptop has not arrived.
        changes: How many changes it brings that are not here; known after a preview or a merge.
        sha512: Hash of the file in hexadecimal digits; "" when it was not read to the end.

    """

    path: Path
    state: FileState
    sender: str = ""
    region: str = ""
    code: str = ""
    made_at: str = ""
    size: int = 0
    message: str = ""
    words: str = ""
    is_new_sender: bool = False
    number: int = 0
    misses_earlier: bool = False
    changes: int = 0
    sha512: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSummary:
    """What merging did, or would do.

    Attributes:
        files: Every file with its state.
        counts: New and changed records by kind.
        parallel: Records where different fields were changed on several sides; all are kept.
        differences: Fields with several values that wait for a person; none is lost.
        new_changes: Changes that were not here yet.
        known_changes: Changes that were here already.
        kept_aside: Changes whose number was used twice: a copied or restored laptop.
        gaps: Sentences about files that are missing in between.
        fingerprint: Hash of the whole content afterwards; empty in a preview.
        id: Under which it is remembered; None in a preview.
        lists: In a preview, what is behind the numbers.
        merged_count: How many files were merged; 0 in a preview.
        was_stopped: Whether a person stopped it between two files; the rest can be merged later.

    """

    files: tuple[IncomingFile, ...]
    counts: tuple[KindCount, ...]
    parallel: int
    differences: int
    new_changes: int
    known_changes: int
    kept_aside: int
    gaps: tuple[str, ...]
    fingerprint: str = ""
    id: UUID | None = None
    lists: tuple[ForeseenList, ...] = ()
    merged_count: int = 0
    was_stopped: bool = False

    @property
    def ready(self) -> int:
        """How many files were or would be merged."""
        return sum(one.state is FileState.READY for one in self.files)

    @property
    def rejected(self) -> tuple[IncomingFile, ...]:
        """Files that were left out, with their reasons."""
        return tuple(
            one for one in self.files if one.state in {FileState.REJECTED, FileState.WAITING}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldVersion:
    """One value of one field: who wrote it, when, and whether it is the one shown."""

    field_name: str
    field_label: str
    value: str
    who: str
    at: datetime
    is_shown: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDifference:
    """A field with several values that waits for a person."""

    table: str
    record_title: str
    field_label: str
    versions: tuple[FieldVersion, ...]
