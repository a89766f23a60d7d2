"""Contents of forms for the pen and of an evaluation, with sound defaults; people are invented."""

from datetime import date

from paper_builders import CHAIR, IMPRINT, LETTERHEAD, MENTOR, OFFICIAL

from kube_desktop.documents.content import Topic
from kube_desktop.documents.evaluation_form import (
    DimensionPart,
    EvaluationContent,
    IndicatorLine,
)
from kube_desktop.documents.member_form import MemberFormContent
from kube_desktop.documents.pen import FormCode
from kube_desktop.documents.visit_form import ExpectedItem, ExpectedMember, VisitFormContent

PLACE = "Kampung Melak Ulu, Kecamatan Melak, Kabupaten Kutai Barat"
_OF_GROUP = {
    "letterhead": LETTERHEAD,
    "group_name": "Mekar Jaya",
    "business_type": "Ternak ayam petelur",
    "location": PLACE,
    "mentor": MENTOR,
    "imprint": IMPRINT,
}


def a_code(kind="formulir"):
    return FormCode(kind=kind, record="9A0C5D7E21B4")


def a_visit_form(**changes):
    values = {
        **_OF_GROUP,
        "code": a_code("formulir-kunjungan"),
        "chair": CHAIR,
        "members": tuple(
            ExpectedMember(name=name, position=position)
            for name, position in (("Siti Aminah", "Ketua"), ("Maria Ding", "Sekretaris"),
                                   ("Nur Hayati", "Bendahara"), ("Yohanes Lejau", "Anggota"))
        ),
        "goods": (
            ExpectedItem(name="Kandang baterai", quantity_milli=2000, unit="unit",
                         last_condition="Dipakai"),
            ExpectedItem(name="Ayam pullet", quantity_milli=150_000, unit="ekor"),
        ),
        "sequence": 4,
        "promise": "Bendahara mengisi buku kas setiap Jumat.",
        "promised_on": date(2026, 10, 20),
        "due_on": date(2026, 11, 20),
        **changes,
    }  # fmt: skip
    return VisitFormContent(**values)


def a_member_form(**changes):
    values = {**_OF_GROUP, "code": a_code("formulir-anggota"), "sheets": 2, **changes}
    return MemberFormContent(**values)


def _part(label, weight, count, scores):
    return DimensionPart(
        label=label,
        weight=weight,
        baseline_quarters=weight,
        quarters=2 * weight,
        lines=tuple(
            IndicatorLine(
                label=f"{label[0]}{number}  Indikator {number}",
                weight=weight // count,
                descriptors=("tidak ada", "lisan", "sebagian tertulis", "tertulis", "berjalan"),
                baseline=scores[0],
                score=scores[1],
                note="Buku kas dilihat." if scores[1] == 2 else None,
            )
            for number in range(1, count + 1)
        ),
    )


def an_evaluation(**changes):
    is_blank = changes.get("is_blank", False)
    scores = (1, None if is_blank else 2)
    values = {
        **_OF_GROUP,
        "code": None,
        "is_blank": False,
        "instrument": "Instrumen contoh",
        "proposal": "Usulan",
        "membership": "5 orang, seharusnya 5",
        "period": "Semester II 2026",
        "evaluated_on": date(2026, 11, 10),
        "baseline_note": "3 September 2025, pada saat serah terima bantuan",
        "chair": CHAIR,
        "regency_officer": OFFICIAL,
        "trade_officer": OFFICIAL,
        "dimensions": (
            _part("A  Kelembagaan", 40, 4, scores),
            _part("B  Usaha dan aset", 60, 3, scores),
        ),
        "recommendations": (
            Topic(label="Pendampingan dilanjutkan", is_chosen=not is_blank),
            Topic(label="Perlu dirujuk", is_chosen=False),
        ),
        "scale": "Kelas menurut persen: 0 sampai di bawah 40 Rintisan.",
        "reached": "50 persen, Tumbuh",
        "baseline_reached": "25 persen, Rintisan",
        "obstacles": "Harga pakan naik.",
        "note": "Disepakati bersama.",
        "signed_at": "Melak Ulu",
        **changes,
    }
    return EvaluationContent(**values)


def a_blank_evaluation(**changes):
    values = {
        "is_blank": True,
        "code": a_code("evaluasi-kosong"),
        "reached": None,
        "obstacles": None,
        "note": None,
        **changes,
    }
    return an_evaluation(**values)
