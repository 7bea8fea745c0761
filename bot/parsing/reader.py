"""The reader of what is asked: a text is taken apart into what, when, where, and the rest that was not understood.

Names of places are set aside first, so that no word of the grammar is read inside one (雪岳山, 아침고요수목원). Then
times, days and topics are taken out, then the words around them; what remains is looked up as names of places.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.parsing.abroad import Elsewhere, take_well_known
from bot.parsing.asked_days.dates import take_no_dates
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.clock_times import ClockTimes, take_times
from bot.parsing.days import DayPart, DaysAsked
from bot.parsing.intent import Evidence, Found, Setting, When, decide, take_small_talk, take_topics
from bot.parsing.korean.shorthand import replace_pictures
from bot.parsing.korean.slips import correct
from bot.parsing.korean.unspaced import insert_spaces
from bot.parsing.marked_names import divide_at_names, has_marks, runs, set_aside_names, without_names, without_unwanted
from bot.parsing.name_lookup import (
    find_lost_names,
    is_around_question,
    look_up,
    weight,
    with_slips,
    without_common_words,
    without_elsewhere,
)
from bot.parsing.orders import TakenOrder, take_after_command, take_order, without_left_out
from bot.parsing.patterns.words import Words, forget_texts
from bot.parsing.place_names import PlaceName, certain_matches, is_bare_town, is_everyday_name
from bot.parsing.rewriting import rewrite
from bot.parsing.talk import is_about_appointment, is_for_device, is_half_order, is_other_order, is_talk
from bot.parsing.topics import DETAILS, WEATHER, Detail, Topic
from bot.parsing.vocabulary import fillers, order_words, talk_words, telling_words
from bot.parsing.vocabulary.order_fillers import ORDER_FILLERS
from bot.parsing.vocabulary.unwanted_place_words import TITLED
from bot.parsing.vocabulary.weather_words import WEATHER_WORD
from bot.parsing.wording import LATIN, TAKEN, any_of, contains, latin, prepare, take
from bot.places import Answer, Match, Places
from bot.places.finder import RememberedPlaces
from bot.places.keyboard import retype_as_hangul
from storage.terms import NO_SECTIONS, Section


@dataclass(frozen=True, slots=True)
class Asked:
    """Request that a text makes.

    Attributes:
        what: the topics; empty if the text is no question to the bot.
        when: the days and times.
        named: the names of places, and other words that were not understood, in the order said.
        includes_country: whether the whole country was named.
        invalid_times: what looks like a time and is none (25:00).
        invalid_dates: what looks like a date and is none (31 February).
        abroad: names of places outside Korea, as said.
        north: names of places in the north of Korea, as said.
        details: the values besides condition and temperature that a question is about.
        is_here: whether the place where the person is was asked about: near me.
        left_out: parts that the bulletins should no longer have.
        setting: the one setting that an order changes, or None.
        parts: the questions of one place each, if each place has days or times of its own.
        is_residence: whether the text asks nothing, and tells where somebody is or lives.
        is_talk: whether the text tells something, and asks and orders nothing.
        is_half_order: whether it speaks of an order without giving it: I might unsubscribe.
    """

    what: frozenset[Topic] = frozenset()
    when: When = field(default_factory=When)
    named: tuple[PlaceName, ...] = ()
    includes_country: bool = False
    invalid_times: tuple[str, ...] = ()
    invalid_dates: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    north: tuple[str, ...] = ()
    details: frozenset[Detail] = frozenset()
    is_here: bool = False
    left_out: Section = NO_SECTIONS
    setting: Setting | None = None
    parts: tuple["Asked", ...] = ()
    is_residence: bool = False
    is_talk: bool = False
    is_half_order: bool = False

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
        return (*(one.text for one in self.unknown), *self.invalid_times, *self.invalid_dates)

    @property
    def places(self) -> tuple[Match, ...]:
        """The places of names with one meaning, each once."""
        return tuple({match.place.key: match for match in certain_matches(self.names)}.values())


_MAX_LENGTH, _LONGEST_RESPELLED = 200, 60
_USUAL_QUESTIONS = (
    "내일 날시",
    "rain in Seoul tomorrow?",
    "明日の天気は？",
    "明天会下雨吗",
    "ngày mai có mưa không",
    "매일 7시에 보내줘",
)
_CARRIED_OUT = frozenset({Topic.SUBSCRIBE, Topic.UNSUBSCRIBE, Topic.STOP, Topic.SETTINGS})
_SMALL_TALK, _ABOUT_USE = frozenset({Topic.THANKS, Topic.GREETING}), frozenset({Topic.HELP, Topic.STATUS})
_NOON, _LAST_AFTERNOON_HOUR = 12, 6
_AFTER_NOON = frozenset({DayPart.AFTERNOON, DayPart.EVENING, DayPart.NIGHT})
_DARK = frozenset({DayPart.EVENING, DayPart.NIGHT})
# 인천 날씨 on the keys of an English keyboard: dlscjs skfTl.
_ON_OTHER_KEYBOARD = Words(r"[a-zA-Z]{3,}(?: [a-zA-Z]{2,}){0,5}[ ?!]*")
_NOT_ASKED = (
    talk_words.COMPLAINT, talk_words.NEGATED_ORDER, talk_words.QUOTED, talk_words.TASTE, talk_words.IDIOM,
    telling_words.NEWS_HEARD, telling_words.DELIBERATED,
)  # fmt: skip
_COUNTRY = any_of(
    "(?<![가-힣])(?:전국|우리나라|한국|대한민국)(?:의|은|는|에|에서)?(?![가-힣])", latin("(?:south |whole |all (?:of )?|all over )?korea|(?:whole |entire |the )*country|nationwide|toàn quốc|cả nước|(?:toàn )?hàn quốc"),
    "全国|全國|(?:韓国|韩国|韓國)(?![語语話人])",
)  # fmt: skip
# 강남구 (서울) is 서울 강남구.
_IN_PARENTHESES = Words(r"([가-힣]{2,})\s*\(([가-힣]{2,})\)")
_BETWEEN_PARTS = re.compile(r"[,、，;]|\b(?:and|then|và)\b|그리고", re.IGNORECASE)
# Two words of Korean, three in Latin letters, or six Chinese and Japanese characters say much.
_WORD = re.compile(rf"(?P<hangul>[가-힣]+)|(?P<latin>[{LATIN}']+)|(?P<other>[ぁ-んァ-ヶー一-龥])", re.IGNORECASE)
_WEIGHTS, _MUCH = {"hangul": 3, "latin": 2, "other": 1}, 6
_BARE = Words(r"^[\W_]+|[\W_]+$")
_WARE = re.compile("가격|시세|값")


def read(text: str, places: Places, command: Topic | None = None) -> Asked:
    """Read what a text asks for.

    Args:
        text: a message, or the words after a command.
        places: the search for names.
        command: what the command asks for (`NOW` for /weather), or None for plain words.
    """
    known = RememberedPlaces(places)
    try:
        asked = _read_in_spellings(text, known, command)
        return replace(asked, parts=_divide(text, asked, known, command))
    finally:
        forget_texts()


def _read_in_spellings(text: str, places: Places, command: Topic | None) -> Asked:
    asked = _read(text, places, command)
    if _is_whole(asked) or asked.is_talk or len(text) > _LONGEST_RESPELLED:
        return asked
    return next(filter(_is_whole, (_read(one, places, command) for one in _respell(text, places, command))), asked)


def warm_up(places: Places) -> None:
    """Compile the patterns of usual questions, which takes 0.3 s, so that nobody waits for it."""
    for text in _USUAL_QUESTIONS:
        read(text, places)


def _divide(text: str, asked: Asked, places: Places, command: Topic | None) -> tuple[Asked, ...]:
    """Return the questions of a text in which each place has its own days: morning in Incheon, evening in Busan."""
    when, number = asked.when, len(asked.places)
    is_listed = len(when.days) + len(when.parts) + len(when.times) >= number > 1
    if not is_listed or not asked.what <= WEATHER or command not in {None, Topic.NOW} or len(text) > _LONGEST_RESPELLED:
        return ()
    names: list[str] = []
    marked = set_aside_names(rewrite(prepare(text)), places, names)
    for one in (text, *divide_at_names(marked, names)):
        read_apart = (_read(part, places, Topic.NOW) for part in _BETWEEN_PARTS.split(one) if part.strip())
        parts = [part for part in read_apart if part.named or _has_time(part)]
        if len(parts) == number and all(map(_is_of_one_place, parts)):
            # 비 와? is said of all of them.
            of_all = asked.what - {Topic.NOW, Topic.FORECAST}
            return tuple(replace(part, what=of_all or part.what) for part in parts)
    return ()


def _is_of_one_place(asked: Asked) -> bool:
    return (
        len(asked.named) == len(asked.places) == 1
        and not (asked.invalid_times or asked.invalid_dates)
        and _has_time(asked)
    )


def _has_time(asked: Asked) -> bool:
    return bool(asked.when.days or asked.when.parts or asked.when.times)


def _is_whole(asked: Asked) -> bool:
    return bool(asked.what) and not asked.rest


def _respell(text: str, places: Places, command: Topic | None) -> Iterator[str]:
    """Yield other spellings of a text that was not understood as a whole."""
    if command is None and _ON_OTHER_KEYBOARD.fullmatch(text):
        yield from retype_as_hangul(text)
    said = prepare(text)[:_MAX_LENGTH]
    # A slip makes no question of what is none: 비 오는 날 뭐 먹지.
    if is_for_device(said) or any(contains(one, said) for one in _NOT_ASKED):
        return
    if (words := replace_pictures(said)) != said:
        yield words
    if (corrected := correct(said, places)) != said:
        yield corrected


@dataclass(frozen=True, slots=True)
class _Marked:
    """A text with its names of places set aside.

    Attributes:
        said: the text as said.
        text: the text with letters instead of the names (`set_aside_names`).
        names: what the letters stand for.
        elsewhere: the names of well-known places outside the country, which were taken out.
        may_name_places: whether other words may be names: after a word for news they are words to search for.
    """

    said: str
    text: str
    names: list[str]
    elsewhere: Elsewhere
    may_name_places: bool


@dataclass(frozen=True, slots=True)
class _Taken:
    """The words of a text that were understood.

    Attributes:
        order: the order, the days and the times.
        found: the topics.
        rhythms: rhythms and single days that no bulletin has.
        includes_country: whether the whole country was named.
        is_here: whether the place where the person is was named.
        is_question: whether a topic is named for certain, or by a word that may mean other things beside a place or day.
        around: the text without them, with the words around a question.
        rest: the text without either.
    """

    order: TakenOrder
    found: Found
    rhythms: tuple[str, ...]
    includes_country: bool
    is_here: bool
    is_question: bool
    around: str
    rest: str


def _read(text: str, places: Places, command: Topic | None) -> Asked:
    said = prepare(text)[:_MAX_LENGTH].strip()
    if command is None and (small := _read_whole(said)):
        return small
    marked = _mark(said, places, command)
    talk, rest = take_small_talk(marked.text) if command is None else (frozenset(), marked.text)
    if talk and (small := _read_whole(rest.replace(TAKEN, " "))):
        return small
    taken = _take_words(rest, talk, command)
    named, elsewhere = _find_names(marked, taken, places, command)
    if _asks_about_place(taken, named, command):
        # Names in Latin letters are known only now: dust in Daegu.
        taken = replace(taken, is_question=True, rest=_take_fillers(taken.around, is_question=True))
        named, elsewhere = _find_names(marked, taken, places, command)
    return _decide(marked, taken, named, elsewhere, command)


def _asks_about_place(taken: _Taken, named: tuple[PlaceName, ...], command: Topic | None) -> bool:
    """Return whether a text has a topic, and a place that was not set aside, so that other words may be around them."""
    is_open = command is None and not taken.is_question and taken.order.order is None
    has_topic = bool(taken.found.weather or taken.found.topics - {Topic.NEWS})
    return is_open and has_topic and any(one.answer.matches and one.answer.matches[0].is_reliable for one in named)


def _mark(said: str, places: Places, command: Topic | None) -> _Marked:
    text = insert_spaces(_IN_PARENTHESES.sub(r"\2 \1", rewrite(said)), places)
    is_sent = contains(order_words.SENDING, text) or contains(order_words.KEEPING, text)
    is_order = is_sent and not contains(WEATHER_WORD, text)
    if command is Topic.NOW or (command is None and not is_order):
        text = without_unwanted(TITLED.sub(r"\g<title>", text), places)
    may_name_places = command is not None or not talk_words.NEWS.search(text)
    known = take_well_known(text) if may_name_places else Elsewhere((), (), text)
    names: list[str] = []
    return _Marked(said, set_aside_names(known.rest, places, names), names, known, may_name_places)


def _take_words(text: str, talk: frozenset[Topic], command: Topic | None) -> _Taken:
    """Take out the order, the days and times, the topics, and the words around them."""
    order = _take_when(text, command)
    is_bulletin = order.order is not None and order.order.topic is Topic.SUBSCRIBE
    # Taken for the days of the week they would be every week: every other Monday.
    rhythms, rest = take(order_words.OTHER_RHYTHMS, text) if is_bulletin else ([], text)
    if rhythms:
        # 격일로 받고 싶어요 orders nothing without its rhythm.
        again = _take_when(rest, command)
        order = again if again.order is not None else take_after_command(rest, Topic.SUBSCRIBE)
    country, rest = take(_COUNTRY, order.rest)
    here, rest = take(talk_words.HERE, rest)
    found, rest = take_topics(rest, talk, order.order)
    is_question = found.is_clear or bool((found.weather or found.topics) and (order.when.days or has_marks(text)))
    return _Taken(
        order,
        found,
        (*(match[0].strip() for match in rhythms), *order.once),
        bool(country),
        bool(here),
        is_question,
        rest,
        _take_order_fillers(rest) if _is_carried_out(order) else _take_fillers(rest, is_question=is_question),
    )


def _is_carried_out(taken: TakenOrder) -> bool:
    """Return whether a text orders something that would be done, so that nothing in it may be dropped silently."""
    order = taken.order
    if order is None or order.is_conditional or order.topic not in _CARRIED_OUT:
        return False
    # Without anything to change, the settings are only shown.
    return order.topic is not Topic.SETTINGS or bool(order.left_out or order.setting or taken.when.repeated)


def _find_names(
    marked: _Marked, taken: _Taken, places: Places, command: Topic | None
) -> tuple[tuple[PlaceName, ...], Elsewhere]:
    """Return the names of places and the words that are none, and the names of places outside the country."""
    is_question = taken.is_question
    may_drop_words = is_question and not _is_carried_out(taken.order)
    named = look_up(runs(taken.rest, marked.names), places, command, is_question=may_drop_words)
    if Topic.NEWS in taken.found.topics and taken.found.is_search:
        named = _without_subjects(named)
    others = tuple(PlaceName(rhythm, Answer()) for rhythm in taken.rhythms)
    if not marked.may_name_places:
        return (*named, *others), marked.elsewhere
    named, far = without_elsewhere(named, places, is_question=is_question or command is not None)
    known = marked.elsewhere
    elsewhere = Elsewhere((*known.north, *far.north), (*known.abroad, *far.abroad), "")
    return (*with_slips(named, places, command, is_question=is_question), *others), elsewhere


def _without_subjects(named: list[PlaceName]) -> list[PlaceName]:
    """Return the names in a search for news, in which an everyday word before another is none: 구리 가격 뉴스."""
    return [
        PlaceName(one.text, Answer())
        if after is not None and not after.answer.matches and (is_everyday_name(one) or _WARE.fullmatch(after.text))
        else one
        for one, after in pairwise((*named, None))
        if one is not None
    ]


def _decide(
    marked: _Marked, taken: _Taken, named: tuple[PlaceName, ...], elsewhere: Elsewhere, command: Topic | None
) -> Asked:
    found, when = taken.found, taken.order.when
    is_placed = bool(elsewhere.abroad or elsewhere.north) or taken.is_here or any(one.answer.matches for one in named)
    unknown = _count_unknown(marked, taken, named, is_placed=is_placed)
    is_told = command is None and _is_told(marked, taken, is_placed=is_placed, unknown=unknown)
    is_other = command is None and (
        is_told
        or _is_other_task(marked, found, unknown, is_placed=is_placed)
        or _is_about_something_else(marked, found, when, named)
        or _is_only_told(marked, taken, named)
    )
    if not is_other and (
        what := decide(
            found,
            when,
            is_placed=is_placed,
            is_dated=bool(taken.order.invalid_dates),
            unknown=unknown,
            is_asking="?" in marked.said or contains(talk_words.ASKING, marked.said),
            command=command,
        )
    ):
        return _understood(what, marked, taken, named, elsewhere, command)
    if is_told:
        said = (PlaceName(marked.said, Answer()),)
        return Asked(named=said, is_talk=True, is_half_order=found.order is not None)
    # A place beside one word may be meant: 강릉 커피.
    if is_placed and unknown <= 1 and not is_other:
        return Asked(named=named)
    whole = (PlaceName(marked.said, Answer()),) if marked.said else ()
    mentioned = tuple(_mentioned(named)) if command is None else ()
    return Asked(
        named=(*mentioned, *whole), is_residence=bool(mentioned) and contains(talk_words.RESIDENCE, marked.said)
    )


def _count_unknown(marked: _Marked, taken: _Taken, named: tuple[PlaceName, ...], *, is_placed: bool) -> int:
    """Return the weight of the words that were not understood, without those that tell why something is asked."""
    others = (one.text for one in named if not one.answer.matches and one.text not in taken.rhythms)
    # 배추가 걱정이라, my eyes are burning: beside a question about a place or a day it does not matter why it is asked.
    is_about = taken.is_question and taken.found.order is None and (is_placed or bool(taken.order.when.days))
    is_whole = "?" in marked.said and is_about
    return sum(weight(one) for one in others if not (is_whole and is_around_question(one, marked.text)))


def _understood(
    what: frozenset[Topic],
    marked: _Marked,
    taken: _Taken,
    named: tuple[PlaceName, ...],
    elsewhere: Elsewhere,
    command: Topic | None,
) -> Asked:
    order, is_weather = taken.order.order, bool(what & WEATHER)
    # After a command there are names, and an order is carried out only as a whole.
    is_known = command is None and taken.found.order is None and is_weather
    if is_known:
        named = without_common_words(named, marked.text)
        known = (*(one.text for one in named), *elsewhere.abroad, *elsewhere.north)
        named = (*named, *find_lost_names(marked.said, known))
    asked = Asked(
        what,
        # 오늘 하루도 수고했어 names no day that is asked about.
        When() if what <= {Topic.THANKS, Topic.GREETING} else taken.order.when,
        named,
        includes_country=taken.includes_country,
        invalid_times=taken.order.invalid_times,
        invalid_dates=taken.order.invalid_dates,
        abroad=elsewhere.abroad,
        north=elsewhere.north,
        details=_find_details(marked.text) if is_weather else frozenset(),
        is_here=taken.is_here and is_weather,
    )
    return asked if order is None else replace(asked, left_out=order.left_out, setting=order.setting)


def _mentioned(named: tuple[PlaceName, ...]) -> Iterator[PlaceName]:
    """Yield the only name of a text that certainly is a place's: that in 저는 대전에 살아요, but not 음성 메시지."""
    places = [one for one in named if one.answer.match is not None]
    if len(places) == 1 and not (is_everyday_name(places[0]) or is_bare_town(places[0])):
        yield from (one for one in places if one.answer.matches[0].is_reliable)


def _is_told(marked: _Marked, taken: _Taken, *, is_placed: bool, unknown: int) -> bool:
    """Return whether a text is talk; thanks, greetings and what somebody says who needs help are answered as such."""
    found, order = taken.found, taken.found.order
    if order is not None and order.topic not in _CARRIED_OUT:
        return order.topic is Topic.STATUS and is_half_order(marked.said)
    if order is None and found.weather is Evidence.NONE and found.topics:
        is_answered = found.topics <= _SMALL_TALK or (found.topics <= _ABOUT_USE and not unknown)
        if is_answered:
            return False
    is_remark = order is None and not is_placed and _is_remark(marked, taken)
    return is_remark or is_talk(marked.said, taken.order.when, is_order=order is not None, is_placed=is_placed)


def _is_remark(marked: _Marked, taken: _Taken) -> bool:
    """Return whether many words that ask nothing stand around one for the weather: 우산 또 지하철에 두고 내림."""
    found, when = taken.found, taken.order.when
    is_of_weather = found.weather > Evidence.NONE or (bool(found.topics) and found.topics <= WEATHER)
    if not is_of_weather or when.is_ahead or when.times or contains(telling_words.ASKED, marked.text):
        return False
    left = talk_words.NEUTRAL.sub(TAKEN, taken.around).rstrip(" .!~")
    # 우리 학교 뒷산 날씨 asks.
    return not left.endswith(TAKEN) and sum(_WEIGHTS[one.lastgroup or ""] for one in _WORD.finditer(left)) >= _MUCH


def _find_details(text: str) -> frozenset[Detail]:
    return frozenset(detail for detail, pattern in DETAILS if pattern.search(text))


def _read_whole(said: str) -> Asked | None:
    """Return the meaning of a text that is one word for all: stop."""
    bare = _BARE.sub("", re.sub(r"[ㅋㅎㅠㅜ]+", "", said))
    is_end = talk_words.STOP.fullmatch(bare) or talk_words.GIVEN_UP.fullmatch(bare)
    return Asked(frozenset({Topic.STOP})) if is_end else None


def _is_about_something_else(marked: _Marked, found: Found, when: When, named: tuple[PlaceName, ...]) -> bool:
    # 비는 안 궁금하고 기온만 asks for the temperature; the rain was taken out.
    if contains(talk_words.NOT_WANTED, marked.text) or any(contains(one, marked.said) for one in _NOT_ASKED):
        return True
    # 토욜 비? 콘서트 잠실인데: the weather of a day at a place is asked about for a reason.
    has_topic = found.weather > Evidence.NONE or bool(found.topics & WEATHER)
    is_supported = has_topic and bool(when.days) and any(one.answer.match is not None for one in named)
    # 비 노래 틀어줘; beside a word for the weather, or for news, it is a question about these.
    is_named = is_supported or found.weather is Evidence.NAMED or Topic.NEWS in found.topics or found.order is not None
    if not is_named and contains(talk_words.WORKS, marked.text):
        return True
    # Hundreds of towns have the names of everyday words: 내 생일이 언제게?
    is_doubtful = any(map(is_bare_town, named)) or (found.order is None and _is_everyday(marked, named))
    if is_doubtful and not (found.is_clear or when.days):
        return True
    # 주말에 뭐 해? is about something else; 처인구 has no 인구 in it, but 강릉이야 states where somebody is.
    is_statement = found.order is None and contains(talk_words.STATEMENT, marked.said)
    is_clear = is_supported or found.is_clear or found.is_search or Topic.NEWS in found.topics
    return not is_clear and (is_statement or contains(talk_words.OTHER_SUBJECT, marked.text))


def _is_other_task(marked: _Marked, found: Found, unknown: int, *, is_placed: bool) -> bool:
    """Return whether a text asks for something that another assistant does: 에어컨 꺼줘, 메일 보내줘."""
    if is_for_device(marked.said):
        return True
    if found.order is not None:
        is_sent = not found.order.is_conditional
        return is_sent and is_other_order(marked.said, unknown, is_placed=is_placed)
    has_topic = found.weather > Evidence.NONE or bool(found.topics - _SMALL_TALK - {Topic.FORECAST})
    return not has_topic and is_about_appointment(marked.said)


def _is_only_told(marked: _Marked, taken: _Taken, named: tuple[PlaceName, ...]) -> bool:
    """Return whether a day, a time or a place stands among words that ask nothing: 내일 갈게, can you stop by at 7."""
    found, when = taken.found, taken.order.when
    is_other = found.order is not None or found.topics or found.weather > Evidence.NONE
    if is_other or (marked.said.endswith("?") and (when.days or named)):
        return False
    # Many words ask at a time: can you stop by at 7.
    if contains(talk_words.ASKING if when.days or named else talk_words.HOW_IS_IT, marked.said):
        return False
    return _has_others(taken.around)


def _is_everyday(marked: _Marked, named: tuple[PlaceName, ...]) -> bool:
    """Return whether words stand beside a name that is an everyday word: 예산 얼마야, 음성 메시지, but not 예산."""
    left = talk_words.NEUTRAL.sub(TAKEN, without_names(marked.text))
    # 구미 어때 asks, and 음성 메시지도 되나요 is about something else.
    is_beside = bool(_count_words(talk_words.HOW_IS_IT.sub(TAKEN, left)))
    return is_beside and any(map(is_everyday_name, named))


def _take_when(text: str, command: Topic | None) -> TakenOrder:
    """Take out what asks for a change of the bulletins, and the days and times, which depend on it."""
    if command in {Topic.SUBSCRIBE, Topic.UNSUBSCRIBE}:
        return take_after_command(text, command)
    if command is None and (taken := take_order(text)):
        return taken
    text = without_left_out(text)
    no_dates, text = take_no_dates(text)
    times = take_times(text, is_bulletin=False)
    asked = take_days_asked(order_words.SENDING.sub(TAKEN, times.rest))
    return TakenOrder(None, _in_part_of_day(asked, times), times.invalid, asked.rest, invalid_dates=tuple(no_dates))


def _in_part_of_day(asked: DaysAsked, said: ClockTimes) -> When:
    """Return the days and times, with a single time in the part of the day that stands apart from it: tonight at 9."""
    times = said.times
    if not asked.parts:
        return When(asked.days, times=_in_daytime(said) if said.is_open else times, ends_day=said.ends_day)
    if said.is_open and times == (dt.time(_NOON),) and asked.parts <= _DARK:
        # Tomorrow night at 12.
        return When(asked.days, times=(dt.time(0),), ends_day=True)
    if len(times) != 1 or times[0].hour >= _NOON:
        return When(asked.days, asked.parts, times)
    is_later = bool(asked.parts & _AFTER_NOON) and not (DayPart.NIGHT in asked.parts and times[0].hour < _NOON / 2)
    hour = times[0].hour + (_NOON if is_later else 0)
    return When(asked.days, times=(times[0].replace(hour=hour),), ends_day=said.ends_day)


def _in_daytime(said: ClockTimes) -> tuple[dt.time, ...]:
    """Return times without a half of the day as in a question about the weather: 3시 is 15:00, and 5~9시 ends at 21:00."""
    found: list[dt.time] = []
    for number, time in enumerate(said.times, 1):
        # 6시랑 9시 are both in the morning, but 9시랑 3시 are not.
        is_before = not said.is_range and any(_LAST_AFTERNOON_HOUR < one.hour < _NOON for one in said.times[number:])
        is_small = 0 < time.hour <= _LAST_AFTERNOON_HOUR and not is_before
        is_late = is_small or (found and said.is_range and time < found[-1])
        found.append(time.replace(hour=time.hour + _NOON) if is_late and time.hour < _NOON else time)
    return tuple(found)


def _has_others(text: str) -> bool:
    """Return whether words that mean nothing to the bot stand in a text, besides those that change nothing."""
    left = talk_words.NEUTRAL.sub(TAKEN, without_names(text))
    return _count_words(_take_fillers(left, is_question=True)) < _count_words(left)


def _count_words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.replace(TAKEN, " ").split())


def _take_order_fillers(text: str) -> str:
    """Return a text without the words that change nothing about an order; what remains was not understood."""
    for _ in range(2):
        _, text = take(ORDER_FILLERS, text)
    return text


def _take_fillers(text: str, *, is_question: bool) -> str:
    """Return a text without the words around what is asked."""
    # Words that stand against others that are taken out come in the second round.
    for _ in range(2):
        _, text = take(fillers.FILLERS, text)
        _, text = take(fillers.BESIDES, text) if is_question else ([], text)
    return text
