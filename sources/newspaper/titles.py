"""Headlines and sections without what the newspaper adds to them.

The title of a page often holds more than the headline: ``제목 - 강원신문``, ``제목 | 한국신문``,
``제목-정치ㅣ한국신문``, ``제목 < 정치 < 기사본문 - 강원신문``. Only whole parts go, and only those that are known
to be no part of the headline:

- at the end the newspaper's name, and what stands behind it;
- the section, and words such as 기사, in front of that name or behind ``<``, and the whole path to 기사본문;
- what follows the headline that the page prints as a heading, or states elsewhere (JSON-LD, ``<title>``);
- the newspaper's name beside what the page prints as a heading, however they are joined: ``강원신문-제목``,
  ``제목, 강원신문``; without such a heading the name may be a part of the headline (강원신문-강릉시 협약);
- at the front ``[정치]`` and ``정치ㅣ``, if it is the section or the newspaper's name, and ``강원신문 - ``. Any other
  tag in brackets ([속보], [사설]) stays: it is a part of the headline.
"""

import re
from collections.abc import Collection

# ㅣ is a vowel, used as a bar.
_BARS = "|｜ㅣ│┃"
_SEPARATOR = re.compile(rf"\s+(?:[-–—−·:<>»«~/*]|::)\s+|\s*[{_BARS}«：]\s*|\s*::\s*")
# NDSoft prints the path to the page, of which the sections have any names.
_BREADCRUMBS = re.compile(r"(?<=\S)\s+<\s+(?:[^<]*<\s+)?(?:[^<]*<\s+)?기사본문(?:\s.*)?$")
_PATH = re.compile(r"<\s+([^<]{1,20}?)\s+<\s+기사본문")
_EDGE = re.compile(rf"\s*[-–—−:<>»«~*\[\]【】〔〕(){_BARS}：]+\s*")
_GLUED = re.compile(r"\s?[-–—](?P<section>[가-힣A-Za-z/·]{1,12})$")
_TAG = re.compile(
    rf"(?:[\[<【〔](?P<tag>[^\[\]<>【】〔〕]+)[\]>】〕]|(?P<bare>[^\s{_BARS}]{{1,12}})\s?[{_BARS}])\s*(?=\S)"
)
# Not ·, which joins the newspaper with another name: 강원신문 · 강릉시 협약.
_BEHIND_NAME = re.compile(rf"(?<=\S)(?:\s+[-–—−>»]\s+|\s*(?:[{_BARS}：_]|::)\s*|\s?:\s+)(?=\S)")
_NEWSPAPER = re.compile(
    r"(?:신문|일보|뉴스|타임스|타임즈|저널|투데이|방송|매일|news|times|daily|post|journal|herald|tribune|today)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\W_]+")
_EDITION = re.compile(r"^(?:the|인터넷|모바일)|(?:news|online|뉴스|닷컴|com|net)$")
_HANGUL = re.compile("[가-힣]")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_IN_BRACKETS = re.compile(r"(?<=\S)\s*[(\[](?P<name>[^()\[\]]{2,40})[)\]]$")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_CODE = re.compile(r"[\d_-][\w-]*|[A-Za-z]{1,2}\d[\w-]*|[a-z]+_[\w-]*")
"""A section as its system numbers it: S1N4, 100, cat_local."""

_MAX_TITLE = 500
"""Characters; a longer title stays as it is, because comparing all its parts would take long."""

_MIN_NAME = 3
"""Letters of a newspaper's name."""

_MIN_HEADING = 8
"""Letters; a shorter heading may be the name of a section that a headline begins with."""

_KEYS = """
정치 politics
경제 economy business
금융 finance money
산업 industry
사회 society social
전국 national nation korea
지역 local region regional area
수도권 metro
국제 world international global foreign
문화 culture art arts
연예 entertainment entertain enter celebrity
스포츠 sports sport
오피니언 opinion
사설 editorial
칼럼 column columns
생활 life lifestyle living
건강 health
의료 medical
과학 science
IT·과학 tech technology it digital
교육 education edu
날씨 weather
사람들 people
포토 photo
영상 video
여행 travel
음식 food
종교 religion
부동산 realestate estate
자동차 car auto
환경 environment
농업 agriculture
속보 breaking
"""
SECTIONS = {key: name for name, *keys in map(str.split, _KEYS.strip().splitlines()) for key in keys}
"""Korean names of the sections that systems name by an English key."""

_MORE_WORDS = """
사회일반 정치일반 경제일반 지방 지방자치 자치 행정 종합 사건·사고 인물 동정 인사 부고 기획 특집 연재 인터뷰 북한
국방 외교 청와대 국회 증권 라이프 영화 음악 공연 전시 방송 축구 야구 골프 강원 경기 인천 서울 부산 대구 광주 대전
울산 세종 충북 충남 전북 전남 경북 경남 제주
"""
_PAGE_WORDS = "기사본문 본문 기사 뉴스 전체기사 전체 News"
"""Words that stand where a section does and name none."""


def normalize(text: str) -> str:
    """Return a text's letters and digits, for a comparison."""
    return _WORDS.sub("", text).casefold()


_NO_SECTIONS = frozenset(map(normalize, _PAGE_WORDS.split()))
_SECTION_WORDS = _NO_SECTIONS.union(map(normalize, (*SECTIONS.values(), *_MORE_WORDS.split())))
"""Names of sections and other words that stand between a headline and the newspaper's name."""


def split_title(title: str) -> list[str]:
    """Return the parts of a title: headline, section, newspaper's name."""
    return [part for part in _SEPARATOR.split(title) if part]


def strip_names(
    title: str,
    publisher: str | None = None,
    section: str | None = None,
    headings: Collection[str] = (),
    stated: Collection[str] = (),
    imprint: str = "",
) -> str:
    """Return the headline in a page's title: a part of it that is never empty.

    Args:
        title: the title as written.
        publisher: the newspaper's name.
        section: the section as written.
        headings: the headings that the page prints.
        stated: what else the page states as its title.
        imprint: what holds the newspaper's name, normalized: copyright lines, logos, see `is_in_imprint`.
    """
    if len(title) > _MAX_TITLE:
        return title
    marks = list(_SEPARATOR.finditer(title))
    # A page has hundreds of headings and lines, and most titles have no separator.
    known, sure = (set(map(normalize, texts)) if marks else set() for texts in (headings, stated))
    # From the end, so that the longest heading counts.
    for mark in reversed(marks):
        head = normalize(title[: mark.start()])
        is_long = len(head) >= max(_MIN_HEADING, len(normalize(title[mark.end() :])))
        is_name = publisher is not None and is_publisher(title[: mark.start()], publisher)
        is_printed = head in known and (is_long or _is_in_front_of_names(title, mark))
        if head and not is_name and (head in sure or is_printed):
            title = title[: mark.start()]
            break
    title = _strip_front(_strip_end(title, publisher, section, imprint), publisher, section, imprint)
    return title if publisher is None else _strip_beside_heading(title, publisher, headings)


def _is_in_front_of_names(title: str, mark: re.Match[str]) -> bool:
    """Return whether only sections and a newspaper's name stand behind a separator, and no section in front of it."""
    *sections, name = split_title(title[mark.end() :])
    return (
        _NEWSPAPER.search(name.strip()) is not None
        and all(map(is_section_name, sections))
        and not is_section_name(title[: mark.start()])
    )


def _strip_beside_heading(title: str, publisher: str, headings: Collection[str]) -> str:
    name, whole = normalize(publisher), normalize(title)
    if len(name) < _MIN_NAME or name not in whole:
        return title
    alone = {whole.removesuffix(name), whole.removeprefix(name).removeprefix("모바일사이트")} - {whole}
    fits = (heading for heading in headings if len(normalize(heading)) >= _MIN_HEADING and heading in title)
    return next((heading for heading in fits if normalize(heading) in alone), title)


def clean_section(section: str | None, headline: str, publisher: str | None = None) -> str | None:
    """Return the name of a section; None if it is a system's code, the newspaper's name, or the headline.

    English keys (``sports``) get their Korean names, unless the headline is in another language.
    """
    if section is None or normalize(section) in {"", normalize(headline), normalize(publisher or "")}:
        return None
    if _CODE.fullmatch(section):
        return None
    return SECTIONS.get(normalize(section)) if section.isascii() and _HANGUL.search(headline) else section


def find_section(title: str, headline: str) -> str | None:
    """Return the section in what was cut off a title as written; None if it names none.

    Of the path to a page that NDSoft prints it is the last name, whatever it is: ``제목 < 국회 < 정치 < 기사본문``.
    """
    if not headline or headline not in title:
        return None
    before, _, behind = title.partition(headline)
    path = _PATH.search(behind)
    parts = _EDGE.split(f"{behind}|{before}") if path is None else [path[1]]
    named = (part for part in parts if path is not None or is_section_name(part))
    return next((part for part in named if normalize(part) not in _NO_SECTIONS), None)


def strip_sections(name: str) -> str:
    """Return a newspaper's name without the sections beside it: 강원신문 - 전체기사, 전체기사 : 뉴스 : 강원신문."""
    for mark in _marks(name):
        if not _is_section(name[mark.end() :], None):
            break
        name = name[: mark.start()]
    begin = 0
    for mark in reversed(_marks(name)):
        if not _is_section(name[begin : mark.start()], None):
            break
        begin = mark.end()
    return name[begin:]


def _strip_front(title: str, publisher: str | None, section: str | None, imprint: str) -> str:
    known = {normalize(name) for name in (publisher, section) if name}
    is_path = False
    while (tag := _TAG.match(title)) is not None:
        name = tag["tag"] or tag["bare"]
        is_name = _is_name_in_front(name, publisher, imprint)
        # 강원신문 | 사회 | 제목 is a path; alone, 강원 | 제목 may be a headline.
        if (
            not is_name
            and normalize(name) not in known
            and not (is_path and tag["bare"] and _is_section(name, section))
        ):
            break
        is_path = is_name and tag["bare"] is not None
        title = title[tag.end() :]
    mark = _BEHIND_NAME.search(title)
    if mark is None or not _is_name_in_front(title[: mark.start()], publisher, imprint):
        return title
    return _strip_section_in_front(title[mark.end() :], section)


def _is_name_in_front(name: str, publisher: str | None, imprint: str) -> bool:
    """Return whether the newspaper's name stands in front of a headline, where only a whole name is known."""
    if publisher is not None and not _HOST.fullmatch(publisher):
        return normalize(name) != "" and is_publisher(name, publisher)
    # An imprint has no word boundaries: 강원도 is in that of 강원도민신문.
    return _NEWSPAPER.search(name.strip()) is not None and is_in_imprint(name, imprint)


def _strip_section_in_front(title: str, section: str | None) -> str:
    # Only of a path: 강원 - 경북 길 열려 is a headline.
    head, mark, rest = title.partition(" > ")
    return rest if mark and rest.strip() and _is_section(head, section) else title


def _strip_end(title: str, publisher: str | None, section: str | None, imprint: str) -> str:
    title = _BREADCRUMBS.sub("", title)
    in_brackets = None if publisher is None else _IN_BRACKETS.search(title)
    if in_brackets is not None and publisher is not None and is_publisher(in_brackets["name"], publisher):
        title = title[: in_brackets.start()]
    name = next((mark for mark in _marks(title) if _is_name(title, mark, publisher, imprint)), None)
    if name is not None:
        title = title[: name.start()]
    for mark in _marks(title):
        if not (_is_section(title[mark.end() :], section) and (name is not None or "<" in mark[0])):
            break
        title = title[: mark.start()]
    glued = None if name is None else _GLUED.search(title)
    if glued is not None and glued.start() > 0 and _is_section(glued["section"], section):
        return title[: glued.start()]
    return title


def _marks(title: str) -> list[re.Match[str]]:
    """Return the separators in a title, the last one first; none at its beginning."""
    return [mark for mark in _SEPARATOR.finditer(title) if title[: mark.start()].strip()][::-1]


def _is_name(title: str, mark: re.Match[str], publisher: str | None, imprint: str) -> bool:
    """Return whether the newspaper's name stands behind a separator."""
    behind = title[mark.end() :]
    name = _SEPARATOR.split(behind, maxsplit=1)[0]
    # Some sites give their host as their name.
    if publisher is None or _HOST.fullmatch(publisher):
        return is_in_imprint(name, imprint) or name.strip() == publisher
    return is_publisher(name, publisher) or is_publisher(behind, publisher)


def is_publisher(name: str, publisher: str) -> bool:
    """Return whether a text is a newspaper's name: as stated, without what is in brackets, or without a slogan."""
    bare = _BRACKETS.sub("", publisher)
    first = _SEPARATOR.split(bare, maxsplit=1)[0]
    # In front of a separator may stand a section too: 강릉 | 강원신문.
    is_name = len(normalize(first)) >= _MIN_NAME and not _is_section(first, None)
    names = {publisher, bare, first} if is_name else {publisher, bare}
    return _to_bare_name(name) in set(map(_to_bare_name, names)) - {""}


def is_in_imprint(name: str, imprint: str) -> bool:
    """Return whether the texts of a page that hold the newspaper's name hold this one."""
    word = normalize(name)
    return len(word) >= _MIN_NAME and word in imprint


def _to_bare_name(name: str) -> str:
    """Return a newspaper's name as it is compared: CBC News and CBC are one."""
    name = normalize(name)
    return _EDITION.sub("", name) or name


def is_section_name(title: str) -> bool:
    """Return whether a title is only the name of a section: 경제, Sports."""
    word = normalize(title)
    return word in SECTIONS or word in _SECTION_WORDS


def _is_section(part: str, section: str | None) -> bool:
    word = normalize(part)
    return word in _SECTION_WORDS or (section is not None and word == normalize(section) != "")
