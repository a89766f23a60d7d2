"""Ctrl+K: one box that finds people, groups, papers and commands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.wording import number
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.services.lists.search import Hit
from kube_desktop.ui.actions import Actions, with_keys
from kube_desktop.ui.icons import pixmap
from kube_desktop.ui.session import SEARCH_HINT, Destination, PageName, Purpose, Session
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.line_icons import LineIcon
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_ENTRY: Final = Qt.ItemDataRole.UserRole + 1
_WAIT_MS: Final = 60
_MOST_COMMANDS: Final = 4
_FEWEST_HITS: Final = 3
_MOST_HITS: Final = 9
"""Hits of each kind: so many always, and more while there is room."""
_HEAD_HEIGHT: Final = 22
_LINE_HEIGHT: Final = 36
_HIT_HEIGHT: Final = 46
_USUAL: Final = ("new-handover", "new-visit", "new-group", "send")
_PAGES: Final = {
    "people": (PageName.MEMBERS, "contact", "Anggota"),
    "groups": (PageName.GROUPS, "users", "Kelompok"),
    "handovers": (PageName.AID, "handshake", "Serah terima"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is, what Enter does; or, without `run`, the head of a group."""

    title: str
    hint: str = ""
    icon: str = ""
    keys: str = ""
    run: Callable[[], None] | None = None


class Palette(QWidget):
    """The content of the search overlay.

    Signals:
        chosen: An entry was chosen; the overlay closes before it runs.

    """

    chosen = Signal(object)

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self._session = session
        self._actions = actions
        self.box = QLineEdit()
        self.box.setPlaceholderText(self.tr("Cari nama, NIK, BAST, perintah"))
        self.box.setAccessibleName(self.tr("Cari di semua data"))
        LineIcon(self.box, "search", leading=True)
        self.results = QListWidget()
        self.results.setAccessibleName(self.tr("Hasil pencarian"))
        self.results.setFrameShape(QFrame.Shape.NoFrame)
        self.results.setProperty("flat", True)
        self.results.setItemDelegate(_EntryDelegate(self.results))
        self.results.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.itemClicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.addWidget(
            Text(
                self.tr("↑↓ pilih    Tab bagian berikutnya    Enter buka    Esc tutup"),
                TextRole.HINT,
            )
        )
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self.results, 1)
        layout.addLayout(foot)
        self._wait = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self.search)
        self.box.textEdited.connect(lambda _text: self._wait.start())
        self.box.installEventFilter(self)
        self.search()

    def entries(self) -> list[Entry]:
        """Return the entries shown now, heads of groups left out."""
        return [entry for entry in self._all() if entry.run is not None]

    def search(self) -> None:
        """Show what fits the text now."""
        self._wait.stop()
        text = self.box.text().strip()
        entries = self._found(text) if text else self._usual()
        self.results.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}. {entry.hint}".strip(". ")
            )
            if entry.run is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.results.addItem(item)
        self._select_first()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress:
            taken = isinstance(event, QKeyEvent) and self._key(event.key())
            return taken or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Tab:
                self._move_part(1)
            case Qt.Key.Key_Backtab:
                self._move_part(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._wait.isActive():
                    self.search()
                if (item := self.results.currentItem()) is not None:
                    self._choose(item)
            case _:
                return False
        return True

    def _move(self, step: int) -> None:
        places = [n for n, entry in enumerate(self._all()) if entry.run is not None]
        if not places:
            return
        row = self.results.currentRow()
        now = places.index(row) if row in places else -1
        self.results.setCurrentRow(places[(now + step) % len(places)])

    def _move_part(self, step: int) -> None:
        """Go to the first entry of the next part, or of the one before."""
        heads = [n for n, entry in enumerate(self._all()) if entry.run is None]
        row = self.results.currentRow()
        now = sum(head < row for head in heads) - 1
        if heads:
            self.results.setCurrentRow(heads[(now + step) % len(heads)] + 1)

    def _select_first(self) -> None:
        self.results.setCurrentRow(-1)
        self._move(1)

    def _choose(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(_ENTRY)
        if entry.run is not None:
            self.chosen.emit(entry)

    def _all(self) -> list[Entry]:
        found = []
        for row in range(self.results.count()):
            entry: Entry = self.results.item(row).data(_ENTRY)
            found.append(entry)
        return found

    def _found(self, text: str) -> list[Entry]:
        lists = self._session.lists
        found = lists.search.find(
            text, lists.members, lists.groups, lists.handovers, most=_MOST_HITS + 1
        )
        commands = self._commands([one.id for one in self._actions.find(text)][:_MOST_COMMANDS])
        hits = {kind: [hit for hit in found if hit.kind == kind] for kind in _PAGES}
        shown = self._fitting({kind: len(own) for kind, own in hits.items() if own}, len(commands))
        entries: list[Entry] = []
        for kind, most in shown.items():
            entries += [Entry(_PAGES[kind][2]), *map(self._entry, hits[kind][:most])]
            if most < len(hits[kind]):
                entries.append(self._see_all(kind, text))
        if commands:
            entries += [Entry(self.tr("Perintah")), *commands]
        if not entries:
            entries = [
                Entry(self.tr("Tidak ada yang cocok dengan “{text}”").format(text=text)),
                Entry(
                    self.tr("Tambah kelompok “{text}”").format(text=text),
                    icon="plus",
                    run=lambda: self._actions.trigger("new-group"),
                ),
            ]
        return entries

    def _fitting(self, found: dict[str, int], commands: int) -> dict[str, int]:
        """Return how many hits of each kind to show, so that the room is used."""
        look = theme()
        shown = {kind: min(count, _FEWEST_HITS) for kind, count in found.items()}
        room = round(self.results.viewport().height() / look.scale)
        room -= (_HEAD_HEIGHT + _LINE_HEIGHT) * len(found) + _HIT_HEIGHT * sum(shown.values())
        room -= _HEAD_HEIGHT + _LINE_HEIGHT * commands if commands else 0
        while room >= _HIT_HEIGHT:
            short = [kind for kind in found if shown[kind] < min(found[kind], _MOST_HITS)]
            if not short:
                break
            shown[min(short, key=shown.__getitem__)] += 1
            room -= _HIT_HEIGHT
        return shown

    def _see_all(self, kind: str, text: str) -> Entry:
        page, _, title = _PAGES[kind]
        words = self.tr("Lihat semua {count} {kind}").format(
            count=number(self._count(kind, text)), kind=title.lower()
        )
        destination = Destination(page, Purpose.FILTER, hint=f"{SEARCH_HINT}{text}")
        return Entry(
            words, icon="arrow-right", run=lambda: self._session.window.go.emit(destination)
        )

    def _count(self, kind: str, text: str) -> int:
        """Return how many the page of a kind lists for a text."""
        lists = self._session.lists
        match kind:
            case "people":
                return lists.members.listing(MemberFilter(text=text)).count()
            case "groups":
                return lists.groups.listing(GroupFilter(text=text)).count()
        narrowed = HandoverFilter(text=text, scheme=Scheme.GROUP)
        count = lists.handovers.listing(narrowed).count()
        # Without any of a group the page lists those of single persons.
        return count or lists.handovers.listing(HandoverFilter(text=text)).count()

    def _usual(self) -> list[Entry]:
        entries: list[Entry] = []
        recent = self._session.lists.home.recent(4)
        if recent:
            entries.append(Entry(self.tr("Terakhir dibuka")))
            for one in recent:
                hit = Hit(kind=one.table, record_id=one.record_id, title=one.title, hint="")
                if one.table in _PAGES:
                    entries.append(self._entry(hit))
        names = [name for name in _USUAL if self._actions.has(name)]
        return [*entries, Entry(self.tr("Perintah")), *self._commands(names)]

    def _commands(self, names: list[str]) -> list[Entry]:
        return [
            Entry(
                command.text,
                icon=command.icon,
                keys=with_keys("", command.keys).strip(" ()"),
                run=self._runner(name),
            )
            for name in names
            if (command := self._actions.command(name))
        ]

    def _runner(self, name: str) -> Callable[[], None]:
        return lambda: self._actions.trigger(name)

    def _entry(self, hit: Hit) -> Entry:
        page, icon, _ = _PAGES[hit.kind]
        destination = Destination(page, Purpose.SHOW, hit.record_id)
        return Entry(
            hit.title,
            hit.hint,
            icon,
            run=lambda: self._session.window.go.emit(destination),
        )


def open_palette(window: QWidget, session: Session, actions: Actions) -> Overlay:
    """Show the search over the window."""
    palette = Palette(session, actions)
    overlay = Overlay(
        window, palette, name="Cari", width=680, height=560, top=60, margins=(14, 14, 14, 8)
    )

    def run(entry: Entry) -> None:
        overlay.dismiss()
        if entry.run is not None:
            entry.run()

    palette.chosen.connect(run)
    overlay.closed.connect(overlay.deleteLater)
    overlay.open(palette.box)
    return overlay


class _EntryDelegate(QStyledItemDelegate):
    """Paints a head in small capitals, an entry with icon, two lines and keys."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        entry: Entry = index.data(_ENTRY)
        if entry.run is None:
            return QSize(100, theme().px(_HEAD_HEIGHT))
        return QSize(100, theme().px(_HIT_HEIGHT if entry.hint else _LINE_HEIGHT))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        look = theme()
        area: QRect = option.rect  # type: ignore[attr-defined]  # the stubs miss the base class
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.run is None:
            painter.setFont(look.font(9, QFont.Weight.DemiBold))
            painter.setPen(look.color("hint"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, entry.title.upper())
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.setBrush(look.color("sel"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 5, 5)
            self._paint_entry(painter, entry, area)
        painter.restore()

    def _paint_entry(self, painter: QPainter, entry: Entry, area: QRect) -> None:
        look = theme()
        size = look.px(18)
        top = area.center().y() - size // 2
        painter.drawPixmap(area.left() + 12, top, pixmap(entry.icon or "info", "text2", size))
        text = area.adjusted(look.px(42), 0, -12, 0)
        keys_width = 0
        if entry.keys:
            painter.setFont(look.font(9))
            painter.setPen(look.color("text2"))
            keys_width = painter.fontMetrics().horizontalAdvance(entry.keys) + 16
            painter.drawText(
                text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.keys
            )
        width = text.width() - keys_width
        title_font, hint_font = look.font(10, QFont.Weight.DemiBold), look.font(9)
        painter.setFont(title_font)
        painter.setPen(look.color("text"))
        upper = text.adjusted(0, 0, 0, -text.height() // 2 + 2) if entry.hint else text
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, width)
        bottom = Qt.AlignmentFlag.AlignBottom if entry.hint else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, bottom, title)
        if entry.hint:
            painter.setFont(hint_font)
            painter.setPen(look.color("text2"))
            lower = text.adjusted(0, text.height() // 2 + 2, 0, 0)
            hint = painter.fontMetrics().elidedText(entry.hint, Qt.TextElideMode.ElideRight, width)
            painter.drawText(lower, Qt.AlignmentFlag.AlignTop, hint)
