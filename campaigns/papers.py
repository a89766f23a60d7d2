"""`kertas`: every kind of paper from sample data, on A4 and F4, judged by programs not ours.

Needs Debian's `qpdf` and `poppler-utils`. A sample laptop and the sample office that merged it
print every kind; each file must be sound for qpdf, carry title and language, embed every font,
give all its words to Poppler with the foot last, keep 12 mm clear on all sides and have no page
without words. With `--di` the files stay, to be looked at.
"""

import io
import re
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path

from campaigns.report import Report
from kube_desktop.__main__ import main as run
from kube_desktop.domain.papers import PaperKind, PaperSize

_EDGE_MM = 12
_DPI = 50
_TOOLS = ("qpdf", "pdffonts", "pdfinfo", "pdftotext", "pdftoppm")
_LEAST_WORDS = 12


def print_everything(folder: Path, each: int) -> Report:
    """Print `each` papers of every kind on both sheets, and judge all of them."""
    report = Report("Mencetak setiap jenis kertas di A4 dan F4, diperiksa program lain")
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        report.must(False, f"pasang dulu: {', '.join(missing)}")
        return report
    laptop, office, package = folder / "laptop", folder / "kantor", folder / "kiriman.kube"
    with redirect_stdout(io.StringIO()):
        run(["contoh", "--data-dir", str(laptop)])
        run(["kantor", "--data-dir", str(office), "--contoh"])
        run(["kirim", "--data-dir", str(laptop), "--ke", str(package)])
        run(["gabung", "--data-dir", str(office), str(package)])
    for size in PaperSize:
        for place in (laptop, office):
            _print(place, size, each, folder / "kertas" / place.name / size.value, report)
    for pdf in sorted((folder / "kertas").rglob("*.pdf")):
        for failure in _wrong(pdf):
            report.must(False, f"{pdf.parent.name}/{pdf.name}: {failure}")
        report.count("kertas")
        report.count("halaman", _pages(pdf))
    report.facts["jenis"] = len(PaperKind)
    return report


def _print(place: Path, size: PaperSize, each: int, folder: Path, report: Report) -> None:
    said = io.StringIO()
    with redirect_stdout(said):
        words = ["--data-dir", str(place), "--batas", str(each), "--kertas", size.value]
        code = run(["cetak", "semua", *words, "--ke", str(folder)])
    report.must(code == 0, f"mencetak {place.name} {size.value} gagal: {said.getvalue()}")


def _wrong(pdf: Path) -> list[str]:
    """Return what is wrong with a paper."""
    found = []
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)  # noqa: S603, S607, PLW1510
    if checked.returncode or "WARNING" in checked.stdout + checked.stderr:
        found.append(f"qpdf: {(checked.stderr or checked.stdout).splitlines()[-1]}")
    fonts = _tool("pdffonts", pdf).splitlines()[2:]
    # Encoding, then whether it is embedded, subset, and mapped to letters, which WinAnsi is itself.
    marks = [line.split()[-6:-2] for line in fonts]
    if not marks or any(
        mark[1:3] != ["yes", "yes"] or (mark[3] != "yes" and mark[0] != "WinAnsi") for mark in marks
    ):
        found.append("huruf tidak seluruhnya tertanam")
    facts = _tool("pdfinfo", pdf)
    if not re.search(r"^Title: +\S", facts, re.MULTILINE):
        found.append("tanpa judul")
    if b"/Lang (id-ID)" not in pdf.read_bytes():
        found.append("tanpa bahasa id-ID")
    pages = _tool("pdftotext", pdf, "-raw", "-").split("\f")[:-1]
    found += [
        f"halaman {number} hampir kosong"
        for number, words in enumerate(pages, 1)
        if len(words.split()) < _LEAST_WORDS
    ]
    if pages and f"halaman {len(pages)} dari {len(pages)}" not in " ".join(pages[-1].split()):
        found.append("kaki halaman terakhir tidak lengkap")
    return found + _too_near(pdf)


def _too_near(pdf: Path) -> list[str]:
    """Return the pages whose ink comes nearer to an edge than a printer can."""
    raw = _tool_bytes("pdftoppm", pdf, "-r", str(_DPI), "-gray")
    edge = int(_EDGE_MM / 25.4 * _DPI)
    found = []
    for number, (width, rows) in enumerate(_pictures(raw), 1):
        sides = b"".join(row[:edge] + row[width - edge :] for row in rows)
        if any(
            part.translate(None, b"\xff") for part in (*rows[:edge], *rows[-edge:], sides) if part
        ):
            found.append(f"halaman {number} lebih dekat dari {_EDGE_MM} mm ke tepi")
    return found


def _pictures(raw: bytes) -> list[tuple[int, list[bytes]]]:
    pictures = []
    while raw:
        _, size, _, rest = raw.split(b"\n", 3)
        width, height = (int(one) for one in size.split())
        rows = [rest[at * width : (at + 1) * width] for at in range(height)]
        pictures.append((width, rows))
        raw = rest[width * height :]
    return pictures


def _pages(pdf: Path) -> int:
    found = re.search(r"^Pages: +(\d+)", _tool("pdfinfo", pdf), re.MULTILINE)
    return int(found[1]) if found else 0


def _tool(name: str, pdf: Path, *words: str) -> str:
    return _tool_bytes(name, pdf, *words).decode()


def _tool_bytes(name: str, pdf: Path, *words: str) -> bytes:
    options = [word for word in words if word != "-"]
    line = [name, *options, str(pdf), *(["-"] if "-" in words else [])]
    return subprocess.run(line, check=True, capture_output=True, timeout=120).stdout  # noqa: S603
