import pytest
from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.domain.values import fold


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Muhammad Ali", "Mohammad Ali", "Mohamad Ali", "Muhamad Ali", "Muh. Ali", "Moh Ali",
            "Mhd. Ali", "Mohd Ali", "MOCHAMAD ALI", "Mochammad Ali", "Moch. Ali", "Muchammad Ali",
            "Mukhamad Ali",
        ),
        ("Siti Aminah", "St. Aminah", "SITTI AMINAH", "siti  aminah"),
        ("Abdul Rahman", "Abd. Rahman", "Abdulrahman", "ABD RAHMAN"),
        ("Djoko Soesilo", "Joko Susilo"),
        ("Tjipto", "Cipto"),
        ("Soekarno", "Sukarno"),
        ("Budi", "Budy"),
        ("Suyono", "Suiono"),
        ("Long La'ai", "Long Laai", "Long La\u2019ai"),
        ("Api-api", "Api api"),
        ("Nur-Hayati", "nur hayati"),
    ],
    ids=lambda spellings: spellings[0],
)  # fmt: skip
def test_spellings_of_one_name_are_one(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti", "Sita"), ("Ahmad", "Muhammad"), ("Rahman", "Rahmat"), ("Ali", "Alia"),
        ("Muhajir", "Muhammad"), ("Stefani", "Siti"),
    ],
)  # fmt: skip
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "name", ["Maryam", "Suyono", "Muhammad", "Mohammad", "Yayuk", "Bayu Aji", "Sukarno"]
)
def test_the_beginning_of_a_name_finds_the_name_while_it_is_typed(name):
    """From the third letter on each further letter keeps what was found."""
    for length in range(3, len(name) + 1):
        assert fold(name[:length]) in fold(name), name[:length]


@given(st.text())
def test_folding_leaves_no_marks_and_no_idle_spaces(text):
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("'\".,;%()-\x00*")


@given(st.text())
def test_idle_spaces_do_not_matter(text):
    assert fold(f"  {text} ") == fold(text)
