"""Fingerprint, history, repair: what the log says is what is shown, and everybody can check it."""

import hashlib
import json

import pytest
from replicas import NOW, SCHEMA, Replica, row_id
from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from kube_desktop.db.models import Base
from kube_desktop.db.sync import rebuild
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.history import Standing, differences, history
from kube_desktop.db.sync.mapping import schema_of
from kube_desktop.db.sync.resolve import resolve

SITI = row_id(1)


def print_of(one):
    return fingerprint(one.connection, SCHEMA)


@pytest.fixture
def pair():
    one, two = Replica(1), Replica(2, NOW + 1000)
    one.insert("members", SITI, name="Siti", phone="0811")
    two.take(one.export())
    return one, two


def test_equal_content_has_an_equal_fingerprint_on_every_installation(pair):
    one, two = pair
    assert print_of(one) == print_of(two)
    two.update("members", SITI, phone="0822")
    assert print_of(one) != print_of(two)
    two.update("members", SITI, phone="0811")
    assert print_of(one) == print_of(two), "how it came about does not matter"


@pytest.mark.parametrize(
    ("column", "value"), [("phone", ""), ("phone", None), ("deleted", 1), ("group_id", SITI)]
)
def test_any_other_content_has_another_fingerprint(pair, column, value):
    one, two = pair
    two.update("members", SITI, **{column: value})
    assert print_of(one) != print_of(two)


def test_the_fingerprint_is_the_hash_anybody_can_compute_from_the_rows(pair):
    one, _ = pair
    one.update("members", SITI, name='Siti "é" \n 😀 \\', group_id=row_id(9))
    kinds = {"id": "id", "integer": "integer"}
    lines = []
    for table in SCHEMA:
        columns = table.logged_columns
        lines.append(["table", table.name, *([c.name, kinds.get(c.kind, "text")] for c in columns)])
        names = ",".join(f'"{c.name}"' for c in columns)
        rows = one.rows(f'SELECT id,{names} FROM "{table.name}" ORDER BY id')  # noqa: S608
        lines += [[v.hex() if isinstance(v, bytes) else v for v in row] for row in rows]
    text = "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines
    )
    assert hashlib.sha256(text.encode()).hexdigest() == print_of(one)


def test_an_open_difference_is_part_of_the_fingerprint(pair):
    one, two = pair
    office, other = Replica(8), Replica(9)
    for desk in (office, other):
        desk.take(one.export())
    one.update("members", SITI, name="A")
    two.update("members", SITI, name="B")
    office.take(one.export(), two.export())
    other.take(two.export())
    assert office.value("members", SITI, "name") == other.value("members", SITI, "name") == "B"
    assert print_of(office) != print_of(other)
    other.take(one.export())
    assert print_of(office) == print_of(other)


def test_the_history_tells_what_became_of_every_value(pair):
    one, two = pair
    one.connection.execute("UPDATE sync_clock SET actor=?", (row_id(5),))
    one.update("members", SITI, name="A")
    two.update("members", SITI, name="B")
    one.take(two.export())

    def story():
        versions = history(one.connection, SCHEMA, "members", SITI)
        return [(v.value, v.standing) for v in versions if v.column == "name"]

    assert story() == [
        ("Siti", Standing.REPLACED),
        ("A", Standing.OPEN),
        ("B", Standing.CURRENT),
    ]
    resolve(one.connection, SCHEMA, "members", SITI, "name", "A", reason="sesuai KTP")
    assert story() == [
        ("Siti", Standing.REPLACED),
        ("A", Standing.REPLACED),
        ("B", Standing.SET_ASIDE),
        ("A", Standing.CURRENT),
    ]
    last = history(one.connection, SCHEMA, "members", SITI)[-1]
    assert (last.reason, last.user_id, last.replica) == ("sesuai KTP", row_id(5), 1)
    assert last.at_ms >= NOW
    assert [v.standing for v in history(one.connection, SCHEMA, "members", row_id(99))] == []


def test_differences_come_in_pages(pair):
    one, two = pair
    for desk, letter in ((one, "A"), (two, "B")):
        desk.update("members", SITI, name=letter, phone=letter, status=letter)
    one.take(two.export())
    found = differences(one.connection, SCHEMA)
    assert [d.column for d in found] == ["name", "phone", "status"]
    assert differences(one.connection, SCHEMA, limit=1, offset=1) == found[1:2]


def test_a_row_changed_past_the_program_is_named_and_repaired(pair):
    one, _ = pair
    one.update("members", SITI, name="Sitti")
    one.connection.execute("UPDATE sync_clock SET applying=1")
    one.update("members", SITI, name="Penipu", phone="0899")
    one.insert("members", row_id(66), name="Hantu")
    one.insert("groups", row_id(7), name="x")
    one.connection.execute("DELETE FROM groups")
    one.connection.execute("UPDATE sync_clock SET applying=0")
    found = set(rebuild.verify(one.connection, SCHEMA))
    assert found == {
        rebuild.Mismatch("members", SITI, "name", "value"),
        rebuild.Mismatch("members", SITI, "phone", "value"),
        rebuild.Mismatch("members", row_id(66), None, "not logged"),
    }
    assert one.value("members", SITI, "name") == "Penipu", "a check changes nothing"
    rebuild.rebuild(one.connection, SCHEMA)
    assert one.value("members", SITI, "name") == "Sitti"
    assert one.value("members", SITI, "phone") == "0811"
    assert len(rebuild.verify(one.connection, SCHEMA)) == 1


def test_a_row_that_vanished_is_named_and_brought_back(pair):
    one, _ = pair
    before = print_of(one)
    one.connection.execute("UPDATE sync_clock SET applying=1")
    one.connection.execute("DELETE FROM members")
    one.connection.execute("UPDATE sync_clock SET applying=0")
    assert rebuild.verify(one.connection, SCHEMA) == (
        rebuild.Mismatch("members", SITI, None, "missing"),
    )
    rebuild.rebuild(one.connection, SCHEMA)
    assert print_of(one) == before


def test_derived_tables_that_were_tampered_with_are_rebuilt(pair):
    one, two = pair
    one.update("members", SITI, name="A")
    two.update("members", SITI, name="B")
    one.take(two.export())
    before = one.digest()
    one.connection.execute("DELETE FROM sync_conflict")
    assert [m.table for m in rebuild.verify(one.connection, SCHEMA)] == ["sync_conflict"]
    rebuild.rebuild(one.connection, SCHEMA)
    assert one.digest() == before


def test_every_synced_model_can_be_exchanged():
    schema = schema_of(Base.metadata)
    assert [table.name for table in schema] == sorted(table.name for table in schema)
    marked = {t.name for t in Base.metadata.tables.values() if t.info.get("synced")}
    assert {table.name for table in schema} == marked


def synced(*columns, **options):
    metadata = MetaData()
    Table("parents", metadata, Column("id", LargeBinary(16), primary_key=True))
    return Table(
        "things",
        metadata,
        Column("id", LargeBinary(16), primary_key=True),
        Column("deleted", Integer, server_default="0"),
        *columns,
        info={"synced": True},
        **options,
    ).metadata


@pytest.mark.parametrize(
    "spoiler",
    [
        Column("nik", String, unique=True),
        Column("parent_id", LargeBinary(16), ForeignKey("parents.id")),
        Column("price", Float),
        UniqueConstraint("deleted"),
        CheckConstraint("deleted<2"),
        Index("ux", "deleted", unique=True),
    ],
)
def test_a_synced_table_with_anything_merging_cannot_keep_is_refused(spoiler):
    with pytest.raises(ValueError, match="things"):
        schema_of(synced(spoiler))


def test_defaults_and_kinds_are_read_from_the_models():
    columns = [
        Column("name", String, nullable=False, server_default="it's"),
        Column("owner", LargeBinary(16)),
    ]
    (table,) = schema_of(synced(*columns))
    assert [(c.name, c.kind, c.required, c.default) for c in table.columns] == [
        ("name", "text", True, "'it''s'"),
        ("owner", "id", False, None),
    ]
