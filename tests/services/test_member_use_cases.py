from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import LONG_IRAM_SEBERANG, TODAY, a_group, a_member, a_nik, a_recorded_team

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Strength
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import Readiness
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import Departure, Role
from kube_desktop.domain.values import Sex


def touched(changes):
    return {kind for one in changes for kind in one.kinds}


def roles(services, group_id, on=None):
    """Who holds which office, by name."""
    return {row.name: row.role for row in services.lists.members.of_group(group_id, on)}


def memberships(services):
    return services.workplace.database.reader.value("SELECT count(*) FROM memberships")


def answered(services, draft, group_id=None, person_id=None):
    """The draft with the first offered reason for everything doubtful."""
    soft = services.members.check(draft, group_id, person_id)
    return replace(draft, reasons={one.key: one.reasons[0] for one in soft if one.reasons})


def test_an_enrolled_member_is_read_back_as_typed(services, changes):
    group_id = services.groups.record(a_group())
    changes.clear()
    draft = a_member(
        role=Role.CHAIR,
        phone="0812-3456-7890",
        other_programmes=("PKH", "BPNT/Sembako"),
        joined_on=date(2026, 1, 12),
    )
    person_id = services.members.enrol(group_id, draft)
    kept = services.lists.members.draft(person_id)
    assert kept == replace(draft, phone="+6281234567890", born_on=date(1985, 6, 5), sex=Sex.FEMALE)
    assert touched(changes) == {Kind.PERSON, Kind.MEMBERSHIP}


def test_without_a_day_a_member_joins_today(services):
    group_id = services.groups.record(a_group())
    person_id = services.members.enrol(group_id, a_member())
    assert services.lists.members.draft(person_id).joined_on == TODAY


def test_a_single_recipient_belongs_to_no_group(services):
    person_id = services.members.enrol(None, a_member())
    row = services.lists.members.rows_by_id([person_id.bytes])[person_id.bytes]
    assert (row.group_id, row.role, row.group_name) == (None, None, "")


def test_a_hard_problem_is_refused_and_leaves_nothing_behind(services, changes, log):
    group_id = services.groups.record(a_group())
    before = log()
    changes.clear()
    with pytest.raises(ValidationError) as refusal:
        services.members.enrol(group_id, a_member(nik="123", name=""))
    assert {one.field for one in refusal.value.problems} == {"nik", "name"}
    assert services.lists.members.count() == 0
    assert (log(), changes) == (before, [])


def test_nobody_joins_a_group_that_is_gone(services, changes, log):
    group_id = services.groups.record(a_group())
    services.groups.withdraw(group_id)
    before = log()
    changes.clear()
    with pytest.raises(DomainError, match="Kelompok ini sudah dihapus"):
        services.members.enrol(group_id, a_member())
    assert (services.lists.members.count(), log(), changes) == (0, before, [])


def test_a_nik_in_use_is_told_at_the_sixteenth_digit(services, team):
    assert services.members.nik_holder(a_nik(1)[:15]) is None
    holder = services.members.nik_holder("6407 0545 0685 9001")
    assert holder.person_id == team.chair
    assert holder.sentence == "NIK ini sudah dipakai Contoh B di Melati Jaya"
    assert services.members.nik_holder(a_nik(1), other_than=team.chair) is None
    assert services.members.nik_holder(a_nik(77)) is None


def test_a_nik_in_use_passes_with_a_reason_and_shows_as_double(services, team):
    again = a_member(1, name="Contoh Kembar", family_card_number="")
    with pytest.raises(ValidationError) as refusal:
        services.members.enrol(None, again)
    (problem,) = refusal.value.problems
    assert problem.strength is Strength.SOFT
    person_id = services.members.enrol(None, answered(services, again))
    pills = {
        row.id: row.eligibility_label
        for row in services.lists.members.rows_by_id([person_id.bytes, team.chair.bytes]).values()
    }
    assert pills == {person_id: "NIK ganda", team.chair: "NIK ganda"}
    assert services.lists.members.draft(person_id).reasons == {problem.key: problem.reasons[0]}


def test_a_deleted_person_frees_the_nik(services, team):
    services.members.withdraw(team.chair)
    assert services.members.nik_holder(a_nik(1)) is None


def test_one_family_card_twice_in_a_group_asks_for_a_reason(services, team):
    card = services.lists.members.draft(team.chair).family_card_number
    sixth = a_member(6, family_card_number=card)
    (problem,) = services.members.check(sixth, team.group_id)
    assert problem.text.startswith("Satu KK dengan Contoh B.")
    other = services.groups.record(a_group(name="Mawar"))
    assert services.members.check(sixth, other) == (), "another group may have the family"


def test_correcting_a_member_does_not_find_the_same_person(services, team):
    kept = services.lists.members.draft(team.chair)
    assert services.members.check(kept, team.group_id, team.chair) == ()


def test_a_member_from_elsewhere_is_information_only(services, team):
    far = a_member(6, village_code=LONG_IRAM_SEBERANG)
    (problem,) = services.members.check(far, team.group_id)
    assert problem.strength is Strength.INFO
    services.members.enrol(team.group_id, far)


def test_a_correction_changes_only_what_differs(services, team, changes, log):
    before = log()
    kept = services.lists.members.draft(team.chair)
    services.members.correct(team.chair, replace(kept, address="Jl. Poros"), team.group_id)
    assert log() == before + 1
    assert touched(changes) == {Kind.PERSON}
    assert services.lists.members.draft(team.chair) == replace(kept, address="Jl. Poros")


def test_a_refused_correction_leaves_the_person_as_it_was(services, team, log):
    before, kept = log(), services.lists.members.draft(team.chair)
    with pytest.raises(ValidationError):
        services.members.correct(team.chair, replace(kept, name="4", address="x"), team.group_id)
    assert (log(), services.lists.members.draft(team.chair)) == (before, kept)


def test_an_answer_given_once_is_not_asked_again_for_the_same_value(services, team):
    doubtful = a_member(6, born_on=date(1985, 6, 6))
    person_id = services.members.enrol(team.group_id, answered(services, doubtful, team.group_id))
    reopened = services.lists.members.draft(person_id)
    services.members.correct(person_id, replace(reopened, address="Jl. Poros"), team.group_id)
    changed = replace(reopened, born_on=date(1985, 6, 7))
    with pytest.raises(ValidationError):
        services.members.correct(person_id, changed, team.group_id)


def test_a_person_who_is_gone_cannot_be_corrected(services, team):
    kept = services.lists.members.draft(team.chair)
    services.members.withdraw(team.chair)
    for person_id in (team.chair, new_id()):
        with pytest.raises(DomainError, match="sudah dihapus"):
            services.members.correct(person_id, kept, team.group_id)


def test_a_new_chair_takes_over_and_the_old_one_stays_a_member(services, team, clock):
    clock.today = TODAY + timedelta(days=30)
    treasurer = team.people[2]
    draft = replace(services.lists.members.draft(treasurer), role=Role.CHAIR)
    (problem,) = services.members.check(draft, team.group_id, treasurer)
    assert problem.text == "Ketua sekarang Contoh B. Ganti pengurus?"
    with pytest.raises(ValidationError):
        services.members.correct(treasurer, draft, team.group_id)
    draft = answered(services, draft, team.group_id, treasurer)
    services.members.correct(treasurer, draft, team.group_id)
    assert roles(services, team.group_id) == {
        "Contoh D": Role.CHAIR,
        "Contoh C": Role.SECRETARY,
        "Contoh B": Role.MEMBER,
        "Contoh E": Role.MEMBER,
        "Contoh F": Role.MEMBER,
    }


def test_the_officers_of_an_earlier_day_are_still_known(services, team, clock):
    before = roles(services, team.group_id)
    clock.today = TODAY + timedelta(days=30)
    draft = replace(services.lists.members.draft(team.people[2]), role=Role.CHAIR)
    draft = answered(services, draft, team.group_id, team.people[2])
    services.members.correct(team.people[2], draft, team.group_id)
    assert roles(services, team.group_id, on=TODAY) == before
    assert roles(services, team.group_id, on=clock.today) == roles(services, team.group_id)
    assert len(roles(services, team.group_id, on=date(2026, 1, 12))) == 5
    assert roles(services, team.group_id, on=date(2026, 1, 11)) == {}


def test_a_replacement_says_whom_it_replaces(services, team, clock):
    clock.today = TODAY + timedelta(days=1)
    sixth = a_member(6, role=Role.CHAIR)
    services.members.enrol(team.group_id, answered(services, sixth, team.group_id))
    replaced = services.workplace.database.reader.value(
        "SELECT p.name FROM memberships m JOIN memberships old ON old.id = m.replaces_id "
        "JOIN people p ON p.id = old.person_id"
    )
    assert replaced == "Contoh B"


def test_an_office_mistyped_today_is_set_right_without_history(services):
    group_id = services.groups.record(a_group())
    person_id = services.members.enrol(group_id, a_member())
    draft = replace(services.lists.members.draft(person_id), role=Role.TREASURER)
    services.members.correct(person_id, draft, group_id)
    assert roles(services, group_id) == {"Contoh B": Role.TREASURER}
    assert memberships(services) == 1


def test_there_is_never_a_day_with_two_chairs(services, team, clock):
    for step, person in enumerate(team.people[1:], start=1):
        clock.today = TODAY + timedelta(days=step)
        draft = replace(services.lists.members.draft(person), role=Role.CHAIR)
        draft = answered(services, draft, team.group_id, person)
        services.members.correct(person, draft, team.group_id)
    for step in range(-2, 7):
        held = roles(services, team.group_id, on=TODAY + timedelta(days=step)).values()
        assert sorted(held).count(Role.CHAIR) == 1
        assert len(held) == 5


def test_a_member_who_leaves_is_gone_from_the_group_and_stays_in_history(services, team, changes):
    row = services.lists.members.of_group(team.group_id)[4]
    services.members.leave(row.membership_id, Departure(left_on=TODAY, reason="Pindah"))
    assert row.name not in roles(services, team.group_id)
    assert row.name in roles(services, team.group_id, on=TODAY - timedelta(days=1))
    assert services.lists.groups.detail(team.group_id).row.status is Readiness.INCOMPLETE
    assert services.lists.members.draft(row.id) is not None
    assert touched(changes) == {Kind.MEMBERSHIP}


@pytest.mark.parametrize(
    ("departure", "field"),
    [
        (Departure(left_on=TODAY, reason=" "), "reason"),
        (Departure(left_on=TODAY + timedelta(days=1), reason="Pindah"), "left_on"),
        (Departure(left_on=date(2025, 12, 31), reason="Pindah"), "left_on"),
    ],
)
def test_an_impossible_departure_is_refused_and_leaves_nothing_behind(
    services, team, log, departure, field
):
    before = log()
    row = services.lists.members.of_group(team.group_id)[4]
    with pytest.raises(ValidationError) as refusal:
        services.members.leave(row.membership_id, departure)
    assert [one.field for one in refusal.value.problems] == [field]
    assert (log(), len(roles(services, team.group_id))) == (before, 5)


def test_nobody_leaves_twice(services, team):
    row = services.lists.members.of_group(team.group_id)[4]
    services.members.leave(row.membership_id, Departure(left_on=TODAY, reason="Meninggal"))
    with pytest.raises(DomainError, match="sudah keluar"):
        services.members.leave(row.membership_id, Departure(left_on=TODAY, reason="Pindah"))


def test_a_deleted_person_is_gone_everywhere_and_comes_back_with_the_office(
    services, team, changes
):
    services.members.withdraw(team.chair)
    assert "Contoh B" not in roles(services, team.group_id)
    assert services.lists.members.draft(team.chair) is None
    assert services.lists.groups.detail(team.group_id).row.members == 4
    services.members.restore(team.chair)
    assert roles(services, team.group_id)["Contoh B"] is Role.CHAIR
    assert touched(changes) == {Kind.PERSON, Kind.MEMBERSHIP}


def test_a_chair_who_comes_back_does_not_push_out_the_successor(services, team, clock):
    services.members.withdraw(team.chair)
    clock.today = TODAY + timedelta(days=1)
    draft = replace(services.lists.members.draft(team.people[3]), role=Role.CHAIR)
    services.members.correct(team.people[3], draft, team.group_id)
    services.members.restore(team.chair)
    held = roles(services, team.group_id)
    assert (held["Contoh E"], held["Contoh B"]) == (Role.CHAIR, Role.MEMBER)


def test_a_person_who_left_before_is_restored_without_the_place(services, team):
    row = services.lists.members.of_group(team.group_id)[4]
    services.members.leave(row.membership_id, Departure(left_on=TODAY, reason="Pindah"))
    services.members.withdraw(row.id)
    services.members.restore(row.id)
    assert row.name not in roles(services, team.group_id)


@pytest.mark.parametrize(
    "odd", ["Robert'); DROP TABLE people;--", 'Ny. "Ulin"', "%_%", "🌸🌸", "\u202eitiS"]
)
def test_odd_names_are_kept_and_do_no_harm(services, odd):
    person_id = services.members.enrol(None, a_member(name=odd, skills=(odd * 50)[:200]))
    assert services.lists.members.draft(person_id).name == odd.replace("\u202e", "")
    assert services.lists.members.count() == 1


def test_two_teams_do_not_mix(services):
    one = a_recorded_team(services)
    other = a_recorded_team(services, first=11, name="Mawar")
    assert not set(roles(services, one.group_id)) & set(roles(services, other.group_id))
