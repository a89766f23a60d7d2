"""Handing groups to another facilitator: who, from which day, why, and which groups."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from kube_desktop.domain.assigning import (
    HANDOVER_REASONS,
    GroupHandover,
    HandedGroups,
)
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.wording import number
from kube_desktop.services.lists.assigning import FacilitatorRow
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import DateField, TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import PrintOrder, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ghost, primary, secondary
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_LIST_HEIGHT: Final = 150
_WIDTH: Final = 620

NamedGroup = tuple[UUID, str]


class PassingOnView(QWidget):
    """Asks for everything about a handover of groups.

    Signals:
        decided: The answers are complete; carries the `GroupHandover`.
        cancelled: Nothing changes hands.

    """

    decided = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        known: Sequence[FacilitatorRow],
        groups_of: Callable[[UUID], Sequence[NamedGroup]],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups_of = groups_of
        self._first: UUID | None = None
        names = [(one.id, _facilitator(one)) for one in known]
        givers = [(one.id, _facilitator(one)) for one in known if one.groups]
        self.form = RecordForm(
            [
                ChoiceField("old_mentor", self.tr("Dari"), choices=givers),
                ChoiceField("new_mentor", self.tr("Kepada"), choices=names),
                DateField("day", self.tr("Mulai tanggal"), today=lambda: today),
                ChoiceField(
                    "reason",
                    self.tr("Alasan"),
                    choices=[(one, one) for one in (*HANDOVER_REASONS, _OTHER)],
                ),
                TextField("note", self.tr("Keterangan (boleh kosong)")),
            ],
            [row("old_mentor", "new_mentor"), row("day", "reason"), row("note")],
        )
        self.form.editor("old_mentor").edited.connect(self._list_groups)
        self.trouble = Message(Tone.WARN)
        self.trouble.hide()
        self.groups = QListWidget()
        self.groups.setAccessibleName(self.tr("Kelompok yang diserahkan"))
        self.groups.setMinimumHeight(_LIST_HEIGHT)
        self.groups.setSpacing(1)
        self.groups.itemChanged.connect(self._say_count)
        self._count = Text("", TextRole.SECTION)
        self.all_button = ghost(self.tr("Pilih semua"))
        self.all_button.clicked.connect(self._tick_all)
        self.accept_button = primary(self.tr("Serahkan"), "handshake")
        self.form.fill({"day": today})
        self._build()

    def begin(self, old_mentor: UUID | None, group: UUID | None) -> None:
        """Begin with one group of a facilitator."""
        self._first = group
        self.form.fill({"old_mentor": old_mentor})
        self._list_groups()

    def chosen(self) -> tuple[UUID, ...]:
        """Return the ticked groups."""
        return tuple(item.data(_ID_ROLE) for item in self._items() if _is_ticked(item))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Explain what stands in the way."""
        of_list = [one.text for one in problems if one.field == "groups"]
        self.trouble.say(Tone.WARN, "", ". ".join(of_list))
        self.trouble.setVisible(bool(of_list))
        others = [one for one in problems if one.field != "groups"]
        if others:
            self.form.show_problems(others)
        else:
            self.groups.setFocus()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Text(self.tr("Serah terima pendampingan"), TextRole.TITLE))
        told = self.tr(
            "Kelompok, anggota, bantuan dan kunjungannya tetap sama; hanya pendampingnya berganti. "
            "Berita acaranya langsung dapat dicetak."
        )
        layout.addWidget(Text(told, TextRole.SECONDARY, wrap=True))
        layout.addWidget(self.form)
        head = QHBoxLayout()
        head.addWidget(self._count, 1)
        head.addWidget(self.all_button)
        layout.addLayout(head)
        layout.addWidget(self.trouble)
        layout.addWidget(self.groups, 1)
        cancel = secondary(self.tr("Batal"))
        cancel.clicked.connect(self.cancelled)
        self.accept_button.clicked.connect(self._on_accept)
        foot = QHBoxLayout()
        foot.addWidget(cancel)
        foot.addStretch(1)
        foot.addWidget(self.accept_button)
        layout.addLayout(foot)

    def _list_groups(self) -> None:
        mentor = self.form.values()["old_mentor"]
        self.groups.blockSignals(True)
        self.groups.clear()
        for group_id, name in self._groups_of(mentor) if isinstance(mentor, UUID) else ():
            item = QListWidgetItem(name)
            item.setData(_ID_ROLE, group_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState
            item.setCheckState(state.Checked if group_id == self._first else state.Unchecked)
            self.groups.addItem(item)
            if group_id == self._first:
                self.groups.setCurrentItem(item)
        self.groups.blockSignals(False)
        self._say_count()

    def _items(self) -> list[QListWidgetItem]:
        return [self.groups.item(place) for place in range(self.groups.count())]

    def _tick_all(self) -> None:
        items = self._items()
        every = all(_is_ticked(item) for item in items)
        for item in items:
            item.setCheckState(Qt.CheckState.Unchecked if every else Qt.CheckState.Checked)

    def _say_count(self) -> None:
        chosen, every = len(self.chosen()), self.groups.count()
        text = self.tr("Kelompok: {chosen} dari {every} dipilih")
        self._count.setText(text.format(chosen=number(chosen), every=number(every)))
        all_of_them = bool(every) and chosen == every
        self.all_button.set_label(
            self.tr("Kosongkan pilihan") if all_of_them else self.tr("Pilih semua")
        )

    def _on_accept(self) -> None:
        values = self.form.values()
        problems = []
        if values["day"] is None:
            problems.append(Problem("day", self.tr("Isi tanggalnya")))
        if values["old_mentor"] is None:
            problems.append(Problem("old_mentor", self.tr("Pilih yang menyerahkan")))
        reason, note = values["reason"] or "", str(values["note"] or "").strip()
        if reason == _OTHER and not note:
            problems.append(Problem("note", self.tr("Tulis alasannya")))
        if problems or self.form.faults():
            self.show_problems(problems)
            return
        told = note if reason == _OTHER else ": ".join(one for one in (reason, note) if one)
        self.decided.emit(
            GroupHandover(
                groups=self.chosen(),
                old_mentor=values["old_mentor"],
                new_mentor=values["new_mentor"],
                day=values["day"],
                reason=told,
            )
        )


class PassingOn(QObject):
    """Opens the dialog, hands the groups over, and offers the paper at once."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._overlay: Overlay | None = None

    def ask(self, group: UUID | None = None) -> None:
        """Ask to whom groups go, beginning with one of them."""
        lists = self._session.lists.assigning
        known = lists.facilitators()
        givers = [one for one in known if one.groups]
        if len(known) < _TWO or not givers:
            text = self.tr(
                "Belum ada pendamping lain yang dikenal di sini. Kantor provinsi yang mencatat "
                "serah terima, atau ambil berkas balasan terbaru dulu."
            )
            self._session.window.toast.emit(text, None)
            return
        view = PassingOnView(known, lists.named_groups_of, self._session.today())
        mentors = [one for one, _ in lists.mentors_of([group])] if group else []
        identity = self._session.lists.office.identity()
        own = identity.mentor_id if identity else None
        view.begin(own if own in mentors else next(iter(mentors), None), group)
        view.cancelled.connect(self._dismiss)
        view.decided.connect(lambda draft: self._hand_over(draft, view))
        name = self.tr("Serah terima pendampingan")
        overlay = Overlay(self._page.window(), view, name=name, width=_WIDTH)
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        self._overlay = overlay
        overlay.open(view.form.editor("new_mentor"))

    def _hand_over(self, draft: GroupHandover, view: PassingOnView) -> None:
        services, tasks, window = (
            self._session.services, self._session.tasks, self._session.window,
        )  # fmt: skip

        def done(handed: HandedGroups) -> None:
            self._dismiss()
            of = handed.paper or next(iter(handed.begun), None)

            def undo() -> None:
                if of is not None:
                    tasks.submit(lambda: services().assigning.take_back(of), lambda _: None)

            window.toast.emit(handed.words, undo if of is not None else None)
            if handed.paper is not None:
                window.print_papers.emit(PrintOrder(PaperKind.TAKEOVER, (handed.paper,)))

        def refused(error: Exception) -> None:
            if isinstance(error, ValidationError) and isValid(view):
                view.show_problems(error.problems)
            elif isinstance(error, DomainError | EnvironmentProblem):
                window.toast.emit(str(error), None)
            else:
                raise error

        tasks.submit(lambda: services().assigning.hand_over(draft), done, refused, self)

    def _dismiss(self) -> None:
        overlay, self._overlay = self._overlay, None
        if overlay is not None and isValid(overlay) and overlay.isVisible():
            overlay.dismiss()


_OTHER: Final = "Lain-lain"
_TWO: Final = 2


def _facilitator(one: FacilitatorRow) -> str:
    return " · ".join(part for part in (one.name, one.regency) if part)


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() is Qt.CheckState.Checked
