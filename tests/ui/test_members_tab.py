from datetime import date

import pytest
from builders import a_group, a_member, a_nik, a_recorded_team
from pages import (
    COMPACT,
    WIDE,
    Heard,
    button,
    cells,
    focus,
    in_window,
    key,
    nameless,
    press,
    session_over,
    settle,
    texts,
    too_small,
    unreached,
    write,
)
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from kube_desktop.domain.checks import Strength
from kube_desktop.domain.members import Eligibility
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tabs.members import MembersTab
from kube_desktop.ui.widgets.overlay import Overlay

GO = PageName.MEMBERS


@pytest.fixture
def session(data_paths, clock, look):
    with session_over(data_paths, clock) as session:
        yield session


@pytest.fixture
def heard(session):
    return Heard(session.window)


@pytest.fixture
def team(session):
    return a_recorded_team(session.services())


def shown_page(qtbot, session, *, compact=False):
    page = MembersTab(session)
    page.set_compact(compact)
    in_window(qtbot, page, COMPACT if compact else (1366, 615))
    settle(qtbot, session)
    return page


def overlay(page):
    found = [one for one in page.window().findChildren(Overlay) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def a_double(session, team, name="Contoh Kembar"):
    """Record a person with the NIK of the chair, in another group."""
    services = session.services()
    group_id = services.groups.record(a_group(name="Anggrek"))
    draft = a_member(1, name=name, family_card_number="")
    reasons = {
        problem.key: "Orang berbeda, NIK perlu diurus"
        for problem in services.members.check(draft, group_id)
        if problem.strength is Strength.SOFT
    }
    draft = a_member(1, name=name, family_card_number="", reasons=reasons)
    return services.members.enrol(group_id, draft)


# The list.


def test_everybody_is_listed_with_a_masked_nik(qtbot, session, team):
    page = shown_page(qtbot, session)
    assert "5 orang" in texts(page.list)
    first = cells(page.list.table)[0]
    assert first == [
        "Contoh B, lahir 5 Juni 1985 · P",
        "6407 •••• •••• 9001",
        "Melati Jaya, Ketua",
        "Long Iram Ilir, Long Iram, Kutai Barat",
        "DTSEN desil 2",
        "Belum dikirim",
    ]


def test_the_search_finds_names_and_the_last_digits_of_a_nik(qtbot, session, team):
    session.services().members.enrol(None, a_member(20, name="Siti Aminah"))
    page = shown_page(qtbot, session)
    page.focus_filter()
    write("sity amin")
    qtbot.waitUntil(lambda: page.list.table.model.rowCount() == 1)
    assert "1 hasil" in texts(page.list)
    key(Qt.Key.Key_Escape)
    write("9003")
    qtbot.waitUntil(lambda: page.list.table.model.rowCount() == 1)
    assert cells(page.list.table)[0][0].startswith("Contoh D")


def test_the_best_match_is_told_about_at_once(qtbot, session, team):
    page = shown_page(qtbot, session)
    assert not page.list.peek.isVisible()
    page.focus_filter()
    write("9002")
    qtbot.waitUntil(page.list.peek.isVisible)
    assert "Contoh C" in texts(page.list.peek)


def test_a_search_without_a_hit_offers_to_add_the_person(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.focus_filter()
    write("zulfikar 0193")
    qtbot.waitUntil(lambda: page.list.table.model.rowCount() == 0)
    assert "Tidak ada anggota yang cocok dengan “zulfikar 0193”" in texts(page.list)
    press(page, "Tambah “Zulfikar” sebagai anggota baru")
    press(overlay(page), "UEP perorangan")
    assert page.form.form.values()["name"] == "Zulfikar"
    assert focus() is page.form.form.editor("nik")


def test_a_filter_that_hides_everybody_is_named(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.FILTER, hint=str(Eligibility.UNCHECKED)))
    assert "5 anggota tersembunyi oleh saringan “Belum dicek”." in texts(page.list)
    press(page, "Hapus saringan")
    assert page.list.table.model.rowCount() == 5


def test_without_anybody_the_way_leads_to_the_groups(qtbot, session, heard):
    page = shown_page(qtbot, session)
    assert "Anggota ditambahkan dari kelompoknya." in texts(page.list)
    press(page, "Buka Kelompok")
    assert heard.destinations == [Destination(PageName.GROUPS)]


def test_the_group_of_the_selected_person_is_one_press_away(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.list.select(team.chair)
    press(page, "Buka kelompok")
    assert heard.destinations == [Destination(PageName.GROUPS, record_id=team.group_id)]


# Doubles.


def test_doubles_are_filtered_told_and_compared(qtbot, session, team):
    a_double(session, team)
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.FILTER, hint="double"))
    assert [row[4] for row in cells(page.list.table)] == ["NIK ganda", "NIK ganda"]
    page.list.table.select_place(0)
    assert "NIK ini juga dipakai Contoh Kembar di Anggrek" in texts(page.list.peek)
    press(page, "Bandingkan keduanya")
    said = texts(overlay(page))
    assert {"Contoh B", "Contoh Kembar", "Melati Jaya", "Anggrek", "berbeda"} <= set(said)
    assert a_nik(1) not in "".join(said).replace(" ", "")


def test_a_mistyped_nik_is_repaired_from_the_comparison(qtbot, session, team):
    twin = a_double(session, team)
    page = shown_page(qtbot, session)
    page.deeds.compare_recorded(twin)
    press(overlay(page), "Perbaiki NIK Contoh Kembar")
    assert page.is_editing
    assert focus() is page.form.form.editor("nik")
    write(a_nik(77))
    page.save()
    settle(qtbot, session)
    assert session.lists.members.draft(twin).nik == a_nik(77)
    assert session.lists.members.holder_of(a_nik(1), team.chair) is None


def test_a_person_recorded_twice_is_deleted_from_the_comparison(qtbot, session, team, heard):
    twin = a_double(session, team)
    page = shown_page(qtbot, session)
    page.deeds.compare_recorded(team.chair)
    press(overlay(page), "Hapus Contoh Kembar")
    settle(qtbot, session)
    assert page.list.table.model.rowCount() == 5
    heard.undo()
    settle(qtbot, session)
    assert session.lists.members.draft(twin) is not None


# The form in place.


def test_enter_opens_the_person_and_saving_returns_to_the_same_row(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.list.select(team.people[2])
    page.list.table.setFocus()
    key(Qt.Key.Key_Return)
    assert page.is_editing
    assert "Contoh D · Melati Jaya" in texts(page.form)
    page.form.form.editor("occupation").setText("petani karet")
    page.form.form.editor("occupation").edited.emit()
    page.accept()
    settle(qtbot, session)
    assert session.lists.members.draft(team.people[2]).occupation == "petani karet"
    assert not page.is_editing
    assert page.list.current().id == team.people[2]
    assert focus() is page.list.table.view


def test_a_click_opens_the_person(qtbot, session, team):
    page = shown_page(qtbot, session)
    view = page.list.table.view
    place = view.visualRect(page.list.table.model.index(1, 0)).center()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert page.form.record_id == team.people[1]


def test_opening_a_person_does_not_select_what_a_stray_key_would_replace(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.chair))
    assert focus() is page.form.form.editor("name")
    assert page.form.form.editor("name").selectedText() == ""


def test_a_new_member_asks_for_the_group_first(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.start_new()
    question = overlay(page)
    assert focus() is question.content.picker
    write("melati")
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.is_editing)
    assert focus() is page.form.form.editor("nik")
    assert page.form.group_id == team.group_id
    assert "Anggota baru · Melati Jaya" in texts(page.form)
    write(a_nik(60))
    page.form.form.editor("name").setFocus()
    write("Contoh Baru")
    page.save()
    settle(qtbot, session)
    assert page.list.current().name == "Contoh Baru"


def test_a_person_without_a_group_holds_no_office(qtbot, session):
    page = shown_page(qtbot, session)
    page.start_new()
    press(overlay(page), "UEP perorangan")
    assert "Anggota baru · UEP perorangan" in texts(page.form)
    assert not page.form.form.editor("role").isVisible()
    assert not page.form.more_button.isVisible()
    write(a_nik(61, born=date(1990, 4, 2)))
    page.form.form.editor("name").setFocus()
    write("Contoh Sendiri")
    page.save()
    settle(qtbot, session)
    (row,) = cells(page.list.table)
    assert row[2] == "Tanpa kelompok"


def test_the_question_for_the_group_is_left_with_esc(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.start_new()
    key(Qt.Key.Key_Escape)
    assert not page.is_editing
    assert [one for one in page.window().findChildren(Overlay) if one.isVisible()] == []


def test_a_destination_begins_a_member_of_a_group(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.NEW, team.group_id))
    assert page.form.group_id == team.group_id


def test_a_draft_of_a_new_member_comes_back_with_its_group(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.NEW, team.group_id))
    write(a_nik(62))
    assert page.go_back()
    settle(qtbot, session)
    assert heard.toasts[-1][0] == "Isian disimpan sebagai draf"
    (draft,) = session.services().drafts.open_drafts()
    page.open(Destination(GO, Purpose.RESUME, draft.id))
    settle(qtbot, session)
    assert page.form.group_id == team.group_id
    assert page.form.form.values()["nik"] == a_nik(62)
    assert page.form.form.box("nik").note.startswith("✓ Perempuan")


def test_a_person_who_is_gone_cannot_be_opened_and_that_is_said(qtbot, session, team, heard):
    session.services().members.withdraw(team.chair)
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.chair))
    assert not page.is_editing
    assert heard.toasts[-1][0] == "Anggota itu sudah dihapus"


def test_delete_takes_a_person_off_and_the_toast_brings_them_back(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.list.select(team.people[3])
    page.list.table.setFocus()
    key(Qt.Key.Key_Delete)
    settle(qtbot, session)
    assert page.list.table.model.rowCount() == 4
    heard.undo()
    settle(qtbot, session)
    assert page.list.table.model.rowCount() == 5


def test_the_menu_of_a_person_lets_them_leave_or_deletes_them(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.people[4]))
    words = [action.text() for action in page.form.menu.actions()]
    assert words == ["Buka kelompok", "Keluar dari kelompok…", "Cetak", "Hapus (Delete)"]
    page.form.menu.actions()[-1].trigger()
    settle(qtbot, session)
    assert not page.is_editing
    assert page.list.table.model.rowCount() == 4


# Privacy, windows, keyboard.


def test_ctrl_shift_n_shows_whole_niks_until_they_are_masked(qtbot, session, team, caplog):
    page = shown_page(qtbot, session)
    page.list.table.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with caplog.at_level("INFO", logger="kube_desktop"):
        key(Qt.Key.Key_N, modifiers)
    assert cells(page.list.table)[0][1].replace(" ", "") == a_nik(1)
    assert "Whole NIKs shown" in caplog.text
    assert a_nik(1) not in caplog.text
    press(page, "Samarkan NIK")
    assert "••••" in cells(page.list.table)[0][1]


def opened_states(page, team, qtbot, session):
    yield "nobody selected"
    page.list.select(team.chair)
    yield "somebody selected"
    page.focus_filter()
    write("zzz")
    qtbot.waitUntil(lambda: page.list.table.model.rowCount() == 0)
    yield "nothing found"
    page.go_back()
    page.open(Destination(GO, record_id=team.chair))
    yield "form"
    page.form.form.editor("nik").clear()
    page.save()
    settle(qtbot, session)
    yield "refused form"


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_every_state_fits_into_the_smallest_windows(qtbot, session, look, team, scale):
    look.set_scale(scale)
    page = shown_page(qtbot, session, compact=True)
    for state in opened_states(page, team, qtbot, session):
        settle(qtbot, session)
        least = page.minimumSizeHint()
        assert least.expandedTo(QSize(*COMPACT)) == QSize(*COMPACT), (state, least)
        assert too_small(page) == [], state
    if scale == 1.0:
        page.go_back()
        page.set_compact(False)
        page.window().resize(*WIDE)
        for state in opened_states(page, team, qtbot, session):
            settle(qtbot, session)
            least = page.minimumSizeHint()
            assert least.expandedTo(QSize(*WIDE)) == QSize(*WIDE), (state, least)
            assert too_small(page) == [], state


def test_the_keyboard_reaches_everything_and_everything_has_a_name(qtbot, session, team):
    page = shown_page(qtbot, session)
    for state in opened_states(page, team, qtbot, session):
        assert nameless(page) == [], state
        assert unreached(page) == [], state


def test_f6_goes_from_search_to_list_to_the_selected_person(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.list.select(team.chair)
    page.list.search.setFocus()
    page.next_pane(1)
    assert focus() is page.list.table.view
    page.next_pane(1)
    assert focus() is button(page, "Buka anggota yang dipilih")
