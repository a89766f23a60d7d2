"""Use cases around aid: record a handover, correct it, mark it signed, delete and restore."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Aid, AidItem, Group, GroupTransition, Handover, Person
from kube_desktop.domain.aid import (
    MAX_REASON,
    GoodsItem,
    HandoverDraft,
    HandoverFacts,
    HandoverStatus,
    PartySnapshot,
    Scheme,
    check_handover,
    printing_obstacles,
    total,
)
from kube_desktop.domain.checks import Problem, unanswered
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.groups import GroupState
from kube_desktop.domain.members import MemberRow, Role
from kube_desktop.domain.settings import OfficeRules, document_number
from kube_desktop.domain.values import whole_letters
from kube_desktop.domain.wording import short_date
from kube_desktop.services.numbering import next_sequence
from kube_desktop.services.seals import (
    close_cancellation,
    open_cancellation,
    open_corrections,
    sign_papers,
    unsign_papers,
)
from kube_desktop.services.workplace import Workplace, assign

_BEFORE_DELIVERY = frozenset(
    {
        GroupState.DRAFT.value,
        GroupState.PROPOSED.value,
        GroupState.VERIFIED.value,
        GroupState.APPROVED.value,
    }
)


@dataclass(frozen=True, slots=True)
class Signed:
    """Papers that were noted as signed just now, with the status each had before."""

    before: Mapping[UUID, str]


class AidService:
    """Records handovers with the parties as they are on that day."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def check(self, draft: HandoverDraft, handover_id: UUID | None = None) -> tuple[Problem, ...]:
        """Return every problem of a draft, answered ones included."""
        draft = draft.tidied()
        return check_handover(draft, self.facts(draft, handover_id), self._workplace.today())

    def obstacles(self, draft: HandoverDraft) -> tuple[str, ...]:
        """Return what keeps a handover from being printed, in words; empty when it may be."""
        draft = draft.tidied()
        return printing_obstacles(draft, self.facts(draft, None))

    def next_number(self, day: date, regency_code: str | None = None) -> str:
        """Return the BAST number proposed for a day, in the pattern of the office."""
        lists = self._workplace.lists
        identity = lists.office.identity()
        region = regency_code or (identity.regency_code if identity else "")
        pattern = lists.office.rules(day).number_pattern
        used = lists.handovers.numbers_of_year(day.year)
        try:
            return document_number(pattern, next_sequence(pattern, region, day, used), region, day)
        except ValueError:  # a pattern the office mistyped must not stop a handover
            return ""

    def facts(self, draft: HandoverDraft, handover_id: UUID | None) -> HandoverFacts:
        """Return what the checks of a draft need to know; the form shows some of it."""
        lists, day = self._workplace.lists, draft.handed_over_on or self._workplace.today()
        rules = lists.office.rules(day)
        members = lists.members.of_group(draft.group_id) if draft.group_id else []
        group = lists.groups.draft(draft.group_id) if draft.group_id else None
        user = lists.handovers.number_user(draft.bast_number, day.year, handover_id) if (
            draft.bast_number
        ) else None  # fmt: skip
        return HandoverFacts(
            ceiling=rules.ceilings[draft.scheme],
            already_handed_over=lists.handovers.already_handed_over(
                draft, self._budget_year(draft), handover_id
            ),
            number_used_by=f"{user.receiver}, {short_date(user.handed_over_on)}" if user else "",
            next_number=self.next_number(day) if user else "",
            members=len(members),
            expected_members=rules.members,
            has_chair=any(one.role is Role.CHAIR for one in members),
            decree_on=group.decree_on if group else None,
            official_known=any(one.id == draft.official_id for one in lists.office.officials(day)),
        )

    def record(self, draft: HandoverDraft) -> UUID:
        """Record a handover and return its id; the group moves on to *disalurkan*.

        Raises:
            ValidationError: When a problem is neither absent nor answered.

        """
        draft = self._checked(draft, None)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            _receiver_must_live(session, draft)
            aid = Aid(stage=self._stage(session, draft), **self._aid_fields(draft))
            session.add(aid)
            session.flush()
            handover = Handover(
                aid_id=aid.id,
                status=HandoverStatus.RECORDED.value,
                **self._handover_fields(draft),
            )
            session.add(handover)
            session.flush()
            self._store_items(session, aid.id, handover.id, draft.items)
            self._move_group_on(session, draft)
            return handover.id

    def correct(self, handover_id: UUID, draft: HandoverDraft, reason: str = "") -> None:
        """Change a handover; a signed one gets new papers that name the old ones and the reason.

        Raises:
            ValidationError: When a problem is neither absent nor answered.
            DomainError: When it is gone, or signed and no reason is given.

        """
        draft, reason = self._checked(draft, handover_id), _one_line(reason)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor, reason=reason or None) as session:
            handover = _open_handover(session, handover_id, reason)
            if handover.status == HandoverStatus.SIGNED.value:
                open_corrections(session, handover_id, reason, self._now())
                handover.status = HandoverStatus.RECORDED.value
            _receiver_must_live(session, draft)
            assign(session.get_one(Aid, handover.aid_id), self._aid_fields(draft))
            assign(handover, self._handover_fields(draft))
            self._store_items(session, handover.aid_id, handover_id, draft.items)

    def mark(self, handover_id: UUID, status: HandoverStatus) -> None:
        """Note how far the paper has come: printed, signed."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            handover = session.get_one(Handover, handover_id)
            if handover.status == HandoverStatus.SIGNED.value:
                return  # a copy printed later does not undo a signature
            handover.status = status.value
            if status is HandoverStatus.SIGNED:
                sign_papers(session, handover_id)

    def sign(self, handover_ids: Iterable[UUID]) -> Signed:
        """Note that papers are signed; return what `unsign` needs to take it back."""
        before: dict[UUID, str] = {}
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            for handover_id in handover_ids:
                handover = session.get_one(Handover, handover_id)
                if handover.status != HandoverStatus.SIGNED.value:
                    before[handover_id] = handover.status
                    handover.status = HandoverStatus.SIGNED.value
                    sign_papers(session, handover_id)
        return Signed(before)

    def unsign(self, signed: Signed) -> None:
        """Take back a signature that was noted by mistake; what was signed before stays signed."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            for handover_id, status in signed.before.items():
                assign(session.get_one(Handover, handover_id), {"status": status})
                unsign_papers(session, handover_id)

    def withdraw(self, handover_id: UUID, reason: str = "") -> None:
        """Delete a handover, so that it can be restored; its history keeps the reason.

        Raises:
            DomainError: When it is gone, or signed and no reason is given.

        """
        workplace = self._workplace
        reason = _one_line(reason)
        with workplace.database.write(actor=workplace.actor, reason=reason) as session:
            handover = session.get(Handover, handover_id)
            if handover is None or handover.deleted:
                raise DomainError("Serah terima ini sudah dihapus.")
            if handover.status == HandoverStatus.SIGNED.value and not reason:
                raise DomainError("BAST ini sudah ditandatangani. Tulis alasan menghapusnya.")
            if handover.status == HandoverStatus.SIGNED.value:
                open_cancellation(session, handover_id, reason, self._now())
            handover.deleted = 1

    def restore(self, handover_id: UUID) -> None:
        """Bring a deleted handover back."""
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Handover, handover_id).deleted = 0
            close_cancellation(session, handover_id)

    def _now(self) -> str:
        return self._workplace.now().astimezone(UTC).isoformat(timespec="seconds")

    def _checked(self, draft: HandoverDraft, handover_id: UUID | None) -> HandoverDraft:
        open_problems = unanswered(self.check(draft, handover_id), draft.reasons)
        if open_problems:
            raise ValidationError(open_problems)
        return draft.tidied()

    def _aid_fields(self, draft: HandoverDraft) -> dict[str, Any]:
        lists = self._workplace.lists
        day = draft.handed_over_on or self._workplace.today()
        group = lists.groups.draft(draft.group_id) if draft.group_id else None
        return {
            "scheme": draft.scheme.value,
            "group_id": draft.group_id,
            "person_id": None if draft.scheme is Scheme.GROUP else draft.person_id,
            "budget_year": self._budget_year(draft),
            "ceiling": lists.office.rules(day).ceilings[draft.scheme],
            "form": draft.form.value,
            "funding_source": group.funding_source if group else "APBD Provinsi",
            "decree_number": (group.decree_number if group else "") or None,
            "decree_on": group.decree_on if group else None,
            "over_ceiling_reason": draft.over_ceiling_reason or None,
        }

    def _budget_year(self, draft: HandoverDraft) -> int:
        """Return the year whose money it is: that of the group, whenever it is handed over."""
        lists = self._workplace.lists
        group = lists.groups.draft(draft.group_id) if draft.group_id else None
        day = draft.handed_over_on or self._workplace.today()
        return (group.budget_year if group else None) or day.year

    def _handover_fields(self, draft: HandoverDraft) -> dict[str, Any]:
        lists = self._workplace.lists
        day = draft.handed_over_on or self._workplace.today()
        rules = lists.office.rules(day)
        members = self.members_of(draft)
        return {
            "bast_number": draft.bast_number or None,
            "handed_over_on": day,
            "place": draft.place or self.place_of(draft) or None,
            "receiver_id": draft.person_id,
            "official_id": draft.official_id,
            "first_party": self._first_party(draft, day),
            "second_party": asdict(self.second_party(draft)),
            "giver": asdict(self.giver()),
            "members": [one.snapshot() for one in members] or None,
            "witnesses": [asdict(PartySnapshot(name=name)) for name in draft.witnesses] or None,
            "acknowledged_by": self._acknowledged(draft),
            "recitals": list(rules.recitals_of(draft.scheme)) or None,
            "letterhead": asdict(rules.letterhead),
            "decree": self.decree_of(draft, rules),
            "total": total(draft.items),
            "note": draft.note or None,
            "reasons": dict(draft.reasons) or None,
        }

    def decree_of(self, draft: HandoverDraft, rules: OfficeRules) -> dict[str, str] | None:
        """Return the SK that names the receiver, as the paper cites it; None when there is none."""
        group = self._workplace.lists.groups.draft(draft.group_id) if draft.group_id else None
        if group is None or not group.decree_number:
            return None
        return {
            "number": group.decree_number,
            "issued_on": group.decree_on.isoformat() if group.decree_on else "",
            "issuer": rules.decree_issuer,
            "about": rules.decree_about.replace("{tahun}", str(self._budget_year(draft))),
        }

    def members_of(self, draft: HandoverDraft) -> list[MemberRow]:
        """Return the members as they were on the day of the handover, whenever it is typed.

        Members are often typed after the handover; while the group of that day was not complete,
        the present members stand for it.
        """
        if draft.group_id is None:
            return []
        lists = self._workplace.lists
        present = lists.members.of_group(draft.group_id)
        if draft.handed_over_on is None:
            return present
        then = lists.members.of_group(draft.group_id, on=draft.handed_over_on)
        expected = min(len(present), lists.office.rules(draft.handed_over_on).members)
        has_chair = any(one.role is Role.CHAIR for one in then)
        return then if has_chair and len(then) >= expected else present

    def place_of(self, draft: HandoverDraft) -> str:
        """Return where the receiver lives, as the opening sentence of a BAST names it."""
        lists = self._workplace.lists
        code = ""
        if draft.group_id and (group := lists.groups.draft(draft.group_id)):
            code = group.village_code
        elif draft.person_id and (person := lists.members.draft(draft.person_id)):
            code = person.village_code
        village = lists.office.village(code)
        return village.full if village else ""

    def _first_party(self, draft: HandoverDraft, day: date) -> dict[str, Any] | None:
        for official in self._workplace.lists.office.officials(day):
            if official.id == draft.official_id:
                return asdict(official.snapshot())
        return None

    def second_party(self, draft: HandoverDraft) -> PartySnapshot:
        """Return who receives, as the paper names them."""
        lists = self._workplace.lists
        person = lists.members.draft(draft.person_id) if draft.person_id else None
        if person is None:
            return PartySnapshot(name="")
        title = "Penerima Manfaat"
        code = person.village_code
        if draft.scheme is Scheme.GROUP and draft.group_id:
            group = lists.groups.draft(draft.group_id)
            role = next(
                (one.role for one in self.members_of(draft) if one.id == draft.person_id), None
            )
            title = f"{(role or person.role).label} KUBE {group.name if group else ''}".strip()
            code = code or (group.village_code if group else "")
        village = lists.office.village(code)
        address = ", ".join(
            part for part in (person.address, village.full if village else "") if part
        )
        return PartySnapshot(name=person.name, title=title, number=person.nik, address=address)

    def giver(self) -> PartySnapshot:
        """Return who hands over in the field: the user of this laptop."""
        identity = self._workplace.lists.office.identity()
        return PartySnapshot(name=identity.name if identity else "", title="Pendamping KUBE")

    def _acknowledged(self, draft: HandoverDraft) -> dict[str, Any] | None:
        if not draft.acknowledged_name:
            return None
        return asdict(PartySnapshot(name=draft.acknowledged_name, title=draft.acknowledged_title))

    def _stage(self, session: Session, draft: HandoverDraft) -> int:
        column = Aid.group_id if draft.scheme is Scheme.GROUP else Aid.person_id
        receiver = draft.group_id if draft.scheme is Scheme.GROUP else draft.person_id
        earlier = session.scalars(
            select(Aid.id)
            .join(Handover, Handover.aid_id == Aid.id)
            .where(column == receiver, Aid.deleted == 0, Handover.deleted == 0)
            .distinct()
        )
        return len(earlier.all()) + 1

    def _store_items(
        self, session: Session, aid_id: UUID, handover_id: UUID, items: tuple[GoodsItem, ...]
    ) -> None:
        kept = list(
            session.scalars(
                select(AidItem)
                .where(AidItem.handover_id == handover_id, AidItem.deleted == 0)
                .order_by(AidItem.position, AidItem.id)
            )
        )
        rows = _rows_for(items, kept)
        for position, item in enumerate(items, start=1):
            values = {
                "position": position,
                "name": item.name,
                "specification": item.specification or None,
                "quantity_milli": item.quantity_milli,
                "unit": item.unit,
                "unit_price": item.unit_price,
                "amount": item.amount,
                "condition": item.condition or None,
            }
            row = rows[position - 1]
            if row is not None:
                assign(row, values)
            else:
                session.add(AidItem(aid_id=aid_id, handover_id=handover_id, **values))
        for left_over in kept:
            if left_over not in rows:
                left_over.deleted = 1

    def _move_group_on(self, session: Session, draft: HandoverDraft) -> None:
        if draft.scheme is not Scheme.GROUP or draft.group_id is None:
            return
        group = session.get(Group, draft.group_id)
        if group is None or group.deleted:
            raise DomainError("Kelompok ini sudah dihapus.")
        if group.state in _BEFORE_DELIVERY:
            group.state = GroupState.DELIVERED.value
            session.add(
                GroupTransition(
                    group_id=group.id,
                    state=GroupState.DELIVERED.value,
                    happened_on=draft.handed_over_on or self._workplace.today(),
                    note=_named_bast(draft.bast_number) or None,
                    mentor_id=self._workplace.actor,
                )
            )


def _rows_for(items: tuple[GoodsItem, ...], kept: list[AidItem]) -> list[AidItem | None]:
    """Return the stored row of each line, or None for a new one.

    Goods keep their row by name, so that what a visit found of them stays with them when a line
    above is taken out; a line with another name is a corrected one.
    """
    left = list(kept)
    rows: list[AidItem | None] = []
    for item in items:
        row = next((one for one in left if one.name == item.name), None)
        rows.append(row)
        if row is not None:
            left.remove(row)
    return [row if row is not None or not left else left.pop(0) for row in rows]


def _receiver_must_live(session: Session, draft: HandoverDraft) -> None:
    person = session.get(Person, draft.person_id)
    if person is None or person.deleted:
        raise DomainError("Penerima ini sudah dihapus. Pilih penerima lain.")


def _open_handover(session: Session, handover_id: UUID, reason: str) -> Handover:
    handover = session.get(Handover, handover_id)
    if handover is None or handover.deleted:
        raise DomainError("Serah terima ini sudah dihapus.")
    if handover.status == HandoverStatus.SIGNED.value and not reason:
        raise DomainError("BAST ini sudah ditandatangani; isinya tidak dapat diubah.")
    return handover


def _one_line(text: str) -> str:
    return " ".join(whole_letters(text).split())[:MAX_REASON]


def _named_bast(number: str) -> str:
    return number if not number or number.startswith("BAST") else f"BAST {number}"
