"""The register of every file that was ever opened, also the rejected ones."""

from dataclasses import dataclass

from kube_desktop.db.cipher import Connection


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register says of one file.

    Attributes:
        pkg_id: Id of the package, 16 bytes; for a file that is no package, any fresh id.
        sha512: Hash of the file: the same file is known again whatever its name.
        signer: The key that signed it, if it got that far.
        status: "merged", or the kind of refusal.
        note: A sentence for people.

    """

    pkg_id: bytes
    sha512: bytes
    signer: bytes | None
    received_at: str
    status: str
    new_changes: int
    note: str


_COLUMNS = "pkg_id,sha512,signer,received_at,status,new_changes,note"


def register(connection: Connection, entry: Registered) -> None:
    """Write a file into the register; a later result for the same package replaces the earlier."""
    connection.execute(
        f"INSERT INTO sync_package({_COLUMNS}) VALUES(?,?,?,?,?,?,?) "
        "ON CONFLICT(pkg_id) DO UPDATE SET "
        "sha512=excluded.sha512,signer=excluded.signer,received_at=excluded.received_at,"
        "status=excluded.status,new_changes=excluded.new_changes,note=excluded.note",
        (
            entry.pkg_id,
            entry.sha512,
            entry.signer,
            entry.received_at,
            entry.status,
            entry.new_changes,
            entry.note,
        ),
    )


def merged_before(connection: Connection, sha512: bytes) -> Registered | None:
    """Return the entry of this very file if it was merged: it can be skipped unread."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM sync_package WHERE sha512=? AND status='merged'", (sha512,)
    ).fetchone()
    return None if row is None else Registered(*row)
