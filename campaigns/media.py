"""Media of our own for campaigns: small disks in memory, flash disks as images of FAT32 and exFAT.

They need root and some Debian packages; where that is missing, `NotHereError` says what.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PATIENCE_S: Final = 10.0
PACKAGES: Final = "dosfstools, exfatprogs, exfat-fuse, fusefat"
"""Debian packages for machines whose kernel has no driver for the file systems of flash disks."""


class NotHereError(Exception):
    """Something this machine does not have or does not allow."""


@contextmanager
def small_disk(place: Path, size: int) -> Generator[Path]:
    """Mount a disk of so many bytes that lives in memory."""
    place.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(place))
    try:
        yield place
    finally:
        _unmount(place)


def enlarge(place: Path, size: int) -> None:
    """Give a small disk more room."""
    _run("mount", "-o", f"remount,size={size}", str(place))


@dataclass(slots=True)
class FlashDisk:
    """A mounted image.

    Attributes:
        place: Where its files are.
        driver: The process that serves it, or None when the kernel does.

    """

    place: Path
    driver: "subprocess.Popen[bytes] | None"

    def pull_out(self) -> None:
        """Take it away in the middle of everything, as a hand would."""
        if self.driver is None:
            raise NotHereError("hanya disk lewat FUSE yang dapat dicabut")
        self.driver.send_signal(signal.SIGKILL)
        self.driver.wait()


def format_image(image: Path, kind: str, size: int) -> None:
    """Make an empty image of the kind `vfat` (FAT32) or `exfat`."""
    with image.open("wb") as stream:
        stream.truncate(size)
    _run(*(("mkfs.vfat", "-F", "32") if kind == "vfat" else ("mkfs.exfat",)), str(image))


@contextmanager
def flash_disk(image: Path, kind: str, place: Path) -> Generator[FlashDisk]:
    """Mount an image through FUSE or, where there is none for it, through the kernel."""
    place.mkdir(parents=True, exist_ok=True)
    program = shutil.which("mount.exfat-fuse" if kind == "exfat" else "fusefat")
    if program is None:
        _run("mount", "-t", kind, "-o", "loop", str(image), str(place))
        try:
            yield FlashDisk(place, None)
        finally:
            _unmount(place)
        return
    with _block_device(image, needed=kind == "exfat") as device:
        options = ["-f", "-o", "rw+"] if kind == "vfat" else ["-d"]
        words = [program, *options, str(device), str(place)]
        with subprocess.Popen(  # noqa: S603  found above
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as driver:
            try:
                _await_mount(place, driver)
                yield FlashDisk(place, driver)
            finally:
                _unmount(place)
                with suppress(subprocess.TimeoutExpired):
                    driver.wait(_PATIENCE_S)
                driver.kill()


@contextmanager
def _block_device(image: Path, *, needed: bool) -> Generator[Path]:
    if not needed:
        yield image
        return
    found = _run("losetup", "--find", "--show", str(image))
    try:
        yield Path(found.strip())
    finally:
        _run("losetup", "-d", found.strip())


def _await_mount(place: Path, driver: "subprocess.Popen[bytes]") -> None:
    limit = time.monotonic() + _PATIENCE_S
    while not os.path.ismount(place):
        if driver.poll() is not None or time.monotonic() > limit:
            raise NotHereError("disk tidak dapat dipasang lewat FUSE (perlu root dan /dev/fuse)")
        time.sleep(0.01)


def _unmount(place: Path) -> None:
    with suppress(NotHereError):
        _run("umount", "-l", str(place))


def _run(*words: str) -> str:
    program, *others = words
    found = shutil.which(program)
    if found is None:
        raise NotHereError(f"{program} tidak ada; pasang paket Debian {PACKAGES}")
    done = subprocess.run(  # noqa: S603  found above
        [found, *others], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHereError(f"{program}: {_last(done.stderr.splitlines())}")
    return done.stdout


def _last(lines: Sequence[str]) -> str:
    return lines[-1] if lines else "ditolak"
