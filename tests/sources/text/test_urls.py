import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.urls import are_other_articles, canonical_url

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
        ("https://seom.example/#/news/3", "https://seom.example/#/news/3"),
        ("https://seom.example/a?b=1#!/news/3", "https://seom.example/a?b=1#!/news/3"),
        ("https://seom.example/a#/", "https://seom.example/a"),
        ("https://seom.example/a?tabId=1#", "https://seom.example/a?tabId=1"),
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


def test_a_fragment_is_kept_if_it_is_asked_for() -> None:
    assert canonical_url("https://seom.example/a?b=1#n7", with_fragment=True) == "https://seom.example/a?b=1#n7"
    assert canonical_url("https://seom.example/a#", with_fragment=True) == "https://seom.example/a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://seom.example/news/articleView.html?idxno=3", "https://seom.example/news/articleView.html?idxno=4"),
        ("https://www.seom.example/a/3", "https://m.seom.example/a/4"),
        ("https://seom.example/2024/05/13/31", "https://seom.example/2024/05/13/32"),
        ("https://seom.example/#/news/3", "https://seom.example/#/news/4"),
        ("https://seom.example/notices#a", "https://seom.example/notices#b"),
        ("https://seom.example/view/AKR20240513000051", "https://seom.example/view/AKR20240513000052"),
    ],
)
def test_two_numbers_of_one_host_are_two_articles(one: str, other: str) -> None:
    assert are_other_articles(one, other)
    assert are_other_articles(other, one)
    assert not are_other_articles(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://seom.example/a/3", "https://bada.example/a/4"),
        ("https://seom.example/a?idxno=3", "https://seom.example/a?idxno=3&section=2"),
        ("https://www.seom.example/a/3", "https://m.seom.example/amp/3"),
        ("https://seom.example/society/fire", "https://seom.example/local/fire"),
        ("https://seom.example/a", "https://seom.example/a#comments"),
        ("https://n.news.naver.com/article/001/0001", "https://n.news.naver.com/article/002/0002"),
    ],
)
def test_other_differences_of_two_urls_say_nothing(one: str, other: str) -> None:
    assert not are_other_articles(one, other)


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
