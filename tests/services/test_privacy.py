"""Nothing of anybody can be read in the files of the folder, nor in the logs."""

import logging
import re

import pytest
from builders import a_family_card, a_handover, a_member, a_nik, a_recorded_team, a_visit
from workplaces import Clock, official_of, opened

from kube_desktop.domain.errors import ValidationError
from kube_desktop.domain.ids import new_id
from kube_desktop.domain.plain import to_plain
from kube_desktop.logs import redact, start_logging

NAME = "Ratnaningsih"
PHONE = "081234567890"
GROUP = "Kenangaraya"


@pytest.fixture
def lived_in(data_paths):
    """A folder in which people were recorded, corrected, backed up and the program was closed."""
    log = start_logging(data_paths.logs, logging.DEBUG)
    with opened(data_paths, Clock()) as services:
        team = a_recorded_team(services, name=GROUP)
        services.members.enrol(team.group_id, a_member(6, name=NAME, phone=PHONE, address=NAME))
        handover = a_handover(
            group_id=team.group_id, person_id=team.chair, official_id=official_of(services)
        )
        services.aid.record(handover)
        services.mentoring.record(a_visit(group_id=team.group_id, activity=f"Rumah {NAME}"))
        services.drafts.keep(new_id(), "members", NAME, to_plain(a_member(7, name=NAME)))
        with pytest.raises(ValidationError):
            services.members.enrol(team.group_id, a_member(1, name=NAME))
        services.backups.make()
        files_while_open = read_all(data_paths)
    return {**files_while_open, **{f"closed {k}": v for k, v in read_all(data_paths).items()}}, log


def read_all(paths):
    return {
        str(path.relative_to(paths.root)): path.read_bytes()
        for path in paths.root.rglob("*")
        if path.is_file()
    }


def test_no_name_and_no_number_is_readable_in_any_file(lived_in):
    files, _ = lived_in
    assert {"kube.db", "closed kube.db"} <= set(files)
    assert any(name.startswith("cadangan/") for name in files)
    secrets = [NAME, GROUP, PHONE, PHONE[1:], a_nik(1), a_nik(6), a_family_card(6), "Contoh"]
    for name, content in files.items():
        for secret in secrets:
            for encoded in (secret.encode(), secret.encode("utf-16-le"), secret.lower().encode()):
                assert encoded not in content, (name, secret)


def test_no_long_run_of_digits_that_could_be_a_nik_is_in_any_text_file(lived_in):
    files, _ = lived_in
    for name, content in files.items():
        if name.endswith((".json", ".log")):
            # The number of a branch is longer: sixteen of its digits are no NIK.
            found = re.findall(rb"(?<!\d)64\d{14}(?!\d)", content)
            assert not found, name


@pytest.mark.parametrize(
    "private",
    [
        "6407054506859001", "6407 0545 0685 9001", "6407.0545.0685.9001", "6407-0545-0685-9001",
        "081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "(0812) 3456 7890",
        "+6281234567890", "+62 812-3456-7890", "6281234567890", "0812345678",
        "197001011995039001", "19700101 199503 9 001", "003112345678",
    ],
)  # fmt: skip
def test_numbers_of_people_are_hidden_in_logs(private):
    digits = re.sub(r"\D", "", private)
    for sentence in (private, f"NIK {private} sudah dipakai", f"x={private}, y=1", f"'{private}'"):
        left = re.sub(r"\D", "", redact(sentence).replace("y=1", ""))
        assert not left, (sentence, redact(sentence))
        assert digits not in redact(sentence)


@pytest.mark.parametrize(
    "harmless",
    [
        "opened kube.db in 35 ms", "schema 1 of 1", "page 5 of 1038", "2026-11-19 09:41:05,123",
        "error 0x80070005", "port 8080", "127.0.0.1", "Rp20.000.000", "line 1234, in record",
    ],
)  # fmt: skip
def test_what_helps_to_find_a_fault_stays_in_the_log(harmless):
    assert redact(harmless) == harmless


def test_the_log_file_hides_numbers_in_messages_arguments_and_tracebacks(tmp_path):
    log = start_logging(tmp_path)
    logger = logging.getLogger("kube_desktop.test")
    logger.info("recorded %s", "6407054506859001")
    try:
        int("0812-3456-7890")
    except ValueError:
        logger.exception("failed for 6407 0545 0685 9001")
    content = log.read_text("utf-8")
    assert "recorded •" in content
    assert "ValueError: invalid literal for int() with base 10: '•'" in content
    assert not re.search(r"6407|0812", content)


def test_starting_the_log_twice_writes_each_line_once(tmp_path):
    (tmp_path / "two").mkdir()
    start_logging(tmp_path)
    log = start_logging(tmp_path / "two")
    logging.getLogger("kube_desktop.test").warning("only once")
    assert log.read_text("utf-8").count("only once") == 1
    assert not (tmp_path / "kube.log").read_text("utf-8").count("only once")


@pytest.fixture(autouse=True)
def quiet_afterwards():
    yield
    root = logging.getLogger()
    for handler in [one for one in root.handlers if hasattr(one, "baseFilename")]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.WARNING)
