"""Distinctions: what tells two articles under nearly the same headline apart.

Newspapers write daily columns, parts of a series, obituaries and news of councils in the same words, so that common
words prove nothing there. What these articles name does: days, parts, persons, institutions, places and the steps of a
matter. Two articles are different if both name something of one kind and nothing of it is the same.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sources.korea.regions import load_provinces

_BEGIN, _END = r"[\[(<【〈《〔]\s*", r"\s*[\])>】〉》〕]"

# Not 13일간, 3일째 or 2일차, which are durations.
_DAY = re.compile(
    r"(?:(?P<month>[0-9]{1,2}) ?월 ?)?(?<![0-9.,])(?P<day>[0-9]{1,2})(?: ?[~-] ?[0-9]{1,2})? ?일(?![0-9간째차대])"
    r"|(?<![0-9.,])(?:[0-9]{4}|[0-9]{2})[./-] ?(?P<numeric_month>[01]?[0-9])[./-] ?"
    r"(?P<numeric_day>[0-3]?[0-9])(?![0-9%])"
    rf"|{_BEGIN}(?P<short_month>[01]?[0-9])[./] ?(?P<short_day>[0-3]?[0-9])\.?(?= ?[\])>(])"
)
_TODAY = re.compile(r"(?:오늘|이날) ?\(?(?P<day>[0-9]{1,2})일")
_WEEKDAY = re.compile(r"(?<![가-힣])(?P<full>[월화수목금토일])요일|[(\[](?P<short>[월화수목금토일])[)\]]")
_RELATIVE_DAYS = {"그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2}
_RELATIVE = re.compile(
    rf"(?<![가-힣])(?:{'|'.join(_RELATIVE_DAYS)}|(?:이번|다음) ?주말|(?:이번|다음|지난) ?주"
    r"|이달|내달|새달|다음 ?달|지난달|올해|내년)"
)
_NEXT_MONTH = {"내달": "다음달", "새달": "다음달"}
_DAILY = re.compile(r"운세|물때|날씨|기온|미세먼지|시황|환율|브리핑|헤드라인|(?<![가-힣])(?:모닝|아침|오늘|내일)")

_PART = re.compile(
    rf"{_BEGIN}(?P<part>[상중하上中下]|[0-9]{{1,2}}(?: ?/ ?[0-9]{{1,2}})?|[ivx]{{1,4}}){_END}"
    r"|(?:#|\b(?:no|ep|vol)\.? ?|(?<= )(?=[0-9]{1,3}$))(?P<number>[0-9]{1,4})",
    re.IGNORECASE,
)
_CHINESE = str.maketrans("上中下", "상중하")
# Counts such as 5명 and 120억원 are corrected in a later version; the numbers of these units stay.
_ORDINAL = re.compile(
    r"제 ?(?P<formal>[0-9]{1,4}) ?(?P<formal_unit>[가-힣])"
    # 대응 2단계 is the next message on the same fire.
    r"|(?<![0-9.,~-])(?<!대응 )(?P<number>[0-9]{1,4}) ?(?P<unit>분기|단계|공구|주차|주년|주기|일차|학기|학년"
    r"|라운드|세트|차전|회차|구간|호선|시즌|등급|강|화|편|탄|부|호|차|회|월)(?![0-9~-]|[가-힣](?<![에의은는이가서과와을를도]))"
    r"|(?<![0-9.,~-])(?P<month>[0-9]{1,2}) ?(?P<month_unit>월)(?! ?[0-9])(?=[가-힣])"
)
# In a lead, unlike in a headline, 1회 and 2차 count something.
_SERIES = frozenset({"분기", "공구", "주차", "일차", "학기", "라운드", "차전", "회차"})
_STEPS = """
상반기 | 하반기
전반기 | 후반기
오전 | 오후
주의보 | 경보
발령 | 해제
개막 | 폐막
개회 | 폐회
개장, 개점, 문 연, 문 열 | 폐장, 폐점, 문 닫
개교, 신설 | 폐교, 폐지
착공 | 준공
시작, 재개 | 종료, 중단
취임 | 퇴임, 이임
상승, 인상, 오름, 올라, 올린, 급등 | 하락, 인하, 내림, 내려, 내린, 급락
증가, 증원, 늘어, 늘었, 늘린 | 감소, 감원, 줄어, 줄었, 줄인
확대 | 축소
강화 | 완화
흑자 | 적자
찬성 | 반대
통과, 가결 | 부결 | 보류
허용, 허가, 승인 | 불허, 금지
청구 | 발부 | 기각
승소 | 패소
유죄 | 무죄
합격 | 불합격
당선 | 낙선
승리, 역전승, 완승 | 패배, 역전패, 완패
결승 | 준결승
의장 | 부의장
1심 | 2심 | 3심
남자부 | 여자부
초등부 | 중등부 | 고등부
부친상 | 모친상 | 장인상 | 장모상 | 빙부상 | 빙모상 | 조부상 | 조모상 | 시부상 | 시모상 | 별세
up, rise, rises, rose | down, fall, falls, fell
open, opens, opened | close, closes, closed
win, wins, won | lose, loses, lost
approve, approves, approved | reject, rejects, rejected
"""
"""Halves, steps and outcomes of a matter, of which an article is about one; each with its other words."""

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길"
    "연위표명기반왕금옥육인맹제모탁국어은편용"
)
_TITLE = (
    "시장|군수|구청장|도지사|지사|교육감|의원|의장|부의장|위원장|교수|총장|학장|교장|대표|회장|사장|이사장|원장|소장|관장|본부장"
    "|단장|국장|과장|팀장|장관|차관|총리|대통령|후보|감독|코치|선수|작가|시인|화가|변호사|판사|검사|목사|신부|스님|서장|청장"
)
_PERSON = re.compile(
    rf"(?<![가-힣])(?P<named>[{_SURNAMES}][가-힣]{{2}})(?:\([^)]{{1,40}}\))? ?(?:씨|옹|여사|{_TITLE})"
    rf"|(?<![가-힣])(?P<short>[{_SURNAMES}][가-힣])(?:\([^)]{{1,40}}\)|(?= ))? ?씨"
    rf"|(?<![가-힣])(?P<anonymous>[{_SURNAMES}]모) ?(?:씨|군|양|전)(?![가-힣])"
    rf"|(?:{_TITLE}) (?P<titled>[{_SURNAMES}][가-힣]{{2}})(?![가-힣])"
    rf"|(?:부고|부음|동정|결혼|화촉){_END} ?(?P<noticed>[{_SURNAMES}][가-힣]{{2}})(?![가-힣])"
)
_INSTITUTION = re.compile(
    r"(?P<name>[가-힣A-Za-z]{1,8}?)(?P<kind>(?<!협)의회|경찰서|소방서|교육지원청|보건소|세무서|우체국|초등학교|중학교|고등학교|대학교)"
)
# Not 활동, 연구 and other nouns that end like names of towns, nor verbs in 면.
_TOWN = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,3}?)(?P<kind>(?<![전표실개지임일])시|(?<![보품자험])군|(?<![연요문기지인복청촉])구|읍"
    r"|(?<![하으되이라려다])면|(?<![활운이행노아자공가변감작출합])동)(?=[ ,·(…]|[은는이가의에서을를도과와]|청|$)",
    re.MULTILINE,
)
# 시의회 and 관할 경찰서 name no institution.
_UNNAMED = frozenset(
    {"시", "군", "구", "도", "시군", "시도", "지방", "기초", "광역", "관할", "지역", "인근", "각", "양", "전국"}
)
_OFFICE = re.compile(r"(?<=..)(?:특별자치|특별|광역)?[시군구도]$")
# At least two syllables must stay: 중구 is a name, 중 is none.
_ENDING = re.compile(r"(?<=..)[시군구]$")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[a-z]")

Named = Mapping[str, frozenset[str]]
"""What an article names, by kind."""


@dataclass(frozen=True, slots=True)
class Distinctions:
    """Names and figures in an article that tell it apart from similar ones.

    Attributes:
        headline: what the headline names.
        text: what headline or lead name, of the kinds that count there too.
        places: the provinces and districts of headline and lead.
        daily_on: the day of publication (KST) of a daily column, if it is known.
    """

    headline: Named
    text: Named
    places: frozenset[str]
    daily_on: dt.date | None


def find_distinctions(headline: str, lead: str, published_on: dt.date | None) -> Distinctions:
    """Return what an article names.

    Args:
        headline: in Unicode's form NFKC, without labels such as ``[속보]``.
        lead: in form NFKC.
        published_on: the day of publication (KST), which 오늘 and 내일 are relative to; None if unknown.
    """
    text = f"{headline}\n{lead}"
    return Distinctions(
        headline=_group(
            (
                *_name_days(headline),
                *_name_relative_days(headline, published_on),
                *_name_parts(headline),
                *_name_ordinals(headline),
                *_name_subjects(headline),
            )
        ),
        text=_group(
            (
                *_name_days(text),
                *_name_institutions(text),
                *((unit, number) for unit, number in _name_ordinals(text) if unit in _SERIES),
            )
        ),
        places=find_places(headline) | _find_full_places(lead),
        daily_on=published_on if _DAILY.search(headline) else None,
    )


def are_distinct(one: Distinctions, other: Distinctions) -> bool:
    """Return whether two articles name other days, parts, persons, institutions, places or steps."""
    if one.daily_on and other.daily_on and one.daily_on != other.daily_on:
        return True
    return (
        _names_others(one.headline, other.headline)
        or _names_others(one.text, other.text)
        or _lie_apart(one.places, other.places)
    )


def find_places(headline: str) -> frozenset[str]:
    """Return the names of provinces and districts in a headline, without the districts' endings."""
    names = _load_districts()
    # Headlines attach particles and other words: 인천서, 강릉시가.
    words = _WORD.findall(headline)
    return frozenset(word[:length] for word in words for length in (2, 3, 4) if word[:length] in names)


def _find_full_places(lead: str) -> frozenset[str]:
    """Return the provinces in a lead, and the districts that it names with their endings."""
    names = _load_districts()
    # Without 군 and 시, 강화 and 예산 are everyday words of articles.
    found = {
        _ENDING.sub("", word[:length])
        for word in _WORD.findall(lead)
        for length in (2, 3, 4, 5)
        if word[:length][-1:] in "시군구" or word[:length] in _load_provinces()
    }
    return frozenset(name for name in found if name in names)


def _names_others(one: Named, other: Named) -> bool:
    return any(kind in other and names.isdisjoint(other[kind]) for kind, names in one.items())


def _lie_apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether articles name only places that neither are the same nor contain each other."""
    mine, others = frozenset(one), frozenset(other)
    districts = _load_districts()
    around = frozenset().union(*(districts[place] for place in mine))
    around_others = frozenset().union(*(districts[place] for place in others))
    return bool(mine and others) and mine.isdisjoint(others | around_others) and others.isdisjoint(around)


def _group(named: Iterable[tuple[str, str]]) -> Named:
    grouped = defaultdict[str, set[str]](set)
    for kind, name in named:
        grouped[kind].add(name)
    return MappingProxyType({kind: frozenset(names) for kind, names in grouped.items()})


def _name_days(text: str) -> Iterator[tuple[str, str]]:
    for match in _DAY.finditer(text):
        month, day = next(filter(lambda pair: pair[1], zip(*[iter(match.groups())] * 2, strict=True)))
        yield "day", str(int(day))
        if month:
            yield "date", f"{int(month)}/{int(day)}"
    yield from (("today", match["day"]) for match in _TODAY.finditer(text))


def _name_relative_days(headline: str, published_on: dt.date | None) -> Iterator[tuple[str, str]]:
    for word in _RELATIVE.findall(headline):
        bare = word.replace(" ", "")
        yield "relative", _NEXT_MONTH.get(bare, bare)
        if published_on is not None and word in _RELATIVE_DAYS:
            yield "day", str((published_on + dt.timedelta(days=_RELATIVE_DAYS[word])).day)


def _name_parts(headline: str) -> Iterator[tuple[str, str]]:
    for match in _PART.finditer(headline):
        yield "part", (match["part"] or match["number"]).replace(" ", "").translate(_CHINESE).lower()
    yield from (("weekday", match["full"] or match["short"]) for match in _WEEKDAY.finditer(headline))


def _name_ordinals(text: str) -> Iterator[tuple[str, str]]:
    for match in _ORDINAL.finditer(text):
        unit = match["formal_unit"] or match["unit"] or match["month_unit"]
        yield unit, str(int(match["formal"] or match["number"] or match["month"]))


def _name_subjects(headline: str) -> Iterator[tuple[str, str]]:
    for match in _PERSON.finditer(headline):
        yield "person", next(filter(None, match.groups()))
    english = frozenset(_WORD.findall(headline.casefold())) if _LATIN.search(headline) else frozenset()
    for word, (kind, step) in _load_steps().items():
        if word in (english if word.isascii() else headline):
            yield kind, step
            # 불합격 is no 합격.
            headline = headline.replace(word, " ")


def _name_institutions(text: str) -> Iterator[tuple[str, str]]:
    yield from ((match["kind"], match["name"]) for match in _TOWN.finditer(text))
    for match in _INSTITUTION.finditer(text):
        if match["name"] not in _UNNAMED:
            yield match["kind"], _OFFICE.sub("", match["name"])


@cache
def _load_steps() -> Mapping[str, tuple[str, str]]:
    """Return the words of steps, the longest first, each with what the steps are of and the first word of its step."""
    steps = {
        word.strip(): (kind, step.partition(",")[0].strip())
        for kind in _STEPS.strip().splitlines()
        for step in kind.split("|")
        for word in step.split(",")
    }
    return dict(sorted(steps.items(), key=lambda item: -len(item[0])))


@cache
def _load_provinces() -> frozenset[str]:
    return frozenset(province.name for province in load_provinces())


@cache
def _load_districts() -> Mapping[str, frozenset[str]]:
    """Return the names of provinces and districts as headlines write them, each with the provinces that it lies in."""
    found = defaultdict[str, set[str]](set)
    for province in load_provinces():
        merged = {province.part_of} if province.part_of else set()
        found[province.name] |= merged
        for district in province.districts:
            if len(name := _ENDING.sub("", district)) > 1:
                found[name] |= {province.name, *merged}
    return {name: frozenset(provinces) for name, provinces in found.items()}
