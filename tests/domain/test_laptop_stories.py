"""What became of a laptop, in sentences: restored, given back, moved, copied, wrong clock."""

from datetime import UTC, datetime, timedelta

import pytest

from kube_desktop.domain.clocks import KnownInstant, clock_words, doubt_of, seconds_off
from kube_desktop.domain.laptops import (
    BranchFact,
    FileFact,
    Held,
    LaptopStory,
    branches_of,
    events,
    story_from_plain,
    story_to_plain,
)

MARCH = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)
RESTORED_ON = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
FIRST = BranchFact(replica=1, epoch=1, why="first start", started_at="2026-01-02T01:00:00Z")


def again(replica=2, why="restored backup", started=RESTORED_ON, since=86):
    return BranchFact(
        replica=replica, epoch=2, from_replica=1, from_seq=since, why=why,
        started_at=started.isoformat(),
    )  # fmt: skip


def file(replica, to_seq, made, number=None):
    return FileFact(replica=replica, to_seq=to_seq, made_at=made.isoformat(), number=number)


def story_of(*files, branches=(FIRST,), known=None):
    story = LaptopStory()
    for place, one in enumerate(files):
        story = story.with_file(f"{place:02x}", one, branches, known or {})
    return story


def held(highest, **more):
    return Held(highest=highest, written={(1, 86): MARCH}, **more)


def texts(story, has, clock_off=0):
    return [one.text for one in events("Rina", story, has, clock_off)]


BEFORE = file(1, 100, RESTORED_ON - timedelta(days=10))
AFTER = file(2, 5, RESTORED_ON + timedelta(days=10))
SECOND = (FIRST, again())


def test_a_restored_laptop_is_told_with_what_it_no_longer_has():
    story = story_of(BEFORE, AFTER, branches=SECOND, known={1: 86})
    (event,) = events("Rina", story, held({1: 100, 2: 5}), 0)
    assert event.text == (
        "Laptop Rina dipulihkan dari cadangan 12 Maret 2026; 14 perubahan sesudah itu tidak ada di "
        "laptop, tetapi masih ada di provinsi."
    )
    assert (event.lost, event.is_open) == (14, True)


def test_what_was_sent_back_is_told_as_settled():
    story = story_of(BEFORE, AFTER, branches=SECOND, known={1: 100})
    (event,) = events("Rina", story, held({1: 100, 2: 5}), 0)
    assert event.text == (
        "Laptop Rina dipulihkan dari cadangan 12 Maret 2026; 14 perubahan sesudah itu sudah "
        "kembali ke laptop."
    )
    assert not event.is_open


def test_a_moved_folder_is_told_and_loses_nothing():
    moved = again(why="copied folder", since=100)
    story = story_of(BEFORE, AFTER, branches=(FIRST, moved), known={1: 100})
    (event,) = events("Rina", story, held({1: 100, 2: 5}), 0)
    assert event.text == (
        "Laptop Rina dipakai dari folder atau komputer lain sejak 20 April 2026; tidak ada yang "
        "hilang."
    )
    assert not event.is_open


def test_two_laptops_that_both_go_on_are_told_as_a_copy():
    both = story_of(AFTER, file(1, 130, RESTORED_ON + timedelta(days=20)), branches=SECOND)
    assert texts(both, held({1: 130, 2: 5})) == [
        (
            "Dua laptop memakai identitas yang sama sejak 20 April 2026: laptop Rina dan "
            "salinannya. Perubahan keduanya tersimpan. Minta salah satunya memulai sebagai "
            "laptop baru."
        )
    ]


def test_two_copies_of_one_backup_that_are_both_used_are_told_as_a_copy():
    third = again(3, started=RESTORED_ON + timedelta(days=1))
    branches = (*SECOND, third)
    both = story_of(
        AFTER, file(3, 9, RESTORED_ON + timedelta(days=20)), branches=branches, known={1: 86}
    )
    assert "Dua laptop memakai identitas yang sama" in texts(both, held({1: 86, 2: 5, 3: 9}))[0]


def test_the_same_backup_restored_twice_is_no_copy():
    third = again(3, started=RESTORED_ON + timedelta(days=15))
    one_after_the_other = story_of(
        BEFORE, AFTER, file(3, 9, RESTORED_ON + timedelta(days=20)), branches=(*SECOND, third),
        known={1: 86},
    )  # fmt: skip
    found = texts(one_after_the_other, held({1: 100, 2: 5, 3: 9}))
    assert [text.split(" dari ")[0] for text in found] == ["Laptop Rina dipulihkan"] * 2


def test_numbers_used_twice_are_told_with_how_many():
    found = texts(story_of(BEFORE), held({1: 100}, doubled={1: 3}))
    assert found == [
        (
            "Dua laptop memakai identitas yang sama: laptop Rina dan salinannya. Perubahan "
            "keduanya tersimpan. 3 perubahan bernomor sama disimpan terpisah. Minta salah "
            "satunya memulai sebagai laptop baru."
        )
    ]


def test_a_clock_three_years_behind_at_the_restoring_is_not_taken_for_a_copy():
    behind = again(started=RESTORED_ON - timedelta(days=3 * 365))
    story = story_of(BEFORE, AFTER, branches=(FIRST, behind), known={1: 86})
    assert "dipulihkan" in texts(story, held({1: 100, 2: 5}))[0]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_story_does_not_depend_on_the_order_of_files(order):
    told = [
        ("0a", file(1, 50, MARCH, 1), (FIRST,), {}),
        ("0b", BEFORE, (FIRST,), {}),
        ("0c", AFTER, SECOND, {1: 86}),
    ]
    story = LaptopStory()
    for place in order:
        story = story.with_file(*told[place])
    assert (dict(story.known), set(story.files)) == ({1: 86}, {"0a", "0b", "0c"})
    assert story_from_plain(story_to_plain(story)) == story


@pytest.mark.parametrize("wrong", [None, "x", [1], [{"replica": True}], [{"replica": -1}], {}])
def test_what_cannot_be_a_branch_is_left_out(wrong):
    assert branches_of(wrong) == ()


RECEIVED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("off", "not_before", "told"),
    [
        (timedelta(days=5 * 365), None, "Jam laptop Rina 5 tahun terlalu cepat. "),
        (timedelta(days=-3 * 365), timedelta(days=-4), "Jam laptop Rina sedikitnya 3 tahun terla"),
        (timedelta(days=-3 * 365), None, ""),
        (timedelta(days=1), None, ""),
        (timedelta(days=-20), timedelta(days=-30), ""),
        (timedelta(days=4), None, "Jam laptop Rina 4 hari terlalu cepat. "),
    ],
)
def test_only_a_clock_that_is_surely_off_is_told(off, not_before, told):
    seen = None if not_before is None else RECEIVED + not_before
    words = clock_words("laptop Rina", seconds_off(RECEIVED + off, RECEIVED, seen))
    assert words[: len(told)] == told
    assert bool(words) == bool(told)


NOW = datetime(2023, 11, 22, 1, 5, tzinfo=UTC)
BUILT = KnownInstant(what="program ini dibuat", at=datetime(2026, 11, 1, tzinfo=UTC))


def test_a_laptop_says_why_its_clock_cannot_be_right():
    assert doubt_of(NOW, [BUILT]) == (
        "Jam laptop ini menunjukkan 22 November 2023 pukul 09.05, padahal program ini dibuat "
        "1 November 2026. Betulkan tanggal dan jam di Pengaturan Windows; data Anda tetap aman."
    )
    own = KnownInstant(what="catatan terakhir ditulis", at=RECEIVED, is_own=True)
    assert doubt_of(RECEIVED - timedelta(days=9), [own]) == (
        "Jam laptop ini menunjukkan 11 November 2026 pukul 10.00, padahal catatan terakhir ditulis "
        "20 November 2026 pukul 10.00. Salah satunya keliru. Betulkan tanggal dan jam di "
        "Pengaturan Windows; data Anda tetap aman."
    )
    assert "Benarkah?" in doubt_of(RECEIVED + timedelta(days=5 * 365), [own])
    assert doubt_of(RECEIVED + timedelta(days=1), [own, BUILT]) == ""
    assert doubt_of(RECEIVED - timedelta(days=1), [own, BUILT]) == ""
