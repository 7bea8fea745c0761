"""The Bot API server: takes a bot's calls over HTTP on loopback, and answers as Telegram would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from aiohttp import web

from simulator import errors, methods
from simulator.errors import ApiError
from simulator.faults import Fault, take
from simulator.wire import failure, read_arguments, success

if TYPE_CHECKING:
    from types import TracebackType

    from simulator.arguments import Arguments
    from simulator.world import World

_LARGEST_REQUEST = 50 * 1024 * 1024  # bytes
_PARTING_TIME = 0.1  # seconds that an open long poll gets when the server stops


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot.

    Attributes:
        method: its name.
        arguments: as the method's model read them; as they came, where it refused them.
        accepted: whether it did what it asked for, even if the answer was lost.
        error: what was wrong, where it was not accepted.
    """

    method: str
    arguments: dict[str, object]
    accepted: bool
    error: str = ""


class Server:
    """A Bot API server over a world, as an async context manager.

    Args:
        world: what the calls act on.
        token: the only token that is not answered with 401.
        host: where it listens; loopback.
        port: which port; 0 takes a free one.

    Attributes:
        base_url: what python-telegram-bot calls so; the token comes after it. Known once the server listens.
        calls: every call that was answered, in that order.
        faults: rules for coming calls; append to them.
    """

    def __init__(self, world: World, token: str, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.world = world
        self.base_url = ""
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._token = token
        self._address = (host, port)
        application = web.Application(client_max_size=_LARGEST_REQUEST)
        for http_method in ("GET", "POST"):
            application.router.add_route(http_method, "/bot{token}/{method}", self._answer)
        # No access log: its lines would carry the token. A poll whose client has gone is cancelled.
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=_PARTING_TIME
        )

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._address).start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/bot"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    async def settled(self, within: float = 10.0) -> None:
        """Return when the bot has fetched and confirmed every update so far; see `World.settled`."""
        await self.world.settled(within)

    async def _answer(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._token:
            return failure(errors.unauthorized())
        name = request.match_info["method"]
        try:
            raw = await read_arguments(request)
        except ApiError as error:
            return self._refuse(name, {}, error)
        fault = take(self.faults, name, raw)
        if fault is None:
            return await self._handle(name, raw)
        return await self._misbehave(request, fault, name, raw)

    async def _handle(self, name: str, raw: dict[str, object]) -> web.Response:
        seen = raw
        try:
            method = methods.find(name)
            name = method.arguments.method
            given = method.read(raw)
            seen = _dump(given)
            result = await method.call(self.world, given)
        except ApiError as error:
            return self._refuse(name, seen, error)
        self.calls.append(Call(name, seen, accepted=True))
        return success(result)

    async def _misbehave(self, request: web.Request, fault: Fault, name: str, raw: dict[str, object]) -> web.Response:
        if fault.drop == "before":
            self.calls.append(Call(name, _as_read(name, raw), accepted=False, error="dropped"))
            return _drop(request)
        if isinstance(fault.answer, ApiError):
            response = self._refuse(name, _as_read(name, raw), fault.answer)
        elif fault.answer is not None:
            self.calls.append(Call(name, _as_read(name, raw), accepted=False, error=f"HTTP {fault.answer}"))
            response = web.Response(status=fault.answer)
        else:
            response = await self._handle(name, raw)
        await asyncio.sleep(fault.delay)
        return _drop(request) if fault.drop == "after" else response

    def _refuse(self, name: str, seen: dict[str, object], error: ApiError) -> web.Response:
        self.calls.append(Call(name, seen, accepted=False, error=error.description))
        return failure(error)


def _dump(given: Arguments) -> dict[str, object]:
    return given.model_dump(mode="json", exclude_unset=True)


def _as_read(name: str, raw: dict[str, object]) -> dict[str, object]:
    try:
        return _dump(methods.find(name).read(raw))
    except ApiError:  # the record of a call that would have been refused anyway shows it as it came
        return raw


def _drop(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
