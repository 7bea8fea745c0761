"""Logs, in which the bot's token never appears."""

import logging
from urllib.parse import quote

_FORMAT = "%(asctime)s %(levelname)-8s %(name)s: %(message)s"
_HIDDEN = "<token>"


class RedactingFormatter(logging.Formatter):
    """Formats records, tracebacks included, with a secret hidden.

    Args:
        secret: what must not be seen, or None.
    """

    def __init__(self, secret: str | None) -> None:
        super().__init__(_FORMAT)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        return redact(super().format(record), self._secret)


def redact(text: str, secret: str | None) -> str:
    """A text with a secret hidden, as it is and as it stands in a URL."""
    if not secret:
        return text
    return text.replace(secret, _HIDDEN).replace(quote(secret, safe=""), _HIDDEN)


def set_up_logs(secret: str | None, level: int = logging.INFO) -> None:
    """Log to standard error, with `secret` hidden."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secret))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These tell of every request, every ring of the bell, and every start.
    for talkative in ("httpx", "httpcore", "apscheduler", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
