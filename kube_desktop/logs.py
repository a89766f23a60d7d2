"""Log files that help without telling who anybody is."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

_PRIVATE = re.compile(
    r"(?<!\d)(?:\+?62|0)[ .()\-]*8(?:[ .()\-]*\d){7,11}"  # a mobile number, however it is written
    r"|\d[\d .\-]{13,22}\d"  # NIK, No. KK or NIP in groups
    r"|\d{10,}"  # a bank account
)


def redact(text: str) -> str:
    """Hide what may be a NIK, a No. KK, a bank account or a phone number."""
    return _PRIVATE.sub("•", text)


class _RedactingFormatter(logging.Formatter):
    @override
    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record, self.datefmt)
        return f"{stamp} {redact(super().format(record))}"


def start_logging(folder: Path, level: int = logging.INFO) -> Path:
    """Write logs into the folder, 5 files of 500 KB at most, and return the current file."""
    target = folder / "kube.log"
    handler = RotatingFileHandler(target, maxBytes=500_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(_RedactingFormatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in [known for known in root.handlers if isinstance(known, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    return target
