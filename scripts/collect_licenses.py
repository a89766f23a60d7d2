"""Copy the licence texts out of the installed wheels into licenses/, one file per dependency.

Usage: python scripts/collect_licenses.py

Run it after the locks were renewed, then bring the table in THIRD_PARTY_NOTICES.md up to date.
Wheels without a text of their own are covered by the GNU texts that lie in the folder already.
"""

import re
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOREIGN_PARTS = {"android", "v8_xfa", "pbin_musl", "cibw_musl"}
"""Parts of pypdfium2 that its wheels for Linux (glibc) and Windows do not contain."""


def texts_of(name: str) -> list[str]:
    """Return the licence texts that come with one installed wheel."""
    texts = []
    for file in sorted(distribution(name).files or [], key=str):
        if ".dist-info" not in file.parts[0] or FOREIGN_PARTS & set(file.parts):
            continue
        if "licenses" in file.parts or re.match(r"LICEN[CS]E", file.name):
            content = Path(str(file.locate())).read_bytes()
            texts.append(f"{'/'.join(file.parts[1:])}\n\n{decode(content).strip()}\n")
    return texts


def decode(content: bytes) -> str:
    """Read an old text that was written before UTF-8 too."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def main() -> None:
    """Write one file per runtime dependency that brings texts."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE):
        if texts := texts_of(name):
            separator = "\n" + "-" * 78 + "\n\n"
            content = separator.join(texts).replace("\r\n", "\n").replace("\f", "")
            (ROOT / "licenses" / f"{name}.txt").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
