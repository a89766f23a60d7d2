"""From launch to the first populated paint, against the same window without anything in it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure
from bench.folders import ROOT, build_folder, sample_laptop
from kube_desktop.paths import DataPaths
from kube_desktop.services.beginning import begin_laptop

ROUNDS = 9


def figures() -> Iterator[Figure]:
    folder = str(sample_laptop(1).root)
    _launch("app", folder)  # the first time compiles our modules
    bare = _folder_without_records()
    app, floor, hollow = [], [], []
    for _ in range(ROUNDS):
        floor.append(_launch("floor"))
        hollow.append(_launch("app", bare))
        app.append(_launch("app", folder))
    yield Figure(
        what="Jendela dengan data terlukis",
        measured=min(one["ms"] for one in app),
        limit=min(one["ms"] for one in floor),
        unit="ms",
        limit_name="jendela kosong",
        at_most=1.10,
    )
    yield Figure(
        what="  di atas jendela yang sama tanpa satu catatan pun",
        measured=min(one["ms"] for one in app),
        limit=min(one["ms"] for one in hollow),
        unit="ms",
        limit_name="jendela yang sama, kosong",
    )
    yield Figure(
        what="Waktu hitung sampai terlukis",
        measured=min(one["cpu"] for one in app) * 1000,
        limit=min(one["cpu"] for one in floor) * 1000,
        unit="ms",
        limit_name="jendela kosong",
        at_most=1.15,
    )
    yield Figure(
        what="Memori saat terlukis",
        measured=min(one["rss"] for one in app),
        limit=min(one["rss"] for one in floor),
        unit="MB",
        limit_name="jendela kosong",
        at_most=1.10,
    )
    loaded = sorted({name for one in app for name in one["loaded"]})
    yield Figure(
        what=f"Modul berat yang sudah dimuat ({', '.join(loaded) or 'tidak ada'})",
        measured=len(loaded),
        unit="modul",
        most=0,
    )


def _folder_without_records() -> str:
    made = build_folder("kosong") / "data"
    if not made.exists():
        begin_laptop(DataPaths(made), "Pendamping Uji", "64.07")
    return str(made)


def _launch(*words: str) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench" / "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench.first_paint", *words],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    told["ms"] = (told["at"] - began) / 1e6
    return told
