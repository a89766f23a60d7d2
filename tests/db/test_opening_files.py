import hashlib
import os
import secrets
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlcipher3 import dbapi2

from kube_desktop.db import cipher
from kube_desktop.db.cipher import UnreadableDatabaseError
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.reading import Reader
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.domain.values import fold

KEY = bytes(range(32))
UNREADABLE = "Data tidak dapat dibuka dengan aman: kuncinya tidak cocok atau berkasnya rusak"


@pytest.fixture
def path(tmp_path):
    """A small encrypted database with one row."""
    path = tmp_path / "kube.db"
    connection = cipher.connect(path, KEY, create=True)
    connection.execute("CREATE TABLE names(name TEXT)")
    connection.execute("INSERT INTO names VALUES('Siti Aminah')")
    connection.close()
    return path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_written_row_is_read_back_with_the_key(path):
    connection = cipher.connect(path, KEY)
    assert connection.execute("SELECT name FROM names").fetchone() == ("Siti Aminah",)
    connection.close()


def test_nothing_in_the_file_can_be_read_without_the_key(path):
    content = path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"Siti" not in content
    assert b"names" not in content
    with pytest.raises(dbapi2.DatabaseError):
        dbapi2.connect(str(path)).execute("SELECT * FROM names")


def test_another_key_is_refused_with_a_sentence_and_changes_nothing(path, capfd):
    before = digest(path)
    with pytest.raises(UnreadableDatabaseError, match=UNREADABLE):
        cipher.connect(path, secrets.token_bytes(32))
    assert digest(path) == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"PK\x03\x04 an archive",
        lambda content: content[:1000],
        lambda content: bytes(len(content)),
        lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
        lambda content: b"SQLite format 3\x00" + content[16:],
    ],
    ids=["empty", "archive", "cut", "zeros", "one bit", "plain header"],
)
def test_a_damaged_file_is_refused_with_a_sentence_and_changes_nothing(path, damage):
    path.write_bytes(damage(path.read_bytes()))
    before = digest(path)
    with pytest.raises(UnreadableDatabaseError, match=UNREADABLE):
        cipher.connect(path, KEY)
    assert digest(path) == before


def test_a_missing_file_is_not_made_by_looking_for_it(tmp_path):
    with pytest.raises(UnreadableDatabaseError, match="tidak ditemukan"):
        cipher.connect(tmp_path / "kube.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_has_its_sentence(tmp_path):
    with pytest.raises(EnvironmentProblem, match="Periksa izin folder"):
        cipher.connect(tmp_path / "gone" / "kube.db", KEY, create=True)


def test_a_key_of_another_length_is_a_fault_of_the_program(path):
    with pytest.raises(ValueError, match="32 bytes"):
        cipher.connect(path, b"short")


def test_a_file_that_is_being_written_asks_for_patience(path):
    first, second = cipher.connect(path, KEY), cipher.connect(path, KEY)
    second.execute("PRAGMA busy_timeout = 0")
    first.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(EnvironmentProblem, match="sedang dipakai program lain"),
        cipher.explaining(),
    ):
        second.execute("BEGIN IMMEDIATE")
    first.execute("ROLLBACK")
    first.close()
    second.close()


def test_a_full_disk_has_its_sentence_and_loses_nothing(path):
    connection = cipher.connect(path, KEY)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(EnvironmentProblem, match="Ruang penyimpanan laptop penuh"),
        cipher.explaining(),
    ):
        connection.execute("INSERT INTO names VALUES(zeroblob(100000))")
    assert connection.execute("SELECT count(*) FROM names").fetchone() == (1,)
    connection.close()


def test_a_fault_of_the_program_is_not_blamed_on_the_machine(path):
    reader = Reader(lambda: cipher.connect(path, KEY))
    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        reader.rows("SELECT * FROM nowhere")
    reader.close()


def test_a_page_damaged_while_the_program_runs_is_told_in_words(path):
    connection = cipher.connect(path, KEY)
    connection.executemany("INSERT INTO names VALUES(?)", [("x" * 3000,)] * 50)
    connection.close()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    reader = Reader(lambda: cipher.connect(path, KEY))
    with pytest.raises(EnvironmentProblem):
        reader.rows("SELECT name FROM names")
    reader.close()


def test_a_reader_answers_by_rows_row_and_value(path):
    reader = Reader(lambda: cipher.connect(path, KEY))
    assert reader.rows("SELECT name FROM names") == [("Siti Aminah",)]
    assert reader.row("SELECT name FROM names WHERE name = :n", {"n": "x"}) is None
    assert reader.value("SELECT name FROM names WHERE name = :n", {"n": "x"}) is None
    assert reader.value("SELECT count(*) FROM names") == 1
    reader.close()
    assert reader.value("SELECT count(*) FROM names") == 1, "it opens again when asked again"
    reader.close()


def test_each_thread_reads_through_a_connection_of_its_own(path):
    opened = []

    def connect():
        opened.append(threading.get_ident())
        return cipher.connect(path, KEY)

    reader = Reader(connect)
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda _: reader.value("SELECT count(*) FROM names"), range(20)))
    assert counts == [1] * 20
    assert len(opened) == len(set(opened)) <= 2
    reader.close()


def test_a_reader_sees_what_was_committed_meanwhile(path):
    reader = Reader(lambda: cipher.connect(path, KEY))
    assert reader.value("SELECT count(*) FROM names") == 1
    writer = cipher.connect(path, KEY)
    writer.execute("INSERT INTO names VALUES('Budi')")
    assert reader.value("SELECT count(*) FROM names") == 2
    writer.close()
    reader.close()


def test_the_functions_of_the_search_index_take_anything(path):
    connection = cipher.connect(path, KEY)
    row = connection.execute(
        "SELECT kube_fold(NULL), kube_fold('Moh. Ali'), kube_fold(5), kube_fold(x'00ff'), "
        "kube_digits(NULL), kube_digits('+62 812-34')"
    ).fetchone()
    assert (row[0], row[1], row[4], row[5]) == ("", fold("Muhammad Ali"), "", "6281234")
    connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are those of POSIX")
def test_only_the_owner_may_read_the_key(tmp_path):
    path = tmp_path / "kunci.json"
    path.with_suffix(".part").write_text("left over")
    Keyring.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_key_survives_a_restart(tmp_path):
    path = tmp_path / "kunci.json"
    _, key = Keyring.create(path)
    again = Keyring.load(path)
    assert again.device_key() == key
    assert not again.has_password
    assert len(key) == cipher.KEY_BYTES


def test_every_installation_has_a_key_of_its_own(tmp_path):
    keys = {Keyring.create(tmp_path / f"{number}.json")[1] for number in range(5)}
    assert len(keys) == 5


def test_the_key_is_in_no_message(tmp_path):
    keyring, key = Keyring.create(tmp_path / "kunci.json")
    for shown in (repr(keyring), repr(keyring.find("device"))):
        assert key.hex() not in shown
        assert repr(key)[2:-1] not in shown


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", '{"wraps": 5}', '{"wraps": [{}]}', '{"wraps": [5]}',
        '{"wraps": [{"kind": "device", "parameters": {}, "secret": "ÿ"}]}',
        '{"wraps": [{"kind": "device", "parameters": {}, "secret": "AAAA"}]}',
        '{"wraps": [{"kind": "device", "parameters": 5, "secret": "AAAA"}]}',
        '{"wraps": [{"kind": "device", "parameters": {"protector": "dpapi"}, "secret": "AAAA"}]}',
        "[" * 100_000, "\x00",
    ],
)  # fmt: skip
def test_a_damaged_key_file_has_its_sentence(tmp_path, content):
    path = tmp_path / "kunci.json"
    path.write_text(content, "utf-8")
    with pytest.raises(EnvironmentProblem, match=r"kunci\.json|akun Windows lain"):
        Keyring.load(path).device_key()


def test_a_key_file_of_binary_rubbish_has_its_sentence(tmp_path):
    path = tmp_path / "kunci.json"
    path.write_bytes(os.urandom(200) + b"\xff")
    with pytest.raises(EnvironmentProblem, match=r"kunci\.json"):
        Keyring.load(path)


def test_a_missing_key_file_has_its_sentence(tmp_path):
    with pytest.raises(EnvironmentProblem, match="tidak ada di folder data"):
        Keyring.load(tmp_path / "kunci.json")


def test_forgetting_the_key_needs_another_way_to_it(tmp_path):
    keyring, _ = Keyring.create(tmp_path / "kunci.json")
    with pytest.raises(ValueError, match="password"):
        keyring.forget_device()
