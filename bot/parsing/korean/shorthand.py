"""Shorthand of chats: initials, pictures for words, vowels typed apart, sounds drawn out."""

import re
import unicodedata

from bot.parsing.patterns.words import Words

_PICTURES = {
    **dict.fromkeys("☔🌧💧🌂☂⛈🌦", "비"), **dict.fromkeys("❄☃⛄🌨", "눈"), **dict.fromkeys("🌡", "기온"), **dict.fromkeys("😷🌫", "미세먼지"),
    **dict.fromkeys("🌀🌪", "태풍"), **dict.fromkeys("📰🗞", "뉴스"), **dict.fromkeys("🌤⛅🌥☁", "날씨"), **dict.fromkeys("⚡🌩", "번개"),
}  # fmt: skip
"""Pictures that stand for words: ❄️오나."""

_PICTURE = Words(f"[{''.join(_PICTURES)}]\ufe0f?")
# 날씨 in initials: ㄴㅆ.
_INITIALS = {
    "ㄴㅆ": "날씨",
    "ㄴㅅㅇㄸ": "날씨 어때",
    "ㄴㅆㅇㄸ": "날씨 어때",
    "ㅇㄸ": "어때",
    "ㅇㄸㅇ": "어때요",
    "ㅁㅅㅁㅈ": "미세먼지",
    "ㅇㄴㄴㅆ": "오늘 날씨",
    "ㄴㅇㄴㅆ": "내일 날씨",
}
_INITIALS_ALONE = Words(rf"(?<![ㄱ-ㅎㅏ-ㅣ])(?:{'|'.join(_INITIALS)})(?![ㄱ-ㅎㅏ-ㅣ])")
# 토 6시: the day of the week, where no other word of one syllable makes sense. 일 6시 may be work.
_WEEKDAY = Words(r"(?<![가-힣])([월화수목금토])(?=\s(?:(?:오전|오후|아침|저녁|새벽|밤|낮)\s?)?[0-9]{1,2}\s?시)")
_VOWELS_APART = {
    (8, "ㅏ"): 9,
    (8, "ㅐ"): 10,
    (8, "ㅣ"): 11,
    (13, "ㅓ"): 14,
    (13, "ㅔ"): 15,
    (13, "ㅣ"): 16,
    (18, "ㅣ"): 19,
}
"""Compound vowels by their first vowel's number and the second one's letter: 오ㅏ is 와."""

_INITIAL_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# ㄴㅐ일 is 내일.
_LETTERS_APART = Words(f"([{_INITIAL_LETTERS}])([ㅏ-ㅣ])(?=[가-힣])")
_STRAY_VOWEL = Words("([가-힣])([ㅏ-ㅣ])(?![ㄱ-ㅎㅏ-ㅣ가-힣])")
_DRAWN_OUT = Words(r"(?<=[ぁ-んー])[ー〜~]+(?=$|[\s!?！？。])")


def _join_letters(match: re.Match[str]) -> str:
    return unicodedata.normalize(
        "NFC", chr(0x1100 + _INITIAL_LETTERS.index(match[1])) + chr(0x1161 + ord(match[2]) - ord("ㅏ"))
    )


def expand_shorthand(text: str) -> str:
    """Return a text with whole words and syllables."""
    text = _LETTERS_APART.sub(_join_letters, text)
    text = _INITIALS_ALONE.sub(lambda match: f" {_INITIALS[match[0]]} ", text)
    text = _WEEKDAY.sub(r"\1요일", text)
    return _DRAWN_OUT.sub("", _STRAY_VOWEL.sub(_join_vowel, text))


def replace_pictures(text: str) -> str:
    """Return a text with words instead of pictures."""
    return _PICTURE.sub(lambda match: f" {_PICTURES[match[0][0]]} ", text)


def _join_vowel(match: re.Match[str]) -> str:
    """Return a syllable with the vowel that was typed after it; without it if both make no syllable."""
    rest, final = divmod(ord(match[1]) - ord("가"), 28)
    initial, vowel = divmod(rest, 21)
    joined = vowel if final else _VOWELS_APART.get((vowel, match[2]), vowel)
    return chr(ord("가") + (initial * 21 + joined) * 28 + final)
