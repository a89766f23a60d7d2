import secrets
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from kube_desktop.db import cipher, types
from kube_desktop.db.backup import back_up, check
from kube_desktop.db.database import Database
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.models import Draft, Group, Opened
from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.domain.ids import new_id

DIALECT = sqlite.dialect()


@pytest.fixture
def key(data_paths):
    return Keyring.load(data_paths.keyring).device_key()


@pytest.fixture
def database(data_paths, key, changes):
    database = Database(data_paths.database, key, changes.append)
    yield database
    database.close()


def group_named(name):
    return Group(name=name, village_code="64.07.05.2010", business_type="KUL", state="draf")


def names(database):
    return [row[0] for row in database.reader.rows("SELECT name FROM groups ORDER BY name")]


def test_what_was_written_together_is_kept_and_announced_once(database, changes):
    with database.write() as session:
        session.add(group_named("Melati"))
        session.add(group_named("Mawar"))
        assert changes == []
    assert names(database) == ["Mawar", "Melati"]
    assert changes == [Changes(frozenset({Kind.GROUP}))]


def test_an_error_leaves_nothing_behind_and_announces_nothing(database, changes):
    def fail_half_way():
        with database.write() as session:
            session.add(group_named("Melati"))
            session.flush()
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail_half_way()
    assert names(database) == []
    assert changes == []
    assert database.reader.value("SELECT count(*) FROM sync_change") == 0


def test_reading_discards_what_it_changed(database, changes):
    with database.write() as session:
        session.add(group_named("Melati"))
    changes.clear()
    with database.read() as session:
        session.scalars(select(Group)).one().name = "Mawar"
        session.flush()
    assert names(database) == ["Melati"]
    assert changes == []


def test_writing_nothing_announces_nothing(database, changes):
    with database.write():
        pass
    assert changes == []


def test_what_views_cannot_depend_on_is_not_announced(database, changes):
    with database.write() as session:
        session.add(Opened(record_id=new_id(), kind="groups", opened_at=datetime.now(UTC)))
    assert changes == []


def test_the_log_says_who_did_it(database):
    actor = new_id()
    with database.write(actor=actor) as session:
        session.add(group_named("Melati"))
    assert database.reader.value("SELECT user_id FROM sync_change") == actor.bytes


def test_an_error_of_the_program_tells_nobodys_name(database):
    one = new_id()

    def keep_a_draft():
        with database.write() as session:
            session.add(
                Draft(id=one, form="x", title="Siti Aminah", content={}, typed_at=datetime.now(UTC))
            )

    keep_a_draft()
    with pytest.raises(IntegrityError) as refusal:
        keep_a_draft()
    assert "Siti" not in str(refusal.value)


def test_a_database_of_another_key_is_not_opened(data_paths):
    with pytest.raises(EnvironmentProblem):
        Database(data_paths.database, secrets.token_bytes(32)).connect()


def test_a_backup_holds_everything_encrypted_with_the_same_key(database, data_paths, key):
    with database.write() as session:
        session.add(group_named("Melati Jaya"))
    backup = data_paths.backups / "otomatis.db"
    back_up(data_paths.database, key, backup)
    content = backup.read_bytes()
    assert b"Melati" not in content
    assert not content.startswith(b"SQLite format 3")
    check(backup, key)
    copy = Database(backup, key)
    assert names(copy) == ["Melati Jaya"]
    copy.close()
    assert [path.name for path in data_paths.backups.iterdir()] == ["otomatis.db"]


def test_a_backup_is_of_one_moment_while_writing_goes_on(database, data_paths, key):
    with database.write() as session:
        session.add(group_named("Melati"))
        session.flush()
        back_up(data_paths.database, key, data_paths.backups / "one.db")
    copy = Database(data_paths.backups / "one.db", key)
    assert names(copy) == []
    copy.close()


def test_a_damaged_backup_is_found_out(database, data_paths, key):
    backup = data_paths.backups / "otomatis.db"
    back_up(data_paths.database, key, backup)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(EnvironmentProblem, match="rusak"):
        check(backup, key)


def test_a_backup_that_cannot_be_written_leaves_the_old_one(database, data_paths, key):
    target = data_paths.backups / "otomatis.db"
    target.mkdir()
    with pytest.raises(EnvironmentProblem, match="Cadangan tidak dapat ditulis"):
        back_up(data_paths.database, key, target)
    assert [path.name for path in data_paths.backups.iterdir()] == ["otomatis.db"]


def test_a_backup_of_a_damaged_file_says_what_is_damaged(data_paths, key):
    data_paths.database.write_bytes(b"\x01" * 8192)
    with pytest.raises(EnvironmentProblem, match="Data tidak dapat dibuka dengan aman"):
        back_up(data_paths.database, key, data_paths.backups / "otomatis.db")
    assert list(data_paths.backups.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (types.Id(), UUID(int=5), UUID(int=5).bytes),
        (types.IsoDate(), date(2026, 11, 19), "2026-11-19"),
        (
            types.UtcDateTime(),
            datetime.fromisoformat("2026-11-19T09:41:05.9+08:00"),
            "2026-11-19T01:41:05+00:00",
        ),
        (types.Json(), {"b": [1, "é"], "a": None}, '{"a":null,"b":[1,"é"]}'),
        (types.Json(), [], "[]"),
        (types.Id(), None, None),
        (types.IsoDate(), None, None),
        (types.UtcDateTime(), None, None),
        (types.Json(), None, None),
    ],
    ids=str,
)
def test_values_are_kept_in_a_plain_form(kind, value, stored):
    assert kind.process_bind_param(value, DIALECT) == stored
    back = kind.process_result_value(stored, DIALECT)
    assert back == (value.replace(microsecond=0) if isinstance(value, datetime) else value)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_equal_content_is_equal_text(content):
    shuffled = dict(reversed(content.items()))
    assert types.canonical_json(content) == types.canonical_json(shuffled)


def test_the_search_index_follows_every_change(database):
    def found(word):
        return database.reader.value(
            "SELECT count(*) FROM search_index WHERE search_index MATCH :word", {"word": word}
        )

    with database.write() as session:
        group = group_named("Soekamaju")
        session.add(group)
    assert (found("sukamaju"), found("iram")) == (1, 1)
    with database.write() as session:
        session.get_one(Group, group.id).name = "Mekarsari"
    assert (found("sukamaju"), found("mekarsari")) == (0, 1)
    with database.write() as session:
        session.get_one(Group, group.id).deleted = 1
    assert found("mekarsari") == 0
    with database.write() as session:
        session.get_one(Group, group.id).deleted = 0
    assert found("mekarsari") == 1
    database.reader.rows("SELECT * FROM search_index WHERE search_index MATCH 'mekarsari'")


def test_a_hard_delete_is_refused(data_paths, key, database):
    with database.write() as session:
        session.add(group_named("Melati"))
    connection = cipher.connect(data_paths.database, key)
    with pytest.raises(cipher.DatabaseError, match="hard delete forbidden"):
        connection.execute("DELETE FROM groups")
    connection.close()
