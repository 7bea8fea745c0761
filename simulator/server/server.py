"""The Bot API server: handles bots' calls over HTTP on loopback, and answers as Telegram does."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from simulator import errors
from simulator.api import methods
from simulator.api.arguments.base import Arguments, Posting
from simulator.api.caller import Caller
from simulator.api.calls import Call
from simulator.api.wire import Given, drop, failure, read_call, success, trickle
from simulator.control.control import Control
from simulator.control.routes import mount
from simulator.control.server_state import ServerState
from simulator.errors import ApiError
from simulator.failures.faults import Chaos, Fault, take
from simulator.failures.outages import Outages
from simulator.failures.rate_limits import RateLimits
from simulator.server.tokens import accounts_of, wrong_token
from simulator.server.webhooks import Courier
from simulator.world.accounts import Account
from simulator.world.world import World

__all__ = ["Call", "Server"]

_LARGEST_REQUEST = 50 * 1024 * 1024  # bytes
_PARTING_TIME = 0.1  # seconds that an open long poll gets when the server stops
_WEBHOOK_PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)  # seconds


class Server:
    """A Bot API server over a world, as an async context manager.

    Args:
        world: the world that the calls act on.
        token: the token of the world's first bot, or several tokens. The first is that bot's; the others begin with
            the ids of their bots, which are made if they do not exist yet.
        host: the host to listen on; loopback.
        port: the port to listen on; 0 takes a free one.
        limits: the rate limits of bots; none by default.
        webhook_pauses: the seconds before each retry of an update; the last pause repeats.

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
        webhook_pauses: Sequence[float] = _WEBHOOK_PAUSES,
    ) -> None:
        self.world = world
        self.base_url = ""
        self.file_url = ""
        self._accounts = accounts_of(world, [token] if isinstance(token, str) else token)
        self._couriers: dict[int, asyncio.Task[None]] = {}
        self._pauses = webhook_pauses
        application = web.Application(client_max_size=_LARGEST_REQUEST)
        for http_method in ("GET", "POST"):
            application.router.add_route(http_method, "/bot{token}/{method}", self._answer)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        application.router.add_route("*", "/bot{rest:.*}", _answer_nothing)
        # No access log: its lines would carry the token. A poll whose client has gone is cancelled.
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=_PARTING_TIME
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
        for courier in self._couriers.values():
            courier.cancel()
        await asyncio.gather(*self._couriers.values(), return_exceptions=True)
        await self._runner.cleanup()

    async def settled(self, within: float = 10.0) -> None:
        """Wait until the bots have taken all updates; see `World.settled`."""
        await self.world.settled(within)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if (transport := self.outages.watch(request)) is None:
            return drop(request)
        try:
            return await self._answer_bot(request)
        finally:
            self.outages.forget(transport)

    async def _answer_bot(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        account = self._accounts.get(token)
        if account is None:
            return failure(wrong_token(token))
        try:
            given = await read_call(request)
        except ApiError as error:
            return self._refuse(Call(account.user.id, name, {}), error)
        fault = take(self.faults, name, given.arguments) if self.faults else None
        fault = fault or (self.chaos.draw(name) if self.chaos else None)
        if fault is None:
            return (await self._handle(account, name, given))[0]
        return await self._misbehave(request, fault, account, name, given)

    async def _handle(self, account: Account, name: str, given: Given) -> tuple[web.Response, Call]:
        raw = given.arguments
        call = Call(account.user.id, name, raw)
        try:
            method = methods.find(name)
            call.method = method.arguments.method
            raw = _with_files(method.arguments, given) if given.uploads else raw
            arguments = method.read(raw)
            call.keep(raw, given.body)
            if method.is_posting:
                self._limit(account, arguments)
            result = await method.call(Caller(self.world, account, given.uploads), arguments)
        except ApiError as error:
            return self._refuse(call, error), call
        call.accepted = True
        self.calls.append(call)
        if account.webhook and not self._is_brought(account):
            self._start_courier(account)
        return success(result), call

    def _limit(self, account: Account, given: Posting) -> None:
        try:
            chat = self.world.find_chat(given.chat_id, account)
        except ApiError:  # what cannot be sent anyway counts for nothing; the method itself says why
            return
        self.limits.admit(account.user.id, chat, is_paid=given.is_paid)

    async def _misbehave(
        self, request: web.Request, fault: Fault, account: Account, name: str, given: Given
    ) -> web.StreamResponse:
        if fault.answer is not None or "before" in {fault.drop, fault.hang}:
            call = Call(account.user.id, name, _with_parts(name, given))
            response = self._refuse(call, fault.error, fault)
        else:
            response, call = await self._handle(account, name, given)
        call.fault = fault
        if fault.hang:
            await asyncio.get_running_loop().create_future()
        await asyncio.sleep(fault.delay)
        if fault.drop:
            return drop(request)
        return await trickle(request, response, fault.trickle) if fault.trickle else response

    def _refuse(self, call: Call, error: ApiError, fault: Fault | None = None) -> web.Response:
        call.error = error.description
        self.calls.append(call)
        is_bare = fault is not None and isinstance(fault.answer, int)
        return web.Response(status=error.code) if is_bare else failure(error)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        account = self._accounts.get(request.match_info["token"])
        if account is None:
            return failure(wrong_token(request.match_info["token"]))
        path = request.match_info["path"]
        for file in self.world.files.values():
            if file.path == path and file.owner == account.user.id:
                return web.Response(body=file.data, content_type=file.mime_type or "application/octet-stream")
        return failure(errors.not_found())

    def _is_brought(self, account: Account) -> bool:
        courier = self._couriers.get(account.user.id)
        return courier is not None and not courier.done()

    def _start_courier(self, account: Account) -> None:
        async def call(name: str, given: dict[str, object]) -> None:
            await self._handle(account, name, Given(given, {}))

        courier = Courier(account, call, self.world.now, self._pauses)
        self._couriers[account.user.id] = asyncio.create_task(courier.run())


async def _answer_nothing(_request: web.Request) -> web.Response:
    return failure(errors.not_found())


def _with_files(arguments: type[Arguments], given: Given) -> dict[str, object]:
    # A file may stand in the part of its argument, or in one that some argument names as attach://part.
    raw = given.arguments
    named = {name: f"attach://{name}" for name in given.uploads if name in arguments.model_fields}
    for name in given.uploads.keys() - named.keys():
        if not any(isinstance(value, str) and f"attach://{name}" in value for value in raw.values()):
            raise errors.bad_request(f'the argument "{name}" is not known here')
    return {**raw, **named}


def _with_parts(name: str, given: Given) -> dict[str, object]:
    try:
        method = methods.find(name)
        raw = _with_files(method.arguments, given)
        method.read(raw)
    except ApiError:  # the record of a call that would have been refused anyway shows it as it came
        return given.arguments
    return raw
