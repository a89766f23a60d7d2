"""Making sample laptops and sample offices."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from kube_desktop.db import cipher
from kube_desktop.db.cipher import Connection
from kube_desktop.db.database import Database
from kube_desktop.db.keyring import Keyring
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.regions import REGENCIES, VillagePath
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.office_keys import SAMPLE_OFFICE_KEYS, known_facts
from kube_desktop.services.installation import write_facts
from kube_desktop.services.opening import new_folder
from kube_desktop.services.sample.changes import TableRow, dated_id, insert_rows
from kube_desktop.services.sample.plan import (
    ANCHOR,
    GROUPS_PER_SCALE,
    Inventor,
    Mentor,
)
from kube_desktop.services.sample.sealed import seal_some
from kube_desktop.services.sample.singles import single_rows
from kube_desktop.services.sample.starter import SHARED_GROUPS, official_facts, starter_rows

PROVINCE_REPLICA: Final = 4_000_001
"""Replica under which the shared sample settings were written, on every sample installation."""
_LAPTOP_REPLICA: Final = 5_000_000
_CLOCK: Final = 1_795_046_400_000
"""19 November 2026 in milliseconds: sample changes were typed then, whatever today is."""
MOST_SCALE: Final = 1000
_SENT_ROWS: Final = 2000
"""So many rows were there when the sample laptop sent its last file."""
_SENT_AT: Final = "2026-11-19T00:30:00+00:00"
_CACHE_KIB: Final = 256 * 1024
"""Room for the indexes of a large sample: otherwise their pages are encrypted again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCounts:
    """What a sample laptop holds.

    Attributes:
        people: Members of the groups.
        singles: People outside the groups who got aid of their own (UEP).

    """

    groups: int
    people: int
    singles: int
    handovers: int
    visits: int
    mentor: str


def make_sample_laptop(paths: DataPaths, scale: int = 1, seed: int = 1) -> SampleCounts:
    """Fill a new folder with sample data and return what is in it.

    Args:
        paths: The folder; it must hold no data yet.
        scale: 80 groups for each.
        seed: The same seed gives the same data; another seed is another laptop.

    Raises:
        DomainError: When there is data already, or a number is out of range.

    """
    if not 1 <= scale <= MOST_SCALE:
        raise DomainError(f"Skala harus 1 sampai {MOST_SCALE}.")
    if not 1 <= seed <= 1_000_000:
        raise DomainError("Benih harus 1 sampai 1000000.")
    _must_be_free(paths)
    with new_folder(paths, fixed_replica=_LAPTOP_REPLICA + seed), _filling(paths) as connection:
        places = _places(connection)
        official = _write_starter(connection, places)
        _begin_branch(connection, _LAPTOP_REPLICA + seed)
        inventor = Inventor(seed, places, first_number=(seed - 1) * 100 + 1)
        mentor = inventor.mentor(seed)
        connection.execute("UPDATE sync_clock SET actor = ?", (mentor.id.bytes,))
        insert_rows(connection, [inventor.changes.predecessor(), _mentor_row(mentor)])
        insert_rows(connection, _join_shared_groups(connection, inventor, mentor))
        own = GROUPS_PER_SCALE * scale - SHARED_GROUPS
        rows = inventor.groups(own, mentor, official)
        insert_rows(connection, islice(rows, _SENT_ROWS))
        _note_sent(connection, mentor, seed)
        insert_rows(connection, rows)
        insert_rows(connection, single_rows(inventor, mentor, official))
        write_facts(connection, _laptop_facts(mentor, seed))
        seal_some(connection, paths, mentor)
        return _counts(connection, mentor)


def make_sample_office(paths: DataPaths) -> None:
    """Make an office folder with the published sample key; real laptops never send to it.

    Raises:
        DomainError: When there is data already.

    """
    _must_be_free(paths)
    with new_folder(paths), _filling(paths) as connection:
        (own,) = connection.execute("SELECT replica FROM sync_clock").fetchone()
        _write_starter(connection, _places(connection))
        _begin_branch(connection, own)
        write_facts(
            connection,
            {
                "identity": {
                    "name": "Dinas Sosial Provinsi (contoh)",
                    "regency_code": "",
                    "is_office": True,
                    "is_sample": True,
                },
                **SAMPLE_OFFICE_KEYS.facts(),
            },
        )


class _filling:  # noqa: N801  reads as a verb: with _filling(paths) as connection
    """One transaction under a fixed clock; the clock is real again afterwards."""

    def __init__(self, paths: DataPaths) -> None:
        self._database = Database(paths.database, Keyring.load(paths.keyring).device_key())
        self._connection: Connection = self._database.connect()

    def __enter__(self) -> Connection:
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                with cipher.explaining():  # a full disk is often first noticed here
                    self._connection.execute("UPDATE sync_clock SET now_ms = NULL, actor = NULL")
                    self._connection.execute("COMMIT")
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            elif self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        finally:
            self._connection.close()
            self._database.close()


def _write_starter(
    connection: Connection, places: dict[str, Sequence[VillagePath]]
) -> dict[str, Any]:
    connection.execute(
        "UPDATE sync_clock SET replica = ?, seq = 0, hlc = 0, now_ms = ?",
        (PROVINCE_REPLICA, _CLOCK),
    )
    rows = list(starter_rows(Inventor("starter", places, first_number=901)))
    insert_rows(connection, rows)
    return official_facts(next(values for table, values in rows if table == "officials"))


def _begin_branch(connection: Connection, replica: int) -> None:
    connection.execute("UPDATE sync_clock SET replica = ?, seq = 0", (replica,))


def _places(connection: Connection) -> dict[str, Sequence[VillagePath]]:
    found = connection.execute(
        "SELECT v.code, v.name, d.name, r.name, v.region_kind FROM regions v "
        "JOIN regions d ON d.code = v.parent_code JOIN regions r ON r.code = d.parent_code "
        "WHERE v.level = 'village' ORDER BY v.code"
    ).fetchall()
    places: dict[str, list[VillagePath]] = {}
    for code, village, district, regency, kind in found:
        place = VillagePath(
            code=code, village=village, kind=kind, district=district, regency=regency
        )
        places.setdefault(code[:5], []).append(place)
    return dict(places)


def _note_sent(connection: Connection, mentor: Mentor, seed: int) -> None:
    """Remember a file that was sent when the laptop held less than it does now."""
    replica, last = connection.execute("SELECT replica, seq FROM sync_clock").fetchone()
    drawn = random.Random(f"kube-sample-sent-{seed}")  # noqa: S311  invented data
    name = "".join(REGENCIES[mentor.regency_code].split())
    code = "".join(drawn.choice("0123456789ABCDEF") for _ in range(8))
    connection.execute(
        "INSERT INTO sent_files (id, filename, check_code, size, replica, last_seq, made_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            dated_id(drawn, ANCHOR),
            f"KUBE_{name}_{mentor.name.split(' ')[0]}_{ANCHOR}_0830.kube",
            f"{code[:4]}–{code[4:]}",
            184_320 + drawn.randrange(20_000),
            replica,
            last,
            _SENT_AT,
        ),
    )


def _mentor_row(mentor: Mentor) -> TableRow:
    return "mentors", {
        "id": mentor.id.bytes,
        "name": mentor.name,
        "mentor_kind": "Pendamping KUBE",
        "regency_code": mentor.regency_code,
    }


def _join_shared_groups(
    connection: Connection, inventor: Inventor, mentor: Mentor
) -> list[TableRow]:
    found = connection.execute("SELECT id FROM groups ORDER BY id").fetchall()
    return [
        (
            "assignments",
            {
                "id": inventor.new_id().bytes,
                "mentor_id": mentor.id.bytes,
                "group_id": group_id,
                "started_on": "2026-01-05",
                "ended_on": None,
            },
        )
        for (group_id,) in found
    ]


def _laptop_facts(mentor: Mentor, seed: int) -> dict[str, object]:
    device = DeviceKey(hashlib.sha256(f"kube sample device {seed}".encode()).digest())
    return {
        "identity": {
            "name": mentor.name,
            "mentor_id": str(mentor.id),
            "regency_code": mentor.regency_code,
            "is_office": False,
            "is_sample": True,
        },
        "device_key": device.private.hex(),
        "office_key": known_facts(SAMPLE_OFFICE_KEYS.public, "Dinas Sosial Provinsi (contoh)"),
    }


def _counts(connection: Connection, mentor: Mentor) -> SampleCounts:
    groups, people, singles, handovers, visits = (
        connection.execute(f"SELECT count(*) FROM {of}").fetchone()[0]  # noqa: S608
        for of in (
            "groups",
            "people WHERE id IN (SELECT person_id FROM memberships)",
            "people WHERE id NOT IN (SELECT person_id FROM memberships)",
            "handovers WHERE deleted = 0",
            "visits",
        )
    )
    return SampleCounts(
        groups=groups,
        people=people,
        singles=singles,
        handovers=handovers,
        visits=visits,
        mentor=mentor.name,
    )


def _must_be_free(paths: DataPaths) -> None:
    if paths.database.exists() or paths.keyring.exists():
        raise DomainError(
            f"Folder {paths.root} sudah berisi data KUBE. Pilih folder lain; "
            "data lama tidak diubah."
        )
