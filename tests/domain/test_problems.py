from kube_desktop.domain.checks import Problem, Strength, unanswered
from kube_desktop.domain.errors import ValidationError

HARD = Problem("name", "Isi nama")
SOFT = Problem("nik", "NIK ini sudah dipakai", Strength.SOFT, ("Orang lain",))
INFO = Problem("village_code", "Di luar kampung", Strength.INFO)


def test_a_hard_problem_stops_the_record_whatever_is_answered():
    assert unanswered([HARD], {HARD.key: "sudah benar"}) == (HARD,)


def test_a_soft_problem_stops_the_record_until_it_is_answered():
    assert unanswered([SOFT], {}) == (SOFT,)
    assert unanswered([SOFT], {SOFT.key: "   "}) == (SOFT,)
    assert unanswered([SOFT], {SOFT.key: "Orang lain"}) == ()


def test_an_answer_falls_when_the_value_changes_what_is_said():
    changed = Problem("nik", "NIK ini sudah dipakai orang ketiga", Strength.SOFT)
    assert unanswered([changed], {SOFT.key: "Orang lain"}) == (changed,)


def test_information_stops_nothing():
    assert unanswered([INFO], {}) == ()


def test_what_stops_a_record_is_told_in_the_order_of_the_form():
    refusal = ValidationError(unanswered([SOFT, INFO, HARD], {}))
    assert refusal.problems == (SOFT, HARD)
    assert str(refusal) == "NIK ini sudah dipakai; Isi nama"
