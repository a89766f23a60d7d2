"""Answering the office on a laptop: accept or object to its corrections, answer its questions."""

from collections.abc import Iterable
from uuid import UUID

from kube_desktop.db.models import Question, Response
from kube_desktop.domain.changes import Kind
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.replies import AskedQuestion, Correction
from kube_desktop.services.workplace import Workplace

ACCEPTED, OBJECTED = "diterima", "dibantah"
"""What a response says."""
ANSWERED = "dijawab"
_SHORTEST = 3
_LONGEST = 1000


class CorrectionService:
    """Keeps what a facilitator says to the office; it goes with the next file."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def waiting(self) -> list[Correction]:
        """Return the corrections that wait for an answer."""
        return self._workplace.lists.corrections.waiting()

    def questions(self) -> list[AskedQuestion]:
        """Return the open questions to whoever works here."""
        return self._workplace.lists.corrections.questions()

    def accept(self, corrections: Iterable[Correction]) -> None:
        """Say that corrections are right; the records show them already."""
        self._respond(list(corrections), ACCEPTED, None)

    def object_to(self, correction: Correction, comment: str) -> None:
        """Say that a correction is wrong, and why; the office decides once more.

        The record goes on showing the office's value: two people who overwrite each other in turn
        would never end.

        Raises:
            ValidationError: When no reason was given.

        """
        self._respond([correction], OBJECTED, _text(comment, "Tulis alasan keberatan Anda"))

    def answer(self, question_id: UUID, answer: str) -> None:
        """Answer a question of the office.

        Raises:
            ValidationError: When the answer is empty.
            DomainError: When the question is gone.

        """
        text, workplace = _text(answer, "Tulis jawabannya"), self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            question = session.get(Question, question_id)
            if question is None or question.deleted:
                raise DomainError("Pertanyaan ini tidak ada lagi.")
            question.answer = text
            question.answered_on = workplace.today()
            question.status = ANSWERED
        workplace.database.announce(frozenset({Kind.PACKAGE}))

    def _respond(self, corrections: list[Correction], response: str, comment: str | None) -> None:
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            session.add_all(
                Response(
                    record_table=one.table,
                    record_id=one.record_id,
                    field=one.field_name,
                    change_replica=one.replica,
                    change_seq=one.seq,
                    response=response,
                    comment=comment,
                    responded_on=workplace.today(),
                    mentor_id=workplace.actor,
                )
                for one in corrections
            )
        workplace.database.announce(frozenset({Kind.PACKAGE}))


def _text(typed: str, missing: str) -> str:
    text = " ".join(typed.split())
    if len(text) < _SHORTEST:
        raise ValidationError([Problem("text", missing)])
    return text[:_LONGEST]
