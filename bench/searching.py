"""Searching among 100,000 members while typing, against painting a list that costs nothing.

Times are computing time, from the changed text to the painted list. The words are beginnings,
middles and endings of names, numbers and villages, common ones and some that nobody has.
"""

import random
from collections.abc import Iterator
from functools import partial

from bench.figures import Figure, median, milliseconds, percentile
from bench.window import constant_rows, large_window, member_pane, paint
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.services.sample import words

QUERIES = 200


def figures() -> Iterator[Figure]:
    camera = large_window()
    members, table = camera.session.lists.members, member_pane(camera).table
    constant = constant_rows(camera, 2000)

    def shown(text: str) -> None:
        table.set_source(members.listing(MemberFilter(text=text)))
        paint(table)

    def nothing_to_find() -> None:
        table.set_source(constant)
        paint(table)

    wanted = queries()
    shown(wanted[0])
    found = [milliseconds(partial(shown, text), cpu=True) for text in wanted]
    limit = median([milliseconds(nothing_to_find, cpu=True) for _ in wanted])
    for what, measured, goal in (
        ("Satu huruf lagi sampai terlukis, median", median(found), None),
        ("Satu huruf lagi sampai terlukis, p95", percentile(found, 95), None),
        ("Satu huruf lagi sampai terlukis, terburuk", max(found), 2.0),
    ):
        yield Figure(
            what=what,
            measured=measured,
            limit=limit,
            unit="ms",
            limit_name="melukis model tetap",
            at_most=goal,
        )
    lists = camera.session.lists
    everywhere = [
        milliseconds(
            partial(lists.search.find, text, members, lists.groups, lists.handovers),
            cpu=True,
        )
        for text in wanted
    ]
    yield Figure(what="Cari semuanya (Ctrl+K), median", measured=median(everywhere), unit="ms")
    yield Figure(what="Cari semuanya (Ctrl+K), p95", measured=percentile(everywhere, 95), unit="ms")


def queries() -> list[str]:
    """Return what is typed: the same each time."""
    draw = random.Random(11)
    typed = []
    for _ in range(QUERIES):
        first, last = draw.choice((*words.WOMEN, *words.MEN)), draw.choice(words.LAST)
        typed.append(
            draw.choice(
                (
                    first[: draw.randrange(1, len(first) + 1)],
                    f"{first} {last}"[: draw.randrange(2, 14)],
                    f"{last[:3]} {first[:2]}",
                    last[1:],
                    f"{draw.randrange(9000, 10000)}",
                    f"64{draw.choice(('07', '02', '72'))}{draw.randrange(1, 20):02d}",
                    f"0812{draw.randrange(1000):03d}",
                    "zzz",
                )
            )
        )
    return typed
