"""Keys: compared by telephone, pasted as text, never mixed up."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.exchange.codes import check_code, same_code
from kube_desktop.exchange.errors import KeyTextError
from kube_desktop.exchange.keys import (
    OFFICE_KIND,
    SAMPLE_OFFICE,
    SAMPLE_OFFICE_SIGNING,
    DeviceKey,
    OfficeKey,
    OfficePublic,
    SigningKey,
    from_text,
    is_sample,
    key_id,
    to_text,
    words_of,
)
from kube_desktop.exchange.words import WORDS


def a_letter_apart(one, other):
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def test_the_words_are_plain_and_cannot_be_misheard_by_a_letter():
    assert len(WORDS) == len(set(WORDS)) == 512
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in WORDS)
    assert not [pair for pair in combinations(WORDS, 2) if a_letter_apart(*pair)]


def test_a_fingerprint_is_six_words_and_always_the_same():
    assert words_of(bytes(32)) == words_of(bytes(32))
    assert len(words_of(bytes(32)).split()) == 6
    assert len({words_of(bytes([n]) * 32) for n in range(200)}) == 200


def test_the_sample_office_is_known_to_everybody():
    assert SAMPLE_OFFICE.public.hex().startswith(SAMPLE_OFFICE.public.hex()[:8])
    assert is_sample(SAMPLE_OFFICE.public)
    assert not is_sample(OfficeKey.generate().public)


def test_private_keys_are_not_printed():
    for key in (DeviceKey.generate(), OfficeKey.generate()):
        assert key.private.hex() not in repr(key)
        assert repr(key.private) not in repr(key)
        assert len(key.private) == len(key.public) == 32
        assert len(key_id(key.public)) == 16


@given(st.binary(min_size=32, max_size=32))
def test_a_key_as_text_comes_back(key):
    text = to_text("kantor", key)
    assert from_text("kantor", text) == key
    assert from_text("kantor", f"  {text[:20]}\n{text[20:]} ") == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 54), st.sampled_from("aB3-_"))
def test_a_mistyped_key_is_refused(key, place, letter):
    text = to_text("kantor", key)
    typo = text[:place] + letter + text[place + 1 :]
    if typo != text:
        with pytest.raises(KeyTextError):
            from_text("kantor", typo)


@pytest.mark.parametrize("text", ["", "kantor", "kantor:", "kantor:é", "kantor:AAAA", "x" * 5000])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(KeyTextError):
        from_text("kantor", text)


def test_a_key_of_another_kind_is_refused():
    with pytest.raises(KeyTextError):
        from_text("kantor", to_text("laptop", bytes(32)))


def test_a_check_code_is_short_and_has_no_letters_that_look_like_digits():
    codes = [check_code(bytes([n, 2 * n % 256, 7, n, 1]) + bytes(59)) for n in range(256)]
    assert len(set(codes)) == 256
    assert all(len(code) == 9 and code[4] == "–" for code in codes)
    assert not set("ILOU") & set("".join(codes))


def test_a_check_code_may_be_typed_as_it_was_heard():
    code = check_code(b"\x08" + bytes(63))
    assert code == "1000–0000"
    assert same_code("looo oooo", code)
    assert same_code("I000-0000", code)
    assert not same_code("1000–0001", code)
    assert not same_code("", code)
    assert not same_code("1000", "1000")


def test_an_office_hands_out_both_its_keys_in_one_line_and_the_older_line_is_still_read():
    keys = OfficePublic(OfficeKey.generate().public, SigningKey.generate().public)
    assert "\n" not in keys.text
    assert OfficePublic.from_text(f" {keys.text[:40]}\n{keys.text[40:]}\n") == keys
    older = to_text(OFFICE_KIND, keys.box)
    assert (
        OfficePublic.from_text(older)
        == OfficePublic(keys.box)
        == OfficePublic.from_text(OfficePublic(keys.box).text)
    )
    for place in range(0, len(keys.text), 7):
        typo = (
            keys.text[:place] + ("x" if keys.text[place] != "x" else "y") + keys.text[place + 1 :]
        )
        with pytest.raises(KeyTextError):
            OfficePublic.from_text(typo)


def test_the_box_of_a_laptop_follows_from_its_signing_key_and_agrees_with_the_office():
    laptop, office = DeviceKey(bytes(range(32))), OfficeKey.generate()
    assert laptop.box == DeviceKey(bytes(range(32))).box
    # Part of the format: another derivation would shut old replies out.
    assert (
        laptop.box.public.hex()
        == "ee424f5a3a4dce5a137b5400da64be8497bb21106c9034ce83e8c5a92b1c125c"
    )
    assert laptop.box.agree(office.public) == office.agree(laptop.box.public)
    assert laptop.box.private != laptop.private
    assert is_sample(SAMPLE_OFFICE_SIGNING.public)
