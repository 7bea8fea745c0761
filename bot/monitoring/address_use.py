"""Address of the endpoints: who listens on it."""

import enum
import errno
import socket

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.errors import AddressUnusable
from bot.monitoring.server import HEALTHY
from bot.setting_values import ListenAddress

_ANSWER_SECONDS = 3.0
"""Seconds that a server on the same machine may take to answer."""


class AddressUse(enum.Enum):
    """Use of an address by a server."""

    FREE = enum.auto()
    JOGAN = enum.auto()
    """A running bot, by its answer of `/healthz`."""
    OTHER = enum.auto()


async def find_use(address: ListenAddress) -> AddressUse:
    """Return who listens on an address of this machine.

    Raises:
        AddressUnusable: nobody can, such as because the host is not of this machine.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        socket.create_server(address, family=family).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise AddressUnusable(f"cannot listen on {address}: {error.strerror}") from None
        return AddressUse.JOGAN if await _is_jogan(address) else AddressUse.OTHER
    return AddressUse.FREE


async def _is_jogan(address: ListenAddress) -> bool:
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=_ANSWER_SECONDS)) as session,
            session.get(f"http://{address}/healthz") as response,
        ):
            return await response.text() == HEALTHY
    except (ClientError, TimeoutError, UnicodeError):
        return False
