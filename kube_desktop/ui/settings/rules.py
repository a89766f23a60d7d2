"""Recitals, ceilings, and how papers are numbered and copied."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.office_values import NUMBERED_PAPERS, SETTING_LABELS
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.settings import SettingKey, document_number, open_number
from kube_desktop.domain.settings_rows import value_words
from kube_desktop.domain.wording import short_date
from kube_desktop.services.lists.settings import DatedValue
from kube_desktop.ui.forms.choice_fields import ChoiceField
from kube_desktop.ui.forms.fields import IntField, LongTextField, RupiahField, TextField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.part import SettingPart, day_of, empty, starts
from kube_desktop.ui.widgets.buttons import ghost
from kube_desktop.ui.widgets.text import Text, TextRole

_MOST_SHOWN = 6
_YEARS = 6
_BAST = "bast"


class History(QWidget):
    """The values of some settings by their day; those to come can be taken back."""

    def __init__(self, part: SettingPart, keys: Sequence[SettingKey]) -> None:
        super().__init__()
        self._part = part
        self._keys = keys
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(2)

    def refresh(self) -> None:
        """Read the values again."""
        empty(self._rows)
        found = [
            (one, key)
            for key in self._keys
            for one in self._part.session.lists.settings.history(key)
        ]
        found.sort(key=lambda pair: pair[0].valid_from, reverse=True)
        if found:
            self._rows.addWidget(Text(self.tr("Yang tersimpan"), TextRole.STRONG))
        for one, key in found[:_MOST_SHOWN]:
            self._rows.addWidget(self._line(one, key))

    def _line(self, one: DatedValue, key: SettingKey) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        label = f"{SETTING_LABELS[key]}: " if len(self._keys) > 1 else ""
        words = f"{short_date(one.valid_from)} · {label}{_words(key, one.value)}"
        layout.addWidget(Text(words, TextRole.SECONDARY, wrap=True), 1)
        if one.valid_from > self._part.session.today():
            button = ghost(self.tr("Batalkan"), "x")
            button.setAccessibleName(self.tr("Batalkan: {what}").format(what=words))
            button.clicked.connect(lambda _checked=False: self._withdraw(one))
            layout.addWidget(button)
        return line

    def _withdraw(self, one: DatedValue) -> None:
        services = self._part.session.services
        self._part.submit(
            lambda: services().settings.withdraw_value(one.id),
            None,
            lambda _: self.tr("Dibatalkan sebelum berlaku"),
        )


def _words(key: SettingKey, value: Any) -> str:  # noqa: ANN401  JSON
    try:
        return value_words(key, value)
    except (AttributeError, TypeError, ValueError):
        return "tidak terbaca"


def _short(kind: PaperKind) -> str:
    return kind.label.replace("Berita acara", "BA")


class RecitalsPart(SettingPart):
    """On which rules papers rest, one a line, for each scheme."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Dasar hukum"),
            QObject().tr(
                "Tercetak di BAST, satu dasar tiap baris. BAST lama tetap dengan dasarnya."
            ),
        )
        self.form = RecordForm(
            (
                LongTextField(Scheme.GROUP.value, self.tr("BAST kelompok (KUBE)"), lines=6),
                LongTextField(Scheme.SINGLE.value, self.tr("BAST perorangan (UEP)"), optional=True,
                              lines=4),
                starts(session),
            )
        )  # fmt: skip
        self.body.addWidget(self.form)
        self.save_button = self.add_foot(self.tr("Simpan dasar hukum"), self.save)
        self.history = History(self, (SettingKey.RECITALS,))
        self.body.addWidget(self.history)
        self.refresh()

    def refresh(self) -> None:
        """Read the recitals again."""
        rules = self.session.lists.office.rules()
        self.form.fill(
            {
                **{one.value: "\n".join(rules.recitals_of(one)) for one in Scheme},
                "valid_from": self.session.today(),
            }
        )
        self.history.refresh()

    def save(self) -> None:
        """Store the recitals."""
        values, day = self.form.values(), day_of(self.form)
        lines = {one: tuple(str(values[one.value]).splitlines()) for one in Scheme}
        services = self.session.services
        self.submit(lambda: services().settings.set_recitals(lines, day), self.form)


class CeilingsPart(SettingPart):
    """The most a recipient may get in a year."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Batas bantuan"),
            QObject().tr("Per skema, mulai tahun anggaran itu sampai tahun yang diatur lagi."),
        )
        this_year = session.today().year
        self.form = RecordForm(
            (
                ChoiceField(
                    "year",
                    self.tr("Tahun anggaran"),
                    choices=tuple((one, str(one)) for one in range(this_year, this_year + _YEARS)),
                ),
                RupiahField(Scheme.GROUP.value, self.tr("Batas satu kelompok (KUBE)")),
                RupiahField(Scheme.SINGLE.value, self.tr("Batas perorangan (UEP)")),
            ),
            (row("year", Scheme.GROUP.value, Scheme.SINGLE.value, stretch=(2, 3, 3)),),
        )
        self.form.fill({"year": this_year})
        self.form.editor("year").edited.connect(self._show_year)
        self.body.addWidget(self.form)
        self.save_button = self.add_foot(self.tr("Simpan batas"), self.save)
        self.members = RecordForm(
            (
                IntField("members", self.tr("Anggota satu kelompok"), minimum=1, maximum=100),
                IntField("copies", self.tr("Rangkap BAST"), minimum=1, maximum=20),
                IntField(
                    "report_due_day", self.tr("Lapor paling lambat tanggal"), minimum=1, maximum=28
                ),
                starts(session),
            ),
            (row("members", "copies"), row("report_due_day", "valid_from")),
        )
        self.body.addWidget(self.members)
        self.save_members_button = self.add_foot(self.tr("Simpan jumlah"), self.save_members)
        keys = (
            SettingKey.CEILINGS, SettingKey.MEMBERS, SettingKey.COPIES, SettingKey.REPORT_DUE_DAY,
        )  # fmt: skip
        self.history = History(self, keys)
        self.body.addWidget(self.history)
        self.refresh()

    def refresh(self) -> None:
        """Read the ceilings again."""
        today = self.session.today()
        rules = self.session.lists.office.rules()
        self._show_year()
        self.members.fill(
            {
                "members": rules.members,
                "copies": rules.copies,
                "report_due_day": rules.report_due_day,
                "valid_from": today,
            }
        )
        self.history.refresh()

    def _show_year(self) -> None:
        year = self.form.values()["year"] or self.session.today().year
        rules = self.session.lists.office.rules(date(year, 12, 31))
        self.form.fill({"year": year, **{one.value: rules.ceilings[one] for one in Scheme}})

    def save(self) -> None:
        """Store the ceilings."""
        values, services = self.form.values(), self.session.services
        amounts = {one: values[one.value] for one in Scheme}
        year = values["year"] or 0
        self.submit(lambda: services().settings.set_ceilings(year, amounts), self.form)

    def save_members(self) -> None:
        """Store members, copies and the day of reports."""
        typed, day = self.members.values(), day_of(self.members)
        members, copies, due = typed["members"], typed["copies"], typed["report_due_day"]
        services = self.session.services
        self.submit(lambda: services().settings.set_sizes(members, copies, due, day), self.members)


class NumbersPart(SettingPart):
    """Patterns of document numbers, each with the number it makes next."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Pola nomor"),
            QObject().tr(
                "Pakai {urut:03}, {wilayah}, {bulan_romawi}, {bulan}, {tahun}. BAST dihitung "
                "program; di kertas lain nomor urutnya ditulis dari buku agenda."
            ),
        )
        others = [TextField(one.value, _short(one), optional=True) for one in NUMBERED_PAPERS]
        kinds = [one.value for one in NUMBERED_PAPERS]
        self.form = RecordForm(
            (TextField(_BAST, "BAST"), *others, starts(session)),
            (
                row(_BAST, "valid_from", stretch=(3, 2)),
                *(row(*kinds[start : start + 2]) for start in range(0, len(kinds), 2)),
            ),
        )
        self.preview = Text("", TextRole.SECONDARY, wrap=True)
        self.form.edited.connect(self._show_next)
        self.body.addWidget(self.preview)
        self.body.addWidget(self.form)
        self.save_button = self.add_foot(self.tr("Simpan pola nomor"), self.save)
        keys = (SettingKey.NUMBER_PATTERN, SettingKey.NUMBER_PATTERNS)
        self.history = History(self, keys)
        self.body.addWidget(self.history)
        self.refresh()

    def refresh(self) -> None:
        """Read the patterns again."""
        rules = self.session.lists.office.rules()
        others = {one.value: rules.patterns.get(one.value, "") for one in NUMBERED_PAPERS}
        day = self.session.today()
        self.form.fill({_BAST: rules.number_pattern, **others, "valid_from": day})
        self.history.refresh()
        self._show_next()

    def _show_next(self) -> None:
        values, day = self.form.values(), self.session.today()
        shown = []
        for kind, label in ((_BAST, "BAST"), *((one.value, one.label) for one in NUMBERED_PAPERS)):
            pattern = str(values[kind]).strip()
            if not pattern:
                continue
            try:
                made = document_number(pattern, 1, "64.02", day) if kind == _BAST else open_number(
                    pattern, "64.02", day
                )  # fmt: skip
            except ValueError:
                made = self.tr("pola belum benar")
            shown.append(f"{label}: {made}")
        self.preview.setText("\n".join(shown))

    def save(self) -> None:
        """Store the patterns."""
        values, day = self.form.values(), day_of(self.form)
        patterns = {
            one.value: str(values[one.value]).strip()
            for one in NUMBERED_PAPERS
            if str(values[one.value]).strip()
        }
        services, bast = self.session.services, str(values[_BAST]).strip()

        self.submit(lambda: services().settings.set_patterns(bast, patterns, day), self.form)
