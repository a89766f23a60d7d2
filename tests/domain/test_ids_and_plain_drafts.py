import json
from datetime import date
from uuid import UUID

import pytest
from builders import a_group, a_handover, a_member, a_visit
from hypothesis import given, settings
from hypothesis import strategies as st

from kube_desktop.domain.aid import GoodsItem, HandoverDraft, Scheme
from kube_desktop.domain.changes import Changes, Kind
from kube_desktop.domain.groups import GroupDraft
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.members import MemberDraft, Role
from kube_desktop.domain.mentoring import GoodsState, ItemFinding, VisitDraft
from kube_desktop.domain.plain import from_plain, to_plain
from kube_desktop.domain.values import Sex

SOMEBODY = UUID(int=7)
DRAFTS = (
    GroupDraft(),
    a_group(reasons={"name: Sudah ada": "Memang sama"}),
    MemberDraft(),
    a_member(sex=Sex.MALE, role=Role.CHAIR, other_programmes=("PKH",), born_on=date(1985, 6, 5)),
    HandoverDraft(),
    a_handover(scheme=Scheme.SINGLE, person_id=SOMEBODY, witnesses=("A", "B")),
    VisitDraft(),
    a_visit(
        group_id=SOMEBODY,
        present=frozenset({SOMEBODY}),
        findings=(ItemFinding(aid_item_id=SOMEBODY, state=GoodsState.LOST, reason="Banjir"),),
    ),
)


def test_ids_sort_by_the_time_of_making_and_are_of_version_seven():
    ids = [new_id() for _ in range(500)]
    assert len(set(ids)) == 500
    assert {one.version for one in ids} == {7}
    assert {one.variant for one in ids} == {"specified in RFC 4122"}
    milliseconds = [one.int >> 80 for one in ids]
    assert milliseconds == sorted(milliseconds)


def test_changes_tell_what_they_touch():
    changes = Changes(frozenset({Kind.GROUP}))
    assert changes.touches(Kind.PERSON, Kind.GROUP)
    assert not changes.touches(Kind.PERSON)
    assert not Changes().touches(*Kind)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: type(draft).__name__)
def test_a_draft_comes_back_from_plain_data_as_it_was(draft):
    stored = json.loads(json.dumps(to_plain(draft)))
    assert from_plain(type(draft), stored) == draft


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: type(draft).__name__)
def test_one_unreadable_field_loses_nothing_else(draft):
    stored = to_plain(draft)
    for name in stored:
        damaged = {**stored, name: {"unreadable": ["x"]}}
        back = to_plain(from_plain(type(draft), damaged))
        assert {k: v for k, v in back.items() if k not in {name, "reasons"}} == {
            k: v for k, v in stored.items() if k not in {name, "reasons"}
        }


def test_fields_of_a_newer_program_are_passed_over():
    stored = {**to_plain(a_group()), "colour": "red"}
    assert from_plain(GroupDraft, stored) == a_group()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", [GroupDraft, MemberDraft, HandoverDraft, VisitDraft, GoodsItem])
@settings(max_examples=30)
@given(data=st.data())
def test_no_stored_data_whatever_breaks_the_reading_of_a_draft(kind, data):
    names = st.sampled_from(sorted(kind.__dataclass_fields__))
    stored = data.draw(st.dictionaries(names, JSON, max_size=6))
    assert isinstance(from_plain(kind, stored), kind)
