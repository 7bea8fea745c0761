"""Logging setup that hides the bot's token and the operator's keys, and keeps each message in one line."""

import datetime as dt
import json
import logging
import math
import os
import re
from collections.abc import Mapping
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

from telegram.error import TelegramError

from bot.runtime.tracebacks import format_error
from bot.settings import LogFormat

_FORMAT = "%(asctime)s %(levelname)-8s %(name)s: %(message)s"
_VALUE = re.compile(r"%[-#0 +.\d]*[a-zA-Z]")
_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# Others, such as python-telegram-bot, write whole messages of people into their debugging lines.
_OWN = ("bot", "handlers", "jogan", "sources", "storage")
"""Loggers whose level an operator can lower."""

_JOURNAL_LEVELS = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}
"""Levels of the journal."""

_REDACTED = "<secret>"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class RedactingFormatter(logging.Formatter):
    """Formats records, tracebacks included, with secrets hidden.

    Args:
        secrets: texts to hide; empty ones are ignored.
    """

    def __init__(self, *secrets: str) -> None:
        super().__init__(_FORMAT)
        self._secrets = secrets

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's
        """Return the time of a record in the machine's zone, with its offset."""
        return dt.datetime.fromtimestamp(record.created, dt.UTC).astimezone().isoformat(" ", "milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line of a record; what would end it or move the cursor is written as an escape."""
        # A file's name or a server's message may hold a line end, and what follows would look like a line of the log.
        record.message = escape_controls(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: N802 - as above
        """Return a traceback without words that people may have written."""
        return format_error(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        # The whole text, because tracebacks quote URLs with the token in them.
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """Return a text with the secrets hidden."""
        return redact(text, *self._secrets)


class JsonFormatter(RedactingFormatter):
    """Formats records as one JSON object a line, with secrets hidden.

    The field `event` is the message without its values, as docs/log.md lists them; `values` are these in their order.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        fields: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.redact(_VALUE.sub("…", str(record.msg))),
            "message": self.redact(record.getMessage()),
        }
        if record.args:
            fields["values"] = self._convert(record.args)
        if record.exc_info:
            fields["error"] = self.redact(self.formatException(record.exc_info))
        return json.dumps(fields, ensure_ascii=False)

    def _convert(self, value: object) -> object:
        """Return a value as JSON has it: numbers as numbers, all else as text with secrets hidden."""
        match value:
            case Mapping():
                return {str(name): self._convert(one) for name, one in value.items()}
            case tuple():
                return [self._convert(one) for one in value]
            case int():
                return value
            case float() if math.isfinite(value):
                return value
            case _:
                return self.redact(str(value))


class JournalFormatter(RedactingFormatter):
    """Formats records for systemd's journal, which has the time of each line and reads its level from a prefix.

    The prefixes are those of sd-daemon(3).
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, each line with its level."""
        level = max((one for one in _JOURNAL_LEVELS if one <= record.levelno), default=logging.DEBUG)
        text = super().format(record)
        return "\n".join(f"<{_JOURNAL_LEVELS[level]}>{line}" for line in text.splitlines())

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line of a record, without time and level."""
        return f"{record.name}: {escape_controls(record.message)}"


def _is_journal(stream: TextIO) -> bool:
    """Return whether a stream goes to systemd's journal, as the variable of systemd.exec(5) tells."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def escape_controls(text: str) -> str:
    r"""Return a text with control characters, line ends and marks of writing direction as escapes, such as ``\n``."""
    return _CONTROL.sub(lambda control: control[0].encode("unicode_escape").decode(), text)


def redact(text: str, *secrets: str) -> str:
    """Return a text with secrets replaced, in plain form and percent-encoded as in URLs."""
    for secret in filter(None, secrets):
        # A URL in an error holds the key percent-encoded.
        for form in (secret, quote(secret, safe=""), quote(secret)):
            text = text.replace(form, _REDACTED)
    return text


def configure_logging(*secrets: str, level: int = logging.INFO, form: LogFormat = LogFormat.TEXT) -> None:
    """Log to standard error.

    Args:
        secrets: texts to hide.
        level: the lowest level of the bot's own lines; those of libraries have at least `INFO`.
        form: form of the lines.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter_of(form, handler.stream)(*secrets))
    handler.addFilter(_drop_network_traceback)
    # force: handlers that a library has added would log without redaction.
    logging.basicConfig(level=max(level, logging.INFO), handlers=[handler], force=True)
    for name in _OWN:
        logging.getLogger(name).setLevel(level)
    # It quotes whole answers, in which people's words are; the bot itself logs what failed.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    # Alembic logs each start, and trafilatura each page; one without an article is reported by Jogan itself.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    # APScheduler warns of each run that is skipped because the last one still works, which is intended; failed jobs are
    # logged by `bot.scheduler`.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    # It logs the begin and the end of each job; failed ones too are logged by `bot.scheduler`.
    logging.getLogger("procrastinate").setLevel(logging.WARNING)


def _formatter_of(form: LogFormat, stream: TextIO) -> type[RedactingFormatter]:
    if form is LogFormat.JSON:
        return JsonFormatter
    return JournalFormatter if _is_journal(stream) else RedactingFormatter


def _drop_network_traceback(record: logging.LogRecord) -> bool:
    """Remove python-telegram-bot's traceback of an error that the network or Telegram caused; keep the record."""
    external = TelegramError, ValueError  # ValueError: the response is not JSON
    if record.name.startswith("telegram.") and record.exc_info and isinstance(record.exc_info[1], external):
        # The message says it all; the traceback shows only code of libraries.
        record.exc_info = None
    return True
