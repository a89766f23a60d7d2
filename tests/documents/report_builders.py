"""Contents of reports with sound defaults; all people and numbers are invented."""

from datetime import date

from paper_builders import IMPRINT, LETTERHEAD, MENTOR, OFFICIAL, photos

from kube_desktop.documents.contents_reports import (
    BarsContent,
    ChartSeries,
    Fact,
    GroupProfileContent,
    MonthReportContent,
    MonthVisit,
    PlannedVisit,
    ProfileAsset,
    ProfileEvaluation,
    ProfileHandover,
    ProfileMember,
    ProfileVisit,
    ReportContent,
    ReportSection,
    TableContent,
    TrendMonth,
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


def a_group_profile(**changes):
    """The profile of a group with a little of everything."""
    values = {
        "letterhead": LETTERHEAD,
        "group_name": "Mekar Jaya",
        "as_of": date(2026, 11, 19),
        "facts": (Fact("Jenis usaha", "Ternak ayam"), Fact("Ketua", "Siti Aminah")),
        "members": (a_profile_member(),),
        "handovers": (a_profile_handover(),),
        "handed_over": 19_450_000,
        "assets": (a_profile_asset(),),
        "visits": (a_profile_visit(),),
        "evaluations": (ProfileEvaluation(day=date(2026, 11, 2), period="Semester II 2026",
                                          kind="Evaluasi berkala", score="61,25",
                                          reached="Berkembang"),),
        "trend": (TrendMonth(label="Sep 26", turnover=2_000_000, cash=150_000),
                  TrendMonth(label="Okt 26", turnover=None, cash=None),
                  TrendMonth(label="Nov 26", turnover=4_350_000, cash=400_000)),
        "imprint": IMPRINT,
    }  # fmt: skip
    return GroupProfileContent(**{**values, **changes})


def a_profile_member(**changes):
    values = {"name": "Siti Aminah", "position": "Ketua", "sex": "P", "age": "41 th",
              "nik": "6407 •••• •••• 9002", "eligibility": "DTSEN desil 2"}  # fmt: skip
    return ProfileMember(**{**values, **changes})


def a_profile_handover(**changes):
    values = {"day": date(2026, 6, 3), "number": "BAST/012/KUBE-KUBAR/VI/2026",
              "goods": "Kandang dan 2 lainnya", "total": 19_450_000,
              "status": "Ditandatangani"}  # fmt: skip
    return ProfileHandover(**{**values, **changes})


def a_profile_asset(**changes):
    values = {"name": "Kandang baterai", "quantity": "2 unit", "amount": 7_000_000,
              "condition": "Dipakai", "seen_on": date(2026, 11, 2)}  # fmt: skip
    return ProfileAsset(**{**values, **changes})


def a_profile_visit(**changes):
    values = {"day": date(2026, 11, 2), "condition": "Meningkat", "turnover": 4_350_000,
              "cash": 400_000, "problems": "Harga pakan naik.",
              "follow_up": "Mengurus NIB."}  # fmt: skip
    return ProfileVisit(**{**values, **changes})


def a_report(**changes):
    """A report with a sentence, numbers, a chart and a table."""
    values = {
        "letterhead": LETTERHEAD,
        "kind": "Laporan KUBE tahun 2026",
        "title": "LAPORAN PELAKSANAAN PROGRAM KUBE TAHUN 2026",
        "subtitle": "Provinsi Kalimantan Timur",
        "sections": (
            ReportSection(heading="A. Ringkasan", paragraphs=("Semua berjalan.",),
                          facts=(Fact("Kelompok", "80"), Fact("Janji", None))),
            ReportSection(heading="B. Capaian", bars=(some_bars(),), table=a_table()),
            ReportSection(heading="C. Masalah", table=a_table(rows=(), nothing="Tidak ada.")),
        ),
        "signed_at": "Samarinda",
        "signed_on": date(2026, 11, 30),
        "signer": OFFICIAL,
        "acknowledged_by": OFFICIAL,
        "imprint": IMPRINT,
    }  # fmt: skip
    return ReportContent(**{**values, **changes})


def some_bars():
    return BarsContent(
        labels=("Paser", "Penajam Paser Utara"),
        series=(ChartSeries(name="Target", values=(20, 20)),
                ChartSeries(name="Realisasi", values=(0, 17))),
    )  # fmt: skip


def a_table(**changes):
    values = {"columns": (("No", 8, "c"), ("Wilayah", 60, "l"), ("Kelompok", 30, "r")),
              "rows": (("Tahun ini",), ("1", "Paser", "0"), ("2", "PPU", "17")),
              "total": ("", "Jumlah", "17")}  # fmt: skip
    return TableContent(**{**values, **changes})
