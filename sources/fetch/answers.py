"""What an answer means."""

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from sources.errors import ErrorAnswer, ForbiddenAddress
from sources.fetch.addresses import checked
from sources.fetch.body import read_body
from sources.fetch.circuit import LONGEST_WAIT
from sources.records import Document

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECONDS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a source needs to tell whether its document has changed since.

    Attributes:
        etag: the version as the source names it.
        last_modified: when it was changed, in the source's own words.
    """

    etag: str | None = None
    last_modified: str | None = None

    def as_conditions(self) -> dict[str, str]:
        """The headers that ask for the document only if it has changed."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document, and what to ask with the next time.

    Attributes:
        document: what was got.
        validators: to be kept once the document has been taken in, and given to the next fetch.
    """

    document: Document
    validators: Validators


async def read_answer(
    response: aiohttp.ClientResponse, validators: Validators, now: dt.datetime
) -> Fetched | URL | None:
    """Read an answer: a document, the address to be asked instead, or None for a document that has not changed.

    Raises:
        ErrorAnswer: it tells an error.
        FetchFailed: it cannot be used, or redirects to where nobody may go.
    """
    headers, status = response.headers, response.status
    if status == HTTPStatus.OK:
        return Fetched(await _document(response), _validators(headers))
    if status == HTTPStatus.NOT_MODIFIED and validators.as_conditions():
        return None
    if status in _REDIRECTS and (location := headers.get("Location")):
        return _redirected(response.url, location)
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = _retry_after(headers.get("Retry-After", ""), now)
        raise ErrorAnswer(status, f"the answer is {_named(status)}", passing=True, wait=wait)
    raise ErrorAnswer(status, f"the answer is {_named(status)}", await _document(response))


async def _document(response: aiohttp.ClientResponse) -> Document:
    return Document(await read_body(response), str(response.url), _charset(response.charset))


def _redirected(url: URL, location: str) -> URL:
    try:
        return checked(location, url)
    except ForbiddenAddress as error:
        raise ForbiddenAddress(f"it redirects to where nothing is fetched: {error}") from error


def _named(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _validators(headers: CIMultiDictProxy[str]) -> Validators:
    return Validators(_sendable(headers.get("ETag")), _sendable(headers.get("Last-Modified")))


def _sendable(value: str | None) -> str | None:
    """What can be stored and sent back as it is; a broken validator is none."""
    return value if value and value.isascii() and value.isprintable() else None


def _charset(name: str | None) -> str | None:
    """A text encoding that Python knows; where the header's is none, the document itself has to tell."""
    try:
        # Zeros are text in every encoding; for no bytes at all Python does not even look the name up.
        bytes(4).decode(name or "")
    except (LookupError, ValueError):
        return None
    return name.lower() if name else None


def _retry_after(value: str, now: dt.datetime) -> dt.timedelta | None:
    """How long the source asks to be left alone, by RFC 9110: seconds or a date; None where it does not say."""
    try:
        return min(max(_told_wait(value.strip(), now), dt.timedelta(0)), LONGEST_WAIT)
    except (ValueError, OverflowError):  # neither seconds nor a date that exists
        return None


def _told_wait(value: str, now: dt.datetime) -> dt.timedelta:
    if _SECONDS.fullmatch(value):
        return dt.timedelta(seconds=int(value))
    until = parsedate_to_datetime(value)
    return (until if until.tzinfo else until.replace(tzinfo=dt.UTC)) - now
