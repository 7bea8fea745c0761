"""What went wrong on the way, in words that give no secret away.

aiohttp's errors quote addresses as they are, keys included. They are told in other words here, and not chained.
"""

import os
import ssl

import aiohttp

from sources.errors import FetchFailed, ForbiddenAddress
from sources.fetch.connections import NotPublic

TROUBLE = (aiohttp.ClientError, TimeoutError)
"""What aiohttp raises where an answer does not come, or not whole."""

_PERMANENT: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorSSLError, "no secure connection could be agreed on"),
    (aiohttp.ClientResponseError, "the answer is not HTTP, or its headers are too long"),
)
_PASSING: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "the host is not known"),
    (aiohttp.ConnectionTimeoutError, "the connection was not taken in time"),
    (TimeoutError, "the answer did not end in time"),
    (aiohttp.ClientError, "the answer breaks off"),
)


def explain(error: aiohttp.ClientError | TimeoutError) -> FetchFailed:
    """Say what an error on the way means, and whether it may pass by itself."""
    if isinstance(error, aiohttp.InvalidURL):
        return ForbiddenAddress("the address cannot be asked")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchFailed(f"the certificate is not valid: {_certificate(error.certificate_error)}")
    for kind, words in _PERMANENT:
        if isinstance(error, kind):
            return FetchFailed(words)
    if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, aiohttp.ClientConnectorDNSError):
        return _unconnected(error.os_error)
    words = next(words for kind, words in _PASSING if isinstance(error, kind))
    return FetchFailed(words, passing=True)


def _unconnected(error: OSError) -> FetchFailed:
    if isinstance(error, NotPublic):
        return ForbiddenAddress(f"{error.strerror}; the operator can allow that for this source")
    reason = os.strerror(error.errno) if error.errno else "no address of the host takes it"
    return FetchFailed(f"there is no connection: {reason}", passing=True)


def _certificate(error: Exception) -> str:
    return error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else "it belongs to another host"
