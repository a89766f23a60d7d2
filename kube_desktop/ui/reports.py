"""Which reports there are for a period, as orders for the print page."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.papers import PaperKind, Scope
from kube_desktop.domain.periods import Period
from kube_desktop.ui.session import PrintOrder, Session


def month_order(session: Session, month: date) -> PrintOrder | None:
    """Return the order for the monthly report of this facilitator.

    At the office it is one report of each facilitator who recorded visits in that month, or None.
    """
    period, identity = Period.month_of(month), session.lists.office.identity()
    if identity is None or not identity.is_office:
        mentor_id = identity.mentor_id if identity else None
        return PrintOrder(PaperKind.MONTH_REPORT, (Scope(period=period.key, mentor_id=mentor_id),))
    mentors = session.lists.months.mentors(period)
    if not mentors:
        return None
    scopes = tuple(Scope(period=period.key, mentor_id=mentor_id) for mentor_id, _ in mentors)
    return PrintOrder(PaperKind.MONTH_REPORT, scopes, tuple(name for _, name in mentors))


def print_month_report(session: Session, month: date) -> None:
    """Open the monthly report on the print page, or say that there is none yet."""
    order = month_order(session, month)
    if order is not None:
        session.window.print_papers.emit(order)
    else:
        session.window.toast.emit(
            QCoreApplication.translate("Reports", "Belum ada kunjungan bulan ini"), None
        )


def report_order(session: Session, kind: PaperKind, period: str, region: str = "") -> PrintOrder:
    """Return the order for a recap or report: of the office, or of a facilitator's own groups."""
    identity = session.lists.office.identity()
    own = None if identity is None or identity.is_office else identity.mentor_id
    return PrintOrder(kind, (Scope(period=period, mentor_id=own, region=region),))
