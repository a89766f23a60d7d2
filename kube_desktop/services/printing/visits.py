"""Gathering the content of the report of a visit."""

from typing import Any
from uuid import UUID

from kube_desktop.documents.content import (
    Attendee,
    GoodsCondition,
    Party,
    Photo,
    Scheme,
    Topic,
    VisitReportContent,
)
from kube_desktop.documents.visit_report import render_visit_report
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.members import MemberRow, Role
from kube_desktop.domain.mentoring import TOPICS, VisitDraft
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.lists.groups import business_label
from kube_desktop.services.lists.visits import Attendance
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import head_on
from kube_desktop.services.workplace import Workplace

_PHOTOS_ON_PAPER = 2
_Person = MemberRow | Attendance


class VisitPapers:
    """Content of visit reports."""

    def __init__(self, workplace: Workplace, attachments: AttachmentService) -> None:
        self._workplace = workplace
        self._attachments = attachments

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the papers of visits for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.VISIT_REPORT,
                gather=self.report,
                render=render_visit_report,
                title=lambda made: f"{made.group_name} · kunjungan ke-{made.visit_number}",
                filename=lambda made: ("Kunjungan", made.group_name, made.visited_on),
                subjects=lambda: list(self._workplace.lists.visits.all_ids()),
            ),
        )

    def report(self, subject: Subject) -> VisitReportContent:
        """Return the report of a stored visit.

        Raises:
            DomainError: When the visit or its group is gone.

        """
        visit_id = id_of(subject)
        lists = self._workplace.lists
        draft, row = lists.visits.draft(visit_id), lists.visits.row(visit_id)
        if draft is None or row is None or draft.group_id is None:
            raise DomainError("Kunjungan ini tidak ada atau sudah dihapus.")
        group = lists.groups.draft(draft.group_id)
        if group is None:
            raise DomainError("Kelompok ini tidak ada atau sudah dihapus.")
        village = lists.office.village(group.village_code)
        members = lists.members.of_group(draft.group_id, on=draft.visited_on)
        members = members or lists.members.of_group(draft.group_id)
        # Who left or was deleted since was there all the same, and the paper must not change.
        listed = {one.id for one in members}
        expected = [one for one in lists.visits.attendance(visit_id) if one.id not in listed]
        people: tuple[_Person, ...] = (*members, *expected)
        promise = lists.visits.promise(draft.group_id, before=visit_id)
        place = f"{village.term} {village.village}" if village else None
        return VisitReportContent(
            letterhead=head_on(lists.office, draft.visited_on),
            scheme=Scheme.KUBE,
            group_name=group.name,
            business_type=business_label(group.business_type, group.business_detail),
            location=village.full if village else None,
            mentor=Party(name=row.mentor or None, position="Pendamping KUBE"),
            visited_on=draft.visited_on,
            place=place,
            kind=draft.kind.label,
            method=draft.method,
            purpose=None,
            attendees=_attendees(people, draft.present),
            topics=_topics(draft.topics),
            activities=draft.activity or None,
            business_condition=draft.business_condition.label if draft.business_condition else None,
            goods=self._goods(draft),
            problems=draft.problems or None,
            solutions=draft.solution or None,
            follow_up=draft.follow_up or None,
            due_on=draft.follow_up_due_on,
            group_signer=_signer(people, group.name),
            signed_at=village.village if village else None,
            visit_number=row.sequence,
            started_at=draft.started_at or None,
            ended_at=draft.ended_at or None,
            others_present=draft.others_present or 0,
            turnover=draft.turnover,
            cash=draft.cash,
            last_follow_up=promise.follow_up if promise else None,
            last_follow_up_result=draft.promise_result.label if draft.promise_result else None,
            participation=draft.community_role or None,
            referral=draft.referral or None,
            photos=self._photos(visit_id),
        )

    def _goods(self, draft: VisitDraft) -> tuple[GoodsCondition, ...]:
        if draft.group_id is None:
            return ()
        findings = {one.aid_item_id: one for one in draft.findings}
        rows = self._workplace.lists.handovers.goods_of_group(draft.group_id)
        return tuple(
            GoodsCondition(
                name=row.name,
                quantity_milli=row.quantity_milli,
                unit=row.unit,
                condition=found.state.label
                if (found := findings.get(row.id)) and found.state
                else None,
                note=found.reason or None if found else None,
            )
            for row in rows
        )

    def _photos(self, visit_id: UUID) -> tuple[Photo, ...]:
        rows = self._attachments.of_record(visit_id)
        return tuple(
            Photo(image=self._attachments.content(row.sha256), caption=row.caption or None)
            for row in rows
            if row.is_photo and self._attachments.exists(row.sha256)
        )[:_PHOTOS_ON_PAPER]


def _attendees(people: tuple[_Person, ...], present: frozenset[UUID]) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(
            name=one.name,
            position=one.role.label if one.role else None,
            is_present=one.id in present,
        )
        for one in people
    )


def _topics(chosen: tuple[str, ...]) -> tuple[Topic, ...]:
    others = [topic for topic in chosen if topic not in TOPICS]
    return tuple(Topic(label=one, is_chosen=one in chosen) for one in (*TOPICS, *others))


def _signer(people: tuple[_Person, ...], group_name: str) -> Party:
    chair = next((one for one in people if one.role is Role.CHAIR), None)
    return Party(name=chair.name if chair else None, position=f"Ketua KUBE {group_name}")
