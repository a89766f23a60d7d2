"""The fields of a visit, in the order of the paper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kube_desktop.domain.mentoring import (
    METHODS,
    TOPICS,
    BusinessCondition,
    VisitDraft,
    VisitKind,
)
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.choice_fields import ChipsField, ChoiceField, SegmentField
from kube_desktop.ui.forms.fields import DateField, IntField, LongTextField, RupiahField, TextField
from kube_desktop.ui.forms.form import AnyField, RecordForm
from kube_desktop.ui.forms.layout import Section, row
from kube_desktop.ui.mentoring.findings import FindingList
from kube_desktop.ui.mentoring.photos import KeptPhoto, PhotoStrip
from kube_desktop.ui.mentoring.promise import PromiseBar
from kube_desktop.ui.mentoring.stops import place_after
from kube_desktop.ui.mentoring.subject import Unfinished, VisitSubject
from kube_desktop.ui.mentoring.times import TimeField
from kube_desktop.ui.theme import theme

_ARROW_ROOM: Final = 78
"""What a combo box takes around its text."""
_FOLDED: Final = (
    "started_at", "ended_at", "others_present", "cash", "activity", "solution", "community_role",
    "referral",
)  # fmt: skip


class VisitForm(QWidget):
    """Edits one visit: the promise of the last one, who was there, what was done and found.

    Attributes:
        fields: The form proper, for problems and reasons.
        photos: The photos below it.

    Signals:
        edited: The person changed something.
        rearranged: The fields were made anew in another arrangement, for another text size.

    """

    edited = Signal()
    rearranged = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = VisitDraft()
        self._fold: QPushButton | None = None
        self.promise = PromiseBar()
        self.findings = FindingList()
        self.photos = PhotoStrip()
        self.fields = RecordForm(self._describe(today), self._arrange())
        self.fields.add_part("findings", self.findings, self.findings)
        self.fields.editor("turnover").setPlaceholderText(self.tr("boleh kosong"))
        self._is_roomy = self._has_room()
        self._adjust_boxes()
        theme().changed.connect(self._follow_text_size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.fields)
        for part in (self.promise, self.photos, self.fields):
            part.edited.connect(self.edited)
        # As an answered question: the form looks again whether the problem is gone.
        self.findings.edited.connect(self.fields.summary.answered)
        self.photos.edited.connect(self._show_rows)

    def show_subject(self, subject: VisitSubject, unfinished: Unfinished | None = None) -> None:
        """Show a visit: as recorded, with the defaults of a new one, or as it was being typed."""
        draft = unfinished.draft if unfinished else subject.draft
        draft = replace(draft, group_id=subject.group.id)
        self._base = draft
        self.fields.clear()
        self.fields.editor("present").set_options(subject.people)
        self.findings.show_goods(subject.goods)
        self.findings.set_findings(draft.findings)
        self.promise.show_promise(subject.promise)
        self.promise.set_value(draft.promise_result)
        self.fields.fill(draft)
        self.fields.set_reasons(draft.reasons)
        self.photos.show_photos((), unfinished.photos if unfinished else ())
        if self._fold is not None:
            self._fold.setChecked(any(getattr(draft, name) for name in _FOLDED))
        self._show_rows()

    def show_kept_photos(self, kept: Sequence[KeptPhoto]) -> None:
        """Show the photos that are kept with the recorded visit."""
        self.photos.show_kept(kept)
        self._show_rows()

    def draft(self) -> VisitDraft:
        """Return what the form holds."""
        values: dict[str, Any] = self.fields.values()
        values["present"] = frozenset(values["present"])
        # The combo boxes cannot be emptied by hand, but a stored visit may hold an unknown word.
        values["kind"] = values["kind"] or self._base.kind
        values["method"] = values["method"] or self._base.method
        return replace(
            self._base,
            **values,
            findings=self.findings.findings(),
            promise_result=self.promise.value(),
            reasons=self.fields.reasons(),
        )

    def focus_first(self) -> None:
        """Go to what is asked first."""
        if self.promise.has_promise and self.promise.value() is None:
            self.promise.choice.setFocus()
        else:
            self.fields.focus_first_empty()

    def _show_rows(self) -> None:
        """Hide the rows that have nothing to show, with their lines and distances."""
        for part, shown in (
            (self.promise, self.promise.has_promise),
            (self.fields.box("present"), bool(self.fields.editor("present").buttons)),
            (self.findings, bool(self.findings.rows)),
            (self.photos, bool(self.photos.count)),
        ):
            around = part.parentWidget()
            if around is not None:
                around.setVisible(shown)
        self._order_stops()

    @staticmethod
    def _has_room() -> bool:
        """Tell whether date, way, turnover and condition stand side by side."""
        return theme().scale <= 1.0

    @Slot()
    def _follow_text_size(self) -> None:
        if self._has_room() != self._is_roomy:
            self._is_roomy = self._has_room()
            self.fields.set_rows(self._arrange())
            self._adjust_boxes()
            self._show_rows()
            self.rearranged.emit()

    def _adjust_boxes(self) -> None:
        _align_top(self.fields.box("follow_up_due_on"))
        _centre(self.fields.box("business_condition"))
        method = self.fields.editor("method")
        method.setMinimumWidth(method.fontMetrics().horizontalAdvance(METHODS[0]) + _ARROW_ROOM)
        was_open = self._fold is not None and self._fold.isChecked()
        self._fold = _fold_button(self.fields)
        self._fold.setChecked(was_open)

    def _order_stops(self) -> None:
        """Let Tab go through what was made anew for this group where it stands on the page."""
        place_after(
            self.fields.editor("business_condition").buttons[-1], self.fields.editor("present")
        )
        self.findings.order_stops()
        chips = (self.fields.editor("follow_up_due_on"), *self.photos.stops())
        for earlier, later in pairwise(chips):
            QWidget.setTabOrder(earlier, later)

    def _describe(self, today: Callable[[], date]) -> list[AnyField]:
        tr = self.tr
        return [
            DateField("visited_on", tr("Tanggal"), today=today),
            ChoiceField("method", tr("Cara"), choices=[(one, one) for one in METHODS]),
            RupiahField("turnover", tr("Omzet bulan ini (Rp)")),
            SegmentField(
                "business_condition",
                tr("Kondisi usaha"),
                choices=[(one, one.label) for one in BusinessCondition],
            ),
            ChipsField("present", tr("Yang hadir")),
            ChipsField("topics", tr("Materi"), choices=[(one, one) for one in TOPICS]),
            LongTextField("problems", tr("Masalah"), optional=True),
            LongTextField("follow_up", tr("Tindak lanjut"), optional=True),
            DateField("follow_up_due_on", tr("Batas waktu"), optional=True, today=today),
            ChoiceField("kind", tr("Jenis"), choices=[(one, one.label) for one in VisitKind]),
            TimeField("started_at", tr("Jam mulai"), optional=True),
            TimeField("ended_at", tr("Jam selesai"), optional=True),
            IntField("others_present", tr("Hadir lainnya"), optional=True, maximum=500),
            RupiahField("cash", tr("Kas kelompok (Rp)"), optional=True),
            LongTextField("activity", tr("Kegiatan"), optional=True),
            LongTextField("solution", tr("Upaya yang sudah dilakukan"), optional=True),
            TextField("community_role", tr("Peran masyarakat"), optional=True),
            TextField("referral", tr("Rujukan ke dinas atau mitra"), optional=True),
        ]

    def _arrange(self) -> list[Any]:
        names = ("visited_on", "method", "turnover", "business_condition")
        facts = [row(*names, stretch=(10, 6, 6, 1))]
        details = [row("kind", "started_at", "ended_at", "others_present", "cash")]
        if not self._has_room():
            facts = [row(*names[:2]), row(*names[2:], stretch=(3, 2))]
            details = [row("kind", "cash"), row("started_at", "ended_at", "others_present")]
        return [
            row(self.promise),
            *facts,
            row("present", beside=True),
            row("topics", beside=True),
            row(self.findings, beside=True),
            row("problems", "follow_up", "follow_up_due_on", stretch=(5, 5, 4)),
            row(self.photos),
            Section(
                self.tr("Jam, kas, kegiatan, dan lainnya"),
                (
                    *details,
                    row("activity", "solution"),
                    row("community_role", "referral"),
                ),
                folded=True,
            ),
        ]


def _align_top(box: FieldBox) -> None:
    """Let a one-line field begin beside the first line of its taller neighbours."""
    layout = box.layout()
    if isinstance(layout, QVBoxLayout):
        layout.setStretch(0, 0)
        layout.addStretch(1)


def _centre(box: FieldBox) -> None:
    """Let segments, which are lower than inputs, stand in the middle of their line."""
    layout = box.layout()
    if isinstance(layout, QVBoxLayout):
        layout.setContentsMargins(0, 0, 0, 2)
        layout.setSpacing(5)


def _fold_button(fields: RecordForm) -> QPushButton:
    """Return the heading of the folded section, to open it when it holds something."""
    buttons: list[QPushButton] = list(fields.findChildren(QPushButton))
    # The last one: the arrangement before is deleted only when the program has time.
    return [one for one in buttons if one.property("kind") == "fold"][-1]
