"""The story of a group: who changed what, and the steps of its life."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.services.lists.groups import GroupDetail
from kube_desktop.ui.groups.sections import Section
from kube_desktop.ui.groups.story import StoryLine, story
from kube_desktop.ui.session import Session
from kube_desktop.ui.table_focus import enter_rows
from kube_desktop.ui.tables.cells import Column, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.widgets.text import Line, Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services


class HistorySection(Section):
    """Tells everything that happened to a group, newest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._group_id: UUID | None = None
        self.table: RecordTable[StoryLine] = RecordTable(
            (
                Column(self.tr("Kapan"), lambda line: two_lines(line.day, line.who), 190),
                Column(
                    self.tr("Apa yang terjadi"), lambda line: two_lines(line.title, line.detail)
                ),
            ),
            lambda line: line,
            name=self.tr("Riwayat kelompok"),
            flat=True,
        )
        self.table.set_compact(compact=True)
        self._whole = Text("", TextRole.SECONDARY, wrap=True, selectable=True)
        self._line = Line()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._whole)
        self._show_whole(None)
        self.table.current_changed.connect(self._show_whole)

    @override
    def show_group(self, detail: GroupDetail) -> None:
        group_id = self._group_id = detail.id
        services, lists = self._session.services, self._session.lists
        self.table.set_loading(self.tr("Memuat riwayat…"))

        def village(code: str) -> str:
            path = lists.office.village(code)
            return path.short if path else ""

        def work() -> list[StoryLine]:
            opened: Services = services()
            versions = opened.history.of_record("groups", group_id)
            return story(versions, lists.groups.transitions(group_id), village)

        self._session.tasks.submit(work, lambda lines: self._show(group_id, lines), owner=self)

    @override
    def enter(self) -> None:
        enter_rows(self.table)

    @override
    def clear(self) -> None:
        self._group_id = None
        self.table.set_rows([])

    def _show(self, group_id: UUID, lines: list[StoryLine]) -> None:
        if group_id == self._group_id:
            self.table.empty.say(self.tr("Belum ada riwayat."), icon="history")
            self.table.set_rows(lines)

    def _show_whole(self, line: StoryLine | None) -> None:
        """Show the selected line whole, because the list shortens it."""
        text = ". ".join(part for part in (line.title, line.detail) if part) if line else ""
        self._whole.setText(text)
        self._whole.setVisible(bool(text))
        self._line.setVisible(bool(text))
