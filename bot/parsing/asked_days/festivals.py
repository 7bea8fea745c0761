"""Words for days that have another date each year: lunar festivals, solar terms, the hottest days, and lunar dates."""

import re

from bot.parsing.asked_days.marks import MARK, Marks
from bot.parsing.days import FESTIVALS, Day, DayKind
from bot.parsing.patterns.words import Words
from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

_K = NO_HANGUL_BEFORE
_AFTER = rf"(?:날(?!씨)|일|절)?(?={NO_HANGUL_AFTER}|날씨|에|은|는|이|때|쯤)"


def _korean(names: str) -> str:
    return f"{_K}(?:{names}){_AFTER}"


def _term(name: str, other: str | None = None) -> str:
    """Return a pattern for a term that is an everyday word too: 하지, 동지, 우수; 대설 is heavy snow before "weather"."""
    stem = other or name
    context = r"(?=\s?(?:절기|무렵|즈음|때|추위|더위)|\s(?:\S+\s){0,2}(?:날씨|기온)|에\s|\s(?:전후|전날))"
    return rf"{_K}(?:절기\s?{name}|(?:{name}|{stem})날(?!씨)|{name}{context})"


def _snow(name: str) -> str:
    return rf"{_K}(?:절기\s?{name}|{name}날(?!씨)|{name}(?=\s?(?:절기|무렵|즈음|때|추위)))"


_WORDS = {
    "seollal": any_of(
        rf"{_K}(?:설날|구정|설(?=\s?(?:연휴|명절))|음력설)(?:\s?(?:연휴|명절))?(?:\s?(?:기간|동안))?|旧正月(?:の?連?休み?)?|(?:春节|春節)(?:假期|期间)?",
        latin("seollal(?: holidays?)?|lunar new year|tết(?: âm lịch| nguyên đán)?"),
    ),
    "chuseok": any_of(
        rf"{_K}(?:추석|한가위)(?:\s?(?:연휴|명절))?(?:\s?(?:기간|동안))?|秋夕(?:の?連?休み?)?|中秋[节節]?(?:假期|期间)?",
        latin("chuseok(?: holidays?)?|tết trung thu|trung thu"),
    ),
    "suneung": any_of(rf"{_K}(?:수능(?:일|날)?)(?=\s|$|[?에은도])"),
    "seollal-eve": any_of(
        rf"{_K}(?:섣달\s?그믐날?|까치\s?설날?|(?:설날?|구정)\s?(?:전날|하루\s?전))|(?:旧正月|春节|春節)(?:の前日|前一天|前夕)|除夕",
        latin("seollal eve|lunar new year(?:.s)? eve|the day before seollal"),
    ),
    "dano": any_of(
        rf"{_K}(?:단오(?:날|절)?|단옷날|수릿날)(?![가-힣]*[동구])|端午[节節]?|端午の節句",
        latin("dano(?: day)?|dragon boat festival|tết đoan ngọ|đoan ngọ"),
    ),
    "buddhas-birthday": any_of(
        rf"{_K}(?:부처님\s?오신\s?날|석가탄신일|초파일|사월\s?초파일)|佛[诞誕]日?|浴佛[节節]|釈迦誕生日",
        latin("buddha.?s birthday|lễ phật đản|phật đản"),
    ),
    "other": any_of("ゴールデンウィーク|お盆|シルバーウィーク", latin("golden week|thanksgiving|quốc khánh|black friday")),
    "daeboreum": any_of(
        rf"{_K}(?:정월\s?)?(?:대보름)(?:날(?!씨))?|元宵[节節]", latin("daeboreum|lantern festival|rằm tháng giêng|tết nguyên tiêu")
    ),
    "chilseok": any_of(_korean("칠석|칠월\\s?칠석"), "七夕[节節]?", latin("chilseok|qixi(?: festival)?|thất tịch")),
    "jungyang": any_of(_korean("중양"), "重阳[节節]?|重陽[節节]?", latin("double ninth(?: festival)?|trùng cửu")),
    "chobok": any_of(_korean("초복"), "初伏", latin("chobok")),
    "jungbok": any_of(_korean("중복"), "中伏", latin("jungbok")),
    "malbok": any_of(_korean("말복"), "末伏", latin("malbok")),
    "boknal": any_of(f"{_K}(?:복날|삼복)(?!씨)", "三伏天?", latin("boknal|sambok")),
    "hansik": any_of(f"{_K}한식날(?!씨)", "寒食[节節]", latin("hansik day")),
    "easter": any_of(_korean("부활절"), "复活[节節]|復活[節祭]|イースター", latin("easter(?: sunday)?|(?:lễ )?phục sinh")),
    "sohan": any_of(_korean("소한"), "小寒"),
    "daehan": any_of(_snow("대한"), "大寒"),
    "ipchun": any_of(_korean("입춘"), "立春", latin("ipchun|lập xuân")),
    "usu": any_of(_term("우수"), "雨水(?=の?節気|节气|節氣|那天|の日)"),
    "gyeongchip": any_of(_korean("경칩"), "啓蟄|惊蛰|驚蟄", latin("gyeongchip|kinh trập")),
    "chunbun": any_of(_korean("춘분"), "春分(?:の日)?", latin("(?:vernal|spring|march) equinox|chunbun|xuân phân")),
    "cheongmyeong": any_of(
        _term("청명"), "清明[节節]?", latin("qingming(?: festival)?|tomb.sweeping day|(?:tiết |tết )?thanh minh")
    ),
    "gogu": any_of(_korean("곡우"), "穀雨|谷雨"),
    "ipha": any_of(_korean("입하"), "立夏", latin("lập hạ")),
    "soman": any_of(_term("소만"), "小満|小满|小滿"),
    "mangjong": any_of(_korean("망종"), "芒種|芒种"),
    "haji": any_of(_term("하지", "하짓"), "夏至", latin("summer solstice|hạ chí")),
    "soseo": any_of(_term("소서"), "小暑"),
    "daeseo": any_of(_term("대서"), "大暑"),
    "ipchu": any_of(_korean("입추"), "立秋", latin("ipchu|lập thu")),
    "cheoseo": any_of(_korean("처서"), "処暑|处暑|處暑", latin("cheoseo")),
    "baengno": any_of(_term("백로"), "白露"),
    "chubun": any_of(_korean("추분"), "秋分(?:の日)?", latin("(?:autumn(?:al)?|fall|september) equinox|chubun|thu phân")),
    "hallo": any_of(_korean("한로"), "寒露"),
    "sanggang": any_of(_korean("상강"), "霜降"),
    "ipdong": any_of(_korean("입동"), "立冬", latin("ipdong|lập đông")),
    "soseol": any_of(_snow("소설"), "小雪(?=の?節気|节气|節氣|那天|の日)"),
    "daeseol": any_of(_snow("대설"), "大雪(?=の?節気|节气|節氣|那天|の日)"),
    "dongji": any_of(_term("동지", "동짓"), "冬至", latin("winter solstice|dongji|đông chí")),
}  # fmt: skip
_LUNAR = Words(
    rf"(?:음력|旧暦|陰暦|农历|農曆|阴历|陰曆|\blunar(?: calendar)?)\s?(?:으로|の)?\s?({MARK})|({MARK})(?:\s?\(음력\)|\s(?:âm lịch|lunar(?: calendar)?|(?:of|in|on) the lunar calendar))",
    re.IGNORECASE,
)


def mark_festivals(text: str, marks: Marks) -> str:
    """Return a text with letters for its festivals and solar terms."""
    # 설날 전날 before 설날.
    for number, name in reversed(tuple(enumerate(FESTIVALS))):
        text = marks.mark(_WORDS[name], text, Day(DayKind.FESTIVAL, number))
    return text


def mark_lunar_dates(text: str, marks: Marks) -> str:
    """Return a text, whose dates are letters, with other letters for those of the lunar calendar: 음력 8월 15일."""

    def mark(match: re.Match[str]) -> str:
        letter = match[1] or match[2]
        day = marks.get(letter)
        is_date = day.kind is DayKind.DATE and day.month is not None
        return marks.put(Day(DayKind.LUNAR, day.number, day.month)) if is_date else match[0]

    return _LUNAR.sub(mark, text)
