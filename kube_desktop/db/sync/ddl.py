"""Tables and triggers of the change log (docs/exchange.md, "Tables" and "Capture")."""

from typing import Final

from kube_desktop.db.cipher import Connection
from kube_desktop.db.sync.schema import DELETED, Schema, SyncedTable

NOW_MS: Final = (
    "max(0,min(70368744177663,coalesce((SELECT now_ms FROM sync_clock),"
    "CAST((julianday('now')-2440587.5)*86400000 AS INTEGER))))"
)
"""SQL for the clock of this laptop in milliseconds; the bounds keep `<< 16` inside 63 bits."""

TICK: Final = f"UPDATE sync_clock SET seq=seq+1, hlc=max(hlc+1,{NOW_MS}<<16)"
"""Takes the next number and the next instant of the hybrid clock."""

TABLES: Final[tuple[str, ...]] = (
    """CREATE TABLE sync_clock(
    id INTEGER PRIMARY KEY CHECK(id=1),
    replica INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    applying INTEGER NOT NULL DEFAULT 0,
    now_ms INTEGER,
    actor BLOB,
    reason TEXT,
    schema_v INTEGER NOT NULL DEFAULT 1,
    token TEXT)""",
    """CREATE TABLE sync_branch(
    replica INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    from_replica INTEGER,
    from_seq INTEGER,
    why TEXT NOT NULL,
    started_at TEXT NOT NULL)""",
    """CREATE TABLE sync_change(
    replica INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    op TEXT NOT NULL,
    col TEXT,
    value,
    patch TEXT,
    p_replica INTEGER,
    p_seq INTEGER,
    ctx TEXT,
    user_id BLOB,
    schema_v INTEGER,
    reason TEXT,
    pkg_id BLOB,
    PRIMARY KEY(replica,seq))""",
    "CREATE INDEX sync_change_row ON sync_change(row_id)",
    """CREATE TABLE sync_supersedes(
    replica INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    p_replica INTEGER NOT NULL,
    p_seq INTEGER NOT NULL,
    PRIMARY KEY(replica,seq,p_replica,p_seq)) WITHOUT ROWID""",
    """CREATE TABLE sync_cell(
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    col TEXT NOT NULL,
    replica INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY(row_id,col,tbl)) WITHOUT ROWID""",
    """CREATE TABLE sync_conflict(
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    col TEXT NOT NULL,
    kind TEXT NOT NULL,
    heads TEXT NOT NULL,
    PRIMARY KEY(row_id,col,tbl,kind)) WITHOUT ROWID""",
    """CREATE TABLE sync_orphan(
    row_id BLOB NOT NULL,
    tbl TEXT NOT NULL,
    PRIMARY KEY(row_id,tbl)) WITHOUT ROWID""",
    """CREATE TABLE sync_dirty(
    row_id BLOB NOT NULL,
    col TEXT NOT NULL,
    tbl TEXT NOT NULL,
    PRIMARY KEY(row_id,col,tbl)) WITHOUT ROWID""",
    """CREATE TABLE sync_bad(
    replica INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    why TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY(replica,seq,payload)) WITHOUT ROWID""",
    """CREATE TABLE sync_peer(
    replica INTEGER PRIMARY KEY,
    device_key BLOB,
    person_id BLOB,
    contiguous_seq INTEGER NOT NULL DEFAULT 0,
    max_seq INTEGER NOT NULL DEFAULT 0,
    last_pkg_at TEXT,
    revoked INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE sync_package(
    pkg_id BLOB PRIMARY KEY,
    sha512 BLOB,
    signer BLOB,
    received_at TEXT NOT NULL,
    status TEXT NOT NULL,
    new_changes INTEGER NOT NULL DEFAULT 0,
    note TEXT)""",
    "CREATE INDEX sync_package_sha512 ON sync_package(sha512)",
)
"""What the first migration creates; later ones only add."""

SINCE_3: Final[tuple[str, ...]] = (
    *(
        f"ALTER TABLE sync_package ADD COLUMN {column}"
        for column in (
            "filename TEXT", "sender TEXT", "region TEXT", "made_at TEXT", "size INTEGER",
            "code TEXT", "app TEXT", "schema_version INTEGER", "merge_id BLOB", "withdrawn_at TEXT",
        )
    ),
    # Which numbers each file carried, so that one file can be taken back and the others stay.
    """CREATE TABLE sync_delivery(
    pkg_id BLOB NOT NULL,
    replica INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY(replica,first,last,pkg_id)) WITHOUT ROWID""",
    "CREATE INDEX sync_delivery_pkg_id ON sync_delivery(pkg_id)",
)  # fmt: skip
"""What the third migration adds."""

# The ids of the files that carried it, oldest first, as JSON; NULL when nobody noted them yet.
SINCE_4: Final[tuple[str, ...]] = ("ALTER TABLE sync_bad ADD COLUMN pkg_ids TEXT",)
"""What the fourth migration adds."""

EVERY: Final[tuple[str, ...]] = (*TABLES, *SINCE_3, *SINCE_4)
"""All of it, for a database that begins with the newest schema."""


def trigger_statements(schema: Schema) -> tuple[str, ...]:
    """Return the views and triggers that capture; each migration drops and creates them anew."""
    statements = [_EDITS, _ON_EDIT, _BIRTHS, _ON_BIRTH]
    for table in schema:
        statements += [_on_insert(table), _on_update(table), _on_delete(table)]
    return tuple(statements)


def drop_trigger_statements(schema: Schema) -> tuple[str, ...]:
    """Return what removes everything of `trigger_statements`, present or not."""
    names = (name for table in schema for name in trigger_names(table))
    triggers = (f'DROP TRIGGER IF EXISTS "{name}"' for name in names)
    return (*triggers, "DROP VIEW IF EXISTS sync_edit", "DROP VIEW IF EXISTS sync_birth")


def trigger_names(table: SyncedTable) -> tuple[str, ...]:
    """Return the names of the capture triggers of one table."""
    return tuple(f"sync_{table.name}_{event}" for event in ("ai", "au", "bd"))


def install_triggers(connection: Connection, schema: Schema) -> None:
    """Replace all capture triggers of the schema, inside the caller's transaction if any."""
    for statement in (*drop_trigger_statements(schema), *trigger_statements(schema)):
        connection.execute(statement)


def missing_triggers(connection: Connection, schema: Schema) -> tuple[str, ...]:
    """Return the triggers that should exist and do not, or differ: such writes would be lost."""
    found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")}
    names = ["sync_edit", "sync_edit_in", "sync_birth", "sync_birth_in"]
    names += [name for table in schema for name in trigger_names(table)]
    wanted = trigger_statements(schema)
    return tuple(name for name, sql in zip(names, wanted, strict=True) if sql not in found)


SEEN_OF_ROW: Final = (
    "SELECT json_group_object(CAST(replica AS TEXT),m) FROM (SELECT replica,max(seq) m "
    "FROM sync_change WHERE row_id={0} GROUP BY replica ORDER BY replica)"
)
"""SQL for what was known of a row: the highest number of each replica; kept with a deletion."""

# The triggers of the tables only hand over to two views, whose triggers hold the logic once: every
# connection reads the whole schema when it opens, and 240 long triggers took it 11 ms.
_BIRTHS: Final = "CREATE VIEW sync_birth AS SELECT NULL tbl,NULL row_id,NULL patch WHERE false"
_ON_BIRTH: Final = f"""CREATE TRIGGER sync_birth_in INSTEAD OF INSERT ON sync_birth BEGIN
{TICK};
INSERT INTO sync_change(replica,seq,hlc,tbl,row_id,op,patch,user_id,schema_v,reason)
SELECT replica,seq,hlc,NEW.tbl,NEW.row_id,'I',NEW.patch,actor,schema_v,reason FROM sync_clock;
END"""

_EDITS: Final = (
    "CREATE VIEW sync_edit AS "
    "SELECT NULL tbl,NULL row_id,NULL col,NULL value,NULL deleted WHERE false"
)
_CELL: Final = "w.row_id=NEW.row_id AND w.col=NEW.col AND w.tbl=NEW.tbl"
_BORN: Final = "i.row_id=NEW.row_id AND i.op='I' AND i.tbl=NEW.tbl"
# The version an edit replaces is the one the user saw: the winner of the cell or, while it was
# never edited, the creation of the row. Its instant is taken over, so that a child is always later
# than its parent, however wrong the clock that wrote the parent. An edit of a row with open
# differences, or in the bin, changes what is open there: `cells.settle` looks at it.
_ON_EDIT: Final = f"""CREATE TRIGGER sync_edit_in INSTEAD OF INSERT ON sync_edit BEGIN
{TICK};
INSERT INTO sync_change
(replica,seq,hlc,tbl,row_id,op,col,value,p_replica,p_seq,ctx,user_id,schema_v,reason)
SELECT k.replica,k.seq,max(k.hlc,coalesce(p.hlc,0)+1),NEW.tbl,NEW.row_id,'U',NEW.col,NEW.value,
p.replica,p.seq,CASE WHEN NEW.col='{DELETED}' THEN ({SEEN_OF_ROW.format("NEW.row_id")}) END,
k.actor,k.schema_v,k.reason
FROM sync_clock k LEFT JOIN sync_change p ON
p.replica=coalesce((SELECT w.replica FROM sync_cell w WHERE {_CELL}),
(SELECT i.replica FROM sync_change i WHERE {_BORN} LIMIT 1)) AND
p.seq=coalesce((SELECT w.seq FROM sync_cell w WHERE {_CELL}),
(SELECT i.seq FROM sync_change i WHERE {_BORN} LIMIT 1));
INSERT INTO sync_cell(tbl,row_id,col,replica,seq)
SELECT NEW.tbl,NEW.row_id,NEW.col,replica,seq FROM sync_clock WHERE true
ON CONFLICT DO UPDATE SET replica=excluded.replica,seq=excluded.seq;
INSERT OR IGNORE INTO sync_dirty(row_id,col,tbl)
SELECT NEW.row_id,NEW.col,NEW.tbl WHERE NEW.deleted<>0 OR EXISTS(
SELECT 1 FROM sync_conflict c WHERE c.row_id=NEW.row_id AND c.tbl=NEW.tbl);
END"""

_UNLESS_MERGING: Final = "WHEN (SELECT applying FROM sync_clock)=0 BEGIN"


def _on_insert(table: SyncedTable) -> str:
    fields = ",".join(f"'{c.name}',{c.logged('NEW')}" for c in table.logged_columns)
    return (
        f'CREATE TRIGGER "sync_{table.name}_ai" AFTER INSERT ON "{table.name}" {_UNLESS_MERGING}\n'
        f"INSERT INTO sync_birth VALUES('{table.name}',NEW.id,json_object({fields}));\nEND"
    )


def _on_update(table: SyncedTable) -> str:
    fields = ",".join(
        f"('{c.name}',{c.logged('NEW')},{c.logged('OLD')})" for c in table.logged_columns
    )
    return (
        f'CREATE TRIGGER "sync_{table.name}_au" AFTER UPDATE ON "{table.name}" {_UNLESS_MERGING}\n'
        f"INSERT INTO sync_edit SELECT '{table.name}',NEW.id,column1,column2,NEW.{DELETED} "
        # The first row gives the columns their names, whatever the fields are called.
        f"FROM (VALUES(0,0,0),{fields}) WHERE column2 IS NOT column3;\nEND"
    )


def _on_delete(table: SyncedTable) -> str:
    return (
        f'CREATE TRIGGER "sync_{table.name}_bd" BEFORE DELETE ON "{table.name}" {_UNLESS_MERGING}\n'
        "SELECT RAISE(ABORT,'hard delete forbidden: set deleted=1');\nEND"
    )
