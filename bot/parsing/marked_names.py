"""Names of places in a text, set aside as letters of the private area: no word of the grammar is read inside one."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.patterns.words import Words
from bot.parsing.place_names import KEY_PREFIX
from bot.parsing.topics import ABOUT_THE_BOT, ASKED_FOR, SMALL_TALK
from bot.parsing.vocabulary import fillers, order_words, talk_words, weather_words
from bot.parsing.vocabulary.unwanted_place_words import UNWANTED_PLACE
from bot.parsing.wording import LATIN, TAKEN
from bot.places import Places
from bot.places.normalization import has_town_ending
from sources.korea.everyday_words import load_adverbs, load_everyday_words
from sources.korea.gazetteer import Kind, Place

_FIRST_NAME = 0xE800
_NAME = f"[{chr(_FIRST_NAME)}-{chr(_FIRST_NAME + 0x3FF)}]"
_KEY = Words(rf"{KEY_PREFIX}[^,]+")
_WORD = Words(r"[가-힣0-9.]+")
# Seoul National University, Mt. Halla, Inch'ŏn: a name of several words, or one with an apostrophe.
_LATIN_WORDS = Words(rf"[{LATIN}][{LATIN}.'-]*(?: [{LATIN}][{LATIN}.'-]*)*", re.IGNORECASE)
_LONGEST_LATIN, _LONG_WORD = 6, 4
_IDEOGRAPHS = Words(r"[\u3040-\u30ff\u4e00-\u9fff々]+")
_IDEOGRAPHIC_WORDS = Words(
    "天[気气氣]|[毎每今明翌][朝日晩晚]|午[前後后]|[早晚]上|下[雨雪周]|今天|明天|后天|後天|[最]?[高低]気温|気温|气温|大雨|大雪|中文|新[闻聞]|最[新近高低]"
)
_LONGEST_IDEOGRAPHIC = 8
_KATAKANA_PAIR = Words("[ァ-ヶー]{2}")
_LAST_HIRAGANA = "\u309f"
_AND_PARTICLES = ("하고요", "이랑요", "이랑", "하고", "랑", "과", "와", "이나", "나")
_OTHER_PARTICLES = (
    "에서는", "에서도", "에서", "에는", "에도", "까지는", "까지", "부터", "으로", "은요", "는요", "이요", "이에요", "예요", "에요", "이야",
    # 청주인데: where somebody is.
    "인데요", "인데", "인디", "이라서", "이라", "입니다", "이고요", "이구요", "이고", "인가요", "인가", "이거든요", "이거든", "이네요", "이네", "이냐", "이지만",
    "보다는", "보다도", "보다", "쪽에서", "쪽은", "쪽에", "쪽도", "쪽으로", "쪽", "근처에", "근처는", "근처", "부근", "에선", "에다", "시내", "지역",
    "에", "은", "는", "도", "이", "가", "을", "를", "의", "만", "로", "요", "엔", "여", "임",
)  # fmt: skip
_OF_VERBS = frozenset({"이", "가", "나", "만", "로", "을", "를", "과", "와"})
_SEPARATORS = re.compile(
    rf"[{TAKEN},，、·ㆍ・/&+;:()\[\]\"“”‘’!?.…~。！？\n|]+|(?<![a-z])(?:and|và|or|vs)(?![a-z])|(?<=\s)(?:및|와|과|또는|아니면)(?=\s)",
    re.IGNORECASE,
)
_JOINED = Words(rf"(?<={_NAME})\s?(?:和|与|與|跟|及|と|や|或|还是)\s?(?={_NAME}|$)")
_PARTICLES_OF_NAMES = Words(rf"(?<={_NAME})(?:では|には|[のはをがにでもへ的])")
# Only names of places are looked at, so that no other words of people are kept.
_MAX_CACHED_NAMES = 4096


def set_aside_names(text: str, places: Places, names: list[str]) -> str:
    """Replace names of places by letters of the private area, which `runs` turns back."""

    def put(name: str) -> str:
        names.append(name)
        return chr(_FIRST_NAME + min(len(names) - 1, 0x3FF))

    is_alone = len(text.split()) == 1

    def word(match: re.Match[str]) -> str:
        # 고양이 is a cat, and no 고양.
        if match[0] in load_everyday_words() and not _is_name(match[0], places):
            return match[0]
        for stem, joined in _stems(match[0], is_alone=is_alone):
            if _is_name(stem, places):
                return put(stem) + (TAKEN if joined else "")
        return match[0]

    text = _KEY.sub(lambda match: put(match[0].strip()), text)
    text = _LATIN_WORDS.sub(lambda match: " ".join(_latin_names(match[0].split(), places, put)), text)
    text = _WORD.sub(word, text)
    text = _IDEOGRAPHS.sub(lambda match: "".join(_ideographic_names(match[0], places, put)), text)
    return _PARTICLES_OF_NAMES.sub("", _JOINED.sub(",", text))


def without_unwanted(text: str, places: Places) -> str:
    """Return a question without the places that it is not about, if it is about others: Seoul but not Busan."""

    def drop(match: re.Match[str]) -> str:
        name = next(said for said in match.groups() if said is not None)
        is_name = bool(places.find_whole(name)) and name not in load_adverbs()
        return " , " if is_name and any(map(str.isalpha, text[: match.start()] + text[match.end() :])) else match[0]

    return UNWANTED_PLACE.sub(drop, text)


def has_marks(text: str) -> bool:
    """Return whether names were set aside from a text."""
    return re.search(_NAME, text) is not None


def divide_at_names(text: str, names: list[str]) -> Iterator[str]:
    """Yield a text with its names put back, and a comma after each of them; then with one before each."""
    for border in (f"(?<={_NAME})", f"(?={_NAME})"):
        yield re.sub(_NAME, lambda match: names[ord(match[0]) - _FIRST_NAME], re.sub(border, ", ", text))


def without_names(text: str) -> str:
    """Return a text without the letters of names that were set aside."""
    return re.sub(_NAME, "", text)


def _stems(word: str, *, is_alone: bool) -> Iterator[tuple[str, bool]]:
    """Yield a Korean word, and without its particle; the second value is whether the particle means "and"."""
    yield word, False
    for particles, joined in ((_AND_PARTICLES, True), (_OTHER_PARTICLES, False)):
        for particle in particles:
            # 고양이 alone is a cat; a particle of one syllable needs a verb.
            if is_alone and particle in _OF_VERBS:
                continue
            if word.endswith(particle) and len(word) > len(particle) + 1:
                yield word.removesuffix(particle), joined


def _is_name(word: str, places: Places) -> bool:
    if len(word) < 2:  # noqa: PLR2004 - no name has one syllable
        return False
    if not (found := places.find_whole(word)):
        # 해제면: 읍 and 면 without the table of towns.
        return word.endswith(("읍", "면")) and bool(places.find_written(word).matches)
    if _is_other_word(word, found):
        return False
    is_town = all(place.kind is Kind.TOWN for place in found) and not has_town_ending(word)
    if is_town and fillers.FILLERS.fullmatch(word):
        return False
    return not (_is_of_grammar(word) or _is_day(word) or (is_town and _is_of_talk(word)))


def _is_other_word(word: str, found: list[Place]) -> bool:
    """Return whether a name is looked up only if no word of the grammar is in its place: 수정, 동작, an old name 이리."""
    if word in load_adverbs():
        return not any(place.names["ko"].startswith(word) for place in found)
    is_small = all(place.kind is Kind.LANDMARK or place.names["ko"].endswith("구") for place in found)
    return is_small and word in load_everyday_words()


@lru_cache(maxsize=_MAX_CACHED_NAMES)
def _is_of_grammar(word: str) -> bool:
    return any(pattern.fullmatch(word) for _, pattern in (*ASKED_FOR, *ABOUT_THE_BOT))


@lru_cache(maxsize=_MAX_CACHED_NAMES)
def _is_of_talk(word: str) -> bool:
    others = (
        order_words.SUBSCRIBE,
        order_words.UNSUBSCRIBE,
        talk_words.STOP,
        weather_words.WEATHER,
        *(pattern for _, pattern in SMALL_TALK),
    )
    return any(pattern.fullmatch(word) for pattern in others)


@lru_cache(maxsize=_MAX_CACHED_NAMES)
def _is_day(word: str) -> bool:
    return not take_days_asked(word).rest.strip(TAKEN + " ")


def _latin_names(words: list[str], places: Places, put: Callable[[str], str]) -> Iterator[str]:
    """Yield words in Latin letters, with the names of several words replaced, the longest first."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_LATIN), start, -1):
            name = " ".join(words[start:end])
            if _is_latin_name(name, places):
                yield put(name)
                start = end
                break
        else:
            yield words[start]
            start += 1


def _is_latin_name(name: str, places: Places) -> bool:
    """Return whether a text is a name of several words, or one with an apostrophe; "ha nam" may be anything."""
    words = name.split()
    is_long = len(words) > 1 and max(map(len, words)) >= _LONG_WORD
    return (is_long or "'" in name) and bool(places.find_whole(name))


def _ideographic_names(run: str, places: Places, put: Callable[[str], str]) -> Iterator[str]:
    """Yield a text without spaces, with its names of places replaced, the longest first."""
    start = 0
    # 毎朝天気 has no 朝天.
    inside = {number for match in _IDEOGRAPHIC_WORDS.finditer(run) for number in range(match.start() + 1, match.end())}
    while start < len(run):
        # No name begins with a hiragana letter; particles and verbs do.
        longest = 0 if run[start] <= _LAST_HIRAGANA else _LONGEST_IDEOGRAPHIC
        for end in range(min(len(run), start + longest), start + 1, -1):
            is_cut = start in inside or end in inside or _is_inside_katakana(run, start, end)
            if not is_cut and places.find_whole(run[start:end]) and not _is_of_grammar(run[start:end]):
                yield put(run[start:end])
                start = end
                break
        else:
            yield run[start]
            start += 1


def _is_inside_katakana(run: str, start: int, end: int) -> bool:
    """Return whether a part of a word in katakana is cut out: no クリ in クリスマス."""
    return any(_KATAKANA_PAIR.fullmatch(run[place - 1 : place + 1]) for place in (start, end) if 0 < place < len(run))


def runs(text: str, names: list[str]) -> Iterator[list[str]]:
    """Yield the words between separators, with the names put back."""
    for segment in _SEPARATORS.split(_JOINED.sub(",", text)):
        spaced = re.sub(f"({_NAME})", r" \1 ", segment)
        words = [names[ord(word) - _FIRST_NAME] if re.fullmatch(_NAME, word) else word for word in spaced.split()]
        if words := [word for word in words if any(map(str.isalnum, word))]:
            yield words
