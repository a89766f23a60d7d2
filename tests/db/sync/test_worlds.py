"""A few small worlds of the campaign `cabang`, so that it is known to run and to find faults."""

import random

from campaigns.report import Report
from campaigns.worlds import World, live_in_worlds
from kube_desktop.db.sync import cells


def test_small_worlds_with_backups_and_copies_end_with_one_truth(tmp_path):
    report = live_in_worlds(tmp_path, 400, seed=2)
    assert report.failures == []
    for fate in ("cadangan dipulihkan", "laptop disalin", "kiriman hilang", "perubahan digabung"):
        assert report.facts.get(fate), fate


def test_a_fault_in_a_rule_is_found(tmp_path, monkeypatch):
    """The winner by smallest number instead of the greatest instant, on every second laptop."""
    spoiled = tuple(
        one.replace("(b.hlc,b.replica,b.seq)>(h.hlc,h.replica,h.seq)", "b.rowid>h.rowid")
        for one in cells._RECOMPUTE
    )
    assert spoiled != cells._RECOMPUTE
    monkeypatch.setattr(cells, "_RECOMPUTE", spoiled)
    report = Report("")
    World(tmp_path, random.Random(7), report).live(250)
    assert report.failures
