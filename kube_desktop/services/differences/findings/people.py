"""Findings about people: one NIK twice, probably one person, two groups at once, somebody dead."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import Final

from kube_desktop.db.reading import Row
from kube_desktop.domain.difference_words import day_words
from kube_desktop.domain.finding_words import (
    bast,
    dead_recipient,
    likely_same,
    same_nik,
    two_groups,
)
from kube_desktop.domain.findings import Finding, FindingKind
from kube_desktop.domain.values import fold, mask_nik
from kube_desktop.services.differences.findings.base import RUNNING, Asking, grouped

SAME_CARD: Final = "satu KK dan nama mirip"
SAME_BIRTH: Final = "nama dan tanggal lahir sama"
SAME_PHONE: Final = "nomor HP dan kampung sama, nama mirip"
_ALIKE: Final = 0.82
"""How alike folded names are that may be one: Sity Aminah and Siti Amina, not Siti and Sari."""

_SAME_NIK: Final = (
    "SELECT p.nik, p.id, p.name FROM (SELECT nik FROM people WHERE deleted = 0 "
    "AND merged_into IS NULL AND nik > '' GROUP BY nik HAVING count(*) > 1) d "
    "CROSS JOIN people p ON p.nik = d.nik AND p.deleted = 0 AND p.merged_into IS NULL "
    "ORDER BY p.nik, p.id"
)
_LIVING: Final = "deleted = 0 AND merged_into IS NULL"
# Whoever asks for one thing about everybody reads the whole table, so all readers share one look.
_PEOPLE: Final = (
    "SELECT id, name, coalesce(nik, ''), coalesce(born_on, ''), coalesce(phone, ''), "
    "coalesce(village_code, ''), coalesce(family_card_number, ''), coalesce(died_on, '') "
    f"FROM people WHERE {_LIVING}"
)
_TWO_GROUPS: Final = (
    "SELECT m.person_id, p.name, m.id, g.name, m.role, m.joined_on FROM (SELECT person_id "
    "FROM memberships WHERE deleted = 0 AND left_on IS NULL GROUP BY person_id "
    "HAVING count(DISTINCT group_id) > 1) d CROSS JOIN memberships m "
    "ON m.person_id = d.person_id AND m.deleted = 0 AND m.left_on IS NULL "
    f"JOIN groups g ON g.id = m.group_id AND {RUNNING} "
    "JOIN people p ON p.id = m.person_id AND p.deleted = 0 ORDER BY m.person_id, m.id"
)
_RECEIVED: Final = (
    "SELECT h.id, h.handed_over_on, coalesce(h.bast_number, ''), h.receiver_id, a.person_id "
    "FROM handovers h LEFT JOIN aids a ON a.id = h.aid_id WHERE h.deleted = 0 "
    "AND h.status <> 'dibatalkan' ORDER BY h.id"
)
_MEMBER_OF: Final = (
    "SELECT m.id, g.name FROM memberships m "
    f"JOIN groups g ON g.id = m.group_id AND {RUNNING} WHERE m.person_id = :id "
    "AND m.deleted = 0 AND m.left_on IS NULL ORDER BY m.id"
)


def one_nik(asking: Asking) -> Iterator[Finding]:
    """Yield people who share a NIK."""
    for (nik,), people in grouped(asking.reader.rows(_SAME_NIK)):
        groups = {asking.words.place("people", one).group_name for one, _ in people} - {""}
        told = [
            asking.told("people", one, name, asking.words.place("people", one).group_name)
            for one, name in people
        ]
        yield asking.finding(
            FindingKind.SAME_NIK,
            " / ".join(dict.fromkeys(name for _, name in people)),
            same_nik(mask_nik(nik), told, len(groups)),
            [("people", one, name) for one, name in people],
            reasons=["NIK sama"],
        )


def _everybody(asking: Asking) -> list[Row]:
    return asking.once(_PEOPLE)


def probably_one(asking: Asking) -> Iterator[Finding]:
    """Yield pairs of people who are probably one, without those that share a NIK."""
    rows = _everybody(asking)
    people = {row[0]: row for row in rows}
    reasons: dict[tuple[bytes, bytes], list[str]] = defaultdict(list)
    for reason, pairs in (
        (SAME_CARD, _alike(_by(rows, 6))),
        (SAME_BIRTH, _same_name(_by(rows, 3))),
        (SAME_PHONE, _alike(_by(rows, 4, 5))),
    ):
        for pair in pairs:
            reasons[pair].append(reason)
    for (first, second), why in sorted(reasons.items()):
        one, two = people[first], people[second]
        if (one[2] and one[2] == two[2]) or _are_surely_two(one, two):
            continue
        told = [
            asking.told(
                "people", each[0], each[1], asking.words.place("people", each[0]).group_name
            )
            for each in (one, two)
        ]
        yield asking.finding(
            FindingKind.LIKELY_SAME,
            f"{one[1]} / {two[1]}",
            likely_same(why, told),
            [("people", each[0], each[1]) for each in (one, two)],
            reasons=why,
        )


def _by(rows: Iterable[Row], *columns: int) -> Iterator[list[Row]]:
    """Yield the rows that agree in columns which are all filled, where there are several."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(row[column] for column in columns)
        if all(key):
            found[key].append(row)
    return (same for same in found.values() if len(same) > 1)


def _alike(groups: Iterable[list[Row]]) -> Iterator[tuple[bytes, bytes]]:
    for same in groups:
        names = [(row[0], fold(row[1])) for row in same]
        for (one, name), (two, other) in combinations(names, 2):
            if _are_alike(name, other):
                yield (min(one, two), max(one, two))


def _same_name(groups: Iterable[list[Row]]) -> Iterator[tuple[bytes, bytes]]:
    folded = cache(fold)
    for same in groups:
        letters = Counter(row[1][:1].casefold() for row in same)
        named: dict[str, list[bytes]] = defaultdict(list)
        for row in same:
            if letters[row[1][:1].casefold()] > 1:
                named[folded(row[1])].append(row[0])
        for ids in named.values():
            yield from combinations(sorted(ids), 2)


def _are_alike(one: str, two: str) -> bool:
    if one == two or sorted(one.split()) == sorted(two.split()):
        return True
    if abs(len(one) - len(two)) > max(len(one), len(two)) * (1 - _ALIKE) * 2:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def _are_surely_two(one: Row, two: Row) -> bool:
    """Tell whether birth dates and the dates inside two NIKs both say different people."""
    born = one[3] and two[3] and one[3] != two[3]
    numbers = one[2][6:12] and two[2][6:12] and one[2][6:12] != two[2][6:12]
    return bool(born and numbers)


def two_active_groups(asking: Asking) -> Iterator[Finding]:
    """Yield people who are active members of several groups."""
    rows = asking.reader.rows(_TWO_GROUPS)
    for (_, name), memberships in grouped(rows, 2):
        if len({group for _, group, _, _ in memberships}) < 2:
            continue
        told = [
            asking.told("memberships", one, group, f"{role}, sejak {day_words(joined)}")
            for one, group, role, joined in memberships
        ]
        yield asking.finding(
            FindingKind.TWO_GROUPS,
            name,
            two_groups(name, told),
            [("memberships", one, group) for one, group, _, _ in memberships],
        )


def somebody_dead(asking: Asking) -> Iterator[Finding]:
    """Yield aid to people who had died, and dead people who are still members."""
    dead = {row[0]: (row[1], row[7]) for row in _everybody(asking) if row[7]}
    if not dead:
        return
    for handover, day, number, receiver, single in asking.reader.rows(_RECEIVED):
        for person_id in {receiver, single} & dead.keys():
            name, died = dead[person_id]
            if day > died:
                what = f"tercatat menerima bantuan pada {day_words(day)}"
                yield asking.finding(
                    FindingKind.DEAD_RECIPIENT,
                    name,
                    dead_recipient(
                        name, day_words(died), f"{what} ({bast(number)})" if number else what
                    ),
                    [("people", person_id, name), ("handovers", handover, number or "BAST")],
                )
    for person_id, (name, died) in sorted(dead.items()):
        for membership, group in asking.reader.rows(_MEMBER_OF, {"id": person_id}):
            yield asking.finding(
                FindingKind.DEAD_RECIPIENT,
                name,
                dead_recipient(name, day_words(died), f"masih tercatat sebagai anggota {group}"),
                [("people", person_id, name), ("memberships", membership, group)],
            )
