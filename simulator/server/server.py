"""The Bot API server: handles bots' calls over HTTP on loopback, and answers as Telegram does."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from simulator import errors
from simulator.api import methods
from simulator.api.arguments.base import Arguments, EditArguments, PostArguments
from simulator.api.caller import Caller
from simulator.api.calls import Call
from simulator.api.wire import CallContent, drop_connection, failure, read_call, success, trickle
from simulator.control.control import Control
from simulator.control.routes import mount
from simulator.control.server_state import ServerState
from simulator.errors import ApiError
from simulator.failures.faults import Chaos, Fault, next_fault
from simulator.failures.outages import Outages
from simulator.failures.rate_limits import RateLimits
from simulator.server.tokens import accounts_by_token, token_error
from simulator.server.webhooks import WebhookSender
from simulator.world.accounts import Account
from simulator.world.world import World

__all__ = ["Call", "Server"]

# The largest file that a bot can upload (Bot API, “Sending files”).
_MAX_REQUEST_SIZE = 50 * 1024 * 1024  # bytes
_SHUTDOWN_TIMEOUT = 0.1  # seconds that an open long poll gets when the server stops
_WEBHOOK_RETRY_DELAYS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)  # seconds


class Server:
    """A Bot API server over a world, as an async context manager.

    Args:
        world: the world that the calls act on.
        token: the token of the world's first bot, or several tokens. The first is that bot's; the others begin with
            the ids of their bots, which are made if they do not exist yet.
        host: the host to listen on; loopback.
        port: the port to listen on; 0 takes a free one.
        limits: the rate limits of bots; none by default.
        strict: whether names that Telegram does not know are refused: of methods, arguments, fields of objects and
            types of updates. Telegram ignores them, except methods.
        webhook_retry_delays: the seconds before each retry of an update; the last delay repeats.

    Attributes:
        base_url: python-telegram-bot's `base_url`, before the token. Known once the server listens.
        file_url: the same for downloads.
        control: controls the world over `/sim/`, and shows it at `/`.

    Raises:
        ValueError: a token is malformed.
    """

    def __init__(
        self,
        world: World,
        token: str | Sequence[str],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        limits: RateLimits | None = None,
        strict: bool = False,
        webhook_retry_delays: Sequence[float] = _WEBHOOK_RETRY_DELAYS,
    ) -> None:
        self.world = world
        self.base_url = ""
        self.file_url = ""
        self._accounts = accounts_by_token(world, [token] if isinstance(token, str) else token)
        self._strict = strict
        self._webhook_tasks: dict[int, asyncio.Task[None]] = {}
        self._webhook_retry_delays = webhook_retry_delays
        application = web.Application(client_max_size=_MAX_REQUEST_SIZE)
        for http_method in ("GET", "POST"):
            application.router.add_route(http_method, "/bot{token}/{method:.*}", self._answer)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        application.router.add_route("*", "/bot{rest:.*}", _answer_not_found)
        # No access log, because its lines would contain the token. With handler_cancellation a long poll ends when its
        # client disconnects; else it would take the updates of the next poll.
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_TIMEOUT
        )
        self._state = ServerState(limits or RateLimits.off(), Outages(self._runner, host, port))
        self.control = Control(world, self._state)
        mount(self.control, application, host)

    @property
    def calls(self) -> list[Call]:
        """Every answered or rejected call, in order."""
        return self._state.calls

    @property
    def faults(self) -> list[Fault]:
        """The faults of coming calls; append to them."""
        return self._state.faults

    @faults.setter
    def faults(self, faults: list[Fault]) -> None:
        self._state.faults = faults

    @property
    def chaos(self) -> Chaos | None:
        """Random faults; None for none. Those of `faults` come first."""
        return self._state.chaos

    @chaos.setter
    def chaos(self, chaos: Chaos | None) -> None:
        self._state.chaos = chaos

    @property
    def limits(self) -> RateLimits:
        """The rate limits; set them at any time."""
        return self._state.limits

    @limits.setter
    def limits(self, limits: RateLimits) -> None:
        self._state.limits = limits

    @property
    def outages(self) -> Outages:
        """The outages of the whole server."""
        return self._state.outages

    def replace_token(self, old: str, new: str) -> None:
        """Give a bot a new token, as @BotFather's /revoke does; calls with the old one are refused from now on.

        Raises:
            KeyError: no bot has the old token.
        """
        self._accounts[new] = self._accounts.pop(old)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        address = await self.outages.listen()
        self.base_url = f"http://{address}/bot"
        self.file_url = f"http://{address}/file/bot"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.outages.close()
        for sender in self._webhook_tasks.values():
            sender.cancel()
        await asyncio.gather(*self._webhook_tasks.values(), return_exceptions=True)
        await self._runner.cleanup()

    async def wait_until_idle(self, within: float = 10.0) -> None:
        """Wait until the bots have taken all updates; see `World.wait_until_idle`."""
        await self.world.wait_until_idle(within)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if (transport := self.outages.track(request)) is None:
            return drop_connection(request)
        try:
            return await self._answer_bot(request)
        finally:
            self.outages.untrack(transport)

    async def _answer_bot(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        account = self._accounts.get(token)
        if account is None:
            return failure(token_error(token))
        try:
            content = await read_call(request, strict=self._strict)
        except ApiError as error:
            return self._reject(Call(account.user.id, name, {}), error)
        name = name or str(content.arguments.pop("method", ""))
        fault = next_fault(self.faults, name, content.arguments) if self.faults else None
        fault = fault or (self.chaos.draw(name) if self.chaos else None)
        if fault is None:
            return (await self._handle(account, name, content))[0]
        return await self._handle_with_fault(request, fault, account, name, content)

    async def _handle(self, account: Account, name: str, content: CallContent) -> tuple[web.Response, Call]:
        raw = content.arguments
        call = Call(account.user.id, name, raw)
        try:
            method = methods.find(name, strict=self._strict)
            call.method = method.arguments.method
            raw = self._add_file_references(method.arguments, content) if content.uploads else raw
            arguments = method.read(raw, strict=self._strict)
            call.store_arguments(raw, content.body)
            if method.is_limited:
                self._check_rate_limits(account, arguments)
            result = await method.call(Caller(self.world, account, content.uploads), arguments)
        except ApiError as error:
            return self._reject(call, error), call
        call.accepted = True
        self.calls.append(call)
        # The call may have been setWebhook.
        if account.webhook and not self._has_webhook_task(account):
            self._start_webhook_task(account)
        return success(result), call

    def _check_rate_limits(self, account: Account, content: PostArguments | EditArguments) -> None:
        try:
            chat = self.world.find_chat(content.chat_id, account)
        except ApiError:  # an inline message, or a rejected one, which does not count; the method reports why
            return
        if isinstance(content, EditArguments):
            self.limits.admit(account.user.id, chat, is_edit=True)
        elif seconds := self.world.slow_mode_left(chat, account.user):
            raise errors.too_many_requests(seconds)
        else:
            self.limits.admit(account.user.id, chat, is_paid=content.is_paid, messages=content.message_count)

    async def _handle_with_fault(
        self, request: web.Request, fault: Fault, account: Account, name: str, content: CallContent
    ) -> web.StreamResponse:
        if fault.answer is not None or "before" in {fault.drop, fault.hang}:
            call = Call(account.user.id, name, self._arguments_with_files(name, content))
            response = self._reject(call, fault.error, fault)
        else:
            response, call = await self._handle(account, name, content)
        call.fault = fault
        if fault.hang:
            # Ends when the bot disconnects, by handler_cancellation.
            await asyncio.get_running_loop().create_future()
        # After the call was handled: a bot that has given up cannot know that its message was accepted.
        await asyncio.sleep(fault.delay)
        if fault.drop:
            return drop_connection(request)
        return await trickle(request, response, fault.trickle) if fault.trickle else response

    def _reject(self, call: Call, error: ApiError, fault: Fault | None = None) -> web.Response:
        call.error = error.description
        self.calls.append(call)
        # A proxy or gateway answers without Telegram's JSON.
        is_bare = fault is not None and isinstance(fault.answer, int)
        return web.Response(status=error.code) if is_bare else failure(error)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        account = self._accounts.get(request.match_info["token"])
        if account is None:
            return failure(token_error(request.match_info["token"]))
        path = request.match_info["path"]
        for file in self.world.files.values():
            if file.path == path and file.owner == account.user.id:
                return web.Response(body=file.data, content_type=file.mime_type or "application/octet-stream")
        return failure(errors.not_found())

    def _add_file_references(self, arguments: type[Arguments], content: CallContent) -> dict[str, object]:
        # A file is in the form part named like its argument, or in a part that an argument names as attach://part.
        raw = content.arguments
        named = {name: f"attach://{name}" for name in content.uploads if name in arguments.model_fields}
        for name in content.uploads.keys() - named.keys() if self._strict else ():
            if not any(isinstance(value, str) and f"attach://{name}" in value for value in raw.values()):
                raise errors.bad_request(f'unknown argument "{name}"')
        # A text counts more than the file.
        return {**named, **{name: value for name, value in raw.items() if value != "" or name not in named}}

    def _arguments_with_files(self, name: str, content: CallContent) -> dict[str, object]:
        try:
            method = methods.find(name)
            raw = self._add_file_references(method.arguments, content)
            method.read(raw, strict=self._strict)
        except ApiError:  # the method would reject the call anyway: record it as received
            return content.arguments
        return raw

    def _has_webhook_task(self, account: Account) -> bool:
        sender = self._webhook_tasks.get(account.user.id)
        return sender is not None and not sender.done()

    def _start_webhook_task(self, account: Account) -> None:
        async def call(name: str, content: dict[str, object]) -> None:
            await self._handle(account, name, CallContent(content, {}))

        sender = WebhookSender(account, call, self.world.now, self._webhook_retry_delays)
        self._webhook_tasks[account.user.id] = asyncio.create_task(sender.run())


async def _answer_not_found(_request: web.Request) -> web.Response:
    return failure(errors.not_found())
