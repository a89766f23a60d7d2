"""What reports have in common: what they are about, who signs, which day they bear."""

import io
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PIL import Image

from kube_desktop.documents.content import Party
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import Scope, Subject
from kube_desktop.domain.settings import Duty
from kube_desktop.services.lists import Lists
from kube_desktop.services.printing.parties import snapshot_party

CAPITAL: Final = "Samarinda"
"""Where the provincial office signs."""
_SMALL: Final = 640
"""Longest side of a small picture: 300 dots per inch in a box five centimetres wide."""


def scope_of(subject: Subject, known: Callable[[], list[Subject]]) -> Scope:
    """Return the scope of a report; by its id, as prints are noted, when it is one of the known.

    Raises:
        DomainError: When no report has that id.

    """
    if isinstance(subject, Scope):
        return subject
    found = (one for one in known() if isinstance(one, Scope) and one.id == subject)
    scope = next(found, None)
    if scope is None:
        raise DomainError("Laporan ini tidak ada lagi.")
    return scope


def own_mentor(lists: Lists) -> UUID | None:
    """Return the facilitator of this laptop, or None at the office."""
    identity = lists.office.identity()
    return None if identity is None or identity.is_office else identity.mentor_id


def official_of(lists: Lists, day: date, *duties: Duty) -> Party | None:
    """Return who signed for the office on a day: of the first duty that somebody had then."""
    officials = lists.office.officials(day)
    for duty in duties:
        for one in officials:
            if one.duty is duty:
                return snapshot_party(one)
    return None


def small_picture(content: bytes) -> bytes:
    """Return a picture as small as a page of many pictures needs; unreadable bytes as they are.

    A JPEG is made smaller while it is read, so that a whole month of photos needs little memory.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if max(picture.size) <= _SMALL:
                return content
            picture.draft("RGB", (_SMALL, _SMALL))
            picture.thumbnail((_SMALL, _SMALL))
            target = io.BytesIO()
            picture.convert("RGB").save(target, "JPEG", quality=75)
    except Exception:  # the library raises many kinds
        return content
    return target.getvalue()
