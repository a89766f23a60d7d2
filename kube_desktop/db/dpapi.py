"""Windows' own protection of secrets for one user account (DPAPI), through ctypes."""

import ctypes
import sys

_UI_FORBIDDEN = 0x1


class _Blob(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))


def protect(secret: bytes) -> bytes:
    """Return the secret wrapped for this Windows account.

    Raises:
        OSError: When Windows refuses, or this is not Windows.

    """
    return _call("CryptProtectData", secret)


def unprotect(wrapped: bytes) -> bytes:
    """Return the secret that `protect` wrapped, on the same account.

    Raises:
        OSError: When the account is another one, or this is not Windows.

    """
    return _call("CryptUnprotectData", wrapped)


def _call(function: str, content: bytes) -> bytes:
    if sys.platform != "win32":
        raise OSError("DPAPI exists on Windows only")
    buffer = ctypes.create_string_buffer(content, len(content))
    source = _Blob(len(content), buffer)
    result = _Blob()
    done = getattr(ctypes.windll.crypt32, function)(
        ctypes.byref(source), None, None, None, None, _UI_FORBIDDEN, ctypes.byref(result)
    )
    if not done:
        raise ctypes.WinError()
    try:
        return ctypes.string_at(result.data, result.size)
    finally:
        ctypes.windll.kernel32.LocalFree(result.data)
