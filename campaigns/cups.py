"""`cups`: a ruler printed through CUPS and a driver is as long on paper as it says, on every sheet.

Needs Debian's `cups`, `printer-driver-cups-pdf` and `poppler-utils`. A CUPS of its own is started
in a folder; the printer is cups-pdf, whose paper is a file. The pages go through the program's own
print path, from the PDF of the test sheet over `SheetRenderer` and `SystemPrinters` to `lp`, and
what came out is turned into pixels by Poppler, which the program does not use.
"""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from campaigns.report import Report
from campaigns.rulers import Rulers, measure
from kube_desktop.domain.papers import PaperSize

if TYPE_CHECKING:
    from kube_desktop.ui.printing.printers import Printers

RULER_MM, PEN_MM, MOST_OFF_MM = 100.0, 0.25, 0.5
_DPI = 600
_PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
_PRINTER, _POOR_PRINTER = "KUBE", "KUBE-A4"
_WAIT_S = 60
_CONF = """\
Listen {socket}
WebInterface No
Browsing Off
DefaultAuthType None
LogLevel warn
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES = """\
ServerRoot {root}
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/tmp
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
SystemGroup root lpadmin
"""


def print_rulers(folder: Path) -> Report:
    """Print the test sheet on A4 and F4 through CUPS, and measure what came out."""
    report = Report("Mengukur penggaris yang dicetak lewat CUPS, tepat 1:1")
    if not _PPD.exists() or shutil.which("cupsd") is None or shutil.which("pdftoppm") is None:
        report.must(False, "pasang cups, printer-driver-cups-pdf dan poppler-utils dulu")
        return report
    with _cups(folder) as server:
        # After the address of CUPS is known, which Qt asks for only once.
        _print_all(folder, report)
        _print_to_nobody(server, report)
    return report


def _print_to_nobody(server: "subprocess.Popen[bytes]", report: Report) -> None:
    """Print while the printer's server is gone: it must be said, not taken for printed."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from kube_desktop.domain.errors import EnvironmentProblem  # noqa: PLC0415
    from kube_desktop.ui.printing.printers import (  # noqa: PLC0415
        PrintSetup,
        Spool,
        SystemPrinters,
    )
    from kube_desktop.ui.printing.ruler_sheet import ruler_sheet  # noqa: PLC0415

    class Unplugged(SystemPrinters):
        def begin(self, setup: PrintSetup) -> Spool:
            spool = super().begin(setup)
            server.terminate()
            server.wait(20)
            return spool

    sheet, go_on = ruler_sheet(PaperSize.A4, "", []), QApplication.processEvents
    try:
        _send(sheet, "uji-putus", (0.0, 0.0), go_on, printers=Unplugged())
    except EnvironmentProblem as problem:
        report.facts["CUPS mati di tengah"] = str(problem)
    else:
        report.must(False, "CUPS mati di tengah pekerjaan, tetapi dikira tercetak")


def _print_all(folder: Path, report: Report) -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from kube_desktop.ui.printing.printers import SystemPrinters  # noqa: PLC0415
    from kube_desktop.ui.printing.ruler_sheet import paper_mm, ruler_sheet  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    printers = SystemPrinters()
    report.facts["printer"] = ", ".join(printers.names())
    report.must(printers.names()[:1] == [_PRINTER], "printer usual CUPS tidak terlihat")
    f4 = paper_mm(PaperSize.F4)
    report.must(printers.knows(_PRINTER, *f4), "F4 tidak dikenal printer yang mengenalnya")
    report.must(not printers.knows(_POOR_PRINTER, *f4), "printer tanpa F4 tidak dikenali")
    report.must(printers.knows(_POOR_PRINTER, *paper_mm(PaperSize.A4)), "A4 tidak dikenal")
    offsets = [(0.0, 0.0), (3.0, -2.0)]
    for size in PaperSize:
        sheet = ruler_sheet(size, "Lembar uji", ["Ukur kedua garis dengan penggaris"])
        found = []
        for offset in offsets:
            job = f"uji-{size.value}-{len(found)}"
            _send(sheet, job, offset, application.processEvents)
            found.append(_measured(_output(job), folder))
        _judge(report, size, paper_mm(size), found)
    copies = "uji-rangkap"
    _send(ruler_sheet(PaperSize.A4, "", []), copies, (0.0, 0.0), application.processEvents, 3)
    pages = _pages(_output(copies))
    report.facts["rangkap 3 dari driver, halaman"] = pages
    report.must(pages == 3, f"3 rangkap menjadi {pages} halaman")


def _judge(
    report: Report, size: PaperSize, paper: tuple[float, float], found: list[Rulers]
) -> None:
    plain, moved = found
    for name, inked in (("mendatar", plain.across), ("tegak", plain.down)):
        # The ticks at both ends are as wide as the pen: from middle to middle it is 100.
        length = inked - PEN_MM
        report.facts[f"{size.value} {name}, mm"] = f"{length:.2f}"
        report.must(abs(length - RULER_MM) <= MOST_OFF_MM, f"{size.value} {name}: {length:.2f} mm")
    report.facts[f"{size.value} kertas, mm"] = f"{plain.width:.1f} × {plain.height:.1f}"
    across = plain.left + (plain.across - RULER_MM) / 2 + RULER_MM / 2
    off = across - paper[0] / 2
    report.facts[f"{size.value} tengah penggaris dari tengah kertas, mm"] = f"{off:.2f}"
    report.must(abs(off) <= MOST_OFF_MM, f"{size.value} bergeser {off:.2f} mm")
    right, down = moved.left - plain.left, moved.top - plain.top
    report.facts[f"{size.value} geser 3 dan -2, mm"] = f"{right:.2f} dan {down:.2f}"
    report.must(abs(right - 3) <= MOST_OFF_MM, f"{size.value}: geseran kanan {right:.2f}")
    report.must(abs(down + 2) <= MOST_OFF_MM, f"{size.value}: geseran turun {down:.2f}")


def _send(
    pdf: bytes,
    job: str,
    offset: tuple[float, float],
    go_on: Callable[[], object],
    copies: int = 1,
    printers: "Printers | None" = None,
) -> None:
    """Print as the window does: in a thread, while this one renders and answers."""
    from kube_desktop.ui.printing.job import Delivery, send  # noqa: PLC0415
    from kube_desktop.ui.printing.printers import SystemPrinters  # noqa: PLC0415
    from kube_desktop.ui.printing.sheets import SheetRenderer  # noqa: PLC0415
    from kube_desktop.ui.tasks import Progress  # noqa: PLC0415

    renderer, problems = SheetRenderer(), list[Exception]()
    delivery = Delivery(printer=_PRINTER, title=job, copies=copies, offset_mm=offset)

    def work() -> None:
        try:
            send([pdf], delivery, printers or SystemPrinters(), renderer, Progress(lambda *_: None))
        except Exception as problem:  # raised again where the job was asked for
            problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        go_on()
        time.sleep(0.005)
    if problems:
        raise problems[0]


def _output(job: str) -> Path:
    """Wait for the file that a job became, and return it."""
    home = Path.home() / "PDF", Path("/var/spool/cups-pdf/ANONYMOUS")
    until = time.monotonic() + _WAIT_S
    while time.monotonic() < until:
        for place in home:
            # cups-pdf writes letters and digits of the title, and more behind it.
            found = [one for one in place.glob("*.pdf") if job.replace("-", "_") in _plain(one)]
            if found and found[0].stat().st_size and not _is_queued():
                return found[0]
        time.sleep(0.2)
    raise TimeoutError(job)


def _plain(path: Path) -> str:
    return path.name.replace("-", "_")


def _is_queued() -> bool:
    return bool(_run("lpstat", "-o").strip())


def _measured(pdf: Path, folder: Path) -> Rulers:
    picture = folder / pdf.stem
    _run("pdftoppm", "-r", str(_DPI), "-gray", "-singlefile", str(pdf), str(picture))
    pdf.unlink()
    kind, size, _, pixels = picture.with_suffix(".pgm").read_bytes().split(b"\n", 3)
    if kind != b"P5":
        raise ValueError(kind)
    width = int(size.split()[0])
    return measure(pixels, width, width, _DPI)


def _pages(pdf: Path) -> int:
    found = next(line for line in _run("pdfinfo", str(pdf)).splitlines() if "Pages:" in line)
    pdf.unlink()
    return int(found.split()[1])


@contextmanager
def _cups(folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a CUPS of our own with two printers, of which one knows no sheet but A4."""
    root = folder / "cups"
    for name in ("spool", "cache", "state", "tmp", "ppd"):
        (root / name).mkdir(parents=True)
    # The filters run as a user who owns nothing here.
    for place in (folder, root):
        place.chmod(0o711)
    (root / "tmp").chmod(0o1777)
    socket = root / "socket"
    (root / "cupsd.conf").write_text(_CONF.format(socket=socket))
    (root / "cups-files.conf").write_text(_FILES.format(root=root))
    server = subprocess.Popen(  # noqa: S603  our own files
        ["cupsd", "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"]  # noqa: S607
    )
    os.environ["CUPS_SERVER"] = str(socket)
    try:
        _wait_for(socket)
        poor = root / "poor.ppd"
        poor.write_text(_without_other_sheets(_PPD.read_text("latin-1")), "latin-1")
        for printer, ppd in ((_PRINTER, _PPD), (_POOR_PRINTER, poor)):
            _run("lpadmin", "-p", printer, "-v", "cups-pdf:/", "-P", str(ppd), "-E")
        _run("lpadmin", "-d", _PRINTER)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _without_other_sheets(ppd: str) -> str:
    sized = ("*PageSize ", "*PageRegion ", "*ImageableArea ", "*PaperDimension ")
    lines = [
        line
        for line in ppd.splitlines()
        if "CustomPageSize" not in line
        # The end of what CustomPageSize says, on a line of its own.
        and not line.startswith("<<")
        and (not line.startswith(sized) or line.split()[1].startswith("A4/"))
    ]
    return "\n".join(lines) + "\n"


def _wait_for(socket: Path) -> None:
    until = time.monotonic() + _WAIT_S
    while not socket.exists():
        if time.monotonic() > until:
            raise TimeoutError(socket)
        time.sleep(0.1)


def _run(*words: str) -> str:
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=_WAIT_S)  # noqa: S603
    return done.stdout
