"""Taking a file back leaves everything as if it had never come, whatever came after."""

import itertools
import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from replicas import DAY, NOW, SCHEMA, Replica, packed, row_id

from kube_desktop.db.sync import cells, peers, rebuild, resolve
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.merge import Package
from kube_desktop.db.sync.runs import common, joined, without
from kube_desktop.db.sync.withdraw import foresee, withdraw

OFFICE = 90
SITI, MEKAR = row_id(1, 0xEE), row_id(2, 0xEE)


def state(office):
    """All that must be equal: rows, log, winners, differences, watermarks, gaps."""
    assert rebuild.verify(office.connection, SCHEMA) == ()
    return (
        office.digest(),
        fingerprint(office.connection, SCHEMA),
        {r: seq for r, seq in peers.watermark(office.connection).items() if r != office.number},
        [gap for gap in peers.gaps(office.connection) if gap.replica != office.number],
    )


def without_file(files, k, own=()):
    """An office that never got file k, but did at once what the other office did later."""
    office = Replica(OFFICE + 1)
    office.merge(*(file for n, file in enumerate(files) if n != k))
    if own:
        office.take(own)
    found = state(office)
    found[2].pop(OFFICE, None)
    office.close()
    return found


class Laptops:
    """Laptops that work and send, as the mail of a year."""

    def __init__(self, seed, count=4):
        self.random = random.Random(seed)
        self.laptops = [Replica(n + 1, NOW + (n - 1) * 40 * DAY) for n in range(count)]
        base = Replica(50, NOW - DAY)
        base.insert("members", SITI, name="Siti", phone="1", status="aktif")
        base.insert("groups", MEKAR, name="Mekar", count=1)
        self.base = packed(base.export())
        base.close()
        for laptop in self.laptops:
            laptop.merge(self.base)
        self.rows = [("members", SITI), ("groups", MEKAR)]
        self.made = itertools.count(10)

    def work(self, laptop):
        choice = self.random
        match choice.randrange(9):
            case 0:
                table, row = choice.choice(["members", "groups"]), row_id(next(self.made))
                laptop.insert(table, row, name=f"baru {choice.randrange(9)}")
                self.rows.append((table, row))
            case 1:
                row = row_id(choice.randrange(3), 0xDD)
                if laptop.value("members", row, "deleted") is None:
                    laptop.insert("members", row, name="ganda", phone=str(choice.randrange(3)))
                    self.rows.append(("members", row))
            case 2:
                table, row = choice.choice(self.rows)
                laptop.update(table, row, deleted=choice.randrange(2))
            case 3 | 4:
                self.decide(laptop)
            case _:
                table, row = choice.choice(self.rows[:2] if choice.random() < 0.6 else self.rows)
                column = choice.choice(["name", "phone" if table == "members" else "village"])
                laptop.update(table, row, **{column: choice.choice(["a", "b", "c", "d", None])})
        cells.settle(laptop.connection, SCHEMA)

    def decide(self, laptop):
        found = laptop.rows("SELECT tbl,row_id,col FROM sync_conflict ORDER BY 2,3")
        if found:
            table, row, column = self.random.choice(found)
            value = 0 if column == "deleted" else "putusan"
            resolve.resolve(laptop.connection, SCHEMA, table, row, column, value)

    def files(self, count, steps=9):
        """Files of one laptop each, whole or from some number on; some carry what others wrote."""
        files = [self.base]
        for _ in range(count - 1):
            laptop = self.random.choice(self.laptops)
            for _ in range(self.random.randrange(2, steps)):
                self.work(laptop)
            if self.random.random() < 0.6:
                laptop.merge(self.random.choice(files))
            own = self.random.random() < 0.7
            start = {laptop.number: self.random.choice([0, 0, 1, 3])}
            files.append(packed(laptop.export([laptop.number] if own else None, start)))
        return files

    def close(self):
        for laptop in self.laptops:
            laptop.close()


def check_every(seed, count, office_works):
    laptops = Laptops(seed)
    files = laptops.files(count)
    office = Replica(OFFICE)
    half = len(files) // 2
    office.merge(*files[:half])
    for _ in range(office_works):
        laptops.work(office)
    office.merge(*files[half:])
    for _ in range(office_works):
        laptops.work(office)
    own = office.export([OFFICE])
    full = state(office)
    for k, file in enumerate(files):
        before = office.digest()
        foreseen = foresee(office.connection, SCHEMA, file.pkg_id)
        assert office.digest() == before, "looking changed something"
        assert withdraw(office.connection, SCHEMA, file.pkg_id) == foreseen
        assert state(office) == without_file(files, k, own), f"seed {seed}, file {k}"
        office.merge(file)
        assert state(office) == full, f"seed {seed}, file {k} again"
    office.close()
    laptops.close()


def test_twenty_files_each_taken_back_alone_equals_merging_without_it():
    check_every(seed=20, count=20, office_works=6)


@settings(
    max_examples=int(os.environ.get("KUBE_EXAMPLES", "6")),
    deadline=None,
    derandomize="KUBE_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**9), count=st.integers(2, 7), office_works=st.integers(0, 5))
def test_whatever_people_did_each_file_can_be_taken_back(seed, count, office_works):
    check_every(seed, count, office_works)


@given(runs=st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6)), max_size=6),
       others=st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6)), max_size=6))  # fmt: skip
def test_runs_are_sets_of_numbers(runs, others):
    runs, others = ([(first, first + more) for first, more in one] for one in (runs, others))

    def numbers(ones):
        return {n for first, last in ones for n in range(first, last + 1)}

    assert numbers(joined(runs)) == numbers(runs)
    assert numbers(without(runs, others)) == numbers(runs) - numbers(others)
    assert numbers(common(runs, others)) == numbers(runs) & numbers(others)
    assert all(b - a > 1 for (_, a), (b, _) in itertools.pairwise(joined(runs)))


@pytest.fixture
def laptops():
    """Two laptops and an office that all have Siti and Mekar, from one first file."""
    made = Laptops(1, count=2)
    office = Replica(OFFICE)
    office.merge(made.base)
    yield (*made.laptops, office)
    office.close()
    made.close()


def sent(laptop):
    return packed(laptop.export([laptop.number]))


def test_what_another_file_carried_too_stays(laptops):
    one, _, office = laptops
    one.update("members", SITI, phone="2")
    first = sent(one)
    one.update("members", SITI, name="Siti A")
    second = sent(one)
    office.merge(first, second)
    done = withdraw(office.connection, SCHEMA, first.pkg_id)
    assert (done.removed, done.kept) == (0, 1)
    assert office.value("members", SITI, "phone") == "2"
    done = withdraw(office.connection, SCHEMA, second.pkg_id)
    assert (done.removed, done.kept) == (2, 0)
    assert [(one.column, one.old, one.new) for one in done.changed] == [
        ("name", "Siti A", "Siti"), ("phone", "2", "1"),
    ]  # fmt: skip
    assert done.changed_rows == {"members": 1}


def test_our_own_changes_stay_even_when_a_laptop_sends_them_back(laptops):
    one, _, office = laptops
    office.update("members", SITI, phone="kantor")
    one.take(office.export())
    back = packed(one.export())
    office.merge(back)
    assert withdraw(office.connection, SCHEMA, back.pkg_id).removed == 0
    assert office.value("members", SITI, "phone") == "kantor"


def test_a_decision_stands_when_a_version_it_was_about_is_taken_back(laptops):
    one, two, office = laptops
    one.update("members", SITI, phone="satu")
    two.update("members", SITI, phone="dua")
    first, second = sent(one), sent(two)
    office.merge(first, second)
    resolve.resolve(office.connection, SCHEMA, "members", SITI, "phone", "satu", reason="KTP")
    done = withdraw(office.connection, SCHEMA, first.pkg_id)
    assert [(one.table, one.row_id, one.column) for one in done.groundless] == [
        ("members", SITI, "phone")
    ]
    assert office.value("members", SITI, "phone") == "satu"
    assert office.conflicts() == []


def test_edits_of_a_row_that_vanishes_wait_for_it(laptops):
    one, _, office = laptops
    new = row_id(77)
    one.insert("members", new, name="Baru")
    file = sent(one)
    office.merge(file)
    office.update("members", new, phone="dari kantor")
    done = withdraw(office.connection, SCHEMA, file.pkg_id)
    assert [ref.row_id for ref in done.vanished] == [ref.row_id for ref in done.orphaned] == [new]
    assert office.value("members", new, "name") is None
    assert office.rows("SELECT row_id FROM sync_orphan") == [(new,)]
    office.merge(file)
    assert office.value("members", new, "phone") == "dari kantor"
    assert office.rows("SELECT row_id FROM sync_orphan") == []


def test_the_second_content_of_a_number_comes_to_the_fore(laptops):
    """A laptop copied with its folder: both wrote under one number; one of the two goes."""
    one, _, office = laptops
    other = Replica(one.number)
    one.update("members", SITI, phone="asli")
    other.insert("groups", row_id(5), name="Salinan")
    first, second = sent(one), sent(other)
    office.merge(first, second)
    assert office.rows("SELECT count(*) FROM sync_bad") == [(1,)]
    alone = Replica(OFFICE)
    alone.merge(Package(bytes(16), one.export([50])), second)
    assert withdraw(office.connection, SCHEMA, first.pkg_id).promoted == 1
    assert office.digest() == alone.digest()
    assert rebuild.verify(office.connection, SCHEMA) == ()
    assert office.rows("SELECT * FROM sync_bad") == []
    office.merge(first)
    assert office.rows("SELECT count(*) FROM sync_bad") == [(1,)]
    withdraw(office.connection, SCHEMA, first.pkg_id)
    assert office.rows("SELECT * FROM sync_bad") == []
    withdraw(office.connection, SCHEMA, second.pkg_id)
    assert office.value("groups", row_id(5), "name") is None
    for replica in (other, alone):
        replica.close()


def test_a_file_from_before_deliveries_were_noted_keeps_what_it_brought(laptops):
    one, _, office = laptops
    one.update("members", SITI, phone="2")
    old = sent(one)
    office.merge(old)
    office.connection.execute("DELETE FROM sync_delivery WHERE pkg_id=?", (old.pkg_id,))
    new = sent(one)
    office.merge(new)
    assert withdraw(office.connection, SCHEMA, new.pkg_id).removed == 0
    assert office.value("members", SITI, "phone") == "2"


def test_watermarks_go_back_and_gaps_are_named(laptops):
    one, _, office = laptops
    files = []
    for phone in "abc":
        one.update("members", SITI, phone=phone)
        files.append(packed(one.export([one.number], {one.number: len(files)})))
    office.merge(*files)
    withdraw(office.connection, SCHEMA, files[1].pkg_id)
    assert peers.watermark(office.connection)[one.number] == 1
    assert peers.gaps(office.connection) == (peers.Gap(one.number, 2, 2),)
    withdraw(office.connection, SCHEMA, files[2].pkg_id)
    assert peers.gaps(office.connection) == ()


def test_a_field_nobody_wrote_any_more_shows_what_a_row_without_it_would(laptops):
    """The laptop that knew the field created the row too; only its file is taken back."""
    office, row, at = laptops[2], row_id(8), NOW << 16
    newer = packed(
        [("I", 61, 1, at, "members", row, ("name", "phone"), ("A", "0812"), *[None] * 3)]
    )
    older = packed([("I", 62, 1, at, "members", row, ("name",), ("A",), *[None] * 3)])
    office.merge(newer, older)
    assert office.value("members", row, "phone") == "0812"
    done = withdraw(office.connection, SCHEMA, newer.pkg_id)
    assert office.value("members", row, "phone") is None
    assert [(one.column, one.old, one.new) for one in done.changed] == [("phone", "0812", None)]
    assert done.changed_rows == {"members": 1}
    assert rebuild.verify(office.connection, SCHEMA) == ()
