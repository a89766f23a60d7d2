"""Facts about this installation: who uses it, its own keys, whose office it sends to."""

import json
from collections.abc import Mapping

from kube_desktop.db.cipher import Connection
from kube_desktop.db.types import canonical_json


def write_facts(connection: Connection, facts: Mapping[str, object]) -> None:
    """Store facts in the table of this installation; it is encrypted and never sent."""
    connection.executemany(
        "INSERT INTO installation(key, value) VALUES (?, ?) "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        [(key, canonical_json(value)) for key, value in facts.items()],
    )


def read_fact(connection: Connection, key: str) -> object:
    """Return one fact, or None."""
    row = connection.execute("SELECT value FROM installation WHERE key = ?", (key,)).fetchone()
    return None if row is None else json.loads(row[0])
