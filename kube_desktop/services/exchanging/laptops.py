"""What the office remembers of a laptop with each of its files: who, which program, what happened.

It is filled in the transaction that merges the file, and read by `services.lists.reporting`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync import replica
from kube_desktop.db.types import canonical_json
from kube_desktop.domain.clocks import seconds_off
from kube_desktop.domain.laptops import (
    BranchFact,
    FileFact,
    branch_to_plain,
    branches_of,
    instant,
    number_of,
    story_from_plain,
    story_to_plain,
)
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.exchange.header import Header

_MOST_NAME = 100
_MOST_VERSION = 40
_MOST_FILES = 99_999


@dataclass(frozen=True, slots=True)
class LaptopFile:
    """One file of a laptop as it arrives.

    Attributes:
        known: Up to which number of each branch the laptop had everything.

    """

    header: Header
    meta: Mapping[str, Any]
    known: Mapping[int, int]


def own_story(connection: Connection) -> dict[str, object]:
    """Return what a laptop says of itself in a file: its branches, and the how-manieth file it is.

    A restored laptop counts on from what its backup knew: the branches tell the two apart.
    """
    made = connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT filename, check_code, made_at FROM sent_files)"
    ).fetchone()[0]
    branches = [
        branch_to_plain(
            BranchFact(
                replica=one.replica,
                epoch=one.epoch,
                from_replica=one.from_replica,
                from_seq=one.from_seq or 0,
                why=one.why,
                started_at=one.started_at,
            )
        )
        for one in replica.own_branches(connection)
    ]
    return {"number": made + 1, "branches": branches}


def note(connection: Connection, file: LaptopFile, received_at: str) -> None:
    """Remember what a merged file says of its laptop, inside the transaction that merges it.

    Files may come in any order: what the last one made says of name and program stays.
    """
    about, key = file.header.about, file.header.signer.hex()
    stored = connection.execute(
        "SELECT branches FROM laptops WHERE device_key = ?", (key,)
    ).fetchone()
    story = story_from_plain(json.loads(stored[0]) if stored and stored[0] else None)
    fact = FileFact(
        number=_file_number(file.meta.get("number")),
        replica=about.replica,
        to_seq=about.to_seq,
        made_at=about.made_at,
        received_at=received_at,
    )
    branches = branches_of(file.meta.get("branches"))
    story = story.with_file(about.pkg_id.hex(), fact, branches, file.known)
    content = canonical_json(story_to_plain(story))
    if stored is None:
        connection.execute(
            "INSERT INTO laptops(device_key, name, first_seen_at) VALUES (?, '', ?)",
            (key, received_at),
        )
    connection.execute("UPDATE laptops SET branches = ? WHERE device_key = ?", (content, key))
    if not story.is_newest(fact):
        return
    mentor = _mentor(file.meta.get("mentor_id"))
    connection.execute(
        "UPDATE laptops SET name = ?, regency_code = ?, mentor_id = coalesce(?, mentor_id), "
        "last_made_at = ?, clock_off = ?, app = ?, schema_version = ? WHERE device_key = ?",
        (
            _text(file.meta.get("sender"))[:_MOST_NAME],
            _region(file.meta.get("region")),
            mentor,
            about.made_at,
            _clock_off(connection, file, received_at),
            about.app[:_MOST_VERSION],
            about.schema,
            key,
        ),
    )


def _clock_off(connection: Connection, file: LaptopFile, received_at: str) -> int | None:
    made, received = instant(file.header.about.made_at), instant(received_at)
    if made is None or received is None:
        return None
    return seconds_off(made, received, _seen_of_office(connection, file.known))


def _seen_of_office(connection: Connection, known: Mapping[int, int]) -> datetime | None:
    """Return when the last change of this office was made that the laptop had taken."""
    found = [
        connection.execute(
            "SELECT hlc FROM sync_change WHERE replica = ? AND seq = ?", (own, known[own])
        ).fetchone()
        for (own,) in connection.execute("SELECT replica FROM sync_branch").fetchall()
        if own in known
    ]
    last = max((row[0] for row in found if row is not None), default=None)
    if last is None:
        return None
    return datetime.fromtimestamp((last >> 16) / 1000, UTC)


def _file_number(stated: object) -> int | None:
    found = number_of(stated)
    return found if found is not None and found <= _MOST_FILES else None


def _text(stated: object) -> str:
    return stated if isinstance(stated, str) else ""


def _region(stated: object) -> str | None:
    return stated if isinstance(stated, str) and stated in REGENCIES else None


def _mentor(stated: object) -> bytes | None:
    try:
        return UUID(stated).bytes if isinstance(stated, str) else None
    except ValueError:
        return None
