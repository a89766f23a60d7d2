"""Checking a data folder: is it whole, what is in it, and the fingerprint of its content."""

from dataclasses import dataclass

from kube_desktop.db import cipher
from kube_desktop.db.sync.ddl import missing_triggers
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.history import count_differences
from kube_desktop.db.sync.rebuild import verify
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.differences.numbers import double_numbers
from kube_desktop.services.kept_files import check_files
from kube_desktop.services.workplace import Workplace

_MEMBERS = "id {} (SELECT person_id FROM memberships WHERE deleted = 0)"
_COUNTED = {
    "kelompok": "groups WHERE",
    "anggota": f"people WHERE {_MEMBERS.format('IN')} AND",
    "orang_tanpa_kelompok": f"people WHERE {_MEMBERS.format('NOT IN')} AND",
    "keanggotaan": "memberships WHERE",
    "bantuan": "aids WHERE",
    "serah_terima": "handovers WHERE",
    "barang": "aid_items WHERE",
    "kunjungan": "visits WHERE",
    "pendamping": "mentors WHERE",
    "pejabat": "officials WHERE",
    "lampiran": "attachments WHERE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found.

    Attributes:
        problems: Everything that is not as it should be, in words; empty when all is well.
        counts: Living records by kind.
        differences: Open differences that wait for a person.
        bad_changes: Changes kept aside because their number was used twice (a copied laptop).
        fingerprint: Hash of the whole content, equal for equal content.
        regions: Villages known.
        remarks: What is worth knowing and no damage, in words.

    """

    problems: tuple[str, ...]
    counts: dict[str, int]
    differences: int
    bad_changes: int
    fingerprint: str
    regions: int
    remarks: tuple[str, ...] = ()


class CheckingService:
    """Checks the database against itself."""

    def __init__(self, workplace: Workplace, attachments: AttachmentService) -> None:
        self._workplace = workplace
        self._attachments = attachments

    def check(self) -> Checked:
        """Check every page, trigger and attachment, and every value against the change log."""
        database = self._workplace.database
        with database.raw() as connection:
            damaged = _damage(connection)
            if damaged:  # what is read from such a file is not to be believed
                return Checked(
                    problems=(damaged,),
                    counts={},
                    differences=0,
                    bad_changes=0,
                    fingerprint="",
                    regions=0,
                )
            files = check_files(connection, self._attachments)
            return Checked(
                problems=(*self._problems(connection), *files.problems),
                counts={
                    name: _count(connection, f"{living} deleted = 0")
                    for name, living in _COUNTED.items()
                },
                differences=count_differences(connection, database.schema)
                + len(double_numbers(connection, {})),
                bad_changes=_count(connection, "sync_bad"),
                fingerprint=fingerprint(connection, database.schema),
                regions=_count(connection, "regions WHERE level = 'village'"),
                remarks=files.remarks,
            )

    def _problems(self, connection: cipher.Connection) -> list[str]:
        problems = []
        schema = self._workplace.database.schema
        if missing_triggers(connection, schema):
            problems.append("Pencatat perubahan tidak lengkap.")
        wrong = verify(connection, schema)
        if wrong:
            tables = sorted({one.table for one in wrong})
            problems.append(
                f"{len(wrong)} nilai tidak sama dengan catatan perubahannya ({', '.join(tables)})."
            )
        return problems


def _damage(connection: cipher.Connection) -> str:
    """Say what is wrong with the file itself; empty when every page is as it was written."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return (
            "Ada halaman berkas data yang rusak atau diubah dari luar. Pulihkan dari cadangan; "
            "berkas yang sekarang disimpan lebih dulu."
        )
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if verdict == "ok" else "Susunan berkas data rusak. Pulihkan dari cadangan."


def _count(connection: cipher.Connection, what: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {what}").fetchone()  # noqa: S608
    return int(number)
