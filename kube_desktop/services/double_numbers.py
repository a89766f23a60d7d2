"""Two papers of one year with the same number: found after a merge, settled by the office."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import groupby

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.exchange import FieldVersion, OpenDifference
from kube_desktop.domain.labels import RECORD_LABELS, field_label

# A number that somebody used twice knowingly, for the agenda book says so, has a reason.
_DOUBLE = """
WITH numbered AS (
    SELECT id, bast_number AS number, substr(handed_over_on, 1, 4) AS year, aid_id
    FROM handovers WHERE deleted = 0 AND bast_number <> ''
    AND coalesce(reasons, '') NOT LIKE '%"bast_number: %'
)
SELECT n.number, n.year, coalesce(g.name, p.name, ''), c.user_id, c.hlc
FROM (SELECT number, year FROM numbered GROUP BY number, year HAVING count(*) > 1) d
CROSS JOIN numbered n ON n.number = d.number AND n.year = d.year
LEFT JOIN aids a ON a.id = n.aid_id LEFT JOIN groups g ON g.id = a.group_id
LEFT JOIN people p ON p.id = a.person_id
LEFT JOIN sync_change c ON c.row_id = n.id AND c.tbl = 'handovers' AND c.op = 'I'
ORDER BY n.year, n.number, c.hlc, n.id
LIMIT 1000
"""


def double_numbers(connection: Connection, people: Mapping[bytes, str]) -> list[OpenDifference]:
    """Return each BAST number that several handovers of a year bear, with who gave it to whom."""
    rows = connection.execute(_DOUBLE).fetchall()
    return [
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
                    at=datetime.fromtimestamp((hlc or 0) / 65_536_000, UTC),
                    is_shown=place == 0,
                    note="" if place == 0 else "nomor sama, minta nomor lain ke kantor",
                )
                for place, (_, _, receiver, user, hlc) in enumerate(same)
            ),
        )
        for (number, _), same in groupby(rows, key=lambda row: (row[0], row[1]))
    ]
