from datetime import timedelta

import pytest
from builders import a_group
from workplaces import Clock, opened

from kube_desktop.db.keyring import Keyring, Wrap
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.services.backups import KEPT, backups_in, restore
from kube_desktop.services.folder import FolderState, must_be_ready, state_of


def test_old_ordinary_backups_make_room_and_special_ones_stay(services, clock):
    folder = services.workplace.paths.backups
    first = services.backups.make("sebelum-gabung")
    for _ in range(KEPT + 2):
        clock.now += timedelta(hours=1)
        services.backups.make()
    rows = backups_in(folder)
    assert len(rows) == KEPT + 1
    assert first in {row.path for row in rows}
    assert services.backups.latest().made_at == clock.now
    assert [row.made_at for row in rows] == sorted((row.made_at for row in rows), reverse=True)
    for row in rows:
        row.path.unlink()


def test_foreign_files_among_the_backups_are_passed_over(services):
    folder = services.workplace.paths.backups
    names = ("catatan.txt", "otomatis_2026-13-45_999999.db", "otomatis.db", "x_2026-11-19_.db")
    for name in names:
        (folder / name).write_text("x")
    assert backups_in(folder) == []
    assert services.backups.latest() is None
    for name in names:
        (folder / name).unlink()


def test_going_back_brings_the_old_state_and_keeps_the_present_one(data_paths):
    with opened(data_paths, Clock()) as services:
        services.groups.record(a_group())
        backup = services.backups.make()
        services.groups.record(a_group(name="Mawar"))
    kept = restore(data_paths, backup)
    with opened(data_paths, Clock()) as services:
        assert [row.name for row in services.lists.groups.choices("")] == ["Melati Jaya"]
    restore(data_paths, kept)
    with opened(data_paths, Clock()) as services:
        assert services.lists.groups.count() == 2


def test_a_damaged_backup_is_not_put_in_place(data_paths):
    with opened(data_paths, Clock()) as services:
        services.groups.record(a_group())
        backup = services.backups.make()
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    before = data_paths.database.read_bytes()
    with pytest.raises(EnvironmentProblem, match="rusak"):
        restore(data_paths, backup)
    assert data_paths.database.read_bytes() == before


def test_a_damaged_database_is_kept_aside_when_a_backup_replaces_it(data_paths):
    with opened(data_paths, Clock()) as services:
        services.groups.record(a_group())
        backup = services.backups.make()
    data_paths.database.write_bytes(b"damaged")
    kept = restore(data_paths, backup)
    assert kept.read_bytes() == b"damaged"
    with opened(data_paths, Clock()) as services:
        assert services.lists.groups.count() == 1


def test_a_folder_behind_a_password_is_locked_and_says_so(data_paths):
    keyring = Keyring.load(data_paths.keyring)
    keyring.replace(Wrap("password", {"salt": "x"}, b"wrapped"))
    assert state_of(data_paths) is FolderState.READY
    keyring.forget_device()
    assert state_of(data_paths) is FolderState.LOCKED
    with pytest.raises(EnvironmentProblem, match="dikunci dengan kata sandi"):
        must_be_ready(data_paths)
    with pytest.raises(EnvironmentProblem, match="dikunci dengan kata sandi"):
        Keyring.load(data_paths.keyring).device_key()
