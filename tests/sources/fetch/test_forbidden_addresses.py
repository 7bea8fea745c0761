import pytest
from aiohttp.abc import AbstractResolver
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from sources.errors import ForbiddenAddress
from sources.fetch import Fetcher, addresses
from sources.fetch.addresses import is_public, parse_url, redact_url
from tests.sources.fetch.badsource import BadSource, answer, moved
from tests.sources.fetch.factories import NOW, FakeResolver, RecordedPauses

ANY = "0.0.0.0"  # noqa: S104 - nothing listens there; it is asked
NOT_PUBLIC = [
    ANY, "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1", "64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1", "2001:10::1",
    "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "ff0e::1", "localhost", "2130706433", "0x7f.1", "127.1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "223.255.255.254",
    "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2606:4700::1111", "2a00:1450::1",
]  # fmt: skip
UNREADABLE = "the URL cannot be parsed"
HOSTLESS = "the URL has no valid host"
SCHEME = "the URL does not begin with http:// or https://"
CREDENTIALS = "the URL contains a user name or password"
REDIRECTED = "it redirects to a forbidden address"
REFUSED = "the host is not on the public internet; to allow it, give the source this address and private = true"


async def refusal(fetcher: Fetcher, address: str, *, private: bool = False) -> str:
    with pytest.raises(ForbiddenAddress) as caught:
        await fetcher.fetch(address, private=private)
    assert not caught.value.is_transient
    return str(caught.value)


def finder(names: AbstractResolver, pauses: RecordedPauses) -> Fetcher:
    return Fetcher(lambda: NOW, resolver=names, sleep=pauses)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_global_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_global_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST", "ⓛocalhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
     ANY, "0x7f.1", "0x7f000001"],
)  # fmt: skip
async def test_loopback_is_rejected_in_every_spelling(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, host: str
) -> None:
    source.serve("/", answer(b"secret"))
    assert (await refusal(fetcher, source.address(host=host))).endswith(f":{source.port}/: {REFUSED}")
    assert source.connections == 0
    assert pauses == []


@pytest.mark.parametrize("host", ["2130706433", "127.1", "127.0.0.1.", "0177.0.0.1", "017700000001"])
async def test_a_non_canonical_ip_address_is_rejected(fetcher: Fetcher, source: BadSource, host: str) -> None:
    source.serve("/", answer(b"secret"))
    for private in (False, True):
        assert await refusal(fetcher, source.address(host=host), private=private)
    assert source.connections == 0


@pytest.mark.parametrize("host", ["[::1]", "[::]", "[fe80::1]", "10.0.0.1", "169.254.169.254", "[64:ff9b::7f00:1]"])
async def test_other_non_public_networks_are_rejected(fetcher: Fetcher, host: str) -> None:
    assert await refusal(fetcher, f"https://{host}/a?b=c") == f"https://{host}/a: {REFUSED}"


async def test_a_name_that_resolves_to_loopback_is_rejected(source: BadSource, pauses: RecordedPauses) -> None:
    for ends in (["127.0.0.1"], ["::ffff:127.0.0.1"], ["::1", "127.0.0.1"], ["10.0.0.1", "127.0.0.1", "fe80::1"]):
        async with finder(FakeResolver(ends), pauses) as fetcher:
            assert REFUSED in await refusal(fetcher, source.address(host="paper.example"))
    assert source.connections == 0
    assert pauses == []


async def test_only_the_public_addresses_of_a_name_are_used(
    source: BadSource, pauses: RecordedPauses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", {"127.0.0.1": True, "127.0.0.2": False}.__getitem__)
    address = source.serve("/", answer(b"page")).replace("localhost", "paper.example")
    async with BadSource("127.0.0.2") as secret, finder(FakeResolver(["127.0.0.2", "127.0.0.1"]), pauses) as fetcher:
        secret.port = source.port
        fetched = await fetcher.fetch(address)
    assert fetched is not None
    assert fetched.document.data == b"page"


async def test_a_name_that_resolves_to_loopback_later_is_rejected(
    source: BadSource, pauses: RecordedPauses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", {"127.0.0.1": False, "127.0.0.2": True}.__getitem__)
    async with BadSource("127.0.0.2") as public:
        names = FakeResolver(["127.0.0.2"], ["127.0.0.1"])
        async with finder(names, pauses) as fetcher:
            public.serve("/", moved(source.address("/secret", host="paper.example")))
            assert REFUSED in await refusal(fetcher, public.address(host="paper.example"))
    assert names.looked_up == ["paper.example"] * 2
    assert source.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", ANY])
async def test_a_private_source_may_not_redirect_to_other_networks(
    fetcher: Fetcher, source: BadSource, host: str
) -> None:
    address = source.serve("/", moved(source.address("/secret", host=host)))
    assert REFUSED in await refusal(fetcher, address, private=True)
    assert source.connections == 1


async def test_a_private_source_may_not_redirect_to_another_port_of_its_host(
    fetcher: Fetcher, source: BadSource
) -> None:
    async with BadSource() as other:
        address = source.serve("/", moved(other.serve("/secret", answer(b"secret"))))
        assert REFUSED in await refusal(fetcher, address, private=True)
        assert other.connections == 0


async def test_a_redirect_from_the_public_internet_to_loopback_is_rejected(
    source: BadSource, pauses: RecordedPauses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", {"127.0.0.1": True, "127.0.0.2": False}.__getitem__)
    async with BadSource("127.0.0.2") as secret, finder(FakeResolver(["127.0.0.1"]), pauses) as fetcher:
        for host in ("127.0.0.2", "paper.example"):
            source.serve("/", moved(secret.address("/", host="127.0.0.2")))
            assert REFUSED in await refusal(fetcher, source.address(host="paper.example")), host
    assert secret.connections == 0


async def test_a_source_that_is_allowed_to_be_private_may_redirect_to_itself(
    fetcher: Fetcher, source: BadSource
) -> None:
    source.serve("/new", answer(b"page"))
    fetched = await fetcher.fetch(source.serve("/", moved(source.address("/new"))), private=True)
    assert fetched is not None
    assert fetched.document.data == b"page"


async def test_private_access_is_granted_per_source(fetcher: Fetcher, source: BadSource) -> None:
    address = source.serve("/", answer(b"page"))
    assert await fetcher.fetch(address, private=True) is not None
    assert REFUSED in await refusal(fetcher, address)
    assert source.connections == 1


async def test_a_proxy_in_the_environment_is_not_used(
    fetcher: Fetcher, source: BadSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, source.address())
    assert REFUSED in await refusal(fetcher, "http://10.0.0.1/")
    assert source.connections == 0


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", SCHEME),
        ("gopher://paper.example/", SCHEME),
        ("ftp://paper.example/", SCHEME),
        ("data:text/html,x", SCHEME),
        ("//paper.example/", SCHEME),
        ("paper.example", SCHEME),
        ("", SCHEME),
        ("http://reader@paper.example/", CREDENTIALS),
        ("http://reader:word@paper.example/", CREDENTIALS),
        ("http:///rss", HOSTLESS),
        ("http:\\\\paper.example\\", HOSTLESS),
        ("http://a b/", HOSTLESS),
        ("http://%6cocalhost/", HOSTLESS),
        ("http://paper.example:0/", HOSTLESS),
        ("http://paper.example:99999/", UNREADABLE),
        ("http://[::1", UNREADABLE),
    ],
)
async def test_an_invalid_url_is_rejected_also_as_a_redirect(
    fetcher: Fetcher, source: BadSource, address: str, reason: str
) -> None:
    assert await refusal(fetcher, address) == reason
    if "://" in address and not address.startswith("http:///"):
        start = source.serve("/", moved(address))
        assert await refusal(fetcher, start, private=True) == f"{start}: {REDIRECTED}: {reason}"
        assert len(source.requests) == 1


@given(st.text() | st.from_regex(r"https?://[^/]{0,20}(/.{0,20})?(\?.{0,20})?"))
def test_any_text_is_a_url_or_rejected(text: str) -> None:
    for base in (None, URL("http://paper.example/rss")):
        try:
            url = parse_url(text, base)
        except ForbiddenAddress:
            continue
        assert url.scheme in {"http", "https"}
        assert "?" not in redact_url(url)
        assert redact_url(url).isprintable()
        assert len(redact_url(url)) <= 201
