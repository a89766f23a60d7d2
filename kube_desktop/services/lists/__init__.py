"""Reading what the screens show, light enough to be there before the first paint.

Nothing here imports SQLAlchemy, ReportLab or cryptography; all of it is plain SQL through
`db.reading.Reader` into frozen rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kube_desktop.db.reading import Reader
from kube_desktop.services.lists.evaluations import EvaluationLists
from kube_desktop.services.lists.groups import GroupLists
from kube_desktop.services.lists.handovers import HandoverLists
from kube_desktop.services.lists.home import HomeLists
from kube_desktop.services.lists.members import MemberLists
from kube_desktop.services.lists.office import OfficeLists
from kube_desktop.services.lists.search import SearchLists
from kube_desktop.services.lists.visits import VisitLists


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list and figure the screens show."""

    office: OfficeLists
    home: HomeLists
    groups: GroupLists
    members: MemberLists
    handovers: HandoverLists
    visits: VisitLists
    evaluations: EvaluationLists
    search: SearchLists

    @classmethod
    def over(cls, reader: Reader, today: Callable[[], date]) -> "Lists":
        """Build them over one reader."""
        office = OfficeLists(reader, today)
        visits = VisitLists(reader, today)
        groups = GroupLists(reader, office)
        return cls(
            office=office,
            home=HomeLists(reader, office, visits, today),
            groups=groups,
            members=MemberLists(reader),
            handovers=HandoverLists(reader),
            visits=visits,
            evaluations=EvaluationLists(reader),
            search=SearchLists(reader),
        )
