"""Opening and walking the list of 100,000 members, against the same view of a constant model.

Times are computing time: everything is in memory, and a busy machine must not blur the ratios.
"""

import random
from collections.abc import Iterator
from functools import partial

from bench.figures import Figure, median, milliseconds, percentile, taking_turns
from bench.memory import private_mb
from bench.window import constant_rows, large_window, member_pane, paint
from kube_desktop.domain.members import MemberRow
from kube_desktop.pictures import Camera
from kube_desktop.services.lists.listing import Listing
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.ui.tables.model import PAGE_ROWS, RowSource

ROUNDS = 25
_CONSTANT = "model tetap"


def figures() -> Iterator[Figure]:
    camera = large_window()
    constant, real = constant_rows(camera), _listing(camera)
    before = private_mb()
    _walk(camera, constant)
    after_constant = private_mb()
    _walk(camera, real)
    yield from _times(camera)
    yield Figure(
        what="Memori sendiri yang ditambah daftar, di atas model tetap",
        measured=private_mb() - after_constant - max(0.0, after_constant - before),
        unit="MB",
        most=6.0,
    )
    yield from _pages(camera)


def _times(camera: Camera) -> Iterator[Figure]:
    table = member_pane(camera).table
    constant = constant_rows(camera)

    def opened(source: RowSource[MemberRow]) -> None:
        table.set_source(source)
        paint(table)

    empty, full = taking_turns(
        lambda: opened(constant), lambda: opened(_listing(camera)), rounds=ROUNDS, cpu=True
    )
    yield _against("Membuka daftar", full, empty, 1.2)
    bar = table.view.verticalScrollBar()

    def moved(to: int) -> None:
        bar.setValue(to)
        paint(table)

    for what, places in (
        ("Melompat ke mana saja", _places(bar.maximum())),
        ("Menggulung satu halaman", _steps(bar.maximum(), bar.pageStep())),
    ):
        table.set_source(constant)
        empty = [milliseconds(partial(moved, place), cpu=True) for place in places]
        table.set_source(_listing(camera))
        full = [milliseconds(partial(moved, place), cpu=True) for place in places]
        yield _against(what, full, empty, 1.10)


def _pages(camera: Camera) -> Iterator[Figure]:
    """Measure fetching alone, without a window."""
    draw = random.Random(7).randrange
    first = [milliseconds(lambda: _listing(camera).page(0, PAGE_ROWS), cpu=True) for _ in range(50)]
    walked = _listing(camera)
    deep = [
        milliseconds(lambda: walked.page(draw(99_000), PAGE_ROWS), cpu=True) for _ in range(100)
    ]
    yield _against(f"Mengambil {PAGE_ROWS} baris di kedalaman acak", deep, first, 1.2, "teratas")
    yield Figure(what="  p95 di kedalaman acak", measured=percentile(deep, 95), unit="ms")


def _walk(camera: Camera, source: RowSource[MemberRow]) -> None:
    table = member_pane(camera).table
    table.set_source(source)
    bar = table.view.verticalScrollBar()
    for place in _places(bar.maximum()):
        bar.setValue(place)
        paint(table)


def _listing(camera: Camera) -> Listing[MemberRow]:
    return camera.session.lists.members.listing(MemberFilter())


def _places(most: int) -> list[int]:
    draw = random.Random(3)
    return [draw.randrange(most) for _ in range(60)]


def _steps(most: int, step: int) -> list[int]:
    return list(range(most // 3, most // 3 + 120 * step, step))


def _against(
    what: str, full: list[float], empty: list[float], at_most: float, name: str = _CONSTANT
) -> Figure:
    return Figure(
        what=what,
        measured=median(full),
        limit=median(empty),
        unit="ms",
        limit_name=name,
        at_most=at_most,
    )
