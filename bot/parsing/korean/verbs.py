"""Forms of Korean verbs and adjectives: a stem of the dictionary and endings, as in 찍어, 꺼내야되나, 요약해줘."""

# ruff: noqa: SIM905 - words that can be read

import re
from collections.abc import Iterator

from sources.korea.everyday_words import load_everyday_words, load_verb_stems

_LONGEST_STEM, _LONGEST_NOUN = 3, 4
_BEFORE = ("으시", "으셨", "시", "셨", "었", "았", "였", "겠", "었었", "았었", "드라", "더")
"""Endings before the last one: of respect, the past, a guess."""

_LAST = frozenset(
    (
        "아 어 여 야 지 죠 네 나 니 냐 노 고 구 며 면 서 도 자 게 러 다 라 는 은 을 던 걸 길 든 군 기 음 슴 데 디 제 소 삼 쇼 슈 유 쥬 쟈 대 댄 단 당 긴 길래 "
        "려고 려면 려나 려는 으려고 으려면 으러 으면 으니 으며 으니까 니까 니깐 다가 다니 는데 은데 던데 는디 은디 인데 인디 을까 을게 을래 을지 을걸 을라나 든지 던지 거나 거든 "
        "구나 구만 구먼 기에 기만 습니다 습니까 습니당 슴다 니다 니까 십시오 세요 셔 이소 더라 더라고 더라구 더니 더냐 잖아 잖어 라고 다고 냐고 자고 라며 다며 라던데 다던데 당께 "
        "랑께 당가 랑가 능교 는교 능겨 는겨 데이 카이 도록 듯 듯이 자마자 지만 지마는 수록 다면 라면 는지 은지 는가 은가 던가 는거 은거 을거 는건 을건 는겁니까 네요 군요 나요 "
        "가요 까요 지요 어요 아요 여요 에요 예요 죠 고요 구요 는데요 은데요 거든요 잖아요 대요 래요 세용 어용 아용 어여 아여 나여 는다 는대 는다며 는구나 는군 는중 는지요 는다고 "
        "나보다 나봐 을려나 을랑가 어서 아서 여서 어도 아도 여도 어야 아야 여야 어라 아라 여라 어지 아지 어야지 아야지 으신 으실 신 실"
    ).split()
)
_AFTER_A = frozenset("요 서 야 도 라 용 여 서요 도요 야지 야죠 야해 라고 유".split())
_AFTER_N = frozenset(
    "데 데요 가 가요 지 지요 다 다고 다며 다던데 대 대요 걸 디 당 당가 댜 겨 교 감 거 건 것 거야 거임 디유 데용".split()
)
_AFTER_L = frozenset(
    (
        "까 까요 까여 까용 게 게요 게용 래 래요 지 지도 걸 걸요 수록 라나 란가 랑가 려고 려면 려나 텐데 께 께요 런지 지요 거 건 것 거야 거임 때 듯 쏘냐 줄 수 라고 라구 낀데 "
        "낀교"
    ).split()
)
_AFTER_P = frozenset("니다 니까 니당 니꺼 시다 쇼 디다 디까".split())
_OPEN = frozenset("아 어 여 야 고 게 지 도 면 려고 어야 아야 여야 어도 아도 여도 어서 아서 러 으면 어지 아지".split())
"""Endings that an auxiliary verb may follow."""

_AUXILIARIES = frozenset(
    "되 하 싶 있 없 말 마 않 주 보 가 오 놓 두 버리 내 쓰 나 지 드리 달 그러 좋 괜찮 안되 안하 못하".split()
)
_OF_A_NOUN = frozenset("하 되 시키 아니 나 없 있 당하 받 스럽 같".split())
"""What makes a verb of a noun: 요약해, 통제된, 장난아니네."""

_FIRST_SYLLABLE, _FINALS, _VOWELS = ord("가"), 28, 21
_N, _L, _M, _P, _SS = 4, 8, 16, 17, 20
_CONTRACTED = {9: (8,), 14: (13,), 10: (11,), 6: (20,), 4: (18,), 1: (0,)}
"""Vowels of a stem and 아 or 어 together, by the stem's: ㅘ of 와 for ㅗ, ㅝ for ㅜ, ㅙ for ㅚ, ㅕ for ㅣ, ㅓ for ㅡ, ㅐ of 해 for ㅏ."""


_R_STEMS = {"라": "르아", "러": "르어", "랐": "르았", "렀": "르었"}
_P_STEMS = {"운": "은", "울": "을", "움": "음", "워": "어", "웠": "었", "우": "으"}


def is_verb_form(word: str) -> bool:
    """Return whether a Korean word is a form of a verb or adjective, and no frequent noun."""
    if not re.fullmatch("[가-힣]{2,12}", word) or word in load_everyday_words():
        return False
    stems = load_verb_stems()
    if _is_form(word, stems) or _is_form(_regular(word), stems):
        return True
    return any(_is_form(word[length:], _OF_A_NOUN) for length in range(2, min(len(word), _LONGEST_NOUN + 1)))


def _is_form(word: str, stems: frozenset[str]) -> bool:
    for length in range(1, min(len(word), _LONGEST_STEM) + 1):
        part, rest = word[:length], word[length:]
        if rest and part in stems and _is_ending(rest):
            return True
        if any(part[:-1] + stem in stems and _fits(end, rest) for stem, end in _analyses(part[-1])):
            return True
    return False


def _regular(word: str) -> str:
    """Return a word with the first irregular stem as it stands in the dictionary: 발라 is 바르 and 아, 추운 is 춥 and 은."""
    for place in range(1, min(len(word), _LONGEST_STEM + 1)):
        before, here = word[place - 1], word[place]
        rest, final = divmod(ord(before) - _FIRST_SYLLABLE, _FINALS)
        if here in "라러랐렀" and final == _L:
            return word[: place - 1] + chr(_FIRST_SYLLABLE + rest * _FINALS) + _R_STEMS[here] + word[place + 1 :]
        if here in _P_STEMS and not final:
            return word[: place - 1] + chr(_FIRST_SYLLABLE + rest * _FINALS + _P) + _P_STEMS[here] + word[place + 1 :]
    return word


def _is_ending(rest: str) -> bool:
    """Return whether syllables are endings, of which an auxiliary verb may follow."""
    if rest in _LAST:
        return True
    for before in _BEFORE:
        if rest.startswith(before) and _is_ending(rest[len(before) :]):
            return True
    ends = (end for end in _OPEN if rest.startswith(end) and len(rest) > len(end))
    return any(_is_form(rest[len(end) :], _AUXILIARIES) for end in ends)


def _analyses(syllable: str) -> Iterator[tuple[str, str]]:
    """Yield the last syllable of a stem, and the ending's letters, that a syllable may be made of."""
    rest, final = divmod(ord(syllable) - _FIRST_SYLLABLE, _FINALS)
    initial, vowel = divmod(rest, _VOWELS)
    ends = {0: "아", _N: "ㄴ", _L: "ㄹ", _M: "ㅁ", _P: "ㅂ", _SS: "ㅆ"}
    if final not in ends:
        return
    for contracted in _CONTRACTED.get(vowel, ()):
        # 왔 and 와, but no 완.
        if final in {0, _SS}:
            yield chr(_FIRST_SYLLABLE + (initial * _VOWELS + contracted) * _FINALS), ends[final]
    if final:
        yield chr(_FIRST_SYLLABLE + rest * _FINALS), ends[final]


def _fits(end: str, rest: str) -> bool:
    """Return whether the syllables after a stem with an ending's letters go on with them."""
    match end:
        case "아":
            return (
                not rest or rest in _AFTER_A or _is_form(rest, _AUXILIARIES) or (rest[0] == "야" and _is_ending(rest))
            )
        case "ㄴ":
            return not rest or rest in _AFTER_N
        case "ㄹ":
            return not rest or rest in _AFTER_L
        case "ㅂ":
            return rest in _AFTER_P
        case "ㅁ":
            return not rest
    return _is_ending(rest)
