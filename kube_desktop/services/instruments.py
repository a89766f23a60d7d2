"""The instruments of evaluation that ship with the program, read when they are first needed."""

import json
from functools import lru_cache
from typing import Any, Final

from kube_desktop.domain.evaluation import Instrument, read_instrument
from kube_desktop.paths import resources

PRESENT: Final = "kaltim-v1"
"""The instrument that shipped; the office may add others, and all stay readable."""


@lru_cache(maxsize=8)
def instrument(code: str) -> Instrument | None:
    """Return an instrument, or None when this program does not know it (a newer one may)."""
    path = resources() / "instruments" / f"{code}.json"
    if not code.replace("-", "").isalnum() or not path.is_file():
        return None
    return read_instrument(path.read_text("utf-8"))


def shipped_content() -> dict[str, Any]:
    """Return the instrument that ships with the program as data, to make another of it."""
    path = resources() / "instruments" / f"{PRESENT}.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def present_instrument() -> Instrument:
    """Return the instrument that new evaluations use until the office sets another."""
    found = instrument(PRESENT)
    if found is None:
        raise FileNotFoundError(PRESENT)
    return found
