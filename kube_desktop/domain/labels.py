"""Words for tables, fields and stored values, for history and differences."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from kube_desktop.domain.values import mask_nik, show_phone
from kube_desktop.domain.wording import long_date, quantity, rupiah

RECORD_LABELS: Final[Mapping[str, str]] = {
    "groups": "Kelompok",
    "group_transitions": "Tahap kelompok",
    "people": "Anggota",
    "memberships": "Keanggotaan",
    "mentors": "Pendamping",
    "assignments": "Penugasan",
    "aids": "Bantuan",
    "aid_items": "Barang",
    "handovers": "Serah terima",
    "prints": "Cetakan",
    "visits": "Kunjungan",
    "visit_attendances": "Kehadiran",
    "item_conditions": "Kondisi barang",
    "attachments": "Berkas",
    "officials": "Pejabat",
    "office_settings": "Pengaturan kantor",
    "targets": "Target",
    "goods_packages": "Paket barang",
    "sealed_papers": "Surat",
    "evaluations": "Evaluasi",
    "evaluation_answers": "Nilai evaluasi",
    "instruments": "Instrumen evaluasi",
    "verdicts": "Putusan",
    "questions": "Pertanyaan",
    "responses": "Tanggapan",
    "revoked_devices": "Kunci dicabut",
}

_FIELD_LABELS: Final[Mapping[str, str]] = {
    "name": "Nama", "village_code": "Kampung/desa/kelurahan", "address": "Alamat", "rt": "RT",
    "rw": "RW", "hamlet": "Dusun", "formed_on": "Tanggal terbentuk", "business_type": "Jenis usaha",
    "business_detail": "Rincian usaha", "business_name": "Nama usaha",
    "budget_year": "Tahun anggaran", "funding_source": "Sumber dana", "state": "Tahap",
    "register_number": "Nomor register", "decree_number": "Nomor SK", "decree_on": "Tanggal SK",
    "bank_name": "Bank", "bank_account": "Nomor rekening", "bank_holder": "Atas nama",
    "meeting_day": "Hari pertemuan", "goods_fate": "Barang bantuan", "note": "Catatan",
    "reasons": "Alasan", "nik": "NIK", "family_card_number": "Nomor KK", "nickname": "Panggilan",
    "sex": "Jenis kelamin", "birth_place": "Tempat lahir", "born_on": "Tanggal lahir",
    "marital_status": "Status kawin", "family_relation": "Hubungan keluarga",
    "dependants": "Tanggungan", "education": "Pendidikan", "occupation": "Pekerjaan",
    "phone": "Nomor HP", "data_source": "Sumber data", "decile": "Desil",
    "decile_checked_on": "Tanggal cek desil", "other_programmes": "Program lain",
    "initial_income": "Penghasilan awal", "skills": "Keterampilan",
    "consented_on": "Tanggal persetujuan", "died_on": "Meninggal", "merged_into": "Orang yang sama",
    "role": "Jabatan", "joined_on": "Tanggal masuk", "left_on": "Tanggal keluar",
    "leave_reason": "Alasan keluar", "bast_number": "Nomor BAST",
    "handed_over_on": "Tanggal serah terima", "place": "Tempat", "receiver_id": "Diterima oleh",
    "official_id": "Pihak pertama", "first_party": "Pihak pertama", "second_party": "Pihak kedua",
    "total": "Jumlah", "status": "Keadaan", "specification": "Merek/spesifikasi",
    "quantity_milli": "Jumlah", "unit": "Satuan", "unit_price": "Harga satuan", "amount": "Nilai",
    "condition": "Kondisi", "visited_on": "Tanggal kunjungan", "method": "Cara",
    "topics": "Materi", "activity": "Kegiatan", "business_condition": "Kondisi usaha",
    "turnover": "Omzet", "cash": "Kas kelompok", "problems": "Masalah", "solution": "Upaya",
    "follow_up": "Tindak lanjut", "follow_up_due_on": "Batas waktu",
    "promise_result": "Janji kunjungan lalu", "is_present": "Hadir", "deleted": "Dihapus",
    "over_ceiling_reason": "Alasan melebihi batas", "ceiling": "Batas bantuan",
    "started_at": "Jam mulai", "ended_at": "Jam selesai", "caption": "Keterangan",
    "filename": "Nama berkas", "members": "Daftar anggota", "witnesses": "Saksi",
    "acknowledged_by": "Mengetahui", "mentor_id": "Pendamping", "group_id": "Kelompok",
    "joint_officer": "Petugas Disperindagkop", "obstacles": "Kendala",
    "recommendation": "Rekomendasi", "evaluated_on": "Tanggal evaluasi", "score": "Nilai",
    "indicator": "Indikator", "instrument": "Instrumen", "period": "Periode",
    "sealed_at": "Dibuat pada", "version": "Versi", "code": "Kode verifikasi",
    "person_id": "Orang", "happened_on": "Tanggal", "started_on": "Mulai", "ended_on": "Selesai",
}  # fmt: skip
_MONEY: Final = frozenset(
    {"total", "amount", "unit_price", "turnover", "cash", "initial_income", "ceiling", "budget"}
)


def field_label(column: str) -> str:
    """Return the words for a field; an unknown one (of a newer program) keeps its name."""
    return _FIELD_LABELS.get(column, column.replace("_", " ").capitalize())


def shown_value(column: str, value: object) -> str:
    """Return a stored value as people read it; a NIK stays masked."""
    if value is None or value == "":
        return "(kosong)"
    if column == "deleted":
        return "Ya" if value else "Tidak"
    if column in {"nik", "family_card_number"}:
        return mask_nik(str(value))
    if column == "phone":
        return show_phone(str(value))
    if column in _MONEY and isinstance(value, int):
        return rupiah(value)
    if column == "quantity_milli" and isinstance(value, int):
        return quantity(value)
    if column.endswith("_on") and isinstance(value, str):
        try:
            return long_date(date.fromisoformat(value))
        except ValueError:
            return value
    return str(value)
