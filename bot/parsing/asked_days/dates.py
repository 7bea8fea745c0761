"""Dates in words: days of a month, weeks and thirds of months, years, and holidays that have the same date each year."""

import datetime as dt
import re

from bot.parsing.asked_days.festivals import mark_festivals, mark_lunar_dates
from bot.parsing.asked_days.marks import Marks
from bot.parsing.days import Day, DayKind
from bot.parsing.patterns.words import Words
from bot.parsing.wording import LATIN, NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin, substitute, take

# Holidays that have the same date each year.
_HOLIDAY_DATES = (
    *((12, 24), (12, 25), (1, 1), (12, 31), (5, 5), (3, 1), (8, 15), (10, 3), (10, 9), (6, 6), (7, 17), (5, 1), (5, 8)),
    *((5, 15), (4, 5), (2, 14), (3, 14), (11, 11), (10, 31), (10, 1)),
)
_HOLIDAYS = any_of(
    rf"({NO_HANGUL_BEFORE}(?:크리스마스|성탄절)\s?(?:이브|전날|전야)|クリスマスイブ|平安夜|圣诞前夜|{latin('christmas eve|đêm giáng sinh')})",
    rf"({NO_HANGUL_BEFORE}(?:크리스마스|성탄절)|クリスマス|圣诞节?|聖誕節|{latin('christmas(?: day)?|xmas|giáng sinh|noel')})",
    rf"({NO_HANGUL_BEFORE}(?:1월\s?1일\s?새해(?:\s?첫날)?|새해\s?1월\s?1일|새해\s?(?:첫날|아침)|새해(?=\s?(?:일출|해돋이))|신정)|(?<!旧)お?正月|元日|元旦|{latin('new year(?:s|.s)? day|tết dương(?: lịch)?')})",
    rf"({NO_HANGUL_BEFORE}(?:연말 마지막 날|제야)|大晦日|除夜|跨年夜|{latin('new year(?:s|.s)? eve|giao thừa')})",
    rf"({NO_HANGUL_BEFORE}어린이날|こどもの日|儿童节|{latin('children.s day')})",
    rf"({NO_HANGUL_BEFORE}(?:삼일절|3[.·]1절))", rf"({NO_HANGUL_BEFORE}광복절)", rf"({NO_HANGUL_BEFORE}개천절)", rf"({NO_HANGUL_BEFORE}한글날|{latin('hangeul day|hangul day')})",
    rf"({NO_HANGUL_BEFORE}현충일|{latin('korean memorial day')})", rf"({NO_HANGUL_BEFORE}제헌절|{latin('constitution day')})",
    rf"({NO_HANGUL_BEFORE}(?:근로자의\s?날|노동절)|劳动节|勞動節|メーデー|{latin('labou?r day|may day|quốc tế lao động')})",
    rf"({NO_HANGUL_BEFORE}어버이날)", rf"({NO_HANGUL_BEFORE}스승의\s?날)", rf"({NO_HANGUL_BEFORE}식목일)",
    rf"({NO_HANGUL_BEFORE}(?:밸런타인|발렌타인)\s?데이|バレンタイン(?:デー)?|情人节|{latin('valentine(?:.?s)?(?: day)?|lễ tình nhân')})",
    rf"({NO_HANGUL_BEFORE}화이트\s?데이|ホワイトデー|白色情人节)", rf"({NO_HANGUL_BEFORE}빼빼로\s?데이)",
    rf"({NO_HANGUL_BEFORE}(?:핼러윈|할로윈)(?:\s?데이)?|ハロウィン|万圣节|{latin('halloween')})", rf"({NO_HANGUL_BEFORE}국경절|国庆节?(?:假期|期间)?|國慶節?|国慶節)",
)  # fmt: skip
_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
MONTH_NAMES = "|".join(_MONTHS)
_NAMED = tuple(Words(name, re.IGNORECASE) for name in _MONTHS)
_YEAR = "(?:19|20)[0-9]{2}"
_TH = "(?:st|nd|rd|th)"
# Before dates without a year, which are parts of these.
_OF_YEAR = any_of(
    r"(?<![0-9])(?P<year>(?:19|20)?[0-9]{2})\s?(?:년도?|年)[의の的]?\s?(?P<month>[0-9]{1,2})\s?[월月]\s?(?P<day>[0-9]{1,2})\s?[일日号號]",
    latin(rf"(?P<name>{MONTH_NAMES})\.? (?:the )?(?P<day2>[0-9]{{1,2}}){_TH}?,? (?P<year2>{_YEAR})(?![0-9])"),
    rf"(?<![0-9])(?P<day3>[0-9]{{1,2}}){_TH}?[ -](?:of )?(?P<name2>{MONTH_NAMES})\.?,?[ -](?P<year3>{_YEAR})(?![0-9])",
    latin(
        rf"(?:(?:ngày|mùng|mồng) )?(?P<day4>[0-9]{{1,2}}) tháng (?P<month2>[0-9]{{1,2}}),?(?: năm)? (?P<year4>{_YEAR})(?![0-9])"
    ),
)
_DATE = any_of(
    r"(?<![0-9])(?P<month>[0-9]{1,2})\s?[월月]\s?(?P<day>[0-9]{1,2})\s?[일日号號]",
    r"(?<![0-9./:])(?P<month2>[0-9]{1,2})/(?P<day2>[0-9]{1,2})(?![0-9/])",
    latin(rf"(?P<name>{MONTH_NAMES})\.? (?:the )?(?P<day3>[0-9]{{1,2}}){_TH}?(?![:0-9])"),
    rf"(?<![0-9])(?P<day4>[0-9]{{1,2}}){_TH}? (?:of )?(?P<name2>{MONTH_NAMES}){f'(?![{LATIN}])'}",
    latin(r"(?:(?:ngày|mùng|mồng) )?(?P<day5>[0-9]{1,2}) tháng (?P<month3>[0-9]{1,2})"),
)
# What is left of dates in figures (`notation`), and months beyond the twelfth.
_NO_DATE = any_of(
    rf"(?<![\w/.:-])(?:(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})|(?P<day2>[0-9]{{1,2}})(?P<mark2>[-/.])(?P<month2>[0-9]{{1,2}})(?P=mark2)(?P<year2>{_YEAR}))(?![\w/:-])",
)
_NO_MONTH = any_of(
    r"(?<![0-9])(?:1[3-9]|[2-9][0-9])\s?[월月](?![가-힣0-9])",
    latin("tháng (?:1[3-9]|[2-9][0-9])(?![0-9])"),
)
_DAY_OF_MONTH = any_of(
    r"(?<![0-9월月])(?<![월月] )(?P<day>[0-9]{1,2})\s?(?:일(?!\s?[후뒤간장])|日(?![후間间])|号|號)(?![가-힣]*간)",
    latin(rf"(?:on )?the (?P<day2>[0-9]{{1,2}}){_TH}|(?:ngày|mùng|mồng) (?P<day3>[0-9]{{1,2}})"),
    # The 20th, but not 20th Street.
    rf"(?<![\w.])(?P<day4>[0-9]{{1,2}}){_TH}(?![{LATIN}'])(?! (?:street|st|avenue|ave|floor|birthday|anniversary|century|grade|time|place|year|day|of|hole|round))",
)
# Months with a letter each: those that are counted from this one, and those that have a name.
_FIRST_AHEAD, _FIRST_NAMED = 0xE280, 0xE290
_MONTH = f"[{chr(_FIRST_AHEAD)}-{chr(_FIRST_NAMED + 12)}]"
_AHEAD = (
    (2, any_of(rf"{NO_HANGUL_BEFORE}(?:다다음|다담|다음\s?다음)\s?달|再来月|下下(?:个|個)?月", latin("the month after next|tháng sau nữa"))),
    (1, any_of(rf"{NO_HANGUL_BEFORE}(?:(?:다음|담)\s?달|내달|익월)|(?<!再)来月|(?<!下)下(?:个|個)?月", latin("next month|tháng (?:sau|tới)"))),
    (0, any_of(rf"{NO_HANGUL_BEFORE}(?:(?:이번|요번)\s?달|이달(?=\s?(?:[초중말]|하순|상순|[0-9에의은]|$))|금월|당월)|今月|(?:这|這)(?:个|個)?月|本月|当月", latin("this month|tháng này"))),
)  # fmt: skip
_NAMED_MONTH = any_of(
    r"(?<![0-9])(?P<month>1[0-2]|[1-9])\s?(?:월|月)(?!\s?[0-9])(?![미요별]|[份]?[曜球])(?:달|份)?",
    latin(
        rf"(?:(?<=in )|(?<=during )|(?<=of )|(?<=early )|(?<=mid )|(?<=mid-)|(?<=late ))(?P<name>{MONTH_NAMES})|tháng (?P<month2>1[0-2]|[1-9])(?![0-9])"
    ),
)
_THE_MONTH = any_of(
    r"(?<![가-힣0-9])월(?=(?:초|말)(?:에|쯤|까지|의|은|엔|\s|$|\?))|(?<![0-9])月(?=(?:末|初|底)(?:[のにはの的]|\s|$))",
    latin("(?<=of )the month|(?:(?<=đầu )|(?<=giữa )|(?<=cuối ))tháng(?! [0-9])"),
)
_OF_MONTH = any_of(
    rf"({_MONTH})[의の的]?\s?(?P<day>[0-9]{{1,2}})\s?[일日号號]",
    rf"({_MONTH})[의の的]?\s?(?:(?P<first>초순?|상순|初め?|上旬)|(?P<middle>중순|中旬)|(?P<end>말|하순|末|底|下旬))(?:쯤|경)?",
    rf"({_MONTH})[의の的]?\s?(?:(?P<week>첫|두|둘|세|셋|네|넷|다섯|마지막)\s?(?:째|번째)?\s?주|(?P<week2>[1-5])\s?(?:째|번째)?\s?주차?(?![말간])|第?(?P<week3>[1-5一二三四五])(?:个|個)?(?:週|周|星期)(?!間|间|末)|(?P<week4>最後|最后|最終)(?:の|一个|一個)?(?:週|周|星期))",
    latin(
        rf"(?:the )?(?P<week5>first|1st|second|2nd|third|3rd|fourth|4th|last) week (?:of|in) ({_MONTH})|(?:the )?(?P<day2>[0-9]{{1,2}}){_TH} of ({_MONTH})|({_MONTH}),? (?:on )?the (?P<day3>[0-9]{{1,2}}){_TH}"
        rf"|(?:the )?(?:(?P<first2>early|beginning of|start of)|(?P<middle2>mid|middle of)|(?P<end2>late|end of))[ -](?:in )?({_MONTH})"
        rf"|tuần (?P<week6>đầu(?: tiên)?|thứ hai|thứ ba|thứ tư|cuối)(?: của)? ({_MONTH})|(?:(?P<first3>đầu)|(?P<middle3>giữa)|(?P<end3>cuối)) ({_MONTH})|(?:(?:ngày|mùng|mồng) )?(?P<day4>[0-9]{{1,2}}) ({_MONTH})"
    ),
)
_WEEKS = {
    **dict.fromkeys(("첫", "一", "first", "1st", "đầu", "đầu tiên"), 1), **dict.fromkeys(("두", "둘", "二", "second", "2nd", "thứ hai"), 2),
    **dict.fromkeys(("세", "셋", "三", "third", "3rd", "thứ ba"), 3), **dict.fromkeys(("네", "넷", "四", "fourth", "4th", "thứ tư"), 4), "다섯": 5, "五": 5,
    **dict.fromkeys(("마지막", "最後", "最后", "最終", "last", "cuối"), -1),
}  # fmt: skip
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_THIRDS = {"first": 1, "middle": 2, "end": 3}
_MONTHS_LEFT = Words(rf"{_MONTH}")
_YEARS = any_of(
    rf"(?<![0-9])(?P<year>{_YEAR})\s?(?:년도?|年)(?!\s?전|前)(?P<in>[의の的]?\s?(?P<month>[0-9]{{1,2}})[월月])?",
    latin(rf"(?P<name>{MONTH_NAMES}),? (?P<year2>{_YEAR})(?![0-9])|(?:back )?in (?P<year3>{_YEAR})(?![0-9])|(?:vào |trong )?(?:tháng (?P<month2>[0-9]{{1,2}}) )?năm (?P<year4>{_YEAR})(?![0-9])"),
)  # fmt: skip
_SEASONS = "여름|겨울|봄|가을"
# The seasons of a year begin in March; a winter ends in the next year.
_SEASON_OF_YEAR = any_of(
    rf"(?<![0-9])(?P<year>{_YEAR})\s?(?:년도?|年)[의の的]?\s?(?:(?P<m3>봄|春)|(?P<m6>여름|夏)|(?P<m9>가을|秋)|(?P<m12>겨울|冬))[天季]?(?:에는|에|엔|의|은)?",
    latin(rf"(?:in )?(?:the )?(?:(?P<m3b>spring)|(?P<m6b>summer)|(?P<m9b>autumn|fall)|(?P<m12b>winter)) (?:of )?(?P<year2>{_YEAR})(?![0-9])"),
)  # fmt: skip
_YEARS_AHEAD = any_of(
    rf"(?:{NO_HANGUL_BEFORE}(?:내년|다음\s?해|이듬해)|来年|明年|{latin('next year|năm (?:sau|tới)')})(?:[의の的]?\s?(?:{_SEASONS}|[春夏秋冬][天季]?))?(?:도|에는|에|엔|은|は|の)?{NO_HANGUL_AFTER}"
    rf"|{latin('(?:mùa )?(?:hè|hạ|đông|thu|xuân) năm (?:sau|tới)|(?:spring|summer|autumn|fall|winter) (?:of )?next year')}"
)


# One of these is in each of the patterns of dates, months and years.
_SIGN = Words(f"[0-9월月달년年해]|month|year|tháng|năm|{MONTH_NAMES}", re.IGNORECASE)


def mark_dates(text: str, marks: Marks) -> str:
    """Return a text with letters for its dates, parts of months, months and years."""
    text = marks.replace(_HOLIDAYS, text, _holiday)
    text = mark_festivals(text, marks)
    if not _SIGN.search(text):
        return text
    text = substitute(_SEASON_OF_YEAR, lambda match: _season(match, marks), text)
    for pattern in (_OF_YEAR, _DATE):
        text = marks.replace(pattern, text, _date)
    text = marks.replace(_YEARS, mark_lunar_dates(text, marks), _year)
    text = marks.mark(_YEARS_AHEAD, text, Day(DayKind.YEAR, 1))
    text = marks.replace(_OF_MONTH, _mark_months(text), _of_month)
    text = marks.replace(_MONTHS_LEFT, text, lambda match: Day(DayKind.MONTH, 0, **_month_of(match[0])))
    return marks.replace(_DAY_OF_MONTH, text, _date)


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.rstrip("0123456789"): said for name, said in match.groupdict().items() if said is not None}


def take_no_dates(text: str) -> tuple[list[str], str]:
    """Take out what looks like a date and is none: 35 May, 2024-02-30, 13월."""
    written, text = take(_NO_DATE, text, lambda match: _date(match) is None)
    found, text = take(_DATE, text, _is_no_date)
    months, rest = take(_NO_MONTH, text)
    return [match[0].strip() for match in (*written, *found, *months)], rest


def _is_no_date(match: re.Match[str]) -> bool:
    """Return whether a match is no date: 2/30 is none, but 3/4 and 13/45 may be something else."""
    is_month_end = 1 <= (_find_month(_groups(match)) or 0) <= 12 and int(_groups(match)["day"]) in {30, 31}  # noqa: PLR2004 - months
    return _date(match) is None and (is_month_end or "/" not in match[0])


def _holiday(match: re.Match[str]) -> Day:
    number = next(number for number, said in enumerate(match.groups()) if said is not None)
    month, day = _HOLIDAY_DATES[number]
    return Day(DayKind.DATE, day, month)


def _date(match: re.Match[str]) -> Day | None:
    """Return the date of a match, or None if there is none."""
    parts = _groups(match)
    month, year = _find_month(parts), _find_year(parts)
    try:
        # A leap year, so that 29 February is a date.
        day = dt.date(year or 2024, month or 1, int(parts["day"]))
    except ValueError:
        return None
    return Day(DayKind.DATE, day.day, month, year)


def _find_month(parts: dict[str, str]) -> int | None:
    if name := parts.get("name"):
        return next(number for number, pattern in enumerate(_NAMED, 1) if pattern.fullmatch(name))
    return int(parts["month"]) if "month" in parts else None


def _find_year(parts: dict[str, str]) -> int | None:
    if "year" not in parts:
        return None
    year = int(parts["year"])
    return year if year > 99 else 2000 + year  # noqa: PLR2004 - 24년 is 2024년


def _year(match: re.Match[str]) -> Day | None:
    parts = _groups(match)
    month, year = _find_month(parts), _find_year(parts)
    if month is None:
        return Day(DayKind.YEAR, 0, year=year)
    return Day(DayKind.MONTH, 0, month, year) if 1 <= month <= 12 else None  # noqa: PLR2004 - months of a year


def _season(match: re.Match[str], marks: Marks) -> str:
    year = _find_year(_groups(match)) or 0
    month = next(int(name[1:].rstrip("b")) for name, said in match.groupdict().items() if said and name[0] == "m")
    last = Day(DayKind.MONTH, 0, (month + 1) % 12 + 1, year + (month == 12))  # noqa: PLR2004 - December
    return f"{marks.put(Day(DayKind.MONTH, 0, month, year))}~{marks.put(last)}"


def _mark_months(text: str) -> str:
    for number, pattern in _AHEAD:
        text = pattern.sub(chr(_FIRST_AHEAD + number), text)
    text = _THE_MONTH.sub(chr(_FIRST_AHEAD), text)
    return substitute(_NAMED_MONTH, lambda match: chr(_FIRST_NAMED + (_find_month(_groups(match)) or 0)), text)


def _month_of(letter: str) -> dict[str, int]:
    """Return the month of a letter as arguments of `Day`."""
    number = ord(letter)
    return {"month": number - _FIRST_NAMED} if number > _FIRST_NAMED else {"months_ahead": number - _FIRST_AHEAD}


def _of_month(match: re.Match[str]) -> Day | None:
    parts = _groups(match)
    month = _month_of(next(said for said in match.groups() if said is not None and re.fullmatch(_MONTH, said)))
    if "day" in parts:
        day = int(parts["day"])
        return Day(DayKind.DATE, day, **month) if 1 <= day <= _LENGTHS[month.get("month", 1) - 1] else None
    if week := parts.get("week"):
        return Day(DayKind.WEEK_OF_MONTH, int(week) if week.isdecimal() else _WEEKS[week.casefold()], **month)
    third = next(number for name, number in _THIRDS.items() if name in parts)
    return Day(DayKind.THIRD_OF_MONTH, third, **month)
