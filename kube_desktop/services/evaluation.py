"""Use cases around evaluations: record, correct, delete and restore."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Evaluation, EvaluationAnswer, Group
from kube_desktop.db.types import canonical_json
from kube_desktop.domain.checks import Problem, unanswered
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.evaluation import EvaluationDraft, check_evaluation
from kube_desktop.services.workplace import Workplace, assign, stored_fields

_ELSEWHERE = frozenset({"answers", "kind", "joint_name", "joint_nip", "joint_institution"})
_GONE = "Evaluasi ini sudah dihapus."


class EvaluationService:
    """Records how far groups have come."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def check(
        self, draft: EvaluationDraft, evaluation_id: UUID | None = None
    ) -> tuple[Problem, ...]:
        """Return every problem of a draft."""
        draft = self._with_instrument(draft)
        asked = self._workplace.lists.settings.instrument(draft.instrument)
        if asked is None:
            text = "Instrumen evaluasi ini belum dikenal. Pasang KUBE Desktop yang lebih baru"
            return (Problem("instrument", text),)
        facts = self._workplace.lists.evaluations.facts(draft, evaluation_id)
        return check_evaluation(draft, asked, facts, self._workplace.today())

    def record(self, draft: EvaluationDraft) -> UUID:
        """Record an evaluation and return its id.

        Raises:
            ValidationError: When something is wrong with it.
            DomainError: When the group is gone.

        """
        draft = self._checked(draft, None)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            group = session.get(Group, draft.group_id)
            if group is None or group.deleted:
                raise DomainError("Kelompok ini sudah dihapus.")
            evaluation = Evaluation(mentor_id=workplace.actor, **_fields(draft))
            session.add(evaluation)
            session.flush()
            _store_answers(session, evaluation.id, draft)
            return evaluation.id

    def correct(self, evaluation_id: UUID, draft: EvaluationDraft) -> None:
        """Change a recorded evaluation.

        Raises:
            ValidationError: When something is wrong with it.
            DomainError: When the evaluation is gone.

        """
        draft = self._checked(draft, evaluation_id)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            evaluation = session.get(Evaluation, evaluation_id)
            if evaluation is None or evaluation.deleted:
                raise DomainError(_GONE)
            assign(evaluation, _fields(draft))
            _store_answers(session, evaluation_id, draft)

    def withdraw(self, evaluation_id: UUID) -> None:
        """Delete an evaluation so that it can be restored."""
        self._set_deleted(evaluation_id, 1)

    def restore(self, evaluation_id: UUID) -> None:
        """Bring a deleted evaluation back."""
        self._set_deleted(evaluation_id, 0)

    def _set_deleted(self, evaluation_id: UUID, deleted: int) -> None:
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Evaluation, evaluation_id).deleted = deleted

    def _checked(self, draft: EvaluationDraft, evaluation_id: UUID | None) -> EvaluationDraft:
        draft = self._with_instrument(draft)
        problems = unanswered(self.check(draft, evaluation_id), {})
        if problems:
            raise ValidationError(problems)
        return draft

    def _with_instrument(self, draft: EvaluationDraft) -> EvaluationDraft:
        if draft.instrument:
            return draft.tidied()
        present = self._workplace.lists.settings.present_instrument(draft.evaluated_on)
        return replace(draft.tidied(), instrument=present.code)


def _fields(draft: EvaluationDraft) -> dict[str, Any]:
    officer = {
        "name": draft.joint_name.strip(),
        "number": draft.joint_nip.strip(),
        "institution": draft.joint_institution.strip(),
    }
    return {
        **stored_fields(draft, without=_ELSEWHERE),
        "evaluation_kind": draft.kind.value,
        "joint_officer": canonical_json(officer) if any(officer.values()) else None,
    }


def _store_answers(session: Session, evaluation_id: UUID, draft: EvaluationDraft) -> None:
    kept = {
        row.indicator: row
        for row in session.scalars(
            select(EvaluationAnswer).where(EvaluationAnswer.evaluation_id == evaluation_id)
        )
    }
    for answer in draft.answers:
        values = {"score": answer.score, "note": answer.note.strip() or None}
        row = kept.pop(answer.indicator, None)
        if row is None:
            session.add(
                EvaluationAnswer(evaluation_id=evaluation_id, indicator=answer.indicator, **values)
            )
        else:
            assign(row, {**values, "deleted": 0})
    for row in kept.values():
        assign(row, {"deleted": 1})
