from dataclasses import replace

import pytest

from sources.newspaper.article_check import (
    MIN_LENGTH,
    Declaration,
    NoArticle,
    PageText,
    check_head,
    check_text,
)
from sources.newspaper.site_pages import is_forum_address, is_front_page

SENTENCE = "마을 사람들이 징검다리를 다시 놓고 물가에 모여 앉아 노래를 불렀다고 한다."
BODY = tuple(f"{number}째 날에는 {SENTENCE}" for number in range(1, 7))
PAGE = PageText(
    headline="징검다리 다시 놓던 날",
    title="징검다리 다시 놓던 날 - 조간여울",
    paragraphs=BODY,
    lines=("정치", "징검다리 다시 놓던 날", *BODY, "많이 본 기사"),
    links=("정치", "가을에 열리는 작은 도서관"),
    headings=("징검다리 다시 놓던 날",),
    main_heading="",
    teasers=("가을에 열리는 작은 도서관",),
    has_password=False,
    has_order_form=False,
    is_in_forum=False,
    is_dated=True,
    declaration=Declaration.NONE,
)
TYPED, DESCRIBED = replace(PAGE, declaration=Declaration.TYPE), replace(PAGE, declaration=Declaration.DESCRIBED)


@pytest.mark.parametrize("page", [PAGE, TYPED, DESCRIBED, replace(PAGE, title="징검다리 다시 놓던 날")])
def test_a_page_with_a_headline_and_sentences_is_an_article(page: PageText) -> None:
    assert check_text(page) is None


@pytest.mark.parametrize("page", [PAGE, TYPED, DESCRIBED])
def test_text_that_is_links_is_none(page: PageText) -> None:
    assert check_text(replace(page, links=BODY[:4])) is NoArticle.TEASERS


@pytest.mark.parametrize("page", [PAGE, TYPED])
def test_a_list_of_excerpts_under_linked_headings_is_none(page: PageText) -> None:
    lines = (PAGE.headline, *(line for body in BODY for line in (f"제목 {body[0]}번 이야기", "8월 12일", body)))
    teasers = tuple(f"제목 {body[0]}번 이야기" for body in BODY)
    assert check_text(replace(page, lines=lines, teasers=teasers)) is NoArticle.TEASERS
    assert check_text(replace(page, paragraphs=(*BODY, *teasers[:2]), teasers=teasers)) is NoArticle.TEASERS


def test_linked_headings_between_the_paragraphs_of_an_article_do_not_matter() -> None:
    between = ("가을에 열리는 작은 도서관", "물가의 밤")
    page = replace(PAGE, lines=(PAGE.headline, between[0], *BODY[:4], between[1], *BODY[4:]), teasers=between)
    assert check_text(page) is None


def test_a_page_that_neither_declares_nor_dates_itself_is_none() -> None:
    undated = replace(PAGE, is_dated=False)
    assert check_text(undated) is NoArticle.UNDATED
    assert check_text(replace(undated, declaration=Declaration.TYPE)) is None
    assert check_text(replace(undated, declaration=Declaration.DESCRIBED)) is None


@pytest.mark.parametrize(
    "line", ["2026.08.12 17:42", "August 12, 2026", "김여울 기자 2026년 8월 12일", "12 de mayo de 2026", "12/08/2026"]
)
def test_a_date_beside_the_headline_dates_the_page(line: str) -> None:
    undated = replace(PAGE, is_dated=False)
    assert check_text(replace(undated, lines=(*PAGE.lines[:2], line, *BODY))) is None
    # Far above is the day of the newspaper itself, and far below that of another article.
    far = ("메뉴",) * 13
    assert check_text(replace(undated, lines=(line, *far, *PAGE.lines))) is NoArticle.UNDATED
    assert check_text(replace(undated, lines=(*PAGE.lines, *far, line))) is NoArticle.UNDATED


def test_a_sentence_about_a_day_is_no_date() -> None:
    told = f"2026년 8월 12일에 {SENTENCE * 4}"
    assert check_text(replace(PAGE, is_dated=False, lines=(*PAGE.lines[:2], told))) is NoArticle.UNDATED


def test_the_only_main_heading_is_a_headline_that_differs_from_the_title() -> None:
    heading = "물가에 모인 사람들이 돌을 나르다"
    undated = replace(PAGE, is_dated=False, declaration=Declaration.TYPE, lines=(heading, "2026.08.12", *BODY))
    assert check_text(replace(undated, headings=())) is NoArticle.HEADLINE_NOT_SHOWN
    assert check_text(replace(undated, headings=(heading,), main_heading=heading, title=heading)) is None


@pytest.mark.parametrize("date", ["2026.08.12", "여울 2026.08.12 10:31", "August 12, 2026", "8월 12일 10:31"])
def test_dates_above_the_paragraphs_are_those_of_entries(date: str) -> None:
    lines = (PAGE.headline, *(line for body in BODY for line in (date, body)))
    assert check_text(replace(PAGE, lines=lines)) is NoArticle.ENTRIES
    # Pages of lists call themselves articles too; a live blog describes itself as one.
    assert check_text(replace(PAGE, lines=lines, declaration=Declaration.TYPE)) is NoArticle.ENTRIES
    assert check_text(replace(PAGE, lines=lines, declaration=Declaration.DESCRIBED)) is None
    # Dates beside other articles' links stand below each other.
    links = (line for number in range(6) for line in (date, f"이웃 {number}"))
    assert check_text(replace(PAGE, lines=(PAGE.headline, *BODY[:5], *links, BODY[5]))) is None


@pytest.mark.parametrize("page", [PAGE, TYPED])
def test_forums_and_order_forms_are_none(page: PageText) -> None:
    assert check_text(replace(page, is_in_forum=True)) is NoArticle.FORUM
    assert check_text(replace(page, has_order_form=True)) is NoArticle.FORM


def test_how_much_text_is_needed_depends_on_what_the_page_declares() -> None:
    short = SENTENCE[:39]
    assert check_text(replace(TYPED, paragraphs=(short,))) is NoArticle.NO_BODY
    assert check_text(replace(TYPED, paragraphs=(short, short))) is None
    assert check_text(replace(PAGE, paragraphs=(short, short))) is NoArticle.NO_BODY
    assert check_text(replace(PAGE, paragraphs=BODY[:2])) is NoArticle.SHORT
    assert check_text(replace(DESCRIBED, paragraphs=("x" * (MIN_LENGTH - 1),))) is NoArticle.NO_BODY
    assert check_text(replace(DESCRIBED, paragraphs=("x" * MIN_LENGTH,))) is None


def test_an_excerpt_beside_a_linked_heading_needs_the_headline_on_the_page() -> None:
    front = replace(TYPED, headings=(), lines=(*PAGE.teasers, *BODY[:2]), paragraphs=BODY[:2])
    assert check_text(front) is NoArticle.HEADLINE_NOT_SHOWN
    assert check_text(replace(front, lines=(PAGE.headline, *front.lines))) is None
    assert check_text(replace(front, declaration=Declaration.DESCRIBED)) is None
    # A long text is none of a front page; a title may differ from all that is shown.
    assert check_text(replace(front, paragraphs=BODY * 10)) is None


@pytest.mark.parametrize(
    "title",
    [
        "이용약관 | 조간여울",
        "Contact us - The Brook",
        "The Brook | Sign in",
        "ログイン｜川の新聞",
        "Đăng nhập - Báo Suối",
    ],
)
def test_the_name_of_a_page_about_the_site_beside_the_sites_name_is_none(title: str) -> None:
    assert check_text(replace(DESCRIBED, title=title, headline=title)) is NoArticle.TITLED_AS_PAGE


@pytest.mark.parametrize("headline", ["경제", "스포츠", "Sports", "지역", "이용약관", "Contact us"])
def test_a_title_that_is_only_a_section_or_a_page_about_the_site_is_none(headline: str) -> None:
    assert check_text(replace(DESCRIBED, headline=headline)) is NoArticle.TITLED_AS_PAGE


def test_a_short_text_under_a_linked_headline_is_that_of_a_list() -> None:
    headline = "징검다리 열두 개, 마을 사람들이 다시 놓아"
    page = replace(DESCRIBED, headline="여울", paragraphs=(headline, *BODY[:1]), links=(headline,))
    assert check_text(page) is NoArticle.TEASERS
    assert check_text(replace(page, paragraphs=(headline, *BODY))) is None
    # A word is no headline.
    assert check_text(replace(page, paragraphs=("여울 목록", *BODY[:1]), links=("여울 목록",))) is None


def test_labels_are_no_sentences() -> None:
    assert (
        check_text(replace(PAGE, paragraphs=tuple(f"{number}번 창구 안내" for number in range(99))))
        is NoArticle.NO_BODY
    )


def test_a_headline_that_is_only_a_link_is_none() -> None:
    linked = replace(PAGE, links=(*PAGE.links, PAGE.headline), headings=())
    assert check_text(linked) is NoArticle.HEADLINE_NOT_SHOWN
    assert check_text(replace(linked, headings=(PAGE.headline,))) is None
    assert check_text(replace(linked, declaration=Declaration.TYPE)) is NoArticle.HEADLINE_NOT_SHOWN
    assert check_text(replace(linked, declaration=Declaration.DESCRIBED)) is None


def test_a_heading_that_differs_a_little_from_the_title_is_its_headline() -> None:
    page = replace(PAGE, lines=BODY, title="New stepping stones in the village brook, and songs - The Brook")
    assert check_text(replace(page, headings=("Stepping stones in the brook",))) is None
    assert check_text(replace(page, headings=("The Brook",))) is NoArticle.HEADLINE_NOT_SHOWN


TITLES = tuple(f"{number}번 마을의 오래된 이야기를 다시 적다" for number in range(1, 7))
DECLARED = pytest.mark.parametrize("page", [PAGE, TYPED, DESCRIBED])


@DECLARED
def test_paragraphs_under_links_are_a_list_whatever_the_page_declares(page: PageText) -> None:
    entries = tuple(line for pair in zip(TITLES, BODY, strict=True) for line in pair)
    listed = replace(page, lines=(PAGE.headline, *entries), links=TITLES)
    assert check_text(listed) is NoArticle.TEASERS
    assert check_text(replace(listed, links=())) is None
    # Below an article, and between its paragraphs, they are related ones.
    assert check_text(replace(listed, paragraphs=(*(line * 2 for line in BODY[:3]), *BODY))) is None
    assert check_text(replace(listed, links=TITLES[1:3])) is None


@DECLARED
def test_paragraphs_above_links_to_more_or_beside_titles_are_a_list(page: PageText) -> None:
    above = tuple(line for title, body in zip(TITLES, BODY, strict=True) for line in (title, body, "더 보기"))
    assert check_text(replace(page, lines=(PAGE.headline, *above), links=("더 보기",))) is NoArticle.TEASERS
    beside = tuple(f"{title} {body}" for title, body in zip(TITLES, BODY, strict=True))
    listed = replace(page, paragraphs=beside, lines=(PAGE.headline, *beside))
    assert check_text(replace(listed, links=TITLES)) is NoArticle.TEASERS
    assert check_text(listed) is None
    ended = tuple(f"{body} 더 알아보기" for body in BODY)
    ends = replace(page, paragraphs=ended, lines=(PAGE.headline, *ended), links=("더 알아보기",))
    assert check_text(ends) is NoArticle.TEASERS


def test_two_paragraphs_under_links_are_a_list_if_there_is_nothing_else() -> None:
    lines = (PAGE.headline, TITLES[0], BODY[0], TITLES[1], BODY[1])
    listed = replace(TYPED, paragraphs=BODY[:2], lines=lines, links=TITLES)
    assert check_text(listed) is NoArticle.TEASERS
    assert check_text(replace(listed, declaration=Declaration.DESCRIBED)) is None
    assert check_text(replace(listed, paragraphs=BODY[:3])) is None


@pytest.mark.parametrize(
    "title",
    ["많이 본 뉴스", "오늘의 추천 기사", "포토갤러리", "영상 뉴스", "#커피", "태그: 커피", "커피 검색결과", "Most read",
     "Tag: ferries", "Search results for ferries", "Latest news", "新着記事", "Tin mới nhất"],
)  # fmt: skip
def test_the_title_of_a_list_is_none_of_an_article(title: str) -> None:
    assert check_text(replace(DESCRIBED, title=title, headline=title)) is NoArticle.TITLED_AS_PAGE


@pytest.mark.parametrize(
    "title",
    ["많이 본 뉴스를 다시 묻다", "사진 갤러리 새로 열어", "Latest news of the ferry: she sails", "#커피 앞에 모이다"],
)
def test_a_headline_that_begins_as_the_title_of_a_list_is_one(title: str) -> None:
    assert check_text(replace(DESCRIBED, title=title, headline=title)) is None


def test_many_links_to_more_are_a_list() -> None:
    assert check_text(replace(PAGE, links=("더 보기", "Read more", "더보기 >", "자세히 보기"))) is NoArticle.TEASERS


def test_a_page_that_asks_for_a_password_needs_more_text() -> None:
    form = replace(PAGE, has_password=True)
    assert check_text(form) is NoArticle.FORM
    assert check_text(replace(form, paragraphs=BODY * 4)) is None
    assert check_text(replace(form, declaration=Declaration.TYPE)) is None


def test_a_page_that_is_something_else_by_its_type_is_none() -> None:
    assert check_text(replace(PAGE, declaration=Declaration.OTHER)) is NoArticle.OTHER_TYPE


@pytest.mark.parametrize(
    ("address", "is_front"),
    [
        ("https://a.example", True),
        ("https://a.example/", True),
        ("https://a.example/index.html", True),
        ("https://a.example/main/", True),
        ("https://a.example/main/main.php", True),
        ("https://a.example/web/", True),
        ("https://a.example/main/12", False),
        ("https://a.example/?idxno=3", False),
        ("https://a.example/news", False),
        ("https://a.example/indexes", False),
        ("", False),
        (None, False),
    ],
)
def test_the_root_of_a_site_is_its_front_page(address: str | None, is_front: bool) -> None:
    assert is_front_page(address) is is_front


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://a.example/member/login.html", NoArticle.SITE_PAGE),
        ("https://a.example/client-login/?from=menu", NoArticle.SITE_PAGE),
        ("https://a.example/contacto/", NoArticle.SITE_PAGE),
        ("https://a.example/privacy_policy", NoArticle.SITE_PAGE),
        ("https://a.example/category/town", NoArticle.LIST),
        ("https://a.example/town/page/2/", NoArticle.LIST),
        ("https://a.example/news/articleList.html?sc=7", NoArticle.LIST),
        ("https://a.example/author/kim-yeoul/", NoArticle.LIST),
        ("https://a.example/news/most-read", NoArticle.LIST),
        ("https://a.example/?s=ferry", NoArticle.LIST),
        ("https://a.example/news/view.php?idxno=7&sc_word=ferry", None),
        ("https://a.example/category/town/stepping-stones", None),
        ("https://a.example/news/how-to-contact-a-ferry", None),
        ("https://a.example/login-of-the-village", None),
        ("https://a.example/news/articleView.html?idxno=7", None),
        ("https://a.example/2026/08/12/page", None),
    ],
)
def test_addresses_of_lists_and_of_pages_about_the_site(address: str, reason: NoArticle | None) -> None:
    assert check_head("바람 분다", "조간여울", address) is reason


@pytest.mark.parametrize(
    ("address", "is_forum"),
    [
        ("https://a.example/threads/rope.88/", True),
        ("https://forum.a.example/88", True),
        ("https://a.example/board/viewtopic.php?t=88", True),
        ("https://a.example/forum", True),
        ("https://a.example/forum-of-mayors-opens", False),
        ("https://a.example/news/88", False),
        (None, False),
    ],
)
def test_addresses_of_forums(address: str | None, is_forum: bool) -> None:
    assert is_forum_address(address) is is_forum


@pytest.mark.parametrize(
    ("headline", "publisher", "address", "reason"),
    [
        ("바람 분다", "조간여울", "https://a.example/1", None),
        ("바람 분다", None, None, None),
        ("조간 여울", "조간여울", "https://a.example/1", NoArticle.TITLED_AS_PAPER),
        ("조간여울", "조간여울 - 물가의 친구", "https://a.example/1", NoArticle.TITLED_AS_PAPER),
        ("조간여울 - 물가의 친구", "조간여울 - 물가의 친구", "https://a.example/1", NoArticle.TITLED_AS_PAPER),
        ("Yeoul.example", None, "https://www.yeoul.example/1", NoArticle.TITLED_AS_PAPER),
        ("Yeoul", None, "https://www.yeoul.example/1", NoArticle.TITLED_AS_PAPER),
        ("바람 분다", "조간여울", "https://a.example/", NoArticle.FRONT_PAGE),
        ("Welcome to nginx!", None, None, NoArticle.SERVER_PAGE),
        ("Apache2 Debian Default Page: It works", None, None, NoArticle.SERVER_PAGE),
        ("Test Page for the Nginx HTTP Server on Fedora", None, None, NoArticle.SERVER_PAGE),
        ("Apache HTTP Server Test Page powered by CentOS", None, None, NoArticle.SERVER_PAGE),
        ("Index of /pub", None, None, NoArticle.SERVER_PAGE),
        ("404 Not Found", None, None, NoArticle.SERVER_PAGE),
        ("502 Bad Gateway", None, None, NoArticle.SERVER_PAGE),
        ("Just a moment...", None, None, NoArticle.SERVER_PAGE),
        ("서비스 점검 안내", None, None, NoArticle.SERVER_PAGE),
        ("시스템 점검 중입니다", None, None, NoArticle.SERVER_PAGE),
        ("요청하신 페이지를 찾을 수 없습니다.", None, None, NoArticle.SERVER_PAGE),
        ("404 - 페이지를 찾을 수 없습니다", None, None, NoArticle.SERVER_PAGE),
        ("접근이 거부되었습니다", None, None, NoArticle.SERVER_PAGE),
        ("잠시 후 다시 시도해 주세요", None, None, NoArticle.SERVER_PAGE),
        ("로그인이 필요합니다", None, None, NoArticle.SERVER_PAGE),
        ("오류", None, None, NoArticle.SERVER_PAGE),
        ("400 Bad Request", None, None, NoArticle.SERVER_PAGE),
        ("Please wait...", None, None, NoArticle.SERVER_PAGE),
        ("Site Maintenance", None, None, NoArticle.SERVER_PAGE),
        ("서비스 점검 중 불이 났다", None, None, None),
        ("오류 투성이 지도, 마을이 고쳤다", None, None, None),
        ("페이지를 찾을 수 없는 책", None, None, None),
        ("500 students march", None, None, None),
        ("Boy not found after the storm", None, None, None),
        ("서비스 점검 시간 길어져", None, None, None),
        ("404호 주민, 벽화 그린다", None, None, None),
        ("…", "조간여울", None, NoArticle.NO_HEADLINE),
        (None, None, None, NoArticle.NO_HEADLINE),
    ],
)
def test_the_title_and_the_address_are_looked_at_first(
    headline: str | None, publisher: str | None, address: str | None, reason: NoArticle | None
) -> None:
    assert check_head(headline, publisher, address) is reason
