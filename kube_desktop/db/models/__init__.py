"""All tables. Synced tables are marked; the others belong to this installation only."""

from kube_desktop.db.models.aid import Aid, AidItem, Handover, Print
from kube_desktop.db.models.base import SYNCED, Base
from kube_desktop.db.models.evaluation import Evaluation, EvaluationAnswer
from kube_desktop.db.models.local import (
    AppliedMerge,
    Draft,
    Installation,
    Opened,
    Region,
    SentFile,
)
from kube_desktop.db.models.mentoring import Attachment, ItemCondition, Visit, VisitAttendance
from kube_desktop.db.models.office import GoodsPackage, OfficeSetting, Official, Target
from kube_desktop.db.models.papers import KeptPdf, SealedPaper, UnfiledScan
from kube_desktop.db.models.people import (
    Assignment,
    Group,
    GroupTransition,
    Membership,
    Mentor,
    Person,
)

__all__ = [
    "SYNCED", "Aid", "AidItem", "AppliedMerge", "Assignment", "Attachment", "Base", "Draft",
    "Evaluation", "EvaluationAnswer", "GoodsPackage", "Group", "GroupTransition", "Handover",
    "Installation", "ItemCondition", "KeptPdf", "Membership", "Mentor", "OfficeSetting",
    "Official", "Opened", "Person", "Print", "Region", "SealedPaper", "SentFile", "Target",
    "UnfiledScan", "Visit", "VisitAttendance",
]  # fmt: skip
