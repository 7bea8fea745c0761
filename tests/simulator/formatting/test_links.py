import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.formatting.dates import FormattedDate
from simulator.formatting.links import normalize_link, parse_emoji_or_date, parse_user_id


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://Example.COM/A?b#c", "https://example.com/A?b#c"),
        ("example.com", "http://example.com/"),
        ("example.com?a", "http://example.com/?a"),
        ("http://me:secret@example.com:080/a b", "http://me:secret@example.com:80/a%20b"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
        ("https://날씨.example.com", "https://날씨.example.com/"),
        ("https://a%20b.com", "https://a%20b.com/"),
        ("tg://user?id=5", "tg://user?id=5"),
        ("TG:resolve?domain=x", "tg://resolve?domain=x"),
        ("ton://transfer/x", "ton://transfer/x"),
    ],
)
def test_links_are_normalized_as_telegram_does(link: str, written: str) -> None:
    assert normalize_link(link) == written


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "URL host is empty"),
        ("https://", "URL host is empty"),
        ("https://.", "Host is invalid"),
        ("nowhere", "Wrong HTTP URL"),
        ("http://localhost:3000", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("https://example.com:port", "Wrong port number specified in the URL"),
        ("https://example.com:65536", "Wrong port number specified in the URL"),
        ("https://exa mple.com", "Disallowed character in URL host"),
        ("https://[::1", "Disallowed character in URL host"),
        ("https://[::x]", "Wrong IPv6 address specified in the URL"),
        ("https://a%2.com", "Wrong percent-encoded symbol in URL host"),
        ("https://a b@c.com", "Disallowed character in URL userinfo"),
        ("tg://a.b", "Unallowed characters in URL host"),
        ("ton://a:80", "Wrong ton URL"),
    ],
)
def test_invalid_links_have_telegrams_reason(link: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        normalize_link(link)


@pytest.mark.parametrize("link", ["http://example.com", "example.com", "bad", "tg://resolve"])
def test_a_web_app_needs_https(link: str) -> None:
    with pytest.raises(ValueError, match="Only HTTPS links are allowed"):
        normalize_link(link, https_only=True)


def test_links_mention_people_and_show_emoji() -> None:
    assert (parse_user_id("tg://user?id=5"), parse_user_id("tg:user?id=5"), parse_user_id("tg://user?id=x")) == (
        5,
        5,
        None,
    )
    assert parse_emoji_or_date("TG://EMoJI/?test=1231&id=25#id=32") == "25"
    assert parse_emoji_or_date("tg:time?format=Tdw&unix=5") == FormattedDate(5, "wdT")


@given(st.text(st.sampled_from("htps:/?#@[]%a1.-탐 ")) | st.text())
def test_any_text_is_a_link_or_rejected(link: str) -> None:
    for check in (normalize_link, parse_emoji_or_date):
        # Any other kind of error fails the test.
        with contextlib.suppress(ValueError):
            check(link)


@given(st.text(st.sampled_from("htps:/?#@%a1.- "), min_size=1))
def test_a_normalized_link_stays_the_same(link: str) -> None:
    with contextlib.suppress(ValueError):
        assert normalize_link(written := normalize_link(link)) == written
