"""Situations that went wrong in the field or in a prototype, each kept as a fixed test."""

import pytest
from replicas import DAY, NOW, SCHEMA, Replica, packed, row_id, table_sql
from sqlcipher3 import dbapi2

from kube_desktop.db.sync import ddl, history, merge, peers, rebuild, replica, resolve
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.refs import RowRef
from kube_desktop.db.sync.schema import SyncedColumn, SyncedTable

SITI = row_id(1)


def siti_at(*replicas):
    first = replicas[0]
    first.insert("members", SITI, name="Siti", phone="0811")
    for other in replicas[1:]:
        other.take(first.export())


def exchange_all(*replicas):
    for _ in range(2):
        files = [one.export() for one in replicas]
        for one in replicas:
            one.take(*files)


def test_a_correction_made_after_seeing_a_value_wins_over_a_clock_years_ahead():
    wrong, right, office = Replica(1, NOW + 5 * 365 * DAY), Replica(2), Replica(9)
    siti_at(wrong, right)
    right.update("members", SITI, phone="0822")
    for file in (right.export(), wrong.export()):
        for one in (office, wrong, right):
            one.take(file)
    assert [one.value("members", SITI, "phone") for one in (wrong, right, office)] == ["0822"] * 3
    assert office.conflicts() == []
    ahead = office.rows("SELECT (hlc>>16) FROM sync_clock")[0][0] - NOW
    assert ahead <= DAY + 1


def test_a_decision_against_a_clock_years_ahead_holds_everywhere():
    wrong, right, office = Replica(1, NOW + 5 * 365 * DAY), Replica(2), Replica(9)
    siti_at(wrong, right)
    wrong.set_clock(NOW + 5 * 365 * DAY + 60_000)
    wrong.update("members", SITI, name="Siti A")
    right.update("members", SITI, name="Siti B")
    office.take(right.export(), wrong.export())
    assert office.value("members", SITI, "name") == "Siti A"
    assert office.conflicts() == [("members", "name", "edit")]
    resolve.resolve(office.connection, SCHEMA, "members", SITI, "name", "Siti B")
    exchange_all(wrong, right, office)
    for one in (wrong, right, office):
        assert one.value("members", SITI, "name") == "Siti B"
        assert one.conflicts() == []
    right.update("members", SITI, name="Siti C")
    exchange_all(wrong, right, office)
    assert wrong.value("members", SITI, "name") == "Siti C"


def test_edits_of_different_fields_both_survive_and_are_listed_as_parallel():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two, office)
    one.update("members", SITI, phone="0822")
    two.update("members", SITI, status="pindah")
    result = office.take(one.export(), two.export())
    assert (office.value("members", SITI, "phone"), office.value("members", SITI, "status")) == (
        "0822",
        "pindah",
    )
    assert result.tables["members"] == merge.TableCounts(changed=1, parallel=1)
    assert result.parallel_rows == (RowRef("members", SITI),)
    assert result.differences == ()


def test_an_edit_whose_writer_had_seen_the_other_is_not_parallel():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two, office)
    one.update("members", SITI, phone="0822")
    office.take(one.export())
    two.take(one.export())
    two.update("members", SITI, status="pindah")
    informed = packed(two.export([2]), known=peers.watermark(two.connection))
    assert office.merge(informed).parallel_rows == ()


def test_the_same_value_typed_twice_is_no_difference():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two)
    for laptop in (one, two):
        laptop.update("members", SITI, phone="0822")
    office.take(one.export(), two.export())
    assert office.conflicts() == []


def test_correcting_a_value_that_two_had_typed_leaves_no_difference():
    one, two, office = Replica(1), Replica(2, NOW + 1000), Replica(9)
    siti_at(one, two)
    for laptop in (one, two):
        laptop.update("members", SITI, phone="0822")
    office.take(one.export(), two.export())
    office.update("members", SITI, phone="0833")
    exchange_all(one, two, office)
    for replica_ in (one, two, office):
        assert replica_.value("members", SITI, "phone") == "0833"
        assert replica_.conflicts() == []


def test_a_value_against_an_emptied_field_is_a_difference():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two)
    one.update("members", SITI, phone=None)
    two.update("members", SITI, phone="0822")
    office.take(one.export(), two.export())
    assert office.conflicts() == [("members", "phone", "edit")]


def test_a_deletion_against_an_unseen_edit_is_left_to_a_person():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two)
    one.update("members", SITI, deleted=1)
    two.update("members", SITI, status="pindah")
    office.take(one.export(), two.export())
    assert office.conflicts() == [("members", "deleted", "delete")]
    assert office.value("members", SITI, "status") == "pindah"
    assert office.value("members", SITI, "deleted") == 0  # visible until a person decides
    assert rebuild.verify(office.connection, SCHEMA) == ()
    (open_one,) = history.differences(office.connection, SCHEMA)
    assert [v.value for v in open_one.unseen] == ["pindah"]
    resolve.resolve(office.connection, SCHEMA, "members", SITI, "deleted", 0)
    exchange_all(one, two, office)
    for replica_ in (one, two, office):
        assert replica_.value("members", SITI, "deleted") == 0
        assert replica_.conflicts() == []


def test_a_deletion_that_had_seen_the_edit_is_none():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two)
    two.update("members", SITI, status="pindah")
    one.take(two.export())
    one.update("members", SITI, deleted=1)
    office.take(one.export())
    assert office.conflicts() == []


def test_keeping_a_deletion_settles_it_too():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two)
    one.update("members", SITI, deleted=1)
    two.update("members", SITI, status="pindah")
    office.take(one.export(), two.export())
    resolve.resolve(office.connection, SCHEMA, "members", SITI, "deleted", 1, reason="pindah")
    assert office.conflicts() == []
    assert office.value("members", SITI, "deleted") == 1
    with pytest.raises(resolve.NoDifferenceError):
        resolve.resolve(office.connection, SCHEMA, "members", SITI, "deleted", 1)


def test_a_deletion_against_a_restoring_stays_visible_until_decided():
    one, two, office = Replica(1), Replica(2), Replica(9)
    siti_at(one, two)
    two.update("members", SITI, deleted=1)
    two.update("members", SITI, deleted=0)
    one.set_clock(NOW + 1000)
    one.update("members", SITI, deleted=1)
    office.take(two.export(), one.export())
    assert office.conflicts() == [("members", "deleted", "edit")]
    assert office.value("members", SITI, "deleted") == 0
    resolve.resolve(office.connection, SCHEMA, "members", SITI, "deleted", 1)
    assert office.conflicts() == []
    assert office.value("members", SITI, "deleted") == 1
    assert rebuild.verify(office.connection, SCHEMA) == ()


def test_deleting_for_good_is_refused():
    laptop = Replica(1)
    siti_at(laptop)
    with pytest.raises(dbapi2.IntegrityError, match="hard delete forbidden"):
        laptop.connection.execute("DELETE FROM members")


def test_a_copied_database_is_noticed_and_nothing_of_it_is_lost():
    laptop, office = Replica(7), Replica(9)
    siti_at(laptop)
    copy = Replica(8)
    laptop.connection.backup(copy.connection)
    copy.set_clock(NOW + 5000)
    laptop.update("members", SITI, phone="1")
    copy.update("members", SITI, phone="2")
    office.take(laptop.export())
    result = office.take(copy.export())
    assert (result.parked, result.new_changes) == (1, 0)
    ((number, seq, payload),) = office.rows("SELECT replica,seq,payload FROM sync_bad")
    assert (number, seq) == (7, 2)
    assert '"2"' in payload
    office.take(copy.export())
    assert office.rows("SELECT count(*) FROM sync_bad") == [(1,)]
    assert office.value("members", SITI, "phone") == "1"


def test_own_changes_that_come_back_to_a_restored_backup_begin_a_new_branch():
    laptop, office = Replica(7), Replica(9)
    siti_at(laptop)
    backup = Replica(8)
    laptop.connection.backup(backup.connection)
    laptop.update("members", SITI, phone="0822")
    office.take(laptop.export())
    result = backup.take(office.export())
    assert result.own_branch_moved
    assert backup.value("members", SITI, "phone") == "0822"
    backup.update("members", SITI, phone="0833")
    assert [b.epoch for b in replica.own_branches(backup.connection)] == [1, 2]
    assert peers.gaps(backup.connection) == ()
    office.take(backup.export())
    assert office.value("members", SITI, "phone") == "0833"
    assert office.rows("SELECT * FROM sync_bad") == []


def test_what_a_newer_program_sends_is_kept_passed_on_and_shown_after_the_upgrade():
    email = SyncedColumn("email", "text")
    newer = (
        SCHEMA[0],
        SyncedTable("members", (*SCHEMA[1].columns, email)),
        SyncedTable("surveys", (SyncedColumn("score", "integer"),)),
    )
    new, old, third = Replica(1, schema=newer), Replica(2), Replica(3, schema=newer)
    survey = row_id(5)
    new.insert("members", SITI, name="Siti", email="a@contoh.id")
    new.insert("surveys", survey, score=5)
    new.update("members", SITI, email="s@contoh.id")
    new.update("surveys", survey, score=6)
    result = old.take(new.export())
    assert result.unknown_kept == 4
    assert old.value("members", SITI, "name") == "Siti"
    third.take(old.export())
    assert third.digest() == new.digest()

    old.connection.execute("ALTER TABLE members ADD COLUMN email TEXT")
    old.connection.execute(table_sql(newer[2]))
    old.schema = newer
    ddl.install_triggers(old.connection, newer)
    repaired = rebuild.rebuild(old.connection, newer)
    assert {m.table for m in repaired} == {"members", "surveys"}
    assert old.value("surveys", survey, "score") == 6
    assert fingerprint(old.connection, newer) == fingerprint(new.connection, newer)


def test_a_row_of_an_older_program_gets_the_defaults_of_newer_columns():
    newer = (
        SCHEMA[0],
        SyncedTable(
            "members",
            (
                *SCHEMA[1].columns,
                SyncedColumn("level", "integer", required=True, default="3"),
                SyncedColumn("born_on", "date", required=True),
            ),
        ),
    )
    old, new = Replica(1), Replica(2, schema=newer)
    siti_at(old)
    new.take(old.export())
    assert new.value("members", SITI, "level") == 3
    assert new.value("members", SITI, "born_on") == "1970-01-01"
    assert rebuild.verify(new.connection, newer) == ()


def test_values_of_the_wrong_kind_never_reach_a_table():
    columns = (
        *(SyncedColumn(kind, kind) for kind in ("integer", "date", "instant", "json")),
        SyncedColumn("owner", "id"),
        SyncedColumn("must", "json", required=True),
    )
    kinds = (SyncedTable("things", columns),)
    office = Replica(9, schema=kinds)
    names = ("integer", "date", "instant", "json", "owner", "must", "later")
    wrong = ("abc", "2026-02-30", "kemarin", "{", "zz" * 16, 7, None)
    born = ("I", 1, 1, 1 << 16, "things", SITI, names, wrong, None, 1, None)
    edit = ("U", 1, 2, 2 << 16, "things", SITI, "must", "[", 1, 1, None, None, 1, None)
    assert office.take([born, edit]).packages[0].error is None
    row = office.rows("SELECT integer,date,instant,json,owner,must,deleted FROM things")
    assert row == [(None, None, None, None, None, "null", 0)]
    assert rebuild.verify(office.connection, kinds) == ()


def test_what_a_decision_set_aside_may_arrive_after_the_decision():
    one, two, desk, office = Replica(1), Replica(2), Replica(8), Replica(9)
    siti_at(one, two)
    one.update("members", SITI, name="A")
    two.update("members", SITI, name="B")
    desk.take(one.export(), two.export())
    resolve.resolve(desk.connection, SCHEMA, "members", SITI, "name", "C")
    decided = desk.export()
    office.take([record for record in decided if record[0] != "S"])
    assert office.conflicts() == [("members", "name", "edit")]
    office.take([record for record in decided if record[0] == "S"])
    assert office.conflicts() == []
    assert office.digest() == desk.digest()


def test_a_number_against_the_same_digits_as_text_is_a_difference():
    office = Replica(9)
    born = ("I", 1, 1, 1 << 16, "members", SITI, ("name",), ("a",), None, 1, None)
    text = ("U", 1, 2, 2 << 16, "members", SITI, "name", "7", 1, 1, None, None, 1, None)
    number = ("U", 2, 1, 3 << 16, "members", SITI, "name", 7, 1, 1, None, None, 1, None)
    office.take([born, text], [number])
    assert office.conflicts() == [("members", "name", "edit")]


def test_claims_that_chase_each_other_in_a_circle_still_have_a_winner():
    office = Replica(9)
    born = ("I", 1, 1, 1 << 16, "members", SITI, ("name",), ("a",), None, 1, None)
    one = ("U", 1, 2, 2 << 16, "members", SITI, "name", "b", 1, 3, None, None, 1, None)
    two = ("U", 1, 3, 3 << 16, "members", SITI, "name", "c", 1, 2, None, None, 1, None)
    itself = ("U", 1, 4, 4 << 16, "members", SITI, "phone", "d", 1, 4, None, None, 1, None)
    office.take([born, one, two, itself])
    assert office.value("members", SITI, "name") == "c"
    assert office.value("members", SITI, "phone") == "d"
    assert rebuild.verify(office.connection, SCHEMA) == ()


def test_a_row_created_twice_keeps_both_values_as_a_difference():
    one, two, office = Replica(1), Replica(2, NOW + 1), Replica(9)
    one.insert("members", SITI, name="Siti", phone="0811")
    two.insert("members", SITI, name="Siti", phone="0822")
    office.take(one.export(), two.export())
    assert office.conflicts() == [("members", "phone", "edit")]
    assert office.value("members", SITI, "phone") == "0822"


def test_a_row_created_twice_once_without_a_value_is_a_difference_too():
    one, two, office = Replica(1, NOW + 1), Replica(2), Replica(9)
    one.insert("members", SITI, name="Siti")
    two.insert("members", SITI, name="Siti", phone="0822")
    office.take(one.export(), two.export())
    assert office.conflicts() == [("members", "phone", "edit")]
    assert office.value("members", SITI, "phone") is None


def test_an_id_used_in_two_tables_mixes_nothing_up():
    office = Replica(9)
    group = ("I", 1, 1, 1 << 16, "groups", SITI, ("name",), ("Mekar",), None, 1, None)
    member = ("I", 1, 2, 2 << 16, "members", SITI, ("name",), ("Siti",), None, 1, None)
    edit = ("U", 1, 3, 3 << 16, "members", SITI, "name", "Sitti", 1, 2, None, None, 1, None)
    other = ("U", 1, 4, 4 << 16, "groups", SITI, "name", "Sitti", 1, 1, None, None, 1, None)
    third = ("U", 1, 5, 5 << 16, "members", SITI, "name", "Sari", 1, 3, None, None, 1, None)
    office.take([edit, other, third], [group, member])
    assert office.value("groups", SITI, "name") == "Sitti"
    assert office.value("members", SITI, "name") == "Sari"
    assert office.conflicts() == []
    assert rebuild.verify(office.connection, SCHEMA) == ()


def test_a_row_created_by_programs_of_different_age_is_the_same_in_any_order():
    older = ("I", 1, 1, 5 << 16, "members", SITI, ("name",), ("a",), None, 1, None)
    newer = ("I", 2, 1, 4 << 16, "members", SITI, ("name", "phone"), ("b", "1"), None, 2, None)
    edit = ("U", 2, 2, 6 << 16, "members", SITI, "phone", "2", 2, 1, None, None, 2, None)
    digests = []
    for order in ((older, newer, edit), (edit, newer, older), (newer, older, edit)):
        office = Replica(9)
        for record in order:
            office.take([record])
        assert rebuild.verify(office.connection, SCHEMA) == ()
        assert office.value("members", SITI, "phone") == "2"
        digests.append(office.digest())
    assert digests[0] == digests[1] == digests[2]
    office.update("members", SITI, name="c")
    assert office.value("members", SITI, "name") == "c"
