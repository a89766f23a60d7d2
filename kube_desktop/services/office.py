"""Use cases around what the office decides: officials who sign, and the letterhead."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from kube_desktop.db.models import OfficeSetting, Official
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.settings import (
    LetterheadDraft,
    OfficialDraft,
    SettingKey,
    check_letterhead,
    check_official,
)
from kube_desktop.services.workplace import Workplace, assign, stored_fields


class OfficeService:
    """Records officials and dated settings; old papers keep those of their day."""

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
            DomainError: When the official is gone.

        """
        draft = _checked(draft)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            official = session.get(Official, official_id)
            if official is None or official.deleted:
                raise DomainError("Pejabat ini sudah dihapus.")
            assign(official, stored_fields(draft))

    def withdraw_official(self, official_id: UUID) -> None:
        """Take an official off the list, so that it can be restored."""
        self._set_deleted(official_id, 1)

    def restore_official(self, official_id: UUID) -> None:
        """Bring an official back."""
        self._set_deleted(official_id, 0)

    def set_letterhead(self, draft: LetterheadDraft) -> None:
        """Use this letterhead on papers from today on.

        Raises:
            ValidationError: When a needed line is missing.

        """
        draft = draft.tidied()
        if problems := check_letterhead(draft):
            raise ValidationError(problems)
        today = self._workplace.today()
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            stored = session.scalars(
                select(OfficeSetting)
                .where(
                    OfficeSetting.key == SettingKey.LETTERHEAD.value,
                    OfficeSetting.valid_from == today,
                    OfficeSetting.deleted == 0,
                )
                .order_by(OfficeSetting.id.desc())
            ).first()
            if stored is None:
                stored = OfficeSetting(key=SettingKey.LETTERHEAD.value, valid_from=today)
                session.add(stored)
            stored.value = asdict(draft)

    def _set_deleted(self, official_id: UUID, value: int) -> None:
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Official, official_id).deleted = value


def _checked(draft: OfficialDraft) -> OfficialDraft:
    draft = draft.tidied()
    if problems := check_official(draft):
        raise ValidationError(problems)
    return draft
