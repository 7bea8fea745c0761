"""Patterns of many words find what `re` finds, in whatever text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.parsing.patterns import words
from bot.parsing.patterns.alternatives import split
from bot.parsing.patterns.words import Words
from bot.parsing.reader import read
from bot.parsing.vocabulary import talk_words, weather_words
from tests.bot.factories import PLACES

_PIECES = (
    *(
        "비",
        "비가",
        "눈",
        "와",
        "안개",
        "바람",
        "바람이 불",
        "습도",
        "날씨",
        "30도",
        "雨",
        "下雨",
        "大雨",
        "mưa rào",
        "MƯA",
        "độ ẩm",
    ),
    *(
        "rain",
        "Rainy",
        "INDIA",
        "ın",
        "ſun",
        "İ",
        "wind",
        "he",
        "a",
        "b",
        "ab",
        "abc",
        "c",
        " ",
        " ",
        "?",
        ".",
        "\x1f",
        "7",
        "",
    ),
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
_PATTERNS = {
    "alternatives": ("a|ab|(?:c|b)c|[bc]a", 0),
    "empty": ("b*|a", 0),
    "groups": (r"(a)(b)?|(?P<rest>c)", re.IGNORECASE),
    "look around": (r"(?<![a-z])(?:a|abc|ab)(?![a-z])|(?<=c)(?:(?:a|b)c|雨)+", re.IGNORECASE),
    "repeated": (r"(?:ab){2,}|[^\W\d]{5}|x?y?[a-c]c", re.IGNORECASE),
    "brackets": (r"[|()]|\(|\||[]a]b|[^]|]c", 0),
    "sun": ("sun|in|i", re.IGNORECASE),
    "rain": (weather_words.RAIN.pattern, re.IGNORECASE),
    "wind": (weather_words.WIND.pattern, re.IGNORECASE),
    "thanks": (talk_words.THANKS.pattern, re.IGNORECASE),
}


@pytest.fixture(scope="module", params=_PATTERNS)
def pair(request: pytest.FixtureRequest) -> tuple[Words, re.Pattern[str]]:
    pattern, flags = _PATTERNS[request.param]
    return Words(pattern, flags), re.compile(pattern, flags)


def _spans(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


@given(text=_TEXTS)
@settings(max_examples=60)
def test_words_find_what_re_finds(pair: tuple[Words, re.Pattern[str]], text: str) -> None:
    own, compiled = pair
    assert _spans(own.finditer(text)) == _spans(compiled.finditer(text))
    assert own.sub("-", text) == compiled.sub("-", text)
    assert own.sub(lambda match: f"<{match[0]}>", text) == compiled.sub(lambda match: f"<{match[0]}>", text)
    for found, expected in (
        (own.search(text), compiled.search(text)),
        (own.match(text), compiled.match(text)),
        (own.fullmatch(text), compiled.fullmatch(text)),
    ):
        assert (found and (found.span(), found.groups())) == (expected and (expected.span(), expected.groups()))


def test_all_matches_are_found() -> None:
    assert Words("b(a)|c").findall("bac") == ["a", ""]
    assert Words("ba|c").findall("bac") == ["ba", "c"]


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("a|b", ["a", "b"]),
        ("(?<!x)(?:a|bc)d|e", ["(?<!x)ad", "(?<!x)bcd", "e"]),
        ("(?:a|b)+|c", ["(?:a|b)+", "c"]),
        (r"[|]\||(?=a|b)c", [r"[|]\|", "(?=a|b)c"]),
    ],
)
def test_alternatives_are_divided(pattern: str, alternatives: list[str]) -> None:
    assert split(pattern) == alternatives


def test_a_text_that_was_read_is_forgotten() -> None:
    read("비밀 이야기", PLACES)
    assert words._pieces.cache_info().currsize == 0  # noqa: SLF001 - nobody else can see it
