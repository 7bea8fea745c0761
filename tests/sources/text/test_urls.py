import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.urls import canonical_url

BASE = "https://seom.example/rss/allArticle.xml"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://seom.example/news/articleView.html?idxno=3", "https://seom.example/news/articleView.html?idxno=3"),
        ("HTTPS://Seom.Example:443/a", "https://seom.example/a"),
        ("http://seom.example:80/a", "http://seom.example/a"),
        ("http://seom.example:8080/a", "http://seom.example:8080/a"),
        ("/news/a", "https://seom.example/news/a"),
        ("news/a", "https://seom.example/rss/news/a"),
        ("../a", "https://seom.example/a"),
        ("?idxno=3", "https://seom.example/rss/allArticle.xml?idxno=3"),
        ("//m.seom.example/a", "https://m.seom.example/a"),
        (" https://seom.example/a\n", "https://seom.example/a"),
        ("https://seom.example/a?b=2&a=1&b=1", "https://seom.example/a?a=1&b=2&b=1"),
        ("https://seom.example/a?idxno=3&amp;section=2", "https://seom.example/a?idxno=3&section=2"),
        ("https://seom.example/a?idxno=3#comment", "https://seom.example/a?idxno=3"),
        ("https://seom.example/a?", "https://seom.example/a"),
        ("https://seom.example/a?utm_source=rss&utm_medium=x&idxno=3", "https://seom.example/a?idxno=3"),
        ("https://seom.example/a?fbclid=1&gclid=2&igshid=3&mc_cid=4&mc_eid=5&UTM_ID=6", "https://seom.example/a"),
        ("https://seom.example/a?NaPm=ct%3D1&n_media=2", "https://seom.example/a"),
        ("https://seom.example/a?ref=main&source=1&mc=2", "https://seom.example/a?mc=2&ref=main&source=1"),
        ("https://seom.example/a?q=%B0%A1", "https://seom.example/a?q=%B0%A1"),
        ("https://seom.example/가?q=나", "https://seom.example/%EA%B0%80?q=%EB%82%98"),
        ("http://섬.example/", "http://xn--jj4b.example/"),
    ],
)
def test_a_link_has_one_address(link: str, address: str) -> None:
    assert canonical_url(link, BASE) == address
    assert canonical_url(address) == address


@pytest.mark.parametrize(
    "link",
    [
        None, "", " ", "#top:", "javascript:alert(1)", "data:text/html,x", "mailto:a@seom.example", "ftp://seom.example/",
        "http://", "http:///a", "http://[x", "http://seom.example:99999/", "http://seom.example:x/", "http://se om/",
        "https://me:secret@seom.example/", "http://x\u202e.example/", "https://seom.example/" + "a" * 3_000,
    ],
)  # fmt: skip
def test_a_link_that_is_not_an_http_url_gives_none(link: str | None) -> None:
    assert canonical_url(link) is None


def test_a_relative_link_without_a_base_is_none() -> None:
    assert canonical_url("/news/a") is None
    assert canonical_url("/news/a", "file:///etc/") is None


@given(st.text(max_size=40), st.sampled_from([None, BASE, "", "http://[", "x"]))
def test_normalizing_any_url_twice_changes_nothing(link: str, base: str | None) -> None:
    address = canonical_url(link, base)
    assert address is None or (address.startswith(("http://", "https://")) and canonical_url(address) == address)


@given(st.text(st.sampled_from("ab=&%?#;/+ 가"), max_size=20))
def test_normalizing_any_query_twice_changes_nothing(query: str) -> None:
    address = canonical_url(f"https://seom.example/a?{query}")
    assert address is not None
    assert canonical_url(address) == address
