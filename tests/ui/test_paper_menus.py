"""Every paper is reached from where its record is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders import a_handover, a_member, a_recorded_team, a_visit
from pages import Heard, nameless, session_over, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from workplaces import official_of

from kube_desktop.db.models import AppliedMerge, SentFile
from kube_desktop.domain.aid import AidForm
from kube_desktop.domain.evaluation import Answer, EvaluationDraft
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import Departure
from kube_desktop.domain.papers import About, PaperKind, PaperSize
from kube_desktop.services.instruments import present_instrument
from kube_desktop.ui.page import Page
from kube_desktop.ui.printing.offers import (
    fill_menu,
    menu_of,
    of_files,
    of_group,
    of_handover,
    of_member,
    of_visit,
)
from kube_desktop.ui.session import Destination, PageName, PrintOrder
from kube_desktop.ui.tabs.aid import AidTab
from kube_desktop.ui.tabs.groups import GroupsTab
from kube_desktop.ui.tabs.members import MembersTab
from kube_desktop.ui.tabs.mentoring import MentoringTab

BAST = PaperKind.BAST


@pytest.fixture
def session(data_paths, clock, look):
    with session_over(data_paths, clock) as session:
        yield session


@pytest.fixture
def team(session):
    return a_recorded_team(session.services())


@pytest.fixture
def handover(session, team):
    draft = a_handover(
        group_id=team.group_id, person_id=team.chair, official_id=official_of(session.services())
    )
    return session.services().aid.record(draft)


def kinds(offers):
    return [one.order.kind for one in offers if not one.order.with_set]


def test_a_handover_offers_its_set_in_order_and_as_one_job(session, handover):
    offers = of_handover(session.lists, handover)
    assert [one.text for one in offers[:3]] == [
        "BAST", "Seluruh berkas serah terima", "Tanda terima barang"
    ]  # fmt: skip
    assert offers[1].order == PrintOrder(BAST, (handover,), with_set=True)
    assert set(kinds(offers)) == {kind for kind in PaperKind if kind.about is About.HANDOVER}
    assert kinds(offers)[:4] == [
        BAST, PaperKind.RECEIPT, PaperKind.RECEIPT_LIST, PaperKind.PLEDGE
    ]  # fmt: skip


def test_money_is_offered_a_receipt_of_money(session, team):
    draft = a_handover(group_id=team.group_id, person_id=team.chair, form=AidForm.MONEY,
                       official_id=official_of(session.services()))  # fmt: skip
    given = session.services().aid.record(draft)
    assert of_handover(session.lists, given)[2].text == "Kuitansi"


def test_a_corrected_bast_offers_its_old_version(session, handover):
    services = session.services()
    draft = services.lists.handovers.draft(handover)
    for place in ("Balai Kampung", "Balai Adat"):
        services.printing.note_printed(
            services.printing.make(PaperKind.BAST, handover, PaperSize.A4), copies=1
        )
        services.aid.sign([handover])
        services.aid.correct(handover, replace(draft, place=place), "tempat keliru")
    last = of_handover(session.lists, handover)[-1]
    assert last.text == "Cetak ulang BAST versi 1"
    assert last.order == PrintOrder(PaperKind.BAST, (handover,), version=1)


def test_a_group_offers_papers_of_its_last_handover_and_visit_and_its_own(session, team, handover):
    visit = session.services().mentoring.record(a_visit(group_id=team.group_id))
    offers = of_group(session.lists, team.group_id)
    assert offers[0].text == "BAST · 17 Nov 2026"
    assert offers[0].order == PrintOrder(BAST, (handover,))
    assert PrintOrder(PaperKind.VISIT_REPORT, (visit,)) in [one.order for one in offers]
    own = {kind for kind in PaperKind if kind.about is About.GROUP}
    assert own <= set(kinds(offers))
    assert kinds(of_visit(session.lists, visit))[0] is PaperKind.VISIT_REPORT


def test_a_member_offers_what_they_signed_for(session, team, handover):
    assert BAST in kinds(of_member(session.lists, team.chair))
    own = [kind for kind in PaperKind if kind.about is About.MEMBER]
    assert kinds(of_member(session.lists, team.people[3])) == [*own, PaperKind.MEMBER_FORM]


def test_a_group_offers_its_latest_evaluation(session, team):
    indicators = present_instrument().indicators
    evaluation = session.services().evaluation.record(
        EvaluationDraft(
            group_id=team.group_id,
            period="2026-S2",
            evaluated_on=date(2026, 11, 10),
            answers=tuple(Answer(indicator=one.code, score=3) for one in indicators),
        )
    )
    order = PrintOrder(PaperKind.EVALUATION, (evaluation,))
    (offer,) = [one for one in of_group(session.lists, team.group_id) if one.order == order]
    assert offer.text == "Evaluasi · 10 Nov 2026"


def test_a_group_offers_the_minutes_of_what_changed_in_it(session, team):
    services, lists = session.services(), session.lists
    changed = {PaperKind.VERIFICATION, PaperKind.REPLACEMENT}
    assert not changed & set(kinds(of_group(lists, team.group_id)))
    step = StateChange(state=GroupState.VERIFIED, happened_on=date(2026, 11, 3))
    services.groups.enter_state(team.group_id, step)
    old = lists.members.of_group(team.group_id)[-1]
    services.members.leave(old.membership_id, Departure(left_on=date(2026, 11, 2), reason="Pindah"))
    new = services.members.enrol(team.group_id, a_member(30, joined_on=date(2026, 11, 9)))
    offers = {one.order.kind: one for one in of_group(lists, team.group_id)}
    assert offers[PaperKind.VERIFICATION].text == "Berita acara verifikasi · 3 Nov 2026"
    (own,) = [one for one in of_member(lists, new) if one.order.kind is PaperKind.REPLACEMENT]
    assert own == offers[PaperKind.REPLACEMENT]
    assert own.text == "Berita acara penggantian anggota · 9 Nov 2026"


def test_sent_and_merged_files_are_offered_the_newest_first(session):
    moments = [datetime(2026, 11, day, 1, tzinfo=UTC) for day in (3, 12)]
    with session.services().workplace.database.write() as records:
        records.add_all(
            SentFile(id=new_id(), filename=f"{at.day}.kube", check_code="1", size=1, replica=1,
                     last_seq=1, made_at=at)
            for at in moments
        )  # fmt: skip
        records.add(
            AppliedMerge(id=new_id(), merged_at=moments[1], files=[], counts={}, fingerprint="")
        )
    offers = of_files(session.lists)
    assert kinds(offers)[2] is PaperKind.COVER_LETTER
    assert [one.text[-11:] for one in offers] == ["12 Nov 2026", "12 Nov 2026", " 3 Nov 2026"]
    assert {one.order.kind for one in offers[:2]} == {
        PaperKind.COVER_LETTER, PaperKind.MERGE_MINUTES
    }  # fmt: skip


def test_a_menu_of_papers_is_read_when_it_opens_and_opens_the_print_page(session, handover, qtbot):
    heard = Heard(session.window)
    page = Page(session)
    qtbot.addWidget(page)
    offers = []
    menu = menu_of("Cetak", lambda: offers, session.window, page)
    menu.aboutToShow.emit()
    assert [one.text() for one in menu.actions()] == ["Belum ada kertas untuk dicetak di sini"]
    assert not menu.actions()[0].isEnabled()
    offers += of_handover(session.lists, handover)
    menu.aboutToShow.emit()
    menu.actions()[2].trigger()
    assert heard.orders == [PrintOrder(PaperKind.RECEIPT, (handover,))]
    assert menu.accessibleName() == "Cetak"


def test_every_page_lists_its_papers_at_a_key_and_enter_takes_the_usual_one(
    session, handover, qtbot
):
    class Handover(Page):
        def offers(self):
            return of_handover(session.lists, handover)

    heard = Heard(session.window)
    page = Handover(session)
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    page.choose_paper()
    (menu,) = page.findChildren(QMenu)
    qtbot.waitUntil(menu.isVisible)
    assert menu.accessibleName() == "Kertas yang dapat dicetak"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert heard.orders == [PrintOrder(BAST, (handover,))]


@pytest.mark.parametrize("tab", [GroupsTab, MembersTab, AidTab, MentoringTab])
def test_each_page_offers_the_papers_of_its_record(session, team, handover, qtbot, tab):
    session.services().mentoring.record(a_visit(group_id=team.group_id))
    page = tab(session)
    qtbot.addWidget(page)
    page.resize(1366, 600)
    page.show()
    settle(qtbot, session)
    if tab is MembersTab:
        page.open(Destination(PageName.MEMBERS, record_id=team.chair))
    if tab is MentoringTab:
        page.open(Destination(PageName.MENTORING, record_id=team.group_id))
    if tab is AidTab:
        page.list.table.records.view.setCurrentIndex(page.list.table.records.model.index(0, 1))
    assert BAST in kinds(page.offers())
    assert nameless(page) == []


def test_a_page_without_papers_says_so(session, qtbot):
    heard = Heard(session.window)
    page = Page(session)
    qtbot.addWidget(page)
    page.choose_paper()
    assert heard.toasts[-1][0] == "Belum ada kertas untuk dicetak di sini"


def test_an_ampersand_in_a_name_stays_one(session, team, handover, qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    fill_menu(menu, of_handover(session.lists, handover, " · A & B"), session.window)
    assert menu.actions()[0].text() == "BAST · A && B"
