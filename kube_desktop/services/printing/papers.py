"""Use cases around papers: show, save as PDF, print, and note that it was printed."""

import os
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from kube_desktop.db.models import Print
from kube_desktop.documents import style
from kube_desktop.documents.bast import render_bast
from kube_desktop.documents.page import Paper
from kube_desktop.domain.aid import HandoverDraft, HandoverStatus
from kube_desktop.domain.errors import EnvironmentProblem
from kube_desktop.domain.papers import MadePaper, PaperKind, PaperSize, Seal, Subject, id_of
from kube_desktop.domain.wording import short_date
from kube_desktop.paths import resources
from kube_desktop.services.aid import AidService
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.printing.cancellations import CancellationPapers
from kube_desktop.services.printing.catalogue import catalogue_of
from kube_desktop.services.printing.exchanges import ExchangePapers
from kube_desktop.services.printing.field_forms import FieldForms
from kube_desktop.services.printing.handovers import HandoverPapers
from kube_desktop.services.printing.letters import require_letters
from kube_desktop.services.printing.minutes import MinutesPapers
from kube_desktop.services.printing.months import MonthPapers
from kube_desktop.services.printing.profiles import ProfilePapers
from kube_desktop.services.printing.recaps import RecapPapers
from kube_desktop.services.printing.receivers import ReceiverPapers
from kube_desktop.services.printing.reports import ReportPapers
from kube_desktop.services.printing.sealing import Sealing
from kube_desktop.services.printing.visits import VisitPapers
from kube_desktop.services.workplace import Workplace

_LONGEST_WORD = 60
"""Windows knows no path of more than 260 letters, folders and all."""


class PrintingService:
    """Makes papers from records; the same record gives the same bytes."""

    def __init__(
        self, workplace: Workplace, aid: AidService, attachments: AttachmentService
    ) -> None:
        self._workplace = workplace
        self._aid = aid
        self._sealing = Sealing(workplace)
        self._handovers = HandoverPapers(workplace, aid, attachments)
        self._catalogue = catalogue_of(
            *self._handovers.types(),
            *ReceiverPapers(workplace, self._handovers).types(),
            *MinutesPapers(workplace).types(),
            *ExchangePapers(workplace).types(),
            *VisitPapers(workplace, attachments).types(),
            *MonthPapers(workplace, attachments).types(),
            *CancellationPapers(workplace).types(),
            *ProfilePapers(workplace).types(),
            *FieldForms(workplace).types(),
            *RecapPapers(workplace).types(),
            *ReportPapers(workplace).types(),
        )

    def make(
        self, kind: PaperKind, subject: Subject, size: PaperSize, version: int | None = None
    ) -> MadePaper:
        """Return a paper of a stored record, or a report.

        Args:
            kind: Which paper.
            subject: Of which record or scope.
            size: On which sheet; an old version keeps its own.
            version: An old version as it was printed; None for what the paper says now.

        Raises:
            DomainError: When the record or version is gone, or names something in letters without
                a shape.
            EnvironmentProblem: When a photo of it is damaged; names the record.

        """
        found = self._sealing.versions(kind, id_of(subject))
        if version is not None:
            return self._sealing.copy_of_version(kind, subject, found, version)
        if copy := self._sealing.signed_copy(kind, subject, found):
            return copy
        paper_type = self._catalogue[kind]
        try:
            gathered = paper_type.gather(subject)
        except EnvironmentProblem as problem:  # in a job of many papers, which one it was
            raise EnvironmentProblem(
                f"{self._name_of(subject)}{problem}", retry=problem.retry
            ) from problem
        content, seal = gathered, None
        style.register_fonts(resources() / "fonts")
        if not kind.is_blank:
            require_letters(gathered)
            content, seal = self._sealing.prove(kind, subject, gathered, found)
        return MadePaper(
            kind=kind,
            subject=subject,
            title=paper_type.title(content),
            filename=_filename(paper_type.filename(content), size),
            size=size,
            pdf=paper_type.render(content, Paper[size.value]),
            seal=seal,
        )

    def statement(self, kind: PaperKind, subject: Subject) -> Seal:
        """Return what a paper of this record would state now, without making it.

        Raises:
            DomainError: When the record is gone.

        """
        found = self._sealing.versions(kind, id_of(subject))
        return self._sealing.state(kind, subject, self._catalogue[kind].gather(subject), found)

    def preview(self, draft: HandoverDraft, size: PaperSize) -> bytes:
        """Return the BAST of what is typed now; what is missing shows as a red dotted line."""
        content = self._handovers.bast_of_draft(draft)
        style.register_fonts(resources() / "fonts")
        return render_bast(content, Paper[size.value], preview=True)

    def all_subjects(self, kind: PaperKind) -> list[Subject]:
        """Return every record or scope that has such a paper, oldest first."""
        return self._catalogue[kind].subjects()

    def save_all(
        self,
        kind: PaperKind,
        subjects: Iterable[Subject],
        size: PaperSize,
        folder: Path,
        on_saved: Callable[[Path], bool] = lambda _: True,
    ) -> list[Path]:
        """Save papers of many records into a folder and return the files.

        Args:
            kind: Which paper.
            subjects: Of which records or scopes.
            size: On which sheet.
            folder: Where to; made when missing.
            on_saved: Told each file; returning False stops, what is saved stays.

        Raises:
            EnvironmentProblem: When the folder is full or not writable.

        """
        saved: list[Path] = []
        for subject in subjects:
            saved.append(self.save(self.make(kind, subject, size), folder))
            if not on_saved(saved[-1]):
                break
        return saved

    def save(self, paper: MadePaper, folder: Path) -> Path:
        """Save one paper under its plain name, whole or not at all.

        A different paper that happens to have the same name is never overwritten.

        Raises:
            EnvironmentProblem: When the folder is full or not writable.

        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = _free_name(folder / paper.filename, paper.pdf)
            if target.exists():  # this very paper, perhaps open in a reader that locks it
                return target
            part = folder / f".{secrets.token_hex(6)}.part"
            try:
                with part.open("wb") as file:
                    file.write(paper.pdf)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentProblem(
                f"PDF tidak dapat disimpan ke {folder}: {paper.filename}. Periksa ruang kosong dan "
                "izin folder, atau pilih tempat lain. Data Anda tetap aman di laptop."
            ) from error
        return target

    def _name_of(self, subject: Subject) -> str:
        """Return what stands before a problem: whose record it is, as lists show it."""
        key = id_of(subject).bytes
        lists = self._workplace.lists
        handover = lists.handovers.rows_by_id([key]).get(key)
        if handover is not None:
            return f"{handover.receiver}, {short_date(handover.handed_over_on)}: "
        visit = lists.visits.row(id_of(subject))
        if visit is not None:
            return f"{visit.group_name}, {short_date(visit.visited_on)}: "
        group = lists.groups.rows_by_id([key]).get(key)
        return f"{group.name}: " if group is not None else ""

    def note_printed(self, paper: MadePaper, copies: int) -> None:
        """Note who printed what, when, how often, and seal it; a BAST becomes *dicetak*."""
        record_id = id_of(paper.subject)
        workplace = self._workplace
        with workplace.database.write(actor=workplace.actor) as session:
            session.add(
                Print(
                    paper=paper.kind.value,
                    record_id=record_id,
                    printed_at=workplace.now().astimezone(UTC).isoformat(timespec="seconds"),
                    copies=copies,
                    paper_size=paper.size.value,
                    mentor_id=workplace.actor,
                )
            )
            self._sealing.keep(session, paper)
        is_copy = paper.seal is not None and paper.seal.is_kept
        if paper.kind is PaperKind.BAST and not is_copy:
            self._aid.mark(record_id, HandoverStatus.PRINTED)


def default_folder(documents: Path, day: date | datetime) -> Path:
    """Return where PDF files of a day go: Dokumen/KUBE/Cetak/2026."""
    return documents / "Cetak" / str(day.year)


def _filename(parts: tuple[object, ...], size: PaperSize) -> str:
    words = [
        re.sub(r"[^\w]+", "-", str(part), flags=re.ASCII).strip("-")[:_LONGEST_WORD].rstrip("-")
        for part in parts
        if part
    ]
    return f"{'_'.join(word for word in words if word)}_{size.value}.pdf"


def _free_name(wanted: Path, content: bytes) -> Path:
    """Return the name itself when it is free or already holds this very paper."""
    for number in range(1, 1000):
        name = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}_{number}")
        if not name.exists() or _holds(name, content):
            return name
    raise FileExistsError(wanted)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except PermissionError:  # another program keeps it open for itself alone
        return False
