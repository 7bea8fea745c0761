"""The words after /subscribe: a time, days and cities, in any order."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.parsing.place_names import KEY_PREFIX, MAX_CITIES, PlaceName, certain_matches, split_names
from bot.places import Match, Places
from storage.terms import Days

# Further words are ignored: similar names take time to search, and no valid request is longer.
_MAX_WORDS = 3 * MAX_CITIES

# As in 7:30, Vietnamese 7h30, Korean 7시30분, Japanese 7時30分 and Chinese 7点30分.
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:h](?P<minute>[0-9]{2})|h|[시時点點](?:(?P<korean_minute>[0-9]{1,2})[분分])?)",
    re.IGNORECASE,
)
_SPACE_BEFORE_MINUTES = re.compile(r"(?<=[시時点點])\s+(?=[0-9]{1,2}[분分])")
# 25:00 and 7.30 are mistyped times and must not be looked up as cities.
_LOOKS_LIKE_TIME = re.compile(r"[0-9]+(?:[:.h시時点點][0-9]*[분分]?)*", re.IGNORECASE)
_MORNING = frozenset({"새벽", "아침", "오전", "朝", "午前", "早上", "早晨", "上午", "sáng", "am"})
_AFTERNOON = frozenset({"오후", "저녁", "午後", "夕方", "下午", "傍晚", "chiều", "pm"})
_NIGHT = frozenset({"밤", "夜", "夜里", "晚上", "tối", "đêm"})
_DAY_HALVES = _MORNING | _AFTERNOON | _NIGHT
_DAYS = {
    **dict.fromkeys(("매일", "毎日", "毎朝", "每天", "每日", "daily"), Days.EVERY_DAY),
    **dict.fromkeys(("평일", "平日", "工作日", "weekdays"), Days.WEEKDAYS),
    **dict.fromkeys(("주말", "週末", "周末", "weekend", "weekends"), Days.WEEKEND),
}
# Korean and Japanese write no space (오전7시, 午前7時). Only before digits, because 아침고요수목원 is a place.
_HALF_WITHOUT_SPACE = re.compile(rf"(?<!\w)({'|'.join(_DAY_HALVES)})(?=[0-9]+[시時点點:h])", re.IGNORECASE)
# A key contains spaces (경기 수원시), so it ends at the next comma.
_WORD = re.compile(rf"{KEY_PREFIX}[^,]+|[^\s,]+|,")
_NOON_HOUR, _EVENING_HOUR = 12, 6
_WHOLE_COUNTRY = frozenset({"전국", "korea", "country", "全国", "全國", "韓国", "韩国", "韓國"})
# Chinese and Japanese keyboards type these.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：，、", "0123456789:,,")


@dataclass(frozen=True, slots=True)
class SubscribeRequest:
    """A parsed /subscribe request.

    Attributes:
        send_at: the time on the chat's wall clock, or None.
        names: the place names.
        includes_country: whether the whole country was named.
        invalid_times: words that look like a time but are none.
        has_several_times: whether there was more than one time.
        days: the days of the week, or None.
    """

    send_at: dt.time | None = None
    names: tuple[PlaceName, ...] = ()
    includes_country: bool = False
    invalid_times: tuple[str, ...] = ()
    has_several_times: bool = False
    days: Days | None = None

    @property
    def places(self) -> tuple[Match, ...] | None:
        """The places, each once; empty for the whole country; None if neither was named."""
        # 강릉시 and its station 강릉 are one place; two places with another station's weather are not.
        found = {
            match.station if match.has_station_name else match.place.key: match for match in certain_matches(self.names)
        }
        return tuple(found.values()) if self.names or self.includes_country else None

    @property
    def unclear(self) -> tuple[PlaceName, ...]:
        """The names that do not have exactly one meaning."""
        return tuple(name for name in self.names if name.answer.match is None)

    def with_choice(self, unclear: PlaceName, match: Match) -> str:
        """Return this request as text, with the chosen place instead of an unclear name."""
        time = [] if self.send_at is None else [f"{self.send_at:%H:%M}"]
        days = [word for word, days in _DAYS.items() if days is self.days][:1]
        names = [f"{KEY_PREFIX}{match.place.key}" if name is unclear else name.text for name in self.names]
        # Commas keep names apart that could be one name together: 제주, 서귀포.
        return ", ".join([*time, *days, *names])


def parse_subscribe(words: Sequence[str], places: Places) -> SubscribeRequest:
    """Parse the words after /subscribe; a comma separates names that could be one."""
    text = _HALF_WITHOUT_SPACE.sub(r"\1 ", _SPACE_BEFORE_MINUTES.sub("", " ".join(words).translate(_FULL_WIDTH)))
    tokens = _WORD.findall(text)[:_MAX_WORDS]
    time_words = [word for word in tokens if _LOOKS_LIKE_TIME.fullmatch(word)]
    times = dict.fromkeys(time for time in map(_parse_time, time_words) if time is not None)
    halves = _DAY_HALVES & {word.casefold() for word in tokens}
    return SubscribeRequest(
        send_at=next((_apply_half(time, halves) for time in times), None),
        names=tuple(name for run in _name_runs(tokens) for name in split_names(run, places)),
        includes_country=any(word.casefold() in _WHOLE_COUNTRY for word in tokens),
        invalid_times=tuple(word for word in time_words if _parse_time(word) is None),
        has_several_times=len(times) > 1,
        days=next((_DAYS[word.casefold()] for word in tokens if word.casefold() in _DAYS), None),
    )


def _name_runs(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of consecutive words that are names."""
    return (list(run) for is_separator, run in groupby(words, _is_separator) if not is_separator)


def _is_separator(word: str) -> bool:
    return (
        word == ","
        or word.casefold() in _DAY_HALVES | _DAYS.keys()
        or word.casefold() in _WHOLE_COUNTRY
        or _LOOKS_LIKE_TIME.fullmatch(word) is not None
    )


def _apply_half(time: dt.time, halves: frozenset[str]) -> dt.time:
    """Return a time in the half of the day that was named. Twelve at night or in the morning is midnight."""
    # 밤 2시 is 02:00 and 밤 9시 is 21:00, but 오후 2시 is 14:00.
    first = _EVENING_HOUR if halves & _NIGHT else 0 if halves & _AFTERNOON else _NOON_HOUR
    if first <= time.hour < _NOON_HOUR:
        return time.replace(hour=time.hour + _NOON_HOUR)
    is_midnight = time.hour == _NOON_HOUR and halves & (_NIGHT | _MORNING)
    return time.replace(hour=0) if is_midnight else time


def _parse_time(word: str) -> dt.time | None:
    match = _TIME.fullmatch(word)
    if match is None:
        return None
    try:
        return dt.time(int(match["hour"]), int(match["minute"] or match["korean_minute"] or 0))
    except ValueError:
        return None
