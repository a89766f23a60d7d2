"""`putus`: merging and sending are broken off at random points, in every way a desk knows.

The program is killed, the disk of the office or the flash disk runs full, the flash disk is pulled
out. Afterwards everything must open clean, of each batch of files all or nothing must be merged,
the file at the target must be the old or the new one, and merging again must end as if nothing had
happened.
"""

import os
import shutil
import signal
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer
from typing import Final
from unittest import mock

from campaigns.media import NotHereError, enlarge, flash_disk, format_image, small_disk
from campaigns.report import Report
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.exchange import FileState, MergeSummary
from kube_desktop.exchange.errors import PackageError
from kube_desktop.exchange.keys import SAMPLE_OFFICE, Trust
from kube_desktop.exchange.reading import open_package
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging import merging
from kube_desktop.services.exchanging.merging import Follow
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office

_LAPTOPS: Final = 5
_BATCH: Final = 2
_ROOM: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class World:
    """What every attempt begins with.

    Attributes:
        files: One file of each laptop, in a folder.
        fingerprint: Of an office that merged them all.
        merging_s: How long that took.
        sending_s: How long sending takes.

    """

    folder: Path
    office: Path
    laptop: Path
    files: tuple[Path, ...]
    fingerprint: str
    merging_s: float
    sending_s: float

    def fresh_office(self, place: Path) -> DataPaths:
        """Return a copy of the office that merged nothing yet."""
        shutil.rmtree(place, ignore_errors=True)
        return DataPaths(shutil.copytree(self.office, place))


def break_off(folder: Path, times: int, seed: int) -> Report:
    """Break merging and sending off so many times in each way."""
    report = Report(f"Penggabungan dan pengiriman diputus, {times} kali tiap cara")
    draw = Random(seed)  # noqa: S311  no secret
    world = make_world(folder)
    ways: dict[str, Callable[[World, Random, Report], None]] = {
        "gabung, dimatikan paksa": _merge_killed,
        "kirim, dimatikan paksa": _send_killed,
        "gabung, disk penuh": _merge_on_a_full_disk,
        "kirim, tempat penuh": _send_to_a_full_disk,
        "gabung, flashdisk dicabut": _merge_from_a_pulled_disk,
        "kirim, flashdisk dicabut": _send_to_a_pulled_disk,
    }
    with mock.patch.object(merging, "BATCH", _BATCH):
        for name, way in ways.items():
            before = len(report.failures)
            try:
                for _ in range(times):
                    way(world, draw, report)
                    report.count(name)
            except NotHereError as reason:
                report.facts[f"{name}: dilewati"] = str(reason)
            report.failures[before:] = [f"{name}: {one}" for one in report.failures[before:]]
    return report


def make_world(folder: Path) -> World:
    """Make laptops, an office, one file of each laptop, and the end they lead to."""
    office, laptop = folder / "kantor-awal", folder / "laptop-1"
    shipped = folder / "kiriman"
    shipped.mkdir(exist_ok=True)
    make_sample_office(DataPaths(office))
    for number in range(1, _LAPTOPS + 1):
        paths = DataPaths(folder / f"laptop-{number}")
        make_sample_laptop(paths, seed=number)
        with opened(paths) as services:
            begun = time.perf_counter()
            services.sending.send(shipped / f"{number}.kube")
            sending_s = time.perf_counter() - begun
    paths = DataPaths(shutil.copytree(office, folder / "kantor-utuh"))
    files = tuple(sorted(shipped.iterdir()))
    with opened(paths) as services:
        begun = time.perf_counter()
        fingerprint = services.merging.merge(files).fingerprint
        merging_s = time.perf_counter() - begun
    return World(folder, office, laptop, files, fingerprint, merging_s, sending_s)


@contextmanager
def opened(paths: DataPaths) -> Generator[Services]:
    """Open a folder for work, and close it."""
    services = open_services(paths)
    try:
        yield services
    finally:
        services.close()


def _merge_killed(world: World, draw: Random, report: Report) -> None:
    paths, told = world.fresh_office(world.folder / "kantor"), world.folder / "jurnal"
    told.write_bytes(b"")

    def work() -> None:
        journal = os.open(told, os.O_WRONLY | os.O_APPEND)

        def step(done: int, _: int) -> None:
            os.write(journal, bytes([done]))

        with opened(paths) as services:
            os.write(journal, b"\0")
            services.merging.merge(world.files, Follow(step))

    _killed(work, lambda: told.stat().st_size > 0, draw.uniform(0, world.merging_s))
    # The file that begins a batch is told of when all batches before it are on the disk.
    done = max(told.read_bytes(), default=0)
    _look_at_office(world, paths, report, safe=max(0, done - 1) // _BATCH * _BATCH)


def _send_killed(world: World, draw: Random, report: Report) -> None:
    place = world.folder / "flashdisk"
    target = _with_an_old_file(world, place)

    def work() -> None:
        with opened(DataPaths(world.laptop)) as services:
            (place / "siap").touch()
            while True:
                services.sending.send(target)

    _killed(work, (place / "siap").exists, draw.uniform(0, 3 * world.sending_s))
    (place / "siap").unlink(missing_ok=True)
    _look_at_target(target, report)
    with opened(DataPaths(world.laptop)) as services:
        report.must(not services.checking.check().problems, "Laptop tidak utuh")


def _killed(work: Callable[[], None], is_ready: Callable[[], bool], after_s: float) -> None:
    """Do work in a process of its own and kill it so long after it is ready."""
    child = os.fork()
    if child == 0:  # the parent has no database open, so that nothing is shared
        with suppress(BaseException):
            work()
        os._exit(0)
    limit = time.monotonic() + 60
    while not is_ready() and time.monotonic() < limit:
        time.sleep(0.002)
    time.sleep(after_s)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _merge_on_a_full_disk(world: World, draw: Random, report: Report) -> None:
    place = world.folder / "disk-kecil"
    taken = sum(one.stat().st_size for one in world.office.rglob("*") if one.is_file())
    with small_disk(place, _ROOM):
        paths = world.fresh_office(place / "kantor")
        enlarge(place, int(taken * draw.uniform(1.1, 4.0)) // 4096 * 4096)
        _tried(lambda: _merge(paths, world.files), report)
        enlarge(place, _ROOM)
        _look_at_office(world, paths, report)


def _send_to_a_full_disk(world: World, draw: Random, report: Report) -> None:
    place = world.folder / "flashdisk-kecil"
    size = world.files[0].stat().st_size
    with small_disk(place, _ROOM):
        target = _with_an_old_file(world, place / "isi")
        used = target.stat().st_size
        enlarge(place, used + int(draw.uniform(8192, size * 1.2)) // 4096 * 4096)
        _tried(lambda: _send(world, target), report)
        _look_at_target(target, report, leftovers=0)


def _merge_from_a_pulled_disk(world: World, draw: Random, report: Report) -> None:
    image = _image(world)
    paths = world.fresh_office(world.folder / "kantor")
    with flash_disk(image, "exfat", world.folder / "exfat") as disk:
        for one in world.files:
            shutil.copyfile(one, disk.place / one.name)
        pulling = Timer(draw.uniform(0, world.merging_s / 2), disk.pull_out)
        pulling.start()
        summary = _tried(lambda: _merge(paths, (disk.place,)), report)
        pulling.join()
    for one in summary.files if summary else ():
        is_told = one.state is FileState.READY or one.message.endswith(".")
        report.must(is_told, f"Tanpa kalimat: {one}")
        report.count(
            "berkas tidak terbaca" if one.state is FileState.REJECTED else "berkas digabung"
        )
    _look_at_office(world, paths, report)


def _send_to_a_pulled_disk(world: World, draw: Random, report: Report) -> None:
    image, place = _image(world), world.folder / "exfat"
    with flash_disk(image, "exfat", place) as disk:
        target = _with_an_old_file(world, disk.place / "isi")
        pulling = Timer(draw.uniform(0, 1.5 * world.sending_s), disk.pull_out)
        pulling.start()
        _tried(lambda: _send(world, target), report)
        pulling.join()
    with flash_disk(image, "exfat", place) as disk:
        _look_at_target(target, report, leftovers=None)


def _image(world: World) -> Path:
    image = world.folder / "flashdisk.img"
    format_image(image, "exfat", 16 << 20)
    return image


def _with_an_old_file(world: World, place: Path) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(world.files[1], place / "kiriman.kube"))


def _merge(paths: DataPaths, places: tuple[Path, ...]) -> MergeSummary:
    with opened(paths) as services:
        return services.merging.merge(places)


def _send(world: World, target: Path) -> None:
    with opened(DataPaths(world.laptop)) as services:
        services.sending.send(target)


def _tried(work: Callable[[], MergeSummary | None], report: Report) -> MergeSummary | None:
    """Do something that may fail, but only in a sentence."""
    try:
        done = work()
    except (DomainError, EnvironmentProblem) as error:
        report.count("ditolak dengan kalimat")
        report.must(str(error).endswith("."), f"Bukan kalimat: {error}")
        return None
    except Exception as error:
        report.failures.append(f"Galat tak terduga: {error!r}")
        return None
    report.count("selesai sebelum putus")
    return done


def _look_at_office(world: World, paths: DataPaths, report: Report, safe: int = 0) -> None:
    """Demand whole batches, everything that was safe, and the same end as without the breakdown."""
    with opened(paths) as services:
        checked = services.checking.check()
        report.must(not checked.problems, f"Kantor tidak utuh: {checked.problems}")
        reader = services.workplace.database.reader
        noted = {
            row[0] for row in reader.rows("SELECT pkg_id FROM sync_package WHERE status='merged'")
        }
        held = {row[0] for row in reader.rows("SELECT DISTINCT pkg_id FROM sync_change")} - {None}
        report.must(held <= noted, "Ada perubahan dari berkas yang tidak tercatat")
        is_whole = len(noted) % _BATCH == 0 or len(noted) == len(world.files)
        report.must(is_whole or _is_partly_unreadable(report), f"Setengah kelompok: {len(noted)}")
        report.must(len(noted) >= safe, f"{safe} berkas sudah aman, tinggal {len(noted)}")
        report.count("berkas utuh setelah putus", len(noted))
        summary = services.merging.merge(world.files)
        report.must(summary.fingerprint == world.fingerprint, "Isi akhir berbeda")
        left = list((paths.cache / "gabung").iterdir())
        report.must(not left, f"Sisa salinan: {left}")


def _is_partly_unreadable(report: Report) -> bool:
    return "berkas tidak terbaca" in report.facts


def _look_at_target(target: Path, report: Report, leftovers: int | None = 1) -> None:
    """Demand the old file or the new one, whole, and no more than one unfinished one beside it."""
    try:
        opened = open_package(target, [SAMPLE_OFFICE], lambda _: Trust.UNKNOWN, accept_unknown=True)
        report.count("perubahan dibaca kembali", sum(1 for _ in opened.changes()))
    except (PackageError, EnvironmentProblem) as error:
        report.failures.append(f"Berkas di tempat tujuan tidak utuh: {error}")
    beside = [one for one in _others(target) if one.suffix != ".part"]
    report.must(not beside, f"Berkas asing: {beside}")
    parts = [one for one in _others(target) if one.suffix == ".part"]
    report.must(leftovers is None or len(parts) <= leftovers, f"Sisa berkas: {parts}")
    for one in parts:
        one.unlink()


def _others(target: Path) -> Iterator[Path]:
    return (one for one in target.parent.iterdir() if one != target)
