from dataclasses import replace
from datetime import timedelta

import pytest
from builders import a_group, a_handover, a_member, a_visit
from workplaces import Clock, opened

from kube_desktop.domain.aid import GoodsItem, HandoverDraft
from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.domain.groups import GroupDraft
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import MemberDraft
from kube_desktop.domain.mentoring import VisitDraft
from kube_desktop.domain.plain import from_plain, to_plain

HALF_TYPED = {
    "groups": GroupDraft(name="Melati", village_code="64.07", budget_year=None),
    "members": MemberDraft(nik="6407 05", name="", phone="0812"),
    "handovers": HandoverDraft(items=(GoodsItem(name="Kandang"), GoodsItem())),
    "visits": VisitDraft(activity="Membahas\nbuku kas"),
}


@pytest.mark.parametrize(("form", "draft"), HALF_TYPED.items(), ids=HALF_TYPED)
def test_what_is_typed_survives_closing_the_program(data_paths, form, draft):
    draft_id = new_id()
    with opened(data_paths, Clock()) as services:
        services.drafts.keep(draft_id, form, "Sedang diketik", to_plain(draft))
    with opened(data_paths, Clock()) as services:
        (kept,) = services.drafts.open_drafts()
    assert (kept.id, kept.form, kept.title) == (draft_id, form, "Sedang diketik")
    assert from_plain(type(draft), kept.content) == draft


def test_typing_on_replaces_the_draft(services, clock, changes):
    draft_id = new_id()
    services.drafts.keep(draft_id, "groups", "Mel", to_plain(a_group(name="Mel")))
    clock.now += timedelta(seconds=2)
    services.drafts.keep(draft_id, "groups", "Melati", to_plain(a_group()))
    (kept,) = services.drafts.open_drafts()
    assert kept.title == "Melati"
    assert kept.typed_at == clock.now
    assert changes == [Changes(frozenset({Kind.DRAFT}))] * 2


def test_the_newest_draft_comes_first(services, clock):
    for name in ("Satu", "Dua", "Tiga"):
        clock.now += timedelta(seconds=1)
        services.drafts.keep(new_id(), "groups", name, {})
    assert [draft.title for draft in services.drafts.open_drafts()] == ["Tiga", "Dua", "Satu"]


def test_a_draft_of_a_correction_knows_its_record(services):
    record_id = new_id()
    services.drafts.keep(new_id(), "groups", "Melati", {}, record_id)
    (kept,) = services.drafts.open_drafts()
    assert kept.record_id == record_id


def test_a_discarded_draft_is_gone_and_discarding_twice_is_no_harm(services):
    draft_id = new_id()
    services.drafts.keep(draft_id, "groups", "Melati", {})
    services.drafts.discard(draft_id)
    services.drafts.discard(draft_id)
    assert services.drafts.open_drafts() == []


def test_drafts_are_never_in_the_change_log(services, log):
    before = log()
    services.drafts.keep(new_id(), "members", "Siti", to_plain(a_member()))
    assert log() == before


def test_a_kept_draft_becomes_a_record_when_it_is_complete(services, team, official):
    handover = a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    visit = a_visit(group_id=team.group_id, present=frozenset(team.people))
    for form, draft, record in (
        ("handovers", handover, services.aid.record),
        ("visits", visit, services.mentoring.record),
        ("groups", replace(a_group(), name="Mawar"), services.groups.record),
    ):
        services.drafts.keep(new_id(), form, form, to_plain(draft))
        kept = services.drafts.open_drafts()[0]
        record(from_plain(type(draft), kept.content))
        services.drafts.discard(kept.id)
    assert services.drafts.open_drafts() == []


def test_what_was_opened_last_is_offered_first(services, team, clock):
    for kind, record_id in (("groups", team.group_id), ("people", team.chair)):
        clock.now += timedelta(seconds=1)
        services.drafts.note_opened(kind, record_id)
    assert [one.record_id for one in services.lists.home.recent()] == [team.chair, team.group_id]
    clock.now += timedelta(seconds=1)
    services.drafts.note_opened("groups", team.group_id)
    assert [one.title for one in services.lists.home.recent()] == ["Melati Jaya", "Contoh B"]
    services.groups.withdraw(team.group_id)
    assert [one.title for one in services.lists.home.recent()] == ["Contoh B"]
