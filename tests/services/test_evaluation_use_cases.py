"""Evaluations on a real laptop: recorded, read with their scores, corrected, withdrawn."""

from dataclasses import replace
from datetime import date

import pytest

from kube_desktop.domain.errors import ValidationError
from kube_desktop.domain.evaluation import Answer, EvaluationDraft, EvaluationKind
from kube_desktop.services.instruments import instrument, present_instrument


def an_evaluation(group_id, score=2, **changes):
    values = {
        "group_id": group_id,
        "period": "2026-S2",
        "evaluated_on": date(2026, 11, 10),
        "answers": tuple(
            Answer(indicator=one.code, score=score) for one in present_instrument().indicators
        ),
        "joint_name": "Contoh Petugas",
        "joint_institution": "Disperindagkop",
        **changes,
    }
    return EvaluationDraft(**values)


@pytest.fixture
def evaluated(services, team):
    """A baseline in May and an evaluation in November."""
    first = an_evaluation(
        team.group_id, 1, kind=EvaluationKind.BASELINE, period="2026-S1",
        evaluated_on=date(2026, 5, 4),
    )  # fmt: skip
    return [services.evaluation.record(one) for one in (first, an_evaluation(team.group_id, 3))]


def test_an_evaluation_is_read_back_as_it_was_recorded(services, team, evaluated):
    draft = services.lists.evaluations.draft(evaluated[1])
    assert draft == replace(an_evaluation(team.group_id, 3), instrument="kaltim-v1")


def test_a_group_shows_its_evaluations_newest_first_with_their_classes(services, team, evaluated):
    rows = services.lists.evaluations.of_group(team.group_id)
    assert [(row.id, row.score.text, row.score.reached.label) for row in rows] == [
        (evaluated[1], "75", "Berkembang"),
        (evaluated[0], "25", "Rintisan"),
    ]
    assert {row.mentor for row in rows} == {"Rina Pendamping"}


def test_an_evaluation_is_compared_with_the_state_at_the_handover(services, team, evaluated):
    lists = services.lists.evaluations
    assert lists.baseline(team.group_id).id == evaluated[0]
    assert lists.baseline(team.group_id, before=evaluated[1]).id == evaluated[0]
    assert lists.baseline(team.group_id, before=evaluated[0]) is None


def test_a_correction_writes_only_what_changed(services, evaluated, log):
    draft = services.lists.evaluations.draft(evaluated[1])
    before = log()
    services.evaluation.correct(evaluated[1], draft)
    assert log() == before
    answers = (replace(draft.answers[0], score=4, note="lebih baik"), *draft.answers[1:])
    services.evaluation.correct(evaluated[1], replace(draft, answers=answers))
    assert log() == before + 2
    assert services.lists.evaluations.row(evaluated[1]).score.text == "76,25"


def test_a_second_evaluation_of_a_period_is_refused_and_writes_nothing(
    services, team, evaluated, log
):
    before = log()
    with pytest.raises(ValidationError):
        services.evaluation.record(an_evaluation(team.group_id))
    with pytest.raises(ValidationError):
        services.evaluation.record(an_evaluation(team.group_id, instrument="sumatra-v9"))
    assert log() == before


def test_a_withdrawn_evaluation_can_come_back(services, team, evaluated):
    services.evaluation.withdraw(evaluated[1])
    assert [row.id for row in services.lists.evaluations.of_group(team.group_id)] == evaluated[:1]
    assert services.lists.evaluations.draft(evaluated[1]) is None
    services.evaluation.restore(evaluated[1])
    assert services.lists.evaluations.all_ids() == evaluated


@pytest.mark.parametrize("code", ["", "../regions/wilayah", "tidak-ada"])
def test_an_unknown_instrument_is_no_file_to_open(code):
    assert instrument(code) is None
