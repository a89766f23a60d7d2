"""What can be done with a group besides editing: steps of its life, delete, visit, hand over."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.groups import (
    GroupRow,
    GroupState,
    StateChange,
    check_state_change,
    next_states,
)
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import DateField, LongTextField, TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import Row, row
from kube_desktop.ui.groups.passing_on import PassingOn
from kube_desktop.ui.session import Destination, PageName, Purpose, Session
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole


class StepView(QWidget):
    """Asks for the next step in the life of a group.

    Signals:
        decided: The answers are complete; carries the `StateChange`.
        cancelled: The group stays as it is.

    """

    decided = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        group: GroupRow,
        today: date,
        wanted: GroupState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._group = group
        self._today = today
        states = next_states(group.state)
        self.form = RecordForm(
            [
                ChoiceField(
                    "state",
                    self.tr("Tahap baru"),
                    choices=[(state, state.label) for state in states],
                ),
                DateField("happened_on", self.tr("Tanggal"), today=lambda: today),
                LongTextField("note", self.tr("Catatan atau alasan"), lines=2),
                TextField("goods_fate", self.tr("Barang bantuan sekarang di mana")),
            ],
            self._rows(None),
        )
        self.form.editor("state").edited.connect(self._on_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        title = self.tr("Ganti tahap {name}").format(name=group.name)
        layout.addWidget(Text(title, TextRole.TITLE, wrap=True))
        now = self.tr("Sekarang: {state}").format(state=group.state.label)
        layout.addWidget(Text(now, TextRole.SECONDARY))
        layout.addWidget(self.form)
        cancel, accept = secondary(self.tr("Batal")), primary(self.tr("Simpan"))
        accept.setObjectName("accept_step")
        cancel.clicked.connect(self.cancelled)
        accept.clicked.connect(self._on_accept)
        foot = QHBoxLayout()
        foot.addWidget(cancel)
        foot.addStretch(1)
        foot.addWidget(accept)
        layout.addLayout(foot)
        first = wanted if wanted in states else (states[0] if states else None)
        self.form.fill({"state": first, "happened_on": today})
        self._on_state()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Explain what the rules have against it."""
        self.form.show_problems(problems)

    def _rows(self, state: GroupState | None) -> list[Row]:
        rows = [row("state", "happened_on"), row("note")]
        return [*rows, row("goods_fate")] if state is GroupState.DISSOLVED else rows

    def _on_state(self) -> None:
        state = self.form.values()["state"]
        self.form.set_rows(self._rows(state))
        needs = isinstance(state, GroupState) and state.needs_reason
        self.form.box("note").show_note(self.tr("Tahap ini perlu alasan") if needs else "")

    def _on_accept(self) -> None:
        values = self.form.values()
        problems = []
        if values["state"] is None:
            problems.append(Problem("state", self.tr("Pilih tahap baru")))
        if values["happened_on"] is None:
            problems.append(Problem("happened_on", self.tr("Isi tanggalnya")))
        if problems or self.form.faults():
            self.form.show_problems(problems)
            return
        change = StateChange(**values)
        found = check_state_change(change, self._group.state, self._today)
        if found:
            self.form.show_problems(found)
            return
        self.decided.emit(change)


class GroupDeeds(QObject):
    """Does these things for the page of groups.

    Signals:
        gone: A group was deleted; carries its id.

    """

    gone = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._overlay: Overlay | None = None
        self.passing_on = PassingOn(session, page)

    def visit(self, group_id: UUID) -> None:
        """Go to the form of a new visit to the group."""
        self._session.window.go.emit(Destination(PageName.MENTORING, Purpose.NEW, group_id))

    def hand_over(self, group_id: UUID) -> None:
        """Go to the form of a new handover to the group."""
        self._session.window.go.emit(Destination(PageName.AID, Purpose.NEW, group_id))

    def delete(self, group: GroupRow) -> None:
        """Delete a group; the toast brings it back."""
        services, tasks = self._session.services, self._session.tasks

        def undo() -> None:
            tasks.submit(lambda: services().groups.restore(group.id), lambda _: None)

        def done(_: None) -> None:
            text = self.tr("Kelompok {name} dihapus").format(name=group.name)
            self._session.window.toast.emit(text, undo)
            self.gone.emit(group.id)

        tasks.submit(lambda: services().groups.withdraw(group.id), done, self._on_refused, self)

    def ask_step(self, group: GroupRow, wanted: GroupState | None = None) -> None:
        """Ask for the next step in the life of a group."""
        if not next_states(group.state):
            text = self.tr("{name} sudah {state}; tahapnya tidak dapat diganti lagi")
            words = text.format(name=group.name, state=group.state.label.lower())
            self._session.window.toast.emit(words, None)
            return
        view = StepView(group, self._session.today(), wanted)
        view.cancelled.connect(self._dismiss)
        view.decided.connect(lambda change: self._take_step(group, change, view))
        name = self.tr("Ganti tahap")
        overlay = Overlay(self._page.window(), view, name=name, width=560)
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        self._overlay = overlay
        overlay.open(view.form.editor("state"))

    def _take_step(self, group: GroupRow, change: StateChange, view: StepView) -> None:
        services = self._session.services

        def done(_: None) -> None:
            self._dismiss()
            text = self.tr("{name} sekarang {state}")
            words = text.format(name=group.name, state=change.state.label.lower())
            self._session.window.toast.emit(words, None)

        def refused(error: Exception) -> None:
            if isinstance(error, ValidationError) and isValid(view):
                view.show_problems(error.problems)
                return
            self._on_refused(error)

        self._session.tasks.submit(
            lambda: services().groups.enter_state(group.id, change), done, refused, self
        )

    def _dismiss(self) -> None:
        overlay, self._overlay = self._overlay, None
        if overlay is not None and isValid(overlay) and overlay.isVisible():
            overlay.dismiss()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, DomainError | EnvironmentProblem):
            self._session.window.toast.emit(str(error), None)
            return
        raise error
