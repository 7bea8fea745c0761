"""Lookup of the words that remain of a text as names of places."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice, pairwise
from operator import itemgetter

from bot.parsing.abroad import Elsewhere, find_elsewhere
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.korean.slips import find_slip
from bot.parsing.korean.verbs import is_verb_form
from bot.parsing.patterns.words import Words
from bot.parsing.place_names import VIETNAMESE, PlaceName, split_names, without_regions
from bot.parsing.topics import ASKED_FOR, Topic
from bot.parsing.vocabulary.weather_words import WEATHER, WEATHER_WORD
from bot.places import Answer, Match, Places
from bot.places.normalization import is_everyday_word
from sources.korea.everyday_words import load_adverbs, load_everyday_words
from sources.korea.gazetteer import Kind
from sources.world.common_words import is_common, is_common_korean

_MAX_WORDS, _MAX_SLIPS = 30, 3
_MIN_SLIP_LENGTH, _LONGEST_SLIP = 2, 3
_MIN_LATIN = 3
_PLACE_ENDINGS = ("도", "시", "군", "구", "동", "산", "섬")
_TITLE = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*")
# In Post Falls, in OH: capital letters behind a word for a place.
_CAPITALIZED = Words(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round) (?!(?:The|My|Our|Your|This|That|Next|Last|All|An?) )"
    r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)+|[A-Z]{2})(?![A-Za-z.])"
)
_JOINING = Words(r"(?<=[가-힣]{2})(?:이랑|랑|하고)$|(?<=..)[のはをがにも]$")
# What is asked for, or where: 환율이랑 날씨, 환율 알려줘, 미래마을 날씨, 학교에.
_ASKED = re.compile(
    r"(?:이?랑|하고|와|과|\s?[,·/&]|\s및\s)"
    r"|(?:도|을|를|에|에서|에는|엔)?\s?(?:좀\s)?(?:알려|가르쳐|보여|말해|얼마|어때|어떄|어떤|뭐|어디|몇|날씨|기온|온도|예보|비\s|비가|눈\s|눈이|미세|뉴스|특보|소식)"
)
_LIKE_PLACE = re.compile("(?:[동시군구읍면리도섬역항산]|마을|에|에서|엔|에는|랑|하고|와|과|을|를)$")
_DISTRICT = Words(r"구$|[-\s]gu$|区$|區$", re.IGNORECASE)
# What is said besides: 학교 끝나고, 行ったほうが. Names do not end so.
_VERBAL = Words(
    r"[가-힣]*(?:요|죠|니다|니까|는데|은데|건데|인데|던데|다가|려고|면서|어서|아서|해서|라서|고서|을까|는지|은지|라고|다고|냐고|자고|거든|잖아|구나|더라|끝나고|하는|하고|하면|하러|되는|줘|줄래|주라|려나|[겠었았했났갔왔봤됐렸졌쳤켰싶있없많][요니다까죠지네나냐고는은을데서면게어아습음]{0,4})"
    r"|[가-힣]{2,}(?:구만|구먼|는교|능교|더냐|느냐|는가|은가|던가|든가|든지|던지|거나|으면|려면|다면|지만|랑께|당께|당가|랑가|카이|데이|아이가|능겨|는겨|는디|은디|인디|해도|어도|아도|되어|돼야|해야|어야|아야)"
    r"|[一-龥][ぁ-ん]+"
)
# Other endings of verbs and of subjects, which weigh as much but are not dropped: nouns end so too.
_SENTENCE = Words(r"[가-힣]+(?:까|고|러|며|지만|냐|라|지|자|니|네|다)|[가-힣]{2,}가")


def look_up(runs: Iterable[list[str]], places: Places, command: Topic | None, *, is_question: bool) -> list[PlaceName]:
    """Return the names, each with its meanings; words without one are names without matches."""

    def find(word: str) -> Answer:
        # No romanization has marks: Vietnamese đói is no 오이도.
        # Two letters are a state's, or an abbreviation.
        is_name = (
            len(word) >= _MIN_LATIN if word.isascii() else not VIETNAMESE.search(word) or bool(places.find_whole(word))
        )
        return places.find_written(word) if is_name else Answer()

    def is_besides(word: str) -> bool:
        # After a command there are names, and words that are no verb for certain.
        return bool(_VERBAL.fullmatch(word)) if command else _is_verb(word, places)

    # Words besides are dropped only beside a question: 나는 인천에 살아요 is none.
    is_list = command in {Topic.SUBSCRIBE, Topic.UNSUBSCRIBE} or not (is_question or command)
    # Each word is looked up, and anybody can send many.
    words = islice(((number, word) for number, run in enumerate(runs) for word in run), _MAX_WORDS)
    limited = ([word for _, word in group] for _, group in groupby(words, itemgetter(0)))
    named = [
        one
        for run in limited
        for one in without_regions(
            split_names(run if is_list else _without_clauses(run, find, is_besides), places, find)
        )
    ]
    return [_without_particle(one) for one in _in_their_city(named, places)]


def without_elsewhere(
    named: list[PlaceName], places: Places, *, is_question: bool
) -> tuple[list[PlaceName], Elsewhere]:
    """Return the names without those of the world's tables, and these."""
    kept, north, abroad = list[PlaceName](), list[str](), list[str]()
    for one in named:
        # 가자 is Gaza, and "let us go"; a Korean town has many a city's name.
        is_verb = not is_question and _SENTENCE.fullmatch(one.text)
        if is_verb or any(match.place.kind is not Kind.TOWN for match in one.answer.matches):
            kept.append(one)
            continue
        far = find_elsewhere(one.text, places)
        north += far.north
        abroad += far.abroad
        if not (far.north or far.abroad):
            kept.append(one)
        elif far.rest:
            kept.append(PlaceName(far.rest, Answer()))
    return kept, Elsewhere(tuple(north), tuple(abroad), "")


def with_slips(
    named: list[PlaceName], places: Places, command: Topic | None, *, is_question: bool
) -> tuple[PlaceName, ...]:
    """Return the names, and the places to which the words without a meaning are similar."""
    unknown = [one for one in named if not one.answer.matches and _may_be_slip(one.text)]
    # One unknown word may be a slip; several are a sentence, whose words are near to some name. After a command there
    # are names only.
    may_be_slips = len(unknown) <= _MAX_SLIPS if command else len(unknown) == 1 and (is_question or len(named) == 1)
    if not may_be_slips:
        return tuple(named)
    return tuple(PlaceName(one.text, places.find(one.text)) if one in unknown else one for one in named)


def _may_be_slip(text: str) -> bool:
    # No romanization has marks: Vietnamese đói is no 오이도.
    is_verb = len(text) > _MIN_SLIP_LENGTH and is_verb_form(text) and find_slip(text) is None
    # "ui" is a word, and no 우이도.
    is_long = len(text) >= (_MIN_LATIN if text.isascii() else _MIN_SLIP_LENGTH)
    return is_long and not (is_verb or VIETNAMESE.search(text) or is_everyday_word(text))


def weight(text: str) -> int:
    """Return the number of words; a verb counts twice, because it makes a statement: 나는 인천에 살아요.

    A name of many words in capital letters counts no more than that: Organ Pipe Cactus National Monument.
    """
    if _TITLE.fullmatch(text):
        return min(2, len(text.split()))
    return sum(2 if _VERBAL.fullmatch(word) or _SENTENCE.fullmatch(word) else 1 for word in text.split())


def without_common_words(named: Iterable[PlaceName], text: str) -> tuple[PlaceName, ...]:
    """Return the names and the words to be told as not understood, without the frequent words around a question."""
    return tuple(
        one for one in named if one.answer.matches or one.answer.suggestions or not is_around_question(one.text, text)
    )


def find_lost_names(said: str, known: Iterable[str]) -> Iterator[PlaceName]:
    """Yield the names of frequent words that are written like names, and of which nothing is known: in Post Falls.

    Args:
        said: the text.
        known: the names that were understood, and the words that are told as not understood.
    """
    words = {word.casefold() for name in known for word in name.replace(",", " ").split()}
    for match in () if said.isupper() else _CAPITALIZED.finditer(said):
        name = match["name"]
        is_known = any(word.casefold() in words for word in name.split())
        if not (is_known or take_days_asked(name).rest != name or _is_about_weather(name)):
            yield PlaceName(name, Answer())


def _is_about_weather(words: str) -> bool:
    return any(pattern.search(words) for pattern in (WEATHER_WORD, WEATHER, *(one for _, one in ASKED_FOR)))


def is_around_question(words: str, text: str) -> bool:
    """Return whether words of a text are frequent and ask for nothing: 체육 하는데 비 와, but not 환율 알려줘."""
    if is_common(words):
        return True
    is_asked = _ASKED.match(text[text.find(words) + len(words) :]) or _LIKE_PLACE.search(words)
    return not is_asked and is_common_korean(words)


def _without_particle(one: PlaceName) -> PlaceName:
    return one if one.answer.matches else PlaceName(_JOINING.sub("", one.text), one.answer)


def _without_clauses(words: list[str], find: Callable[[str], Answer], is_verb: Callable[[str], bool]) -> list[str]:
    """Return the words without adverbs and verbs, and without the noun that stands before a verb: 학교 끝나고."""
    unknown = [not find(word).matches for word in words]
    verbs = [is_unknown and is_verb(word) for word, is_unknown in zip(words, unknown, strict=True)]
    nouns = [*(is_unknown and verb for is_unknown, verb in zip(unknown, verbs[1:], strict=False)), False]
    rest = [is_unknown and _is_adverb(word) for word, is_unknown in zip(words, unknown, strict=True)]
    return [word for word, *reasons in zip(words, verbs, nouns, rest, strict=True) if not any(reasons)]


def _is_verb(word: str, places: Places) -> bool:
    # 바나나 and 강아지 end like verbs.
    if _VERBAL.fullmatch(word):
        return word not in load_everyday_words()
    # 나쥬 is a slip of a place.
    return is_verb_form(word) and find_slip(word) is None and not _may_be_place(word, places)


def _may_be_place(word: str, places: Places) -> bool:
    answer = places.find(word) if len(word) <= _LONGEST_SLIP else Answer()
    return bool(answer.matches) or (word.endswith(_PLACE_ENDINGS) and bool(answer.suggestions))


def _is_adverb(word: str) -> bool:
    return word in load_adverbs()


def _in_their_city(named: list[PlaceName], places: Places) -> Iterable[PlaceName]:
    """Yield the names, each district with the city beside it: Nam-gu, Incheon; 부산 남구 북구."""
    found: list[PlaceName] = []
    skip = False
    for here, after in pairwise([*named, None]):
        if skip or here is None:
            skip = False
            continue
        together = None if after is None else _district_before_city(here, after, places)
        skip = together is not None
        found.append(together or (_in_same_province(here, found[-1], places) if found else here))
    return found


def _district_before_city(here: PlaceName, after: PlaceName, places: Places) -> PlaceName | None:
    """Return the two names as one if the second is the city of the first."""
    match = here.answer.match
    is_inside = match is not None and here.text.isascii() and _is_province_of(after, match)
    # 정자동 날씨 분당이요: a quarter, and the district or city that it is in.
    if match is not None and match.place.kind in {Kind.LANDMARK, Kind.TOWN} and _is_around(after, match):
        return PlaceName(f"{after.text} {here.text}", here.answer)
    if not (here.answer.is_ambiguous or is_inside):
        return None
    together = PlaceName(f"{here.text}, {after.text}", places.find_written(f"{after.text} {here.text}"))
    is_narrower = 0 < len(together.answer.matches) < len(here.answer.matches)
    return together if is_narrower or (is_inside and together.answer.match is not None) else None


def _is_around(name: PlaceName, match: Match) -> bool:
    """Return whether a name is that of the district or the city of a quarter in it."""
    district, around = match.place.district or "", name.answer.match
    if around is None or around.place.kind is not Kind.DISTRICT or not match.place.names["ko"].endswith("동"):
        return False
    return around.place.province == match.place.province and around.place.names["ko"].split()[-1] in district


def _is_province_of(name: PlaceName, match: Match) -> bool:
    return any(one.place.names["ko"] == match.place.province != match.place.names["ko"] for one in name.answer.matches)


def _in_same_province(here: PlaceName, before: PlaceName, places: Places) -> PlaceName:
    """Return an ambiguous district as the one in the city of the district before it."""
    match = before.answer.match
    is_district = here.answer.is_ambiguous and _DISTRICT.search(here.text) and _DISTRICT.search(before.text)
    if not is_district or match is None or match.place.province is None:
        return here
    answer = places.find_written(f"{match.place.province} {here.text}")
    return here if answer.match is None else PlaceName(here.text, answer)
