import dataclasses
import io
from datetime import date

import pypdf
import pytest
from paper_builders import CHAIR, GOODS, MEMBERS, MENTOR, a_bast, goods, photos
from paper_reading import pages, pictures, text

from kube_desktop.documents.bast import MAX_LINES_IN_BODY, render_bast
from kube_desktop.documents.content import (
    Decree,
    GoodsLine,
    Imprint,
    Party,
    RupiahStyle,
    Scheme,
)
from kube_desktop.documents.foot import CODE_SIDE
from kube_desktop.documents.page import LEFT, Paper

CLOSING = "Demikian Berita Acara Serah Terima ini dibuat dengan sebenarnya"


def in_order(shown, parts):
    """Whether all parts occur one after the other."""
    position = 0
    for part in parts:
        found = shown.find(part, position)
        assert found >= 0, f"{part!r} is missing or stands too early"
        position = found + len(part)


def test_a_bast_holds_its_elements_in_the_official_order(paper):
    shown = text(render_bast(a_bast(members=MEMBERS, photos=photos(2)), paper))
    in_order(shown, [
        "PEMERINTAH PROVINSI KALIMANTAN TIMUR", "DINAS SOSIAL", "Samarinda 75123",
        "BERITA ACARA SERAH TERIMA", "BANTUAN KELOMPOK USAHA BERSAMA (KUBE)", "TAHUN ANGGARAN 2026",
        "Nomor: BAST/012/KUBE-KUBAR/XI/2026",
        "Pada hari ini Kamis tanggal Sembilan Belas bulan November tahun Dua Ribu Dua Puluh Enam",
        "(19-11-2026), bertempat di Kampung Melak Ulu",
        "berdasarkan Surat Keputusan Kepala Dinas Sosial Provinsi Kalimantan Timur Nomor",
        "400.9/123/Dinsos/2026 tanggal 2 Maret 2026 tentang Penerima Bantuan",
        "yang bertanda tangan di bawah ini:",
        "1. Nama : Contoh Pejabat", "NIP : 19700101 199503 1 001", "Jabatan :", "Alamat :",
        "Selanjutnya disebut PIHAK PERTAMA", "diwakili oleh petugas yang ditunjuk, Rina Wulandari",
        "2. Nama : Siti Aminah", "NIK : 6407055205859002", "Jabatan : Ketua KUBE Mekar Jaya",
        "Selanjutnya disebut PIHAK KEDUA",
        "Dengan ini menerangkan bahwa",
        "senilai Rp19.450.000,00 (sembilan belas juta empat ratus lima puluh ribu rupiah)",
        "No Nama Barang", "Kandang baterai 2 tingkat", "Ayam pullet", "Pakan layer",
        "Jumlah 19.450.000", "Terbilang: sembilan belas juta empat ratus lima puluh ribu rupiah",
        "a. barang diserahkan dan diterima dalam keadaan baik", "b. sejak Berita Acara",
        "c. barang merupakan aset kelompok, bukan milik perorangan", "d. barang digunakan",
        "e. PIHAK KEDUA bersedia didampingi", "f. apabila kelompok bubar",
        CLOSING, "rangkap 3 (tiga)", "Dikeluarkan di : Melak Ulu",
        "Pada tanggal : 19 November 2026",
        "PIHAK KEDUA, Ketua KUBE Mekar Jaya", "Siti Aminah",
        "PIHAK PERTAMA, Pejabat Pembuat Komitmen", "Contoh Pejabat", "NIP 19700101 199503 1 001",
        "Petugas yang menyerahkan, Pendamping KUBE", "Rina Wulandari",
        "Saksi-saksi", "Yulius Bith", "Hasanuddin", "Mengetahui,", "Markus Ngau",
        "Lampiran I :", "Nomor : BAST/012", "DAFTAR ANGGOTA KUBE MEKAR JAYA", "Agustina Hangin",
        "Lampiran II :", "Nomor : BAST/012", "FOTO PENYERAHAN BANTUAN",
    ])  # fmt: skip


@pytest.mark.parametrize(("rows", "sheets"), [(1, 2), (8, 2), (12, 2), (13, 3), (30, 3), (120, 6)])
def test_a_bast_takes_no_more_pages_than_it_needs(paper, rows, sheets):
    content = a_bast(lines=goods(rows))
    assert len(pypdf.PdfReader(io.BytesIO(render_bast(content, paper))).pages) == sheets


@pytest.mark.parametrize("rows", range(1, 41))
def test_signatures_never_stand_alone_on_a_page(paper, rows):
    sheets = pages(render_bast(a_bast(lines=goods(rows)), paper))
    signed = [sheet for sheet in sheets if "PIHAK PERTAMA, Pejabat" in sheet]
    assert len(signed) == 1
    assert CLOSING in signed[0]
    assert "f. apabila kelompok bubar" in signed[0]
    for name in ("Rina Wulandari", "Yulius Bith", "Markus Ngau"):
        assert name in signed[0]


@pytest.mark.parametrize("paragraphs", range(1, 13))
def test_signatures_keep_company_whatever_stands_above_them(paper, paragraphs):
    statements = tuple(f"pernyataan nomor {n} " + "isi " * 25 for n in range(paragraphs * 2))
    sheets = pages(render_bast(a_bast(statements=statements, with_stamp_box=True), paper))
    signed = next(sheet for sheet in sheets if "PIHAK PERTAMA, Pejabat" in sheet)
    assert CLOSING in signed
    assert f"pernyataan nomor {paragraphs * 2 - 1}" in signed


def test_many_goods_go_into_an_annex_the_text_refers_to(paper):
    sheets = pages(render_bast(a_bast(lines=goods(MAX_LINES_IN_BODY + 1)), paper))
    assert "sebagaimana tercantum dalam Lampiran I yang merupakan" in sheets[0]
    assert "Barang contoh" not in sheets[0]
    assert "Lampiran I : Berita Acara Serah Terima" in sheets[-1]
    assert "Nomor : BAST/012/KUBE-KUBAR/XI/2026" in sheets[-1]
    assert "Barang contoh nomor 13" in sheets[-1]


def test_few_goods_stay_in_the_text(paper):
    shown = text(render_bast(a_bast(lines=goods(MAX_LINES_IN_BODY)), paper))
    assert "dengan rincian sebagai berikut:" in shown
    assert "Lampiran" not in shown


def test_a_long_table_repeats_its_head_and_keeps_its_total_with_goods(paper):
    sheets = pages(render_bast(a_bast(lines=goods(120)), paper))
    with_goods = [sheet for sheet in sheets if "Barang contoh" in sheet]
    assert len(with_goods) >= 3
    assert all("No Nama Barang" in sheet for sheet in with_goods)
    assert "Terbilang:" in with_goods[-1]
    assert sum(sheet.count("Barang contoh nomor") for sheet in sheets) == 120


@pytest.mark.parametrize("rows", range(28, 48))
def test_the_total_is_never_parted_from_the_last_goods(paper, rows):
    sheets = pages(render_bast(a_bast(lines=goods(rows)), paper))
    last = next(sheet for sheet in sheets if "Terbilang:" in sheet)
    assert f"Barang contoh nomor {rows} " in last
    assert "Jumlah" in last


def test_annexes_are_numbered_without_gaps(paper):
    shown = text(render_bast(a_bast(lines=goods(20), members=MEMBERS, photos=photos(1)), paper))
    in_order(shown, [
        "bertindak untuk dan atas nama anggota kelompok sebagaimana Lampiran II",
        "Lampiran I :", "RINCIAN BARANG", "Lampiran II :", "DAFTAR ANGGOTA", "Lampiran III :",
        "FOTO PENYERAHAN", "Penyerahan barang 1",
    ])  # fmt: skip


def test_one_legal_ground_is_a_sentence_and_several_are_a_list(paper):
    single = text(render_bast(a_bast(), paper))
    assert "berdasarkan Surat Keputusan Kepala" in single
    several = text(
        render_bast(a_bast(recitals=("Undang-Undang Nomor 13 Tahun 2011.", "Peraturan X;")), paper)
    )
    in_order(several, [
        "berdasarkan: 1. Undang-Undang Nomor 13 Tahun 2011; 2. Peraturan X; 3. Surat Keputusan",
        "Tahun Anggaran 2026, kami yang bertanda tangan di bawah ini:",
    ])  # fmt: skip


def test_unknown_parts_of_a_decree_are_left_out(paper):
    decree = Decree(number="400.9/1/2026", issued_on=date(2026, 3, 2))
    shown = text(render_bast(a_bast(decree=decree), paper))
    assert "berdasarkan Surat Keputusan Nomor 400.9/1/2026 tanggal 2 Maret 2026, kami" in shown


def test_a_blank_number_and_date_leave_dots_for_the_pen(paper):
    shown = text(render_bast(a_bast(number=None, handed_over_on=None), paper))
    assert "Nomor: ……" in shown
    assert "Pada hari ini …" in shown
    assert "Pada tanggal : …" in shown


def test_a_single_recipient_is_no_group(paper):
    person = dataclasses.replace(CHAIR, position=None)
    content = a_bast(scheme=Scheme.UEP, recipient_name="Siti Aminah", second_party=person)
    shown = text(render_bast(content, paper))
    assert "BANTUAN USAHA EKONOMI PRODUKTIF (UEP)" in shown
    assert "Jabatan : Penerima Manfaat" in shown
    assert "PIHAK KEDUA (Penerima Manfaat)" in shown
    assert "PIHAK KEDUA, Penerima Manfaat" in shown
    assert "kelompok" not in shown.lower().replace("kelompok usaha bersama tahun", "")


def test_money_is_handed_over_without_a_table_of_goods(paper):
    shown = text(render_bast(a_bast(lines=(), money_amount=20_000_000), paper))
    assert "berupa uang sebesar Rp20.000.000,00 (dua puluh juta rupiah)" in shown
    assert "Nama Barang" not in shown
    assert "barang" not in shown.lower()


def test_worn_goods_are_not_declared_good(paper):
    worn = (GOODS[0], dataclasses.replace(GOODS[1], condition="rusak ringan"))
    shown = text(render_bast(a_bast(lines=worn), paper))
    assert "dalam keadaan baik" not in shown
    assert "rusak ringan" in shown


def test_office_statements_replace_the_usual_ones(paper):
    shown = text(render_bast(a_bast(statements=("satu;", "dua & tiga.")), paper))
    assert "a. satu;" in shown
    assert "b. dua & tiga." in shown
    assert "bukan milik perorangan" not in shown


def test_money_can_be_written_as_many_forms_do(paper):
    shown = text(render_bast(a_bast(rupiah_style=RupiahStyle.CUSTOMARY), paper))
    assert "senilai Rp. 19.450.000,- (sembilan belas juta" in shown


def test_long_names_wrap_and_decimals_have_a_comma(paper):
    line = GoodsLine(name="Mesin pencacah rumput " * 8, specification="X" * 90, unit="unit",
                     quantity_milli=2500, unit_price=1, amount=3, condition="baik")  # fmt: skip
    shown = text(render_bast(a_bast(lines=(line,)), paper))
    assert "2,5 unit" in shown
    assert shown.count("Mesin pencacah") == 8


def test_absurd_amounts_do_not_stop_the_preview(paper):
    line = dataclasses.replace(GOODS[0], amount=10**20)
    assert "100.000.000.000.000.000.000" in text(render_bast(a_bast(lines=(line,)), paper))


@pytest.mark.parametrize(
    ("changes", "present", "absent"),
    [
        ({"witnesses": ()}, ["Petugas yang menyerahkan", "Mengetahui"], ["Saksi-saksi"]),
        ({"handed_over_by": None}, ["Saksi-saksi", "Mengetahui"], ["Petugas yang"]),
        ({"handed_over_by": Party()}, ["Saksi-saksi"], ["Petugas yang", "diwakili"]),
        ({"acknowledged_by": None}, ["Petugas yang", "Saksi-saksi"], ["Mengetahui"]),
        (
            {"witnesses": (), "acknowledged_by": None, "handed_over_by": None},
            ["PIHAK PERTAMA, Pejabat"],
            ["Saksi-saksi", "Mengetahui", "Petugas yang"],
        ),
        ({"witnesses": (), "acknowledged_by": None}, ["Petugas yang menyerahkan"], ["Saksi"]),
    ],
)
def test_only_named_people_get_a_place_to_sign(paper, changes, present, absent):
    shown = text(render_bast(a_bast(**changes), paper))
    assert all(words in shown for words in present)
    assert not any(words in shown for words in absent)


@pytest.mark.parametrize("handed_over_by", [MENTOR, None])
def test_more_witnesses_than_fit_are_counted_in_one_line(paper, handed_over_by):
    long_name = "Contoh Saksi Bernama Sangat Panjang Sekali " * 6
    crowd = tuple(Party(name=f"{number} {long_name}", position=long_name) for number in range(40))
    shown = text(render_bast(a_bast(witnesses=crowd, handed_over_by=handed_over_by), paper))
    assert "dan 34 saksi lainnya" in shown
    assert "saksi lainnya" not in text(render_bast(a_bast(witnesses=crowd[:6]), paper))


def test_the_stamp_box_is_drawn_only_when_asked_for(paper):
    assert "Meterai Rp10.000" in text(render_bast(a_bast(with_stamp_box=True), paper))
    assert "Meterai" not in text(render_bast(a_bast(), paper))


def test_room_for_the_code_square_stays_white_on_the_first_page(paper):
    content = a_bast(lines=goods(12), statements=("isi " * 60,) * 12, imprint=Imprint())
    picture = pictures(render_bast(content, paper))[0]
    width, height = picture.size
    square = (
        int(width - LEFT * 0.8 - CODE_SIDE),
        int(height - 35 - CODE_SIDE),
        int(width - 57),
        height - 36,
    )
    assert picture.crop(square).getextrema() == (255, 255)


def test_an_annex_of_a_paper_without_number_has_dots(paper):
    sheets = pages(render_bast(a_bast(number=None, lines=goods(20)), paper))
    assert "Nomor : ……" in sheets[-1]


def test_no_sheet_is_left_empty(paper):
    for rows in (1, 12, 13, 35, 36, 37, 38, 60):
        sheets = pages(render_bast(a_bast(lines=goods(rows), members=MEMBERS), paper))
        assert all(len(sheet) > 250 for sheet in sheets)


def test_the_title_names_the_aid(paper):
    shown = text(render_bast(a_bast(aid_name="Peralatan Usaha"), paper))
    assert "BANTUAN PERALATAN USAHA KELOMPOK USAHA BERSAMA (KUBE)" in shown


def test_the_preview_of_an_empty_form_is_a_whole_paper():
    empty = a_bast(
        fiscal_year=None, recipient_name=None, number=None, handed_over_on=None,
        handed_over_at=None, signed_at=None, first_party=Party(), second_party=Party(), lines=(),
        decree=None, handed_over_by=None, witnesses=(Party(),), acknowledged_by=Party(),
    )  # fmt: skip
    shown = text(render_bast(empty, Paper.A4, preview=True))
    assert "berdasarkan Surat Keputusan Nomor ……" in shown
    assert "senilai ……" in shown
    assert "nol rupiah" not in shown
