"""`jalan`: packages go by flash disk and WhatsApp, renamed, zipped and copied, and still merge.

The same files reach offices by several ways; all of them must end with the same content as the one
that got them straight.
"""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from campaigns.breakdowns import World, make_world, opened
from campaigns.media import NotHereError, flash_disk, format_image
from campaigns.report import Report

_NAMES: Final = (
    "x (1).kube", "KUBE_KutaiBarat_Rina_2026-11-19_0942 - Salin.kube", "DOC-20261119-WA0007.kube",
    "kiriman.kube.kube", "RINA~1.KUBE",
)  # fmt: skip
_WAYS: Final = {"exfat": 64 << 20, "vfat": 64 << 20}


def travel(folder: Path) -> Report:
    """Send files by every way and compare where they arrive."""
    report = Report("Kiriman lewat nama lain, zip, FAT32 dan exFAT")
    world = make_world(folder)
    ways: dict[str, Callable[[World, Path], Path]] = {
        "nama lain": _renamed,
        "zip berisi semua": _zipped,
        "zip satu per satu di folder": _zipped_each,
        **{f"lewat {kind}": _by_flash_disk(kind) for kind in _WAYS},
        "nama lain dalam zip lewat vfat": lambda world, place: _by_flash_disk("vfat")(
            world, place, _zipped
        ),
    }
    for name, way in ways.items():
        place = folder / "tiba"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            arrived = way(world, place)
        except NotHereError as reason:
            report.facts[f"{name}: dilewati"] = str(reason)
            continue
        with opened(world.fresh_office(folder / "kantor")) as services:
            summary = services.merging.merge([arrived])
        report.facts[name] = f"{summary.ready} berkas digabung"
        report.must(summary.ready == len(world.files), f"{name}: {summary.rejected}")
        report.must(summary.fingerprint == world.fingerprint, f"{name}: isi berbeda")
    return report


def _renamed(world: World, place: Path) -> Path:
    for source, name in zip(world.files, _NAMES, strict=True):
        shutil.copyfile(source, place / name)
    return place


def _zipped(world: World, place: Path) -> Path:
    with zipfile.ZipFile(place / "kiriman.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for source, name in zip(world.files, _NAMES, strict=True):
            archive.write(source, f"Dari WhatsApp/{name}")
    return place / "kiriman.zip"


def _zipped_each(world: World, place: Path) -> Path:
    for source, name in zip(world.files, _NAMES, strict=True):
        with zipfile.ZipFile(place / f"{name}.zip", "w") as archive:
            archive.write(source, name)
    return place


def _by_flash_disk(kind: str) -> Callable[..., Path]:
    def carried(world: World, place: Path, pack: Callable[[World, Path], Path] = _renamed) -> Path:
        image = world.folder / f"{kind}.img"
        format_image(image, kind, _WAYS[kind])
        with flash_disk(image, kind, world.folder / kind) as disk:
            pack(world, disk.place)
        with flash_disk(image, kind, world.folder / kind) as disk:  # at the office
            for one in disk.place.iterdir():
                shutil.copyfile(one, place / one.name)
        return place

    return carried
