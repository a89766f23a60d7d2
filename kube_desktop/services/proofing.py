"""Periksa dokumen: what the code of a paper proves, without a network."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.facts import Difference, differences
from kube_desktop.domain.papers import PaperKind, Scope, Seal, SealStatus, Subject, id_of
from kube_desktop.domain.plain import from_plain
from kube_desktop.domain.proof import (
    MARK,
    PAGE_MARK,
    Facts,
    NotAProofError,
    Proof,
    content_hash,
    number_token,
    read_code,
    read_page_payload,
    read_payload,
    short_id,
    short_key,
)
from kube_desktop.domain.verdict import Lamp, Light, Verdict
from kube_desktop.domain.wording import WITA, long_date, rupiah
from kube_desktop.exchange.keys import DeviceKey
from kube_desktop.services.code_reading import FoundCode, read_codes
from kube_desktop.services.printing.papers import PrintingService
from kube_desktop.services.workplace import Workplace

_SEALED = (
    "SELECT id, kind, subject_id, version, status, content_hash, payload, facts, scope "
    "FROM sealed_papers WHERE code = :code AND deleted = 0 ORDER BY version DESC, id DESC"
)
_NEWER = (
    "SELECT version, code FROM sealed_papers WHERE kind = :kind AND subject_id = :subject "
    "AND deleted = 0 AND version > :version AND status <> 'draf' ORDER BY version DESC"
)
_CANCELLED = (
    "SELECT reason FROM sealed_papers WHERE kind = 'pembatalan' AND subject_id = :subject "
    "AND deleted = 0"
)
_KEYS = (
    "SELECT p.device_key, max(p.revoked), (SELECT coalesce(sender, note) FROM sync_package s "
    "WHERE s.signer = p.device_key ORDER BY s.received_at DESC LIMIT 1) "
    "FROM sync_peer p WHERE p.device_key IS NOT NULL GROUP BY p.device_key"
)
_SIGNATURE, _KEY, _DATABASE = "Tanda kode", "Laptop pembuat", "Isi basis data"
NO_CODE = (
    "Kode kertas KUBE tidak ditemukan pada gambar ini. Foto lebih dekat dengan cahaya yang cukup, "
    "atau ketik kode verifikasi di kaki kertas."
)


@dataclass(frozen=True, slots=True)
class _Key:
    public: bytes
    owner: str
    revoked: int = 0


@dataclass(frozen=True, slots=True)
class _Stored:
    id: UUID
    kind: PaperKind
    subject: Subject
    version: int
    status: SealStatus
    content: str
    payload: str
    facts: Facts


def code_in(payload: str) -> str:
    """Return the code to type of the paper that a scanned code belongs to, first or later page."""
    for read in (read_payload, read_page_payload):
        with suppress(NotAProofError):
            found = read(payload)
            return (found[0] if isinstance(found, tuple) else found).code
    return payload


class ProofingService:
    """Checks papers against their signature, the known keys and the database."""

    def __init__(self, workplace: Workplace, printing: PrintingService) -> None:
        self._workplace = workplace
        self._printing = printing

    def check_file(self, content: bytes) -> list[tuple[FoundCode, Verdict]]:
        """Return what is found of each paper on a photo, a scan or a PDF.

        Raises:
            DomainError: When the file cannot be read, or no code of ours is on it.

        """
        found: dict[str, FoundCode] = {}
        for one in sorted(read_codes(content), key=lambda one: one.payload.startswith(PAGE_MARK)):
            found.setdefault(code_in(one.payload), one)
        if not found:
            raise DomainError(NO_CODE)
        return [(one, self.check(one.payload)) for one in found.values()]

    def check(self, text: str) -> Verdict:
        """Return what is found of a paper by the text of its code, scanned or typed.

        Raises:
            DomainError: When it is no code of ours, or mistyped.

        """
        text = text.strip().upper()  # a scanner types as if Caps Lock were the other way round
        if not text.startswith(MARK):
            return self._check_typed(text)
        with suppress(NotAProofError):
            return self._check_typed(read_page_payload(text).code)
        try:
            proof, signature = read_payload(text)
        except NotAProofError:
            changed = Lamp(
                Light.RED, _SIGNATURE, "Rusak", "Kode ini rusak, terpotong, atau sudah diubah."
            )
            return Verdict(
                title="Kertas yang tidak dapat dikenali", signature=changed,
                key=Lamp(Light.AMBER, _KEY, "Belum diperiksa", "Kodenya tidak dapat dibaca utuh."),
                database=Lamp(
                    Light.AMBER, _DATABASE, "Belum diperiksa", "Kodenya tidak dapat dibaca utuh."
                ),
            )  # fmt: skip
        key = self._keys().get(proof.key)
        return self._verdict(proof, _signature_lamp(proof, signature, key), _key_lamp(key))

    def _check_typed(self, typed: str) -> Verdict:
        code = read_code(typed)
        if code is None:
            raise DomainError(
                "Kode ini salah ketik atau bukan kode kertas KUBE. Kodenya 12 huruf dan angka, "
                "misalnya 7F3A-92C1-KX40, di kaki kertas."
            )
        stored = self._stored(code)
        if stored is not None and stored.payload:
            return self.check(stored.payload)
        text = "Kode yang diketik tidak memuat tanda tangan; kertasnya belum ada di basis data ini."
        unknown = Lamp(Light.AMBER, _SIGNATURE, "Belum diperiksa", text)
        return Verdict(
            title=f"Kertas dengan kode {code}", signature=unknown,
            key=Lamp(Light.AMBER, _KEY, "Belum diperiksa", text),
            database=Lamp(Light.AMBER, _DATABASE, "Belum ada", _NOT_HERE),
        )  # fmt: skip

    def _verdict(self, proof: Proof, signature: Lamp, key: Lamp) -> Verdict:
        stored = self._stored(proof.code, proof)
        kind, subject = (
            (stored.kind, stored.subject) if stored is not None else self._subject_of(proof)
        )
        lamp, found = (
            self._against_stored(proof, stored)
            if stored is not None
            else self._against_record(proof, kind, subject)
        )
        return Verdict(
            title=_title(proof),
            signature=signature,
            key=key,
            database=lamp,
            differences=found,
            kind=kind,
            subject=subject,
            sealed_id=stored.id if stored else None,
        )

    def _against_stored(self, proof: Proof, stored: _Stored) -> tuple[Lamp, tuple[Difference, ...]]:
        if stated := self._stated_differences(proof, stored):
            return _lamp(Light.RED, "Berbeda", "Kode di kertas menyebut lain."), stated
        hashed = content_hash(stored.kind.value, id_of(stored.subject), stored.facts)
        if stored.facts and hashed != proof.content:
            text = "Catatan tentang kertas ini di basis data sudah diubah."
            return _lamp(Light.RED, "Berbeda", text), ()
        reader, about = self._workplace.database.reader, {"subject": id_of(stored.subject).bytes}
        cancelled = reader.row(_CANCELLED, about)
        if cancelled is not None and stored.kind is not PaperKind.CANCELLATION:
            return _lamp(Light.RED, "Dibatalkan", f"Sudah dibatalkan: {cancelled[0]}."), ()
        newer = reader.row(_NEWER, {**about, "kind": stored.kind.value, "version": stored.version})
        now = self._present(stored.kind, stored.subject)
        if now is None:
            return _lamp(Light.RED, "Dihapus", "Catatannya sudah dihapus dari basis data."), ()
        if not stored.facts and now.content != proof.content:  # too long a list to be kept
            return _lamp(Light.RED, "Berbeda", self._changed(stored)), ()
        found = (
            differences(_without_note(stored.facts), _without_note(now.facts))
            if stored.facts
            else ()
        )
        if newer is not None:
            text = f"Sudah diganti versi {newer[0]}, kode {newer[1]}."
            return _lamp(Light.AMBER, "Sudah diganti", text), found
        if found:
            return _lamp(Light.RED, "Berbeda", self._changed(stored)), found
        return _lamp(Light.GREEN, "Sama", "Isi kertas sama dengan basis data."), ()

    def _against_record(
        self, proof: Proof, kind: PaperKind | None, subject: Subject | None
    ) -> tuple[Lamp, tuple[Difference, ...]]:
        present = self._present(kind, subject) if kind and subject else None
        if present is None:
            return _lamp(Light.AMBER, "Belum ada", _NOT_HERE), ()
        if present.content == proof.content:
            return _lamp(Light.GREEN, "Sama", "Isi kertas sama dengan basis data."), ()
        found = _compared(proof, read_payload(present.payload)[0])
        text = "Isi kertas berbeda dengan basis data; kertasnya tidak dicetak dari komputer ini."
        return _lamp(Light.RED, "Berbeda", text), found

    def _stated_differences(self, proof: Proof, stored: _Stored) -> tuple[Difference, ...]:
        try:
            return _compared(proof, read_payload(stored.payload)[0])
        except NotAProofError:
            return ()

    def _present(self, kind: PaperKind, subject: Subject) -> Seal | None:
        """Return what a paper of the record would state now; None when it is gone."""
        try:
            return self._printing.statement(kind, subject)
        except DomainError:
            return None

    def _changed(self, stored: _Stored) -> str:
        """Say when and by whom the record was changed after the paper was printed."""
        reader = self._workplace.database.reader
        row = reader.row(
            "SELECT c.hlc, m.name FROM sync_change c LEFT JOIN mentors m ON m.id = c.user_id "
            "WHERE c.row_id = :id ORDER BY c.hlc DESC LIMIT 1",
            {"id": id_of(stored.subject).bytes},
        )
        text = "Isi basis data tidak sama lagi dengan kertas ini"
        if row is None:
            return f"{text}."
        day = datetime.fromtimestamp((row[0] >> 16) / 1000, WITA).date()
        return f"{text}; catatannya terakhir diubah {long_date(day)} oleh {row[1] or '–'}."

    def _stored(self, code: str, proof: Proof | None = None) -> _Stored | None:
        for row in self._workplace.database.reader.rows(_SEALED, {"code": code}):
            subject = UUID(bytes=row[2])
            if row[1] not in set(PaperKind):
                continue
            if proof is not None and (row[5], short_id(subject)) != (proof.content, proof.subject):
                continue
            kept = json.loads(row[7]) if row[7] else {}
            return _Stored(
                UUID(bytes=row[0]), PaperKind(row[1]),
                from_plain(Scope, json.loads(row[8])) if row[8] else subject,
                row[3], SealStatus(row[4]), row[5], row[6] or "", kept.get("facts", {}),
            )  # fmt: skip
        return None

    def _subject_of(self, proof: Proof) -> tuple[PaperKind | None, Subject | None]:
        kind = next((one for one in PaperKind if number_token(one.value) == proof.kind), None)
        if kind is None:
            return None, None
        for subject in self._printing.all_subjects(kind):
            if short_id(id_of(subject)) == proof.subject:
                return kind, subject
        return kind, None

    def own_key(self) -> bytes | None:
        """Return the public key with which this computer signs papers."""
        own = self._workplace.lists.office.installation("device_key")
        return DeviceKey(bytes.fromhex(own)).public if isinstance(own, str) else None

    def _keys(self) -> Mapping[str, _Key]:
        keys = {}
        reader = self._workplace.database.reader
        for public, revoked, owner in reader.rows(_KEYS):
            keys[short_key(public)] = _Key(public, owner or "laptop yang dikenal", revoked)
        if (public := self.own_key()) is not None:
            keys[short_key(public)] = _Key(public, "komputer ini")
        return keys


_NOT_HERE = (
    "Kertas ini tidak tercatat sebagai cetakan di basis data ini. Mungkin dicetak di komputer lain "
    "yang berkasnya belum digabung, atau disimpan sebagai PDF tanpa dicatat. Periksa juga PDF atau "
    "foto kertasnya."
)


def _lamp(light: Light, word: str, text: str) -> Lamp:
    return Lamp(light, _DATABASE, word, text)


def _signature_lamp(proof: Proof, signature: bytes, key: _Key | None) -> Lamp:
    if key is None:
        text = "Kunci laptop pembuatnya tidak ada di komputer ini, jadi tandanya belum dapat diuji."
        return Lamp(Light.AMBER, _SIGNATURE, "Belum diperiksa", text)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, proof.message)
    except (InvalidSignature, ValueError):
        return Lamp(Light.RED, _SIGNATURE, "Tidak sah", "Isi kode ini diubah sesudah dibuat.")
    return Lamp(Light.GREEN, _SIGNATURE, "Sah", "Kode ini tidak diubah sejak dibuat.")


def _key_lamp(key: _Key | None) -> Lamp:
    if key is None:
        return Lamp(Light.AMBER, _KEY, "Tidak dikenal", "Laptop pembuatnya belum dikenal di sini.")
    if key.revoked:
        since = f" sejak {_revoked_on(key.revoked)}" if key.revoked > 1 else ""
        return Lamp(Light.AMBER, _KEY, "Dicabut", f"Kunci {key.owner} sudah dicabut{since}.")
    return Lamp(Light.GREEN, _KEY, "Dikenal", f"Dibuat di {key.owner}.")


def _revoked_on(number: int) -> str:
    try:
        return long_date(date.fromisoformat(str(number)))
    except ValueError:
        return str(number)


def _title(proof: Proof) -> str:
    kind = next((one for one in PaperKind if number_token(one.value) == proof.kind), None)
    parts = [kind.label if kind else proof.kind, proof.number]
    parts.append(long_date(proof.day) if proof.day else "")
    parts.append(rupiah(proof.total) if proof.total is not None else "")
    return " · ".join(part for part in parts if part)


def _compared(paper: Proof, database: Proof) -> tuple[Difference, ...]:
    """Return where two statements differ in what they name in clear."""

    def shown(proof: Proof) -> dict[str, Any]:
        return {
            "Nomor": proof.number or "(kosong)",
            "Tanggal": long_date(proof.day) if proof.day else "(kosong)",
            "Jumlah": rupiah(proof.total) if proof.total is not None else "(kosong)",
            "Banyak barang": "(kosong)" if proof.count is None else str(proof.count),
        }

    ours, theirs = shown(paper), shown(database)
    return tuple(
        Difference(label, ours[label], theirs[label])
        for label in ours
        if ours[label] != theirs[label]
    )


def _without_note(facts: Facts) -> dict[str, str | int | None]:
    return {place: value for place, value in facts.items() if place != "correction"}
