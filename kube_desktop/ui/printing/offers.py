"""Which papers a record offers, for the menus *Cetak*: the usual one first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kube_desktop.domain.evaluation import EvaluationRow
from kube_desktop.domain.papers import About, PaperKind
from kube_desktop.domain.wording import WITA, short_date
from kube_desktop.services.lists import Lists
from kube_desktop.services.printing.sets import papers_of
from kube_desktop.ui.icons import icon
from kube_desktop.ui.session import PrintOrder, Window

_MOST_FILES: Final = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the menu, and what it prints."""

    text: str
    order: PrintOrder


def of_handover(lists: Lists, handover_id: UUID, of: str = "") -> list[Offer]:
    """Return the papers of a handover: each of its set, then the set as one job, then others.

    Args:
        lists: Where records are read.
        handover_id: Which handover.
        of: Added to every line where several handovers are in sight, as ` · 17 Nov 2026`.

    """
    papers = papers_of(lists, handover_id)
    offers = [Offer(one.label + of, PrintOrder(one.kind, (handover_id,))) for one in papers]
    if len(papers) > 1:
        whole = PrintOrder(papers[0].kind, (handover_id,), with_set=True)
        offers.insert(1, Offer(_tr("Seluruh berkas serah terima") + of, whole))
    listed = {one.kind for one in papers}
    if papers:
        offers += [
            one for one in _about(About.HANDOVER, handover_id) if one.order.kind not in listed
        ]
        offers += _old_versions(lists, handover_id, of)
    return offers


def _old_versions(lists: Lists, handover_id: UUID, of: str) -> list[Offer]:
    """Return versions of the BAST that a correction replaced, as they were printed."""
    text = _tr("Cetak ulang BAST versi {version}")
    return [
        Offer(
            text.format(version=version) + of,
            PrintOrder(PaperKind.BAST, (handover_id,), version=version),
        )
        for version in lists.handovers.replaced_versions(handover_id)
    ]


def of_visit(lists: Lists, visit_id: UUID, of: str = "") -> list[Offer]:
    """Return the papers of a visit; none when it is gone."""
    if lists.visits.row(visit_id) is None:
        return []
    return [Offer(one.text + of, one.order) for one in _about(About.VISIT, visit_id)]


def of_group(lists: Lists, group_id: UUID) -> list[Offer]:
    """Return the papers of a group: of its last handover, its last visit, and its own."""
    handovers, visits = lists.handovers.of_group(group_id), lists.visits.of_group(group_id)
    offers = []
    if handovers:
        last = handovers[0]
        offers += of_handover(lists, last.id, f" · {short_date(last.handed_over_on)}")
    if visits:
        offers += of_visit(lists, visits[0].id, f" · {short_date(visits[0].visited_on)}")
    evaluations = lists.evaluations.of_group(group_id)
    if evaluations:
        offers += _evaluation(evaluations[0])
    offers += _changes(lists, group_id)
    return offers + _about(About.GROUP, group_id)


def of_member(lists: Lists, person_id: UUID) -> list[Offer]:
    """Return the papers of a person: their own, of what they signed for, and blank forms."""
    offers = _about(About.MEMBER, person_id)
    received = lists.handovers.received_by(person_id)
    offers += of_handover(lists, received[0]) if received else []
    row = lists.members.rows_by_id([person_id.bytes]).get(person_id.bytes)
    if row is not None and row.group_id is not None:
        kind = PaperKind.MEMBER_FORM
        offers.append(Offer(kind.label, PrintOrder(kind, (row.group_id,))))
    if row is not None and row.membership_id is not None:
        replacement = lists.changes.replacement(row.membership_id)
        if replacement is not None:
            offers.append(_dated(PaperKind.REPLACEMENT, row.membership_id, replacement.since))
    return offers


def of_files(lists: Lists) -> list[Offer]:
    """Return the minutes of merges and the letters of files, the newest first.

    Letters of files that came from laptops stand last: one merge may have brought hundreds.
    """
    exchanges = lists.exchanges
    found = [(at, one, PaperKind.COVER_LETTER) for one, at in exchanges.sent_files()]
    found += [(at, one, PaperKind.MERGE_MINUTES) for one, at in exchanges.merges()]
    came = [(at, one, PaperKind.COVER_LETTER) for one, at in exchanges.received_files()]
    newest = (*sorted(found, reverse=True), *sorted(came, reverse=True))[:_MOST_FILES]
    return [_dated(kind, one, at.astimezone(WITA).date()) for at, one, kind in newest]


def fill_menu(menu: QMenu, offers: Sequence[Offer], window: Window) -> None:
    """Put offers into a menu; without any it says so."""
    for offer in offers:
        action = menu.addAction(icon("printer"), offer.text.replace("&", "&&"))
        action.triggered.connect(
            lambda _checked=False, order=offer.order: window.print_papers.emit(order)
        )
    if not offers:
        menu.addAction(nothing_to_print()).setEnabled(False)


def menu_of(
    name: str, offers: Callable[[], Sequence[Offer]], window: Window, parent: QWidget
) -> QMenu:
    """Return a menu *Cetak* that reads its offers each time it opens."""
    menu = QMenu(name, parent)
    menu.setIcon(icon("printer"))
    menu.setAccessibleName(name)

    def fill() -> None:
        menu.clear()
        fill_menu(menu, offers(), window)

    menu.aboutToShow.connect(fill)
    return menu


def add_menu(
    menu: QMenu, name: str, offers: Callable[[], Sequence[Offer]], window: Window
) -> QAction:
    """Append a menu *Cetak* to another one, and return its line; both go when that is cleared."""
    papers = menu_of(name, offers, window, menu)
    action = menu.addAction(papers.icon(), name)
    action.setMenu(papers)
    action.destroyed.connect(papers.deleteLater)
    return action


def nothing_to_print() -> str:
    """Say that nothing here has a paper."""
    return _tr("Belum ada kertas untuk dicetak di sini")


def _about(about: About, subject: UUID) -> list[Offer]:
    kinds = [kind for kind in PaperKind if kind.about is about]
    return [Offer(kind.label, PrintOrder(kind, (subject,))) for kind in kinds]


def _evaluation(row: EvaluationRow) -> list[Offer]:
    return [_dated(PaperKind.EVALUATION, row.id, row.evaluated_on)]


def _changes(lists: Lists, group_id: UUID) -> list[Offer]:
    """Return the minutes of what changed in a group: its check, its members, its facilitator."""
    changes = lists.changes
    check = changes.check(group_id)
    found = [(PaperKind.VERIFICATION, group_id, check.happened_on)] if check else []
    for kind, subjects in (
        (PaperKind.REPLACEMENT, changes.replacements(group_id)),
        (PaperKind.TAKEOVER, changes.takeovers(group_id)),
    ):
        found += [(kind, one, day) for one, day in subjects]
    return [_dated(*one) for one in found]


def _dated(kind: PaperKind, subject: UUID, day: date) -> Offer:
    return Offer(f"{kind.label} · {short_date(day)}", PrintOrder(kind, (subject,)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offers", text)
