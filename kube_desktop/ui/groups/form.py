"""The group form in place."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kube_desktop.domain.checks import Problem
from kube_desktop.domain.groups import GroupDraft
from kube_desktop.domain.plain import from_plain, to_plain
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.groups.fields import group_choices, group_fields, group_rows
from kube_desktop.ui.record_panel import RecordPanel, offer_stored
from kube_desktop.ui.session import Session
from kube_desktop.ui.theme import theme

if TYPE_CHECKING:
    from kube_desktop.services.opening import Services

_NARROW: Final = 600


class GroupPanel(RecordPanel):
    """Registers and corrects a group."""

    form_name = "group"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        form = RecordForm(group_fields(session.lists, session.today), group_rows())
        super().__init__(session, form, parent)
        self._narrow = False

    def open_new(self, name: str = "") -> None:
        """Begin with a form that is empty but for a name."""
        year = self.session.today().year
        self._fill(GroupDraft(name=name, budget_year=year))
        self.begin(None)
        self.form.focus_first_empty()

    def open_group(self, group_id: UUID) -> bool:
        """Show a recorded group; tell whether there is one."""
        draft = self.session.lists.groups.draft(group_id)
        if draft is None:
            return False
        self._fill(draft)
        self.begin(group_id)
        # Without selecting it: a key pressed by chance must not replace the name.
        self.form.editor("name").setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @override
    def title(self) -> str:
        if self.record_id is None:
            return self.tr("Kelompok baru")
        return self.tr("Ubah {name}").format(name=self.form.values()["name"])

    @override
    def draft_title(self) -> str:
        name = str(self.form.values()["name"]) or self.tr("tanpa nama")
        return self.tr("Kelompok {name}").format(name=name)

    @override
    def content(self) -> Mapping[str, object]:
        plain: dict[str, object] = to_plain(self.draft())
        return plain

    @override
    def take_up(
        self, content: Mapping[str, object], record_id: UUID | None, draft_id: UUID | None = None
    ) -> None:
        self._fill(from_plain(GroupDraft, content))
        self.begin(record_id, draft_id)
        self.form.focus_first_empty()

    @override
    def check(self, services: "Services") -> tuple[Problem, ...]:
        return services.groups.check(self.draft(), self.record_id)

    @override
    def storing(self) -> "Callable[[Services], UUID]":
        draft, group_id = self.draft(), self.record_id

        def work(services: "Services") -> UUID:
            if group_id is None:
                return services.groups.record(draft)
            services.groups.correct(group_id, draft)
            return group_id

        return work

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = (self.parentWidget() or self).width() < theme().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.form.set_rows(group_rows(narrow=narrow))

    def draft(self) -> GroupDraft:
        """Return what is typed now."""
        values: dict[str, Any] = self.form.values()
        # Nothing chosen in a list is None there, and an empty text in a draft.
        values |= {name: values[name] or "" for name in _TEXTS}
        return GroupDraft(**values, reasons=self.form.reasons())

    def _fill(self, draft: GroupDraft) -> None:
        self.form.clear()
        offer_stored(self.form, group_choices(self.session.today()), draft)
        self.form.fill(draft)
        self.form.set_reasons(draft.reasons)


_TEXTS: Final = frozenset(field.name for field in fields(GroupDraft) if field.type in {str, "str"})
