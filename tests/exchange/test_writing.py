"""What happens when the place of the new file fails: no half-made file, the old one intact."""

import errno
import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.exchange import errors, header, writing
from kube_desktop.exchange.keys import DeviceKey, OfficeKey
from kube_desktop.exchange.reading import copy_in
from kube_desktop.exchange.sealing import CHUNK

LAPTOP, OFFICE = DeviceKey.generate(), OfficeKey.generate()
ABOUT = header.About(bytes(16), 77, 1, 3, 1, "2026-11-19T01:42:00Z", "0.1.0")
OLD = header.MAGIC + b"the file of last month"


def many(count=30_000):
    for n in range(1, count + 1):
        yield ("I", 77, n, n << 20, "people", os.urandom(16), ("name",), (os.urandom(9).hex(),),
               None, 1, None)  # fmt: skip


def write(path, changes=None, **more):
    content = writing.Content({}, many() if changes is None else changes)
    return writing.write_package(path, content, ABOUT, LAPTOP, (OFFICE.public,), **more)


def assert_untouched(path):
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "flashdisk" / "kiriman.kube"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture
def small_limit():
    """The operating system ends every file at 200 kB, as a full flash disk does."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_new_file_replaces_the_old_one_of_that_name(path):
    written = write(path)
    assert path.stat().st_size == written.size
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_is_told_with_the_room_it_takes(path, small_limit):
    with pytest.raises(errors.TargetFullError) as caught:
        write(path)
    assert_untouched(path)
    assert caught.value.needed > 1_000_000
    assert caught.value.free > 0


def test_stopping_leaves_nothing_behind(path):
    seen = []

    def enough():
        return len(seen) > 5

    with pytest.raises(errors.CancelledError):
        write(path, watch=writing.Watch(progress=seen.append, cancelled=enough))
    assert_untouched(path)
    assert seen == sorted(seen)


def test_a_failure_of_the_database_while_reading_leaves_nothing_behind(path):
    def broken():
        yield from many(5000)
        raise KeyError("row")

    with pytest.raises(KeyError):
        write(path, broken())
    assert_untouched(path)


def test_a_folder_that_is_gone_means_the_flash_disk_was_pulled(tmp_path):
    with pytest.raises(errors.TargetGoneError):
        write(tmp_path / "dicabut" / "kiriman.kube")


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.EIO, errors.TargetGoneError),
        (errno.ENODEV, errors.TargetGoneError),
        (errno.EROFS, errors.TargetForbiddenError),
        (errno.EACCES, errors.TargetForbiddenError),
        (errno.EDQUOT, errors.TargetFullError),
    ],
)
def test_what_the_system_says_at_the_end_is_explained(path, monkeypatch, number, error):
    def failing(*args):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.os, "fsync", failing)
    with pytest.raises(error) as caught:
        write(path)
    assert isinstance(caught.value, EnvironmentProblem)
    assert_untouched(path)


def test_a_medium_that_keeps_something_else_is_noticed(path, monkeypatch):
    def damage(handle):
        with Path(f"/proc/self/fd/{handle}").open("r+b") as stream:
            stream.seek(500)
            stream.write(b"\0\0\0\0")

    monkeypatch.setattr(writing.os, "fsync", damage)
    with pytest.raises(errors.UnfaithfulTargetError):
        write(path)
    assert_untouched(path)


def test_a_file_no_office_would_open_is_not_written(path, monkeypatch):
    monkeypatch.setattr(header, "MAX_FILE", 100_000)
    with pytest.raises(errors.TooLargePackageError):
        write(path)
    assert_untouched(path)


def test_leftovers_of_killed_runs_go_after_a_day_and_nothing_else_does(path):
    folder = path.parent
    old, young, foreign = (
        folder / "kube-00112233445566ff.part",
        folder / "kube-8899aabbccddeeff.part",
        folder / "film.part",
    )
    for one in (old, young, foreign):
        one.write_bytes(b"x")
    for one in (old, foreign):
        os.utime(one, (1_000_000_000, 1_000_000_000))
    write(path, many(10))
    assert set(folder.iterdir()) == {path, young, foreign}


def test_two_at_once_to_the_same_name_both_come_out_whole(path):
    inner = []

    def while_the_other_writes():
        yield from many(2000)
        inner.append(write(path, many(10)))
        assert reading_works(path, small=True)
        yield from many(2000)

    outer = write(path, while_the_other_writes())
    assert path.stat().st_size == outer.size != inner[0].size
    assert list(path.parent.iterdir()) == [path]
    assert reading_works(path)


@pytest.mark.parametrize("content", [b"", b"KUBE", b"SQLite format 3\0", os.urandom(4096)])
def test_a_file_that_is_no_package_is_never_replaced(path, content):
    path.write_bytes(content)
    with pytest.raises(errors.OccupiedTargetError):
        write(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("make", ["pipe", "folder", "link"])
def test_only_a_regular_file_is_ever_replaced(path, make):
    path.unlink()
    elsewhere = path.parent.parent / "kube.db"
    elsewhere.write_bytes(OLD)
    {
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
        "link": lambda: path.symlink_to(elsewhere),
    }[make]()
    before = path.lstat()
    with pytest.raises(errors.OccupiedTargetError):
        write(path)
    assert path.lstat().st_ino == before.st_ino
    assert elsewhere.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_a_name_too_long_for_the_medium_is_told(path):
    with pytest.raises(errors.TargetNameError):
        write(path.with_name("k" * 300 + ".kube"))
    longest = path.with_name("k" * 250 + ".kube")
    write(longest, many(10))
    assert set(path.parent.iterdir()) == {path, longest}


def test_a_full_computer_is_not_blamed_on_the_flash_disk(path, tmp_path, request):
    path.write_bytes(OLD + bytes(300_000))
    request.getfixturevalue("small_limit")
    with pytest.raises(errors.WorkspaceFullError):
        copy_in(path, tmp_path / "gabung")
    assert list((tmp_path / "gabung").iterdir()) == []


def test_a_killed_program_never_leaves_a_half_made_file_under_its_name(path):
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        sys.path[:0] = sys.argv[2:]
        import test_writing
        while True:
            test_writing.write(Path(sys.argv[1]), test_writing.many(3000))
            print("written", flush=True)
        """
    )
    here = Path(__file__).parent
    arguments = [sys.executable, "-c", script, str(path), str(here), str(here.parents[1])]
    for delay in range(6):
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as child:
            child.stdout.readline()
            try:
                child.wait(0.013 * delay)
            except subprocess.TimeoutExpired:
                child.kill()
        assert reading_works(path)


def reading_works(path, *, small=False):
    copied = copy_in(path, path.parent.parent)
    return header.inspect(copied).about == ABOUT and (small or copied.stat().st_size > CHUNK)
