"""The inbox of the office: each file that lies there and each facilitator who sent none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kube_desktop.domain.exchange import COUNTED_KINDS, FileState, IncomingFile, KindCount
from kube_desktop.domain.reporting import BoardRow, ReportingBoard
from kube_desktop.domain.wording import number, short_date


class Deed(StrEnum):
    """What can be done about a row; the value is the word on it."""

    MERGE = "Gabungkan"
    MERGE_ANYWAY = "Tetap gabung"
    DECIDE = "Lanjutkan"
    ASK_AGAIN = "Minta ulang"
    TRY_AGAIN = "Coba lagi"
    REMIND = "Salin pesan"
    NOTHING = ""


class Standing(StrEnum):
    """How a row stands, for the counts below the list."""

    READY = "siap"
    DECIDE = "perlu diputuskan"
    BROKEN = "tidak dapat digabung"
    WAITING = "menunggu pembaruan program"
    DONE = "sudah digabung"
    SILENT = "belum mengirim"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One row of the inbox.

    Attributes:
        path: The file; None for somebody who sent none.
        number: The how-manieth file of the laptop, as `012`; `–` when it does not say.
        state: In a few words how it stands.
        note: A sentence about it.
        message: What *Minta ulang* and *Salin pesan* copy.

    """

    path: Path | None
    sender: str
    region: str
    number: str
    standing: Standing
    state: str
    deed: Deed
    note: str = ""
    message: str = ""
    is_doubtful: bool = False

    @property
    def filename(self) -> str:
        """The name of the file, or nothing."""
        return self.path.name if self.path else ""


def file_row(file: IncomingFile, differences: int = 0, office: str = "") -> InboxRow:
    """Return the row of a file.

    Args:
        file: The file.
        differences: Of this sender, that wait for a person.
        office: Who asks for the file again.

    """
    standing, state, deed = _standing(file, differences)
    return InboxRow(
        path=file.path,
        sender=file.sender,
        region=file.region,
        number=f"{file.number:03}" if file.number else "–",
        standing=standing,
        state=state,
        deed=deed,
        note=file.message if standing is not Standing.READY or file.message else "",
        message=ask_again(file, office) if deed is Deed.ASK_AGAIN else "",
        is_doubtful=file.misses_earlier or file.is_new_sender,
    )


def silent_rows(board: ReportingBoard, senders: Iterable[str]) -> list[InboxRow]:
    """Return a row for each facilitator who has a month overdue and no file in the list."""
    there = set(senders)
    return [_silent(one, board) for one in board.silent if one.name not in there]


def ask_again(file: IncomingFile, office: str) -> str:
    """Return what to paste into WhatsApp when a file is of no use."""
    whom = f"Yth. Bapak/Ibu {file.sender}," if file.sender else "Yth. Bapak/Ibu pendamping,"
    return "\n\n".join(
        part
        for part in (
            whom,
            f"Berkas kiriman {file.path.name} belum dapat kami gabung. {file.message}",
            _SEND_AGAIN,
            office,
        )
        if part
    )


_SEND_AGAIN = (
    "Mohon buka KUBE Desktop, pilih Kirim data, lalu kirim berkas yang baru. Data di laptop tetap "
    "aman, dan berkas baru membawa semua yang belum kami terima."
)


def counts_words(rows: Sequence[InboxRow]) -> str:
    """Return the counts below the list: `31 siap · 4 perlu diputuskan · 2 tidak dapat digabung`."""
    counted = [(one, sum(row.standing is one for row in rows)) for one in Standing]
    return " · ".join(f"{number(count)} {one.value}" for one, count in counted if count)


def new_words(counts: Sequence[KindCount]) -> str:
    """Return how many records of which kind are new: `12 kelompok, 40 anggota`."""
    return ", ".join(
        f"{number(one.new)} {COUNTED_KINDS.get(one.table, one.table)}" for one in counts if one.new
    )


def changed_words(counts: Sequence[KindCount]) -> str:
    """Return how many records of which kind change."""
    return ", ".join(
        f"{number(one.changed)} {COUNTED_KINDS.get(one.table, one.table)}"
        for one in counts
        if one.changed
    )


def _standing(file: IncomingFile, differences: int) -> tuple[Standing, str, Deed]:
    match file.state:
        case FileState.READY if file.misses_earlier:
            return Standing.READY, "Berkas sebelumnya belum ada", Deed.MERGE_ANYWAY
        case FileState.READY:
            words = f"Siap, {number(file.changes)} perubahan" if file.changes else "Siap"
            return Standing.READY, words, Deed.MERGE
        case FileState.MERGED if differences:
            return Standing.DECIDE, f"{number(differences)} perlu diputuskan", Deed.DECIDE
        case FileState.MERGED:
            return Standing.DONE, "Sudah digabung", Deed.NOTHING
        case FileState.WAITING:
            return Standing.WAITING, "Perlu program baru", Deed.TRY_AGAIN
        case FileState.REJECTED:
            return Standing.BROKEN, "Tidak dapat digabung", Deed.ASK_AGAIN


def _silent(row: BoardRow, board: ReportingBoard) -> InboxRow:
    since = f" sejak {short_date(row.last_contact)}" if row.last_contact else ""
    return InboxRow(
        path=None,
        sender=row.name,
        region=row.regency,
        number="–",
        standing=Standing.SILENT,
        state="Belum mengirim",
        deed=Deed.REMIND,
        note=f"Belum mengirim{since}" if since else "Belum pernah mengirim",
        message=board.reminder(row),
    )
