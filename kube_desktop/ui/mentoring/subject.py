"""What the visit form is about: a group, the visit before, who may be there, which goods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from kube_desktop.domain.groups import GroupRow
from kube_desktop.domain.mentoring import VisitDraft
from kube_desktop.domain.plain import from_plain, to_plain
from kube_desktop.services.lists import Lists
from kube_desktop.services.lists.handovers import ItemRow
from kube_desktop.services.lists.visits import Promise

_PHOTOS = "photos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What was typed about a visit and is not stored as a record.

    Attributes:
        photos: Pictures to be kept with the visit once it is recorded.

    """

    draft_id: UUID
    record_id: UUID | None
    draft: VisitDraft
    photos: tuple[Path, ...] = ()

    @classmethod
    def read(
        cls, draft_id: UUID, record_id: UUID | None, content: Mapping[str, Any]
    ) -> "Unfinished":
        """Return what the form kept in a draft."""
        stored = content.get(_PHOTOS)
        paths = [str(one) for one in stored] if isinstance(stored, list) else []
        return cls(
            draft_id=draft_id,
            record_id=record_id,
            draft=from_plain(VisitDraft, content),
            photos=tuple(Path(one) for one in paths),
        )


def kept_content(draft: VisitDraft, photos: tuple[Path, ...]) -> dict[str, object]:
    """Return what a draft keeps of the form; `Unfinished.read` reads it back."""
    content: dict[str, object] = to_plain(draft)
    return {**content, _PHOTOS: [str(path) for path in photos]}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSubject:
    """Everything the form shows around its fields.

    Attributes:
        visit_id: The recorded visit, or None for a new one.
        people: Who may have been there, by id and name, officers first.
        goods: What the group received.
        draft: The fields as recorded, or the defaults of a new visit.
        is_first: Whether there was no visit before.

    """

    group: GroupRow
    visit_id: UUID | None
    sequence: int
    promise: Promise | None
    people: tuple[tuple[UUID, str], ...]
    goods: tuple[ItemRow, ...]
    draft: VisitDraft
    is_first: bool

    @classmethod
    def new(cls, lists: Lists, group_id: UUID, today: date) -> "VisitSubject | None":
        """Return a new visit to a group with its defaults, or None when the group is gone."""
        group = lists.groups.rows_by_id([group_id.bytes]).get(group_id.bytes)
        if group is None:
            return None
        people = tuple((one.id, one.name) for one in lists.members.of_group(group_id))
        before = lists.visits.present_before(group_id)
        present = frozenset(one for one, _ in people if before is None or one in before)
        return cls(
            group=group,
            visit_id=None,
            sequence=lists.visits.sequence_of_next(group_id),
            promise=lists.visits.promise(group_id),
            people=people,
            goods=tuple(lists.handovers.goods_of_group(group_id)),
            draft=VisitDraft(group_id=group_id, visited_on=today, present=present),
            is_first=before is None,
        )

    @classmethod
    def recorded(cls, lists: Lists, visit_id: UUID) -> "VisitSubject | None":
        """Return a recorded visit, or None when it or its group is gone."""
        draft, row = lists.visits.draft(visit_id), lists.visits.row(visit_id)
        if draft is None or row is None or draft.group_id is None:
            return None
        group = lists.groups.rows_by_id([draft.group_id.bytes]).get(draft.group_id.bytes)
        if group is None:
            return None
        return cls(
            group=group,
            visit_id=visit_id,
            sequence=row.sequence,
            promise=lists.visits.promise(draft.group_id, before=visit_id),
            people=_people(lists, visit_id, draft),
            goods=tuple(lists.handovers.goods_of_group(draft.group_id)),
            draft=draft,
            is_first=lists.visits.present_before(draft.group_id, before=visit_id) is None,
        )


def _people(lists: Lists, visit_id: UUID, draft: VisitDraft) -> tuple[tuple[UUID, str], ...]:
    """Return the members of that day and today, and whoever was expected besides."""
    if draft.group_id is None:
        return ()
    found = lists.members.of_group(draft.group_id, on=draft.visited_on)
    found += lists.members.of_group(draft.group_id)
    known = {one.id: one.name for one in found}
    known |= {one.id: one.name for one in lists.visits.attendance(visit_id)}
    return tuple(known.items())
