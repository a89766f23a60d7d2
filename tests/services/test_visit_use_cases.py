from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import TODAY, a_group, a_handover, a_member, a_recorded_team, a_visit

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Strength
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.mentoring import (
    BusinessCondition,
    GoodsState,
    ItemFinding,
    PromiseResult,
    Urgency,
    VisitKind,
)
from kube_desktop.services.printing.visits import VisitPapers
from kube_desktop.ui.mentoring.subject import VisitSubject


def touched(changes):
    return {kind for one in changes for kind in one.kinds}


@pytest.fixture
def visit(team):
    """A visit to the group, ready to be recorded."""
    return a_visit(group_id=team.group_id, present=frozenset(team.people[:4]))


@pytest.fixture
def goods(services, team, official):
    """Two lines of goods the group received."""
    draft = a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    services.aid.record(draft)
    return services.lists.handovers.goods_of_group(team.group_id)


def attendance(services, visit_id):
    return services.workplace.database.reader.rows(
        "SELECT sum(is_present), count(*) FROM visit_attendances WHERE visit_id = :id",
        {"id": visit_id.bytes},
    )[0]


def test_a_past_visit_still_names_members_who_were_deleted_or_left_since(services, team, visit):
    visit_id = services.mentoring.record(visit)
    names = {one.id: one.name for one in services.lists.members.of_group(team.group_id)}
    services.members.withdraw(team.people[3])
    services.members.withdraw(team.people[4])
    expected = services.lists.visits.attendance(visit_id)
    assert {one.id: one.name for one in expected} == names
    assert [one.id for one in expected if not one.is_present] == [team.people[4]]
    report = VisitPapers(services.workplace, services.attachments).report(visit_id)
    listed = {one.name: one.is_present for one in report.attendees}
    assert listed == {one.name: one.is_present for one in expected}
    subject = VisitSubject.recorded(services.lists, visit_id)
    assert dict(subject.people) == names


def answered(services, draft, visit_id=None):
    """The draft with the first offered reason for everything doubtful."""
    soft = [one for one in services.mentoring.check(draft, visit_id) if one.reasons]
    return replace(draft, reasons={one.key: one.reasons[0] for one in soft})


def test_a_recorded_visit_is_read_back_as_typed(services, visit, goods, changes):
    changes.clear()
    draft = replace(
        visit,
        started_at="09.30",
        ended_at="11.00",
        kind=VisitKind.EVALUATION,
        topics=("Pembukuan", "Pemasaran"),
        others_present=2,
        activity="Membahas buku kas",
        business_condition=BusinessCondition.SHRINKING,
        turnover=4_500_000,
        cash=0,
        findings=(
            ItemFinding(aid_item_id=goods[0].id, state=GoodsState.USED),
            ItemFinding(aid_item_id=goods[1].id, state=GoodsState.SOLD, reason="Modal habis"),
        ),
        problems="Harga turun",
        solution="Menjual daring",
        follow_up="Membuat akun",
        follow_up_due_on=date(2026, 12, 10),
        promise_result=PromiseResult.PARTLY,
        community_role="Dukungan ketua RT",
        referral="Disperindagkop",
    )
    kept = services.lists.visits.draft(services.mentoring.record(draft))
    assert replace(kept, findings=()) == replace(draft, findings=())
    assert set(kept.findings) == set(draft.findings)
    assert touched(changes) >= {Kind.VISIT, Kind.GROUP}


def test_the_list_shows_sequence_mentor_and_promise(services, team, visit):
    services.mentoring.record(replace(visit, visited_on=date(2026, 10, 1), follow_up="Buku kas"))
    services.mentoring.record(visit)
    newest, oldest = services.lists.visits.of_group(team.group_id)
    assert (newest.sequence, oldest.sequence) == (2, 1)
    assert (oldest.follow_up, oldest.mentor) == ("Buku kas", "Rina Pendamping")
    assert newest.group_name == "Melati Jaya"


def test_a_hard_problem_is_refused_and_leaves_nothing_behind(services, visit, changes, log):
    before = log()
    with pytest.raises(ValidationError) as refusal:
        services.mentoring.record(replace(visit, topics=(), business_condition=None))
    assert {one.field for one in refusal.value.problems} == {"topics", "business_condition"}
    assert (log(), changes) == (before, [])


def test_a_group_that_is_gone_is_not_visited(services, team, visit, changes, log):
    services.groups.withdraw(team.group_id)
    before = log()
    changes.clear()
    for group_id in (team.group_id, new_id()):
        with pytest.raises(DomainError, match="sudah dihapus"):
            services.mentoring.record(replace(visit, group_id=group_id))
    assert (log(), changes) == (before, [])


def test_a_second_visit_that_day_passes_with_a_reason(services, visit):
    services.mentoring.record(visit)
    (problem,) = services.mentoring.check(visit)
    assert problem.strength is Strength.SOFT
    with pytest.raises(ValidationError):
        services.mentoring.record(visit)
    again = services.mentoring.record(answered(services, visit))
    kept = services.lists.visits.draft(again)
    assert kept.reasons == {problem.key: problem.reasons[0]}
    services.mentoring.correct(again, replace(kept, activity="Membahas modal"))


def test_a_visit_before_the_group_was_formed_asks_for_a_reason(services, visit):
    early = replace(visit, visited_on=date(2026, 1, 11))
    (problem,) = services.mentoring.check(early)
    assert problem.strength is Strength.SOFT
    assert "12 Januari 2026" in problem.text


def test_the_first_visit_makes_a_delivered_group_a_mentored_one(services, team, visit, goods):
    services.mentoring.record(visit)
    detail = services.lists.groups.detail(team.group_id)
    assert detail.row.state is GroupState.MENTORED
    assert (detail.last_visit_on, detail.last_condition) == (visit.visited_on, "meningkat")
    steps = {one.state: one for one in services.lists.groups.transitions(team.group_id)}
    assert steps[GroupState.MENTORED].note == "Kunjungan pertama"


def test_a_visit_leaves_a_group_that_waits_for_aid_where_it_is(services, team, visit):
    services.mentoring.record(visit)
    assert services.lists.groups.detail(team.group_id).row.state is GroupState.DRAFT


def test_who_was_absent_is_kept_as_well(services, visit):
    assert attendance(services, services.mentoring.record(visit)) == (4, 5)


def test_a_correction_changes_only_what_differs(services, visit, changes, log):
    visit_id = services.mentoring.record(visit)
    before = log()
    changes.clear()
    kept = services.lists.visits.draft(visit_id)
    services.mentoring.correct(visit_id, kept)
    assert log() == before
    services.mentoring.correct(visit_id, replace(kept, turnover=5_000_000))
    assert log() == before + 1
    assert touched(changes) == {Kind.VISIT}


def test_correcting_a_visit_leaves_out_who_joined_later(services, team, visit):
    visit_id = services.mentoring.record(visit)
    services.members.enrol(team.group_id, a_member(6))
    kept = services.lists.visits.draft(visit_id)
    everybody = replace(kept, present=frozenset(team.people))
    services.mentoring.correct(visit_id, everybody)
    assert attendance(services, visit_id) == (5, 5)
    assert services.lists.visits.draft(visit_id).present == frozenset(team.people)


def test_a_finding_that_is_taken_back_is_gone(services, team, visit, goods):
    found = ItemFinding(aid_item_id=goods[0].id, state=GoodsState.BROKEN)
    visit_id = services.mentoring.record(replace(visit, findings=(found,)))
    unseen = replace(found, state=None)
    services.mentoring.correct(visit_id, replace(visit, findings=(unseen,)))
    assert services.lists.visits.draft(visit_id).findings == ()
    assert services.lists.handovers.goods_of_group(team.group_id)[0].last_condition == ""
    services.mentoring.correct(visit_id, replace(visit, findings=(found,)))
    assert services.lists.visits.draft(visit_id).findings == (found,)


def test_a_refused_correction_leaves_the_visit_as_it_was(services, visit, log):
    visit_id = services.mentoring.record(visit)
    before, kept = log(), services.lists.visits.draft(visit_id)
    with pytest.raises(ValidationError):
        services.mentoring.correct(visit_id, replace(kept, business_condition=None, cash=5))
    assert (log(), services.lists.visits.draft(visit_id)) == (before, kept)


def test_a_deleted_visit_is_gone_and_comes_back(services, team, visit, changes):
    visit_id = services.mentoring.record(visit)
    services.mentoring.withdraw(visit_id)
    assert services.lists.visits.draft(visit_id) is None
    assert services.lists.visits.row(visit_id) is None
    assert services.lists.visits.of_group(team.group_id) == []
    assert services.mentoring.check(visit) == ()
    with pytest.raises(DomainError, match="sudah dihapus"):
        services.mentoring.correct(visit_id, visit)
    services.mentoring.restore(visit_id)
    assert services.lists.visits.row(visit_id).sequence == 1
    assert touched(changes) >= {Kind.VISIT}


def test_the_last_promise_stands_on_top_of_the_next_form(services, team, visit):
    lists = services.lists.visits
    assert lists.promise(team.group_id) is None
    first = services.mentoring.record(
        replace(visit, visited_on=date(2026, 10, 1), follow_up="Buku kas")
    )
    second = services.mentoring.record(replace(visit, follow_up="Buka rekening"))
    assert lists.promise(team.group_id).follow_up == "Buka rekening"
    assert lists.promise(team.group_id, before=second).visit_id == first
    assert lists.promise(team.group_id, before=first) is None
    assert lists.sequence_of_next(team.group_id) == 3


def mentored_team(services, official, first, name, handed_over_on):
    team = a_recorded_team(services, first=first, name=name)
    draft = a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    services.aid.record(replace(draft, handed_over_on=handed_over_on))
    return team


def test_the_agenda_puts_the_most_urgent_group_first(services, official):
    days = {
        "Terlambat": TODAY - timedelta(days=40),
        "Hari ini": TODAY - timedelta(days=30),
        "Minggu ini": TODAY - timedelta(days=27),
        "Nanti": TODAY - timedelta(days=20),
        "Sudah": TODAY - timedelta(days=60),
    }
    teams = {
        name: mentored_team(services, official, number * 10, name, day)
        for number, (name, day) in enumerate(days.items(), start=1)
    }
    services.mentoring.record(a_visit(group_id=teams["Sudah"].group_id))
    agenda = services.lists.visits.agenda(TODAY)
    assert [(row.group_name, row.urgency) for row in agenda] == [
        ("Terlambat", Urgency.LATE),
        ("Hari ini", Urgency.TODAY),
        ("Minggu ini", Urgency.THIS_WEEK),
        ("Nanti", Urgency.LATER),
        ("Sudah", Urgency.DONE),
    ]
    assert agenda[0].hint == "kunjungan ke-1 · lewat 10 hari"
    assert agenda[-1].visit_id is not None


def test_a_visit_before_any_aid_is_in_the_agenda_and_on_the_cards_of_that_month(services):
    team = a_recorded_team(services)
    assert services.lists.visits.agenda(TODAY) == []
    visit_id = services.mentoring.record(a_visit(group_id=team.group_id))
    (row,) = services.lists.visits.agenda(TODAY)
    assert (row.group_id, row.visit_id) == (team.group_id, visit_id)
    assert row.urgency is Urgency.DONE
    numbers = services.lists.home.board().numbers
    assert (numbers.visited, numbers.to_visit) == (1, 1)
    services.mentoring.withdraw(visit_id)
    assert services.lists.visits.agenda(TODAY) == []


def test_groups_without_aid_or_asleep_are_not_in_the_agenda(services, official):
    a_recorded_team(services)
    asleep = mentored_team(services, official, 10, "Tidur", TODAY - timedelta(days=60))
    services.groups.enter_state(
        asleep.group_id,
        StateChange(state=GroupState.INACTIVE, happened_on=TODAY, note="Konflik pengurus"),
    )
    gone = mentored_team(services, official, 20, "Hilang", TODAY - timedelta(days=60))
    services.groups.withdraw(gone.group_id)
    assert services.lists.visits.agenda(TODAY) == []


def test_a_visit_counts_in_the_agenda_of_its_month_only(services, official):
    team = mentored_team(services, official, 10, "Mawar", TODAY - timedelta(days=60))
    services.mentoring.record(a_visit(group_id=team.group_id, visited_on=date(2026, 10, 31)))
    (october,) = services.lists.visits.agenda(date(2026, 10, 15))
    (november,) = services.lists.visits.agenda(TODAY)
    assert (october.urgency, october.sequence) == (Urgency.DONE, 1)
    assert (november.urgency, november.sequence) == (Urgency.LATER, 2)


@pytest.mark.parametrize("odd", ["' OR 1=1 --", "%_%", "🌸" * 100, "x" * 4000, "a\x00b\nc"])
def test_odd_texts_are_kept_and_do_no_harm(services, visit, odd):
    draft = replace(visit, activity=odd, referral=odd, topics=(odd[:50],))
    kept = services.lists.visits.draft(services.mentoring.record(draft))
    assert kept.activity == kept.referral == odd.replace("\x00", "")


def test_a_group_may_be_visited_before_it_is_complete(services):
    group_id = services.groups.record(a_group())
    services.mentoring.record(a_visit(group_id=group_id, kind=VisitKind.VERIFICATION))
    assert services.lists.visits.of_group(group_id)[0].sequence == 1


def test_odd_texts_everywhere_leave_the_folder_whole(services, official):
    odd = "'\";--%_\\🌸\u0301 " * 20
    team = a_recorded_team(services, name=odd[:90], note=odd, address=odd[:300])
    person = services.members.enrol(None, a_member(9, name='Ny. "Ulin" %_\'', skills=odd[:200]))
    services.aid.record(
        a_handover(group_id=team.group_id, person_id=person, official_id=official, note=odd)
    )
    services.mentoring.record(a_visit(group_id=team.group_id, activity=odd, topics=(odd[:100],)))
    checked = services.checking.check()
    assert checked.problems == ()
    assert (checked.counts["kelompok"], checked.counts["anggota"]) == (1, 5)
    assert checked.counts["orang_tanpa_kelompok"] == 1
