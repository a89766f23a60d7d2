import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import (
    TODAY,
    a_group,
    a_handover,
    a_member,
    a_recorded_team,
    a_visit,
    an_item,
)

from kube_desktop.db.models import OfficeSetting, Official
from kube_desktop.domain.aid import AidForm, GoodsItem, HandoverStatus, Scheme, total
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Strength
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import Role
from kube_desktop.domain.mentoring import GoodsState, ItemFinding
from kube_desktop.domain.settings import SettingKey

SMALL = (an_item(name="Benang", unit="dus", unit_price=50_000),)


def touched(changes):
    return {kind for one in changes for kind in one.kinds}


@pytest.fixture
def handover(team, official):
    """A handover to the group, received by its chair, ready to be recorded."""
    return a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)


def setting(services, key, value, valid_from=date(2026, 1, 1)):
    with services.workplace.database.write() as session:
        session.add(OfficeSetting(key=key.value, valid_from=valid_from, value=value))


def snapshot(services, handover_id, column):
    """What the paper keeps, as stored."""
    text = services.workplace.database.reader.value(
        f"SELECT {column} FROM handovers WHERE id = :id",  # noqa: S608  our own column names
        {"id": handover_id.bytes},
    )
    return json.loads(text) if text else None


def answered(services, draft, handover_id=None):
    """The draft with the first offered reason for everything doubtful."""
    soft = [one for one in services.aid.check(draft, handover_id) if one.reasons]
    return replace(draft, reasons={one.key: one.reasons[0] for one in soft})


def test_a_recorded_handover_is_read_back_as_typed(services, handover, changes):
    draft = replace(
        handover,
        bast_number="BAST/001/KUBE-KUBAR/XI/2026",
        witnesses=("Saksi Satu", "Saksi Dua"),
        acknowledged_name="Kepala Kampung",
        acknowledged_title="Petinggi",
        note="Diserahkan di balai",
        place="Balai Kampung Long Iram Ilir",
    )
    kept = services.lists.handovers.draft(services.aid.record(draft))
    assert kept == draft
    assert touched(changes) >= {Kind.AID, Kind.AID_ITEM, Kind.HANDOVER, Kind.GROUP}


def test_blank_rows_and_idle_spaces_are_not_kept(services, handover):
    items = (GoodsItem(), an_item(name="  Mesin   jahit "), GoodsItem(unit="unit"))
    handover_id = services.aid.record(replace(handover, items=items, witnesses=("", " A ")))
    kept = services.lists.handovers.draft(handover_id)
    assert [item.name for item in kept.items] == ["Mesin jahit"]
    assert kept.witnesses == ("A",)


def test_the_list_shows_receiver_goods_and_total(services, handover):
    handover_id = services.aid.record(handover)
    (row,) = services.lists.handovers.of_group(handover.group_id)
    assert row.id == handover_id
    assert (row.receiver, row.goods) == ("Melati Jaya", "Mesin jahit dan 1 lainnya")
    assert row.total == total(handover.items) == 6_600_000
    assert row.status is HandoverStatus.RECORDED


def test_a_group_that_receives_aid_moves_on(services, team, handover):
    services.aid.record(replace(handover, bast_number="BAST/7"))
    detail = services.lists.groups.detail(team.group_id)
    assert detail.row.state is GroupState.DELIVERED
    steps = {one.state: one for one in services.lists.groups.transitions(team.group_id)}
    step = steps[GroupState.DELIVERED]
    assert (step.note, step.happened_on) == ("BAST/7", handover.handed_over_on)
    assert (detail.aid_total, detail.ceiling, detail.handovers) == (6_600_000, 20_000_000, 1)


def test_a_second_handover_does_not_throw_a_group_back(services, team, handover):
    services.aid.record(handover)
    services.groups.enter_state(
        team.group_id, StateChange(state=GroupState.INDEPENDENT, happened_on=TODAY)
    )
    services.aid.record(answered(services, replace(handover, items=SMALL)))
    assert services.lists.groups.detail(team.group_id).row.state is GroupState.INDEPENDENT


def test_a_hard_problem_is_refused_and_leaves_nothing_behind(services, handover, changes, log):
    before = log()
    with pytest.raises(ValidationError) as refusal:
        services.aid.record(replace(handover, person_id=None, items=()))
    assert {one.field for one in refusal.value.problems} == {"person_id", "items"}
    assert (log(), changes) == (before, [])


@pytest.mark.parametrize("gone", ["group", "receiver"])
def test_nobody_who_is_gone_receives_aid(services, team, handover, changes, log, gone):
    if gone == "group":
        services.groups.withdraw(team.group_id)
    else:
        services.members.withdraw(team.chair)
    before = log()
    changes.clear()
    with pytest.raises(DomainError, match="sudah dihapus"):
        services.aid.record(handover)
    assert (log(), changes) == (before, [])
    assert services.lists.handovers.of_group(team.group_id) == []


def test_over_the_ceiling_needs_a_reason_and_keeps_it(services, handover):
    dear = replace(handover, items=(an_item(quantity_milli=1000, unit_price=20_000_001),))
    with pytest.raises(ValidationError, match=r"melebihi batas Rp20\.000\.000 sebesar Rp1"):
        services.aid.record(dear)
    reasoned = replace(dear, over_ceiling_reason="Harga pasar naik")
    kept = services.lists.handovers.draft(services.aid.record(reasoned))
    assert kept.over_ceiling_reason == "Harga pasar naik"


def test_the_ceiling_counts_what_came_before_in_the_year_of_the_budget(services, handover):
    services.aid.record(replace(handover, items=(an_item(unit_price=7_500_000),)))
    again = answered(services, handover)
    with pytest.raises(ValidationError, match=r"sebesar Rp1\.600\.000"):
        services.aid.record(again)
    services.aid.record(replace(again, over_ceiling_reason="Disetujui dinas"))


def test_money_of_one_year_handed_over_in_the_next_is_still_that_years(services, official, clock):
    team = a_recorded_team(services, budget_year=2025)
    draft = a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    services.aid.record(replace(draft, items=(an_item(unit_price=7_500_000),)))
    problems = services.aid.check(draft)
    assert {one.field for one in problems} == {"over_ceiling_reason", "items"}
    assert services.lists.handovers.years() == [2025]


def test_a_correction_does_not_count_itself(services, handover):
    full = replace(handover, items=(an_item(unit_price=10_000_000),))
    handover_id = services.aid.record(full)
    assert services.aid.check(full, handover_id) == ()


def test_the_office_may_change_the_ceilings(services, handover):
    setting(services, SettingKey.CEILINGS, {"KUBE": 6_000_000, "UEP": 1})
    assert [one.field for one in services.aid.check(handover)] == ["over_ceiling_reason"]
    earlier = replace(handover, handed_over_on=date(2025, 12, 31))
    assert "over_ceiling_reason" not in {one.field for one in services.aid.check(earlier)}


def test_a_single_recipient_receives_up_to_the_ceiling_of_uep(services, official):
    person_id = services.members.enrol(None, a_member())
    draft = a_handover(
        scheme=Scheme.SINGLE,
        form=AidForm.MONEY,
        person_id=person_id,
        official_id=official,
        items=(an_item(quantity_milli=1000, unit_price=5_000_000),),
    )
    handover_id = services.aid.record(draft)
    assert services.lists.handovers.draft(handover_id) == replace(
        draft, place="Kampung Long Iram Ilir, Kecamatan Long Iram, Kabupaten Kutai Barat"
    )
    second = snapshot(services, handover_id, "second_party")
    assert (second["name"], second["title"]) == ("Contoh B", "Penerima Manfaat")
    over = replace(draft, items=(an_item(quantity_milli=1000, unit_price=5_000_001),))
    assert "over_ceiling_reason" in {one.field for one in services.aid.check(over, handover_id)}


def test_numbers_are_proposed_one_after_the_other(services, handover):
    day = handover.handed_over_on
    assert services.aid.next_number(day) == "BAST/001/KUBE-KUBAR/XI/2026"
    services.aid.record(replace(handover, bast_number="BAST/011/KUBE-KUBAR/III/2026"))
    assert services.aid.next_number(day) == "BAST/012/KUBE-KUBAR/XI/2026"
    assert services.aid.next_number(date(2025, 3, 1)) == "BAST/001/KUBE-KUBAR/III/2025"
    assert services.aid.next_number(day, "64.02") == "BAST/001/KUBE-KUKAR/XI/2026"


@pytest.mark.parametrize("pattern", ["BAST/{tahun}", "{nama}", "", "x" * 1000, 5])
def test_a_pattern_the_office_mistyped_stops_no_handover(services, handover, pattern):
    setting(services, SettingKey.NUMBER_PATTERN, pattern)
    services.aid.record(replace(handover, bast_number="BAST/2026"))
    proposal = services.aid.next_number(handover.handed_over_on)
    assert proposal in {"", "BAST/001/KUBE-KUBAR/XI/2026"}


def test_a_number_in_use_asks_for_a_reason_and_proposes_the_next(services, handover):
    number = "BAST/001/KUBE-KUBAR/XI/2026"
    first = services.aid.record(replace(handover, bast_number=number, items=SMALL))
    again = replace(handover, bast_number=number, items=SMALL)
    (problem,) = [one for one in services.aid.check(again) if one.field == "bast_number"]
    assert problem.strength is Strength.SOFT
    assert problem.text == (
        "Nomor ini sudah dipakai Melati Jaya, 17 Nov 2026. "
        "Nomor berikutnya BAST/002/KUBE-KUBAR/XI/2026"
    )
    assert services.aid.check(replace(again), first) == ()
    services.aid.record(answered(services, again))
    last_year = replace(again, handed_over_on=date(2025, 11, 20))
    assert "bast_number" not in {one.field for one in services.aid.check(last_year)}


def test_a_handover_without_a_number_is_normal(services, handover):
    kept = services.lists.handovers.draft(services.aid.record(handover))
    assert kept.bast_number == ""
    again = replace(handover, items=SMALL)
    assert "bast_number" not in {one.field for one in services.aid.check(again)}


def test_a_correction_changes_only_what_differs(services, handover, changes, log):
    handover_id = services.aid.record(handover)
    before = log()
    changes.clear()
    kept = services.lists.handovers.draft(handover_id)
    services.aid.correct(handover_id, kept)
    assert log() == before
    dearer = (replace(kept.items[0], unit_price=3_300_000), kept.items[1])
    services.aid.correct(handover_id, replace(kept, items=dearer))
    assert services.lists.handovers.items(handover_id) == dearer
    assert log() == before + 3, "price and amount of the row, and the total"
    assert touched(changes) == {Kind.AID_ITEM, Kind.HANDOVER}


def test_goods_keep_what_was_found_of_them_when_a_line_above_goes(services, team, handover):
    handover_id = services.aid.record(handover)
    thread = services.lists.handovers.goods_of_group(team.group_id)[1]
    services.mentoring.record(
        a_visit(
            group_id=team.group_id,
            findings=(ItemFinding(aid_item_id=thread.id, state=GoodsState.BROKEN),),
        )
    )
    services.aid.correct(handover_id, replace(handover, items=handover.items[1:]))
    (kept,) = services.lists.handovers.goods_of_group(team.group_id)
    assert (kept.name, kept.last_condition) == ("Benang", "rusak")


def test_a_renamed_line_stays_the_same_line(services, team, handover):
    handover_id = services.aid.record(handover)
    before = [row.id for row in services.lists.handovers.goods_of_group(team.group_id)]
    renamed = (replace(handover.items[0], name="Mesin jahit portabel"), handover.items[1])
    services.aid.correct(handover_id, replace(handover, items=renamed))
    assert [row.id for row in services.lists.handovers.goods_of_group(team.group_id)] == before


def test_a_refused_correction_leaves_the_handover_as_it_was(services, handover, log):
    handover_id = services.aid.record(handover)
    before, kept = log(), services.lists.handovers.draft(handover_id)
    with pytest.raises(ValidationError):
        services.aid.correct(handover_id, replace(kept, items=()))
    assert (log(), services.lists.handovers.draft(handover_id)) == (before, kept)


def test_a_signed_bast_is_neither_changed_nor_deleted_without_a_word(services, handover, log):
    handover_id = services.aid.record(handover)
    services.aid.mark(handover_id, HandoverStatus.PRINTED)
    services.aid.mark(handover_id, HandoverStatus.SIGNED)
    before = log()
    with pytest.raises(DomainError, match="sudah ditandatangani"):
        services.aid.correct(handover_id, handover)
    for reason in ("", "  ", "\ud800"):
        with pytest.raises(DomainError, match="Tulis alasan menghapusnya"):
            services.aid.withdraw(handover_id, reason)
    assert log() == before


def test_a_signed_bast_is_deleted_with_a_reason_that_its_history_keeps(services, handover):
    handover_id = services.aid.record(handover)
    services.aid.sign([handover_id])
    services.aid.withdraw(handover_id, "  tercatat\n dua kali ")
    assert services.lists.handovers.draft(handover_id) is None
    services.aid.restore(handover_id)
    told = [one for one in services.history.of_record("handovers", handover_id)
            if one.field_name == "deleted"]  # fmt: skip
    assert [one.note for one in told] == ["", "alasan: tercatat dua kali"]


def test_a_signature_noted_by_mistake_is_taken_back(services, handover):
    first = services.aid.record(handover)
    second = services.aid.record(answered(services, handover))
    services.aid.mark(first, HandoverStatus.PRINTED)
    services.aid.mark(second, HandoverStatus.SIGNED)
    signed = services.aid.sign([first, second])
    services.aid.unsign(signed)
    rows = services.lists.handovers.rows_by_id([first.bytes, second.bytes])
    assert rows[first.bytes].status is HandoverStatus.PRINTED
    assert rows[second.bytes].status is HandoverStatus.SIGNED


def test_printing_a_copy_later_does_not_undo_a_signature(services, handover):
    handover_id = services.aid.record(handover)
    services.aid.mark(handover_id, HandoverStatus.SIGNED)
    services.aid.mark(handover_id, HandoverStatus.PRINTED)
    (row,) = services.lists.handovers.of_group(handover.group_id)
    assert row.status is HandoverStatus.SIGNED


def test_a_deleted_handover_is_gone_from_every_sum_and_comes_back(services, team, handover):
    handover_id = services.aid.record(replace(handover, bast_number="BAST/7"))
    services.aid.withdraw(handover_id)
    assert services.lists.handovers.draft(handover_id) is None
    assert services.lists.handovers.of_group(team.group_id) == []
    assert services.lists.handovers.goods_of_group(team.group_id) == []
    assert services.lists.handovers.years() == []
    assert services.lists.groups.detail(team.group_id).aid_total == 0
    assert services.aid.check(replace(handover, bast_number="BAST/7")) == ()
    with pytest.raises(DomainError, match="sudah dihapus"):
        services.aid.correct(handover_id, handover)
    services.aid.restore(handover_id)
    assert services.lists.groups.detail(team.group_id).aid_total == 6_600_000
    assert services.lists.handovers.draft(handover_id).bast_number == "BAST/7"


def test_what_never_was_cannot_be_corrected(services, handover):
    with pytest.raises(DomainError, match="sudah dihapus"):
        services.aid.correct(new_id(), handover)


def test_the_second_aid_of_a_group_is_its_second_stage(services, handover):
    deleted = services.aid.record(handover)
    services.aid.withdraw(deleted)
    services.aid.record(replace(handover, items=SMALL))
    services.aid.record(answered(services, replace(handover, items=SMALL)))
    stages = services.workplace.database.reader.rows(
        "SELECT a.stage FROM aids a JOIN handovers h ON h.aid_id = a.id WHERE h.deleted = 0 "
        "ORDER BY a.id"
    )
    assert stages == [(1,), (2,)]


def replace_the_chair(services, team):
    draft = replace(services.lists.members.draft(team.people[3]), role=Role.CHAIR)
    soft = services.members.check(draft, team.group_id, team.people[3])
    draft = replace(draft, reasons={one.key: one.reasons[0] for one in soft})
    services.members.correct(team.people[3], draft, team.group_id)


def test_the_paper_keeps_the_people_of_its_day(services, team, handover, clock):
    handover_id = services.aid.record(handover)
    members = snapshot(services, handover_id, "members")
    second = snapshot(services, handover_id, "second_party")
    assert [one["role"] for one in members] == [
        "Ketua", "Sekretaris", "Bendahara", "Anggota", "Anggota",
    ]  # fmt: skip
    assert second["title"] == "Ketua KUBE Melati Jaya"
    clock.today = TODAY + timedelta(days=40)
    replace_the_chair(services, team)
    services.members.withdraw(team.people[4])
    assert snapshot(services, handover_id, "members") == members
    assert snapshot(services, handover_id, "second_party") == second


def test_a_price_set_right_later_does_not_bring_later_officers_onto_the_paper(
    services, team, handover, clock
):
    handover_id = services.aid.record(handover)
    before = snapshot(services, handover_id, "members")
    clock.today = TODAY + timedelta(days=40)
    replace_the_chair(services, team)
    services.aid.correct(handover_id, replace(handover, items=SMALL))
    assert snapshot(services, handover_id, "members") == before
    assert snapshot(services, handover_id, "second_party")["title"] == "Ketua KUBE Melati Jaya"


def test_members_typed_after_the_handover_still_stand_on_the_paper(services, official):
    group_id = services.groups.record(a_group())
    people = [
        services.members.enrol(group_id, a_member(number, role=role))
        for number, role in enumerate(Role, start=1)
    ]
    handover_id = services.aid.record(
        a_handover(group_id=group_id, person_id=people[0], official_id=official)
    )
    assert len(snapshot(services, handover_id, "members")) == 4


def test_the_paper_keeps_the_official_of_its_day(services, handover):
    handover_id = services.aid.record(handover)
    first = snapshot(services, handover_id, "first_party")
    assert (first["name"], first["number"]) == ("Contoh Pejabat, S.Sos.", "197001011995039001")
    with services.workplace.database.write() as session:
        session.get_one(Official, handover.official_id).name = "Orang Lain"
    assert snapshot(services, handover_id, "first_party") == first
    assert snapshot(services, handover_id, "giver")["name"] == "Rina Pendamping"


def test_the_paper_keeps_letterhead_and_recitals_of_its_day(services, handover):
    setting(services, SettingKey.RECITALS, ["UU 13/2011"])
    setting(services, SettingKey.RECITALS, ["Aturan baru"], date(2026, 11, 18))
    handover_id = services.aid.record(handover)
    assert snapshot(services, handover_id, "recitals") == ["UU 13/2011"]
    assert snapshot(services, handover_id, "letterhead")["office"] == "DINAS SOSIAL"


def test_printing_waits_for_a_complete_group(services, official):
    group_id = services.groups.record(a_group())
    person_id = services.members.enrol(group_id, a_member())
    draft = a_handover(group_id=group_id, person_id=person_id, official_id=official)
    assert services.aid.obstacles(draft) == (
        "Anggota baru 1 dari 5 orang",
        "Kelompok belum punya ketua",
    )
    services.aid.record(draft)


def test_a_complete_group_has_no_obstacles(services, handover):
    assert services.aid.obstacles(handover) == ()


def test_prices_and_names_of_goods_are_remembered(services, handover):
    services.aid.record(handover)
    lists = services.lists.handovers
    assert lists.last_price(" mesin JAHIT ") == ("unit", 3_250_000)
    assert lists.last_price("Kambing") is None
    assert lists.item_names("jah") == ["Mesin jahit"]
    assert lists.item_names("' OR 1=1") == []


@pytest.mark.parametrize("odd", ["' OR '1'='1", "%_%", "🌸" * 30, "x" * 4000])
def test_odd_texts_are_kept_and_do_no_harm(services, handover, odd):
    items = (an_item(name=odd[:120], specification=odd[:1000]),)
    number, name = odd[:80], odd[:100]
    draft = replace(handover, bast_number=number, note=odd, acknowledged_name=name, items=items)
    kept = services.lists.handovers.draft(services.aid.record(draft))
    assert (kept.bast_number, kept.note, kept.acknowledged_name) == (number, odd, name)
    assert kept.items[0].specification == odd[:1000]
    assert (
        services.lists.search.find(
            odd, services.lists.members, services.lists.groups, services.lists.handovers
        )
        is not None
    )
