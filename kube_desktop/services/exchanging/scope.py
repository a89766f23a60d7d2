"""Which rows concern one laptop: its groups and people, what it wrote, what is for everybody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.schema import Schema

FOR_EVERYBODY: Final = (
    "mentors", "officials", "office_settings", "targets", "goods_packages", "instruments",
    "revoked_devices",
)  # fmt: skip
"""Tables whose rows every laptop gets."""


@dataclass(frozen=True, slots=True)
class Down:
    """Rows of `table` concern a laptop whose `column` names a row that does; empty for any."""

    table: str
    column: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Up:
    """Rows of `table` concern a laptop that the `column` of a row of `by` names."""

    table: str
    by: str
    column: str


LINKS: Final[tuple[Down | Up, ...]] = (
    Down("memberships", "group_id", "groups"),
    Up("people", "memberships", "person_id"),
    Up("people", "people", "merged_into"),
    Down("aids", "group_id", "groups"),
    Down("aids", "person_id", "people"),
    Down("handovers", "aid_id", "aids"),
    Up("people", "handovers", "receiver_id"),
    Down("aid_items", "aid_id", "aids"),
    Down("assignments", "group_id", "groups"),
    Down("group_transitions", "group_id", "groups"),
    Down("visits", "group_id", "groups"),
    Down("visit_attendances", "visit_id", "visits"),
    Down("item_conditions", "visit_id", "visits"),
    Down("evaluations", "group_id", "groups"),
    Down("evaluation_answers", "evaluation_id", "evaluations"),
    Down("attachments", "owner_id"),
    Down("sealed_papers", "subject_id"),
    Down("prints", "record_id"),
    Down("questions", "record_id"),
    Down("responses", "record_id"),
)
"""How rows hang together, in the order in which they are followed."""
BY_KEY: Final = ("verdicts",)
"""Tables that name records in a text."""

_ID: Final = re.compile(r"[0-9a-f]{32}")
_IN: Final = "IN (SELECT row_id FROM temp.concerned"


@dataclass(frozen=True, slots=True)
class LaptopAsked:
    """A laptop that gets an answer.

    Attributes:
        mentor_id: Who works with it; None when it never said so.
        branches: The replicas it writes.

    """

    mentor_id: UUID | None
    branches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NamingRow:
    """A row that says in a text of its own, or in a way only a newer program knows, what it names.

    Attributes:
        names: The ids in it; a row without any is for everybody.

    """

    table: str
    row_id: bytes
    names: frozenset[str]


def concerned_rows(
    connection: Connection, laptop: LaptopAsked, naming: Sequence[NamingRow], today: str
) -> list[tuple[str, bytes]]:
    """Return tables and ids of the rows that concern a laptop.

    Its groups are those its facilitator is assigned to, and those it recorded that are assigned to
    nobody else. What it wrote itself stays its concern after a handover, so that corrections of it
    arrive; others' records about that group do not.
    """
    run = connection.execute
    run("DROP TABLE IF EXISTS temp.concerned")
    run("CREATE TEMP TABLE concerned(tbl TEXT,row_id BLOB,PRIMARY KEY(row_id,tbl))")
    _begin(connection, laptop, today)
    for table in FOR_EVERYBODY:
        run(f"INSERT OR IGNORE INTO temp.concerned SELECT '{table}',id FROM {table}")  # noqa: S608
    for link in LINKS:
        run(_followed(link))
    if laptop.mentor_id is not None:
        for table in ("assignments", "questions"):
            run(
                f"INSERT OR IGNORE INTO temp.concerned SELECT '{table}',id FROM {table} "  # noqa: S608
                "WHERE mentor_id=?",
                (laptop.mentor_id.bytes,),
            )
    for branch in laptop.branches:
        run(
            "INSERT OR IGNORE INTO temp.concerned SELECT DISTINCT tbl,row_id FROM sync_change "
            "WHERE replica=?",
            (branch,),
        )
    _add_named(connection, naming)
    return [(table, row) for table, row in run("SELECT tbl,row_id FROM temp.concerned").fetchall()]


def _begin(connection: Connection, laptop: LaptopAsked, today: str) -> None:
    mentor = laptop.mentor_id.bytes if laptop.mentor_id else None
    connection.execute(
        "INSERT OR IGNORE INTO temp.concerned SELECT 'groups',a.group_id FROM assignments a "
        "WHERE a.mentor_id=? AND a.deleted=0 AND coalesce(a.ended_on,'9999')>?",
        (mentor, today),
    )
    for branch in laptop.branches:
        connection.execute(
            "INSERT OR IGNORE INTO temp.concerned SELECT 'groups',c.row_id FROM sync_change c "
            "WHERE c.replica=? AND c.tbl='groups' AND c.op='I' AND NOT EXISTS(SELECT 1 "
            "FROM assignments a WHERE a.group_id=c.row_id AND a.deleted=0 "
            "AND coalesce(a.ended_on,'9999')>? AND a.mentor_id<>coalesce(?,a.mentor_id))",
            (branch, today, mentor),
        )


def _followed(link: Down | Up) -> str:
    """Return SQL that adds the rows one link leads to."""
    start = "INSERT OR IGNORE INTO temp.concerned "
    if isinstance(link, Up):
        return (
            f"{start}SELECT '{link.table}',t.{link.column} FROM {link.by} t "  # noqa: S608
            f"WHERE t.{link.column} IS NOT NULL AND t.id {_IN} WHERE tbl='{link.by}')"
        )
    where = f" WHERE tbl='{link.to}'" if link.to else ""
    return (
        f"{start}SELECT '{link.table}',t.id FROM {link.table} t "  # noqa: S608
        f"WHERE t.{link.column} {_IN}{where})"
    )


def naming_rows(connection: Connection, schema: Schema) -> list[NamingRow]:
    """Return verdicts and the rows of tables of newer programs; read once for all laptops."""
    known = {table.name for table in schema} - set(BY_KEY)
    marks = ",".join("?" * len(known))
    found = connection.execute(
        f"SELECT tbl,row_id,patch FROM sync_change WHERE op='I' AND tbl NOT IN ({marks})",  # noqa: S608
        sorted(known),
    )
    return [
        NamingRow(table, row_id, frozenset(_ID.findall(patch.replace("-", "").lower())))
        for table, row_id, patch in found
    ]


def _add_named(connection: Connection, naming: Sequence[NamingRow]) -> None:
    here = {row_id.hex() for (row_id,) in connection.execute("SELECT row_id FROM temp.concerned")}
    connection.executemany(
        "INSERT OR IGNORE INTO temp.concerned VALUES(?,?)",
        [(one.table, one.row_id) for one in naming if not one.names or one.names & here],
    )
