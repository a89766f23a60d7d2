"""Photos and scans: shrunk, encrypted, named by their hash, beside the database."""

import hashlib
import io
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from kube_desktop.db.models import Attachment
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.services.workplace import Workplace

MAX_SIDE = 1600
"""Longest side of a kept picture in pixels (domain.md 2.13)."""
MAX_PICTURE = 300_000
"""Bytes of a kept picture: more cannot travel by WhatsApp."""
MAX_FILE = 40_000_000
_NONCE = 12
_TAKEN = 36867
"""EXIF tag of the moment the picture was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """One kept file of a record."""

    id: UUID
    filename: str
    mime: str
    sha256: str
    size: int
    taken_at: str
    caption: str

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown and printed as a picture."""
        return self.mime.startswith("image/")


class AttachmentService:
    """Keeps files of records, unreadable without the key of this installation."""

    def __init__(self, workplace: Workplace, key: bytes) -> None:
        self._workplace = workplace
        self._folder = workplace.paths.attachments
        derived = HKDF(SHA256(), 32, None, b"kube attachments v1").derive(key)
        self._cipher = ChaCha20Poly1305(derived)

    def add(
        self, owner_kind: str, owner_id: UUID, source: Path, kind: str = "foto", caption: str = ""
    ) -> UUID:
        """Keep a picture or PDF of a record and return its id.

        Raises:
            DomainError: When it is no picture or PDF, damaged, or too large.
            EnvironmentProblem: When it cannot be read or kept.

        """
        try:
            if source.stat().st_size > MAX_FILE:
                raise DomainError(f"{source.name} terlalu besar; paling besar 40 MB.")
            content = source.read_bytes()
        except OSError as error:
            raise EnvironmentProblem(f"{source.name} tidak dapat dibaca. Coba lagi.") from error
        mime, taken_at = "application/pdf", ""
        if not content.startswith(b"%PDF-"):
            content, taken_at = shrink(content, source.name)
            mime = "image/jpeg"
        sha256 = self.keep(content)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            attachment = Attachment(
                owner_kind=owner_kind,
                owner_id=owner_id,
                attachment_kind=kind,
                filename=source.name,
                mime=mime,
                sha256=sha256,
                size=len(content),
                taken_at=taken_at or None,
                caption=caption or None,
            )
            session.add(attachment)
            session.flush()
            return attachment.id

    def keep(self, content: bytes) -> str:
        """Store bytes encrypted under their hash and return it; the same bytes are kept once.

        Raises:
            EnvironmentProblem: When the disk is full or the folder not writable.

        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self._path(sha256)
        if target.exists():
            return sha256
        part = target.with_suffix(f".{secrets.token_hex(4)}.part")
        nonce = secrets.token_bytes(_NONCE)
        try:
            with part.open("wb") as file:
                file.write(nonce + self._cipher.encrypt(nonce, content, sha256.encode()))
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise EnvironmentProblem(
                "Berkas tidak dapat disimpan di laptop. Periksa ruang kosong, lalu coba lagi."
            ) from error
        return sha256

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a kept file.

        Raises:
            EnvironmentProblem: When it is missing or damaged.

        """
        try:
            stored = self._path(sha256).read_bytes()
            return self._cipher.decrypt(stored[:_NONCE], stored[_NONCE:], sha256.encode())
        except (OSError, InvalidTag, ValueError) as error:
            raise EnvironmentProblem("Berkas lampiran tidak ada atau rusak.") from error

    def exists(self, sha256: str) -> bool:
        """Tell whether the bytes of an attachment are here (photos may arrive later)."""
        return self._path(sha256).is_file()

    def of_record(self, owner_id: UUID) -> list[AttachmentRow]:
        """Return the files of a record, oldest first."""
        with self._workplace.database.read() as session:
            return [
                AttachmentRow(
                    id=row.id,
                    filename=row.filename,
                    mime=row.mime,
                    sha256=row.sha256,
                    size=row.size,
                    taken_at=row.taken_at or "",
                    caption=row.caption or "",
                )
                for row in session.scalars(
                    select(Attachment)
                    .where(Attachment.owner_id == owner_id, Attachment.deleted == 0)
                    .order_by(Attachment.id)
                )
            ]

    def withdraw(self, attachment_id: UUID) -> None:
        """Take a file off its record; its bytes stay, so that it can be restored."""
        self._set_deleted(attachment_id, 1)

    def restore(self, attachment_id: UUID) -> None:
        """Bring a file back."""
        self._set_deleted(attachment_id, 0)

    def _set_deleted(self, attachment_id: UUID, value: int) -> None:
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            session.get_one(Attachment, attachment_id).deleted = value

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise EnvironmentProblem("Berkas lampiran tidak dikenal.")
        return self._folder / sha256


def shrink(content: bytes, name: str) -> tuple[bytes, str]:
    """Return a picture as a small upright JPEG without hidden data, and when it was taken.

    Raises:
        DomainError: When it is not a picture this program can read.

    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "BMP")) as picture:
            taken_at = str(picture.getexif().get_ifd(0x8769).get(_TAKEN) or "")
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError) as error:
        raise DomainError(
            f"{name} bukan foto yang dapat dibaca. Pilih foto JPEG atau PNG."
        ) from error
    except Image.DecompressionBombError as error:
        raise DomainError(f"{name} terlalu besar untuk dibuka.") from error
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    for quality in (82, 72, 60, 45, 30):
        buffer = io.BytesIO()
        upright.save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() <= MAX_PICTURE:
            break
    return buffer.getvalue(), taken_at
