"""Requests of sources by aiohttp, politely and within limits, never to a private network unless it is allowed."""

import asyncio
import datetime as dt
import os
import ssl
from collections.abc import Awaitable, Callable

import aiohttp
from aiohttp.abc import AbstractResolver
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_random_exponential
from yarl import URL

from sources.errors import FetchFailed, ForbiddenAddress
from sources.fetch.addresses import NotPublic, open_public_socket, parse_url, redact_url
from sources.fetch.response import Fetched, Validators, read_response
from sources.fetch.timeouts import Timeouts

MAX_REDIRECTS = 5
_MAX_ATTEMPTS = 3
# A source that asks for a longer pause is not retried until its next poll.
_MAX_PAUSE = dt.timedelta(minutes=1)

# Random, so that installations whose requests failed together do not come back together.
_jitter = wait_random_exponential(multiplier=2, min=1, max=_MAX_PAUSE)

_NETWORK_ERRORS = (aiohttp.ClientError, TimeoutError)
_PERMANENT_ERRORS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorSSLError, "TLS could not be negotiated"),
    (aiohttp.ClientResponseError, "the response is not HTTP, or its headers are too long"),
)
# In this order: the first two are subclasses of the last two.
_TRANSIENT_ERRORS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "the host name cannot be resolved"),
    (aiohttp.ConnectionTimeoutError, "the connection timed out"),
    (TimeoutError, "the response timed out"),
    (aiohttp.ClientError, "the response is incomplete"),
)


class Client:
    """HTTP client; see `sources.fetch.fetcher.Fetcher`. It is made in a running event loop.

    Args:
        now: returns the current time, aware.
        user_agent: the User-Agent header.
        timeouts: timeouts of one attempt; the usual ones by default.
        resolver: DNS resolver, closed by the caller; the system's by default.
        sleep: sleeps some seconds between two attempts.
    """

    def __init__(
        self,
        now: Callable[[], dt.datetime],
        user_agent: str,
        timeouts: Timeouts | None,
        resolver: AbstractResolver | None,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._now = now
        self._user_agent = user_agent
        self._timeouts = timeouts or Timeouts()
        self._resolver = resolver
        self._sleep = sleep
        self._public, self._private = self._open_session(private=False), self._open_session(private=True)

    async def close(self) -> None:
        """Close the connections."""
        await self._public.close()
        await self._private.close()

    def _open_session(self, *, private: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            # Polls are minutes apart: a TLS handshake for each is acceptable (docs/decisions/018).
            force_close=True,
            socket_factory=None if private else open_public_socket,
        )
        return aiohttp.ClientSession(
            connector=connector,
            # Requests must not depend on earlier ones; a broken cookie would only be a line in the log.
            cookie_jar=aiohttp.DummyCookieJar(),
            # aiohttp would add br and zstd where their packages are installed; only these two are decoded here.
            headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip, deflate"},
            # No total here: it would begin again with each redirect. `_attempt` sets one deadline for all.
            timeout=aiohttp.ClientTimeout(total=None, connect=self._timeouts.connect),
            # See `read_response`: aiohttp accepts truncated streams and has no limit for bombs.
            auto_decompress=False,
            # A proxy would open the connection in our stead, past the check for private networks.
            trust_env=False,
            middlewares=(_send_once,),
        )

    async def fetch(self, address: str, *, private: bool, validators: Validators | None) -> Fetched | None:
        """Fetch a source's document; arguments and errors as for `Fetcher.fetch`."""
        attempts = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(_MAX_ATTEMPTS),
            wait=_get_pause,
            retry=retry_if_exception(_is_retryable),
            reraise=True,
        )
        return await attempts(self._attempt, parse_url(address), private, validators or Validators())

    async def _attempt(self, first: URL, private: bool, validators: Validators) -> Fetched | None:
        deadline = asyncio.get_running_loop().time() + self._timeouts.total
        url = first
        # aiohttp's own redirects would not choose the session per hop.
        for _ in range(1 + MAX_REDIRECTS):
            # Another port of the host may be another service, such as a database's.
            session = self._private if private and url.origin() == first.origin() else self._public
            response = await self._request(session, url, validators, deadline)
            if not isinstance(response, URL):
                return response
            url = response
        failure = FetchFailed(f"more than {MAX_REDIRECTS} redirects")
        failure.address = redact_url(first)
        raise failure

    async def _request(
        self, session: aiohttp.ClientSession, url: URL, validators: Validators, deadline: float
    ) -> Fetched | URL | None:
        try:
            async with (
                asyncio.timeout_at(deadline),
                session.get(url, headers=validators.to_headers(), allow_redirects=False) as response,
            ):
                return await read_response(response, validators, self._now())
        except FetchFailed as error:
            failure = error
        except _NETWORK_ERRORS as error:
            failure = _to_failure(error)
        # Raised outside the except blocks, so that a traceback does not show aiohttp's error: it quotes the whole URL.
        failure.address = redact_url(url)
        raise failure


async def _send_once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Send a request; a broken connection is an error at once, as aiohttp would resend without a pause."""
    try:
        return await send(request)
    # aiohttp does not resend without a connection, and `_to_failure` needs the kind of the error.
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise aiohttp.ClientPayloadError from error


def _is_retryable(error: BaseException) -> bool:
    if not isinstance(error, FetchFailed) or not error.is_transient:
        return False
    return error.retry_after is None or error.retry_after <= _MAX_PAUSE


def _get_pause(state: RetryCallState) -> float:
    """Return the seconds until the next attempt: the pause that the source asks for, plus jitter."""
    error = state.outcome.exception() if state.outcome else None
    requested = error.retry_after if isinstance(error, FetchFailed) else None
    # Added to the request: many clients that were told the same second must not come back in it.
    return _jitter(state) + (requested or dt.timedelta(0)).total_seconds()


def _to_failure(error: aiohttp.ClientError | TimeoutError) -> FetchFailed:
    """Convert an error of aiohttp's, whose text may contain a key, into one without secrets."""
    if isinstance(error, aiohttp.InvalidURL):
        return ForbiddenAddress("the URL is invalid")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchFailed(f"the certificate is invalid: {_describe_certificate(error.certificate_error)}")
    for kind, reason in _PERMANENT_ERRORS:
        if isinstance(error, kind):
            return FetchFailed(reason)
    if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, aiohttp.ClientConnectorDNSError):
        return _to_connection_failure(error.os_error)
    reason = next(reason for kind, reason in _TRANSIENT_ERRORS if isinstance(error, kind))
    return FetchFailed(reason, is_transient=True)


def _to_connection_failure(error: OSError) -> FetchFailed:
    if isinstance(error, NotPublic):
        return ForbiddenAddress(f"{error.strerror}; to allow it, give the source this address and private = true")
    reason = os.strerror(error.errno) if error.errno else "no address of the host accepted the connection"
    return FetchFailed(f"could not connect: {reason}", is_transient=True)


def _describe_certificate(error: Exception) -> str:
    return error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else "it belongs to another host"
