from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import TODAY, a_group, a_handover, a_member, a_recorded_team, a_visit

from kube_desktop.db.models import SentFile, Target
from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.groups import GroupState, StateChange
from kube_desktop.domain.ids import new_id
from kube_desktop.services.lists.home import TodoKind


@pytest.fixture
def aided(services, team, official):
    """A complete group that received aid forty days ago and was not visited since."""
    draft = a_handover(
        group_id=team.group_id,
        person_id=team.chair,
        official_id=official,
        handed_over_on=TODAY - timedelta(days=40),
    )
    return services.aid.record(draft)


def todos(services):
    return {one.kind: one for one in services.lists.home.board().todos}


def sent(services):
    """As if a package file had been made now."""
    reader = services.workplace.database.reader
    replica, seq = reader.row("SELECT replica, seq FROM sync_clock")
    with services.workplace.database.write() as session:
        session.add(
            SentFile(
                id=new_id(), filename="x.kube", check_code="AB", size=1, replica=replica,
                last_seq=seq, made_at=datetime(2026, 11, 18, 2, 0, tzinfo=UTC),
            )
        )  # fmt: skip


def test_an_empty_folder_has_an_empty_board(services):
    board = services.lists.home.board()
    assert (board.numbers.all_groups, board.numbers.people, board.numbers.aid_amount) == (0, 0, 0)
    assert list(board.todos) == []
    assert board.next_visit is None


def test_the_cards_count_groups_people_aid_and_visits(services, team, aided):
    services.groups.record(a_group(name="Mawar"))
    with services.workplace.database.write() as session:
        session.add(Target(year=2026, regency_code="64.07", scheme="KUBE", count=20))
    numbers = services.lists.home.board().numbers
    assert (numbers.groups, numbers.target, numbers.all_groups) == (2, 20, 2)
    assert (numbers.people, numbers.expected_people, numbers.incomplete_groups) == (5, 10, 1)
    assert (numbers.aid_amount, numbers.aided_groups) == (6_600_000, 1)
    assert (numbers.visited, numbers.to_visit) == (0, 1)
    services.mentoring.record(a_visit(group_id=team.group_id))
    assert services.lists.home.board().numbers.visited == 1


def test_deleted_and_dissolved_things_count_nothing(services, team, aided):
    services.aid.withdraw(aided)
    services.groups.enter_state(
        team.group_id,
        StateChange(
            state=GroupState.DISSOLVED, happened_on=TODAY, note="Pindah", goods_fate="Kembali"
        ),
    )
    numbers = services.lists.home.board().numbers
    assert (numbers.all_groups, numbers.people, numbers.aid_amount) == (0, 0, 0)
    assert (numbers.to_visit, numbers.aided_groups) == (0, 0)


def test_what_is_left_to_do_is_sorted_by_harm(services, team, aided):
    group_id = services.groups.record(a_group(name="Mawar"))
    services.aid.mark(aided, HandoverStatus.PRINTED)
    board = services.lists.home.board()
    assert [one.kind for one in board.todos] == sorted(one.kind for one in board.todos)
    found = todos(services)
    assert found[TodoKind.MEMBERS].record_id == group_id
    assert found[TodoKind.MEMBERS].title == "Mawar: lengkapi anggota ke-1 sampai ke-5"
    assert found[TodoKind.VISIT].title == "Melati Jaya: kunjungan pertama belum dicatat"
    assert found[TodoKind.SIGN].title == "1 BAST belum ditandai ditandatangani"
    assert board.next_visit.group_name == "Melati Jaya"


def test_a_signed_bast_is_no_longer_left_to_do(services, aided):
    services.aid.mark(aided, HandoverStatus.PRINTED)
    services.aid.mark(aided, HandoverStatus.SIGNED)
    assert TodoKind.SIGN not in todos(services)


def test_a_nik_that_does_not_fit_is_left_to_do_until_a_reason_is_given(services):
    services.members.enrol(None, a_member(1))
    assert TodoKind.NIK not in todos(services)
    odd = a_member(2, born_on=date(1984, 1, 1))
    (problem,) = services.members.check(odd, None)
    services.members.enrol(None, replace(odd, reasons={problem.key: "Dokumen sedang diurus"}))
    assert TodoKind.NIK not in todos(services)
    connection = services.workplace.database.connect()
    connection.execute("UPDATE people SET reasons = NULL, born_on = '1984-01-01'")
    connection.close()
    assert todos(services)[TodoKind.NIK].title == "2 NIK belum cocok dengan tanggal lahir"


def test_what_was_not_sent_is_counted_by_record(services):
    services.groups.record(a_group())
    state = services.lists.home.saved_state()
    assert (state.unsent, state.last_sent_at) == (1, None)
    assert todos(services)[TodoKind.SEND].hint == "Belum pernah dikirim"
    sent(services)
    assert services.lists.home.saved_state().unsent == 0
    assert TodoKind.SEND not in todos(services)
    services.members.enrol(None, a_member())
    assert services.lists.home.saved_state().unsent == 1
    assert "18 November 2026" in todos(services)[TodoKind.SEND].hint


def test_a_row_of_the_list_says_whether_it_was_sent(services):
    person_id = services.members.enrol(None, a_member())

    def is_sent():
        return services.lists.members.rows_by_id([person_id.bytes])[person_id.bytes].is_sent

    assert not is_sent()
    sent(services)
    assert is_sent()
    kept = services.lists.members.draft(person_id)
    services.members.correct(person_id, replace(kept, address="Jl. Poros"))
    assert not is_sent()


def test_the_province_sees_every_regency_with_its_target(services):
    a_recorded_team(services)
    a_recorded_team(services, first=10, name="Mawar", village_code="64.02.02.2014")
    with services.workplace.database.write() as session:
        session.add(Target(year=2026, regency_code="64.02", scheme="KUBE", count=20))
        session.add(Target(year=2026, regency_code="64.02", scheme="UEP", count=99))
        session.add(Target(year=2025, regency_code="64.02", scheme="KUBE", count=7))
    province = services.lists.home.province
    reach = {row.code: row for row in province.reach(2026)}
    assert len(reach) == 10
    assert (reach["64.02"].groups, reach["64.02"].target, reach["64.02"].missing) == (1, 20, 19)
    assert (reach["64.07"].groups, reach["64.07"].target) == (1, 0)
    assert province.years(2027) == [2027, 2026, 2025]
    numbers = province.numbers(2026, 5, TODAY)
    assert (numbers.groups, numbers.people, numbers.expected_people) == (2, 10, 10)
    assert numbers.double_niks == 0
