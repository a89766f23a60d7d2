from datetime import date

import pytest
from builders import (
    LONG_IRAM_ILIR,
    SUMBER_SARI_LOA_KULU,
    a_group,
    a_handover,
    a_member,
    a_nik,
    a_visit,
)
from builders import a_recorded_team as a_team
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
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from workplaces import official_of

from kube_desktop.domain.groups import GroupState, Readiness, StateChange
from kube_desktop.domain.members import Departure, Role
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.values import Sex
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tabs.groups import GroupsTab
from kube_desktop.ui.widgets.overlay import Overlay

GO = PageName.GROUPS


@pytest.fixture
def session(data_paths, clock, look):
    with session_over(data_paths, clock) as session:
        yield session


@pytest.fixture
def heard(session):
    return Heard(session.window)


@pytest.fixture
def team(session):
    return a_team(session.services())


@pytest.fixture
def page(qtbot, session, heard):
    return shown_page(qtbot, session)


def shown_page(qtbot, session, *, compact=False):
    page = GroupsTab(session)
    page.set_compact(compact)
    in_window(qtbot, page, COMPACT if compact else (1366, 615))
    settle(qtbot, session)
    return page


def overlay(page):
    found = [one for one in page.window().findChildren(Overlay) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def fill_group(page, name="Mawar Indah", village="Long Iram Ilir"):
    form = page.group_form.form
    form.editor("name").setFocus()
    write(name)
    form.fill({"village_code": LONG_IRAM_ILIR, "business_type": "PTK"})
    form.editor("business_detail").setFocus()
    write("ayam petelur")


# The list and one group beside it.


def test_the_list_tells_place_members_and_status(qtbot, session, team):
    page = shown_page(qtbot, session)
    assert cells(page.list.table) == [["Melati Jaya, Long Iram Ilir, Long Iram", "5/5", "Lengkap"]]


def test_the_first_group_is_shown_beside_the_list_at_once(qtbot, session, team):
    page = shown_page(qtbot, session)
    assert "Melati Jaya" in texts(page.detail)
    assert next(row[0] for row in cells(page.detail.members.table)) == "Contoh B, Ketua"


def test_an_empty_list_offers_the_first_group(page):
    assert "Belum ada kelompok." in texts(page.list)
    assert "Kelompok yang dipilih tampil di sini." in texts(page)
    press(page.list, "Tambah kelompok")
    assert page.group_form.isVisible()


def test_typing_in_the_filter_narrows_the_list_and_esc_takes_it_back(qtbot, session, team):
    session.services().groups.record(a_group(name="Anggrek"))
    page = shown_page(qtbot, session)
    page.focus_filter()
    write("angg")
    qtbot.waitUntil(lambda: page.list.table.model.rowCount() == 1)
    assert "1 hasil" in texts(page.list)
    key(Qt.Key.Key_Escape)
    assert page.list.table.model.rowCount() == 2


def test_a_filter_that_hides_everything_is_named_and_can_be_taken_away(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.FILTER, hint="incomplete"))
    assert "1 kelompok tersembunyi oleh saringan “Perlu dilengkapi”." in texts(page.list)
    press(page.list, "Hapus saringan")
    assert page.list.table.model.rowCount() == 1


def test_letters_typed_in_the_list_jump_to_the_name(qtbot, session):
    for number, name in enumerate(("Anggrek", "Bina Tani", "Mawar", "mekar", "Zamrud")):
        session.services().groups.record(a_group(name=name, village_code=LONG_IRAM_ILIR))
        assert number < 5
    page = shown_page(qtbot, session)
    page.list.table.setFocus()
    write("me")
    assert page.list.current().name == "mekar"


def test_what_is_missing_is_said_and_leads_to_the_form(qtbot, session):
    a_team(session.services(), size=3)
    page = shown_page(qtbot, session)
    assert "Belum lengkap: 2 anggota belum ada" in texts(page.detail)
    press(page.detail, "Lengkapi")
    assert "Anggota baru · Melati Jaya" in texts(page.member_form)


def test_the_parts_of_a_group_tell_their_counts_and_what_to_do_when_empty(qtbot, session, team):
    page = shown_page(qtbot, session)
    tabs = page.detail.tabs
    assert [tabs.tabText(at) for at in range(5)] == [
        "Anggota (5)", "Bantuan (0)", "Kunjungan (0)", "Berkas (0)", "Riwayat",
    ]  # fmt: skip
    page.detail.show_section("bantuan")
    assert "Belum ada bantuan untuk Melati Jaya." in texts(page.detail)
    page.detail.show_section("kunjungan")
    assert "Belum ada kunjungan ke Melati Jaya." in texts(page.detail)
    page.detail.show_section("berkas")
    settle(qtbot, session)
    assert "Simpan BAST bertanda tangan di sini." in texts(page.detail)


def test_a_replaced_member_is_told_below_the_members_with_its_paper(qtbot, session, team, heard):
    services, lists = session.services(), session.lists
    old = lists.members.of_group(team.group_id)[-1]
    departure = Departure(left_on=date(2026, 11, 2), reason="Pindah")
    services.members.leave(old.membership_id, departure)
    new = services.members.enrol(team.group_id, a_member(30, joined_on=date(2026, 11, 9)))
    page = shown_page(qtbot, session)
    name = lists.members.draft(new).name
    assert f"Pergantian: {old.name} diganti {name}" in texts(page.detail.members.recent)
    press(page.detail.members.recent, "Cetak berita acara")
    assert [one.kind for one in heard.orders] == [PaperKind.REPLACEMENT]


def test_aid_and_visits_are_listed_and_open_on_their_own_pages(qtbot, session, team, heard):
    services = session.services()
    handover = services.aid.record(
        a_handover(group_id=team.group_id, official_id=official_of(services), person_id=team.chair)
    )
    visit = services.mentoring.record(a_visit(group_id=team.group_id))
    page = shown_page(qtbot, session)
    assert "Serah terima: Mesin jahit dan 1 lainnya" in texts(page.detail.members.recent)
    page.detail.show_section("bantuan")
    page.detail.aid.table.select_place(0)
    page.detail.aid.table.setFocus()
    key(Qt.Key.Key_Return)
    page.detail.show_section("kunjungan")
    page.detail.visits.table.setFocus()
    page.detail.visits.table.select_place(0)
    key(Qt.Key.Key_Return)
    assert heard.destinations == [
        Destination(PageName.AID, record_id=handover),
        Destination(PageName.MENTORING, record_id=visit),
    ]


def test_printing_takes_the_last_bast_of_the_group(qtbot, session, team, heard):
    services = session.services()
    handover = services.aid.record(
        a_handover(group_id=team.group_id, official_id=official_of(services), person_id=team.chair)
    )
    page = shown_page(qtbot, session)
    page.print_selected()
    assert [(one.kind, one.subjects) for one in heard.orders] == [(PaperKind.BAST, (handover,))]


def test_a_group_without_a_handover_is_asked_which_paper(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.print_selected()
    (menu,) = (one for one in page.findChildren(QMenu) if one.isVisible())
    assert menu.accessibleName() == "Kertas yang dapat dicetak"
    menu.close()
    assert heard.orders == []


def test_visit_and_handover_begin_from_the_group(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    press(page, "Catat kunjungan")
    press(page, "Serah terima")
    page.accept()
    assert heard.destinations == [
        Destination(PageName.MENTORING, Purpose.NEW, team.group_id),
        Destination(PageName.AID, Purpose.NEW, team.group_id),
        Destination(PageName.AID, Purpose.NEW, team.group_id),
    ]


# The form of a group.


def test_a_new_group_is_written_stored_and_shown(qtbot, session, page):
    page.start_new()
    assert focus() is page.group_form.form.editor("name")
    fill_group(page)
    page.accept()
    settle(qtbot, session)
    assert page.detail.isVisible()
    assert page.list.current().name == "Mawar Indah"
    assert "Mawar Indah" in texts(page.detail)


def test_the_village_is_picked_by_typing_a_part_of_its_name(qtbot, session, page):
    page.start_new()
    picker = page.group_form.form.editor("village_code")
    picker.setFocus()
    write("sumber sari loa kulu")
    key(Qt.Key.Key_Return)
    assert picker.value() == SUMBER_SARI_LOA_KULU
    assert picker.text() == "Sumber Sari, Loa Kulu"


def test_nothing_is_red_before_the_first_save(page):
    page.start_new()
    page.group_form.form.editor("name").setFocus()
    write("x")
    key(Qt.Key.Key_Backspace)
    key(Qt.Key.Key_Tab)
    assert not page.group_form.form.summary.isVisible()
    assert page.group_form.form.box("name").problem == ""


def test_a_refused_group_is_explained_above_and_beside_the_fields(qtbot, session, page):
    page.start_new()
    page.save()
    settle(qtbot, session)
    form = page.group_form.form
    said = [link.text() for link in form.summary.links]
    assert said == ["Isi nama kelompok", "Pilih kampung, desa, atau kelurahan", "Pilih jenis usaha"]
    assert form.box("name").problem == said[0]
    assert focus() is form.summary.links[0]
    key(Qt.Key.Key_Return)
    assert focus() is form.editor("name")
    write("Mawar")
    qtbot.waitUntil(lambda: form.box("name").problem == "")


def test_the_same_name_in_the_same_village_asks_for_a_reason_once(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.start_new()
    fill_group(page, "Melati Jaya")
    page.save()
    settle(qtbot, session)
    summary = page.group_form.form.summary
    assert "Perlu alasan (1)" in texts(summary)
    reason = summary.findChild(QLineEdit)
    reason.setFocus()
    write("Memang dua kelompok")
    page.save()
    settle(qtbot, session)
    assert page.detail.isVisible()
    assert page.list.table.model.rowCount() == 2


def test_a_group_is_corrected(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.edit_selected()
    assert "Ubah Melati Jaya" in texts(page.group_form)
    page.group_form.form.editor("business_detail").setFocus()
    page.group_form.form.editor("business_detail").selectAll()
    write("amplang")
    page.save()
    settle(qtbot, session)
    assert session.lists.groups.draft(team.group_id).business_detail == "amplang"


def test_a_stored_value_that_no_list_offers_survives_saving(qtbot, session):
    group_id = session.services().groups.record(
        a_group(budget_year=2015, funding_source="Baznas", meeting_day="Jumat minggu ke-1")
    )
    page = shown_page(qtbot, session)
    page.edit_selected()
    page.save()
    settle(qtbot, session)
    draft = session.lists.groups.draft(group_id)
    assert (draft.budget_year, draft.funding_source) == (2015, "Baznas")
    assert draft.meeting_day == "Jumat minggu ke-1"


# Drafts.


def test_what_was_typed_stays_as_a_draft_when_the_form_is_left(qtbot, session, page, heard):
    page.start_new()
    fill_group(page)
    assert page.go_back()
    settle(qtbot, session)
    assert heard.toasts[-1][0] == "Isian disimpan sebagai draf"
    (draft,) = session.services().drafts.open_drafts()
    assert (draft.form, draft.title) == ("group", "Kelompok Mawar Indah")
    assert draft.content["business_detail"] == "ayam petelur"


def test_a_draft_is_taken_up_again(qtbot, session, page):
    page.start_new()
    fill_group(page)
    page.go_back()
    settle(qtbot, session)
    (draft,) = session.services().drafts.open_drafts()
    page.open(Destination(GO, Purpose.RESUME, draft.id))
    settle(qtbot, session)
    assert page.group_form.isVisible()
    assert page.group_form.draft().name == "Mawar Indah"
    page.save()
    settle(qtbot, session)
    assert session.services().drafts.open_drafts() == []
    assert page.list.current().name == "Mawar Indah"


def test_an_earlier_draft_of_a_group_is_offered_when_its_form_opens(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.edit_selected()
    page.group_form.form.editor("address").setText("Jl. Baru")
    page.group_form.form.editor("address").edited.emit()
    page.go_back()
    settle(qtbot, session)
    page.edit_selected()
    settle(qtbot, session)
    assert page.group_form.earlier.text.startswith("Masih ada isian yang belum disimpan")
    press(page.group_form, "Lanjutkan")
    assert page.group_form.draft().address == "Jl. Baru"
    page.save()
    settle(qtbot, session)
    assert session.lists.groups.draft(team.group_id).address == "Jl. Baru"
    assert session.services().drafts.open_drafts() == []


def test_an_earlier_draft_can_be_dropped(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.edit_selected()
    page.group_form.form.editor("address").setText("Jl. Baru")
    page.group_form.form.editor("address").edited.emit()
    page.go_back()
    settle(qtbot, session)
    page.edit_selected()
    settle(qtbot, session)
    press(page.group_form, "Buang")
    settle(qtbot, session)
    assert not page.group_form.earlier.isVisible()
    assert session.services().drafts.open_drafts() == []


def test_a_draft_that_is_gone_is_explained(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.RESUME, team.group_id))
    settle(qtbot, session)
    assert heard.toasts[-1][0] == "Isian itu sudah disimpan atau dibuang"


def test_typing_is_kept_within_two_seconds(qtbot, session, page):
    page.start_new()
    fill_group(page)
    qtbot.waitUntil(lambda: session.services().drafts.open_drafts() != [], timeout=2000)
    qtbot.waitUntil(lambda: any("Draf tersimpan otomatis" in one for one in texts(page)))


def test_cancel_drops_the_draft_and_the_toast_brings_it_back(qtbot, session, page, heard):
    page.start_new()
    fill_group(page)
    press(page, "Batal")
    settle(qtbot, session)
    assert session.services().drafts.open_drafts() == []
    heard.undo()
    assert page.group_form.isVisible()
    assert page.group_form.draft().name == "Mawar Indah"


def test_an_untouched_form_is_left_without_a_word(qtbot, session, page, heard):
    page.start_new()
    page.go_back()
    settle(qtbot, session)
    assert heard.toasts == []
    assert session.services().drafts.open_drafts() == []


def test_closing_the_window_keeps_what_was_typed(qtbot, session, page):
    page.start_new()
    fill_group(page)
    session.window.closing.emit()
    settle(qtbot, session)
    assert len(session.services().drafts.open_drafts()) == 1


# Members of the group.


def member_form(page, team):
    page.open(Destination(GO, Purpose.NEW, team.group_id, "anggota-baru"))
    return page.member_form.form


def test_the_sixteenth_digit_fills_birth_date_and_sex(qtbot, session, team):
    page = shown_page(qtbot, session)
    form = member_form(page, team)
    assert focus() is form.editor("nik")
    write(a_nik(50, born=date(1985, 5, 1)))
    assert form.box("nik").note == "✓ Perempuan, lahir 1 Mei 1985, terbitan Kutai Barat"
    assert form.values()["born_on"] == date(1985, 5, 1)
    assert form.values()["sex"] is Sex.FEMALE


def test_a_corrected_nik_replaces_only_what_a_nik_filled_in(qtbot, session, team):
    page = shown_page(qtbot, session)
    form = member_form(page, team)
    form.editor("born_on").setFocus()
    write("6-6-1986")
    form.editor("nik").setFocus()
    write(a_nik(50, born=date(1985, 5, 1)))
    form.editor("nik").clear()
    write(a_nik(51, born=date(1990, 2, 3), sex=Sex.MALE))
    assert form.values()["born_on"] == date(1986, 6, 6)
    assert form.values()["sex"] is Sex.MALE


def test_a_nik_in_use_is_told_at_the_sixteenth_digit_and_compared(qtbot, session, team):
    page = shown_page(qtbot, session)
    member_form(page, team)
    write(a_nik(1))
    assert "NIK ini sudah dipakai Contoh B di Melati Jaya" in texts(page.member_form)
    press(page.member_form, "Bandingkan")
    said = texts(overlay(page))
    assert "Bandingkan dua orang" in said
    assert "Contoh B" in said


def test_a_new_member_is_stored_and_selected(qtbot, session, team):
    page = shown_page(qtbot, session)
    form = member_form(page, team)
    write(a_nik(50))
    form.editor("name").setFocus()
    write("Contoh Baru")
    page.accept()
    settle(qtbot, session)
    assert page.detail.isVisible()
    assert page.detail.members.table.current_row().name == "Contoh Baru"
    assert page.detail.tabs.tabText(0) == "Anggota (6)"


def test_the_next_member_keeps_what_is_pinned_and_takes_the_next_office(qtbot, session, heard):
    group_id = session.services().groups.record(a_group())
    page = shown_page(qtbot, session)
    page.open(Destination(GO, Purpose.NEW, group_id, "anggota-baru"))
    form = page.member_form.form
    assert form.values()["role"] is Role.CHAIR
    assert form.values()["village_code"] == LONG_IRAM_ILIR
    write(a_nik(50))
    for name, text in (("name", "Contoh Satu"), ("address", "Jl. Poros"), ("rt", "04")):
        form.editor(name).setFocus()
        write(text)
    press(page, "Simpan dan tambah lagi")
    settle(qtbot, session)
    assert heard.toasts[-1][0] == "Contoh Satu tersimpan"
    values = form.values()
    assert (values["nik"], values["name"]) == ("", "")
    assert (values["address"], values["rt"]) == ("Jl. Poros", "04")
    assert values["role"] is Role.SECRETARY
    assert focus() is form.editor("nik")
    heard.undo()
    settle(qtbot, session)
    assert session.lists.members.of_group(group_id) == []


def test_a_value_without_its_pin_is_empty_for_the_next_member(qtbot, session, team):
    page = shown_page(qtbot, session)
    form = member_form(page, team)
    write(a_nik(50))
    for name, text in (("name", "Contoh Satu"), ("address", "Jl. Poros")):
        form.editor(name).setFocus()
        write(text)
    form.box("address").pin.click()
    press(page, "Simpan dan tambah lagi")
    settle(qtbot, session)
    assert form.values()["address"] == ""


def test_a_member_gets_another_office_after_a_reason(qtbot, session, team):
    page = shown_page(qtbot, session)
    ordinary = session.lists.members.of_group(team.group_id)[-1]
    page.open(Destination(GO, record_id=team.group_id))
    page.detail.members.table.select(ordinary.id)
    page.detail.members.table.setFocus()
    key(Qt.Key.Key_Return)
    form = page.member_form.form
    button(page, "Jabatan: Ketua").click()
    page.save()
    settle(qtbot, session)
    assert form.box("role").problem == "Ketua sekarang Contoh B. Ganti pengurus?"
    form.summary.findChild(QLineEdit).setFocus()
    write("Ya, menggantikan")
    page.save()
    settle(qtbot, session)
    first = session.lists.members.of_group(team.group_id)[0]
    assert (first.id, first.role) == (ordinary.id, Role.CHAIR)


def test_a_member_leaves_the_group_with_day_and_reason(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    member = session.lists.members.of_group(team.group_id)[-1]
    page.member_deeds.ask_departure(member)
    asked = overlay(page)
    press(asked, "Simpan")
    assert "Pilih alasan keluar" in texts(asked)
    asked.content.form.fill({"reason": "Pindah"})
    press(asked, "Simpan")
    settle(qtbot, session)
    assert len(session.lists.members.of_group(team.group_id)) == 4
    assert heard.toasts[-1][0] == f"{member.name} keluar dari Melati Jaya"
    assert page.detail.tabs.tabText(0) == "Anggota (4)"


def test_a_member_is_deleted_with_the_delete_key_and_comes_back(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    table = page.detail.members.table
    table.select(team.people[-1])
    table.setFocus()
    key(Qt.Key.Key_Delete)
    settle(qtbot, session)
    assert table.model.rowCount() == 4
    heard.undo()
    settle(qtbot, session)
    assert table.model.rowCount() == 5


# Deeds.


def test_a_deleted_group_leaves_the_list_and_comes_back(qtbot, session, team, heard):
    page = shown_page(qtbot, session)
    page.list.table.setFocus()
    key(Qt.Key.Key_Delete)
    settle(qtbot, session)
    assert page.list.table.model.rowCount() == 0
    assert heard.toasts[-1][0] == "Kelompok Melati Jaya dihapus"
    heard.undo()
    settle(qtbot, session)
    assert [row[0] for row in cells(page.list.table)] == ["Melati Jaya, Long Iram Ilir, Long Iram"]


def test_a_group_that_dissolves_needs_a_reason_and_the_fate_of_its_goods(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.deeds.ask_step(page.list.current(), GroupState.DISSOLVED)
    asked = overlay(page)
    press(asked, "Simpan")
    said = texts(asked)
    assert "Tulis alasannya" in said
    assert "Tulis di mana barang bantuan sekarang" in said
    asked.content.form.fill({"note": "Pindah semua", "goods_fate": "Di balai desa"})
    press(asked, "Simpan")
    settle(qtbot, session)
    assert session.lists.groups.detail(team.group_id).row.status is Readiness.INACTIVE
    assert not page.detail.missing.isVisible()


def test_a_dissolved_group_explains_that_nothing_follows(qtbot, session, team, heard):
    session.services().groups.enter_state(
        team.group_id,
        StateChange(
            state=GroupState.DISSOLVED,
            happened_on=session.today(),
            note="Bubar",
            goods_fate="Di balai desa",
        ),
    )
    page = shown_page(qtbot, session)
    page.deeds.ask_step(page.list.current())
    assert "tahapnya tidak dapat diganti lagi" in heard.toasts[-1][0]


def test_the_menu_offers_what_can_be_done(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.detail.menu.aboutToShow.emit()
    assert [one.text() for one in page.detail.menu.actions() if one.text()] == [
        "Ubah (F2)", "Tambah anggota", "Tambah foto", "Ganti tahap…", "Pindah pendamping…",
        "Tandai tidak aktif…", "Hapus",
    ]  # fmt: skip


# Files and history.


def a_picture(folder, name="foto.png"):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    assert image.save(str(folder / name))
    return folder / name


def test_a_photo_is_added_shown_deleted_and_brought_back(qtbot, session, team, tmp_path, heard):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.group_id, hint="berkas"))
    files = page.detail.files
    files.pick_files = lambda _parent, _start: [a_picture(tmp_path)]
    files.action.click()
    settle(qtbot, session)
    assert [card.open_button.accessibleName() for card in files.cards] == ["Buka foto.png"]
    assert page.detail.tabs.tabText(3) == "Berkas (1)"
    files.cards[0].open_button.click()
    settle(qtbot, session)
    assert overlay(page).accessibleName() == "Berkas foto.png"
    overlay(page).dismiss()
    files.cards[0].remove_button.click()
    settle(qtbot, session)
    assert files.cards == ()
    heard.undo()
    settle(qtbot, session)
    assert len(files.cards) == 1


def test_a_file_that_is_no_picture_is_refused_in_words(qtbot, session, team, tmp_path):
    wrong = tmp_path / "catatan.jpg"
    wrong.write_text("bukan foto")
    page = shown_page(qtbot, session)
    page.detail.show_section("berkas")
    page.detail.files.pick_files = lambda _parent, _start: [wrong]
    page.detail.files.add()
    settle(qtbot, session)
    assert page.detail.files.trouble.isVisible()
    assert "catatan.jpg bukan foto yang dapat dibaca" in page.detail.files.trouble.text


def test_the_chooser_may_be_closed_without_choosing(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.detail.show_section("berkas")
    page.detail.files.pick_files = lambda _parent, _start: []
    page.detail.files.add()
    settle(qtbot, session)
    assert page.detail.files.cards == ()


def test_the_history_tells_who_changed_what(qtbot, session, team, clock):
    services = session.services()
    draft = session.lists.groups.draft(team.group_id)
    services.groups.correct(team.group_id, a_group(business_detail="amplang"))
    assert draft.business_detail == "kue basah"
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.group_id, hint="riwayat"))
    settle(qtbot, session)
    told = [" ".join(row) for row in cells(page.detail.history.table)]
    assert any("Rincian usaha diubah" in line and "“amplang”" in line for line in told)
    assert any("Tahap: Baru dicatat" in line for line in told)
    assert any("Pertama kali dicatat" in line for line in told)


# Going there, small windows, keyboard.


@pytest.mark.parametrize("hint", ["anggota", "bantuan", "kunjungan", "berkas", "riwayat"])
def test_a_destination_opens_a_part_of_a_group(qtbot, session, team, hint):
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.group_id, hint=hint))
    settle(qtbot, session)
    names = ["anggota", "bantuan", "kunjungan", "berkas", "riwayat"]
    assert page.detail.tabs.currentIndex() == names.index(hint)


def test_a_destination_finds_a_group_that_a_filter_hides(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.list.filter_by(Readiness.DRAFT)
    page.open(Destination(GO, Purpose.EDIT, team.group_id))
    assert page.group_form.record_id == team.group_id


def test_a_deleted_group_cannot_be_gone_to_and_that_is_said(qtbot, session, team, heard):
    session.services().groups.withdraw(team.group_id)
    page = shown_page(qtbot, session)
    page.open(Destination(GO, record_id=team.group_id))
    assert heard.toasts[-1][0] == "Kelompok itu sudah dihapus"


def test_in_a_small_window_the_list_leads_to_the_group_and_back(qtbot, session, team):
    page = shown_page(qtbot, session, compact=True)
    assert not page.detail.isVisible()
    page.list.table.setFocus()
    page.list.table.select_place(0)
    key(Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.list.isVisible()
    assert page.go_back()
    assert page.list.isVisible()
    assert focus() is page.list.table.view


def test_a_window_that_grows_shows_what_is_selected_beside_the_list(qtbot, session, team):
    other = session.services().groups.record(a_group(name="Zamrud"))
    page = shown_page(qtbot, session, compact=True)
    page.list.table.select(other)
    page.set_compact(False)
    assert "Zamrud" in texts(page.detail)


def test_in_a_small_window_a_stored_group_is_shown(qtbot, session):
    page = shown_page(qtbot, session, compact=True)
    page.start_new()
    fill_group(page)
    page.save()
    settle(qtbot, session)
    assert page.detail.isVisible()
    assert "Mawar Indah" in texts(page.detail)


def opened_states(page, team, qtbot, session):
    yield "list"
    for part in ("anggota", "bantuan", "kunjungan", "berkas", "riwayat"):
        page.open(Destination(GO, record_id=team.group_id, hint=part))
        settle(qtbot, session)
        yield part
    page.edit_selected()
    yield "group form"
    page.go_back()
    member_form(page, team)
    yield "member form"
    page.save()
    settle(qtbot, session)
    yield "refused member form"


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_every_state_fits_into_the_smallest_windows(qtbot, session, look, team, scale):
    look.set_scale(scale)
    compact = scale > 1
    page = shown_page(qtbot, session, compact=True)
    for state in opened_states(page, team, qtbot, session):
        settle(qtbot, session)
        least = page.minimumSizeHint()
        assert least.expandedTo(QSize(*COMPACT)) == QSize(*COMPACT), (state, least)
        assert too_small(page) == [], state
    if not compact:
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


def test_f6_goes_between_list_and_group(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.list.table.setFocus()
    page.next_pane(1)
    assert page.detail.isAncestorOf(focus())
    page.next_pane(1)
    assert focus() is page.list.table.view


def test_ctrl_shift_n_shows_whole_niks_and_logs_no_digit(qtbot, session, team, caplog, heard):
    page = shown_page(qtbot, session)
    table = page.detail.members.table
    assert "6407 •••• ••••" in cells(table)[0][1]
    with caplog.at_level("INFO", logger="kube_desktop"):
        table.setFocus()
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(table.view, Qt.Key.Key_N, modifiers)
    assert cells(table)[0][1].replace(" ", "") == a_nik(1)
    assert "Whole NIKs shown" in caplog.text
    assert a_nik(1) not in caplog.text
    heard.undo()
    assert "••••" in cells(table)[0][1]


def test_delete_in_the_filter_deletes_no_group(qtbot, session, team):
    page = shown_page(qtbot, session)
    page.list.status.setFocus()
    key(Qt.Key.Key_Delete)
    settle(qtbot, session)
    assert page.list.table.model.rowCount() == 1


def test_enter_in_the_filter_opens_the_first_hit(qtbot, session, team):
    page = shown_page(qtbot, session, compact=True)
    page.focus_filter()
    write("mela")
    key(Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert "Melati Jaya" in texts(page.detail)
