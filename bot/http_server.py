"""HTTP servers of the bot, in its event loop."""

import logging
import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.errors import AddressUnusable
from bot.setting_values import ListenAddress
from bot.settings import variable

_KEEPALIVE_SECONDS = 75.0
"""Seconds after which an idle connection is closed."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def serving(
    app: web.Application, address: ListenAddress, setting: str, tls: ssl.SSLContext | None = None
) -> AsyncIterator[None]:
    """Serve an application until the block ends.

    Args:
        app: the application.
        address: where to listen.
        setting: name of the setting that has the address.
        tls: the context of TLS; None for plain HTTP.

    Raises:
        AddressUnusable: nobody can listen there, because another program does or the host is not of this machine.
    """
    logger = logging.getLogger(f"{__name__}.requests")
    logger.addFilter(_is_bug)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=1.0, keepalive_timeout=_KEEPALIVE_SECONDS, logger=logger
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, address.host, address.port, ssl_context=tls)
        try:
            await site.start()
        except OSError as error:
            raise AddressUnusable(f"cannot listen on {address} ({variable(setting)}): {_describe(error)}") from None
        _log.info("Listening at %s (%s)", f"{'https' if tls else 'http'}://{address}", variable(setting))
        yield
    finally:
        await runner.cleanup()


def _is_bug(record: logging.LogRecord) -> bool:
    # Anybody can send what is no HTTP, and the error quotes it.
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _describe(error: OSError) -> str:
    # asyncio's own text repeats the address.
    if isinstance(error, socket.gaierror) or error.errno is None:
        return "there is no such host"
    return os.strerror(error.errno)
