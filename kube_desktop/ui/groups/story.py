"""The story of a group as sentences, from what its fields once held and the steps of its life."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from kube_desktop.domain.exchange import FieldVersion
from kube_desktop.domain.groups import BUSINESS_TYPES, GroupState, StateChange
from kube_desktop.domain.wording import WITA, clock_time, short_date

translate = QCoreApplication.translate
_BORN = "pertama dicatat"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened.

    Attributes:
        title: What happened, in a few words.
        detail: The values, or the reason.
        day: The day, in words.
        who: Time and person, as far as they are known.

    """

    title: str
    detail: str
    day: str
    who: str


@dataclass(frozen=True, slots=True)
class _Told:
    day: date
    at: datetime | None
    line: StoryLine


def story(
    versions: Sequence[FieldVersion],
    steps: Sequence[StateChange],
    village_name: Callable[[str], str],
) -> list[StoryLine]:
    """Return everything that happened, newest first.

    Args:
        versions: Every value the record ever had, newest first.
        steps: The steps in its life.
        village_name: Says a village code in words.

    """
    told = [*_told_steps(steps), *_told_versions(versions, village_name)]
    told.sort(key=lambda one: (one.day, one.at.timestamp() if one.at else 0.0), reverse=True)
    return [one.line for one in told]


def _told_steps(steps: Sequence[StateChange]) -> list[_Told]:
    text = translate("Story", "Tahap: {state}")
    return [
        _Told(
            step.happened_on,
            None,
            StoryLine(
                text.format(state=step.state.label), step.note, short_date(step.happened_on), ""
            ),
        )
        for step in steps
    ]


def _told_versions(
    versions: Sequence[FieldVersion], village_name: Callable[[str], str]
) -> list[_Told]:
    # The state has its own steps, with day and reason.
    shown = [one for one in versions if one.field_name != "state"]
    lines = []
    for (at, who), together in groupby(shown, key=lambda one: (one.at, one.who)):
        changes = list(together)
        births = [one for one in changes if one.note == _BORN]
        if births:
            first = [f"{one.field_label} {_value(one, village_name)}" for one in births]
            title = translate("Story", "Pertama kali dicatat")
            lines.append(_line(title, "; ".join(first), at, who))
        lines += [
            _line(*_change(one, shown, village_name), at, who)
            for one in changes
            if one.note != _BORN
        ]
    return lines


def _line(title: str, detail: str, at: datetime, who: str) -> _Told:
    day = at.astimezone(WITA).date()
    line = StoryLine(title, detail, short_date(day), f"{clock_time(at)} · {who}")
    return _Told(day, at, line)


def _change(
    version: FieldVersion, versions: Sequence[FieldVersion], village_name: Callable[[str], str]
) -> tuple[str, str]:
    """Return what happened to a field, and its values."""
    label, value = version.field_label, _value(version, village_name)
    if not version.is_shown and version.note:
        return f"{label}: {version.note}", f"“{value}”"
    before = next(
        (one for one in versions if one.field_name == version.field_name and one.at < version.at),
        None,
    )
    if before is None:
        return translate("Story", "{field} diisi").format(field=label), f"“{value}”"
    text = translate("Story", "dari “{before}” menjadi “{value}”")
    return (
        translate("Story", "{field} diubah").format(field=label),
        text.format(before=_value(before, village_name), value=value),
    )


def _value(version: FieldVersion, village_name: Callable[[str], str]) -> str:
    match version.field_name:
        case "village_code":
            return village_name(version.value) or version.value
        case "business_type":
            return BUSINESS_TYPES.get(version.value, version.value)
        case "state" if version.value in set(GroupState):
            return GroupState(version.value).label
        case _:
            return version.value
