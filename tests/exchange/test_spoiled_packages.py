"""Small, seeded slices of the campaigns `bongkar` and `bongkar-isi`."""

from campaigns.fuzzing import break_packages
from campaigns.inner import break_records
from campaigns.packs import break_packs


def test_spoiled_packages_are_all_refused_in_a_sentence(tmp_path):
    report = break_packages(tmp_path, times=4000, seed=20)
    assert report.failures == []
    refusals = {name.rpartition(" ")[2] for name in report.facts if name.endswith("Error")}
    assert len(refusals) >= 7


def test_odd_records_are_refused_or_merged_by_the_rules_and_undone(tmp_path):
    report = break_records(tmp_path, times=60, seed=20)
    assert report.failures == []
    assert report.facts["digabung"] > 15


def test_odd_settings_packs_are_refused_or_can_be_told_in_words(tmp_path):
    report = break_packs(tmp_path, times=150, seed=20)
    assert report.failures == []
    assert report.facts["BadRowsError"] > 20
