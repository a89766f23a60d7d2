"""Beranda: what is left to do for a facilitator, how far the province is for the office."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import WITA
from kube_desktop.services.lists.home import Board, RecentRecord, WaitingDraft
from kube_desktop.services.lists.province import ProvinceNumbers, Reach
from kube_desktop.ui.home.facilitator import FacilitatorHome
from kube_desktop.ui.home.places import RECORD_ICONS, place_of_draft, place_of_record
from kube_desktop.ui.home.recovery import RecoveryBanner, said_when
from kube_desktop.ui.home.todo import Entry
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import Offer, of_files
from kube_desktop.ui.reports import report_order
from kube_desktop.ui.session import Destination, PageName, Purpose, Session

if TYPE_CHECKING:
    from kube_desktop.ui.home.province import ProvinceHome

FiguresT = TypeVar("FiguresT")
_MANY_GROUPS: Final = 1500
"""From so many groups on the figures are counted in the background."""
_RECENT: Final = 3
_WIDE_MARGINS: Final = (16, 12, 16, 12)
_COMPACT_MARGINS: Final = (12, 8, 12, 8)


def _now() -> datetime:
    return datetime.now(UTC)


def _province() -> "ProvinceHome":
    from kube_desktop.ui.home.province import ProvinceHome  # noqa: PLC0415  the office's alone

    return ProvinceHome()


class HomeTab(Page):
    """The first page. It shows everything from light lists, before anything heavy is loaded.

    Attributes:
        banner: Offers what was typed when the program last ended.
        facilitator: The board of a facilitator, or None at the office.
        province: The board of the office, or None on a laptop.

    """

    concerns = frozenset(
        {
            Kind.GROUP, Kind.PERSON, Kind.MEMBERSHIP, Kind.HANDOVER, Kind.AID, Kind.VISIT,
            Kind.SETTING, Kind.TARGET, Kind.DRAFT, Kind.PACKAGE,
        }
    )  # fmt: skip
    help_topic = "beranda"

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(session, parent)
        self._now = now
        self._identity = session.lists.office.identity()
        self._year = session.today().year
        self._offered: set[UUID] | None = None
        self.banner = RecoveryBanner()
        self.banner.resumed.connect(self._resume)
        self.banner.kept.connect(self._keep_drafts)
        is_office = self._identity is not None and self._identity.is_office
        self.facilitator = None if is_office else FacilitatorHome(session.today())
        self.province = _province() if is_office else None
        self._board = self.facilitator or self.province or QWidget()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setSpacing(12)
        self._inside.addWidget(self.banner)
        self._inside.addWidget(self._board, 1)
        self._area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self._connect()
        self.set_compact(compact=False)

    @override
    def reload(self) -> None:
        self._greet()
        self._show_drafts_and_recent()
        lists, year = self.session.lists, self._year
        if self.province is not None:
            members = lists.office.rules().members
            today = self.session.today()
            self._soon(
                lambda: (
                    replace(
                        lists.home.province.numbers(year, members, today),
                        silent=len(lists.reporting.board().silent),
                    ),
                    lists.home.province.reach(year),
                ),
                lambda found: self._show_province(year, *found),
            )
        else:
            self._soon(lists.home.board, self._show_board)

    @override
    def open(self, destination: Destination) -> None:
        self.refresh_if_stale()
        self._area.verticalScrollBar().setValue(0)

    @override
    def offers(self) -> Sequence[Offer]:
        year = str(self._year)
        kinds = (PaperKind.RECAP, PaperKind.GROUP_LIST, PaperKind.YEAR_REPORT)
        reports = [Offer(f"{one.label} {year}", report_order(self.session, one, year))
                   for one in kinds]  # fmt: skip
        return [*reports, *of_files(self.session.lists)]

    @override
    def set_compact(self, compact: bool) -> None:
        self._inside.setContentsMargins(*(_COMPACT_MARGINS if compact else _WIDE_MARGINS))
        for board in (self.facilitator, self.province):
            if board is not None:
                board.set_compact(compact=compact)

    @override
    def start_new(self) -> None:
        self.session.window.go.emit(Destination(PageName.GROUPS, Purpose.NEW))

    @override
    def accept(self) -> None:
        page = PageName.MERGE if self.province is not None else PageName.AID
        if page is PageName.AID and self.session.lists.groups.count() == 0:
            page = PageName.GROUPS
        self.session.window.go.emit(Destination(page, Purpose.NEW))

    @override
    def print_selected(self) -> None:
        self._choose_report()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # The window gives the focus to the page; not by a focus proxy, which would catch Tab.
        board = self.facilitator or self.province
        if board is not None:
            shown = [stop for stop in board.stops() if stop.isVisible()]
            if shown:
                shown[0].setFocus(event.reason())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        is_read_now = self._is_stale
        super().showEvent(event)
        if not is_read_now:
            # Opening a record changes no data, so nothing announces it.
            self._show_drafts_and_recent()

    def _connect(self) -> None:
        window = self.session.window
        if self.facilitator is not None:
            self.facilitator.go.connect(window.go)
            self.facilitator.send_asked.connect(window.send_data)
            self.facilitator.scans_asked.connect(window.put_in_scans)
            self.facilitator.corrections_asked.connect(window.corrections)
            self.facilitator.reports_asked.connect(self._choose_report)
        if self.province is not None:
            self.province.go.connect(window.go)
            self.province.year_changed.connect(self._choose_year)
            self.province.reports_asked.connect(self._choose_report)

    def _choose_report(self) -> None:
        self.session.window.reports.emit(self._year)

    def _soon(self, work: Callable[[], FiguresT], show: Callable[[FiguresT], None]) -> None:
        """Count now; in the background where it would hold up the first paint."""
        if self.session.lists.home.group_count() < _MANY_GROUPS:
            show(work())
        else:
            self.session.tasks.submit(work, show, owner=self)

    def _greet(self) -> None:
        if self.facilitator is not None:
            self.facilitator.greet(self._greeting(), self._identity, self.session.today())
        if self.province is not None:
            years = self.session.lists.home.province.years(self.session.today().year)
            self.province.show_years(years, self._year)

    def _greeting(self) -> str:
        hour = self._now().astimezone(WITA).hour
        for until, words in (
            (11, self.tr("Selamat pagi")),
            (15, self.tr("Selamat siang")),
            (18, self.tr("Selamat sore")),
        ):
            if hour < until:
                return words
        return self.tr("Selamat malam")

    def _show_board(self, board: Board) -> None:
        if self.facilitator is None:
            return
        code = self._identity.regency_code if self._identity else ""
        region = REGENCIES.get(code, self.tr("Kelompok"))
        self.facilitator.show_board(board, self.session.today(), region)
        self._order_stops()

    def _show_province(self, year: int, numbers: ProvinceNumbers, reach: list[Reach]) -> None:
        if self.province is not None and year == self._year:
            self.province.show_province(year, numbers, reach)
            self._order_stops()

    @Slot(int)
    def _choose_year(self, year: int) -> None:
        self._year = year
        self.reload()

    # ---- drafts and what was opened last ----

    def _show_drafts_and_recent(self) -> None:
        drafts = [one for one in self.session.lists.home.drafts() if place_of_draft(one)]
        if self._offered is None:
            # Only what is there at the start was cut off; what is left later was left on purpose.
            seen = self.session.preferences.was_hint_seen
            self._offered = {one.draft_id for one in drafts if not seen(_hint_name(one.draft_id))}
        offered = [one for one in drafts if one.draft_id in self._offered]
        self.banner.show_drafts(offered, self.session.today())
        if self.facilitator is not None:
            self.facilitator.show_recent(self._recent(drafts))
        self._order_stops()

    def _order_stops(self) -> None:
        """Let Tab go through what was made later where it stands on the page."""
        board = self.facilitator or self.province
        stops = (*self.banner.stops(), *(board.stops() if board is not None else ()))
        for earlier, later in pairwise(stops):
            QWidget.setTabOrder(earlier, later)

    def _recent(self, drafts: list[WaitingDraft]) -> list[Entry]:
        found = [
            (one.opened_at, self._record_entry(one))
            for one in self.session.lists.home.recent(_RECENT)
        ]
        found += [(one.typed_at, self._draft_entry(one)) for one in drafts[:_RECENT]]
        found.sort(key=lambda pair: pair[0], reverse=True)
        return [entry for _, entry in found[:_RECENT]]

    def _record_entry(self, record: RecentRecord) -> Entry:
        kinds = {
            "groups": self.tr("Kelompok"),
            "people": self.tr("Anggota"),
            "handovers": self.tr("Serah terima"),
            "visits": self.tr("Kunjungan"),
        }
        when = said_when(record.opened_at, self.session.today())
        return Entry(
            RECORD_ICONS[record.table],
            record.title,
            f"{kinds[record.table]} · {when}",
            lambda: self.session.window.go.emit(place_of_record(record)),
        )

    def _draft_entry(self, draft: WaitingDraft) -> Entry:
        when = said_when(draft.typed_at, self.session.today())
        sub = self.tr("Draf · {}").format(when)
        return Entry("pencil", draft.title, sub, lambda: self._resume(draft))

    @Slot(object)
    def _resume(self, draft: WaitingDraft) -> None:
        if self._offered is not None:
            self._offered.discard(draft.draft_id)
        place = place_of_draft(draft)
        if place is not None:
            self.session.window.go.emit(place)

    @Slot()
    def _keep_drafts(self) -> None:
        for draft in self.banner.drafts:
            self.session.preferences.set_hint_seen(_hint_name(draft.draft_id))
        self._offered = set()


def _hint_name(draft_id: UUID) -> str:
    return f"draf {draft_id}"
