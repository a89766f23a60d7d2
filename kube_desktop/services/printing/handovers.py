"""Gathering the content of BAST, receipts and goods receipts."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from kube_desktop.documents.bast import render_bast
from kube_desktop.documents.content import (
    BastContent,
    Decree,
    GoodsReceiptContent,
    Imprint,
    Party,
    Photo,
    ReceiptContent,
)
from kube_desktop.documents.content import Scheme as PaperScheme
from kube_desktop.documents.goods_receipt import render_goods_receipt
from kube_desktop.documents.page import Paper
from kube_desktop.documents.receipt import render_receipt
from kube_desktop.domain.aid import (
    AidForm,
    GoodsItem,
    HandoverDraft,
    HandoverRow,
    HandoverStatus,
    Scheme,
)
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.settings import Duty
from kube_desktop.services.aid import AidService
from kube_desktop.services.attachments import AttachmentService
from kube_desktop.services.lists.handovers import HandoverFilter
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.parties import (
    AGENCY,
    annex_members,
    goods_lines,
    head_on,
    letterhead_of,
    number_on,
    party_of,
)
from kube_desktop.services.printing.stored import StoredHandover, stored_handover
from kube_desktop.services.workplace import Workplace

_PHOTOS_ON_PAPER = 4
_COPY_MARK = "SALINAN"
"""What is printed after signing is a copy: there is one signed paper of a handover."""


class HandoverPapers:
    """Content of the papers of one handover, stored or still being typed."""

    def __init__(
        self, workplace: Workplace, aid: AidService, attachments: AttachmentService
    ) -> None:
        self._workplace = workplace
        self._aid = aid
        self._attachments = attachments

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return the papers of handovers for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.BAST,
                gather=self.bast,
                render=render_bast,
                title=lambda made: " · ".join(filter(None, (made.recipient_name, made.number))),
                filename=lambda made: ("BAST", made.recipient_name, made.handed_over_on),
                subjects=self.subjects,
            ),
            PaperType(
                kind=PaperKind.RECEIPT,
                gather=self.receipt,
                render=_render_receipt,
                title=lambda made: _receiver_of(made) or "",
                filename=lambda made: (
                    "Kuitansi" if isinstance(made, ReceiptContent) else "Tanda-terima",
                    _receiver_of(made),
                    made.signed_on,
                ),
                subjects=self.subjects,
            ),
        )

    def subjects(self) -> list[Subject]:
        """Return every handover, oldest first."""
        return [row.id for row in self._rows()]

    def subjects_of_groups(self) -> list[Subject]:
        """Return every handover to a group, oldest first."""
        return [row.id for row in self._rows() if row.scheme is Scheme.GROUP]

    def _rows(self) -> list[HandoverRow]:
        listing = self._workplace.lists.handovers.listing(HandoverFilter())
        return list(reversed(listing.page(0, listing.count())))

    def bast(self, subject: Subject) -> BastContent:
        """Return the BAST of a stored handover, from its snapshots only.

        Raises:
            DomainError: When the handover is gone.

        """
        stored = stored_handover(self._workplace.database.reader, id_of(subject))
        mark = _COPY_MARK if stored.status == HandoverStatus.SIGNED else None
        content = _bast(stored, self._workplace.lists.office.logo(stored.handed_over_on))
        return replace(
            content,
            imprint=Imprint(mark=mark),
            copies=self._workplace.lists.office.rules(content.handed_over_on).copies,
            photos=tuple(
                Photo(image=self._attachments.content(sha256), caption=caption)
                for sha256, caption in stored.pictures[:_PHOTOS_ON_PAPER]
                if self._attachments.exists(sha256)
            ),
        )

    def bast_of_draft(self, draft: HandoverDraft) -> BastContent:
        """Return the BAST of what is typed in the form, for the live picture beside it."""
        draft = draft.tidied()
        lists = self._workplace.lists
        day = draft.handed_over_on
        rules = lists.office.rules(day)
        group = lists.groups.draft(draft.group_id) if draft.group_id else None
        official = next(
            (one for one in lists.office.officials(day) if one.id == draft.official_id), None
        )
        second = self._aid.second_party(draft)
        place = draft.place or self._aid.place_of(draft)
        return BastContent(
            letterhead=head_on(lists.office, day),
            scheme=_paper_scheme(draft.scheme),
            agency=AGENCY,
            fiscal_year=(group.budget_year if group else None) or (day.year if day else None),
            recipient_name=(group.name if group else second.name) or None,
            number=draft.bast_number or None,
            handed_over_on=day,
            handed_over_at=place or None,
            signed_at=_signed_at(place),
            first_party=party_of(
                asdict(official.snapshot()) if official else None, is_official=True
            ),
            second_party=party_of(asdict(second)),
            lines=goods_lines(draft.items),
            decree=_decree(self._aid.decree_of(draft, rules)),
            recitals=rules.recitals_of(draft.scheme),
            funding_source=group.funding_source if group else None,
            handed_over_by=party_of(asdict(self._aid.giver())),
            money_amount=None if draft.form is AidForm.GOODS else _sum(draft.items),
            witnesses=tuple(Party(name=name) for name in draft.witnesses),
            acknowledged_by=_acknowledged(draft.acknowledged_name, draft.acknowledged_title),
            copies=rules.copies,
            members=annex_members([one.snapshot() for one in self._aid.members_of(draft)]),
        )

    def receipt(self, subject: Subject) -> ReceiptContent | GoodsReceiptContent:
        """Return the kuitansi of money, or the tanda terima barang of goods, never the other.

        Raises:
            DomainError: When the handover is gone.

        """
        bast = self.bast(subject)
        number = number_on(self._workplace.lists.office, PaperKind.RECEIPT, bast.handed_over_on)
        if bast.money_amount is not None:
            return self._money_receipt(bast, number)
        return _goods_receipt(bast, number)

    def _money_receipt(self, bast: BastContent, number: str | None) -> ReceiptContent:
        officials = {
            one.duty: party_of(asdict(one.snapshot()), is_official=True)
            for one in reversed(self._workplace.lists.office.officials(bast.handed_over_on))
        }
        kind = bast.scheme.whole_name
        return ReceiptContent(
            letterhead=bast.letterhead,
            fiscal_year=bast.fiscal_year,
            number=number,
            received_from=f"Kuasa Pengguna Anggaran {AGENCY}",
            amount=bast.money_amount,
            purpose=f"Bantuan {kind} {bast.recipient_name or ''} di {bast.handed_over_at or ''}",
            signed_at=bast.signed_at,
            signed_on=bast.handed_over_on,
            receiver=bast.second_party,
            approved_by=officials.get(Duty.COMMITMENT),
            approved_for="a.n. Kuasa Pengguna Anggaran",
            paid_by=officials.get(Duty.TREASURER),
            imprint=bast.imprint,
        )


def _goods_receipt(bast: BastContent, number: str | None) -> GoodsReceiptContent:
    return GoodsReceiptContent(
        letterhead=bast.letterhead,
        scheme=bast.scheme,
        fiscal_year=bast.fiscal_year,
        number=number,
        recipient_name=bast.recipient_name,
        received_from=AGENCY,
        purpose="Modal kerja usaha kelompok berupa bahan dan peralatan usaha"
        if bast.scheme is PaperScheme.KUBE
        else "Modal kerja usaha perorangan berupa bahan dan peralatan usaha",
        bast_number=bast.number,
        bast_date=bast.handed_over_on,
        signed_at=bast.signed_at,
        signed_on=bast.handed_over_on,
        giver=bast.handed_over_by or bast.first_party,
        receiver=bast.second_party,
        lines=bast.lines,
        location=bast.handed_over_at,
        witnesses=bast.witnesses,
        acknowledged_by=bast.acknowledged_by,
        imprint=bast.imprint,
    )


def _render_receipt(content: ReceiptContent | GoodsReceiptContent, paper: Paper) -> bytes:
    if isinstance(content, ReceiptContent):
        return render_receipt(content, paper)
    return render_goods_receipt(content, paper)


def _receiver_of(content: ReceiptContent | GoodsReceiptContent) -> str | None:
    if isinstance(content, ReceiptContent):
        return content.receiver.name
    return content.recipient_name


def _bast(handover: StoredHandover, logo: bytes | None) -> BastContent:
    second: dict[str, Any] = handover.second_party or {}
    acknowledged: dict[str, Any] = handover.acknowledged_by or {}
    return BastContent(
        letterhead=letterhead_of(handover.letterhead or {}, logo),
        scheme=_paper_scheme(Scheme(handover.scheme)),
        agency=AGENCY,
        fiscal_year=handover.budget_year,
        recipient_name=handover.group_name or second.get("name") or None,
        number=handover.bast_number,
        handed_over_on=handover.handed_over_on,
        handed_over_at=handover.place,
        signed_at=_signed_at(handover.place or ""),
        first_party=party_of(handover.first_party, is_official=True),
        second_party=party_of(second),
        lines=goods_lines(handover.items),
        decree=_decree(handover.decree),
        recitals=tuple(handover.recitals or ()),
        funding_source=handover.funding_source,
        handed_over_by=party_of(handover.giver),
        money_amount=None if handover.form == AidForm.GOODS.value else handover.total,
        witnesses=tuple(party_of(one) for one in handover.witnesses or ()),
        acknowledged_by=_acknowledged(acknowledged.get("name", ""), acknowledged.get("title", "")),
        members=annex_members(handover.members),
    )


def _sum(items: tuple[GoodsItem, ...]) -> int:
    return sum(item.amount or 0 for item in items)


def _paper_scheme(scheme: Scheme) -> PaperScheme:
    return PaperScheme.KUBE if scheme is Scheme.GROUP else PaperScheme.UEP


def _decree(snapshot: Mapping[str, str] | None) -> Decree | None:
    if not snapshot:
        return None
    issued_on = snapshot.get("issued_on")
    return Decree(
        issuer=snapshot.get("issuer") or None,
        number=snapshot.get("number") or None,
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        about=snapshot.get("about") or None,
    )


def _acknowledged(name: str, title: str) -> Party | None:
    return Party(name=name, position=title or None) if name else None


def _signed_at(place: str) -> str | None:
    """Return the short place of the date line: Melak Ulu from `Kampung Melak Ulu, …`."""
    first = place.partition(",")[0].strip()
    for word in ("Kampung ", "Desa ", "Kelurahan "):
        first = first.removeprefix(word)
    return first or None
