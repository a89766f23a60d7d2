"""The code that proves a paper: short, strict, and nothing of people in it."""

import random
from datetime import date

import pytest

from kube_desktop.domain import proof
from kube_desktop.domain.facts import differences
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.proof import NotAProofError, Proof

SIGNATURE = bytes(range(64))
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def a_proof(**changes):
    return Proof(
        **{
            "kind": "BAST",
            "number": proof.number_token("BAST/001/KUBE-64.07/XI/2026"),
            "subject": proof.short_id(new_id()),
            "day": date(2026, 11, 19),
            "total": 20_000_000,
            "count": 5,
            "content": proof.content_hash("bast", new_id(), {"lines.0.name": "Mesin jahit"}),
            "key": proof.short_key(b"k" * 32),
            **changes,
        }
    )


@pytest.mark.parametrize("changes", [{}, {"number": "", "day": None, "total": None, "count": None}])
def test_what_is_stated_is_read_back(changes):
    stated = a_proof(**changes)
    text = stated.payload(SIGNATURE)
    assert proof.read_payload(text) == (stated, SIGNATURE)
    assert len(text) <= 200
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_any_changed_letter_is_another_statement_signature_or_none():
    whole = a_proof().payload(SIGNATURE)
    for at in range(len(whole)):
        for letter in "A7*U%":
            if whole[at] == letter:
                continue
            changed = whole[:at] + letter + whole[at + 1 :]
            try:
                assert proof.read_payload(changed) != proof.read_payload(whole)
            except NotAProofError:
                continue


@pytest.mark.parametrize("text", ["", "https://contoh.example", "KUBE1*BAST", "KUBE2" + "*" * 9])
def test_other_codes_are_none_of_ours(text):
    with pytest.raises(NotAProofError):
        proof.read_payload(text)
    with pytest.raises(NotAProofError):
        proof.read_page_payload(text)


def test_numbers_of_offices_fit_a_code():
    assert proof.number_token("400.9/bast é/001") == "400.9/BAST E-/001"
    assert len(proof.number_token("x" * 500)) == 40
    assert proof.number_token(None) == ""


def test_a_typed_code_forgives_look_alikes_and_notices_every_slip():
    code = a_proof().code
    assert proof.read_code(f" {code.lower().replace('-', ' ').replace('0', 'o')} ") == code
    bare = proof.bare_code(code)
    for at in range(len(bare)):
        for letter in ALPHABET:
            changed = bare[:at] + letter + bare[at + 1 :]
            assert (proof.read_code(changed) is not None) == (changed == bare)
    for at in range(len(bare) - 1):
        swapped = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
        assert (proof.read_code(swapped) is not None) == (swapped == bare)
    assert proof.read_code(bare[:-1]) is None


def test_a_later_page_tells_whose_it_is():
    code = a_proof().code
    assert proof.read_page_payload(proof.page_payload(code, 2, 3)) == proof.PageMark(code, 2, 3)
    with pytest.raises(NotAProofError):
        proof.read_page_payload(proof.page_payload(code[:-1] + "U", 2, 3))


def test_base_45_is_that_of_the_standard():
    assert proof.to_base45(b"base-45") == "UJCLQE7W581"
    random.seed(1)
    for size in (0, 1, 2, 63, 64):
        content = random.randbytes(size)
        assert proof.from_base45(proof.to_base45(content)) == content
    for text in ("A", ":::", "abc"):
        with pytest.raises(ValueError, match=r"base 45|not found"):
            proof.from_base45(text)


def test_differences_are_told_in_words_and_later_photos_are_none():
    paper = {"lines.2.quantity_milli": 5000, "total": 20_000_000, "handed_over_on": "2026-11-19"}
    database = {**paper, "lines.2.quantity_milli": 4000, "photos.0.image": "ab" * 16}
    (one,) = differences(paper, database)
    assert (one.label, one.paper, one.database) == ("Barang 3 · jumlah", "5", "4")
