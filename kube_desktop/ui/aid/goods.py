"""The goods part of the handover form: table, packages, copies, and what was given before."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kube_desktop.domain.aid import AidForm, GoodsItem, total
from kube_desktop.domain.wording import rupiah, short_date
from kube_desktop.services.lists import Lists
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.ui.forms.goods import GoodsTable
from kube_desktop.ui.forms.goods_delegate import KnownGoods
from kube_desktop.ui.theme import theme
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.text import ElidedText, Text, TextRole, set_property

_COPIES_OFFERED: Final = 8
PACKAGE_KEY: Final = "Alt+K"


class GoodsBox(QWidget):
    """The goods table under its heading, with the ways to fill it at once.

    Signals:
        edited: The person changed the goods, or chose between goods and money.
        shape_changed: Goods were chosen instead of money, or money instead of goods.
        filled: Rows came from a package or another handover; carries its name and the rows
            before, so that it can be undone.
        row_removed: A row was removed; carries its place and the goods.

    """

    edited = Signal()
    shape_changed = Signal()
    filled = Signal(str, object)
    row_removed = Signal(int, object)

    def __init__(self, lists: Lists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._business_type: Callable[[], str] = str
        self.table = GoodsTable(lambda text: known_goods(lists, text))
        self.table.setObjectName("items")
        self.kind = SegmentedChoice(
            [(AidForm.GOODS, self.tr("Barang")), (AidForm.MONEY, self.tr("Uang"))],
            name=self.tr("Bentuk bantuan"),
        )
        self.kind.set_value(AidForm.GOODS)
        self._title = Text(self.tr("Barang yang diserahkan"), TextRole.STRONG)
        self._keys = ElidedText(self.tr("Enter: baris baru · Ctrl+Del: hapus baris"), TextRole.HINT)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._sum = Text("", TextRole.SECTION)
        self._limit = Text("", TextRole.HINT)
        self._sum.hide()
        self._limit.hide()
        self.packages = secondary(
            self.tr("Paket barang"),
            "package-plus",
            tooltip=self.tr("Isi dari paket atau serah terima lain ({key})").format(
                key=PACKAGE_KEY
            ),
        )
        self._menu = QMenu(self)
        self.copies = QMenu(self.tr("Salin dari serah terima lain"), self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.packages.set_menu(self._menu)
        self._lay_out()
        self.table.edited.connect(self.edited)
        self.table.row_removed.connect(self.row_removed)
        self.kind.changed.connect(self._on_kind)

    @property
    def form(self) -> AidForm:
        """Whether goods or money are given."""
        return AidForm.MONEY if self.kind.value() is AidForm.MONEY else AidForm.GOODS

    def set_form(self, form: AidForm) -> None:
        """Show the table of goods, or only the choice when money is given."""
        self.kind.set_value(form)
        is_goods = form is AidForm.GOODS
        self.table.setVisible(is_goods)
        self.packages.setVisible(is_goods and not self._is_locked)
        self._keys.setVisible(is_goods and not self._is_compact and not self._is_locked)
        self._title.setText(
            self.tr("Barang yang diserahkan") if is_goods else self.tr("Uang yang diserahkan")
        )

    def set_business_type(self, business_type: Callable[[], str]) -> None:
        """Say how to learn whose packages come first."""
        self._business_type = business_type

    def set_compact(self, *, compact: bool) -> None:
        """Show the sum in the heading instead of the keys."""
        self._is_compact = compact
        self._sum.setVisible(compact)
        # In the largest text there is room for the sum only; over the limit it turns amber.
        self._limit.setVisible(compact and not theme().is_compact_text)
        self.set_form(self.form)

    def set_locked(self, *, locked: bool) -> None:
        """Show the goods without letting them be changed."""
        self._is_locked = locked
        self.table.set_locked(locked=locked)
        # Nothing can be typed any more, so nothing invites to type.
        last = self.table.goods.rowCount() - 1
        for row in range(last + 1):
            self.table.setRowHidden(row, locked and row == last)
        self.kind.set_read_only(read_only=locked)
        self.set_form(self.form)

    def show_sum(self, amount: int, limit: str, *, is_over: bool) -> None:
        """Show the sum of everything, for the compact heading."""
        self._sum.setText(rupiah(amount))
        set_property(self._sum, "tone", "warn" if is_over else None)
        self._limit.setText(limit)

    def open_packages(self) -> None:
        """Open the menu of packages and go into it."""
        if self.packages.isVisible():
            self._menu.popup(self.packages.mapToGlobal(QPoint(0, self.packages.height())))
            self._menu.setFocus()
            if self._menu.actions():
                self._menu.setActiveAction(self._menu.actions()[0])

    def fill_up(self, name: str, items: Sequence[GoodsItem]) -> None:
        """Add rows below those that are there."""
        before = self.table.items()
        self.table.set_items([*before, *items])
        self.edited.emit()
        self.filled.emit(name, before)

    _is_locked = False
    _is_compact = False

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self.kind)
        head.addWidget(self._keys, 1)
        head.addStretch(0)
        head.addWidget(self._sum)
        head.addWidget(self._limit)
        head.addWidget(self.packages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(head)
        layout.addWidget(self.table)

    def _on_kind(self) -> None:
        self.set_form(self.form)
        self.shape_changed.emit()
        self.edited.emit()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for package in self._lists.office.packages(self._business_type()):
            text = f"{package.name} · {rupiah(total(package.items))}"
            action = self._menu.addAction(_no_key(text))
            action.triggered.connect(
                lambda _checked=False, one=package: self.fill_up(one.name, one.items)
            )
        if not self._menu.isEmpty():
            self._menu.addSeparator()
        self.copies.clear()
        self._menu.addMenu(self.copies)
        rows = self._lists.handovers.listing(HandoverFilter()).page(0, _COPIES_OFFERED)
        for row in rows:
            text = f"{row.receiver} · {short_date(row.handed_over_on)} · {row.goods}"
            action = self.copies.addAction(_no_key(text))
            action.triggered.connect(
                lambda _checked=False, one=row: self._copy(one.id, one.receiver)
            )
        if not rows:
            nothing = self.copies.addAction(self.tr("Belum ada serah terima lain"))
            nothing.triggered.connect(self.table.setFocus)

    def _copy(self, handover_id: UUID, receiver: str) -> None:
        self.fill_up(receiver, self._lists.handovers.items(handover_id))


def known_goods(lists: Lists, text: str) -> list[KnownGoods]:
    """Return goods handed over before whose name holds a text, with their last price."""
    known = []
    for name in lists.handovers.item_names(text):
        unit, price = lists.handovers.last_price(name) or ("", None)
        remark = f"{rupiah(price)} / {unit}" if price is not None and unit else unit
        known.append(KnownGoods(name, unit, price, remark))
    return known


def _no_key(text: str) -> str:
    # A bare & in a menu would be taken for an access key (ux.md G2).
    return text.replace("&", "&&")
