"""A merged file may come from a newer program or be damaged: lists are shown all the same."""

import pytest
from builders import TODAY, a_handover, a_visit

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.groups import GroupState, Readiness
from kube_desktop.domain.mentoring import VisitKind
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.services.lists.members import MemberFilter


@pytest.fixture
def records(services, team, official):
    draft = a_handover(
        group_id=team.group_id, person_id=team.chair, official_id=official, witnesses=("A",)
    )
    handover = services.aid.record(draft)
    visit = services.mentoring.record(a_visit(group_id=team.group_id))
    return {"groups": team.group_id, "people": team.chair, "handovers": handover, "visits": visit}


ODD_TEXT = "nilai dari versi baru"
ODD_JSON = ("5", '"x"', "null", "[]", "[5]", "{}", '{"name": 5}', "[[]]")
TEXTS = {
    "groups": ("state", "business_type", "village_code"),
    "people": ("sex", "data_source", "village_code", "nik", "phone"),
    "memberships": ("role",),
    "aids": ("scheme", "form"),
    "handovers": ("status",),
    "visits": ("visit_kind", "method", "business_condition", "promise_result"),
    "group_transitions": ("state",),
}
JSONS = {
    "groups": ("reasons",),
    "people": ("reasons", "other_programmes"),
    "handovers": ("witnesses", "acknowledged_by", "members", "recitals", "reasons"),
    "visits": ("topics", "reasons"),
}


def store(services, table, column, value):
    connection = services.workplace.database.connect()
    connection.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608  our own names
    connection.close()


def show_everything(services, records):
    lists = services.lists
    for status in (None, *Readiness):
        lists.groups.listing(GroupFilter(status=status)).page(0, 10)
    lists.groups.detail(records["groups"])
    lists.groups.draft(records["groups"])
    lists.groups.transitions(records["groups"])
    lists.members.listing(MemberFilter()).page(0, 10)
    lists.members.of_group(records["groups"])
    lists.members.of_group(records["groups"], TODAY)
    lists.members.draft(records["people"])
    lists.handovers.listing(HandoverFilter()).page(0, 10)
    lists.handovers.draft(records["handovers"])
    lists.handovers.goods_of_group(records["groups"])
    lists.visits.agenda(TODAY)
    lists.visits.of_group(records["groups"])
    lists.visits.draft(records["visits"])
    lists.visits.row(records["visits"])
    lists.home.board()
    lists.home.saved_state()
    lists.search.find("a", lists.members, lists.groups, lists.handovers)


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, some in TEXTS.items() for column in some]
)
def test_an_unknown_word_in_one_column_keeps_no_list_from_being_shown(
    services, records, table, column
):
    store(services, table, column, ODD_TEXT)
    show_everything(services, records)


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, some in JSONS.items() for column in some]
)
def test_json_of_another_shape_keeps_no_list_from_being_shown(services, records, table, column):
    for odd in ODD_JSON:
        store(services, table, column, odd)
        show_everything(services, records)


def test_unknown_words_are_shown_as_the_most_careful_known_one(services, records):
    store(services, "groups", "state", ODD_TEXT)
    store(services, "handovers", "status", ODD_TEXT)
    store(services, "visits", "visit_kind", ODD_TEXT)
    assert services.lists.groups.detail(records["groups"]).row.state is GroupState.DRAFT
    (row,) = services.lists.handovers.of_group(records["groups"])
    assert row.status is HandoverStatus.RECORDED
    assert services.lists.visits.draft(records["visits"]).kind is VisitKind.INCIDENTAL


def test_records_whose_parts_have_not_arrived_are_shown_as_far_as_known(services, records):
    connection = services.workplace.database.connect()
    connection.execute("UPDATE groups SET id = randomblob(16)")
    connection.execute("UPDATE people SET id = randomblob(16)")
    connection.close()
    lists = services.lists
    (row,) = lists.handovers.listing(HandoverFilter()).page(0, 10)
    assert row.receiver == ""
    assert lists.handovers.draft(records["handovers"]) is not None
    assert lists.visits.row(records["visits"]).group_name == ""
    lists.home.board()
    lists.members.of_group(records["groups"])
