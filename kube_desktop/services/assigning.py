"""Use cases around who mentors which group: handing groups over, and taking that back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Assignment, Group, Mentor, Verdict
from kube_desktop.domain.assigning import (
    SEEN_LATE_EDITS,
    GroupHandover,
    HandedGroups,
    HandoverFacts,
    LateEdits,
    check_group_handover,
)
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.ids import new_id
from kube_desktop.services.workplace import Workplace

TAKEN_BACK = "Serah terima pendampingan dibatalkan"


class AssigningService:
    """Hands groups from one facilitator to another, on a laptop or at the office."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def check(self, draft: GroupHandover) -> tuple[Problem, ...]:
        """Return every problem of a handover of groups."""
        draft = draft.tidied()
        with self._workplace.database.read() as session:
            return check_group_handover(draft, _facts(session, draft), self._workplace.today())

    def hand_over(self, draft: GroupHandover) -> HandedGroups:
        """End the assignments of the former facilitator and begin those of the new one.

        Nobody mentors a group twice: who mentors it already goes on as before.

        Raises:
            ValidationError: When something is missing or impossible.
            DomainError: When a group or the new facilitator is gone.

        """
        draft, workplace = draft.tidied(), self._workplace
        with workplace.database.write(actor=workplace.actor, reason=draft.reason) as session:
            problems = check_group_handover(draft, _facts(session, draft), workplace.today())
            if problems or draft.new_mentor is None:
                raise ValidationError(problems)
            new, old = session.get(Mentor, draft.new_mentor), None
            if new is None or new.deleted:
                raise DomainError("Pendamping yang menerima tidak ada atau sudah dihapus.")
            if draft.old_mentor is not None:
                old = session.get(Mentor, draft.old_mentor)
            papers, begun = list[UUID](), list[UUID]()
            for group_id in draft.groups:
                group = session.get(Group, group_id)
                if group is None or group.deleted:
                    raise DomainError("Satu kelompok yang dipilih sudah dihapus. Pilih lagi.")
                left = _open(session, group_id, draft.old_mentor)
                for one in left:
                    one.ended_on = draft.day
                if not _open(session, group_id, draft.new_mentor):
                    papers += [one.id for one in left]
                    begun.append(new_id())
                    session.add(
                        Assignment(
                            id=begun[-1],
                            mentor_id=draft.new_mentor,
                            group_id=group_id,
                            started_on=draft.day,
                        )
                    )
            handed = HandedGroups(
                paper=min(papers, default=None),
                begun=tuple(begun),
                count=len(draft.groups),
                old_name=old.name if old else "",
                new_name=new.name,
                day=draft.day,
            )
        self._announce()
        return handed

    def take_back(self, assignment_id: UUID) -> int:
        """Undo the handover that a berita acara is about; return how many groups went back.

        Args:
            assignment_id: The ended assignment that names the paper, or one that it began.

        Raises:
            DomainError: When there is no such handover, or a group was handed on since.

        """
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor, reason=TAKEN_BACK) as session:
            begun = _begun_with(session, assignment_id)
            for one in begun:
                if one.ended_on is not None:
                    raise DomainError(
                        "Kelompok ini sudah diserahkan lagi kepada pendamping lain. Batalkan serah "
                        "terima yang terakhir dulu."
                    )
                for former in _ended(session, one.group_id, one.started_on, one.mentor_id):
                    former.ended_on = None
                one.deleted = 1
        self._announce()
        return len(begun)

    def mark_seen(self, edits: LateEdits) -> None:
        """Remember that the user has seen what a former facilitator still wrote."""
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            session.add(
                Verdict(
                    finding_kind=SEEN_LATE_EDITS,
                    key=seen_key(edits.assignment, workplace.actor),
                    verdict="dilihat",
                    content={"count": edits.count},
                    mentor_id=workplace.actor,
                    decided_on=workplace.today(),
                )
            )
        self._announce()

    def _announce(self) -> None:
        self._workplace.database.announce(frozenset({Kind.GROUP, Kind.MENTOR}))


def seen_key(assignment: UUID, reader: UUID | None) -> str:
    """Return under which key it is remembered who has seen the late edits of a handover."""
    return f"{assignment.hex}:{reader.hex if reader else 'kantor'}"


def _facts(session: Session, draft: GroupHandover) -> HandoverFacts:
    not_theirs, began = list[str](), list[date]()
    for group_id in draft.groups:
        found = _open(session, group_id, draft.old_mentor)
        began += [one.started_on for one in found]
        if draft.old_mentor is not None and not found:
            group = session.get(Group, group_id)
            not_theirs.append(group.name if group else "kelompok yang sudah dihapus")
    return HandoverFacts(not_theirs=not_theirs, began=max(began, default=None))


def _open(session: Session, group_id: UUID, mentor_id: UUID | None) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment)
        .where(Assignment.group_id == group_id, Assignment.deleted == 0)
        .where(Assignment.mentor_id == mentor_id, Assignment.ended_on.is_(None))
        .order_by(Assignment.id)
    ).all()


def _ended(session: Session, group_id: UUID, day: date, follower: UUID) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment)
        .where(Assignment.group_id == group_id, Assignment.deleted == 0)
        .where(Assignment.ended_on == day, Assignment.mentor_id != follower)
        .order_by(Assignment.id)
    ).all()


def _begun_with(session: Session, assignment_id: UUID) -> Sequence[Assignment]:
    """Return the assignments that began in the same handover as this one ended or began."""
    one = session.get(Assignment, assignment_id)
    if one is None or one.deleted:
        raise DomainError("Serah terima pendampingan ini tidak ada atau sudah dibatalkan.")
    if one.ended_on is None:
        return [one]
    groups = select(Assignment.group_id).where(
        Assignment.mentor_id == one.mentor_id,
        Assignment.ended_on == one.ended_on,
        Assignment.deleted == 0,
    )
    begun = session.scalars(
        select(Assignment)
        .where(Assignment.group_id.in_(groups), Assignment.deleted == 0)
        .where(Assignment.started_on == one.ended_on, Assignment.mentor_id != one.mentor_id)
        .order_by(Assignment.id)
    ).all()
    follower = next((other.mentor_id for other in begun if other.group_id == one.group_id), None)
    found = [other for other in begun if other.mentor_id == follower]
    if not found:
        raise DomainError("Serah terima pendampingan ini tidak ada atau sudah dibatalkan.")
    return found
