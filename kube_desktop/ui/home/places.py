"""Where the lines, cards and drafts of Beranda lead."""

from typing import Final

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.services.lists.home import RecentRecord, Todo, TodoKind, WaitingDraft
from kube_desktop.ui.session import Destination, PageName, Purpose

_DRAFT_PAGES: Final = {
    "group": PageName.GROUPS,
    "member": PageName.MEMBERS,
    "handover": PageName.AID,
    "visit": PageName.MENTORING,
}
_RECORD_PAGES: Final = {
    "groups": PageName.GROUPS,
    "people": PageName.MEMBERS,
    "handovers": PageName.AID,
    "visits": PageName.MENTORING,
}
RECORD_ICONS: Final = {
    "groups": "users",
    "people": "contact",
    "handovers": "handshake",
    "visits": "clipboard-check",
}
TODO_LOOKS: Final = {
    TodoKind.MEMBERS: ("triangle-alert", "warn"),
    TodoKind.VISIT: ("clipboard-list", "primary"),
    TodoKind.SIGN: ("printer", "primary"),
    TodoKind.RETURN: ("paperclip", "primary"),
    TodoKind.NIK: ("id-card", "warn"),
    TodoKind.LATE_EDITS: ("history", "info"),
    TodoKind.CORRECTIONS: ("pen-line", "info"),
    TodoKind.SEND: ("send", "info"),
}
"""Icon and colour of each kind of line."""


def place_of_draft(draft: WaitingDraft) -> Destination | None:
    """Return where a draft is taken up again; None for a form this program does not know."""
    page = _DRAFT_PAGES.get(draft.form)
    return None if page is None else Destination(page, Purpose.RESUME, draft.draft_id)


def place_of_record(record: RecentRecord) -> Destination:
    """Return where a record is shown."""
    return Destination(_RECORD_PAGES[record.table], Purpose.SHOW, record.record_id)


def place_of_todo(todo: Todo) -> Destination | None:
    """Return where a line is dealt with; None for what the window itself does."""
    match todo.kind:
        case TodoKind.MEMBERS:
            return Destination(PageName.GROUPS, Purpose.NEW, todo.record_id, "anggota-baru")
        case TodoKind.VISIT:
            return Destination(PageName.MENTORING, Purpose.NEW, todo.record_id)
        case TodoKind.SIGN:
            return Destination(PageName.AID, Purpose.FILTER, hint=str(HandoverStatus.PRINTED))
        case TodoKind.LATE_EDITS:
            return Destination(PageName.GROUPS, Purpose.SHOW, todo.record_id)
        case TodoKind.NIK:
            return Destination(PageName.MEMBERS, Purpose.SHOW, todo.record_id)
        case TodoKind.RETURN | TodoKind.SEND | TodoKind.CORRECTIONS:
            return None
