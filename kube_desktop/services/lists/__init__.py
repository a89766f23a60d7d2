"""Reading what the screens show, light enough to be there before the first paint.

Nothing here imports SQLAlchemy, ReportLab or cryptography; all of it is plain SQL through
`db.reading.Reader` into frozen rows.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kube_desktop.db.reading import Reader
from kube_desktop.services.lists.office import OfficeLists

if TYPE_CHECKING:
    from kube_desktop.services.lists.assigning import AssigningLists
    from kube_desktop.services.lists.changes import ChangeLists
    from kube_desktop.services.lists.corrections import CorrectionLists
    from kube_desktop.services.lists.evaluations import EvaluationLists
    from kube_desktop.services.lists.exchanges import ExchangeLists
    from kube_desktop.services.lists.groups import GroupLists
    from kube_desktop.services.lists.handovers import HandoverLists
    from kube_desktop.services.lists.home import HomeLists
    from kube_desktop.services.lists.members import MemberLists
    from kube_desktop.services.lists.month import MonthLists
    from kube_desktop.services.lists.reporting import ReportingLists
    from kube_desktop.services.lists.returns import ReturnLists
    from kube_desktop.services.lists.search import SearchLists
    from kube_desktop.services.lists.settings import SettingLists
    from kube_desktop.services.lists.visits import VisitLists


class Lists:
    """Every list and figure the screens show.

    Each is imported when it is first asked for: Beranda needs few of them, and the first paint
    does not wait for the rest.

    Attributes:
        office: Identity and settings of the office.

    """

    def __init__(self, reader: Reader, today: Callable[[], date]) -> None:
        self._reader = reader
        self._today = today
        self.office = OfficeLists(reader, today)

    @cached_property
    def home(self) -> "HomeLists":
        """What Beranda shows."""
        from kube_desktop.services.lists.home import HomeLists  # noqa: PLC0415  when needed

        return HomeLists(
            self._reader, self.office, self.visits, self.returns, self.assigning, self._today,
            self._corrected,
        )  # fmt: skip

    def _corrected(self) -> tuple[int, int]:
        """Return how many corrections and questions wait; most laptops never got a return file."""
        if self.office.installation("office_branches") is None:
            return 0, 0
        return self.corrections.counts()

    @cached_property
    def corrections(self) -> "CorrectionLists":
        """What the office corrected and asks."""
        from kube_desktop.services.lists.corrections import (  # noqa: PLC0415  when needed
            CorrectionLists,
        )

        return CorrectionLists(self._reader, self.office)

    @cached_property
    def groups(self) -> "GroupLists":
        """Groups and the page of one group."""
        from kube_desktop.services.lists.groups import GroupLists  # noqa: PLC0415  when needed

        return GroupLists(self._reader, self.office)

    @cached_property
    def members(self) -> "MemberLists":
        """People and the members of a group."""
        from kube_desktop.services.lists.members import MemberLists  # noqa: PLC0415  when needed

        return MemberLists(self._reader)

    @cached_property
    def handovers(self) -> "HandoverLists":
        """Handovers of aid."""
        from kube_desktop.services.lists.handovers import (  # noqa: PLC0415  when needed
            HandoverLists,
        )

        return HandoverLists(self._reader)

    @cached_property
    def visits(self) -> "VisitLists":
        """Visits and the agenda."""
        from kube_desktop.services.lists.visits import VisitLists  # noqa: PLC0415  when needed

        return VisitLists(self._reader, self._today)

    @cached_property
    def months(self) -> "MonthLists":
        """The month of a facilitator."""
        from kube_desktop.services.lists.month import MonthLists  # noqa: PLC0415  when needed

        return MonthLists(self._reader)

    @cached_property
    def changes(self) -> "ChangeLists":
        """Checks, replaced members and other facilitators."""
        from kube_desktop.services.lists.changes import ChangeLists  # noqa: PLC0415  when needed

        return ChangeLists(self._reader)

    @cached_property
    def assigning(self) -> "AssigningLists":
        """Who mentors what, and what former facilitators still write."""
        from kube_desktop.services.lists.assigning import (  # noqa: PLC0415  when needed
            AssigningLists,
        )

        return AssigningLists(self._reader)

    @cached_property
    def evaluations(self) -> "EvaluationLists":
        """Evaluations of groups."""
        from kube_desktop.services.lists.evaluations import (  # noqa: PLC0415  when needed
            EvaluationLists,
        )

        return EvaluationLists(self._reader, self.settings)

    @cached_property
    def exchanges(self) -> "ExchangeLists":
        """Files sent and files merged."""
        from kube_desktop.services.lists.exchanges import (  # noqa: PLC0415  when needed
            ExchangeLists,
        )

        return ExchangeLists(self._reader)

    @cached_property
    def reporting(self) -> "ReportingLists":
        """Who has not reported, and what became of their laptops."""
        from kube_desktop.services.lists.reporting import (  # noqa: PLC0415  when needed
            ReportingLists,
        )

        return ReportingLists(self._reader, self.office, self.assigning, self._today)

    @cached_property
    def returns(self) -> "ReturnLists":
        """Signed papers that have not come back."""
        from kube_desktop.services.lists.returns import ReturnLists  # noqa: PLC0415  when needed

        return ReturnLists(self._reader, self._today)

    @cached_property
    def settings(self) -> "SettingLists":
        """What the office set, as its window edits it."""
        from kube_desktop.services.lists.settings import SettingLists  # noqa: PLC0415  when needed

        return SettingLists(self._reader, self._today)

    @cached_property
    def search(self) -> "SearchLists":
        """One search over everything."""
        from kube_desktop.services.lists.search import SearchLists  # noqa: PLC0415  when needed

        return SearchLists(self._reader)
