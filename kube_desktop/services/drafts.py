"""Keeping what is typed and not yet a record, through power cuts and closed windows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kube_desktop.db.models import Draft, Opened
from kube_desktop.services.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """Something typed that is not a record yet.

    Attributes:
        form: Which form it belongs to.
        record_id: The record being corrected, or None for a new one.
        title: What it is called in lists: `Serah terima Cahaya Benuaq`.
        content: The typed values as JSON-ready data; the form that made it reads it back.

    """

    id: UUID
    form: str
    record_id: UUID | None
    title: str
    content: Mapping[str, object]
    typed_at: datetime


class DraftService:
    """Keeps, lists and discards drafts; they are never sent."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def keep(
        self,
        draft_id: UUID,
        form: str,
        title: str,
        content: Mapping[str, object],
        record_id: UUID | None = None,
    ) -> datetime:
        """Store what is typed now, in place of what was typed before; return the instant."""
        now = self._workplace.now()
        with self._workplace.database.write() as session:
            draft = session.get(Draft, draft_id)
            if draft is None:
                draft = Draft(id=draft_id, form=form, record_id=record_id)
                session.add(draft)
            draft.title = title
            draft.content = dict(content)
            draft.typed_at = now
        return now

    def discard(self, draft_id: UUID) -> None:
        """Drop a draft: it became a record, or the person does not want it."""
        with self._workplace.database.write() as session:
            draft = session.get(Draft, draft_id)
            if draft is not None:
                session.delete(draft)

    def open_drafts(self) -> list[KeptDraft]:
        """Return all drafts, the newest first."""
        with self._workplace.database.read() as session:
            return [
                KeptDraft(
                    id=draft.id,
                    form=draft.form,
                    record_id=draft.record_id,
                    title=draft.title,
                    content=draft.content,
                    typed_at=draft.typed_at,
                )
                for draft in session.scalars(select(Draft).order_by(Draft.typed_at.desc()))
            ]

    def note_opened(self, kind: str, record_id: UUID) -> None:
        """Remember that a record was opened, for *Terakhir dibuka*."""
        with self._workplace.database.write() as session:
            opened = session.get(Opened, record_id)
            if opened is None:
                session.add(Opened(record_id=record_id, kind=kind, opened_at=self._workplace.now()))
            else:
                opened.opened_at = self._workplace.now()
