"""The instrument that ships, its scores and classes, and what is wrong with an evaluation."""

import json
from dataclasses import replace
from datetime import date

import pytest
from builders import TODAY
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.evaluation import (
    Answer,
    EvaluationDraft,
    EvaluationFacts,
    EvaluationStatus,
    InstrumentError,
    check_evaluation,
    half_year,
    period_label,
    points,
    read_instrument,
    score_of,
)
from kube_desktop.domain.ids import new_id
from kube_desktop.paths import resources

TEXT = (resources() / "instruments" / "kaltim-v1.json").read_text("utf-8")
KALTIM = read_instrument(TEXT)
CODES = [one.code for one in KALTIM.indicators]


def everywhere(score, **others):
    return dict.fromkeys(CODES, score) | others


def a_draft(**changes):
    values = {
        "group_id": new_id(),
        "period": "2026-S2",
        "evaluated_on": TODAY,
        "answers": tuple(Answer(indicator=code, score=2) for code in CODES),
        **changes,
    }
    return EvaluationDraft(**values)


def problems(draft, facts=None):
    found = check_evaluation(draft, KALTIM, facts or EvaluationFacts(), TODAY)
    return [one.field for one in found]


def test_the_proposed_instrument_asks_sixteen_indicators_in_five_dimensions():
    assert [(one.label, one.weight) for one in KALTIM.dimensions] == [
        ("Kelembagaan", 20), ("Usaha dan aset", 25), ("Keuangan", 25),
        ("Pemasaran dan kemitraan", 15), ("Dampak sosial", 15),
    ]  # fmt: skip
    assert len(KALTIM.indicators) == 16
    assert KALTIM.proposal.startswith("Usulan")


@pytest.mark.parametrize(
    ("scores", "percent", "label"),
    [
        (everywhere(0), "0", "Rintisan"),
        (everywhere(1), "25", "Rintisan"),
        (everywhere(2), "50", "Tumbuh"),
        (everywhere(3), "75", "Berkembang"),
        (everywhere(4), "100", "Mandiri"),
        # Below a class by the least there is, and not rounded into it.
        (everywhere(1, B1=4, B2=3, A1=2), "38,75", "Rintisan"),
        (everywhere(1, B1=4, B2=3, A1=2, A2=2), "40", "Tumbuh"),
        (everywhere(3, A1=4, A2=4, A3=4), "78,75", "Berkembang"),
        (everywhere(3, A1=4, A2=4, A3=4, B3=4), "80", "Mandiri"),
    ],
)
def test_the_score_decides_the_class(scores, percent, label):
    score = score_of(KALTIM, scores)
    assert (score.text, score.reached.label) == (percent, label)


@given(st.lists(st.integers(0, 4), min_size=16, max_size=16))
def test_every_answered_evaluation_has_a_class_and_points_that_add_up(answers):
    score = score_of(KALTIM, dict(zip(CODES, answers, strict=True)))
    weights = [one.weight for one in KALTIM.indicators]
    assert score.quarters == sum(a * w for a, w in zip(answers, weights, strict=True))
    label = next(
        name
        for least, name in ((80, "Mandiri"), (60, "Berkembang"), (40, "Tumbuh"), (0, "Rintisan"))
        if score.quarters / 4 >= least
    )
    assert score.reached.label == label
    assert all(0 <= one.quarters <= 4 * one.dimension.weight for one in score.dimensions)


def test_a_business_that_stood_still_twice_in_a_row_is_inactive():
    still = everywhere(4, B2=0)
    assert score_of(KALTIM, still).reached.label == "Mandiri"
    assert score_of(KALTIM, still, everywhere(3)).reached.label == "Mandiri"
    assert score_of(KALTIM, still, still).reached.label == "Tidak aktif"


def test_there_is_no_class_while_an_answer_is_missing():
    some = everywhere(4)
    del some["E3"]
    score = score_of(KALTIM, some)
    assert (score.reached, score.answered, score.text) == (None, 15, "95")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("classes"),
        lambda data: data["dimensions"].pop(),
        lambda data: data["dimensions"][0]["indicators"][0]["descriptors"].pop(),
        lambda data: data["dimensions"][0]["indicators"][0].update(code="A2"),
        lambda data: data["classes"].reverse(),
        lambda data: data["classes"][0].update(from_percent=1),
        lambda data: data["classes"][0].update(recommendation="dibiarkan"),
        lambda data: data.update(activity_indicator="Z9"),
    ],
)
def test_an_instrument_that_cannot_be_used_is_refused(spoil):
    data = json.loads(TEXT)
    spoil(data)
    with pytest.raises(InstrumentError):
        read_instrument(json.dumps(data))
    with pytest.raises(InstrumentError):
        read_instrument("[]")


def test_a_whole_evaluation_has_no_problem_and_a_draft_may_have_gaps():
    assert problems(a_draft()) == []
    some = a_draft().answers[:3]
    assert problems(a_draft(answers=some)) == ["answers"]
    assert problems(a_draft(answers=some, status=EvaluationStatus.DRAFT)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"group_id": None}, "group_id"),
        ({"evaluated_on": None}, "evaluated_on"),
        ({"evaluated_on": date(2027, 1, 1)}, "evaluated_on"),
        ({"period": "2026-S3"}, "period"),
        ({"period": ""}, "period"),
        ({"recommendation": "bubarkan"}, "recommendation"),
        ({"obstacles": "x" * 4001}, "obstacles"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changes, field):
    assert problems(a_draft(**changes)) == [field]


def test_an_answer_must_be_one_that_was_asked_once():
    answers = list(a_draft().answers)
    answers[2] = replace(answers[2], score=5)
    assert problems(a_draft(answers=tuple(answers))) == ["answers[2].score"]
    double = (*a_draft().answers, Answer(indicator="A1", score=1))
    assert problems(a_draft(answers=double)) == ["answers[0].indicator", "answers[16].indicator"]


def test_a_period_is_evaluated_once_and_not_before_the_group_was_formed():
    facts = EvaluationFacts(formed_on=date(2026, 12, 1), same_period=True)
    assert problems(a_draft(), facts) == ["evaluated_on", "period"]
    assert problems(a_draft(status=EvaluationStatus.DRAFT), facts) == ["evaluated_on"]


def test_periods_and_points_are_written_as_people_say_them():
    assert period_label(half_year(date(2026, 6, 30))) == "Semester I 2026"
    assert period_label(half_year(date(2026, 7, 1))) == "Semester II 2026"
    assert period_label("2026-T3") == "Triwulan III 2026"
    assert period_label("2026") == "Tahun 2026"
    assert period_label("kapan saja") == "kapan saja"
    assert points(245) == "61,25"
