"""Halves of letters, which broken programs leave on the clipboard, stop no use case."""

import pytest
from builders import a_group, a_handover, a_member, a_visit, an_item

from kube_desktop.domain.errors import ValidationError
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import Departure
from kube_desktop.domain.mentoring import VisitKind
from kube_desktop.domain.settings import LetterheadDraft, OfficialDraft

HALF = "\ud83d"


def test_half_a_letter_in_a_group_is_left_out_of_the_record(services):
    draft = a_group(
        name=f"Melati{HALF} Baru", note=f"a{HALF}b", village_code=f"64.07.05.2010{HALF}"
    )
    kept = services.lists.groups.draft(services.groups.record(draft))
    assert (kept.name, kept.note) == ("Melati Baru", "ab")


def test_half_a_letter_in_a_member_is_left_out_of_the_record(services, team):
    draft = a_member(8, address=f"Jalan{HALF}", other_programmes=(f"PKH{HALF}",))
    kept = services.lists.members.draft(services.members.enrol(team.group_id, draft))
    assert (kept.address, kept.other_programmes) == ("Jalan", ("PKH",))


def test_half_a_letter_in_a_handover_is_left_out_of_the_record(services, team, official):
    draft = a_handover(
        group_id=team.group_id,
        person_id=team.chair,
        official_id=official,
        bast_number=f"BAST/001{HALF}",
        note=f"a{HALF}b",
        items=(an_item(specification=f"kuning{HALF}"),),
    )
    assert services.aid.obstacles(draft) == ()
    kept = services.lists.handovers.draft(services.aid.record(draft))
    assert (kept.bast_number, kept.note) == ("BAST/001", "ab")
    assert kept.items[0].specification == "kuning"


def test_half_a_letter_in_a_visit_is_left_out_of_the_record(services, team):
    draft = a_visit(group_id=team.group_id, kind=VisitKind.MENTORING, referral=f"Dinas{HALF}")
    kept = services.lists.visits.draft(services.mentoring.record(draft))
    assert kept.referral == "Dinas"


def test_half_a_letter_in_a_step_or_a_departure_stops_neither(services, team):
    today = services.workplace.today()
    step = StateChange(state=GroupState.INACTIVE, happened_on=today, note=f"Sepi{HALF}")
    services.groups.enter_state(team.group_id, step)
    (first, *_) = services.lists.members.of_group(team.group_id)
    services.members.leave(first.membership_id, Departure(left_on=today, reason=f"Pindah{HALF}"))
    left = services.workplace.database.reader.value(
        "SELECT leave_reason FROM memberships WHERE left_on IS NOT NULL"
    )
    assert left == "Pindah"


def test_half_a_letter_in_what_the_office_types_is_left_out(services):
    services.settings.set_letterhead(LetterheadDraft(government="A", office=f"B{HALF}"))
    services.office.record_official(
        OfficialDraft(name="Contoh Pejabat", position="Kepala", rank=f"Penata{HALF}")
    )
    assert services.lists.office.rules(services.workplace.today()).letterhead.office == "B"
    assert "Penata" in {one.rank for one in services.lists.office.officials()}


def test_an_endless_reason_for_leaving_is_refused(services, team):
    (first, *_) = services.lists.members.of_group(team.group_id)
    departure = Departure(left_on=services.workplace.today(), reason="a" * 501)
    with pytest.raises(ValidationError, match="Alasan paling panjang 500 huruf"):
        services.members.leave(first.membership_id, departure)


def test_an_official_who_is_not_in_the_list_cannot_hand_over(services, team, log):
    draft = a_handover(group_id=team.group_id, person_id=team.chair, official_id=new_id())
    before = log()
    with pytest.raises(ValidationError, match="Pejabat ini tidak ada di daftar"):
        services.aid.record(draft)
    assert log() == before
