"""Logs, in which the bot's token and the operator's keys never appear."""

import logging
from urllib.parse import quote

from telegram.error import TelegramError

_FORMAT = "%(asctime)s %(levelname)-8s %(name)s: %(message)s"
_HIDDEN = "<secret>"


class RedactingFormatter(logging.Formatter):
    """Formats records, tracebacks included, with secrets hidden.

    Args:
        secrets: what must not be seen; empty ones are none.
    """

    def __init__(self, *secrets: str) -> None:
        super().__init__(_FORMAT)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        return redact(super().format(record), *self._secrets)


def redact(text: str, *secrets: str) -> str:
    """A text with secrets hidden, as they are and as they stand in URLs."""
    for secret in filter(None, secrets):
        text = text.replace(secret, _HIDDEN).replace(quote(secret, safe=""), _HIDDEN)
    return text


def configure_logging(*secrets: str, level: int = logging.INFO) -> None:
    """Log to standard error, with `secrets` hidden."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(*secrets))
    handler.addFilter(_shorten)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These tell of every start, and of every page.
    for talkative in ("alembic", "trafilatura"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    # Its warnings are of rings that were passed over while the last one's work went on, as they are meant to be; what
    # has failed is told by `bot.scheduler`.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)


def _shorten(record: logging.LogRecord) -> bool:
    """Take away the traceback with which python-telegram-bot tells that Telegram cannot be reached or refuses."""
    known = TelegramError, ValueError  # the latter of an answer that is no JSON
    if record.name.startswith("telegram.") and record.exc_info and isinstance(record.exc_info[1], known):
        record.exc_info = None
    return True
