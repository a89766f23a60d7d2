"""Files of many made-up laptops, a tenth of whose rows two of them edited without knowing it.

Laptop i creates its rows; of its first tenth it edits one field, and the next laptop edits two
fields of each, every second time the same one. All people are made up, and everything follows from
the seed, so that two runs make the same changes.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kube_desktop.db.sync.records import Record, Value
from kube_desktop.exchange.header import About
from kube_desktop.exchange.keys import SAMPLE_OFFICE, DeviceKey
from kube_desktop.exchange.writing import Content, write_package

COLUMNS: Final = (
    "nik", "family_card_number", "name", "nickname", "sex", "birth_place", "born_on", "address",
    "rt", "rw", "village_code", "marital_status", "family_relation", "dependants", "education",
    "occupation", "phone", "data_source", "decile", "deleted",
)  # fmt: skip
TABLE: Final = "people"
_SHARED: Final = 10
_BASE_MS: Final = 1_767_225_600_000
_NAMES: Final = ("Siti", "Rina", "Budi", "Agus", "Dewi", "Yohana", "Markus", "Lestari", "Hamzah")
_VILLAGES: Final = ("64.02.04.2001", "64.07.12.2003", "64.09.01.1002", "64.72.03.1001")
_JOBS: Final = ("Petani", "Nelayan", "Pedagang", "Penjahit")


@dataclass(frozen=True, slots=True)
class Province:
    """How many laptops with how many rows each, and the seed of everything in them."""

    laptops: int
    rows: int
    seed: int = 1

    def replica(self, laptop: int) -> int:
        """Return the number under which a laptop writes."""
        return random.Random(self.seed * 1_000_003 + laptop).getrandbits(62) | 1  # noqa: S311

    def row_id(self, laptop: int, row: int) -> bytes:
        """Return the id of a row: a UUIDv7 of a moment of its own."""
        made = (_BASE_MS + row * 60_000 + laptop).to_bytes(6, "big")
        number = (laptop << 32 | row).to_bytes(7, "big")
        return made + b"\x70\x00\x80" + number

    def values(self, laptop: int, row: int) -> tuple[Value, ...]:
        """Return the fields of one made-up person, in the order of COLUMNS."""
        number = laptop * self.rows + row
        village = _VILLAGES[number % len(_VILLAGES)]
        serial, rest = 9000 + number % 1000, number // 1000
        day, month, year = 1 + rest % 28, 1 + rest // 28 % 12, 60 + rest // 336 % 40
        code = village.replace(".", "")[:6]
        return (
            f"{code}{day:02}{month:02}{year:02}{serial}",
            f"{code}010124{9000 + number % 997}",
            f"{_NAMES[number % 9]} {_NAMES[number // 9 % 9]} {number}",
            None,
            "PL"[number % 2],
            "Samarinda",
            f"19{year}-{month:02}-{day:02}",
            f"Jalan Contoh {number}",
            f"{number % 20:03}",
            f"{number % 7:03}",
            village,
            "kawin",
            "kepala keluarga",
            number % 6,
            "SMA",
            _JOBS[number % 4],
            f"0812{number:08}",
            "usulan",
            number % 5,
            0,
        )

    def records(self, laptop: int) -> Iterator[Record]:
        """Yield all changes of one laptop, one by one."""
        replica, seq = self.replica(laptop), 0
        for row in range(self.rows):
            seq += 1
            yield ("I", replica, seq, _instant(seq), TABLE, self.row_id(laptop, row), COLUMNS,
                   self.values(laptop, row), None, 1, None)  # fmt: skip
        shared = self.rows // _SHARED
        for row in range(shared):
            seq += 1
            yield self._edit(laptop, seq, laptop, row, "phone", f"0813{laptop:04}{row:04}")
        # A laptop alone has no neighbour whose rows it could edit.
        neighbour = (laptop + 1) % self.laptops
        for row in range(shared if neighbour != laptop else 0):
            same = ("phone", f"0814{laptop:04}{row:04}")
            fields = (same if row % 2 else ("rt", f"{row % 30:03}"), ("occupation", "Peternak"))
            for column, value in fields:
                seq += 1
                yield self._edit(laptop, seq, neighbour, row, column, value)

    def _edit(self, laptop: int, seq: int, owner: int, row: int, column: str, value: str) -> Record:
        return ("U", self.replica(laptop), seq, _instant(seq) + laptop, TABLE,
                self.row_id(owner, row), column, value, self.replica(owner), row + 1, None, None,
                1, None)  # fmt: skip

    def changes(self) -> int:
        """Return how many changes all laptops make together."""
        edits = self.rows // _SHARED * (3 if self.laptops > 1 else 1)
        return self.laptops * (self.rows + edits)


def write_files(
    province: Province, folder: Path, step: Callable[[int, int], None]
) -> tuple[Path, ...]:
    """Write one package file per laptop, for the sample office; a few at a time never in memory."""
    files = []
    for laptop in range(province.laptops):
        draw = random.Random(f"{province.seed}/{laptop}")  # noqa: S311  made-up laptops
        about = About(
            pkg_id=draw.randbytes(16),
            replica=province.replica(laptop),
            from_seq=1,
            to_seq=sum(1 for _ in province.records(laptop)),
            schema=1,
            made_at="2026-01-31T08:00:00+00:00",
            app="simulasi",
            sample=True,
        )
        content = Content(
            meta={"sender": f"Laptop {laptop + 1}", "region": "64.02"},
            changes=province.records(laptop),
        )
        target = folder / f"laptop-{laptop + 1:04}.kube"
        write_package(
            target, content, about, DeviceKey(draw.randbytes(32)), (SAMPLE_OFFICE.public,)
        )
        files.append(target)
        step(laptop + 1, province.laptops)
    return tuple(files)


def _instant(seq: int) -> int:
    return (_BASE_MS + seq * 1000) << 16
