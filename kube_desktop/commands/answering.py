"""Turning whatever goes wrong in a command into a sentence and an exit code."""

import logging
import os
import sys
import zlib
from collections.abc import Callable
from logging.handlers import RotatingFileHandler

from kube_desktop.commands.output import Answer
from kube_desktop.commands.parsing import UsageError
from kube_desktop.domain.errors import DomainError, EnvironmentProblem

_log = logging.getLogger(__name__)


def answering(answer: Answer, name: str, work: Callable[[], int]) -> int:
    """Carry out a command and return its exit code; nobody is ever shown a traceback.

    Args:
        answer: Where it is said.
        name: The command, for the log.
        work: Does it and returns the exit code.

    """
    # Without any handler Python itself would write tracebacks of the log to the terminal.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return work()
    except UsageError as error:
        answer.failure([str(error)])
        return 2
    except (DomainError, EnvironmentProblem) as error:
        return answer.failure([str(error)])
    except BrokenPipeError:
        # Whoever read the answer, as `head` does, has enough; Python would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _log.exception("Command %s failed", name)
        sentence = (
            f"{error.filename or 'Penyimpanan'} tidak dapat dibaca atau ditulis. Periksa izin dan "
            "ruang kosong, lalu coba lagi. Yang sudah tersimpan tetap aman."
        )
        return answer.failure([sentence])
    except KeyboardInterrupt:
        return answer.failure(["Dihentikan. Yang sudah tersimpan tetap aman."])
    except Exception as error:  # a bug: said in a sentence, told in full to the log
        _log.exception("Command %s failed", name)
        code = zlib.crc32(type(error).__name__.encode()) & 0xFFFF
        where = " Rinciannya di folder log." if _is_logged() else ""
        return answer.failure(
            [f"Terjadi hal yang tidak terduga (kode {code:04X}). Data tidak diubah.{where}"]
        )


def _is_logged() -> bool:
    return any(isinstance(one, RotatingFileHandler) for one in logging.getLogger().handlers)
