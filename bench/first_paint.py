"""Child process of the start-up benchmark: paint a first window, tell about it, and end.

`python -m bench.first_paint app FOLDER` opens the real program on a data folder; `floor` an empty
window with the same kind of view, which is as fast as a window of these bindings can be.
"""

import json
import os
import sys
import time
from pathlib import Path

SIZE = (1366, 728)
LAZY = ("sqlalchemy", "alembic", "reportlab", "cryptography", "PIL", "pypdfium2")
"""What must not be loaded before the first paint (limits.md part 1)."""


def show_floor() -> None:
    from PySide6.QtCore import QEvent, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QTabWidget

    class Empty(QMainWindow):
        def event(self, event: QEvent) -> bool:
            done = super().event(event)
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, report)
            return done

    app = QApplication(sys.argv[:1])
    window = Empty()
    tabs = QTabWidget()
    tabs.addTab(QTableView(), "KUBE")
    window.setCentralWidget(tabs)
    window.resize(*SIZE)
    window.show()
    app.exec()


def show_app(folder: Path) -> None:
    from kube_desktop.__main__ import import_window

    app = import_window()
    from kube_desktop.domain.settings import Identity
    from kube_desktop.paths import DataPaths
    from kube_desktop.ui.main_window import MainWindow
    from kube_desktop.ui.session import Session

    class Watched(MainWindow):
        def __init__(self, session: Session, identity: Identity) -> None:
            super().__init__(session, identity)
            self.first_painted.connect(report)  # before the program connects what it loads next

    setattr(app, "MainWindow", Watched)  # noqa: B010  the program makes it by this name
    app.show_window(DataPaths(folder))


def report() -> None:
    at, cpu = time.monotonic_ns(), time.process_time()
    from bench.memory import resident_mb

    loaded = [name for name in LAZY if name in sys.modules]
    print(json.dumps({"at": at, "cpu": cpu, "rss": resident_mb(), "loaded": loaded}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "floor":
        show_floor()
    else:
        show_app(Path(sys.argv[2]))
