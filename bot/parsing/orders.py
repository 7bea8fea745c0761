"""Orders in words: subscribe, unsubscribe, change what the chat gets; with the days and times of a bulletin."""

import datetime as dt
import re
from dataclasses import dataclass, field

from bot.parsing.asked_days.counted import MOMENTS
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.bulletins.contents import LeftOut, has_latin_name, keeps_weather, take_left_out
from bot.parsing.bulletins.settings import find_display, find_shift
from bot.parsing.bulletins.spans import find_days, take_spans
from bot.parsing.clock_times import take_ranges, take_times
from bot.parsing.days import BulletinDays, Day, DayKind, DayRange, take_bulletin_days
from bot.parsing.intent import Order, When
from bot.parsing.marked_names import has_marks
from bot.parsing.patterns.words import Words
from bot.parsing.topics import Topic
from bot.parsing.vocabulary import negation_words, order_words, setting_words, span_words, stopping_words
from bot.parsing.vocabulary.order_fillers import ORDER_FILLERS
from bot.parsing.vocabulary.talk_words import NEWS, SETTINGS
from bot.parsing.vocabulary.weather_words import DUST, FORECAST_WORD, RAIN, WARNINGS, WEATHER, WEATHER_WORD
from bot.parsing.wording import TAKEN, contains, drop_particles, take
from storage.terms import NO_SECTIONS, Days


@dataclass(frozen=True, slots=True)
class TakenOrder:
    """An order that was taken out of a text.

    Attributes:
        order: the order; None if the text orders nothing.
        when: the days and times.
        invalid_times: what looks like a time and is none.
        rest: the text without them.
        once: days on which a bulletin should come only once, as said; they are no days of the week.
        invalid_dates: what looks like a date and is none.
    """

    order: Order | None
    when: When = field(default_factory=When)
    invalid_times: tuple[str, ...] = ()
    rest: str = ""
    once: tuple[str, ...] = ()
    invalid_dates: tuple[str, ...] = ()


_AT_A_TIME = (WEATHER, RAIN, DUST)
_OF_THE_WEATHER = (*_AT_A_TIME, WEATHER_WORD)


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    days: BulletinDays
    left: LeftOut
    is_clear: bool

    @property
    def has_time(self) -> bool:
        return bool(take_times(self.text, is_bulletin=False).times)


def take_after_command(text: str, command: Topic) -> TakenOrder:
    """Take the days and times out of the words after /subscribe, or out of those after /unsubscribe."""
    order = Order(command, is_clear=True)
    if command is Topic.SUBSCRIBE:
        moved, text = _take_moved(text)
        return _take_bulletin(order, order_words.SUBSCRIBE.sub(TAKEN, text), moved)
    return TakenOrder(order, rest=_without_orders(text))


def asks_for_change(text: str) -> bool:
    """Return whether an order says that a bulletin should change, and not only when one should come."""
    changing = (order_words.CHANGING, order_words.MOVING, order_words.CHANGE_TO, order_words.ONLY_DAYS)
    return any(contains(pattern, text) for pattern in changing)


def find_negation(text: str, command: Topic) -> str | None:
    """Return a word in an order, whose names were set aside, that negates it and was used by no rule; None without."""
    rest = order_words.INSTEAD_OF.sub(TAKEN, order_words.PLACES_SWAPPED.sub(TAKEN, text))
    # 매일 말고 평일만
    rest = re.sub(rf"{TAKEN}\s?말고", "", take_bulletin_days(take_left_out(rest).rest).rest)
    patterns = [negation_words.NEGATION]
    if command is Topic.SUBSCRIBE:
        patterns.append(negation_words.ENDING)
    else:
        rest = order_words.UNSUBSCRIBE.sub(TAKEN, rest)
    return next((found[0].strip() for one in patterns if (found := one.search(rest))), None)


def take_order(text: str) -> TakenOrder | None:
    """Take out what a text without a command orders; None if it orders nothing."""
    left = take_left_out(text)
    if left.sections and _asks_about_weather(left.rest):
        text, left = left.rest, LeftOut(NO_SECTIONS, left.rest)
    said = _Text(text, take_bulletin_days(text), left, contains(order_words.BULLETIN, text))
    for take_one in (
        _take_how_to,
        _take_contents,
        _take_places,
        _take_display,
        _take_shift,
        _take_reminder,
        _take_question,
        _take_days_out,
        _take_time_out,
        _take_ending,
        _take_listing,
        _take_change,
        _take_only_days,
        _take_beginning,
    ):
        if taken := take_one(said):
            return taken
    return None


def _take_how_to(said: _Text) -> TakenOrder | None:
    """Take a question for the way to give an order, or for its meaning: 구독은 어떻게 해요, 구독이 뭐야?"""
    meaning, rest = take(order_words.MEANING, said.text)
    if meaning:
        return TakenOrder(Order(Topic.HELP, is_clear=True), rest=rest)
    found, rest = take(order_words.HOW_TO, said.text)
    of_bulletins = (order_words.SUBSCRIBE, order_words.UNSUBSCRIBE)
    orders = (*of_bulletins, order_words.CANCEL, SETTINGS, WEATHER_WORD, NEWS)
    is_order = any(contains(pattern, said.text) for pattern in orders)
    if not found or not is_order:
        return None
    for pattern in orders:
        rest = pattern.sub(TAKEN, rest)
    # 영주권 신청 어떻게 해? is about another application.
    is_clear = said.is_clear or any(contains(pattern, said.text) for pattern in orders[len(of_bulletins) :])
    return TakenOrder(Order(Topic.HELP, is_clear), rest=rest)


def without_left_out(text: str) -> str:
    """Return a question without what it is not about: 뉴스는 됐고 서울 날씨, at 8 and not at 7."""
    # Names in Latin letters are not known yet: stop raining and keep warm.
    if (named := _find_swapped(text)) and has_marks(named[0]):
        text = text.replace(named[0], TAKEN, 1)
    return order_words.INSTEAD_OF.sub("", take_left_out(text).rest)


def _take_contents(said: _Text) -> TakenOrder | None:
    """Take the parts that the bulletins should no longer have: 뉴스는 빼줘, only weather."""
    left = said.left
    if not left.sections:
        return None
    _, rest = take(WEATHER_WORD, order_words.SENDING.sub(TAKEN, left.rest))
    return TakenOrder(Order(Topic.SETTINGS, is_clear=True, left_out=left.sections), rest=rest)


def _take_places(said: _Text) -> TakenOrder | None:
    """Take places of which some should be left out: the others that are named are kept, or are the only ones."""
    named = _find_swapped(said.text)
    rest = order_words.PLACES_SWAPPED.sub("", said.text)
    if named is None or any(contains(one, said.text) for one in _AT_A_TIME) or contains(WEATHER_WORD, rest):
        return None
    # 서울은 빼고 부산만 asks for 부산 in the place of the others.
    if contains(order_words.KEEPING, said.text):
        return TakenOrder(Order(Topic.UNSUBSCRIBE, is_clear=False), rest=named[0])
    return TakenOrder(Order(Topic.SUBSCRIBE, is_clear=False), rest=named[1])


def _find_swapped(text: str) -> tuple[str, str] | None:
    """Return the names of the places that are left out, and of those that are kept."""
    found = order_words.PLACES_SWAPPED.search(text)
    if found is None:
        return None
    named = {name: value for name, value in found.groupdict().items() if value}
    out, kept = ("".join(value for name, value in named.items() if name.startswith(kind)) for kind in ("out", "kept"))
    return out, kept


def _asks_about_weather(text: str) -> bool:
    """Return whether a text without the parts to be left out asks about the weather: 뉴스 말고 부산 날씨."""
    is_about_weather = any(contains(pattern, text) for pattern in _OF_THE_WEATHER)
    if not is_about_weather or contains(order_words.SENDING, text):
        return False
    return not keeps_weather(text) or has_marks(text) or has_latin_name(text) or bool(take_days_asked(text).days)


def _take_reminder(said: _Text) -> TakenOrder | None:
    """Take the wish for a single message in a while, which is no bulletin: 30분 뒤에 알려 줘."""
    is_told = any(contains(pattern, said.text) for pattern in (order_words.SENDING, order_words.REMINDING))
    is_question = any(contains(pattern, said.text) for pattern in (*_OF_THE_WEATHER, WARNINGS, NEWS))
    # In ten minutes at a place is a question.
    is_question = is_question or has_marks(said.text) or contains(FORECAST_WORD, said.text)
    if is_question or not (is_told and contains(MOMENTS, said.text)):
        return None
    return _take_bulletin(Order(Topic.SUBSCRIBE, is_clear=True), order_words.REMINDING.sub(TAKEN, said.text))


def _take_display(said: _Text) -> TakenOrder | None:
    """Take the wish for another look or sound, which the settings change: 화씨로 바꿔줘, no sound."""
    # The text as a whole, because words of one pattern may be a part of those of another.
    setting, rest = find_display(said.text), said.text
    holidays = setting_words.WITHOUT_HOLIDAYS, setting_words.WITH_HOLIDAYS
    for words in (*holidays, setting_words.SILENT, setting_words.SOUNDING, order_words.DISPLAY):
        rest = words.sub(TAKEN, rest)
    if rest == said.text:
        return None
    if setting:
        rest = drop_particles(order_words.SENDING.sub(TAKEN, setting_words.DISPLAYING.sub(TAKEN, rest)))
    return TakenOrder(Order(Topic.SETTINGS, is_clear=True, setting=setting), rest=rest)


def _take_days_out(said: _Text) -> TakenOrder | None:
    """Take days that should be left out, which only the settings can do: 수요일은 빼 줘, weekends off."""
    is_ending = contains(order_words.UNSUBSCRIBE, said.text) or said.days.has_exception or _is_day_off(said)
    # 매일 보내지 마세요 ends all of them.
    is_break = contains(order_words.FOR_NOW, said.text) or _is_bounded_break(said)
    if said.days.days in {None, Days.EVERY_DAY} or not is_ending or said.has_time or is_break:
        return None
    rest = order_words.UNSUBSCRIBE.sub(TAKEN, order_words.OTHER_DAYS.sub(TAKEN, said.days.rest))
    rest = order_words.SENDING.sub(TAKEN, order_words.DAY_OFF.sub(TAKEN, rest))
    left = said.days.days if said.days.has_exception else Days.EVERY_DAY & ~said.days.days
    return TakenOrder(Order(Topic.SETTINGS, said.is_clear), When(repeated=left), rest=rest)


def _is_bounded_break(said: _Text) -> bool:
    """Return whether a text asks for a break that ends: 금요일까지 쉬어줘 is no order for every Friday."""
    is_pause = any(
        contains(one, said.text) for one in (order_words.PAUSE, order_words.DAY_OFF, order_words.UNSUBSCRIBE)
    )
    return is_pause and not said.days.is_repeated and contains(span_words.UNTIL_DAY, said.text)


def _is_day_off(said: _Text) -> bool:
    """Return whether a text names days on which nothing should come: 주말은 쉬고 싶어; 이번 주말은 쉬자 is a break."""
    is_near = contains(order_words.NEAR_DAY, said.text)
    return contains(order_words.DAY_OFF, said.text) and not is_near and not _is_about_weather(said)


def _take_only_days(said: _Text) -> TakenOrder | None:
    """Take the only days on which bulletins should come: 평일만, weekdays only."""
    if said.days.days in {None, Days.EVERY_DAY} or not contains(order_words.ONLY_DAYS, said.text):
        return None
    if _is_about_weather(said) or contains(NEWS, said.text):
        return None
    order = Order(Topic.SUBSCRIBE, contains(order_words.SENDING, said.text) or said.is_clear or said.has_time)
    return _take_bulletin(order, order_words.MOVED.sub(TAKEN, said.text))


def _is_about_weather(said: _Text) -> bool:
    return any(contains(pattern, said.text) for pattern in (*_AT_A_TIME, WARNINGS))


def _take_shift(said: _Text) -> TakenOrder | None:
    """Take the wish for an earlier or later bulletin, which the settings change: 30분 일찍 보내 줘."""
    if not contains(order_words.SHIFT, said.text):
        return None
    # Will it rain an hour later?
    if _is_about_weather(said) or contains(WEATHER_WORD, said.text):
        return None
    _, rest = take(order_words.SHIFT, said.text)
    # 9시로 좀 늦춰 줘 says when.
    if take_times(rest, is_bulletin=False).times:
        return None
    rest = order_words.SENDING.sub(TAKEN, order_words.AT_A_TIME.sub(TAKEN, order_words.CHANGING.sub(TAKEN, rest)))
    return TakenOrder(Order(Topic.SETTINGS, said.is_clear, setting=find_shift(said.text)), rest=rest)


def _take_time_out(said: _Text) -> TakenOrder | None:
    """Take the times that a bulletin should not have any more: 18시 빼 줘."""
    if said.days.days is not None or not contains(order_words.LEFT_OUT, said.text):
        return None
    times = take_times(said.text, is_bulletin=False)
    # Of the text without times: pm is fine dust too.
    is_question = any(contains(pattern, times.rest) for pattern in _OF_THE_WEATHER)
    is_question = is_question or any(
        contains(one, said.text) for one in (order_words.MOVED_FROM, order_words.INSTEAD_OF)
    )
    found, rest = take(order_words.LEFT_OUT, times.rest)
    if not (times.times and found) or is_question:
        return None
    rest = order_words.AT_A_TIME.sub(TAKEN, rest)
    return TakenOrder(Order(Topic.UNSUBSCRIBE, said.is_clear), When(times=times.times), times.invalid, rest)


def _take_ending(said: _Text) -> TakenOrder | None:
    is_end = contains(order_words.UNSUBSCRIBE, said.text) or _is_stopped(said.text)
    is_pause = contains(order_words.PAUSE, said.text) or _is_bounded_break(said)
    # 한파주의보 해제 is no wish to end anything, and 비 안 오는 날은 보내지 마 none to end all.
    warnings = take(WARNINGS, said.text)[0]
    is_other = any(not stopping_words.NAMED_BULLETIN.fullmatch(match[0]) for match in warnings)
    # 七点半不要，改8点 gives another time.
    is_other = is_other or any(
        contains(pattern, said.text) for pattern in (order_words.CONDITION, order_words.INSTEAD_OF)
    )
    if not (is_end or is_pause) or is_other:
        return None
    asked = take_days_asked(said.text)
    for_now = (order_words.FOR_NOW, stopping_words.UNTIL_BACK, span_words.LENGTHS)
    is_break = bool(asked.days) or any(contains(pattern, said.text) for pattern in for_now)
    if not (is_end or is_break):
        return None
    # 오늘은 보내지 마 and 당분간 그만 mean a break, which the question before the end offers.
    if is_break:
        rest = order_words.UNSUBSCRIBE.sub(TAKEN, stopping_words.UNTIL_BACK.sub(TAKEN, said.text))
        for words in (order_words.PAUSE, order_words.DAY_OFF, order_words.FOR_NOW, span_words.LENGTHS):
            rest = words.sub(TAKEN, rest)
        rest = drop_particles(span_words.MARKS.sub(TAKEN, _without_orders(rest)))
        return TakenOrder(Order(Topic.STOP, said.is_clear), When(asked.days), rest=rest)
    times = take_times(said.text, is_bulletin=False)
    when = When(times=times.times)
    return TakenOrder(Order(Topic.UNSUBSCRIBE, said.is_clear), when, times.invalid, _without_orders(times.rest))


def _is_stopped(text: str) -> bool:
    """Return whether a bulletin is named beside a word that ends it: 구독만 끊어 주세요 begins none."""
    is_named = contains(stopping_words.NAMED_BULLETIN, text) or contains(stopping_words.OF_LIST, text)
    return is_named and contains(stopping_words.STOPPING, text)


def _take_question(said: _Text) -> TakenOrder | None:
    return _take_status(order_words.SUBSCRIPTION_QUESTIONS, said)


def _take_listing(said: _Text) -> TakenOrder | None:
    return _take_status(order_words.SUBSCRIPTIONS, said)


def _take_status(asking: Words, said: _Text) -> TakenOrder | None:
    found, rest = take(asking, said.text)
    return TakenOrder(Order(Topic.STATUS, is_clear=True), rest=take_days_asked(rest).rest) if found else None


def _asks_for_state(said: _Text) -> bool:
    """Return whether a text asks how things are with the bulletins: 구독이 되어 있나요?"""
    if said.has_time or said.days.days is not None or not contains(stopping_words.NAMED_BULLETIN, said.text):
        return False
    return contains(order_words.STATE_ASKED, said.text) and not contains(order_words.WISHED, said.text)


def _take_change(said: _Text) -> TakenOrder | None:
    moved, text = _take_moved(said.text)
    # 8시에서 9시로 넘어갈 때 추워?
    if moved and not any(pattern.search(take_times(text, is_bulletin=False).rest) for pattern in _AT_A_TIME):
        return _take_move(order_words.CHANGING.sub(TAKEN, order_words.MOVING.sub(TAKEN, text)), moved)
    if contains(order_words.CHANGING, said.text):
        rest = order_words.CHANGING.sub(TAKEN, said.text)
        # 요일을 평일로 바꿀래
        is_hour = order_words.BARE_HOUR.fullmatch(rest) is not None
        if said.has_time or said.days.days is not None or is_hour:
            return _take_move(order_words.MOVING.sub(TAKEN, rest))
        return TakenOrder(Order(Topic.SETTINGS, is_clear=True), rest=order_words.SUBSCRIBE.sub(TAKEN, rest))
    found, rest = take(order_words.MOVING, said.text)
    if not found and said.days.days is not None and not _is_about_weather(said):
        # 평일로 바꿔줘
        found, rest = take(order_words.CHANGE_TO, said.text)
    return _take_move(rest) if found else None


def _take_moved(text: str) -> tuple[tuple[dt.time, ...], str]:
    """Return the times that should be replaced by others, and the text without them: 9시 알림을 10시로."""
    found, rest = take(order_words.MOVED_FROM, text)
    # 7시 말고 8시 날씨 is a question.
    instead, rest = ([], rest) if contains(WEATHER_WORD, rest) else take(order_words.INSTEAD_OF, rest)
    found += instead
    said = (value for match in found for value in match.groups() if value)
    return tuple(time for one in said for time in take_times(one, is_bulletin=True).times), rest


def _take_move(text: str, moved: tuple[dt.time, ...] = ()) -> TakenOrder:
    rest = order_words.ADDED.sub(TAKEN, order_words.MOVED.sub(TAKEN, text))
    return _take_bulletin(Order(Topic.SUBSCRIBE, is_clear=True), rest, moved)


def _take_beginning(said: _Text) -> TakenOrder | None:
    begins, rest = take(order_words.SUBSCRIBE, said.text)
    if begins and _asks_for_state(said):
        rest = stopping_words.NAMED_BULLETIN.sub(TAKEN, order_words.STATE_ASKED.sub(TAKEN, said.text))
        return TakenOrder(Order(Topic.STATUS, is_clear=True), rest=drop_particles(take_days_asked(rest).rest))
    # 축제 소식 있으면 알려줘 asks for news.
    is_conditional = contains(order_words.CONDITION, said.text) and not (
        contains(NEWS, said.text) or _asks_about_days(said)
    )
    if begins or is_conditional or _is_repeated(said) or _is_limited(said) or _is_of_other_rhythm(said):
        is_clear = is_conditional or _is_of_other_rhythm(said) or (said.is_clear and not _is_only_named(said, begins))
        order = Order(Topic.SUBSCRIBE, is_clear, is_conditional)
        # 비 안 오는 날은 보내지 마
        rest = order_words.UNSUBSCRIBE.sub(TAKEN, order_words.PAUSE.sub(TAKEN, rest)) if is_conditional else rest
        return _take_bulletin(order, rest)
    return None


def _asks_about_days(said: _Text) -> bool:
    """Return whether a text asks on which days there will be some weather: 이번 주 비 오는 날, if it rains today."""
    if not contains(order_words.ON_WHICH_DAYS, said.text) or said.days.is_repeated or said.has_time:
        return False
    is_one_day = not said.days.is_list and bool(take_days_asked(said.text).days)
    return is_one_day or contains(order_words.WHETHER_THERE_IS, said.text)


def _is_only_named(said: _Text, begins: list[re.Match[str]]) -> bool:
    """Return whether bulletins are named, and nothing about them is said: 알림 폭탄 맞은 기분 orders none."""
    is_named = bool(begins) and all(stopping_words.NAMED_BULLETIN.fullmatch(one[0]) for one in begins)
    is_order = contains(order_words.SENDING, said.text) or contains(order_words.TELLING, said.text)
    return is_named and not (is_order or said.has_time or said.days.days is not None or has_marks(said.text))


def _is_repeated(said: _Text) -> bool:
    """Return whether a text asks to send something again and again: 매일 7시에 보내 줘, 월수금 7시."""
    days, times = said.days, take_times(said.days.rest, is_bulletin=False)
    if contains(order_words.SENDING, said.text):
        return days.is_repeated or bool(days.days) or bool(times.times)
    if days.is_repeated:
        has_day = days.days not in {None, Days.EVERY_DAY} or bool(take_days_asked(days.rest).parts)
        return has_day or bool(times.times) or contains(order_words.TELLING, said.text)
    if not times.times or times.is_range:
        return False
    # 6시에 알려줘: a time to tell it at, beside nothing that could be at that time.
    asked = take_days_asked(times.rest)
    if contains(order_words.TOLD_AT, asked.rest) and not days.days and all(map(_is_near, asked.days)):
        # 6시에 알려줘 부천 is for every day, but 내일 6시에 부천 알려줘 is asked.
        is_question = bool(asked.days) and (contains(WEATHER_WORD, times.rest) or has_marks(said.text))
        return not (is_question or any(contains(pattern, times.rest) for pattern in _AT_A_TIME))
    # 2시 출발 5시 도착인데 비 와?
    is_question = any(contains(pattern, times.rest) for pattern in (RAIN, DUST))
    # Several times alone are those of a bulletin.
    if days.days is None:
        return len(times.times) > 1 and not is_question and not take_days_asked(days.rest).days
    # 평일 7시 is said of many days, and 평일 7시 주말 9시 too, 토요일 7시 of one.
    is_of_sets = days.days is Days.EVERY_DAY or contains(order_words.WORKING_DAYS, said.text)
    is_each_day = len(times.times) > 1 and is_of_sets and not is_question
    return days.days is Days.WEEKDAYS or days.is_list or is_each_day


def _is_near(day: Day | DayRange) -> bool:
    """Return whether a day is one such as tomorrow: 내일 7시에 알려줘 asks for a single message."""
    return isinstance(day, Day) and day.kind is DayKind.OFFSET


def _is_limited(said: _Text) -> bool:
    """Return whether a text asks to send something since a day or until one: 5월 20일부터 보내줘."""
    is_question = _is_about_weather(said) or contains(WEATHER_WORD, said.text) or contains(NEWS, said.text)
    return contains(order_words.SENDING, said.text) and not is_question and bool(take_spans(said.text)[0])


def _is_of_other_rhythm(said: _Text) -> bool:
    """Return whether a text asks to send something in a rhythm that no bulletin has: 격일로 받고 싶어요."""
    if not contains(order_words.OTHER_RHYTHMS, said.text):
        return False
    is_asked = any(contains(pattern, said.text) for pattern in (order_words.SENDING, order_words.TELLING))
    _, rest = take(order_words.OTHER_RHYTHMS, said.text)
    # 격일 alone, but not 오늘만.
    is_alone = not ORDER_FILLERS.sub("", rest).strip(f"{TAKEN} .!?~") and not take_days_asked(said.text).days
    return is_asked or said.has_time or is_alone


def _take_bulletin(order: Order, text: str, moved: tuple[dt.time, ...] = ()) -> TakenOrder:
    moments, text = take(MOMENTS, order_words.SENDING.sub(TAKEN, text))
    spans, text = take_spans(text)
    days = take_bulletin_days(text)
    # After the days, which it tells from others.
    rest = days.rest if days.days is None else order_words.ONLY_DAYS.sub(TAKEN, days.rest)
    ranges, rest = take_ranges(rest)
    times = take_times(rest, is_bulletin=True)
    rest = order_words.BEGINNING.sub(TAKEN, times.rest)
    parts = take_days_asked(rest)
    once = _find_once(rest, days) if parts.days else ()
    when = When((), frozenset() if times.times else parts.parts, times.times, days.days, moved)
    single = (*(match[0].strip() for match in moments), *spans, *once)
    return TakenOrder(order, when, (*ranges, *times.invalid), parts.rest, single)


def _find_once(text: str, days: BulletinDays) -> tuple[str, ...]:
    """Return the words for days on which alone a bulletin should come: 내일 7시에 보내 줘 asks for a single message."""
    if days.days is None and not days.is_repeated:
        return find_days(text)
    # 매일 밤 열시에 내일 날씨 says what the bulletins should be about.
    return tuple(one for one in find_days(text) if not contains(order_words.ABOUT_DAY, one))


def _without_orders(text: str) -> str:
    _, rest = take(order_words.UNSUBSCRIBE, stopping_words.KEEPING_THE_REST.sub(TAKEN, text))
    if _is_stopped(text):
        rest = stopping_words.NAMED_BULLETIN.sub(TAKEN, stopping_words.STOPPING.sub(TAKEN, rest))
        rest = order_words.SENDING.sub(TAKEN, rest)
    rest = stopping_words.OF_LIST.sub(TAKEN, rest)
    return drop_particles(order_words.SUBSCRIBE.sub(TAKEN, take_days_asked(take_bulletin_days(rest).rest).rest))
