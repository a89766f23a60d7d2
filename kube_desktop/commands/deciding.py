"""Commands about differences: list them as sentences, decide them, take decisions back."""

import argparse
from dataclasses import replace
from typing import Any

from kube_desktop.commands.output import Answer as Said
from kube_desktop.commands.parsing import UsageError
from kube_desktop.domain.differences import (
    Answer,
    Choice,
    Decision,
    DeskCard,
    DeskFilter,
    DeskItem,
    Ruling,
)
from kube_desktop.domain.errors import DomainError
from kube_desktop.services.opening import Services

_ALL = 100_000


def list_differences(services: Services, parsed: argparse.Namespace, answer: Said) -> int:
    """Say everything that waits for a person, or what was decided."""
    desk = services.differences
    if parsed.selesai:
        decided = desk.decided(_ALL)
        lines = [f"{len(decided)} putusan, yang terbaru lebih dulu:"]
        for made in decided:
            undone = " (sudah diurungkan)" if made.is_undone else ""
            lines += [f"[{made.id}] {made.who}{undone}", f"  {made.sentence}"]
        return answer.success(lines, {"putusan": [_made(one) for one in decided]})
    items = desk.items(DeskFilter(most=_ALL, region=parsed.wilayah or ""))
    lines = [f"{len(items)} perbedaan menunggu keputusan."]
    for item in items:
        lines += [f"[{item.code}] {item.tag.value} · {item.title} · {item.about}"]
        lines += [f"  {item.sentence}"]
        if item.asked:
            said = f" Jawaban: {item.answer}" if item.answer else ""
            lines.append(f"  Ditanyakan: {item.asked}{said}")
    return answer.success(lines, {"perbedaan": [_item(one) for one in items]})


def decide(services: Services, parsed: argparse.Namespace, answer: Said) -> int:
    """Decide one difference, or take a decision back."""
    desk = services.differences
    if parsed.urungkan:
        desk.undo(parsed.id)
        return answer.success(["Putusan diurungkan."], {"diurungkan": parsed.id})
    card = desk.open(desk.find(parsed.id).id)
    made = desk.decide(card.item.id, _ruling(card, parsed), card.stamp)
    return answer.success(
        [made.sentence or "Diputuskan.", f"Putusan ini dapat diurungkan: {made.id}"],
        {"putusan": _made(made)},
    )


def _ruling(card: DeskCard, parsed: argparse.Namespace) -> Ruling:
    """Return what the words of the command mean for this card.

    Raises:
        UsageError: When they do not say what is to be done.

    """
    reason = parsed.alasan or ""
    offered = {option.answer: option for option in card.answers}
    wanted = Answer(parsed.jawab) if parsed.jawab else _meant(card, parsed)
    if wanted not in offered:
        raise DomainError(
            "Jawaban ini tidak ada untuk perbedaan ini. Yang ada: "
            f"{', '.join(f'{one.value} ({option.label})' for one, option in offered.items())}."
        )
    ruling = Ruling(answer=wanted, reason=reason)
    if wanted is not Answer.VALUES:
        party = None if parsed.pakai is None else parsed.pakai - 1
        typed = (Choice(column=_column_of(card, parsed), typed=parsed.isi),) if parsed.isi else ()
        return replace(ruling, party=party, choices=typed)
    fields = [one for one in card.fields if parsed.kolom in {None, one.column}]
    if not fields:
        known = ", ".join(one.column for one in card.fields)
        raise DomainError(f"Kolom {parsed.kolom} tidak berbeda di sini. Yang berbeda: {known}.")
    if parsed.isi is not None:
        if len(fields) > 1:
            raise UsageError("Beberapa kolom berbeda. Sebut satu dengan --kolom NAMA.")
        return replace(ruling, choices=(Choice(column=fields[0].column, typed=parsed.isi),))
    if parsed.pakai is None:
        raise UsageError("Sebut nilai mana yang dipakai: --pakai 1, --pakai 2, atau --isi NILAI.")
    return replace(
        ruling, choices=tuple(Choice(column=one.column, side=parsed.pakai) for one in fields)
    )


def _meant(card: DeskCard, parsed: argparse.Namespace) -> Answer:
    answers = [option.answer for option in card.answers]
    if Answer.VALUES in answers and (parsed.pakai or parsed.isi is not None):
        return Answer.VALUES
    if Answer.PICK in answers and parsed.pakai:
        return Answer.PICK
    if len(answers) == 1:
        return answers[0]
    raise UsageError(f"Sebut jawabannya dengan --jawab {'|'.join(answers)}.")


def _column_of(card: DeskCard, parsed: argparse.Namespace) -> str:
    numbers = {"handovers": "bast_number", "groups": "register_number"}
    return str(parsed.kolom or numbers.get(card.item.table, ""))


def _item(item: DeskItem) -> dict[str, Any]:
    return {
        "kode": item.code,
        "id": item.id,
        "jenis": item.kind.value,
        "tanda": item.tag.value,
        "judul": item.title,
        "tentang": item.about,
        "kalimat": item.sentence,
        "wilayah": item.where,
        "hanya_manusia": item.is_protected,
        "ditanyakan": item.asked,
        "jawaban": item.answer,
    }


def _made(made: Decision) -> dict[str, Any]:
    return {
        "id": made.id,
        "perbedaan": made.item_id,
        "judul": made.title,
        "kalimat": made.sentence,
        "oleh": made.who,
        "pada": made.at.isoformat() if made.at else None,
        "alasan": made.reason,
        "diurungkan": made.is_undone,
    }
