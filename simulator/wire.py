"""How calls and answers travel: every way in which the Bot API takes arguments, and its JSON envelope."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aiohttp import web

from simulator import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

_JSON = "application/json"
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


async def read_arguments(request: web.Request) -> dict[str, object]:
    """Collect a call's arguments from its query string and its form or JSON body; the body wins.

    Raises:
        ApiError: 400, for a body that cannot be read.
    """
    try:
        given = {**request.query, **await _read_body(request)}
        # Half a surrogate pair gets through JSON, but is no text that anybody can be sent.
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise errors.bad_request("strings must be encoded in UTF-8") from error
    except (ValueError, LookupError, RecursionError) as error:
        raise errors.bad_request(f"can't parse the request: {error}") from error
    return given


def success(result: object) -> web.Response:
    """Wrap a result as Telegram does."""
    return web.json_response({"ok": True, "result": result})


def failure(error: errors.ApiError) -> web.Response:
    """Wrap an error as Telegram does."""
    body: dict[str, object] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


async def _read_body(request: web.Request) -> Mapping[str, object]:
    if not request.can_read_body:
        return {}
    if request.content_type == _JSON:
        body = json.loads(await request.text())
        if not isinstance(body, dict):
            raise ValueError("the body is no JSON object")
        return body
    if request.content_type in _FORMS:
        return {name: _text(name, value) for name, value in (await request.post()).items()}
    return {}


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"this server takes no files yet, and {name} is one")
