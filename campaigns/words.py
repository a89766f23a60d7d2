"""`terbilang`: amounts in words as num2words has them (`pip install num2words` somewhere else).

The library is no dependency, not even of the tests: they hold a digest of what it said for the
amounts below, and this campaign makes the digest again and tells every word that differs.
"""

import hashlib
import importlib
import re
from collections.abc import Callable, Iterator

from campaigns.report import Report
from kube_desktop.domain import wording

MOST_DIGITS = 15
_ONE_THOUSAND = re.compile(r"(?<=juta|liar|liun) satu ribu\b")


def amounts(count: int, seed: int) -> Iterator[int]:
    """Yield amounts up to 999 triliun, short ones as often as long ones."""
    for number in range(count):
        drawn = hashlib.sha256(f"{seed}-{number}".encode()).digest()
        digits = 1 + drawn[0] % MOST_DIGITS
        yield int.from_bytes(drawn[1:]) % 10**digits


def adjusted(words: str) -> str:
    """Return what num2words says as our rules want it: *juta seribu*, not *juta satu ribu*.

    domain.md 8.1 joins *seribu* wherever a thousand stands alone: 1.001.000 is *satu juta seribu*.
    """
    return _ONE_THOUSAND.sub(" seribu", words)


def digest(said: Callable[[int], str], count: int, seed: int) -> str:
    """Return a digest of every amount in words."""
    lines = hashlib.sha256()
    for amount in amounts(count, seed):
        lines.update(f"{amount} {said(amount)}\n".encode())
    return lines.hexdigest()


def compare_words(count: int, seed: int) -> Report:
    """Compare amounts in words with num2words, which must be installed for this."""
    report = Report("Angka dengan huruf, dibandingkan dengan num2words")
    try:
        reference = importlib.import_module("num2words").num2words
    except ModuleNotFoundError:
        report.failures.append("num2words tidak terpasang di lingkungan Python ini")
        return report

    def said(amount: int) -> str:
        return adjusted(reference(amount, lang="id"))

    for amount in amounts(count, seed):
        if said(amount) != wording.terbilang(amount):
            report.failures.append(f"{amount}: {said(amount)} | {wording.terbilang(amount)}")
    report.facts["angka dibandingkan"] = count
    report.facts["sidik"] = digest(said, count, seed)
    return report
