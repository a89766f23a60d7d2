from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import a_member, a_recorded_team, a_visit
from page_bench import (
    COMPACT,
    WIDE,
    click,
    copied_session,
    finish,
    listen,
    press,
    put_on_screen,
    session_over,
    spoken_name,
    stops,
    unreached,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import text
from workplaces import settle_in

from kube_desktop.db.models import SentFile
from kube_desktop.domain.ids import new_id
from kube_desktop.services.lists.home import TodoKind
from kube_desktop.ui.home.tiles import tile_colours
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tabs.home import HomeTab
from kube_desktop.ui.tokens import DARK, LIGHT, TEXT_RATIO, contrast

MORNING = datetime(2026, 11, 19, 1, 41, tzinfo=UTC)


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def office(office_root, tmp_path, look):
    with copied_session(office_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def fresh(data_paths, look):
    """A facilitator's laptop without any group."""
    with session_over(data_paths.root, look) as session:
        settle_in(session.services())
        yield session


@pytest.fixture
def heard(session):
    return listen(session)


@pytest.fixture
def tab(qtbot, session, heard):
    return put_on_screen(qtbot, HomeTab(session, now=lambda: MORNING))


def texts(part):
    return [label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part)]


def a_draft(session, form="handover", title="Serah terima Cahaya Benuaq"):
    draft_id = new_id()
    session.services().drafts.keep(draft_id, form, title, {})
    return draft_id


def shown_todos(tab):
    return [row for row in tab.facilitator.todo.rows if row.isVisibleTo(tab)]


def test_everything_shows_before_the_heavy_services_are_loaded(qtbot, session):
    def not_yet():
        raise AssertionError("Beranda asked for the services")

    early = replace(session, services=not_yet, is_ready=lambda: False)
    tab = put_on_screen(qtbot, HomeTab(early, now=lambda: MORNING))
    assert "80 dari 100" in texts(tab)
    assert shown_todos(tab)


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(0, "pagi"), (10, "pagi"), (11, "siang"), (14, "siang"), (15, "sore"), (17, "sore"),
     (18, "malam"), (23, "malam")],
)  # fmt: skip
def test_it_greets_by_the_time_of_kalimantan(qtbot, session, hour, greeting):
    moment = datetime(2026, 11, 19, hour, 5, tzinfo=UTC) - timedelta(hours=8)
    tab = put_on_screen(qtbot, HomeTab(session, now=lambda: moment))
    assert f"Selamat {greeting}, Rina" in texts(tab)


def test_it_says_day_region_and_programme_year(tab):
    assert "Kamis, 19 November 2026 · Kutai Kartanegara · tahun program 2026" in texts(tab)


def test_the_cards_count_groups_people_aid_and_visits(tab):
    names = [spoken_name(card) for card in tab.facilitator.cards]
    assert names[:2] == ["Kelompok dibina: 80 dari 100", "Anggota: 400 orang"]
    assert names[2].startswith("Bantuan diserahkan: Rp")
    assert names[3].startswith("Kunjungan November: ")


@pytest.mark.parametrize(
    ("card", "place"),
    [
        (0, Destination(PageName.GROUPS, Purpose.FILTER)),
        (1, Destination(PageName.MEMBERS, Purpose.FILTER)),
        (2, Destination(PageName.AID, Purpose.FILTER)),
        (3, Destination(PageName.MENTORING, Purpose.FILTER)),
    ],
)
def test_each_card_leads_to_its_list(tab, heard, card, place):
    click(tab.facilitator.cards[card])
    assert heard.places == [place]


def test_the_most_harmful_comes_first(tab):
    kinds = [todo.kind for todo in tab.facilitator.todo._todos]
    assert kinds == sorted(kinds)
    assert {TodoKind.VISIT, TodoKind.SIGN, TodoKind.SEND} <= set(kinds)


def test_at_most_seven_lines_show_until_all_are_asked_for(tab):
    todo = tab.facilitator.todo
    assert 3 <= len(shown_todos(tab)) <= 7
    hidden = len(todo._todos) - len(shown_todos(tab))
    assert spoken_name(todo.more) == f"Lihat {hidden} lainnya"
    click(todo.more)
    assert len(shown_todos(tab)) == len(todo.rows) == len(todo._todos)
    click(todo.more)
    assert len(shown_todos(tab)) <= 7


def test_a_single_line_is_not_hidden_behind_a_button(qtbot, tab):
    todo = tab.facilitator.todo
    tab.set_compact(compact=True)
    todo.show_todos(todo._todos[:8])
    assert len(todo._todos) == len(shown_todos(tab)) == 8
    assert todo.more.isHidden()


def test_a_line_leads_to_where_it_is_dealt_with(tab, heard):
    todo = tab.facilitator.todo
    first = next(one for one in todo._todos if one.kind is TodoKind.VISIT)
    todo.asked.emit(first)
    todo.asked.emit(next(one for one in todo._todos if one.kind is TodoKind.SEND))
    todo.asked.emit(next(one for one in todo._todos if one.kind is TodoKind.SIGN))
    assert heard.places == [
        Destination(PageName.MENTORING, Purpose.NEW, first.record_id),
        Destination(PageName.AID, Purpose.FILTER, hint="dicetak"),
    ]
    assert heard.sends == [True]


def test_the_buttons_start_a_visit_or_a_handover(tab, heard):
    for button in tab.facilitator.header.findChildren(type(tab.facilitator.todo.more)):
        click(button)
    assert heard.places == [
        Destination(PageName.MENTORING, Purpose.NEW),
        Destination(PageName.AID, Purpose.NEW),
    ]


def test_a_group_short_of_members_stands_on_top(qtbot, fresh):
    team = a_recorded_team(fresh.services(), size=4)
    heard = listen(fresh)
    tab = put_on_screen(qtbot, HomeTab(fresh))
    assert texts(shown_todos(tab)[0])[1] == "Melati Jaya: lengkapi anggota ke-5"
    assert "1 kelompok belum genap 5 orang" in texts(tab)
    press_first_todo(tab)
    assert heard.places == [
        Destination(PageName.GROUPS, Purpose.NEW, team.group_id, "anggota-baru")
    ]
    click(tab.facilitator.cards[1])
    assert heard.places[-1] == Destination(PageName.GROUPS, Purpose.FILTER, hint="incomplete")


def press_first_todo(tab):
    row = shown_todos(tab)[0]
    click(row.findChildren(type(tab.facilitator.todo.more))[0])


def test_within_one_regency_the_districts_are_shown(qtbot, fresh):
    a_recorded_team(fresh.services())
    tab = put_on_screen(qtbot, HomeTab(fresh))
    assert "Capaian per kecamatan" in texts(tab)
    assert {"Long Iram", "0/1"} <= set(texts(tab.facilitator.reach))


def test_it_follows_what_is_recorded_while_it_is_open(qtbot, fresh):
    team = a_recorded_team(fresh.services(), size=4)
    tab = put_on_screen(qtbot, HomeTab(fresh))
    fresh.tasks.submit(
        lambda: fresh.services().members.enrol(team.group_id, a_member(90)), lambda _: None
    )
    finish(qtbot, fresh)
    qtbot.waitUntil(lambda: "5 orang" in texts(tab))


def test_day_one_says_how_to_begin(qtbot, fresh):
    heard = listen(fresh)
    tab = put_on_screen(qtbot, HomeTab(fresh))
    assert "Belum ada kelompok" in texts(tab)
    assert not tab.facilitator.todo.isVisible()
    (button,) = [
        one
        for one in tab.facilitator.empty.findChildren(type(tab.facilitator.todo.more))
        if one.isVisible()
    ]
    click(button)
    assert heard.places == [Destination(PageName.GROUPS, Purpose.NEW)]


def test_when_nothing_is_left_it_names_the_next_visit(qtbot, fresh):
    services = fresh.services()
    team = a_recorded_team(services)
    services.mentoring.record(a_visit(group_id=team.group_id))
    with services.workplace.database.write() as writing:
        own = writing.scalar(text("SELECT replica FROM sync_clock"))
        writing.add(
            SentFile(
                id=new_id(), filename="a.kube", check_code="7F3A-92C1", size=1, replica=own,
                last_seq=1_000_000, made_at=MORNING,
            )
        )  # fmt: skip
    tab = put_on_screen(qtbot, HomeTab(fresh))
    assert tab.facilitator.todo._todos == ()
    assert "Semua beres." in texts(tab)
    assert "Tidak ada kunjungan yang menunggu." in texts(tab)


def test_what_was_opened_last_is_one_press_away(qtbot, session, heard):
    group = session.lists.groups.choices("")[0]
    person = session.lists.members.of_group(group.id)[0]
    session.services().drafts.note_opened("groups", group.id)
    tab = put_on_screen(qtbot, HomeTab(session))
    assert group.name in texts(tab.facilitator.todo._recent)
    session.services().drafts.note_opened("people", person.id)
    tab.hide()
    tab.show()
    QApplication.processEvents()
    assert person.name in texts(tab.facilitator.todo._recent)
    card = next(one for one in tab.facilitator.todo._recent_cards if group.name in spoken_name(one))
    click(card)
    assert heard.places == [Destination(PageName.GROUPS, Purpose.SHOW, group.id)]


def test_a_draft_of_before_is_offered_on_top(qtbot, session, heard):
    draft_id = a_draft(session)
    tab = put_on_screen(qtbot, HomeTab(session))
    assert texts(tab.banner)[1] == ("Satu isian yang belum selesai masih tersimpan.")
    assert texts(tab.banner)[2] == "Serah terima Cahaya Benuaq, terakhir diketik 09.41"
    keep, go_on = tab.banner.stops()
    assert (spoken_name(keep), spoken_name(go_on)) == (
        "Nanti",
        "Lanjutkan Serah terima Cahaya Benuaq",
    )
    click(go_on)
    assert heard.places == [Destination(PageName.AID, Purpose.RESUME, draft_id)]
    tab.hide()
    tab.show()
    QApplication.processEvents()
    assert not tab.banner.isVisible()


def test_several_drafts_are_offered_line_by_line(qtbot, session):
    a_draft(session)
    a_draft(session, "visit", "Kunjungan Karya Bersama")
    a_draft(session, "group", "Kelompok baru")
    a_draft(session, "member", "Anggota baru")
    tab = put_on_screen(qtbot, HomeTab(session))
    shown = texts(tab.banner)
    assert shown[1] == "Empat isian yang belum selesai masih tersimpan."
    assert "dan 1 isian lain, juga di Terakhir dibuka" in shown


def test_a_draft_that_is_kept_is_not_offered_again(qtbot, session):
    a_draft(session)
    tab = put_on_screen(qtbot, HomeTab(session))
    click(tab.banner._keep)
    assert not tab.banner.isVisible()
    again = put_on_screen(qtbot, HomeTab(session))
    assert not again.banner.isVisible()
    assert "Serah terima Cahaya Benuaq" in texts(again.facilitator.todo._recent)


def test_a_draft_left_on_purpose_is_no_power_cut(qtbot, session):
    tab = put_on_screen(qtbot, HomeTab(session))
    a_draft(session)
    tab.hide()
    tab.show()
    QApplication.processEvents()
    assert not tab.banner.isVisible()
    assert "Serah terima Cahaya Benuaq" in texts(tab.facilitator.todo._recent)


def test_drafts_of_forms_this_program_does_not_know_are_left_alone(qtbot, session):
    a_draft(session, "evaluation", "Evaluasi Mekar Jaya")
    tab = put_on_screen(qtbot, HomeTab(session))
    assert not tab.banner.isVisible()


def test_the_office_sees_the_province(qtbot, office):
    tab = put_on_screen(qtbot, HomeTab(office))
    assert "Capaian KUBE 2026" in texts(tab)
    names = [spoken_name(card) for card in tab.province.cards]
    assert names[:2] == ["Kelompok: 80 dari 200", "Anggota: 400 orang"]
    assert names[3] == "Berkas masuk: 1 dari 1"
    assert "tidak ada NIK ganda" in texts(tab)


def test_ten_tiles_say_in_words_how_far_each_regency_is(qtbot, office):
    heard = listen(office)
    tab = put_on_screen(qtbot, HomeTab(office))
    names = [spoken_name(tile) for tile in tab.province.map.tiles]
    assert len(names) == 10
    assert "Berau: 0 dari 20 kelompok, kurang 20" in names
    tile = next(one for one in tab.province.map.tiles if one.reach.code == "64.07")
    click(tile)
    tile.setFocus()
    press(Qt.Key.Key_Return)
    assert heard.places == 2 * [Destination(PageName.GROUPS, Purpose.FILTER, hint="wilayah:64.07")]


def test_the_ranking_begins_with_the_furthest_and_leads_to_the_groups(qtbot, office):
    heard = listen(office)
    tab = put_on_screen(qtbot, HomeTab(office))
    table = tab.province.ranking
    rows = [table.model.row(place) for place in range(10)]
    assert [row.groups for row in rows] == sorted((row.groups for row in rows), reverse=True)
    assert rows[0].last_file_on == date(2026, 11, 19)
    table.select_place(0)
    table.setFocus()
    press(Qt.Key.Key_Return)
    assert heard.places[0].hint == f"wilayah:{rows[0].code}"


def test_another_year_has_other_numbers(qtbot, office):
    tab = put_on_screen(qtbot, HomeTab(office))
    tab.province.year.set_value(2025)
    tab.province.year.edited.emit()
    assert "Capaian KUBE 2025" in texts(tab)
    assert spoken_name(tab.province.cards[0]) == "Kelompok: 0 dari 200"


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_tiles_can_always_be_read(tokens):
    for share in range(101):
        ground, words = tile_colours(share / 100, tokens)
        assert contrast(words, ground) >= TEXT_RATIO


@pytest.mark.parametrize("compact", [False, True], ids=["wide", "compact"])
def test_the_page_fits_into_small_windows(qtbot, tab, compact):
    size = (911, 432) if compact else WIDE
    tab.set_compact(compact=compact)
    tab.resize(*(COMPACT if compact else WIDE))
    QApplication.processEvents()
    hint = tab.minimumSizeHint()
    assert hint.width() <= size[0]
    assert hint.height() <= size[1]
    inside = tab._area.widget()
    assert inside.minimumSizeHint().width() <= size[0]


def test_cards_keep_their_height_in_a_small_window(qtbot, office):
    tab = put_on_screen(qtbot, HomeTab(office), COMPACT, compact=True)
    for card in tab.province.cards:
        assert card.height() >= card.sizeHint().height()


def test_everything_can_be_reached_by_tab_and_has_a_name(qtbot, session):
    a_draft(session)
    session.services().drafts.note_opened("groups", session.lists.groups.choices("")[0].id)
    tab = put_on_screen(qtbot, HomeTab(session))
    assert [part for part in stops(tab) if not spoken_name(part).strip()] == []
    assert unreached(tab, tab.facilitator.cards[0]) == []


def test_the_office_page_can_be_used_with_keys_alone(qtbot, office):
    tab = put_on_screen(qtbot, HomeTab(office))
    assert [part for part in stops(tab) if not spoken_name(part).strip()] == []
    assert unreached(tab, tab.province.cards[0]) == []


def test_many_groups_are_counted_in_the_background(qtbot, session, monkeypatch):
    monkeypatch.setattr("kube_desktop.ui.tabs.home._MANY_GROUPS", 1)
    tab = put_on_screen(qtbot, HomeTab(session, now=lambda: MORNING))
    assert "Selamat pagi, Rina" in texts(tab)
    finish(qtbot, session)
    assert "80 dari 100" in texts(tab)
