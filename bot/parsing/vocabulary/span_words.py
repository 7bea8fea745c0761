"""Words in five languages that bound an order in time: since, until, only this week, for two weeks."""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
_SINCE = (
    "부터",
    "から|从|[起始](?![床])",
    latin("from|since|starting|beginning|as of|on(?= send| at |$|,)|onwards?|từ|bắt đầu"),
)
_UNTIL_INCLUDED = ("까지", "まで|到|为止|為止", latin("through|đến hết|tới hết|hết"))
_UNTIL = (*_UNTIL_INCLUDED, "[之以]前", latin("until|till|til|to|by|đến|tới"))
_ONLY = (rf"만(?:은|요)?{_E}", "だけ|のみ|只", latin("only|just|chỉ"))

SINCE, UNTIL, INCLUDED = any_of(*_SINCE), any_of(*_UNTIL), any_of(*_UNTIL_INCLUDED)
"""Before or after a day these begin something, end it, and end it with that day."""

BOUNDS = any_of(*_SINCE, *_UNTIL)
MARKS = any_of(*_SINCE, *_UNTIL, *_ONLY)
"""One of these stands in each span."""

UNTIL_DAY = any_of(*_UNTIL_INCLUDED, "[之以]前", latin("until|till|til"))
"""What ends a break and not a list of days: until Friday, but not Monday to Friday."""

AROUND = any_of(
    *_SINCE,
    *_UNTIL,
    *_ONLY,
    latin("the|on|in|of|next|this|for|nhé|ngày|kể|trở đi|trong"),
    "이번|에|동안|간|은|는|요|の|は|に|间|間|内|在",
)
"""What may stand beside the days of a span."""

NEAR = any_of("이번|다음|담주", latin("this|next|này|tới|sau"), "今[週度]|次|来週|这|這|本[周週]|下[个個]?[周週]")
"""A day of the week with one of these is a single day."""

_ENGLISH_NUMBER = "a|an|one|two|three|four|[0-9]{1,2}"
_VIETNAMESE_NUMBER = "một|hai|ba|bốn|[0-9]{1,2}"
LENGTHS = any_of(
    rf"{_K}(?P<word>하루|이틀|사흘|나흘|닷새|열흘|보름|일주일|이\s?주일|두\s?주|한\s?주|한\s?달|두\s?달|석\s?달)\s?(?:간|만|동안|정도|쯤|치|쉬)",
    r"(?<![0-9])(?P<number>[0-9]{1,2})\s?(?:(?P<day>일)|(?P<week>주일?)|(?P<month>달|개월))\s?(?:간|만|동안|정도|쉬)",
    r"(?P<number2>[0-9]{1,2}|[一二三四])(?:(?P<day2>日)|(?P<week2>週)|(?P<month2>[かヶカ]月))間?(?=[だのほ、。停休止\x1f]|$|一時)",
    r"(?P<number3>[0-9]{1,2}|[一二三四两])(?:(?P<day3>天)|(?P<week3>个?(?:周|星期|礼拜))|(?P<month3>个月))",
    latin(
        rf"(?:for )?(?P<number4>{_ENGLISH_NUMBER}) (?:(?P<day4>days?)|(?P<week4>weeks?)|(?P<month4>months?))"
        rf"|(?:trong )?(?P<number5>{_VIETNAMESE_NUMBER}) (?:(?P<day5>ngày)|(?P<week5>tuần)|(?P<month5>tháng))"
    ),
)
"""How long a break should last."""

WORDS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "열흘": 10, "보름": 15, "일주일": 7, "한주": 7, "이주일": 14, "두주": 14,
    "한달": 30, "두달": 60, "석달": 90,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
}  # fmt: skip
