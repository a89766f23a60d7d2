"""Composition root: paths, logs, data folder, window, event loop. The only place that builds."""

import faulthandler
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kube_desktop import __version__, paths
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.wording import WITA
from kube_desktop.logs import start_logging
from kube_desktop.services.folder import FolderState, OpenedFolder, look_into, state_of

# isort: split
from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from kube_desktop.ui.bus import ChangeBus
from kube_desktop.ui.errors import ErrorDesk
from kube_desktop.ui.i18n import speak_indonesian
from kube_desktop.ui.main_window import MainWindow
from kube_desktop.ui.preferences import Preferences
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import TaskRunner
from kube_desktop.ui.theme import Theme, new_application
from kube_desktop.ui.tokens import Tone

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services
    from kube_desktop.ui.dialogs.first_run import FirstRunPage

_log = logging.getLogger(__name__)
_BACKUP_EVERY_MS = 30 * 60 * 1000
_START_MS = 2000


def show_window(data: paths.DataPaths) -> int:
    """Open the window on a data folder and return when it is closed."""
    data.prepare()
    start_logging(data.logs)
    crash_log = (data.logs / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crash_log)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = new_application(sys.argv[:1])
    try:
        return Application(app, data).run()
    finally:
        faulthandler.disable()
        crash_log.close()


def today_in_kaltim() -> date:
    """Return today in Kalimantan Timur, whatever time zone the laptop is set to."""
    return datetime.now(WITA).date()


class Application(QObject):
    """One running program: at first perhaps a start page, then the window of the data folder.

    Attributes:
        window: What is on the screen now.

    """

    def __init__(self, app: QApplication, data: paths.DataPaths) -> None:
        super().__init__()
        self._app = app
        self._data = data
        self._lock = QLockFile(str(data.lock))
        self._desk = ErrorDesk(self)
        self._desk.install()
        app.setApplicationName("KUBE Desktop")
        app.setApplicationVersion(__version__)
        speak_indonesian(app)
        self._preferences = Preferences(data.settings)
        self._theme = Theme(
            app,
            paths.resources(),
            data.cache,
            mode=self._preferences.mode,
            scale=self._preferences.text_scale,
        )
        app.setWindowIcon(QIcon(str(paths.resources() / "app" / "kube.svg")))
        self._tasks = TaskRunner(self._desk.handle)
        self._services: Future[Services] = Future()
        self.window: QWidget | None = None

    def run(self) -> int:
        """Show the window and run until it closes."""
        gc.disable()
        if not self._lock.tryLock(100):
            self._show(self._busy_page())
        else:
            self.begin()
        QTimer.singleShot(_START_MS, self, _collect_garbage)
        code = self._app.exec()
        self.shut_down()
        return code

    def begin(self) -> None:
        """Look at the data folder and show what belongs to its state."""
        try:
            state = state_of(self._data)
            if state is FolderState.READY:
                self._open(look_into(self._data, today_in_kaltim))
            elif state is FolderState.EMPTY:
                self._show_first_run()
            elif state is FolderState.OLDER:
                self._bring_forward()
            else:
                self._show(_refusal(state))
        except EnvironmentProblem as problem:
            self._show_damaged(str(problem))

    def shut_down(self) -> None:
        """Finish the running work, make the backup of the day, and release everything."""
        self._tasks.finish()
        if self._is_loaded():
            services = self._services.result()
            try:
                services.backups.make("otomatis")
            except EnvironmentProblem:
                _log.warning("No backup at closing")
            services.close()
        self._desk.uninstall()
        self._lock.unlock()

    def _open(self, opened: OpenedFolder) -> None:
        identity = opened.lists.office.identity()
        if identity is None:
            self._show_first_run()
            return
        bus = ChangeBus(self)
        session = Session(
            lists=opened.lists,
            services=self._services.result,
            is_ready=self._is_loaded,
            tasks=self._tasks,
            bus=bus,
            theme=self._theme,
            preferences=self._preferences,
            paths=self._data,
            today=today_in_kaltim,
        )
        window = MainWindow(session, identity)
        window.first_painted.connect(lambda: self._load(opened, bus, window))
        self._desk.told.connect(window.show_trouble)
        self._desk.crashed.connect(window.show_trouble)
        self._show(window)
        window.restore_geometry()

    def _is_loaded(self) -> bool:
        return self._services.done() and self._services.exception() is None

    def _load(self, opened: OpenedFolder, bus: ChangeBus, window: MainWindow) -> None:
        """Load what writing, papers and sending need, now that the first rows are on the screen."""
        target, data = self._services, self._data

        def load() -> None:
            from kube_desktop.services.opening import open_services  # noqa: PLC0415  heavy

            try:
                target.set_result(
                    open_services(data, bus.publish, opened=opened, today=today_in_kaltim)
                )
            except BaseException as error:
                target.set_exception(error)
                raise

        def loaded(_: object) -> None:
            window.page.reload()
            window.status.refresh()
            window.look_at_clock()

        self._tasks.submit(load, loaded, self._desk.handle, owner=window)
        timer = QTimer(window, interval=_BACKUP_EVERY_MS)
        timer.timeout.connect(self._back_up)
        timer.start()

    def _back_up(self) -> None:
        services = self._services
        self._tasks.submit(lambda: services.result().backups.make("otomatis"), lambda _: None)

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        if not isinstance(window, MainWindow):
            window.resize(1100, 640)
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()

    def _show_first_run(self) -> None:
        from kube_desktop.ui.dialogs.first_run import OFFICE, FirstRunPage  # noqa: PLC0415  once

        page = FirstRunPage()

        def begin(name: str, regency: str, role: str, backup: str) -> None:
            pack = page.pack

            def work() -> None:
                from kube_desktop.services import beginning  # noqa: PLC0415  heavy
                from kube_desktop.services.settings.first_pack import (  # noqa: PLC0415
                    begin_with_pack,
                )

                if role == OFFICE:
                    beginning.begin_office(self._data, name)
                elif pack is not None:
                    begin_with_pack(self._data, name, regency, backup, pack)
                else:
                    beginning.begin_laptop(self._data, name, regency, backup)

            self._start_over(work, page)

        page.begun.connect(begin)
        page.pack_chosen.connect(lambda path: self._look_at_pack(page, Path(path)))
        page.sample_asked.connect(lambda: self._start_over(self._make_sample, page))
        page.restore_asked.connect(self._restore)
        self._show(page)

    def _look_at_pack(self, page: "FirstRunPage", path: Path) -> None:
        """Show on the first page what a settings pack is, or why it cannot be used."""

        def look() -> tuple[str, str]:
            from kube_desktop.services.settings.first_pack import (  # noqa: PLC0415  heavy
                look_first,
            )

            seen = look_first(path)
            return f"Paket nomor {seen.number} dari {seen.office}, {seen.issued}", seen.words

        def failed(error: Exception) -> None:
            if isinstance(error, DomainError | EnvironmentProblem):
                page.refuse_pack(str(error))
            else:
                self._desk.handle(error)

        self._tasks.submit(look, lambda seen: page.show_pack(path, *seen), failed, owner=page)

    def _make_sample(self) -> None:
        from kube_desktop.services.sample.making import make_sample_laptop  # noqa: PLC0415  heavy

        sample = paths.DataPaths(self._data.root / "contoh")
        if not sample.database.exists():
            make_sample_laptop(sample)
        self._data = sample.prepare()

    def _start_over(self, work: Callable[[], None], page: QWidget) -> None:
        """Do something to the data folder, then look at it again."""

        def failed(error: Exception) -> None:
            if isinstance(error, EnvironmentProblem | ValidationError):
                say = getattr(page, "say", None)
                if say is not None:
                    say(Tone.ERR, str(error))
                    return
            self._desk.handle(error)

        self._tasks.submit(work, lambda _: self.begin(), failed, owner=page)

    def _bring_forward(self) -> None:
        page = _start_page(
            "history",
            "Menyiapkan data untuk versi baru",
            "Cadangan dibuat lebih dulu. Ini hanya sekali dan biasanya kurang dari satu menit.",
            busy=True,
        )
        self._show(page)

        def work() -> None:
            from kube_desktop.services.opening import bring_forward  # noqa: PLC0415  heavy

            bring_forward(self._data, look_into(self._data, today_in_kaltim).key)

        self._start_over(work, page)

    def _show_damaged(self, text: str) -> None:
        self._show(
            _start_page(
                "triangle-alert",
                "Data tidak dapat dibuka dengan aman",
                f"{text} Tidak ada yang ditimpa.",
                (
                    ("Pulihkan dari cadangan", self._restore),
                    ("Coba lagi", self.begin),
                    ("Tutup", self._app.quit),
                ),
            )
        )

    def _restore(self) -> None:
        parent = self.window
        chosen, _ = QFileDialog.getOpenFileName(
            parent, "Pilih cadangan", str(self._data.backups), "Cadangan KUBE (*.db)"
        )
        if not chosen or parent is None:
            return

        def work() -> None:
            from kube_desktop.services.backups import restore  # noqa: PLC0415  heavy

            restore(self._data, Path(chosen))

        self._start_over(work, parent)

    def _busy_page(self) -> QWidget:
        return _start_page(
            "info",
            "KUBE Desktop sudah terbuka",
            "Data ini sedang dipakai jendela lain di laptop ini. Pakai jendela itu, atau tutup "
            "dulu.",
            (("Tutup", self._app.quit),),
        )


def _collect_garbage() -> None:
    """Begin with what garbage collection is for, now that everything long-lived is there."""
    gc.freeze()  # what lives as long as the program is never looked at again
    gc.enable()


def _refusal(state: FolderState) -> QWidget:
    if state is FolderState.NEWER:
        return _start_page(
            "info",
            "Data ini dibuat versi yang lebih baru",
            "Pasang versi terbaru lebih dulu. Data Anda tetap aman dan tidak diubah.",
            (("Tutup", QApplication.quit),),
        )
    return _start_page(
        "lock",
        "Data ini dikunci dengan kata sandi",
        "Buka dengan kata sandi Anda lewat petugas kantor.",
        (("Tutup", QApplication.quit),),
    )


def _start_page(
    icon: str,
    title: str,
    text: str,
    buttons: Sequence[tuple[str, Callable[[], object]]] = (),
    *,
    busy: bool = False,
) -> QWidget:
    # Imported when first needed: nearly every start shows the window at once.
    from kube_desktop.ui.start_pages import StartPage  # noqa: PLC0415

    return StartPage(icon, title, text, buttons, busy=busy)
