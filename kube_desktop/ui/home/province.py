"""Beranda of the provincial office (ux.md B2)."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.members import Eligibility
from kube_desktop.domain.wording import SHORT_MONTHS, number, rupiah_short
from kube_desktop.services.lists.province import ProvinceNumbers, Reach
from kube_desktop.ui.forms.editors import ChoiceEditor
from kube_desktop.ui.home.cards import CardRow
from kube_desktop.ui.home.tiles import TileMap
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tables.cells import Cell, Column, plain
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.cards import Card, NumberCard
from kube_desktop.ui.widgets.navigation import PageHeader
from kube_desktop.ui.widgets.text import Text, TextRole

_RANKING_WIDTH: Final = 470
_ROWS_SHOWN: Final = 10


class ProvinceHome(QWidget):
    """The year in four numbers, a schematic map, and the order of the regencies.

    Attributes:
        year: Chooses the programme year.

    Signals:
        go: A card, tile or row leads somewhere; carries the `Destination`.
        year_changed: Another year is wanted; carries it.
        reports_asked: A recap or report is wanted.

    """

    go = Signal(object)
    year_changed = Signal(int)
    reports_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_year = 0
        self._shown: ProvinceNumbers | None = None
        self._targets: set[int] = set()
        self._compact = False
        self.year = ChoiceEditor()
        self.year.setAccessibleName(self.tr("Tahun program"))
        self.year.edited.connect(self._on_year)
        merge = primary(self.tr("Gabung berkas baru"), "merge")
        merge.clicked.connect(self._goer(Destination(PageName.MERGE, Purpose.NEW)))
        self._merge = merge
        self.reports_button = secondary(self.tr("Rekap dan laporan"), "file-text")
        self.reports_button.clicked.connect(self.reports_asked)
        self.reports_button.setToolTip(self.tr("Cetak rekap atau laporan"))
        buttons = [self.year, self.reports_button, merge]
        self.header = PageHeader("", buttons=buttons, role=TextRole.GREETING, sub=" ")
        self.cards = self._make_cards()
        self.map = TileMap()
        self.map.chosen.connect(self._open_region)
        self.ranking = self._make_ranking()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(12)
        self._below.addWidget(self._map_card(), 1)
        self._below.addWidget(self._ranking_card())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(CardRow(self.cards))
        layout.addLayout(self._below, 1)

    def stops(self) -> tuple[QWidget, ...]:
        """Return everything before the ranking that takes focus, in reading order."""
        return (self.year, self.reports_button, self._merge, *self.cards, *self.map.tiles)

    def show_years(self, years: Sequence[int], chosen: int) -> None:
        """Offer these years."""
        self.year.set_choices([(one, self.tr("Tahun {}").format(one)) for one in years])
        self.year.set_value(chosen)

    def show_province(self, year: int, numbers: ProvinceNumbers, reach: Sequence[Reach]) -> None:
        """Show the figures of a year."""
        self._shown_year = year
        self._targets = {one.target for one in reach}
        self._show_numbers(numbers)
        self.map.show_reach(reach)
        self.ranking.set_rows(list(reach))

    def set_compact(self, *, compact: bool) -> None:
        """Put map and order one under the other and let the page scroll, or side by side."""
        self._compact = compact
        if self._shown is not None:
            self._show_numbers(self._shown)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._below.setDirection(down if compact else across)
        self.ranking.set_compact(compact=compact)
        rows = self.ranking.view.verticalHeader().defaultSectionSize() * _ROWS_SHOWN
        head = self.ranking.view.horizontalHeader().sizeHint().height()
        self.ranking.setMinimumHeight(rows + head + 4 if compact else 0)
        if compact:
            self._ranking.setMinimumWidth(0)
            self._ranking.setMaximumWidth(16_777_215)
        else:
            self._ranking.setFixedWidth(_RANKING_WIDTH)

    def _say_header(self, numbers: ProvinceNumbers) -> None:
        text = self.tr("Kalimantan Timur · target {} kelompok").format(number(numbers.target))
        if len(self._targets) == 1 and numbers.target and not self._compact:
            text = self.tr(
                "Kalimantan Timur · target {} kelompok per kabupaten/kota, {} per tahun"
            ).format(next(iter(self._targets)), number(numbers.target))
        self.header.say(self.tr("Capaian KUBE {}").format(self._shown_year), sub=text)

    def _make_cards(self) -> tuple[NumberCard, ...]:
        return (
            NumberCard(
                "users",
                self.tr("Kelompok"),
                on_click=self._goer(Destination(PageName.GROUPS, Purpose.FILTER)),
            ),
            NumberCard("contact", self.tr("Anggota"), on_click=self._open_people),
            NumberCard(
                "package",
                self.tr("Nilai bantuan"),
                on_click=self._goer(Destination(PageName.AID, Purpose.FILTER)),
            ),
            NumberCard(
                "merge",
                self.tr("Berkas masuk"),
                on_click=self._open_files,
            ),
        )

    def _show_numbers(self, numbers: ProvinceNumbers) -> None:
        self._shown = numbers
        self._say_header(numbers)
        groups, people, aid, files = self.cards
        left = numbers.target - numbers.groups
        reached = numbers.target > 0 and left <= 0
        note = self.tr("kurang {} kelompok").format(number(left))
        note = note if numbers.target else self.tr("target belum ditetapkan")
        text = self.tr("{} dari {}").format(number(numbers.groups), number(numbers.target))
        groups.set_number(
            text if numbers.target else number(numbers.groups),
            self.tr("target tercapai") if reached else note,
            value=numbers.groups,
            goal=numbers.target,
            tone=Tone.OK if reached else None,
        )
        double = numbers.double_niks
        people.set_number(
            self.tr("{} orang").format(number(numbers.people)),
            self._fitting(
                self.tr("{} NIK ganda menunggu keputusan"), self.tr("{} NIK ganda menunggu")
            ).format(number(double))
            if double
            else self.tr("tidak ada NIK ganda"),
            value=numbers.people,
            goal=numbers.expected_people,
            tone=Tone.WARN if double else Tone.OK,
        )
        signed = numbers.handovers - numbers.unsigned
        unsigned = self._fitting(
            self.tr("{} BAST, {} belum ditandatangani"), self.tr("{} BAST, {} belum diteken")
        )
        aid.set_number(
            rupiah_short(numbers.aid_amount),
            unsigned.format(number(numbers.handovers), number(numbers.unsigned)),
            value=signed,
            goal=numbers.handovers,
            tone=Tone.OK,
        )
        files.set_number(
            self.tr("{} dari {}").format(numbers.sent_this_month, numbers.senders),
            self._waiting(numbers),
            value=numbers.sent_this_month,
            goal=numbers.senders,
            tone=Tone.WARN if numbers.silent else None,
        )

    def _waiting(self, numbers: ProvinceNumbers) -> str:
        """Say what waits for the office: who has not reported, differences, files kept aside."""
        parts = [
            (numbers.silent, self.tr("{} belum melapor")),
            (numbers.differences, self.tr("{} perbedaan")),
            (numbers.waiting_files, self.tr("{} berkas menunggu")),
        ]
        told = [text.format(number(count)) for count, text in parts if count]
        if told:
            return " · ".join(told)
        unsent = numbers.senders - numbers.sent_this_month
        if not unsent:
            return self.tr("semua sudah mengirim")
        return self._fitting(
            self.tr("{} pendamping belum mengirim bulan ini"), self.tr("{} belum mengirim")
        ).format(unsent)

    def _fitting(self, long: str, short: str) -> str:
        return short if self._compact else long

    def _map_card(self) -> Card:
        card = Card(margins=(14, 10, 14, 14), spacing=8)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Peta skematis capaian"), TextRole.SECTION))
        head.addStretch(1)
        head.addWidget(Text(self.tr("Letak kotak mendekati letak wilayah"), TextRole.HINT))
        card.body.addLayout(head)
        card.body.addWidget(self.map, 1)
        return card

    def _make_ranking(self) -> RecordTable[Reach]:
        table = RecordTable[Reach](
            [
                Column(self.tr("Kabupaten/kota"), lambda row: row.name),
                Column(self.tr("Capaian"), _share, 76, right=True),
                Column(
                    self.tr("Kurang"),
                    lambda row: plain(str(row.missing) if row.missing else "–", tone="text2"),
                    68,
                    right=True,
                ),
                Column(self.tr("Kiriman terakhir"), self._last_file, 130),
            ],
            lambda row: row.code,
            name=self.tr("Urutan capaian"),
            two_lines=False,
            flat=True,
        )
        table.opened.connect(lambda row: self._open_region(row.code))
        return table

    def _ranking_card(self) -> Card:
        self._ranking = Card(margins=(14, 10, 14, 8), spacing=6)
        self._ranking.body.addWidget(Text(self.tr("Urutan capaian"), TextRole.SECTION))
        self._ranking.body.addWidget(self.ranking, 1)
        return self._ranking

    def _last_file(self, row: Reach) -> Cell:
        day = row.last_file_on
        if day is None:
            return plain(self.tr("belum ada"), tone="text2")
        return plain(f"{day.day} {SHORT_MONTHS[day.month - 1]}")

    def _goer(self, destination: Destination) -> Callable[[], None]:
        return lambda: self.go.emit(destination)

    def _open_files(self) -> None:
        numbers = self._shown
        hint = "belum-melapor" if numbers is not None and numbers.silent else ""
        if not hint and numbers is not None and numbers.differences:
            hint = "perbedaan"
        purpose = Purpose.FILTER if hint else Purpose.SHOW
        self.go.emit(Destination(PageName.MERGE, purpose, hint=hint))

    def _open_people(self) -> None:
        has_double = self._shown is not None and self._shown.double_niks > 0
        hint = str(Eligibility.DOUBLE) if has_double else ""
        self.go.emit(Destination(PageName.MEMBERS, Purpose.FILTER, hint=hint))

    def _open_region(self, code: str) -> None:
        self.go.emit(Destination(PageName.GROUPS, Purpose.FILTER, hint=f"wilayah:{code}"))

    def _on_year(self) -> None:
        chosen = self.year.value()
        if isinstance(chosen, int):
            self.year_changed.emit(chosen)


def _share(row: Reach) -> Cell:
    full = row.target > 0 and not row.missing
    return plain(f"{row.groups}/{row.target}", tone="ok" if full else None)
