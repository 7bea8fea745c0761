"""The intent of a text: the topics that its words name, and whether the words that were not understood allow them."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum

from bot.parsing.days import Day, DayPart, DayRange
from bot.parsing.news_search import is_search
from bot.parsing.topics import ABOUT_THE_BOT, ASKED_FOR, SMALL_TALK, Topic
from bot.parsing.vocabulary import talk_words, weather_words
from bot.parsing.wording import TAKEN, take
from storage.terms import NO_SECTIONS, Days, Section, Unit


@dataclass(frozen=True, slots=True)
class When:
    """When something is asked about, or when a bulletin should come.

    Attributes:
        days: the days of a question, in the order said.
        parts: the parts of a day.
        times: the clock times, each once.
        repeated: the days of the week of a bulletin, or None.
        moved: the times that a bulletin should no longer have, because it gets `times` instead.
        ends_day: whether midnight is the end of the days, and not their beginning.
    """

    days: tuple[Day | DayRange, ...] = ()
    parts: frozenset[DayPart] = frozenset()
    times: tuple[dt.time, ...] = ()
    repeated: Days | None = None
    moved: tuple[dt.time, ...] = ()
    ends_day: bool = False

    @property
    def is_later(self) -> bool:
        """True if it is not only now or today."""
        return bool(self.parts or self.times) or any(not (isinstance(one, Day) and one.is_today) for one in self.days)

    @property
    def is_ahead(self) -> bool:
        """True if a day after today is named."""
        return any(isinstance(one, DayRange) or not (one.is_today or one.is_past) for one in self.days)

    @property
    def is_past(self) -> bool:
        """True if a day before today is named, and none after today: 지난주엔 덥더니 주말엔 비 와?"""
        return not self.is_ahead and any(isinstance(one, Day) and one.is_past for one in self.days)


class Evidence(IntEnum):
    """How surely a word is about the weather."""

    NONE = 0
    VAGUE = 1
    """It may be about other things: warm, wind."""

    CLEAR = 2
    """It is about nothing else: chilly."""

    NAMED = 3
    """It is a word for the weather or the temperature."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the bulletins that an order changes.

    Attributes:
        unit: the unit of temperatures, or None.
        silent: whether they should come without a sound, or None.
        minutes: by how many minutes they should come later; negative for earlier, 0 for neither.
        skips_holidays: whether none should come on public holidays, or None.
    """

    unit: Unit | None = None
    silent: bool | None = None
    minutes: int = 0
    skips_holidays: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Request to change what the chat gets.

    Attributes:
        topic: subscribe, unsubscribe, stop, settings or status.
        is_clear: whether a bulletin, or a word like it, is named; words such as "add" and "delete" may mean others.
        is_conditional: whether something should be sent for some weather only.
        left_out: parts that the bulletins should no longer have.
        setting: the setting that it changes, if it is clear which one.
    """

    topic: Topic
    is_clear: bool
    is_conditional: bool = False
    left_out: Section = NO_SECTIONS
    setting: Setting | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The topics that the words of a text name.

    Attributes:
        topics: the topics, without the weather as such.
        order: a request to change what the chat gets, or None.
        weather: whether a word for the weather as such stands there.
        is_search: whether the text says what news should be about.
        is_vague: whether each word of the topics may be about other things too: air, highest, later.
    """

    topics: frozenset[Topic]
    order: Order | None = None
    weather: Evidence = Evidence.NONE
    is_search: bool = False
    is_vague: bool = False

    @property
    def is_clear(self) -> bool:
        """True if a topic is named by a word that means nothing else."""
        is_topic = bool(self.topics) and not self.is_vague
        return self.weather >= Evidence.CLEAR or is_topic or (self.order is not None and self.order.is_clear)

    @property
    def is_certain(self) -> bool:
        """True if a topic is named by a word for it, and not only by an adjective that people and moods may have."""
        return self.is_clear and (bool(self.topics) or self.order is not None or self.weather is Evidence.NAMED)


# Words that were not understood, beside which a topic is still believed; a verb counts twice (`reader`).
_BESIDE_CLEAR, _BESIDE_HINT, _BESIDE_TALK, _SEARCHED = 4, 1, 1, 3
_TALK = frozenset(topic for topic, _ in SMALL_TALK)
_OWN = frozenset(topic for topic, _ in ABOUT_THE_BOT)
# A bulletin may be asked for with these, or only if there are any.
_CONTENTS = frozenset({Topic.NEWS, Topic.RAIN, Topic.DUST, Topic.WARNINGS})
# Beside these the weather now is asked for too: 날씨랑 미세먼지.
_BESIDE_WEATHER = frozenset({Topic.DUST, Topic.NEWS})


def take_small_talk(text: str) -> tuple[frozenset[Topic], str]:
    """Take out thanks and greetings, some of which have parts of the day in them: good morning."""
    found: set[Topic] = set()
    for topic, pattern in SMALL_TALK:
        # 덕분에 우산 챙겼어 tells what the thanks are for.
        if topic is Topic.THANKS and talk_words.THANKS_TO.search(text) and pattern.search(text):
            return frozenset({topic}), TAKEN
        matches, text = take(pattern, text)
        found |= {topic} if matches else set()
    return frozenset(found), text


def take_topics(text: str, talk: frozenset[Topic], order: Order | None) -> tuple[Found, str]:
    """Take out the words that name topics; thanks and greetings (`talk`) are dropped beside other topics."""
    found, words, said = set[Topic](), list[re.Match[str]](), text
    for topic, pattern in ASKED_FOR:
        matches, text = take(pattern, text)
        found |= {topic} if matches else set()
        words += matches
    if Topic.NEWS in found and not talk_words.JOINED.search(said):
        found -= _CONTENTS - {Topic.NEWS}
    if Topic.NEWS not in found:
        hazards, text = take(weather_words.HAZARDS, text)
        found |= {Topic.WARNINGS} if hazards else set()
        words += hazards
    if Topic.NEWS in found and talk_words.WEATHER_NEWS.search(said):
        text = weather_words.WEATHER_WORD.sub(TAKEN, text)
    weather, text = take(weather_words.WEATHER_WORD, text)
    said_of_day, text = take(weather_words.OF_THE_DAY, text)
    hints, text = take(weather_words.WEATHER, text)
    hints += said_of_day
    is_alone = not (found or weather or order)
    for topic, pattern in ABOUT_THE_BOT:
        # 谢谢你的帮助 asks for no help.
        is_thanked = topic is Topic.HELP and Topic.THANKS in talk
        matches, text = take(pattern, text)
        found |= {topic} if matches and is_alone and not found and not is_thanked else set()
    is_vague = bool(words) and _is_vague(words)
    if talk and is_vague:
        found.clear()
    found |= talk if not (found or weather or order) else set()
    evidence = _weigh(found, weather, hints, said_of_day)
    if (evidence or words) and weather_words.IMPERSONAL.search(said):
        evidence, is_vague = Evidence.NAMED if evidence else evidence, False
    if evidence >= Evidence.CLEAR and weather_words.FAR_AHEAD.search(text):
        found.add(Topic.FORECAST)
    return Found(frozenset(found), order, evidence, is_search(said), is_vague), text


def _weigh(
    found: set[Topic], weather: list[re.Match[str]], hints: list[re.Match[str]], said_of_day: list[re.Match[str]]
) -> Evidence:
    """Return how surely a text beside its topics is about the weather."""
    if weather:
        return Evidence.NAMED
    if not hints or found & {Topic.RAIN, Topic.DUST, Topic.WARNINGS}:
        return Evidence.NONE
    if said_of_day or not _is_vague(hints):
        return Evidence.CLEAR
    # Sky News is a broadcaster.
    return Evidence.NONE if Topic.NEWS in found else Evidence.VAGUE


def _is_vague(words: list[re.Match[str]]) -> bool:
    return all(weather_words.VAGUE.fullmatch(word[0]) for word in words)


def decide(
    found: Found,
    when: When,
    *,
    is_placed: bool,
    is_dated: bool,
    unknown: int,
    is_asking: bool,
    command: Topic | None,
) -> frozenset[Topic]:
    """Return what a text asks for; empty if it is no question to the bot.

    Args:
        found: what its words name.
        when: the days and times.
        is_placed: whether a place is named.
        is_dated: whether something that looks like a date is named.
        unknown: the number of words that were not understood.
        is_asking: whether the text has the form of a question or a wish.
        command: the topic of a command before it, or None.
    """
    if command is not None and command is not Topic.NOW:
        return frozenset({command})
    if found.order is not None:
        return _decide_order(found, found.order, unknown)
    what = found.topics
    has_weather = found.weather > Evidence.NONE
    if is_placed or when.is_later or has_weather:
        what -= _TALK
    if is_placed and when.is_later:
        # Help me pick clothes for Seoul tomorrow.
        what -= {Topic.HELP}
    if own := what & (_TALK | _OWN):
        return own if unknown <= (_BESIDE_TALK if Topic.THANKS in own else 0) else frozenset()
    is_supported = is_placed or is_dated or bool(when.days or when.parts or when.times)
    if command is None and unknown > _most_unknown(
        found, is_supported=is_supported, is_placed=is_placed, is_asking=is_asking
    ):
        return frozenset()
    named = what - {Topic.FORECAST}
    if named and not (has_weather and named <= _BESIDE_WEATHER):
        return named
    is_forecast = (when.is_later or Topic.FORECAST in what) and not when.is_past
    return named | {Topic.FORECAST if is_forecast else Topic.NOW}


def _decide_order(found: Found, order: Order, unknown: int) -> frozenset[Topic]:
    """Return the topic of an order; a bulletin of news, or only when it rains, has that topic too."""
    is_about_weather = bool(found.topics & _CONTENTS) or found.weather > Evidence.NONE
    most = _BESIDE_CLEAR if order.is_clear else 0
    # Tell me if my visa was approved.
    if unknown > most or (order.is_conditional and not is_about_weather):
        return frozenset()
    # Alerts on Tuesday at 7 are bulletins, and no warnings.
    has_contents = order.topic is Topic.SUBSCRIBE and (order.is_conditional or not found.is_vague)
    contents = found.topics & _CONTENTS if has_contents else frozenset()
    # Only below zero: no bulletin begins by it, and its weather has no topic of its own.
    hinted = {Topic.NOW} if order.is_conditional and not contents else set[Topic]()
    return frozenset({order.topic}) | contents | hinted


def _is_clear_beside_talk(found: Found) -> bool:
    """Return whether more than thanks and greetings is named for certain: 반갑습니다 says nothing about an evening."""
    return found.is_clear and not (found.order is None and found.topics and found.topics <= _TALK)


def _most_unknown(found: Found, *, is_supported: bool, is_placed: bool, is_asking: bool) -> int:
    """Return the most words that may remain without a meaning; -1 if the text is no question anyway."""
    if _is_clear_beside_talk(found):
        # 분위기 쌀쌀하네: what is chilly is said, and is no weather. 비 오는 날엔 파전이지 tells something.
        is_told = found.topics == {Topic.RAIN} and not is_asking and found.weather is not Evidence.NAMED
        return _BESIDE_CLEAR if is_supported or (found.is_certain and not is_told) else 0
    if found.weather is Evidence.VAGUE:
        return _BESIDE_HINT + is_supported
    if found.topics - {Topic.FORECAST}:
        # Words beside news are what the news should be about.
        is_news = found.topics == {Topic.NEWS}
        return _BESIDE_CLEAR if is_news and is_placed else _SEARCHED if is_news and found.is_search else 0
    # A place, a day, or a word such as "highest" is a question about the weather if nothing else is said.
    return 0 if is_supported else -1
