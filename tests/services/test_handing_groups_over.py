"""Groups change their facilitator: a paper, an undo, and what the former one still writes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import TODAY, a_group

from kube_desktop.db.models import Mentor
from kube_desktop.domain.assigning import GroupHandover
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.papers import PaperKind, PaperSize


@pytest.fixture
def sari(services):
    """Another facilitator, known here."""
    mentor_id = new_id()
    with services.workplace.database.write() as session:
        session.add(Mentor(id=mentor_id, name="Sari Dewi", regency_code="64.07"))
    return mentor_id


@pytest.fixture
def rina(services):
    return services.workplace.actor


@pytest.fixture
def groups(services):
    return [services.groups.record(a_group(name=name)) for name in ("Melati", "Mawar")]


def draft(groups, old, new, **more):
    values = {"day": TODAY, "reason": "Pindah tugas", **more}
    return GroupHandover(groups=tuple(groups), old_mentor=old, new_mentor=new, **values)


def mentors_of(services, group):
    return services.lists.assigning.mentors_of([group])


def test_groups_change_hands_with_a_paper_that_names_them_all(services, groups, rina, sari):
    handed = services.assigning.hand_over(draft([*groups, groups[0]], rina, sari))
    assert handed.words == (
        "2 kelompok diserahkan dari Rina Pendamping kepada Sari Dewi per 19 November 2026"
    )
    assert mentors_of(services, groups[0]) == [(sari, 1)]
    takeover = services.lists.changes.takeover(handed.paper)
    assert set(takeover.groups) == set(groups)
    made = services.printing.make(PaperKind.TAKEOVER, handed.paper, PaperSize.A4).pdf
    assert made.startswith(b"%PDF")


def test_taking_back_gives_the_groups_to_the_former_one_again(services, groups, rina, sari):
    handed = services.assigning.hand_over(draft(groups, rina, sari))
    assert services.assigning.take_back(handed.paper) == 2
    assert mentors_of(services, groups[1]) == [(rina, 1)]
    with pytest.raises(DomainError, match="sudah dibatalkan"):
        services.assigning.take_back(handed.begun[0])
    assert services.lists.changes.takeovers() == []


def test_what_was_handed_on_is_not_taken_back_under_it(services, groups, rina, sari):
    first = services.assigning.hand_over(draft(groups, rina, sari, day=TODAY))
    services.assigning.hand_over(draft(groups[:1], sari, rina))
    with pytest.raises(DomainError, match="diserahkan lagi"):
        services.assigning.take_back(first.paper)


def test_nobody_mentors_a_group_twice(services, groups, rina, sari):
    services.assigning.hand_over(draft(groups, rina, sari))
    assert services.lists.assigning.groups_of(sari) == [groups[1], groups[0]]
    with pytest.raises(ValidationError) as refused:
        services.assigning.hand_over(draft(groups, rina, sari))
    assert "Bukan dampingan yang menyerahkan: Melati dan Mawar" in str(refused.value.problems)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"groups": ()}, "Pilih kelompok yang diserahkan"),
        ({"new_mentor": None}, "Pilih pendamping yang menerima"),
        ({"reason": "  "}, "Pilih atau tulis alasannya"),
        ({"day": TODAY + timedelta(days=1)}, "Tanggal serah terima belum terjadi"),
        ({"day": date(2020, 1, 1)}, "Pendamping lama baru mulai 19 November 2026"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    services, groups, rina, sari, log, wrong, told
):
    before = log()
    values = {"groups": tuple(groups), "old_mentor": rina, "new_mentor": sari, "day": TODAY,
              "reason": "Cuti", **wrong}  # fmt: skip
    problems = services.assigning.check(GroupHandover(**values))
    assert [one.text for one in problems] == [told]
    with pytest.raises(ValidationError):
        services.assigning.hand_over(GroupHandover(**values))
    assert log() == before


def test_what_the_former_one_still_writes_is_shown_until_it_was_seen(
    services, groups, rina, sari, laptop
):
    services.assigning.hand_over(draft(groups, rina, sari))
    assert services.lists.assigning.late_edits(sari) == []
    with services.workplace.database.raw() as connection:
        later = datetime(2026, 12, 5, 2, tzinfo=UTC)
        connection.execute("UPDATE sync_clock SET now_ms = ?", (int(later.timestamp() * 1000),))
    group = services.lists.groups.draft(groups[0])
    services.groups.correct(groups[0], type(group)(**{**vars_of(group), "note": "Pindah tempat"}))
    (late,) = services.lists.assigning.late_edits(sari)
    assert late.title == "Rina Pendamping masih mengubah KUBE Melati sesudah serah terima"
    assert late.details == (
        "1 perubahan: catatan; terakhir 5 Desember 2026. Serah terimanya 19 November 2026. "
        "Semuanya tersimpan dan ada di Riwayat."
    )
    assert services.lists.assigning.late_edits(rina) == []
    assert services.lists.assigning.late_edits(None, is_office=True) == [late]
    services.assigning.mark_seen(late)
    assert services.lists.assigning.late_edits(None, is_office=True) == [late]
    assert services.lists.assigning.late_edits(rina, is_office=True) == []


def vars_of(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
