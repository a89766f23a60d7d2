from dataclasses import replace
from datetime import date, timedelta

import pytest
from page_bench import (
    COMPACT,
    TODAY,
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
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from workplaces import settle_in

from kube_desktop.domain.ids import new_id
from kube_desktop.domain.mentoring import GoodsState, PromiseResult, Urgency
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.periods import Period
from kube_desktop.ui.mentoring.times import parse_time
from kube_desktop.ui.session import Destination, PageName, Purpose
from kube_desktop.ui.tabs.mentoring import MentoringTab

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def heard(session):
    return listen(session)


@pytest.fixture
def tab(qtbot, session, heard):
    return put_on_screen(qtbot, MentoringTab(session))


def waiting(tab, place=0):
    """A group of the agenda that waits for a visit and had one before."""
    rows = [
        row
        for row in tab.agenda.rows
        if row.visit_id is None and row.sequence > 1
        and tab.session.lists.visits.promise(row.group_id)
    ]  # fmt: skip
    return rows[place]


def visited(tab, place=0):
    """A group of the agenda that was visited this month."""
    return [row for row in tab.agenda.rows if row.visit_id is not None][place]


def open_row(tab, row):
    tab.agenda.table.select(row.group_id)
    tab.agenda.table.setFocus()
    press(Key.Key_Return)
    QApplication.processEvents()
    return tab.visit.form


def fill(form):
    click(form.fields.editor("topics").buttons[1])
    click(form.fields.editor("business_condition").buttons[0])


def visits_of(tab, group_id):
    return tab.session.lists.visits.of_group(group_id)


def test_the_agenda_lists_the_most_urgent_groups_first(tab):
    urgencies = [row.urgency for row in tab.agenda.rows]
    assert urgencies == sorted(urgencies)
    assert {Urgency.LATE, Urgency.TODAY, Urgency.THIS_WEEK, Urgency.DONE} <= set(urgencies)
    assert tab.agenda.rows[0].group_id == tab.visit.subject.group.id


def test_the_head_counts_who_was_visited(tab):
    done = sum(row.urgency is Urgency.DONE for row in tab.agenda.rows)
    texts = [label.text() for label in tab.agenda.findChildren(type(tab.agenda._month_label))]
    assert f"{done} dari {len(tab.agenda.rows)}" in texts
    assert "November 2026" in texts


def test_other_months_show_who_was_visited_then(tab):
    click(tab.agenda.findChildren(type(tab.panes.back))[0])
    assert tab.agenda.month == date(2026, 10, 1)
    for row in tab.agenda.rows:
        assert row.urgency in {Urgency.DONE, Urgency.LATE}
    assert any(row.urgency is Urgency.DONE for row in tab.agenda.rows)


def test_a_coming_month_shows_nothing_as_late(tab):
    tab.agenda.show_month(date(2026, 12, 1))
    assert tab.agenda.rows
    assert not any(row.urgency is Urgency.LATE for row in tab.agenda.rows)


def test_a_visit_where_all_is_as_before_takes_twelve_keys(qtbot, tab, heard):
    row = waiting(tab)
    tab.agenda.table.select(row.group_id)
    keys = ["Ctrl+5"]
    tab.setFocus()

    def hit(key):
        keys.append(key)
        assert len(keys) <= 12
        press(key)
        QApplication.processEvents()

    hit(Key.Key_Return)
    hit(Key.Key_Space)
    while (
        QApplication.focusWidget()
        is not tab.visit.form.fields.editor("business_condition").buttons[0]
    ):
        hit(Key.Key_Tab)
    hit(Key.Key_Right)
    while QApplication.focusWidget() is not tab.visit.form.fields.editor("topics").buttons[0]:
        hit(Key.Key_Tab)
    hit(Key.Key_Space)
    keys.append("Ctrl+Enter")
    tab.accept()
    finish(qtbot, tab.session)
    assert len(keys) <= 12
    newest = visits_of(tab, row.group_id)[0]
    assert newest.visited_on == TODAY
    assert [(order.kind, order.subjects) for order in heard.papers] == [
        (PaperKind.VISIT_REPORT, (newest.id,))
    ]
    stored = tab.session.lists.visits.draft(newest.id)
    assert stored.promise_result is PromiseResult.DONE
    assert stored.present == tab.session.lists.visits.present_before(row.group_id, newest.id)


def test_who_was_there_last_time_is_marked_and_said(tab):
    row = waiting(tab)
    form = open_row(tab, row)
    assert form.draft().present == tab.session.lists.visits.present_before(row.group_id)
    assert tab.visit._saved.text() == "Hadir ditandai seperti kunjungan lalu"


def test_everybody_is_marked_at_a_first_visit(tab):
    row = next(row for row in tab.agenda.rows if row.sequence == 1)
    form = open_row(tab, row)
    members = tab.session.lists.members.of_group(row.group_id)
    assert form.draft().present == {one.id for one in members}


def test_the_promise_of_the_last_visit_is_asked_first(tab):
    form = open_row(tab, waiting(tab))
    assert form.promise.isVisible()
    assert QApplication.focusWidget() in form.promise.choice.buttons


def test_goods_are_unchecked_until_somebody_looks(tab):
    form = open_row(tab, waiting(tab))
    assert {one.state for one in form.draft().findings} == {None}
    click(form.findings.rows[0].choice.buttons[0])
    assert form.draft().findings[0].state is GoodsState.USED
    assert form.draft().findings[1].state is None


def test_one_press_finds_all_goods_as_last_time(tab):
    form = open_row(tab, waiting(tab))
    click(form.findings._same)
    assert [one.state for one in form.draft().findings] == [
        row.last_state for row in form.findings.rows
    ]


@pytest.mark.parametrize(("button", "word"), [(3, "hilang"), (4, "dijual")])
def test_lost_and_sold_goods_must_be_explained(qtbot, tab, button, word):
    row = waiting(tab)
    form = open_row(tab, row)
    fill(form)
    finding = form.findings.rows[0]
    assert not finding.reason.isVisible()
    click(finding.choice.buttons[button])
    assert finding.reason.isVisible()
    tab.save()
    finish(qtbot, tab.session)
    text = f"Tulis mengapa barangnya {word}"
    assert [link.text() for link in form.fields.summary.links] == [text]
    assert finding._reason_problem.text() == text
    click(form.fields.summary.links[0])
    assert QApplication.focusWidget() is finding.reason
    QTest.keyClicks(finding.reason, "Dipinjam, belum kembali")
    qtbot.waitUntil(lambda: not form.fields.summary.isVisible())
    tab.save()
    finish(qtbot, tab.session)
    stored = tab.session.lists.visits.draft(visits_of(tab, row.group_id)[0].id)
    assert [one.reason for one in stored.findings] == ["Dipinjam, belum kembali"]


def test_what_is_missing_is_said_on_top_and_beside_the_field(qtbot, tab):
    form = open_row(tab, waiting(tab))
    assert not form.fields.summary.isVisible()
    tab.save()
    finish(qtbot, tab.session)
    texts = [link.text() for link in form.fields.summary.links]
    assert texts == ["Pilih kondisi usaha", "Pilih materi, atau tulis kegiatannya"]
    assert form.fields.box("business_condition").problem == texts[0]
    assert form.fields.box("topics").problem == texts[1]
    assert QApplication.focusWidget() is form.fields.summary.links[0]
    fill(form)
    qtbot.waitUntil(lambda: not form.fields.summary.isVisible())


def test_an_unreadable_date_is_not_stored(qtbot, tab):
    row = waiting(tab)
    form = open_row(tab, row)
    fill(form)
    count = len(visits_of(tab, row.group_id))
    day = form.fields.editor("visited_on")
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "31-02-2026")
    tab.save()
    finish(qtbot, tab.session)
    assert form.fields.box("visited_on").problem.startswith("Tanggal ini tidak ada")
    assert len(visits_of(tab, row.group_id)) == count


def test_a_second_visit_on_one_day_asks_for_a_reason(qtbot, tab):
    row = visited(tab)
    last = tab.session.lists.visits.row(row.visit_id).visited_on
    tab.open(Destination(PageName.MENTORING, Purpose.NEW, row.group_id))
    form = tab.visit.form
    fill(form)
    form.fields.editor("visited_on").set_value(last)
    form.fields.editor("visited_on").edited.emit()
    tab.save()
    finish(qtbot, tab.session)
    box = form.fields.summary.findChild(QComboBox)
    box.setFocus()
    box.setCurrentText("Memang dua kali hari itu")
    tab.save()
    finish(qtbot, tab.session)
    same_day = [one for one in visits_of(tab, row.group_id) if one.visited_on == last]
    assert len(same_day) == 2


def test_what_is_typed_comes_back_with_its_group(qtbot, tab, heard):
    first, second = waiting(tab), waiting(tab, 1)
    form = open_row(tab, first)
    QTest.keyClicks(form.fields.editor("problems"), "Mesin sering macet")
    tab.agenda.table.select(second.group_id)
    assert heard.last_toast == f"Isian kunjungan {first.group_name} disimpan sebagai draf"
    assert form.fields.editor("problems").value() == ""
    tab.agenda.table.select(first.group_id)
    assert form.fields.editor("problems").value() == "Mesin sering macet"
    finish(qtbot, tab.session)
    assert len(tab.session.lists.visits.unsaved()) == 1


def test_a_draft_is_taken_up_again_after_a_restart(qtbot, tab):
    row = waiting(tab)
    form = open_row(tab, row)
    fill(form)
    QTest.keyClicks(form.fields.editor("follow_up"), "Servis mesin")
    tab.visit.leave()
    finish(qtbot, tab.session)
    (kept,) = tab.session.lists.visits.unsaved()
    again = put_on_screen(qtbot, MentoringTab(tab.session))
    again.open(Destination(PageName.MENTORING, Purpose.RESUME, kept.draft_id))
    draft = again.visit.form.draft()
    assert again.visit.subject.group.id == row.group_id
    assert (draft.follow_up, draft.topics) == ("Servis mesin", ("Pembukuan",))
    again.save()
    finish(qtbot, tab.session)
    assert tab.session.lists.visits.unsaved() == []
    assert visits_of(tab, row.group_id)[0].follow_up == "Servis mesin"


def test_a_group_with_a_draft_says_so_in_the_agenda(qtbot, tab):
    row = waiting(tab)
    form = open_row(tab, row)
    QTest.keyClicks(form.fields.editor("problems"), "Hujan")
    tab.visit.leave()
    finish(qtbot, tab.session)
    tab.reload()
    place = tab.agenda.table.model.locate(row.group_id)
    index = tab.agenda.table.model.index(place, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(" · draf")


def test_a_discarded_form_can_be_brought_back(qtbot, tab, heard):
    row = waiting(tab)
    form = open_row(tab, row)
    QTest.keyClicks(form.fields.editor("problems"), "Hujan terus")
    tab.visit.discard()
    finish(qtbot, tab.session)
    assert tab.visit.subject is None
    assert heard.last_toast == f"Isian kunjungan {row.group_name} dibuang"
    heard.undo()
    assert form.fields.editor("problems").value() == "Hujan terus"
    assert tab.visit.is_edited


def test_a_recorded_visit_can_be_corrected(qtbot, tab):
    row = visited(tab)
    form = open_row(tab, row)
    assert not tab.visit.save_button.isVisible()
    problems = form.fields.editor("problems")
    problems.setFocus()
    problems.selectAll()
    QTest.keyClicks(problems, "Pasar sepi")
    assert tab.visit.save_button.isVisible()
    click(tab.visit.save_button)
    finish(qtbot, tab.session)
    assert tab.session.lists.visits.draft(row.visit_id).problems == "Pasar sepi"
    assert tab.visit.subject.visit_id == row.visit_id
    assert not tab.visit.is_edited


def test_a_stored_visit_turns_its_group_to_done(qtbot, tab):
    row = waiting(tab)
    fill(open_row(tab, row))
    tab.save()
    finish(qtbot, tab.session)
    assert tab.agenda.row_of(row.group_id).urgency is Urgency.DONE
    assert tab.agenda.table.current_row().group_id == row.group_id
    assert QApplication.focusWidget() is tab.agenda.table.view


def test_a_deleted_visit_comes_back_by_undoing(qtbot, tab, heard):
    row = visited(tab)
    open_row(tab, row)
    tab.delete_selected()
    finish(qtbot, tab.session)
    assert tab.session.lists.visits.row(row.visit_id) is None
    assert heard.last_toast == f"Kunjungan {row.group_name} dihapus"
    heard.undo()
    finish(qtbot, tab.session)
    assert tab.session.lists.visits.row(row.visit_id) is not None
    assert tab.visit.subject.visit_id == row.visit_id


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "panen.jpg"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(path))
    return path


def test_photos_wait_until_the_visit_is_stored(qtbot, tab, photo):
    row = waiting(tab)
    fill(open_row(tab, row))
    tab.visit.pick = lambda *_: [str(photo)]
    click(tab.visit.photo_button)
    assert tab.visit.form.photos.waiting == (photo,)
    tab.save()
    finish(qtbot, tab.session)
    visit = visits_of(tab, row.group_id)[0]
    kept = tab.session.services().attachments.of_record(visit.id)
    assert [one.filename for one in kept] == ["panen.jpg"]
    finish(qtbot, tab.session)
    assert tab.visit.form.photos.count == 1


def test_photos_stay_with_the_draft(qtbot, tab, photo):
    row = waiting(tab)
    form = open_row(tab, row)
    form.photos.add_waiting([photo])
    tab.visit.leave()
    finish(qtbot, tab.session)
    again = put_on_screen(qtbot, MentoringTab(tab.session))
    open_row(again, row)
    assert again.visit.form.photos.waiting == (photo,)


def test_a_photo_that_is_gone_does_not_stop_the_visit(qtbot, tab, photo):
    row = waiting(tab)
    form = open_row(tab, row)
    fill(form)
    form.photos.add_waiting([photo])
    photo.unlink()
    tab.save()
    finish(qtbot, tab.session)
    assert visits_of(tab, row.group_id)[0].visited_on == TODAY
    assert tab.visit.message.isVisible()
    assert "panen.jpg" in tab.visit.message.text


def test_a_kept_photo_can_be_taken_off_and_put_back(qtbot, tab, heard, photo):
    row = visited(tab)
    open_row(tab, row)
    tab.visit.pick = lambda *_: [str(photo)]
    click(tab.visit.photo_button)
    finish(qtbot, tab.session)
    qtbot.waitUntil(lambda: tab.visit.form.photos.count == 1)
    assert not tab.visit.is_edited
    click(tab.visit.form.photos._chips[0].remove)
    qtbot.waitUntil(lambda: tab.visit.form.photos.count == 0)
    heard.undo()
    qtbot.waitUntil(lambda: tab.visit.form.photos.count == 1)


def test_any_group_can_be_picked_for_a_new_visit(qtbot, tab):
    click(tab.agenda.new_button)
    assert QApplication.focusWidget() is tab.picker.search
    name = waiting(tab).group_name
    QTest.keyClicks(tab.picker.search, name)
    press(Key.Key_Return)
    assert tab.visit.subject.group.name == name
    assert tab.visit.subject.visit_id is None


def test_other_pages_open_a_new_visit_or_a_recorded_one(tab):
    row = visited(tab, 2)
    tab.open(Destination(PageName.MENTORING, Purpose.NEW, row.group_id))
    assert tab.visit.subject.visit_id is None
    assert tab.visit.subject.sequence == row.sequence + 1
    tab.open(Destination(PageName.MENTORING, Purpose.SHOW, row.visit_id))
    assert tab.visit.subject.visit_id == row.visit_id
    assert tab.agenda.table.current_row().group_id == row.group_id


def test_an_old_visit_is_shown_in_its_own_month(tab):
    row = waiting(tab)
    old = visits_of(tab, row.group_id)[-1]
    tab.open(Destination(PageName.MENTORING, Purpose.SHOW, old.id))
    assert tab.agenda.month == old.visited_on.replace(day=1)


def test_details_unfold_when_they_hold_something(tab):
    open_row(tab, waiting(tab))
    assert not tab.visit.form._fold.isChecked()
    row = visited(tab)
    assert tab.session.lists.visits.draft(row.visit_id).activity
    open_row(tab, row)
    assert tab.visit.form._fold.isChecked()


def test_every_field_of_a_visit_is_stored(qtbot, tab):
    row = waiting(tab)
    form = open_row(tab, row)
    fill(form)
    typed = replace(
        form.draft(), started_at="09.30", ended_at="11.00", others_present=2, turnover=4_350_000,
        cash=150_000, activity="Melihat usaha", solution="Servis", community_role="RT membantu",
        referral="Disperindagkop", problems="Macet", follow_up="Servis lagi",
        follow_up_due_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    form.fields.fill(typed)
    tab.visit._on_edited()
    tab.save()
    finish(qtbot, tab.session)
    stored = tab.session.lists.visits.draft(visits_of(tab, row.group_id)[0].id)
    assert replace(stored, findings=(), reasons={}) == replace(typed, findings=(), reasons={})


@pytest.mark.parametrize(
    ("text", "time"),
    [("9", "09.00"), ("930", "09.30"), ("9.30", "09.30"), ("0930", "09.30"), ("14:05", "14.05"),
     ("25", None), ("9.75", None), ("pagi", None)],
)  # fmt: skip
def test_times_are_typed_as_people_do(text, time):
    assert parse_time(text) == time


def papers_of_agenda(tab):
    menu = tab.agenda._print.menu()
    menu.aboutToShow.emit()
    return menu.actions()


def test_forms_for_all_visits_that_are_due_are_printed_at_once(tab, heard):
    tab.visit.leave()
    _, forms = papers_of_agenda(tab)
    forms.trigger()
    due = [row for row in tab.agenda.rows if row.urgency in {Urgency.LATE, Urgency.TODAY,
                                                             Urgency.THIS_WEEK}]  # fmt: skip
    (order,) = heard.papers
    assert order.kind is PaperKind.VISIT_FORM
    assert list(zip(order.subjects, order.names, strict=True)) == [
        (row.group_id, row.group_name) for row in due
    ]
    tab.agenda.forms_asked.emit(())
    assert heard.last_toast == "Semua kelompok sudah dikunjungi"


def test_all_reports_of_the_month_are_printed_at_once(tab, heard):
    tab.visit.leave()
    reports, _ = papers_of_agenda(tab)
    reports.trigger()
    done = sum(row.urgency is Urgency.DONE for row in tab.agenda.rows)
    assert len(heard.papers[0].subjects) >= done


def test_the_monthly_report_of_the_shown_month_is_one_click_away(tab, heard, session):
    tab.visit.leave()
    earlier = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)
    tab.agenda.show_month(earlier)
    click(tab.agenda.report_button)
    order = heard.papers[0]
    assert order.kind is PaperKind.MONTH_REPORT
    (scope,) = order.subjects
    assert scope.period == f"{earlier:%Y-%m}"
    months, period = session.lists.months, Period.parse(scope.period)
    done = {row.group_id for row in tab.agenda.rows if row.urgency is Urgency.DONE}
    assert {one.group_id for one in months.visits(period, None)} == done
    numbers = months.numbers(period, scope.mentor_id)
    assert numbers.mentored == session.lists.groups.count()


def test_in_a_small_window_the_form_is_a_page_with_a_way_back(qtbot, session, heard):
    tab = put_on_screen(qtbot, MentoringTab(session), COMPACT, compact=True)
    assert tab.agenda.isVisible()
    assert not tab.visit.isVisible()
    open_row(tab, waiting(tab))
    assert tab.visit.isVisible()
    assert not tab.agenda.isVisible()
    assert tab.go_back()
    assert tab.agenda.isVisible()
    assert not tab.go_back()


def test_after_storing_in_a_small_window_the_list_is_back(qtbot, session, heard):
    tab = put_on_screen(qtbot, MentoringTab(session), COMPACT, compact=True)
    row = waiting(tab)
    fill(open_row(tab, row))
    tab.save()
    finish(qtbot, session)
    assert tab.agenda.isVisible()
    assert tab.agenda.table.current_row().group_id == row.group_id


def test_one_button_at_a_time_is_the_one_that_goes_on(qtbot, session, heard):
    tab = put_on_screen(qtbot, MentoringTab(session), COMPACT, compact=True)
    assert tab.agenda.new_button.property("kind") == "primary"
    tab.set_compact(compact=False)
    open_row(tab, waiting(tab))
    assert tab.agenda.new_button.property("kind") == "secondary"


def test_the_page_fits_into_small_windows(qtbot, tab):
    open_row(tab, waiting(tab))
    for compact, size in ((False, WIDE), (True, (911, 432))):
        tab.set_compact(compact=compact)
        # Layouts follow one after the other, from the inside out.
        qtbot.waitUntil(lambda wide=size[0]: tab.minimumSizeHint().width() <= wide)
        assert tab.minimumSizeHint().height() <= size[1]


def test_the_form_needs_no_scrolling_in_a_wide_window(qtbot, session, heard):
    tab = put_on_screen(qtbot, MentoringTab(session), (1366, 615))
    row = next(
        row
        for row in tab.agenda.rows
        if row.visit_id is None
        and len(session.lists.handovers.goods_of_group(row.group_id)) == 3
        and session.lists.visits.promise(row.group_id)
    )
    open_row(tab, row)
    QApplication.processEvents()
    assert tab.visit._scroll.verticalScrollBar().maximum() == 0


def test_everything_can_be_reached_by_tab_and_has_a_name(tab):
    open_row(tab, waiting(tab))
    assert [part for part in stops(tab) if not spoken_name(part).strip()] == []
    assert unreached(tab, tab.agenda.table.view) == []


def test_f6_goes_between_list_and_form(tab):
    open_row(tab, waiting(tab))
    tab.next_pane(1)
    assert QApplication.focusWidget() is tab.agenda.table.view
    tab.next_pane(1)
    assert tab.visit.isAncestorOf(QApplication.focusWidget())


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.15, 1.3])
def test_large_text_is_not_cut_in_the_form(qtbot, tab, look, scale):
    open_row(tab, waiting(tab))
    look.set_scale(scale)
    tab.set_compact(compact=look.is_compact_text)
    tab.resize(*(COMPACT if look.is_compact_text else WIDE))
    QApplication.processEvents()
    form = tab.visit.form
    day = form.fields.editor("visited_on")
    assert day.fontMetrics().horizontalAdvance(day.text()) < day.width() - 40
    assert form.minimumSizeHint().width() <= tab.visit._scroll.viewport().width()
    assert unreached(tab, tab.agenda.table.view if tab.agenda.isVisible() else day) == []


def test_what_is_gone_is_said(tab, heard):
    tab.open(Destination(PageName.MENTORING, Purpose.SHOW, new_id()))
    assert heard.last_toast == "Kunjungan itu sudah dihapus"
    tab.open(Destination(PageName.MENTORING, Purpose.RESUME, new_id()))
    assert heard.last_toast == "Isian itu sudah disimpan atau dibuang"
    tab.open(Destination(PageName.MENTORING, Purpose.NEW, new_id()))
    assert heard.last_toast == "Kelompok itu sudah dihapus"


def test_without_groups_the_agenda_says_what_comes_first(qtbot, data_paths, look):
    with session_over(data_paths.root, look) as session:
        settle_in(session.services())
        heard = listen(session)
        tab = put_on_screen(qtbot, MentoringTab(session))
        assert tab.agenda.table.empty.isVisible()
        words = [one.text() for one in tab.findChildren(QLabel) if one.isVisible()]
        assert "Kunjungan yang dipilih tampil di sini." in words
        assert not any("Pilih kelompok" in one for one in words)
        (button,) = tab.agenda.table.empty.buttons
        click(button)
        assert heard.places == [Destination(PageName.GROUPS, Purpose.NEW)]
