"""Choosing the group of a new visit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.services.lists import Lists
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.options import Option
from kube_desktop.ui.forms.search import SearchEditor
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.text import Text, TextRole


class GroupPicker(Card):
    """Asks which group was visited.

    Signals:
        picked: A group was chosen; carries its id.

    """

    picked = Signal(object)

    def __init__(self, lists: Lists, back: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 12), spacing=12, parent=parent)
        self._lists = lists
        self.search = SearchEditor(self._find, add_text=self.tr("Tambah kelompok"))
        self.search.setObjectName("group")
        self.search.setMaximumWidth(460)
        self.search.edited.connect(self._on_edited)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(back)
        head.addWidget(Text(self.tr("Kunjungan baru"), TextRole.TITLE), 1)
        box = FieldBox(
            self.tr("Kelompok yang dikunjungi"),
            self.search,
            hint=self.tr("Cukup sebagian nama, lalu Enter"),
        )
        layout = QVBoxLayout()
        layout.addWidget(box)
        layout.addStretch(1)
        self.body.addLayout(head)
        self.body.addLayout(layout, 1)

    def begin(self) -> None:
        """Ask anew."""
        self.search.set_value(None)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, text: str) -> Sequence[Option]:
        return [
            Option(row.id, row.name, " · ".join(one for one in (row.business, row.place) if one))
            for row in self._lists.groups.choices(text)
        ]

    def _on_edited(self) -> None:
        group_id = self.search.value()
        if group_id is not None:
            self.picked.emit(group_id)
