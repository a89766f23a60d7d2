"""What can go wrong in a way that a person can understand and repair."""

from collections.abc import Sequence

from kube_desktop.domain.checks import Problem


class DomainError(Exception):
    """A rule of the programme forbids this; the message is shown to the user as it is."""


class ValidationError(DomainError):
    """Some fields of a draft cannot become a record.

    Attributes:
        problems: Everything to repair or to give a reason for, in the order of the form.

    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = tuple(problems)


class EnvironmentProblem(Exception):  # noqa: N818  a problem of the machine, not a fault of ours
    """The machine fails (disk full, file missing, flash disk pulled out); nothing was lost.

    Attributes:
        retry: Whether trying again can help once the user has acted.

    """

    def __init__(self, message: str, *, retry: bool = True) -> None:
        super().__init__(message)
        self.retry = retry
