"""Every write goes through the change log, whatever made it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from replicas import SCHEMA, Replica, row_id
from sqlcipher3 import dbapi2

from kube_desktop.db.sync import cells, history
from kube_desktop.db.sync.ddl import install_triggers
from kube_desktop.db.sync.records import patch_text
from kube_desktop.db.sync.schema import SyncedColumn

SITI, GROUP = row_id(1), row_id(2)


@pytest.fixture
def laptop():
    return Replica(1)


def patches(laptop):
    return [json.loads(p) for (p,) in laptop.rows("SELECT patch FROM sync_change WHERE op='I'")]


def test_a_new_row_is_logged_whole_with_ids_as_text_and_gaps_as_null(laptop):
    laptop.insert("members", SITI, name="Siti", group_id=GROUP)
    assert patches(laptop) == [
        {"name": "Siti", "phone": None, "group_id": GROUP.hex(), "status": None, "deleted": 0}
    ]


def test_a_changed_field_is_logged_alone_with_the_version_it_replaced(laptop):
    laptop.insert("members", SITI, name="Siti")
    laptop.update("members", SITI, group_id=GROUP)
    laptop.update("members", SITI, group_id=None)
    assert laptop.rows("SELECT seq,col,value,p_seq FROM sync_change WHERE op='U'") == [
        (2, "group_id", GROUP.hex(), 1),
        (3, "group_id", None, 2),
    ]


def test_writing_the_same_value_again_is_no_change(laptop):
    laptop.insert("members", SITI, name="Siti", phone=None)
    laptop.update("members", SITI, name="Siti", phone=None, deleted=0)
    assert laptop.rows("SELECT count(*) FROM sync_change") == [(1,)]


def test_one_statement_that_changes_many_rows_and_fields_is_logged_completely(laptop):
    for number in range(100):
        laptop.insert("members", row_id(number), name="x")
    laptop.connection.execute("UPDATE members SET phone='0811',status='aktif'")
    assert laptop.rows("SELECT col,count(*) FROM sync_change WHERE op='U' GROUP BY col") == [
        ("phone", 100),
        ("status", 100),
    ]
    assert laptop.rows("SELECT count(*),max(seq) FROM sync_change") == [(300, 300)]


def test_text_that_was_just_made_by_a_json_function_stays_text(laptop):
    laptop.connection.execute(
        "INSERT INTO members(id,name,phone) VALUES(?,json_array(1),json_object('a',1))", (SITI,)
    )
    assert patches(laptop)[0]["name"] == "[1]"
    assert patches(laptop)[0]["phone"] == '{"a":1}'


def test_what_is_rolled_back_is_not_in_the_log(laptop):
    laptop.connection.execute("BEGIN")
    laptop.insert("members", SITI, name="Siti")
    laptop.connection.execute("ROLLBACK")
    laptop.insert("members", SITI, name="Siti")
    assert laptop.rows("SELECT seq FROM sync_change") == [(1,)]


def test_removing_a_row_is_refused_and_the_bin_is_not(laptop):
    laptop.insert("members", SITI, name="Siti")
    with pytest.raises(dbapi2.IntegrityError):
        laptop.connection.execute("DELETE FROM members WHERE id=?", (SITI,))
    laptop.update("members", SITI, deleted=1)
    assert laptop.rows("SELECT col,value,ctx FROM sync_change WHERE op='U'") == [
        ("deleted", 1, '{"1":1}')
    ]


def test_triggers_can_be_installed_again_and_again(laptop):
    install_triggers(laptop.connection, SCHEMA)
    laptop.insert("members", SITI, name="Siti")
    assert laptop.rows("SELECT count(*) FROM sync_change") == [(1,)]


def test_an_edit_here_of_a_field_with_a_difference_keeps_the_other_value_open(laptop):
    other = Replica(2)
    laptop.insert("members", SITI, name="Siti")
    other.take(laptop.export())
    laptop.update("members", SITI, name="A")
    other.update("members", SITI, name="B")
    laptop.take(other.export())
    assert laptop.value("members", SITI, "name") == "B"
    laptop.update("members", SITI, name="C")
    cells.settle(laptop.connection, SCHEMA)
    (open_one,) = history.differences(laptop.connection, SCHEMA)
    assert [version.value for version in open_one.versions] == ["A", "C"]
    laptop.update("members", SITI, name="A")
    cells.settle(laptop.connection, SCHEMA)
    assert history.count_differences(laptop.connection, SCHEMA) == 0


TEXT = st.text(st.characters(codec="utf-8"))


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.integers(-(2**63), 2**63 - 1))
def test_the_log_says_exactly_what_was_written(name, phone, count):
    laptop, office = Replica(1), Replica(9)
    laptop.insert("members", SITI, name=name, phone=phone)
    laptop.insert("groups", GROUP, name="", count=count)
    laptop.update("members", SITI, phone=name)
    laptop.update("groups", GROUP, name=phone)
    ((patch,),) = laptop.rows("SELECT patch FROM sync_change WHERE seq=1")
    assert patch == patch_text(json.loads(patch)), "equal changes must be equal text everywhere"
    office.take(laptop.export())
    office.take(laptop.export())
    assert office.rows("SELECT * FROM sync_bad") == []
    assert office.digest() == laptop.digest()
    for one in (laptop, office):
        one.close()


def test_a_required_column_without_default_is_filled_by_its_kind():
    kinds = ("id", "text", "integer", "date", "instant", "json")
    filled = [SyncedColumn("x", kind, required=True).absent for kind in kinds]
    assert len(set(filled)) == len(kinds)
    assert SyncedColumn("x", "text").absent == "NULL"
    assert SyncedColumn("x", "text", required=True, default="'a'").absent == "'a'"
