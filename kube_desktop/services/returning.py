"""The signed paper comes back: scans and photos file themselves by the code of their paper."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kube_desktop.db.models import Attachment, Handover, UnfiledScan
from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.proof import MARK, NotAProofError, read_page_payload
from kube_desktop.domain.returning import (
    FORM_MARK,
    SCAN_FILES,
    FiledPage,
    PaperPlace,
    RefusedFile,
    Returned,
    WaitingScan,
    Why,
)
from kube_desktop.services.attachments import MAX_SIDE, AttachmentService, small_jpeg
from kube_desktop.services.code_reading import codes_on
from kube_desktop.services.paper_places import PaperPlaces
from kube_desktop.services.printing.papers import PrintingService
from kube_desktop.services.proofing import ProofingService, code_in
from kube_desktop.services.scan_tray import ScanTray, scan_attachment
from kube_desktop.services.scanned_pages import MAX_FILE, TOO_HEAVY, ScannedPage, pages_of
from kube_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_FILES: Final = 2000
_FORM_PAGE: Final = 3
"""Which part of the code of a form is the number of a later page."""
_NOTHING = "Di sana tidak ada foto, pindaian, atau PDF."


@dataclass(frozen=True, slots=True)
class ScanFollow:
    """How reading many scans is followed and stopped.

    Attributes:
        step: Told files done, files in all, and the name of the file that is read now.
        cancelled: Asked between pages; what was read until then stays.

    """

    step: Callable[[int, int, str], None] = lambda _done, _all, _name: None
    cancelled: Callable[[], bool] = lambda: False


@dataclass(slots=True)
class _Page:
    """One page as it was read: where it belongs, or why it waits."""

    number: int
    sha256: str
    size: int
    codes: tuple[str, ...]
    place: PaperPlace | Why
    remark: str = ""
    sheet: tuple[int, int] | None = None


@dataclass(slots=True)
class _Batch:
    """What is known while files are read."""

    places: dict[str, tuple[PaperPlace | Why, str]] = field(default_factory=dict)
    filed: list[FiledPage] = field(default_factory=list)
    waiting: list[WaitingScan] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    loose: dict[UUID, str] = field(default_factory=dict)


class ReturningService:
    """Files scans with their papers; what cannot be told waits in the tray.

    Attributes:
        tray: The pages that wait.

    """

    def __init__(
        self,
        workplace: Workplace,
        attachments: AttachmentService,
        printing: PrintingService,
        proofing: ProofingService,
    ) -> None:
        self._workplace = workplace
        self._attachments = attachments
        self.places = PaperPlaces(workplace, printing, proofing)
        self.tray = ScanTray(workplace, attachments, self.places)

    def receive(self, paths: Sequence[Path], follow: ScanFollow | None = None) -> Returned:
        """Read scans in files and folders and file each page with its paper.

        Each file is kept as a whole before the next is read. A file that cannot be opened is
        told and stops nothing.

        Raises:
            DomainError: When there is no file to read, or too many.
            EnvironmentProblem: When the disk is full.

        """
        follow = follow or ScanFollow()
        files = scans_in(paths)
        self.tray.sweep()
        batch, done = _Batch(), 0
        for done, path in enumerate(files):
            follow.step(done, len(files), path.name)
            if follow.cancelled():
                break
            try:
                pages = self._pages(path, batch, follow)
            except DomainError as error:
                batch.refused.append(RefusedFile(filename=path.name, reason=str(error)))
                continue
            self._store(path.name, pages, batch)
        else:
            done = len(files)
        self._file_loose(batch)
        follow.step(done, len(files), "")
        return Returned(
            files=len(files),
            filed=tuple(batch.filed),
            waiting=tuple(batch.waiting),
            refused=tuple(batch.refused),
            unsigned=self._unsigned(batch.filed),
            is_stopped=done < len(files),
        )

    def _pages(self, path: Path, batch: _Batch, follow: ScanFollow) -> list[_Page]:
        pages = []
        for page in pages_of(_content(path)):
            if follow.cancelled():
                break
            pages.append(self._read(page, batch, follow))
        for before, between, after in zip(pages, pages[1:], pages[2:], strict=False):
            _fill_gap(before, between, after)
        return pages

    def _read(self, page: ScannedPage, batch: _Batch, follow: ScanFollow) -> _Page:
        found = codes_on(page.picture, marks=(MARK, FORM_MARK), is_cancelled=follow.cancelled)
        content = _kept_picture(page.picture, found[0][1] if found else 0)
        read = _Page(
            number=page.number + 1,
            sha256=self._attachments.keep(content),
            size=len(content),
            codes=tuple(text for text, _ in found),
            place=Why.NO_CODE,
        )
        for text in read.codes:
            self._learn(text, batch)
        told = dict(batch.places[code_in(text)] for text in read.codes)
        if len(told) > 1 or (Why.STRANGER in told and len(set(map(code_in, read.codes))) > 1):
            read.place = Why.SEVERAL
        elif told:
            ((read.place, read.remark),) = told.items()
            read.sheet = _sheet(read.codes)
        return read

    def _learn(self, payload: str, batch: _Batch) -> None:
        """Look a code up once; the large code of a first page says more than the small ones."""
        code = code_in(payload)
        known = batch.places.get(code)
        if known is None or known[0] is Why.STRANGER:
            batch.places[code] = self.places.by_payload(payload)

    def _store(self, filename: str, pages: Iterable[_Page], batch: _Batch) -> None:
        with self._workplace.database.write(actor=self._workplace.actor) as session:
            for page in pages:
                if isinstance(page.place, PaperPlace):
                    batch.filed.append(_file(session, filename, page, page.place))
                    continue
                scan = _wait(session, filename, page, page.place, self._workplace)
                batch.waiting.append(scan)
                if page.place is Why.STRANGER and page.codes:
                    batch.loose[scan.id] = code_in(page.codes[0])

    def _file_loose(self, batch: _Batch) -> None:
        """File later pages that came before the first page of their paper told whose they are."""
        for scan in [one for one in batch.waiting if one.id in batch.loose]:
            place, remark = batch.places[batch.loose[scan.id]]
            if isinstance(place, PaperPlace):
                filed = self.tray.file(scan.id, place)
                batch.filed.append(replace(filed, remark=remark))
                batch.waiting.remove(scan)

    def _unsigned(self, filed: Iterable[FiledPage]) -> tuple[UUID, ...]:
        sure = [
            one.place.owner_id
            for one in filed
            if one.place.kind is PaperKind.BAST and not one.remark
        ]
        with self._workplace.database.read() as session:
            return tuple(
                session.scalars(
                    select(Handover.id).where(
                        Handover.id.in_(set(sure)),
                        Handover.deleted == 0,
                        Handover.status.in_((HandoverStatus.RECORDED, HandoverStatus.PRINTED)),
                    )
                )
            )


def scans_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read, those of folders in the order of their names.

    Raises:
        DomainError: When there is none, or more than anybody scans in a day.

    """
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in SCAN_FILES)
            files |= dict.fromkeys(one for one in inside if one.is_file())
        else:
            files[path] = None
    if not files:
        raise DomainError(_NOTHING)
    if len(files) > MOST_FILES:
        raise DomainError(f"Di sana lebih dari {MOST_FILES} berkas. Pilih sebagian saja.")
    return list(files)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise DomainError(TOO_HEAVY)
        return path.read_bytes()
    except OSError as error:
        raise DomainError("Berkas ini tidak dapat dibuka. Periksa, lalu coba lagi.") from error


def _kept_picture(picture: "Image", turned: int) -> bytes:
    """Return a page upright and small enough to travel."""
    upright = picture.rotate(round(turned / 90) % 4 * 90, expand=True)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return small_jpeg(upright)


def _sheet(codes: Iterable[str]) -> tuple[int, int] | None:
    """Return which page of its paper a page is, and of how many; 0 where that is not said."""
    for text in codes:
        if text.startswith(FORM_MARK):
            page = text.split("|")[_FORM_PAGE:]
            return (int(page[0]), 0) if page and page[0].isdecimal() else (1, 0)
        try:
            mark = read_page_payload(text)
        except NotAProofError:
            continue
        return mark.page, mark.pages
    return 1, 0


def _fill_gap(before: _Page, between: _Page, after: _Page) -> None:
    """Tell whose an unread page is when it lies between its neighbours in the same paper."""
    if between.place is not Why.NO_CODE or before.place != after.place:
        return
    if not isinstance(before.place, PaperPlace) or before.sheet is None or after.sheet is None:
        return
    if after.sheet[0] == before.sheet[0] + 2:
        between.place, between.remark = before.place, before.remark
        between.sheet = (before.sheet[0] + 1, after.sheet[1])


def _file(session: Session, filename: str, page: _Page, place: PaperPlace) -> FiledPage:
    known = session.scalars(
        select(Attachment.id).where(
            Attachment.owner_id == place.owner_id,
            Attachment.sha256 == page.sha256,
            Attachment.deleted == 0,
        )
    ).first()
    attachment = scan_attachment(place, filename, page.sha256, page.size, page.sheet)
    if known is None:
        session.add(attachment)
        session.flush()
    return FiledPage(
        filename=filename,
        page=page.number,
        place=place,
        attachment_id=known or attachment.id,
        remark=page.remark,
        is_known=known is not None,
    )


def _wait(
    session: Session, filename: str, page: _Page, why: Why, workplace: Workplace
) -> WaitingScan:
    row = session.scalars(select(UnfiledScan).where(UnfiledScan.sha256 == page.sha256)).first()
    is_known = row is not None and row.why != Why.DISCARDED.value
    if row is None:
        row = UnfiledScan(
            id=new_id(), filename=filename, page=page.number, sha256=page.sha256, mime="image/jpeg"
        )
        session.add(row)
    if not is_known:
        row.why, row.received_at = why.value, workplace.now()
    session.flush()
    return WaitingScan(
        id=row.id, filename=row.filename, page=row.page, sha256=row.sha256, why=why,
        received_at=row.received_at, is_known=is_known,
    )  # fmt: skip
