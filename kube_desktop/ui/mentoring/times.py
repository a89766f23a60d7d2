"""A time of day, typed as people do."""

import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import SignalInstance
from typing_extensions import override

from kube_desktop.ui.forms.editors import ParsedEditor
from kube_desktop.ui.forms.field import Field

_TIME: Final = re.compile(r"(\d{1,2})(?:[.:, ]?(\d{2}))?")


def parse_time(text: str) -> str | None:
    """Return 9, 9.30, 09:30 and 0930 as `09.30`, or None."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02d}.{minute:02d}" if hour < 24 and minute < 60 else None


@dataclass(frozen=True, slots=True)
class TimeField(Field[str, ParsedEditor[str]]):
    """A time of day as `09.30`, or nothing."""

    @override
    def create(self) -> ParsedEditor[str]:
        editor = ParsedEditor(parse_time, lambda text: text)
        editor.setPlaceholderText("09.30")
        return editor

    @override
    def read(self, editor: ParsedEditor[str]) -> str:
        return editor.value() or ""

    @override
    def fill(self, editor: ParsedEditor[str], value: str) -> None:
        editor.set_value(value)

    @override
    def edited(self, editor: ParsedEditor[str]) -> SignalInstance:
        return editor.edited

    @override
    def empty(self) -> str:
        return ""

    @override
    def fault(self, editor: ParsedEditor[str]) -> str:
        return "" if editor.is_readable else "Tulis jam seperti 09.30"
