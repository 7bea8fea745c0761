"""Connections that do not lead into a private network."""

import errno
import socket
from dataclasses import dataclass

import aiohttp
from aiohttp.abc import AbstractResolver

from sources.fetch.addresses import is_public


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a source is waited for.

    Attributes:
        connection: seconds until it must have taken the connection, its name's look-up and TLS included.
        answer: seconds until its whole answer must be there, however many redirects lead to it.
    """

    connection: float = 10
    answer: float = 30


class NotPublic(OSError):
    """A socket was not opened, because the other end is not on the public internet."""

    def __init__(self) -> None:
        # Always the same words: aiohttp makes another error of several that differ.
        super().__init__(errno.EACCES, "the host is not on the public internet")


def open_public_socket(target: aiohttp.AddrInfoType) -> socket.socket:
    """Make the socket for a connection.

    This stands behind the look-up of names: `target` is what will be connected to, so that neither an address in an
    odd spelling nor a name that changes its mind comes past it.

    Raises:
        NotPublic: the target is not on the public internet.
    """
    family, kind, protocol, _, end = target
    if not is_public(str(end[0])):
        raise NotPublic
    return socket.socket(family, kind, protocol)


async def _ask_once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Let a connection that breaks be an end: aiohttp would ask again at once, without a pause."""
    try:
        return await send(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise aiohttp.ClientPayloadError from error


def open_session(
    user_agent: str, patience: Patience, *, private: bool, resolver: AbstractResolver | None
) -> aiohttp.ClientSession:
    """Open a session that keeps nothing from one request to the next: no connection, no cookie.

    It decompresses nothing, and takes no proxy and no password from its surroundings.
    """
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        force_close=True,
        socket_factory=None if private else open_public_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
        timeout=aiohttp.ClientTimeout(total=None, connect=patience.connection),
        auto_decompress=False,
        trust_env=False,
        middlewares=(_ask_once,),
    )
