"""Gathering the minutes about groups: the check, a replaced member, another facilitator."""

from dataclasses import asdict
from datetime import date
from typing import Any, Final
from uuid import UUID

from kube_desktop.documents.content import AnnexMember, Party
from kube_desktop.documents.replacement import (
    ReplacedMember,
    ReplacementContent,
    render_replacement,
)
from kube_desktop.documents.takeover import TakenGroup, TakeoverContent, render_takeover
from kube_desktop.documents.verification import (
    CheckedMember,
    Finding,
    VerificationContent,
    render_verification,
)
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.groups import GroupDraft
from kube_desktop.domain.members import Eligibility, MemberRow, Role
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.regions import REGENCIES, VillagePath
from kube_desktop.domain.settings import Duty
from kube_desktop.domain.values import group_nik, show_phone
from kube_desktop.domain.wording import join_words
from kube_desktop.services.lists.groups import business_label
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import head_on, number_on, party_of
from kube_desktop.services.workplace import Workplace

_OFFICERS: Final = (Role.CHAIR, Role.SECRETARY, Role.TREASURER)
_DIED: Final = "Meninggal"
_NIK_LENGTH: Final = 16


class MinutesPapers:
    """Content of the minutes about groups."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._lists = workplace.lists

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the minutes about groups for the catalogue."""
        changes = self._lists.changes
        return (
            PaperType(
                kind=PaperKind.VERIFICATION,
                gather=self.verification,
                render=render_verification,
                title=lambda made: made.group_name or "",
                filename=lambda made: ("BA-verifikasi", made.group_name, made.held_on),
                subjects=lambda: list(changes.checked_groups()),
            ),
            PaperType(
                kind=PaperKind.REPLACEMENT,
                gather=self.replacement,
                render=render_replacement,
                title=lambda made: f"{made.group_name}: {made.old.name} – {made.new.name}",
                filename=lambda made: ("BA-penggantian", made.group_name, made.held_on),
                subjects=lambda: [one for one, _ in changes.replacements()],
            ),
            PaperType(
                kind=PaperKind.TAKEOVER,
                gather=self.takeover,
                render=render_takeover,
                title=lambda made: f"{made.old.name} – {made.new.name}",
                filename=lambda made: ("BA-serah-pendampingan", made.new.name, made.held_on),
                subjects=lambda: [one for one, _ in changes.takeovers()],
            ),
        )

    def verification(self, subject: Subject) -> VerificationContent:
        """Return what the check of a group found, from the records of that day.

        Raises:
            DomainError: When the group is gone or was not verified yet.

        """
        group_id = id_of(subject)
        group, village = self._group(group_id)
        check = self._lists.changes.check(group_id)
        if check is None:
            raise DomainError(
                "Kelompok ini belum diverifikasi. Catat tahap Diverifikasi dulu, lalu cetak lagi."
            )
        day = check.happened_on
        members = self._members(group_id, day)
        return VerificationContent(
            letterhead=head_on(self._lists.office, day),
            number=number_on(self._lists.office, PaperKind.VERIFICATION, day),
            held_on=day,
            held_at=village.full if village else None,
            signed_at=village.village if village else None,
            group_name=group.name,
            register_number=group.register_number or None,
            business_type=business_label(group.business_type, group.business_detail),
            location=village.full if village else None,
            formed_on=group.formed_on,
            budget_year=group.budget_year,
            findings=self._findings(group_id, group, members, day),
            checked=tuple(_checked(one) for one in members),
            verdict="LAYAK",
            note=check.note.strip().rstrip(".") or None,
            verifier=self._mentor(check.mentor_id),
            chair=_chair(members, group),
            official=Party(
                position=f"Petugas Dinas Sosial {village.regency}" if village else "Petugas Dinsos"
            ),
            acknowledged_by=_village_head(village),
        )

    def replacement(self, subject: Subject) -> ReplacementContent:
        """Return who replaced whom in a group.

        Raises:
            DomainError: When the membership is gone or replaced nobody.

        """
        found = self._lists.changes.replacement(id_of(subject))
        if found is None:
            raise DomainError("Penggantian anggota ini tidak ada atau sudah dihapus.")
        group, village = self._group(found.group_id)
        day = found.since
        members = self._members(found.group_id, day)
        return ReplacementContent(
            letterhead=head_on(self._lists.office, day),
            number=number_on(self._lists.office, PaperKind.REPLACEMENT, day),
            held_on=day,
            held_at=village.full if village else None,
            signed_at=village.village if village else None,
            group_name=group.name,
            old=self._person(found.old_person, found.old_role, found.old_since, found.old_until),
            new=self._person(found.new_person, found.new_role, day),
            reason=found.reason or None,
            is_office=found.is_office,
            can_sign=found.reason != _DIED,
            members=tuple(
                AnnexMember(name=one.name, nik=group_nik(one.nik) if one.nik else None,
                            position=one.role.label if one.role else None, address=one.place)
                for one in members
            ),
            chair=_chair(members, group),
            mentor=self._mentor(self._lists.changes.mentor_then(found.group_id, day)),
            acknowledged_by=_village_head(village),
        )  # fmt: skip

    def takeover(self, subject: Subject) -> TakeoverContent:
        """Return which groups one facilitator left to another.

        Raises:
            DomainError: When the assignment is gone, or nobody followed.

        """
        found = self._lists.changes.takeover(id_of(subject))
        if found is None:
            raise DomainError("Serah terima pendampingan ini tidak ada atau sudah dihapus.")
        groups = [self._taken(one, found.day) for one in found.groups]
        card = self._lists.months.mentor(found.new_mentor)
        head = next(iter(self._lists.office.officials(found.day, Duty.DIVISION)), None)
        return TakeoverContent(
            letterhead=head_on(self._lists.office, found.day),
            number=number_on(self._lists.office, PaperKind.TAKEOVER, found.day),
            held_on=found.day,
            held_at=REGENCIES.get(card.regency_code) if card else None,
            signed_at=None,
            copies=3,
            old=self._mentor(found.old_mentor),
            new=self._mentor(found.new_mentor),
            groups=tuple(sorted((one for one in groups if one), key=lambda one: one.name)),
            acknowledged_by=party_of(asdict(head.snapshot()), is_official=True)
            if head
            else Party(position=Duty.DIVISION.label),
        )

    def _taken(self, group_id: UUID, day: date) -> TakenGroup | None:
        group = self._lists.groups.draft(group_id)
        if group is None:
            return None
        village = self._lists.office.village(group.village_code)
        members = self._members(group_id, day)
        then = self._lists.changes.group_then(group_id, day)
        chair = next((one for one in members if one.role is Role.CHAIR), None)
        return TakenGroup(
            name=group.name,
            location=village.short if village else None,
            chair=chair.name if chair else None,
            chair_phone=show_phone(chair.phone) if chair and chair.phone else None,
            members=len(members),
            aid=then.aid,
            last_visit_on=then.last_visit_on,
            follow_up=then.follow_up or None,
        )

    def _group(self, group_id: UUID) -> tuple[GroupDraft, VillagePath | None]:
        group = self._lists.groups.draft(group_id)
        if group is None:
            raise DomainError("Kelompok ini tidak ada atau sudah dihapus.")
        return group, self._lists.office.village(group.village_code)

    def _members(self, group_id: UUID, day: date) -> list[MemberRow]:
        # Groups of earlier years were recorded with the members of today.
        lists = self._lists.members
        return lists.of_group(group_id, on=day) or lists.of_group(group_id)

    def _mentor(self, mentor_id: UUID | None) -> Party:
        card = self._lists.months.mentor(mentor_id) if mentor_id else None
        if card is None:
            return Party(position="Pendamping KUBE")
        return Party(name=card.name, position=card.kind or "Pendamping KUBE")

    def _person(
        self, person_id: UUID, role: str, since: date, until: date | None = None
    ) -> ReplacedMember:
        draft = self._lists.members.draft(person_id)
        if draft is None:
            return ReplacedMember(name=None, since=since, until=until)
        village = self._lists.office.village(draft.village_code) if draft.village_code else None
        place = village.short if village else ""
        return ReplacedMember(
            name=draft.name,
            nik=group_nik(draft.nik) if draft.nik else None,
            position=role.capitalize(),
            address=", ".join(part for part in (draft.address, place) if part) or None,
            since=since,
            until=until,
        )

    def _findings(
        self, group_id: UUID, group: GroupDraft, members: list[MemberRow], day: date
    ) -> tuple[Finding, ...]:
        count, expected = len(members), self._lists.office.rules(day).members
        missing = [role.value for role in _OFFICERS if role not in {one.role for one in members}]
        niks = sum(
            len(one.nik) == _NIK_LENGTH and one.eligibility is not Eligibility.DOUBLE
            for one in members
        )
        poor = sum(one.eligibility is Eligibility.ELIGIBLE for one in members)
        cards = [one for one in self._lists.changes.family_cards(group_id, day) if one]
        families = len(set(cards))
        business = business_label(group.business_type, group.business_detail)

        def share(number: int) -> str:
            return f"{number} dari {count} orang"

        return (
            Finding(label="Jumlah anggota", is_right=count >= expected,
                    detail=f"{count} dari {expected} orang"),
            Finding(label="Ketua, sekretaris, dan bendahara", is_right=not missing,
                    detail=f"belum ada {join_words(missing)}" if missing else "lengkap"),
            Finding(label="NIK lengkap dan tidak ganda", is_right=niks == count > 0,
                    detail=share(niks)),
            Finding(label="Data kemiskinan (desil 1 sampai 5)", is_right=poor == count > 0,
                    detail=share(poor)),
            Finding(label="Keluarga (No. KK) yang berbeda", is_right=families == count > 0,
                    detail=f"{families} keluarga"),
            Finding(label="Jenis usaha", is_right=bool(business), detail=business),
        )  # fmt: skip


def _checked(member: MemberRow) -> CheckedMember:
    return CheckedMember(
        name=member.name,
        nik=group_nik(member.nik) if member.nik else None,
        position=member.role.label if member.role else None,
        address=member.place or None,
        poverty=member.eligibility_label or None,
        is_eligible=member.eligibility is Eligibility.ELIGIBLE,
    )


def _chair(members: list[MemberRow], group: GroupDraft) -> Party:
    chair = next((one for one in members if one.role is Role.CHAIR), None)
    return Party(name=chair.name if chair else None, position=f"Ketua KUBE {group.name}")


def _village_head(village: VillagePath | None) -> Party:
    """Return where the head of the village signs; nobody records the name beforehand."""
    return Party(position=f"{village.head_title} {village.village}" if village else "Kepala Desa")
