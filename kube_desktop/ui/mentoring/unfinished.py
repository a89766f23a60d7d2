"""Which visits are typed and not stored: those in the database, and those on their way there."""

from uuid import UUID

from kube_desktop.services.lists.visits import UnsavedVisit, VisitLists
from kube_desktop.ui.mentoring.subject import Unfinished, VisitSubject


class UnfinishedVisits:
    """Knows the draft of each visit; what was left a moment ago counts before what is stored."""

    def __init__(self, visits: VisitLists) -> None:
        self._visits = visits
        # None stands for a draft that is gone although the database may not know yet.
        self._just_now: dict[UUID, Unfinished | None] = {}

    def remember(self, unfinished: Unfinished) -> None:
        """Take note of what was just left."""
        key = _key(unfinished)
        if key is not None:
            self._just_now[key] = unfinished

    def drop(self, unfinished: Unfinished) -> None:
        """Take note that a draft is not wanted any more."""
        key = _key(unfinished)
        if key is not None:
            self._just_now[key] = None

    def stored(self, visit_id: UUID, group_id: UUID) -> None:
        """Take note that a visit became a record."""
        self._just_now[visit_id] = None
        self._just_now[group_id] = None

    def of(self, subject: VisitSubject) -> Unfinished | None:
        """Return what was typed about a recorded visit, or about the next one to a group."""
        key = subject.visit_id or subject.group.id
        if key in self._just_now:
            return self._just_now[key]
        for kept in self._visits.unsaved():
            if kept.record_id == subject.visit_id and (kept.record_id or kept.group_id) == key:
                return Unfinished.read(kept.draft_id, kept.record_id, kept.content)
        return None

    def groups(self) -> set[UUID]:
        """Return the groups with something unfinished."""
        found = {
            kept.group_id
            for kept in self._visits.unsaved()
            if kept.group_id and (kept.record_id or kept.group_id) not in self._just_now
        }
        for left in self._just_now.values():
            if left is not None and left.draft.group_id is not None:
                found.add(left.draft.group_id)
        return found

    def find(self, draft_id: UUID) -> UnsavedVisit | None:
        """Return a draft by its id."""
        return next((one for one in self._visits.unsaved() if one.draft_id == draft_id), None)


def _key(unfinished: Unfinished) -> UUID | None:
    return unfinished.record_id or unfinished.draft.group_id
