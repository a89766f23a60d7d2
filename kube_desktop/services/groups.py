"""Use cases around groups: register, correct, lead through their life, delete and restore."""

from uuid import UUID

from sqlalchemy.orm import Session

from kube_desktop.db.models import Assignment, Group, GroupTransition
from kube_desktop.domain.checks import Problem, unanswered
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import (
    GroupDraft,
    GroupFacts,
    GroupState,
    StateChange,
    check_group,
    check_state_change,
)
from kube_desktop.services.workplace import Workplace, assign, stored_fields

GONE = "Kelompok ini sudah dihapus."


class GroupService:
    """Registers groups and keeps them up to date."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def check(self, draft: GroupDraft, group_id: UUID | None = None) -> tuple[Problem, ...]:
        """Return every problem of a draft, answered ones included."""
        draft = draft.tidied()
        return check_group(draft, self._facts(draft, group_id), self._workplace.today())

    def record(self, draft: GroupDraft) -> UUID:
        """Register a new group, mentored by the user of this laptop, and return its id.

        Raises:
            ValidationError: When a problem is neither absent nor answered.

        """
        draft = self._checked(draft, None)
        workplace = self._workplace
        identity = workplace.lists.office.identity()
        with workplace.database.write(actor=workplace.actor) as session:
            group = Group(state=GroupState.DRAFT.value, **stored_fields(draft))
            session.add(group)
            session.flush()
            self._step(session, group.id, GroupState.DRAFT)
            if identity and identity.mentor_id and not identity.is_office:
                session.add(
                    Assignment(
                        mentor_id=identity.mentor_id,
                        group_id=group.id,
                        started_on=workplace.today(),
                    )
                )
            return group.id

    def correct(self, group_id: UUID, draft: GroupDraft) -> None:
        """Change the fields of a group.

        Raises:
            ValidationError: When a problem is neither absent nor answered.
            DomainError: When the group is gone.

        """
        draft = self._checked(draft, group_id)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            assign(_living(session, group_id), stored_fields(draft))

    def enter_state(self, group_id: UUID, change: StateChange) -> None:
        """Take a step in the life of a group (domain.md 1.7).

        Raises:
            ValidationError: When the step is not possible or lacks its reason.

        """
        change, workplace = change.tidied(), self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            group = _living(session, group_id)
            problems = check_state_change(change, GroupState(group.state), workplace.today())
            if problems:
                raise ValidationError(problems)
            group.state = change.state.value
            if change.goods_fate:
                group.goods_fate = change.goods_fate
            session.add(
                GroupTransition(
                    group_id=group_id,
                    state=change.state.value,
                    happened_on=change.happened_on,
                    note=change.note or None,
                    mentor_id=workplace.actor,
                )
            )

    def withdraw(self, group_id: UUID) -> None:
        """Delete a group so that it can be restored."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            _living(session, group_id).deleted = 1

    def restore(self, group_id: UUID) -> None:
        """Bring a deleted group back."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Group, group_id).deleted = 0

    def _checked(self, draft: GroupDraft, group_id: UUID | None) -> GroupDraft:
        open_problems = unanswered(self.check(draft, group_id), draft.reasons)
        if open_problems:
            raise ValidationError(open_problems)
        return draft.tidied()

    def _facts(self, draft: GroupDraft, group_id: UUID | None) -> GroupFacts:
        village = self._workplace.lists.office.village(draft.village_code)
        same = self._workplace.database.reader.value(
            "SELECT count(*) FROM groups WHERE name = :name COLLATE NOCASE AND deleted = 0 "
            "AND village_code = :village AND id <> :other",
            {
                "name": draft.name,
                "village": draft.village_code,
                "other": group_id.bytes if group_id else b"",
            },
        )
        return GroupFacts(
            village_known=village is not None,
            same_name=village.short if village and same else "",
        )

    def _step(self, session: Session, group_id: UUID, state: GroupState) -> None:
        session.add(
            GroupTransition(
                group_id=group_id,
                state=state.value,
                happened_on=self._workplace.today(),
                mentor_id=self._workplace.actor,
            )
        )


def _living(session: Session, group_id: UUID) -> Group:
    group = session.get(Group, group_id)
    if group is None or group.deleted:
        raise DomainError(GONE)
    return group
