"""Gathering the content of forms: the evaluation, and what is filled in by hand in the field."""

from typing import Any
from uuid import UUID

from kube_desktop.documents.content import Party, Topic
from kube_desktop.documents.evaluation_form import (
    DimensionPart,
    EvaluationContent,
    IndicatorLine,
    render_evaluation,
)
from kube_desktop.documents.member_form import MemberFormContent, render_member_form
from kube_desktop.documents.pen import FormCode
from kube_desktop.documents.visit_form import (
    ExpectedItem,
    ExpectedMember,
    VisitFormContent,
    render_visit_form,
)
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.evaluation import (
    Dimension,
    DimensionScore,
    EvaluationDraft,
    EvaluationKind,
    EvaluationRow,
    Instrument,
    Score,
    period_label,
)
from kube_desktop.domain.mentoring import GoodsState
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.wording import long_date
from kube_desktop.services.lists.groups import GroupDetail, GroupFilter, business_label
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import head_on
from kube_desktop.services.workplace import Workplace

_MOST_SHEETS = 20


class FieldForms:
    """Content of evaluations and of blank forms of one group."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._lists = workplace.lists

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the forms for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.EVALUATION,
                gather=self.evaluation,
                render=render_evaluation,
                title=lambda made: f"{made.group_name} · evaluasi {made.period}",
                filename=lambda made: ("Evaluasi", made.group_name, made.evaluated_on),
                subjects=lambda: list(self._lists.evaluations.all_ids()),
            ),
            PaperType(
                kind=PaperKind.BLANK_EVALUATION,
                gather=self.blank_evaluation,
                render=render_evaluation,
                title=lambda made: f"{made.group_name} · formulir evaluasi",
                filename=lambda made: ("Formulir-evaluasi", made.group_name),
                subjects=self._groups,
            ),
            PaperType(
                kind=PaperKind.VISIT_FORM,
                gather=self.visit_form,
                render=render_visit_form,
                title=lambda made: f"{made.group_name} · formulir kunjungan",
                filename=lambda made: ("Formulir-kunjungan", made.group_name),
                subjects=self._groups,
            ),
            PaperType(
                kind=PaperKind.MEMBER_FORM,
                gather=self.member_form,
                render=render_member_form,
                title=lambda made: f"{made.group_name} · formulir anggota",
                filename=lambda made: ("Formulir-anggota", made.group_name),
                subjects=self._groups,
            ),
        )

    def _groups(self) -> list[Subject]:
        listing = self._lists.groups.listing(GroupFilter())
        return [row.id for row in listing.page(0, listing.count())]

    def visit_form(self, subject: Subject) -> VisitFormContent:
        """Return the form of the next visit to a group.

        Raises:
            DomainError: When the group is gone.

        """
        group = self._group(subject)
        promise = self._lists.visits.promise(group.id)
        return VisitFormContent(
            **self._common(group, PaperKind.VISIT_FORM),
            chair=Party(name=group.chair or None, position=f"Ketua KUBE {group.draft.name}"),
            members=tuple(
                ExpectedMember(name=one.name, position=one.role.label if one.role else None)
                for one in self._lists.members.of_group(group.id)
            ),
            goods=tuple(
                ExpectedItem(
                    name=one.name,
                    quantity_milli=one.quantity_milli,
                    unit=one.unit,
                    last_condition=_state(one.last_condition),
                )
                for one in self._lists.handovers.goods_of_group(group.id)
            ),
            sequence=self._lists.visits.sequence_of_next(group.id),
            promise=promise.follow_up if promise else None,
            promised_on=promise.visited_on if promise else None,
            due_on=promise.due_on if promise else None,
        )

    def member_form(self, subject: Subject) -> MemberFormContent:
        """Return sheets for the members a group still lacks, at least one.

        Raises:
            DomainError: When the group is gone.

        """
        group = self._group(subject)
        lacking = group.row.expected - group.row.members
        return MemberFormContent(
            **self._common(group, PaperKind.MEMBER_FORM),
            sheets=min(max(1, lacking), _MOST_SHEETS),
        )

    def blank_evaluation(self, subject: Subject) -> EvaluationContent:
        """Return the form for the next evaluation of a group, with its state at the handover.

        Raises:
            DomainError: When the group is gone.

        """
        group = self._group(subject)
        asked = self._lists.settings.present_instrument()
        baseline = self._lists.evaluations.baseline(group.id)
        draft = EvaluationDraft(group_id=group.id, instrument=asked.code)
        return self._content(group, asked, draft, baseline, None)

    def evaluation(self, subject: Subject) -> EvaluationContent:
        """Return an evaluation with the state at the handover beside it.

        Raises:
            DomainError: When it or its group is gone, or its instrument is not known.

        """
        evaluation_id = id_of(subject)
        draft = self._lists.evaluations.draft(evaluation_id)
        row = self._lists.evaluations.row(evaluation_id)
        if draft is None or row is None:
            raise DomainError("Evaluasi ini tidak ada atau sudah dihapus.")
        asked = self._lists.settings.instrument(draft.instrument)
        if asked is None:
            raise DomainError(
                "Instrumen evaluasi ini belum dikenal. Pasang KUBE Desktop yang lebih baru."
            )
        baseline = self._lists.evaluations.baseline(row.group_id, before=evaluation_id)
        return self._content(self._group(row.group_id), asked, draft, baseline, row)

    def _content(
        self,
        group: GroupDetail,
        asked: Instrument,
        draft: EvaluationDraft,
        baseline: EvaluationRow | None,
        row: EvaluationRow | None,
    ) -> EvaluationContent:
        is_blank = row is None
        kind = PaperKind.BLANK_EVALUATION if is_blank else PaperKind.EVALUATION
        same = baseline if baseline and baseline.instrument == asked.code else None
        before = self._lists.evaluations.draft(same.id) if same else None
        common = self._common(group, kind)
        if row is not None:
            common["mentor"] = Party(name=row.mentor or None)
            common["code"] = None
            common["letterhead"] = head_on(self._lists.office, draft.evaluated_on)
        return EvaluationContent(
            **common,
            is_blank=is_blank,
            instrument=f"{asked.name} ({asked.code})",
            proposal=asked.proposal or None,
            membership=f"{group.row.members} orang, seharusnya {group.row.expected}",
            period=period_label(draft.period) or None,
            evaluated_on=draft.evaluated_on,
            baseline_note=_when(baseline),
            chair=Party(name=group.chair or None),
            regency_officer=Party(),
            trade_officer=Party(
                name=draft.joint_name or None,
                nip=draft.joint_nip or None,
                unit=draft.joint_institution or None,
            ),
            dimensions=_parts(asked, draft, before, same.score if same else None, row),
            recommendations=tuple(
                Topic(label=label, is_chosen=code == draft.recommendation)
                for code, label in asked.recommendations.items()
            ),
            scale=_scale(asked),
            reached=_reached(row.score) if row else None,
            baseline_reached=_reached(same.score) if same else None,
            obstacles=draft.obstacles or None,
            note=draft.note or None,
            signed_at=group.place.village if group.place else None,
        )

    def _group(self, subject: Subject) -> GroupDetail:
        group = self._lists.groups.detail(id_of(subject))
        if group is None:
            raise DomainError("Kelompok ini tidak ada atau sudah dihapus.")
        return group

    def _common(self, group: GroupDetail, kind: PaperKind) -> dict[str, Any]:
        draft = group.draft
        return {
            "letterhead": head_on(self._lists.office),
            "code": FormCode(kind=kind.value, record=_short(group.id)),
            "group_name": draft.name,
            "business_type": business_label(draft.business_type, draft.business_detail) or None,
            "location": group.place.full if group.place else None,
            "mentor": Party(name=group.mentor or None),
        }


def _short(record_id: UUID) -> str:
    """Return the end of an id, which is random: enough to find one record among all."""
    return record_id.hex[-12:].upper()


def _state(condition: str) -> str | None:
    known = set(GoodsState)
    return GoodsState(condition).label if condition in known else condition or None


def _when(baseline: EvaluationRow | None) -> str | None:
    if baseline is None:
        return None
    is_first = baseline.kind is EvaluationKind.BASELINE
    what = "pada saat serah terima bantuan" if is_first else "evaluasi pertama"
    return f"{long_date(baseline.evaluated_on)}, {what}"


def _reached(score: Score) -> str | None:
    if score.reached is None:
        return None
    return f"{score.text} persen, {score.reached.label}"


def _scale(asked: Instrument) -> str:
    """Return what the percentages mean: 0 sampai di bawah 40 Rintisan, …."""
    ends = [*(one.from_percent for one in asked.classes[1:]), 100]
    parts = [
        f"{one.from_percent} sampai {'' if end == 100 else 'di bawah '}{end} {one.label}"
        for one, end in zip(asked.classes, ends, strict=True)
    ]
    still = f"{asked.inactive.label}: usaha berhenti dua kali berturut-turut"
    return f"Kelas menurut persen: {'; '.join(parts)}. {still}."


def _parts(
    asked: Instrument,
    draft: EvaluationDraft,
    before: EvaluationDraft | None,
    reached_before: Score | None,
    row: EvaluationRow | None,
) -> tuple[DimensionPart, ...]:
    scores, old = draft.scores, before.scores if before else {}
    notes = {one.indicator: one.note for one in draft.answers}
    return tuple(
        DimensionPart(
            label=f"{dimension.code}  {dimension.label}",
            weight=dimension.weight,
            baseline_quarters=_quarters(reached_before, dimension),
            quarters=_quarters(row.score if row else None, dimension),
            lines=tuple(
                IndicatorLine(
                    label=f"{one.code}  {one.label}",
                    weight=one.weight,
                    descriptors=one.descriptors,
                    baseline=old.get(one.code),
                    score=scores.get(one.code),
                    note=notes.get(one.code) or None,
                )
                for one in dimension.indicators
            ),
        )
        for dimension in asked.dimensions
    )


def _quarters(score: Score | None, dimension: Dimension) -> int | None:
    parts: tuple[DimensionScore, ...] = score.dimensions if score else ()
    found = next((one for one in parts if one.dimension.code == dimension.code), None)
    return found.quarters if found and found.answered else None
