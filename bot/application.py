"""The Telegram application: built, run, and stopped."""

import asyncio
import itertools
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults

from bot.cluster.chat_lanes import ChatLanes, get_lane
from bot.cluster.forwarding import Forwarding
from bot.cluster.membership import Membership
from bot.cluster.reach import Reach
from bot.cluster.roles import POLLING, Role
from bot.context import Context, JoganApplication
from bot.dependencies import Dependencies
from bot.errors import AlreadyRunning, BotError, Pruned, TokenRejected
from bot.inbound.certificate import Certificate
from bot.inbound.dispatcher import Dispatcher
from bot.inbound.parsing import UpdateParser
from bot.inbound.polling import Polling, pause_after
from bot.inbound.webhook import Webhook, WebhookTarget, derive_secret
from bot.monitoring.outages import Outage
from bot.runtime.process import exit_within
from bot.setting_values import parse_listen_address
from bot.settings import Settings
from bot.telegram_api.proxies import Proxy
from bot.telegram_api.rate_limiter import PAID_MESSAGES_PER_SECOND, Limiter
from bot.telegram_api.transport import MAX_CONCURRENT_BULLETINS, Lease, Superseded, Transport

if TYPE_CHECKING:
    from bot.inbound.webhook_server import Inbox

CONCURRENT_UPDATES = 64
"""Updates that are processed at the same time."""

# All in all less than the 10 s after which Docker and others kill a process.
CALLS_GRACE = 4.0
"""Seconds after a stop signal until the calls of Telegram that are still in flight are given up."""

_STOP_LIMIT = 9.0
"""Seconds after a stop signal until the process ends in any case."""

# While it waits on a dead connection, the bot hears nothing.
_POLL_READ = 30.0
"""Seconds, in addition to the length of a poll, until its answer must be complete."""

# No quoting: Telegram rejects a reply to a message that was deleted in the meantime.
_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True), do_quote=False
)
_log = logging.getLogger(__name__)


def make_application(
    token: str,
    dependencies: Dependencies,
    register: Callable[[JoganApplication], None],
    limiter: Limiter | None = None,
    lease: Lease | None = None,
    proxy: Proxy | None = None,
    webhook: WebhookTarget | None = None,
) -> JoganApplication:
    """Build the application; nothing is sent yet.

    Args:
        token: the bot's token.
        dependencies: the parts of the bot that handlers use.
        register: registers the handlers and the admission.
        limiter: limits the rate of messages; to Telegram's limits by default.
        lease: the right of this process to call Telegram; None if it needs none.
        proxy: the proxy to Telegram; None for a direct connection.
        webhook: the webhook at which updates arrive; None if they are polled.
    """
    limiter = limiter or Limiter(paid_rate=PAID_MESSAGES_PER_SECOND if dependencies.settings.paid_broadcasts else None)
    # Room for replies in addition to a full broadcast, so that nobody waits for a bulletin's connection.
    metrics = dependencies.monitor.metrics
    transport = Transport(MAX_CONCURRENT_BULLETINS + CONCURRENT_UPDATES, proxy=proxy, lease=lease, metrics=metrics)
    # A connection of its own, so that no answer waits until a long poll ends.
    polling_transport = Transport(connections=1, read=_POLL_READ, proxy=proxy, lease=lease, metrics=metrics)
    parts = {
        "dependencies": dependencies,
        "limiter": limiter,
        "transport": transport,
        "polling_transport": polling_transport,
        "dispatcher": Dispatcher(limiter, CONCURRENT_UPDATES, metrics),
        "token_rejected": asyncio.Event(),
        "webhook": webhook,
    }
    built = (
        ApplicationBuilder()
        .application_class(JoganApplication, parts)
        .request(transport)
        .get_updates_request(polling_transport)
        # `bot.inbound` gets the updates.
        .updater(None)
        .rate_limiter(limiter)
        .token(token)
        .base_url(dependencies.settings.telegram_api)
        .context_types(ContextTypes(context=Context))
        .defaults(_DEFAULTS)
        # `bot.scheduler` has the jobs.
        .job_queue(None)
        .build()
    )
    application = cast("JoganApplication", built)
    register(application)
    return application


def make_webhook_target(settings: Settings, token: str) -> WebhookTarget | None:
    """Return the webhook of the settings; None if updates are polled.

    Raises:
        InvalidInput: the certificate cannot be used.
    """
    url, path, key = settings.webhook_url, settings.webhook_certificate, settings.webhook_key
    if url is None:
        return None
    given = settings.webhook_secret
    secret = given.value if given else derive_secret(token)
    certificate = Certificate(path, key, url) if path and key else None
    return WebhookTarget(url, secret, settings.webhook_connections, certificate)


@asynccontextmanager
async def running(application: JoganApplication, member: Membership | None = None) -> AsyncIterator[None]:
    """Run an application: get updates until the block ends, then finish those in progress.

    Args:
        application: the application.
        member: this process among those that share the database; None if it is alone.

    Raises:
        AddressUnusable: nobody can listen at the address of the webhook.
        TokenRejected: Telegram rejected the token.
    """
    async with AsyncExitStack() as stack:
        # Undone in reverse: updates end, then updates in progress are finished, then the connections are closed.
        # An application that could not be initialized leaves the bot's connections open.
        stack.push_async_callback(application.bot.shutdown)
        stack.push_async_callback(application.shutdown)
        await _initialize(application, member)
        application.dependencies.monitor.polls.beat()
        if member is not None:
            await stack.enter_async_context(_reaching(application, member))
        await application.start()
        stack.push_async_callback(application.stop)
        stack.push_async_callback(application.cancel_background)
        stack.push_async_callback(application.dispatcher.close)
        target = application.webhook
        await stack.enter_async_context(
            _webhook(application, target, member) if target else _polling(application, member)
        )
        yield


@asynccontextmanager
async def _reaching(application: JoganApplication, member: Membership) -> AsyncIterator[None]:
    """Tell the other processes whether this one reaches Telegram, until the block ends."""
    reach = Reach(application.bot.get_me, application.dependencies.monitor.polls)
    member.get_reach_age = reach.get_age
    task = asyncio.create_task(reach.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _polling(application: JoganApplication, member: Membership | None) -> AsyncIterator[None]:
    """Poll until the block ends, while no other process does, and confirm what was received."""
    if member is None:
        async with _polling_alone(application):
            yield
        return
    role = member.role(POLLING)
    async with member.playing(role):
        task = asyncio.create_task(_poll_in_turn(application, role))
        try:
            yield
        finally:
            # Before the role is given up.
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _polling_alone(application: JoganApplication) -> AsyncIterator[None]:
    monitor = application.dependencies.monitor
    polling = Polling(
        application.bot, application.polling_transport, application, application.token_rejected, monitor=monitor
    )
    task = asyncio.create_task(polling.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await polling.confirm()


async def _poll_in_turn(application: JoganApplication, role: Role) -> None:
    """Poll whenever this process holds the role; else stand by."""
    while True:
        await role.wait_for_begin()
        async with _polling_alone(application):
            await role.wait_for_end()


@asynccontextmanager
async def _webhook(
    application: JoganApplication, target: WebhookTarget, member: Membership | None
) -> AsyncIterator[None]:
    """Take the updates that Telegram delivers until the block ends; they wait at Telegram afterwards."""
    from bot.http_server import serving  # noqa: PLC0415 - aiohttp takes a tenth of the start of a bot that polls
    from bot.inbound.webhook_server import Inbox, make_app  # noqa: PLC0415 - as above

    monitor, settings = application.dependencies.monitor, application.dependencies.settings
    parser = UpdateParser(application.bot, metrics=monitor.metrics)
    inbox = Inbox(parser, application, lambda: application.dispatcher.waiting)
    webhook = Webhook(application.bot, target, inbox, application.token_rejected, monitor=monitor)
    app = make_app(urlsplit(target.url).path, target.secret, inbox, application.transport.confirm_lease)
    tls = target.certificate.context if target.certificate else None
    async with (
        _forwarding(application, member, inbox) if member else nullcontext(),
        serving(app, parse_listen_address(settings.webhook_listen), "webhook_listen", tls),
    ):
        task = asyncio.create_task(webhook.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    parser.report()


@asynccontextmanager
async def _forwarding(application: JoganApplication, member: Membership, inbox: "Inbox") -> AsyncIterator[None]:
    """Hand updates to the processes of their chats, and take those of this one's, until the block ends."""
    database, dispatcher = application.dependencies.database, application.dispatcher
    lanes = ChatLanes(database, member, lambda: {get_lane(one) for one in dispatcher.busy if isinstance(one, int)})
    await lanes.prepare()
    forwarding = Forwarding(database, member, lanes, inbox.receive)
    inbox.router = forwarding
    with member.each_beat(lanes.balance):
        task = asyncio.create_task(forwarding.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _remove_webhook(bot: Bot) -> None:
    """Remove a webhook, because Telegram refuses getUpdates while there is one; log it, or its owner would wonder."""
    if url := (await bot.get_webhook_info()).url:
        # The rest of the URL may hold a secret.
        message = (
            "Removing the webhook of this bot at %s, because updates are polled; "
            "unless it was Jogan's, another program has set it"
        )
        _log.warning(message, urlsplit(url).hostname)
        await bot.delete_webhook()


def cancel_on_sigterm() -> None:
    """Make SIGTERM cancel the current task until `catch_stop_signals`, as Ctrl-C does anyway."""
    # Without a handler a container's first process ignores it, and any other one leaves the instance lock behind.
    if task := asyncio.current_task():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def cancel_on_stop_signals() -> None:
    """Make SIGINT and SIGTERM cancel the current task until `catch_stop_signals`, which had handled them before."""
    if task := asyncio.current_task():
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)


def catch_stop_signals(application: JoganApplication) -> asyncio.Event:
    """Return an event that SIGINT (Ctrl-C) and SIGTERM set from now on instead of ending the process at once.

    Calls of Telegram fail some seconds after the signal, and the process ends after `_STOP_LIMIT` in any case.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        loop.call_later(CALLS_GRACE, application.abort_calls)
        exit_within(_STOP_LIMIT)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return stopped


async def until_stopped(
    stopped: asyncio.Event, failures: Mapping[asyncio.Event, BotError], *others: asyncio.Event
) -> None:
    """Wait until the bot must stop.

    Args:
        stopped: set by a signal, see `catch_stop_signals`.
        failures: events after which it cannot go on, each with its error.
        others: further events that stop it.

    Raises:
        BotError: the error of a failure.
    """
    waits = [asyncio.create_task(event.wait()) for event in (stopped, *others, *failures)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    for event, error in failures.items():
        if event.is_set():
            raise error


def explain_loss(member: Membership | None) -> BotError:
    """Return why a process that has lost its right to act for the bot ends."""
    if member is not None:
        return Pruned()
    return AlreadyRunning("this process was suspended for too long; another one holds the instance lock now")


async def _initialize(application: JoganApplication, member: Membership | None) -> None:
    """Get the bot's account from Telegram, and remove a webhook if updates are polled; retry until it answers."""
    outage = Outage()
    for failures in itertools.count():
        try:
            await application.initialize()
            if application.webhook is None:
                await _remove_webhook(application.bot)
        except InvalidToken:
            # The error quotes the token, and a chained traceback would show it.
            raise TokenRejected from None
        except Superseded:
            raise explain_loss(member) from None
        except TelegramError as error:
            if outage.begin():
                _log.warning("Could not reach Telegram, will retry until it answers: %s", error.message)
            await asyncio.sleep(pause_after(failures))
        else:
            if duration := outage.end():
                _log.info("Telegram answers, after %s", duration)
            return
