"""`mati`: the program is killed at random moments while it saves, types drafts and sends."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from campaigns.report import Report
from kube_desktop.exchange.errors import PackageError
from kube_desktop.exchange.keys import SAMPLE_OFFICE, Trust
from kube_desktop.exchange.reading import open_package
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.making import make_sample_laptop

MAY_BE_LOST_S = 2.0
"""Typing of the last two seconds may be lost, and nothing else (ux.md)."""
_AT_WORK_S = 3.0
_STARTING_S = 1.5
_PATIENCE_S = 60.0

Line = dict[str, Any]


def die_often(folder: Path, times: int, seed: int) -> Report:
    """Kill a working program so many times and look each time at what is left."""
    report = Report(f"{times} kali dimatikan paksa saat menyimpan, mengetik dan mengirim")
    paths = DataPaths(folder / "data")
    if not paths.database.exists():
        make_sample_laptop(paths)
    draw = random.Random(seed)  # noqa: S311  no secret
    for number in range(times):
        journal = folder / f"jurnal-{number}.txt"
        killed_at = _work_and_die(paths.root, journal, draw)
        lines = list(_read(journal))
        _look(paths, lines, killed_at, report)
        _look_at_files(folder / "kiriman", lines, report)
        report.count("mati")
    return report


def _work_and_die(folder: Path, journal: Path, draw: random.Random) -> float:
    journal.touch()
    words = ["campaigns.worker", str(folder), str(journal), str(draw.getrandbits(32))]
    with (folder.parent / "galat.txt").open("ab") as errors:
        worker = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-P", "-m", *words], stdout=subprocess.DEVNULL, stderr=errors
        )
    if draw.random() < 0.2:  # while it is still opening
        time.sleep(draw.uniform(0, _STARTING_S))
    else:
        limit = time.monotonic() + _PATIENCE_S
        while b'"ready"' not in journal.read_bytes() and worker.poll() is None:
            if time.monotonic() > limit:
                break
            time.sleep(0.01)
        time.sleep(draw.uniform(0, _AT_WORK_S))
    killed_at = time.monotonic()
    worker.kill()
    worker.wait()
    return killed_at


def _read(journal: Path) -> Iterator[Line]:
    for line in journal.read_text("utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:  # the line it died in
            return


def _look(paths: DataPaths, lines: list[Line], killed_at: float, report: Report) -> None:
    for line in lines:
        report.must(line["what"] != "unexpected", f"Galat tak terduga: {line.get('error')}")
    services = open_services(paths)
    try:
        checked = services.checking.check()
        report.must(not checked.problems, f"Data tidak utuh: {checked.problems}")
        _look_at_records(services, lines, report)
        _look_at_drafts(services, lines, killed_at, report)
    finally:
        services.close()


def _look_at_records(services: Services, lines: list[Line], report: Report) -> None:
    names = {row[0] for row in services.workplace.database.reader.rows("SELECT name FROM groups")}
    allowed: dict[str, set[str]] = {}
    for line in lines:
        match line["what"], line.get("deed"):
            case "done", "record":
                report.count("kelompok tersimpan")
                report.must(line["name"] in names, f"Kelompok {line['name']} hilang")
            case "begun", "correct":
                allowed.setdefault(line["id"], set()).add(line["note"])
            case "done", "correct":
                report.count("perbaikan tersimpan")
                # Once it is acknowledged, nothing older may be there.
                allowed[line["id"]] = {line["note"]}
            case "refused", "correct":
                allowed[line["id"]].discard(line["note"])
    acknowledged = {line["id"] for line in lines if (line["what"], line.get("deed"))
                    == ("done", "correct")}  # fmt: skip
    for group_id in acknowledged:
        draft = services.lists.groups.draft(UUID(group_id))
        note = draft.note if draft else None
        report.must(note in allowed[group_id], f"Perbaikan kelompok {group_id} hilang")


def _look_at_drafts(
    services: Services, lines: list[Line], killed_at: float, report: Report
) -> None:
    kept = {str(one.id): int(str(one.content["note"])) for one in services.drafts.open_drafts()}
    typed = [line for line in lines if line["what"] == "typed"]
    if not typed:
        return
    found = kept.get(typed[-1]["draft"], 0)
    lost = [line for line in typed if line["count"] > found]
    seconds = killed_at - lost[0]["at"] if lost else 0.0
    worst = report.facts.get("ketikan hilang paling lama (detik)", 0.0)
    report.facts["ketikan hilang paling lama (detik)"] = max(
        round(seconds, 2), worst if isinstance(worst, float) else 0.0
    )
    report.must(seconds <= MAY_BE_LOST_S, f"Ketikan {seconds:.1f} detik terakhir hilang")
    for draft in services.drafts.open_drafts():
        services.drafts.discard(draft.id)


def _look_at_files(out: Path, lines: list[Line], report: Report) -> None:
    sent = {line["file"] for line in lines if (line["what"], line.get("deed")) == ("done", "send")}
    found = sorted(out.glob("*.kube")) if out.is_dir() else []
    for path in found:
        try:
            opened = open_package(
                path, [SAMPLE_OFFICE], lambda _: Trust.UNKNOWN, accept_unknown=True
            )
            report.count("perubahan dibaca kembali", sum(1 for _ in opened.changes()))
            report.count("berkas kiriman utuh")
        except PackageError as error:
            report.failures.append(f"{path.name}: {error}")
    missing = sent - {path.name for path in found}
    report.must(not missing, f"Berkas yang sudah dilaporkan jadi tidak ada: {missing}")
    for path in out.iterdir() if out.is_dir() else ():
        if path.suffix != ".kube":
            report.count("sisa berkas setengah jadi (nama lain)")
        path.unlink()
