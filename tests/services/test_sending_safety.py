"""Sending costs nothing that is there already, and merging leaves nothing behind."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from kube_desktop.commands.running import run
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import FileState
from kube_desktop.exchange import header
from kube_desktop.exchange.errors import SamplePackageError, WorkspaceFullError
from kube_desktop.exchange.keys import (
    OFFICE_KIND,
    SAMPLE_OFFICE,
    DeviceKey,
    OfficeKey,
    Trust,
    to_text,
)
from kube_desktop.exchange.reading import open_package
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.workspace import Workspace
from kube_desktop.services.installation import write_facts
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A sample laptop and a sample office, made once."""
    folder = tmp_path_factory.mktemp("made")
    make_sample_laptop(DataPaths(folder / "laptop"))
    make_sample_office(DataPaths(folder / "kantor"))
    return folder


@pytest.fixture
def laptop_paths(made, tmp_path):
    return DataPaths(shutil.copytree(made / "laptop", tmp_path / "laptop"))


@pytest.fixture
def sender(laptop_paths):
    services = open_services(laptop_paths)
    yield services
    services.close()


@pytest.fixture
def office(made, tmp_path):
    services = open_services(DataPaths(shutil.copytree(made / "kantor", tmp_path / "kantor")))
    yield services
    services.close()


@pytest.fixture
def flash_disk(tmp_path):
    folder = tmp_path / "flashdisk"
    folder.mkdir()
    return folder


def photographed(services, folder, count):
    """Give the first group photos, and return the files that hold them."""
    group = services.lists.groups.choices("", 1)[0].id
    for number in range(count):
        photo = folder / f"foto-{number}.png"
        Image.new("RGB", (40, 40), (number * 40, 90, 20)).save(photo)
        services.attachments.add("groups", group, photo)
        photo.unlink()
    return sorted(services.workplace.paths.attachments.iterdir())


@pytest.mark.parametrize(
    "name", ["kube.db", "kunci.json", "baru.kube", "cadangan/baru.kube", "lampiran", "../laptop"]
)
def test_nothing_is_ever_written_into_the_data_folder(sender, laptop_paths, name):
    def held():
        files = [path for path in laptop_paths.root.rglob("*") if path.is_file()]
        # The journal of SQLite comes and goes with every reading.
        return {path: path.read_bytes() for path in files if not path.name.startswith("kube.db-")}

    before = held()
    with pytest.raises(DomainError):
        sender.sending.send(laptop_paths.root / name)
    assert held() == before


def test_a_link_into_the_data_folder_is_the_data_folder(sender, laptop_paths, tmp_path):
    link = tmp_path / "pintasan"
    link.symlink_to(laptop_paths.backups)
    for target in (link, link / "baru.kube"):
        with pytest.raises(DomainError, match="tempat data program"):
            sender.sending.send(target)


@pytest.mark.parametrize("name", ["catatan", "foto.jpg", "kiriman.kube.db", ".kube"])
def test_a_package_has_the_name_of_a_package(sender, flash_disk, name):
    with pytest.raises(DomainError, match=r"berakhiran \.kube"):
        sender.sending.send(flash_disk / name)
    assert list(flash_disk.iterdir()) == []


def test_the_ending_may_be_written_in_capitals(sender, flash_disk):
    assert sender.sending.send(flash_disk / "RINA.KUBE").path.name == "RINA.KUBE"


def test_a_device_and_a_file_of_another_kind_are_left_alone(sender, flash_disk):
    with pytest.raises(DomainError):
        sender.sending.send(Path(os.devnull))
    pipe, photo = flash_disk / "pipa.kube", flash_disk / "foto.kube"
    os.mkfifo(pipe)
    photo.write_bytes(b"\xff\xd8 a photo")
    for target in (pipe, photo):
        with pytest.raises(DomainError, match="bukan berkas kiriman"):
            sender.sending.send(target)
    assert photo.read_bytes() == b"\xff\xd8 a photo"
    assert pipe.is_fifo()


def test_too_long_a_name_is_a_sentence(sender, flash_disk):
    for target in (flash_disk / f"{'k' * 300}.kube", flash_disk / ("k" * 300) / "a.kube"):
        with pytest.raises(EnvironmentProblem, match="terlalu panjang"):
            sender.sending.send(target)


def test_a_file_sent_again_replaces_the_older_one(sender, flash_disk):
    target = flash_disk / "kiriman.kube"
    first, second = sender.sending.send(target), sender.sending.send(target)
    assert first.code != second.code
    assert list(flash_disk.iterdir()) == [target]


def test_a_sample_laptop_takes_no_key_of_a_real_office(sender):
    with pytest.raises(DomainError, match="laptop contoh"):
        sender.sending.install_office_key(to_text(OFFICE_KIND, OfficeKey.generate().public))
    sender.sending.install_office_key(to_text(OFFICE_KIND, SAMPLE_OFFICE.public))


def test_sample_data_says_so_even_when_it_is_encrypted_to_a_real_office(sender, flash_disk):
    real = OfficeKey.generate()
    with sender.workplace.database.raw() as connection:
        write_facts(connection, {"office_key": {"public": real.public.hex(), "name": "Kantor"}})
    sent = sender.sending.send(flash_disk)
    assert header.inspect(sent.path).sample
    with pytest.raises(SamplePackageError):
        open_package(sent.path, [real], lambda _: Trust.KNOWN)


def test_a_real_laptop_does_not_say_sample(services, flash_disk):
    with services.workplace.database.raw() as connection:
        write_facts(connection, {"device_key": DeviceKey.generate().private.hex()})
    services.sending.install_office_key(to_text(OFFICE_KIND, OfficeKey.generate().public))
    assert not header.inspect(services.sending.send(flash_disk).path).sample


def test_a_damaged_or_missing_photo_stays_behind_and_everything_else_goes(
    sender, office, flash_disk
):
    first, second, _ = photographed(sender, flash_disk, 3)
    first.write_bytes(b"damaged")
    second.unlink()
    sent = sender.sending.send(flash_disk / "kiriman.kube")
    assert sent.skipped_photos == 2
    summary = office.merging.merge([sent.path])
    assert summary.ready == 1
    assert len(list(office.workplace.paths.attachments.iterdir())) == 1


def test_photos_that_were_not_to_go_were_not_skipped(sender, flash_disk):
    for path in photographed(sender, flash_disk, 1):
        path.write_bytes(b"damaged")
    assert sender.sending.send(flash_disk / "a.kube", with_photos=False).skipped_photos == 0


def test_a_check_tells_damaged_attachments_from_missing_ones(sender, flash_disk):
    assert sender.checking.check().remarks == ()
    first, second, _ = photographed(sender, flash_disk, 3)
    second.unlink()
    missing = sender.checking.check()
    assert missing.problems == ()
    assert missing.remarks == ("1 foto atau scan (kelompok) belum ada di sini.",)
    first.write_bytes(b"damaged")
    (problem,) = sender.checking.check().problems
    assert problem.startswith("1 foto atau scan (kelompok) rusak")


def test_the_command_tells_what_stayed_behind(laptop_paths, flash_disk, capsys):
    services = open_services(laptop_paths)
    photographed(services, flash_disk, 1)[0].write_bytes(b"damaged")
    services.close()
    target = flash_disk / "kiriman.kube"
    words = ["kirim", "--data-dir", str(laptop_paths.root), "--ke", str(target)]
    assert run(words) == 0
    assert "1 foto atau scan tidak ikut" in capsys.readouterr().out
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["foto_tidak_ikut"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ["kirim", "--data-dir", "", "--ke", "a.kube"],
        ["kirim", "--data-dir", "data", "--ke", ""],
        ["gabung", "--data-dir", "data", ""],
        ["gabung", "--data-dir", "data", "a.kube", " "],
        ["periksa", "--data-dir="],
        ["kunci-kantor", "", "--data-dir", "data"],
    ],
)
def test_an_empty_path_is_not_the_present_folder(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(words) == 2
    assert "kosong" in "".join(capsys.readouterr())
    assert list(tmp_path.iterdir()) == []


def test_merging_copies_into_the_data_folder_and_sweeps_what_a_killed_run_left(
    sender, office, flash_disk
):
    sent = sender.sending.send(flash_disk)
    home = office.workplace.paths.cache / "gabung"
    left = home / "0011223344556677"
    left.mkdir(parents=True)
    (left / "0").write_bytes(b"copy")
    seen = []
    office.merging.preview_watched(
        [sent.path], lambda *_: None, lambda: bool(seen.append(set(home.iterdir())))
    )
    assert any(left not in inside and inside for inside in seen)
    assert list(home.iterdir()) == []


def test_what_another_merge_still_uses_is_not_swept(tmp_path):
    with Workspace(tmp_path / "gabung") as first:
        (first / "0").write_bytes(b"copy")
        with Workspace(tmp_path / "gabung") as second:
            assert second != first
            assert (first / "0").read_bytes() == b"copy"
        assert first.is_dir()
    assert list((tmp_path / "gabung").iterdir()) == []


def test_no_room_for_the_copies_is_told_as_that(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    home = tmp_path / "gabung"
    home.mkdir()
    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(WorkspaceFullError), Workspace(home):
        pass


def test_a_file_that_finds_no_room_is_kept_for_later(sender, office, flash_disk, monkeypatch):
    sent = sender.sending.send(flash_disk)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", full)
    (file,) = office.merging.look([sent.path])
    assert file.state is FileState.REJECTED
    assert "Ruang sementara" in file.message
    monkeypatch.undo()
    assert office.merging.merge([sent.path]).ready == 1
