"""Use cases around the officials who sign for the office."""

from uuid import UUID

from kube_desktop.db.cipher import Connection
from kube_desktop.db.models import Official
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.settings import OfficialDraft, check_official
from kube_desktop.services.settings.editing import must_not_be_locked
from kube_desktop.services.workplace import Workplace, assign, stored_fields


class OfficeService:
    """Records officials; old papers keep those of their day."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def record_official(self, draft: OfficialDraft) -> UUID:
        """Record somebody who signs for the office from today on, and return the id.

        Raises:
            ValidationError: When name, position or NIP cannot be used.

        """
        draft = _checked(draft)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            official = Official(**stored_fields(draft))
            session.add(official)
            session.flush()
            return official.id

    def correct_official(self, official_id: UUID, draft: OfficialDraft) -> None:
        """Change an official; papers made before keep what they say.

        Raises:
            ValidationError: When name, position or NIP cannot be used.
            DomainError: When the official is gone, or came from the office.

        """
        draft = _checked(draft)
        self._must_be_ours(official_id)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            official = session.get(Official, official_id)
            if official is None or official.deleted:
                raise DomainError("Pejabat ini sudah dihapus.")
            assign(official, stored_fields(draft))

    def withdraw_official(self, official_id: UUID) -> None:
        """Take an official off the list, so that it can be restored.

        Raises:
            DomainError: When the official came from the office.

        """
        self._must_be_ours(official_id)
        self._set_deleted(official_id, 1)

    def restore_official(self, official_id: UUID) -> None:
        """Bring an official back."""
        self._set_deleted(official_id, 0)

    def _must_be_ours(self, official_id: UUID) -> None:
        """Let a laptop with a settings pack change only the officials typed on it."""
        with self._workplace.database.raw() as connection:
            ours = _typed_here(connection, official_id)
        if not ours:
            must_not_be_locked(self._workplace)

    def _set_deleted(self, official_id: UUID, value: int) -> None:
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Official, official_id).deleted = value


def _typed_here(connection: Connection, official_id: UUID) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM sync_change c JOIN sync_branch b ON b.replica = c.replica "
            "WHERE c.row_id = ? AND c.tbl = 'officials' AND c.op = 'I'",
            (official_id.bytes,),
        ).fetchone()
    )


def _checked(draft: OfficialDraft) -> OfficialDraft:
    draft = draft.tidied()
    if problems := check_official(draft):
        raise ValidationError(problems)
    return draft
