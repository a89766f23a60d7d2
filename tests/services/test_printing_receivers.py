"""What the receivers of a handover sign: gathered from the BAST and from the person."""

from builders import BORN, a_handover, a_member, an_item

from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.services.printing.receivers import ReceiverPapers


def gatherer(services):
    printing = services.printing
    return ReceiverPapers(services.workplace, printing._handovers)


def test_members_of_a_group_sign_for_goods_that_belong_to_all(services, team, official):
    handover = services.aid.record(
        a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    )
    made = gatherer(services).receipt_list(handover)
    assert [one.position for one in made.members] == [
        "Ketua", "Sekretaris", "Bendahara", "Anggota", "Anggota",
    ]  # fmt: skip
    assert {(one.portion, one.portion_amount) for one in made.members} == {
        ("Barang usaha kelompok", "bersama")
    }
    assert made.business_type == "kue basah"
    assert made.signers[1].name == made.members[2].name
    pledge = gatherer(services).pledge(handover)
    assert (pledge.born_on, pledge.value, pledge.is_money) == (BORN, 6_600_000, False)


def test_a_single_recipient_signs_alone_and_promises_alone(services, official):
    person = services.members.enrol(None, a_member(40, phone="081255501234", birth_place="Melak"))
    handover = services.aid.record(
        a_handover(scheme=Scheme.SINGLE, person_id=person, official_id=official,
                   items=(an_item(quantity_milli=1000),))
    )  # fmt: skip
    made = gatherer(services).receipt_list(handover)
    assert [(one.name, one.portion_amount) for one in made.members] == [
        (made.recipient_name, "1 paket")
    ]
    pledge = gatherer(services).pledge(handover)
    assert (pledge.birth_place, pledge.phone) == ("Melak", "0812-5550-1234")
    for kind in (PaperKind.RECEIPT_LIST, PaperKind.PLEDGE):
        assert services.printing.make(kind, handover, PaperSize.F4).pdf.startswith(b"%PDF-")
