"""Making pages when they are first shown, so that the window is there at once."""

import importlib
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kube_desktop.ui.page import Page
from kube_desktop.ui.session import PageName, Session


@dataclass(frozen=True, slots=True)
class PageKind:
    """One page of the window: its tab, and where its class is found."""

    name: PageName
    title: str
    icon: str
    module: str
    class_name: str


FIELD_PAGES = (
    PageKind(PageName.HOME, "Beranda", "house", "kube_desktop.ui.tabs.home", "HomeTab"),
    PageKind(PageName.GROUPS, "Kelompok", "users", "kube_desktop.ui.tabs.groups", "GroupsTab"),
    PageKind(PageName.MEMBERS, "Anggota", "contact", "kube_desktop.ui.tabs.members", "MembersTab"),
    PageKind(PageName.AID, "Bantuan", "package", "kube_desktop.ui.tabs.aid", "AidTab"),
    PageKind(
        PageName.MENTORING,
        "Pendampingan",
        "clipboard-list",
        "kube_desktop.ui.tabs.mentoring",
        "MentoringTab",
    ),
)
"""The tabs of a facilitator, in their order."""
OFFICE_PAGES = (
    *FIELD_PAGES,
    PageKind(PageName.MERGE, "Gabung Data", "merge", "kube_desktop.ui.tabs.merging", "MergingTab"),
)
"""The tabs of the provincial office."""


class PageSlot(QWidget):
    """The place of one page; the page is made when it is first asked for."""

    def __init__(self, kind: PageKind, session: Session) -> None:
        super().__init__()
        self.kind = kind
        self._session = session
        self._page: Page | None = None
        self._compact = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def is_made(self) -> bool:
        """Whether the page exists already."""
        return self._page is not None

    def page(self) -> Page:
        """Return the page, made now if this is the first time."""
        if self._page is None:
            # Modules of pages are imported when needed: five at once would delay the first paint.
            made: Page = getattr(importlib.import_module(self.kind.module), self.kind.class_name)(
                self._session
            )
            made.set_compact(self._compact)
            self._page = made
            layout = self.layout()
            if layout is not None:
                layout.addWidget(made)
        return self._page

    def set_compact(self, *, compact: bool) -> None:
        """Lay out for a small window, now or when the page is made."""
        self._compact = compact
        if self._page is not None:
            self._page.set_compact(compact)
