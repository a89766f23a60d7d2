"""Reading evaluations: those of a group with their scores, and one with all its answers."""

from datetime import date
from typing import Any
from uuid import UUID

from kube_desktop.db.reading import Reader, Row
from kube_desktop.domain.evaluation import (
    HIGHEST,
    Answer,
    EvaluationDraft,
    EvaluationFacts,
    EvaluationKind,
    EvaluationRow,
    EvaluationStatus,
    Score,
    score_of,
)
from kube_desktop.services.lists.listing import for_form, known, stored_map
from kube_desktop.services.lists.settings import SettingLists

_ROWS = (
    "SELECT e.id, e.group_id, g.name, e.instrument, e.evaluation_kind, e.period, e.evaluated_on, "
    "e.status, t.name FROM evaluations e LEFT JOIN groups g ON g.id = e.group_id "
    "LEFT JOIN mentors t ON t.id = e.mentor_id WHERE e.deleted = 0 "
)
_ANSWERS = (
    "SELECT a.evaluation_id, a.indicator, a.score, a.note FROM evaluation_answers a "
    "JOIN evaluations e ON e.id = a.evaluation_id WHERE a.deleted = 0 "
)
_SCORES = frozenset(range(HIGHEST + 1))


class EvaluationLists:
    """Evaluations of groups."""

    def __init__(self, reader: Reader, settings: SettingLists) -> None:
        self._reader = reader
        self._settings = settings

    def of_group(self, group_id: UUID) -> list[EvaluationRow]:
        """Return the evaluations of a group, newest first."""
        key = {"id": group_id.bytes}
        found = self._reader.rows(f"{_ROWS}AND e.group_id = :id ORDER BY e.evaluated_on, e.id", key)
        answers: dict[bytes, dict[str, int]] = {}
        for one in self._reader.rows(f"{_ANSWERS}AND e.group_id = :id ORDER BY a.id", key):
            if one[2] in _SCORES:
                answers.setdefault(one[0], {})[one[1]] = one[2]
        rows: list[EvaluationRow] = []
        before: dict[str, int] | None = None
        for row in found:
            scores = answers.get(row[0], {})
            rows.append(_evaluation_row(row, self._score(row[3], scores, before)))
            if row[7] != EvaluationStatus.DRAFT:
                before = scores
        return rows[::-1]

    def row(self, evaluation_id: UUID) -> EvaluationRow | None:
        """Return one evaluation with its score, or None when it is gone."""
        group = self._reader.value(
            "SELECT group_id FROM evaluations WHERE id = :id AND deleted = 0",
            {"id": evaluation_id.bytes},
        )
        rows = self.of_group(UUID(bytes=group)) if group else []
        return next((one for one in rows if one.id == evaluation_id), None)

    def baseline(self, group_id: UUID, before: UUID | None = None) -> EvaluationRow | None:
        """Return the state an evaluation is compared with: of the handover, else the first one."""
        rows = [one for one in reversed(self.of_group(group_id)) if one.id != before]
        if before is not None:
            own = self.row(before)
            rows = [one for one in rows if own and one.evaluated_on <= own.evaluated_on]
        of_handover = [one for one in rows if one.kind is EvaluationKind.BASELINE]
        return next(iter([*of_handover, *rows]), None)

    def all_ids(self) -> list[UUID]:
        """Return the ids of all evaluations of groups there are, oldest first."""
        found = self._reader.rows(
            "SELECT e.id FROM evaluations e JOIN groups g ON g.id = e.group_id "
            "WHERE e.deleted = 0 AND g.deleted = 0 ORDER BY e.evaluated_on, e.id"
        )
        return [UUID(bytes=row[0]) for row in found]

    def facts(self, draft: EvaluationDraft, other_than: UUID | None = None) -> EvaluationFacts:
        """Return what the checks of a draft need to know."""
        if draft.group_id is None:
            return EvaluationFacts()
        formed = self._reader.value(
            "SELECT formed_on FROM groups WHERE id = :id", {"id": draft.group_id.bytes}
        )
        same = self._reader.value(
            "SELECT 1 FROM evaluations WHERE group_id = :id AND deleted = 0 AND id <> :other "
            "AND instrument = :instrument AND evaluation_kind = :kind AND period = :period "
            "AND status <> 'draf'",
            {
                "id": draft.group_id.bytes,
                "other": other_than.bytes if other_than else b"",
                "instrument": draft.instrument,
                "kind": draft.kind.value,
                "period": draft.period,
            },
        )
        return EvaluationFacts(
            formed_on=date.fromisoformat(formed) if formed else None, same_period=bool(same)
        )

    def draft(self, evaluation_id: UUID) -> EvaluationDraft | None:
        """Return the stored fields of an evaluation with its answers."""
        names = (*_PLAIN, "group_id", "evaluation_kind", "evaluated_on", "status", "joint_officer")
        key = {"id": evaluation_id.bytes}
        row = self._reader.row(
            f"SELECT {', '.join(names)} FROM evaluations WHERE id = :id AND deleted = 0", key
        )
        if row is None:
            return None
        values: dict[str, Any] = dict(zip(names, row, strict=True))
        officer = stored_map(values["joint_officer"])
        found = self._reader.rows(f"{_ANSWERS}AND a.evaluation_id = :id ORDER BY a.id", key)
        asked = self._settings.instrument(values["instrument"])
        order = {one.code: n for n, one in enumerate(asked.indicators)} if asked else {}
        found = sorted(found, key=lambda one: order.get(one[1], len(order)))
        return EvaluationDraft(
            **for_form({name: values[name] for name in _PLAIN}, ()),
            group_id=UUID(bytes=values["group_id"]),
            kind=known(EvaluationKind, values["evaluation_kind"], EvaluationKind.PERIODIC),
            evaluated_on=date.fromisoformat(values["evaluated_on"]),
            status=known(EvaluationStatus, values["status"], EvaluationStatus.DRAFT),
            answers=tuple(
                Answer(
                    indicator=one[1], score=one[2] if one[2] in _SCORES else None, note=one[3] or ""
                )
                for one in found
            ),
            joint_name=str(officer.get("name", "")),
            joint_nip=str(officer.get("number", "")),
            joint_institution=str(officer.get("institution", "")),
        )

    def _score(self, code: str, scores: dict[str, int], before: dict[str, int] | None) -> Score:
        asked = self._settings.instrument(code)
        # Of a newer program: the answers are kept, but what they reach is not known.
        return score_of(asked, scores, before) if asked else Score(dimensions=(), reached=None)


_PLAIN = ("instrument", "period", "obstacles", "recommendation", "note")


def _evaluation_row(row: Row, score: Score) -> EvaluationRow:
    return EvaluationRow(
        id=UUID(bytes=row[0]),
        group_id=UUID(bytes=row[1]),
        group_name=row[2] or "",
        instrument=row[3],
        kind=known(EvaluationKind, row[4], EvaluationKind.PERIODIC),
        period=row[5],
        evaluated_on=date.fromisoformat(row[6]),
        status=known(EvaluationStatus, row[7], EvaluationStatus.DRAFT),
        score=score,
        mentor=row[8] or "",
    )
