"""Bulk rules, marks beside open money, tiredness, and the commands of the desk."""

from contextlib import ExitStack
from datetime import date

import pytest
from command_line import kube
from desk_world import arrive, desk

from kube_desktop.domain.bulk_rules import BulkRule, RuleScope
from kube_desktop.domain.differences import FATIGUE, Choice, DeskFilter, Ruling, Streak
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.findings import FindingKind
from kube_desktop.exchange.errors import CancelledError
from kube_desktop.services.lists.recap import Extent, RecapLists
from kube_desktop.services.printing.figures import aid_notes, aid_table

PEOPLE = 12


@pytest.fixture(scope="module")
def base(made_folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("aturan") / "dasar"
    with desk(made_folder.root, place, "Dedi Kurniawan", date(2026, 1, 5), is_office=True) as one:
        group = one.group()
        people = [
            one.person(f"Contoh {'abcdefghijkl'[n]}", n + 1, group, occupation="Buruh")
            for n in range(PEOPLE)
        ]
        aid = one.put("aids", scheme="KUBE", group_id=group, budget_year=2026, stage=1,
                      ceiling=20_000_000, form="barang")  # fmt: skip
        handover = one.put("handovers", aid_id=aid, bast_number="BAST/001", total=1_000_000,
                           handed_over_on=date(2026, 4, 7), status="dicetak")  # fmt: skip
    return place, group, people, handover


@pytest.fixture
def office(base, tmp_path):
    """An office that changed the same people as a laptop: phones, notes, one NIK, one total."""
    with ExitStack() as stack:
        office, rina = (
            stack.enter_context(desk(base[0], tmp_path / name, name, day, is_office=is_office))
            for name, day, is_office in (
                ("Dedi", date(2026, 5, 3), True), ("Rina", date(2026, 6, 20), False)
            )
        )  # fmt: skip
        for number, person in enumerate(base[2]):
            office.change("people", person, phone=f"+62812000011{number:02d}", skills="")
            rina.change("people", person, phone=f"+62813000022{number:02d}", skills="Menjahit")
        office.change("people", base[2][0], occupation=None, initial_income=1_000_000)
        rina.change("people", base[2][0], occupation="Petani", initial_income=2_000_000)
        office.change("people", base[2][1], occupation="Guru")
        rina.change("people", base[2][1], occupation=None)
        office.change("handovers", base[3], total=1_500_000)
        rina.change("handovers", base[3], total=1_250_000)
        arrive(office, rina)
        yield office


def _open(office):
    return office.differences.items(DeskFilter(kinds=frozenset({FindingKind.FIELDS})))


def test_a_rule_shows_what_it_would_do_then_does_it_and_is_taken_back_as_one(office, base):
    rules, before = office.differences.rules, office.shown()
    preview = rules.preview(BulkRule.NEWER)
    assert (preview.count, len(preview.samples)) == (PEOPLE, 10)
    assert preview.protected == 2  # an income and a total
    assert preview.senders == ("Rina",)
    assert preview.samples[0].value.startswith("0813-")
    assert office.shown() == before
    steps = []
    applied = rules.apply(BulkRule.NEWER, step=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (PEOPLE, PEOPLE)
    assert office.value("people", base[2][3], "phone") == "+6281300002203"
    assert rules.preview(BulkRule.NEWER).count == 0
    office.differences.undo(applied.id)
    assert office.shown() == before
    assert rules.applied()[0].is_undone
    assert rules.preview(BulkRule.NEWER).count == 0  # a person decides these again
    with pytest.raises(DomainError, match="sudah diurungkan"):
        office.differences.undo(applied.id)


def test_other_rules_take_the_province_or_fill_what_is_empty(office, base):
    rules = office.differences.rules
    filled = rules.preview(BulkRule.FILL)
    assert {one.name for one in filled.fields} == {"people.skills", "people.occupation"}
    only = RuleScope(fields=frozenset({"people.occupation"}))
    assert rules.apply(BulkRule.FILL, only).count == 2
    values = [office.value("people", one, "occupation") for one in base[2][:2]]
    assert values == ["Petani", "Guru"]
    assert rules.preview(BulkRule.OWNER).count == 0  # nobody was given this group
    nobody = RuleScope(senders=frozenset({"Orang lain"}))
    with pytest.raises(DomainError, match="Tidak ada perbedaan"):
        rules.apply(BulkRule.OFFICE, nobody)
    with pytest.raises(CancelledError):
        rules.apply(BulkRule.OFFICE, stop=lambda: True)
    rules.apply(BulkRule.OFFICE)
    assert {len(office.differences.open(one.id).fields) for one in _open(office)} == {1}
    assert all(one.is_protected for one in _open(office))


def test_money_with_two_values_is_marked_until_somebody_decides(office, base):
    rows = office.services.lists.handovers.of_group(base[1])
    assert [one.is_open for one in rows] == [True]
    assert office.differences.marked("groups", [base[1]]) == {base[1]}
    regions = RecapLists(office.database.reader).regions(Extent(year=2026))
    assert sum(one.unsettled for one in regions) == 1
    table = aid_table(regions)
    assert [row[1] for row in (*table.rows, table.total) if row[6].endswith(" ▲")] == [
        "Kutai Barat", "Jumlah",
    ]  # fmt: skip
    assert aid_notes(regions)[0].startswith("▲")
    assert office.differences.marked("people", base[2]) == {base[2][0]}
    item = next(one for one in _open(office) if one.table == "handovers")
    office.differences.decide(item.id, Ruling(choices=(Choice(column="total", side=1),)))
    assert [one.is_open for one in office.services.lists.handovers.of_group(base[1])] == [False]
    assert office.differences.marked("groups", [base[1]]) == frozenset()


def test_deciding_for_one_side_again_and_again_offers_a_rule(office):
    for item in _open(office)[:4]:
        card = office.differences.open(item.id)
        office.differences.decide(
            item.id, Ruling(choices=(Choice(column=card.fields[0].column, side=2),))
        )
    assert office.differences.streak() == Streak(side="kiriman pendamping", count=4)
    assert not Streak(side="data provinsi", count=FATIGUE - 1).is_tiring
    told = Streak(side="kiriman pendamping", count=FATIGUE)
    assert told.sentence == "Anda memilih kiriman pendamping 25 kali. Jadikan aturan?"


def test_the_commands_list_decide_and_take_back(office, base):
    folder = office.services.workplace.paths.root
    listed = kube("perbedaan", "--data-dir", folder, "--json").facts["perbedaan"]
    total = next(one for one in listed if one["judul"] == "BAST/001")
    assert total["hanya_manusia"]
    said = kube("perbedaan", "--data-dir", folder)
    assert f"[{total['kode']}] Putuskan · BAST/001" in said.out
    missing = kube("putuskan", total["kode"], "--data-dir", folder)
    assert (missing.code, "--pakai 1" in missing.err) == (2, True)
    made = kube("putuskan", total["kode"], "--isi", "1.300.000", "--alasan", "Sesuai kuitansi",
                "--data-dir", folder, "--json")  # fmt: skip
    assert office.value("handovers", base[3], "total") == 1_300_000
    decided = kube("perbedaan", "--selesai", "--data-dir", folder, "--json").facts["putusan"]
    assert (decided[0]["alasan"], decided[0]["id"]) == (
        "Sesuai kuitansi", made.facts["putusan"]["id"],
    )  # fmt: skip
    undone = kube("putuskan", decided[0]["id"], "--urungkan", "--data-dir", folder)
    assert undone.code == 0
    assert office.value("handovers", base[3], "total") == 1_250_000
    person = next(one for one in listed if "kolom berbeda" in one["tentang"] and one != total)
    chosen = kube("putuskan", person["kode"], "--pakai", "2", "--kolom", "phone",
                  "--data-dir", folder)  # fmt: skip
    assert chosen.code == 0
    assert kube("putuskan", "TIDAKADA", "--pakai", "1", "--data-dir", folder).code == 1
