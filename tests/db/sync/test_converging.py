"""Whatever people do, in whatever order files travel: everybody ends with the same."""

# ruff: noqa: S608  the names are those of our own test tables

import os
import shutil
import tempfile
from pathlib import Path

import replicas
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from replicas import DAY, NOW, SCHEMA, Replica, packed, row_id

from kube_desktop.db.sync import cells, history, rebuild, replica, resolve
from kube_desktop.db.sync.fingerprint import fingerprint

FEWEST, LAPTOPS = 2, 6
COLUMNS = {
    "groups": ["name", "village", "chair_id", "count"],
    "members": ["name", "phone", "group_id", "status"],
}
TEXTS = ["a", "b", "c", None, "7", ""]
VALUES = {
    "chair_id": [row_id(1), row_id(2), None],
    "group_id": [row_id(1), row_id(2), None],
    "count": [0, 1, 7, None],
}
BORN = {"name": "v0", "village": "v0", "chair_id": row_id(9), "count": 5}
BORN_MEMBER = {"name": "v0", "phone": None, "group_id": row_id(9), "status": None}


class Office(RuleBasedStateMachine):
    """Two to six laptops, clocks years apart, restored and copied; files whole, in part and old."""

    rows = Bundle("rows")

    @initialize(
        skew=st.lists(
            st.sampled_from([0, 0, -400 * DAY, 5 * 365 * DAY, 3_600_000]),
            min_size=FEWEST,
            max_size=LAPTOPS,
        )
    )
    def start(self, skew):
        self.folder = Path(tempfile.mkdtemp(prefix="kube-world-"))
        self.laptops = [Replica(n + 1, NOW + at) for n, at in enumerate(skew)]
        base = Replica(50, NOW - 3 * DAY)
        self.shared = [("members", row_id(1, 0xEE)), ("members", row_id(2, 0xEE))]
        for table, row in self.shared:
            base.insert(table, row, **BORN_MEMBER)
        for laptop in self.laptops:
            laptop.take(base.export())
            laptop.outside = self.folder / str(laptop.number)
            replica.ensure_branch(laptop.connection, laptop.outside)
        base.close()
        self.backups = []
        self.mail = []
        self.counter = 0

    def _at(self, number):
        return self.laptops[number % len(self.laptops)]

    def _own(self, number):
        return [one.replica for one in replica.own_branches(self._at(number).connection)]

    @rule(target=rows, i=st.integers(0, LAPTOPS - 1), table=st.sampled_from(list(COLUMNS)))
    def insert(self, i, table):
        self.counter += 1
        row = row_id(self.counter, i + 1)
        self._at(i).insert(table, row, **(BORN if table == "groups" else BORN_MEMBER))
        return (table, row)

    @rule(target=rows, i=st.integers(0, LAPTOPS - 1), apart=st.integers(1, LAPTOPS - 1))
    def insert_twice(self, i, apart):
        """Two laptops make the same row, as from one list."""
        self.counter += 1
        row = row_id(self.counter, 0xDD)
        self._at(i).insert("members", row, **{**BORN_MEMBER, "status": "v1"})
        if self._at(i + apart) is not self._at(i):
            self._at(i + apart).insert("members", row, name="v0", phone="v2")
        return ("members", row)

    @rule(
        row=rows,
        i=st.integers(0, LAPTOPS - 1),
        column=st.integers(0, 3),
        pick=st.integers(0, 5),
    )
    def edit(self, row, i, column, pick):
        self._edit(row, i, COLUMNS[row[0]][column], pick)

    @rule(
        k=st.integers(0, 1),
        i=st.integers(0, LAPTOPS - 1),
        apart=st.integers(1, LAPTOPS - 1),
        column=st.integers(0, 3),
        picks=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    )
    def clash(self, k, i, apart, column, picks):
        """Two laptops write the same field without knowing of each other; one hears of it."""
        j = i + apart
        name = COLUMNS["members"][column]
        self._edit(self.shared[k], i, name, picks[0])
        self._edit(self.shared[k], j, name, picks[1])
        self._take(j, self._at(i).export(self._own(i)))

    @rule(k=st.integers(0, 1), i=st.integers(0, LAPTOPS - 1), apart=st.integers(1, LAPTOPS - 1))
    def delete_against_edit(self, k, i, apart):
        """One deletes what another edits."""
        j = i + apart
        self.delete(self.shared[k], i, 1)
        self._edit(self.shared[k], j, "phone", k + i)
        self._take(j, self._at(i).export(self._own(i)))

    def _edit(self, row, i, column, pick):
        table, key = row
        choices = VALUES.get(column, TEXTS)
        value = choices[pick % len(choices)]
        laptop = self._at(i)
        if not laptop.rows(f'SELECT 1 FROM "{table}" WHERE id=?', key):
            return
        laptop.update(table, key, **{column: value})
        cells.settle(laptop.connection, SCHEMA)
        assert laptop.value(table, key, column) == value
        assert rebuild.verify(laptop.connection, SCHEMA) == ()
        laptop.take(laptop.export())
        assert laptop.value(table, key, column) == value, "what was typed did not stand"

    @rule(i=st.integers(0, LAPTOPS - 1), j=st.integers(0, LAPTOPS - 1))
    def exchange(self, i, j):
        self._take(j, self._at(i).export())

    @rule(row=rows, i=st.integers(0, LAPTOPS - 1), deleted=st.sampled_from([0, 1]))
    def delete_or_restore(self, row, i, deleted):
        self.delete(row, i, deleted)

    def delete(self, row, i, deleted):
        self._at(i).update(row[0], row[1], deleted=deleted)
        cells.settle(self._at(i).connection, SCHEMA)

    @rule(
        i=st.integers(0, LAPTOPS - 1),
        ms=st.sampled_from([-30 * DAY, 1, 60_000, 365 * DAY]),
    )
    def clock_jump(self, i, ms):
        self._at(i).connection.execute("UPDATE sync_clock SET now_ms=now_ms+?", (ms,))

    @rule(i=st.integers(0, LAPTOPS - 1))
    def back_up(self, i):
        older = replicas.connect()
        self._at(i).connection.backup(older)
        self.backups.append((self._at(i), older))

    @precondition(lambda self: self.backups)
    @rule(k=st.integers(0, 9))
    def restore(self, k):
        """An old state takes the place of the present one; what was not sent dies with it."""
        laptop, older = self.backups[k % len(self.backups)]
        replica.remember(laptop.connection, laptop.outside)
        older.backup(laptop.connection)
        replica.ensure_branch(laptop.connection, laptop.outside)

    @precondition(lambda self: len(self.laptops) < LAPTOPS)
    @rule(i=st.integers(0, LAPTOPS - 1))
    def clone(self, i):
        """A laptop is copied with everything into another folder, and both work on."""
        old = self._at(i)
        replica.remember(old.connection, old.outside)
        copy = Replica(old.number)
        old.connection.backup(copy.connection)
        copy.outside = self.folder / f"copy-{len(self.laptops)}"
        shutil.copyfile(old.outside, copy.outside)
        assert replica.ensure_branch(copy.connection, copy.outside)
        self.laptops.append(copy)

    @rule(i=st.integers(0, LAPTOPS - 1))
    def send(self, i):
        self.mail.append(self._at(i).export())

    @rule(i=st.integers(0, LAPTOPS - 1), low=st.integers(0, 6), n=st.integers(1, 6))
    def send_fragment(self, i, low, n):
        """Only own changes, a slice: earlier files lost, rows unknown to the receiver."""
        own = [r for r in self._at(i).export(self._own(i)) if r[0] != "S"]
        kept = own[-(low + n) :][:n]
        decisions = [r for r in self._at(i).export(self._own(i)) if r[0] == "S"]
        self.mail.append(kept + decisions)

    @precondition(lambda self: self.mail)
    @rule(j=st.integers(0, LAPTOPS - 1), data=st.data())
    def receive(self, j, data):
        """Any old file, in any order, again and again, several at a time."""
        picks = st.lists(st.integers(0, len(self.mail) - 1), min_size=1, max_size=3)
        self._take(j, *(self.mail[k] for k in data.draw(picks)))

    def _take(self, j, *records_of_packages):
        laptop = self._at(j)
        packages = [packed(records) for records in records_of_packages]
        before = laptop.digest()
        foreseen = replicas.merge.preview(laptop.connection, SCHEMA, packages)
        assert laptop.digest() == before, "the preview changed something"
        done = laptop.merge(*packages)
        assert done == foreseen
        if done.own_branch_moved:
            replica.remember(laptop.connection, laptop.outside)
        assert done.new_changes == sum(p.new for p in done.packages)
        assert rebuild.verify(laptop.connection, SCHEMA) == ()

    @rule(i=st.integers(0, LAPTOPS - 1), value=st.sampled_from(["RES", "a"]))
    def resolve(self, i, value):
        for n in range(len(self.laptops)):
            laptop = self._at(i + n)
            found = laptop.rows("SELECT tbl,row_id,col FROM sync_conflict ORDER BY 2,3")
            if found:
                self._resolve(laptop, *found[i % len(found)], value)
                return

    def _resolve(self, laptop, table, key, column, value):
        if column == "deleted":
            value = 0
        elif column in VALUES:
            value = None
        resolve.resolve(laptop.connection, SCHEMA, table, key, column, value)
        if laptop.rows(f'SELECT 1 FROM "{table}" WHERE id=?', key):
            assert laptop.value(table, key, column) == value
        assert (table, key, column) not in laptop.rows("SELECT tbl,row_id,col FROM sync_conflict")
        assert rebuild.verify(laptop.connection, SCHEMA) == ()

    def teardown(self):
        if not hasattr(self, "laptops"):
            return
        files = [laptop.export() for laptop in self.laptops]
        first, second = Replica(100), Replica(101)
        for records in files:
            first.take(records)
        second.take(*files[::-1], *files)
        agreed = first.digest()
        assert second.digest() == agreed
        assert fingerprint(second.connection, SCHEMA) == fingerprint(first.connection, SCHEMA)
        assert rebuild.verify(first.connection, SCHEMA) == ()
        self._nothing_is_lost(first)
        for laptop in self.laptops:
            laptop.take(*files)
            assert laptop.digest() == agreed
            assert laptop.rows("SELECT count(*) FROM sync_bad") == [(0,)]
        self._one_record_at_a_time(first, agreed)
        for one in (*self.laptops, first, second):
            one.close()
        for _, older in self.backups:
            older.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _one_record_at_a_time(first, agreed):
        """Newest first, so that every edit arrives before its row; decisions early or late."""
        records = first.export()
        decisions = [record for record in records if record[0] == "S"]
        changes = [record for record in records[::-1] if record[0] != "S"]
        for order in (decisions + changes, changes + decisions):
            last = Replica(102)
            for record in order:
                last.take([record])
            assert last.digest() == agreed
            last.close()

    @staticmethod
    def _nothing_is_lost(office):
        """Every value ever written is in the history; whatever is open is listed as such."""
        for difference in history.differences(office.connection, SCHEMA):
            assert difference.versions
            if difference.kind == "edit":
                values = {(type(v.value), v.value) for v in difference.versions}
                assert len(values) > 1
                assert difference.versions[-1].standing is history.Standing.CURRENT
            else:
                assert difference.unseen


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=int(os.environ.get("KUBE_EXAMPLES", "20")),
    stateful_step_count=30,
    deadline=None,
    derandomize="KUBE_EXAMPLES" not in os.environ,
    report_multiple_bugs=False,
    phases=[Phase.generate] if os.environ.get("KUBE_NO_SHRINK") else list(Phase),
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
