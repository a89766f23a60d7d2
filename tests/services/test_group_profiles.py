"""The profile of a group tells what the screens tell."""

from datetime import date

import pytest
from builders import a_handover, a_visit
from test_evaluation_use_cases import an_evaluation
from test_printing import text_of

from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.evaluation import EvaluationStatus
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.mentoring import GoodsState, ItemFinding
from kube_desktop.domain.papers import PaperKind, PaperSize


def profile_of(services, group_id, tmp_path):
    return text_of(
        services.printing.make(PaperKind.GROUP_PROFILE, group_id, PaperSize.A4), tmp_path
    )


def test_a_profile_equals_the_page_of_the_group(services, team, official, tmp_path):
    services.aid.record(
        a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    )
    goods = services.lists.handovers.goods_of_group(team.group_id)
    services.mentoring.record(
        a_visit(
            group_id=team.group_id, present=frozenset(team.people), turnover=4_350_000,
            problems="Harga pakan naik",
            findings=(ItemFinding(aid_item_id=goods[0].id, state=GoodsState.BROKEN),),
        )
    )  # fmt: skip
    services.evaluation.record(an_evaluation(team.group_id, 3))
    shown = profile_of(services, team.group_id, tmp_path)
    detail = services.lists.groups.detail(team.group_id)
    assert detail.aid_total == 6_600_000
    for words in (
        "PROFIL KUBE Melati Jaya", "Keadaan 19 November 2026", "kue basah", "Rina Pendamping",
        "Bantuan diterima : Rp6.600.000", "Jumlah Rp6.600.000", "1 Mesin jahit 2 unit Rp6.500.000",
        "Rusak 18 Nov 2026", "18 Nov 2026 Meningkat Rp4.350.000", "Semester II 2026", "75",
        "Berkembang", "Omzet sebulan",
    ):  # fmt: skip
        assert words in shown, words
    for member in services.lists.members.of_group(team.group_id):
        assert member.name in shown
        assert member.nik not in shown


def test_a_draft_of_an_evaluation_is_no_score_yet(services, team, tmp_path):
    services.evaluation.record(an_evaluation(team.group_id, 3, status=EvaluationStatus.DRAFT))
    assert "Belum ada evaluasi" in profile_of(services, team.group_id, tmp_path)


def test_months_without_a_visit_are_gaps_of_the_trend(services, team):
    for day, turnover in ((date(2026, 8, 3), 2_000_000), (date(2026, 11, 4), 3_000_000)):
        services.mentoring.record(
            a_visit(group_id=team.group_id, visited_on=day, turnover=turnover)
        )
    content = services.printing._catalogue[PaperKind.GROUP_PROFILE].gather(team.group_id)
    assert [(one.label, one.turnover) for one in content.trend] == [
        ("Agu 26", 2_000_000), ("Sep 26", None), ("Okt 26", None), ("Nov 26", 3_000_000),
    ]  # fmt: skip


def test_a_group_that_is_not_there_has_no_profile(services, tmp_path):
    with pytest.raises(DomainError, match="sudah dihapus"):
        profile_of(services, new_id(), tmp_path)
