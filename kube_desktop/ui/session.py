"""What every page works with: lists, use cases, the worker, and ways to speak to the window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.papers import PaperKind, Subject
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists import Lists

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services
    from kube_desktop.ui.bus import ChangeBus
    from kube_desktop.ui.preferences import Preferences
    from kube_desktop.ui.tasks import TaskRunner
    from kube_desktop.ui.theme import Theme


class PageName(StrEnum):
    """The pages of the main window, in the order of their tabs."""

    HOME = "beranda"
    GROUPS = "kelompok"
    MEMBERS = "anggota"
    AID = "bantuan"
    MENTORING = "pendampingan"
    MERGE = "gabung"


SEARCH_HINT: Final = "cari:"
"""Begins the hint of a FILTER that lists what a text finds; the text follows."""


class Purpose(StrEnum):
    """What to do on the page that is gone to."""

    SHOW = "show"
    NEW = "new"
    EDIT = "edit"
    FILTER = "filter"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to go: a page, a record on it, and what to do there.

    Attributes:
        record_id: The record to show or edit; for NEW the group it is for; for RESUME the draft.
        hint: A filter or sub-tab, as the page defines it.

    """

    page: PageName
    purpose: Purpose = Purpose.SHOW
    record_id: UUID | None = None
    hint: str = ""

    @property
    def searched(self) -> str:
        """The text whose hits are to be listed, or ""."""
        return self.hint.removeprefix(SEARCH_HINT) if self.hint.startswith(SEARCH_HINT) else ""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Papers to open on the print page.

    Attributes:
        names: What to call each subject in a list of several; handovers are known by receiver.
        with_set: Whether the other papers of each handover are ticked from the beginning.
        version: An old version, as it was printed; None for what the paper says now.

    """

    kind: PaperKind
    subjects: tuple[Subject, ...]
    names: tuple[str, ...] = ()
    with_set: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class FormState:
    """How an open form stands.

    Attributes:
        is_edited: Something is typed that is not stored as a record.
        is_faulty: Storing was refused and something is still to be repaired.

    """

    is_edited: bool = False
    is_faulty: bool = False


class Window(QObject):
    """How pages ask the window for something, without knowing it or each other.

    Signals:
        go: A `Destination` to open.
        toast: A sentence, and (or None) what *Urungkan* does: a callable without arguments.
        print_papers: A `PrintOrder`.
        reports: Choose a recap or report to print; carries the programme year.
        send_data: Open *Kirim data*.
        put_in_scans: Open *Masukkan pindaian*.
        corrections: Open *Koreksi dari provinsi*.
        office_settings: Open officials and letterhead.
        differences_counted: The desk read its list; carries how many wait for a person.
        state_changed: Something the status bar shows may have changed.
        saved: A draft or record was stored now.
        form_state: A form (a widget of the page) stands like this now; carries its `FormState`.
        closing: The window closes; what is typed is kept now.

    """

    go = Signal(object)
    toast = Signal(str, object)
    print_papers = Signal(object)
    reports = Signal(int)
    send_data = Signal()
    put_in_scans = Signal()
    corrections = Signal()
    office_settings = Signal()
    differences_counted = Signal(int)
    state_changed = Signal()
    saved = Signal()
    form_state = Signal(object, object)
    closing = Signal()


@dataclass(frozen=True)
class Session:
    """One opened data folder, as pages see it.

    Attributes:
        services: Gives the use cases. Loading them is the first job of the worker, so work
            submitted to `tasks` may call it freely; elsewhere check `is_ready` first.
        today: The present day.

    """

    lists: Lists
    services: "Callable[[], Services]"
    is_ready: Callable[[], bool]
    tasks: "TaskRunner"
    bus: "ChangeBus"
    theme: "Theme"
    preferences: "Preferences"
    paths: DataPaths
    today: Callable[[], date]
    window: Window = field(default_factory=Window)
