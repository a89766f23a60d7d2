"""Every kind of paper with its builder, and where the fonts are."""

from pathlib import Path

from form_builders import a_blank_evaluation, a_member_form, a_visit_form, an_evaluation
from more_builders import (
    a_cancellation,
    a_cover_letter,
    a_merge,
    a_pledge,
    a_receipt_list,
    a_replacement,
    a_takeover,
    a_verification,
)
from paper_builders import a_bast, a_goods_receipt, a_receipt, a_visit
from report_builders import a_group_profile, a_month_report, a_report

from kube_desktop.documents.bast import render_bast
from kube_desktop.documents.cancellation import render_cancellation
from kube_desktop.documents.cover_letter import render_cover_letter
from kube_desktop.documents.evaluation_form import render_evaluation
from kube_desktop.documents.goods_receipt import render_goods_receipt
from kube_desktop.documents.group_profile import render_group_profile
from kube_desktop.documents.member_form import render_member_form
from kube_desktop.documents.merge_minutes import render_merge_minutes
from kube_desktop.documents.month_report import render_month_report
from kube_desktop.documents.pledge import render_pledge
from kube_desktop.documents.receipt import render_receipt
from kube_desktop.documents.receipt_list import render_receipt_list
from kube_desktop.documents.replacement import render_replacement
from kube_desktop.documents.report import render_report
from kube_desktop.documents.takeover import render_takeover
from kube_desktop.documents.verification import render_verification
from kube_desktop.documents.visit_form import render_visit_form
from kube_desktop.documents.visit_report import render_visit_report

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
KINDS = {
    "bast": (render_bast, a_bast),
    "receipt": (render_receipt, a_receipt),
    "goods receipt": (render_goods_receipt, a_goods_receipt),
    "receipt list": (render_receipt_list, a_receipt_list),
    "pledge": (render_pledge, a_pledge),
    "verification": (render_verification, a_verification),
    "replacement": (render_replacement, a_replacement),
    "cover letter": (render_cover_letter, a_cover_letter),
    "merge minutes": (render_merge_minutes, a_merge),
    "takeover": (render_takeover, a_takeover),
    "cancellation": (render_cancellation, a_cancellation),
    "visit report": (render_visit_report, a_visit),
    "group profile": (render_group_profile, a_group_profile),
    "report": (render_report, a_report),
    "month report": (render_month_report, a_month_report),
    "evaluation": (render_evaluation, an_evaluation),
    "blank evaluation": (render_evaluation, a_blank_evaluation),
    "visit form": (render_visit_form, a_visit_form),
    "member form": (render_member_form, a_member_form),
}
