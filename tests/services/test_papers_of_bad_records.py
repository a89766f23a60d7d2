"""Papers of records as bad as another laptop may send them, and of disks that fail."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from builders import a_handover, a_visit, an_item

from kube_desktop.domain.errors import DomainError, EnvironmentProblem
from kube_desktop.domain.evaluation import Answer, EvaluationDraft
from kube_desktop.domain.papers import PaperKind, PaperSize
from kube_desktop.services.instruments import present_instrument

TYPED = {
    "groups": "name business_detail business_name address register_number decree_number",
    "people": "name address birth_place occupation phone",
    "mentors": "name",
    "officials": "name position rank nip institution address",
    "aid_items": "name specification unit condition",
    "handovers": "place bast_number",
    "visits": "activity problems solution follow_up community_role referral method",
    "evaluations": "obstacles note",
    "evaluation_answers": "note",
    "item_conditions": "reason",
}
"""Columns of free text by table: a package may bring anything in them."""
TEXTS = {
    "a hundred letters": "M" * 100,
    "odd letters": "Ka'bah Ḥalim & <b>Ŏmpŏk</b> ’Uyau <br/> \u202e\x07 🌾",
    "nothing": "",
}


@pytest.fixture
def records(services, team, official):
    """A group with thirty lines of goods, a visit and an evaluation."""
    services.aid.record(
        a_handover(
            group_id=team.group_id,
            person_id=team.chair,
            official_id=official,
            items=tuple(an_item(name=f"Barang {n}", unit_price=1000) for n in range(30)),
            witnesses=("Contoh Saksi",),
        )
    )
    services.mentoring.record(
        a_visit(group_id=team.group_id, present=frozenset(team.people), follow_up="Janji")
    )
    services.evaluation.record(
        EvaluationDraft(
            group_id=team.group_id,
            period="2026-S2",
            evaluated_on=date(2026, 11, 10),
            answers=tuple(
                Answer(indicator=one.code, score=1, note="ada")
                for one in present_instrument().indicators
            ),
        )
    )


def spoil(services, value):
    with services.workplace.database.raw() as connection:
        for table, columns in TYPED.items():
            for column in columns.split():
                connection.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608
        connection.execute("UPDATE aid_items SET unit_price = 999000000000, amount = 999000000000")
        connection.commit()


def is_whole(paper):
    """Whether a reader opens it and every letter stands on its page."""
    document = pypdfium2.PdfDocument(paper.pdf)
    try:
        for page in document:
            width, height = page.get_size()
            words = page.get_textpage()
            for number in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(number)
                if left < 33 or bottom < 32 or right > width - 33 or top > height - 32:
                    return False
        return len(document) > 0
    finally:
        document.close()


@pytest.mark.parametrize("value", TEXTS.values(), ids=TEXTS)
def test_every_paper_of_bad_records_is_right_or_refused_with_a_sentence(services, records, value):
    spoil(services, value)
    made = []
    for kind in PaperKind:
        for subject in services.printing.all_subjects(kind)[:1]:
            with suppress(DomainError):
                paper = services.printing.make(kind, subject, PaperSize.A4)
                assert is_whole(paper), kind
                made.append(kind)
    assert set(made) >= {
        PaperKind.BAST, PaperKind.RECEIPT, PaperKind.VISIT_REPORT, PaperKind.EVALUATION,
        PaperKind.VISIT_FORM, PaperKind.MEMBER_FORM,
    }  # fmt: skip


def test_a_name_in_letters_without_a_shape_is_told_and_not_printed_as_another(services, records):
    spoil(services, "محمد")
    for kind in (PaperKind.VISIT_REPORT, PaperKind.GROUP_PROFILE, PaperKind.EVALUATION):
        subject = services.printing.all_subjects(kind)[0]
        with pytest.raises(DomainError, match="huruf yang tidak dapat dicetak: “محمد”"):
            services.printing.make(kind, subject, PaperSize.A4)


def test_a_blank_form_states_nothing_and_is_not_sealed(services, team):
    for kind in (one for one in PaperKind if one.is_blank):
        paper = services.printing.make(kind, team.group_id, PaperSize.F4)
        services.printing.note_printed(paper, copies=1)
        assert paper.seal is None
    reader = services.workplace.database.reader
    assert reader.value("SELECT count(*) FROM prints") == 3
    assert reader.value("SELECT count(*) FROM sealed_papers") == 0


@pytest.fixture
def paper(services, team):
    subject = services.printing.all_subjects(PaperKind.VISIT_FORM)[0]
    return services.printing.make(PaperKind.VISIT_FORM, subject, PaperSize.A4)


def refused(path, method):
    """What Windows does while another program keeps a file for itself."""
    raise PermissionError(13, "The process cannot access the file", str(path), method)


def test_a_paper_that_is_there_already_may_be_open_elsewhere(
    services, paper, tmp_path, monkeypatch
):
    first = services.printing.save(paper, tmp_path)
    monkeypatch.setattr(Path, "replace", refused)
    assert services.printing.save(paper, tmp_path) == first


def test_another_paper_that_is_locked_keeps_its_name(services, paper, tmp_path, monkeypatch):
    (tmp_path / paper.filename).write_bytes(b"terbuka di pembaca PDF")
    monkeypatch.setattr(Path, "read_bytes", lambda self: refused(self, "read"))
    saved = services.printing.save(paper, tmp_path)
    assert saved.stem.endswith("_2")
    with saved.open("rb") as file:
        assert file.read() == paper.pdf


def test_a_very_long_or_foreign_name_makes_no_file_that_windows_refuses(services, team, tmp_path):
    for name in ("M" * 4000, "محمد", "../../CON"):
        spoil(services, name)
        paper = services.printing.make(PaperKind.VISIT_FORM, team.group_id, PaperSize.A4)
        saved = services.printing.save(paper, tmp_path)
        assert saved.parent == tmp_path
        assert len(saved.name) < 100


@pytest.mark.parametrize("step", ["mkdir", "replace", "open"])
def test_a_folder_that_may_not_be_written_is_said_and_stays_clean(
    services, paper, tmp_path, monkeypatch, step
):
    monkeypatch.setattr(Path, step, lambda self, *_, **__: refused(self, step))
    with pytest.raises(EnvironmentProblem, match="PDF tidak dapat disimpan"):
        services.printing.save(paper, tmp_path / "P")
    monkeypatch.undo()
    assert list(tmp_path.rglob("*.p*")) == []


def test_a_disk_that_fills_up_keeps_what_was_saved_whole(services, paper, tmp_path, monkeypatch):
    kept = services.printing.save(paper, tmp_path)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblem, match="ruang kosong"):
        services.printing.save_all(PaperKind.MEMBER_FORM, [paper.subject], PaperSize.A4, tmp_path)
    assert list(tmp_path.iterdir()) == [kept]
