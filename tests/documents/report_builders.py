"""Contents of reports with sound defaults; all people and numbers are invented."""

from datetime import date

from paper_builders import IMPRINT, LETTERHEAD, MENTOR, OFFICIAL, photos

from kube_desktop.documents.contents_reports import (
    Fact,
    MonthReportContent,
    MonthVisit,
    PlannedVisit,
)


def a_month_report(**changes):
    """A report of a month with one visit, one plan and two photos."""
    values = {
        "letterhead": LETTERHEAD,
        "period": "November 2026",
        "following": "Desember 2026",
        "mentor": MENTOR,
        "mentor_facts": (Fact("Wilayah tugas", "Kutai Barat"),
                         Fact("Kelompok dampingan", "12 kelompok")),
        "figures": (Fact("Kunjungan", "1 kali"), Fact("Kelompok dikunjungi", "1 dari 12 kelompok"),
                    Fact("Janji terpenuhi", None)),
        "visits": (a_month_visit(),),
        "plans": (PlannedVisit(place="KUBE Mekar Jaya", when="18 Des 2026",
                               follow_up="Mengurus NIB.", due_on=date(2026, 12, 20)),),
        "photos": photos(2),
        "signed_at": "Kutai Barat",
        "signed_on": date(2026, 11, 30),
        "acknowledged_by": OFFICIAL,
        "imprint": IMPRINT,
    }  # fmt: skip
    return MonthReportContent(**{**values, **changes})


def a_month_visit(**changes):
    values = {
        "visited_on": date(2026, 11, 18),
        "place": "KUBE Mekar Jaya\nMelak Ulu, Melak",
        "activities": "Memeriksa buku kas.",
        "progress": "Usaha meningkat",
        "problems": "Harga pakan naik.",
        "solutions": "Mencampur pakan.",
    }
    return MonthVisit(**{**values, **changes})
