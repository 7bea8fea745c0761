from importlib.metadata import version

import pytest

from sources.fetch import Fetched, Fetcher, Validators
from sources.records import Document
from tests.sources.fetch.badsource import Answer, BadSource, answer, head, moved
from tests.sources.fetch.factories import NOW

PAGE = "맑음속초18.5℃".encode()


async def fetched(fetcher: Fetcher, address: str, validators: Validators | None = None) -> Fetched:
    result = await fetcher.fetch(address, private=True, validators=validators)
    assert result is not None
    return result


async def test_a_document_has_its_address_and_the_charset_of_the_header(fetcher: Fetcher, source: BadSource) -> None:
    address = source.serve("/rss", answer(PAGE, content_type="text/xml; charset=EUC-KR"))
    assert (await fetched(fetcher, f"{address}?a=1#top")).document == Document(PAGE, f"{address}?a=1", "euc-kr")
    assert source.requests[0].target == "/rss?a=1"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html",
        "text/html; charset=",
        "text/html; charset=nonsense",
        "text/html; charset=zlib",
        ";;;",
        "\udcc0=\udcff",
    ],
)
async def test_a_charset_that_is_unknown_is_left_to_decoding(
    fetcher: Fetcher, source: BadSource, content_type: str
) -> None:
    address = source.serve("/", answer(PAGE, content_type=content_type))
    assert (await fetched(fetcher, address)).document.charset is None


async def test_a_wrong_charset_leaves_the_bytes_unchanged(fetcher: Fetcher, source: BadSource) -> None:
    body = "맑음".encode("cp949")
    address = source.serve("/", answer(body, content_type='text/html; charset="utf-8"'))
    assert (await fetched(fetcher, address)).document == Document(body, address, "utf-8")


async def test_an_empty_body_is_an_empty_document(fetcher: Fetcher, source: BadSource) -> None:
    address = source.serve("/", answer(), answer(content_encoding="gzip"))
    assert (await fetched(fetcher, address)).document.data == b""
    assert (await fetched(fetcher, address)).document.data == b""


async def test_a_body_may_end_with_the_connection_or_come_in_chunks(fetcher: Fetcher, source: BadSource) -> None:
    chunked = head(transfer_encoding="chunked") + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    address = source.serve("/", head() + b"abcde", chunked)
    assert (await fetched(fetcher, address)).document.data == b"abcde"
    assert (await fetched(fetcher, address)).document.data == b"abcde"


async def test_the_request_identifies_the_bot_and_has_no_cookies(fetcher: Fetcher, source: BadSource) -> None:
    source.serve("/old", answer(status="302 Found", location="/new", set_cookie="id=1; Path=/"))
    source.serve("/new", answer(PAGE, set_cookie="id=2; Path=/"))
    await fetched(fetcher, source.address("/old"))
    await fetched(fetcher, source.address("/new"))
    for request in source.requests:
        assert request.headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert request.headers["user-agent"] == f"Jogan/{version('jogan')} (+https://github.com/jogan-bot/jogan)"
        assert request.headers["accept-encoding"] == "gzip, deflate"
    assert len(source.requests) == 3


async def test_the_operator_can_set_the_user_agent(source: BadSource) -> None:
    async with Fetcher(lambda: NOW, user_agent="Mozilla/5.0 (X11)") as fetcher:
        await fetched(fetcher, source.serve("/", answer(PAGE)))
    assert source.requests[0].headers["user-agent"] == "Mozilla/5.0 (X11)"


async def test_the_second_fetch_is_conditional_and_gives_none(fetcher: Fetcher, source: BadSource) -> None:
    changed = "Mon, 13 May 2024 06:00:00 GMT"
    address = source.serve("/", answer(PAGE, etag='W/"7"', last_modified=changed), answer(status="304 Not Modified"))
    validators = (await fetched(fetcher, address)).validators
    assert validators == Validators('W/"7"', changed)
    assert await fetcher.fetch(address, private=True, validators=validators) is None
    first, second = (request.headers for request in source.requests)
    assert "if-none-match" not in first
    assert "if-modified-since" not in first
    assert second["if-none-match"] == 'W/"7"'
    assert second["if-modified-since"] == changed


async def test_a_changing_etag_gives_the_document_again(fetcher: Fetcher, source: BadSource) -> None:
    address = source.serve("/", answer(PAGE, etag='"1"'), answer(PAGE, etag='"2"'))
    first = await fetched(fetcher, address)
    second = await fetched(fetcher, address, first.validators)
    assert second.document == first.document
    assert second.validators == Validators('"2"')


@pytest.mark.parametrize("etag", ["", "조간", '"\udcff"'])
async def test_an_invalid_etag_is_ignored(fetcher: Fetcher, source: BadSource, etag: str) -> None:
    address = source.serve("/", answer(PAGE, etag=etag))
    assert (await fetched(fetcher, address)).validators == Validators()


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_a_redirect_is_followed_to_a_relative_or_absolute_address(
    fetcher: Fetcher, source: BadSource, status: str
) -> None:
    target = source.serve("/뉴스", answer(PAGE))
    source.serve("/%EB%89%B4%EC%8A%A4", answer(PAGE))
    for location in ("뉴스", target, f"//localhost:{source.port}/뉴스#top"):
        address = source.serve("/old", moved(location, status))
        document = (await fetched(fetcher, address)).document
        assert document == Document(PAGE, source.address("/%EB%89%B4%EC%8A%A4"))


async def test_five_redirects_are_followed(fetcher: Fetcher, source: BadSource) -> None:
    says: list[Answer] = [moved("/")] * 5
    assert (await fetched(fetcher, source.serve("/", *says, answer(PAGE)))).document.data == PAGE
