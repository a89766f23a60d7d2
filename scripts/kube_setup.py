"""Make the virtual environment `.venv` and keep it whole; called by `kube` and `kube.cmd`.

    python scripts/kube_setup.py check [dev|postgresql]  exit 0 when ready; prints missing packages
    python scripts/kube_setup.py build [dev|postgresql]  makes what is missing

Standard library only. The environment is built in another folder and takes its place at the very
end, so whatever interrupts the work leaves the old one or none, never half of one. What it was
made from lies inside it (`kube/`); when that differs from the lists of today it is not ready.
"""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import kube_syslibs

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "run": "requirements.lock",
    "postgresql": "requirements-postgresql.lock",
    "dev": "requirements-dev.lock",
}
FREE_BYTES = 1_000_000_000
BINARIES = "Scripts" if os.name == "nt" else "bin"
EXECUTABLE = "python.exe" if os.name == "nt" else "python"
MISLEADING = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")

NO_SPACE = "Ruang disk habis. Kosongkan kira-kira 1 GB, lalu ulangi."
NO_NETWORK = "Unduhan gagal. Periksa sambungan internet, lalu ulangi perintah yang sama."
DAMAGED = "Berkas yang diunduh tidak sama dengan daftar, jadi tidak dipasang. Ulangi nanti."
INCOMPLETE = "Folder wheelhouse tidak berisi semua komponen untuk Python di komputer ini."
CAUSES = (
    ("No space left", NO_SPACE),
    ("DO NOT MATCH THE HASHES", DAMAGED),
    ("Connection", NO_NETWORK),
    ("timed out", NO_NETWORK),
    ("Temporary failure", NO_NETWORK),
    ("SSLError", NO_NETWORK),
)


class SetupError(Exception):
    """Why the environment cannot be made, as a sentence for the person at the keyboard."""


def say(text: str) -> None:
    """Tell the person what happens."""
    sys.stderr.write(f"kube: {text}\n")
    sys.stderr.flush()


class Environment:
    """A virtual environment in a folder, and the notes inside it on what it was made from."""

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        self.folder = folder
        self.python = folder / BINARIES / EXECUTABLE
        self._root = root
        self._notes = folder / "kube"

    def is_ready(self, purpose: str, python: str) -> bool:
        """Tell whether it holds exactly the wheels listed today, for the Python it runs on."""
        try:
            made_for = (self._notes / "python").read_text(encoding="utf-8")
            same = [
                (self._notes / lock).read_bytes() == (self._root / lock).read_bytes()
                for lock in {LOCKS["run"], LOCKS[purpose]}
            ]
        except OSError:
            return False
        return all(same) and made_for == python

    def series(self) -> str:
        """Ask its Python for the series, empty when it no longer runs (the system changed)."""
        ask = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            answer = subprocess.run(
                [self.python, "-ISc", ask], capture_output=True, check=False, text=True
            )
        except OSError:
            return ""
        return answer.stdout.strip()

    def note_ready(self, purpose: str) -> None:
        """Write down what it was made from; the last thing done to a new environment."""
        for lock in {LOCKS["run"], LOCKS[purpose]}:
            shutil.copyfile(self._root / lock, self._notes / lock)
        (self._notes / "python").write_text(self.series(), encoding="utf-8")

    def settle(self) -> None:
        """Make its scripts name the folder it lies in, after it or the whole project moved."""
        self._notes.mkdir(exist_ok=True)
        place = self._notes / "place"
        here = os.fsencode(self.folder)
        there = place.read_bytes() if place.exists() else here
        if there != here:
            for script in [self.folder / "pyvenv.cfg", *(self.folder / BINARIES).iterdir()]:
                _replace(script, there, here)
        if there != here or not place.exists():
            place.write_bytes(here)


def _replace(script: Path, old: bytes, new: bytes) -> None:
    if script.is_symlink() or not script.is_file():
        return
    content = script.read_bytes()
    if b"\0" not in content and old in content:
        script.write_bytes(content.replace(old, new))


@contextmanager
def alone(work: Path) -> Iterator[None]:
    """Let only one set-up work at a time; the system frees the lock whatever happens."""
    work.mkdir(exist_ok=True)
    with (work / "setup.lock").open("w", encoding="utf-8") as lock:
        if os.name == "posix":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("menunggu penyiapan lain yang sedang berjalan.")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(purpose: str, root: Path = ROOT) -> None:
    """Make the environment for running (`run`), or for more than that as well."""
    work = root / "build"
    current, fresh, old = root / ".venv", work / "venv-new", work / "venv-old"
    with alone(work):
        if old.exists() and not current.exists():
            old.rename(current)
        present = Environment(current, root)
        python = present.series()
        if present.is_ready(purpose, python):
            return
        if shutil.disk_usage(root).free < FREE_BYTES:
            raise SetupError(NO_SPACE)
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        start = current if present.is_ready("run", python) else None
        fill(Environment(fresh, root), start, purpose, root)
        swap(fresh, current, old)
        present.settle()


def fill(fresh: Environment, start: Path | None, purpose: str, root: Path) -> None:
    """Install into a new folder; wheels already installed are copied, not fetched again."""
    log = root / "build" / "setup.log"
    wheelhouse = root / "wheelhouse"
    with log.open("w", encoding="utf-8") as record:
        if start:
            say("menambahkan komponen (sekali saja).")
            shutil.copytree(start, fresh.folder, symlinks=True)
            code = 0
        else:
            source = (
                "dari folder wheelhouse" if wheelhouse.is_dir() else "mengunduh kira-kira 110 MB"
            )
            say(f"menyiapkan komponen program (sekali saja, {source}).")
            code = run(
                [sys.executable, "-m", "venv", "--prompt", "kube", str(fresh.folder)], root, record
            )
        if not code:
            fresh.settle()
            code = run([*pip(fresh.python, wheelhouse), LOCKS[purpose]], root, record)
    if code:
        raise SetupError(f"{explain(log, wheelhouse)} Rincian: build/{log.name}")
    fresh.note_ready(purpose)


def pip(python: Path, wheelhouse: Path) -> list[str]:
    """Return the installer's command, to be followed by a list of hash-checked wheels."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    if wheelhouse.is_dir():
        command += ["--no-index", "--find-links", str(wheelhouse)]
    return [*command, "-r"]


def run(command: list[str], root: Path, record: IO[str]) -> int:
    """Run a command into the log, showing on a terminal that it is still at work."""
    environment = {name: text for name, text in os.environ.items() if name not in MISLEADING}
    environment.setdefault("PIP_DEFAULT_TIMEOUT", "60")
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=record, stderr=subprocess.STDOUT
    )
    try:
        for second in itertools.count(1):
            try:
                return process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                show_time(second)
    finally:
        process.kill()
        show_time(0)
    return 1


def show_time(seconds: int) -> None:
    """Show on a terminal how long the work has taken, or clear that line again."""
    if sys.stderr.isatty():
        text = f"kube: masih bekerja, {seconds // 60}.{seconds % 60:02}" if seconds else ""
        sys.stderr.write(f"\r{text:40}\r")
        sys.stderr.flush()


def explain(log: Path, wheelhouse: Path) -> str:
    """Say in one sentence why the installer gave up."""
    text = log.read_text(encoding="utf-8", errors="replace")
    for sign, sentence in CAUSES:
        if sign in text:
            return sentence
    return INCOMPLETE if wheelhouse.is_dir() else "Komponen program tidak dapat dipasang."


def swap(fresh: Path, current: Path, old: Path) -> None:
    """Put the finished environment in its place; the former one goes only after that."""
    try:
        if current.exists():
            current.rename(old)
        fresh.rename(current)
    except PermissionError as problem:
        raise SetupError("Tutup dulu KUBE Desktop yang sedang terbuka, lalu ulangi.") from problem
    shutil.rmtree(old, ignore_errors=True)


def check(purpose: str, root: Path = ROOT) -> bool:
    """Tell whether the program can start now, and repair paths if the project folder moved."""
    environment = Environment(root / ".venv", root)
    if not environment.is_ready(purpose, f"{sys.version_info.major}.{sys.version_info.minor}"):
        return False
    environment.settle()
    return True


def main(arguments: list[str]) -> int:
    """Answer `kube` with an exit code."""
    task, purpose = arguments[0], (arguments[1:] or ["run"])[0]
    try:
        if task == "build":
            build(purpose)
        elif not check(purpose):
            return 1
    except SetupError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("dihentikan. Panggil lagi perintah yang sama untuk meneruskan.")
        return 130
    except OSError as problem:
        say(f"Folder {ROOT} tidak dapat ditulisi atau disknya penuh ({problem.strerror}).")
        return 1
    print(" ".join(kube_syslibs.missing()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
