"""To which record the scans of a paper belong, told by its code or by what a person types."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from kube_desktop.domain.papers import PaperKind, Scope, Subject, id_of
from kube_desktop.domain.returning import FORM_MARK, PaperPlace, Why
from kube_desktop.domain.verdict import Light, Verdict
from kube_desktop.domain.wording import short_date
from kube_desktop.services.printing.papers import PrintingService
from kube_desktop.services.proofing import ProofingService
from kube_desktop.services.workplace import Workplace

_REPORTS: Final = "reports"
"""Owner of scans of reports, which are about a scope and no record."""
_NAMED: Final = """
SELECT 'handovers' AS owner, coalesce(g.name, p.name), h.handed_over_on, h.bast_number
FROM handovers h LEFT JOIN aids a ON a.id = h.aid_id LEFT JOIN groups g ON g.id = a.group_id
LEFT JOIN people p ON p.id = a.person_id WHERE h.id = :id AND (h.deleted = 0 OR :gone)
UNION ALL SELECT 'visits', g.name, v.visited_on, '' FROM visits v
LEFT JOIN groups g ON g.id = v.group_id WHERE v.id = :id AND v.deleted = 0
UNION ALL SELECT 'groups', name, '', '' FROM groups WHERE id = :id AND deleted = 0
UNION ALL SELECT 'people', name, '', '' FROM people WHERE id = :id AND deleted = 0
UNION ALL SELECT 'evaluations', g.name, e.evaluated_on, '' FROM evaluations e
LEFT JOIN groups g ON g.id = e.group_id WHERE e.id = :id AND e.deleted = 0
UNION ALL SELECT 'memberships', g.name || ', ' || p.name, '', '' FROM memberships m
JOIN groups g ON g.id = m.group_id JOIN people p ON p.id = m.person_id
WHERE m.id = :id AND m.deleted = 0
UNION ALL SELECT 'assignments', g.name, '', '' FROM assignments s
JOIN groups g ON g.id = s.group_id WHERE s.id = :id AND s.deleted = 0
"""
_OF_HANDOVER: Final = (
    PaperKind.BAST, PaperKind.RECEIPT, PaperKind.RECEIPT_LIST, PaperKind.PLEDGE,
)  # fmt: skip
_MOST_VISITS: Final = 6
_LEAST_ID: Final = 10


class PaperPlaces:
    """Tells whose a paper is."""

    def __init__(
        self, workplace: Workplace, printing: PrintingService, proofing: ProofingService
    ) -> None:
        self._workplace = workplace
        self._printing = printing
        self._proofing = proofing

    def by_payload(self, payload: str) -> tuple[PaperPlace | Why, str]:
        """Return where scans of a paper with this code belong, and what is to be known of it.

        A paper that was never noted as printed here is believed by its signature alone.
        """
        if payload.startswith(FORM_MARK):
            return self._of_form(payload), ""
        verdict = self._proofing.check(payload)
        if verdict.signature.light is Light.RED:
            return Why.CHANGED, ""
        is_sure = verdict.sealed_id is not None or verdict.signature.light is Light.GREEN
        place = None
        if verdict.kind is not None and verdict.subject is not None and is_sure:
            place = self.of_paper(verdict.kind, verdict.subject)
        if place is None:
            return Why.STRANGER, ""
        return place, _remark(verdict)

    def _of_form(self, payload: str) -> PaperPlace | Why:
        """Return where a form for the pen belongs; its code names the end of the record's id."""
        kind, _, rest = payload.removeprefix(FORM_MARK).partition("|")
        record = rest.partition("|")[0]
        if kind not in set(PaperKind) or len(record) < _LEAST_ID:
            return Why.CHANGED
        found = [
            one
            for one in self._printing.all_subjects(PaperKind(kind))
            if isinstance(one, UUID) and one.hex.upper().endswith(record.upper())
        ]
        place = self.of_paper(PaperKind(kind), found[0]) if len(found) == 1 else None
        return place or Why.STRANGER

    def of_paper(self, kind: PaperKind, subject: Subject) -> PaperPlace | None:
        """Return where scans of a paper belong; None when its record is gone."""
        if isinstance(subject, Scope):
            title = f"{kind.label} {subject.period}"
            return PaperPlace(kind=kind, owner=_REPORTS, owner_id=subject.id, title=title)
        row = self._workplace.database.reader.row(
            _NAMED, {"id": id_of(subject).bytes, "gone": kind is PaperKind.CANCELLATION}
        )
        if row is None:
            return None
        owner, name, day, number = row
        parts = [kind.label, name or "", short_date(date.fromisoformat(day)) if day else ""]
        title = " · ".join(part for part in parts if part)
        return PaperPlace(kind=kind, owner=owner, owner_id=subject, title=title, hint=number or "")

    def matching(self, text: str, most: int = 40) -> list[PaperPlace]:
        """Return papers that fit a name or number; without one, BAST that are still awaited."""
        lists = self._workplace.lists
        if not text.strip():
            awaited = lists.returns.awaited(days=-1)[-most:]
            return self._handovers([one.handover_id for one in awaited], (PaperKind.BAST,))
        hits = lists.search.find(text, lists.members, lists.groups, lists.handovers, most=8)
        found: list[PaperPlace] = []
        for hit in hits:
            if hit.kind == "handovers":
                found += self._handovers([hit.record_id], _OF_HANDOVER)
            elif hit.kind == "groups":
                found += self._of_group(hit.record_id, hit.title, hit.hint)
        return list(dict.fromkeys(found))[:most]

    def _of_group(self, group_id: UUID, name: str, hint: str) -> list[PaperPlace]:
        lists = self._workplace.lists
        handovers = [row.id for row in lists.handovers.of_group(group_id)]
        found = self._handovers(handovers, _OF_HANDOVER)
        for visit in lists.visits.of_group(group_id)[:_MOST_VISITS]:
            place = self.of_paper(PaperKind.VISIT_REPORT, visit.id)
            found += [place] if place is not None else []
        other = PaperPlace(
            kind=None, owner="groups", owner_id=group_id, title=f"Berkas lain · {name}", hint=hint
        )
        return [*found, other]

    def _handovers(self, ids: Sequence[UUID], kinds: Sequence[PaperKind]) -> list[PaperPlace]:
        rows = self._workplace.lists.handovers.rows_by_id([one.bytes for one in ids])
        found = []
        for one in ids:
            row = rows.get(one.bytes)
            for kind in kinds if row is not None else ():
                place = self.of_paper(kind, one)
                if place is not None and row is not None:
                    hint = " · ".join(part for part in (row.bast_number, row.goods) if part)
                    found.append(replace(place, hint=hint))
        return found


def _remark(verdict: Verdict) -> str:
    return "" if verdict.database.light is Light.GREEN else verdict.database.text
