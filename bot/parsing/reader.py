"""The reader of what is asked: a text is taken apart into what, when, where, and the rest that was not understood.

Names of places are set aside first, so that no word of the grammar is read inside one (雪岳山, 아침고요수목원). Then
times, days and topics are taken out, then the words around them; what remains is looked up as names of places.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from operator import itemgetter

from bot.parsing import topics
from bot.parsing.abroad import ABROAD, NORTH
from bot.parsing.clock_times import take_times
from bot.parsing.days import Day, DayPart, DayRange, take_bulletin_days, take_days_asked
from bot.parsing.place_names import KEY_PREFIX, PlaceName, certain_matches, split_names
from bot.parsing.topics import ABOUT_THE_BOT, ASKED_FOR, SMALL_TALK, Topic
from bot.parsing.wording import TAKEN, any_of, drop_particles, latin, prepare, take
from bot.places import Answer, Match, Places
from sources.korea.gazetteer import Kind
from storage.terms import Days


@dataclass(frozen=True, slots=True)
class When:
    """When something is asked about, or when a bulletin should come.

    Attributes:
        days: the days of a question, in the order said.
        parts: the parts of a day.
        times: the clock times, each once.
        repeated: the days of the week of a bulletin, or None.
    """

    days: tuple[Day | DayRange, ...] = ()
    parts: frozenset[DayPart] = frozenset()
    times: tuple[dt.time, ...] = ()
    repeated: Days | None = None

    @property
    def is_later(self) -> bool:
        """True if it is not only now or today."""
        return bool(self.parts or self.times) or any(not (isinstance(one, Day) and one.is_today) for one in self.days)


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
    """

    what: frozenset[Topic] = frozenset()
    when: When = When()
    named: tuple[PlaceName, ...] = ()
    includes_country: bool = False
    invalid_times: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    north: tuple[str, ...] = ()

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
_MAX_WORDS, _MAX_SLIPS = 30, 3
_MIN_SLIP_LENGTH = 2
_FIRST_NAME = 0xE800
_NAME = f"[{chr(_FIRST_NAME)}-{chr(_FIRST_NAME + 0x3FF)}]"
_WORD = re.compile(r"[가-힣0-9.]+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff々]+")
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
_MARKED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_JOINING = re.compile(r"(?<=[가-힣]{2})(?:이랑|랑|하고)$|(?<=..)[のはをがにも]$")
# 강남구 (서울) is 서울 강남구.
_IN_PARENTHESES = re.compile(r"([가-힣]{2,})\s*\(([가-힣]{2,})\)")
_BARE = re.compile(r"^[\W_]+|[\W_]+$")
# What is said besides: 학교 끝나고, 行ったほうが. Names do not end so.
_VERBAL = re.compile(
    r"[가-힣]*(?:요|죠|니다|니까|는데|은데|건데|인데|던데|다가|려고|면서|어서|아서|해서|라서|고서|을까|는지|은지|라고|다고|냐고|자고|거든|잖아|구나|더라|끝나고|하는|하고|하면|하러|되는|[겠었았했났갔왔봤됐렸졌쳤켰싶있없많][요니다까죠지네나냐고는은을데서면게어아습음]{0,4})"
    r"|[一-龥][ぁ-ん]+"
)


def read(text: str, places: Places, command: Topic | None = None) -> Asked:
    """Read what a text asks for.

    Args:
        text: a message, or the words after a command.
        places: the search for names.
        command: what the command asks for (`NOW` for /weather), or None for plain words.
    """
    said = prepare(text)[:_MAX_LENGTH].strip()
    if command is None and (small := _read_whole(said)):
        return small
    names: list[str] = []
    north, rest = take(NORTH, _IN_PARENTHESES.sub(r"\2 \1", said))
    abroad, rest = take(ABROAD, rest)
    rest = _set_aside_names(rest, places, names)
    talk, rest = _take_small_talk(rest, command)
    what, when, invalid, rest = _take_when(rest, command)
    country, rest = take(_COUNTRY, rest)
    found, rest, has_weather = _take_topics(rest, talk)
    what |= found
    named = _look_up(_runs(_take_fillers(rest), names), places, command, is_question=bool(what) or has_weather)
    is_placed = bool(abroad or north) or any(one.answer.matches for one in named)
    unknown = sum(_weight(one.text) for one in named if not one.answer.matches)
    # 주말에 뭐 해? is about something else.
    unknown += 2 if topics.STATEMENT.search(said) and not has_weather else 0
    what = _decide(what, has_weather=has_weather, when=when, is_placed=is_placed, unknown=unknown, command=command)
    if not what:
        return Asked(named=(PlaceName(said, Answer()),) if said else ())
    elsewhere = (tuple(match[0] for match in matches) for matches in (abroad, north))
    return Asked(what, when, named, bool(country), invalid, *elsewhere)


def _read_whole(said: str) -> Asked | None:
    """Return the meaning of a text that is one word for all: stop."""
    bare = _BARE.sub("", re.sub(r"[ㅋㅎㅠㅜ]+", "", said))
    return Asked(frozenset({Topic.STOP})) if topics.STOP.fullmatch(bare) else None


def _take_when(text: str, command: Topic | None) -> tuple[frozenset[Topic], When, tuple[str, ...], str]:
    """Take out what asks for a subscription, and the days and times, which depend on it."""
    ends, rest = take(topics.UNSUBSCRIBE, text)
    # 한파주의보 해제 is no wish to end anything.
    if command is Topic.UNSUBSCRIBE or (ends and command is None and not topics.WARNINGS.search(text)):
        asked = take_days_asked(rest)
        return frozenset({Topic.UNSUBSCRIBE}), When(), (), drop_particles(topics.SUBSCRIBE.sub(TAKEN, asked.rest))
    if command is None and topics.CHANGING.search(text) and not take_times(text, is_bulletin=False).times:
        return frozenset({Topic.SETTINGS}), When(), (), topics.CHANGING.sub(TAKEN, topics.SUBSCRIBE.sub(TAKEN, text))
    begins, rest = take(topics.SUBSCRIBE, text)
    if command is Topic.SUBSCRIBE or (begins and command is None) or (command is None and _is_repeated(text)):
        return _take_bulletin(rest)
    times = take_times(text, is_bulletin=False)
    asked = take_days_asked(topics.SENDING.sub(TAKEN, times.rest))
    return frozenset(), When(asked.days, asked.parts, times.times), times.invalid, asked.rest


def _is_repeated(text: str) -> bool:
    """Return whether a text asks to send something again and again: 매일 7시에 보내 줘."""
    days = take_bulletin_days(text)
    times = take_times(days.rest, is_bulletin=False).times
    if topics.SENDING.search(text):
        return days.is_repeated or bool(days.days) or bool(times)
    # 평일 7시 is said of many days, 토요일 7시 of one.
    is_repeated = days.is_repeated or (days.days is Days.WEEKDAYS and bool(times))
    return is_repeated and (bool(times) or topics.TELLING.search(text) is not None)


def _take_bulletin(text: str) -> tuple[frozenset[Topic], When, tuple[str, ...], str]:
    days = take_bulletin_days(topics.SENDING.sub(TAKEN, text))
    times = take_times(days.rest, is_bulletin=True)
    parts = take_days_asked(times.rest)
    when = When((), frozenset() if times.times else parts.parts, times.times, days.days)
    return frozenset({Topic.SUBSCRIBE}), when, times.invalid, parts.rest


def _take_small_talk(text: str, command: Topic | None) -> tuple[frozenset[Topic], str]:
    """Take out thanks and greetings, some of which have parts of the day in them: good morning."""
    found: set[Topic] = set()
    for topic, pattern in SMALL_TALK if command is None else ():
        # 덕분에 우산 챙겼어 tells what the thanks are for.
        if topic is Topic.THANKS and topics.THANKS_TO.search(text) and pattern.search(text):
            return frozenset({topic}), TAKEN
        matches, text = take(pattern, text)
        found |= {topic} if matches else set()
    return frozenset(found), text


def _take_topics(text: str, talk: frozenset[Topic]) -> tuple[frozenset[Topic], str, bool]:
    """Take out the topics; the last value is whether the weather as such is named."""
    found = set[Topic]()
    for topic, pattern in ASKED_FOR:
        matches, text = take(pattern, text)
        found |= {topic} if matches else set()
    words, text = take(topics.WEATHER_WORD, text)
    others, text = take(topics.WEATHER, text)
    is_alone = not found and not words
    for topic, pattern in ABOUT_THE_BOT:
        # 谢谢你的帮助 asks for no help.
        is_thanked = topic is Topic.HELP and Topic.THANKS in talk
        matches, text = take(pattern, text)
        found |= {topic} if matches and is_alone and not found and not is_thanked else set()
    found |= talk if not found and not words else set()
    has_weather = bool(words) or (bool(others) and not found & {Topic.RAIN, Topic.DUST, Topic.WARNINGS})
    return frozenset(found), text, has_weather


def _decide(
    what: frozenset[Topic],
    *,
    has_weather: bool,
    when: When,
    is_placed: bool,
    unknown: int,
    command: Topic | None,
) -> frozenset[Topic]:
    """Return the topics, with the weather where it is meant; empty if the text is no question to the bot."""
    if command is not None and command is not Topic.NOW:
        return frozenset({command})
    talk = what & {topic for topic, _ in (*SMALL_TALK, *ABOUT_THE_BOT)}
    if is_placed or when.is_later or has_weather:
        what -= {Topic.THANKS, Topic.GREETING}
    if Topic.SUBSCRIBE in what or Topic.UNSUBSCRIBE in what:
        return what & {Topic.SUBSCRIBE, Topic.UNSUBSCRIBE}
    if talk & what:
        return talk & what if unknown <= 1 else frozenset()
    if what - {Topic.FORECAST} and not (
        has_weather and not what & {Topic.RAIN, Topic.WARNINGS, Topic.MAP, Topic.CHART}
    ):
        return what - {Topic.FORECAST}
    is_about_weather = has_weather or Topic.FORECAST in what or command is not None
    if not is_about_weather and (
        unknown > (1 if is_placed else 0) or not (is_placed or when.days or when.parts or when.times)
    ):
        return frozenset()
    is_forecast = when.is_later or Topic.FORECAST in what
    return what - {Topic.FORECAST} | {Topic.FORECAST if is_forecast else Topic.NOW}


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
    patterns = [pattern for _, pattern in (*ASKED_FOR, *ABOUT_THE_BOT)]
    if all(place.kind is Kind.TOWN for place in found):
        patterns.append(topics.FILLERS)
    return not any(pattern.fullmatch(word) for pattern in patterns) and not _is_day(word)


def _is_day(word: str) -> bool:
    return not take_days_asked(word).rest.strip(TAKEN + " ")


def _ideographic_names(run: str, places: Places, put: Callable[[str], str]) -> Iterator[str]:
    """Yield a text without spaces, with its names of places replaced, the longest first."""
    start = 0
    while start < len(run):
        # No name begins with a hiragana letter; particles and verbs do.
        longest = 0 if run[start] <= _LAST_HIRAGANA else _LONGEST_IDEOGRAPHIC
        for end in range(min(len(run), start + longest), start + 1, -1):
            if places.find_whole(run[start:end]):
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
        _, text = take(topics.FILLERS, text)
    return text


def _runs(text: str, names: list[str]) -> Iterator[list[str]]:
    """Yield the words between separators, with the names put back."""
    for segment in _SEPARATORS.split(_JOINED.sub(",", text)):
        spaced = re.sub(f"({_NAME})", r" \1 ", segment)
        words = [names[ord(word) - _FIRST_NAME] if re.fullmatch(_NAME, word) else word for word in spaced.split()]
        if words := [word for word in words if any(map(str.isalnum, word))]:
            yield words


def _look_up(
    runs: Iterable[list[str]], places: Places, command: Topic | None, *, is_question: bool
) -> tuple[PlaceName, ...]:
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
    named = [_without_particle(one) for one in _in_their_city(named, places)]
    unknown = [one for one in named if not one.answer.matches and len(one.text) >= _MIN_SLIP_LENGTH]
    # One unknown word may be a slip; several are a sentence, whose words are near to some name. After a command there
    # are names only.
    may_be_slips = len(unknown) <= _MAX_SLIPS if command else len(unknown) == 1 and (is_question or len(named) == 1)
    if not may_be_slips:
        return tuple(named)
    return tuple(PlaceName(one.text, places.find(one.text)) if one in unknown else one for one in named)


def _weight(text: str) -> int:
    """Return the number of words; a verb counts twice, because it makes a statement: 나는 인천에 살아요."""
    return sum(2 if _VERBAL.fullmatch(word) else 1 for word in text.split())


def _without_particle(one: PlaceName) -> PlaceName:
    return one if one.answer.matches else PlaceName(_JOINING.sub("", one.text), one.answer)


def _without_clauses(words: list[str], find: Callable[[str], Answer]) -> list[str]:
    """Return the words without verbs, and without the noun that stands before one: 학교 끝나고."""
    unknown = [not find(word).matches for word in words]
    verbs = [is_unknown and bool(_VERBAL.fullmatch(word)) for word, is_unknown in zip(words, unknown, strict=True)]
    nouns = [*(is_unknown and verb for is_unknown, verb in zip(unknown, verbs[1:], strict=False)), False]
    return [word for word, verb, noun in zip(words, verbs, nouns, strict=True) if not (verb or noun)]


def _in_their_city(named: list[PlaceName], places: Places) -> Iterable[PlaceName]:
    """Yield the names, and as one those of a district before its city: Nam-gu, Incheon."""
    skip = False
    for here, after in pairwise([*named, None]):
        if skip:
            skip = False
            continue
        if here is not None and after is not None and here.answer.is_ambiguous:
            together = PlaceName(f"{here.text}, {after.text}", places.find_written(f"{after.text} {here.text}"))
            if 0 < len(together.answer.matches) < len(here.answer.matches):
                skip = True
                yield together
                continue
        if here is not None:
            yield here
