"""What checking a paper finds: three lights, and in words where paper and database differ."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kube_desktop.domain.facts import Difference
from kube_desktop.domain.papers import PaperKind, Subject


class Light(StrEnum):
    """How sure one finding is."""

    GREEN = "hijau"
    AMBER = "kuning"
    RED = "merah"


@dataclass(frozen=True, slots=True)
class Lamp:
    """One of the three lights.

    Attributes:
        title: What was checked.
        word: The finding in a word or two.
        text: The finding in a sentence.

    """

    light: Light
    title: str
    word: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking one paper found.

    Attributes:
        title: What the paper says it is, as `BAST BAST/001/… · 19 November 2026`.
        signature: Whether the code was made by one laptop and not changed since.
        key: Whether that laptop is known here, and still trusted.
        database: Whether the paper says what the database says now.
        differences: Where they differ, in words.
        kind: Which paper, and subject: of which record; None when it is not known here.
        sealed_id: The stored version of the paper, when it was printed here or merged.

    """

    title: str
    signature: Lamp
    key: Lamp
    database: Lamp
    differences: tuple[Difference, ...] = ()
    kind: PaperKind | None = None
    subject: Subject | None = None
    sealed_id: UUID | None = None

    @property
    def lamps(self) -> tuple[Lamp, Lamp, Lamp]:
        """The three lights in their order."""
        return self.signature, self.key, self.database

    @property
    def light(self) -> Light:
        """The worst of the three."""
        order = list(Light)
        return max((lamp.light for lamp in self.lamps), key=order.index)
