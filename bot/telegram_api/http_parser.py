"""Reads an answer of HTTP/1.1 (RFC 9112) from what has come in so far."""

import re
from dataclasses import dataclass

_LONGEST_HEAD = 64 * 1024
_LONGEST_BODY = 50 * 1024 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_CODING = re.compile(rb"\r\ntransfer-encoding:([^\r\n]*)\r\n", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:[^\r\n]*\bclose\b[^\r\n]*\r\n", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_FIRST_FINAL = 200  # what comes before is news of the real answer
_WITHOUT_BODY = frozenset({204, 304})


class Garbled(ValueError):
    """What came in is no answer of HTTP/1.1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer.

    Attributes:
        status: HTTP's status.
        body: as it was sent.
        is_last: whether the connection can take no other request.
    """

    status: int
    body: bytes
    is_last: bool


def read_answer(received: bytes | bytearray, *, is_over: bool = False) -> Answer | None:
    """The answer, or None while more of it has to come.

    Args:
        received: all that the connection has brought since the request left.
        is_over: whether nothing more will come.

    Raises:
        Garbled: it is none, or larger than any that Telegram sends.
    """
    begin = 0
    while True:
        status, end = _head(received, begin)
        if not end:
            return None
        if status >= _FIRST_FINAL:
            break
        begin = end
    head = bytes(received[begin:end])
    is_last = is_over or head.startswith(b"HTTP/1.0") or _CLOSE.search(head) is not None
    found = _body(status, head, received, end, is_over=is_over)
    if found is None:
        return None
    body, after = found
    return Answer(status, body, is_last or after != len(received))


def _head(received: bytes | bytearray, begin: int) -> tuple[int, int]:
    """The status, and where the body begins; 0 while the head is not complete."""
    end = received.find(_END_OF_HEAD, begin)
    if end < 0:
        if len(received) - begin > _LONGEST_HEAD:
            raise Garbled("a head without an end")
        return 0, 0
    match = _STATUS.match(received, begin)
    if match is None:
        raise Garbled("no status line")
    return int(match[2]), end + len(_END_OF_HEAD)


def _body(
    status: int, head: bytes, received: bytes | bytearray, begin: int, *, is_over: bool
) -> tuple[bytes, int] | None:
    """The body and where it ends, or None while it is not complete."""
    if status in _WITHOUT_BODY:
        return b"", begin
    if len(received) - begin > _LONGEST_BODY:
        raise Garbled("a body without an end")
    if coding := _CODING.search(head):
        if coding[1].strip().lower() != b"chunked":
            raise Garbled("a transfer coding that was not asked for")
        return _chunks(received, begin)
    if length := _LENGTH.search(head):
        end = begin + int(length[1])
        return (bytes(received[begin:end]), end) if end <= len(received) else None
    return (bytes(received[begin:]), len(received)) if is_over else None


def _chunks(received: bytes | bytearray, at: int) -> tuple[bytes, int] | None:
    """A body that comes in chunks, and where its end is; None while it is not complete."""
    parts: list[bytes] = []
    while (line_end := received.find(b"\r\n", at)) >= 0:
        match = _CHUNK.fullmatch(received, at, line_end + 2)
        if match is None:
            raise Garbled("no size of a chunk")
        size, at = int(match[1], 16), line_end + 2
        if size == 0:
            # Fields may come behind the last chunk; an empty line ends them.
            end = received.find(_END_OF_HEAD, at - 2)
            return None if end < 0 else (b"".join(parts), end + len(_END_OF_HEAD))
        if len(received) < at + size + 2:
            return None
        if received[at + size : at + size + 2] != b"\r\n":
            raise Garbled("a chunk without an end")
        parts.append(bytes(received[at : at + size]))
        at += size + 2
    return None
