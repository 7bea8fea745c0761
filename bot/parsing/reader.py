"""The reader of what is asked: a text is taken apart into what, when, where, and the rest that was not understood.

Names of places are set aside first, so that no word of the grammar is read inside one (雪岳山, 아침고요수목원). Then
times, days and topics are taken out, then the words around them; what remains is looked up as names of places.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, islice, pairwise
from operator import itemgetter

from bot.parsing import fillers, order_words, talk_words, weather_words
from bot.parsing.abroad import Elsewhere, find_elsewhere, take_well_known
from bot.parsing.clock_times import take_times
from bot.parsing.days import DayPart, DaysAsked, take_days_asked
from bot.parsing.intent import Found, When, decide, take_small_talk, take_topics
from bot.parsing.orders import TakenOrder, take_after_command, take_order
from bot.parsing.place_names import KEY_PREFIX, PlaceName, certain_matches, is_bare_town, split_names
from bot.parsing.rewriting import rewrite
from bot.parsing.topics import ABOUT_THE_BOT, ASKED_FOR, DETAILS, SMALL_TALK, WEATHER, Detail, Topic
from bot.parsing.wording import LATIN, TAKEN, any_of, latin, prepare, take
from bot.places import Answer, Match, Places
from bot.places.keyboard import retype_as_hangul
from bot.places.normalization import has_town_ending
from sources.korea.gazetteer import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """Request that a text makes.

    Attributes:
        what: the topics; empty if the text is no question to the bot.
        when: the days and times.
        named: the names of places, and other words that were not understood, in the order said.
        includes_country: whether the whole country was named.
        invalid_times: what looks like a time and is none (25:00).
        abroad: names of places outside Korea, as said.
        north: names of places in the north of Korea, as said.
        details: the values besides condition and temperature that a question is about.
    """

    what: frozenset[Topic] = frozenset()
    when: When = field(default_factory=When)
    named: tuple[PlaceName, ...] = ()
    includes_country: bool = False
    invalid_times: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    north: tuple[str, ...] = ()
    details: frozenset[Detail] = frozenset()

    @property
    def names(self) -> tuple[PlaceName, ...]:
        """The names of places; a name may have several meanings."""
        return tuple(one for one in self.named if one.answer.matches)

    @property
    def unknown(self) -> tuple[PlaceName, ...]:
        """The words that are no names, with the places that are spelled like them."""
        return tuple(one for one in self.named if not one.answer.matches)

    @property
    def rest(self) -> tuple[str, ...]:
        """Return the words that were not understood, as said."""
        return (*(one.text for one in self.unknown), *self.invalid_times)

    @property
    def places(self) -> tuple[Match, ...]:
        """The places of names with one meaning, each once."""
        return tuple({match.place.key: match for match in certain_matches(self.names)}.values())


_MAX_LENGTH = 200
# Only names of places are looked at, so that no other words of people are kept.
_MAX_CACHED_NAMES = 4096
_NOON = 12
_AFTER_NOON = frozenset({DayPart.AFTERNOON, DayPart.EVENING, DayPart.NIGHT})
_MAX_WORDS, _MAX_SLIPS = 30, 3
_MIN_SLIP_LENGTH = 2
_FIRST_NAME = 0xE800
_NAME = f"[{chr(_FIRST_NAME)}-{chr(_FIRST_NAME + 0x3FF)}]"
# 인천 날씨 on the keys of an English keyboard: dlscjs skfTl.
_ON_OTHER_KEYBOARD = re.compile(r"[a-zA-Z]{3,}(?: [a-zA-Z]{2,}){0,5}[ ?!]*")
_WORD = re.compile(r"[가-힣0-9.]+")
# Seoul National University, Mt. Halla, Inch'ŏn: a name of several words, or one with an apostrophe.
_LATIN_WORDS = re.compile(rf"[{LATIN}][{LATIN}.'-]*(?: [{LATIN}][{LATIN}.'-]*)*", re.IGNORECASE)
_LONGEST_LATIN, _LONG_WORD = 6, 4
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff々]+")
_IDEOGRAPHIC_WORDS = re.compile(
    "天[気气氣]|[毎每今明翌][朝日晩晚]|午[前後后]|[早晚]上|下[雨雪周]|今天|明天|后天|後天|[最]?[高低]気温|気温|气温|大雨|大雪|中文|新[闻聞]|最[新近高低]"
)
_LONGEST_IDEOGRAPHIC = 8
_LAST_HIRAGANA = "\u309f"
_KEY = re.compile(rf"{KEY_PREFIX}[^,]+")
_AND_PARTICLES = ("하고요", "이랑요", "이랑", "하고", "랑", "과", "와", "이나", "나")
_OTHER_PARTICLES = (
    "에서는", "에서도", "에서", "에는", "에도", "까지는", "까지", "부터", "으로", "은요", "는요", "이요", "이에요", "예요", "이야",
    "에", "은", "는", "도", "이", "가", "을", "를", "의", "만", "로", "요", "쪽", "엔",
)  # fmt: skip
_OF_VERBS = frozenset({"이", "가", "나", "만", "로", "을", "를", "과", "와"})
_COUNTRY = any_of(
    "(?<![가-힣])(?:전국|우리나라|한국|대한민국)(?:의|은|는|에)?(?![가-힣])", latin("(?:south |whole |all (?:of )?|all over )?korea|(?:whole |entire |the )*country|nationwide|toàn quốc|cả nước|(?:toàn )?hàn quốc"),
    "全国|全國|韓国|韩国|韓國",
)  # fmt: skip
_SEPARATORS = re.compile(
    rf"[{TAKEN},，、·ㆍ・/&+;:()\[\]\"“”‘’!?.…~。！？\n|]+|(?<![a-z])(?:and|và|or|vs)(?![a-z])|(?<=\s)(?:및|와|과|또는|아니면)(?=\s)",
    re.IGNORECASE,
)
_JOINED = re.compile(rf"(?<={_NAME})\s?(?:和|与|與|跟|及|と|や|或|还是)\s?(?={_NAME}|$)")
_PARTICLES_OF_NAMES = re.compile(rf"(?<={_NAME})(?:では|には|[のはをがにでもへ的])")
# Those of McCune–Reischauer are ŏ and ŭ.
_MARKED = re.compile(r"[\u00c0-\u014d\u0150-\u016b\u016e-\u024f\u1e00-\u1eff]")
_JOINING = re.compile(r"(?<=[가-힣]{2})(?:이랑|랑|하고)$|(?<=..)[のはをがにも]$")
_DISTRICT = re.compile(r"구$|[-\s]gu$|区$|區$", re.IGNORECASE)
# 강남구 (서울) is 서울 강남구.
_IN_PARENTHESES = re.compile(r"([가-힣]{2,})\s*\(([가-힣]{2,})\)")
_BARE = re.compile(r"^[\W_]+|[\W_]+$")
# What is said besides: 학교 끝나고, 行ったほうが. Names do not end so.
_VERBAL = re.compile(
    r"[가-힣]*(?:요|죠|니다|니까|는데|은데|건데|인데|던데|다가|려고|면서|어서|아서|해서|라서|고서|을까|는지|은지|라고|다고|냐고|자고|거든|잖아|구나|더라|끝나고|하는|하고|하면|하러|되는|[겠었았했났갔왔봤됐렸졌쳤켰싶있없많][요니다까죠지네나냐고는은을데서면게어아습음]{0,4})"
    r"|[一-龥][ぁ-ん]+"
)


# Other endings of verbs and of subjects, which weigh as much but are not dropped: nouns end so too.
_SENTENCE = re.compile(r"[가-힣]+(?:까|고|러|며|지만|냐|라|지|자|니|네|다)|[가-힣]{2,}가")


def read(text: str, places: Places, command: Topic | None = None) -> Asked:
    """Read what a text asks for.

    Args:
        text: a message, or the words after a command.
        places: the search for names.
        command: what the command asks for (`NOW` for /weather), or None for plain words.
    """
    asked = _read(text, places, command)
    if asked.what or command is not None or not _ON_OTHER_KEYBOARD.fullmatch(text):
        return asked
    return next(filter(_is_whole, (_read(one, places, None) for one in retype_as_hangul(text))), asked)


def _is_whole(asked: Asked) -> bool:
    return bool(asked.what) and not asked.rest


def _read(text: str, places: Places, command: Topic | None) -> Asked:
    said = prepare(text)[:_MAX_LENGTH].strip()
    if command is None and (small := _read_whole(said)):
        return small
    names: list[str] = []
    rest = _IN_PARENTHESES.sub(r"\2 \1", rewrite(said))
    # After a word for news they are words to search for.
    is_weather = command or not talk_words.NEWS.search(rest)
    known = take_well_known(rest) if is_weather else Elsewhere((), (), rest)
    rest = without_names = _set_aside_names(known.rest, places, names)
    talk, rest = take_small_talk(rest) if command is None else (frozenset(), rest)
    if talk and (small := _read_whole(rest.replace(TAKEN, " "))):
        return small
    order = _take_when(rest, command)
    is_bulletin = order.order is not None and order.order.topic is Topic.SUBSCRIBE
    # Taken for the days of the week they would be every week: every other Monday.
    rhythms, rest = take(order_words.OTHER_RHYTHMS, rest) if is_bulletin else ([], rest)
    order = _take_when(rest, command) if rhythms else order
    when = order.when
    country, rest = take(_COUNTRY, order.rest)
    found, rest = take_topics(rest, talk, order.order)
    is_question = found.is_clear
    looked_up = _look_up(_runs(_take_fillers(rest), names), places, command, is_question=is_question)
    far = Elsewhere((), (), "")
    if is_weather:
        looked_up, far = _without_elsewhere(looked_up, places, is_question=is_question or command is not None)
    north, abroad = (*known.north, *far.north), (*known.abroad, *far.abroad)
    # Beside news the other words are what it should be about.
    named = _with_slips(looked_up, places, command, is_question=is_question) if is_weather else tuple(looked_up)
    named += tuple(PlaceName(rhythm[0].strip(), Answer()) for rhythm in rhythms)
    is_placed = bool(abroad or north) or any(one.answer.matches for one in named)
    unknown = sum(_weight(one.text) for one in named if not one.answer.matches)
    # 주말에 뭐 해? is about something else.
    # Hundreds of towns have the names of everyday words: 내 생일이 언제게?
    is_doubtful = command is None and not (found.is_clear or when.days) and any(map(is_bare_town, named))
    is_other = is_doubtful or (command is None and _is_about_something_else(said, without_names, found))
    what = frozenset() if is_other else decide(found, when, is_placed=is_placed, unknown=unknown, command=command)
    if not what:
        # A place beside one word may be meant: 강릉 커피.
        is_near = is_placed and unknown <= 1 and not is_other
        return Asked(named=named if is_near else (PlaceName(said, Answer()),) if said else ())
    details = _find_details(without_names) if what & WEATHER else frozenset()
    return Asked(what, when, named, bool(country), order.invalid_times, abroad, north, details)


def _find_details(text: str) -> frozenset[Detail]:
    return frozenset(detail for detail, pattern in DETAILS if pattern.search(text))


def _read_whole(said: str) -> Asked | None:
    """Return the meaning of a text that is one word for all: stop."""
    bare = _BARE.sub("", re.sub(r"[ㅋㅎㅠㅜ]+", "", said))
    return Asked(frozenset({Topic.STOP})) if talk_words.STOP.fullmatch(bare) else None


def _is_about_something_else(said: str, without_names: str, found: Found) -> bool:
    if talk_words.COMPLAINT.search(said):
        return True
    # 처인구 has no 인구 in it, but 강릉이야 states where somebody is.
    is_statement = found.order is None and talk_words.STATEMENT.search(said) is not None
    is_clear = found.is_clear or found.is_search
    return not is_clear and (is_statement or talk_words.OTHER_SUBJECT.search(without_names) is not None)


def _take_when(text: str, command: Topic | None) -> TakenOrder:
    """Take out what asks for a change of the bulletins, and the days and times, which depend on it."""
    if command in {Topic.SUBSCRIBE, Topic.UNSUBSCRIBE}:
        return take_after_command(text, command)
    if command is None and (taken := take_order(text)):
        return taken
    times = take_times(text, is_bulletin=False)
    asked = take_days_asked(order_words.SENDING.sub(TAKEN, times.rest))
    return TakenOrder(None, _in_part_of_day(asked, times.times), times.invalid, asked.rest)


def _in_part_of_day(asked: DaysAsked, times: tuple[dt.time, ...]) -> When:
    """Return the days and times, with a single time in the part of the day that stands apart from it: tonight at 9."""
    if len(times) != 1 or not asked.parts or times[0].hour >= _NOON:
        return When(asked.days, asked.parts, times)
    is_later = bool(asked.parts & _AFTER_NOON) and not (DayPart.NIGHT in asked.parts and times[0].hour < _NOON / 2)
    return When(asked.days, times=(times[0].replace(hour=times[0].hour + (_NOON if is_later else 0)),))


def _set_aside_names(text: str, places: Places, names: list[str]) -> str:
    """Replace names of places by letters of the private area, which `_runs` turns back."""

    def put(name: str) -> str:
        names.append(name)
        return chr(_FIRST_NAME + min(len(names) - 1, 0x3FF))

    is_alone = len(text.split()) == 1

    def word(match: re.Match[str]) -> str:
        for stem, joined in _stems(match[0], is_alone=is_alone):
            if _is_name(stem, places):
                return put(stem) + (TAKEN if joined else "")
        return match[0]

    text = _KEY.sub(lambda match: put(match[0].strip()), text)
    text = _LATIN_WORDS.sub(lambda match: " ".join(_latin_names(match[0].split(), places, put)), text)
    text = _WORD.sub(word, text)
    text = _IDEOGRAPHS.sub(lambda match: "".join(_ideographic_names(match[0], places, put)), text)
    return _PARTICLES_OF_NAMES.sub("", _JOINED.sub(",", text))


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
    if len(word) < 2 or not (found := places.find_whole(word)):  # noqa: PLR2004 - no name has one syllable
        return False
    is_town = all(place.kind is Kind.TOWN for place in found) and not has_town_ending(word)
    if is_town and fillers.FILLERS.fullmatch(word):
        return False
    return not (_is_of_grammar(word) or _is_day(word) or (is_town and _is_of_talk(word)))


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
            is_cut = start in inside or end in inside
            if not is_cut and places.find_whole(run[start:end]) and not _is_of_grammar(run[start:end]):
                yield put(run[start:end])
                start = end
                break
        else:
            yield run[start]
            start += 1


def _take_fillers(text: str) -> str:
    """Return a text without the words around what is asked."""
    # Words that stand against others that are taken out come in the second round.
    for _ in range(2):
        _, text = take(fillers.FILLERS, text)
    return text


def _runs(text: str, names: list[str]) -> Iterator[list[str]]:
    """Yield the words between separators, with the names put back."""
    for segment in _SEPARATORS.split(_JOINED.sub(",", text)):
        spaced = re.sub(f"({_NAME})", r" \1 ", segment)
        words = [names[ord(word) - _FIRST_NAME] if re.fullmatch(_NAME, word) else word for word in spaced.split()]
        if words := [word for word in words if any(map(str.isalnum, word))]:
            yield words


def _look_up(runs: Iterable[list[str]], places: Places, command: Topic | None, *, is_question: bool) -> list[PlaceName]:
    """Return the names, each with its meanings; words without one are names without matches."""

    def find(word: str) -> Answer:
        # No romanization has marks: Vietnamese đói is no 오이도.
        return places.find_written(word) if word.isascii() or not _MARKED.search(word) else Answer()

    # Words besides are dropped only beside a question: 나는 인천에 살아요 is none.
    is_list = command in {Topic.SUBSCRIBE, Topic.UNSUBSCRIBE} or not (is_question or command)
    # Each word is looked up, and anybody can send many.
    words = islice(((number, word) for number, run in enumerate(runs) for word in run), _MAX_WORDS)
    limited = ([word for _, word in group] for _, group in groupby(words, itemgetter(0)))
    named = [
        one for run in limited for one in split_names(run if is_list else _without_clauses(run, find), places, find)
    ]
    return [_without_particle(one) for one in _in_their_city(named, places)]


def _without_elsewhere(
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


def _with_slips(
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
    return len(text) >= _MIN_SLIP_LENGTH and not _MARKED.search(text)


def _weight(text: str) -> int:
    """Return the number of words; a verb counts twice, because it makes a statement: 나는 인천에 살아요."""
    return sum(2 if _VERBAL.fullmatch(word) or _SENTENCE.fullmatch(word) else 1 for word in text.split())


def _without_particle(one: PlaceName) -> PlaceName:
    return one if one.answer.matches else PlaceName(_JOINING.sub("", one.text), one.answer)


def _without_clauses(words: list[str], find: Callable[[str], Answer]) -> list[str]:
    """Return the words without verbs, and without the noun that stands before one: 학교 끝나고."""
    unknown = [not find(word).matches for word in words]
    verbs = [is_unknown and bool(_VERBAL.fullmatch(word)) for word, is_unknown in zip(words, unknown, strict=True)]
    nouns = [*(is_unknown and verb for is_unknown, verb in zip(unknown, verbs[1:], strict=False)), False]
    return [word for word, verb, noun in zip(words, verbs, nouns, strict=True) if not (verb or noun)]


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
    if not (here.answer.is_ambiguous or is_inside):
        return None
    together = PlaceName(f"{here.text}, {after.text}", places.find_written(f"{after.text} {here.text}"))
    is_narrower = 0 < len(together.answer.matches) < len(here.answer.matches)
    return together if is_narrower or (is_inside and together.answer.match is not None) else None


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
