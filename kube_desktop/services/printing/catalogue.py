"""What a kind of paper needs to be printable; each gatherer of content offers its own kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from kube_desktop.documents.content import Imprint
from kube_desktop.documents.page import Paper
from kube_desktop.domain.papers import PaperKind, Subject

if TYPE_CHECKING:
    from dataclasses import Field
    from typing import ClassVar


class Content(Protocol):
    """What every content has: a frozen dataclass with the small print of its pages."""

    __dataclass_fields__: "ClassVar[dict[str, Field[Any]]]"

    @property
    def imprint(self) -> Imprint:
        """The small print at the foot of every page."""


C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperType(Generic[C]):
    """One kind of paper: where its content comes from, how it is drawn and named.

    Attributes:
        gather: Returns the frozen content of a subject; raises DomainError when it is gone.
        render: Returns the PDF of a content.
        title: What the paper is, for the head of the print page.
        filename: Parts of a plain file name, first what it is; parts that are None are left out.
        subjects: Every subject that has such a paper, oldest first.

    """

    kind: PaperKind
    gather: Callable[[Subject], C]
    render: Callable[[C, Paper], bytes]
    title: Callable[[C], str]
    filename: Callable[[C], tuple[object, ...]]
    subjects: Callable[[], list[Subject]] = field(default=list)


Catalogue = Mapping[PaperKind, PaperType[Any]]


def catalogue_of(*types: PaperType[Any]) -> Catalogue:
    """Return paper types by their kind."""
    return {one.kind: one for one in types}
