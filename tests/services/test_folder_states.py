import hashlib
import os
import secrets
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import TODAY, a_group
from workplaces import Clock, opened

from kube_desktop.db import cipher
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.schema import HEAD
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.paths import DataPaths
from kube_desktop.services.backups import restore
from kube_desktop.services.beginning import begin_office
from kube_desktop.services.folder import FolderState, look_into, must_be_ready, state_of
from kube_desktop.services.opening import create_folder, new_folder, open_services


def content_of(paths):
    """Every file of a folder with the hash of its content."""
    return {
        str(path.relative_to(paths.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths.root.rglob("*"))
        if path.is_file()
    }


def set_schema(paths, number):
    connection = cipher.connect(paths.database, Keyring.load(paths.keyring).device_key())
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()


@pytest.fixture
def used(data_paths):
    """A folder with one group in it, closed."""
    with opened(data_paths, Clock()) as services:
        services.groups.record(a_group())
    return data_paths


def look_at_everything(paths):
    """Do what the start of the program does, as far as it gets."""
    state_of(paths)
    must_be_ready(paths)
    open_services(paths).close()


def test_a_folder_that_was_made_is_ready(used):
    before = content_of(used)
    assert state_of(used) is FolderState.READY
    must_be_ready(used)
    assert content_of(used) == before


def test_the_first_rows_are_there_before_anything_is_migrated(used):
    folder = look_into(used, lambda: TODAY)
    assert [row.name for row in folder.lists.groups.choices("")] == ["Melati Jaya"]
    folder.reader.close()


def test_an_empty_folder_is_a_first_start_and_stays_empty(tmp_path):
    paths = DataPaths(tmp_path / "new")
    assert state_of(paths) is FolderState.EMPTY
    with pytest.raises(EnvironmentProblem, match="Belum ada data KUBE"):
        must_be_ready(paths)
    with pytest.raises(EnvironmentProblem, match=r"kunci\.json"):
        open_services(paths)
    assert not paths.root.exists()


TROUBLE = {
    "newer": (lambda paths: set_schema(paths, HEAD + 1), "versi program yang lebih baru"),
    "wrong key": (
        lambda paths: Keyring.load(paths.keyring).remember(secrets.token_bytes(32)),
        "Data tidak dapat dibuka dengan aman",
    ),
    "damaged": (
        lambda paths: paths.database.write_bytes(secrets.token_bytes(40_000)),
        "Data tidak dapat dibuka dengan aman",
    ),
    "cut to nothing": (
        lambda paths: paths.database.write_bytes(b""),
        "Data tidak dapat dibuka dengan aman",
    ),
    "no key file": (
        lambda paths: paths.keyring.unlink(),
        r"Berkas kunci \(kunci\.json\) tidak ada di folder data",
    ),
    "damaged key file": (
        lambda paths: paths.keyring.write_text("{"),
        r"Berkas kunci \(kunci\.json\) rusak",
    ),
    "database gone": (
        lambda paths: paths.database.unlink(),
        r"Berkas data \(kube\.db\) tidak ada di folder data, padahal pernah ada",
    ),
    "database is a folder": (
        lambda paths: (paths.database.unlink(), paths.database.mkdir()),
        "tidak ditemukan",
    ),
}


@pytest.mark.parametrize(("harm", "sentence"), TROUBLE.values(), ids=TROUBLE)
def test_each_trouble_with_a_folder_has_its_sentence_and_changes_nothing(used, harm, sentence):
    harm(used)
    before = content_of(used)
    with pytest.raises(EnvironmentProblem, match=sentence) as refusal:
        look_at_everything(used)
    assert "Traceback" not in str(refusal.value)
    assert content_of(used) == before


@pytest.mark.parametrize(("harm", "sentence"), TROUBLE.values(), ids=TROUBLE)
def test_opening_for_work_refuses_in_the_same_words(used, harm, sentence):
    harm(used)
    before = content_of(used)
    with pytest.raises(EnvironmentProblem):
        open_services(used)
    assert content_of(used) == before


@contextmanager
def without_rights(paths):
    """Let nobody write into a folder, not even the one who runs the tests."""
    owner = os.geteuid()
    for path in (paths.root, *paths.root.rglob("*")):
        os.chown(path, 65534 if owner == 0 else -1, -1)
        path.chmod(0o555 if path.is_dir() else 0o444)
    if owner == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if owner == 0:
            os.seteuid(0)
        for path in (paths.root, *paths.root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are those of POSIX")
def test_a_folder_that_may_only_be_read_has_its_sentence_and_stays_as_it_is(used):
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        paths = DataPaths(shutil.copytree(used.root, Path(place) / "data"))
        before = content_of(paths)
        with without_rights(paths), pytest.raises(EnvironmentProblem, match="Periksa izin folder"):
            look_at_everything(paths)
        assert content_of(paths) == before


def test_a_lost_database_does_not_cost_the_key_of_the_backups(used):
    with opened(used, Clock()) as services:
        services.backups.make()
    key = Keyring.load(used.keyring).device_key()
    used.database.unlink()
    used.branch.unlink()
    with pytest.raises(EnvironmentProblem, match="pulihkan dari cadangan"):
        state_of(used)
    create_folder(used)
    assert Keyring.load(used.keyring).device_key() == key
    restore(used, next(used.backups.glob("*.db")))
    with opened(used, Clock()) as services:
        assert services.lists.groups.count() == 1


def test_making_a_folder_twice_is_refused(used):
    before = content_of(used)
    with pytest.raises(FileExistsError):
        create_folder(used)
    assert content_of(used) == before


def test_a_power_cut_while_the_folder_is_made_leaves_a_first_start(tmp_path):
    paths = DataPaths(tmp_path / "data").prepare()
    Keyring.create(paths.keyring)
    paths.database.with_suffix(".baru").write_bytes(b"half of a database")
    assert state_of(paths) is FolderState.EMPTY
    create_folder(paths)
    assert state_of(paths) is FolderState.READY
    assert not list(paths.root.glob("*.baru*"))


def test_every_folder_belongs_to_its_owner_only(tmp_path):
    paths = DataPaths(tmp_path / "data")
    create_folder(paths)
    if sys.platform != "win32":
        for folder in (paths.root, paths.backups, paths.attachments, paths.logs, paths.cache):
            assert folder.stat().st_mode & 0o777 == 0o700


def test_two_folders_are_two_branches_with_two_keys(tmp_path):
    keys, replicas = set(), set()
    for name in ("one", "two"):
        paths = DataPaths(tmp_path / name)
        create_folder(paths)
        key = Keyring.load(paths.keyring).device_key()
        connection = cipher.connect(paths.database, key)
        replicas.add(connection.execute("SELECT replica FROM sync_clock").fetchone())
        connection.close()
        keys.add(key)
    assert len(keys) == len(replicas) == 2


def test_a_folder_opened_again_goes_on_where_it_was(used):
    with opened(used, Clock()) as services:
        (replica,) = services.workplace.database.reader.row("SELECT replica FROM sync_clock")
        services.groups.record(a_group(name="Mawar"))
    with opened(used, Clock()) as services:
        reader = services.workplace.database.reader
        assert reader.value("SELECT replica FROM sync_clock") == replica
        assert services.lists.groups.count() == 2


def test_a_copied_folder_goes_on_under_a_branch_of_its_own(used, tmp_path):
    copy = DataPaths(shutil.copytree(used.root, tmp_path / "copy"))
    seen = set()
    for paths in (used, copy):
        with opened(paths, Clock()) as services:
            seen.add(services.workplace.database.reader.value("SELECT replica FROM sync_clock"))
    assert len(seen) == 2


def test_a_restored_backup_goes_on_under_a_new_branch(used):
    with opened(used, Clock()) as services:
        backup = services.backups.make()
        services.groups.record(a_group(name="Mawar"))
        before = services.workplace.database.reader.value("SELECT replica FROM sync_clock")
    kept = restore(used, backup)
    with opened(used, Clock()) as services:
        assert services.lists.groups.count() == 1
        assert services.workplace.database.reader.value("SELECT replica FROM sync_clock") != before
    assert kept.is_file()


def test_a_folder_that_could_not_be_filled_is_a_first_start_again(tmp_path):
    paths = DataPaths(tmp_path / "penuh")
    with pytest.raises(OSError, match="penuh"), new_folder(paths):
        raise OSError("penuh")
    assert state_of(paths) is FolderState.EMPTY
    assert not paths.keyring.exists()
    begin_office(paths)
    assert state_of(paths) is FolderState.READY


def test_filling_never_touches_a_folder_with_data(used):
    before = content_of(used)
    with pytest.raises(FileExistsError), new_folder(used):
        pass
    assert content_of(used) == before
