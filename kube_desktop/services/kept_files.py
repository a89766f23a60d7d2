"""Checking the files of photos and scans against the records they belong to."""

from collections import Counter
from dataclasses import dataclass

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.services.attachments import AttachmentService

_OWNERS = {"groups": "kelompok", "visits": "kunjungan", "handovers": "serah terima"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFiles:
    """What was found, in words; empty when every file is here and whole.

    Attributes:
        problems: Files that are damaged.
        remarks: Files that are not here: a file sent without photos brings records only.

    """

    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def check_files(connection: Connection, attachments: AttachmentService) -> KeptFiles:
    """Open every kept file, and tell how many are damaged or missing and whose they are."""
    damaged: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    rows = connection.execute(
        "SELECT sha256, owner_kind, count(*) FROM attachments WHERE deleted = 0 "
        "GROUP BY sha256, owner_kind"
    ).fetchall()
    for sha256, owner, count in rows:
        try:
            if attachments.exists(sha256):
                attachments.content(sha256)
            else:
                missing[owner] += count
        except EnvironmentProblem:
            damaged[owner] += count
    repair = "Pasang lagi fotonya bila masih ada; catatan lain tidak terpengaruh."
    return KeptFiles(
        problems=(f"{_owned(damaged)} rusak dan tidak dapat dibuka. {repair}",) if damaged else (),
        remarks=(f"{_owned(missing)} belum ada di sini.",) if missing else (),
    )


def _owned(counts: Counter[str]) -> str:
    kinds = ", ".join(sorted({_OWNERS.get(owner, "catatan lain") for owner in counts}))
    return f"{counts.total()} foto atau scan ({kinds})"
