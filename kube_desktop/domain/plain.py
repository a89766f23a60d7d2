"""Drafts as plain JSON-ready data and back, so that typing survives a power cut."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DraftT = TypeVar("DraftT", bound="DataclassInstance")


def to_plain(value: object) -> Any:  # noqa: ANN401  JSON has no narrower type
    """Return a draft, or any value in one, as JSON-ready data."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(to_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(one) for key, one in value.items()}
    return value


def from_plain(kind: type[DraftT], data: Mapping[str, object]) -> DraftT:
    """Return the draft that `to_plain` turned into data.

    Fields that are missing or unreadable (an older program kept the draft) get their defaults:
    the rest of what was typed must not be lost for one field.
    """
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name not in data:
            continue
        try:
            values[field.name] = _read(hints[field.name], data[field.name])
        except (ValueError, TypeError, KeyError):
            continue
    return kind(**values)


def _read(hint: Any, value: Any) -> Any:  # noqa: ANN401  one line for each kind of value
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        inner = next(one for one in arguments if one is not type(None))
        return None if value is None else _read(inner, value)
    if origin in {tuple, frozenset}:
        return origin(_read(arguments[0], one) for one in _must_be(list, value))
    if origin is not None:
        return {str(key): str(one) for key, one in _must_be(dict, value).items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return from_plain(hint, _must_be(dict, value))
    if hint is UUID or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint(_must_be(str, value))
    if hint is date:
        return date.fromisoformat(value)
    return _must_be(hint, value)


def _must_be(kind: type, value: Any) -> Any:  # noqa: ANN401  one check for each kind of value
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind}")
    return value
