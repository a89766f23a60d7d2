"""Pictures of the main screens, taken from the real window on sample data.

Used by `./kube demo` where there is no screen, and for the user's guide, so that the pictures in
it cannot go stale.
"""

import gc
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from kube_desktop.paths import DataPaths, resources
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.opening import Services, open_services
from kube_desktop.services.sample.plan import ANCHOR
from kube_desktop.ui.bus import ChangeBus
from kube_desktop.ui.errors import log_qt_message
from kube_desktop.ui.i18n import speak_indonesian
from kube_desktop.ui.main_window import MainWindow
from kube_desktop.ui.preferences import Preferences
from kube_desktop.ui.session import Destination, PageName, Purpose, Session
from kube_desktop.ui.tasks import TaskRunner
from kube_desktop.ui.theme import Mode, Theme

SIZE: Final = (1366, 689)
"""The room of a maximised window on a 1366×768 laptop (ux.md 2.2)."""
_PATIENCE_S: Final = 20.0


class Camera:
    """A real window on a data folder that can be photographed, page by page."""

    def __init__(
        self,
        data: DataPaths,
        *,
        mode: Mode = Mode.LIGHT,
        size: tuple[int, int] = SIZE,
        today: date = ANCHOR,
    ) -> None:
        app = QApplication.instance()
        self.app = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
        speak_indonesian(self.app)
        qInstallMessageHandler(log_qt_message)
        self._bus = ChangeBus()
        self.services: Services = open_services(data, self._bus.publish, today=lambda: today)
        self._tasks = TaskRunner(_raise)
        self.theme = Theme(self.app, resources(), data.prepare().cache, mode=mode)
        identity = self.services.lists.office.identity()
        if identity is None:
            raise ValueError("pictures need a folder that somebody has begun")
        self.session = Session(
            lists=self.services.lists,
            services=lambda: self.services,
            is_ready=lambda: True,
            tasks=self._tasks,
            bus=self._bus,
            theme=self.theme,
            preferences=Preferences(data.settings),
            paths=data,
            today=lambda: today,
        )
        self.window = MainWindow(self.session, identity)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let the window finish what it is doing."""
        end = time.monotonic() + _PATIENCE_S
        quiet = 0
        while quiet < 4 and time.monotonic() < end:
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.02)
            quiet = quiet + 1 if until() and not self._tasks.is_busy else 0

    def take(self, target: Path, widget: QWidget | None = None) -> Path:
        """Save a picture of the window as it is now."""
        self.settle()
        target.parent.mkdir(parents=True, exist_ok=True)
        (widget or self.window).grab().save(str(target))
        return target

    def close(self) -> None:
        """Put the camera away."""
        self.window.close()
        self.settle()
        self._tasks.finish()
        self.services.close()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()  # papers that were shown are let go now, not at the end with a warning


def take_pictures(
    laptop: DataPaths,
    office: DataPaths,
    package: Path,
    folder: Path,
    *,
    mode: Mode = Mode.LIGHT,
    size: tuple[int, int] = SIZE,
) -> list[Path]:
    """Save pictures of the main screens of a laptop and an office into a folder."""
    pictures = []
    camera = Camera(laptop, mode=mode, size=size)
    for name, prepare in _field_scenes(camera):
        prepare()
        pictures.append(camera.take(folder / f"{name}.png"))
        _dismiss_overlays(camera)
    camera.close()
    camera = Camera(office, mode=mode, size=size)
    for name, prepare in _office_scenes(camera, package):
        prepare()
        pictures.append(camera.take(folder / f"{name}.png"))
    camera.close()
    return pictures


def _field_scenes(camera: Camera) -> list[tuple[str, Callable[[], object]]]:
    go = camera.window.go
    lists = camera.session.lists
    group = lists.groups.listing(GroupFilter()).page(0, 1)[0].id
    handover = lists.handovers.of_group(group)
    return [
        ("beranda", lambda: go(Destination(PageName.HOME))),
        ("kelompok", lambda: go(Destination(PageName.GROUPS, Purpose.SHOW, group))),
        ("kelompok-baru", lambda: go(Destination(PageName.GROUPS, Purpose.NEW))),
        ("anggota", lambda: go(Destination(PageName.MEMBERS))),
        ("bantuan", lambda: go(Destination(PageName.AID))),
        ("serah-terima", lambda: go(Destination(PageName.AID, Purpose.SHOW, handover[0].id)
                                    if handover else Destination(PageName.AID))),
        ("pendampingan", lambda: go(Destination(PageName.MENTORING, Purpose.NEW, group))),
        ("cari", lambda: camera.window.actions_list.trigger("search")),
        ("kirim-data", camera.window.send_data),
    ]  # fmt: skip


def _office_scenes(camera: Camera, package: Path) -> list[tuple[str, Callable[[], object]]]:
    def look() -> None:
        camera.window.go(Destination(PageName.MERGE))
        page = camera.window.page
        look_at = getattr(page, "look_at", None)
        if look_at is not None:
            look_at([package])

    return [
        ("kantor-beranda", lambda: camera.window.go(Destination(PageName.HOME))),
        ("kantor-gabung", look),
        (
            "kantor-belum-melapor",
            lambda: camera.window.go(
                Destination(PageName.MERGE, Purpose.FILTER, hint="belum-melapor")
            ),
        ),
    ]


def _dismiss_overlays(camera: Camera) -> None:
    for overlay in camera.window.open_overlays():
        overlay.dismiss()
    camera.settle()


def _raise(error: BaseException) -> None:
    raise error
