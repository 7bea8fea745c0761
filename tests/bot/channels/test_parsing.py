import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.parsing import (
    MAX_HASHTAG_LENGTH,
    MAX_SIGNATURE_LENGTH,
    ChannelRequest,
    Reference,
    parse_channel_request,
    parse_hashtag,
    parse_reference,
    parse_signature,
)
from bot.rendering.layout import utf16_length


@pytest.mark.parametrize(
    ("word", "reference"),
    [
        ("@morning_post", "@morning_post"),
        ("Morning_Post", "@Morning_Post"),
        ("https://t.me/morning_post", "@morning_post"),
        ("t.me/morning_post/12", "@morning_post"),
        ("http://telegram.me/s/morning_post?before=3", "@morning_post"),
        ("-1001234567890", -1_001_234_567_890),
        ("https://t.me/c/1234567890/12", -1_001_234_567_890),
        ("@abc", None),
        ("@아침소식", None),
        ("-400001", None),
        ("100001", None),
        ("https://t.me/+AbCdEf123", None),
        ("https://example.com/morning_post", None),
        ("", None),
    ],
)
def test_a_channel_is_named_by_its_name_its_link_or_its_id(word: str, reference: Reference | None) -> None:
    assert parse_reference(word) == reference


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("@morning_post", ChannelRequest("@morning_post")),
        ("@morning_post signature  Good   day", ChannelRequest("@morning_post", "signature", "Good day")),
        ("@morning_post Hashtag #날씨", ChannelRequest("@morning_post", "hashtag", "#날씨")),
        ("@morning_post signature", ChannelRequest("@morning_post", "signature")),
        ("@morning_post delete", None),
        ("", None),
    ],
)
def test_a_expectednames_a_channel_and_at_most_one_change(words: str, expected: ChannelRequest | None) -> None:
    assert parse_channel_request(words.split()) == expected


@pytest.mark.parametrize(
    ("text", "hashtag"),
    [
        ("#날씨", "#날씨"),
        ("weather", "#weather"),
        (" #tin_buổi_sáng ", "#tin_buổi_sáng"),
        ("#2024天気", "#2024天気"),
        ("#2024", None),
        ("#two words", None),
        ("##weather", None),
        ("#", None),
        ("#_", None),
        ("#<b>", None),
        ("x" * MAX_HASHTAG_LENGTH, "#" + "x" * MAX_HASHTAG_LENGTH),
        ("x" * (MAX_HASHTAG_LENGTH + 1), None),
    ],
)
def test_a_hashtag_is_one_word_and_not_only_digits(text: str, hashtag: str | None) -> None:
    assert parse_hashtag(text) == hashtag


@given(st.text())
@example("a" * MAX_SIGNATURE_LENGTH)
@example("😀" * (MAX_SIGNATURE_LENGTH // 2 + 1))
def test_a_signature_is_one_line_that_is_not_too_long(text: str) -> None:
    signature = parse_signature(text)
    if signature is None:
        assert not text.split() or utf16_length(" ".join(text.split())) > MAX_SIGNATURE_LENGTH
    else:
        assert "\n" not in signature
        assert 0 < utf16_length(signature) <= MAX_SIGNATURE_LENGTH
        assert parse_signature(signature) == signature


@given(st.text())
def test_any_text_gives_a_valid_reference_or_none(word: str) -> None:
    reference = parse_reference(word)
    assert reference is None or re.fullmatch(r"-100\d{5,13}|@[A-Za-z]\w{3,31}", str(reference), re.ASCII)
