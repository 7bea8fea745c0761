"""Damaged feeds: the parser invents no text."""

import html
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.feed.feed import parse_feed
from sources.records import Content, Document
from tests.sources.factories import examples
from tests.sources.mutations import FLIPS, MUTATIONS, damaged, flipped

FOLDER = Path(__file__).parents[2] / "data" / "feeds"
SAMPLES = [path.read_bytes() for path in sorted(FOLDER.glob("*.xml"))]
TEXTS = st.sampled_from([data.decode("cp949" if b"EUC-KR" in data else "utf-8-sig") for data in SAMPLES])


def read_if_possible(data: bytes) -> Content | None:
    try:
        return parse_feed(Document(data, "https://seom.example/rss.xml"))
    except BrokenDocument:
        return None


def stands_in(words: str, text: str) -> bool:
    """Return whether the letters of some words occur in a text in order, with anything in between."""
    rest = iter(text)
    return all(letter in rest for letter in words if letter.isalnum())


@examples(0.9)
@given(TEXTS, MUTATIONS)
def test_a_damaged_feed_is_read_or_broken_and_no_word_is_invented(
    text: str, mutations: list[tuple[str, int, str]]
) -> None:
    text = damaged(text, mutations)
    content = read_if_possible(text.encode("utf-8", "surrogatepass"))
    # Decoding composes the text (NFC), which also replaces compatibility ideographs.
    meant = unicodedata.normalize("NFC", text + html.unescape(html.unescape(text)))
    for article in content.articles if content else ():
        assert stands_in(article.headline, meant)
        assert all(stands_in(paragraph, meant) for paragraph in article.paragraphs)
        assert not any(hidden in paragraph for paragraph in article.paragraphs for hidden in ("\u202e", "\0"))


@examples(0.2)
@given(st.sampled_from(SAMPLES), FLIPS)
def test_a_feed_with_other_bytes_is_read_or_broken(data: bytes, flips: list[tuple[int, int]]) -> None:
    content = read_if_possible(flipped(data, flips))
    assert content is None or len(content.articles) <= data.count(b"<")


@examples(0.1)
@given(st.binary(max_size=300) | st.builds(lambda rest: b"<rss><channel><item><title>" + rest, st.binary(max_size=300)))
def test_bytes_of_any_kind_are_a_feed_or_broken(data: bytes) -> None:
    content = read_if_possible(data)
    assert content is None or len(content.articles) <= data.count(b"<")
