"""The page of one group: head, facts, what is missing, and its parts behind tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kube_desktop.domain.groups import GroupState, Readiness
from kube_desktop.domain.members import Eligibility
from kube_desktop.domain.wording import initials
from kube_desktop.services.lists.groups import GroupDetail
from kube_desktop.ui.groups.deeds import GroupDeeds
from kube_desktop.ui.groups.facts import GroupFacts
from kube_desktop.ui.groups.files import FilesSection
from kube_desktop.ui.groups.history import HistorySection
from kube_desktop.ui.groups.late_edits import LateEditsMessage
from kube_desktop.ui.groups.looks import full_place, readiness_look
from kube_desktop.ui.groups.sections import AidSection, MembersSection, Section, VisitsSection
from kube_desktop.ui.groups.unfinished import UnfinishedForm
from kube_desktop.ui.icons import icon
from kube_desktop.ui.members.looks import ShowNik
from kube_desktop.ui.printing.offers import Offer, menu_of, of_group, of_handover, of_visit
from kube_desktop.ui.session import Destination, PageName, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Avatar, Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.navigation import RecordTabs
from kube_desktop.ui.widgets.pills import Pill
from kube_desktop.ui.widgets.text import ElidedText, TextRole

SECTION_NAMES = ("anggota", "bantuan", "kunjungan", "berkas", "riwayat")
"""The parts of the page, as destinations name them."""
_LEAST_HEIGHT = 130
_WIDE_MARGINS = (16, 14, 16, 10)
_COMPACT_MARGINS = (10, 6, 10, 6)


@dataclass(frozen=True, slots=True)
class GroupWishes:
    """What the page does when something is asked for here.

    Attributes:
        edit: Open the form of the group.
        add_member: Open the form of a new member.
        open_member: Open the form of a member, at a field.

    """

    edit: Callable[[], object]
    add_member: Callable[[], object]
    open_member: Callable[[UUID, str], object]


class GroupDetailPane(Card):
    """Shows one group.

    Signals:
        section_changed: Another part is shown; carries its name.

    """

    section_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        deeds: GroupDeeds,
        wishes: GroupWishes,
        back: QWidget,
        show_nik: ShowNik,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margins=_WIDE_MARGINS, spacing=10, parent=parent)
        self._session = session
        self._deeds = deeds
        self._wishes = wishes
        self._compact = False
        self._loaded: tuple[UUID, int] | None = None
        self.detail: GroupDetail | None = None
        self._avatar = Avatar("", 44)
        self._name = ElidedText("", TextRole.TITLE)
        self._pill = Pill(readiness_look(Readiness.COMPLETE))
        self._where = ElidedText("", TextRole.SECONDARY)
        self.visit_button = secondary(self.tr("Catat kunjungan"), "clipboard-check")
        self.hand_over_button = primary(self.tr("Serah terima"), "handshake")
        self.print_button = ToolButton(
            "printer", self.tr("Cetak kertas kelompok ini"), shortcut="Ctrl+P"
        )
        self.print_button.set_menu(
            menu_of(self.print_button.accessibleName(), self.offers, session.window, self)
        )
        self.menu = QMenu(self)
        self.menu_button = ToolButton("ellipsis", self.tr("Tindakan lain untuk kelompok ini"))
        self.menu_button.set_menu(self.menu)
        self.missing = Message(Tone.WARN)
        self.missing.hide()
        self.late = LateEditsMessage(session)
        self.unfinished = UnfinishedForm(session)
        self.facts = GroupFacts()
        self.members = MembersSection(session.lists, show_nik, session.today)
        self.aid = AidSection(session.lists)
        self.visits = VisitsSection(session.lists)
        self.files = FilesSection(session)
        self.history = HistorySection(session)
        self._sections: tuple[Section, ...] = (
            self.members, self.aid, self.visits, self.files, self.history,
        )  # fmt: skip
        self.tabs = RecordTabs(self.tr("Bagian data kelompok"), self._titles())
        self._pages = QStackedWidget()
        # Less than the tallest part wants: in a low window each of them scrolls.
        self._pages.setMinimumHeight(session.theme.px(_LEAST_HEIGHT))
        self._build(back)
        self._connect()

    @property
    def section(self) -> Section:
        """The part that is shown."""
        return self._sections[self.tabs.currentIndex()]

    def show_group(self, group_id: UUID) -> bool:
        """Show a group, read anew; tell whether it is there."""
        detail = self._session.lists.groups.detail(group_id)
        if detail is None:
            return False
        if self.detail is None or self.detail.id != group_id:
            for section in self._sections:
                section.clear()
        self.detail = detail
        self._show_head(detail)
        self.facts.show_group(detail)
        self._show_missing(detail)
        self.late.show_group(group_id)
        self.unfinished.show_record(group_id)
        self.tabs.set_titles(self._titles())
        self.section.show_group(detail)
        return True

    def offers(self) -> list[Offer]:
        """Return the papers of the row that is selected in the shown part, else of the group."""
        lists = self._session.lists
        if self.section is self.visits and (visit := self.visits.table.current_row()):
            return of_visit(lists, visit.id)
        if self.section is self.aid and (given := self.aid.table.current_row()):
            return of_handover(lists, given.id)
        return of_group(lists, self.detail.id) if self.detail is not None else []

    def show_section(self, name: str) -> None:
        """Show one of the parts."""
        if name in SECTION_NAMES:
            self.tabs.setCurrentIndex(SECTION_NAMES.index(name))

    def complete(self) -> None:
        """Open what is to be completed first."""
        detail = self.detail
        if detail is None:
            return
        members = self._session.lists.members.of_group(detail.id)
        unchecked = [one for one in members if one.eligibility is Eligibility.UNCHECKED]
        if detail.row.members < detail.row.expected or not members:
            self._wishes.add_member()
        elif unchecked:
            self._wishes.open_member(unchecked[0].id, "decile")
        else:
            # Everybody is there, so an office is vacant: the last one holds none.
            self._wishes.open_member(members[-1].id, "role")

    def set_compact(self, *, compact: bool) -> None:
        """Leave out what can be found elsewhere, so that the parts have room."""
        self._compact = compact
        self.body.setContentsMargins(*(_COMPACT_MARGINS if compact else _WIDE_MARGINS))
        self.body.setSpacing(5 if compact else 10)
        self._avatar.setVisible(not compact)
        self.facts.setVisible(not compact)
        self.visit_button.set_label(self.tr("Kunjungan") if compact else self.tr("Catat kunjungan"))
        self.visit_button.setAccessibleName(self.tr("Catat kunjungan"))
        for section in self._sections:
            section.set_compact(compact=compact)
        if self.detail is not None:
            self._show_head(self.detail)

    def _build(self, back: QWidget) -> None:
        for text in (self._name, self._where):
            # As wide as its words, and shortened where there is less room.
            text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name)
        first.addWidget(self._pill)
        first.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self._where)
        second.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(first)
        words.addLayout(second)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(back)
        head.addWidget(self._avatar)
        head.addLayout(words, 1)
        buttons = (self.visit_button, self.hand_over_button, self.print_button, self.menu_button)
        for widget in buttons:
            head.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.tabs, 1)
        for section in self._sections:
            self._pages.addWidget(section)
            if section.action is not None:
                line.addWidget(section.action)
        self.body.addLayout(head)
        self.body.addWidget(self.unfinished)
        self.body.addWidget(self.missing)
        self.body.addWidget(self.late)
        self.body.addWidget(self.facts)
        self.body.addLayout(line)
        self.body.addWidget(self._pages, 1)
        self._show_action()

    def _connect(self) -> None:
        self.visit_button.clicked.connect(lambda: self._with_id(self._deeds.visit))
        self.hand_over_button.clicked.connect(lambda: self._with_id(self._deeds.hand_over))
        self.menu.aboutToShow.connect(self._fill_menu)
        self.tabs.currentChanged.connect(self._on_tab)
        self.members.opened.connect(lambda row: self._wishes.open_member(row.id, ""))
        self.members.add_asked.connect(self._wishes.add_member)
        self.members.recent.all_asked.connect(lambda: self.show_section("riwayat"))
        self.late.history_asked.connect(lambda: self.show_section("riwayat"))
        self.members.recent.print_asked.connect(self._session.window.print_papers)
        self.aid.hand_over_asked.connect(lambda: self._with_id(self._deeds.hand_over))
        self.visits.visit_asked.connect(lambda: self._with_id(self._deeds.visit))
        go = self._session.window.go
        self.aid.opened.connect(lambda row: go.emit(Destination(PageName.AID, record_id=row.id)))
        self.visits.opened.connect(
            lambda row: go.emit(Destination(PageName.MENTORING, record_id=row.id))
        )

    def _with_id(self, deed: Callable[[UUID], object]) -> None:
        if self.detail is not None:
            deed(self.detail.id)

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._show_action()
        if self.detail is not None:
            self._sections[place].show_group(self.detail)
        self.section_changed.emit(SECTION_NAMES[place])

    def _show_action(self) -> None:
        for section in self._sections:
            if section.action is not None:
                section.action.setVisible(section is self.section)

    def _titles(self) -> list[str]:
        detail = self.detail
        titles = (
            self.tr("Anggota ({count})"),
            self.tr("Bantuan ({count})"),
            self.tr("Kunjungan ({count})"),
            self.tr("Berkas ({count})"),
        )
        counts = (
            (detail.row.members, detail.handovers, detail.visits, detail.files)
            if detail
            else (0, 0, 0, 0)
        )
        named = [title.format(count=count) for title, count in zip(titles, counts, strict=True)]
        return [*named, self.tr("Riwayat")]

    def _show_head(self, detail: GroupDetail) -> None:
        row, draft = detail.row, detail.draft
        self._avatar.set_initials(initials(row.name))
        self._name.setText(row.name)
        self._pill.set_look(readiness_look(row.status))
        place = full_place(detail.place) if detail.place else row.place
        parts = [draft.register_number, place]
        if self._compact:
            chair = self.tr("Ketua {name}").format(name=detail.chair) if detail.chair else ""
            parts = [draft.register_number, row.place, row.business, chair]
        self._where.setText(" · ".join(part for part in parts if part))

    def _show_missing(self, detail: GroupDetail) -> None:
        shown = bool(detail.missing) and detail.row.status is not Readiness.INACTIVE
        self.missing.setVisible(shown)
        if shown:
            is_complete = detail.row.status is Readiness.COMPLETE
            doubtful, open_ = self.tr("Perlu dicek: {what}"), self.tr("Belum lengkap: {what}")
            text = (doubtful if is_complete else open_).format(what=", ".join(detail.missing))
            self.missing.say(Tone.WARN, "", text, [(self.tr("Lengkapi"), self.complete)])

    def _fill_menu(self) -> None:
        self.menu.clear()
        detail = self.detail
        if detail is None:
            return
        row = detail.row
        entries: list[tuple[str, str, Callable[[], object]]] = [
            ("pencil", self.tr("Ubah (F2)"), self._wishes.edit),
            ("user-plus", self.tr("Tambah anggota"), self._wishes.add_member),
            ("image", self.tr("Tambah foto"), self._add_file),
            ("flag", self.tr("Ganti tahap…"), lambda: self._deeds.ask_step(row)),
            (
                "handshake",
                self.tr("Pindah pendamping…"),
                lambda: self._deeds.passing_on.ask(row.id),
            ),
        ]
        if row.status is not Readiness.INACTIVE:
            entries.append(
                (
                    "circle-minus",
                    self.tr("Tandai tidak aktif…"),
                    lambda: self._deeds.ask_step(row, GroupState.INACTIVE),
                )
            )
        for icon_name, text, act in entries:
            self.menu.addAction(icon(icon_name), text).triggered.connect(
                lambda _checked=False, act=act: act()
            )
        self.menu.addSeparator()
        delete = self.menu.addAction(icon("trash-2"), self.tr("Hapus"))
        delete.triggered.connect(lambda: self._deeds.delete(row))

    def _add_file(self) -> None:
        self.show_section("berkas")
        self.files.add()
