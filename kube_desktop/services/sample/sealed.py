"""Papers a sample laptop has printed: one signed, one corrected after it was, one cancelled.

They are made as the program makes them, but under a fixed clock and with ids from a draw, and
stored as `AidService` and `printing.sealing` store them: the same every time.
"""

import hashlib
import random
import zlib
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.database import Database
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.reading import Reader
from kube_desktop.db.types import canonical_json
from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.papers import PaperKind, PaperSize, SealStatus
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists import Lists
from kube_desktop.services.opening import Services
from kube_desktop.services.printing.sealing import SealedVersion, Sealing
from kube_desktop.services.sample.changes import dated_id, insert_rows
from kube_desktop.services.sample.plan import ANCHOR, Mentor
from kube_desktop.services.workplace import Workplace

_MOMENT: Final = datetime(ANCHOR.year, ANCHOR.month, ANCHOR.day, 0, 20, tzinfo=UTC)
_COPIES: Final = 3
_CHEAPER: Final = 50_000
"""By so much the first line of the corrected handover was too dear."""
_CORRECTED_FOR: Final = "harga satuan baris pertama salah ketik"
_CANCELLED_FOR: Final = "serah terima ini tercatat dua kali"
_OF_GROUPS: Final = (
    "SELECT h.id FROM handovers h JOIN aids a ON a.id = h.aid_id "
    "JOIN assignments s ON s.group_id = a.group_id AND s.mentor_id = ? "
    "WHERE h.status = 'dicetak' AND a.form = 'barang' "
    "ORDER BY h.handed_over_on, h.id LIMIT 2"
)
_TWICE: Final = (
    "SELECT h.id FROM handovers h JOIN aids a ON a.id = h.aid_id "
    "WHERE a.scheme = 'UEP' AND a.stage = 2 ORDER BY h.id LIMIT 1"
)


def seal_some(connection: Connection, paths: DataPaths, mentor: Mentor) -> None:
    """Print and sign a few handovers; correct one of them, and cancel the one noted twice."""
    desk = _Desk(connection, paths, mentor)
    of_groups = connection.execute(_OF_GROUPS, (mentor.id.bytes,)).fetchall()
    noted_twice = connection.execute(_TWICE).fetchall()
    for (handover_id,) in of_groups + noted_twice:
        desk.sign(UUID(bytes=handover_id))
    for (handover_id,) in of_groups[1:]:
        desk.correct(UUID(bytes=handover_id))
    for (handover_id,) in noted_twice:
        desk.cancel(UUID(bytes=handover_id))


class _Desk:
    """Where papers are printed and signed, inside the transaction that makes the sample."""

    def __init__(self, connection: Connection, paths: DataPaths, mentor: Mentor) -> None:
        key = Keyring.load(paths.keyring).device_key()
        # What is not committed yet is seen on this connection only.
        reader = Reader(lambda: connection)
        database = Database(paths.database, key, reader=reader)
        lists = Lists(reader, lambda: ANCHOR)
        workplace = Workplace(database, lists, paths, lambda: ANCHOR, lambda: _MOMENT)
        self._connection = connection
        self._mentor = mentor
        self._printing = Services.over(workplace, key).printing
        self._sealing = Sealing(workplace)
        self._drawn = random.Random(f"kube-sample-sealed-{mentor.id}")  # noqa: S311  invented data

    def sign(self, handover_id: UUID) -> None:
        """Print the BAST of a handover and note that it is signed."""
        self._print(PaperKind.BAST, handover_id, self._paper(PaperKind.BAST, handover_id))
        self._change("sealed_papers", "subject_id", handover_id, status=SealStatus.SIGNED.value)
        self._change("handovers", "id", handover_id, status=HandoverStatus.SIGNED.value)

    def correct(self, handover_id: UUID) -> None:
        """Make the first line of a signed handover cheaper, and print the new version."""
        old = self._sealing.versions(PaperKind.BAST, handover_id)[0]
        new = self._paper(PaperKind.BAST, handover_id, old, _CORRECTED_FOR)
        ((item_id, quantity, price, amount, total),) = self._connection.execute(
            "SELECT i.id, i.quantity_milli, i.unit_price, i.amount, h.total FROM aid_items i "
            "JOIN handovers h ON h.id = i.handover_id WHERE h.id = ? AND i.position = 1",
            (handover_id.bytes,),
        ).fetchall()
        cheaper = (price - _CHEAPER) * quantity // 1000
        self._change(
            "aid_items", "id", UUID(bytes=item_id), unit_price=price - _CHEAPER, amount=cheaper
        )
        self._change(
            "handovers", "id", handover_id, total=total - amount + cheaper,
            status=HandoverStatus.PRINTED.value,
        )  # fmt: skip
        self._print(PaperKind.BAST, handover_id, new)

    def cancel(self, handover_id: UUID) -> None:
        """Delete a signed handover, and print the paper that cancels it."""
        old = self._sealing.versions(PaperKind.BAST, handover_id)[0]
        new = self._paper(PaperKind.CANCELLATION, handover_id, old, _CANCELLED_FOR)
        self._connection.execute("UPDATE sync_clock SET reason = ?", (_CANCELLED_FOR,))
        self._change("handovers", "id", handover_id, deleted=1)
        self._connection.execute("UPDATE sync_clock SET reason = NULL")
        self._print(PaperKind.CANCELLATION, handover_id, new)

    def _paper(
        self, kind: PaperKind, handover_id: UUID, old: SealedVersion | None = None, reason: str = ""
    ) -> UUID:
        """Ask for a paper and return its id."""
        paper_id = UUID(bytes=dated_id(self._drawn, ANCHOR))
        is_correction = old is not None and kind is PaperKind.BAST
        insert_rows(self._connection, [("sealed_papers", {
            "id": paper_id.bytes, "kind": kind.value, "subject_id": handover_id.bytes,
            "version": old.version + 1 if old and is_correction else 1,
            "status": SealStatus.DRAFT.value, "reason": reason or None,
            "replaces_id": old.id.bytes if old else None, "title": old.title if old else "",
            "number": old.number if old else None, "code": "", "content_hash": "",
            "paper_size": "", "pages": 0, "pdf_sha256": "",
            "sealed_at": _MOMENT.isoformat(timespec="seconds"),
        })])  # fmt: skip
        return paper_id

    def _print(self, kind: PaperKind, handover_id: UUID, paper_id: UUID) -> None:
        paper = self._printing.make(kind, handover_id, PaperSize.A4)
        if paper.seal is None:
            return
        sha256 = hashlib.sha256(paper.pdf).hexdigest()
        stored = self._sealing.values(paper, paper.seal, sha256)
        self._change("sealed_papers", "id", paper_id, **stored)
        insert_rows(self._connection, [
            ("kept_pdfs", {"sha256": sha256, "content": zlib.compress(paper.pdf, 6)}),
            ("prints", {
                "id": dated_id(self._drawn, ANCHOR), "paper": kind.value,
                "record_id": handover_id.bytes, "copies": _COPIES,
                "printed_at": _MOMENT.isoformat(timespec="seconds"),
                "paper_size": paper.size.value, "mentor_id": self._mentor.id.bytes,
            }),
        ])  # fmt: skip

    def _change(self, table: str, column: str, record_id: UUID, **values: object) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(
            f"UPDATE {table} SET {names} WHERE {column} = ?",  # noqa: S608  own tables
            (*map(_stored, values.values()), record_id.bytes),
        )


def _stored(value: Any) -> Any:  # noqa: ANN401  a column may hold anything
    if isinstance(value, UUID):
        return value.bytes
    return canonical_json(value) if isinstance(value, dict) else value
