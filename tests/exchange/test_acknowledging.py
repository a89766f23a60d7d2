"""The acknowledgement code: heard by telephone, bound to one laptop and one file."""

from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.exchange.acknowledging import (
    ALPHABET,
    LENGTH,
    CodeTypoError,
    acknowledgement,
    read_acknowledgement,
)
from kube_desktop.exchange.keys import DeviceKey, OfficeKey

OFFICE, LAPTOP = OfficeKey(bytes(range(1, 33))), DeviceKey(bytes(range(32)))
LAST = {7001: 312, 5001: 40}


def code(check="7F3A–92C1", last=None, laptop=LAPTOP, office=OFFICE):
    return acknowledgement(office, laptop.box.public, laptop.public, check, last or LAST)


def test_both_sides_come_to_the_same_code_and_it_is_part_of_the_format():
    said = code()
    heard = acknowledgement(LAPTOP.box, OFFICE.public, LAPTOP.public, "7f3a 92c1", LAST)
    assert said == heard == "3DT5N-7NX4E"
    assert read_acknowledgement(said) == said
    assert read_acknowledgement(f" {said.lower().replace('-', ' ')} ") == said


def test_no_two_characters_can_be_mistaken_for_each_other():
    assert len(set(ALPHABET)) == 29
    assert not set("BILOSUZ") & set(ALPHABET)
    said = next(c for n in range(200) if set("0125") <= set(c := code(last={1: n + 1})))
    misread = said.translate(str.maketrans("0125", "OIZS"))
    assert read_acknowledgement(misread) == said


def test_every_single_wrong_character_and_every_swap_is_refused():
    said = code().replace("-", "")
    wrong = {
        said[:place] + letter + said[place + 1 :] for place in range(LENGTH) for letter in ALPHABET
    }
    for one, other in combinations(range(LENGTH), 2):
        letters = list(said)
        letters[one], letters[other] = letters[other], letters[one]
        wrong.add("".join(letters))
    wrong.discard(said)
    assert len(wrong) > 28 * LENGTH
    for typed in wrong:
        with pytest.raises(CodeTypoError):
            read_acknowledgement(typed)


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ- é", max_size=13))
def test_whatever_is_typed_is_a_code_or_refused_with_a_sentence(text):
    with suppress(CodeTypoError):
        read = read_acknowledgement(text)
        assert read_acknowledgement(read) == read


def test_the_code_is_that_of_one_laptop_one_office_one_file_and_one_number():
    others = [
        code(check="7F3A–92C2"),
        code(last={**LAST, 7001: 313}),
        code(last={7001: 312}),
        code(laptop=DeviceKey(bytes(32))),
        code(office=OfficeKey(bytes(range(2, 34)))),
    ]
    assert len({code(), *others}) == 6


def test_without_a_private_key_the_code_cannot_be_known():
    stranger = OfficeKey(bytes(range(3, 35)))
    guessed = acknowledgement(stranger, LAPTOP.box.public, LAPTOP.public, "7F3A–92C1", LAST)
    assert guessed != code()
