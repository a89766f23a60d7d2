"""Sound contents of the papers that members and mentors sign. All people are invented."""

import dataclasses
from datetime import date

from paper_builders import CHAIR, HEAD_OF_VILLAGE, IMPRINT, LETTERHEAD, MEMBERS, MENTOR

from kube_desktop.documents.content import Party, Scheme
from kube_desktop.documents.pledge import PledgeContent
from kube_desktop.documents.receipt_list import ReceiptListContent

DAY = date(2026, 11, 19)
PLACE = "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat"
_AID = {
    "letterhead": LETTERHEAD,
    "scheme": Scheme.KUBE,
    "fiscal_year": 2026,
    "recipient_name": "Mekar Jaya",
    "business_type": "Peternakan ayam petelur",
    "location": PLACE,
    "bast_number": "BAST/012/KUBE-KUBAR/XI/2026",
    "bast_date": DAY,
    "value": 19_450_000,
    "signed_at": "Melak Ulu",
    "signed_on": DAY,
    "acknowledged_by": HEAD_OF_VILLAGE,
    "imprint": IMPRINT,
}


def a_receipt_list(**changes):
    """A complete list of five members who received goods together."""
    values = {
        **_AID,
        "members": tuple(
            dataclasses.replace(one, portion="Barang usaha kelompok", portion_amount="bersama")
            for one in MEMBERS
        ),
        "signers": (CHAIR, Party(name="Nur Hayati", position="Bendahara KUBE"), MENTOR),
    }
    return ReceiptListContent(**{**values, **changes})


def a_pledge(**changes):
    """A complete pledge of the chair of a group."""
    values = {
        **_AID,
        "agency": "Dinas Sosial Provinsi Kalimantan Timur",
        "signer": CHAIR,
        "birth_place": "Melak",
        "born_on": date(1985, 5, 12),
        "phone": "0812-5550-1234",
        "is_money": False,
    }
    return PledgeContent(**{**values, **changes})
