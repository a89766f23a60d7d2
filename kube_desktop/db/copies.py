"""A copy of the data of one installation as an ordinary SQLite file, for repairs and other tools.

It holds the synced tables as they are shown, the change log, and a few facts; no keys, no drafts,
no trigger, view or index. What may be in such a file is said here once, for the writer and for
`untrusted`, which reads one that somebody brought.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from kube_desktop.db import cipher
from kube_desktop.db.sync.schema import Schema, SyncedTable

FACTS: Final = "CREATE TABLE copy_facts(key TEXT PRIMARY KEY NOT NULL,value TEXT)"
CHANGES: Final = (
    "CREATE TABLE sync_change(replica INTEGER,seq INTEGER,hlc INTEGER,tbl TEXT,row_id BLOB,"
    "op TEXT,col TEXT,value,patch TEXT,p_replica INTEGER,p_seq INTEGER,ctx TEXT,user_id BLOB,"
    "schema_v INTEGER,reason TEXT)"
)
SUPERSEDES: Final = (
    "CREATE TABLE sync_supersedes(replica INTEGER,seq INTEGER,p_replica INTEGER,p_seq INTEGER)"
)
EXACT: Final = {"copy_facts": FACTS, "sync_change": CHANGES, "sync_supersedes": SUPERSEDES}
SHOWN: Final = re.compile(
    r'CREATE TABLE "([a-z][a-z0-9_]{0,62})"\(id BLOB PRIMARY KEY NOT NULL'
    r'(,"[a-z][a-z0-9_]{0,62}" (TEXT|INTEGER|BLOB)){1,200}\)'
)
"""How a table of records is written; nothing else fits, so that no column can compute anything."""
_KINDS: Final = {"id": "BLOB", "integer": "INTEGER"}
_LOGGED: Final = re.compile(r"\((.*)\)")


def write_copy(
    source: cipher.Connection, schema: Schema, facts: Mapping[str, str], target: Path, password: str
) -> None:
    """Write a copy of one moment of the data, whole or not at all.

    Args:
        source: A connection to the living database.
        schema: Its synced tables.
        facts: What the copy says of itself.
        target: Where it goes.
        password: Encrypts it by SQLCipher's own rules; empty for a file that anybody can read.

    Raises:
        EnvironmentProblem: When the place does not allow it.
        OSError: When its medium does not answer.

    """
    part = target.with_name(f"kube-{secrets.token_hex(8)}.part")
    try:
        with cipher.explaining():
            source.execute("ATTACH DATABASE ? AS copy KEY ?", (str(part), password))
            try:
                source.execute("BEGIN")
                _fill(source, schema, facts)
                source.execute("COMMIT")
            except BaseException:
                if source.in_transaction:
                    source.execute("ROLLBACK")
                raise
            finally:
                source.execute("DETACH DATABASE copy")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        for leftover in (part, Path(f"{part}-journal"), Path(f"{part}-wal"), Path(f"{part}-shm")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _fill(source: cipher.Connection, schema: Schema, facts: Mapping[str, str]) -> None:
    source.execute(_within(FACTS))
    source.executemany("INSERT INTO copy.copy_facts VALUES(?,?)", list(facts.items()))
    for name in ("sync_change", "sync_supersedes"):
        source.execute(_within(EXACT[name]))
        columns = ",".join(_names(EXACT[name]))
        source.execute(
            f"INSERT INTO copy.{name}({columns}) SELECT {columns} FROM main.{name} "
            "ORDER BY replica,seq"
        )
    for table in schema:
        source.execute(_within(_shown(table)))
        columns = ",".join(("id", *(f'"{one.name}"' for one in table.logged_columns)))
        source.execute(
            f'INSERT INTO copy."{table.name}"({columns}) SELECT {columns} FROM main."{table.name}"'
        )


def _shown(table: SyncedTable) -> str:
    columns = "".join(
        f',"{one.name}" {_KINDS.get(one.kind, "TEXT")}' for one in table.logged_columns
    )
    return f'CREATE TABLE "{table.name}"(id BLOB PRIMARY KEY NOT NULL{columns})'


def _within(statement: str) -> str:
    return statement.replace("CREATE TABLE ", "CREATE TABLE copy.", 1)


def _names(statement: str) -> list[str]:
    found = _LOGGED.search(statement)
    return [part.split()[0] for part in found[1].split(",")] if found else []


def quoted(text: str) -> str:
    """Return a text as a literal of SQL: a key cannot be bound."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
