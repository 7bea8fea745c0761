"""Shorthand of chats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.korean.shorthand import expand_shorthand, replace_pictures


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("원주 ㄴㅆ", "원주 날씨"),
        ("내일 비오ㅏ?", "내일 비와?"),
        ("알려쥬ㅓ 안양", "알려쥬 안양"),
        ("おしえてー", "おしえて"),
        ("날씨 ㅋㅋㅋ", "날씨 ㅋㅋㅋ"),
    ],
)
def test_words_and_syllables_become_whole(text: str, expanded: str) -> None:
    assert " ".join(expand_shorthand(text).split()) == expanded


def test_a_picture_becomes_a_word() -> None:
    assert replace_pictures("❄️오나").split() == ["눈", "오나"]


@given(st.text(st.sampled_from("가오쥬각ㅏㅓㅣㅋㄴㅆ☔❄️ー 7て")))
def test_any_text_keeps_its_other_letters(text: str) -> None:
    assert expand_shorthand(text).count("각") == text.count("각")
    assert replace_pictures(text).count("7") == text.count("7")
