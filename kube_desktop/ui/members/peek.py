"""The bar under the list of members: who is selected, and what needs attention about them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kube_desktop.domain.members import Eligibility, MemberRow
from kube_desktop.domain.values import show_phone
from kube_desktop.services.lists import Lists
from kube_desktop.ui.members.looks import birth_line, village_and_rest
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import ElidedText, IconLabel, TextRole

_HEIGHT = 56


class PeekBar(QStackedWidget):
    """Shows one person in two lines; a NIK used twice takes its place.

    Signals:
        open_asked: The form of the person is to be opened.
        group_asked: The group of the person is to be shown.
        compare_asked: The two people with this NIK are to be compared.

    """

    open_asked = Signal()
    group_asked = Signal()
    compare_asked = Signal()

    def __init__(self, lists: Lists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self.double = Message(Tone.WARN)
        self._name = ElidedText("", TextRole.STRONG)
        self._about = ElidedText("", TextRole.SECONDARY)
        self.group_button = secondary(self.tr("Buka kelompok"), "users")
        self.open_button = secondary(self.tr("Buka"), "pencil")
        self.open_button.setAccessibleName(self.tr("Buka anggota yang dipilih"))
        self.print_button = ToolButton(
            "printer", self.tr("Cetak kertas anggota yang dipilih"), shortcut="Ctrl+P"
        )
        self.group_button.clicked.connect(self.group_asked)
        self.open_button.clicked.connect(self.open_asked)
        self._person = Card(margins=(12, 6, 8, 6))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel("contact", "primary", 20))
        row.addLayout(words, 1)
        for button in (self.print_button, self.group_button, self.open_button):
            row.addWidget(button)
        self._person.body.addLayout(row)
        self.addWidget(self._person)
        self.addWidget(self.double)
        self.hide()
        theme().changed.connect(self._fit)
        self._fit()

    def show_member(self, member: MemberRow | None) -> None:
        """Show a person; None hides the bar."""
        self.setVisible(member is not None)
        if member is None:
            return
        if member.eligibility is Eligibility.DOUBLE and self._show_double(member):
            return
        self._name.setText(member.name)
        parts = [
            birth_line(member),
            ", ".join(part for part in village_and_rest(member) if part),
            show_phone(member.phone) if member.phone else self.tr("tanpa nomor HP"),
        ]
        self._about.setText(" · ".join(part for part in parts if part))
        self.group_button.setVisible(member.group_id is not None)
        self.setCurrentWidget(self._person)

    def _fit(self) -> None:
        # Two lines of text; a layout would leave room for more, lest a message wraps.
        self.setFixedHeight(theme().px(_HEIGHT))

    def _advice(self) -> str:
        return self.tr("Bandingkan keduanya, lalu pilih: orang yang sama atau salah ketik NIK.")

    def _show_double(self, member: MemberRow) -> bool:
        holder = self._lists.members.holder_of(member.nik, member.id)
        if holder is None:
            return False
        text = self.tr("NIK ini juga dipakai {name}")
        if holder.group_name:
            text = self.tr("NIK ini juga dipakai {name} di {group}")
        self.double.say(
            Tone.WARN,
            text.format(name=holder.name, group=holder.group_name),
            "" if theme().is_compact_text else self._advice(),
            [
                (self.tr("Bandingkan keduanya"), self.compare_asked.emit),
                (self.tr("Buka"), self.open_asked.emit),
            ],
        )
        self.setCurrentWidget(self.double)
        return True
