"""What goes back to the laptops: return files, corrections, questions, as people see them."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReply:
    """A return file the office made.

    Attributes:
        number: The how-manieth one to this laptop.
        name: Who works with it.

    """

    path: Path
    size: int
    code: str
    changes: int
    number: int
    name: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenReply:
    """A return file a laptop took.

    Attributes:
        known: Whether this very file was taken before; nothing changed.
        changes: Changes that were not here yet.
        corrections: Corrections that wait for an answer now, and questions in `questions`.
        records: Records that are new or changed here, in words.
        arrived: Whether everything this laptop sent until now has arrived.

    """

    office: str
    number: int
    made_at: str
    known: bool
    changes: int = 0
    corrections: int = 0
    questions: int = 0
    arrived: bool = False

    @property
    def words(self) -> str:
        """What to say."""
        if self.known:
            return "Balasan ini sudah dipakai sebelumnya. Tidak ada yang berubah."
        parts = [f"Balasan nomor {self.number} dari {self.office} sudah dipakai"]
        if self.corrections:
            parts.append(f"{self.corrections} koreksi menunggu tanggapan")
        if self.questions:
            parts.append(f"{self.questions} pertanyaan menunggu jawaban")
        if self.arrived:
            parts.append("semua kiriman sudah diterima provinsi")
        return f"{'; '.join(parts)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the office changed of something this laptop wrote.

    Attributes:
        replica: With `seq` the name of the office's change.
        record: What it is about, as `Kelompok Mekar Jaya`.
        label: The field.
        who: Who changed it.

    """

    replica: int
    seq: int
    table: str
    record_id: UUID
    record: str
    field_name: str
    label: str
    old: str
    new: str
    who: str
    at: datetime
    reason: str = ""

    @property
    def words(self) -> str:
        """The whole correction in one sentence."""
        if self.field_name == "deleted":
            done = "dihapus" if self.new == "Ya" else "dikembalikan"
            text = f"{self.record}: {done} oleh {self.who}"
        else:
            text = f"{self.record}: {self.label} diubah dari {self.old} menjadi {self.new}"
        return f"{text}, karena {self.reason}." if self.reason else f"{text}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of the office about a record of this laptop.

    Attributes:
        answer: Empty while it is open.

    """

    id: UUID
    table: str
    record_id: UUID
    record: str
    label: str
    question: str
    asked_by: str
    asked_on: date
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLaptop:
    """A laptop in the office's register.

    Attributes:
        key: Its signing key in hexadecimal digits, by which it is named to the services.
        words: Its six words, to compare by telephone.
        enrolled_at: When somebody compared them; None for *belum terdaftar*.
        revoked_on: Since when it is trusted no longer, and why in `reason`.
        can_reply: Whether its program can take answers.

    """

    key: str
    words: str
    name: str
    region: str
    first_seen_at: datetime
    enrolled_at: datetime | None = None
    revoked_on: str = ""
    reason: str = ""
    can_reply: bool = False

    @property
    def state(self) -> str:
        """In words for the register."""
        if self.revoked_on:
            return "dicabut"
        return "terdaftar" if self.enrolled_at else "belum terdaftar"
