"""The register of files that came, and what taking one of them back does."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kube_desktop.domain.foreseen import ForeseenList, ListName

LONGEST_REASON = 500
TOO_OLD = (
    "Berkas ini digabung sebelum program mencatat isi tiap berkas, jadi tidak dapat dibatalkan "
    "sendiri. Pulihkan cadangan dari sebelum gabungan itu bila memang harus."
)


class FileFate(StrEnum):
    """What became of a file that came."""

    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    WAITING = "waiting"

    @property
    def words(self) -> str:
        """How it is said to people."""
        return _FATES[self]


_FATES = {
    FileFate.MERGED: "Sudah digabung",
    FileFate.WITHDRAWN: "Dibatalkan",
    FileFate.REJECTED: "Ditolak",
    FileFate.WAITING: "Menunggu pembaruan program",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredFile:
    """One file of the register.

    Attributes:
        id: Id of the package, as 32 hexadecimal digits; for a refused file a made-up one.
        region: Regency in words.
        made_at: When its laptop made it, by its clock.
        new_changes: How many changes it brought that were not here.
        note: Why it was refused or taken back.
        can_withdraw: Whether it can be taken back: merged, and its content was noted.
        merge_id: The merge it came with.

    """

    id: str
    filename: str
    sender: str
    region: str
    code: str
    fate: FileFate
    received_at: datetime
    made_at: datetime | None = None
    size: int = 0
    new_changes: int = 0
    note: str = ""
    withdrawn_at: datetime | None = None
    can_withdraw: bool = False
    merge_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalSummary:
    """What taking a file back did, or would do.

    Attributes:
        removed: Changes that only this file brought.
        kept: Changes it carried that stay, because others brought them too.
        promoted: Changes of a copied laptop that are shown now instead.
        lists: What is behind the numbers.
        fingerprint: Hash of the whole content afterwards; empty in a preview.

    """

    file: RegisteredFile
    removed: int
    kept: int
    promoted: int
    lists: tuple[ForeseenList, ...]
    fingerprint: str = ""

    def list_of(self, name: ListName) -> ForeseenList:
        """Return one of the lists, empty when there is nothing."""
        return next(
            (one for one in self.lists if one.name is name), ForeseenList(name=name, total=0)
        )

    @property
    def words(self) -> str:
        """In one sentence what changes."""
        parts = [
            f"{self.list_of(ListName.VANISHED).total} catatan tidak ada lagi",
            f"{self.list_of(ListName.BACK).total} catatan berubah isinya",
        ]
        if self.kept:
            parts.append(f"{self.kept} perubahan tetap karena juga dibawa berkas lain")
        return ", ".join(parts) + "."
