"""A small province: every order and engine ends with the same, and the command says so."""

from contextlib import ExitStack

import pytest
from command_line import kube

from kube_desktop.db.postgres import local_server
from kube_desktop.services.simulation import running
from kube_desktop.services.simulation.laptops import Province


def test_a_small_province_ends_with_one_truth_in_every_order_and_engine(monkeypatch):
    with ExitStack() as stack:
        words = ["simulasi", "--laptop", 3, "--baris", 40, "--json"]
        if local_server.missing():
            monkeypatch.setattr(running, "missing", lambda: "tidak ada")
        else:
            server = stack.enter_context(local_server.local_server())
            words += ["--basis-data", server.new_database()]
        told = kube(*words)
    assert told.code == 0, told.text
    facts = told.facts
    assert facts["satu_isi"]
    assert facts["changes"] == 3 * (40 + 12) == facts["first"]["new"] == facts["other"]["new"]
    assert facts["first"]["differences"] == facts["other"]["differences"] == 3 * 2
    if local_server.missing():
        assert (facts["server"], facts["why_no_server"]) == (None, "tidak ada")
    else:
        assert facts["server"]["fingerprint"] == facts["first"]["fingerprint"]
        assert (facts["server"]["new"], facts["server_again"]["new"]) == (3 * 52, 0)


def test_every_laptop_makes_the_same_file_again_and_no_two_share_a_number():
    province = Province(3, 20)
    made = [list(province.records(laptop)) for laptop in range(3)]
    assert made == [list(Province(3, 20).records(laptop)) for laptop in range(3)]
    assert sum(map(len, made)) == province.changes()
    numbers = {(record[1], record[2]) for records in made for record in records}
    assert len(numbers) == province.changes()
    niks = {record[7][0] for records in made for record in records if record[0] == "I"}
    assert len(niks) == 60
    assert all(len(nik) == 16 and nik[12:] >= "9000" for nik in niks)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--laptop", 0, "--baris", 5), "paling sedikit 1"),
        (("--laptop", 1, "--baris", 5, "--basis-data", "mysql://x/y"), "Alamat basis data"),
    ],
)
def test_numbers_and_addresses_that_cannot_be_are_refused_in_words(words, said):
    told = kube("simulasi", *words)
    assert told.code == 1
    assert said in told.text


def test_a_password_in_an_address_is_never_repeated():
    told = kube(
        "simulasi", "--laptop", 1, "--baris", 1,
        "--basis-data", "postgresql://a:rahasia@127.0.0.1:1/kube",
    )  # fmt: skip
    assert told.code == 1
    assert "tidak dapat dihubungi" in told.text
    assert "rahasia" not in told.text
