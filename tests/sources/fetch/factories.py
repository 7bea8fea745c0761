"""A clock, a resolver and a sleep for the fetcher, and the responses of bad sources."""

import asyncio
import datetime as dt
import socket

from aiohttp.abc import AbstractResolver, ResolveResult

from tests.sources.fetch.badsource import (
    Answer,
    aborting,
    answer,
    dripping,
    endless,
    garbling,
    head,
    moved,
    resetting,
    silent,
)

NOW = dt.datetime(2024, 5, 13, 6, 30, tzinfo=dt.UTC)
CHUNKED = head(transfer_encoding="chunked")
TRANSIENT: dict[str, tuple[Answer, str]] = {
    "slow": (silent, "the response timed out"),
    "dripping": (dripping, "the response timed out"),
    "truncated": (head(content_length="100") + b"half", "the response is incomplete"),
    "hanging up": (b"", "the response is incomplete"),
    "reset at once": (aborting, "the response is incomplete"),
    "reset in the middle": (resetting, "the response is incomplete"),
    "truncated chunks": (CHUNKED + b"64\r\nhalf", "the response is incomplete"),
    "garbled chunks": (garbling, "the response timed out"),  # aiohttp goes on waiting
    "500": (answer(status="500 Oops"), "the server answered 500 (Internal Server Error)"),
    "503": (answer(status="503 Busy"), "the server answered 503 (Service Unavailable)"),
    "429": (answer(status="429 Slower"), "the server answered 429 (Too Many Requests)"),
    "599": (answer(status="599 What"), "the server answered 599"),
}
PERMANENT: dict[str, tuple[Answer, str]] = {
    "endless": (endless, "the response is longer than 5 MiB"),
    "redirect loop": (moved("/"), "more than 5 redirects"),
    "redirect to nowhere": (answer(status="302 Found"), "the server answered 302 (Found)"),
    "no HTTP": (b"220 mail.example ESMTP\r\n\r\n", "the response is not HTTP, or its headers are too long"),
    "garbled chunks from the start": (CHUNKED + b"zzz\r\n", "the response is not HTTP, or its headers are too long"),
    "huge header": (answer(x="x" * 2**20), "the response is not HTTP, or its headers are too long"),
    "many headers": (
        head().removesuffix(b"\r\n") + b"x: y\r\n" * 2**17,
        "the response is not HTTP, or its headers are too long",
    ),
    "304 to an unconditional request": (answer(status="304 Not Modified"), "the server answered 304 (Not Modified)"),
    "204": (head("204 No Content"), "the server answered 204 (No Content)"),
    "404": (answer(status="404 Gone"), "the server answered 404 (Not Found)"),
    "418": (answer(status="418 \x1b[31m"), "the server answered 418 (I'm a Teapot)"),
}


class RecordedPauses(list[float]):
    """Recorded pauses between attempts, seconds; nothing sleeps."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)


class FakeResolver(AbstractResolver):
    """Fake DNS: each look-up returns the next list of addresses, and repeats the last one."""

    def __init__(self, *turns: list[str]) -> None:
        self.turns = list(turns)
        self.looked_up: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.looked_up.append(host)
        ends = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if not ends:
            raise OSError(None, "no such name")
        return [
            ResolveResult(hostname=host, host=end, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
            for end in ends
        ]

    async def close(self) -> None:
        """Nothing is open."""
