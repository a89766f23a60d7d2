"""Renew the three lists of hash-checked wheels after the dependencies in pyproject.toml changed.

Usage: python scripts/make_locks.py [options of uv pip compile, such as --upgrade]

Needs uv on the path (`pip install uv`). One list serves Linux and Windows and every Python from
3.11 on. No address of a package index and no path of this machine goes into the lists.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [
    *("uv", "pip", "compile", "--no-config", "--quiet", "pyproject.toml"),
    *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
    *("--generate-hashes", "--no-header", "--no-emit-index-url"),
]


def main() -> None:
    """Write the list to run the program, then the longer ones that hold the same wheels."""
    extra = sys.argv[1:]
    subprocess.run([*COMMAND, *extra, "-o", "requirements.lock"], cwd=ROOT, check=True)
    for words in (["--extra", "postgresql"], ["--group", "dev"]):
        same = ["-c", "requirements.lock", *words, "-o", f"requirements-{words[1]}.lock"]
        subprocess.run([*COMMAND, *extra, *same], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
