"""What can be done with a member besides editing: leave the group, delete, compare."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError
from kube_desktop.domain.members import LEAVE_REASONS, Departure, MemberRow
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import DateField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.icons import icon
from kube_desktop.ui.members.compare import CompareView, Side, recorded_side
from kube_desktop.ui.printing.offers import add_menu, of_member
from kube_desktop.ui.session import Session
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole


class DepartureView(QWidget):
    """Asks when and why a member leaves the group.

    Signals:
        decided: The answers are complete; carries the `Departure`.
        cancelled: The member stays.

    """

    decided = Signal(object)
    cancelled = Signal()

    def __init__(self, member: MemberRow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = RecordForm(
            [
                DateField("left_on", self.tr("Tanggal keluar"), today=lambda: today),
                ChoiceField(
                    "reason", self.tr("Alasan"), choices=[(one, one) for one in LEAVE_REASONS]
                ),
            ],
            [row("left_on", "reason")],
        )
        self.form.fill({"left_on": today})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        title = self.tr("{name} keluar dari {group}")
        layout.addWidget(
            Text(title.format(name=member.name, group=member.group_name), TextRole.TITLE, wrap=True)
        )
        layout.addWidget(
            Text(
                self.tr("Namanya tetap ada di BAST dan kunjungan yang lalu."),
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        layout.addWidget(self.form)
        cancel, accept = secondary(self.tr("Batal")), primary(self.tr("Simpan"))
        accept.setObjectName("accept_departure")
        cancel.clicked.connect(self.cancelled)
        accept.clicked.connect(self._on_accept)
        foot = QHBoxLayout()
        foot.addWidget(cancel)
        foot.addStretch(1)
        foot.addWidget(accept)
        layout.addLayout(foot)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Explain what the rules have against it."""
        self.form.show_problems(problems)

    def _on_accept(self) -> None:
        values = self.form.values()
        problems = []
        if values["left_on"] is None:
            problems.append(Problem("left_on", self.tr("Isi tanggal keluar")))
        if not values["reason"]:
            problems.append(Problem("reason", self.tr("Pilih alasan keluar")))
        if problems or self.form.faults():
            self.form.show_problems(problems)
            return
        self.decided.emit(Departure(left_on=values["left_on"], reason=values["reason"]))


class MemberDeeds(QObject):
    """Does these things for any page that shows members.

    Signals:
        fix_asked: The form of a person is to be opened at the NIK; carries the id.
        gone: A person was deleted or left the group; carries the id.

    """

    fix_asked = Signal(object)
    gone = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._overlay: Overlay | None = None

    def delete(self, member: MemberRow) -> None:
        """Delete a person; the toast brings the person back."""
        services, tasks = self._session.services, self._session.tasks

        def undo() -> None:
            tasks.submit(lambda: services().members.restore(member.id), lambda _: None)

        def done(_: None) -> None:
            text = self.tr("{name} dihapus").format(name=member.name)
            self._session.window.toast.emit(text, undo)
            self.gone.emit(member.id)

        tasks.submit(lambda: services().members.withdraw(member.id), done, self._on_refused, self)

    def ask_departure(self, member: MemberRow) -> None:
        """Let a member leave the group, once day and reason are given."""
        if member.membership_id is None:
            text = self.tr("{name} tidak ada di kelompok mana pun").format(name=member.name)
            self._session.window.toast.emit(text, None)
            return
        view = DepartureView(member, self._session.today())
        view.cancelled.connect(self._dismiss)
        view.decided.connect(lambda departure: self._let_go(member, departure, view))
        self._open(view, self.tr("Keluar dari kelompok"), 520, view.form.editor("reason"))

    def compare(self, left: Side, other_id: UUID) -> None:
        """Show two people side by side."""
        right = recorded_side(self._session.lists, other_id)
        if right is None:
            return
        view = CompareView(left, right)
        view.done.connect(self._dismiss)
        view.fix_asked.connect(self._on_fix)
        view.delete_asked.connect(self._on_delete)
        self._open(view, self.tr("Bandingkan dua orang"), 760)

    def compare_recorded(self, person_id: UUID) -> None:
        """Show a person beside the one who has the same NIK."""
        side = recorded_side(self._session.lists, person_id)
        if side is None:
            return
        holder = self._session.lists.members.holder_of(side.draft.nik, person_id)
        if holder is not None:
            self.compare(side, holder.person_id)

    def fill_menu(self, menu: QMenu, member: MemberRow) -> None:
        """Add these deeds to a menu about a member."""
        if member.membership_id is not None:
            leave = menu.addAction(icon("log-out"), self.tr("Keluar dari kelompok…"))
            leave.triggered.connect(lambda: self.ask_departure(member))
        lists, window = self._session.lists, self._session.window
        add_menu(menu, self.tr("Cetak"), lambda: of_member(lists, member.id), window)
        delete = menu.addAction(icon("trash-2"), self.tr("Hapus (Delete)"))
        delete.triggered.connect(lambda: self.delete(member))

    def _let_go(self, member: MemberRow, departure: Departure, view: DepartureView) -> None:
        services, membership_id = self._session.services, member.membership_id
        if membership_id is None:
            return

        def done(_: None) -> None:
            self._dismiss()
            text = self.tr("{name} keluar dari {group}")
            words = text.format(name=member.name, group=member.group_name)
            self._session.window.toast.emit(words, None)
            self.gone.emit(member.id)

        def refused(error: Exception) -> None:
            if isinstance(error, ValidationError) and isValid(view):
                view.show_problems(error.problems)
                return
            self._on_refused(error)

        self._session.tasks.submit(
            lambda: services().members.leave(membership_id, departure), done, refused, self
        )

    def _on_fix(self, person_id: UUID) -> None:
        self._dismiss()
        self.fix_asked.emit(person_id)

    def _on_delete(self, person_id: UUID) -> None:
        self._dismiss()
        found = self._session.lists.members.rows_by_id([person_id.bytes])
        if person_id.bytes in found:
            self.delete(found[person_id.bytes])

    def _open(self, view: QWidget, name: str, width: int, focus: QWidget | None = None) -> None:
        self._dismiss()
        overlay = Overlay(self._page.window(), view, name=name, width=width)
        overlay.closed.connect(overlay.deleteLater, Qt.ConnectionType.QueuedConnection)
        self._overlay = overlay
        overlay.open(focus)

    def _dismiss(self) -> None:
        overlay, self._overlay = self._overlay, None
        if overlay is not None and isValid(overlay) and overlay.isVisible():
            overlay.dismiss()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, DomainError | EnvironmentProblem):
            self._session.window.toast.emit(str(error), None)
            return
        raise error
