"""Noting that papers are signed, with the way back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject

from kube_desktop.ui.session import Session

if TYPE_CHECKING:
    from kube_desktop.services.aid import Signed

translate = QCoreApplication.translate


def mark_signed(
    session: Session,
    handover_ids: Sequence[UUID],
    owner: QObject,
    *,
    done: Callable[[], object] = lambda: None,
    refused: Callable[[Exception], object] | None = None,
) -> None:
    """Note that these papers are signed; the message about it can take it back."""
    services, ids, window = session.services, tuple(handover_ids), session.window
    text = translate("Signing", "{count} BAST ditandai sudah ditandatangani")

    def marked(signed: "Signed") -> None:
        def undo() -> None:
            session.tasks.submit(lambda: services().aid.unsign(signed), lambda _: None, owner=owner)

        done()
        window.toast.emit(text.format(count=len(ids)), undo if signed.before else None)

    session.tasks.submit(lambda: services().aid.sign(ids), marked, refused, owner)
