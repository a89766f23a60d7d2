"""The dialog that hands groups to another facilitator, from the menu of a group."""

import pytest
from page_bench import copied_session, finish, listen, put_on_screen

from kube_desktop.domain.papers import PaperKind
from kube_desktop.ui.groups.passing_on import PassingOnView
from kube_desktop.ui.session import Destination, PageName
from kube_desktop.ui.tabs.groups import GroupsTab


@pytest.fixture
def session(sample_root, tmp_path, look):
    with copied_session(sample_root, tmp_path, look) as session:
        yield session


@pytest.fixture
def heard(session):
    return listen(session)


@pytest.fixture
def asked(qtbot, session):
    """The dialog as it opens for the first group of the user."""
    lists = session.lists.assigning
    own = session.lists.office.identity().mentor_id
    group = lists.groups_of(own)[0]
    tab = put_on_screen(qtbot, GroupsTab(session))
    tab.open(Destination(PageName.GROUPS, record_id=group))
    tab.detail._fill_menu()
    action = next(one for one in tab.detail.menu.actions() if "Pindah pendamping" in one.text())
    action.trigger()
    view = tab.findChild(PassingOnView)
    new = next(one.id for one in lists.facilitators() if one.id != own)
    return tab, view, group, own, new


def test_one_group_goes_to_another_facilitator_with_its_paper_and_back(
    qtbot, session, heard, asked
):
    _, view, group, own, new = asked
    assert view.form.values()["old_mentor"] == own
    assert view.chosen() == (group,)
    view.form.fill({"new_mentor": new, "reason": "Pindah tugas"})
    view.accept_button.click()
    finish(qtbot, session)
    mentors = session.lists.assigning.mentors_of
    assert new in {one for one, _ in mentors([group])}
    assert heard.papers[-1].kind is PaperKind.TAKEOVER
    assert heard.last_toast.startswith("1 kelompok diserahkan dari ")
    heard.undo()
    finish(qtbot, session)
    assert own in {one for one, _ in mentors([group])}


def test_what_is_missing_is_said_in_the_dialog(qtbot, session, heard, asked):
    _, view, _, own, new = asked
    view.all_button.click()
    assert len(view.chosen()) == view.groups.count()
    view.all_button.click()
    view.form.fill({"new_mentor": new, "reason": "Lain-lain", "note": "Cuti melahirkan"})
    view.accept_button.click()
    finish(qtbot, session)
    assert view.trouble.text == "Pilih kelompok yang diserahkan"
    view.form.fill({"note": ""})
    view.accept_button.click()
    finish(qtbot, session)
    assert heard.papers == []
    assert session.lists.assigning.groups_of(own)
