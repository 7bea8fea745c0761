"""The days and the parts of a day that a question is about, taken out of its words."""

import re
from collections.abc import Iterable

from bot.parsing.asked_days.counted import mark_counted
from bot.parsing.asked_days.dates import mark_dates
from bot.parsing.asked_days.marks import MARK, Marks
from bot.parsing.days import (
    AND,
    FIRST_WEEKDAY,
    KOREAN_WEEKDAYS,
    TO,
    WEEKDAY,
    WORKDAYS,
    Day,
    DayKind,
    DayPart,
    DaysAsked,
    encode_lists,
    encode_weekdays,
)
from bot.parsing.patterns.words import Words
from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, TAKEN, any_of, latin, take

_OFFSETS = (
    (4, any_of(rf"{NO_HANGUL_BEFORE}그글피|弥の明後日|大大后天")),
    (-2, any_of(rf"{NO_HANGUL_BEFORE}그저께|{NO_HANGUL_BEFORE}그제(?!야)|一昨日|おととい|前天", latin("(?:the )?day before yesterday|hôm kia"))),
    (-1, any_of(rf"{NO_HANGUL_BEFORE}(?:어제|어저께|엊그제|간밤|어젯밤)|昨日|きのう|昨夜|昨晩|昨天|昨晚", latin("yesterday(?:'s)?|last night|hôm qua|tối qua|đêm qua"))),
    (3, any_of(rf"{NO_HANGUL_BEFORE}(?<!그)글피|しあさって|明々後日|大后天|大後天", latin("ngày kìa"))),
    (2, any_of(rf"{NO_HANGUL_BEFORE}(?:(?:내일|낼)\s?)?모레|모래(?!바람|폭풍|사장|시장|내|알)|明後日|あさって|后天|後天", latin("(?:the )?day after tomorrow|overmorrow|ngày kia|(?:ngày )?mốt"))),
    (1, any_of(rf"{NO_HANGUL_BEFORE}(?:내일(?!동)|낼|명일|익일)|明日|あした|あす|明天|明儿|翌日|明(?=早|晚|朝)|(?<![一-龥])明(?=\x1f)", latin("tomorrow(?:'s)?|tomorow|tommorow|tommorrow|tomm?or+ow|tmr+w?|tmw|tomo|2moro?w?|(?:ngày )?mai|ngay mai"))),
    (0, any_of(rf"{NO_HANGUL_BEFORE}(?:오늘|금일)|今日|きょう|今天|今儿|本日|今(?=夜|晩|朝|晚|早)|(?<![一-龥])今(?=\x1f)", latin("today(?:'s)?|hôm nay|hom nay|nay|this(?= morning| afternoon| evening)"))),
)  # fmt: skip
_THAN_YESTERDAY = any_of(
    rf"{NO_HANGUL_BEFORE}(?:어제|그제|평년|예년|평소|작년|재작년|지난\s?해|지난주|그때|요즘)\s?(?:이맘때|여름|겨울|봄|가을|오늘)?보다(?:는|도)?",
    latin("than (?:yesterday|usual|normal|last (?:year|week|month|summer|winter)|before)"),
    "(?:昨日|去年|先週|いつも)より|比(?:昨天|去年|上周|平时|往年)",
    latin("(?:hơn|so với) (?:hôm qua|năm ngoái|tuần trước|mọi năm)"),
)
_SEASON = "여름|겨울|봄|가을"
_SEASONS = "summer|winter|spring|autumn|fall|christmas"
_NUMBER_OF = "[0-9]{1,3}|[一二三四五六七八九十两几数]+"
_PAST = (
    (-365, any_of(rf"{NO_HANGUL_BEFORE}(?:작년|지난\s?해|재작년)\s?(?:{_SEASON})(?!\s?보다)(?:철|에는|엔|에|은|의)?|{NO_HANGUL_BEFORE}(?:지난|저번)\s?(?:{_SEASON})(?!\s?보다)(?:철|에는|엔|에|은|의)?|{NO_HANGUL_BEFORE}(?:작년|지난\s?해)(?!\s?(?:{_SEASON}|오늘|이맘때)?보다)(?:\s?(?:오늘|이맘때|이날|이\s?시기|이때))?|(?:去年|昨年)(?:[の的]?(?:今日|今天|今頃|この日|同期|[春夏秋冬](?:天|季)?))?|昨[夏冬]", latin(rf"(?<!than )(?:this (?:day|time) )?last (?:year(?:'s)?|{_SEASONS})|a year ago|(?:mùa (?:hè|hạ|đông|xuân|thu) )?(?:năm ngoái|(?<![0-9] )năm trước)"))),
    (-730, any_of(rf"{NO_HANGUL_BEFORE}(?:[0-9]{{1,3}}|일|이|삼|사|오|십|몇|수|몇십)\s?년\s?전(?:\s?(?:오늘|이맘때|여름|겨울))?(?:에는|에|엔|의)?|{NO_HANGUL_BEFORE}(?:역대(?!급)|관측\s?(?:이래|사상)|사상)(?=\s)|(?:{_NUMBER_OF})\s?年前的?", latin(r"(?:[0-9]{1,3}|two|three|four|five|six|ten|many|several|a few|some) years ago|(?:all-time|record) (?:high|low)s?|ever recorded|(?:[0-9]{1,3}|hai|ba|bốn|mười|vài|mấy) năm trước"))),
    (-730, any_of(rf"{NO_HANGUL_BEFORE}재작년|一昨年|おととし|前年", latin("two years ago|năm kia"))),
    (-30, any_of(rf"{NO_HANGUL_BEFORE}(?:지난|저번)\s?달|{NO_HANGUL_BEFORE}(?:[0-9]{{1,2}}|한|두|세|네|몇)\s?(?:달|개월)\s?전(?:에는|에|엔)?|先月|上(?:个|個)?月|(?:{_NUMBER_OF})(?:か月|ヶ月|カ月|个月|個月)前", latin("last month|(?:a|two|three|[0-9]{1,2}) months? ago|(?:(?:hai|ba|[0-9]{1,2}) )?tháng trước"))),
    (-7, any_of(rf"{NO_HANGUL_BEFORE}(?:지지난|저저번|지난|저번)\s?주(?:말)?|{NO_HANGUL_BEFORE}(?:[0-9]|한|두|세|몇)\s?주\s?전(?:에는|에|엔)?|先週末?|上(?:个|個)?(?:周末?|週末?|星期)|(?:{_NUMBER_OF})(?:週間|周|个星期|個星期)前", latin("last week(?:end)?|(?:a|two|three|[0-9]) weeks? ago|(?:(?:hai|ba|[0-9]) )?tuần (?:trước|rồi)"))),
)  # fmt: skip
"""Past times, of which only that they are past is told."""

_LONG_PAST, _SHORT_PAST = _PAST[:-1], _PAST[-1:]
"""Those that have dates in them (3년 전 오늘), and those in which days of the week may stand (지난주 월요일)."""

_WORKDAYS = any_of(WORKDAYS)
_MONDAY, _FRIDAY = Day(DayKind.WEEKDAY, 0), Day(DayKind.WEEKDAY, 4)
_BOTH_DAYS = any_of(
    "(?P<zh>[明明][后後]天|今明(?:两天|兩天|天)?)",
    rf"(?P<ko>{NO_HANGUL_BEFORE}(?:오늘\s?내일|내일\s?모레)(?=간|사이|동안|이나))",
)
_NEXT, _AFTER_NEXT = "(?:다음|담)", r"(?:다다음|다담|담담|담다음|다음\s?다음)"
_NEXT_WEEK, _WEEK_AFTER_NEXT = rf"(?:{_NEXT}\s?주|{NO_HANGUL_BEFORE}(?:차주|내주))", rf"{_AFTER_NEXT}\s?주"
_THIS_WEEK = r"(?:이번|요번|금)\s?주"
_WEEK_NAMES = (
    (DayKind.WEEKEND, 2, any_of(rf"{_WEEK_AFTER_NEXT}\s?주?말|再来週末|再来週の週末|下下(?:个|個)?(?:周末|週末)", latin("(?:the )?weekend after next|cuối tuần sau nữa"))),
    (DayKind.WEEK, 2, any_of(rf"{_WEEK_AFTER_NEXT}(?:간)?|再来週|下下(?:个|個)?(?:周|週|星期|礼拜)", latin("(?:the )?week after next|tuần sau nữa"))),
    (DayKind.WEEKEND, 1, any_of(rf"(?:{_NEXT}|차)\s?주?\s?주말|来週末|下(?:个|個)?(?:周末|週末)|来週の週末", latin("next (?:week ?end|wk-?e?nd)|weekend next week|next week's weekend|cuối tuần (?:sau|tới)"))),
    (DayKind.WEEKEND, 0, any_of(r"(?:이번|요번|금)?\s?주?\s?주말|(?:今週の|今度の)?(?:今週末|週末)|(?:这个?|這個?|本)?(?:周末|週末)|이번\s?주말", latin("(?:this |the )?(?:coming )?(?:week ?end|wk-?e?nd)|cuối tuần(?: này)?|cuoi tuan"))),
    (DayKind.WEEK, 1, any_of(rf"{_NEXT_WEEK}(?:간)?(?:\s?(?:초반?|중반|후반|내내))?|来週|下(?:个|個)?(?:周|週|星期|礼拜)", latin("next week(?:'s)?|tuần (?:sau|tới)"))),
    (DayKind.WEEK, 0, any_of(rf"{_THIS_WEEK}(?:간)?(?:\s?(?:초반?|중반|후반|내내))?|주\s?(?:중반|후반)|주간|일주일(?:간|치|\s?동안)?|1주일|(?:앞으로|향후)\s며칠(?:간|\s?동안)?|(?<![이가]\s)(?<![가-힣])며칠\s?(?:간|동안|안에|내에?)(?:은|의)?|[2-9]일\s?(?:간|치)|(?:사흘|나흘|닷새|열흘|보름)\s?(?:간|치|동안)|今週|週間|1週間|一週間|这(?:个|個)?(?:周|星期|礼拜)|這週|本周|本週|(?:未[来來]|接下[来來])?一[周週]|(?:未[来來]|接下[来來])?[三四五六七3-7两]天(?![后後气氣])", latin("this week(?:'s)?|the week|weekly|(?:7|10|seven|ten)[ -]day|(?:the )?(?:next|coming) (?:few|couple of|[2-9]|two|three|four|five|seven|ten|10) days|tuần này|cả tuần|(?:7|bảy) ngày(?: tới)?"))),
)  # fmt: skip
# 담주 화, 다음 주 월: one letter is a day of the week only after a week.
_LETTER_OF_WEEK = Words(
    rf"((?:{_WEEK_AFTER_NEXT}|{_NEXT_WEEK}|{_THIS_WEEK}|(?:지난|저번)\s?주)(?:의)?\s?)([{KOREAN_WEEKDAYS}])(?:에)?(?=[\s?~-]|$)"
)
# What is said of a week holds for all days of a list: 다음 주 월수금, next Mon and Wed.
_WEEKDAYS = rf"({WEEKDAY}(?:(?:{TO}|{AND}){WEEKDAY})*)"
_IN_THIS_WEEK = Words(
    rf"{_THIS_WEEK}(?:의)?\s?{_WEEKDAYS}|\bthis week(?:'s)? (?:on )?{_WEEKDAYS}|(?:今週の?|这个?|這個?|本)\s?{_WEEKDAYS}|{_WEEKDAYS}(?: (?:of )?this week| tuần này)",
    re.IGNORECASE,
)
_IN_WEEK_AFTER_NEXT = Words(
    rf"{_WEEK_AFTER_NEXT}(?:의)?\s?{_WEEKDAYS}|再来週の?{_WEEKDAYS}|下下(?:个|個)?{_WEEKDAYS}|\bthe {_WEEKDAYS} after next|{_WEEKDAYS} (?:of )?(?:the )?week after next|{_WEEKDAYS} tuần sau nữa",
    re.IGNORECASE,
)
_IN_LAST_WEEK = Words(
    rf"(?:지난|저번)\s?주(?:의)?\s?{_WEEKDAYS}|(?:지난|저번)\s?{_WEEKDAYS}|先週の?{_WEEKDAYS}|上(?:个|個)?{_WEEKDAYS}|\blast {_WEEKDAYS}|{_WEEKDAYS} (?:last week|tuần trước)",
    re.IGNORECASE,
)
_IN_NEXT_WEEK = Words(
    rf"{_NEXT_WEEK}(?:의)?\s?{_WEEKDAYS}|(?:来週の?|下(?:个|個)?)\s?{_WEEKDAYS}|\bnext (?:week(?:'s)? (?:on )?)?{_WEEKDAYS}|{_WEEKDAYS}(?:,? (?:of )?next week|,? tuần (?:sau|tới))",
    re.IGNORECASE,
)
_WEEKDAYS_OF_WEEKS = (
    (DayKind.WEEK_AFTER_NEXT, _IN_WEEK_AFTER_NEXT), (DayKind.LAST_WEEK, _IN_LAST_WEEK), (DayKind.NEXT_WEEK, _IN_NEXT_WEEK), (DayKind.THIS_WEEK, _IN_THIS_WEEK),
)  # fmt: skip
# The next one: this Friday, 次の金曜.
_NEXT_SUCH_DAY = Words(rf"(?:\bthis (?:coming )?|\bcoming |次の|今度の)(?={WEEKDAY})|(?<={WEEKDAY}) này", re.IGNORECASE)
# The day of the week of a date adds nothing: 5월 20일(월), Monday, May 20.
_WITH_DATE = Words(rf"({MARK})\s?[(\[（]?{WEEKDAY}[)\]）]?|{WEEKDAY},? (?:the |ngày )?({MARK})", re.IGNORECASE)
_END = rf"(?:\s?중에|\s?중으로|\s?중(?=[\s?!.~]|$)|\s?사이에?|\s?무렵에?|\s?쯤에?|에는|에도|에|엔|은|는|의|도|부터|까지|이나|이랑|이|나|랑|만|쯤|녘에?|나절|시간|때|으로|로|엔)?(?:{NO_HANGUL_AFTER}|(?=저녁))"
_PART_NAMES = (
    (DayPart.DAWN, any_of(rf"{NO_HANGUL_BEFORE}(?:꼭두)?새벽{_END}|{NO_HANGUL_BEFORE}동\s?틀\s?(?:녘|무렵|때)에?|明け方|未明|凌晨|拂晓", latin("dawn|daybreak|rạng sáng|tờ mờ sáng"))),
    (DayPart.NOON, any_of(rf"{NO_HANGUL_BEFORE}(?:점심|한낮|대낮|(?<!가장\s)(?<!제일\s)(?<!젤\s)(?<![이가]\s)낮(?!\s?최고|은\s(?:기온|온도|기후|곳|데|지역|도시|날|요일|때|시간|수치|값|편)|은지|은가))(?:\s?(?:시간|때))?{_END}|お?昼(?:頃|ごろ|間)?|中午|正午", latin("noon|midday|lunch(?: ?time)?|(?:buổi )?trưa"))),
    (DayPart.AFTERNOON, any_of(rf"{NO_HANGUL_BEFORE}오후{_END}|午後|下午", latin("afternoons?|arvo|tea ?time|(?:buổi )?chiều"))),
    (DayPart.MORNING, any_of(rf"{NO_HANGUL_BEFORE}(?:오전|아침(?=저녁)|아침(?!\s?최저)|출근\s?(?:길|시간|할\s?때)|등교\s?(?:길|시간|할\s?때)|등굣길){_END}|午前中?|今?朝|早上|上午|早晨|清晨|早", latin("mornings?|breakfast(?: ?time)?|(?:buổi )?sáng(?: sớm)?"))),
    (DayPart.EVENING, any_of(rf"(?:{NO_HANGUL_BEFORE}|(?<=아침)|(?<={TAKEN}))(?:저녁|초저녁|해\s?질\s?(?:녘|무렵|때)|해거름|퇴근\s?(?:길|시간|할\s?때)?|하굣길){_END}|夕暮れ|夕方|傍晚|黄昏", latin("evenings?|dusk|(?:dinner|supper)(?: ?time)?|(?:buổi )?tối"))),
    (DayPart.NIGHT, any_of(rf"{NO_HANGUL_BEFORE}(?:한밤중?|오밤중|심야|야간|밤중?){_END}|夜中|深夜|半夜|夜|晩|晚上|夜里|晚", latin("night|nights|nighttime|(?:ban )?đêm|overnight"))),
)  # fmt: skip
# Three days; 내일모레 alone is one.
_THREE_DAYS = Words(r"(?:내일|낼)\s?모레(?=\s?글피)|(?:(?<=오늘)|(?<=오늘\s))(?:내일|낼)\s?모레")
_EARLY = Words(
    r"\b(?:early|late) (?:in the )?(?=(?:today|tomorrow|tonight|this|mornings?|afternoons?|evenings?|night|on)\b)",
    re.IGNORECASE,
)
_TODAY_NIGHT = any_of(latin("tonight"), rf"{NO_HANGUL_BEFORE}오늘밤")


def take_days_asked(text: str) -> DaysAsked:
    """Take the days and parts of a day of a question out of a text (`wording.prepare`)."""
    marks = Marks()
    # The weather now tells the difference from yesterday.
    text = _THREE_DAYS.sub(lambda match: match[0].replace("일", "일,").replace("낼", "낼,"), _EARLY.sub("", text))
    text = _TODAY_NIGHT.sub("today night", _THAN_YESTERDAY.sub(TAKEN, text))
    text = _BOTH_DAYS.sub(_two_days, _mark_offsets(_LONG_PAST, text, marks))
    text = mark_dates(mark_counted(text, marks), marks)
    text = _mark_offsets(_OFFSETS, _mark_weeks(text, marks), marks)
    parts = set()
    for part, pattern in _PART_NAMES:
        matches, text = take(pattern, text)
        parts |= {part} if matches else set()
    days, rest = marks.take(text)
    return DaysAsked(days, frozenset(parts), rest)


def _mark_offsets(names: Iterable[tuple[int, Words]], text: str, marks: Marks) -> str:
    for number, pattern in names:
        text = marks.mark(pattern, text, Day(DayKind.OFFSET, number))
    return text


def _mark_weeks(text: str, marks: Marks) -> str:
    """Return a text with letters for its weeks and its days of the week."""
    text = _WORKDAYS.sub(lambda _match: f"{marks.put(_MONDAY)}~{marks.put(_FRIDAY)}", text)
    text = _LETTER_OF_WEEK.sub(_mark_letter, encode_lists(text))
    text = encode_weekdays(text)
    text = _WITH_DATE.sub(lambda match: _without_weekday(match, marks), _NEXT_SUCH_DAY.sub("", text))
    for kind, pattern in _WEEKDAYS_OF_WEEKS:
        text = pattern.sub(lambda match, kind=kind: _mark_weekdays(match[match.lastindex or 0], kind, marks), text)  # type: ignore[misc]
    text = _mark_weekdays(_mark_offsets(_SHORT_PAST, text, marks), DayKind.WEEKDAY, marks)
    for kind, number, pattern in _WEEK_NAMES:
        text = marks.mark(pattern, text, Day(kind, number))
    return text


def _mark_letter(match: re.Match[str]) -> str:
    return match[1] + chr(FIRST_WEEKDAY + KOREAN_WEEKDAYS.index(match[2]))


def _mark_weekdays(text: str, kind: DayKind, marks: Marks) -> str:
    return re.sub(WEEKDAY, lambda match: marks.put(Day(kind, ord(match[0]) - FIRST_WEEKDAY)), text)


def _without_weekday(match: re.Match[str], marks: Marks) -> str:
    mark = match[1] or match[2]
    return mark if marks.get(mark).kind is DayKind.DATE else match[0]


def _two_days(match: re.Match[str]) -> str:
    return "今天,明天" if match[0][0] in "今오" else "明天,后天"
