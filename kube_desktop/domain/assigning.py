"""Handing groups from one facilitator to another, and what the former one still writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kube_desktop.domain.checks import MAX_REASON, Problem, too_long
from kube_desktop.domain.wording import join_words, long_date, number

SEEN_LATE_EDITS: Final = "edits_after_handover"
"""Kind of the verdict that somebody has seen what a former facilitator still wrote."""
HANDOVER_REASONS: Final = ("Pindah tugas", "Pembagian wilayah baru", "Berhenti", "Cuti panjang")
_NAMED_FIELDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHandover:
    """Groups that one facilitator leaves to another, as typed.

    Attributes:
        old_mentor: Who leaves them; None for groups without a facilitator.
        day: The first day of the new one.

    """

    groups: tuple[UUID, ...]
    old_mentor: UUID | None
    new_mentor: UUID | None
    day: date
    reason: str = ""

    def tidied(self) -> "GroupHandover":
        """Return the same without doubled groups and outer spaces."""
        return replace(
            self, groups=tuple(dict.fromkeys(self.groups)), reason=" ".join(self.reason.split())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFacts:
    """What is known beside the draft.

    Attributes:
        not_theirs: Names of chosen groups that the former facilitator does not mentor now.
        began: The latest day on which the former one began with one of the groups.

    """

    not_theirs: Sequence[str] = ()
    began: date | None = None


def check_group_handover(
    draft: GroupHandover, facts: HandoverFacts, today: date
) -> tuple[Problem, ...]:
    """Return every problem of a handover of groups."""
    problems = too_long(draft, {"reason": MAX_REASON}, {"reason": "Alasan"})
    if not draft.groups:
        problems.append(Problem("groups", "Pilih kelompok yang diserahkan"))
    if draft.new_mentor is None:
        problems.append(Problem("new_mentor", "Pilih pendamping yang menerima"))
    elif draft.new_mentor == draft.old_mentor:
        problems.append(Problem("new_mentor", "Penerima sama dengan yang menyerahkan"))
    if facts.not_theirs:
        names = join_words(list(facts.not_theirs[:_NAMED_FIELDS]))
        more = len(facts.not_theirs) - _NAMED_FIELDS
        names = f"{names}, dan {more} lainnya" if more > 0 else names
        problems.append(Problem("groups", f"Bukan dampingan yang menyerahkan: {names}"))
    if draft.day > today:
        problems.append(Problem("day", "Tanggal serah terima belum terjadi"))
    if facts.began is not None and draft.day < facts.began:
        began = long_date(facts.began)
        problems.append(Problem("day", f"Pendamping lama baru mulai {began}"))
    if not draft.reason.strip():
        problems.append(Problem("reason", "Pilih atau tulis alasannya"))
    return tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedGroups:
    """What a handover of groups did.

    Attributes:
        paper: The ended assignment whose berita acara names all groups; None when nobody left.
        count: How many groups changed hands.

    """

    paper: UUID | None
    begun: tuple[UUID, ...]
    count: int
    old_name: str
    new_name: str
    day: date

    @property
    def words(self) -> str:
        """In one sentence."""
        whose = f" dari {self.old_name}" if self.old_name else ""
        return (
            f"{number(self.count)} kelompok diserahkan{whose} kepada {self.new_name} per "
            f"{long_date(self.day)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEdits:
    """What a former facilitator wrote of a group that came after it was handed over.

    Attributes:
        assignment: The ended assignment.
        after: Changes made after the day of the handover, by the clock of that laptop.
        before: Changes made before it that came only afterwards.
        labels: What was changed, in words, each once.
        last_on: The day of the last change.

    """

    assignment: UUID
    group: UUID
    group_name: str
    old_mentor: UUID
    old_name: str
    new_mentor: UUID
    handed_on: date
    after: int
    before: int
    labels: tuple[str, ...] = ()
    last_on: date | None = None

    @property
    def count(self) -> int:
        """All of them."""
        return self.after + self.before

    @property
    def title(self) -> str:
        """In one sentence, without details."""
        if self.after:
            return f"{self.old_name} masih mengubah KUBE {self.group_name} sesudah serah terima"
        return f"Perubahan {self.old_name} pada KUBE {self.group_name} baru tiba"

    @property
    def details(self) -> str:
        """What, how many and when, and that nothing of it is lost."""
        labels = join_words([*self.labels[:_NAMED_FIELDS]])
        if len(self.labels) > _NAMED_FIELDS:
            labels = f"{', '.join(self.labels[:_NAMED_FIELDS])}, dan lainnya"
        what = (
            f"{number(self.count)} perubahan: {labels}"
            if labels
            else (f"{number(self.count)} perubahan")
        )
        when = f"; terakhir {long_date(self.last_on)}" if self.last_on else ""
        return (
            f"{what}{when}. Serah terimanya {long_date(self.handed_on)}. Semuanya tersimpan dan "
            "ada di Riwayat."
        )
