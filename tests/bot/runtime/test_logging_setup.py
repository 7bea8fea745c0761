import datetime as dt
import json
import logging
import os
import sys
from pathlib import Path

import pytest
from telegram.error import InvalidToken

from bot.runtime.logging_setup import JsonFormatter, RedactingFormatter, configure_logging, redact
from bot.settings import LogFormat, LogLevel
from tests.log_setup import loggers_as_they_were

TOKEN = "123456:AA-secret_part/+="  # noqa: S105 - no bot has it
QUOTED = "123456%3AAA-secret_part%2F%2B%3D"


def record(message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("jogan", logging.INFO, "file.py", 1, message, values, None)


def with_traceback(words: str) -> logging.LogRecord:
    failed = record("failed")
    try:
        int(words)
    except ValueError:  # whose words repeat what was given
        failed.exc_info = sys.exc_info()
    return failed


def with_error(error: Exception) -> logging.LogRecord:
    failed = record("failed")
    failed.exc_info = (type(error), error, None)
    return failed


@pytest.mark.parametrize(
    "hidden",
    [
        record(f"POST https://api.telegram.org/bot{TOKEN}/getMe"),
        record("POST %s", f"https://api.telegram.org/bot{TOKEN}/getMe"),
        record("POST %s", f"https://proxy.example/?url={QUOTED}"),
        with_error(RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")),
    ],
    ids=["message", "value", "quoted", "traceback"],
)
def test_the_token_is_hidden(hidden: logging.LogRecord) -> None:
    line = RedactingFormatter(TOKEN).format(hidden)
    assert "<secret>" in line
    assert "secret_part" not in line


@pytest.mark.parametrize("control", ["\n", "\r", "\x1b[2K", "\u2028", "\u202e", "\x85"], ids=ascii)
def test_a_name_cannot_begin_a_line_of_its_own(control: str) -> None:
    line = RedactingFormatter().format(record("%s rejected", f"a{control}2026-01-01 ERROR    jogan: b"))
    assert control[0] not in line
    assert len(line.splitlines()) == 1
    assert line.endswith("jogan: b rejected")


def test_a_traceback_keeps_its_lines() -> None:
    assert len(RedactingFormatter().format(with_traceback("seven")).splitlines()) > 3


def test_the_rest_of_a_line_stays() -> None:
    assert RedactingFormatter(TOKEN).format(record("%d bulletins", 3)).endswith("INFO     jogan: 3 bulletins")


@pytest.mark.parametrize("secrets", [(), ("",)], ids=["none", "empty"])
def test_without_a_secret_nothing_is_hidden(secrets: tuple[str, ...]) -> None:
    assert redact("abc", *secrets) == "abc"


def test_each_of_several_secrets_is_hidden() -> None:
    assert redact("one, two, three", "one", "", "three") == "<secret>, two, <secret>"


def test_log_lines_on_standard_error_hide_the_token(capsys: pytest.CaptureFixture[str]) -> None:
    with loggers_as_they_were():
        configure_logging(TOKEN)
        logging.getLogger("anything").warning("the token is %s", TOKEN)
        logging.getLogger("apscheduler.scheduler").warning("a run was skipped")
        logging.getLogger("apscheduler.executors.default").error("a job raised an exception")
    assert capsys.readouterr().err.endswith("WARNING  anything: the token is <secret>\n")


def test_errors_of_telegram_are_logged_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with loggers_as_they_were():
        configure_logging(TOKEN)
        for error in (InvalidToken("no"), RuntimeError("a bug")):
            logging.getLogger("telegram.ext.Updater").error("%s", error, exc_info=error)
    logged = capsys.readouterr().err
    assert "ERROR    telegram.ext.Updater: no\n" in logged
    assert "InvalidToken" not in logged
    assert "RuntimeError: a bug" in logged


def test_pages_without_an_article_are_not_logged_by_trafilatura(capsys: pytest.CaptureFixture[str]) -> None:
    with loggers_as_they_were():
        configure_logging()
        logging.getLogger("trafilatura.core").warning("discarding data: None")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["a/b+c==", "a/b%2Bc%3D%3D", "a%2Fb%2Bc%3D%3D"])
def test_a_key_is_hidden_however_an_address_encodes_it(form: str) -> None:
    assert redact(f"GET /?key={form}&page=1", "a/b+c==") == "GET /?key=<secret>&page=1"


def test_the_time_of_a_line_has_its_offset() -> None:
    line = RedactingFormatter().format(record("3 bulletins"))
    day, clock = line.split()[:2]
    moment = dt.datetime.fromisoformat(f"{day} {clock}")
    assert moment.utcoffset() == dt.datetime.now().astimezone().utcoffset()
    assert abs(dt.datetime.now(dt.UTC) - moment) < dt.timedelta(minutes=1)


def test_a_line_of_json_has_the_message_with_and_without_its_values() -> None:
    fields = json.loads(JsonFormatter(TOKEN).format(record("Source %s failed: %s", "인천신문", f"a\nb {TOKEN}")))
    assert fields.pop("time").endswith("+00:00")
    assert fields == {
        "level": "info",
        "logger": "jogan",
        "event": "Source … failed: …",
        "message": "Source 인천신문 failed: a\nb <secret>",
        "values": ["인천신문", "a\nb <secret>"],
    }


def test_numbers_of_a_line_are_numbers_in_json() -> None:
    line = JsonFormatter().format(record("%d due, took %.1f s, %s, until %s", 3, 2.5, float("nan"), dt.time(7)))
    assert json.loads(line)["values"] == [3, 2.5, "nan", "07:00:00"]
    assert "values" not in json.loads(JsonFormatter().format(record("Started")))


def test_values_by_their_names_are_an_object_in_json() -> None:
    line = JsonFormatter().format(record("%(due)d due", {"due": 3}))
    assert json.loads(line)["values"] == {"due": 3}


def test_a_bug_is_a_line_of_json_too() -> None:
    line = JsonFormatter().format(with_traceback("seven"))
    assert "\n" not in line
    assert json.loads(line)["error"].endswith("\nValueError")


def test_only_the_bots_own_lines_can_be_lowered_to_debugging(capsys: pytest.CaptureFixture[str]) -> None:
    with loggers_as_they_were():
        configure_logging(level=LogLevel.DEBUG.number, form=LogFormat.JSON)
        logging.getLogger("bot.anything").debug("ours")
        # It quotes what people write.
        logging.getLogger("telegram.Bot").debug("sendMessage with text")
        logging.getLogger("telegram.request.BaseRequest").error("Can not load invalid JSON data: text")
        configure_logging(level=LogLevel.ERROR.number)
        logging.getLogger("bot.anything").warning("too low")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "ours"


def test_the_journal_gets_levels_instead_of_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "journal").open("w+") as journal, loggers_as_they_were():
        monkeypatch.setattr(sys, "stderr", journal)
        monkeypatch.setenv("JOURNAL_STREAM", f"{os.fstat(journal.fileno()).st_dev}:{os.fstat(journal.fileno()).st_ino}")
        configure_logging(TOKEN)
        logging.getLogger("jogan").info("listening with %s", TOKEN)
        logging.getLogger("jogan").error("failed", exc_info=with_traceback("x").exc_info)
        journal.seek(0)
        first, *others = journal.read().splitlines()
    assert first == "<6>jogan: listening with <secret>"
    assert others[0] == "<3>jogan: failed"
    assert len(others) > 2
    assert all(line.startswith("<3>") for line in others)


@pytest.mark.parametrize("name", ["0:0", ""])
def test_what_is_not_the_journal_gets_times(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "file").open("w+") as file, loggers_as_they_were():
        monkeypatch.setattr(sys, "stderr", file)
        monkeypatch.setenv("JOURNAL_STREAM", name)
        configure_logging()
        logging.getLogger("jogan").info("listening")
        file.seek(0)
        assert file.read().endswith("INFO     jogan: listening\n")
