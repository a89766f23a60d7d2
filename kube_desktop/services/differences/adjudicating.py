"""Carrying out what a person said to a finding; every step can be taken back as one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from kube_desktop.db.models import Membership, Question, Verdict
from kube_desktop.db.sync.schema import DELETED
from kube_desktop.domain.differences import Answer, DeskCard, Ruling
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import Finding, FindingKind, RecordRef
from kube_desktop.domain.members import CHANGED_OFFICE, Role
from kube_desktop.services.differences.findings.every import people_key
from kube_desktop.services.differences.writing import MODELS, Deciding, Raw

TWO_PLACES: Final = "Tercatat di dua kelompok"
_NO_PARTY: Final = "Pilih dulu mana yang dipakai."
_REFERENCES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "people": (
        ("memberships", "person_id"), ("aids", "person_id"), ("handovers", "receiver_id"),
        ("visit_attendances", "person_id"), ("attachments", "owner_id"),
    ),
    "groups": (
        ("memberships", "group_id"), ("aids", "group_id"), ("visits", "group_id"),
        ("evaluations", "group_id"), ("assignments", "group_id"),
        ("group_transitions", "group_id"), ("attachments", "owner_id"),
    ),
    "visits": (("attachments", "owner_id"), ("item_conditions", "visit_id")),
    "aids": (("handovers", "aid_id"), ("aid_items", "aid_id")),
    "handovers": (("attachments", "owner_id"),),
}  # fmt: skip
"""What points to a record, and points to the kept one when two become one."""
_TWINS: Final[Mapping[str, tuple[str, ...]]] = {
    "memberships": ("group_id", "person_id"),
    "visit_attendances": ("visit_id", "person_id"),
    "assignments": ("group_id", "mentor_id"),
}
"""Rows that say the same when these are equal: then the second one goes instead of moving."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer to one finding, inside its transaction.

    Attributes:
        owner: Returns the facilitator of a record, who is asked about it.

    """

    work: Deciding
    finding: Finding
    card: DeskCard
    ruling: Ruling
    today: date
    actor: UUID | None
    office: str
    owner: Callable[[RecordRef], UUID | None]

    @property
    def kept(self) -> RecordRef:
        """The record that was chosen.

        Raises:
            DomainError: When none was.

        """
        party, records = self.ruling.party, self.finding.records
        if party is None or not 0 <= party < len(records):
            raise DomainError(_NO_PARTY)
        return records[party]

    @property
    def others(self) -> tuple[RecordRef, ...]:
        """The records that were not chosen."""
        return tuple(one for one in self.finding.records if one != self.kept)


def carry_out(step: Step) -> list[UUID]:
    """Do what was answered, write it down, and return the verdicts.

    Raises:
        DomainError: When the answer does not fit, or something it needs is missing.

    """
    answer, kind = step.ruling.answer, step.finding.kind
    option = next((one for one in step.card.answers if one.answer is answer), None)
    if option is None:
        raise DomainError("Jawaban ini tidak ada untuk perbedaan ini.")
    if option.needs_reason and not step.ruling.reason.strip():
        raise DomainError("Tulis alasannya dulu.")
    if answer is Answer.SAME:
        _become_one(step)
    elif answer is Answer.PICK:
        _PICKS[kind](step)
    elif answer is Answer.VALUES:
        _take_total(step)
    elif kind is FindingKind.OVER_CEILING:
        aid = step.finding.records[0].id.bytes
        step.work.set("aids", aid, "over_ceiling_reason", step.ruling.reason.strip())
    if answer is Answer.DIFFERENT and kind.is_about_people:
        return _two_people(step)
    return [_write(step, step.finding.key)]


def _write(step: Step, key: str) -> UUID:
    verdict = Verdict(
        finding_kind=step.finding.kind.value,
        key=key,
        verdict=step.ruling.answer.value,
        content={
            "title": step.finding.title,
            "sentence": _sentence(step),
            "changes": step.work.changes,
            "created": step.work.created,
        },
        reason=step.ruling.reason.strip() or None,
        mentor_id=step.actor,
        decided_on=step.today,
    )
    step.work.session.add(verdict)
    step.work.session.flush()
    return verdict.id


def _sentence(step: Step) -> str:
    title = step.finding.title
    match step.ruling.answer:
        case Answer.SAME:
            gone = ", ".join(one.title for one in step.others)
            return f"{gone} dan {step.kept.title} dijadikan satu: {step.kept.title}."
        case Answer.PICK:
            return f"{title}: dipakai {step.kept.title}."
        case Answer.DIFFERENT:
            return f"{title}: memang {len(step.finding.records)} yang berbeda."
        case Answer.VALUES:
            return f"{title}: jumlah diperbaiki."
        case Answer.ACCEPT:
            return f"{title}: memang benar."


def _two_people(step: Step) -> list[UUID]:
    """Remember each pair as two people, and ask about the NIK that is said to be wrong."""
    if step.ruling.party is not None:
        _ask_about_nik(step)
    pairs = combinations([one.id for one in step.finding.records], 2)
    return [_write(step, people_key(one, two)) for one, two in pairs]


def _ask_about_nik(step: Step) -> None:
    wrong = step.kept
    others = " dan ".join(one.title for one in step.others)
    step.work.add(
        Question(
            mentor_id=step.owner(wrong),
            record_table="people",
            record_id=wrong.id,
            field="nik",
            question=(
                f"NIK {wrong.title} sama dengan NIK {others}. Kantor memutuskan keduanya orang "
                "yang berbeda. Lihat KTP-nya, lalu perbaiki NIK yang salah."
            ),
            asked_by=step.office or None,
            asked_on=step.today,
            status="terbuka",
        )
    )


def _become_one(step: Step) -> None:
    """Move what belongs to the others to the kept record, take chosen values, delete the others."""
    work, kept = step.work, step.kept
    for choice in step.ruling.choices:
        value = _chosen(step, choice.column, choice.side)
        work.set(kept.table, kept.id.bytes, choice.column, value)
    for other in step.others:
        for table, column in _REFERENCES.get(kept.table, ()):
            _point(work, table, column, other.id, kept.id)
        if kept.table == "people":
            work.set("people", other.id.bytes, "merged_into", kept.id.hex)
        if kept.table == "handovers":
            _delete_aid_of(work, other.id)
        work.set(other.table, other.id.bytes, DELETED, 1)


def _chosen(step: Step, column: str, side: int | None) -> Raw:
    field = next((one for one in step.card.fields if one.column == column), None)
    found = next((one for one in field.sides if one.number == side), None) if field else None
    if found is None:
        raise DomainError("Pilih salah satu nilai yang ada.")
    return found.raw


def _point(work: Deciding, table: str, column: str, old: UUID, new: UUID) -> None:
    model = MODELS[table]
    rows = work.session.scalars(select(model).where(getattr(model, column) == old)).all()
    for row in rows:
        if table in _TWINS and not row.deleted and _twin(work, table, row, column, new):
            work.set(table, row.id.bytes, DELETED, 1)
        else:
            work.set(table, row.id.bytes, column, new.hex)


def _twin(work: Deciding, table: str, row: Any, column: str, new: UUID) -> bool:  # noqa: ANN401
    """Tell whether the kept record has such a row already."""
    if getattr(row, "left_on", None) is not None:
        return False  # a time that ended is history, and moves as it is
    model = MODELS[table]
    query = select(model.id).where(model.deleted == 0, model.id != row.id)
    for name in _TWINS[table]:
        query = query.where(getattr(model, name) == (new if name == column else getattr(row, name)))
    if hasattr(model, "left_on"):
        query = query.where(model.left_on.is_(None))
    return work.session.scalars(query).first() is not None


def _delete_aid_of(work: Deciding, handover_id: UUID) -> None:
    """Delete the allocation and goods of a handover that never was."""
    handover = work.session.get_one(MODELS["handovers"], handover_id)
    items = MODELS["aid_items"]
    for item in work.session.scalars(select(items).where(items.handover_id == handover_id)).all():
        work.set("aid_items", item.id.bytes, DELETED, 1)
    handovers = MODELS["handovers"]
    others = select(handovers.id).where(
        handovers.aid_id == handover.aid_id, handovers.id != handover_id, handovers.deleted == 0
    )
    if work.session.scalars(others).first() is None:
        work.set("aids", handover.aid_id.bytes, DELETED, 1)


def _one_officer(step: Step) -> None:
    """End the office of the others; they stay ordinary members, and old papers stay true."""
    for other in step.others:
        held = step.work.session.get_one(Membership, other.id)
        _leave(step, other, CHANGED_OFFICE)
        step.work.add(
            Membership(
                group_id=held.group_id,
                person_id=held.person_id,
                role=Role.MEMBER.value,
                joined_on=step.today,
            )
        )


def _one_group(step: Step) -> None:
    for other in step.others:
        _leave(step, other, TWO_PLACES)


def _leave(step: Step, ref: RecordRef, why: str) -> None:
    step.work.set("memberships", ref.id.bytes, "left_on", step.today.isoformat())
    step.work.set("memberships", ref.id.bytes, "leave_reason", why)


def _one_number(step: Step) -> None:
    """Take the number from the others, or give the only other one the number that was typed."""
    table, column = step.kept.table, _NUMBERS[step.kept.table]
    typed = next((one.typed for one in step.ruling.choices if one.column == column), None)
    if typed and len(step.others) > 1:
        raise DomainError("Nomor baru hanya dapat diberikan kepada satu catatan.")
    for other in step.others:
        step.work.set(table, other.id.bytes, column, (typed or "").strip() or None)


_NUMBERS: Final = {"handovers": "bast_number", "groups": "register_number"}


def _one_facilitator(step: Step) -> None:
    for other in step.others:
        step.work.set("assignments", other.id.bytes, "ended_on", step.today.isoformat())


def _take_total(step: Step) -> None:
    if not step.ruling.choices:
        raise DomainError("Pilih nilainya dulu.")
    record: Sequence[RecordRef] = step.finding.records
    for choice in step.ruling.choices:
        value = _chosen(step, choice.column, choice.side)
        step.work.set("handovers", record[0].id.bytes, choice.column, value)


_PICKS: Final[Mapping[FindingKind, Callable[[Step], None]]] = {
    FindingKind.TWO_OFFICERS: _one_officer,
    FindingKind.TWO_GROUPS: _one_group,
    FindingKind.BAST_NUMBER: _one_number,
    FindingKind.REGISTER_NUMBER: _one_number,
    FindingKind.ASSIGNMENTS: _one_facilitator,
}
