"""Words for the errors of connections, without the URLs that aiohttp's own words quote, and the token in them."""

import os
import ssl

import aiohttp


def describe(error: Exception) -> str:
    """Return the operating system's message for an error, else the name of the error's class."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "the host name cannot be resolved"
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    number = cause.errno if isinstance(cause, OSError) and not isinstance(cause, ssl.SSLError) else None
    # DNS failures have negative numbers, for which the system has no message, and those of TLS errors are OpenSSL's.
    return os.strerror(number) if number and number > 0 else type(error).__name__
