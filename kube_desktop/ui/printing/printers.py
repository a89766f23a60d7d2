"""The printers of this laptop, behind a small door that tests can stand in for."""

from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter

from kube_desktop.domain.errors import EnvironmentProblem

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_MM_PER_INCH: Final = 25.4
_REST_S: Final = 0.002
_SAME_SHEET_MM: Final = 1.5
"""Drivers call 215.9 × 330.2 mm Folio; it holds the same paper as F4, 215 × 330 (ux.md G8)."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A part of a page over its whole width, and how many dots lie above it."""

    top: int
    image: QImage


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as pictures, with the size it has on paper.

    Attributes:
        stripes: What is not white, from top to bottom in pieces that take no single step long;
            where one is cut off in ink, the next begins with its last row, so no seam can be seen.
        height: Dots from the upper to the lower edge of the page.

    """

    stripes: tuple[Stripe, ...]
    height: int
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSetup:
    """How one document goes to a printer.

    Attributes:
        width_mm: Width of the first page.
        height_mm: Height of the first page.
        offset_mm: How far everything is moved right and down, because this printer is off.

    """

    printer: str
    title: str
    width_mm: float
    height_mm: float
    copies: int = 1
    grey: bool = True
    offset_mm: tuple[float, float] = (0.0, 0.0)


class Spool(Protocol):
    """One document on its way to a printer.

    Attributes:
        rounds: How often all pages must be sent: once when the driver makes the copies itself.

    """

    rounds: int

    def put(self, sheet: Sheet) -> None:
        """Print one page.

        Raises:
            EnvironmentProblem: When the printer does not take it.

        """

    def end(self) -> None:
        """Hand the whole document over."""

    def abort(self) -> None:
        """Take back what the printer has not begun."""


class Printers(Protocol):
    """What the print page asks about printers."""

    def names(self) -> list[str]:
        """Return the names of the printers, the usual one first."""

    def knows(self, printer: str, width_mm: float, height_mm: float) -> bool:
        """Tell whether a printer can be told of a sheet of this size."""

    def begin(self, setup: PrintSetup) -> Spool:
        """Open a document; called in the background.

        Raises:
            EnvironmentProblem: When the printer does not answer.

        """


class SystemPrinters:
    """The printers that the system knows."""

    def names(self) -> list[str]:
        """Return the names of the printers, the usual one first."""
        # Local: printing support costs start-up time that a look at the list does not need.
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

        usual = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))

    def knows(self, printer: str, width_mm: float, height_mm: float) -> bool:
        """Tell whether a printer can be told of a sheet of this size."""
        info = _info(printer)
        return info.supportsCustomPageSizes() or _known_size(info, width_mm, height_mm) is not None

    def begin(self, setup: PrintSetup) -> Spool:
        """Open a document; called in the background."""
        return PrinterSpool(self.device(setup), setup)

    def device(self, setup: PrintSetup) -> "QPrinter":
        """Return the printer, told of paper, copies and colour."""
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

        info = _info(setup.printer)
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        known = _known_size(info, setup.width_mm, setup.height_mm)
        device.setPageSize(known or page_size(setup.width_mm, setup.height_mm))
        return device


class PrinterSpool:
    """Paints pages on a printer at life size: no margins of the driver, no fitting."""

    def __init__(self, device: "QPrinter", setup: PrintSetup) -> None:
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

        mode = QPrinter.ColorMode
        device.setDocName(setup.title)
        device.setCreator("KUBE Desktop")
        device.setFullPage(True)
        device.setColorMode(mode.GrayScale if setup.grey else mode.Color)
        # Every original begins on a sheet of its own, whatever the driver is set to.
        device.setDuplex(QPrinter.DuplexMode.DuplexNone)
        self.rounds = setup.copies
        if setup.copies > 1 and device.supportsMultipleCopies():
            device.setCopyCount(setup.copies)
            device.setCollateCopies(True)
            self.rounds = 1
        self._device = device
        self._setup = setup
        self._is_first = True
        self._painter = QPainter()
        if not self._painter.begin(device):
            raise silent_printer(setup.printer)

    def put(self, sheet: Sheet) -> None:
        """Print one page.

        Raises:
            EnvironmentProblem: When the printer does not take it.

        """
        if not self._is_first and not self._device.newPage():
            raise silent_printer(self._setup.printer)
        self._is_first = False
        per_mm = self._device.logicalDpiX() / _MM_PER_INCH
        per_row = sheet.height_mm * per_mm / sheet.height
        right, down = (mm * per_mm for mm in self._setup.offset_mm)
        for stripe in sheet.stripes:
            top, height = stripe.top * per_row, stripe.image.height() * per_row
            place = QRectF(right, down + top, sheet.width_mm * per_mm, height)
            self._painter.drawImage(place, stripe.image)
            # Painting lets no other thread into Python; without a rest the window would wait for
            # its turn at each of its many small steps.
            sleep(_REST_S)

    def end(self) -> None:
        """Hand the whole document over.

        Raises:
            EnvironmentProblem: When the printer did not take it.

        """
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

        taken = self._painter.end()
        failed = self._device.printerState() is QPrinter.PrinterState.Error
        if not taken or failed or self._has_gone():
            raise silent_printer(self._setup.printer)

    def _has_gone(self) -> bool:
        """Tell whether the printer went away meanwhile; Qt hands a job to CUPS without asking."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

        if self._device.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            return False
        return self._setup.printer not in QPrinterInfo.availablePrinterNames()

    def abort(self) -> None:
        """Take back what the printer has not begun."""
        self._device.abort()
        if self._painter.isActive():
            self._painter.end()


def page_size(width_mm: float, height_mm: float) -> QPageSize:
    """Return a page size of exactly these millimetres; F4 has no name in Qt (ux.md G8)."""
    return QPageSize(
        QSizeF(width_mm, height_mm),
        QPageSize.Unit.Millimeter,
        f"{width_mm:g} x {height_mm:g} mm",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )


def silent_printer(printer: str) -> EnvironmentProblem:
    """Return the problem of a printer that is off, empty or unplugged."""
    return EnvironmentProblem(f"Printer {printer} tidak menjawab. PDF sudah tersimpan.")


def _info(printer: str) -> "QPrinterInfo":
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    return QPrinterInfo.printerInfo(printer)


def _known_size(info: "QPrinterInfo", width_mm: float, height_mm: float) -> QPageSize | None:
    for size in info.supportedPageSizes():
        known = size.size(QPageSize.Unit.Millimeter)
        if (
            abs(known.width() - width_mm) <= _SAME_SHEET_MM
            and abs(known.height() - height_mm) <= _SAME_SHEET_MM
        ):
            return size
    return None
