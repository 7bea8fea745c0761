"""Texts of punctuation and few letters, which fingers type by accident, pass every parser of what people write."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.parsing import parse_channel_request, parse_hashtag, parse_signature
from bot.parsing.deep_links import decode
from bot.parsing.place_names import find_typo, is_only_places, parse_places
from bot.parsing.subscribe import parse_subscribe
from bot.rendering.inline_cards import parse_inline_question
from bot.rendering.news_query import find_ambiguous_regions, parse_search, suggest_regions
from bot.rendering.place_questions import render_place_question, with_suggestions
from bot.rendering.subscription import render_request_errors
from tests.bot.factories import PLACES, TRANSLATORS

KOREAN = TRANSLATORS["ko"]
PARSERS: tuple[Callable[[str], object], ...] = (
    PLACES.find,
    lambda text: parse_places(text, PLACES, 10),
    lambda text: render_place_question(text, with_suggestions(text, PLACES.find(text), PLACES), KOREAN),
    lambda text: is_only_places(text, PLACES),
    lambda text: find_typo(text, PLACES),
    lambda text: render_request_errors(parse_subscribe(text.split(), PLACES), PLACES, KOREAN),
    parse_inline_question,
    lambda text: parse_search(text, PLACES),
    lambda text: find_ambiguous_regions(text, PLACES),
    lambda text: suggest_regions(text, PLACES),
    lambda text: decode(text, PLACES),
    lambda text: parse_channel_request(text.split()),
    parse_signature,
    parse_hashtag,
    TRANSLATORS.find_language,
)
# Signs that a parser gives a meaning to, others, spaces of several kinds, and few letters and digits.
PIECES = [*"=#@/:.,，、-_~!?'\"()[]<>&%+*·…「\u00a0\u3000\u200b \t\n", "abc", "인천", "오전", "7", "7시"]
punctuated = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(punctuated)
@example("abc =")
@example("abc =\u3000")
def test_no_parser_fails_on_punctuation(text: str) -> None:
    for parse in PARSERS:
        parse(text)


@pytest.mark.parametrize(("text", "names"), [("=", []), ("abc =", ["abc"])])
def test_a_sign_for_keys_alone_is_no_name(text: str, names: list[str]) -> None:
    assert [name.text for name in parse_subscribe(text.split(), PLACES).names] == names
