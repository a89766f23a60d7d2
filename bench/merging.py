"""Merging 50 package files of different laptops, against copying the same rows without any rules.

The limit is `INSERT … SELECT` of the same tables out of the same 50 encrypted databases, into one
encrypted database with the same indexes, without change log, search index or conflict rules, one
transaction per laptop.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

from bench.figures import Figure
from bench.folders import build_folder, tell
from kube_desktop.db import cipher
from kube_desktop.db.keyring import Keyring
from kube_desktop.db.models import Base
from kube_desktop.db.sync.mapping import schema_of
from kube_desktop.domain.errors import ValidationError
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import PROVINCE_REPLICA, make_sample_laptop

LAPTOPS = 50
_EDITS = 18


def figures() -> Iterator[Figure]:
    folder = build_folder("kiriman")
    laptops = [_laptop(folder, seed) for seed in range(1, LAPTOPS + 1)]
    files = sorted(folder.glob("*.kube"))
    with TemporaryDirectory() as work:
        copied = _copied(laptops, Path(work) / "copy.db")
        told = _merged(files, Path(work) / "office")
    first, again = told["first"], told["again"]
    name = "INSERT … SELECT"
    yield Figure(
        what=f"Menggabung {len(files)} berkas, waktu hitung",
        measured=first["cpu"],
        limit=copied["cpu"],
        unit="detik",
        limit_name=name,
        at_most=2.5,
    )
    yield Figure(
        what="  waktu jam",
        measured=first["wall"],
        limit=copied["wall"],
        unit="detik",
        limit_name=name,
    )
    yield Figure(
        what=f"  {told['changes']} perubahan, {told['differences']} perbedaan; per detik hitung",
        measured=told["changes"] / first["cpu"],
        unit="perubahan",
    )
    yield Figure(
        what="Berkas yang sama sekali lagi, waktu hitung",
        measured=again["cpu"],
        limit=copied["cpu"],
        unit="detik",
        limit_name=name,
        at_most=0.5,
    )
    yield Figure(what="Memori puncak saat menggabung", measured=told["peak"], unit="MB", most=400)


def _laptop(folder: Path, seed: int) -> DataPaths:
    """Return a sample laptop whose file is there, made now if it is not."""
    paths, target = DataPaths(folder / f"{seed:02d}"), folder / f"{seed:02d}.kube"
    if target.exists():
        return paths
    tell(f"Menyiapkan laptop contoh {seed} dari {LAPTOPS}; hanya sekali …")
    shutil.rmtree(paths.root, ignore_errors=True)
    make_sample_laptop(paths, 1, seed)
    services = open_services(paths)
    _work(services, seed)
    services.sending.send(target)
    services.close()
    return paths


def _work(services: Services, seed: int) -> None:
    """Correct groups of its own, and the groups that all sample laptops share."""
    reader = services.workplace.database.reader
    shared = reader.rows(
        "SELECT row_id FROM sync_change WHERE replica = :r AND tbl = 'groups' AND op = 'I'",
        {"r": PROVINCE_REPLICA},
    )
    own = reader.rows("SELECT id FROM groups ORDER BY id LIMIT :n", {"n": _EDITS})
    for number, (group_id,) in enumerate([*shared, *own]):
        draft = services.lists.groups.draft(UUID(bytes=group_id))
        if draft is not None:
            field = ("note", "bank_name", "address")[(seed + number) % 3]
            values: dict[str, Any] = {field: f"Catatan {seed} ke {number}"}
            changed = replace(draft, **values)
            with suppress(ValidationError):  # a name that happens to be there twice
                services.groups.correct(UUID(bytes=group_id), changed)


def _copied(laptops: Sequence[DataPaths], target: Path) -> dict[str, float]:
    tables = [table.name for table in schema_of(Base.metadata)]
    with closing(cipher.connect(target, bytes(32), create=True)) as connection:
        wall, cpu = perf_counter(), process_time()
        for number, paths in enumerate(laptops):
            key = Keyring.load(paths.keyring).device_key().hex()
            connection.execute(
                f"ATTACH DATABASE ? AS laptop KEY \"x'{key}'\"", (str(paths.database),)
            )
            connection.execute("BEGIN IMMEDIATE")
            if number == 0:
                _make_alike(connection, tables)
            for table in tables:
                connection.execute(
                    f"INSERT OR IGNORE INTO {table} SELECT * FROM laptop.{table}"  # noqa: S608
                )
            connection.execute("COMMIT")
            connection.execute("DETACH DATABASE laptop")
        return {"wall": perf_counter() - wall, "cpu": process_time() - cpu}


def _make_alike(connection: cipher.Connection, tables: Sequence[str]) -> None:
    """Make the same tables with the same indexes; no triggers."""
    made = connection.execute(
        "SELECT tbl_name, sql FROM laptop.sqlite_master WHERE type IN ('table', 'index') "
        "AND sql IS NOT NULL ORDER BY type DESC"
    ).fetchall()
    for table, statement in made:
        if table in tables:
            connection.execute(statement)


def _merged(files: Sequence[Path], office: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench.merge_once", str(office), *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
