"""The question before a new member: for which group, or for nobody's group (UEP)."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.services.lists import Lists
from kube_desktop.ui.forms.choice_fields import SearchField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.options import Option
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.text import Text, TextRole


class GroupQuestion(QWidget):
    """Asks for the group; picking one is the answer.

    Signals:
        answered: Carries the id of the group, or None for a person without one.
        cancelled: No new member is wanted.

    """

    answered = Signal(object)
    cancelled = Signal()

    def __init__(self, lists: Lists, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self.form = RecordForm([SearchField("group", self.tr("Kelompok"), find=self._find)])
        self.picker = self.form.editor("group")
        self.picker.edited.connect(self._on_picked)
        self.single_button = secondary(self.tr("UEP perorangan"), "user")
        self.single_button.clicked.connect(lambda: self.answered.emit(None))
        cancel = secondary(self.tr("Batal"))
        cancel.clicked.connect(self.cancelled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(self.tr("Anggota baru untuk kelompok mana?"), TextRole.TITLE))
        hint = self.tr("Penerima UEP perorangan dicatat tanpa kelompok.")
        layout.addWidget(Text(hint, TextRole.SECONDARY, wrap=True))
        layout.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(cancel)
        foot.addStretch(1)
        foot.addWidget(self.single_button)
        layout.addLayout(foot)

    def _find(self, text: str) -> Sequence[Option]:
        words = self.tr("{place} · anggota {count} dari {expected}")
        return [
            Option(
                row.id,
                row.name,
                words.format(place=row.place, count=row.members, expected=row.expected),
            )
            for row in self._lists.groups.choices(text)
        ]

    def _on_picked(self) -> None:
        group_id = self.picker.value()
        if group_id is not None:
            # After the key that picked it: the form would lose the focus to the field after this.
            QTimer.singleShot(0, self, lambda: self.answered.emit(group_id))
