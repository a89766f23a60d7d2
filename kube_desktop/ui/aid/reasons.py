"""Questions before a signed handover is deleted or corrected: its history will say why."""

from PySide6.QtWidgets import QWidget

from kube_desktop.domain.aid import HandoverRow
from kube_desktop.domain.wording import short_date
from kube_desktop.ui.forms.reason import ReasonQuestion, ask_over
from kube_desktop.ui.widgets.buttons import danger, primary


def ask_why_deleted(window: QWidget, row: HandoverRow) -> ReasonQuestion:
    """Ask over the window why a signed handover shall be deleted."""
    tr = window.tr
    text = tr(
        "BAST {day} ini sudah ditandatangani. Bila dihapus, nilainya tidak dihitung lagi; "
        "alasannya tersimpan di riwayat dan ikut dikirim ke provinsi."
    )
    question = ReasonQuestion(
        tr("Hapus serah terima {receiver}").format(receiver=row.receiver),
        text.format(day=short_date(row.handed_over_on)),
        tr("misalnya tercatat dua kali"),
        tr("Tulis alasan menghapus BAST ini"),
        danger(tr("Tetap hapus"), "trash-2"),
    )
    return ask_over(window, question, tr("Hapus serah terima"))


def ask_why_corrected(window: QWidget) -> ReasonQuestion:
    """Ask over the window why a signed handover shall be corrected."""
    tr = window.tr
    question = ReasonQuestion(
        tr("Buat perbaikan BAST"),
        tr(
            "Kertas yang sudah ditandatangani tidak berubah. Perbaikan menjadi versi baru, yang "
            "menyebut versi lama dan alasan ini, lalu dicetak dan ditandatangani lagi."
        ),
        tr("misalnya jumlah barang salah ketik"),
        tr("Tulis alasan perbaikan BAST ini"),
        primary(tr("Buka isian"), "pencil"),
    )
    return ask_over(window, question, tr("Buat perbaikan BAST"))
