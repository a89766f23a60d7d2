"""Runs print jobs for the print page, and says what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.papers import Subject, id_of
from kube_desktop.domain.wording import join_words
from kube_desktop.ui.printing.desk import PrintDesk
from kube_desktop.ui.printing.job import PrintRun, PrintWish
from kube_desktop.ui.printing.outcome import Step
from kube_desktop.ui.printing.printers import Printers
from kube_desktop.ui.printing.sheets import SheetRenderer
from kube_desktop.ui.printing.signing import mark_signed
from kube_desktop.ui.session import Session
from kube_desktop.ui.tokens import Tone

if TYPE_CHECKING:
    from kube_desktop.ui.tasks import Task


class Foreman(QObject):
    """Lets one job run at a time; shows its progress and its end at the right of the desk.

    Signals:
        finished: The person is done with the page.
        retreated: The person wants to save the papers somewhere else instead.

    """

    finished = Signal()
    retreated = Signal()

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
        self._task: Task | None = None
        self._names: Mapping[Subject, str] = {}
        self._asks_signature = False
        desk.running.cancel_asked.connect(self.cancel)

    @property
    def is_running(self) -> bool:
        """Whether papers are being printed now."""
        return self._task is not None

    def run(self, wish: PrintWish, names: Mapping[Subject, str], *, asks_signature: bool) -> None:
        """Print or save papers.

        Args:
            wish: What is to be printed.
            names: What the records are called, to tell which ones were printed.
            asks_signature: Whether it makes sense to ask if they are signed already.

        """
        self._names = names
        self._asks_signature = asks_signature
        run = PrintRun(self._session.services, self._printers, self._renderer, wish)
        words = self.tr("Mencetak {count} {papers}")
        if not wish.printer:
            words = self.tr("Menyimpan {count} {papers}")
        name = words.format(count=len(wish.subjects), papers=wish.kind.label)
        self._desk.running.begin(f"{name}…")
        self._desk.show_side(self._desk.running, self._desk.running.cancel_button)
        self._session.bus.set_calm(is_calm=len(wish.subjects) > 1)
        self._task = self._session.tasks.submit_long(
            run,
            self._on_printed,
            lambda error: self._on_failed(run, error),
            self,
            lambda: self._on_cancelled(run),
            name=name,
        )
        self._task.progressed.connect(self._desk.running.show_progress)

    def cancel(self) -> None:
        """Stop after the page that is printed now."""
        if self._task is not None:
            self._task.cancel()

    def tell_problem(self, title: str, error: Exception) -> None:
        """Say why nothing can be printed."""
        self._tell(title, Tone.WARN, str(error), "", [self._close_step()])

    def _on_printed(self, run: PrintRun) -> None:
        self._end()
        self._session.window.state_changed.emit()
        folder = run.wish.folder
        text = self._sent(run)
        place = self.tr("PDF tersimpan di {folder}").format(folder=_breakable(folder))
        if run.left_out:
            place = self.tr("{place}. Belum dapat dibuat: {papers}").format(
                place=place, papers="; ".join(run.left_out)
            )
        open_step: Step = (self.tr("Buka folder"), lambda: _open_folder(folder))
        if self._asks_signature:
            steps: list[Step] = [
                (self.tr("Tandai ditandatangani"), lambda: self._mark_signed(run.done)),
                (self.tr("Nanti"), self.finished.emit),
                open_step,
            ]
            asked = self.tr("{sent}. Sudah ditandatangani?").format(sent=text)
            # A second Enter must not sign by accident: a signature cannot be taken back.
            self._tell(self.tr("Selesai dicetak"), Tone.OK, asked, place, steps, default=1)
        else:
            close = [self._close_step(), open_step]
            self._tell(self.tr("Selesai"), Tone.OK, text, place, close)
        self._pass_by(text)

    def _sent(self, run: PrintRun) -> str:
        wish, count = run.wish, len(run.wish.subjects)
        if not wish.printer:
            return self.tr("{count} PDF tersimpan").format(count=len(set(run.saved)))
        what = self.tr("{copies} rangkap").format(copies=wish.copies)
        if count > 1:
            what = f"{count} {wish.kind.label}"
        if others := len(run.saved) - count:
            what = self.tr("{what} dan {others} kertas lain").format(what=what, others=others)
        return self.tr("{what} dikirim ke {printer}").format(what=what, printer=wish.printer)

    def _on_failed(self, run: PrintRun, error: Exception) -> None:
        self._end()
        if not isinstance(error, DomainError | EnvironmentProblem):
            self._tell(
                self.tr("Belum tercetak"),
                Tone.WARN,
                self.tr("Isian dan PDF Anda aman. Coba lagi, atau simpan PDF."),
                "",
                [self._again_step(run), self._elsewhere_step(), self._close_step()],
            )
            raise error
        details = []
        if run.done:
            printed = join_words([self._names.get(one, "") for one in run.done])
            details.append(self.tr("Sudah dicetak: {names}").format(names=printed))
        if run.saved:
            place = _breakable(run.wish.folder)
            words = self.tr("{count} PDF ada di {folder}")
            details.append(words.format(count=len(set(run.saved)), folder=place))
        detail = ". ".join(details)
        steps = [self._again_step(run), self._elsewhere_step(), self._close_step()]
        self._tell(self.tr("Belum tercetak"), Tone.WARN, str(error), detail, steps)
        self._pass_by(str(error))

    def _on_cancelled(self, run: PrintRun) -> None:
        self._end()
        printed = [self._names.get(one, "") for one in run.done]
        text = self.tr("Belum ada yang dicetak")
        if printed:
            text = self.tr("Sudah dicetak: {names}").format(names=join_words(printed))
        detail = self.tr("{done} dari {total}").format(
            done=len(printed), total=len(run.wish.subjects)
        )
        words = self.tr("Cetak sisanya") if printed else self.tr("Coba lagi")
        steps: list[Step] = [(words, lambda: self._run_rest(run)), self._close_step()]
        self._tell(self.tr("Dihentikan"), Tone.INFO, text, detail, steps)
        self._pass_by(text)

    def _end(self) -> None:
        self._task = None
        self._session.bus.set_calm(is_calm=False)

    def _run_rest(self, run: PrintRun) -> None:
        left = tuple(one for one in run.wish.subjects if one not in run.done)
        rest = replace(run.wish, subjects=left)
        self.run(rest, self._names, asks_signature=self._asks_signature)

    def _again_step(self, run: PrintRun) -> Step:
        return (self.tr("Coba lagi"), lambda: self._run_rest(run))

    def _elsewhere_step(self) -> Step:
        return (self.tr("Simpan PDF ke flashdisk"), self.retreated.emit)

    def _close_step(self) -> Step:
        return (self.tr("Tutup"), self.finished.emit)

    def _mark_signed(self, subjects: Sequence[Subject]) -> None:
        mark_signed(self._session, [id_of(one) for one in subjects], self)
        self.finished.emit()

    def _tell(
        self,
        title: str,
        tone: Tone,
        text: str,
        detail: str,
        steps: Sequence[Step],
        *,
        default: int = 0,
    ) -> None:
        outcome = self._desk.outcome
        outcome.tell(title, tone, text, detail, steps, default=default)
        self._desk.show_side(outcome, outcome.default)

    def _pass_by(self, text: str) -> None:
        # The page was closed while the printer worked: the outcome must not go unseen.
        if not self._desk.isVisible():
            self._session.window.toast.emit(text, None)


def _breakable(folder: Path) -> str:
    """Return a path that a narrow pane may break after each folder."""
    return str(folder).replace("/", "/\u200b").replace("\\", "\\\u200b")


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
