"""Offices that merge the simulated files, on either engine, and the copy they are compared with."""

import random
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from kube_desktop.db import cipher
from kube_desktop.db.postgres.creating import create_tables, has_office
from kube_desktop.db.postgres.opening import server_address, server_connection
from kube_desktop.db.schema import HEAD
from kube_desktop.db.sync import merge
from kube_desktop.db.sync.fingerprint import fingerprint
from kube_desktop.db.sync.schema import Schema
from kube_desktop.domain.errors import DomainError
from kube_desktop.exchange.keys import SAMPLE_OFFICE, Trust
from kube_desktop.exchange.reading import open_package
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import create_folder, open_services
from kube_desktop.services.simulation.laptops import COLUMNS, TABLE, Province

BATCH: Final = 25
"""Files of one transaction, as at an office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What one merge of all files took and left.

    Attributes:
        wall: Seconds by the clock.
        cpu: Seconds of computing in this process; a server computes in others.
        new: Changes that were new.
        differences: Differences opened.
        fingerprint: Of the content afterwards.
        peak: The most memory this process had so far, in MB; 0 where the system does not tell.

    """

    wall: float
    cpu: float
    new: int
    differences: int
    fingerprint: str
    peak: float


@contextmanager
def office_in_folder(folder: Path) -> Generator[tuple[cipher.Connection, Schema]]:
    """Make a new, empty office in an encrypted file."""
    paths = DataPaths(folder)
    create_folder(paths)
    services = open_services(paths)
    try:
        with services.workplace.database.raw() as connection:
            yield connection, services.workplace.database.schema
    finally:
        services.close()


def look_at(address: str) -> None:
    """Look whether a simulation may use a database: it must hold nothing of ours.

    Raises:
        DomainError: When it holds an office already, or the address is none.
        EnvironmentProblem: When it cannot be reached.

    """
    with server_connection(server_address(address)) as connection:
        if has_office(connection):
            raise DomainError(
                "Basis data itu sudah berisi kantor. Simulasi hanya memakai basis data kosong."
            )


@contextmanager
def office_on_server(address: str, schema: Schema) -> Generator[cipher.Connection]:
    """Make a new, empty office on a server, and take it away afterwards."""
    with server_connection(server_address(address)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        create_tables(connection, schema, HEAD)
        connection.execute("COMMIT")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.run("DROP SCHEMA kube CASCADE")


def merge_all(
    connection: cipher.Connection,
    schema: Schema,
    files: Sequence[Path],
    order: int,
    step: Callable[[int, int], None],
) -> Merged:
    """Verify, open and merge all files in the order that a seed draws, and take the fingerprint."""
    drawn = random.Random(order).sample(files, len(files))  # noqa: S311  no secret
    wall, cpu, new, differences = perf_counter(), process_time(), 0, 0
    for start in range(0, len(drawn), BATCH):
        result = merge.merge(connection, schema, _packages(drawn[start : start + BATCH]))
        for package in result.packages:
            if package.error is not None:
                raise package.error
        new += result.new_changes
        differences += len(result.differences)
        step(min(start + BATCH, len(drawn)), len(drawn))
    taken = (perf_counter() - wall, process_time() - cpu)
    connection.execute("BEGIN")
    found = fingerprint(connection, schema)
    connection.execute("COMMIT")
    return Merged(
        wall=taken[0], cpu=taken[1], new=new, differences=differences, fingerprint=found,
        peak=peak_mb(),
    )  # fmt: skip


def _packages(files: Sequence[Path]) -> Iterator[merge.Package]:
    for path in files:
        opened = open_package(path, [SAMPLE_OFFICE], lambda _: Trust.UNKNOWN, accept_unknown=True)
        yield merge.Package(
            pkg_id=opened.header.about.pkg_id,
            records=opened.changes(),
            signer=opened.header.signer,
            may_relay=False,
        )


def copy_plainly(province: Province, folder: Path, like: cipher.Connection) -> tuple[float, float]:
    """Copy the same rows with `INSERT … SELECT` and no rules; return seconds by clock and CPU.

    Out of one encrypted database per laptop into one with the same indexes, one transaction per
    laptop. Only the copying is timed; one laptop's database exists at a time.
    """
    made = [
        sql
        for (sql,) in like.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name=? AND type IN ('table','index') "
            "AND sql IS NOT NULL ORDER BY type DESC",
            (TABLE,),
        )
    ]
    source, wall, cpu = folder / "sumber.db", 0.0, 0.0
    with closing(cipher.connect(folder / "salinan.db", bytes(32), create=True)) as target:
        for statement in made:
            target.execute(statement)
        for laptop in range(province.laptops):
            _write_rows(source, made[0], province, laptop)
            target.execute(
                f"ATTACH DATABASE ? AS laptop KEY \"x'{bytes(32).hex()}'\"", (str(source),)
            )
            begun = perf_counter(), process_time()
            target.execute("BEGIN IMMEDIATE")
            target.execute(f"INSERT OR IGNORE INTO {TABLE} SELECT * FROM laptop.{TABLE}")  # noqa: S608
            target.execute("COMMIT")
            wall, cpu = wall + perf_counter() - begun[0], cpu + process_time() - begun[1]
            target.execute("DETACH DATABASE laptop")
            _remove(source)
    _remove(folder / "salinan.db")
    return wall, cpu


def _write_rows(path: Path, made: str, province: Province, laptop: int) -> None:
    names, marks = ",".join(("id", *COLUMNS)), ",".join("?" * (len(COLUMNS) + 1))
    with closing(cipher.connect(path, bytes(32), create=True)) as source:
        source.execute(made)
        source.execute("BEGIN IMMEDIATE")
        source.executemany(
            f"INSERT INTO {TABLE}({names}) VALUES({marks})",
            ((province.row_id(laptop, row), *province.values(laptop, row))
             for row in range(province.rows)),
        )  # fmt: skip
        source.execute("COMMIT")


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def peak_mb() -> float:
    """Return the most memory this process ever had, in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415  not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
