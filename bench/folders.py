"""Data folders to measure on: made once, and again when what makes them changes."""

import hashlib
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from kube_desktop.paths import DataPaths
from kube_desktop.services.sample.making import make_sample_laptop

ROOT = Path(__file__).resolve().parent.parent
_BUILD = ROOT / "build" / "bench"
_MAKERS = (
    "kube_desktop/services/sample",
    "kube_desktop/db/migrations",
    "kube_desktop/db/models",
    "kube_desktop/db/search.py",
    "kube_desktop/db/sync/ddl.py",
    "kube_desktop/exchange/writing.py",
)
LARGE_SCALE = 250
"""20,000 groups with 100,000 members."""


def build_folder(name: str) -> Path:
    """Return a folder for one kind of made data; what older programs made there is removed."""
    wanted = _BUILD / f"{name}-{_version()}"
    for stale in _BUILD.glob(f"{name}-*"):
        if stale != wanted:
            shutil.rmtree(stale, ignore_errors=True)
    wanted.mkdir(parents=True, exist_ok=True)
    return wanted


def sample_laptop(scale: int) -> DataPaths:
    """Return a sample laptop of a scale, made now if it is not there yet."""
    folder = build_folder(f"laptop{scale}")
    made = folder / "data"
    if not made.exists():
        half = folder / "setengah"
        shutil.rmtree(half, ignore_errors=True)
        tell(f"Menyiapkan data contoh, skala {scale}; hanya sekali …")
        began = perf_counter()
        counts = make_sample_laptop(DataPaths(half), scale)
        half.rename(made)
        tell(f"  {counts.people} anggota dalam {perf_counter() - began:.0f} detik")
    return DataPaths(made)


def tell(text: str) -> None:
    """Say what is being done; figures alone go to the output."""
    print(text, file=sys.stderr, flush=True)


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def _sources() -> Iterable[Path]:
    for maker in _MAKERS:
        place = ROOT / maker
        yield from place.rglob("*.py") if place.is_dir() else (place,)
