"""How the status of a handover looks."""

from typing import Final

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.pills import PillLook

_LOOKS: Final = {
    HandoverStatus.RECORDED: (Tone.WARN, "clock"),
    HandoverStatus.PRINTED: (Tone.INFO, "printer"),
    HandoverStatus.SIGNED: (Tone.OK, "pen-line"),
    HandoverStatus.CANCELLED: (Tone.NEUTRAL, "circle-minus"),
}


def status_look(status: HandoverStatus) -> PillLook:
    """Return the pill of a status."""
    tone, icon = _LOOKS[status]
    return PillLook(status.label, tone, icon)
