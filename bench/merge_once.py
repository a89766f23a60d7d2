"""Child process of the merge benchmark: merge files into a new sample office, twice, and tell.

`python -m bench.merge_once FOLDER FILE…`; a process of its own, so that its peak of memory is the
merge's.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

from bench.memory import peak_mb
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_office


def main(folder: Path, files: Sequence[Path]) -> None:
    make_sample_office(DataPaths(folder))
    services = open_services(DataPaths(folder))
    told: dict[str, object] = {}
    for turn in ("first", "again"):
        wall, cpu = perf_counter(), process_time()
        summary = services.merging.merge(files)
        told[turn] = {"wall": perf_counter() - wall, "cpu": process_time() - cpu}
        if turn == "first":
            told |= {"changes": summary.new_changes, "differences": summary.differences}
            told["rejected"] = len(summary.rejected)
    told["peak"] = peak_mb()
    services.close()
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]])
