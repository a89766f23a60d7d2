"""A restored backup or a copied folder goes on as a branch of its own."""

import json
import shutil

import pytest
from replicas import Replica, connect, row_id

from kube_desktop.db.sync import replica
from kube_desktop.db.sync.export import export, last_numbers, pending


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    laptop = Replica(77, path=folder / "kube.db")
    assert not replica.ensure_branch(laptop.connection, folder / "branch.json")
    laptop.insert("members", row_id(1), name="Siti")
    replica.remember(laptop.connection, folder / "branch.json")
    laptop.close()
    return folder


def reopen(folder):
    connection = connect(folder / "kube.db")
    return connection, replica.ensure_branch(connection, folder / "branch.json")


def branch_of(connection):
    return connection.execute("SELECT replica,seq FROM sync_clock").fetchone()


def test_opening_again_and_again_stays_on_the_branch(folder):
    for _ in range(3):
        connection, moved = reopen(folder)
        assert not moved
        assert branch_of(connection) == (77, 1)
        connection.close()


def test_a_crash_before_the_note_was_renewed_stays_on_the_branch(folder):
    connection, _ = reopen(folder)
    connection.execute("UPDATE members SET name='Sitti'")
    connection.close()
    connection, moved = reopen(folder)
    assert not moved
    assert branch_of(connection) == (77, 2)


def test_a_restored_backup_begins_a_branch_and_remembers_where_from(folder):
    backup = folder / "cadangan.db"
    shutil.copy(folder / "kube.db", backup)
    connection, _ = reopen(folder)
    connection.execute("UPDATE members SET name='Sitti'")
    replica.remember(connection, folder / "branch.json")
    connection.close()
    shutil.copy(backup, folder / "kube.db")
    connection, moved = reopen(folder)
    assert moved
    number, seq = branch_of(connection)
    assert (number != 77, seq) == (True, 0)
    first, second = replica.own_branches(connection)
    assert (first.replica, first.epoch, first.why) == (77, 1, "first start")
    assert (second.epoch, second.from_replica, second.from_seq) == (2, 77, 1)
    assert second.why == "restored backup"
    connection.execute("UPDATE members SET name='Siti A'")
    branches = [branch.replica for branch in replica.own_branches(connection)]
    assert [r[1:3] for r in export(connection, branches) if r[1] == 77] == [(77, 1)]
    assert last_numbers(connection) == {77: 1, number: 1}
    assert pending(connection, [number])["members"].edited == 1
    connection.close()


def test_a_backup_taken_while_the_program_runs_is_told_apart_by_its_number(folder):
    connection, _ = reopen(folder)
    shutil.copy(folder / "kube.db", folder / "cadangan.db")
    connection.execute("UPDATE members SET name='Sitti'")
    replica.remember(connection, folder / "branch.json")
    connection.close()
    shutil.copy(folder / "cadangan.db", folder / "kube.db")
    assert reopen(folder)[1]


def test_a_copied_folder_begins_a_branch_and_the_original_does_not(folder, tmp_path):
    copy = tmp_path / "salinan"
    shutil.copytree(folder, copy)
    connection, moved = reopen(copy)
    assert moved
    assert replica.own_branches(connection)[-1].why == "copied folder"
    assert not reopen(folder)[1]


def test_a_database_alone_on_another_laptop_begins_a_branch(folder):
    (folder / "branch.json").unlink()
    connection, moved = reopen(folder)
    assert moved
    assert replica.own_branches(connection)[-1].why == "copied database"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"replica":77,"seq":"x","token":1}',
        '{"replica":77,"seq":Infinity,"token":1}',
    ],
)
def test_a_damaged_note_begins_a_branch_rather_than_risk_anything(folder, content):
    (folder / "branch.json").write_text(content)
    assert reopen(folder)[1]


def test_another_machine_begins_a_branch(folder):
    noted = json.loads((folder / "branch.json").read_text())
    (folder / "branch.json").write_text(json.dumps({**noted, "machine": "another"}))
    assert reopen(folder)[1]


def test_a_replica_is_a_random_positive_number_of_63_bits():
    numbers = set()
    for _ in range(50):
        connection = Replica(5).connection
        connection.execute("BEGIN")
        numbers.add(replica.start_branch(connection, "test"))
        connection.execute("COMMIT")
    assert len(numbers) == 50
    assert all(0 < number < 1 << 63 for number in numbers)
    assert max(numbers) > 1 << 58
