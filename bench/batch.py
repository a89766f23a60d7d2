"""How long the window is deaf while 200 papers are made behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEventLoop, Qt, QTimer

from bench.figures import percentile
from bench.folders import sample_laptop
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.pictures import Camera
from kube_desktop.ui.printing.job import PrintRun, PrintWish
from kube_desktop.ui.printing.printers import SystemPrinters
from kube_desktop.ui.printing.sheets import SheetRenderer

PAPERS = 200
_TICK_MS = 4
_IDLE_MS = 1500


class Pulse:
    """A clock in the window that notes how late each of its ticks is, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """Begin to listen."""
        self.late.clear()
        self._last = perf_counter()
        self._timer.start(_TICK_MS)

    def end(self) -> Sequence[float]:
        """Return how late each tick was."""
        self._timer.stop()
        return self.late

    def _tick(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._last = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late the window answered in ms (99th percentile, longest), and papers per second."""

    idle: float
    usual: float
    longest: float
    per_second: float


def lateness() -> Lateness:
    """Measure a window at rest, then with a batch behind it."""
    camera = Camera(sample_laptop(4))
    pulse = Pulse()
    with TemporaryDirectory() as folder:
        run = PrintRun(
            lambda: camera.services,
            SystemPrinters(),
            SheetRenderer(camera.window),
            PrintWish(
                kind=PaperKind.BAST,
                subjects=tuple(camera.services.printing.all_subjects(PaperKind.BAST)[:PAPERS]),
                size=PaperSize.A4,
                folder=Path(folder),
                counts_as_printed=False,
            ),
        )
        # The program itself warms up after its first paint; so is the first paper made before.
        camera.services.printing.make(PaperKind.BAST, run.wish.subjects[0], PaperSize.A4)
        loop = QEventLoop()
        QTimer.singleShot(_IDLE_MS, loop.quit)
        pulse.begin()
        loop.exec()
        idle = list(pulse.end())
        began = perf_counter()
        pulse.begin()
        camera.session.tasks.submit_long(run, lambda _: loop.quit(), name="Menyimpan 200 BAST")
        loop.exec()
        taken = perf_counter() - began
        late = pulse.end()
    camera.close()
    return Lateness(
        idle=percentile(idle, 99),
        usual=percentile(late, 99),
        longest=max(late),
        per_second=len(run.saved) / taken,
    )
