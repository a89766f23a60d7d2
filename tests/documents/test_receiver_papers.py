import dataclasses

import pytest
from more_builders import a_pledge, a_receipt_list
from paper_builders import MEMBERS
from paper_reading import pages, text

from kube_desktop.documents.content import Scheme
from kube_desktop.documents.pledge import render_pledge
from kube_desktop.documents.receipt_list import render_receipt_list


def test_members_sign_for_their_part_or_put_a_thumb(paper):
    members = (dataclasses.replace(MEMBERS[0], note="cap jempol"), *MEMBERS[1:])
    members = tuple(
        dataclasses.replace(one, portion="Ayam pullet", portion_amount="30 ekor") for one in members
    )
    (sheet,) = pages(render_receipt_list(a_receipt_list(members=members), paper))
    for words in (
        "DAFTAR TANDA TERIMA BANTUAN KELOMPOK USAHA BERSAMA (KUBE) TAHUN ANGGARAN 2026",
        "Jenis usaha : Peternakan", "BAST : Nomor BAST/012", "Agustina Hangin", "30 ekor",
        "cap jempol", "Jumlah penerima: 5 (lima) orang, nilai bantuan Rp19", "Bendahara KUBE",
        "Rina Wulandari",
        "Mengetahui, Petinggi", "Nilai bantuan : Rp19.450.000,00 (sembilan belas juta",
    ):  # fmt: skip
        assert words in sheet


@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 120])
def test_signatures_below_a_list_of_members_keep_their_sentence(paper, count):
    members = (MEMBERS * 24)[:count]
    sheets = pages(render_receipt_list(a_receipt_list(members=members), paper))
    signed = next(sheet for sheet in sheets if "Markus Ngau" in sheet)
    assert "Daftar ini dibuat dengan sebenarnya" in signed
    assert sum(sheet.count("Tanda Tangan / Cap") for sheet in sheets) >= max(1, count // 20)
    assert text(render_receipt_list(a_receipt_list(members=members), paper)).count(
        "Agustina Hangin"
    ) == len(members) // len(MEMBERS)


def test_a_list_without_members_leaves_rows_for_the_pen(paper):
    shown = text(render_receipt_list(a_receipt_list(members=()), paper))
    assert "5 ……" in shown
    assert "Jumlah penerima: ……" in shown


def test_a_pledge_has_its_stamp_whatever_the_amount_and_binds_the_group(paper):
    (sheet,) = pages(render_pledge(a_pledge(value=1), paper))
    for words in (
        "PAKTA INTEGRITAS", "Meterai Rp10.000", "Tempat, tanggal lahir : Melak, 12 Mei 1985",
        "NIK : 6407055205859002", "Nama KUBE : Mekar Jaya", "Nomor HP : 0812-5550-1234",
        "tidak akan menjual, menggadaikan, atau memindahtangankan", "(IKS)",
        "bersedia dikenakan sanksi", "Yang menyatakan, Ketua KUBE Mekar Jaya", "Mengetahui,",
    ):  # fmt: skip
        assert words in sheet


def test_a_single_recipient_promises_for_the_own_business(paper):
    (sheet,) = pages(render_pledge(a_pledge(scheme=Scheme.UEP, is_money=True), paper))
    for words in (
        "USAHA EKONOMI PRODUKTIF (UEP)", "berupa uang sebesar Rp19.450.000,00",
        "usaha ekonomi produktif saya", "Yang menyatakan, Penerima Manfaat", "Meterai",
    ):  # fmt: skip
        assert words in sheet
    assert "(IKS)" not in sheet
    assert "anggota kelompok" not in sheet
