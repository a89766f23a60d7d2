"""Beranda of a facilitator (ux.md B1)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import MONTHS, full_date, number, rupiah_short
from kube_desktop.services.lists.home import Board, HomeNumbers, Todo, TodoKind
from kube_desktop.ui.home.cards import CardRow
from kube_desktop.ui.home.places import place_of_todo
from kube_desktop.ui.home.reach import ReachCard
from kube_desktop.ui.home.todo import Entry, TodoCard
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card, NumberCard
from kube_desktop.ui.widgets.empty import EmptyState
from kube_desktop.ui.widgets.navigation import PageHeader
from kube_desktop.ui.widgets.text import TextRole

if TYPE_CHECKING:
    from kube_desktop.domain.mentoring import AgendaRow
    from kube_desktop.domain.settings import Identity

_REACH_WIDTH = 300


class FacilitatorHome(QWidget):
    """Greeting, four numbers, what is left to do, and how far each region has come.

    Signals:
        go: A card or line leads somewhere; carries the `Destination`.
        send_asked: *Kirim data* is wanted.
        scans_asked: *Masukkan pindaian* is wanted.
        corrections_asked: *Koreksi dari provinsi* is wanted.
        reports_asked: A recap or report is wanted.

    """

    go = Signal(object)
    send_asked = Signal()
    scans_asked = Signal()
    corrections_asked = Signal()
    reports_asked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        visit = secondary(self.tr("Kunjungan baru"), "clipboard-check")
        visit.clicked.connect(self._goer(Destination(PageName.MENTORING, Purpose.NEW)))
        visit.setToolTip(self.tr("Kunjungan baru (Ctrl+Shift+K)"))
        handover = primary(self.tr("Serah terima baru"), "handshake")
        handover.clicked.connect(self._goer(Destination(PageName.AID, Purpose.NEW)))
        handover.setToolTip(self.tr("Serah terima baru (Ctrl+Shift+B)"))
        reports = secondary(self.tr("Laporan"), "file-text")
        reports.clicked.connect(self.reports_asked)
        reports.setToolTip(self.tr("Cetak rekap atau laporan"))
        self._begin = (reports, visit, handover)
        self.header = PageHeader("", buttons=self._begin, role=TextRole.GREETING, sub=" ")
        self.todo = TodoCard()
        self.todo.asked.connect(self._on_todo)
        self.reach = ReachCard()
        self.empty = self._empty_card()
        self._incomplete = 0
        self._compact = False
        self._greeting = ""
        self._facts: tuple[str, ...] = ()
        self._shown: HomeNumbers | None = None
        self.cards = self._make_cards(MONTHS[today.month - 1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        self._numbers = CardRow(self.cards)
        self._parts = QWidget()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._parts)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(12)
        self._below.addWidget(self.todo, 1)
        self._below.addWidget(self.reach)
        layout.addWidget(self._numbers)
        layout.addWidget(self._parts, 1)
        layout.addWidget(self.empty, 1)

    def stops(self) -> tuple[QWidget, ...]:
        """Return everything that takes focus, in reading order."""
        return (*self._begin, *self.cards, *self.todo.stops(), *self._add)

    def greet(self, greeting: str, identity: "Identity | None", today: date) -> None:
        """Greet by name, and say day, region and programme year."""
        first = _first_name(identity.name) if identity else ""
        self._greeting = f"{greeting}, {first}" if first else greeting
        region = REGENCIES.get(identity.regency_code, "") if identity else ""
        parts = (full_date(today), region, self.tr("tahun program {}").format(today.year))
        self._facts = tuple(part for part in parts if part)
        self._say_header()

    def show_board(self, board: Board, today: date, region: str) -> None:
        """Show figures and lines; on day one, how to begin."""
        is_new = board.numbers.all_groups == 0 and not board.todos
        self._show_numbers(board.numbers)
        for part in (self._numbers, self._parts, *self._begin):
            part.setVisible(not is_new)
        self.empty.setVisible(is_new)
        self.todo.show_todos(board.todos)
        self._say_all_done(board.next_visit)
        if board.is_by_district:
            title = self.tr("Capaian per kecamatan")
            sub = self.tr("{} · sudah menerima bantuan").format(region)
        else:
            title = self.tr("Capaian per kabupaten/kota")
            sub = self.tr("kelompok tahun {} dan targetnya").format(today.year)
        self.reach.show_reach(title, sub, board.reach)
        self.reach.setVisible(bool(board.reach))

    def show_recent(self, entries: Sequence[Entry]) -> None:
        """Offer what was opened last."""
        self.todo.show_recent(entries)

    def set_compact(self, *, compact: bool) -> None:
        """Put the parts one under the other and let the page scroll, or side by side."""
        self._compact = compact
        self._say_header()
        if self._shown is not None:
            self._show_numbers(self._shown)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._below.setDirection(down if compact else across)
        self.todo.set_scrolling(scrolls=not compact)
        self.reach.set_scrolling(scrolls=not compact)
        if compact:
            self.reach.setMinimumWidth(0)
            self.reach.setMaximumWidth(16_777_215)
        else:
            self.reach.setFixedWidth(_REACH_WIDTH)

    def _say_header(self) -> None:
        facts = self._facts[:2] if self._compact else self._facts
        self.header.say(self._greeting, sub=" · ".join(facts))

    def _make_cards(self, month: str) -> tuple[NumberCard, ...]:
        groups = NumberCard(
            "users",
            self.tr("Kelompok dibina"),
            on_click=self._goer(Destination(PageName.GROUPS, Purpose.FILTER)),
        )
        people = NumberCard("contact", self.tr("Anggota"), on_click=self._open_people)
        aid = NumberCard(
            "package",
            self.tr("Bantuan diserahkan"),
            on_click=self._goer(Destination(PageName.AID, Purpose.FILTER)),
        )
        visits = NumberCard(
            "clipboard-list",
            self.tr("Kunjungan {}").format(month),
            on_click=self._goer(Destination(PageName.MENTORING, Purpose.FILTER)),
        )
        return groups, people, aid, visits

    def _show_numbers(self, numbers: HomeNumbers) -> None:
        self._shown = numbers
        self._incomplete = numbers.incomplete_groups
        self._show_groups(self.cards[0], numbers)
        self._show_people(self.cards[1], numbers)
        received = self._fitting(
            self.tr("{} dari {} kelompok sudah menerima"), self.tr("{} dari {} sudah menerima")
        )
        self.cards[2].set_number(
            rupiah_short(numbers.aid_amount),
            received.format(numbers.aided_groups, numbers.groups),
            value=numbers.aided_groups,
            goal=numbers.groups,
            tone=Tone.OK,
        )
        waiting = numbers.to_visit - numbers.visited
        left = self._fitting(
            self.tr("{} kelompok belum dikunjungi bulan ini"), self.tr("{} belum dikunjungi")
        )
        all_done = self.tr("semua sudah dikunjungi")
        if not numbers.to_visit:
            all_done = self.tr("belum ada yang perlu dikunjungi")
        self.cards[3].set_number(
            self.tr("{} dari {}").format(numbers.visited, numbers.to_visit),
            left.format(waiting) if waiting else all_done,
            value=numbers.visited,
            goal=numbers.to_visit,
            tone=None if waiting else Tone.OK,
        )

    def _show_groups(self, card: NumberCard, numbers: HomeNumbers) -> None:
        left = numbers.target - numbers.groups
        note = self.tr("target belum ditetapkan")
        text = str(numbers.groups)
        if numbers.target:
            note = self.tr("target tercapai")
            text = self.tr("{} dari {}").format(numbers.groups, numbers.target)
        if left > 0:
            note = self._fitting(
                self.tr("{} lagi untuk mencapai target"), self.tr("{} lagi sampai target")
            ).format(left)
        others = numbers.all_groups - numbers.groups
        if others > 0 and not self._compact:
            note = self.tr("{} · {} dari tahun lain").format(note, others)
        tone = Tone.OK if numbers.target and left <= 0 else None
        card.set_number(text, note, value=numbers.groups, goal=numbers.target, tone=tone)

    def _show_people(self, card: NumberCard, numbers: HomeNumbers) -> None:
        expected = numbers.expected_people // max(1, numbers.all_groups)
        note = self._fitting(
            self.tr("semua kelompok genap {} orang"), self.tr("semua genap {} orang")
        ).format(expected)
        if self._incomplete:
            note = self._fitting(
                self.tr("{} kelompok belum genap {} orang"), self.tr("{} belum genap {} orang")
            ).format(self._incomplete, expected)
        card.set_number(
            self.tr("{} orang").format(number(numbers.people)),
            note,
            value=numbers.people,
            goal=numbers.expected_people,
            tone=Tone.WARN if self._incomplete else Tone.OK,
        )

    def _fitting(self, long: str, short: str) -> str:
        return short if self._compact else long

    def _say_all_done(self, following: "AgendaRow | None") -> None:
        agenda = secondary(self.tr("Lihat agenda"), "clipboard-list")
        agenda.clicked.connect(self._goer(Destination(PageName.MENTORING, Purpose.FILTER)))
        text = self.tr("Tidak ada kunjungan yang menunggu.")
        if following is not None and following.due_on is not None:
            day = full_date(following.due_on).rpartition(" ")[0]
            text = self.tr("Kunjungan berikutnya {}: {}.").format(day, following.group_name)
        self.todo.nothing_left.say(self.tr("Semua beres."), text, buttons=[agenda])

    def _empty_card(self) -> Card:
        add = primary(self.tr("Tambah kelompok"), "plus")
        add.clicked.connect(self._goer(Destination(PageName.GROUPS, Purpose.NEW)))
        self._add = (add,)
        card = Card()
        card.body.addWidget(
            EmptyState(
                "users",
                self.tr("Belum ada kelompok"),
                self.tr("Mulai dengan kelompok pertama; anggota dan bantuan menyusul di sana."),
                [add],
            )
        )
        return card

    def _goer(self, destination: Destination) -> Callable[[], None]:
        return lambda: self.go.emit(destination)

    def _open_people(self) -> None:
        from kube_desktop.domain.groups import Readiness  # noqa: PLC0415  when clicked

        if self._incomplete:
            self.go.emit(
                Destination(PageName.GROUPS, Purpose.FILTER, hint=str(Readiness.INCOMPLETE))
            )
        else:
            self.go.emit(Destination(PageName.MEMBERS, Purpose.FILTER))

    def _on_todo(self, todo: Todo) -> None:
        place = place_of_todo(todo)
        if todo.kind is TodoKind.RETURN:
            self.scans_asked.emit()
        elif todo.kind is TodoKind.CORRECTIONS:
            self.corrections_asked.emit()
        elif todo.kind is TodoKind.SEND or place is None:
            self.send_asked.emit()
        else:
            self.go.emit(place)


def _first_name(name: str) -> str:
    """Return how a person is called: the first part that is no title."""
    parts = name.split()
    return next((part for part in parts if not part.endswith(".")), name)
