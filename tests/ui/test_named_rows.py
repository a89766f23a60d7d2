from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kube_desktop.ui.named_rows import NamedRows


@dataclass(frozen=True)
class Row:
    id: int
    name: str


class Sorted:
    """Rows as the database sorts them, which counts how often it is asked."""

    def __init__(self, rows):
        self.rows = sorted(rows, key=lambda row: (row.name.encode().lower(), row.id))
        self.asked = 0

    def count(self):
        return len(self.rows)

    def page(self, offset, limit):
        self.asked += 1
        return self.rows[offset : offset + limit]


def named(rows, near=0):
    source = Sorted(rows)
    return source, NamedRows(source, {row.id: row for row in rows}.get, near)


names = st.lists(st.sampled_from(["Mawar", "mawar", "Melati", "Zamrud", "émas", "a", "Z"]))


@given(names)
def test_every_row_is_found_where_it_stands(written):
    rows = [Row(number, name) for number, name in enumerate(written)]
    source, found = named(rows)
    assert [found.locate(row.id) for row in source.rows] == list(range(len(rows)))


@given(names, st.sampled_from(["m", "ME", "z", "q", ""]))
def test_the_first_name_with_a_beginning_is_found(written, beginning):
    source, found = named([Row(number, name) for number, name in enumerate(written)])
    places = [
        place
        for place, row in enumerate(source.rows)
        if row.name.lower().startswith(beginning.lower())
    ]
    assert found.starting_with(beginning) == (places[0] if places else None)


def test_a_row_that_is_gone_has_no_place():
    assert named([Row(1, "Mawar")])[1].locate(2) is None


def test_a_long_list_is_not_read_to_find_one_row():
    rows = [Row(number, f"Kelompok {number:06d}") for number in range(100_000)]
    source, found = named(rows)
    assert found.locate(77_777) == 77_777
    assert source.asked < 25


def test_a_list_that_is_read_again_is_searched_near_the_old_place_first():
    rows = [Row(number, f"Kelompok {number:06d}") for number in range(100_000)]
    source, found = named(rows, near=50_000)
    assert found.locate(50_003) == 50_003
    assert source.asked == 1
