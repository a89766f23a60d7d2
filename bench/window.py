"""The real window on a folder with 100,000 members, and a list that costs nothing."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from bench.folders import LARGE_SCALE, sample_laptop
from kube_desktop.domain.members import MemberRow
from kube_desktop.pictures import Camera
from kube_desktop.services.lists.members import MemberFilter
from kube_desktop.ui.members.list_pane import MemberListPane
from kube_desktop.ui.session import Destination, PageName
from kube_desktop.ui.tables.view import RecordTable

if TYPE_CHECKING:
    from kube_desktop.ui.tabs.members import MembersTab

MEMBERS = 100_000


class ConstantRows:
    """As many rows as the real list has, all of them the same: the limit of any list."""

    def __init__(self, row: MemberRow, count: int = MEMBERS) -> None:
        self._row = row
        self._count = count

    def count(self) -> int:
        """Return how many rows there are."""
        return self._count

    def page(self, offset: int, limit: int) -> Sequence[MemberRow]:
        """Return the row as often as it is asked for."""
        return [self._row] * max(0, min(limit, self._count - offset))


@cache
def large_window() -> Camera:
    """Return the real window on the large folder, at the page Anggota."""
    camera = Camera(sample_laptop(LARGE_SCALE))
    camera.window.go(Destination(PageName.MEMBERS))
    camera.settle()
    return camera


def member_pane(camera: Camera) -> MemberListPane:
    """Return the list of the page Anggota."""
    return cast("MembersTab", camera.window.page_named(PageName.MEMBERS)).list


def constant_rows(camera: Camera, count: int = MEMBERS) -> ConstantRows:
    """Return a list of one real row over and over."""
    first = camera.session.lists.members.listing(MemberFilter()).page(0, 1)[0]
    return ConstantRows(first, count)


def paint(table: RecordTable[MemberRow]) -> None:
    """Paint the rows that are in sight, now."""
    table.view.viewport().repaint()
