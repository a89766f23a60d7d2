import sqlite3

import pytest
from command_line import checked, contents, kube

from kube_desktop.db import cipher
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.schema import HEAD
from kube_desktop.paths import DataPaths

A_STRANGER = "01900000-0000-7000-8000-000000000000"


def unlocked(folder):
    paths = DataPaths(folder)
    return cipher.connect(paths.database, Keyring.load(paths.keyring).device_key())


def an_id(folder, table):
    connection = unlocked(folder)
    (found,) = connection.execute(f"SELECT min(id) FROM {table}").fetchone()  # noqa: S608
    connection.close()
    return found.hex()


def test_a_whole_folder_is_told_so_with_its_counts(laptop):
    said = kube("periksa", "--data-dir", laptop)
    assert said.code == 0
    assert said.out.startswith("Data utuh.")
    assert "  kelompok: 80\n" in said.out
    assert "  perbedaan yang menunggu keputusan: 0\n" in said.out


def test_machines_get_counts_regions_and_the_fingerprint(laptop):
    facts = checked(laptop)
    assert facts["utuh"] is True
    assert facts["masalah"] == []
    assert facts["jumlah"]["anggota"] == 400
    assert facts["wilayah"] == 1038
    assert len(facts["fingerprint"]) == 64


def test_checking_changes_nothing(laptop):
    checked(laptop)
    before = checked(laptop)
    assert checked(laptop) == before


def test_a_value_changed_behind_the_back_is_found(laptop):
    connection = unlocked(laptop)
    connection.execute("UPDATE sync_clock SET applying = 1")
    connection.execute(
        "UPDATE people SET name = 'Orang Lain' WHERE id = (SELECT min(id) FROM people)"
    )
    connection.execute("UPDATE sync_clock SET applying = 0")
    connection.close()
    said = kube("periksa", "--data-dir", laptop, "--json")
    assert said.code == 1
    assert said.facts["utuh"] is False
    assert "(people)" in said.facts["masalah"][0]


def test_a_missing_trigger_is_found(laptop):
    connection = unlocked(laptop)
    name = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'sync_groups%'"
    ).fetchone()[0]
    connection.execute(f'DROP TRIGGER "{name}"')
    connection.close()
    said = kube("periksa", "--data-dir", laptop)
    assert said.code == 1
    assert "Pencatat perubahan tidak lengkap." in said.err


def test_a_damaged_page_is_found_or_refused(laptop):
    database = laptop / "kube.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 255
    database.write_bytes(content)
    said = kube("periksa", "--data-dir", laptop)
    assert said.code == 1
    assert "rusak" in said.err


def _empty(folder):
    (folder / "kube.db").write_bytes(b"")


def _photo(folder):
    (folder / "kube.db").write_bytes(b"\xff\xd8\xff" * 3000)


def _foreign(folder):
    (folder / "kube.db").unlink()
    connection = sqlite3.connect(folder / "kube.db")
    connection.execute("CREATE TABLE x(y)")
    connection.close()


def _cut(folder):
    content = (folder / "kube.db").read_bytes()
    (folder / "kube.db").write_bytes(content[: len(content) // 3 + 100])


def _newer(folder):
    connection = unlocked(folder)
    connection.execute(f"PRAGMA user_version = {HEAD + 1}")
    connection.close()


def _without_database(folder):
    (folder / "kube.db").unlink()


def _without_key(folder):
    (folder / "kunci.json").unlink()


def _broken_key(folder):
    (folder / "kunci.json").write_text('{"version": 1, "wraps": [')


def _other_key(folder):
    (folder / "kunci.json").unlink()
    Keyring.create(folder / "kunci.json")


SPOILED = {
    _empty: "Data tidak dapat dibuka dengan aman",
    _photo: "Data tidak dapat dibuka dengan aman",
    _foreign: "Data tidak dapat dibuka dengan aman",
    _cut: "rusak",
    _newer: "versi program yang lebih baru",
    _without_database: "kube.db",
    _without_key: "Berkas kunci (kunci.json) tidak ada",
    _broken_key: "Berkas kunci (kunci.json) rusak",
    _other_key: "kuncinya tidak cocok",
}
COMMANDS = {
    "periksa": [],
    "kirim": ["--ke", "a.kube"],
    "gabung": ["a.kube"],
    "cetak": ["bast", "--semua", "--ke", "P"],
    "ubah": ["kelompok", A_STRANGER, "--isi", "note=x"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "command"),
    [
        *((spoil, command) for spoil in SPOILED for command in ("periksa", "kirim")),
        *((spoil, command) for spoil in (_newer, _without_key) for command in COMMANDS),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_each_spoiled_folder_has_its_own_sentence_in_every_command(
    laptop, tmp_path, monkeypatch, spoil, command
):
    monkeypatch.chdir(tmp_path)
    kube("periksa", "--data-dir", laptop)  # it was opened before: backups and branch are known
    spoil(laptop)
    before = contents(laptop)
    said = kube(command, *COMMANDS[command], "--data-dir", laptop)
    assert said.code == 1
    assert SPOILED[spoil] in said.err
    if spoil is not _cut:  # its first pages are whole, so it opens; the check finds the rest
        assert contents(laptop) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_folder_is_not_made_into_data_by_a_command(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kosong").mkdir()
    said = kube(command, *COMMANDS[command], "--data-dir", tmp_path / "kosong")
    assert said.code == 1
    assert "Belum ada data KUBE" in said.err
    assert list((tmp_path / "kosong").iterdir()) == []


def test_a_field_is_changed_and_noted(laptop):
    before = checked(laptop)["fingerprint"]
    group = an_id(laptop, "groups")
    said = kube("ubah", "kelompok", group, "--data-dir", laptop, "--isi", "note=Pindah ke balai")
    assert said.code == 0
    assert "sudah diubah: note." in said.out
    assert checked(laptop)["fingerprint"] != before


def test_several_fields_are_changed_at_once(laptop):
    person = an_id(laptop, "people")
    said = kube(
        "ubah", "anggota", person, "--data-dir", laptop, "--json",
        "--isi", "nickname=Acil", "dependants=3", "decile_checked_on=2026-02-01",
    )  # fmt: skip
    assert said.code == 0
    assert said.facts["diubah"] == ["decile_checked_on", "dependants", "nickname"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "code", "sentence"),
    [
        (["warna=merah"], 1, "Isian warna tidak dikenal. Yang ada: "),
        (["note"], 2, "NAMA=NILAI"),
        (["=x"], 2, "NAMA=NILAI"),
        (["budget_year=banyak"], 1, "Nilai isian tidak dapat dibaca"),
        (["formed_on=kemarin"], 1, "Nilai isian tidak dapat dibaca"),
        (["village_code=99.99.99.9999"], 1, "esa"),
        (["name="], 1, "ama"),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_changed(laptop, values, code, sentence):
    before = checked(laptop)["fingerprint"]
    group = an_id(laptop, "groups")
    said = kube("ubah", "kelompok", group, "--data-dir", laptop, "--isi", *values)
    assert said.code == code
    assert sentence in said.err
    assert checked(laptop)["fingerprint"] == before


@pytest.mark.parametrize("kind", ["kelompok", "anggota"])
def test_changing_a_record_that_is_not_there_is_said(laptop, kind):
    said = kube("ubah", kind, A_STRANGER, "--data-dir", laptop, "--isi", "note=x")
    assert (said.code, said.err.strip()) == (1, "Catatan dengan ID itu tidak ada.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "tidak dapat dibaca"), (b"halo", "Kunci ini"), (b"\xff\xfe\x00", "tidak dapat dibaca")],
    ids=str,
)
def test_a_file_that_is_no_office_key_is_refused(laptop, tmp_path, content, sentence):
    if content is not None:
        (tmp_path / "kunci.txt").write_bytes(content)
    said = kube("kunci-kantor", tmp_path / "kunci.txt", "--data-dir", laptop)
    assert said.code == 1
    assert sentence in said.err


def test_logs_are_kept_in_the_folder_without_names_or_numbers(laptop):
    person = an_id(laptop, "people")
    kube("ubah", "anggota", person, "--data-dir", laptop, "--isi", "nik=6407054506859001")
    log = (laptop / "log" / "kube.log").read_text("utf-8")
    assert "6407054506859001" not in log


def test_a_fault_of_the_program_is_said_in_a_sentence_and_logged(laptop, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("rahasia 6407054506859001")

    monkeypatch.setattr("kube_desktop.services.checking.CheckingService.check", broken)
    said = kube("periksa", "--data-dir", laptop)
    assert said.code == 1
    assert "Terjadi hal yang tidak terduga" in said.err
    log = (laptop / "log" / "kube.log").read_text("utf-8")
    assert "ZeroDivisionError" in log
    assert "6407054506859001" not in log
