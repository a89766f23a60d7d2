"""The key of the database: made at random, kept wrapped in `kunci.json`.

A first start needs no ceremony: without a password the key is kept by the account of the operating
system (DPAPI on Windows) or, failing that, in a file only its owner may read. A password, the
office's recovery key, or both can wrap it as well.
"""

import base64
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kube_desktop.db.cipher import KEY_BYTES
from kube_desktop.domain.errors import EnvironmentProblem

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Wrap:
    """One way to get the key back.

    Attributes:
        kind: `device`, `password` or `recovery`.
        parameters: What unwrapping needs besides the secret (protector, salt, key id).
        secret: The wrapped key.

    """

    kind: str
    parameters: dict[str, str]
    secret: bytes = field(repr=False)


class KeyringError(EnvironmentProblem):
    """The key cannot be had in this way."""


class Keyring:
    """The wraps of one installation's key, and the file they lie in."""

    def __init__(self, path: Path, wraps: tuple[Wrap, ...]) -> None:
        self._path = path
        self._wraps = wraps

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """Read the file.

        Raises:
            KeyringError: When it is missing or damaged.

        """
        try:
            stored = json.loads(path.read_text("utf-8"))
            wraps = tuple(
                Wrap(one["kind"], dict(one["parameters"]), base64.b64decode(one["secret"]))
                for one in stored["wraps"]
            )
        except FileNotFoundError as error:
            raise KeyringError("Berkas kunci (kunci.json) tidak ada di folder data.") from error
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise KeyringError(
                "Berkas kunci (kunci.json) rusak. Pulihkan dari cadangan."
            ) from error
        return cls(path, wraps)

    @classmethod
    def create(cls, path: Path) -> tuple["Keyring", bytes]:
        """Make a new random key, remembered by this account, and return both."""
        import secrets  # noqa: PLC0415  needed once in the life of a folder

        key = secrets.token_bytes(KEY_BYTES)
        keyring = cls(path, ())
        keyring.remember(key)
        return keyring, key

    @property
    def has_password(self) -> bool:
        """Whether the program asks for a password at start."""
        return self._first("device") is None

    def device_key(self) -> bytes:
        """Return the key as this account of the operating system keeps it.

        Raises:
            KeyringError: When it is kept behind a password, or by another account.

        """
        wrap = self._first("device")
        if wrap is None:
            raise KeyringError("Data ini dikunci dengan kata sandi.")
        if wrap.parameters.get("protector") == "dpapi":
            from kube_desktop.db import dpapi  # noqa: PLC0415  needed on Windows only

            try:
                return dpapi.unprotect(wrap.secret)
            except OSError as error:
                raise KeyringError(
                    "Kunci data milik akun Windows lain. Masuk dengan akun yang biasa dipakai."
                ) from error
        if len(wrap.secret) != KEY_BYTES:
            raise KeyringError("Berkas kunci (kunci.json) rusak. Pulihkan dari cadangan.")
        return wrap.secret

    def remember(self, key: bytes) -> None:
        """Keep the key for this account of the operating system."""
        if sys.platform == "win32":
            from kube_desktop.db import dpapi  # noqa: PLC0415  needed on Windows only

            self.replace(Wrap("device", {"protector": "dpapi"}, dpapi.protect(key)))
        else:
            self.replace(Wrap("device", {"protector": "file"}, key))

    def forget_device(self) -> None:
        """Stop opening without a password; a password must have been set before."""
        if self._first("password") is None:
            raise ValueError("without a password the key would be lost")
        self._store(tuple(wrap for wrap in self._wraps if wrap.kind != "device"))

    def find(self, kind: str) -> Wrap | None:
        """Return the wrap of a kind, if there is one."""
        return self._first(kind)

    def replace(self, wrap: Wrap) -> None:
        """Add a wrap, in place of the one of its kind."""
        self._store((*(old for old in self._wraps if old.kind != wrap.kind), wrap))

    def _first(self, kind: str) -> Wrap | None:
        return next((wrap for wrap in self._wraps if wrap.kind == kind), None)

    def _store(self, wraps: tuple[Wrap, ...]) -> None:
        content = {
            "version": _VERSION,
            "wraps": [
                {
                    "kind": wrap.kind,
                    "parameters": wrap.parameters,
                    "secret": base64.b64encode(wrap.secret).decode(),
                }
                for wrap in wraps
            ],
        }
        _write_privately(self._path, json.dumps(content, indent=1))
        self._wraps = wraps


def _write_privately(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)  # a leftover would keep its own rights
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
