"""How commands answer: sentences for people, one JSON object for machines."""

import json
import sys
from collections.abc import Mapping
from typing import Any


class Answer:
    """Collects what a command says and writes it once, in the form that was asked for.

    Attributes:
        as_json: Whether machines read it.

    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def progress(self, text: str) -> None:
        """Say how far a long command is; machines are not told."""
        if not self.as_json:
            print(text, file=sys.stderr, flush=True)  # noqa: T201  this is a command's output

    def success(self, lines: list[str], facts: Mapping[str, Any]) -> int:
        """Write the result and return exit code 0."""
        self._write(lines, {"berhasil": True, **facts}, sys.stdout)
        return 0

    def failure(self, lines: list[str], facts: Mapping[str, Any] | None = None) -> int:
        """Write what went wrong and what to do, and return exit code 1."""
        facts = {"berhasil": False, "pesan": " ".join(lines), **(facts or {})}
        self._write(lines, facts, sys.stdout if self.as_json else sys.stderr)
        return 1

    def _write(self, lines: list[str], facts: Mapping[str, Any], stream: Any) -> None:  # noqa: ANN401
        if self.as_json:
            text = json.dumps(facts, ensure_ascii=False, indent=1, default=str)
        else:
            text = "\n".join(lines)
        print(text, file=stream, flush=True)
