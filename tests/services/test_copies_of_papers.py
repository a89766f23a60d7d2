import re
from dataclasses import replace

import pytest
from builders import a_handover
from pypdfium2 import PdfDocument

from kube_desktop.domain.aid import HandoverStatus
from kube_desktop.domain.papers import PaperKind, PaperSize


def words_of(paper):
    document = PdfDocument(paper.pdf)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def recorded(services, team, official):
    draft = a_handover(group_id=team.group_id, person_id=team.chair, official_id=official)
    soft = [one for one in services.aid.check(draft) if one.reasons]
    answered = {one.key: one.reasons[0] for one in soft}
    return services.aid.record(replace(draft, reasons=answered))


def test_a_bast_printed_after_signing_says_on_every_page_that_it_is_a_copy(services, recorded):
    first = words_of(services.printing.make(PaperKind.BAST, recorded, PaperSize.A4))
    services.aid.mark(recorded, HandoverStatus.SIGNED)
    second = words_of(services.printing.make(PaperKind.BAST, recorded, PaperSize.A4))
    assert not any("SALINAN" in page for page in first)
    assert all("SALINAN" in page for page in second)


def test_a_copy_carries_the_verification_code_of_the_signed_paper(services, recorded):
    def code():
        page = words_of(services.printing.make(PaperKind.BAST, recorded, PaperSize.A4))[0]
        return re.search(r"kode verifikasi (\S+)", page)[1]

    signed = code()
    services.aid.mark(recorded, HandoverStatus.SIGNED)
    assert code() == signed
