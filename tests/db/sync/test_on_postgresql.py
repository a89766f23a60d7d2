"""The same rules on PostgreSQL: whatever laptops send, both engines show and keep the same."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from replicas import DAY, NOW, SCHEMA, Replica, packed, row_id
from servers import ServerReplica

from kube_desktop.db.postgres import local_server
from kube_desktop.db.postgres.opening import server_address, server_connection
from kube_desktop.db.sync import cells, history, merge, packages, peers, rebuild, resolve
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.schema import SyncedColumn, SyncedTable

pytestmark = pytest.mark.skipif(bool(local_server.missing()), reason=local_server.missing())
TEXTS = ["a", "b", 'Siti "é" \n\t\\ 😀 7', None, "7", "", "%s ?1"]


@pytest.fixture(scope="module")
def server():
    with local_server.local_server() as running:
        yield running


@pytest.fixture
def office(server):
    made = ServerReplica(900, url=server.new_database())
    yield made
    made.close()


def worked(seed, laptops=3, steps=45):
    """Laptops that worked apart, heard of each other now and then, and sent files all along."""
    draw = random.Random(seed)
    people = [Replica(n + 1, NOW + draw.choice([0, 400 * DAY, -3 * DAY])) for n in range(laptops)]
    rows, files = [], []
    for table in ("groups", "members", "members"):
        rows.append((table, row_id(len(rows), 0xEE)))
        for one in people:
            one.insert(*rows[-1], name=draw.choice(TEXTS))
    for step in range(steps):
        one = draw.choice(people)
        table, row = draw.choice(rows)
        match draw.randrange(8):
            case 0:
                rows.append(("members", row_id(step, one.number)))
                one.insert(*rows[-1], name=draw.choice(TEXTS), group_id=row_id(9))
            case 1:
                one.update(table, row, deleted=draw.randrange(2))
            case 2:
                files.append(one.export([one.number]))
            case 3:
                one.take(draw.choice(people).export())
            case _:
                value = draw.choice(TEXTS)
                one.update(
                    table,
                    row,
                    **{
                        draw.choice(
                            ("name", "name", "status", "village")[: 2 + (table == "members")]
                        ): value
                    },
                )
                one.connection.execute(
                    "UPDATE sync_clock SET now_ms=now_ms+?", (draw.randrange(9),)
                )
        cells.settle(one.connection, SCHEMA)
    files += [one.export() for one in people]
    for one in people:
        one.close()
    return files, draw


def same(one, two):
    assert one.digest() == two.digest()
    assert fingerprint(one.connection, SCHEMA) == fingerprint(two.connection, SCHEMA)
    assert rebuild.verify(one.connection, SCHEMA) == ()
    assert rebuild.verify(two.connection, SCHEMA) == ()


@pytest.mark.parametrize("seed", range(2))
def test_both_engines_tell_and_show_the_same_of_every_batch(office, seed):
    files, draw = worked(seed)
    plain = Replica(901)
    waiting = [*files, *draw.sample(files, 3)]
    draw.shuffle(waiting)
    while waiting:
        batch = [packed(waiting.pop()) for _ in range(min(len(waiting), draw.randrange(1, 4)))]
        before = office.digest()
        foreseen = merge.preview(office.connection, SCHEMA, batch)
        assert office.digest() == before, "the preview changed something"
        done = office.merge(*batch)
        assert done == foreseen
        there = plain.merge(*batch)
        assert done == there
    same(office, plain)
    assert peers.watermark(office.connection) == peers.watermark(plain.connection)
    for one in (office, plain):
        assert one.take(*files).new_changes == 0
    shown = history.differences(plain.connection, SCHEMA)
    assert history.differences(office.connection, SCHEMA) == shown
    assert history.count_differences(office.connection, SCHEMA) == len(shown)
    plain.close()


def test_a_decision_made_on_the_server_holds_on_a_laptop(office):
    one, two = Replica(1), Replica(2, NOW + 5)
    for table, column, values in (("groups", "count", (1, 7)), ("members", "name", ("A", "B"))):
        one.insert(table, row_id(1))
        two.take(one.export())
        for laptop, value in zip((one, two), values, strict=True):
            laptop.update(table, row_id(1), **{column: value})
    one.update("members", row_id(1), deleted=1)
    two.update("members", row_id(1), phone="08")
    office.take(one.export(), two.export())
    open_cells = [
        ("groups", "count", "edit"),
        ("members", "deleted", "delete"),
        ("members", "name", "edit"),
    ]
    assert sorted(office.conflicts()) == open_cells
    for table, column, value in (
        ("groups", "count", 7),
        ("members", "name", None),
        ("members", "deleted", 1),
    ):
        resolve.resolve(office.connection, SCHEMA, table, row_id(1), column, value, reason="KTP")
        assert office.value(table, row_id(1), column) == value
    assert office.conflicts() == []
    one.take(office.export())
    assert one.rows("SELECT count FROM groups") == [(7,)]
    assert one.rows("SELECT name,deleted FROM members") == [(None, 1)]
    stories = [history.history(r.connection, SCHEMA, "members", row_id(1)) for r in (one, office)]
    assert stories[0] == stories[1]
    same(office, one)


def test_values_that_fit_no_column_become_the_same_on_both(server):
    kinds = ("text", "integer", "date", "instant", "json", "id")
    columns = (
        *(SyncedColumn(f"free_{kind}", kind) for kind in kinds),
        *(SyncedColumn(f"must_{kind}", kind, required=True) for kind in kinds),
        SyncedColumn("level", "integer", required=True, default="3"),
    )
    schema = (SyncedTable("things", columns),)
    names = tuple(column.name for column in columns)
    values = (
        "abc", "", 7, -1, 2**63 - 1, -(2**63), None, "12", "2026-02-28", "2026-02-29", "2024-02-29",
        "2100-02-29", "0000-01-01", "-001-01-01", "2026-13-01", "2026-1-1", "12026-01-01", "now",
        "2026-02-28T10:00:00+00:00", "2026-02-29T10:00:00+00:00", "2026-02-28T24:00:00+00:00",
        "2026-02-28 10:00:00+00:00", "2026-02-28T10:00:00Z", "2026-02-28T10:00:00+07:00",
        "2026-02-28T10:00:60+00:00", "{}", '{"a":[1,"x",null]}', '["\\u0000"]', "[", "01", "1e5",
        " [1] ", '"a\nb"', "nul", "[" * 1000 + "]" * 1000, "[" * 1001 + "]" * 1001, "[]," * 600,
        "ab" * 16, "AB" * 16, "zz" * 16, "a" * 31, "é" * 16, "’" * 32, "deadbeef",
    )  # fmt: skip
    office = ServerReplica(1, url=server.new_database(), schema=schema)
    plain = Replica(1, schema=schema)
    records = [
        ("I", 7, n, n << 16, "things", row_id(n), names, (value,) * len(names), None, 1, None)
        for n, value in enumerate(values, 1)
    ]
    edits = [
        ("U", 8, n, n << 20, "things", row_id(n), name, value, None, None, None, None, 1, None)
        for n, (value, name) in enumerate(((v, c) for v in values for c in names), 1)
        if n <= len(values)
    ]
    files = packed(records), packed(edits)
    assert office.merge(*files) == plain.merge(*files)
    assert office.rows("SELECT * FROM things ORDER BY id") == plain.rows(
        "SELECT * FROM things ORDER BY id"
    )
    assert office.digest() == plain.digest()
    prints = {fingerprint(one.connection, schema) for one in (office, plain)}
    assert len(prints) == 1
    assert rebuild.verify(office.connection, schema) == ()
    assert rebuild.verify(plain.connection, schema) == ()
    for one in (office, plain):
        one.close()


def test_two_contents_under_one_number_are_parked_however_long(office):
    born = ("I", 1, 1, 1 << 16, "members", row_id(1), ("name",), ("a" * 20_000,), None, 1, None)
    random_text = "".join(random.Random(1).choices("abcdefghijklmnop", k=50_000))
    other = ("I", 1, 1, 1 << 16, "members", row_id(1), ("name",), (random_text,), None, 1, None)
    for parked in (0, 1, 1):
        assert office.take([born if not parked else other]).parked == parked
    assert office.rows("SELECT count(*) FROM sync_bad") == [(1,)]


def test_an_unusable_package_is_left_out_alone(office):
    def broken():
        yield ("I", 5, 1, 1 << 16, "members", row_id(5), ("name",), ("x",), None, 1, None)
        raise ValueError("unreadable")

    one = Replica(1)
    one.insert("members", row_id(1), name="Siti")
    forged = packed(one.export(), signer=bytes(32), may_relay=False)
    assert office.merge(forged).packages[0].error is None
    result = office.merge(
        merge.Package(bytes(16), broken()), packed(one.export(), signer=b"1" * 32, may_relay=False)
    )
    assert [type(p.error).__name__ for p in result.packages] == [
        "ValueError",
        "ForeignReplicaError",
    ]
    assert office.rows("SELECT count(*) FROM members") == [(1,)]
    entry = packages.Registered(bytes(16), b"h" * 64, None, "2026-01-01", "merged", 1, "")
    packages.register(office.connection, entry)
    assert packages.merged_before(office.connection, b"h" * 64) == entry


def test_what_past_the_program_was_written_is_found_and_repaired(office):
    files, _ = worked(9)
    office.take(*files)
    before = office.digest()
    office.connection.execute("UPDATE members SET name='Penipu'")
    office.connection.execute("DELETE FROM groups")
    office.connection.execute("DELETE FROM sync_conflict")
    found = {(one.table, one.what) for one in rebuild.verify(office.connection, SCHEMA)}
    assert {("members", "value"), ("groups", "missing")} <= found
    rebuild.rebuild(office.connection, SCHEMA)
    assert office.digest() == before


def test_several_operators_merge_at_once_and_one_reads_meanwhile(server):
    url = server.new_database()
    office, plain = ServerReplica(900, url=url), Replica(901)
    files, _ = worked(5, laptops=4)

    def operate(records):
        with server_connection(server_address(url)) as own:
            return merge.merge(own, SCHEMA, [packed(records)]).new_changes

    def read(_):
        with server_connection(server_address(url)) as own:
            own.execute("BEGIN")
            prints = [fingerprint(own, SCHEMA) for _ in range(2)]
            own.execute("ROLLBACK")
            return prints[0] == prints[1]

    with ThreadPoolExecutor(6) as operators:
        reading = [operators.submit(read, n) for n in range(4)]
        new = sum(operators.map(operate, files))
        assert all(one.result() for one in reading)
    plain.take(*files)
    assert new == plain.rows("SELECT count(*) FROM sync_change")[0][0]
    same(office, plain)
