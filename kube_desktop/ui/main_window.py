"""The main window: one header row with tabs, pages, help panel, messages, status bar."""

from collections.abc import Callable, Sequence
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.settings import Identity
from kube_desktop.ui.actions import Actions
from kube_desktop.ui.command_list import (
    DATA_COMMANDS,
    HELP_COMMANDS,
    PAGE_COMMANDS,
    PAGE_OF_COMMAND,
    RECORD_COMMANDS,
    VIEW_COMMANDS,
    is_offered,
)
from kube_desktop.ui.dialogs import openers
from kube_desktop.ui.dialogs.help_panel import HelpPanel
from kube_desktop.ui.errors import Trouble
from kube_desktop.ui.focus_order import move_focus
from kube_desktop.ui.form_marks import FormMarks
from kube_desktop.ui.page import Page
from kube_desktop.ui.page_loader import FIELD_PAGES, OFFICE_PAGES, PageSlot
from kube_desktop.ui.reports import print_month_report
from kube_desktop.ui.scan_drop import ScanDrop
from kube_desktop.ui.session import Destination, PageName, PrintOrder, Purpose, Session
from kube_desktop.ui.status import StatusLine
from kube_desktop.ui.theme import Mode, theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.undoing import Undoing
from kube_desktop.ui.upkeep import Upkeep
from kube_desktop.ui.widgets.messages import Message, StripedBand
from kube_desktop.ui.widgets.navigation import MainTabs
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.toast import ToastHost

if TYPE_CHECKING:
    from kube_desktop.ui.dialogs.printing import PrintPage

WIDE: Final = (1280, 600)
"""Logical width and height from which list and detail stand side by side (ux.md 2.2)."""
_START: Final = (1366, 728)
_ASKED_OF_PAGE: Final = {
    "new": "start_new",
    "edit": "edit_selected",
    "save": "save",
    "accept": "accept",
    "print": "print_selected",
    "print-other": "choose_paper",
    "delete": "delete_selected",
    "filter": "focus_filter",
    "reveal": "reveal_niks",
}
"""Commands that each page answers in its own way, and the method that does."""


class MainWindow(QMainWindow):
    """The window of one opened data folder.

    Signals:
        first_painted: The window is on the screen with its first rows.

    """

    first_painted = Signal()

    def __init__(self, session: Session, identity: Identity) -> None:
        super().__init__()
        self.session = session
        self.identity = identity
        self._was_painted = False
        self._overlays: list[Overlay] = []
        self._print_page: PrintPage | None = None
        self._show_title(has_faults=False)
        self.tabs = MainTabs()
        self._slots = {
            kind.name: PageSlot(kind, session)
            for kind in (OFFICE_PAGES if identity.is_office else FIELD_PAGES)
        }
        for slot in self._slots.values():
            self.tabs.add_page(slot.kind.title, slot.kind.icon, slot)
        self.message = Message(closable=True)
        self.message.hide()
        self.help = HelpPanel()
        self.help.closed.connect(lambda: self._show_help(shown=False))
        self.status = StatusLine(session, identity, self._trigger)
        self.toasts = ToastHost(self)
        self._undoing = Undoing(self.toasts, self)
        self._upkeep = Upkeep(session, self.toasts, self.message, self.status)
        self._lay_out()
        self.actions_list = Actions(self)
        self._register_commands()
        menu = QMenu(self)
        self.actions_list.fill_menu(menu)
        self.tabs.set_menu(menu)
        self._name_primary()
        self._connect()
        FormMarks(session.window, self.tabs, list(self._slots.values()), self._show_title)
        self.resize(*_START)
        # Read before it is shown: what is laid out at once is laid out a single time.
        self._slots[PageName.HOME].page().refresh_if_stale()

    @property
    def page(self) -> Page:
        """The page that is shown now."""
        return self._slot().page()

    def page_named(self, name: PageName) -> Page:
        """Return a page, made now if it was never shown."""
        return self._slots[name].page()

    def go(self, destination: Destination) -> None:
        """Open a page, and a record or form on it."""
        slot = self._slots.get(destination.page)
        if slot is None:
            return
        page = slot.page()
        self.tabs.setCurrentWidget(slot)
        shown = Destination(destination.page)  # nothing but the page itself
        if destination != shown:
            page.open(destination)

    def show_trouble(self, trouble: Trouble, retry: Callable[[], object] | None = None) -> None:
        """Say on top of the page what went wrong and what to do."""
        actions: list[tuple[str, Callable[[], object]]] = []
        if retry is not None:
            actions.append((self.tr("Coba lagi"), self._retrying(retry)))
        if trouble.report:
            actions.append((self.tr("Salin laporan"), lambda: _copy(trouble.report)))
        self.message.say(Tone.ERR if trouble.report else Tone.WARN, trouble.text, actions=actions)
        self.message.show()

    def look_at_clock(self) -> None:
        """Say it on top of the page when the clock of this computer cannot be right."""
        self._upkeep.look_at_clock()

    def open_overlay(self, overlay: Overlay) -> None:
        """Keep an overlay that a command opened until it closes."""
        self._undoing.leave_behind()
        self._overlays.append(overlay)
        overlay.closed.connect(lambda: self._overlays.remove(overlay))

    def open_overlays(self) -> tuple[Overlay, ...]:
        """Return the overlays that are open now."""
        return tuple(self._overlays)

    def send_data(self) -> None:
        """Open *Kirim data*; at the office the page that merges."""
        if self.identity.is_office:
            self.go(Destination(PageName.MERGE, Purpose.NEW))
            return
        # Imported when first needed: nothing of sending belongs to the first paint.
        from kube_desktop.ui.dialogs.sending import open_sending  # noqa: PLC0415

        self.open_overlay(open_sending(self, self.session))

    def print_papers(self, order: PrintOrder) -> None:
        """Open the print page for papers."""
        from kube_desktop.ui.dialogs.printing import PrintPage  # noqa: PLC0415  as above

        if self._print_page is None:
            self._print_page = PrintPage(self.session, self)
        self._print_page.open(order)

    def choose_report(self, year: int) -> None:
        """Choose a recap or report of a programme year to print."""
        from kube_desktop.ui.dialogs.reports import open_reports  # noqa: PLC0415  as above

        self.open_overlay(open_reports(self, self.session, year))

    def install_office_key(self) -> None:
        """Choose the file with the office's public key."""
        from kube_desktop.ui.dialogs.sending import choose_office_key  # noqa: PLC0415  as above

        choose_office_key(self, self.session)

    def _start(self, page: PageName) -> None:
        self.go(Destination(page, Purpose.NEW, self.page.group_at_hand()))

    def _register_commands(self) -> None:
        does: dict[str, Callable[[], object]] = {
            **{name: self._asker(method) for name, method in _ASKED_OF_PAGE.items()},
            "new-group": lambda: self.go(Destination(PageName.GROUPS, Purpose.NEW)),
            "new-member": lambda: self.go(Destination(PageName.MEMBERS, Purpose.NEW)),
            "new-handover": lambda: self._start(PageName.AID),
            "new-visit": lambda: self._start(PageName.MENTORING),
            "month-report": lambda: print_month_report(self.session, self.session.today()),
            "reports": lambda: self.choose_report(self.session.today().year),
            "undo": self._undoing.undo_last,
            "send": self.send_data,
            "backup": self._upkeep.back_up,
            "check": self._upkeep.check,
            "check-paper": self._opener(openers.paper_check),
            "return-scans": self._put_in_scans,
            "corrections": self._opener(openers.corrections),
            "laptops": self._opener(openers.laptops),
            "office-settings": self._opener(openers.office_settings),
            "use-pack": self._opener(openers.settings_pack),
            "make-pack": self._opener(openers.settings_pack),
            "office-key": self.install_office_key,
            "search": self._search,
            "reload": self._reload,
            "back": self._go_back,
            "next-pane": lambda: self.page.next_pane(1),
            "previous-pane": lambda: self.page.next_pane(-1),
            "light": lambda: self._dress(Mode.LIGHT),
            "dark": lambda: self._dress(Mode.DARK),
            "larger": lambda: self._scale(theme().step_scale(1)),
            "smaller": lambda: self._scale(theme().step_scale(-1)),
            "normal-size": self._reset_scale,
            "help": self._toggle_help,
            "keys": self._show_keys,
            "quit": self.close,
            "about": self._opener(openers.about),
        }
        for command in (*PAGE_COMMANDS, *RECORD_COMMANDS, *DATA_COMMANDS, *VIEW_COMMANDS,
                        *HELP_COMMANDS):  # fmt: skip
            page = PAGE_OF_COMMAND.get(command.id)
            if page is not None:
                if page in self._slots:
                    self.actions_list.add(command, self._goer(page))
            elif is_offered(command, is_office=self.identity.is_office):
                self.actions_list.add(command, does[command.id])

    def _asker(self, method: str) -> Callable[[], object]:
        return lambda: methodcaller(method)(self.page)

    def _goer(self, page: PageName) -> Callable[[], None]:
        return lambda: self.go(Destination(page))

    def _trigger(self, name: str) -> None:
        if self.actions_list.has(name):
            self.actions_list.trigger(name)

    def _put_in_scans(self, paths: Sequence[Path] = ()) -> None:
        self.open_overlay(openers.returning(self, self.session, paths))

    def _opener(self, opened: Callable[[QWidget, Session], Overlay]) -> Callable[[], None]:
        return lambda: self.open_overlay(opened(self, self.session))

    def _search(self) -> None:
        from kube_desktop.ui.dialogs.palette import open_palette  # noqa: PLC0415  as above

        self.open_overlay(open_palette(self, self.session, self.actions_list))

    def _reload(self) -> None:
        self.page.reload()
        self.status.refresh()

    def _go_back(self) -> None:
        self.page.go_back()

    def _toggle_help(self) -> None:
        self._show_help(shown=not self.help.isVisible())

    def _show_help(self, *, shown: bool) -> None:
        if shown:
            self.help.show_page(self._slot().kind.name)
        else:
            self.help.hide()
        self._adapt()

    def _show_keys(self) -> None:
        self.help.show_keys()
        self._adapt()

    def _dress(self, mode: Mode) -> None:
        theme().set_mode(mode)
        self.session.preferences.mode = mode

    def _scale(self, scale: float) -> None:
        self.session.preferences.text_scale = scale
        self._adapt()

    def _reset_scale(self) -> None:
        theme().set_scale(1.0)
        self.session.preferences.forget_splitters()
        self._scale(1.0)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.tabs, 1)
        across.addWidget(self.help)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.identity.is_sample:
            layout.addWidget(StripedBand(self.tr("DATA CONTOH, tidak pernah dikirim ke kantor")))
        layout.addWidget(self.message)
        layout.addLayout(across, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        window = self.session.window
        window.go.connect(self.go)
        window.toast.connect(self._undoing.show)
        window.print_papers.connect(self.print_papers)
        window.reports.connect(self.choose_report)
        window.send_data.connect(self.send_data)
        window.put_in_scans.connect(self._put_in_scans)
        window.corrections.connect(self._opener(openers.corrections))
        ScanDrop(self, self._put_in_scans)
        window.office_settings.connect(self._opener(openers.office_settings))
        window.state_changed.connect(self.status.refresh)
        window.differences_counted.connect(self.status.note_differences)
        window.saved.connect(self.status.note_saved)
        self.session.bus.committed.connect(self._undoing.note_commit)
        self.session.bus.committed.connect(self._on_committed)
        self.session.tasks.started.connect(self.status.follow)
        self.tabs.search_asked.connect(self._search)
        self.tabs.primary_asked.connect(self.send_data)
        self.tabs.currentChanged.connect(self._on_tab_changed)

    def _name_primary(self) -> None:
        if self.identity.is_office:
            self.tabs.set_primary(self.tr("Gabung berkas"), self.tr("Gabung"), "merge")
            return
        unsent = self.session.lists.home.saved_state().unsent
        count = f" ({unsent})" if unsent else ""
        self.tabs.set_primary(
            self.tr("Kirim data{count}").format(count=count),
            self.tr("Kirim{count}").format(count=count),
            "send",
        )

    def _show_title(self, has_faults: bool) -> None:  # noqa: FBT001  a state, told by the forms
        title = f"KUBE Desktop — {self.identity.name}"
        repair = self.tr("Perbaiki: {title}").format(title=title)
        self.setWindowTitle(repair if has_faults else title)

    def _slot(self) -> PageSlot:
        current = self.tabs.currentWidget()
        return next(slot for slot in self._slots.values() if slot is current)

    def _retrying(self, retry: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            self.message.hide()
            retry()

        return act

    def _on_committed(self, _: object) -> None:
        self.status.note_saved()
        self.status.refresh()
        self._name_primary()

    def _on_tab_changed(self, _: int) -> None:
        self._undoing.leave_behind()
        page = self.page
        page.setFocus()
        if self.help.isVisible():
            self.help.show_page(self._slot().kind.name)

    def _adapt(self) -> None:
        """Choose wide or compact by the size of the window and of the text."""
        width = self.width() - (self.help.width() if self.help.isVisible() else 0)
        compact = width < WIDE[0] or self.height() < WIDE[1] or theme().is_compact_text
        self.tabs.set_compact(compact=compact)
        self.status.set_compact(compact=compact)
        for slot in self._slots.values():
            slot.set_compact(compact=compact)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            if self.page.go_back():
                return
            if self.help.isVisible():
                self._show_help(shown=False)
                return
        # Delete means the chosen row only where a list has the keys; a text field keeps it.
        if event.matches(QKeySequence.StandardKey.Delete) and isinstance(
            QApplication.focusWidget(), QTableView
        ):
            self.page.delete_selected()
            return
        super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return move_focus(self, forward=next)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adapt()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)
        return done

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        running = [task.name for task in self.session.tasks.named_tasks]
        if running:
            self.message.say(
                Tone.WARN,
                self.tr("{what} belum selesai").format(what=running[0]),
                actions=[
                    (self.tr("Tunggu"), self.message.hide),
                    (self.tr("Hentikan"), self._stop_and_close),
                ],
            )
            self.message.show()
            event.ignore()
            return
        self.session.window.closing.emit()
        self.session.preferences.set_window_geometry(self._screen_name(), self.saveGeometry())
        self.session.preferences.save()
        super().closeEvent(event)

    def _stop_and_close(self) -> None:
        for task in self.session.tasks.named_tasks:
            task.finished.connect(self.close)
            task.cancel()

    def _screen_name(self) -> str:
        screen = self.screen()
        size = screen.size()
        return f"{size.width()}x{size.height()}"

    def restore_geometry(self) -> None:
        """Open where it was on this screen, else maximised on a small one."""
        saved = self.session.preferences.window_geometry(self._screen_name())
        if saved is not None and self.restoreGeometry(saved):
            return
        if self.screen().availableGeometry().width() <= 1440:
            self.showMaximized()


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)
