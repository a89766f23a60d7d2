from datetime import date

import pytest
from builders import TODAY, a_group
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.checks import Strength
from kube_desktop.domain.groups import (
    BUSINESS_TYPES,
    GroupDraft,
    GroupFacts,
    GroupState,
    Readiness,
    StateChange,
    check_group,
    check_state_change,
    next_states,
    readiness,
)

HARD, SOFT = Strength.HARD, Strength.SOFT
KNOWN = GroupFacts(village_known=True)


def found(draft, facts=KNOWN):
    return check_group(draft.tidied(), facts, TODAY)


def test_a_complete_group_has_no_problem():
    assert found(a_group()) == ()


RULES = {
    "no name": ({"name": " "}, "name", "Isi nama kelompok"),
    "short name": ({"name": "Aa"}, "name", "Nama kelompok harus 3 sampai 100 huruf"),
    "endless name": ({"name": "a" * 101}, "name", "Nama kelompok harus 3 sampai 100 huruf"),
    "no village": ({"village_code": ""}, "village_code", "Pilih kampung, desa, atau kelurahan"),
    "no business": ({"business_type": ""}, "business_type", "Pilih jenis usaha"),
    "other business unnamed": (
        {"business_type": "LLN", "business_detail": " "},
        "business_detail",
        "Tulis jenis usahanya",
    ),
    "no year": ({"budget_year": None}, "budget_year", "Isi tahun anggaran, misalnya 2026"),
    "odd year": ({"budget_year": 26}, "budget_year", "Isi tahun anggaran, misalnya 2026"),
    "formed tomorrow": (
        {"formed_on": date(2026, 11, 20)},
        "formed_on",
        "Tanggal terbentuk belum terjadi. Jam laptop ini menunjukkan 19 November 2026",
    ),
    "formed long ago": (
        {"formed_on": date(1999, 12, 31)},
        "formed_on",
        "Tanggal terbentuk sebelum tahun 2000. Periksa lagi",
    ),
    "decree tomorrow": (
        {"decree_on": date(2026, 11, 20)},
        "decree_on",
        "Tanggal SK belum terjadi",
    ),
    "short account": (
        {"bank_account": "12345"},
        "bank_account",
        "Nomor rekening harus 6 sampai 20 angka",
    ),
    "letters in account": (
        {"bank_account": "BRI 123456"},
        "bank_account",
        "Nomor rekening harus 6 sampai 20 angka",
    ),
}


@pytest.mark.parametrize(("change", "field", "text"), RULES.values(), ids=RULES)
def test_each_rule_of_a_group_keeps_it_from_being_recorded(change, field, text):
    assert [(one.field, one.text, one.strength) for one in found(a_group(**change))] == [
        (field, text, HARD)
    ]


def test_a_village_that_nobody_knows_must_be_chosen_again():
    problems = found(a_group(village_code="64.99"), GroupFacts(village_known=False))
    assert [one.field for one in problems] == ["village_code"]


def test_a_second_group_of_that_name_in_the_village_asks_for_a_reason():
    facts = GroupFacts(village_known=True, same_name="Long Iram Ilir, Long Iram")
    (problem,) = found(a_group(), facts)
    assert problem.strength is SOFT
    assert problem.text == "Sudah ada kelompok Melati Jaya di Long Iram Ilir, Long Iram"
    assert problem.reasons


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("KUBE Melati Jaya", "Melati Jaya"),
        ("kube  melati", "melati"),
        ("  Melati   Jaya ", "Melati Jaya"),
        ("Kubedesa", "Kubedesa"),
    ],
)
def test_the_word_kube_is_not_kept_twice(typed, kept):
    assert a_group(name=typed).tidied().name == kept


@given(
    st.builds(
        GroupDraft,
        name=st.text(),
        village_code=st.text(),
        business_type=st.sampled_from(sorted(BUSINESS_TYPES)) | st.text(),
        business_detail=st.text(),
        budget_year=st.none() | st.integers(),
        formed_on=st.none() | st.dates(),
        bank_account=st.text(),
    )
)
def test_no_draft_whatever_breaks_the_checks(draft):
    assert all(one.text and one.field for one in found(draft))


FORWARD = [
    GroupState.DRAFT, GroupState.PROPOSED, GroupState.VERIFIED, GroupState.APPROVED,
    GroupState.DELIVERED, GroupState.MENTORED, GroupState.INDEPENDENT,
]  # fmt: skip


@pytest.mark.parametrize("here", FORWARD)
@pytest.mark.parametrize("there", FORWARD)
def test_a_group_goes_forward_and_may_skip_but_never_back(here, there):
    assert (there in next_states(here)) == (FORWARD.index(there) > FORWARD.index(here))


@pytest.mark.parametrize("state", FORWARD)
def test_the_usual_next_step_is_offered_first(state):
    expected = [*FORWARD, GroupState.INACTIVE][FORWARD.index(state) + 1]
    assert next_states(state)[0] is expected


def test_a_group_is_rejected_before_it_received_aid_and_not_after():
    rejectable = {state for state in FORWARD if GroupState.REJECTED in next_states(state)}
    assert rejectable == set(FORWARD[:4])


@pytest.mark.parametrize("state", FORWARD)
def test_a_living_group_may_fall_asleep_or_dissolve(state):
    assert {GroupState.INACTIVE, GroupState.DISSOLVED} <= set(next_states(state))


def test_an_inactive_group_wakes_up_or_dissolves():
    assert next_states(GroupState.INACTIVE) == (GroupState.MENTORED, GroupState.DISSOLVED)


@pytest.mark.parametrize("state", [GroupState.DISSOLVED, GroupState.REJECTED])
def test_a_dissolved_or_rejected_group_stays_so(state):
    assert next_states(state) == ()


STEPS = {
    "a step back": (
        StateChange(state=GroupState.DRAFT, happened_on=TODAY),
        ["state"],
    ),
    "a step of tomorrow": (
        StateChange(state=GroupState.DELIVERED, happened_on=date(2026, 11, 20)),
        ["happened_on"],
    ),
    "inactive without a reason": (
        StateChange(state=GroupState.INACTIVE, happened_on=TODAY, note=" "),
        ["note"],
    ),
    "dissolved without reason and goods": (
        StateChange(state=GroupState.DISSOLVED, happened_on=TODAY),
        ["note", "goods_fate"],
    ),
    "dissolved with both": (
        StateChange(
            state=GroupState.DISSOLVED,
            happened_on=TODAY,
            note="Anggota pindah",
            goods_fate="Dikembalikan ke Dinas Sosial",
        ),
        [],
    ),
    "delivered": (StateChange(state=GroupState.DELIVERED, happened_on=TODAY), []),
}


@pytest.mark.parametrize(("change", "fields"), STEPS.values(), ids=STEPS)
def test_a_step_in_the_life_of_a_group_needs_what_its_state_asks(change, fields):
    problems = check_state_change(change, GroupState.APPROVED, TODAY)
    assert [one.field for one in problems] == fields


@pytest.mark.parametrize("state", GroupState)
def test_every_state_has_words(state):
    assert state.label[0].isupper()
    assert "_" not in state.label


@pytest.mark.parametrize(
    ("state", "members", "officers", "pill"),
    [
        (GroupState.DRAFT, 0, 0, Readiness.DRAFT),
        (GroupState.DRAFT, 1, 1, Readiness.INCOMPLETE),
        (GroupState.MENTORED, 4, 3, Readiness.INCOMPLETE),
        (GroupState.MENTORED, 5, 2, Readiness.INCOMPLETE),
        (GroupState.MENTORED, 5, 3, Readiness.COMPLETE),
        (GroupState.MENTORED, 6, 3, Readiness.COMPLETE),
        (GroupState.INACTIVE, 5, 3, Readiness.INACTIVE),
        (GroupState.DISSOLVED, 0, 0, Readiness.INACTIVE),
        (GroupState.REJECTED, 5, 3, Readiness.INACTIVE),
    ],
)
def test_the_pill_of_a_group_tells_what_is_missing(state, members, officers, pill):
    assert readiness(state, members, officers, 5) is pill
    assert pill.label
