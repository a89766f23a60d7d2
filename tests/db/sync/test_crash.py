"""A program killed in the middle of a merge leaves the old state or the new one."""

import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

from replicas import SCHEMA, Replica, connect, packed, row_id

from kube_desktop.db.sync import rebuild
from kube_desktop.db.sync.merge import merge

PER_FILE = 150
FILES = 40


def run(database, files):
    """Merge one file after the other, telling of each one that is done."""
    connection = connect(database)
    for number, records in enumerate(pickle.loads(Path(files).read_bytes()), 1):  # noqa: S301
        merge(connection, SCHEMA, [packed(records)])
        print(number, flush=True)  # noqa: T201


def test_a_merge_is_never_half_done(tmp_path):
    laptop = Replica(1)
    for number in range(1, PER_FILE * FILES // 2 + 1):
        laptop.insert("members", row_id(number), name=f"Orang {number}", phone="0811" * 20)
        laptop.update("members", row_id(number), phone="0822")
    records = laptop.export()
    files = tmp_path / "files.pickle"
    files.write_bytes(
        pickle.dumps([records[n : n + PER_FILE] for n in range(0, len(records), PER_FILE)])
    )
    code = (
        "import sys; sys.path[:0] = sys.argv[3:]; import test_crash; test_crash.run(*sys.argv[1:3])"
    )
    here = Path(__file__).parent
    for attempt in range(int(os.environ.get("KUBE_KILLS", "4"))):
        database = tmp_path / f"office{attempt}.db"
        office = Replica(9, path=database)
        office.rows("PRAGMA journal_mode=WAL")
        office.close()
        child = subprocess.Popen(
            [sys.executable, "-c", code, database, files, here, here.parents[2]],
            stdout=subprocess.PIPE,
            text=True,
        )
        told = [child.stdout.readline()]
        try:
            child.wait(random.Random(attempt).random() * 0.5)
        except subprocess.TimeoutExpired:
            child.kill()
        told += child.stdout.read().split()
        child.stdout.close()
        child.wait()
        connection = connect(database)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (count,) = connection.execute("SELECT count(*) FROM sync_change").fetchone()
        assert count % PER_FILE == 0, "half a file"
        assert count // PER_FILE >= len(told), "a merge that was reported done is gone"
        assert rebuild.verify(connection, SCHEMA) == ()
        merge(connection, SCHEMA, [packed(records)])
        assert connection.execute("SELECT count(*) FROM sync_change").fetchone() == (len(records),)
        connection.close()
