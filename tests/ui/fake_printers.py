"""Printers that write PDF files through Qt's own printing, as the real ones get their pages."""

from PySide6.QtPrintSupport import QPrinter

from kube_desktop.ui.printing.printers import (
    PrinterSpool,
    SystemPrinters,
    page_size,
    silent_printer,
)

EPSON = "EPSON L3210"
CANON = "Canon G2010"


class PdfPrinters(SystemPrinters):
    """Two printers whose paper is a file; `jobs` are the files in the order of printing."""

    def __init__(self, folder, names=(EPSON, CANON), *, knows_f4=True):
        self.folder = folder
        self.known = list(names)
        self.knows_f4 = knows_f4
        self.is_silent = False
        self.jobs = []
        self.setups = []
        self.on_page = lambda _number: None

    def names(self):
        return list(self.known)

    def knows(self, printer, width_mm, height_mm):
        return self.knows_f4 or height_mm < 300

    def begin(self, setup):
        if self.is_silent:
            raise silent_printer(setup.printer)
        self.setups.append(setup)
        return WatchedSpool(self.device(setup), setup, self)

    def device(self, setup):
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        target = self.folder / f"lembar-{len(self.setups)}.pdf"
        self.jobs.append(target)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(target))
        device.setPageSize(page_size(setup.width_mm, setup.height_mm))
        return device


class WatchedSpool(PrinterSpool):
    """Tells the test before each page, from the printing thread."""

    def __init__(self, device, setup, printers):
        super().__init__(device, setup)
        self._printers = printers
        self._pages = 0

    def put(self, sheet):
        self._printers.on_page(self._pages)
        self._pages += 1
        super().put(sheet)
