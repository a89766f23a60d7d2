"""Prints the test sheet and remembers by how much a printer is off."""

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.domain.papers import PaperSize
from kube_desktop.ui.printing.desk import PrintDesk
from kube_desktop.ui.printing.job import Delivery, send
from kube_desktop.ui.printing.printers import Printers
from kube_desktop.ui.printing.ruler_sheet import ruler_sheet
from kube_desktop.ui.printing.sheets import SheetRenderer
from kube_desktop.ui.session import Session
from kube_desktop.ui.tasks import Progress


class Aligner(QObject):
    """Leads through the test sheet at the right of the desk.

    Signals:
        left: The person went back to printing.

    """

    left = Signal()

    def __init__(
        self,
        session: Session,
        printers: Printers,
        renderer: SheetRenderer,
        desk: PrintDesk,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._printers = printers
        self._renderer = renderer
        self._desk = desk
        self._printer = ""
        self._pdf = b""
        pane = desk.alignment
        pane.print_asked.connect(self._print)
        pane.changed.connect(self._remember)
        pane.back_asked.connect(self.left)

    def begin(self, printer: str, size: PaperSize) -> None:
        """Show the test sheet for a printer and a paper."""
        self._printer = printer
        pane = self._desk.alignment
        self._pdf = ruler_sheet(size, self.tr("Lembar uji cetak"), pane.sheet_lines())
        self._desk.paper.show_pdf(self._pdf)
        self._desk.show_reading(shown=False)
        pane.set_offset(*self._session.preferences.print_offset(printer))
        pane.note.setText("" if printer else self.tr("Pasang printer dulu, lalu cetak lembar ini."))
        self._desk.show_side(pane, pane.print_button)

    def _remember(self, right: float, down: float) -> None:
        if self._printer:
            self._session.preferences.set_print_offset(self._printer, right, down)
            self._desk.alignment.note.setText(
                self.tr("Tersimpan untuk {printer}").format(printer=self._printer)
            )

    def _print(self) -> None:
        note = self._desk.alignment.note
        if not self._printer:
            return
        delivery = Delivery(
            printer=self._printer,
            title=self.tr("Lembar uji"),
            offset_mm=self._session.preferences.print_offset(self._printer),
        )
        pdf, printers, renderer = self._pdf, self._printers, self._renderer

        def work(progress: Progress) -> None:
            send([pdf], delivery, printers, renderer, progress)

        note.setText(self.tr("Mencetak…"))
        sent = self.tr("Dikirim ke {printer}").format(printer=self._printer)
        self._session.tasks.submit_long(
            work, lambda _: note.setText(sent), self._on_failed, self, name=delivery.title
        )

    def _on_failed(self, error: Exception) -> None:
        note = self._desk.alignment.note
        if not isinstance(error, EnvironmentProblem):
            note.setText("")
            raise error
        # The test sheet has no PDF of its own to fall back on.
        note.setText(
            self.tr("Printer {printer} tidak menjawab. Periksa kabel dan kertasnya.").format(
                printer=self._printer
            )
        )
