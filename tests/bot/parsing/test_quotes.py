"""What was not understood is quoted in the whole words of the message."""

import pytest

from bot.parsing.quotes import quote, quote_all


@pytest.mark.parametrize(
    ("said", "part", "quoted"),
    [
        *(("土日以外に7時", "以", "土日以外"), ("周末除外，7点推送", "除", "周末除外")),
        *(("뉴스에서 정치는 빼줘", "정치", "정치는"), ("every other Monday", "ever", "every")),
        *(
            ("từ ngày 20/5 gửi lúc 7h", "từ ngày 20 tháng 5", "từ ngày 20/5"),
            ("평일 7시", "nowhere", "nowhere"),
            ("", "a", "a"),
        ),
    ],
)
def test_whole_words_are_quoted(said: str, part: str, quoted: str) -> None:
    assert quote(said, part) == quoted


def test_what_stands_in_one_word_is_quoted_once() -> None:
    assert quote_all("土日以外に7時", ["以外", "土日以"]) == ["土日以外"]
