"""Who receives for a group: its members, the chair first, and the offer to add one."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.members import Role
from kube_desktop.ui.aid.pickers import Pickers
from kube_desktop.ui.forms.editors import ChoiceEditor

_ADD: Final = "add"


class ReceiverChoice(QObject):
    """Keeps the choice of the receiving member in step with the group.

    Signals:
        add_asked: A member is to be added to the group.

    """

    add_asked = Signal()

    def __init__(self, editor: ChoiceEditor, pickers: Pickers, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._pickers = pickers
        self._group_id: UUID | None = None
        editor.edited.connect(self._on_edited)

    def value(self) -> UUID | None:
        """Return the chosen member."""
        value = self._editor.value()
        return value if isinstance(value, UUID) else None

    def offer(self, group_id: UUID | None, chosen: UUID | None, *, keep: bool = False) -> None:
        """Offer the members of a group.

        Args:
            group_id: The group; None offers nobody.
            chosen: Who is chosen.
            keep: Offers the chosen one also when they left the group since, as old papers need.

        """
        self._group_id = group_id
        rows = self._pickers.members(group_id)
        choices: list[tuple[object, str]] = [
            (row.id, f"{row.name} ({row.role.label})" if row.role else row.name) for row in rows
        ]
        if keep and chosen is not None and chosen not in {row.id for row in rows}:
            choices.append((chosen, self._pickers.name_of(group_id=None, person_id=chosen)))
        if group_id is not None:
            choices.append((_ADD, self.tr("Tambah anggota baru…")))
        self._editor.set_choices(choices)
        self._editor.set_value(chosen)

    def offer_with_chair(self, group_id: UUID | None) -> None:
        """Offer the members of another group, its chair chosen."""
        chair = next(
            (row.id for row in self._pickers.members(group_id) if row.role is Role.CHAIR), None
        )
        self.offer(group_id, chair)

    def refresh(self) -> None:
        """Read the members again; the choice stays."""
        self.offer(self._group_id, self.value(), keep=True)

    def _on_edited(self) -> None:
        if self._editor.value() == _ADD:
            self._editor.set_value(None)
            self.add_asked.emit()
