"""`jogan sources`: feeds are tried and added, sources paused and asked, and all of it with --json too."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from typer.testing import CliRunner, Result

from commands import app
from sources.fetch import addresses
from tests.log_setup import loggers_as_they_were
from tests.sources.fetch.badsource import BadSource, answer

FEED = (
    '<rss version="2.0"><channel><title>인천신문</title><item><title>새 도서관 문 열어</title>'
    "<link>/a?idxno=1</link></item></channel></rss>"
).encode()


def jogan(*words: str, said: str | None = None) -> Result:
    return CliRunner().invoke(app, ["sources", *words], said)


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def source(portal: BlockingPortal, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BadSource]:
    """A server in another thread, and a bot whose only source is a folder."""
    monkeypatch.setenv("JOGAN_DATABASE_URL", database_url)
    Path("pages").mkdir()
    Path("jogan.toml").write_text('[[source]]\ntype = "folder"\nname = "쪽"\npath = "pages"\n')
    with portal.wrap_async_context_manager(BadSource()) as source, loggers_as_they_were():
        yield source


def test_an_address_in_the_private_network_is_never_requested(source: BadSource) -> None:
    source.serve("/rss", answer(FEED))
    result = jogan("add", source.address("/rss"), "--yes")
    assert result.exit_code == 1
    assert "private" in result.stderr or "public" in result.stderr
    assert source.requests == []


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("ftp://paper.example/rss",), "address: "),
        (("paper.example",), "an address must begin with http(s):// and name a host"),
        (("https://paper.example/rss", "--region", "노르웨이"), "region: "),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(words: tuple[str, ...], reason: str) -> None:
    result = jogan("add", *words)
    assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr


def test_a_feed_is_tried_added_asked_paused_and_removed(source: BadSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda _: True)
    source.serve("/rss", *[answer(FEED)] * 9)
    words = ("add", source.address("/rss"), "--name", "인천신문", "--region", "인천")
    refused = jogan(*words, said="n\n")
    assert refused.exit_code == 1
    assert "인천신문 (인천): 1 articles, without dates\n    새 도서관 문 열어" in refused.output
    added = jogan(*words, "--yes", "--json")
    assert json.loads(added.stdout) == {
        "source": "인천신문", "address": source.address("/rss"), "region": "인천", "articles": 1,
    }  # fmt: skip
    again = jogan(*words, "--yes")
    assert (again.exit_code, "already" in again.stderr) == (2, True)
    asked = [json.loads(jogan("ask", "인천신문", "--json").stdout)["articles"] for _ in range(2)]
    assert asked == [1, 0]
    assert jogan("pause", "인천신문").stdout == "인천신문 is paused.\n"
    checked = json.loads(jogan("check", "--json").stdout)
    assert [one["name"] for one in checked["sources"]] == ["쪽", "인천신문"]
    assert checked["paused"] == ["인천신문"]
    assert "인천신문: paused since " in jogan("check").stdout
    assert jogan("resume", "인천신문").stdout == "인천신문 is requested again.\n"
    assert jogan("resume", "인천신문").exit_code == 2
    assert json.loads(jogan("remove", "인천신문", "--json").stdout) == {"source": "인천신문", "removed": True}
    assert jogan("remove", "인천신문").exit_code == 2


@pytest.mark.usefixtures("source")
def test_a_source_that_is_not_there_is_named_with_those_that_are() -> None:
    for command in ("pause", "ask"):
        result = jogan(command, "쪽")
        assert (result.exit_code, "is called '쪽'; there are" in result.stderr) == (2, True)
