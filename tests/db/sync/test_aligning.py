"""Operators with files of their own and one meeting point: everybody ends with the same."""

from contextlib import ExitStack, nullcontext

import pytest
from replicas import NOW, SCHEMA, Replica, packed, row_id
from servers import ServerReplica

from kube_desktop.db.postgres import local_server
from kube_desktop.db.sync import packages, peers, resolve
from kube_desktop.db.sync.aligning import align
from kube_desktop.db.sync.withdraw import withdraw

SITI = row_id(1)
ENGINES = [
    "sqlite",
    pytest.param(
        "postgresql",
        marks=pytest.mark.skipif(bool(local_server.missing()), reason=local_server.missing()),
    ),
]


@pytest.fixture(scope="module", params=ENGINES)
def place(request):
    """Where meeting points are made."""
    on_server = request.param == "postgresql"
    with local_server.local_server() if on_server else nullcontext() as server:
        yield server


@pytest.fixture
def meeting(place):
    made = Replica(900) if place is None else ServerReplica(900, url=place.new_database())
    with ExitStack() as stack:
        stack.callback(made.close)
        yield made


def register(office, package, when):
    entry = packages.Registered(
        package.pkg_id, package.pkg_id * 4, b"k" * 32, when, "merged", 1, ""
    )
    packages.register(office.connection, entry)


def meet(operator, meeting):
    return align(operator.connection, meeting.connection, SCHEMA)


def test_two_operators_who_merged_other_files_and_decided_end_with_the_same(meeting):
    laptops = [Replica(1), Replica(2, NOW + 5)]
    for one, name in zip(laptops, "AB", strict=True):
        one.insert("members", SITI, name=name, phone="08")
        one.insert("groups", row_id(one.number, 7), name=name, count=one.number)
    operators = [Replica(11), Replica(12)]
    for operator, laptop in zip(operators, laptops, strict=True):
        file = packed(laptop.export(), signer=bytes([laptop.number]) * 32, may_relay=False)
        operator.merge(file)
        register(operator, file, "2026-01-01T00:00:00+00:00")
        operator.insert("groups", row_id(operator.number), name="diketik operator")
    done = [meet(operator, meeting) for operator in operators]
    assert [(one.given, one.taken, one.is_same) for one in done] == [(3, 0, True), (3, 3, True)]
    assert operators[1].conflicts() == meeting.conflicts() == [("members", "name", "edit")]
    resolve.resolve(operators[1].connection, SCHEMA, "members", SITI, "name", "B")
    operators[0].update("groups", row_id(1, 7), count=5)
    for operator in (*operators, *operators):
        last = meet(operator, meeting)
    assert (last.given, last.taken, last.is_same) == (0, 0, True)
    agreed = meeting.digest()
    for operator in operators:
        assert operator.digest() == agreed
        assert operator.conflicts() == []
        assert operator.rows("SELECT count(*) FROM sync_package") == [(2,)]
        assert sorted(
            operator.rows("SELECT replica,first,last FROM sync_delivery WHERE replica<3")
        )[:2] == [(1, 1, 2), (2, 1, 2)]
    assert set(peers.keys_of(meeting.connection)) == {1, 2}
    for one in (*laptops, *operators):
        one.close()


def test_a_file_that_one_operator_took_back_is_gone_for_all(meeting):
    laptop, operators = Replica(1), [Replica(11), Replica(12)]
    laptop.insert("members", SITI, name="Siti")
    first = packed(laptop.export())
    operators[0].merge(first)
    register(operators[0], first, "2026-01-01T00:00:00+00:00")
    for operator in operators:
        meet(operator, meeting)
    laptop.update("members", SITI, name="Sitti")
    second = packed(laptop.export())
    operators[1].merge(second)
    register(operators[1], second, "2026-01-02T00:00:00+00:00")
    for operator in (*operators[::-1], *operators):
        meet(operator, meeting)
    assert operators[0].value("members", SITI, "name") == "Sitti"
    withdraw(operators[0].connection, SCHEMA, second.pkg_id)
    operators[0].connection.execute(
        "UPDATE sync_package SET withdrawn_at='2026-01-03T00:00:00+00:00' WHERE pkg_id=?",
        (second.pkg_id,),
    )
    assert [meet(operator, meeting).taken_back for operator in operators] == [1, 1]
    for one in (*operators, meeting):
        assert one.value("members", SITI, "name") == "Siti"
    assert operators[0].digest() == operators[1].digest() == meeting.digest()
    for one in (laptop, *operators):
        one.close()


def test_a_restored_operator_gets_back_what_it_lost_and_goes_on_as_a_branch(meeting, tmp_path):
    operator = Replica(11)
    operator.insert("members", SITI, name="Siti")
    older = Replica(11)
    operator.connection.backup(older.connection)
    operator.update("members", SITI, name="Sitti")
    meet(operator, meeting)
    back = meet(older, meeting)
    assert (back.taken, back.own_branch_moved, back.is_same) == (1, True, True)
    older.update("members", SITI, name="Siti A")
    meet(older, meeting)
    meet(operator, meeting)
    assert operator.value("members", SITI, "name") == "Siti A"
    assert operator.rows("SELECT count(*) FROM sync_bad") == [(0,)]
    for one in (operator, older):
        one.close()
