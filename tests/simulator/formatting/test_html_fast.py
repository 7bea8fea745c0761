"""What is read fast is read as the strict parser reads it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.formatting.html import parse_simple, parse_strict

_PIECES = [
    "<b>", "</b>", "<i>", "</i>", "<del>", "</del>", "<code>", "</code>", "<B>", "</b >", "<b", "<a>", "</a>", "</>",
    '<a href="https://example.com/?a=1&amp;b=2">', '<a href="no address">', "<a href='https://example.com'>",
    "&amp;", "&lt;", "&quot;", "&#65;", "&nbsp;", "&", ">", "<", "맑음 15.9\u2103", "\U0001f326", " ", "\n", "word",
]  # fmt: skip


@given(source=st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
@example(source='<b>a</b>&amp;<i><b>\U0001f326</b></i><a href="https://example.com">b</a>')
def test_what_is_read_fast_is_read_as_the_strict_parser_reads_it(source: str) -> None:
    if (read := parse_simple(source)) is not None:
        assert read == parse_strict(source)


@pytest.mark.parametrize("source", ["", "plain", "<b>a</b>", "a &lt; b", '<a href="https://example.com/">a</a> b'])
def test_what_is_usual_is_read_fast(source: str) -> None:
    assert parse_simple(source) is not None


@pytest.mark.parametrize("source", ["<b>", "</b>", "<b>a</i>", "<x>a</x>", "a < b", '<a href="https://'])
def test_what_is_wrong_is_left_to_the_strict_parser(source: str) -> None:
    assert parse_simple(source) is None
    with pytest.raises(ApiError):
        parse_strict(source)
