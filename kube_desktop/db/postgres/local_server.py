"""A PostgreSQL server in a folder of its own, for tests and for `simulasi`; never for an office."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql")


def missing() -> str:
    """Say why no server can be started here; empty when one can."""
    if sys.platform == "win32":
        return "PostgreSQL sementara hanya dapat dijalankan di Linux"
    if _programs() is None:
        return "PostgreSQL tidak terpasang (apt-get install postgresql)"
    if os.geteuid() == 0 and _user() is None:
        return "PostgreSQL tidak berjalan sebagai root, dan pengguna postgres tidak ada"
    return ""


class LocalServer:
    """A running server, reached by a socket in its folder; nothing listens on the network."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._databases = 0

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        self._databases += 1
        name = f"kantor_{self._databases}"
        _run(self._folder, "createdb", "-h", str(self._folder), "-U", "kube", name)
        return f"postgresql://kube@/{name}?host={self._folder}"


@contextmanager
def local_server() -> Generator[LocalServer]:
    """Run a server as long as the block lasts; look at `missing` first.

    Nothing is flushed to the disk: what it holds is thrown away anyway.
    """
    # A socket's path may not be long, and the user postgres cannot look into private folders.
    outer = Path(tempfile.mkdtemp(prefix="kube-pg-"))
    try:
        outer.chmod(0o755)
        folder = outer / "pg"
        folder.mkdir()
        user = _user()
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        words = ("-A", "trust", "-U", "kube", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        _run(folder, "initdb", "-D", data, *words)
        options = (
            f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off "
            "-c shared_buffers=256MB -c max_wal_size=2GB"
        )
        log = str(folder / "log")
        _run(folder, "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            yield LocalServer(folder)
        finally:
            _run(folder, "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(outer, ignore_errors=True)


@cache
def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = (one for place in _PLACES for one in Path(place).glob("*/bin/initdb"))
    newest = max(places, default=None, key=lambda one: one.parent.parent.name.zfill(4))
    return newest.parent if newest else None


def _user() -> str | None:
    """Return whom the server has to run as: it refuses to be root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415  not on Windows

    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


def _run(folder: Path, program: str, *words: str) -> None:
    programs = _programs()
    if programs is None:
        raise FileNotFoundError(program)
    subprocess.run(  # noqa: S603  a program of the system, and words of our own
        [str(programs / program), *words],
        check=True,
        user=_user(),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
