"""What a finished use case changed, so that views know when to refresh."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of records that a view can depend on; the values are the table names."""

    GROUP = "groups"
    PERSON = "people"
    MEMBERSHIP = "memberships"
    AID = "aids"
    AID_ITEM = "aid_items"
    HANDOVER = "handovers"
    VISIT = "visits"
    EVALUATION = "evaluations"
    MENTOR = "mentors"
    OFFICIAL = "officials"
    SETTING = "office_settings"
    TARGET = "targets"
    ATTACHMENT = "attachments"
    DRAFT = "drafts"
    PACKAGE = "sync_package"


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of records that one committed transaction touched."""

    kinds: frozenset[Kind] = frozenset()

    def touches(self, *kinds: Kind) -> bool:
        """Tell whether any of the given kinds changed."""
        return not self.kinds.isdisjoint(kinds)
