"""Which schema this program knows; read before anything heavy is imported."""

from typing import Final

HEAD: Final = 4
"""Number of the newest revision, kept in the file as `PRAGMA user_version`."""
