"""Slips of the finger in words of the grammar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.korean.slips import correct
from bot.parsing.vocabulary.korean_words import WORDS
from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("오널 날씨", "오늘 날씨"),
        ("내잉 제주", "내일 제주"),
        ("부산 날씨 어떄", "부산 날씨 어때"),
        ("미세믄지", "미세먼지"),
        ("알려죠요", "알려줘요"),
    ],
)
def test_a_word_one_slip_away_is_corrected(text: str, corrected: str) -> None:
    assert correct(text, PLACES) == corrected


@pytest.mark.parametrize("text", ["우산동", "오늘", "매일", "글씨", "예비", "부산", "울산 날씨", "뿌룽뿡"])
def test_places_and_other_words_stay(text: str) -> None:
    assert correct(text, PLACES) == text


@given(st.sampled_from(sorted(WORDS)))
def test_a_word_of_the_grammar_is_no_slip(word: str) -> None:
    assert correct(word, PLACES) == word


@pytest.mark.parametrize("word", ["고제", "고제 날씨"])
def test_a_word_as_near_to_a_place_is_not_corrected(word: str) -> None:
    assert correct(word, PLACES) == word
