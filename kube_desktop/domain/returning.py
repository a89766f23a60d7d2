"""Signed papers that come back as scans: where each page went, and why some wait."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kube_desktop.domain.papers import PaperKind

RETURN_DAYS: Final = 7
"""After so many days a printed BAST without a signed scan is asked for."""
SCAN_FILES: Final = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".pdf", ".heic")
"""Files of a folder that can be scans; the others are passed over."""
FORM_MARK: Final = "KUBE-F1|"
"""First word of the code of a form for the pen, see documents/pen."""
_SCAN: Final = "scan-"


def scan_kind(paper: PaperKind) -> str:
    """Return the kind of attachment that is a signed scan of a paper, as `scan-bast`."""
    return f"{_SCAN}{paper.value}"


def is_signed_scan(attachment_kind: str) -> bool:
    """Tell whether an attachment is a signed scan, which no paper prints among its photos."""
    return attachment_kind.startswith(_SCAN)


class Why(StrEnum):
    """Why a page waits for a person."""

    NO_CODE = "tanpa-kode"
    STRANGER = "tidak-dikenal"
    CHANGED = "diubah"
    SEVERAL = "beberapa"
    DISCARDED = "dibuang"
    """Taken out of the tray, so that it can be put back."""

    @property
    def label(self) -> str:
        """The sentence shown to people."""
        return {
            Why.NO_CODE: "Kode kertas tidak terbaca pada gambar ini.",
            Why.STRANGER: "Kertas ini tidak ada di basis data ini.",
            Why.CHANGED: "Kode kertas ini rusak atau pernah diubah.",
            Why.SEVERAL: "Gambar ini memuat beberapa kertas.",
            Why.DISCARDED: "Sudah dibuang.",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlace:
    """A paper and the record to which its scans belong.

    Attributes:
        kind: Which paper; None for any other scan of that record.
        owner: Table of the record.
        title: What it is, as `BAST BAST/001/… · Mekar Jaya`.
        hint: What tells it from others like it.

    """

    kind: PaperKind | None
    owner: str
    owner_id: UUID
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPage:
    """A page that found its paper.

    Attributes:
        filename: The file it came in, and page: which page of it, from 1.
        remark: What is to be known of the paper: data changed since, replaced; empty when nothing.
        is_known: Whether the same page was filed before.

    """

    filename: str
    page: int
    place: PaperPlace
    attachment_id: UUID
    remark: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingScan:
    """A page in the tray.

    Attributes:
        page: Which page of its file, from 1.
        is_known: Whether it waited before the present scans came.

    """

    id: UUID
    filename: str
    page: int
    sha256: str
    why: Why
    received_at: datetime
    is_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that could not be opened, and the sentence that says why."""

    filename: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What became of scans that were put in.

    Attributes:
        unsigned: Handovers whose signed BAST came back and that are not marked as signed.
        is_stopped: Whether a person stopped before the end; what is told is kept.

    """

    files: int
    filed: tuple[FiledPage, ...]
    waiting: tuple[WaitingScan, ...]
    refused: tuple[RefusedFile, ...]
    unsigned: tuple[UUID, ...] = ()
    is_stopped: bool = False

    @property
    def new(self) -> tuple[FiledPage, ...]:
        """Pages that were filed now."""
        return tuple(one for one in self.filed if not one.is_known)

    @property
    def known(self) -> tuple[FiledPage, ...]:
        """Pages that were filed before."""
        return tuple(one for one in self.filed if one.is_known)
