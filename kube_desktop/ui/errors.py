"""Which trouble is shown how: inline, as a message, or as a report that can be copied."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

import kube_desktop
from kube_desktop.domain.errors import DomainError, EnvironmentProblem, ValidationError

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")
_DIGITS: Final = r"\d{6,}"
_QUOTED: Final = r"'[^']*'|\"[^\"]*\""
_LAST_FRAMES: Final = 12
_QT_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class TroubleKind(StrEnum):
    """The four kinds of trouble; each has one way of being shown."""

    INPUT = "input"
    """Fields must be repaired: shown beside them."""
    RULE = "rule"
    """A rule forbids it: shown as a message on the page."""
    MACHINE = "machine"
    """The machine fails: a message with *Coba lagi*."""
    BUG = "bug"
    """Our fault: the crash page with a code and a report."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What to show about an error.

    Attributes:
        text: One sentence for the person.
        retry: Whether *Coba lagi* makes sense.
        code: Four characters that name a bug, the same on every laptop; "" otherwise.
        report: What the office needs to find the bug, without names and numbers of people.

    """

    kind: TroubleKind
    text: str
    retry: bool = False
    code: str = ""
    report: str = ""


def trouble_of(error: BaseException) -> Trouble:
    """Decide how an error is shown."""
    match error:
        case ValidationError():
            return Trouble(TroubleKind.INPUT, str(error))
        case DomainError():
            return Trouble(TroubleKind.RULE, str(error))
        case EnvironmentProblem():
            return Trouble(TroubleKind.MACHINE, str(error), retry=error.retry)
        case MemoryError():
            text = "Memori laptop ini habis. Tutup program lain, lalu coba lagi"
            return Trouble(TroubleKind.MACHINE, text, retry=True)
        case _:
            code = bug_code(error)
            text = f"Terjadi hal yang tidak terduga, isian Anda tersimpan sebagai draf. Kode {code}"
            return Trouble(TroubleKind.BUG, text, code=code, report=report_of(error, code))


def bug_code(error: BaseException) -> str:
    """Return four characters that are the same wherever this bug strikes."""
    import hashlib  # noqa: PLC0415  bugs are rare

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].line}" if frames else ""
    name = f"{type(error).__name__} {place}"
    return hashlib.sha256(name.encode()).hexdigest()[:4].upper()


def report_of(error: BaseException, code: str) -> str:
    """Return a report for the office; it holds no names, NIK or phone numbers.

    Messages of errors may quote what was typed, so quoted parts and long numbers are left out.
    """
    import platform  # noqa: PLC0415  bugs are rare

    lines = [
        f"KUBE Desktop {getattr(kube_desktop, '__version__', '')} · kode {code}",
        f"Python {platform.python_version()} · PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{type(error).__name__}: {_anonymous(str(error))}",
    ]
    for frame in traceback.extract_tb(error.__traceback__)[-_LAST_FRAMES:]:
        # Only the end of the path: the beginning may hold the name of a person.
        path = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
        lines.append(f"  {path}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class ErrorDesk(QObject):
    """The one place where errors arrive that nobody else answered for.

    Signals:
        told: A rule or the machine said no; carries the `Trouble` and, or None, how to try again.
        crashed: A bug; carries the `Trouble`. Pages show the crash page; nothing was stored.

    """

    told = Signal(object, object)
    crashed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        # Errors come from any thread; they are shown in this one.
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def handle(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """Show an error; `retry` does again what failed."""
        trouble = trouble_of(error)
        if trouble.kind is TroubleKind.BUG:
            _log.error("Bug %s", trouble.code, exc_info=error)
            self.crashed.emit(trouble)
        else:
            _log.info("%s: %s", trouble.kind, type(error).__name__)
            self.told.emit(trouble, retry if trouble.retry else None)

    def report_from_anywhere(self, error: BaseException) -> None:
        """Show an error from whatever thread it comes."""
        self._arrived.emit(error)

    def install(self) -> None:
        """Catch what nobody catches, in every thread, and what Qt has to say."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(log_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        self.report_from_anywhere(error.with_traceback(where))

    def _on_thread_exception(self, trouble: threading.ExceptHookArgs) -> None:
        if trouble.exc_value is not None:
            self.report_from_anywhere(trouble.exc_value)

    def _on_unraisable(self, trouble: "sys.UnraisableHookArgs") -> None:
        # Objects that fail while being deleted harm nobody; the log is enough.
        _log.error("Unraisable in %r", trouble.object, exc_info=trouble.exc_value)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        code = bug_code(error)
        # A bug in a paint event strikes many times a second; it is shown once.
        if code not in self._seen:
            self._seen.add(code)
            self.handle(error)


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Write what Qt says into the log."""
    _qt_log.log(_QT_LEVELS.get(kind, logging.WARNING), "%s", re.sub(_DIGITS, "…", text))


def _anonymous(text: str) -> str:
    return re.sub(_DIGITS, "…", re.sub(_QUOTED, "…", text))[:300]
