from datetime import date, timedelta
from uuid import UUID

import pytest
from builders import TODAY, a_visit
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.checks import Strength
from kube_desktop.domain.mentoring import (
    GoodsState,
    ItemFinding,
    PromiseResult,
    Urgency,
    VisitDraft,
    VisitFacts,
    VisitKind,
    agenda_entry,
    check_visit,
    next_visit_due,
)

HARD, SOFT = Strength.HARD, Strength.SOFT
GROUP = UUID(int=1)


NOTHING_KNOWN = VisitFacts()


def found(draft, facts=NOTHING_KNOWN):
    return check_visit(draft.tidied(), facts, TODAY)


def test_a_complete_visit_has_no_problem():
    assert found(a_visit(group_id=GROUP)) == ()


RULES = {
    "no group": ({"group_id": None}, {}, ("group_id", HARD), "Pilih kelompok yang dikunjungi"),
    "no day": ({"visited_on": None}, {}, ("visited_on", HARD), "Isi tanggal kunjungan"),
    "the day after tomorrow": (
        {"visited_on": date(2026, 11, 21)},
        {},
        ("visited_on", HARD),
        "Kunjungan belum terjadi. Jam laptop ini menunjukkan 19 Nov 2026",
    ),
    "before the group": (
        {},
        {"formed_on": date(2026, 11, 19)},
        ("visited_on", SOFT),
        "Kelompok baru terbentuk 19 November 2026. Periksa lagi",
    ),
    "twice that day": (
        {},
        {"same_day": True},
        ("visited_on", SOFT),
        "Sudah ada kunjungan lain ke kelompok ini pada tanggal yang sama",
    ),
    "promised for yesterday": (
        {"follow_up_due_on": date(2026, 11, 17)},
        {},
        ("follow_up_due_on", HARD),
        "Batas waktu harus sesudah kunjungan",
    ),
    "about nothing": (
        {"topics": (), "activity": "  "},
        {},
        ("topics", HARD),
        "Pilih materi, atau tulis kegiatannya",
    ),
    "no condition": (
        {"business_condition": None},
        {},
        ("business_condition", HARD),
        "Pilih kondisi usaha",
    ),
    "an endless story": (
        {"problems": "a" * 4001},
        {},
        ("problems", HARD),
        "Masalah paling panjang 4000 huruf",
    ),
    "sold without a word": (
        {"findings": (ItemFinding(aid_item_id=GROUP, state=GoodsState.SOLD, reason=" "),)},
        {},
        ("findings[0].reason", HARD),
        "Tulis mengapa barangnya dijual",
    ),
}


@pytest.mark.parametrize(("change", "facts", "kind", "text"), RULES.values(), ids=RULES)
def test_each_rule_of_a_visit_speaks_with_its_strength(change, facts, kind, text):
    problems = found(a_visit(**{"group_id": GROUP, **change}), VisitFacts(**facts))
    assert [(one.field, one.strength, one.text) for one in problems] == [(*kind, text)]
    assert [bool(one.reasons) for one in problems] == [kind[1] is SOFT]


@pytest.mark.parametrize(
    "change",
    [
        {"visited_on": date(2026, 11, 20)},
        {"topics": (), "activity": "Membahas pemasaran"},
        {"activity": "a" * 4000},
        {"follow_up_due_on": date(2026, 11, 18)},
        {"findings": (ItemFinding(aid_item_id=GROUP),)},
        {"findings": (ItemFinding(aid_item_id=GROUP, state=GoodsState.BROKEN),)},
        {"findings": (ItemFinding(aid_item_id=GROUP, state=GoodsState.LOST, reason="Banjir"),)},
    ],
    ids=str,
)
def test_what_is_normal_at_a_visit_is_no_problem(change):
    assert found(a_visit(group_id=GROUP, **change)) == ()


@given(
    st.builds(
        VisitDraft,
        visited_on=st.none() | st.dates(),
        follow_up_due_on=st.none() | st.dates(),
        activity=st.text(),
        problems=st.text(),
        topics=st.lists(st.text(), max_size=2).map(tuple),
    )
)
def test_no_draft_whatever_breaks_the_checks(draft):
    assert all(one.text and one.field for one in found(draft))


def test_a_group_is_due_thirty_days_after_the_last_visit_or_the_handover():
    handover, visit = date(2026, 1, 5), date(2026, 3, 1)
    assert next_visit_due(None, handover) == date(2026, 2, 4)
    assert next_visit_due(visit, handover) == date(2026, 3, 31)


AGENDA = {
    "late": (date(2026, 11, 16), None, Urgency.LATE, "kunjungan ke-2 · lewat 3 hari"),
    "today": (TODAY, None, Urgency.TODAY, "kunjungan ke-2 · jatuh tempo hari ini"),
    "tomorrow": (date(2026, 11, 20), None, Urgency.THIS_WEEK, "kunjungan ke-2 · Jumat, 20 Nov"),
    "in six days": (date(2026, 11, 25), None, Urgency.THIS_WEEK, "kunjungan ke-2 · Rabu, 25 Nov"),
    "in a week": (date(2026, 11, 26), None, Urgency.LATER, "kunjungan ke-2 · Kamis, 26 Nov"),
    "done": (date(2026, 11, 1), date(2026, 11, 18), Urgency.DONE, "kunjungan ke-2 · 18 Nov"),
}


@pytest.mark.parametrize(("due", "visited", "urgency", "hint"), AGENDA.values(), ids=AGENDA)
def test_the_agenda_says_how_soon_a_group_must_be_visited(due, visited, urgency, hint):
    assert agenda_entry(due, visited, 2, TODAY) == (urgency, hint)


@given(st.integers(-4000, 4000))
def test_urgency_falls_with_the_days_that_are_left(days):
    order = [Urgency.LATE, Urgency.TODAY, Urgency.THIS_WEEK, Urgency.LATER]
    sooner, _ = agenda_entry(TODAY + timedelta(days=days), None, 1, TODAY)
    later, _ = agenda_entry(TODAY + timedelta(days=days + 1), None, 1, TODAY)
    assert order.index(sooner) <= order.index(later)
    assert sooner.value <= later.value


@pytest.mark.parametrize("kinds", [VisitKind, GoodsState, PromiseResult, Urgency])
def test_every_choice_has_words(kinds):
    for kind in kinds:
        assert kind.label[0].isupper()
        assert "_" not in kind.label
