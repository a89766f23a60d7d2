"""The print page: one or many papers, seen as they will be, then printed or saved."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.papers import PaperKind, PaperSize, Subject, id_of
from kube_desktop.paths import documents_dir
from kube_desktop.ui.forms.editors import pick_folder
from kube_desktop.ui.printing.aligner import Aligner
from kube_desktop.ui.printing.desk import PrintDesk
from kube_desktop.ui.printing.foreman import Foreman
from kube_desktop.ui.printing.job import PrintWish
from kube_desktop.ui.printing.looking import Looked, extras_of_any, look
from kube_desktop.ui.printing.printers import Printers, SystemPrinters
from kube_desktop.ui.printing.ruler_sheet import paper_mm
from kube_desktop.ui.printing.sheets import SheetRenderer, combine
from kube_desktop.ui.session import PrintOrder, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from kube_desktop.ui.tasks import Task

_WIDTH: Final = 900
_HEIGHT: Final = 620


class PrintPage(QObject):
    """Opens print orders over the window; several records are one job.

    Signals:
        closed: The page is gone; printing may still go on.

    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        parent_window: QWidget,
        *,
        printers: Printers | None = None,
        documents: Callable[[], Path] = documents_dir,
        pick: Callable[[QWidget, str], str] = pick_folder,
    ) -> None:
        super().__init__(parent_window)
        self._session = session
        self._printers = printers or SystemPrinters()
        self._documents = documents
        self._pick = pick
        renderer = SheetRenderer(self)
        self._order = PrintOrder(PaperKind.BAST, ())
        self._shown: Subject | None = None
        self._looking: Task | None = None
        self._looked: Looked | None = None
        self._print_when_looked = False
        self.desk = PrintDesk()
        self.overlay = Overlay(
            parent_window,
            self.desk,
            name=self.tr("Cetak"),
            width=_WIDTH,
            height=_HEIGHT,
            margins=(14, 14, 18, 14),
        )
        self.overlay.closed.connect(self.closed)
        self._foreman = Foreman(session, self._printers, renderer, self.desk, self)
        self._aligner = Aligner(session, self._printers, renderer, self.desk, self)
        self._connect()

    def open(self, order: PrintOrder) -> None:
        """Show what an order prints; while papers are printed, show how far they are."""
        if not self._foreman.is_running:
            self._order = order
            self._begin()
        self.overlay.open(focus=self._focus())

    def close(self) -> None:
        """Close the page."""
        self.overlay.dismiss()

    def _connect(self) -> None:
        options = self.desk.options
        options.print_asked.connect(self._print)
        options.pdf_asked.connect(self._save_pdf)
        options.close_asked.connect(self.close)
        options.reading_asked.connect(self._toggle_reading)
        options.test_asked.connect(lambda: self._aligner.begin(options.printer, options.sheet_size))
        options.printer_changed.connect(self._on_printer)
        options.paper_changed.connect(self._on_paper)
        options.extras_changed.connect(self._on_extras)
        options.record_chosen.connect(self._on_record)
        self._aligner.left.connect(self._leave_test_sheet)
        self._foreman.finished.connect(self.close)
        self._foreman.retreated.connect(self._back_to_options)
        self.desk.entered.connect(self._on_enter)
        self.desk.reading_asked.connect(self._toggle_reading)

    # ---- what is to be printed

    def _begin(self) -> None:
        options, kind = self.desk.options, self._order.kind
        self._shown = self._order.subjects[0] if self._order.subjects else None
        self._looked = None
        self._print_when_looked = False
        self.desk.paper.paper.clear()
        self.desk.show_reading(shown=False)
        self.desk.show_side(options)
        label = kind.label if kind.label.isupper() else kind.label[:1].lower() + kind.label[1:]
        options.title.setText(self.tr("Cetak {paper}").format(paper=label))
        options.subtitle.setText("")
        options.reading_link.setVisible(kind.is_of_handover)
        names = self._printers.names()
        options.set_printers(names, self._session.preferences.last_printer)
        options.set_size(self._remembered_size())
        copies = self._session.lists.office.rules().copies if kind is PaperKind.BAST else 1
        options.set_copies(copies, self._who_gets(copies))
        options.set_records(self._names({}))
        extras = extras_of_any(self._session.lists, self._order)
        ticked = self._session.preferences.extra_papers
        if self._order.with_set:
            ticked = frozenset(one.kind for one in extras)
        options.offer_extras(extras, ticked)
        self._say_first()
        self._look()

    def _names(self, obstacles: dict[Subject, str]) -> list[tuple[Subject, str, str]]:
        ids = self._order.subjects
        if len(ids) < 2:
            return []
        if not self._order.kind.is_of_handover:
            label = self._order.kind.label
            names = self._order.names or tuple(f"{label} {n}" for n in range(1, len(ids) + 1))
            return [(one, name, "") for one, name in zip(ids, names, strict=True)]
        keys = {one: id_of(one).bytes for one in ids}
        rows = self._session.lists.handovers.rows_by_id(list(keys.values()))
        return [
            (one, rows[key].receiver, obstacles.get(one, ""))
            for one, key in keys.items()
            if key in rows
        ]

    def _who_gets(self, copies: int) -> str:
        if self._order.kind is PaperKind.BAST and copies == 3:
            return self.tr("3 rangkap: kelompok, pendamping, arsip")
        return ""

    def _handover_id(self) -> UUID | None:
        """Return the shown handover, or None while another kind of record is shown."""
        if self._shown is None or not self._order.kind.is_of_handover:
            return None
        return id_of(self._shown)

    def _remembered_size(self) -> PaperSize:
        stored = self._session.preferences.paper(self.desk.options.printer)
        return PaperSize(stored) if stored in set(PaperSize) else PaperSize.A4

    def _status(self) -> HandoverStatus | None:
        handover_id = self._handover_id()
        if handover_id is None:
            return None
        row = self._session.lists.handovers.rows_by_id([handover_id.bytes]).get(handover_id.bytes)
        return row.status if row else None

    def _look(self) -> None:
        """Make the papers of the shown record and learn what stands in the way of any."""
        if self._looking is not None:
            self._looking.cancel()
        if self._shown is None:
            return
        services, order, shown = self._session.services, self._order, self._shown
        size = self.desk.options.sheet_size
        known = self._looked.obstacles if self._looked else None

        def work() -> Looked:
            return look(services, order, shown, size, known)

        self._looking = self._session.tasks.submit(work, self._on_looked, self._on_lost, self)

    def _on_looked(self, looked: Looked) -> None:
        is_first, self._looked, self._looking = self._looked is None, looked, None
        self._show_papers(looked)
        count = len(self._order.subjects)
        title = looked.papers[0].title
        if count > 1:
            title = self.tr("{count} {papers}").format(count=count, papers=self._order.kind.label)
        self.desk.options.subtitle.setText(title)
        if count == 1:
            self.desk.options.extras.show_pages(looked.pages, looked.refused)
        if is_first:
            if count > 1 and looked.obstacles:
                self.desk.options.set_records(self._names(looked.obstacles))
            self._say_first()
        if self._print_when_looked:
            self._print_when_looked = False
            self._print()

    def _show_papers(self, looked: Looked) -> None:
        self.desk.paper.show_pdf(combine(looked.pdfs(self.desk.options.extras.chosen)))

    def _on_lost(self, error: Exception) -> None:
        self._looking = None
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self._foreman.tell_problem(self.tr("Belum dapat dicetak"), error)

    def _say_first(self) -> None:
        """Show the most important thing to know before printing."""
        options = self.desk.options
        obstacle, is_copy = self._obstacle(), self._is_copy()
        printer, size = options.printer, options.sheet_size
        if is_copy:
            options.print_button.set_label(self.tr("Cetak salinan"))
        if obstacle:
            text = self.tr("Belum dapat dicetak. {why}.").format(why=obstacle)
            options.say(Tone.WARN, text, self.tr("Lengkapi kelompoknya dulu; PDF pun menunggu."))
        elif printer and not self._printers.knows(printer, *paper_mm(size)):
            self._say_unknown(size)
        elif is_copy:
            text = self.tr("BAST ini sudah ditandatangani. Cetakan baru adalah salinan.")
            options.say(Tone.INFO, text)
        else:
            options.say(Tone.INFO, "")

    def _say_unknown(self, size: PaperSize) -> None:
        if size is PaperSize.A4:
            text = self.tr("Printer ini tidak mengenal A4. Periksa kertas di pengaturan printer.")
            self.desk.options.say(Tone.WARN, text)
            return
        text = self.tr(
            "Printer ini tidak mengenal F4. Pilih “Folio/8,5 × 13 inci” di printer, atau cetak di "
            "A4."
        )
        self.desk.options.say(Tone.WARN, text, actions=[(self.tr("Ganti ke A4"), self._use_a4)])

    def _obstacle(self) -> str:
        if self._looked is None or len(self._order.subjects) != 1 or self._shown is None:
            return ""
        return self._looked.obstacles.get(self._shown, "")

    def _is_copy(self) -> bool:
        is_bast = self._order.kind is PaperKind.BAST and len(self._order.subjects) == 1
        return is_bast and self._status() is HandoverStatus.SIGNED

    def _awaits_signature(self) -> bool:
        ids = [id_of(one).bytes for one in self._chosen()]
        rows = self._session.lists.handovers.rows_by_id(ids).values()
        return any(row.status is not HandoverStatus.SIGNED for row in rows)

    # ---- choices

    def _on_printer(self) -> None:
        self._session.preferences.last_printer = self.desk.options.printer
        before = self.desk.options.sheet_size
        self.desk.options.set_size(self._remembered_size())
        self._say_first()
        if self.desk.options.sheet_size is not before:
            self._look()

    def _on_paper(self) -> None:
        self._session.preferences.set_paper(
            self.desk.options.printer, self.desk.options.sheet_size.value
        )
        self._say_first()
        self._look()

    def _on_extras(self) -> None:
        self._session.preferences.extra_papers = frozenset(self.desk.options.extras.chosen)
        if self._looked is not None:
            self._show_papers(self._looked)

    def _use_a4(self) -> None:
        self.desk.options.set_size(PaperSize.A4)
        self._on_paper()
        self.desk.options.primary_button.setFocus()

    def _on_record(self, record_id: Subject) -> None:
        self._shown = record_id
        self._look()
        if self.desk.is_reading:
            self._show_reading()

    def _toggle_reading(self) -> None:
        if self._handover_id() is None:
            return
        if self.desk.is_reading:
            self.desk.show_reading(shown=False)
        else:
            self._show_reading()

    def _show_reading(self) -> None:
        handover_id = self._handover_id()
        if handover_id is not None:
            reading = self.desk.reading
            reading.show_lines(reading.lines_of(self._session.lists, handover_id))
            self.desk.show_reading(shown=True)

    def _on_enter(self) -> None:
        self._focus().click()

    def _focus(self) -> QPushButton:
        side, desk = self.desk.side.currentWidget(), self.desk
        if side is desk.running:
            return desk.running.cancel_button
        if side is desk.outcome and desk.outcome.default is not None:
            return desk.outcome.default
        if side is desk.alignment:
            return desk.alignment.print_button
        return desk.options.primary_button

    def _leave_test_sheet(self) -> None:
        self.desk.show_side(self.desk.options, self.desk.options.primary_button)
        if self._looked is not None:
            self._show_papers(self._looked)

    def _back_to_options(self) -> None:
        self.desk.show_side(self.desk.options, self.desk.options.primary_button)
        self._save_pdf()

    # ---- printing and saving

    def _print(self) -> None:
        options = self.desk.options
        if not options.printer:
            self._save_pdf()
            return
        if self._may_start():
            self._session.preferences.last_printer = options.printer
            self._session.preferences.set_paper(options.printer, options.sheet_size.value)
            year = str(self._session.today().year)
            self._start(self._documents() / "Cetak" / year, options.printer)

    def _save_pdf(self) -> None:
        if not self._may_start():
            return
        start = self._session.preferences.last_folder or self._documents()
        # A folder that does not exist yet would open the picker somewhere else.
        if not start.is_dir():
            start = self._documents()
            with suppress(OSError):
                start.mkdir(parents=True, exist_ok=True)
        picked = self._pick(self.overlay.window(), str(start))
        if picked:
            self._session.preferences.last_folder = Path(picked)
            self._start(Path(picked), "")

    def _may_start(self) -> bool:
        """Tell whether printing can begin now; it begins by itself once the papers are known."""
        if self._looked is None:
            self._print_when_looked = self._looking is not None
            return False
        return not self._obstacle() and bool(self._chosen()) and not self._foreman.is_running

    def _chosen(self) -> tuple[Subject, ...]:
        several = len(self._order.subjects) > 1
        return self.desk.options.chosen_records if several else self._order.subjects

    def _start(self, folder: Path, printer: str) -> None:
        options = self.desk.options
        # Without a printer the copy shop prints the PDF: saving it is printing it.
        counts = bool(printer) or not options.printer
        wish = PrintWish(
            kind=self._order.kind,
            subjects=self._chosen(),
            size=options.sheet_size,
            folder=folder,
            printer=printer,
            copies=options.copies,
            grey=options.is_grey,
            extras=options.extras.chosen,
            offset_mm=self._session.preferences.print_offset(printer),
            counts_as_printed=counts,
            version=self._order.version,
        )
        names = {one: name for one, name, _ in self._names({})}
        is_present = self._order.kind is PaperKind.BAST and self._order.version is None
        asks = is_present and counts and self._awaits_signature()
        self._foreman.run(wish, names, asks_signature=asks)
