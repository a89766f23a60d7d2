"""The command that checks a paper by a photo, a scan, a PDF, or its typed code."""

from pathlib import Path
from typing import Any

from kube_desktop.commands.output import Answer
from kube_desktop.domain.errors import DomainError
from kube_desktop.domain.papers import id_of
from kube_desktop.domain.proof import MARK, read_code
from kube_desktop.domain.verdict import Light, Verdict
from kube_desktop.services.opening import Services

_MOST_BYTES = 200_000_000


def check_paper(services: Services, what: str, answer: Answer) -> int:
    """Check what a file or a code proves, say it, and return 0 when nothing is red.

    Raises:
        DomainError: When there is no such file and it is no code either.

    """
    path = Path(what)
    if path.is_file():
        if path.stat().st_size > _MOST_BYTES:
            raise DomainError(f"Berkas {path} terlalu besar untuk dibaca.")
        verdicts = [one for _, one in services.proofing.check_file(path.read_bytes())]
    elif what.startswith(MARK) or read_code(what):
        verdicts = [services.proofing.check(what)]
    else:
        raise DomainError(f"Berkas {what} tidak ada, dan bukan kode verifikasi yang benar.")
    lines = [line for verdict in verdicts for line in _lines(verdict)]
    facts = {"kertas": [_facts(verdict) for verdict in verdicts]}
    if any(verdict.light is Light.RED for verdict in verdicts):
        return answer.failure(lines, facts)
    return answer.success(lines, facts)


def _lines(verdict: Verdict) -> list[str]:
    return [
        verdict.title,
        *(f"  {one.title}: {one.word} ({one.light.value}). {one.text}" for one in verdict.lamps),
        *(
            f"    {one.label}: kertas {one.paper}; basis data {one.database}"
            for one in verdict.differences
        ),
    ]


def _facts(verdict: Verdict) -> dict[str, Any]:
    return {
        "judul": verdict.title,
        "lampu": [
            {"apa": one.title, "warna": one.light.value, "kata": one.word, "kalimat": one.text}
            for one in verdict.lamps
        ],
        "perbedaan": [
            {"apa": one.label, "kertas": one.paper, "basis_data": one.database}
            for one in verdict.differences
        ],
        "jenis": verdict.kind.value if verdict.kind else None,
        "id": str(id_of(verdict.subject)) if verdict.subject else None,
    }
