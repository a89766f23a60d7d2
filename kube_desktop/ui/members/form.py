"""The member form in place: NIK first, what neighbours share stays for the next member."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.members import MemberDraft, MemberRow, NikHolder, Role
from kube_desktop.domain.plain import from_plain, to_plain
from kube_desktop.domain.values import nik_facts
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.icons import icon
from kube_desktop.ui.members.compare import Side, village_words
from kube_desktop.ui.members.deeds import MemberDeeds
from kube_desktop.ui.members.fields import (
    MEMBER_CHOICES,
    PINNED_AT_FIRST,
    member_fields,
    member_rows,
)
from kube_desktop.ui.members.looks import nik_sentence
from kube_desktop.ui.record_panel import RecordPanel, offer_stored
from kube_desktop.ui.session import Destination, PageName, Session
from kube_desktop.ui.theme import theme
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import ToolButton, secondary
from kube_desktop.ui.widgets.messages import Message

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services

_NARROW: Final = 700
_CONTEXT: Final = "group_id"
_OFFICES: Final = (Role.CHAIR, Role.SECRETARY, Role.TREASURER)


class MemberPanel(RecordPanel):
    """Enrols and corrects a person, in a group or alone.

    Signals:
        added: A member was stored and the form is ready for the next one; carries the id.

    """

    added = Signal(object)
    form_name = "member"

    def __init__(self, session: Session, deeds: MemberDeeds, parent: QWidget | None = None) -> None:
        fields_ = member_fields(session.lists, session.today)
        super().__init__(session, RecordForm(fields_, member_rows(with_role=True)), parent)
        self.group_id: UUID | None = None
        self._deeds = deeds
        self._group_name = ""
        self._holder: NikHolder | None = None
        self._derived: dict[str, object] = {}
        self._laid_out = (False, True)
        self._member: MemberRow | None = None
        self.double = Message(Tone.WARN)
        self.double.hide()
        self.body.insertWidget(1, self.double)
        self.more_button = secondary(self.tr("Simpan dan &tambah lagi"))
        self.more_button.clicked.connect(self.save_and_go_on)
        self.add_button(self.more_button)
        self.menu = QMenu(self)
        self.menu_button = ToolButton("ellipsis", self.tr("Tindakan lain untuk anggota ini"))
        self.menu_button.set_menu(self.menu)
        self.head.addWidget(self.menu_button)
        nik = self.form.editor("nik")
        nik.edited.connect(self._on_nik_edited)
        nik.complete.connect(self._on_nik_complete)

    def open_new(self, group_id: UUID | None, name: str = "") -> None:
        """Begin with an empty form for a group, or for a person without one."""
        self._set_group(group_id)
        self._member = None
        self._lay_out(with_role=self.group_id is not None)
        self.form.clear()
        self._derived = {}
        self.form.fill({"name": name, **self._first_values()})
        self._set_pins()
        self.begin(None)
        self._show_nik()
        self.focus_form()

    def open_person(self, person_id: UUID, focus: str = "") -> bool:
        """Show a recorded person; tell whether there is one."""
        lists = self.session.lists
        draft = lists.members.draft(person_id)
        row = lists.members.rows_by_id([person_id.bytes]).get(person_id.bytes)
        if draft is None or row is None:
            return False
        self._set_group(row.group_id)
        self._member = row
        self._lay_out(with_role=self.group_id is not None)
        self._fill(draft)
        self.begin(person_id)
        self._show_nik()
        if focus:
            self.form.focus_field(focus)
        else:
            self.focus_form()
        return True

    def save_and_go_on(self) -> None:
        """Store this member and begin the next one of the same group."""
        self.store(self._go_on)

    @override
    def focus_form(self) -> None:
        if self.record_id is None:
            self.form.focus_first_empty()
        else:
            # Without selecting it: a key pressed by chance must not replace the name.
            self.form.editor("name").setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def title(self) -> str:
        where = self._group_name or self.tr("UEP perorangan")
        if self.record_id is None:
            return self.tr("Anggota baru · {group}").format(group=where)
        name = self._member.name if self._member else ""
        return f"{name} · {self._group_name}" if self._group_name else name

    @override
    def draft_title(self) -> str:
        name = str(self.form.values()["name"]) or self.tr("tanpa nama")
        where = f", {self._group_name}" if self._group_name else ""
        return self.tr("Anggota {name}").format(name=name) + where

    @override
    def content(self) -> Mapping[str, object]:
        group = str(self.group_id) if self.group_id else None
        return {**to_plain(self.draft()), _CONTEXT: group}

    @override
    def take_up(
        self, content: Mapping[str, object], record_id: UUID | None, draft_id: UUID | None = None
    ) -> None:
        lists = self.session.lists
        group = content.get(_CONTEXT)
        self._set_group(UUID(group) if isinstance(group, str) else None)
        key = record_id.bytes if record_id else b""
        self._member = lists.members.rows_by_id([key]).get(key) if record_id else None
        self._lay_out(with_role=self.group_id is not None)
        self._fill(from_plain(MemberDraft, content))
        self._set_pins()
        self.begin(record_id, draft_id)
        self._show_nik()
        self.focus_form()

    @override
    def check(self, services: "Services") -> tuple[Problem, ...]:
        return services.members.check(self.draft(), self.group_id, self.record_id)

    @override
    def storing(self) -> "Callable[[Services], UUID]":
        draft, group_id, person_id = self.draft(), self.group_id, self.record_id

        def work(services: "Services") -> UUID:
            if person_id is None:
                return services.members.enrol(group_id, draft)
            services.members.correct(person_id, draft, group_id)
            return person_id

        return work

    @override
    def refresh_head(self) -> None:
        super().refresh_head()
        is_new = self.record_id is None
        self.more_button.setVisible(is_new and self.group_id is not None)
        self.menu_button.setVisible(not is_new)
        self._show_pins()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(with_role=self._laid_out[1])

    def draft(self) -> MemberDraft:
        """Return what is typed now."""
        values: dict[str, Any] = self.form.values()
        # Nothing chosen in a list is None there, and an empty text in a draft.
        values |= {name: values[name] or "" for name in _TEXTS}
        values["role"] = values["role"] or Role.MEMBER
        return MemberDraft(**values, reasons=self.form.reasons())

    def _fill(self, draft: MemberDraft) -> None:
        self.form.clear()
        offer_stored(self.form, MEMBER_CHOICES, draft)
        self.form.fill(draft)
        self.form.set_reasons(draft.reasons)
        self._derived = {}

    def _lay_out(self, *, with_role: bool) -> None:
        # The width of the place it stands in: its own is not known before it is shown.
        room = (self.parentWidget() or self).width()
        wanted = (room < theme().px(_NARROW), with_role)
        if wanted != self._laid_out:
            self._laid_out = wanted
            self.form.set_rows(member_rows(with_role=with_role, narrow=wanted[0]))
            self._show_pins()

    def _set_group(self, group_id: UUID | None) -> None:
        key = group_id.bytes if group_id else b""
        found = self.session.lists.groups.rows_by_id([key]) if group_id else {}
        self.group_id = group_id
        self._group_name = found[key].name if key in found else ""

    def _first_values(self) -> dict[str, object]:
        lists = self.session.lists
        values: dict[str, object] = {"data_source": "DTSEN", "role": Role.MEMBER}
        if self.group_id is not None:
            group = lists.groups.draft(self.group_id)
            values["village_code"] = group.village_code if group else None
            values["joined_on"] = self.session.today()
            values["role"] = self._vacant_office()
        return values

    def _vacant_office(self) -> Role:
        if self.group_id is None:
            return Role.MEMBER
        held = {one.role for one in self.session.lists.members.of_group(self.group_id)}
        return next((office for office in _OFFICES if office not in held), Role.MEMBER)

    def _set_pins(self) -> None:
        for name in PINNED_AT_FIRST:
            pin = self.form.box(name).pin
            if pin is not None:
                pin.setChecked(True)

    def _show_pins(self) -> None:
        """Offer pins only where a next member of the same group may follow; a member joins once."""
        wanted = self.record_id is None and self.group_id is not None
        for name in PINNED_AT_FIRST:
            pin = self.form.box(name).pin
            if pin is not None:
                pin.setVisible(wanted)
        self.form.box("joined_on").setVisible(wanted)

    def _go_on(self, person_id: UUID) -> None:
        name = str(self.form.values()["name"])
        services, tasks = self.session.services, self.session.tasks

        def undo() -> None:
            tasks.submit(lambda: services().members.withdraw(person_id), lambda _: None)

        kept = {key: self.form.values()[key] for key in self.form.pinned()}
        self.form.clear(keep_pinned=True)
        self._derived = {}
        self.form.fill({**self._first_values(), **kept})
        self.begin(None)
        self._show_nik()
        self.form.focus_field("nik")
        self.session.window.toast.emit(self.tr("{name} tersimpan").format(name=name), undo)
        self.added.emit(person_id)

    def _on_nik_edited(self) -> None:
        self._show_nik()

    def _on_nik_complete(self, nik: str) -> None:
        facts = nik_facts(nik, self.session.today())
        if facts is None:
            return
        values = self.form.values()
        for name, value in (("born_on", facts.born_on), ("sex", facts.sex)):
            # What the person typed is never replaced, only what an earlier NIK filled in.
            if values[name] is None or values[name] == self._derived.get(name):
                self.form.fill({name: value})
                self._derived[name] = value
        self._show_nik()

    def _show_nik(self) -> None:
        """Say what the NIK tells, and who else has it."""
        values = self.form.values()
        nik, today = values["nik"], self.session.today()
        facts = nik_facts(nik, today, values["born_on"])
        self.form.box("nik").show_note(nik_sentence(facts) if facts else "", "ok")
        for name in ("born_on", "sex"):
            derived = self._derived.get(name)
            is_derived = derived is not None and values[name] == derived
            self.form.box(name).show_note(self.tr("dari NIK") if is_derived else "")
        members = self.session.lists.members
        self._holder = members.holder_of(nik, self.record_id) if facts else None
        self.double.setVisible(self._holder is not None)
        if self._holder is not None:
            self.double.say(
                Tone.WARN,
                self._holder.sentence,
                actions=[(self.tr("Bandingkan"), self._compare)],
            )
        self._fill_menu()

    def _fill_menu(self) -> None:
        self.menu.clear()
        if self._member is None:
            return
        if self._member.group_id is not None:
            action = self.menu.addAction(icon("users"), self.tr("Buka kelompok"))
            action.triggered.connect(self._open_group)
        self._deeds.fill_menu(self.menu, self._member)

    def _open_group(self) -> None:
        self.session.window.go.emit(Destination(PageName.GROUPS, record_id=self.group_id))

    def _compare(self) -> None:
        if self._holder is None:
            return
        draft = self.draft()
        village = village_words(self.session.lists, draft.village_code)
        side = Side(self.record_id, draft, self._group_name, village)
        self._deeds.compare(side, self._holder.person_id)


_TEXTS: Final = frozenset(field.name for field in fields(MemberDraft) if field.type in {str, "str"})
