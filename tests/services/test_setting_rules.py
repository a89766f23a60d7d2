"""The office sets rules, targets, packages and instruments; what was made before keeps its own."""

from datetime import date, timedelta

import pytest
from builders import TODAY
from hypothesis import given
from hypothesis import strategies as st
from workplaces import settle_in

from kube_desktop.db.models import Evaluation
from kube_desktop.domain.aid import GoodsItem, Scheme
from kube_desktop.domain.errors import DomainError, ValidationError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.instruments import check_instrument
from kube_desktop.domain.office_values import (
    GoodsPackageDraft,
    check_logo,
    check_value,
    pattern_problems,
)
from kube_desktop.domain.papers import PaperKind
from kube_desktop.domain.regions import REGENCIES
from kube_desktop.domain.settings import (
    LetterheadDraft,
    OfficialDraft,
    SettingKey,
    document_number,
    open_number,
)
from kube_desktop.services.instruments import shipped_content
from kube_desktop.services.opening import open_services
from kube_desktop.services.printing.parties import head_on, number_on

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def office(data_paths, clock):
    """An empty office."""
    services = open_services(data_paths, today=lambda: clock.today, now=lambda: clock.now)
    settle_in(services, is_office=True)
    yield services
    services.close()


def fields(refused):
    return [problem.field for problem in refused.value.problems]


def test_recitals_differ_by_scheme_and_old_days_keep_theirs(office, clock):
    office.settings.set_recitals({Scheme.GROUP: ("UU 13/2011 ", ""), Scheme.SINGLE: ("UU 8/2016",)})
    clock.today = NEXT_WEEK
    office.settings.set_recitals({Scheme.GROUP: ("Pergub baru",)})
    before, now = office.lists.office.rules(TODAY), office.lists.office.rules()
    assert before.recitals_of(Scheme.GROUP) == ("UU 13/2011",)
    assert before.recitals_of(Scheme.SINGLE) == ("UU 8/2016",)
    assert now.recitals_of(Scheme.GROUP) == ("Pergub baru",)
    with pytest.raises(ValidationError) as refused:
        office.settings.set_recitals({Scheme.GROUP: ("x",)}, TODAY)
    assert fields(refused) == ["valid_from"]


def test_ceilings_belong_to_a_year_and_past_years_stay(office):
    office.settings.set_ceilings(2027, {Scheme.GROUP: 25_000_000, Scheme.SINGLE: 6_000_000})
    ceilings = office.lists.office.rules
    assert ceilings(date(2026, 12, 31)).ceilings[Scheme.GROUP] == 20_000_000
    assert ceilings(date(2027, 1, 1)).ceilings[Scheme.GROUP] == 25_000_000
    for year, amounts in (
        (2025, {Scheme.GROUP: 1, Scheme.SINGLE: 1}),
        (2027, {Scheme.GROUP: None, Scheme.SINGLE: 0}),
    ):
        with pytest.raises(ValidationError):
            office.settings.set_ceilings(year, amounts)


def test_only_what_has_not_begun_can_be_taken_back(office):
    office.settings.set_value(SettingKey.MEMBERS, 6)
    office.settings.set_value(SettingKey.MEMBERS, 7, NEXT_WEEK)
    later, now = office.lists.settings.history(SettingKey.MEMBERS)
    office.settings.withdraw_value(later.id)
    assert [one.value for one in office.lists.settings.history(SettingKey.MEMBERS)] == [6]
    with pytest.raises(DomainError, match="sudah berlaku"):
        office.settings.withdraw_value(now.id)
    with pytest.raises(DomainError, match="sudah dihapus"):
        office.settings.withdraw_value(later.id)


def test_the_targets_of_a_year_are_set_whole_or_not_at_all(office):
    counts = dict.fromkeys(REGENCIES, 20)
    office.settings.set_targets(2026, Scheme.GROUP, counts)
    with pytest.raises(ValidationError) as refused:
        office.settings.set_targets(2026, Scheme.GROUP, {**counts, "64.01": 10_001, "64.02": 5})
    assert fields(refused) == ["64.01"]
    assert "Paser: jumlah harus 0–10.000" in str(refused.value)
    office.settings.set_targets(2026, Scheme.GROUP, {**counts, "64.01": 25})
    assert sum(office.lists.settings.targets(2026, "KUBE").values()) == 205
    assert office.lists.settings.target_years() == [2026]


def test_a_logo_is_looked_at_before_it_is_taken(office):
    office.settings.set_logo(PNG)
    assert office.lists.office.logo() == PNG
    assert head_on(office.lists.office).logo == PNG
    assert office.lists.office.logo(TODAY - timedelta(days=1)) is None
    office.settings.set_logo(b"")
    assert office.lists.office.logo() is None
    huge = PNG[:16] + b"\x00\x10\x00\x00\x00\x10\x00\x00" + PNG[24:]
    for bad in (b"GIF89a", PNG[:20], b"\xff\xd8\xff\xff\xff\xff", huge, b"\x00" * 300_000):
        assert check_logo(bad)
        with pytest.raises(ValidationError):
            office.settings.set_logo(bad)


def test_goods_packages_come_and_go(office):
    item = GoodsItem(name="Kompor", quantity_milli=2000, unit="buah", unit_price=450_000)
    made = office.settings.record_package(
        GoodsPackageDraft(name=" Paket  dapur ", items=(item, GoodsItem()))
    )
    office.settings.correct_package(made, GoodsPackageDraft(name="Paket warung", items=(item,)))
    assert [(one.name, one.items) for one in office.lists.office.packages()] == [
        ("Paket warung", (item,))
    ]
    office.settings.withdraw_package(made)
    assert not office.lists.office.packages()
    office.settings.restore_package(made)
    assert office.lists.office.packages()
    with pytest.raises(ValidationError) as refused:
        office.settings.record_package(
            GoodsPackageDraft(business_type="XXX", items=(GoodsItem(name="", unit_price=5),))
        )
    assert fields(refused) == ["name", "business_type", "items[0].name", "items[0].quantity_milli"]


def test_a_new_instrument_holds_from_its_day_and_answers_keep_theirs(office, clock):
    content = {**shipped_content(), "name": "Instrumen 2027", "status": "berlaku"}
    code = office.settings.record_instrument(content, NEXT_WEEK)
    assert code == "kaltim-v2"
    settings = office.lists.settings
    assert settings.present_instrument().code == "kaltim-v1"
    assert settings.present_instrument(NEXT_WEEK).name == "Instrumen 2027"
    version = settings.instruments()[-1]
    content["dimensions"][0]["indicators"][0]["weight"] += 5
    with pytest.raises(ValidationError, match="Jumlah bobot harus 100; sekarang 105"):
        office.settings.correct_instrument(version.id, content, NEXT_WEEK)
    office.settings.correct_instrument(version.id, {"name": "Instrumen baru"}, NEXT_WEEK)
    assert settings.instrument("kaltim-v2").name == "Instrumen baru"
    with office.workplace.database.write() as session:
        session.add(
            Evaluation(
                group_id=new_id(), instrument="kaltim-v2", evaluation_kind="berkala",
                period="2026-S2", evaluated_on=TODAY, status="draf",
            )
        )  # fmt: skip
    with pytest.raises(DomainError, match="Buat versi berikutnya"):
        office.settings.correct_instrument(version.id, {"name": "x"}, NEXT_WEEK)


def break_instrument(content, what):
    indicator = content["dimensions"][1]["indicators"][0]
    match what:
        case "Indikator B1: bobot harus 1–100":
            indicator["weight"] = "10"
        case "Indikator B1: isi kelima uraian nilai 0–4":
            indicator["descriptors"] = ["a", "b", "", "d", "e"]
        case "Indikator A1: kode kosong atau dipakai dua kali":
            indicator["code"] = "A1"
        case "Kelas pertama harus mulai 0; nilai 0–9 tidak punya kelas":
            content["classes"][0]["from_percent"] = 10
        case "Kelas Berkembang: batas bawah harus naik dan paling tinggi 100":
            content["classes"][2]["from_percent"] = 40
        case "Indikator keaktifan usaha tidak ada di antara indikator":
            content["activity_indicator"] = "Z9"
        case "Isi paling sedikit satu dimensi":
            content["dimensions"] = []
        case "Kelas Mandiri: rekomendasinya tidak dikenal":
            content["classes"][3]["recommendation"] = "tamasya"


@pytest.mark.parametrize(
    "sentence",
    [
        "Indikator B1: bobot harus 1–100",
        "Indikator B1: isi kelima uraian nilai 0–4",
        "Indikator A1: kode kosong atau dipakai dua kali",
        "Kelas pertama harus mulai 0; nilai 0–9 tidak punya kelas",
        "Kelas Berkembang: batas bawah harus naik dan paling tinggi 100",
        "Indikator keaktifan usaha tidak ada di antara indikator",
        "Isi paling sedikit satu dimensi",
        "Kelas Mandiri: rekomendasinya tidak dikenal",
    ],
)
def test_what_is_wrong_with_an_instrument_is_said(sentence):
    content = shipped_content()
    assert not check_instrument(content)
    break_instrument(content, sentence)
    assert sentence in [problem.text for problem in check_instrument(content)]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["KUBE", "UEP", "image", "office", "bast", "dimensions", "classes"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(SettingKey), json_values)
def test_any_json_is_judged_and_never_fails(key, value):
    for problem in (*check_value(key, value), *check_instrument(value)):
        assert problem.text


@given(st.text(alphabet="{}urt:03wilayhbn_om/-X ", max_size=30))
def test_a_pattern_without_problems_always_makes_a_number(pattern):
    if not pattern_problems("value", pattern):
        assert "7" in document_number(pattern, 7, "64.02", TODAY)
        assert "…" in open_number(pattern, "64.02", TODAY)


def test_papers_bear_the_pattern_with_an_open_running_number(office):
    office.settings.set_value(
        SettingKey.NUMBER_PATTERNS, {PaperKind.VERIFICATION.value: "{urut}/BA-VER/{tahun}"}
    )
    assert office.lists.office.rules().patterns == {"verifikasi": "{urut}/BA-VER/{tahun}"}
    shown = [number_on(office.lists.office, kind, TODAY) for kind in PaperKind]
    assert [one for one in shown if one] == ["………/BA-VER/2026"]
    with pytest.raises(ValidationError, match="tepat satu kali"):
        office.settings.set_value(SettingKey.NUMBER_PATTERNS, {"verifikasi": "BA/{tahun}"})
    with pytest.raises(ValidationError, match="tidak bernomor"):
        office.settings.set_value(SettingKey.NUMBER_PATTERNS, {"rekap": "{urut}"})


def test_the_time_in_office_decides_who_may_sign(office):
    made = office.office.record_official(
        OfficialDraft(
            name="Contoh Plt", position="Kepala Dinas", appointment="Plt.",
            valid_from=TODAY, valid_to=NEXT_WEEK,
        )
    )  # fmt: skip
    who = office.lists.office

    def signs(day):
        return made in {one.id for one in who.officials(day)}

    assert [signs(day) for day in (TODAY, NEXT_WEEK, NEXT_WEEK + timedelta(days=1))] == [
        True, True, False,
    ]  # fmt: skip
    assert made in {one.id for one in who.all_officials()}
    with pytest.raises(ValidationError) as refused:
        office.office.correct_official(
            made,
            OfficialDraft(name="Contoh", position="x", valid_from=NEXT_WEEK, valid_to=TODAY),
        )
    assert fields(refused) == ["valid_to"]


def test_a_laptop_sets_its_letterhead_only_until_the_office_sends_one(services):
    services.settings.set_letterhead(LetterheadDraft(government="A", office="B"))
    with pytest.raises(DomainError, match="paket pengaturan"):
        services.settings.set_value(SettingKey.MEMBERS, 6)


@pytest.mark.parametrize("odd", [[], {}, None, 5, "x", [{}]], ids=repr)
def test_an_odd_value_anywhere_in_an_instrument_is_said(odd):
    whole = shipped_content()
    places = [
        (whole, name)
        for name in (
            "code",
            "name",
            "status",
            "activity_indicator",
            "dimensions",
            "classes",
            "inactive",
            "recommendations",
        )
    ]
    places += [(one, name) for one in (whole["dimensions"][0], whole["classes"][0],
               whole["inactive"], whole["recommendations"][0],
               whole["dimensions"][0]["indicators"][0]) for name in one]  # fmt: skip
    for holder, name in places:
        before = holder[name]
        holder[name] = odd
        check_instrument(whole)  # judges, and never fails
        holder[name] = before
    assert check_instrument(whole) == ()
