"""A form in place of a detail: it keeps drafts, explains problems, and stores a record."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.wording import WITA, clock_time, long_date
from kube_desktop.ui.drafts import DraftKeeper, Typed
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.session import FormState, Session
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, ToolButton, primary, secondary
from kube_desktop.ui.widgets.cards import Card
from kube_desktop.ui.widgets.choices import ChipGroup
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.pills import Pill, PillLook
from kube_desktop.ui.widgets.text import ElidedText, Line, Text, TextRole

if TYPE_CHECKING:
    from kube_desktop.services.drafts import KeptDraft
    from kube_desktop.services.opening import Services

_FORM_WIDTH = 1000
_WIDE_MARGINS = (16, 12, 16, 12)
_COMPACT_MARGINS = (12, 6, 12, 8)


def offer_stored(
    form: RecordForm, choices: Mapping[str, Sequence[tuple[Hashable, str]]], record: object
) -> None:
    """Let the lists of a form also offer what is stored, if an older list allowed it.

    Otherwise opening and saving a record would silently drop the value.
    """
    for name, known in choices.items():
        stored = getattr(record, name)
        values = {value for value, _ in known}
        further: Sequence[object] = stored if isinstance(stored, tuple) else (stored,)
        unknown = [(one, str(one)) for one in further if one and one not in values]
        editor = form.editor(name)
        offer = editor.set_options if isinstance(editor, ChipGroup) else editor.set_choices
        offer([*known, *unknown])


class RecordPanel(Card):
    """What all forms share; a subclass says what is typed, how it is checked and stored.

    Signals:
        stored: The record is stored and the form closed; carries its id.
        left: The form was closed without storing.
        returned: The person wants back what was left; the form holds it again.

    """

    stored = Signal(object)
    left = Signal()
    returned = Signal()
    form_name = ""

    def __init__(self, session: Session, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(margins=_WIDE_MARGINS, spacing=8, parent=parent)
        self.session = session
        self.form = form
        self.record_id: UUID | None = None
        self._edited = False
        self._storing = False
        self._faults = 0
        self._title = ElidedText("", TextRole.TITLE)
        self._pill = Pill(PillLook("", Tone.NEUTRAL, "pencil"))
        self._kept = Text("", TextRole.HINT)
        self.back = ToolButton(
            "chevron-left", self.tr("Tinggalkan isian"), size=20, shortcut="Esc",
            on_click=self.leave,
        )  # fmt: skip
        self.head = QHBoxLayout()
        self.trouble = Message(Tone.ERR)
        self.earlier = Message(Tone.INFO)
        self.cancel_button = secondary(self.tr("Batal"))
        self.save_button = primary(self.tr("Simpan"), tooltip=self.tr("Simpan (Ctrl+Enter)"))
        self.footer = QHBoxLayout()
        self.scroll_area = QScrollArea()
        self._keeper = DraftKeeper(session, self.form_name, self._typed, self)
        self._build()
        self._connect()

    # What a subclass answers.

    def title(self) -> str:
        """Return the heading of the form."""
        raise NotImplementedError

    def draft_title(self) -> str:
        """Return what the draft is called in lists."""
        raise NotImplementedError

    def content(self) -> Mapping[str, object]:
        """Return what is typed, as JSON-ready data."""
        raise NotImplementedError

    def take_up(
        self, content: Mapping[str, object], record_id: UUID | None, draft_id: UUID | None = None
    ) -> None:
        """Show what was typed before, as a draft kept it."""
        raise NotImplementedError

    def check(self, services: "Services") -> tuple[Problem, ...]:
        """Return every problem of what is typed, answered ones included."""
        raise NotImplementedError

    def storing(self) -> "Callable[[Services], UUID]":
        """Return the work that stores what is typed now."""
        raise NotImplementedError

    # What pages use.

    @property
    def is_edited(self) -> bool:
        """Whether the person typed something that is not stored."""
        return self._edited

    def begin(self, record_id: UUID | None, draft_id: UUID | None = None) -> None:
        """Follow the form that was just filled."""
        self.record_id = record_id
        self._storing = False
        self._edited = draft_id is not None
        self._kept.setText("")
        self.trouble.hide()
        self.earlier.hide()
        self.form.clear_problems()
        self._keeper.begin(record_id, draft_id)
        if record_id is not None and draft_id is None:
            self._look_for_earlier(record_id)
        self.refresh_head()
        self.scroll_area.verticalScrollBar().setValue(0)

    def refresh_head(self) -> None:
        """Say again what is edited and how far it is stored."""
        self._title.setText(self.title())
        text = self.tr("Draf") if self.record_id is None else self.tr("Belum disimpan")
        self._pill.set_look(PillLook(text, Tone.NEUTRAL, "pencil"))
        self._pill.setVisible(self.record_id is None or self._edited)
        self._tell_state()

    def save(self) -> None:
        """Store the record and close the form; or explain what is missing."""
        self.store(self._finish)

    def store(self, on_stored: Callable[[UUID], object]) -> None:
        """Store the record, then go on."""
        if self._storing:
            return
        self.trouble.hide()
        if self.form.faults():
            self.show_problems()
            return
        self._storing = True
        work, services = self.storing(), self.session.services

        def done(record_id: UUID) -> None:
            self._storing = False
            self._edited = False
            self._tell_state()
            self._keeper.discard()
            self.session.window.saved.emit()
            on_stored(record_id)

        self.session.tasks.submit(lambda: work(services()), done, self._on_refused, self)

    def leave(self) -> None:
        """Close the form; what was typed stays as a draft, and can be taken up again at once."""
        if self._edited:
            snapshot = self._snapshot(self._keeper.draft_id)
            self._keeper.keep_now()
            self._keeper.leave()
            self.session.window.toast.emit(self.tr("Isian disimpan sebagai draf"), snapshot)
        else:
            self._keeper.discard()
        self._close()

    def cancel(self) -> None:
        """Close the form and drop what was typed, until the person wants it back."""
        if self._edited:
            snapshot = self._snapshot(None)
            self.session.window.toast.emit(self.tr("Isian dibuang"), snapshot)
        self._keeper.discard()
        self._close()

    def drop(self) -> None:
        """Close the form without a word, because its record is gone."""
        self._keeper.discard()
        self._close()

    def focus_form(self) -> None:
        """Go to the first empty field."""
        self.form.focus_first_empty()

    def keep_now(self) -> None:
        """Store the draft if something waits, as when the program ends."""
        self._keeper.keep_if_pending()

    def set_compact(self, *, compact: bool) -> None:
        """Use the smaller margins."""
        self.body.setContentsMargins(*(_COMPACT_MARGINS if compact else _WIDE_MARGINS))
        self.body.setSpacing(5 if compact else 8)

    def show_problems(self) -> None:
        """Explain everything that stands in the way."""
        self.form.show_problems(self._problems())

    def _build(self) -> None:
        self.head.setSpacing(8)
        # As wide as its text, and shortened where there is less room.
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.head.addWidget(self.back)
        self.head.addWidget(self._title)
        self.head.addWidget(self._pill)
        self.head.addStretch(1)
        self.head.addWidget(self._kept)
        self.trouble.hide()
        self.earlier.hide()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Wider fields would not be easier to read.
        self.form.setMaximumWidth(_FORM_WIDTH)
        inside = QWidget()
        inner = QHBoxLayout(inside)
        # Room for focus rings at the left, and for the scroll bar at the right.
        inner.setContentsMargins(2, 2, 10, 8)
        inner.addWidget(self.form, 1)
        inner.addStretch(0)
        self.scroll_area.setWidget(inside)
        self.footer.setSpacing(8)
        self.footer.addWidget(self.cancel_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.save_button)
        self.body.addLayout(self.head)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.earlier)
        self.body.addWidget(self.scroll_area, 1)
        self.body.addWidget(Line())
        self.body.addLayout(self.footer)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.problems_changed.connect(self._on_problems)
        self.form.set_recheck(self._problems)
        self.cancel_button.clicked.connect(self.cancel)
        self.save_button.clicked.connect(self.save)
        self._keeper.kept.connect(self._on_kept)

    def add_button(self, button: Button) -> None:
        """Put a button before *Simpan*."""
        self.footer.insertWidget(self.footer.count() - 1, button)

    def _look_for_earlier(self, record_id: UUID) -> None:
        """Offer what was typed about this record before and never stored."""
        services = self.session.services

        def offer(drafts: "list[KeptDraft]") -> None:
            mine = [
                one for one in drafts if (one.form, one.record_id) == (self.form_name, record_id)
            ]
            if mine and self.record_id == record_id and not self._edited:
                self._offer_earlier(mine[0])

        self.session.tasks.submit(
            lambda: services().drafts.open_drafts(),  # noqa: PLW0108  loads in the worker
            offer,
            owner=self,
        )

    def _offer_earlier(self, draft: "KeptDraft") -> None:
        services = self.session.services

        def go_on() -> None:
            self.take_up(draft.content, draft.record_id, draft.id)

        def drop() -> None:
            self.earlier.hide()
            self.session.tasks.submit(
                lambda: services().drafts.discard(draft.id),
                lambda _: self.session.window.state_changed.emit(),
                owner=self,
            )

        text = self.tr("Masih ada isian yang belum disimpan, diketik {day} pukul {time}.")
        day = long_date(draft.typed_at.astimezone(WITA).date())
        self.earlier.say(
            Tone.INFO,
            text.format(day=day, time=clock_time(draft.typed_at)),
            actions=[(self.tr("Lanjutkan"), go_on), (self.tr("Buang"), drop)],
        )
        self.earlier.show()

    def _typed(self) -> Typed:
        return Typed(self.draft_title(), self.content())

    def _problems(self) -> tuple[Problem, ...]:
        # Before the use cases are loaded, nothing was stored yet that could have failed.
        return self.check(self.session.services()) if self.session.is_ready() else ()

    def _snapshot(self, draft_id: UUID | None) -> Callable[[], None]:
        content, record_id = self.content(), self.record_id

        def return_to_it() -> None:
            self.take_up(content, record_id, draft_id)
            self._on_edited()
            self.returned.emit()

        return return_to_it

    def _close(self) -> None:
        self._edited = False
        self.form.clear_problems()
        self._tell_state()
        self.left.emit()

    def _finish(self, record_id: UUID) -> None:
        self.form.clear_problems()
        self.stored.emit(record_id)

    def _on_edited(self) -> None:
        self._edited = True
        self.earlier.hide()
        self._keeper.note_edit()
        self.refresh_head()

    def _on_problems(self, count: int) -> None:
        self._faults = count
        self._tell_state()

    def _tell_state(self) -> None:
        state = FormState(is_edited=self._edited, is_faulty=self._faults > 0)
        self.session.window.form_state.emit(self, state)

    def _on_kept(self, instant: datetime) -> None:
        self._kept.setText(
            self.tr("Draf tersimpan otomatis {time}").format(time=clock_time(instant))
        )

    def _on_refused(self, error: Exception) -> None:
        self._storing = False
        match error:
            case ValidationError():
                self.form.show_problems(self._problems() or error.problems)
            case DomainError() | EnvironmentProblem():
                self.trouble.say(Tone.ERR, str(error))
                self.trouble.show()
                QTimer.singleShot(0, self, self.save_button.setFocus)
            case _:
                raise error


def resume_draft(
    session: Session,
    draft_id: UUID,
    forms: Sequence[RecordPanel],
    show: Callable[[RecordPanel], object],
) -> None:
    """Take up a draft again in the form that wrote it, or say that it is gone."""
    services = session.services

    def take_up(drafts: "list[KeptDraft]") -> None:
        draft = next((one for one in drafts if one.id == draft_id), None)
        form = next((one for one in forms if draft and one.form_name == draft.form), None)
        if draft is None or form is None:
            text = forms[0].tr("Isian itu sudah disimpan atau dibuang")
            session.window.toast.emit(text, None)
            return
        show(form)
        form.take_up(draft.content, draft.record_id, draft.id)

    session.tasks.submit(
        lambda: services().drafts.open_drafts(),  # noqa: PLW0108  loads in the worker
        take_up,
        owner=forms[0],
    )
