"""Keeps the attachments of files that are merged, and of no others."""

from collections.abc import Callable

from kube_desktop.exchange.reading import Piece
from kube_desktop.services.attachments import AttachmentService


class AttachmentKeeper:
    """Stores attachments as they arrive and forgets those whose file is not merged after all.

    They are stored under their hash beside the database, so that they are no part of its
    transaction; what was here before is never forgotten.
    """

    def __init__(self, attachments: AttachmentService) -> None:
        self._attachments = attachments
        self._fresh: list[list[str]] = []

    def receiver(self) -> Callable[[Piece], None]:
        """Return what takes the pieces of the next file."""
        pieces: list[bytes] = []
        self._fresh.append([])

        def take(piece: Piece) -> None:
            pieces.append(piece.content)
            if piece.is_last:
                self._keep(piece.sha256.hex(), b"".join(pieces))
                pieces.clear()

        return take

    def forget_last(self) -> None:
        """Erase what the file at hand brought: it is left out."""
        for sha256 in self._fresh.pop():
            self._attachments.forget(sha256)

    def forget_all(self) -> None:
        """Erase what all files brought: nothing of them is merged."""
        while self._fresh:
            self.forget_last()

    def _keep(self, sha256: str, content: bytes) -> None:
        if not self._attachments.exists(sha256):
            self._fresh[-1].append(sha256)
        self._attachments.keep(content)
