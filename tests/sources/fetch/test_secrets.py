"""No error shows a key in a URL."""

import logging
import traceback

import pytest

from sources.errors import FetchFailed
from sources.fetch import Fetcher, Timeouts
from tests.sources.fetch.badsource import Answer, BadSource, answer, moved
from tests.sources.fetch.factories import NOW, PERMANENT, TRANSIENT, FakeResolver, RecordedPauses

SECRET = "hunter2"  # noqa: S105 - opens nothing
QUERY = f"?authKey={SECRET}#{SECRET}"
ELSEWHERE: dict[str, Answer] = {
    "another scheme": moved(f"gopher://paper.example/{QUERY}"),
    "credentials": moved(f"http://{SECRET}:{SECRET}@paper.example/"),
    "no address": moved(f"http://[{SECRET}"),
    "loopback": moved(f"http://127.0.0.1:1/{QUERY}"),
    "broken gzip": answer(b"x", content_encoding="gzip"),
}
BAD = {name: bad for name, (bad, _) in (TRANSIENT | PERMANENT).items()} | ELSEWHERE


async def everything_shown(fetcher: Fetcher, address: str, *, private: bool = False) -> str:
    with pytest.raises(FetchFailed) as caught:
        await fetcher.fetch(address, private=private)
    error: BaseException | None = caught.value
    assert "paper.example" not in repr(error)
    hidden = []
    while error is not None:
        hidden.append(repr(error))
        error = error.__cause__ or error.__context__
    return "".join([*hidden, *traceback.format_exception(caught.value)])


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_no_failure_shows_the_key(
    impatient_fetcher: Fetcher, source: BadSource, bad: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert SECRET not in await everything_shown(impatient_fetcher, source.serve("/", bad) + QUERY, private=True)
    assert source.requests[0].target == f"/?authKey={SECRET}"
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "https://localhost:1/", "http://2130706433/", "http://[::1", "file:///", "http://a b/"],
)
async def test_no_refusal_shows_the_key(impatient_fetcher: Fetcher, address: str) -> None:
    assert SECRET not in await everything_shown(impatient_fetcher, address + QUERY)


@pytest.mark.parametrize("private", [False, True])
async def test_no_failed_connection_shows_the_key(pauses: RecordedPauses, private: bool) -> None:
    patience = Timeouts(connect=0.2, total=0.3)
    for names in (FakeResolver([]), FakeResolver(["127.0.0.1"])):
        async with Fetcher(lambda: NOW, resolver=names, timeouts=patience, sleep=pauses) as fetcher:
            with pytest.raises(FetchFailed) as caught:
                await fetcher.fetch(f"https://paper.example:1/{QUERY}", private=private)
        assert SECRET not in "".join(traceback.format_exception(caught.value))
        assert caught.value.address == "https://paper.example:1/"
