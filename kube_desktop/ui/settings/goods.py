"""Usual sets of goods, offered when a handover is typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from kube_desktop.domain.aid import GoodsPackage, total
from kube_desktop.domain.groups import BUSINESS_TYPES
from kube_desktop.domain.office_values import GoodsPackageDraft
from kube_desktop.domain.wording import rupiah
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.goods import GoodsTable
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.part import SettingPart, empty
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.cards import EntryCard
from kube_desktop.ui.widgets.text import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID


class PackagesPart(SettingPart):
    """The packages, and the goods of one of them."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Paket barang"),
            QObject().tr("Isi yang biasa per jenis usaha; ditawarkan saat mencatat serah terima."),
        )
        self._package_id: UUID | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.goods = GoodsTable()
        self.form = RecordForm(
            (
                TextField("name", self.tr("Nama paket")),
                ChoiceField(
                    "business_type", self.tr("Jenis usaha"), optional=True,
                    choices=tuple(BUSINESS_TYPES.items()),
                ),
            ),
            (row("name", "business_type"), row(self.goods)),
        )  # fmt: skip
        self.form.add_part("items", self.goods, self.goods)
        self.sum = Text("", TextRole.STRONG)
        self.goods.edited.connect(self._add_up)
        self.body.addLayout(self._list)
        self.body.addWidget(self.form)
        self.body.addWidget(self.sum)
        self.remove_button = secondary(self.tr("Hapus"), "trash-2")
        self.remove_button.clicked.connect(self.remove)
        self.new_button = secondary(self.tr("Paket lain"), "plus")
        self.new_button.clicked.connect(lambda _checked=False: self._edit(None))
        self.save_button = self.add_foot(
            self.tr("Tambah paket"), self.save, self.remove_button, self.new_button
        )
        self.refresh()

    def refresh(self) -> None:
        """Read the packages again."""
        empty(self._list)
        for one in self.session.lists.office.packages():
            self._list.addWidget(self._card(one))
        self._edit(None)

    def _card(self, package: GoodsPackage) -> EntryCard:
        kind = BUSINESS_TYPES.get(package.business_type, "")
        words = [kind, f"{len(package.items)} barang", rupiah(total(package.items))]
        return EntryCard(
            "package", package.name, " · ".join(one for one in words if one),
            on_click=lambda: self._edit(package),
        )  # fmt: skip

    def _edit(self, package: GoodsPackage | None) -> None:
        self._package_id = package.id if package else None
        self.form.clear()
        if package:
            kind = package.business_type
            known = kind if kind in BUSINESS_TYPES else None
            self.form.fill({"name": package.name, "business_type": known})
        self.goods.set_items(package.items if package else ())
        self.remove_button.setVisible(package is not None)
        self.new_button.setVisible(package is not None)
        self.save_button.set_label(
            self.tr("Simpan perubahan") if package else self.tr("Tambah paket")
        )
        self.message.hide()
        self._add_up()

    def _add_up(self) -> None:
        words = self.tr("Jumlah {sum}").format(sum=rupiah(total(self.goods.items())))
        self.sum.setText(words)

    def save(self) -> None:
        """Store the package in the form."""
        values = self.form.values()
        draft = GoodsPackageDraft(
            name=values["name"],
            business_type=values["business_type"] or "",
            items=self.goods.items(),
        )
        services, package_id = self.session.services, self._package_id

        def work() -> None:
            settings = services().settings
            if package_id is None:
                settings.record_package(draft)
            else:
                settings.correct_package(package_id, draft)

        self.submit(work, self.form)

    def remove(self) -> None:
        """Take the package in the form off the list."""
        package_id, services = self._package_id, self.session.services
        if package_id is None:
            return

        def undo() -> None:
            self.session.tasks.submit(
                lambda: services().settings.restore_package(package_id), lambda _: None
            )

        def done(_: None) -> str:
            self.session.window.toast.emit(self.tr("Paket barang dihapus"), undo)
            return self.tr("Paket dihapus dari daftar")

        self.submit(lambda: services().settings.withdraw_package(package_id), None, done)
