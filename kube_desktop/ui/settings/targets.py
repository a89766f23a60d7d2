"""How many groups or recipients each regency is to reach in a year."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.checks import Problem
from kube_desktop.domain.errors import ValidationError
from kube_desktop.domain.office_values import (
    MOST_TARGET,
    PERIOD,
    PERIOD_TARGET,
    USUAL_TARGET,
    YEAR_TARGET,
)
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.wording import number
from kube_desktop.ui.forms.choice_fields import ChoiceField, SegmentField
from kube_desktop.ui.forms.fields import IntField
from kube_desktop.ui.forms.form import RecordForm
from kube_desktop.ui.forms.layout import row
from kube_desktop.ui.session import Session
from kube_desktop.ui.settings.part import SettingPart
from kube_desktop.ui.widgets.buttons import secondary
from kube_desktop.ui.widgets.text import Text, TextRole

_BESIDE: Final = 2
_YEARS_AHEAD: Final = 5


class TargetsPart(SettingPart):
    """A grid of the ten regencies for one year and scheme, with its sum."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            QObject().tr("Target"),
            QObject().tr("Jumlah penerima tiap kabupaten/kota dalam satu tahun."),
        )
        today = session.today()
        years = sorted({*session.lists.settings.target_years(), *PERIOD,
                        *range(today.year, today.year + _YEARS_AHEAD)})  # fmt: skip
        self.choice = RecordForm(
            (
                ChoiceField(
                    "year", self.tr("Tahun"), choices=tuple((one, str(one)) for one in years)
                ),
                SegmentField(
                    "scheme", self.tr("Skema"), choices=tuple((one, one.value) for one in Scheme)
                ),
            ),
            (row("year", "scheme", stretch=(1, 2)),),
        )
        self.choice.fill({"year": today.year, "scheme": Scheme.GROUP})
        self.choice.edited.connect(self._show)
        codes = list(REGENCIES)
        self.form = RecordForm(
            tuple(
                IntField(_field(code), name, maximum=MOST_TARGET)
                for code, name in REGENCIES.items()
            ),
            tuple(
                row(*(_field(code) for code in codes[start : start + _BESIDE]))
                for start in range(0, len(codes), _BESIDE)
            ),
        )
        self.form.edited.connect(self._add_up)
        self.sum = Text("", TextRole.STRONG, wrap=True)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.form)
        line = QHBoxLayout()
        line.addWidget(self.sum, 1)
        self.body.addLayout(line)
        self.usual_button = secondary(
            self.tr("Isi {count} semua").format(count=USUAL_TARGET), "copy"
        )
        self.usual_button.clicked.connect(lambda _checked=False: self.fill_usual())
        self.save_button = self.add_foot(self.tr("Simpan target"), self.save, self.usual_button)
        self.refresh()

    def refresh(self) -> None:
        """Read the targets of the chosen year again."""
        self._show()

    def fill_usual(self) -> None:
        """Put the usual target into every regency."""
        self.form.fill({_field(code): USUAL_TARGET for code in REGENCIES})
        self._add_up()

    def _show(self) -> None:
        year, scheme = self._chosen()
        counts = self.session.lists.settings.targets(year, scheme.value)
        self.form.fill({_field(code): count for code, count in counts.items()})
        self.message.hide()
        self._add_up()

    def _chosen(self) -> tuple[int, Scheme]:
        values = self.choice.values()
        return values["year"] or self.session.today().year, values["scheme"] or Scheme.GROUP

    def _add_up(self) -> None:
        year, scheme = self._chosen()
        typed = self.form.values()
        here = sum(typed[_field(code)] or 0 for code in REGENCIES)
        words = self.tr("Jumlah {year}: {sum}").format(year=year, sum=number(here))
        if scheme is Scheme.GROUP:
            words += self.tr(" dari {goal} setahun").format(goal=YEAR_TARGET)
        if scheme is Scheme.GROUP and year in PERIOD:
            settings = self.session.lists.settings
            others = sum(
                sum(settings.targets(one, scheme.value).values()) for one in PERIOD if one != year
            )
            words += self.tr(" · {first}–{last}: {sum} dari {goal}").format(
                first=PERIOD[0], last=PERIOD[-1], sum=number(here + others), goal=PERIOD_TARGET
            )
        self.sum.setText(words)

    def save(self) -> None:
        """Store the targets of the chosen year and scheme."""
        year, scheme = self._chosen()
        typed = self.form.values()
        counts = {code: typed[_field(code)] for code in REGENCIES}
        services = self.session.services

        def work() -> None:
            try:
                services().settings.set_targets(year, scheme, counts)
            except ValidationError as error:
                raise ValidationError(
                    [Problem(_field(one.field), one.text) for one in error.problems]
                ) from error

        self.submit(work, self.form, lambda _: self.tr("Target {year} tersimpan").format(year=year))


def _field(code: str) -> str:
    return f"r{code.replace('.', '')}"
