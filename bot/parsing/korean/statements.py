"""Korean sentences that tell or exclaim something, by their last word: 끝내주더라, 싫다, 젖었어."""

from bot.parsing.vocabulary import korean_ending_words

_FINALS, _FIRST = 28, ord("가")
_SS = 20


def tells(text: str) -> bool:
    """Return whether the last word of a Korean text has an ending that tells something."""
    bare = korean_ending_words.TRAIL.sub("", text)
    word = bare.rpartition(" ")[2]
    whole = (korean_ending_words.EXCLAIMED, korean_ending_words.LINKED)
    if word.endswith(korean_ending_words.TELLING_ENDS) or any(one.search(bare) for one in whole):
        return True
    is_asked = korean_ending_words.WEATHER_PAST.fullmatch(word) is not None
    return word not in korean_ending_words.NOUNS and (_states(word) or (_is_past(word) and not is_asked))


def recalls(text: str) -> bool:
    """Return whether a Korean text ends in what somebody saw or holds against others: 춥더라, 왔잖아."""
    word = korean_ending_words.TRAIL.sub("", text).rpartition(" ")[2]
    return word.endswith(korean_ending_words.RECALLED) and not korean_ending_words.HEARD.search(word)


def narrates(text: str) -> bool:
    """Return whether the last word of a Korean text tells of the past: 깼어, 나오더라, but not 취소할래."""
    bare = korean_ending_words.TRAIL.sub("", text)
    word = bare.rpartition(" ")[2]
    is_past = len(word) > 1 and word[-1] in "다네" and _final(word[-2]) == _SS and word[-2] not in "있없겠"
    # 좋겠어 and 받겠어요 wish.
    is_told = is_past or word.endswith(korean_ending_words.RECALLED) or ("겠" not in word and _is_past(word))
    return is_told or bool(korean_ending_words.LONGED.search(bare))


def _states(word: str) -> bool:
    """Return whether a word ends in 다 or 네 after a stem: 온다, 좋다, 오네."""
    if len(word) <= 1 or word[-1] not in "다네":
        return False
    return word[-1] == "네" or word[-2] in korean_ending_words.OPEN_STEMS or bool(_final(word[-2]))


def _is_past(word: str) -> bool:
    end = korean_ending_words.PAST.search(word)
    stem = word[: end.start()] if end else ""
    return bool(stem) and _final(stem[-1]) == _SS


def _final(syllable: str) -> int:
    """Return the number of a syllable's last consonant; 0 if it has none."""
    return (ord(syllable) - _FIRST) % _FINALS if "가" <= syllable <= "힣" else 0
