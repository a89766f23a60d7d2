"""`python -m campaigns NAME [--kali N] [--benih S]`: run one campaign; exit code 0 when it held."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from campaigns.breakdowns import break_off
from campaigns.codes import read_bad_scans
from campaigns.convergence import converge
from campaigns.cups import print_rulers
from campaigns.deaths import die_often
from campaigns.fuzzing import break_packages
from campaigns.inner import break_records
from campaigns.journeys import travel
from campaigns.packs import break_packs
from campaigns.papers import print_everything
from campaigns.report import Report
from campaigns.scans import bring_scans_back
from campaigns.secrecy import look_for_names
from campaigns.words import compare_words
from campaigns.worlds import live_in_worlds

_CAMPAIGNS: Final[dict[str, Callable[[Path, int, int], Report]]] = {
    "mati": lambda folder, times, seed: die_often(folder, times or 50, seed),
    "rahasia": lambda folder, _, seed: look_for_names(folder, seed),
    "gabung": lambda folder, times, seed: converge(folder, times or 4000, seed),
    "cabang": lambda folder, times, seed: live_in_worlds(folder, times or 100_000, seed),
    "terbilang": lambda _, times, seed: compare_words(times or 10_000, seed),
    "cups": lambda folder, *_: print_rulers(folder),
    "kertas": lambda folder, times, _: print_everything(folder, times or 2),
    "pindaian": lambda folder, times, seed: bring_scans_back(folder, times or 100, seed),
    "qr": lambda folder, times, seed: read_bad_scans(folder, times or 8, seed),
    "bongkar": lambda folder, times, seed: break_packages(folder, times or 1_000_000, seed),
    "bongkar-isi": lambda folder, times, seed: break_records(folder, times or 10_000, seed),
    "bongkar-paket": lambda folder, times, seed: break_packs(folder, times or 100_000, seed),
    "putus": lambda folder, times, seed: break_off(folder, times or 100, seed),
    "jalan": lambda folder, *_: travel(folder),
}


def main(words: Sequence[str]) -> int:
    """Run a campaign in a folder that is gone afterwards, and tell how it went."""
    parser = argparse.ArgumentParser(prog="python -m campaigns", description=__doc__)
    parser.add_argument(
        "name",
        choices=tuple(_CAMPAIGNS),
    )
    parser.add_argument(
        "--kali",
        type=int,
        default=0,
        help="kills of mati, edits of gabung, steps of cabang, amounts of terbilang, papers of a "
        "kind (kertas, qr), "
        "spoiled files of bongkar and bongkar-isi, breakdowns of each kind of putus",
    )
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--di", type=Path, help="folder to work in, kept afterwards")
    parsed = parser.parse_args(words)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory(prefix="kube-kampanye-") as temporary:
        folder = parsed.di or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        report = _CAMPAIGNS[parsed.name](folder, parsed.kali, parsed.benih)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
