import pytest

from kube_desktop.domain.regions import ALIASES, EXPECTED_COUNTS, REGENCIES, VillagePath


def a_path(code, kind="Desa", **changes):
    values = {
        "village": "Melak Ulu",
        "district": "Melak",
        "regency": "Kabupaten Kutai Barat",
        **changes,
    }
    return VillagePath(code=code, kind=kind, **values)


@pytest.mark.parametrize(
    ("code", "kind", "term", "head"),
    [
        ("64.07.06.2001", "Desa", "Kampung", "Petinggi Kampung"),
        ("64.03.01.2001", "Desa", "Kampung", "Petinggi Kampung"),
        ("64.11.01.2001", "Desa", "Kampung", "Petinggi Kampung"),
        ("64.02.01.2001", "Desa", "Desa", "Kepala Desa"),
        ("64.72.01.1001", "Kelurahan", "Kelurahan", "Lurah"),
        ("64.07.06.1001", "Kelurahan", "Kelurahan", "Lurah"),
    ],
)
def test_villages_are_called_as_people_there_call_them(code, kind, term, head):
    path = a_path(code, kind)
    assert (path.term, path.head_title) == (term, head)


def test_a_village_is_always_shown_with_the_regions_it_lies_in():
    path = a_path("64.07.06.2001")
    assert path.short == "Melak Ulu, Melak"
    assert path.full == "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat"
    assert path.regency_short == "Kutai Barat"
    assert a_path("64.72.01.1001", regency="Kota Samarinda").regency_short == "Samarinda"


def test_aliases_lead_to_known_regencies():
    assert set(ALIASES.values()) <= set(REGENCIES)
    assert len(REGENCIES) == EXPECTED_COUNTS["regency"]
