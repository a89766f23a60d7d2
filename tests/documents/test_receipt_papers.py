import dataclasses
import io

import pypdf
import pytest
from paper_builders import (
    a_goods_receipt,
    a_receipt,
    goods,
)
from paper_reading import pages, pictures, text

from kube_desktop.documents.content import Party, ReceiptContent, ReceiptDetail, Scheme
from kube_desktop.documents.goods_receipt import render_goods_receipt
from kube_desktop.documents.receipt import render_receipt


def test_a_receipt_holds_what_the_office_asks_for(paper):
    shown = text(render_receipt(a_receipt(), paper))
    for words in (
        "KUITANSI", "Tahun Anggaran : 2026", "No. Bukti : KW/034/DINSOS/2026",
        "Kode Rekening : 5.1.05.06.01.0001",
        "Sudah terima dari : Kuasa Pengguna Anggaran Dinas Sosial",
        "Jumlah uang : Rp20.000.000,00", "Terbilang : (Dua Puluh Juta Rupiah)",
        "Untuk pembayaran : Bantuan modal usaha Kelompok Usaha Bersama",
        "Melak Ulu, 19 November 2026", "Yang menerima, Ketua KUBE Mekar Jaya", "Siti Aminah",
        "Setuju dibayar, a.n. Kuasa Pengguna Anggaran Pejabat Pembuat Komitmen",
        "Lunas dibayar tanggal ……", "Bendahara Pengeluaran", "NIP 19800202 200501 2 002",
    ):  # fmt: skip
        assert words in shown


def test_a_receipt_fills_one_framed_page(paper):
    pdf = render_receipt(a_receipt(), paper)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1
    picture = pictures(pdf)[0]
    left = 25 / 25.4 * 72
    column = picture.crop((int(left) - 1, 60, int(left) + 3, 480))
    rows = [min(column.crop((0, y, 4, y + 1)).get_flattened_data()) for y in range(column.height)]
    assert max(rows) < 160


@pytest.mark.parametrize(("amount", "is_due"), [(5_000_000, False), (5_000_001, True)])
def test_a_stamp_is_due_above_five_million(paper, amount, is_due):
    assert ("Meterai" in text(render_receipt(a_receipt(amount=amount), paper))) is is_due


@pytest.mark.parametrize(("amount", "wanted"), [(20_000_000, False), (1_000_000, True)])
def test_the_office_may_decide_about_the_stamp(paper, amount, wanted):
    shown = text(render_receipt(a_receipt(amount=amount, with_stamp_box=wanted), paper))
    assert ("Meterai" in shown) is wanted


def test_details_and_a_second_receiver_are_shown(paper):
    content = a_receipt(
        details=(ReceiptDetail(label="Tahap I", amount=12_000_000),),
        co_receiver=Party(name="Nur Hayati", position="Bendahara KUBE"),
    )
    shown = text(render_receipt(content, paper))
    assert "Tahap I Rp12.000.000,00" in shown
    assert "Turut menerima, Bendahara KUBE" in shown


def test_a_receipt_without_officials_of_the_office_ends_with_the_receiver(paper):
    shown = text(render_receipt(a_receipt(approved_by=None, paid_by=None), paper))
    assert "Setuju dibayar" not in shown
    assert "Siti Aminah" in shown


def test_a_money_receipt_cannot_hold_goods():
    names = {field.name for field in dataclasses.fields(ReceiptContent)}
    assert "lines" not in names


def test_a_goods_receipt_speaks_of_goods_and_never_of_money_received(paper):
    shown = text(render_goods_receipt(a_goods_receipt(), paper))
    for words in (
        "TANDA TERIMA BARANG", "BANTUAN KELOMPOK USAHA BERSAMA (KUBE)",
        "Nomor: TTB/012/KUBE-KUBAR/XI/2026", "Sudah terima dari : Pejabat Pembuat Komitmen",
        "Nama penerima : Siti Aminah", "Nama KUBE : Mekar Jaya",
        "Berupa : barang senilai Rp19.450.000,00 (sembilan belas juta empat ratus lima puluh",
        "Dasar : BAST Nomor BAST/012/KUBE-KUBAR/XI/2026 tanggal 19 November 2026",
        "Kandang baterai 2 tingkat", "bukan bukti penerimaan uang",
        "Yang menyerahkan, Pendamping KUBE", "Yang menerima, Ketua KUBE", "Mengetahui, Petinggi",
    ):  # fmt: skip
        assert words in shown
    assert "kuitansi" not in shown.lower()
    assert "Meterai" not in shown
    assert "Jumlah uang" not in shown


@pytest.mark.parametrize(("rows", "sheets"), [(1, 1), (3, 1), (30, 2)])
def test_a_goods_receipt_takes_no_more_pages_than_it_needs(paper, rows, sheets):
    pdf = render_goods_receipt(a_goods_receipt(lines=goods(rows)), paper)
    assert len(pages(pdf)) == sheets


@pytest.mark.parametrize("rows", range(1, 41))
def test_signatures_of_a_goods_receipt_keep_their_sentence(paper, rows):
    sheets = pages(render_goods_receipt(a_goods_receipt(lines=goods(rows)), paper))
    signed = next(sheet for sheet in sheets if "Yang menyerahkan," in sheet)
    assert "bukan bukti penerimaan uang" in signed
    assert "Markus Ngau" in signed


def test_witnesses_sign_a_goods_receipt_when_there_are_any(paper):
    content = a_goods_receipt(witnesses=(Party(name="Yulius Bith", position="TKSK"),))
    shown = text(render_goods_receipt(content, paper))
    assert "Saksi-saksi, 1. Yulius Bith TKSK" in shown


def test_a_single_recipient_has_no_group_row(paper):
    content = a_goods_receipt(scheme=Scheme.UEP, recipient_name="Siti Aminah")
    assert "Nama KUBE" not in text(render_goods_receipt(content, paper))
