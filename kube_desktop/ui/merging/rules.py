"""Aturan massal: choose a rule, see what it would decide, apply it, undo it in one step."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kube_desktop.domain.bulk_rules import AppliedRule, BulkRule, RulePreview, RuleSample, RuleScope
from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.wording import number
from kube_desktop.ui.session import Session
from kube_desktop.ui.tables.cells import Column, two_lines
from kube_desktop.ui.tables.view import RecordTable
from kube_desktop.ui.tasks import Progress, Task
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import primary, secondary
from kube_desktop.ui.widgets.choices import ChipGroup
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.overlay import Overlay
from kube_desktop.ui.widgets.text import Text, TextRole

_SAMPLES_HEIGHT: Final = 190


class RulesPanel(QWidget):
    """Chooses a rule and its reach, and always shows first what it would do.

    Signals:
        applied: Carries the `AppliedRule`.
        closed: Nothing is to be decided by a rule.

    """

    applied = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preview: RulePreview | None = None
        self._rule = BulkRule.FILL
        self._is_asked = False
        self._task: Task | None = None
        self._choice = QButtonGroup(self)
        self.rules: dict[BulkRule, QRadioButton] = {}
        for rule in BulkRule:
            button = QRadioButton(rule.label)
            self._choice.addButton(button)
            button.clicked.connect(lambda _checked=False, one=rule: self._take(one))
            self.rules[rule] = button
        self.fields = ChipGroup(name=self.tr("Kolom"))
        self.senders = ChipGroup(name=self.tr("Kiriman dari"))
        for chips in (self.fields, self.senders):
            chips.changed.connect(lambda _values: self._look())
        self._fields_label = Text(self.tr("Hanya kolom ini"), TextRole.HINT)
        self._senders_label = Text(self.tr("Hanya kiriman dari"), TextRole.HINT)
        self.message = Message()
        self.samples: RecordTable[RuleSample] = RecordTable(
            (
                Column(self.tr("Catatan"), lambda row: two_lines(row.title, row.label), width=220),
                Column(self.tr("Menjadi"), lambda row: two_lines(row.value, row.who), width=220),
                Column(self.tr("Bukan"), lambda row: ", ".join(row.instead)),
            ),
            row_id=lambda row: (row.title, row.label, row.value),
            name=self.tr("Contoh hasil aturan"),
        )
        self.samples.empty.say(self.tr("Tidak ada yang diputuskan aturan ini"))
        self.apply_button = primary(self.tr("Terapkan"), "check")
        self.apply_button.clicked.connect(self.apply)
        self.close_button = secondary(self.tr("Batal"))
        self.close_button.clicked.connect(self.cancel)
        self._lay_out()

    def start(self, rule: BulkRule) -> None:
        """Begin with a rule."""
        self.rules[rule].setChecked(True)
        self._take(rule)

    def apply(self) -> None:
        """Apply the rule that is shown; many differences are asked about once more."""
        shown = self._preview
        if shown is None or not shown.count:
            return
        if shown.needs_asking and not self._is_asked:
            self._is_asked = True
            count = number(shown.count)
            self.apply_button.set_label(self.tr("Ya, putuskan {count}").format(count=count))
            self.message.say(
                Tone.WARN,
                self.tr("{count} perbedaan diputuskan sekaligus").format(count=count),
                self.tr("Tekan sekali lagi bila yakin. Semuanya dapat diurungkan satu langkah."),
            )
            return
        services, rule, scope = self._session.services, self._rule, self._scope()

        def work(progress: Progress) -> AppliedRule:
            return services().differences.rules.apply(
                rule, scope, progress, lambda: progress.is_cancelled
            )

        self.apply_button.setEnabled(False)
        self.close_button.set_label(self.tr("Hentikan"))
        self._task = self._session.tasks.submit_long(
            work, self._applied, self._refuse, self, self._stopped, name=self.tr("Aturan massal")
        )

    def cancel(self) -> None:
        """Stop what runs, or close."""
        if self._task is None:
            self.closed.emit()
        else:
            self._task.cancel()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.apply_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.samples.setFixedHeight(self._session.theme.px(_SAMPLES_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Text(self.tr("Aturan massal"), TextRole.TITLE))
        never = self.tr("Tidak pernah untuk NIK, uang, pengurus, dan surat yang ditandatangani.")
        layout.addWidget(Text(never, TextRole.SECONDARY, wrap=True))
        for button in self.rules.values():
            layout.addWidget(button)
        for label, chips in (
            (self._fields_label, self.fields),
            (self._senders_label, self.senders),
        ):
            layout.addWidget(label)
            layout.addWidget(chips)
        layout.addWidget(self.message)
        layout.addWidget(self.samples)
        layout.addLayout(foot)

    def _take(self, rule: BulkRule) -> None:
        self._rule = rule
        self.fields.set_value(())
        self.senders.set_value(())
        self._look(is_new=True)

    def _scope(self) -> RuleScope:
        return RuleScope(
            fields=frozenset(str(one) for one in self.fields.value()),
            senders=frozenset(str(one) for one in self.senders.value()),
        )

    def _look(self, *, is_new: bool = False) -> None:
        self._is_asked = False
        self.apply_button.setEnabled(False)
        services, rule, scope = self._session.services, self._rule, self._scope()
        self._session.tasks.submit(
            lambda: services().differences.rules.preview(rule, scope),
            lambda found: self._show(found, scope, is_new=is_new),
            self._refuse,
            self,
        )

    def _show(self, found: RulePreview, scope: RuleScope, *, is_new: bool) -> None:
        if found.rule is not self._rule or scope != self._scope():
            return  # another rule was chosen meanwhile
        self._preview = found
        if is_new:
            self.fields.set_options(
                [(one.name, f"{one.label} ({one.count})") for one in found.fields]
            )
            self.senders.set_options([(one, one) for one in found.senders])
            several_fields, several_senders = len(found.fields) > 1, len(found.senders) > 1
            for widget in (self._fields_label, self.fields):
                widget.setVisible(several_fields)
            for widget in (self._senders_label, self.senders):
                widget.setVisible(several_senders)
        self.samples.set_rows(list(found.samples))
        self.samples.setVisible(bool(found.count))
        self.apply_button.set_label(
            self.tr("Putuskan {count} perbedaan").format(count=number(found.count))
            if found.count
            else self.tr("Terapkan")
        )
        self.apply_button.setEnabled(bool(found.count))
        left = self.tr(
            "{protected} hanya boleh diputuskan orang, {others} tidak terjawab aturan ini."
        ).format(protected=number(found.protected), others=number(found.others))
        if found.count:
            title = self.tr("{count} perbedaan akan diputuskan; contohnya di bawah").format(
                count=number(found.count)
            )
            self.message.say(Tone.INFO, title, left)
        else:
            title = self.tr("Tidak ada perbedaan yang dapat diputuskan dengan aturan ini")
            self.message.say(Tone.NEUTRAL, title, left)

    def _applied(self, made: AppliedRule) -> None:
        self._task = None
        self.applied.emit(made)

    def _stopped(self) -> None:
        self._task = None
        self.close_button.set_label(self.tr("Batal"))
        self.message.say(Tone.INFO, self.tr("Dihentikan. Tidak ada yang diputuskan."))
        self.apply_button.setEnabled(True)

    def _refuse(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, DomainError | EnvironmentProblem):
            raise error
        self.message.say(Tone.WARN, str(error))


def open_rules(window: QWidget, session: Session, rule: BulkRule) -> RulesPanel:
    """Open *Aturan massal* over the window."""
    panel = RulesPanel(session)
    overlay = Overlay(window, panel, name=window.tr("Aturan massal"), width=720)
    overlay.closed.connect(overlay.deleteLater)
    panel.applied.connect(overlay.dismiss)
    panel.closed.connect(overlay.dismiss)
    overlay.open(panel.rules[rule])
    panel.start(rule)
    return panel
