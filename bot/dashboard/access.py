"""Access to the dashboard: by a token, or without one from this machine only."""

import hmac
import ipaddress
from base64 import b64decode
from http import HTTPStatus

from aiohttp import web
from aiohttp.http import HttpVersion11
from yarl import URL

_LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
_PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
_REFUSAL = "Set JOGAN_DASHBOARD_TOKEN to see this page from elsewhere than this machine, or through a proxy.\n"


def refuse(request: web.Request, token: str | None) -> web.Response | None:
    """Return the answer to a request that may not see the page; None if it may.

    Args:
        request: the request.
        token: the password that it must have, with any user name; None for requests of this machine only.
    """
    if token is None:
        is_allowed = _is_local(request)
        return None if is_allowed else web.Response(status=HTTPStatus.FORBIDDEN, text=_REFUSAL)
    if hmac.compare_digest(_read_password(request.headers.get("Authorization", "")), token.encode()):
        return None
    challenge = {"WWW-Authenticate": 'Basic realm="Jogan", charset="UTF-8"'}
    return web.Response(status=HTTPStatus.UNAUTHORIZED, text="A password is needed.\n", headers=challenge)


def _read_password(authorization: str) -> bytes:
    """Return the password of an Authorization header; an empty one if it has none."""
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return b64decode(credentials, validate=True).partition(b":")[2]
    except ValueError:
        return b""


def _is_local(request: web.Request) -> bool:
    """Return whether a request comes from this machine, and not through a proxy on it."""
    if any(name in request.headers for name in _PROXY_HEADERS):
        return False
    # A proxy may add nothing, but most speak HTTP/1.0 then, as older nginx does.
    if request.version < HttpVersion11:
        return False
    # A page of another site may have led the browser here by a name of its own (DNS rebinding).
    return _is_loopback(request.remote) and _host_of(request) in _LOCAL_NAMES


def _is_loopback(address: str | None) -> bool:
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _host_of(request: web.Request) -> str | None:
    try:
        return URL(f"http://{request.host}").host
    except ValueError:
        return None
