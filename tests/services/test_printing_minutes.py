"""Minutes about groups, gathered from what was recorded."""

from dataclasses import replace
from datetime import date

import pytest
from builders import a_member

from kube_desktop.db.models import Assignment, Mentor
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import Departure, Role
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.services.printing.minutes import MinutesPapers


def test_a_check_finds_what_is_recorded(services, team, clock):
    papers = MinutesPapers(services.workplace)
    with pytest.raises(DomainError, match="belum diverifikasi"):
        papers.verification(team.group_id)
    step = StateChange(state=GroupState.VERIFIED, happened_on=clock.today, note="Dilihat.")
    services.groups.enter_state(team.group_id, step)
    made = papers.verification(team.group_id)
    assert [one.is_right for one in made.findings] == [True] * len(made.findings)
    assert made.checked[0].name == made.chair.name
    assert (made.note, made.verifier.name) == ("Dilihat", "Rina Pendamping")
    assert services.printing.all_subjects(PaperKind.VERIFICATION) == [team.group_id]


def test_a_new_treasurer_replaces_the_old_one_in_the_office_only(services, team, clock):
    draft = replace(services.lists.members.draft(team.people[3]), role=Role.TREASURER)
    (problem,) = services.members.check(draft, team.group_id, team.people[3])
    draft = replace(draft, reasons={problem.key: problem.reasons[0]})
    services.members.correct(team.people[3], draft, team.group_id)
    (subject,) = services.printing.all_subjects(PaperKind.REPLACEMENT)
    made = MinutesPapers(services.workplace).replacement(subject)
    assert made.is_office
    assert (made.old.position, made.new.position) == ("Bendahara", "Bendahara")
    assert made.held_on == clock.today
    assert len(made.members) == 5


def test_who_comes_after_somebody_left_takes_that_place(services, team, clock):
    (old,) = [one for one in services.lists.members.of_group(team.group_id)
              if one.id == team.people[4]]  # fmt: skip
    services.members.leave(
        old.membership_id, Departure(left_on=date(2026, 11, 2), reason="Meninggal")
    )
    services.members.enrol(team.group_id, a_member(30, joined_on=date(2026, 11, 9)))
    (subject,) = services.printing.all_subjects(PaperKind.REPLACEMENT)
    made = MinutesPapers(services.workplace).replacement(subject)
    assert (made.old.name, made.reason, made.can_sign) == (old.name, "Meninggal", False)
    assert made.old.until == date(2026, 11, 2)
    assert not made.is_office
    services.members.enrol(team.group_id, a_member(31, joined_on=date(2026, 11, 9)))
    assert services.printing.all_subjects(PaperKind.REPLACEMENT) == [subject]


def test_groups_that_change_their_facilitator_together_are_one_paper(services, team):
    with services.workplace.database.write() as session:
        mentors = [new_id(), new_id()]
        session.add_all(Mentor(id=one, name=name) for one, name in
                        zip(mentors, ("Lama", "Baru"), strict=True))  # fmt: skip
        session.add_all(
            Assignment(mentor_id=one, group_id=team.group_id, started_on=start, ended_on=end)
            for one, start, end in (
                (mentors[0], date(2026, 1, 12), date(2026, 7, 1)),
                (mentors[1], date(2026, 7, 1), None),
            )
        )
    (subject,) = services.printing.all_subjects(PaperKind.TAKEOVER)
    made = MinutesPapers(services.workplace).takeover(subject)
    assert (made.old.name, made.new.name, made.held_on) == ("Lama", "Baru", date(2026, 7, 1))
    assert [(one.name, one.members) for one in made.groups] == [("Melati Jaya", 5)]
    for size in PaperSize:
        assert services.printing.make(PaperKind.TAKEOVER, subject, size).pdf
