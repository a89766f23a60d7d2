"""The desk of differences as a person uses it: keys, choices, the result, undo."""

import shutil
from dataclasses import replace
from uuid import UUID

import pytest
from page_bench import (
    COMPACT,
    WIDE,
    copied_session,
    finish,
    listen,
    press,
    put_on_screen,
    unreached,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kube_desktop.domain.bulk_rules import BulkRule
from kube_desktop.domain.differences import DeskFilter
from kube_desktop.domain.findings import FindingKind
from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.plan import ANCHOR
from kube_desktop.ui.merging.desk import Desk
from kube_desktop.ui.session import Destination, PageName
from kube_desktop.ui.tabs.merging import MergingTab

THEIRS = {"note": "Kios pindah", "address": "RT 06, Melak Ulu", "bank_name": "Bank B"}
OURS = {"note": "Kios di tepi jalan", "address": "RT 04, Melak Ulu", "bank_name": "Bank A"}


@pytest.fixture(scope="module")
def disputed(office_root, tmp_path_factory):
    """An office that changed the same three fields of a group as a laptop whose file it merged."""
    folder = tmp_path_factory.mktemp("disputed")
    office = DataPaths(shutil.copytree(office_root, folder / "office"))
    laptop = DataPaths(shutil.copytree(office_root.parent / "laptop", folder / "laptop"))
    there = open_services(laptop, today=lambda: ANCHOR)
    ((group,),) = there.workplace.database.reader.rows("SELECT min(id) FROM groups")
    group = UUID(bytes=group)
    there.groups.correct(group, replace(there.lists.groups.draft(group), **THEIRS))
    sent = there.sending.send(folder)
    there.close()
    here = open_services(office, today=lambda: ANCHOR)
    here.groups.correct(group, replace(here.lists.groups.draft(group), **OURS))
    here.merging.merge([sent.path])
    here.close()
    return office.root


@pytest.fixture
def session(disputed, tmp_path, look):
    with copied_session(disputed, tmp_path, look) as session:
        yield session


@pytest.fixture
def heard(session):
    return listen(session)


@pytest.fixture
def desk(qtbot, session):
    page = put_on_screen(qtbot, Desk(session), WIDE)
    page.reload()
    finish(qtbot, session)
    fields = DeskFilter(kinds=frozenset({FindingKind.FIELDS}))
    (item,) = session.services().differences.items(fields)
    page.table.select(item.id)
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.item.id == item.id)
    finish(qtbot, session)
    return page


def _about(desk, column):
    return next(line for line in desk.card.lines if line.field.column == column)


def test_money_is_not_chosen_beforehand_and_the_rest_is_with_its_reason(desk):
    chosen = {one.column for one in desk.card.choices}
    assert chosen == {"note", "address"}
    assert _about(desk, "bank_name").choice is None
    assert "1 kolom belum dipilih" in desk.card.result.text


def test_keys_choose_and_enter_saves_and_the_toast_undoes(qtbot, desk, session, heard):
    desk.next_pane(1)
    _about(desk, "bank_name").sides[0].setFocus()
    press(Qt.Key.Key_2)
    wanted = _about(desk, "bank_name").sides[1].side
    assert _about(desk, "bank_name").choice.side == wanted.number
    assert wanted.value in desk.card.result.text
    press(Qt.Key.Key_Return)
    finish(qtbot, session)
    qtbot.waitUntil(lambda: bool(heard.toasts))
    finish(qtbot, session)
    before = session.services().differences.count()
    heard.undo()
    finish(qtbot, session)
    qtbot.waitUntil(lambda: session.services().differences.count() == before + 1)


def test_a_value_of_ones_own_is_typed_and_kept(qtbot, desk, session):
    item = desk.card.card.item
    line = _about(desk, "note")
    line.type_own()
    line.typed.clear()
    QTest.keyClicks(line.typed, "Kios di pasar")
    assert "Kios di pasar" in desk.card.result.text
    _about(desk, "bank_name").choose(1)
    desk.card.save_button.click()
    finish(qtbot, session)
    assert session.lists.groups.draft(item.record_id).note == "Kios di pasar"


def test_pakai_semua_takes_a_whole_column(desk):
    desk.card.heads[1].button.click()
    parties = {
        line.field.column: next(b.side.party for b in line.sides if b.isChecked())
        for line in desk.card.lines
    }
    assert set(parties.values()) == {1}


def test_nothing_chosen_is_said_and_nothing_is_saved(qtbot, desk, session):
    for line in desk.card.lines:
        line.choose(None)
    count = session.services().differences.count()
    desk.card.save()
    finish(qtbot, session)
    assert desk.card.problem.isVisible()
    assert session.services().differences.count() == count


def test_a_skipped_item_goes_to_the_end_and_a_question_is_kept(qtbot, desk, session):
    item = desk.card.card.item
    desk.card.ask_button.click()
    QTest.keyClicks(QApplication.focusWidget(), "Rekening mana yang masih dipakai?")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    finish(qtbot, session)
    desk.card.skip_button.click()
    finish(qtbot, session)
    shown = session.services().differences.items()
    assert shown[-1].id == item.id
    assert shown[-1].asked == "Rekening mana yang masih dipakai?"


def test_decisions_are_listed_and_can_be_undone_years_later(qtbot, desk, session):
    desk.card.heads[0].button.click()
    desk.card.save()
    finish(qtbot, session)
    desk.which.set_value("done")
    desk.which.changed.emit("done")
    desk.decisions.select_place(0)
    finish(qtbot, session)
    assert desk.decision.undo_button.isVisible()
    open_before = session.services().differences.count()
    desk.decision.undo_button.click()
    finish(qtbot, session)
    qtbot.waitUntil(lambda: session.services().differences.count() == open_before + 1)


def test_every_button_is_reached_by_tab_and_has_a_name(desk):
    assert unreached(desk, desk.which.buttons[0]) == []


def test_a_small_window_shows_the_list_first_and_goes_back_with_esc(qtbot, session):
    page = put_on_screen(qtbot, Desk(session), COMPACT, compact=True)
    page.reload()
    finish(qtbot, session)
    assert page.table.isVisible()
    page.table.select_place(0)
    page.table.opened.emit(page.table.current_row())
    finish(qtbot, session)
    assert page.card.isVisible()
    assert page.go_back()
    assert page.table.isVisible()


def test_the_status_line_leads_to_the_desk(qtbot, session):
    page = put_on_screen(qtbot, MergingTab(session), WIDE)
    page.open(Destination(PageName.MERGE, hint="perbedaan"))
    finish(qtbot, session)
    assert page.part is page.desk


def test_a_rule_shows_what_it_would_do_applies_it_and_is_undone_in_one_step(
    qtbot, desk, session, heard
):
    count = session.services().differences.count()
    panel = desk.open_rules(BulkRule.OFFICE)
    finish(qtbot, session)
    assert "akan diputuskan" in panel.message.text
    assert "1 hanya boleh diputuskan orang" in panel.message.text
    panel.apply_button.click()
    finish(qtbot, session)
    qtbot.waitUntil(lambda: bool(heard.toasts))
    finish(qtbot, session)
    item = desk.card.card.item
    assert [one.column for one in session.services().differences.open(item.id).fields] == [
        "bank_name"
    ]
    heard.undo()
    finish(qtbot, session)
    assert session.services().differences.count() == count
    assert len(session.services().differences.open(item.id).fields) == 3


def test_a_rule_without_an_answer_cannot_be_applied(qtbot, desk, session):
    panel = desk.open_rules(BulkRule.FILL)
    finish(qtbot, session)
    assert not panel.apply_button.isEnabled()
    assert "Tidak ada perbedaan" in panel.message.text
    panel.close_button.click()
