"""BAST numbers that several handovers of a year bear, as the story of differences tells them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import groupby

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.exchange import FieldVersion, OpenDifference
from kube_desktop.domain.labels import RECORD_LABELS, field_label
from kube_desktop.services.differences.findings.aid import NUMBERS_TWICE
from kube_desktop.services.differences.findings.base import BORN
from kube_desktop.services.differences.sources import instant

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def double_numbers(connection: Connection, people: Mapping[bytes, str]) -> list[OpenDifference]:
    """Return each number that is used twice, with who gave it to whom, in the order of giving."""
    found = []
    for (number, _), same in groupby(connection.execute(NUMBERS_TWICE), key=lambda row: row[:2]):
        told = [(*_born(connection, row[2]), row[3]) for row in same]
        found.append(
            OpenDifference(
                table=RECORD_LABELS["handovers"],
                record_title=f"{number} dipakai lebih dari satu kali",
                field_label=field_label("bast_number"),
                versions=tuple(
                    FieldVersion(
                        field_name="bast_number",
                        field_label=field_label("bast_number"),
                        value=f"{number}, untuk {receiver}",
                        who=people.get(user or b"", "Tidak diketahui"),
                        at=at,
                        is_shown=place == 0,
                        note="" if place == 0 else "nomor sama, minta nomor lain ke kantor",
                    )
                    for place, (at, user, receiver) in enumerate(
                        sorted(told, key=lambda one: one[0])
                    )
                ),
            )
        )
    return found


def _born(connection: Connection, row_id: bytes) -> tuple[datetime, bytes | None]:
    row = connection.execute(BORN, {"id": row_id, "table": "handovers"}).fetchone()
    return (instant(row[1] >> 16), row[0]) if row else (_NEVER, None)
