from dataclasses import replace
from datetime import date

import pytest
from builders import LONG_IRAM_SEBERANG, TODAY, a_group
from workplaces import opened

from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Strength
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id


def touched(changes):
    return {kind for one in changes for kind in one.kinds}


def test_a_registered_group_is_read_back_as_it_was_typed(services, changes):
    draft = a_group(address="Jl. Poros RT 03", rt="03", bank_account="003112345678")
    group_id = services.groups.record(draft)
    assert services.lists.groups.draft(group_id) == draft
    assert services.lists.groups.count() == 1
    assert touched(changes) == {Kind.GROUP}


def test_a_new_group_begins_as_a_draft_mentored_by_the_user_of_this_laptop(services):
    detail = services.lists.groups.detail(services.groups.record(a_group()))
    assert detail.row.state is GroupState.DRAFT
    assert (detail.mentor, detail.mentor_since) == ("Rina Pendamping", TODAY)
    (step,) = services.lists.groups.transitions(detail.id)
    assert (step.state, step.happened_on) == (GroupState.DRAFT, TODAY)


def test_an_office_mentors_no_groups(data_paths, clock):
    with opened(data_paths, clock) as services:
        make_office(services)
        detail = services.lists.groups.detail(services.groups.record(a_group()))
    assert detail.mentor == ""


def make_office(services):
    from kube_desktop.services.installation import write_facts

    identity = services.lists.office.installation("identity")
    with services.workplace.database.raw() as connection:
        write_facts(connection, {"identity": {**identity, "is_office": True}})


def test_the_word_kube_and_idle_spaces_are_not_kept(services):
    group_id = services.groups.record(a_group(name="  KUBE  Melati   Jaya "))
    assert services.lists.groups.draft(group_id).name == "Melati Jaya"


def test_a_hard_problem_is_refused_and_leaves_nothing_behind(services, changes, log):
    before = log()
    with pytest.raises(ValidationError) as refusal:
        services.groups.record(a_group(name="", village_code="64.99.99.9999"))
    assert {one.field for one in refusal.value.problems} == {"name", "village_code"}
    assert services.lists.groups.count() == 0
    assert (log(), changes) == (before, [])


def test_a_namesake_in_the_village_passes_with_a_reason(services):
    services.groups.record(a_group())
    again = a_group(name="melati jaya")
    (problem,) = services.groups.check(again)
    assert problem.strength is Strength.SOFT
    with pytest.raises(ValidationError):
        services.groups.record(again)
    answered = replace(again, reasons={problem.key: problem.reasons[0]})
    services.groups.record(answered)
    assert services.lists.groups.count() == 2


def test_a_namesake_in_another_village_is_normal(services):
    services.groups.record(a_group())
    assert services.groups.check(a_group(village_code=LONG_IRAM_SEBERANG)) == ()


def test_correcting_a_group_does_not_find_itself_as_namesake(services):
    group_id = services.groups.record(a_group())
    assert services.groups.check(a_group(), group_id) == ()


def test_an_answer_given_once_is_not_asked_again_for_the_same_value(services):
    services.groups.record(a_group())
    (problem,) = services.groups.check(a_group())
    second = services.groups.record(a_group(reasons={problem.key: "Memang sama"}))
    reopened = services.lists.groups.draft(second)
    services.groups.correct(second, replace(reopened, address="Jl. Poros"))
    assert services.lists.groups.draft(second).reasons == {problem.key: "Memang sama"}


def test_a_correction_changes_only_what_differs(services, changes, log):
    group_id = services.groups.record(a_group())
    before = log()
    changes.clear()
    services.groups.correct(group_id, a_group(address="Jl. Poros RT 03"))
    assert services.lists.groups.draft(group_id).address == "Jl. Poros RT 03"
    assert log() == before + 1
    assert touched(changes) == {Kind.GROUP}


def test_a_correction_that_changes_nothing_is_not_logged(services, changes, log):
    group_id = services.groups.record(a_group())
    before = log()
    changes.clear()
    services.groups.correct(group_id, services.lists.groups.draft(group_id))
    assert log() == before


def test_a_refused_correction_leaves_the_group_as_it_was(services):
    group_id = services.groups.record(a_group())
    with pytest.raises(ValidationError):
        services.groups.correct(group_id, a_group(name="", address="Jl. Poros"))
    assert services.lists.groups.draft(group_id) == a_group()


def test_a_group_that_is_gone_cannot_be_corrected_or_led_on(services):
    for group_id in (new_id(), withdrawn(services)):
        with pytest.raises(DomainError, match="sudah dihapus"):
            services.groups.correct(group_id, a_group(village_code=LONG_IRAM_SEBERANG))
        with pytest.raises(DomainError, match="sudah dihapus"):
            services.groups.enter_state(
                group_id, StateChange(state=GroupState.PROPOSED, happened_on=TODAY)
            )
        with pytest.raises(DomainError, match="sudah dihapus"):
            services.groups.withdraw(group_id)


def withdrawn(services):
    group_id = services.groups.record(a_group())
    services.groups.withdraw(group_id)
    return group_id


def test_a_deleted_group_is_gone_from_every_list_and_comes_back_whole(services, changes, team):
    services.groups.withdraw(team.group_id)
    assert services.lists.groups.count() == 0
    assert services.lists.groups.detail(team.group_id) is None
    assert services.lists.groups.draft(team.group_id) is None
    assert services.lists.groups.choices("melati") == []
    services.groups.restore(team.group_id)
    assert services.lists.groups.detail(team.group_id).row.members == 5
    assert [row.id for row in services.lists.groups.choices("melati")] == [team.group_id]
    assert touched(changes) == {Kind.GROUP}


def test_each_step_in_the_life_of_a_group_is_kept_with_day_and_note(services, clock):
    group_id = services.groups.record(a_group())
    for state, day in (
        (GroupState.PROPOSED, date(2026, 11, 1)),
        (GroupState.APPROVED, date(2026, 11, 5)),
    ):
        services.groups.enter_state(
            group_id, StateChange(state=state, happened_on=day, note=f"Surat {day.day}")
        )
    steps = services.lists.groups.transitions(group_id)
    assert [(one.state, one.note) for one in steps if one.note] == [
        (GroupState.APPROVED, "Surat 5"),
        (GroupState.PROPOSED, "Surat 1"),
    ]
    assert services.lists.groups.detail(group_id).row.state is GroupState.APPROVED


def test_a_step_that_is_not_possible_is_refused_and_leaves_nothing_behind(services, changes, log):
    group_id = services.groups.record(a_group())
    before = log()
    changes.clear()
    for change in (
        StateChange(state=GroupState.DISSOLVED, happened_on=TODAY, note="Pindah"),
        StateChange(state=GroupState.INACTIVE, happened_on=TODAY),
        StateChange(state=GroupState.PROPOSED, happened_on=date(2026, 11, 20)),
        StateChange(state=GroupState.DRAFT, happened_on=TODAY),
    ):
        with pytest.raises(ValidationError):
            services.groups.enter_state(group_id, change)
    assert (log(), changes) == (before, [])
    assert len(services.lists.groups.transitions(group_id)) == 1


def test_a_dissolved_group_tells_where_the_goods_are(services):
    group_id = services.groups.record(a_group())
    services.groups.enter_state(
        group_id,
        StateChange(
            state=GroupState.DISSOLVED,
            happened_on=TODAY,
            note="Anggota pindah",
            goods_fate="Dikembalikan",
        ),
    )
    fate = services.workplace.database.reader.value("SELECT goods_fate FROM groups")
    assert fate == "Dikembalikan"
    assert services.lists.groups.detail(group_id).row.status.label == "Tidak aktif"


def test_the_page_of_a_group_says_what_is_missing(services):
    group_id = services.groups.record(a_group())
    assert services.lists.groups.detail(group_id).missing == (
        "5 anggota belum ada",
        "ketua belum ada",
        "sekretaris belum ada",
        "bendahara belum ada",
    )


def test_a_complete_group_misses_nothing(services, team):
    detail = services.lists.groups.detail(team.group_id)
    assert detail.missing == ()
    assert detail.chair == "Contoh B"
    assert detail.place.full == (
        "Kampung Long Iram Ilir, Kecamatan Long Iram, Kabupaten Kutai Barat"
    )


@pytest.mark.parametrize(
    "odd", ["' OR 1=1 --", '"; DROP TABLE groups;', "%_%", "🌸" * 30, "Me\x00lati"]
)
def test_odd_names_are_kept_as_they_are_typed_and_do_no_harm(services, odd):
    group_id = services.groups.record(a_group(name=odd, note=odd * 100))
    kept = services.lists.groups.draft(group_id)
    assert kept.name == odd.replace("\x00", "")
    assert services.groups.check(a_group(name=odd))
    services.groups.correct(group_id, replace(kept, address=odd))
