"""The page of the office that takes files in (Gabung Data): one tab for each of its parts."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.changes import Kind
from kube_desktop.ui.merging.board import Board
from kube_desktop.ui.merging.desk import Desk
from kube_desktop.ui.merging.inbox import Inbox
from kube_desktop.ui.merging.past import Past
from kube_desktop.ui.merging.section import Section
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import Offer
from kube_desktop.ui.session import Destination, Purpose, Session
from kube_desktop.ui.widgets.navigation import PageHeader, RecordTabs


class MergingTab(Page):
    """Shows the parts of merging behind tabs, and passes keys on to the one that is shown."""

    concerns = frozenset({Kind.PACKAGE})
    help_topic = "gabung"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self.inbox = Inbox(session)
        self.desk = Desk(session)
        self.board = Board(session)
        self.past = Past(session)
        self.parts: tuple[Section, ...] = (self.inbox, self.desk, self.board, self.past)
        self.inbox.wants_desk.connect(lambda: self.show_part(self.desk))
        self.inbox.wants_past.connect(self._show_merge)
        buttons = [button for part in self.parts for button in part.buttons()]
        self._header = PageHeader(self.tr("Gabung data"), buttons=buttons)
        self.sections = RecordTabs(self.tr("Bagian"), [part.title for part in self.parts])
        self._header.beside_title.addWidget(self.sections)
        self._stack = QStackedWidget()
        for place, part in enumerate(self.parts):
            self._stack.addWidget(part)
            part.remarked.connect(lambda words: self._header.say(self.tr("Gabung data"), words))
            part.retitled.connect(lambda words, at=place: self.sections.setTabText(at, words))
        self.sections.currentChanged.connect(self._show_part)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._header)
        self._layout.addWidget(self._stack, 1)
        self._show_part(0)

    @property
    def part(self) -> Section:
        """The part that is shown."""
        return self.parts[self.sections.currentIndex()]

    def show_part(self, part: Section) -> None:
        """Bring a part to the front."""
        self.sections.setCurrentIndex(self.parts.index(part))

    def look_at(self, places: Sequence[Path]) -> None:
        """Show what merging these files and folders would do."""
        self.show_part(self.inbox)
        self.inbox.look_at(places)

    @override
    def reload(self) -> None:
        for part in self.parts:
            part.reload()

    @override
    def open(self, destination: Destination) -> None:
        if destination.purpose is Purpose.NEW:
            self.show_part(self.inbox)
        for part in self.parts:
            if destination.hint in part.hints:
                self.show_part(part)
        self.part.open(destination)

    @override
    def offers(self) -> Sequence[Offer]:
        return self.part.offers()

    @override
    def set_compact(self, compact: bool) -> None:
        for part in self.parts:
            part.set_compact(compact)
        self._layout.setContentsMargins(*((12, 8, 12, 8) if compact else (16, 12, 16, 12)))
        self._layout.setSpacing(6 if compact else 10)

    @override
    def start_new(self) -> None:
        self.show_part(self.inbox)
        self.inbox.start_new()

    @override
    def accept(self) -> None:
        self.part.accept()

    @override
    def go_back(self) -> bool:
        return self.part.go_back()

    @override
    def focus_filter(self) -> None:
        self.part.focus_filter()

    @override
    def next_pane(self, step: int) -> None:
        self.part.next_pane(step)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.look_at([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def _show_merge(self, merge_id: UUID | None) -> None:
        self.show_part(self.past)
        self.past.select_merge(merge_id)

    def _show_part(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        for part in self.parts:
            for button in part.buttons():
                button.setVisible(part is self.parts[place])
