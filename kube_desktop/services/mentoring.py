"""Use cases around mentoring visits: record, correct, delete and restore."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import (
    Group,
    GroupTransition,
    ItemCondition,
    Visit,
    VisitAttendance,
)
from kube_desktop.domain.checks import Problem, unanswered
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import GroupState
from kube_desktop.domain.mentoring import VisitDraft, VisitFacts, check_visit
from kube_desktop.services.workplace import Workplace, assign, stored_fields

_ELSEWHERE = frozenset({"present", "findings", "kind"})


class MentoringService:
    """Records what a visit found and what was promised."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def check(self, draft: VisitDraft, visit_id: UUID | None = None) -> tuple[Problem, ...]:
        """Return every problem of a draft, answered ones included."""
        draft = draft.tidied()
        facts = VisitFacts()
        if draft.group_id is not None:
            facts = self._workplace.lists.visits.facts(draft.group_id, draft.visited_on, visit_id)
        return check_visit(draft, facts, self._workplace.today())

    def record(self, draft: VisitDraft) -> UUID:
        """Record a visit and return its id; a delivered group becomes a mentored one.

        Raises:
            ValidationError: When a problem is neither absent nor answered.

        """
        draft = self._checked(draft, None)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            visit = Visit(mentor_id=workplace.actor, **_visit_fields(draft))
            session.add(visit)
            session.flush()
            self._store_attendance(session, visit.id, draft)
            self._store_findings(session, visit.id, draft)
            self._move_group_on(session, draft)
            return visit.id

    def correct(self, visit_id: UUID, draft: VisitDraft) -> None:
        """Change a recorded visit.

        Raises:
            ValidationError: When a problem is neither absent nor answered.
            DomainError: When the visit is gone.

        """
        draft = self._checked(draft, visit_id)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            visit = session.get(Visit, visit_id)
            if visit is None or visit.deleted:
                raise DomainError("Kunjungan ini sudah dihapus.")
            assign(visit, _visit_fields(draft))
            self._store_attendance(session, visit_id, draft)
            self._store_findings(session, visit_id, draft)

    def withdraw(self, visit_id: UUID) -> None:
        """Delete a visit so that it can be restored."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Visit, visit_id).deleted = 1

    def restore(self, visit_id: UUID) -> None:
        """Bring a deleted visit back."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Visit, visit_id).deleted = 0

    def _checked(self, draft: VisitDraft, visit_id: UUID | None) -> VisitDraft:
        open_problems = unanswered(self.check(draft, visit_id), draft.reasons)
        if open_problems:
            raise ValidationError(open_problems)
        return draft.tidied()

    def _store_attendance(self, session: Session, visit_id: UUID, draft: VisitDraft) -> None:
        kept = {
            row.person_id: row
            for row in session.scalars(
                select(VisitAttendance).where(VisitAttendance.visit_id == visit_id)
            )
        }
        # Who was expected is settled when the visit is recorded, not by members who joined since.
        of_group = self._workplace.lists.members.of_group
        members = of_group(draft.group_id) if draft.group_id and not kept else []
        people = {one.id for one in members} | draft.present | set(kept)
        for person_id in sorted(people):
            is_present = int(person_id in draft.present)
            if person_id in kept:
                assign(kept[person_id], {"is_present": is_present})
            else:
                session.add(
                    VisitAttendance(visit_id=visit_id, person_id=person_id, is_present=is_present)
                )

    def _store_findings(self, session: Session, visit_id: UUID, draft: VisitDraft) -> None:
        kept = {
            row.aid_item_id: row
            for row in session.scalars(
                select(ItemCondition).where(ItemCondition.visit_id == visit_id)
            )
        }
        for finding in draft.findings:
            row = kept.get(finding.aid_item_id)
            if finding.state is None:
                if row is not None:
                    row.deleted = 1
                continue
            values = {"condition": finding.state.value, "reason": finding.reason or None}
            if row is not None:
                assign(row, {**values, "deleted": 0})
            else:
                session.add(
                    ItemCondition(visit_id=visit_id, aid_item_id=finding.aid_item_id, **values)
                )

    def _move_group_on(self, session: Session, draft: VisitDraft) -> None:
        group = session.get(Group, draft.group_id)
        if group is None or group.deleted:
            raise DomainError("Kelompok ini sudah dihapus.")
        if group.state == GroupState.DELIVERED.value:
            group.state = GroupState.MENTORED.value
            session.add(
                GroupTransition(
                    group_id=group.id,
                    state=GroupState.MENTORED.value,
                    happened_on=draft.visited_on,
                    note="Kunjungan pertama",
                    mentor_id=self._workplace.actor,
                )
            )


def _visit_fields(draft: VisitDraft) -> dict[str, Any]:
    return {**stored_fields(draft, without=_ELSEWHERE), "visit_kind": draft.kind.value}
