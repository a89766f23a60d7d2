"""All tables. Synced tables are marked; the others belong to this installation only."""

from kube_desktop.db.models.aid import Aid, AidItem, Handover, Print
from kube_desktop.db.models.base import SYNCED, Base
from kube_desktop.db.models.deciding import Question, Response, Verdict
from kube_desktop.db.models.evaluation import Evaluation, EvaluationAnswer
from kube_desktop.db.models.local import (
    AppliedMerge,
    DecisionBatch,
    Draft,
    Installation,
    IssuedFile,
    Laptop,
    Opened,
    ReceivedFile,
    Region,
    SentFile,
    WaitingFile,
)
from kube_desktop.db.models.mentoring import Attachment, ItemCondition, Visit, VisitAttendance
from kube_desktop.db.models.office import (
    GoodsPackage,
    Instrument,
    OfficeSetting,
    Official,
    RevokedDevice,
    Target,
)
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
    "SYNCED", "Aid", "AidItem", "AppliedMerge", "Assignment", "Attachment", "Base",
    "DecisionBatch", "Draft", "Evaluation", "EvaluationAnswer", "GoodsPackage", "Group",
    "GroupTransition", "Handover", "Installation", "Instrument", "IssuedFile", "ItemCondition",
    "KeptPdf", "Laptop", "Membership", "Mentor", "OfficeSetting", "Official", "Opened", "Person",
    "Print", "Question", "ReceivedFile", "Region", "Response", "RevokedDevice", "SealedPaper",
    "SentFile", "Target", "UnfiledScan", "Verdict", "Visit", "VisitAttendance", "WaitingFile",
]  # fmt: skip
