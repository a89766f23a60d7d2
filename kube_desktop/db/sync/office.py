"""Under which replicas the people of an office type: this installation and its other operators.

A module of its own, because the first paint asks and waits for nothing else of merging.
"""

from typing import Final

from kube_desktop.db.cipher import Connection

OFFICE_BRANCHES: Final = (
    "SELECT replica FROM sync_branch UNION SELECT replica FROM sync_peer WHERE device_key IS NULL"
)
"""What a laptop wrote came in a file signed by its key; all else came from the office's server."""


def office_branches(connection: Connection) -> tuple[int, ...]:
    """Return those replicas, smallest first."""
    return tuple(sorted(row[0] for row in connection.execute(OFFICE_BRANCHES).fetchall()))
