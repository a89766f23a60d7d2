"""Who hands over: the officials of the day, and the offer to add one."""

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from kube_desktop.ui.aid.pickers import Pickers
from kube_desktop.ui.forms.form import RecordForm

if TYPE_CHECKING:
    from kube_desktop.ui.forms.editors import ChoiceEditor

_ADD: Final = "add"
_NAME: Final = "official_id"


class SignerChoice(QObject):
    """Keeps the choice of the official in step with the day and with *Pengaturan kantor*.

    Signals:
        add_asked: An official is to be added; a new laptop knows none.

    """

    add_asked = Signal()

    def __init__(self, form: RecordForm, pickers: Pickers, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._editor: ChoiceEditor = form.editor(_NAME)
        self._pickers = pickers
        self._editor.edited.connect(self._on_edited)

    def offer(self, day: date | None) -> None:
        """Offer who may hand over on a day; the chosen one stays."""
        chosen, label = self._editor.value(), self._editor.currentText()
        signers = self._pickers.signers(day)
        choices: list[tuple[object, str]] = list(signers)
        if chosen is not None and chosen not in {one for one, _ in signers}:
            choices.append((chosen, label))
        self._editor.set_choices([*choices, (_ADD, self.tr("Tambah pejabat…"))])
        remark = self.tr("Belum ada pejabat. Pilih “Tambah pejabat…” di sini")
        self._form.box(_NAME).show_note("" if choices else remark, "warn")

    def refresh(self, day: date | None) -> None:
        """Read the officials again; where nobody is chosen yet, the usual one is."""
        self.offer(day)
        signers = self._pickers.signers(day)
        if signers and self._editor.value() is None and self._editor.isEnabled():
            self._editor.set_value(signers[0][0])
            self._editor.edited.emit()

    def _on_edited(self) -> None:
        if self._editor.value() == _ADD:
            self._editor.set_value(None)
            self.add_asked.emit()
