"""Small replicas for the tests of the exchange: two tables, real triggers, real SQLCipher."""

# ruff: noqa: S608  the names are those of our own test tables

import itertools
from dataclasses import dataclass, field
from functools import cache

from sqlcipher3 import dbapi2

from kube_desktop.db.sync import ddl, merge, replica
from kube_desktop.db.sync.export import export
from kube_desktop.db.sync.schema import SyncedColumn, SyncedTable

SCHEMA = (
    SyncedTable(
        "groups",
        (
            SyncedColumn("name", "text"),
            SyncedColumn("village", "text"),
            SyncedColumn("chair_id", "id"),
            SyncedColumn("count", "integer"),
        ),
    ),
    SyncedTable(
        "members",
        (
            SyncedColumn("name", "text"),
            SyncedColumn("phone", "text"),
            SyncedColumn("group_id", "id"),
            SyncedColumn("status", "text"),
        ),
    ),
)
NOW = 1_767_225_600_000
DAY = 86_400_000
KEY = bytes(range(32))
_packages = itertools.count(1)


def table_sql(table):
    types = {"id": "BLOB", "integer": "INTEGER"}
    columns = "".join(
        f'"{c.name}" {types.get(c.kind, "TEXT")}{" NOT NULL" if c.required else ""}'
        f"{'' if c.default is None else f' DEFAULT {c.default}'},"
        for c in table.columns
    )
    return (
        f'CREATE TABLE "{table.name}"(id BLOB PRIMARY KEY NOT NULL,{columns}'
        "deleted INTEGER NOT NULL DEFAULT 0)"
    )


def connect(path=":memory:"):
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return connection


def row_id(number, maker=0):
    """A fixed id of 16 bytes."""
    return maker.to_bytes(2, "big") + number.to_bytes(14, "big")


def packed(records, **about):
    """Records as one package with an id of its own."""
    return merge.Package(next(_packages).to_bytes(16, "big"), list(records), **about)


@cache
def template(schema):
    """An empty database to copy, because making one takes sixty statements."""
    connection = connect()
    for statement in (*ddl.EVERY, *(table_sql(table) for table in schema)):
        connection.execute(statement)
    replica.initialise(connection, replica=1)
    ddl.install_triggers(connection, schema)
    return connection


@dataclass
class Replica:
    """One installation: a database and the few things a person can do to it."""

    number: int
    now_ms: int = NOW
    schema: tuple = SCHEMA
    path: str = ":memory:"
    connection: object = field(init=False)

    def __post_init__(self):
        self.connection = connect(self.path)
        template(self.schema).backup(self.connection)
        for name in ("sync_clock", "sync_branch"):
            self.connection.execute(f"UPDATE {name} SET replica=?", (self.number,))
        self.set_clock(self.now_ms)

    def set_clock(self, now_ms):
        self.connection.execute("UPDATE sync_clock SET now_ms=?", (now_ms,))

    def insert(self, table, row, **values):
        names = ",".join(["id", *(f'"{name}"' for name in values)])
        marks = ",".join("?" for _ in range(len(values) + 1))
        self.connection.execute(
            f'INSERT INTO "{table}"({names}) VALUES({marks})', (row, *values.values())
        )

    def update(self, table, row, **values):
        for name, value in values.items():
            self.connection.execute(f'UPDATE "{table}" SET "{name}"=? WHERE id=?', (value, row))

    def value(self, table, row, column):
        found = self.connection.execute(
            f'SELECT "{column}" FROM "{table}" WHERE id=?', (row,)
        ).fetchone()
        return None if found is None else found[0]

    def rows(self, sql, *parameters):
        return self.connection.execute(sql, parameters).fetchall()

    def export(self, replicas=None, above=None):
        return list(export(self.connection, replicas, above or {}))

    def merge(self, *packages, **options):
        return merge.merge(self.connection, self.schema, packages, **options)

    def take(self, *records_of_packages):
        return self.merge(*(packed(records) for records in records_of_packages))

    def conflicts(self):
        return self.rows("SELECT tbl,col,kind FROM sync_conflict ORDER BY row_id,col,kind")

    def digest(self):
        """Everything that must converge: rows, log, winners, open differences."""
        parts = [self.rows(f'SELECT * FROM "{t.name}" ORDER BY id') for t in self.schema]
        parts.append(
            self.rows(
                "SELECT replica,seq,hlc,tbl,row_id,op,col,value,patch,p_replica,p_seq,ctx,user_id,"
                "schema_v,reason FROM sync_change ORDER BY 1,2"
            )
        )
        derived = ("sync_supersedes", "sync_cell", "sync_conflict", "sync_orphan")
        return parts + [sorted(self.rows(f"SELECT * FROM {name}")) for name in derived]

    def close(self):
        self.connection.close()
