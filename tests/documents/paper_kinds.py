"""Every kind of paper with its builder, and where the fonts are."""

from pathlib import Path

from paper_builders import a_bast, a_goods_receipt, a_receipt, a_visit

from kube_desktop.documents.bast import render_bast
from kube_desktop.documents.goods_receipt import render_goods_receipt
from kube_desktop.documents.receipt import render_receipt
from kube_desktop.documents.visit_report import render_visit_report

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
KINDS = {
    "bast": (render_bast, a_bast),
    "receipt": (render_receipt, a_receipt),
    "goods receipt": (render_goods_receipt, a_goods_receipt),
    "visit report": (render_visit_report, a_visit),
}
