"""Use cases around members: enrol, correct, change office, leave, delete and restore."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Group, Membership, Person
from kube_desktop.domain.checks import MAX_REASON, Problem, too_long, unanswered
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.members import (
    CHANGED_OFFICE,
    MISTAKE,
    Departure,
    MemberDraft,
    MemberFacts,
    NikHolder,
    Role,
    check_member,
)
from kube_desktop.domain.values import nik_fault, parse_nik
from kube_desktop.services.workplace import Workplace, assign, stored_fields

_NOT_OF_PERSON = frozenset({"role", "joined_on"})


class MemberService:
    """Enrols people and keeps their place in a group."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def check(
        self, draft: MemberDraft, group_id: UUID | None, person_id: UUID | None = None
    ) -> tuple[Problem, ...]:
        """Return every problem of a draft, answered ones included."""
        today = self._workplace.today()
        draft = draft.tidied(today)
        return check_member(draft, self._facts(draft, group_id, person_id), today)

    def nik_holder(self, nik: str, other_than: UUID | None = None) -> NikHolder | None:
        """Return another person with this NIK; asked as soon as the 16th digit is in."""
        nik = parse_nik(nik)
        if nik_fault(nik, self._workplace.today()) is not None:
            return None
        return self._workplace.lists.members.holder_of(nik, other_than)

    def enrol(self, group_id: UUID | None, draft: MemberDraft) -> UUID:
        """Record a new person, in a group or (UEP) alone, and return the id of the person.

        Raises:
            ValidationError: When a problem is neither absent nor answered.
            DomainError: When the group is gone.

        """
        draft = self._checked(draft, group_id, None)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            person = Person(**stored_fields(draft, without=_NOT_OF_PERSON))
            session.add(person)
            session.flush()
            if group_id is not None:
                _group_must_live(session, group_id)
                joined = draft.joined_on or workplace.today()
                self._take_office(session, group_id, person.id, draft.role, joined)
            return person.id

    def correct(self, person_id: UUID, draft: MemberDraft, group_id: UUID | None = None) -> None:
        """Change the fields of a person, and the office held in the group.

        A changed office ends the present membership row and begins a new one, so that a BAST of
        an earlier day still shows the officers of that day.

        Raises:
            ValidationError: When a problem is neither absent nor answered.
            DomainError: When the person is gone.

        """
        draft = self._checked(draft, group_id, person_id)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            person = _living(session, person_id)
            assign(person, stored_fields(draft, without=_NOT_OF_PERSON))
            membership = _active(session, person_id, group_id)
            if membership is None or membership.role == draft.role.value:
                return
            today = workplace.today()
            if membership.joined_on == today:
                self._vacate(session, membership.group_id, draft.role, person_id)
                membership.role = draft.role.value
                return
            membership.left_on = today
            membership.leave_reason = CHANGED_OFFICE
            self._take_office(session, membership.group_id, person_id, draft.role, today)

    def leave(self, membership_id: UUID, departure: Departure) -> None:
        """End a person's time in a group.

        Raises:
            ValidationError: When day or reason is missing or impossible.
            DomainError: When the person has left already.

        """
        departure, workplace = departure.tidied(), self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            membership = session.get(Membership, membership_id)
            if membership is None or membership.deleted or membership.left_on:
                raise DomainError("Anggota ini sudah keluar dari kelompoknya.")
            problems = too_long(departure, {"reason": MAX_REASON}, {"reason": "Alasan"})
            if not departure.reason.strip():
                problems.append(Problem("reason", "Pilih alasan keluar"))
            if departure.left_on > workplace.today():
                problems.append(Problem("left_on", "Tanggal keluar belum terjadi"))
            if departure.left_on < membership.joined_on:
                problems.append(Problem("left_on", "Tanggal keluar sebelum tanggal masuk"))
            if problems:
                raise ValidationError(problems)
            membership.left_on = departure.left_on
            membership.leave_reason = departure.reason

    def withdraw(self, person_id: UUID) -> None:
        """Delete a person who was recorded by mistake, so that it can be restored."""
        self._set_deleted(person_id, 1)

    def restore(self, person_id: UUID) -> None:
        """Bring a deleted person back, with the place in the group."""
        self._set_deleted(person_id, 0)

    def _set_deleted(self, person_id: UUID, value: int) -> None:
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Person, person_id).deleted = value
            rows = session.scalars(
                select(Membership).where(
                    Membership.person_id == person_id, Membership.left_on.is_(None)
                )
            )
            for membership in rows:
                if not value and _holder(session, membership.group_id, membership.role, person_id):
                    membership.role = Role.MEMBER.value  # the office went to somebody else
                membership.deleted = value

    def _checked(
        self, draft: MemberDraft, group_id: UUID | None, person_id: UUID | None
    ) -> MemberDraft:
        problems = self.check(draft, group_id, person_id)
        open_problems = unanswered(problems, draft.reasons)
        if open_problems:
            raise ValidationError(open_problems)
        return draft.tidied(self._workplace.today())

    def _facts(
        self, draft: MemberDraft, group_id: UUID | None, person_id: UUID | None
    ) -> MemberFacts:
        lists = self._workplace.lists
        others = [
            one for one in (lists.members.of_group(group_id) if group_id else ())
            if one.id != person_id
        ]  # fmt: skip
        group = lists.groups.draft(group_id) if group_id else None
        village = lists.office.village(draft.village_code) if draft.village_code else None
        officer = next((one.name for one in others if one.role is draft.role), "")
        return MemberFacts(
            holder=lists.members.holder_of(draft.nik, person_id) if draft.nik else None,
            same_family_card=self._same_family_card(draft, [one.id for one in others]),
            officer=officer if draft.role.is_officer else "",
            village_known=not draft.village_code or village is not None,
            group_village=group.village_code if group else "",
        )

    def _same_family_card(self, draft: MemberDraft, others: list[UUID]) -> str:
        if not draft.family_card_number:
            return ""
        found = self._workplace.database.reader.rows(
            "SELECT id, name FROM people WHERE family_card_number = :number AND deleted = 0",
            {"number": draft.family_card_number},
        )
        return next((name for key, name in found if UUID(bytes=key) in others), "")

    def _take_office(
        self, session: Session, group_id: UUID, person_id: UUID, role: Role, joined_on: date
    ) -> None:
        replaced = self._vacate(session, group_id, role, person_id)
        if replaced is None:
            replaced = _empty_place(session, group_id, role, person_id)
        session.add(
            Membership(
                group_id=group_id,
                person_id=person_id,
                role=role.value,
                joined_on=joined_on,
                replaces_id=replaced,
            )
        )

    def _vacate(self, session: Session, group_id: UUID, role: Role, person_id: UUID) -> UUID | None:
        """Make the present holder of an office an ordinary member, and return that row's id."""
        holder = _holder(session, group_id, role.value, person_id)
        if holder is None:
            return None
        today = self._workplace.today()
        holder.left_on = today
        holder.leave_reason = CHANGED_OFFICE
        session.add(
            Membership(
                group_id=group_id,
                person_id=holder.person_id,
                role=Role.MEMBER.value,
                joined_on=today,
            )
        )
        return holder.id


def _holder(session: Session, group_id: UUID, role: str, other_than: UUID) -> Membership | None:
    """Return who else holds an office of a group now; ordinary members hold none."""
    if role == Role.MEMBER.value:
        return None
    return session.scalars(
        select(Membership).where(
            Membership.group_id == group_id,
            Membership.role == role,
            Membership.left_on.is_(None),
            Membership.deleted == 0,
            Membership.person_id != other_than,
        )
    ).first()


def _empty_place(session: Session, group_id: UUID, role: Role, person_id: UUID) -> UUID | None:
    """Return the longest empty place of somebody who left with this role and was not replaced."""
    taken = select(Membership.replaces_id).where(
        Membership.group_id == group_id,
        Membership.replaces_id.is_not(None),
        Membership.deleted == 0,
    )
    return session.scalars(
        select(Membership.id)
        .where(
            Membership.group_id == group_id,
            Membership.role == role.value,
            Membership.left_on.is_not(None),
            Membership.leave_reason.not_in((CHANGED_OFFICE, MISTAKE)),
            Membership.deleted == 0,
            Membership.person_id != person_id,
            Membership.id.not_in(taken),
        )
        .order_by(Membership.left_on, Membership.id)
    ).first()


def _living(session: Session, person_id: UUID) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.deleted:
        raise DomainError("Anggota ini sudah dihapus.")
    return person


def _group_must_live(session: Session, group_id: UUID) -> None:
    group = session.get(Group, group_id)
    if group is None or group.deleted:
        raise DomainError("Kelompok ini sudah dihapus.")


def _active(session: Session, person_id: UUID, group_id: UUID | None) -> Membership | None:
    query = select(Membership).where(
        Membership.person_id == person_id,
        Membership.left_on.is_(None),
        Membership.deleted == 0,
    )
    if group_id is not None:
        query = query.where(Membership.group_id == group_id)
    return session.scalars(query.order_by(Membership.id)).first()
