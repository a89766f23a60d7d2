"""Photos and scans: shrunk, encrypted, named by their hash, beside the database."""

import hashlib
import io
import os
import secrets
import struct
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import ColumnElement, and_, or_, select

from kube_desktop.db.models import Aid, Attachment, Handover, Visit
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.returning import is_signed_scan
from kube_desktop.domain.values import whole_letters
from kube_desktop.services.workplace import Workplace

MAX_SIDE = 1600
"""Longest side of a kept picture in pixels (domain.md 2.13)."""
MAX_PICTURE = 300_000
"""Bytes of a kept picture: more cannot travel by WhatsApp."""
MAX_FILE = 40_000_000
MAX_PIXELS, MAX_PIXELS_JPEG, MAX_PIXELS_WEBP = 40_000_000, 60_000_000, 15_000_000
"""Pixels of a picture that may be opened: a small file can hold more than the memory does.

Only a JPEG is made smaller while it is read. A whole PNG costs 5 to 6 bytes for each pixel, a whole
WEBP nearly 16 (measured), and each of them shall stay below 250 MB.
"""
MAX_CAPTION = 200
_NONCE = 12
_TAKEN = 36867
"""EXIF tag of the moment the picture was taken."""
_CAMERA, _TURNED = 0x8769, 0x0112
"""EXIF tags of the part of the camera, and of how it was held."""
_LONGEST_MOMENT = 40
_PDF_END = 2048
"""Bytes at the end of a PDF within which it says that it ends."""


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
    kind: str = "foto"

    @property
    def is_photo(self) -> bool:
        """Whether papers may print it among their photos; a signed scan is none."""
        return self.is_picture and not is_signed_scan(self.kind)

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
        name, caption = whole_letters(source.name), whole_letters(caption)
        if len(caption) > MAX_CAPTION:
            raise DomainError(f"Keterangan paling panjang {MAX_CAPTION} huruf.")
        try:
            if source.stat().st_size > MAX_FILE:
                raise DomainError(f"{name} terlalu besar; paling besar 40 MB.")
            content = source.read_bytes()
        except OSError as error:
            raise EnvironmentProblem(f"{name} tidak dapat dibaca. Coba lagi.") from error
        mime, taken_at = "application/pdf", ""
        if not content.startswith(b"%PDF-"):
            content, taken_at = shrink(content, name)
            mime = "image/jpeg"
        elif b"%%EOF" not in content[-_PDF_END:]:
            raise DomainError(f"{name} tidak lengkap. Salin atau pindai ulang, lalu pilih lagi.")
        sha256 = self.keep(content)
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            attachment = Attachment(
                owner_kind=owner_kind,
                owner_id=owner_id,
                attachment_kind=kind,
                filename=name,
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

        A kept file that can no longer be read is replaced, so that attaching or sending a photo
        again repairs it.

        Raises:
            EnvironmentProblem: When the disk is full or the folder not writable.

        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self._path(sha256)
        if self._is_sound(sha256):
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

    def _is_sound(self, sha256: str) -> bool:
        """Tell whether a file is here and opens; the cipher checks every byte and the name."""
        try:
            self.content(sha256)
        except EnvironmentProblem:
            return False
        return True

    def forget(self, sha256: str) -> None:
        """Erase kept bytes that nothing refers to any more."""
        with suppress(OSError):  # a file that cannot be erased now is unreadable without the key
            self._path(sha256).unlink(missing_ok=True)

    def exists(self, sha256: str) -> bool:
        """Tell whether the bytes of an attachment are here (photos may arrive later)."""
        return self._path(sha256).is_file()

    def of_record(self, owner_id: UUID) -> list[AttachmentRow]:
        """Return the files of a record, oldest first."""
        return self._rows(Attachment.owner_id == owner_id)

    def of_group(self, group_id: UUID) -> list[AttachmentRow]:
        """Return the files of a group with the signed scans of its handovers and visits."""
        handovers = (
            select(Handover.id)
            .join(Aid, Aid.id == Handover.aid_id)
            .where(Aid.group_id == group_id, Handover.deleted == 0)
        )
        visits = select(Visit.id).where(Visit.group_id == group_id, Visit.deleted == 0)
        is_scan = Attachment.attachment_kind.startswith("scan-")
        return self._rows(
            or_(
                Attachment.owner_id == group_id,
                and_(is_scan, Attachment.owner_id.in_(handovers.union(visits))),
            )
        )

    def _rows(self, which: ColumnElement[bool]) -> list[AttachmentRow]:
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
                    kind=row.attachment_kind,
                )
                for row in session.scalars(
                    select(Attachment).where(which, Attachment.deleted == 0).order_by(Attachment.id)
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
        DomainError: When it is not a picture this program can read, or has too many pixels.

    """
    try:
        # What Pillow warns of (many pixels, odd EXIF) is decided here and nothing for a console.
        with warnings.catch_warnings(action="ignore"):
            upright, taken_at = _opened(content, name)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError) as error:
        raise DomainError(
            f"{name} bukan foto yang dapat dibaca. Pilih foto JPEG atau PNG."
        ) from error
    except Image.DecompressionBombError as error:
        raise DomainError(_too_many_pixels(content, name)) from error
    return small_jpeg(upright), taken_at


def small_jpeg(picture: Image.Image) -> bytes:
    """Return a picture as a JPEG of `MAX_PICTURE` bytes at the most, if any quality allows that."""
    for quality in (82, 72, 60, 45, 30):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() <= MAX_PICTURE:
            break
    return buffer.getvalue()


def _opened(content: bytes, name: str) -> tuple[Image.Image, str]:
    """Return a picture small, upright and in RGB, and when it was taken."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "BMP")) as picture:
        if picture.width * picture.height > _most_pixels(content):
            raise DomainError(_too_many_pixels(content, name))
        taken_at, turned = _said_by_camera(picture)
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
        small = _small(picture)
    small.info.clear()  # comments and the like, which would be kept with it
    small.getexif()[_TURNED] = turned
    return ImageOps.exif_transpose(small), taken_at


def _small(picture: Image.Image) -> Image.Image:
    """Return a picture in RGB and at most `MAX_SIDE` long, never holding two large copies of it.

    Pillow would copy a picture with transparency as a whole to shrink it, so that its colours are
    shrunk one by one; one with a palette must have its colours before they can be mixed.
    """
    if picture.mode in {"RGBA", "LA"}:
        colours = [_small_band(picture.getchannel(one)) for one in picture.getbands()[:-1]]
        return Image.merge("RGB", colours if len(colours) == 3 else colours * 3)
    if picture.mode in {"P", "PA", "1"}:
        return _small_band(picture.convert("RGB"))
    return _small_band(picture).convert("RGB")


def _small_band(picture: Image.Image) -> Image.Image:
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    return picture


def _said_by_camera(picture: Image.Image) -> tuple[str, int]:
    """Return when a picture was taken and how it is turned; a damaged note says nothing."""
    try:
        exif = picture.getexif()
        taken_at = str(exif.get_ifd(_CAMERA).get(_TAKEN) or "")
        turned = exif.get(_TURNED, 1)
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, struct.error):
        return "", 1
    is_moment = len(taken_at) <= _LONGEST_MOMENT and taken_at.isascii()
    return taken_at if is_moment else "", turned if isinstance(turned, int) else 1


def _most_pixels(content: bytes) -> int:
    if content.startswith(b"\xff\xd8"):
        return MAX_PIXELS_JPEG
    return MAX_PIXELS_WEBP if content[8:12] == b"WEBP" else MAX_PIXELS


def _too_many_pixels(content: bytes, name: str) -> str:
    most = _most_pixels(content) // 1_000_000
    return f"{name} terlalu besar untuk dibuka; paling besar {most} megapiksel. Kecilkan dahulu."
