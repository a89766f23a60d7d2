"""Gathering the content of the monthly report of a facilitator."""

from collections import Counter
from datetime import date
from typing import Any, Final

from kube_desktop.documents.content import Party, Photo
from kube_desktop.documents.contents_reports import (
    Fact,
    Facts,
    MonthReportContent,
    MonthVisit,
    PlannedVisit,
)
from kube_desktop.documents.month_report import render_month_report
from kube_desktop.domain.mentoring import BusinessCondition, PromiseResult
from kube_desktop.domain.papers import PaperKind, Scope, Subject
from kube_desktop.domain.periods import Period
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import Duty
from kube_desktop.domain.wording import number, rupiah, short_date
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.lists.month import (
    ComingVisit,
    DoneVisit,
    MentorCard,
    MonthNumbers,
    VisitPhoto,
)
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import head_on
from kube_desktop.services.printing.scopes import (
    CAPITAL,
    official_of,
    own_mentor,
    scope_of,
    small_picture,
)
from kube_desktop.services.workplace import Workplace

_MOST_PHOTOS: Final = 60
_PHOTOS_OF_A_VISIT: Final = 4


class MonthPapers:
    """Content of monthly reports."""

    def __init__(self, workplace: Workplace, attachments: AttachmentService) -> None:
        self._workplace = workplace
        self._attachments = attachments
        self._months = workplace.lists.months

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the monthly report for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.MONTH_REPORT,
                gather=self.report,
                render=render_month_report,
                title=lambda made: " · ".join(filter(None, (made.mentor.name, made.period))),
                filename=lambda made: ("Laporan-bulanan", made.mentor.name, made.period),
                subjects=self._all,
            ),
        )

    def _all(self) -> list[Subject]:
        months = self._months.months(own_mentor(self._workplace.lists))
        return [Scope(period=month, mentor_id=mentor_id) for month, mentor_id in months]

    def report(self, subject: Subject) -> MonthReportContent:
        """Return the report of a month.

        Raises:
            DomainError: When the period is none, or no such report is known.

        """
        scope = scope_of(subject, self._all)
        period, lists = Period.parse(scope.period), self._workplace.lists
        day = period.dated(self._workplace.today())
        mentor_id = scope.mentor_id
        visits = self._months.visits(period, mentor_id)
        coming = self._months.coming(period, mentor_id)
        numbers = self._months.numbers(period, mentor_id)
        photos = self._months.photos(period, mentor_id)
        printed = _chosen(photos)
        card = self._months.mentor(mentor_id) if mentor_id else None
        return MonthReportContent(
            letterhead=head_on(lists.office, day),
            period=period.label,
            following=period.following.label,
            mentor=_mentor(card),
            mentor_facts=_mentor_facts(card, numbers.mentored),
            figures=_figures(visits, numbers),
            visits=tuple(_visit_of(one) for one in visits),
            plans=tuple(_plan_of(one, day) for one in coming),
            photos=self._pictures(printed),
            left_out_photos=len(photos) - len(printed),
            signed_at=REGENCIES.get(card.regency_code, CAPITAL) if card else None,
            signed_on=day,
            acknowledged_by=official_of(lists, day, Duty.DIVISION, Duty.HEAD),
        )

    def _pictures(self, photos: list[VisitPhoto]) -> tuple[Photo, ...]:
        return tuple(
            Photo(
                image=small_picture(self._attachments.content(one.sha256)),
                caption=_caption(one),
            )
            for one in photos
            if self._attachments.exists(one.sha256)
        )


def _mentor(card: MentorCard | None) -> Party:
    return Party(
        name=card.name if card else None, position=(card and card.kind) or "Pendamping KUBE"
    )


def _mentor_facts(card: MentorCard | None, mentored: int) -> Facts:
    known = (
        ("Nomor identitas", card.identity_number),
        ("Nomor SK", card.decree_number),
        ("Wilayah tugas", REGENCIES.get(card.regency_code, "")),
    ) if card else ()  # fmt: skip
    facts = tuple(Fact(label, value) for label, value in known if value)
    return (*facts, Fact("Kelompok dampingan", f"{number(mentored)} kelompok"))


def _figures(visits: list[DoneVisit], numbers: MonthNumbers) -> Facts:
    visited = {one.group_id for one in visits}
    present, expected = sum(one.present for one in visits), sum(one.expected for one in visits)
    conditions = Counter(one.condition for one in visits)
    worse = conditions[BusinessCondition.SHRINKING] + conditions[BusinessCondition.STOPPED]
    promises = Counter(one.promise for one in visits)
    asked = sum(promises[result] for result in PromiseResult)
    return (
        Fact("Kunjungan", f"{number(len(visits))} kali"),
        Fact(
            "Kelompok dikunjungi",
            f"{number(len(visited))} dari {number(numbers.mentored)} kelompok",
        ),
        Fact("Kehadiran anggota", _share(present, expected, "orang")),
        Fact("Usaha meningkat", _times(conditions[BusinessCondition.GROWING])),
        Fact("Usaha tetap", _times(conditions[BusinessCondition.STEADY])),
        Fact("Usaha menurun atau berhenti", _times(worse)),
        Fact("Janji terpenuhi", _share(promises[PromiseResult.DONE], asked, "janji")),
        Fact(
            "Barang tidak dipakai, rusak, hilang", _share(numbers.worse_items, numbers.seen_items)
        ),
        Fact("Serah terima bantuan", f"{number(numbers.handovers)} kali"),
        Fact("Nilai bantuan diserahkan", rupiah(numbers.handed_over)),
    )


def _times(count: int) -> str:
    return f"{number(count)} kunjungan"


def _share(part: int, whole: int, what: str = "barang") -> str | None:
    if not whole:
        return None
    return f"{number(part)} dari {number(whole)} {what} ({round(100 * part / whole)}%)"


def _visit_of(visit: DoneVisit) -> MonthVisit:
    topics = ", ".join(visit.topics)
    return MonthVisit(
        visited_on=visit.visited_on,
        place="\n".join(filter(None, (f"KUBE {visit.group_name}", visit.place))),
        activities="\n".join(
            filter(None, (f"{visit.kind.label}: {topics}" if topics else visit.kind.label,
                          visit.activity))
        ),
        progress="\n".join(_progress(visit)),
        problems=visit.problems or None,
        solutions=visit.solution or None,
    )  # fmt: skip


def _progress(visit: DoneVisit) -> list[str]:
    lines = []
    if visit.condition is not None:
        lines.append(f"Usaha {visit.condition.label.lower()}")
    if visit.turnover is not None:
        lines.append(f"Omzet {rupiah(visit.turnover)}")
    if visit.cash is not None:
        lines.append(f"Kas {rupiah(visit.cash)}")
    if visit.expected:
        lines.append(f"Hadir {visit.present} dari {visit.expected} anggota")
    if visit.promise is not None:
        lines.append(f"Janji lalu: {visit.promise.label.lower()}")
    return lines


def _plan_of(coming: ComingVisit, day: date) -> PlannedVisit:
    when = short_date(coming.due_on)
    if coming.due_on <= day:
        when = f"Segera; jatuh tempo {when}"
    place = "\n".join(filter(None, (f"KUBE {coming.group_name}", coming.place)))
    return PlannedVisit(
        place=place,
        when=when,
        follow_up=coming.follow_up or None,
        due_on=coming.promised_until if coming.follow_up else None,
    )


def _chosen(photos: list[VisitPhoto]) -> list[VisitPhoto]:
    """Return the photos that are printed: some of each visit, so that every visit is seen."""
    count = Counter[tuple[str, date]]()
    chosen = []
    for photo in photos:
        visit = (photo.group_name, photo.visited_on)
        count[visit] += 1
        if count[visit] <= _PHOTOS_OF_A_VISIT or len(photos) <= _MOST_PHOTOS:
            chosen.append(photo)
    return chosen[:_MOST_PHOTOS]


def _caption(photo: VisitPhoto) -> str:
    head = f"KUBE {photo.group_name}, {short_date(photo.visited_on)}"
    return f"{head}: {photo.caption}" if photo.caption else head
