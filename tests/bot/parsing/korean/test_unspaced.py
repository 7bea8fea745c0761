"""Korean texts without spaces."""

import pytest

from bot.parsing.korean.unspaced import insert_spaces
from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("내일비오나여수", "내일 비 오나 여수"),
        ("대구날씨알려줘", "대구 날씨 알려줘"),
        ("서울오늘미세먼지어때요", "서울 오늘 미세먼지 어때요"),
        ("강릉토요일날씨", "강릉 토요일 날씨"),
        ("오늘7시에부산", "오늘 7시에 부산"),
        ("평일아침여섯시반에보내줘여수", "평일 아침 여섯시반에 보내줘 여수"),
        ("목포삭제해줘", "목포 삭제해줘"),
    ],
)
def test_words_and_names_are_divided(text: str, spaced: str) -> None:
    assert insert_spaces(text, PLACES) == spaced


@pytest.mark.parametrize(
    "text", ["해운대해수욕장", "알려주세요", "내일만나요", "서울비즈니스고", "오늘의유머", "비오는날수채화"]
)
def test_a_name_or_a_text_with_other_words_stays_as_it_is(text: str) -> None:
    assert insert_spaces(text, PLACES) == text
