"""One batch of files: what is counted, what is left out, what a failure leaves behind."""

import pytest
from replicas import NOW, SCHEMA, Replica, packed, row_id
from sqlcipher3 import dbapi2

from kube_desktop.db.sync import merge, packages, peers
from kube_desktop.db.sync.ddl import missing_triggers
from kube_desktop.db.sync.refs import RowRef


@pytest.fixture
def laptop():
    laptop = Replica(1)
    for number in range(1, 6):
        laptop.insert("members", row_id(number), name=f"Orang {number}")
    return laptop


@pytest.fixture
def office():
    return Replica(9)


def test_the_preview_says_what_the_merge_then_does_and_changes_nothing(laptop, office):
    before = office.digest()
    package = packed(laptop.export())
    foreseen = merge.preview(office.connection, SCHEMA, [package])
    assert office.digest() == before
    assert foreseen.tables == {"members": merge.TableCounts(new=5)}
    assert office.merge(package) == foreseen


def test_merging_the_same_file_again_changes_nothing(laptop, office):
    office.take(laptop.export())
    before = office.digest()
    again = office.take(laptop.export())
    assert (again.new_changes, again.known_changes, again.tables) == (0, 5, {})
    assert office.digest() == before


def test_the_same_file_twice_in_one_batch_is_merged_once(laptop, office):
    package = packed(laptop.export())
    result = office.merge(package, package)
    assert [(p.new, p.known, p.error) for p in result.packages] == [(5, 0, None), (0, 5, None)]
    assert result.tables == {"members": merge.TableCounts(new=5)}


def test_rows_that_were_there_and_got_a_new_value_count_as_changed(laptop, office):
    office.take(laptop.export())
    laptop.update("members", row_id(1), name="Satu", phone="0811")
    laptop.insert("members", row_id(6), name="Enam")
    laptop.update("members", row_id(6), phone="0822")
    result = office.take(laptop.export())
    assert result.tables["members"] == merge.TableCounts(new=1, changed=1)
    assert result.new_rows == (RowRef("members", row_id(6)),)
    assert result.changed_rows == (RowRef("members", row_id(1)),)


def test_one_unusable_file_is_left_out_and_the_others_are_merged(laptop, office):
    def broken():
        yield from laptop.export()[:3]
        raise ValueError("damaged")

    other = Replica(2)
    other.insert("groups", row_id(7), name="Mekar")
    result = office.merge(merge.Package(bytes(16), broken()), packed(other.export()))
    assert [type(p.error) for p in result.packages] == [ValueError, type(None)]
    assert office.rows("SELECT count(*) FROM members") == [(0,)]
    assert office.rows("SELECT count(*) FROM groups") == [(1,)]
    assert office.rows("SELECT count(*) FROM sync_change") == [(1,)]


def test_stopping_undoes_the_whole_batch(laptop, office):
    class StoppedError(Exception):
        pass

    def stopped():
        yield from laptop.export()[:2]
        raise StoppedError

    before = office.digest()
    with pytest.raises(StoppedError):
        office.merge(
            packed(laptop.export()), merge.Package(bytes(16), stopped()), abort_on=(StoppedError,)
        )
    assert office.digest() == before
    assert office.rows("SELECT applying FROM sync_clock") == [(0,)]


def test_the_callback_after_each_file_can_stop_the_batch(laptop, office):
    def stop(result):
        raise KeyboardInterrupt

    before = office.digest()
    with pytest.raises(KeyboardInterrupt):
        office.merge(packed(laptop.export()), merged=stop)
    assert office.digest() == before


def test_within_a_transaction_of_the_caller_a_failure_undoes_only_the_merge(laptop, office):
    office.connection.execute("BEGIN")
    office.insert("groups", row_id(8), name="Mekar")

    def stop(result):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.merge(packed(laptop.export()), merged=stop)
    office.connection.execute("COMMIT")
    assert office.rows("SELECT count(*) FROM groups") == [(1,)]
    assert office.rows("SELECT count(*) FROM members") == [(0,)]


def test_a_file_may_only_carry_changes_of_the_laptop_that_signed_it(laptop, office):
    def signed(records, key):
        return packed(records, signer=key, may_relay=False)

    assert office.merge(signed(laptop.export(), b"A")).packages[0].error is None
    assert peers.keys_of(office.connection) == {1: b"A"}
    laptop.update("members", row_id(1), name="Satu")
    forged = office.merge(signed(laptop.export(), b"B"))
    assert isinstance(forged.packages[0].error, peers.ForeignReplicaError)
    assert office.value("members", row_id(1), "name") == "Orang 1"
    office.insert("groups", row_id(7), name="Mekar")
    own = office.merge(signed(office.export([9]), b"B"))
    assert isinstance(own.packages[0].error, peers.ForeignReplicaError)


def test_a_missing_file_is_named_until_it_arrives(laptop, office):
    records = laptop.export()
    assert office.take(records[3:]).gaps == (peers.Gap(1, 1, 3),)
    assert peers.watermark(office.connection) == {}
    assert office.take(records[1:2]).gaps == (peers.Gap(1, 1, 1),)
    assert office.take(records[:1]).gaps == (peers.Gap(1, 3, 3),)
    assert peers.watermark(office.connection) == {1: 2}
    assert office.take(records).gaps == ()
    assert peers.watermark(office.connection) == {1: 5}
    assert office.rows("SELECT contiguous_seq,max_seq FROM sync_peer") == [(5, 5)]


def test_numbers_out_of_order_within_a_file_arrive_all_the_same(laptop, office):
    records = laptop.export()
    office.take([records[4], records[0], records[2], records[2], records[1], records[3]])
    assert peers.watermark(office.connection) == {1: 5}
    assert office.digest()[1] == laptop.digest()[1]


def test_an_edit_that_arrives_before_its_row_appears_with_it(laptop, office):
    laptop.update("members", row_id(1), name="Satu")
    records = laptop.export()
    office.take(records[5:])
    assert office.rows("SELECT count(*) FROM sync_orphan") == [(1,)]
    office.take(records[:1])
    assert office.value("members", row_id(1), "name") == "Satu"
    assert office.rows("SELECT count(*) FROM sync_orphan") == [(0,)]


def test_names_that_are_no_names_are_refused(office):
    evil = ("I", 1, 1, 1, 'x"; DROP TABLE members; --', row_id(1), ("a",), (1,), None, 1, None)
    result = office.take([evil])
    assert isinstance(result.packages[0].error, ValueError)
    assert office.rows("SELECT count(*) FROM members") == [(0,)]


def test_the_page_cache_is_as_before_afterwards(laptop, office):
    before = office.rows("PRAGMA cache_size")
    office.take(laptop.export())
    assert office.rows("PRAGMA cache_size") == before


def test_the_driver_still_stores_not_a_number_as_null(office):
    assert office.rows("SELECT typeof(?)", float("nan")) == [("null",)]


def test_who_and_why_travel_with_each_change(laptop, office):
    laptop.connection.execute(
        "UPDATE sync_clock SET actor=?,reason='salah ketik',schema_v=3", (row_id(77),)
    )
    laptop.update("members", row_id(1), name="Satu")
    office.take(laptop.export())
    assert office.rows("SELECT user_id,reason,schema_v FROM sync_change WHERE op='U'") == [
        (row_id(77), "salah ketik", 3)
    ]


def test_a_full_disk_undoes_everything(laptop, tmp_path):
    office = Replica(9, path=tmp_path / "office.db")
    pages = office.rows("PRAGMA page_count")[0][0]
    before = office.digest()
    office.rows(f"PRAGMA max_page_count={pages + 2}")
    for number in range(10, 400):
        laptop.insert("members", row_id(number), name="x" * 300)
    with pytest.raises(dbapi2.OperationalError, match="full"):
        office.take(laptop.export())
    assert office.digest() == before
    office.rows("PRAGMA max_page_count=100000")
    assert office.take(laptop.export()).new_changes == 395


def test_a_file_seen_before_is_found_by_its_hash(office):
    entry = packages.Registered(bytes(16), b"h", b"A", "2026-11-19", "merged", 5, "")
    assert packages.merged_before(office.connection, b"h") is None
    packages.register(office.connection, entry)
    assert packages.merged_before(office.connection, b"h") == entry


def test_a_trigger_that_is_gone_or_changed_is_named(office):
    assert missing_triggers(office.connection, SCHEMA) == ()
    office.connection.execute("DROP TRIGGER sync_members_au")
    assert missing_triggers(office.connection, SCHEMA) == ("sync_members_au",)


def test_clocks_before_1970_and_after_9999_do_not_break_the_order():
    for now in (-(10**15), 10**15, 2**62):
        laptop, office = Replica(1, now), Replica(9, NOW)
        laptop.insert("members", row_id(1), name="Siti")
        laptop.update("members", row_id(1), name="Sitti")
        office.take(laptop.export())
        office.update("members", row_id(1), name="Situ")
        laptop.take(office.export())
        assert laptop.value("members", row_id(1), "name") == "Situ"
        assert all(0 <= hlc < 2**62 for (hlc,) in laptop.rows("SELECT hlc FROM sync_change"))
