"""Turning stored snapshots and settings into the parties and heads of papers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from kube_desktop.documents.content import AnnexMember, GoodsLine, Letterhead, Party
from kube_desktop.domain.aid import GoodsItem
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.plain import from_plain
from kube_desktop.domain.settings import LetterheadLines, Official, open_number
from kube_desktop.domain.values import group_nik
from kube_desktop.services.lists.office import OfficeLists

AGENCY = "Dinas Sosial Provinsi Kalimantan Timur"
"""The programme owner as sentences of papers name it (domain.md 1.6)."""


def head_on(office: OfficeLists, day: date | None = None) -> Letterhead:
    """Return the head of a paper of a day (today when None), with the logo of that day."""
    return letterhead_of(office.rules(day).letterhead, office.logo(day))


def number_on(office: OfficeLists, kind: PaperKind, day: date | None) -> str | None:
    """Return the number of a paper whose running part the agenda book gives, or None.

    Only where the office has set a pattern for this kind of paper.
    """
    pattern, identity = office.rules(day).patterns.get(kind.value), office.identity()
    if pattern is None or day is None:
        return None
    try:
        return open_number(pattern, identity.regency_code if identity else "", day)
    except ValueError:  # from a newer program: a mistyped pattern must not stop a paper
        return None


def letterhead_of(
    lines: LetterheadLines | Mapping[str, str], logo: bytes | None = None
) -> Letterhead:
    """Return the head of a paper from settings, or from the snapshot in a handover."""
    # A newer program may have written more lines than this one knows; those are left out.
    head = lines if isinstance(lines, LetterheadLines) else from_plain(LetterheadLines, lines)
    return Letterhead(
        government=head.government,
        office=head.office,
        contact_lines=tuple(line for line in (head.address, head.contact) if line),
        logo=logo,
    )


def party_of(snapshot: Mapping[str, Any] | None, *, is_official: bool = False) -> Party:
    """Return a party as the snapshot of that day names it."""
    if not snapshot:
        return Party()
    number = str(snapshot.get("number") or "")
    return Party(
        name=snapshot.get("name") or None,
        position=snapshot.get("title") or None,
        unit=snapshot.get("institution") or None,
        rank=snapshot.get("rank") or None,
        nip=group_nip(number) if is_official and number else None,
        nik=number if not is_official and number else None,
        address=snapshot.get("address") or None,
    )


def snapshot_party(official: Official) -> Party:
    """Return an official as a paper of today names them."""
    return party_of(asdict(official.snapshot()), is_official=True)


def group_nip(nip: str) -> str:
    """Show an 18-digit NIP in its usual groups: 19700101 199503 1 001 (domain.md 2.6)."""
    digits = "".join(letter for letter in nip if letter.isdigit())
    if len(digits) != 18:
        return nip
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def goods_lines(items: tuple[GoodsItem, ...]) -> tuple[GoodsLine, ...]:
    """Return rows of goods for a paper."""
    return tuple(
        GoodsLine(
            name=item.name or None,
            specification=item.specification or None,
            quantity_milli=item.quantity_milli,
            unit=item.unit or None,
            unit_price=item.unit_price,
            amount=item.amount,
            condition=item.condition or None,
        )
        for item in items
    )


def annex_members(members: list[Mapping[str, str]] | None) -> tuple[AnnexMember, ...]:
    """Return the list of members as it was on the day of the handover."""
    return tuple(
        AnnexMember(
            name=one.get("name"),
            nik=group_nik(one.get("nik") or "") or None,
            sex=one.get("sex") or None,
            position=one.get("role") or None,
            address=one.get("address") or None,
        )
        for one in members or ()
    )
