import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.newspaper.titles import SECTIONS, clean_section, find_section, normalize, strip_names, strip_sections
from tests.sources.factories import FOLDER, expected_of

PAPER = "조간바람신문"
HEADLINES = [
    *(
        expected_of(sample)["article"]["headline"]
        for sample in sorted(FOLDER.glob("*.html"))
        if "article" in expected_of(sample)
    ),
    "A-B전 3-2 승, 바람·강 더비",
    "[속보] 큰비 온다",
    "[사설] 강과 바람",
    "“강원 - 경북” 길 열려",
    "바람 | 강 | 산, 세 마을 이야기",
    "3 · 1 만세길 걷는다",
    "바람 < 강",
    "정치",
    "경제 - 사회",
]
BEHIND = st.sampled_from([" - ", " | ", "ㅣ", " · ", " « ", " – ", " — ", " < ", "｜", " :: "])
SECTION = st.sampled_from(["", "정치", "스포츠", "여울마을"])


@given(st.sampled_from(HEADLINES), BEHIND, SECTION, BEHIND, st.sampled_from(["", " | 조간", " - 바른 소식"]))
def test_the_newspapers_name_and_the_section_go_and_the_headline_stays(
    headline: str, first: str, section: str, second: str, more: str
) -> None:
    between = f"{first}{section}" if section else ""
    title = f"{headline}{between}{second}{PAPER}{more}"
    # A headline that is nothing but sections cannot be told from them.
    if headline not in {"정치", "경제 - 사회"}:
        assert strip_names(title, PAPER, section or None) == headline
    assert headline.startswith(strip_names(title, PAPER, section or None))


@given(st.sampled_from(HEADLINES), st.sampled_from([" - ", " | ", "ㅣ", " – ", " — ", "｜", ": ", " » "]))
def test_the_newspapers_name_goes_from_the_front_and_the_headline_stays(headline: str, mark: str) -> None:
    assert strip_names(f"{PAPER}{mark}{headline}", PAPER) == headline
    assert strip_names(f"[{PAPER}] {headline}", PAPER) == headline
    assert strip_names(f"{PAPER}{mark}{headline}", None, imprint=f"ⓒ{PAPER}") == strip_names(
        f"{PAPER}{mark}{headline}", PAPER
    )


def test_a_host_that_is_the_newspapers_name_goes_from_the_end() -> None:
    assert strip_names("바람 분다 - yeoul.example", "yeoul.example") == "바람 분다"
    assert strip_names("바람 분다 - other.example", "yeoul.example") == "바람 분다 - other.example"


def test_a_part_of_the_newspapers_name_stays_in_front() -> None:
    assert strip_names("조간바 - 바람 분다", None, imprint=PAPER) == "조간바 - 바람 분다"
    assert strip_names("다른신문 - 바람 분다", None, imprint=PAPER) == "다른신문 - 바람 분다"


@pytest.mark.parametrize(
    "title",
    [
        "조간바람신문-강가에 센 바람 분다",
        "강가에 센 바람 분다, 조간바람신문",
        "■ 강가에 센 바람 분다 ■ 조간바람신문",
        "조간바람신문 모바일 사이트, 강가에 센 바람 분다",
    ],
)
def test_a_joined_name_goes_if_the_page_prints_the_headline(title: str) -> None:
    assert strip_names(title, PAPER, None, ["강가에 센 바람 분다"]) == "강가에 센 바람 분다"
    # The newspaper may be one of those that a headline tells of.
    assert strip_names(title, PAPER, None, ["다른 마을에 센 바람 분다"]) == title


def test_a_name_in_front_that_the_page_states_as_its_title_is_no_headline() -> None:
    assert strip_names(f"{PAPER} - 바람 분다", PAPER, None, [PAPER], [PAPER]) == "바람 분다"


@given(st.sampled_from(HEADLINES), st.sampled_from([None, PAPER]), st.sampled_from([None, "정치"]))
def test_a_headline_without_names_stays_as_it_is(headline: str, publisher: str | None, section: str | None) -> None:
    assert strip_names(headline, publisher, section) == headline


@given(
    st.text(alphabet=" -|ㅣ·«<>[]가나a1–:", max_size=40), st.sampled_from([None, "가나"]), st.sampled_from([None, "가"])
)
def test_what_is_left_of_a_title_is_a_part_of_it(title: str, publisher: str | None, section: str | None) -> None:
    rest = strip_names(title, publisher, section)
    assert rest in title
    assert bool(rest.strip()) == bool(title.strip())


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("바람 분다-정치ㅣ조간바람신문", "바람 분다"),
        ("바람 분다 < 날씨 < 지역 < 기사본문 - 강가신문", "바람 분다"),
        ("바람 분다 < 유통일반 < 여울마을 < 기사본문 - 강가신문", "바람 분다"),
        ("바람 < 강 < 유통일반 < 여울마을 < 기사본문 - 강가신문", "바람 < 강"),
        ("바람 분다 < 기사본문", "바람 분다"),
        ("바람 분다 > 여울마을 | 조간바람신문", "바람 분다 > 여울마을"),
        ("[조간바람신문] 바람 분다", "바람 분다"),
        ("조간바람신문 - 바람 분다", "바람 분다"),
        ("조간 바람신문 | 바람 분다 - 강을 건너", "바람 분다 - 강을 건너"),
        ("조간바람신문: 바람 분다", "바람 분다"),
        ("조간바람신문::바람 분다", "바람 분다"),
        ("<조간바람신문> 바람 분다", "바람 분다"),
        ("【속보】 바람 분다", "【속보】 바람 분다"),
        ("조간바람신문 > 정치 > 바람 분다", "바람 분다"),
        ("조간바람신문 | 정치 | 바람 분다", "바람 분다"),
        ("조간바람신문 | 여울 | 바람 분다", "여울 | 바람 분다"),
        ("바람 분다 (조간바람신문)", "바람 분다"),
        ("바람 분다 (다른신문)", "바람 분다 (다른신문)"),
        ("바람 분다 - 조간바람신문 - baram.example", "바람 분다"),
        ("[인터넷 조간바람신문] 바람 분다", "바람 분다"),
        ("조간바람신문 · 여울시 협약", "조간바람신문 · 여울시 협약"),
        ("조간바람신문 서른 돌 - 바람 분다", "조간바람신문 서른 돌 - 바람 분다"),
        ("조간바람 - 조간바람신문", "조간바람"),
        ("[정치] 바람 분다", "바람 분다"),
        ("정치ㅣ바람 분다", "바람 분다"),
        ("[포토] 바람 분다", "[포토] 바람 분다"),
        ("사설ㅣ바람 분다", "사설ㅣ바람 분다"),
        ("조간바람신문", "조간바람신문"),
        ("바람 분다：조간바람신문", "바람 분다"),
        ("바람 분다 * 모바일 조간바람신문", "바람 분다"),
        ("바람 분다 - 강가신문", "바람 분다 - 강가신문"),
    ],
)
def test_names_go_by_the_rules_of_the_module(title: str, headline: str) -> None:
    assert strip_names(title, PAPER, "정치") == headline


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("바람 분다 - 조간바람신문", "조간바람신문 - 강가의 든든한 친구"),
        ("바람 분다 - 조간바람신문 - 강가의 든든한 친구", "조간바람신문 - 강가의 든든한 친구"),
        ("바람 분다 - 조간바람신문", "조간바람신문(baram.example)"),
        ("바람 분다 - 조간바람신문", "조간바람신문 (The Wind)"),
        ("바람 분다 - 조간바람신문", "www.baram.example"),
    ],
)
def test_a_name_with_a_slogan_or_a_host_is_known_without_it(title: str, publisher: str) -> None:
    assert strip_names(title, publisher, imprint=normalize("ⓒ 조간바람신문")) == "바람 분다"


def test_a_section_in_front_of_a_name_is_no_name() -> None:
    assert strip_names("바람골 - 강릉", "강릉 | 조간바람신문") == "바람골 - 강릉"


def test_a_title_without_end_stays_as_it_is() -> None:
    title = f"바람{' - 뉴스' * 100_000} - {PAPER}"
    assert strip_names(title, PAPER) == title


def test_what_follows_a_title_that_the_page_states_elsewhere_goes() -> None:
    assert strip_names("바람 - 강가신문", stated=["바람"]) == "바람"
    assert strip_names("바람 - 강가신문", stated=["강가신문", "바람 - 강가신문"]) == "바람 - 강가신문"


def test_names_behind_a_short_printed_heading_go() -> None:
    title = "강가 축제 시작 - 문화 - 강가신문"
    assert strip_names(title, headings=["강가 축제 시작"]) == "강가 축제 시작"
    assert strip_names(title.replace(" - ", " | "), headings=["강가 축제 시작"]) == "강가 축제 시작"
    # Without a heading, behind the name of a section, and in front of other words a part of the headline may follow.
    assert strip_names(title) == title
    assert strip_names("강원 - 경북 - 강가신문", headings=["강원"]) == "강원 - 경북 - 강가신문"
    assert strip_names("강가 축제 - 불꽃놀이 - 강가신문", headings=["강가 축제"]) == "강가 축제 - 불꽃놀이 - 강가신문"


def test_what_follows_the_printed_heading_goes() -> None:
    assert (
        strip_names("바람이 마을을 지나간다 - 강가신문", headings=["바람이 마을을 지나간다"])
        == "바람이 마을을 지나간다"
    )
    # A short heading is the name of a section, which a headline may begin with.
    assert strip_names("강원 | 바람이 마을을 지나간다", headings=["강원"]) == "강원 | 바람이 마을을 지나간다"


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("바람 분다-정치ㅣ조간바람신문", "정치"),
        ("바람 분다 - 사회 | 조간바람신문", "사회"),
        ("바람 분다 < 유통일반 < 여울마을 < 기사본문 - 조간바람신문", "여울마을"),
        ("조간바람신문 | 정치 | 바람 분다", "정치"),
        ("[정치] 바람 분다", "정치"),
        ("바람 분다 < 기사본문 - 조간바람신문", None),
        ("바람 분다 - 뉴스 - 조간바람신문", None),
        ("바람 분다 - 조간바람신문", None),
        ("정치 - 바람 분다", None),
    ],
)
def test_the_section_that_is_cut_off_a_title_is_found_there(title: str, section: str | None) -> None:
    assert find_section(title, strip_names(title, PAPER, "정치")) == section


@pytest.mark.parametrize(
    ("section", "headline", "cleaned"),
    [
        ("sports", "바람 분다", "스포츠"),
        ("Politics", "바람 분다", "정치"),
        ("S1N4", "바람 분다", None),
        ("100", "바람 분다", None),
        ("cat_local", "Wind rises", None),
        ("frontmain", "바람 분다", None),
        ("Sports", "Wind rises", "Sports"),
        ("지역뉴스", "바람 분다", "지역뉴스"),
        ("바람 분다", "바람, 분다", None),
        (PAPER, "바람 분다", None),
        ("", "바람 분다", None),
        (None, "바람 분다", None),
    ],
)
def test_a_section_is_a_name_and_no_key(section: str | None, headline: str, cleaned: str | None) -> None:
    assert clean_section(section, headline, PAPER) == cleaned


def test_no_key_names_two_sections() -> None:
    assert all(key == key.lower() and key.isascii() for key in SECTIONS)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("조간섬신문 - 전체기사", "조간섬신문"),
        ("조간섬신문 | 사회", "조간섬신문"),
        ("전체기사 : 뉴스 : 섬겨레 뉴스", "섬겨레 뉴스"),
        ("조간섬신문 - 바른 소식", "조간섬신문 - 바른 소식"),
        ("뉴스", "뉴스"),
        ("뉴스 - 전체기사", "뉴스"),
        ("", ""),
    ],
)
def test_sections_beside_a_newspapers_name_go(title: str, name: str) -> None:
    assert strip_sections(title) == name
