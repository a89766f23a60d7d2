"""Refusing a paper whose words the fonts of papers cannot show: it would state something else."""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from kube_desktop.documents.style import shown_as
from kube_desktop.domain.errors import DomainError

_MOST_SHOWN = 40
"""Letters of the text that the sentence quotes."""


def require_letters(content: object) -> None:
    """Make sure that every letter and digit of a content can be printed.

    Signs that are no letters, such as a picture in a note, may be left out of a paper; a letter
    of a name or a digit of an amount may not.

    Args:
        content: Frozen content of a paper; its fonts must be registered.

    Raises:
        DomainError: When a letter has no shape in the fonts; quotes the text it stands in.

    """
    for text in _texts(content):
        if text.isascii():
            continue
        for letter in text:
            if unicodedata.category(letter)[0] in "LN" and not shown_as(letter):
                raise DomainError(
                    f"Surat ini memuat huruf yang tidak dapat dicetak: “{text[:_MOST_SHOWN]}”. "
                    "Tulis dengan huruf Latin seperti di KTP, lalu cetak lagi."
                )


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, tuple | list | frozenset):
        for one in content:
            yield from _texts(one)
    elif is_dataclass(content):
        for field in fields(content):
            yield from _texts(getattr(content, field.name))
