"""Evaluations of groups: instruments as data, scores without gaps, drafts and their checks.

An instrument asks each indicator on a scale of 0 to 4 and weighs it; the weights add up to 100. A
score is kept in quarters of a point, so that it is exact: no group reaches a class by rounding.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from kube_desktop.domain.checks import MAX_REASON, Problem, impossible_day, too_long
from kube_desktop.domain.values import storable
from kube_desktop.domain.wording import ROMAN_MONTHS, quantity

HIGHEST: Final = 4
"""The best answer to an indicator; the worst is 0."""
FULL: Final = 100
_PERIOD: Final = re.compile(r"(\d{4})(?:-([ST])([1-4]))?")
_MAX_TEXT: Final = 4000


class InstrumentError(ValueError):
    """An instrument that cannot be used: it is no data, incomplete, or its weights are off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One question: `descriptors[score]` says what each score from 0 to 4 means."""

    code: str
    label: str
    weight: int
    descriptors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Indicators that belong together."""

    code: str
    label: str
    indicators: tuple[Indicator, ...]

    @property
    def weight(self) -> int:
        """Most points of this dimension."""
        return sum(one.weight for one in self.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupClass:
    """How far a group has come; from this percentage up to the next class.

    Attributes:
        recommendation: What is usually recommended to such a group, by its code.

    """

    code: str
    label: str
    from_percent: int
    recommendation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """The questions of an evaluation, as data; a version that was answered never changes.

    Attributes:
        proposal: Says that the instrument is a proposal, or nothing once it is in force.
        classes: Without gaps, the lowest first.
        inactive: The class of a group whose business stood still twice in a row.
        activity_indicator: The indicator that tells whether the business runs.
        recommendations: What may be recommended: words by code.

    """

    code: str
    name: str
    proposal: str
    dimensions: tuple[Dimension, ...]
    classes: tuple[GroupClass, ...]
    inactive: GroupClass
    activity_indicator: str
    recommendations: Mapping[str, str]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All questions in order."""
        return tuple(one for dimension in self.dimensions for one in dimension.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """What one dimension reached, in quarters of a point."""

    dimension: Dimension
    quarters: int
    answered: int

    @property
    def text(self) -> str:
        """The points as papers write them: 13,75."""
        return points(self.quarters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What an evaluation reached.

    Attributes:
        reached: The class, or None while an indicator is not answered.

    """

    dimensions: tuple[DimensionScore, ...]
    reached: GroupClass | None

    @property
    def quarters(self) -> int:
        """The sum, in quarters of a point, which is also quarters of a percent."""
        return sum(one.quarters for one in self.dimensions)

    @property
    def answered(self) -> int:
        """How many indicators are answered."""
        return sum(one.answered for one in self.dimensions)

    @property
    def text(self) -> str:
        """The percentage as papers write it: 61,25."""
        return points(self.quarters)


def points(quarters: int) -> str:
    """Return quarters of a point as people read them: 61,25."""
    return quantity(quarters * 250)


def score_of(
    instrument: Instrument, scores: Mapping[str, int], before: Mapping[str, int] | None = None
) -> Score:
    """Return what the answers reach.

    Args:
        instrument: The questions that were asked.
        scores: Answers by the code of the indicator.
        before: Answers of the evaluation before, for what is said of two in a row.

    """
    dimensions = tuple(
        DimensionScore(
            dimension=one,
            quarters=sum(scores.get(each.code, 0) * each.weight for each in one.indicators),
            answered=sum(each.code in scores for each in one.indicators),
        )
        for one in instrument.dimensions
    )
    score = Score(dimensions=dimensions, reached=None)
    if score.answered < len(instrument.indicators):
        return score
    stood_still = [
        answers is not None and answers.get(instrument.activity_indicator) == 0
        for answers in (scores, before)
    ]
    if all(stood_still):
        return replace(score, reached=instrument.inactive)
    # Whole percents times four: a class begins exactly where it says.
    fitting = [one for one in instrument.classes if 4 * one.from_percent <= score.quarters]
    return replace(score, reached=fitting[-1])


def read_instrument(text: str) -> Instrument:
    """Return the instrument that a JSON text describes.

    Raises:
        InstrumentError: When it is not a whole instrument whose weights add up to 100.

    """
    try:
        instrument = _instrument(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InstrumentError(f"not an instrument: {error!r}") from error
    _must_be_sound(instrument)
    return instrument


def _instrument(data: dict[str, Any]) -> Instrument:
    return Instrument(
        code=data["code"],
        name=data["name"],
        proposal=data["status_note"] if data["status"] == "usulan" else "",
        dimensions=tuple(
            Dimension(
                code=one["code"],
                label=one["label"],
                indicators=tuple(
                    Indicator(**{**each, "descriptors": tuple(each["descriptors"])})
                    for each in one["indicators"]
                ),
            )
            for one in data["dimensions"]
        ),
        classes=tuple(GroupClass(**one) for one in data["classes"]),
        inactive=GroupClass(from_percent=0, **data["inactive"]),
        activity_indicator=data["activity_indicator"],
        recommendations={one["code"]: one["label"] for one in data["recommendations"]},
    )


def _must_be_sound(instrument: Instrument) -> None:
    indicators = instrument.indicators
    codes = [one.code for one in indicators]
    starts = [one.from_percent for one in instrument.classes]
    known = {one.recommendation for one in (*instrument.classes, instrument.inactive)}
    faults = {
        "weights do not add up to 100": sum(one.weight for one in indicators) != FULL,
        "a weight is not positive": any(one.weight <= 0 for one in indicators),
        "codes are not unique": len(set(codes)) != len(codes),
        "an indicator needs five descriptors": any(
            len(one.descriptors) != HIGHEST + 1 or not all(one.descriptors) for one in indicators
        ),
        "classes leave a gap": not starts or starts[0] != 0 or starts != sorted(set(starts)),
        "a class is never reached": any(start > FULL for start in starts),
        "the indicator of activity is not asked": instrument.activity_indicator not in codes,
        "a recommendation has no words": not known <= set(instrument.recommendations),
    }
    found = [fault for fault, is_there in faults.items() if is_there]
    if found:
        raise InstrumentError("; ".join(found))


class EvaluationKind(StrEnum):
    """Whether it is the state to compare with, or one of a period."""

    BASELINE = "awal"
    PERIODIC = "berkala"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return "Keadaan awal (T0)" if self is EvaluationKind.BASELINE else "Evaluasi berkala"


class EvaluationStatus(StrEnum):
    """How binding it is."""

    DRAFT = "draf"
    FINAL = "final"
    CONFIRMED = "disahkan"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The score of one indicator, with what was seen; None while not answered."""

    indicator: str
    score: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDraft:
    """What an evaluation collects.

    Attributes:
        period: `2026`, a half `2026-S2` or a quarter `2026-T3`.
        joint_name: Who evaluated together with the facilitator, usually of Disperindagkop.
        recommendation: Its code in the instrument.

    """

    group_id: UUID | None = None
    instrument: str = ""
    kind: EvaluationKind = EvaluationKind.PERIODIC
    period: str = ""
    evaluated_on: date | None = None
    answers: tuple[Answer, ...] = ()
    joint_name: str = ""
    joint_nip: str = ""
    joint_institution: str = ""
    obstacles: str = ""
    recommendation: str = ""
    note: str = ""
    status: EvaluationStatus = EvaluationStatus.FINAL

    @property
    def scores(self) -> dict[str, int]:
        """The answers that were given."""
        return {one.indicator: one.score for one in self.answers if one.score is not None}

    def tidied(self) -> "EvaluationDraft":
        """Return this draft with what can be stored, and idle spaces gone."""
        kept = storable(self)
        return replace(kept, obstacles=kept.obstacles.strip(), note=kept.note.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFacts:
    """What the database knows that matters to the checks.

    Attributes:
        formed_on: Day the group was formed, if known.
        same_period: Whether a final evaluation of that kind and period is there already.

    """

    formed_on: date | None = None
    same_period: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRow:
    """One line of a list of evaluations."""

    id: UUID
    group_id: UUID
    group_name: str
    instrument: str
    kind: EvaluationKind
    period: str
    evaluated_on: date
    status: EvaluationStatus
    score: Score
    mentor: str


def half_year(day: date) -> str:
    """Return the period of a day as evaluations name it: `2026-S2`."""
    return f"{day.year}-S{1 if day.month <= 6 else 2}"


def period_label(period: str) -> str:
    """Return a period as people say it: Semester II 2026."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        return period
    if found[2] is None:
        return f"Tahun {found[1]}"
    word = "Semester" if found[2] == "S" else "Triwulan"
    return f"{word} {ROMAN_MONTHS[int(found[3]) - 1]} {found[1]}"


def check_evaluation(
    draft: EvaluationDraft, instrument: Instrument, facts: EvaluationFacts, today: date
) -> tuple[Problem, ...]:
    """Return every problem of a draft."""
    problems: list[Problem] = []
    if draft.group_id is None:
        problems.append(Problem("group_id", "Pilih kelompok yang dievaluasi"))
    if draft.evaluated_on is None:
        problems.append(Problem("evaluated_on", "Isi tanggal evaluasi"))
    problems += impossible_day(
        "evaluated_on", "Evaluasi", draft.evaluated_on, today, since=_FIRST_YEAR
    )
    if draft.evaluated_on and facts.formed_on and draft.evaluated_on < facts.formed_on:
        problems.append(Problem("evaluated_on", "Kelompok belum terbentuk pada tanggal itu"))
    problems += _check_period(draft, facts)
    problems += _check_answers(draft, instrument)
    if draft.recommendation and draft.recommendation not in instrument.recommendations:
        problems.append(Problem("recommendation", "Pilih rekomendasi dari daftar"))
    return (*problems, *too_long(draft, _LIMITS, _LABELS))


def _check_period(draft: EvaluationDraft, facts: EvaluationFacts) -> list[Problem]:
    found = _PERIOD.fullmatch(draft.period)
    if found is None or (found[2] == "S" and int(found[3]) > 2):
        return [Problem("period", "Isi periode, misalnya semester II 2026")]
    if facts.same_period and draft.status is not EvaluationStatus.DRAFT:
        text = f"Evaluasi {period_label(draft.period)} sudah ada. Buka yang sudah ada"
        return [Problem("period", text)]
    return []


def _check_answers(draft: EvaluationDraft, instrument: Instrument) -> list[Problem]:
    problems: list[Problem] = []
    labels = {one.code: one.label for one in instrument.indicators}
    asked = [one.indicator for one in draft.answers]
    for row, answer in enumerate(draft.answers):
        at = f"answers[{row}]."
        if answer.indicator not in labels or asked.count(answer.indicator) > 1:
            problems.append(Problem(f"{at}indicator", "Indikator ini tidak ada di instrumen"))
        elif answer.score is not None and not 0 <= answer.score <= HIGHEST:
            text = f"Nilai {labels[answer.indicator]} harus 0 sampai {HIGHEST}"
            problems.append(Problem(f"{at}score", text))
        problems += too_long(answer, {"note": MAX_REASON}, {"note": "Catatan"}, at)
    missing = len(labels) - len(draft.scores.keys() & labels.keys())
    if missing and draft.status is not EvaluationStatus.DRAFT:
        problems.append(Problem("answers", f"Masih ada {missing} indikator yang belum dinilai"))
    return problems


_FIRST_YEAR: Final = 2000
_LIMITS: Final = {
    "joint_name": 120, "joint_nip": 30, "joint_institution": 160, "obstacles": _MAX_TEXT,
    "note": _MAX_TEXT,
}  # fmt: skip
_LABELS: Final = {
    "joint_name": "Nama petugas", "joint_nip": "NIP petugas", "joint_institution": "Instansi",
    "obstacles": "Kendala", "note": "Catatan",
}  # fmt: skip
