"""Webhook: keeps it set at Telegram, and watches whether updates arrive (docs/decisions/049)."""

import asyncio
import enum
import hashlib
import hmac
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.clock import elapsed
from bot.inbound.certificate import Certificate
from bot.inbound.polling import ALLOWED_UPDATES, pause_after
from bot.monitoring.monitor import Monitor
from bot.monitoring.outages import Outage
from bot.telegram_api.api_errors import Reaction, classify, seconds_of

if TYPE_CHECKING:
    from bot.inbound.webhook_server import Inbox

LOOK_SECONDS = 30.0
"""Seconds between two looks at the webhook."""

_SECRET_PURPOSE = b"jogan webhook secret"
_log = logging.getLogger(__name__)


class _Trouble(enum.Enum):
    """Trouble with the webhook."""

    REPLACED = enum.auto()
    UNDELIVERED = enum.auto()


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """Registration of a webhook with Telegram.

    Attributes:
        url: its URL.
        secret: with which Telegram identifies itself.
        connections: most updates that are delivered at the same time.
        certificate: the certificate of its server, if that does TLS itself.
    """

    url: str
    secret: str
    connections: int
    certificate: Certificate | None = None


def derive_secret(token: str) -> str:
    """Return the secret of a bot whose operator has chosen none: always the same, and of no use without the token."""
    return hmac.new(token.encode(), _SECRET_PURPOSE, hashlib.sha256).hexdigest()


class Webhook:
    """Keeps the webhook set until it is stopped, or until Telegram rejects the token.

    It stays set at the end, so that updates wait at Telegram.

    Args:
        bot: the bot.
        target: the webhook.
        inbox: takes the updates.
        token_rejected: is set when Telegram rejects the token.
        now: monotonic clock, seconds.
        monitor: learns when Telegram answered, and whether updates arrive.
    """

    def __init__(
        self,
        bot: Bot,
        target: WebhookTarget,
        inbox: "Inbox",
        token_rejected: asyncio.Event,
        now: Callable[[], float] = elapsed,
        monitor: Monitor | None = None,
    ) -> None:
        self._monitor = monitor or Monitor()
        self._bot = bot
        self._target = target
        self._inbox = inbox
        self._token_rejected = token_rejected
        self._calls, self._deliveries = Outage(now), Outage(now)
        self._failures = 0
        self._is_set = False
        self._last: WebhookInfo | None = None
        self._received = 0
        self._reported: set[_Trouble] = set()

    async def run(self) -> None:
        """Set the webhook and look after it until cancelled, or until Telegram rejects the token."""
        while not self._token_rejected.is_set():
            pause = await self._step()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._token_rejected.wait()

    async def _step(self) -> float:
        """Set the webhook, or look at it; return the seconds until the next step."""
        self._inbox.parser.report_if_due()
        try:
            await (self.look() if self._is_set else self._set())
        except Exception as error:  # noqa: BLE001 - a loop that ends leaves the bot deaf
            return self._note_failure(error)
        self._monitor.polls.beat()
        self._failures = 0
        if duration := self._calls.end():
            _log.info("Telegram answers again, after %s", duration)
        return LOOK_SECONDS

    async def _set(self) -> None:
        """Set the webhook.

        Raises:
            TelegramError: Telegram did not answer, or refused it.
        """
        url, certificate = self._target.url, self._target.certificate
        info = await self._bot.get_webhook_info()
        if info.url not in {"", url}:
            message = "Replacing the webhook of this bot at %s; did another program set it?"
            # The rest of the URL may hold a secret.
            _log.warning(message, _host(info.url))
        # Before updates come: these have waited.
        self._inbox.expect_backlog(info.pending_update_count)
        await self._bot.set_webhook(
            url,
            certificate=await asyncio.to_thread(_prepare, certificate, _host(url)) if certificate else None,
            max_connections=self._target.connections,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=self._target.secret,
        )
        self._is_set, self._last, self._monitor.webhook_trouble = True, info, None
        _log.info("The webhook is set to %s", _host(url))

    async def look(self) -> None:
        """Look whether updates arrive; set the webhook again if its certificate was renewed.

        Raises:
            TelegramError: Telegram did not answer.
        """
        certificate = self._target.certificate
        if certificate is not None and await asyncio.to_thread(certificate.reload):
            await self._set()
            return
        info = await self._bot.get_webhook_info()
        found = self._find_trouble(info)
        if found or not info.pending_update_count:
            # After a trouble updates arrive that have waited.
            self._inbox.expect_backlog(info.pending_update_count)
        self._last, self._received = info, self._inbox.received
        self._report(*(found or (None, None)))

    def _find_trouble(self, info: WebhookInfo) -> tuple[_Trouble, str] | None:
        """Return why updates do not arrive, and in words; None if they do."""
        if info.url != self._target.url:
            return _Trouble.REPLACED, f"set to {_host(info.url)}" if info.url else "removed"
        before = self._last
        is_new_error = info.last_error_date and (before is None or info.last_error_date != before.last_error_date)
        # An update can be on its way at the moment of a look; Telegram tells no error if a connection is closed.
        is_stuck = before and before.pending_update_count and self._received == self._inbox.received
        if is_new_error or (is_stuck and info.pending_update_count):
            return _Trouble.UNDELIVERED, info.last_error_message or "no updates arrive"
        return None

    def _report(self, trouble: _Trouble | None, reason: str | None) -> None:
        """Log the beginning and the end of a trouble, once each."""
        self._monitor.webhook_trouble = reason
        if trouble is None:
            self._reported.clear()
            if duration := self._deliveries.end():
                _log.info("Updates arrive at the webhook again, after %s", duration)
            return
        self._deliveries.begin()
        if trouble in self._reported:
            return
        self._reported.add(trouble)
        if trouble is _Trouble.REPLACED:
            _log.error(
                "The webhook of this bot was %s, so that no updates come here. Stop the program that did it, "
                "then restart Jogan, which sets it again",
                reason,
            )
        else:
            _log.warning("Telegram cannot deliver updates to the webhook, it will retry: %s", reason)

    def _note_failure(self, error: Exception) -> float:
        """Log the beginning of an outage; return the seconds to wait, more after each failure in a row."""
        # The bot's own account could be read, so that the token was right.
        if isinstance(error, InvalidToken) and classify(error, attempts=0).reaction is Reaction.BAD_TOKEN:
            self._token_rejected.set()
            return 0.0
        pause = pause_after(self._failures)
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds_of(error))
        self._failures += 1
        # The text of another error may quote the answer.
        reason = classify(error, 0).description if isinstance(error, TelegramError) else type(error).__name__
        if not self._is_set:
            self._monitor.webhook_trouble = f"not set: {reason}"
        if self._calls.begin():
            _log.warning("Could not set or look at the webhook, will retry: %s", reason)
        return pause


def _prepare(certificate: Certificate, host: str) -> bytes | None:
    """Return what of a certificate Telegram must be given; log it if no client would take it."""
    upload = certificate.find_upload()
    if upload is not None and (fault := certificate.find_fault()):
        _log.error("The certificate of the webhook is not valid for %s: %s", host, fault)
    return upload


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
