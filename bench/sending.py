"""Making the file for the office: its size and how long it takes."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, milliseconds
from bench.folders import sample_laptop
from kube_desktop.services.opening import open_services


def figures() -> Iterator[Figure]:
    services = open_services(sample_laptop(1))
    groups = services.lists.groups.count()
    try:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "semua.kube"
            seconds = [milliseconds(lambda: services.sending.send(target)) / 1000 for _ in range(5)]
            size = target.stat().st_size
    finally:
        services.close()
    yield Figure(
        what=f"Semua catatan satu pendamping ({groups} kelompok), berkas jadi dan diperiksa",
        measured=min(seconds),
        unit="detik",
        most=1.0,
    )
    yield Figure(what="Ukuran berkas itu", measured=size / 1024, unit="KB", most=550)
