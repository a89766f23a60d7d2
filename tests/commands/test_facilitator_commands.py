"""`belum-lapor` and `alihkan` without a window."""

from contextlib import closing

from command_line import kube

from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services


def test_the_office_hears_who_has_not_reported(office, made_package):
    assert kube("gabung", "--data-dir", office, made_package).code == 0
    told = kube("belum-lapor", "--data-dir", office, "--semua", "--json")
    facts = told.facts
    rina = next(one for one in facts["pendamping"] if one["kiriman_terakhir"])
    assert (told.code, len(facts["bulan"]), len(rina["bulan"])) == (0, 12, 12)
    assert rina["perubahan_belum_tiba"] == 0
    assert rina["nama"] in kube("belum-lapor", "--data-dir", office, "--semua").out


def test_a_laptop_has_no_board(laptop):
    told = kube("belum-lapor", "--data-dir", laptop)
    assert told.code == 1
    assert "hanya ada di komputer kantor" in told.text


def test_groups_are_handed_over_and_back(laptop):
    whom = ("--dari", "Siapa", "--kepada", "Juga")
    unknown = kube("alihkan", "--semua", *whom, "--data-dir", laptop)
    assert unknown.code == 1
    names = unknown.text.split("Yang ada: ")[1].strip().rstrip(".").split(", ")
    with closing(open_services(DataPaths(laptop))) as services:
        old = services.lists.office.identity().name
    new = next(name for name in names if name != old)
    words = ("alihkan", "--semua", "--dari", old, "--kepada", new, "--alasan", "Cuti", "--json")
    told = kube(*words, "--data-dir", laptop)
    paper = told.facts["berita_acara"]
    assert (told.code, told.facts["kepada"], told.facts["kelompok"] > 0) == (0, new, True)
    back = kube("alihkan", "--batal", paper, "--data-dir", laptop, "--json")
    assert 0 < back.facts["kembali"] <= told.facts["kelompok"]
