"""Gathering the content of the profile of a group."""

from datetime import date
from typing import Any, Final

from kube_desktop.documents.contents_reports import (
    Fact,
    Facts,
    GroupProfileContent,
    ProfileAsset,
    ProfileEvaluation,
    ProfileHandover,
    ProfileMember,
    ProfileVisit,
    TrendMonth,
)
from kube_desktop.documents.group_profile import render_group_profile
from kube_desktop.domain.aid import HandoverRow, HandoverStatus
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.evaluation import EvaluationRow, EvaluationStatus, period_label
from kube_desktop.domain.members import MemberRow
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.values import mask_nik
from kube_desktop.domain.wording import (
    SHORT_MONTHS,
    age_on,
    long_date,
    number,
    quantity,
    rupiah,
)
from kube_desktop.services.lists.groups import GroupDetail, GroupFilter, business_label
from kube_desktop.services.lists.profile import Asset, BusinessVisit, ProfileLists
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import head_on
from kube_desktop.services.workplace import Workplace

_HANDOVERS: Final = 6
_ASSETS: Final = 14
_VISITS: Final = 5
_EVALUATIONS: Final = 4
_MONTHS: Final = 12
"""What is printed at the most, so that a profile has two pages; the rest is counted."""


class ProfilePapers:
    """Content of group profiles."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._profiles = ProfileLists(workplace.database.reader)

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the profile for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.GROUP_PROFILE,
                gather=self.profile,
                render=render_group_profile,
                title=lambda made: made.group_name or "",
                filename=lambda made: ("Profil-KUBE", made.group_name, made.as_of),
                subjects=self._all,
            ),
        )

    def _all(self) -> list[Subject]:
        listing = self._workplace.lists.groups.listing(GroupFilter())
        return [row.id for row in listing.page(0, listing.count())]

    def profile(self, subject: Subject) -> GroupProfileContent:
        """Return the profile of a group as it is today.

        Raises:
            DomainError: When the group is gone.

        """
        lists, group_id = self._workplace.lists, id_of(subject)
        detail = lists.groups.detail(group_id)
        if detail is None:
            raise DomainError("Kelompok ini tidak ada atau sudah dihapus.")
        today = self._workplace.today()
        handovers = [
            one
            for one in lists.handovers.of_group(group_id)
            if one.status is not HandoverStatus.CANCELLED
        ]
        assets = self._profiles.assets(group_id)
        visits = self._profiles.visits(group_id)
        evaluations = [
            one
            for one in lists.evaluations.of_group(group_id)
            if one.status is not EvaluationStatus.DRAFT
        ]
        return GroupProfileContent(
            letterhead=head_on(lists.office, today),
            group_name=detail.draft.name,
            as_of=today,
            facts=_facts(detail),
            members=tuple(_member(one, today) for one in lists.members.of_group(group_id)),
            handovers=tuple(_handover(one) for one in handovers[:_HANDOVERS]),
            handed_over=detail.aid_total,
            assets=tuple(_asset(one) for one in assets[:_ASSETS]),
            visits=tuple(_visit(one) for one in reversed(visits[-_VISITS:])),
            evaluations=tuple(_evaluation(one) for one in evaluations[:_EVALUATIONS]),
            trend=_trend(visits),
            others=_others(
                ("Bantuan yang diserahkan", "serah terima", len(handovers) - _HANDOVERS),
                ("Barang bantuan sebagai aset kelompok", "jenis barang", len(assets) - _ASSETS),
                ("Kunjungan pendampingan", "kunjungan", len(visits) - _VISITS),
                ("Evaluasi", "evaluasi", len(evaluations) - _EVALUATIONS),
            ),
        )


def _facts(detail: GroupDetail) -> Facts:
    draft = detail.draft
    place = detail.place
    address = ", ".join(filter(None, (draft.address, place.full if place else detail.row.place)))
    decree = draft.decree_number
    if decree and draft.decree_on:
        decree = f"{decree}, {long_date(draft.decree_on)}"
    year = f"{draft.budget_year} ({draft.funding_source})" if draft.budget_year else ""
    optional = (
        ("Nama usaha", draft.business_name),
        ("Nomor register", draft.register_number),
        ("Pertemuan", draft.meeting_day),
    )
    return (
        Fact("Jenis usaha", business_label(draft.business_type, draft.business_detail) or None),
        Fact("Alamat", address or None),
        Fact("Terbentuk", long_date(draft.formed_on) if draft.formed_on else None),
        Fact("Ketua", detail.chair or None),
        Fact("Pendamping", detail.mentor or None),
        Fact("Tahap", detail.row.state.label),
        Fact("Tahun program", year or None),
        Fact("SK penetapan", decree or None),
        *(Fact(label, value) for label, value in optional if value),
        Fact("Bantuan diterima", rupiah(detail.aid_total)),
    )


def _member(member: MemberRow, today: date) -> ProfileMember:
    return ProfileMember(
        name=member.name,
        position=member.role.label if member.role else None,
        sex=member.sex.value if member.sex else None,
        age=f"{age_on(member.born_on, today)} th" if member.born_on else None,
        nik=mask_nik(member.nik),
        eligibility=member.eligibility_label,
    )


def _handover(row: HandoverRow) -> ProfileHandover:
    return ProfileHandover(
        day=row.handed_over_on,
        number=row.bast_number or None,
        goods=row.goods,
        total=row.total,
        status=row.status.label,
    )


def _asset(asset: Asset) -> ProfileAsset:
    found = asset.state.label if asset.state else None
    given = f"{asset.given_condition} saat diserahkan" if asset.given_condition else None
    return ProfileAsset(
        name=asset.name,
        quantity=f"{quantity(asset.quantity_milli)} {asset.unit}".rstrip(),
        amount=asset.amount,
        condition=found or given,
        seen_on=asset.seen_on,
    )


def _visit(visit: BusinessVisit) -> ProfileVisit:
    return ProfileVisit(
        day=visit.visited_on,
        condition=visit.condition.label if visit.condition else None,
        turnover=visit.turnover,
        cash=visit.cash,
        problems=visit.problems or None,
        follow_up=visit.follow_up or None,
    )


def _evaluation(row: EvaluationRow) -> ProfileEvaluation:
    return ProfileEvaluation(
        day=row.evaluated_on,
        period=period_label(row.period),
        kind=row.kind.label,
        score=row.score.text,
        reached=row.score.reached.label if row.score.reached else "belum lengkap",
    )


def _trend(visits: list[BusinessVisit]) -> tuple[TrendMonth, ...]:
    """Return each month up to that of the last visit; months without a visit are gaps."""
    if not visits:
        return ()
    last = {_month(one.visited_on): one for one in visits}
    end = _month(visits[-1].visited_on)
    begin = max(_month(visits[0].visited_on), end - _MONTHS + 1)
    months = []
    for month in range(begin, end + 1):
        year, place = divmod(month, 12)
        found = last.get(month)
        months.append(
            TrendMonth(
                label=f"{SHORT_MONTHS[place]} {year % 100:02d}",
                turnover=found.turnover if found else None,
                cash=found.cash if found else None,
            )
        )
    return tuple(months)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _others(*cut: tuple[str, str, int]) -> Facts:
    return tuple(
        Fact(heading, f"dan {number(count)} {what} lainnya")
        for heading, what, count in cut
        if count > 0
    )
