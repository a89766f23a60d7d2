"""Sealing: what makes a printed paper provable, and a signed one unchangeable (docs/adr/0015)."""

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from kube_desktop.db.models import KeptPdf, SealedPaper
from kube_desktop.documents.copying import COPY_MARK, mark_copy
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.facts import facts_of, summary_of
from kube_desktop.domain.papers import (
    MadePaper,
    PaperKind,
    PaperSize,
    Scope,
    Seal,
    SealStatus,
    Subject,
    id_of,
)
from kube_desktop.domain.plain import to_plain
from kube_desktop.domain.proof import Facts, Proof, content_hash, number_token, short_id, short_key
from kube_desktop.domain.wording import long_date
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.services.installation import write_facts
from kube_desktop.services.printing.catalogue import C, Content
from kube_desktop.services.seals import sealed_rows
from kube_desktop.services.workplace import Workplace

_LATEST = (
    "SELECT id, version, number, title, status, code, content_hash, facts, paper_size, pdf_sha256, "
    "replaces_id, reason, payload, sealed_at FROM sealed_papers "
    "WHERE subject_id = :subject AND kind = :kind AND deleted = 0 ORDER BY version DESC, id DESC"
)

_MOST_FACTS = 3000
_ELSEWHERE = (
    "Kertas yang ditandatangani dibuat di laptop lain, dan isi datanya sekarang berbeda. Cetak "
    "salinannya di laptop itu, atau lihat scan-nya."
)


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """One stored version of a paper."""

    id: UUID
    version: int
    number: str
    title: str
    status: SealStatus
    code: str
    content: str
    kept: dict[str, Any]
    size: str
    pdf_sha256: str
    replaces_id: UUID | None
    reason: str
    payload: str
    sealed_at: str

    @property
    def facts(self) -> Facts:
        """Everything the paper says."""
        said: Facts = self.kept.get("facts", {})
        return said

    @property
    def day(self) -> date | None:
        """The day on the paper."""
        text = self.kept.get("day")
        return date.fromisoformat(text) if text else None


class Sealing:
    """Proves papers with the key of this laptop, and keeps what was printed."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def prove(
        self, kind: PaperKind, subject: Subject, content: C, found: list[SealedVersion]
    ) -> tuple[C, Seal]:
        """Return a content with the code that proves it, and what is to be kept of it.

        Raises:
            DomainError: When it is signed, the kept bytes are elsewhere, and the data differ now.

        """
        seal = self.state(kind, subject, content, found)
        imprint = replace(
            content.imprint,
            verification_code=seal.code,
            proof=seal.payload,
            note=_correction_note(kind, found),
        )
        if found and found[0].status is SealStatus.SIGNED:
            imprint = replace(imprint, mark=COPY_MARK)
            if found[0].content != seal.content:
                raise DomainError(_ELSEWHERE)
        return replace(content, imprint=imprint), seal

    def state(
        self, kind: PaperKind, subject: Subject, content: Content, found: list[SealedVersion]
    ) -> Seal:
        """Return what a paper of this content would state."""
        subject_id = id_of(subject)
        facts: dict[str, str | int | None] = facts_of(content)
        if note := _correction_note(kind, found):
            facts["correction"] = note
        summary, hashed = summary_of(content), content_hash(kind.value, subject_id, facts)
        key = self._device_key()
        proof = Proof(
            kind=number_token(kind.value),
            number=number_token(summary.number),
            subject=short_id(subject_id),
            day=summary.day,
            total=summary.total,
            count=summary.count,
            content=hashed,
            key=short_key(key.public),
        )
        same = next((one for one in found if one.content == hashed and one.payload), None)
        return Seal(
            code=proof.code,
            payload=same.payload if same else proof.payload(key.sign(proof.message)),
            content=hashed,
            facts=facts,
            number=summary.number or "",
            day=summary.day,
        )

    def versions(self, kind: PaperKind, subject_id: UUID) -> list[SealedVersion]:
        """Return the versions of a paper, the newest first."""
        rows = self._workplace.database.reader.rows(
            _LATEST, {"subject": subject_id.bytes, "kind": kind.value}
        )
        return [_version(row) for row in rows]

    def signed_copy(
        self, kind: PaperKind, subject: Subject, found: list[SealedVersion]
    ) -> MadePaper | None:
        """Return the copy of the signed paper from its kept bytes; None when there are none."""
        latest = next(iter(found), None)
        if latest is None or latest.status is not SealStatus.SIGNED:
            return None
        return self._copy(kind, subject, latest)

    def copy_of_version(
        self, kind: PaperKind, subject: Subject, found: list[SealedVersion], version: int
    ) -> MadePaper:
        """Return the copy of one version as it was printed, whatever the records say now.

        Raises:
            DomainError: When there is no such version, or it was printed on another computer.

        """
        wanted = next((one for one in found if one.version == version), None)
        copy = self._copy(kind, subject, wanted) if wanted else None
        if copy is None:
            raise DomainError(
                f"Versi {version} tidak tersimpan di laptop ini. Cetak salinannya di laptop yang "
                "dulu mencetaknya."
            )
        return replace(
            copy,
            title=f"{copy.title} (versi {version})",
            filename=f"{copy.filename.removesuffix('.pdf')}_versi-{version}.pdf",
        )

    def _copy(self, kind: PaperKind, subject: Subject, version: SealedVersion) -> MadePaper | None:
        pdf = self.kept(version.pdf_sha256)
        if pdf is None:
            return None
        size = PaperSize(version.size)
        return MadePaper(
            kind=kind,
            subject=subject,
            title=version.title,
            filename=f"{version.kept.get('filename', version.code)}_{size.value}.pdf",
            size=size,
            pdf=mark_copy(pdf),
            seal=Seal(
                code=version.code,
                payload="",
                content=version.content,
                facts=version.facts,
                number=version.number,
                is_kept=True,
            ),
        )

    def kept(self, sha256: str) -> bytes | None:
        """Return kept bytes, or None when they were printed on another computer."""
        found = self._workplace.database.reader.value(
            "SELECT content FROM kept_pdfs WHERE sha256 = :sha256", {"sha256": sha256}
        )
        return zlib.decompress(found) if found else None

    def keep(self, session: Session, paper: MadePaper) -> None:
        """Seal a paper that goes to the printer; the same content again is the same version."""
        seal = paper.seal
        if seal is None or seal.is_kept:
            return
        rows = sealed_rows(session, paper.kind, id_of(paper.subject))
        latest = rows[0] if rows else None
        if latest is not None and latest.status == SealStatus.SIGNED.value:
            return
        is_open = latest is not None and latest.status == SealStatus.DRAFT.value
        if latest is None or not (is_open or latest.content_hash == seal.content):
            # Somebody may sign the sheet that is out already: it stays known as what it is.
            latest = SealedPaper(
                kind=paper.kind.value,
                subject_id=id_of(paper.subject),
                version=latest.version + 1 if latest else 1,
                replaces_id=latest.replaces_id if latest else None,
                reason=latest.reason if latest else None,
            )
            session.add(latest)
        sha256 = hashlib.sha256(paper.pdf).hexdigest()
        for name, value in self.values(paper, seal, sha256).items():
            if getattr(latest, name) != value:
                setattr(latest, name, value)
        if session.get(KeptPdf, sha256) is None:
            session.add(KeptPdf(sha256=sha256, content=zlib.compress(paper.pdf, 6)))

    def values(self, paper: MadePaper, seal: Seal, sha256: str) -> dict[str, object]:
        """Return what is stored of a paper that was printed."""
        scope, day = paper.subject, seal.day.isoformat() if seal.day else None
        # A list of thousands is known by its hash; its rows would be sent to the office once more.
        facts = dict(seal.facts) if len(seal.facts) <= _MOST_FACTS else {}
        stem = paper.filename.removesuffix(".pdf").removesuffix(f"_{paper.size.value}")
        return {
            "scope": to_plain(scope) if isinstance(scope, Scope) else None,
            "number": seal.number or None,
            "title": paper.title,
            "status": SealStatus.PRINTED.value,
            "code": seal.code,
            "payload": seal.payload,
            "content_hash": seal.content,
            "facts": {"facts": facts, "filename": stem, "day": day},
            "paper_size": paper.size.value,
            "pages": _pages(paper.pdf),
            "pdf_sha256": sha256,
            "sealed_at": self._now(),
            "mentor_id": self._workplace.actor,
        }

    def _now(self) -> str:
        return self._workplace.now().astimezone(UTC).isoformat(timespec="seconds")

    def _device_key(self) -> DeviceKey:
        private = self._workplace.lists.office.installation("device_key")
        if not isinstance(private, str):  # a folder that nobody has begun with
            private = DeviceKey.generate().private.hex()
            with self._workplace.database.raw() as connection:
                write_facts(connection, {"device_key": private})
        return DeviceKey(bytes.fromhex(private))


def _correction_note(kind: PaperKind, found: list[SealedVersion]) -> str | None:
    latest = found[0] if found else None
    if latest is None or not latest.reason or kind is PaperKind.CANCELLATION:
        return None
    old = next((one for one in found if one.id == latest.replaces_id), None)
    if old is None:
        return f"Perbaikan dari {kind.label} yang ditandatangani karena {latest.reason}."
    parts = [f"Perbaikan dari {kind.label}"]
    if old.number:
        parts.append(f"nomor {old.number}")
    if old.day:
        parts.append(f"tanggal {long_date(old.day)}")
    return f"{' '.join(parts)} (versi {old.version}, kode {old.code}) karena {latest.reason}."


def _version(row: tuple[Any, ...]) -> SealedVersion:
    return SealedVersion(
        id=UUID(bytes=row[0]), version=row[1], number=row[2] or "", title=row[3],
        status=SealStatus(row[4]), code=row[5], content=row[6],
        kept=json.loads(row[7]) if row[7] else {}, size=row[8], pdf_sha256=row[9],
        replaces_id=UUID(bytes=row[10]) if row[10] else None, reason=row[11] or "",
        payload=row[12] or "", sealed_at=row[13],
    )  # fmt: skip


def _pages(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
