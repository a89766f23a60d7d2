"""A copy of a laptop's database: made by the laptop, taken by the office, an attack until then."""

import random
import shutil
import sqlite3
import struct
from contextlib import suppress
from unittest import mock

import pytest
from sqlcipher3 import dbapi2

from campaigns.inner import state_of
from kube_desktop.commands.running import run
from kube_desktop.db import copies, untrusted
from kube_desktop.exchange import errors
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample import making
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A laptop with its .kube file and its open and locked copy, and an office."""
    folder = tmp_path_factory.mktemp("salinan")
    with mock.patch.object(making, "GROUPS_PER_SCALE", 12):
        make_sample_laptop(DataPaths(folder / "laptop"))
    make_sample_office(DataPaths(folder / "kantor"))
    laptop = open_services(DataPaths(folder / "laptop"))
    laptop.sending.send(folder / "kiriman.kube")
    laptop.copying.copy(folder / "terbuka.db", is_open=True)
    password = laptop.copying.copy(folder / "terkunci.db").password
    laptop.close()
    return folder, password


@pytest.fixture(scope="module")
def office(made):
    """An office that takes nothing of what it is given."""
    services = open_services(DataPaths(made[0] / "kantor"))
    yield services
    services.close()


@pytest.fixture
def copy(made, tmp_path):
    return shutil.copyfile(made[0] / "terbuka.db", tmp_path / "salinan.db")


def state(services):
    with services.workplace.database.raw() as connection:
        return state_of(connection)


def test_a_copy_brings_what_the_package_brings(made, tmp_path):
    folder, password = made
    prints = []
    for name in ("kiriman.kube", "terbuka.db", "terkunci.db"):
        services = open_services(DataPaths(shutil.copytree(folder / "kantor", tmp_path / name)))
        if name.endswith(".kube"):
            prints.append(services.merging.merge([folder / name]).fingerprint)
        else:
            found = services.rescue.look(folder / name, password)
            done = services.rescue.merge(folder / name, password)
            assert found.new_changes == done.new_changes > 100
            assert found.sender.startswith("Rina")
            assert services.checking.check().problems == ()
            prints.append(done.fingerprint)
        services.close()
    assert len(set(prints)) == 1


def test_a_copy_holds_no_key_and_a_locked_one_nothing_that_can_be_read(made):
    folder, password = made
    opened = sqlite3.connect(folder / "terbuka.db")
    tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE sql<>''")}
    (name,) = opened.execute("SELECT name FROM people LIMIT 1").fetchone()
    opened.close()
    assert "installation" not in tables
    assert {"people", "groups", "sync_change"} <= tables
    assert name.encode() in (folder / "terbuka.db").read_bytes()
    assert name.encode() not in (folder / "terkunci.db").read_bytes()
    locked = dbapi2.connect(str(folder / "terkunci.db"))  # as any tool that knows SQLCipher
    locked.execute(f"PRAGMA key = {copies.quoted(password)}")
    assert locked.execute("SELECT name FROM people LIMIT 1").fetchone() == (name,)
    locked.close()


def altered(*statements):
    def alter(path):
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return alter


def replaced(content):
    return lambda path: path.write_bytes(content)


def bytewise(change):
    return lambda path: path.write_bytes(bytes(change(bytearray(path.read_bytes()))))


def page_count_that_lies(content):
    content[28:32] = struct.pack(">I", 0x7FFFFFFF)
    return content


def schema_text(old, new):
    return altered(
        "PRAGMA writable_schema=1",
        f"UPDATE sqlite_master SET sql=replace(sql,'{old}','{new}')",  # noqa: S608
    )


REFUSED = {
    "photo": (replaced(b"\xff\xd8\xff" + bytes(5000)), "kind"),
    "empty": (replaced(b""), "kind"),
    "half": (bytewise(lambda c: c[: len(c) // 2]), "damaged"),
    "header alone": (bytewise(lambda c: c[:600]), "damaged"),
    "page count that lies": (bytewise(page_count_that_lies), "damaged"),
    "trigger": (
        altered("CREATE TRIGGER x AFTER INSERT ON people BEGIN DELETE FROM people; END"), "schema"),
    "view": (altered("CREATE VIEW x AS SELECT 1"), "schema"),
    "view in place of the log": (
        altered("DROP TABLE sync_change",
                "CREATE VIEW sync_change AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                "SELECT i+1 FROM n) SELECT i FROM n"), "schema"),
    "virtual table": (altered("CREATE VIRTUAL TABLE x USING fts5(a)"), "schema"),
    "another table": (altered("CREATE TABLE evil(a)"), "schema"),
    "index that computes": (altered("CREATE INDEX x ON people(hex(id))"), "schema"),
    "column that computes": (
        altered('CREATE TABLE "x"(id BLOB PRIMARY KEY NOT NULL,"a" TEXT AS (hex(zeroblob(9))))'),
        "schema"),
    "column of the log that computes": (
        schema_text("patch TEXT", "patch TEXT AS (hex(zeroblob(100000000)))"), "schema"),
    "broken schema": (schema_text("TABLE sync_change(", "TABLE sync_change(("), "damaged"),
    "no log": (altered("DROP TABLE sync_change"), "schema"),
    "giant value": (altered("UPDATE sync_change SET value=zeroblob(20000000) WHERE seq=1"),
                    "damaged"),
    "number with a point": (altered("UPDATE sync_change SET value=1.5 WHERE seq=5"), "types"),
    "facts that are no text": (altered("UPDATE copy_facts SET value=x'00'"), "types"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_database_that_is_not_exactly_a_copy_is_not_read(copy, name):
    attack, why = REFUSED[name]
    attack(copy)
    with pytest.raises(untrusted.RefusedError, match=why):
        list(untrusted.read(copy, ""))


ATTACKS = {
    "trigger": (REFUSED["trigger"][0], errors.UnusableCopyError),
    "photo": (REFUSED["photo"][0], errors.LockedCopyError),
    "wrong types": (altered("UPDATE sync_change SET hlc='abc',tbl=x'00ff' WHERE seq=2"),
                    errors.MalformedPackageError),
    "table that is SQL": (altered("UPDATE sync_change SET tbl='x\"; DROP TABLE groups' "
                                  "WHERE seq=3"), errors.MalformedPackageError),
    "broken patch": (altered("UPDATE sync_change SET patch='[' WHERE op='I'"),
                     errors.MalformedPackageError),
    "branches that are none": (altered("UPDATE copy_facts SET value='{' WHERE key='branches'"),
                               errors.UnusableCopyError),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_copy_that_is_an_attack_is_a_sentence_and_nothing_changes(office, copy, name):
    attack, error = ATTACKS[name]
    attack(copy)
    before = state(office)
    with pytest.raises(error) as caught:
        office.rescue.merge(copy)
    assert str(caught.value).endswith(".")
    assert state(office) == before


def test_a_copy_speaks_for_its_own_laptop_only(made, copy, tmp_path):
    services = open_services(DataPaths(shutil.copytree(made[0] / "kantor", tmp_path / "kantor")))
    services.merging.merge([made[0] / "kiriman.kube"])
    ((own,),) = services.workplace.database.reader.rows("SELECT replica FROM sync_clock")
    facts = {"device": "00" * 32, "branches": f"[{own}]"}
    for key, value in facts.items():
        altered(f"UPDATE copy_facts SET value='{value}' WHERE key='{key}'")(copy)  # noqa: S608
        with pytest.raises(errors.ForeignCopyError):
            services.rescue.look(copy)
    services.close()


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_are_refused_or_harmless(copy, seed):
    draw = random.Random(seed)
    content = bytearray(copy.read_bytes())
    for _ in range(draw.choice([1, 50, 500])):
        content[draw.randrange(8192 if seed % 2 else len(content))] = draw.randrange(256)
    copy.write_bytes(content)
    with suppress(untrusted.RefusedError):
        assert list(untrusted.read(copy, ""))[-1][0] == "end"


def test_a_locked_copy_needs_its_words_and_notices_every_flipped_bit(made, office, tmp_path):
    folder, password = made
    for wrong in ("", "air api"):
        with pytest.raises(errors.LockedCopyError):
            office.rescue.look(folder / "terkunci.db", wrong)
    content = bytearray((folder / "terkunci.db").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises((errors.LockedCopyError, errors.DamagedCopyError)):
        office.rescue.look(tmp_path / "a.db", password)


def test_the_commands_ask_before_they_do_it(made, tmp_path, capsys):
    folder, _ = made
    laptop = ["--data-dir", str(folder / "laptop")]
    target = tmp_path / "a.db"
    assert run(["salin", *laptop, "--ke", str(target), "--terbuka"]) != 0
    assert "NIK" in "".join(capsys.readouterr())
    assert not target.exists()
    assert run(["salin", *laptop, "--ke", str(target), "--terbuka", "--ya"]) == 0
    assert run(["salin", *laptop, "--ke", str(target)]) != 0, "nothing is written over"
    capsys.readouterr()
    office = shutil.copytree(folder / "kantor", tmp_path / "kantor")
    words = ["selamatkan", str(target), "--data-dir", str(office)]
    assert run(words) == 0
    assert "tambahkan --ya" in capsys.readouterr().out
    assert run([*words, "--ya"]) == 0
    assert "Salinan sudah digabung" in capsys.readouterr().out
