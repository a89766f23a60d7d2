"""The detail of Pendampingan: one visit with its head, its form, its draft and its buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.wording import clock_time
from kube_desktop.ui.drafts import DraftKeeper, Typed
from kube_desktop.ui.mentoring.form import VisitForm
from kube_desktop.ui.mentoring.photos import KeptPhoto, pick_photos
from kube_desktop.ui.mentoring.subject import Unfinished, VisitSubject, kept_content
from kube_desktop.ui.printing.offers import Offer, add_menu, of_group, of_visit
from kube_desktop.ui.session import FormState, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.pills import Pill, PillLook
from kube_desktop.ui.widgets.text import ElidedText, Line, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services


@dataclass(frozen=True, slots=True)
class Stored:
    """A visit that was stored.

    Attributes:
        lost_photos: Why some photos could not be kept, one sentence each.

    """

    visit_id: UUID
    group_id: UUID
    is_printed: bool
    lost_photos: tuple[str, ...] = ()


class VisitPane(Card):
    """Shows one visit and lets it be typed, stored, printed, discarded and deleted.

    Attributes:
        subject: The visit that is shown, or None.
        pick: Chooses photos; a test puts its own here.

    Signals:
        stored: A visit was recorded or corrected; carries a `Stored`.
        left: Something typed stays as a draft; carries the `Unfinished`.
        discarded: The person dropped what was typed; carries the `Unfinished`.
        withdraw_asked: The recorded visit is to be deleted; carries its id.
        group_asked: The page of the group is wanted; carries its id.
        print_asked: The report of the recorded visit is wanted; carries its id.

    """

    stored = Signal(object)
    left = Signal(object)
    discarded = Signal(object)
    withdraw_asked = Signal(object)
    group_asked = Signal(object)
    print_asked = Signal(object)

    def __init__(self, session: Session, back: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 9, 16, 10), spacing=6, parent=parent)
        self.setObjectName("visit_pane")
        self._session = session
        self.subject: VisitSubject | None = None
        self.pick: Callable[[QWidget, str], list[str]] = pick_photos
        self._is_edited = False
        self._is_storing = False
        self._faults = 0
        self.form = VisitForm(session.today)
        self.form.edited.connect(self._on_edited)
        self.form.rearranged.connect(self._order_buttons)
        self.form.photos.kept_removed.connect(self._remove_photo)
        self.form.fields.set_recheck(self._problems)
        self.form.fields.problems_changed.connect(self._on_problems)
        self._keeper = DraftKeeper(session, "visit", self._typed, self)
        self._keeper.kept.connect(self._on_kept)
        self.message = Message(closable=True)
        self.message.hide()
        self._build(back)

    @property
    def is_edited(self) -> bool:
        """Whether something is typed that is not stored as a record."""
        return self._is_edited

    @property
    def is_storing(self) -> bool:
        """Whether the visit is on its way into the database: nothing else is shown meanwhile."""
        return self._is_storing

    def show_visit(self, subject: VisitSubject, unfinished: Unfinished | None = None) -> None:
        """Show a visit; what was typed about the one before stays as a draft."""
        self.leave()
        self.subject = subject
        self.message.hide()
        self.form.show_subject(subject, unfinished)
        self._keeper.begin(subject.visit_id, unfinished.draft_id if unfinished else None)
        self._is_edited = unfinished is not None
        self._title.setText(
            self.tr("Kunjungan ke-{} · {}").format(subject.sequence, subject.group.name)
        )
        self._sub.setText(
            " · ".join(one for one in (subject.group.business, subject.group.place) if one)
        )
        self._saved.setText(self._remark(subject) if unfinished is None else "")
        self._scroll.verticalScrollBar().setValue(0)
        if subject.visit_id is not None:
            self._load_photos(subject.visit_id)
        self._follow()

    def leave(self) -> None:
        """Stop showing the visit; what was typed stays as a draft."""
        if self.subject is not None and self._is_edited:
            self.left.emit(self._unfinished())
        self._keeper.leave()
        self.subject = None
        self._is_edited = False
        self._tell_state()

    def focus_first(self) -> None:
        """Go to what is asked first."""
        self.form.focus_first()

    def store(self, *, printing: bool) -> None:
        """Record or correct the visit, and open its report if wanted."""
        subject = self.subject
        if subject is None or self._is_storing:
            return
        if subject.visit_id is not None and not self._is_edited:
            if printing:
                self.print_asked.emit(subject.visit_id)
            return
        if self.form.fields.faults():
            self.form.fields.show_problems(self._problems())
            return
        self._is_storing = True
        self.message.hide()
        visit_id, group_id = subject.visit_id, subject.group.id
        draft, photos, services = (
            self.form.draft(),
            self.form.photos.waiting,
            self._session.services,
        )

        def work() -> Stored:
            mentoring = services().mentoring
            if visit_id is not None:
                mentoring.correct(visit_id, draft)
            stored_id = visit_id or mentoring.record(draft)
            lost = _attach(services(), stored_id, photos)
            return Stored(stored_id, group_id, printing, lost)

        self._session.tasks.submit(work, self._on_stored, self._on_failed, self)

    def discard(self) -> None:
        """Drop what is typed; the page offers to bring it back."""
        if self.subject is None:
            return
        unfinished = self._unfinished()
        self._keeper.discard()
        self._is_edited = False
        self._tell_state()
        self.discarded.emit(unfinished)

    def withdraw(self) -> None:
        """Ask for the recorded visit to be deleted."""
        if self.subject is not None and self.subject.visit_id is not None:
            self.withdraw_asked.emit(self.subject.visit_id)

    def take_up_again(self) -> None:
        """Keep what is shown as a draft once more, as after undoing a discard."""
        self._on_edited()

    def add_photos(self) -> None:
        """Choose photos: they are kept at once with a recorded visit, otherwise on storing."""
        if self.subject is None:
            return
        preferences = self._session.preferences
        paths = [Path(one) for one in self.pick(self, str(preferences.last_folder or ""))]
        if not paths:
            return
        preferences.last_folder = paths[0].parent
        visit_id = self.subject.visit_id
        if visit_id is None:
            self.form.photos.add_waiting(paths)
            return
        services = self._session.services
        self._session.tasks.submit(
            lambda: _attach(services(), visit_id, tuple(paths)),
            lambda lost: self._on_attached(visit_id, lost),
            owner=self,
        )

    def tell_lost_photos(self, lost: tuple[str, ...]) -> None:
        """Say which photos could not be kept."""
        if lost:
            title = self.tr("Kunjungan tersimpan, tetapi ada foto yang belum masuk")
            self.message.say(Tone.WARN, title, " ".join(lost))
            self.message.show()

    def _build(self, back: QWidget) -> None:
        self._title = ElidedText("", TextRole.TITLE)
        self._sub = ElidedText("", TextRole.SECONDARY)
        self._pill = Pill(PillLook(""))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._sub)
        self._more = ToolButton("ellipsis", self.tr("Lainnya"))
        self._menu = QMenu(self._more)
        self._more.set_menu(self._menu)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(back)
        head.addLayout(words, 1)
        head.addWidget(self._pill)
        head.addWidget(self._more)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.form)
        self._saved = ElidedText("", TextRole.SECONDARY)
        self.photo_button = secondary(self.tr("Tambah foto"), "image")
        self.photo_button.clicked.connect(self.add_photos)
        self.save_button = secondary(
            self.tr("Simpan saja"), "save", tooltip=self.tr("Simpan saja (Ctrl+S)")
        )
        self.save_button.clicked.connect(lambda: self.store(printing=False))
        self.print_button = primary(self.tr("Simpan dan cetak laporan"), "printer")
        self.print_button.clicked.connect(lambda: self.store(printing=True))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._saved, 1)
        for button in (self.photo_button, self.save_button, self.print_button):
            foot.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.message)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(Line())
        self.body.addLayout(foot)

    def _order_buttons(self) -> None:
        """Let Tab come to the buttons after the fields, which were made later."""
        buttons = (self.photo_button, self.save_button, self.print_button)
        for earlier, later in pairwise((self.form.fields.editor("referral"), *buttons)):
            QWidget.setTabOrder(earlier, later)

    def _follow(self) -> None:
        """Let pill, buttons, menu and window say how the visit stands."""
        self._tell_state()
        recorded = self.subject is not None and self.subject.visit_id is not None
        if not recorded:
            look = PillLook(self.tr("Draf"), Tone.NEUTRAL, "pencil")
        elif self._is_edited:
            look = PillLook(self.tr("Belum disimpan"), Tone.WARN, "pencil")
        else:
            look = PillLook(self.tr("Tersimpan"), Tone.OK, "circle-check")
        self._pill.set_look(look)
        self._pill.setVisible(recorded or self._is_edited)
        done = recorded and not self._is_edited
        self.save_button.setVisible(not done)
        self.print_button.set_label(
            self.tr("Cetak laporan") if done else self.tr("Simpan dan cetak laporan")
        )
        self.print_button.setToolTip(f"{self.print_button.accessibleName()} (Ctrl+Enter)")
        self._menu.clear()
        self._menu.addAction(self.tr("Buka kelompok"), self._ask_group)
        add_menu(self._menu, self.tr("Cetak"), self.offers, self._session.window)
        if self._is_edited:
            self._menu.addAction(self.tr("Buang isian"), self.discard)
        if recorded:
            self._menu.addAction(self.tr("Hapus kunjungan"), self.withdraw)

    def offers(self) -> list[Offer]:
        """Return the papers of the shown visit and of its group."""
        shown = self.subject
        if shown is None:
            return []
        lists = self._session.lists
        own = of_visit(lists, shown.visit_id) if shown.visit_id is not None else []
        orders = {one.order for one in own}
        return [*own, *(one for one in of_group(lists, shown.group.id) if one.order not in orders)]

    def _remark(self, subject: VisitSubject) -> str:
        """Say which values are filled in and need a look."""
        if subject.visit_id is not None or not subject.people:
            return ""
        if subject.is_first:
            return self.tr("Semua anggota ditandai hadir; lepas yang tidak")
        return self.tr("Hadir ditandai seperti kunjungan lalu")

    def _ask_group(self) -> None:
        if self.subject is not None:
            self.group_asked.emit(self.subject.group.id)

    def _typed(self) -> Typed:
        name = self.subject.group.name if self.subject else ""
        title = self.tr("Kunjungan {}").format(name)
        return Typed(title, kept_content(self.form.draft(), self.form.photos.waiting))

    def _unfinished(self) -> Unfinished:
        return Unfinished(
            draft_id=self._keeper.draft_id,
            record_id=self.subject.visit_id if self.subject else None,
            draft=self.form.draft(),
            photos=self.form.photos.waiting,
        )

    def _problems(self) -> tuple[Problem, ...]:
        if self.subject is None or not self._session.is_ready():
            return ()
        return self._session.services().mentoring.check(self.form.draft(), self.subject.visit_id)

    def _on_edited(self) -> None:
        if self.subject is None:
            return
        self._keeper.note_edit()
        if not self._is_edited:
            self._is_edited = True
            self._saved.setText("")
            self._follow()

    def _on_problems(self, count: int) -> None:
        self._faults = count
        self._tell_state()

    def _tell_state(self) -> None:
        state = FormState(is_edited=self._is_edited, is_faulty=self._faults > 0)
        self._session.window.form_state.emit(self, state)

    def _on_kept(self, instant: datetime) -> None:
        if self._is_edited:
            self._saved.setText(self.tr("Draf tersimpan otomatis {}").format(clock_time(instant)))

    def _on_stored(self, stored: Stored) -> None:
        self._is_storing = False
        self._is_edited = False
        self._keeper.discard()
        self.form.fields.clear_problems()
        self._tell_state()
        self.subject = None
        self.stored.emit(stored)

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        match error:
            case ValidationError():
                self.form.fields.show_problems(self._problems())
            case DomainError() | EnvironmentProblem():
                self.message.say(Tone.ERR, str(error))
                self.message.show()
            case _:
                raise error

    def _load_photos(self, visit_id: UUID) -> None:
        services = self._session.services
        self._session.tasks.submit(
            lambda: _kept(services(), visit_id),
            lambda kept: self._show_photos(visit_id, kept),
            owner=self,
        )

    def _show_photos(self, visit_id: UUID, kept: list[KeptPhoto]) -> None:
        if self.subject is not None and self.subject.visit_id == visit_id:
            self.form.show_kept_photos(kept)

    def _on_attached(self, visit_id: UUID, lost: tuple[str, ...]) -> None:
        self._load_photos(visit_id)
        if lost:
            self.message.say(Tone.WARN, self.tr("Ada foto yang belum masuk"), " ".join(lost))
            self.message.show()

    def _remove_photo(self, attachment_id: UUID, name: str) -> None:
        if self.subject is None or self.subject.visit_id is None:
            return
        visit_id, services = self.subject.visit_id, self._session.services

        def run(work: Callable[["Services"], None]) -> None:
            self._session.tasks.submit(
                lambda: work(services()), lambda _: self._load_photos(visit_id), owner=self
            )

        run(lambda all_services: all_services.attachments.withdraw(attachment_id))
        self._session.window.toast.emit(
            self.tr("Foto {} dilepas").format(name),
            lambda: run(lambda all_services: all_services.attachments.restore(attachment_id)),
        )


def _attach(services: "Services", visit_id: UUID, photos: tuple[Path, ...]) -> tuple[str, ...]:
    """Keep photos with a visit and return why some could not be kept."""
    lost = []
    for path in photos:
        try:
            services.attachments.add("visits", visit_id, path)
        except (DomainError, EnvironmentProblem) as error:
            lost.append(str(error))
    return tuple(lost)


def _kept(services: "Services", visit_id: UUID) -> list[KeptPhoto]:
    photos = []
    for row in services.attachments.of_record(visit_id):
        content = b""
        if row.is_picture and services.attachments.exists(row.sha256):
            content = services.attachments.content(row.sha256)
        photos.append(KeptPhoto(row.id, row.filename, content))
    return photos
