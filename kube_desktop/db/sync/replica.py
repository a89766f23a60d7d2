"""Which branch of the history this installation writes; a copy or a restored backup starts anew.

Numbers of a replica must never be used twice. They are in the database, and a database can be
restored or copied; so the last number is also kept in a small file outside. When the two do not
agree, or the file lies on another machine or in another folder, the next write is made under a
new replica: nothing is lost, and both branches merge like those of two laptops.
"""

import json
import secrets
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import peers
from kube_desktop.db.sync.transaction import all_or_nothing

if sys.platform == "win32":
    import winreg

_BITS: Final = 63


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch written by this installation.

    Attributes:
        epoch: 1 for the first, one more for each restored backup or copy.
        from_replica: The branch it went on from, None for the first.
        from_seq: The last number of that branch which was known here.
        why: What made it necessary.

    """

    replica: int
    epoch: int
    from_replica: int | None
    from_seq: int | None
    why: str
    started_at: str


def initialise(connection: Connection, *, replica: int | None = None, schema_v: int = 1) -> int:
    """Give a fresh database its first branch; call once, when the tables are made.

    A fixed `replica` is for sample data, which must be the same every time.
    """
    number = replica or _draw()
    with all_or_nothing(connection):
        connection.execute(
            "INSERT INTO sync_clock(id,replica,seq,hlc,schema_v) VALUES(1,?,0,0,?)",
            (number, schema_v),
        )
        _note(connection, number, 1, (None, None), "first start")
    return number


def ensure_branch(connection: Connection, outside_file: Path) -> bool:
    """Check that this database is the latest of its branch; begin a new branch if it may not be.

    Call when the database is opened for writing, before the first write, and `remember` after
    each commit or at least when closing. Returns whether a new branch was begun.
    """
    replica, seq, token = connection.execute("SELECT replica,seq,token FROM sync_clock").fetchone()
    why = _doubt(replica, seq, token, outside_file)
    with all_or_nothing(connection):
        if why is not None:
            start_branch(connection, why)
        # A fresh token at every opening tells a copy apart even when both stand at one number.
        connection.execute("UPDATE sync_clock SET token=?", (secrets.token_hex(8),))
    remember(connection, outside_file)
    return why is not None


def remember(connection: Connection, outside_file: Path) -> None:
    """Write down outside the database how far this branch has got."""
    replica, seq, token = connection.execute("SELECT replica,seq,token FROM sync_clock").fetchone()
    content = {"replica": replica, "seq": seq, "token": token, **_here(outside_file)}
    part = outside_file.with_name(outside_file.name + ".part")
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(outside_file)


def start_branch(connection: Connection, why: str) -> int:
    """Go on under a new replica, inside the caller's transaction."""
    replica, seq = connection.execute("SELECT replica,seq FROM sync_clock").fetchone()
    highest = connection.execute(
        "SELECT max(seq) FROM sync_change WHERE replica=?", (replica,)
    ).fetchone()[0]
    epoch = connection.execute("SELECT max(epoch) FROM sync_branch").fetchone()[0]
    number = _draw()
    last = max(seq, highest or 0)
    if last:
        peers.note(connection, replica, peers.end_of_run(connection, replica, seq), last)
    connection.execute("UPDATE sync_clock SET replica=?,seq=0", (number,))
    _note(connection, number, (epoch or 0) + 1, (replica, seq), why)
    return number


def own_branches(connection: Connection) -> tuple[Branch, ...]:
    """Return every branch this installation has written, oldest first: what it may send."""
    rows = connection.execute(
        "SELECT replica,epoch,from_replica,from_seq,why,started_at FROM sync_branch ORDER BY epoch"
    ).fetchall()
    return tuple(Branch(*row) for row in rows)


def _draw() -> int:
    return secrets.randbits(_BITS) or 1


def _note(
    connection: Connection, number: int, epoch: int, origin: tuple[int | None, int | None], why: str
) -> None:
    connection.execute(
        "INSERT INTO sync_branch VALUES(?,?,?,?,?,?)",
        (number, epoch, *origin, why, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
    )


def _doubt(replica: int, seq: int, token: str | None, outside_file: Path) -> str | None:
    """Return why this database may be a copy or an older state, or None."""
    if token is None:
        return None  # never opened before
    try:
        noted = json.loads(outside_file.read_text(encoding="utf-8"))
        same = noted["replica"] == replica and noted["token"] == token
        behind = int(noted["seq"]) > seq
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return "copied database"
    if {key: noted.get(key) for key in ("machine", "path")} != _here(outside_file):
        return "copied folder"
    if not same or behind:
        return "restored backup"
    return None


def _here(outside_file: Path) -> dict[str, str]:
    return {"machine": _machine(), "path": str(outside_file.resolve())}


def _machine() -> str:
    """Return what tells this computer from another; empty where nothing does."""
    if sys.platform == "win32":
        place = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""
