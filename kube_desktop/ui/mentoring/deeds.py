"""What is done with recorded visits: deleted and brought back, printed, noted as opened."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kube_desktop.domain.mentoring import AgendaRow
from kube_desktop.domain.papers import PaperKind
from kube_desktop.ui.session import PrintOrder, Session

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services


class VisitDeeds(QObject):
    """Does it, and says so.

    Signals:
        changed: A visit was deleted or brought back.
        returned: A visit is back; carries its id.

    """

    changed = Signal()
    returned = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def withdraw(self, visit_id: UUID) -> None:
        """Delete a visit; the toast brings it back."""
        row = self._session.lists.visits.row(visit_id)
        if row is None:
            return
        self._run(lambda services: services.mentoring.withdraw(visit_id), self.changed.emit)
        self._session.window.toast.emit(
            self.tr("Kunjungan {} dihapus").format(row.group_name), lambda: self._restore(visit_id)
        )

    def print_one(self, visit_id: UUID) -> None:
        """Open the report of a visit on the print page."""
        self._session.window.print_papers.emit(PrintOrder(PaperKind.VISIT_REPORT, (visit_id,)))

    def print_forms(self, rows: Sequence[AgendaRow]) -> None:
        """Open blank forms for the next visits to groups on the print page."""
        if not rows:
            self._session.window.toast.emit(self.tr("Semua kelompok sudah dikunjungi"), None)
            return
        order = PrintOrder(
            PaperKind.VISIT_FORM,
            tuple(row.group_id for row in rows),
            tuple(row.group_name for row in rows),
        )
        self._session.window.print_papers.emit(order)

    def print_month(self, month: date) -> None:
        """Open the reports of a month on the print page."""
        visits = tuple(self._session.lists.visits.ids_of_month(month))
        if visits:
            self._session.window.print_papers.emit(PrintOrder(PaperKind.VISIT_REPORT, visits))
        else:
            self._session.window.toast.emit(self.tr("Belum ada kunjungan bulan ini"), None)

    def note_opened(self, visit_id: UUID) -> None:
        """Remember the visit for *Terakhir dibuka*."""
        self._run(lambda services: services.drafts.note_opened("visits", visit_id), lambda: None)

    def _restore(self, visit_id: UUID) -> None:
        def then() -> None:
            self.changed.emit()
            self.returned.emit(visit_id)

        self._run(lambda services: services.mentoring.restore(visit_id), then)

    def _run(self, work: "Callable[[Services], None]", then: Callable[[], None]) -> None:
        services = self._session.services
        self._session.tasks.submit(lambda: work(services()), lambda _: then(), owner=self)
