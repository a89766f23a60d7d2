"""Regions of Kalimantan Timur: loaded once from the list that ships with the program."""

import csv
from collections.abc import Iterator
from pathlib import Path

from kube_desktop.db.cipher import Connection
from kube_desktop.domain.regions import EXPECTED_COUNTS

_INSERT = (
    "INSERT INTO regions(code, name, level, region_kind, parent_code, postal_code) "
    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(code) DO UPDATE SET name=excluded.name, "
    "level=excluded.level, region_kind=excluded.region_kind, parent_code=excluded.parent_code, "
    "postal_code=excluded.postal_code"
)


class RegionListError(Exception):
    """The list of regions that ships with the program is not whole."""


def load_regions(connection: Connection, folder: Path) -> None:
    """Fill the table of regions and check that all of them are there.

    Raises:
        RegionListError: When a count differs from `EXPECTED_COUNTS`.

    """
    with (folder / "wilayah_kaltim.csv").open(encoding="utf-8", newline="") as file:
        rows = {row[0]: row for row in _regions(csv.DictReader(file))}
    connection.executemany(_INSERT, rows.values())
    for level, expected in EXPECTED_COUNTS.items():
        (found,) = connection.execute(
            "SELECT count(*) FROM regions WHERE level = ? AND valid_to IS NULL", (level,)
        ).fetchone()
        if found != expected:
            raise RegionListError(f"{found} regions of level {level}, expected {expected}")


def _regions(lines: "csv.DictReader[str]") -> Iterator[tuple[str | None, ...]]:
    for line in lines:
        province, regency = line["kode_prov"], line["kode_kabkota"]
        district, village = line["kode_kecamatan"], line["kode_desa"]
        regency_kind = line["kabkota"].split(" ", 1)[0]
        yield province, line["provinsi"], "province", "Provinsi", None, None
        yield regency, line["kabkota"], "regency", regency_kind, province, None
        yield district, line["kecamatan"], "district", "Kecamatan", regency, None
        kind = line["jenis"].capitalize()
        yield village, line["desa_kelurahan"], "village", kind, district, line["kode_pos"] or None
