"""The HTTP format of calls and answers: all encodings of arguments, and the JSON envelope."""

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import web
from pydantic_core import from_json, to_json

from simulator import errors
from simulator.world.content.files import Upload

_JSON = "application/json"
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_UTF_8 = {None, "utf-8", "UTF-8", "utf8"}
_FIELD_NAME = re.compile(r'\s*,?\s*("(?:[^"\\]|\\.)*")\s*:\s*')
_DECODER = json.JSONDecoder()
_CHUNKS = 10  # of a trickled answer


@dataclass(slots=True)
class CallContent:
    """The content of a call.

    Attributes:
        arguments: the arguments as received.
        uploads: the files, by the name of their form part.
        body: the arguments as received JSON in UTF-8; empty for other encodings.
    """

    arguments: dict[str, object]
    uploads: dict[str, Upload]
    body: bytes = b""


async def read_call(request: web.Request, *, strict: bool = False) -> CallContent:
    """Read a call's files, and its arguments from the query string and the form or JSON body; the first value counts.

    Args:
        request: the call.
        strict: whether a JSON body with a mistake is refused. Telegram reads the arguments before the mistake.

    Raises:
        ApiError: 400 for a body that cannot be read; 413 for one that is too large.
    """
    content = CallContent(_first_values(request.query) if request.query_string else {}, {})
    try:
        if request.can_read_body:
            if request.content_type == _JSON:
                await _read_json(request, content, strict=strict)
            elif request.content_type in _FORMS:
                await _read_form(request, content)
    except web.HTTPRequestEntityTooLarge as error:
        raise errors.too_large() from error
    except UnicodeError as error:
        raise errors.bad_request("strings must be encoded in UTF-8") from error
    except (ValueError, LookupError, RecursionError) as error:
        raise errors.bad_request(f"can't parse the request: {error}") from error
    return content


def success(result: object) -> web.Response:
    """Wrap a result as Telegram does."""
    return _json_response(200, {"ok": True, "result": result})


def failure(error: errors.ApiError) -> web.Response:
    """Wrap an error as Telegram does."""
    body: dict[str, object] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    response = _json_response(error.code, body)
    if (seconds := error.parameters.get("retry_after")) is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def drop_connection(request: web.Request) -> web.Response:
    """Break the connection."""
    if request.transport:
        request.transport.abort()
    # aiohttp needs a response, which nobody gets.
    return web.Response()


async def trickle(request: web.Request, response: web.Response, seconds: float) -> web.StreamResponse:
    """Send an answer piece by piece, over so many seconds."""
    body = response.body if isinstance(response.body, bytes) else b""
    slow = web.StreamResponse(status=response.status, headers={"Content-Type": _JSON})
    await slow.prepare(request)
    size = max(1, -(-len(body) // _CHUNKS))
    for begin in range(0, len(body), size):
        await asyncio.sleep(seconds / _CHUNKS)
        await slow.write(body[begin : begin + size])
    await slow.write_eof()
    return slow


def _json_response(status: int, body: Mapping[str, object]) -> web.Response:
    # Telegram writes ASCII only, without blanks.
    return web.Response(status=status, body=to_json(body, ensure_ascii=True), content_type=_JSON)


def parse_object(data: bytes | str) -> dict[str, object]:
    """Read a JSON object.

    Raises:
        ValueError: the data is no JSON object, or holds text that cannot be encoded.
    """
    body = _parse_json(data)
    if not isinstance(body, dict):
        raise ValueError("the body is not a JSON object")  # noqa: TRY004 - `read_call` makes it a 400
    return body


async def _read_json(request: web.Request, content: CallContent, *, strict: bool) -> None:
    data = await request.read()
    try:
        body = parse_object(data if request.charset in _UTF_8 else await request.text())
    except (ValueError, RecursionError) as error:
        if strict or isinstance(error, UnicodeError):
            raise
        body, data = _leading_fields(data.decode()), b""
    # A body that is all of the call becomes its record without another encoding.
    if not content.arguments and request.charset in _UTF_8:
        content.arguments, content.body = body, data
    else:
        content.arguments = body | content.arguments


def _leading_fields(text: str) -> dict[str, object]:
    """Return the fields of a JSON object before a mistake in it."""
    fields: dict[str, object] = {}
    position = text.find("{") + 1
    with suppress(ValueError, RecursionError):
        while position and (match := _FIELD_NAME.match(text, position)):
            value, position = _DECODER.raw_decode(text, match.end())
            json.dumps(value, ensure_ascii=False).encode()
            fields.setdefault(json.loads(match[1]), value)
    return fields


def _first_values(items: Mapping[str, str]) -> dict[str, object]:
    first: dict[str, object] = {}
    for name, value in items.items():
        first.setdefault(name, value)
    return first


def _parse_json(data: bytes | str) -> object:
    try:
        return from_json(data)
    except ValueError:
        # The slower parser accepts more, e.g. NaN, and has clearer error texts.
        body = json.loads(data)
        # It accepts lone surrogates, which cannot be encoded.
        json.dumps(body, ensure_ascii=False).encode()
        return body


async def _read_form(request: web.Request, content: CallContent) -> None:
    # aiohttp reads no form of a GET, but Telegram does.
    posted = request if request.method == "POST" else request.clone(method="POST")
    for name, value in (await posted.post()).items():
        if isinstance(value, web.FileField):
            # aiohttp keeps large parts in temporary files, so reading one blocks.
            with value.file:
                data = await asyncio.to_thread(value.file.read)
            content.uploads[name] = Upload(value.filename, value.content_type, data)
        else:
            text = value if isinstance(value, str) else bytes(value).decode()
            # Raises for a lone surrogate, which no text may hold.
            text.encode()
            content.arguments.setdefault(name, text)
