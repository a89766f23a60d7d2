"""Runs of consecutive numbers: what a file carried, and what only it carried."""

from collections.abc import Iterable
from typing import TypeAlias

Run: TypeAlias = tuple[int, int]
"""First and last number, both included."""


def joined(runs: Iterable[Iterable[int]]) -> list[Run]:
    """Return the same numbers as the fewest runs, in order."""
    found: list[Run] = []
    for first, last in sorted((first, last) for first, last in runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def without(runs: Iterable[Iterable[int]], others: Iterable[Iterable[int]]) -> list[Run]:
    """Return the numbers of `runs` that are in none of the others."""
    taken, left = joined(others), list[Run]()
    for start, last in joined(runs):
        first = start
        for begin, end in taken:
            if end < first or begin > last:
                continue
            if begin > first:
                left.append((first, begin - 1))
            first = end + 1
        if first <= last:
            left.append((first, last))
    return left


def common(runs: Iterable[Iterable[int]], others: Iterable[Iterable[int]]) -> list[Run]:
    """Return the numbers that are in both."""
    runs = joined(runs)
    return without(runs, without(runs, others))
