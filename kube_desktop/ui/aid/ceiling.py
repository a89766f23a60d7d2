"""The sum of a handover against the limit of its scheme."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.wording import rupiah
from kube_desktop.ui.widgets.meters import CeilingBar


class Ceiling(CeilingBar):
    """Says in a sentence what is left of the limit, or by how much it is exceeded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Jumlah"), _tr("batas"), rupiah, parent)

    def show_level(self, amount: int, limit: int, before: int, scheme: Scheme) -> bool:
        """Show a sum and what the receiver had before; tell whether the limit is exceeded."""
        left = limit - amount - before
        whose = _tr("per kelompok") if scheme is Scheme.GROUP else _tr("per orang")
        if left < 0:
            words = _tr("Melebihi batas sebesar {over}, tulis alasannya")
            note = words.format(over=rupiah(-left))
        else:
            note = _tr("Sisa {left} dari batas bantuan {whose}").format(
                left=rupiah(left), whose=whose
            )
        if before:
            had = _tr("Sudah menerima {before} tahun ini").format(before=rupiah(before))
            note = f"{had}. {note}"
        self.set_level(amount, limit, note, doubtful=left < 0)
        return left < 0

    def limit_words(self, limit: int) -> str:
        """Return the limit in words, for the heading of a small window."""
        return _tr("dari batas {limit}").format(limit=rupiah(limit))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Ceiling", text)
