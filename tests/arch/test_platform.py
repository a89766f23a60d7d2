"""Canary for the installed Qt: some of its wheels lose references to None on Python 3.11."""

import sys

CALLS = 1000


def test_qt_calls_keep_references_to_none(qapp):
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        qapp.setObjectName("canary")
    assert before - sys.getrefcount(None) < CALLS // 2
