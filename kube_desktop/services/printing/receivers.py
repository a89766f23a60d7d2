"""Gathering the papers that the receivers of a handover sign: the list of members, the pledge."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kube_desktop.documents.content import AnnexMember, BastContent, Party, Scheme
from kube_desktop.documents.pledge import PledgeContent, render_pledge
from kube_desktop.documents.receipt_list import ReceiptListContent, render_receipt_list
from kube_desktop.domain.papers import PaperKind, Subject, id_of
from kube_desktop.domain.values import group_nik, show_phone
from kube_desktop.services.lists.groups import business_label
from kube_desktop.services.printing.catalogue import PaperType
from kube_desktop.services.printing.handovers import HandoverPapers
from kube_desktop.services.workplace import Workplace

_TREASURER = "Bendahara"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Receiver:
    """What a BAST does not say of who receives: read from the records of today."""

    business: str | None = None
    location: str | None = None
    birth_place: str | None = None
    born_on: date | None = None
    phone: str | None = None


class ReceiverPapers:
    """Content of the papers that receivers sign besides the BAST."""

    def __init__(self, workplace: Workplace, handovers: HandoverPapers) -> None:
        self._workplace = workplace
        self._handovers = handovers

    def types(self) -> tuple[PaperType[Any], ...]:
        """Return these papers for the catalogue."""
        return (
            PaperType(
                kind=PaperKind.RECEIPT_LIST,
                gather=self.receipt_list,
                render=render_receipt_list,
                title=lambda made: made.recipient_name or "",
                filename=lambda made: (
                    "Daftar-tanda-terima", made.recipient_name, made.signed_on,
                ),
                subjects=self._handovers.subjects_of_groups,
            ),
            PaperType(
                kind=PaperKind.PLEDGE,
                gather=self.pledge,
                render=render_pledge,
                title=lambda made: made.recipient_name or "",
                filename=lambda made: ("Pernyataan", made.recipient_name, made.signed_on),
                subjects=self._handovers.subjects,
            ),
        )  # fmt: skip

    def receipt_list(self, subject: Subject) -> ReceiptListContent:
        """Return who signs for the aid of a stored handover.

        Raises:
            DomainError: When the handover is gone.

        """
        bast = self._handovers.bast(subject)
        receiver = self._receiver(id_of(subject))
        return ReceiptListContent(
            letterhead=bast.letterhead,
            scheme=bast.scheme,
            fiscal_year=bast.fiscal_year,
            recipient_name=bast.recipient_name,
            business_type=receiver.business,
            location=receiver.location or bast.second_party.address,
            bast_number=bast.number,
            bast_date=bast.handed_over_on,
            value=bast.total,
            signed_at=bast.signed_at,
            signed_on=bast.handed_over_on,
            members=_signing_members(bast),
            signers=_signers(bast),
            acknowledged_by=bast.acknowledged_by,
            aid_name=bast.aid_name,
            rupiah_style=bast.rupiah_style,
            imprint=bast.imprint,
        )

    def pledge(self, subject: Subject) -> PledgeContent:
        """Return what the receiver of a stored handover promises.

        Raises:
            DomainError: When the handover is gone.

        """
        bast = self._handovers.bast(subject)
        receiver = self._receiver(id_of(subject))
        return PledgeContent(
            letterhead=bast.letterhead,
            scheme=bast.scheme,
            agency=bast.agency,
            fiscal_year=bast.fiscal_year,
            recipient_name=bast.recipient_name,
            signer=bast.second_party,
            birth_place=receiver.birth_place,
            born_on=receiver.born_on,
            phone=receiver.phone,
            business_type=receiver.business,
            location=receiver.location or bast.handed_over_at,
            bast_number=bast.number,
            bast_date=bast.handed_over_on,
            value=bast.total,
            is_money=bast.money_amount is not None,
            signed_at=bast.signed_at,
            signed_on=bast.handed_over_on,
            acknowledged_by=bast.acknowledged_by,
            rupiah_style=bast.rupiah_style,
            imprint=bast.imprint,
        )

    def _receiver(self, handover_id: UUID) -> _Receiver:
        row = self._workplace.database.reader.row(
            "SELECT g.business_type, g.business_detail, g.village_code, p.birth_place, p.born_on, "
            "p.phone FROM handovers h JOIN aids a ON a.id = h.aid_id "
            "LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN people p ON p.id = h.receiver_id "
            "WHERE h.id = :id",
            {"id": handover_id.bytes},
        )
        if row is None:
            return _Receiver()
        village = self._workplace.lists.office.village(row[2]) if row[2] else None
        return _Receiver(
            business=business_label(row[0], row[1]) if row[0] else None,
            location=village.full if village else None,
            birth_place=row[3],
            born_on=date.fromisoformat(row[4]) if row[4] else None,
            phone=show_phone(row[5]) if row[5] else None,
        )


def _signing_members(bast: BastContent) -> tuple[AnnexMember, ...]:
    """Return who signs, each with their part; goods of a group are nobody's own."""
    is_money = bast.money_amount is not None
    members, portion, amount = (
        bast.members,
        "Modal usaha" if is_money else "Barang usaha",
        "1 paket",
    )
    if bast.scheme is Scheme.KUBE:
        portion, amount = f"{portion} kelompok", "bersama"
    else:
        second = bast.second_party
        members = (
            AnnexMember(name=second.name, nik=group_nik(second.nik or "") or None,
                        address=second.address, position="Penerima manfaat"),
        )  # fmt: skip
    return tuple(
        AnnexMember(name=one.name, nik=one.nik, sex=one.sex, position=one.position,
                    address=one.address, portion=portion, portion_amount=amount)
        for one in members
    )  # fmt: skip


def _signers(bast: BastContent) -> tuple[Party, ...]:
    treasurer = next((one for one in bast.members if one.position == _TREASURER), None)
    group = [bast.second_party]
    if treasurer is not None:
        group.append(Party(name=treasurer.name, position=f"{_TREASURER} KUBE"))
    return (*group, bast.handed_over_by or Party(position="Pendamping"))
