"""`./kube bench [NAME]`: run one benchmark or all. A slow machine is no failure: exit code 0."""

import importlib
import os
import sys
from collections.abc import Sequence

BENCHES = {
    "mulai": ("bench.startup", "Dari memulai program sampai baris pertama terlihat"),
    "daftar": ("bench.member_list", "Daftar Anggota dengan 100.000 orang"),
    "cari": ("bench.searching", "Mencari di antara 100.000 anggota"),
    "papers": ("bench.papers", "Membuat 100 BAST"),
    "kirim": ("bench.sending", "Membuat berkas kiriman"),
    "gabung": ("bench.merging", "Menggabung 50 berkas kiriman"),
}
_FORMER = {"bast": "papers"}
"""Names that benchmarks had before."""


def main(names: Sequence[str]) -> int:
    """Run benchmarks by name and print their figures."""
    names = [_FORMER.get(name, name) for name in names]
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(
            f"Tidak ada tolok ukur bernama {', '.join(unknown)}. Yang ada: {', '.join(BENCHES)}",
            file=sys.stderr,
        )
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in names or BENCHES:
        module, title = BENCHES[name]
        print(f"{name}: {title}", flush=True)
        for figure in importlib.import_module(module).figures():
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
