"""`bongkar-paket`: settings packs with something odd anywhere in them, signed as they must be.

Each is refused in a sentence, or every row of it can be told in words.
"""

import base64
import json
import time
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

from campaigns.breaking import odd_value, spoil
from campaigns.fuzzing import READ, Judge
from campaigns.report import Report
from kube_desktop.domain.settings_rows import row_title, row_words
from kube_desktop.exchange import settings_pack
from kube_desktop.exchange.errors import PackageError
from kube_desktop.paths import DataPaths
from kube_desktop.services.exchanging.office_keys import SAMPLE_OFFICE_KEYS
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_office

_LATER: Final = date(2031, 1, 1)
_JSON_COLUMNS: Final = frozenset({"value", "items", "content"})
"""Columns whose text is JSON again."""


def break_packs(folder: Path, times: int, seed: int) -> Report:
    """Spoil a pack so many times."""
    report = Report(f"{times} paket pengaturan dirusak")
    draw, judge = Random(seed), Judge(report, folder)  # noqa: S311  no secret
    whole = _whole(folder)
    report.facts["baris"] = len(json.loads(whole)["baris"])
    found: Counter[str] = Counter()
    begun = time.perf_counter()
    for _ in range(times):
        content = spoil(whole, draw) if draw.random() < 0.3 else _odd(whole, draw)
        found[judge.ended(partial(_told, content), content)] += 1
        if judge.has_enough:
            break
    report.facts |= {
        "dijalankan": found.total(),
        "per detik": round(found.total() / (time.perf_counter() - begun)),
        **dict(sorted(found.items())),
    }
    return report


def _whole(folder: Path) -> bytes:
    paths = DataPaths(folder / "kantor")
    if not paths.database.exists():
        make_sample_office(paths)
    services = open_services(paths)
    try:
        settings = services.lists.settings
        if len(settings.instruments()) == 1:
            services.settings.record_instrument(settings.instruments()[0].content, _LATER)
        made = services.packing.make(folder)
    finally:
        services.close()
    return made.path.read_bytes()


def _odd(whole: bytes, draw: Random) -> bytes:
    """Return a pack with one to two odd values, signed anew."""
    data = json.loads(whole)
    tables = {row["tabel"] for row in data["baris"]}
    table = draw.choice(sorted(tables))  # each kind as often as the others
    data["baris"] = [draw.choice([row for row in data["baris"] if row["tabel"] == table])]
    for _ in range(draw.randrange(1, 3)):
        _make_odd(data, draw, depth=0)
    data.pop("tanda_tangan", None)
    try:
        message = settings_pack._message(data)  # noqa: SLF001
    except ValueError:  # NaN is no JSON
        message = b""
    signature = SAMPLE_OFFICE_KEYS.signing.sign(message)
    data["tanda_tangan"] = base64.b64encode(signature).decode()
    return json.dumps(data, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")


def _make_odd(inside: Any, draw: Random, depth: int) -> None:  # noqa: ANN401  JSON
    places = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    if not places:
        return
    if depth == 0 and "baris" in places and draw.random() < 0.85:
        at: Any = "baris"
    else:
        at = draw.choice(places)
    value = inside[at]
    if isinstance(value, dict | list) and value and draw.random() < 0.85:
        _make_odd(value, draw, depth + 1)
    elif at in _JSON_COLUMNS and isinstance(value, str) and draw.random() < 0.8:
        inside[at] = _odd_json(value, draw)
    elif isinstance(inside, dict) and draw.random() < 0.2:
        del inside[at]
    else:
        inside[at] = odd_value(draw)


def _odd_json(text: str, draw: Random) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, dict | list) and value and draw.random() < 0.8:
        _make_odd(value, draw, depth=1)
    else:
        value = odd_value(draw)
    return json.dumps(value)


def _told(content: bytes) -> str:
    try:
        pack = settings_pack.parse(content)
    except PackageError as error:
        lines = str(error).splitlines()
        return type(error).__name__ if lines[0].endswith((".", ":")) else f"tanpa kalimat: {error}"
    for row in pack.rows:
        row_title(row.table, row.values)
        row_words(row.table, row.values)
    return READ
