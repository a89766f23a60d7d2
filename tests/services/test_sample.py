"""Sample data: realistic, invented, and the same every time (issue: Shown by 3)."""

import shutil
from collections import Counter
from datetime import date

import pytest

from kube_desktop.domain.checks import unanswered
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.members import MemberDraft
from kube_desktop.domain.mentoring import Urgency
from kube_desktop.paths import DataPaths
from kube_desktop.services.lists.groups import GroupFilter
from kube_desktop.services.opening import open_services
from kube_desktop.services.sample.making import make_sample_laptop, make_sample_office
from kube_desktop.services.sample.plan import ANCHOR

REGENCIES = {"64.07", "64.02", "64.08", "64.72", "64.71"}
"""Kubar, Kukar, Kutim, Samarinda and Balikpapan."""
SINGLES = 5
"""People outside the groups, who got aid of their own (UEP)."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Laptops of seeds 1 and 2, and seed 1 once more."""
    root = tmp_path_factory.mktemp("contoh")
    made = {}
    for name, seed in (("one", 1), ("two", 2), ("again", 1)):
        made[name] = DataPaths(root / name)
        make_sample_laptop(made[name], seed=seed)
    return made


@pytest.fixture(scope="module")
def samples(folders):
    opened = {name: open_services(paths, today=lambda: ANCHOR) for name, paths in folders.items()}
    yield opened
    for services in opened.values():
        services.close()


@pytest.fixture(scope="module")
def sample(samples):
    return samples["one"]


def rows(services, sql):
    return services.workplace.database.reader.rows(sql)


def test_there_are_eighty_groups_of_five_in_five_regencies(sample):
    sizes = rows(sample, "SELECT group_id, count(*) FROM memberships WHERE left_on IS NULL "
                 "GROUP BY group_id")  # fmt: skip
    assert Counter(size for _, size in sizes) == {5: 80}
    regencies = rows(sample, "SELECT DISTINCT substr(village_code, 1, 5) FROM groups")
    assert {code for (code,) in regencies} == REGENCIES


def test_every_group_has_its_three_officers(sample):
    offices = rows(
        sample,
        "SELECT group_id, count(DISTINCT role) FROM memberships WHERE role <> 'anggota' "
        "AND left_on IS NULL GROUP BY group_id",
    )
    assert {count for _, count in offices} == {3}
    assert len(offices) == 80


def test_some_members_were_replaced_and_some_groups_change_their_facilitator(sample):
    replaced = rows(
        sample,
        "SELECT o.leave_reason, o.person_id <> n.person_id, (SELECT count(*) FROM memberships p "
        "WHERE p.person_id = o.person_id AND p.left_on IS NULL) FROM memberships n "
        "JOIN memberships o ON o.id = n.replaces_id AND o.group_id = n.group_id "
        "AND o.left_on = n.joined_on AND o.role = n.role",
    )
    assert {reason for reason, _, _ in replaced} == {"Pindah", "Ganti jabatan"}
    assert {(is_other, places) for _, is_other, places in replaced} == {(1, 1)}
    taken_over = rows(
        sample,
        "SELECT count(*) FROM assignments o JOIN assignments n ON n.group_id = o.group_id "
        "AND n.started_on = o.ended_on AND n.mentor_id <> o.mentor_id",
    )
    assert taken_over[0][0] > 3


def test_most_groups_received_aid_and_were_visited(sample):
    ((aided, visited),) = rows(
        sample, "SELECT (SELECT count(DISTINCT group_id) FROM aids), "
        "(SELECT count(DISTINCT group_id) FROM visits)"
    )  # fmt: skip
    assert 60 <= aided < 80
    assert 50 <= visited <= aided


@pytest.mark.parametrize("name", ["one", "two"])
def test_most_groups_are_visited_regularly_and_a_handful_is_a_few_days_late(samples, name):
    agenda = samples[name].lists.visits.agenda(ANCHOR)
    late = [(ANCHOR - row.due_on).days for row in agenda if row.urgency is Urgency.LATE]
    assert len(agenda) == 80
    assert 3 <= len(late) <= 8
    assert max(late) <= 14


def test_no_handover_exceeds_the_ceiling_or_disagrees_with_its_goods(sample):
    for total, ceiling, goods in rows(
        sample,
        "SELECT h.total, a.ceiling, (SELECT sum(i.amount) FROM aid_items i "
        "WHERE i.handover_id = h.id) FROM handovers h JOIN aids a ON a.id = h.aid_id",
    ):
        assert 0 < total == goods <= ceiling
    ceilings = rows(sample, "SELECT DISTINCT scheme, ceiling FROM aids ORDER BY scheme")
    assert ceilings == [("KUBE", 20_000_000), ("UEP", 5_000_000)]


def test_some_aid_is_of_one_person_and_some_is_money(sample):
    found = rows(
        sample,
        "SELECT a.scheme, a.form, count(*), max(h.total) FROM aids a JOIN handovers h "
        "ON h.aid_id = a.id AND h.deleted = 0 GROUP BY a.scheme, a.form",
    )
    kinds = {(scheme, form): (count, most) for scheme, form, count, most in found}
    assert kinds["UEP", "barang"][0] == 4
    assert kinds["UEP", "uang"] == (1, 5_000_000)
    assert kinds["KUBE", "uang"][0] > 2
    assert kinds["KUBE", "uang"][1] == 20_000_000
    singles = rows(sample, "SELECT count(*) FROM people WHERE id NOT IN "
                   "(SELECT person_id FROM memberships)")  # fmt: skip
    assert singles == [(SINGLES,)]


def test_one_paper_is_signed_one_corrected_and_one_cancelled(sample):
    sealed = rows(
        sample,
        "SELECT p.kind, p.version, p.status, p.reason <> '', o.kind, h.status, h.deleted "
        "FROM sealed_papers p JOIN handovers h ON h.id = p.subject_id "
        "LEFT JOIN sealed_papers o ON o.id = p.replaces_id ORDER BY 1, 2, 6, 7",
    )
    assert sealed == [
        ("bast", 1, "ditandatangani", None, None, "dicetak", 0),
        ("bast", 1, "ditandatangani", None, None, "ditandatangani", 0),
        ("bast", 1, "ditandatangani", None, None, "ditandatangani", 1),
        ("bast", 2, "dicetak", 1, "bast", "dicetak", 0),
        ("pembatalan", 1, "dicetak", 1, "bast", "ditandatangani", 1),
    ]


def test_everything_happened_in_order_and_nothing_after_the_day_of_the_sample(sample):
    for formed, handed_over, visited in rows(
        sample,
        "SELECT g.formed_on, h.handed_over_on, v.visited_on FROM visits v "
        "JOIN groups g ON g.id = v.group_id JOIN aids a ON a.group_id = g.id "
        "JOIN handovers h ON h.aid_id = a.id",
    ):
        assert formed < handed_over < visited <= ANCHOR.isoformat()


def test_a_nik_belongs_to_nobody_and_fits_birth_and_sex(sample):
    people = rows(sample, "SELECT nik, born_on, sex FROM people")
    assert len({nik for nik, _, _ in people}) == len(people) == 400 + SINGLES
    for nik, born_on, sex in people:
        born = date.fromisoformat(born_on)
        day = born.day + (40 if sex == "P" else 0)
        assert nik[6:12] == f"{day:02d}{born:%m%y}"
        assert nik[:4] in {code.replace(".", "") for code in REGENCIES}
        assert int(nik[12:]) >= 9000


def test_bast_numbers_are_used_once_also_among_laptops(samples):
    of_laptop = {
        name: {
            row[0]: row[1] for row in rows(samples[name], "SELECT id, bast_number FROM handovers")
        }
        for name in ("one", "two")
    }
    everything = of_laptop["one"] | of_laptop["two"]  # what they share has the same id and number
    assert len(set(everything.values())) == len(everything) > 100


def test_the_rules_have_nothing_against_invented_groups_and_people(sample):
    """Two groups may be called alike; everything else must pass as if it were typed."""
    listing = sample.lists.groups.listing(GroupFilter())
    for row in listing.page(0, 80)[::7]:
        draft = sample.lists.groups.draft(row.id)
        open_problems = unanswered(sample.groups.check(draft, row.id), draft.reasons)
        assert [one for one in open_problems if one.field != "name"] == []
        for member in sample.lists.members.of_group(row.id):
            person = sample.lists.members.draft(member.id)
            assert isinstance(person, MemberDraft)
            problems = unanswered(
                sample.members.check(person, row.id, member.id), person.reasons
            )  # fmt: skip
            assert problems == ()


def test_the_same_seed_is_the_same_content(samples):
    assert (
        samples["one"].checking.check().fingerprint == samples["again"].checking.check().fingerprint
    )


def test_another_seed_is_another_laptop_with_keys_and_people_of_its_own(samples):
    one, two = samples["one"], samples["two"]
    assert one.checking.check().fingerprint != two.checking.check().fingerprint
    assert one.lists.office.identity().name != two.lists.office.identity().name
    assert one.lists.office.installation("device_key") != two.lists.office.installation(
        "device_key"
    )
    people = [{nik for (nik,) in rows(each, "SELECT nik FROM people")} for each in (one, two)]
    assert len(people[0] & people[1]) == 10  # of the two groups that all of them have


def test_all_sample_laptops_have_two_groups_in_common(samples):
    ids = [{row[0] for row in rows(samples[name], "SELECT id FROM groups")}
           for name in ("one", "two")]  # fmt: skip
    assert len(ids[0] & ids[1]) == 2


def test_sample_data_is_whole_and_says_that_it_is_sample_data(sample):
    assert sample.checking.check().problems == ()
    assert sample.lists.office.identity().is_sample


def test_making_a_sample_twice_is_refused_and_harms_nothing(folders, tmp_path):
    paths = DataPaths(shutil.copytree(folders["two"].root, tmp_path / "D"))
    for make in (make_sample_laptop, make_sample_office):
        with pytest.raises(DomainError, match="sudah berisi data KUBE"):
            make(paths)
    services = open_services(paths)
    assert services.checking.check().problems == ()
    services.close()
