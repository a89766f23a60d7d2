"""Gathering the papers of the exchange: the letter with a file, the minutes of a merge."""

from dataclasses import asdict
from typing import Any, Final

from kube_desktop.documents.content import Party
from kube_desktop.documents.cover_letter import (
    CountedKind,
    CoverLetterContent,
    render_cover_letter,
)
from kube_desktop.documents.merge_minutes import (
    MergedFile,
    MergedKind,
    MergeMinutesContent,
    render_merge_minutes,
)
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.exchange import COUNTED_KINDS, FileState
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import Duty
from kube_desktop.domain.wording import WITA, clock_time, file_size, long_date, short_date
from kube_desktop.exchange.keys import DeviceKey, words_of
from kube_desktop.services.lists.exchanges import MergedFileRow, ReceivedRow, SentRow
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import AGENCY, head_on, number_on, party_of
from kube_desktop.services.workplace import Workplace

_OUTCOMES: Final = {
    FileState.READY: "Digabung",
    FileState.MERGED: "Sudah pernah digabung",
    FileState.REJECTED: "Ditolak",
    FileState.WAITING: "Menunggu pembaruan program",
}
_GROUP: Final = 8
_SHOWN_DIGITS: Final = 16
"""Digits of a SHA-512 on paper: enough to tell files apart, beside the check code."""


class ExchangePapers:
    """Content of the papers about files that travel between laptops and the office."""

    def __init__(self, workplace: Workplace) -> None:
        self._lists = workplace.lists

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return these papers for the catalogue."""
        exchanges = self._lists.exchanges
        return (
            PaperType(
                kind=PaperKind.COVER_LETTER,
                gather=self.cover_letter,
                render=render_cover_letter,
                title=lambda made: made.filename or "",
                filename=lambda made: ("Surat-pengantar", made.sender.name, made.signed_on),
                subjects=lambda: [
                    one for one, _ in (*exchanges.sent_files(), *exchanges.received_files())
                ],
            ),
            PaperType(
                kind=PaperKind.MERGE_MINUTES,
                gather=self.merge_minutes,
                render=render_merge_minutes,
                title=lambda made: f"{made.merged} berkas, {long_date(made.held_on)}",
                filename=lambda made: ("BA-penggabungan", made.held_on, made.time),
                subjects=lambda: [one for one, _ in exchanges.merges()],
            ),
        )

    def cover_letter(self, subject: Subject) -> CoverLetterContent:
        """Return the letter of a file that was sent from here, or came here without its letter.

        Raises:
            DomainError: When there is no such file.

        """
        exchanges = self._lists.exchanges
        file = exchanges.sent(id_of(subject)) or exchanges.received(id_of(subject))
        if file is None:
            raise DomainError("Kiriman ini tidak ada atau sudah dihapus.")
        made_at = file.made_at.astimezone(WITA)
        sender, region, words = self._sender(file)
        return CoverLetterContent(
            letterhead=head_on(self._lists.office, made_at.date()),
            number=number_on(self._lists.office, PaperKind.COVER_LETTER, made_at.date()),
            recipient=f"Kepala {AGENCY}",
            sender=Party(name=sender or None, position="Pendamping KUBE"),
            region=REGENCIES.get(region),
            filename=file.filename,
            check_code=file.check_code,
            size=file_size(file.size),
            made_at=f"{long_date(made_at.date())} pukul {clock_time(made_at)} WITA",
            words=words,
            counts=tuple(
                CountedKind(label=name, count=file.counts.get(table, 0))
                for table, name in COUNTED_KINDS.items()
                if file.counts
            ),
            signed_at=None,
            signed_on=made_at.date(),
        )

    def _sender(self, file: SentRow) -> tuple[str, str, str | None]:
        """Return the name of a sender, the code of the region, and the words of the laptop."""
        if isinstance(file, ReceivedRow):
            return file.sender, file.region, words_of(file.signer) if file.signer else None
        identity = self._lists.office.identity()
        device = self._lists.office.installation("device_key")
        return (
            identity.name if identity else "",
            identity.regency_code if identity else "",
            words_of(DeviceKey(bytes.fromhex(device)).public) if isinstance(device, str) else None,
        )

    def merge_minutes(self, subject: Subject) -> MergeMinutesContent:
        """Return what one merging of files did.

        Raises:
            DomainError: When there was no such merge here.

        """
        merge = self._lists.exchanges.merge(id_of(subject))
        if merge is None:
            raise DomainError("Penggabungan ini tidak ada atau sudah dihapus.")
        merged_at = merge.merged_at.astimezone(WITA)
        day, office = merged_at.date(), self._lists.office
        identity = office.identity()
        head = next(iter(office.officials(day, Duty.DIVISION)), None)
        return MergeMinutesContent(
            letterhead=head_on(office, day),
            number=number_on(office, PaperKind.MERGE_MINUTES, day),
            held_on=day,
            held_at=identity.name if identity else None,
            signed_at=None,
            time=clock_time(merged_at),
            files=tuple(_merged_file(one) for one in merge.files),
            merged=sum(one.state is FileState.READY for one in merge.files),
            counts=tuple(
                MergedKind(label=name, new=pair[0], changed=pair[1])
                for table, name in COUNTED_KINDS.items()
                for pair in [merge.counts.get(table, (0, 0))]
            ),
            fingerprint=" ".join(
                merge.fingerprint[start : start + _GROUP]
                for start in range(0, len(merge.fingerprint), _GROUP)
            ),
            parallel=merge.notes.get("parallel"),
            differences=merge.notes.get("differences"),
            acknowledged_by=party_of(asdict(head.snapshot()), is_official=True)
            if head
            else Party(position=Duty.DIVISION.label),
        )  # fmt: skip


def _merged_file(one: MergedFileRow) -> MergedFile:
    is_new = one.state is FileState.READY
    return MergedFile(
        name=one.name,
        sender=one.sender or None,
        region=one.region or None,
        check_code=one.code or None,
        outcome=_OUTCOMES[one.state],
        period=_period(one),
        sha512=" ".join(one.sha512[at : at + 4] for at in range(0, _SHOWN_DIGITS, 4)).strip()
        or None,
        changes=one.changes if is_new else None,
        withdrawn=_withdrawn(one) if is_new else None,
    )


def _period(one: MergedFileRow) -> str | None:
    if one.first is None or one.last is None:
        return None
    first, last = (short_date(at.astimezone(WITA).date()) for at in (one.first, one.last))
    return first if first == last else f"{first} – {last}"


def _withdrawn(one: MergedFileRow) -> str | None:
    if one.withdrawn_at is None:
        return None
    day = long_date(one.withdrawn_at.astimezone(WITA).date())
    return f"{day}, alasan: {one.withdrawn_why}" if one.withdrawn_why else day
