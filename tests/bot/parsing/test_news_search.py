"""Words to search the news for."""

import pytest

from bot.parsing.news_search import search_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("오늘 부산 화재 뉴스 좀 보여줘", "부산 화재"),
        ("최신 뉴스 알려줘", ""),
        ("주말 행사 뉴스", "주말 행사"),
        ("show me the latest news about wildfires in Andong", "wildfires Andong"),
        ("釜山のニュース教えて", "釜山"),
        ("有什么新闻", ""),
        ("tin tức mới nhất ở Busan", "Busan"),
        ("폭우 피해 뉴스", "폭우 피해"),
        ("반도체 기사 찾아봐줘", "반도체"),
        ("부동산 소식 찾아보고 싶어요", "부동산"),
        ("지진 기사 검색 좀", "지진"),
        ("검색엔진 뉴스", "검색엔진"),
        ("", ""),
    ],
)
def test_words_that_only_ask_are_left_out(text: str, words: str) -> None:
    assert search_words(text) == words
