from datetime import date

import pytest
from builders import TODAY, an_item

from kube_desktop.db.models import GoodsPackage, OfficeSetting, Official
from kube_desktop.domain.aid import Scheme
from kube_desktop.domain.settings import DEFAULT_RULES, Duty, SettingKey


def add(services, *records):
    with services.workplace.database.write() as session:
        session.add_all(records)


def setting(key, value, valid_from=date(2026, 1, 1)):
    return OfficeSetting(key=key.value, valid_from=valid_from, value=value)


def an_official(**changes):
    values = {"name": "Contoh Kabid", "position": "Kepala Bidang", "duty": "kabid", **changes}
    return Official(**values)


def test_until_the_office_sends_settings_the_usual_ones_hold(services):
    assert services.lists.office.rules() == DEFAULT_RULES


def test_a_setting_holds_from_its_day_on(services):
    add(
        services,
        setting(SettingKey.MEMBERS, 10),
        setting(SettingKey.MEMBERS, 6, date(2026, 7, 1)),
        setting(SettingKey.COPIES, 4),
        setting(SettingKey.RECITALS, ["UU 13/2011", "PP 63/2013"]),
        setting(SettingKey.LETTERHEAD, {"office": "DINAS SOSIAL KUBAR"}),
        setting(SettingKey.DECREE, {"issuer": "Gubernur", "about": "Penerima {tahun}"}),
    )
    rules = services.lists.office.rules
    assert [rules(day).members for day in (date(2025, 12, 31), date(2026, 6, 30), TODAY)] == [
        5, 10, 6,
    ]  # fmt: skip
    assert rules().copies == 4
    assert rules().recitals == ("UU 13/2011", "PP 63/2013")
    assert rules().letterhead.office == "DINAS SOSIAL KUBAR"
    assert (rules().decree_issuer, rules().decree_about) == ("Gubernur", "Penerima {tahun}")


@pytest.mark.parametrize("key", SettingKey)
@pytest.mark.parametrize(
    "odd",
    [None, 5, -1, 0, "x", "", [], ["x", 5, None], {}, {"KUBE": "x", "colour": 1}, [[]], True],
    ids=repr,
)
def test_a_setting_of_another_shape_stops_nothing(services, key, odd):
    if odd is not None:
        add(services, setting(key, odd))
    rules = services.lists.office.rules()
    assert set(rules.ceilings) == set(Scheme)
    assert all(isinstance(amount, int) for amount in rules.ceilings.values())
    assert rules.members >= 1
    assert rules.copies >= 1
    assert isinstance(rules.number_pattern, str)
    assert isinstance(rules.letterhead.office, str)
    services.aid.next_number(TODAY)


def test_those_who_hand_over_goods_are_offered_first(services):
    add(
        services,
        an_official(),
        an_official(name="Contoh Kepala", duty="kepala_dinas"),
        an_official(name="Aneh", duty="jabatan dari versi baru"),
    )
    names = [one.name for one in services.lists.office.officials()]
    assert names == ["Contoh Pejabat, S.Sos.", "Contoh Kabid", "Aneh", "Contoh Kepala"]
    (only,) = services.lists.office.officials(duty=Duty.HEAD)
    assert only.name == "Contoh Kepala"


def test_an_official_signs_only_while_in_office(services):
    add(
        services,
        an_official(name="Dulu", valid_to=date(2026, 6, 30)),
        an_official(name="Nanti", valid_from=date(2026, 12, 1)),
        an_official(name="Kini", valid_from=date(2026, 7, 1), valid_to=TODAY),
    )

    def names(day):
        return {one.name for one in services.lists.office.officials(day)} & {
            "Dulu",
            "Nanti",
            "Kini",
        }

    assert names(date(2026, 6, 30)) == {"Dulu"}
    assert names(TODAY) == {"Kini"}
    assert names(date(2026, 12, 1)) == {"Nanti"}


def test_goods_packages_of_the_business_come_first(services):
    item = {"name": "Mesin jahit", "quantity_milli": 2000, "unit": "unit", "unit_price": 3_250_000}
    add(
        services,
        GoodsPackage(name="Paket ternak", business_type="PTK", items=[]),
        GoodsPackage(name="Paket jahit", business_type="JHT", items=[{**item, "colour": 1}, 5]),
        GoodsPackage(name="Paket aneh", business_type="LLN", items={"x": 1}),
    )
    packages = services.lists.office.packages("JHT")
    assert [one.name for one in packages] == ["Paket jahit", "Paket aneh", "Paket ternak"]
    assert packages[0].items == (an_item(),)
    assert packages[1].items == ()
