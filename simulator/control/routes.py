"""The control API and the chat page over HTTP, on the same server as the Bot API."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from importlib import resources
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from simulator.control.actions import READ_ONLY_ACTIONS, dispatch
from simulator.control.control import Control
from simulator.errors import ActionError, WaitTimeoutError

_FOREIGN_SITE = "requests from another site's page are rejected"
_HEARTBEAT = 10.0  # seconds, so that the page's clock advances without events
_PAGE = {
    "index.html": "text/html",
    "page.css": "text/css",
    "page.js": "text/javascript",
    "store.js": "text/javascript",
    "tries.js": "text/javascript",
    "columns.js": "text/javascript",
    "messages.js": "text/javascript",
    "inline.js": "text/javascript",
    "people.js": "text/javascript",
    "rich.js": "text/javascript",
    "map.js": "text/javascript",
    "words.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_SECURITY_HEADERS = {
    # Even with a bug in the page, a bot's message cannot run scripts or load anything from elsewhere.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def mount(control: Control, application: web.Application, host: str) -> None:
    """Add the page at `/` and the control API under `/sim/` to a server that will listen on this host."""
    routes = _Routes(control, host)
    router = application.router
    router.add_get("/", routes.page)
    for name in _PAGE:
        router.add_get(f"/{name}", routes.page)
    router.add_get("/sim/events", routes.events)
    router.add_get("/sim/files/{file}", routes.file)
    router.add_get("/sim/{name}", routes.read)
    router.add_post("/sim/{name}", routes.act)


class _Routes:
    def __init__(self, control: Control, host: str) -> None:
        self._control = control
        self._host = host.lower()  # `urlsplit` lower-cases the request's host too

    async def page(self, request: web.Request) -> web.Response:
        name = request.path.removeprefix("/") or "index.html"
        body = resources.files("simulator").joinpath("page", name).read_bytes()
        return web.Response(body=body, content_type=_PAGE[name], charset="utf-8", headers=_SECURITY_HEADERS)

    async def read(self, request: web.Request) -> web.Response:
        if not self._has_own_host(request):
            return _error_response(HTTPStatus.FORBIDDEN, _FOREIGN_SITE)
        name = request.match_info["name"]
        # Any site's page can make a browser send a GET, for an image for example, and such a GET names no origin.
        if name not in READ_ONLY_ACTIONS:
            return _error_response(HTTPStatus.METHOD_NOT_ALLOWED, f"{name!r} needs POST with a JSON object")
        return await _answer(dispatch(self._control, name, dict(request.query)))

    async def act(self, request: web.Request) -> web.Response:
        if _has_foreign_origin(request) or not self._has_own_host(request):
            return _error_response(HTTPStatus.FORBIDDEN, _FOREIGN_SITE)
        return await _answer(dispatch(self._control, request.match_info["name"], await request.read()))

    async def file(self, request: web.Request) -> web.Response:
        if not self._has_own_host(request):
            return _error_response(HTTPStatus.FORBIDDEN, _FOREIGN_SITE)
        try:
            file = self._control.find_file(request.match_info["file"])
        except ActionError as error:
            return _error_response(HTTPStatus.NOT_FOUND, str(error))
        # A document can be a web page with scripts, so a browser may only download it.
        kind = file.mime_type if file.kind == "photo" else "application/octet-stream"
        return web.Response(body=file.data, headers={**_SECURITY_HEADERS, "Content-Type": kind})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream events as server-sent events, from now on or after a given number, until the client disconnects."""
        if not self._has_own_host(request):
            return _error_response(HTTPStatus.FORBIDDEN, _FOREIGN_SITE)
        number = _last_seen(request, len(self._control.log))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        await response.write(_clock_event(self._control))
        while True:
            for entry in self._control.entries_json(number):
                number += 1
                await response.write(_event(json.dumps(entry, ensure_ascii=False), number))
            await response.write(_clock_event(self._control))
            try:
                async with asyncio.timeout(_HEARTBEAT):
                    await self._control.wait_for_entry(number)
            except TimeoutError:
                continue  # send the clock

    def _has_own_host(self, request: web.Request) -> bool:
        # Against DNS rebinding: another site's name can resolve to this address, so that its page has the same origin.
        try:
            name = urlsplit(f"//{request.host}").hostname or ""
        except ValueError:
            return False
        transport = request.transport
        reached = transport.get_extra_info("sockname")[0] if transport else None
        return _is_loopback(name) or name in {self._host, reached}


async def _answer(result: Awaitable[object]) -> web.Response:
    try:
        return web.json_response({"ok": True, "result": await result}, dumps=_dumps)
    except ActionError as error:
        return _error_response(HTTPStatus.BAD_REQUEST, str(error))
    except WaitTimeoutError as error:
        return _error_response(HTTPStatus.REQUEST_TIMEOUT, str(error))


def _error_response(status: HTTPStatus, reason: str) -> web.Response:
    return web.json_response({"ok": False, "error": reason}, status=status)


_dumps: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode


def _has_foreign_origin(request: web.Request) -> bool:
    # Only browsers send an Origin header, with the site of the page.
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"http://{request.host}"


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _last_seen(request: web.Request, newest: int) -> int:
    args = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return min(int(args[:9]), newest) if args.isascii() and args.isdecimal() else newest


def _event(data: str, number: int) -> bytes:
    return f"id: {number}\ndata: {data}\n\n".encode()


def _clock_event(control: Control) -> bytes:
    return f"event: clock\ndata: {control.world.now().isoformat()}\n\n".encode()
