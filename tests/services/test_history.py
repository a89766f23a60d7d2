"""Who changed what, when, and what it was before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import a_group, a_handover

from kube_desktop.domain.ids import new_id


@pytest.fixture
def story(services, clock):
    """A group whose note was written, corrected and emptied."""
    group_id = services.groups.record(a_group())
    for note in ("Rapat di balai", "Rapat di masjid", ""):
        draft = services.lists.groups.draft(group_id)
        services.groups.correct(group_id, replace(draft, note=note))
    return services.history.of_record("groups", group_id)


def versions(story, field):
    return [one for one in story if one.field_name == field]


def test_every_value_a_field_ever_had_is_told_newest_first(story):
    told = [one.value for one in versions(story, "note")]
    assert told == ["(kosong)", "Rapat di masjid", "Rapat di balai"]
    assert [one.at for one in story] == sorted((one.at for one in story), reverse=True)


def test_one_value_of_each_field_is_the_one_that_stands(story):
    standing = [one.field_name for one in story if one.is_shown]
    assert len(standing) == len(set(standing))
    assert "name" in standing


def test_the_first_values_are_told_and_empty_ones_left_out(story):
    (name,) = versions(story, "name")
    assert (name.value, name.note) == ("Melati Jaya", "pertama dicatat")
    assert versions(story, "bank_name") == []


def test_each_value_has_its_author_and_a_label_of_the_form(story):
    (name,) = versions(story, "name")
    assert (name.who, name.field_label) == ("Rina Pendamping", "Nama")


def test_deleting_and_restoring_is_part_of_the_story(services, team):
    services.groups.withdraw(team.group_id)
    services.groups.restore(team.group_id)
    story = services.history.of_record("groups", team.group_id)
    assert len(versions(story, "deleted")) == 2


def test_a_nik_is_masked_in_the_story_of_a_person(services, team):
    story = services.history.of_record("people", team.chair)
    (nik,) = versions(story, "nik")
    assert "•" in nik.value


def test_a_handover_is_told_with_money_and_dates_as_people_write_them(services, team, official):
    handover = services.aid.record(
        a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    )
    story = services.history.of_record("handovers", handover)
    assert versions(story, "total")[0].value.startswith("Rp")
    assert versions(story, "handed_over_on")[0].value == "17 November 2026"


def test_a_record_nobody_knows_has_no_story(services):
    assert services.history.of_record("groups", new_id()) == []


def test_one_laptop_alone_has_no_differences(services, team, clock):
    clock.now += timedelta(hours=1)
    assert services.history.open_differences() == []
