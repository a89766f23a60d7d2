"""Issue, Shown by 4: two laptops and two offices that merge in opposite orders are of one mind."""

import pytest
from command_line import checked, kube

from kube_desktop.paths import DataPaths
from kube_desktop.services.opening import open_services


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """Laptops of seeds 1 and 2 that edited one record, their files, and two offices."""
    root = tmp_path_factory.mktemp("provinsi")
    for seed in (1, 2):
        assert kube("contoh", "--data-dir", root / f"D{seed}", "--benih", seed).code == 0
    for office in ("A", "B"):
        assert kube("kantor", "--data-dir", root / office, "--contoh").code == 0
    group = shared_group(root)
    edits = {
        1: ["note=Rapat tiap Jumat", "address=Jl. Satu"],
        2: ["bank_name=Bank Kaltimtara", "address=Jl. Dua"],
    }
    for seed, values in edits.items():
        said = kube("ubah", "kelompok", group, "--data-dir", root / f"D{seed}", "--isi", *values)
        assert said.code == 0, said.text
        assert (
            kube("kirim", "--data-dir", root / f"D{seed}", "--ke", root / f"{seed}.kube").code == 0
        )
    for office, order in (("A", (1, 2)), ("B", (2, 1))):
        for seed in order:
            said = kube("gabung", "--data-dir", root / office, root / f"{seed}.kube")
            assert said.code == 0, said.text
    return root


def shared_group(root):
    ids = []
    for seed in (1, 2):
        services = open_services(DataPaths(root / f"D{seed}"))
        found = services.workplace.database.reader.rows("SELECT id FROM groups")
        ids.append({row[0] for row in found})
        services.close()
    return min(ids[0] & ids[1]).hex()


def merged_group(root, office):
    services = open_services(DataPaths(root / office))
    row = services.workplace.database.reader.row(
        "SELECT note, bank_name, address FROM groups WHERE note = 'Rapat tiap Jumat'"
    )
    services.close()
    return row


def test_opposite_orders_give_one_fingerprint(province):
    assert checked(province / "A")["fingerprint"] == checked(province / "B")["fingerprint"]


def test_everything_of_both_laptops_is_at_both_offices(province):
    for office in ("A", "B"):
        counts = checked(province / office)["jumlah"]
        assert counts["kelompok"] == 80 + 80 - 2  # two groups are of both
        assert counts["anggota"] == 400 + 400 - 10


def test_edits_of_different_fields_of_one_record_both_survive(province):
    for office in ("A", "B"):
        assert merged_group(province, office)[:2] == ("Rapat tiap Jumat", "Bank Kaltimtara")


def test_an_edit_of_the_same_field_keeps_both_values_and_shows_the_same_one(province):
    shown = set()
    for office in ("A", "B"):
        facts = checked(province / office)
        assert facts["perbedaan"] == 1
        (difference,) = facts["daftar_perbedaan"]
        assert difference["isian"] == "Alamat"
        assert {one["nilai"] for one in difference["nilai"]} == {"Jl. Satu", "Jl. Dua"}
        shown.add(merged_group(province, office)[2])
    assert len(shown) == 1


def test_merging_again_in_any_order_changes_nothing(province):
    before = checked(province / "A")
    for files in (("1.kube", "2.kube"), ("2.kube", "1.kube")):
        said = kube("gabung", "--data-dir", province / "A", *(province / one for one in files))
        assert said.code == 0
    assert checked(province / "A") == before


def test_merging_a_folder_with_both_files_is_the_same(province, tmp_path):
    kube("kantor", "--data-dir", tmp_path / "C", "--contoh")
    folder = tmp_path / "flashdisk"
    folder.mkdir()
    for seed in (1, 2):
        (folder / f"{seed}.kube").write_bytes((province / f"{seed}.kube").read_bytes())
    said = kube("gabung", "--data-dir", tmp_path / "C", folder, "--json")
    assert said.facts["fingerprint"] == checked(province / "A")["fingerprint"]
