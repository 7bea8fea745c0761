"""Parsing of HTTP/1.1 responses, complete and in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_api.http_client import InvalidResponse, Response, parse_response

BODY = b'{"ok":true,"result":{"message_id":7}}'
MEASURED = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: %d\r\nConnection: keep-alive\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n%s\r\n%X\r\n%s\r\n0\r\nX: y\r\n\r\n" % (
    BODY[:5],
    len(BODY) - 5,
    BODY[5:],
)
INFORMED = b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + MEASURED


@pytest.mark.parametrize("whole", [MEASURED, CHUNKED, INFORMED])
def test_a_response_is_complete_at_its_last_byte(whole: bytes) -> None:
    assert [parse_response(whole[:end]) for end in range(len(whole))] == [None] * len(whole)
    assert parse_response(whole) == Response(200, BODY, is_last=False)


def test_without_a_length_the_body_ends_with_the_connection() -> None:
    whole = b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<html>"
    assert parse_response(whole) is None
    assert parse_response(whole, is_complete=True) == Response(502, b"<html>", is_last=True)


@pytest.mark.parametrize("whole", [MEASURED, CHUNKED])
def test_a_truncated_response_is_incomplete(whole: bytes) -> None:
    assert parse_response(whole[:-1], is_complete=True) is None


@pytest.mark.parametrize(
    "whole",
    [
        b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore than was asked for",
    ],
)
def test_closing_or_surplus_bytes_end_the_connection(whole: bytes) -> None:
    assert parse_response(whole) == Response(200, b"", is_last=True)


def test_a_204_has_no_body() -> None:
    assert parse_response(b"HTTP/1.1 204 No Content\r\n\r\n") == Response(204, b"", is_last=False)


@pytest.mark.parametrize(
    "garbled",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 999 No\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc",
    ],
)
def test_invalid_http_is_rejected(garbled: bytes) -> None:
    with pytest.raises(InvalidResponse):
        parse_response(garbled)


@given(st.binary(max_size=60), st.integers(0, 150), st.booleans())
def test_arbitrary_bytes_are_a_response_incomplete_or_rejected(noise: bytes, at: int, is_complete: bool) -> None:
    damaged = CHUNKED[:at] + noise + CHUNKED[at:]
    try:
        answer = parse_response(damaged, is_complete=is_complete)
    except InvalidResponse:
        return
    assert answer is None or 200 <= answer.status < 600
