"""Inventing evaluations: how a group stood at the handover, and how it stands now."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kube_desktop.db.types import canonical_json
from kube_desktop.domain.evaluation import (
    HIGHEST,
    EvaluationKind,
    EvaluationStatus,
    half_year,
    score_of,
)
from kube_desktop.services.instruments import PRESENT, present_instrument
from kube_desktop.services.sample.changes import TableRow, dated_id

EVERY: Final = 5
"""One of so many groups was evaluated."""
_OFFICERS: Final = ("Yohanes Lawing, S.E.", "Hj. Maimunah, S.Sos.", "Agus Prabowo, S.P.")
_OBSTACLES: Final = (
    "Harga bahan baku naik, pembeli masih sekitar kampung.",
    "Satu anggota sakit lama, pekerjaan dibagi empat orang.",
    "Jalan rusak pada musim hujan, barang lambat sampai ke pasar kecamatan.",
)
_SEEN: Final = {"C1": "Buku kas dilihat, terisi sampai bulan lalu.", "D2": "Label sudah ada."}


def evaluation_rows(
    group_id: UUID, handed_over: date, mentor_id: UUID, until: date
) -> Iterator[TableRow]:
    """Yield the baseline of a group and, when it is long enough ago, a later evaluation."""
    # A draw of its own for each group: other invented rows stay as they are.
    drawn = random.Random(f"kube-sample-evaluation-{group_id}")  # noqa: S311  invented data
    codes = [one.code for one in present_instrument().indicators]
    first = {code: drawn.choice((0, 1, 1, 2, 2)) for code in codes}
    yield from _evaluation(drawn, group_id, mentor_id, handed_over, first, is_first=True)
    day = until - timedelta(days=drawn.randrange(4, 40))
    if day - handed_over < timedelta(days=60):
        return
    later = {code: min(HIGHEST, old + drawn.choice((0, 1, 1, 2, 2))) for code, old in first.items()}
    yield from _evaluation(drawn, group_id, mentor_id, day, later, is_first=False)


def _evaluation(
    drawn: random.Random, group_id: UUID, mentor_id: UUID, day: date, scores: dict[str, int], *,
    is_first: bool,
) -> Iterator[TableRow]:  # fmt: skip
    reached = score_of(present_instrument(), scores).reached
    officer = {
        "name": drawn.choice(_OFFICERS),
        "number": "",
        "institution": "Disperindagkop dan UKM Kabupaten",
    }
    evaluation_id = dated_id(drawn, day)
    yield "evaluations", {
        "id": evaluation_id, "group_id": group_id.bytes, "instrument": PRESENT,
        "evaluation_kind": (EvaluationKind.BASELINE if is_first else EvaluationKind.PERIODIC).value,
        "period": half_year(day), "evaluated_on": day.isoformat(), "mentor_id": mentor_id.bytes,
        "joint_officer": None if is_first else canonical_json(officer),
        "obstacles": None if is_first else drawn.choice(_OBSTACLES),
        "recommendation": reached.recommendation if reached and not is_first else None,
        "status": EvaluationStatus.FINAL.value,
    }  # fmt: skip
    for code, score in scores.items():
        yield "evaluation_answers", {
            "id": dated_id(drawn, day), "evaluation_id": evaluation_id, "indicator": code,
            "score": score, "note": None if is_first else _SEEN.get(code),
        }  # fmt: skip
