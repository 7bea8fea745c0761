import datetime as dt
import json

import pytest

from sources.newspaper.article_check import Declaration, NoArticle, check_head
from sources.newspaper.html_page import parse_markup
from sources.newspaper.metadata import Metadata, parse_metadata
from sources.text.html_tree import parse_html

DATE = "2026-08-12T17:42:00+09:00"
WHEN = dt.datetime.fromisoformat(DATE)
ARTICLE = {
    "@type": "NewsArticle",
    "datePublished": DATE,
    "publisher": [{"name": "조간바람신문"}],
    "articleSection": ["지역"],
}


def stated(head: str, body: str = "") -> Metadata:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return parse_metadata(parse_html(page), page)


def json_ld(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [ARTICLE],
        [[{"@type": "Person"}], ARTICLE],
        {"@graph": [{"@type": "WebPage"}, ARTICLE]},
        [{"@graph": [ARTICLE]}],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["ReportageNewsArticle", "NewsArticle"]},
        ARTICLE | {"@type": ["NewsArticle"], "datePublished": [DATE]},
    ],
)
def test_json_ld_is_read_in_every_form(data: object) -> None:
    metadata = stated(json_ld(data))
    assert (metadata.published_at, metadata.publisher, metadata.section) == (WHEN, "조간바람신문", "지역")
    assert metadata.declaration is Declaration.DESCRIBED


@pytest.mark.parametrize(
    "script", ["", "null", "[]", "3", "{", "[" * 100_000, '{"@type": 3}', '{"@type": "Organization"}']
)
def test_other_json_ld_describes_no_article(script: str) -> None:
    assert stated(f"<script type='application/ld+json'>{script}</script>") == Metadata()


def test_line_ends_in_the_texts_of_json_ld_do_not_matter() -> None:
    assert stated(json_ld(ARTICLE).replace("조간바람신문", "조간\n바람신문")).published_at == WHEN


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<meta property='article:published_time' content='{DATE}'>", ""),
        (f"<meta itemprop='datePublished' content='{DATE}'>", ""),
        (f"<meta name='pubdate' content='{DATE}'>", ""),
        (f"<meta property='og:regDate' content='{DATE}'>", ""),
        ("", "<span class='_ARTICLE_DATE_TIME' data-date-time='2026-08-12 17:42:00'>2026.08.12. 오후 5:42</span>"),
        ("", f"<time itemprop='datePublished' datetime='{DATE}'>어제</time>"),
        ("<meta property='article:published_time' content='곧'>", f"<time pubdate datetime='{DATE}'>어제</time>"),
    ],
)
def test_the_date_is_found_wherever_a_page_states_it(head: str, body: str) -> None:
    metadata = stated(head, body)
    assert (metadata.published_at, metadata.unread_date) == (WHEN, None)


def test_a_stated_date_that_cannot_be_read_is_kept_as_it_is() -> None:
    metadata = stated("<meta property='article:published_time' content='지난 장날'>")
    assert (metadata.published_at, metadata.unread_date) == (None, "지난 장날")


@pytest.mark.parametrize(
    "printed",
    [
        "입력 2026.08.12 17:42",
        "기사입력: 2026.08.12 17:42:00",
        "승인 2026.08.12 (수) 17:42",
        "등록 2026-08-12 17:42:00",
        "기자명 김바람 기자 입력 2026.08.12 17:42 수정 2026.08.13 09:00 댓글 0",
        "입력일 : 2026년 8월 12일 오후 5시 42분",
        "송고시간 2026-08-12 17:42",
        "입력 2026.08.12. 오후 5:42",
        "입력 26.08.12 17:42",
        "등록 2026/08/12 [17:42]",
        "입력 2026.08.12 | 17:42",
        "승인 2026.08.12 PM 05:42",
        "발행일 2026년 8월 12일 수요일 17:42",
        "작성일 2026-08-12T08:42:00Z",
        "등록 2026-08-12 17:42:00 +0900",
        "입력 Aug. 12, 2026, 5:42 p.m. KST",
        "입력 Wed, 12 Aug 2026 17:42",
        "입력 20260812174200",
        "입력 12.08.2026 17:42",
        "입력 2026년 8월 12일 저녁 5시 42분 | 수정 2026년 8월 13일",
        "Published: Aug. 12, 2026 4:42 AM ET",
        "Posted on 12 August 2026 17:42 by Ann Brook",
        "発行<br>公開日時：2026年8月12日 17時42分",
        "发布时间：2026-08-12 16:42 (GMT+8)",
        "<b>입력</b><br>2026.08.12 17:42",
        "입력 2026.08.12 17:42<br>승인 2026.08.12 18:10",
    ],
)
def test_the_printed_date_of_entry_is_read(printed: str) -> None:
    markup = parse_markup(f"<html><head><title>제목</title></head><body><p>{printed}</p></body></html>")
    assert markup.metadata.published_at == WHEN


@pytest.mark.parametrize(
    "printed",
    [
        "2026.08.12 17:42",
        "수정 2026.08.12 17:42",
        "입력 2026.08.12 17:42<br>입력 2026.08.13 17:42",
    ],
)
def test_a_date_of_which_it_is_not_certain_that_it_is_the_articles_is_none(printed: str) -> None:
    assert parse_markup(f"<html><body><p>{printed}</p></body></html>").metadata.published_at is None


@pytest.mark.parametrize(
    "printed", ["입력 : 2시간 전", "입력 05-06-2026", "Published: 3 hours ago", "입력 2026.13.45", "등록 어제 17:42"]
)
def test_a_printed_date_that_cannot_be_read_is_told(printed: str) -> None:
    page = f"<html><head><title>제목</title></head><body><p>{printed}</p><p>글</p></body></html>"
    metadata = parse_markup(page).metadata
    assert metadata.published_at is None
    assert metadata.unread_date is not None
    assert metadata.unread_date in printed


@pytest.mark.parametrize("line", ["입력은 2시간 걸렸다.", "등록 3,000명 돌파", "등록 문의 02-1234-5678"])
def test_other_lines_that_begin_with_the_word_are_no_dates(line: str) -> None:
    assert parse_markup(f"<html><title>제목</title><body><p>{line}</p></body></html>").metadata.unread_date is None


@pytest.mark.parametrize(
    "imprint",
    [
        "제호 : 조간바람신문 | 등록번호 : 가나 00000 | 등록일 : 2010.05.20 | 발행일 : 2010.06.01 | 발행인 : 김바람",
        "<ul><li>등록번호 : 가나 00000</li><li>등록일 : 2010.05.20</li><li>발행일자 : 2010-06-01</li></ul>",
    ],
)
def test_the_days_in_an_imprint_are_no_articles(imprint: str) -> None:
    metadata = parse_markup(f"<html><head><title>제목</title></head><body>{imprint}</body></html>").metadata
    assert (metadata.published_at, metadata.unread_date) == (None, None)


@pytest.mark.parametrize(
    ("kind", "declaration"),
    [
        ("article", Declaration.TYPE),
        ("Article", Declaration.TYPE),
        ("website", Declaration.NONE),
        ("", Declaration.NONE),
        ("object", Declaration.OTHER),
        ("video.other", Declaration.OTHER),
    ],
)
def test_the_type_of_a_page_is_what_it_declares(kind: str, declaration: Declaration) -> None:
    head = f"<meta property='og:type' content='{kind}'>"
    assert stated(f"{head}<link rel='canonical' href='https://a.example/1'>").declaration is declaration
    assert stated(head).declaration is min(declaration, Declaration.NONE)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name='copyright' content='조간바람신문'>", ""),
        ("<meta name='apple-mobile-web-app-title' content='조간바람신문'>", ""),
        ("", "<a href='/'><img alt='조간바람신문'></a>"),
        ("", "<p>Copyright &copy; 2026 <b>조간바람신문</b>. All rights reserved.</p>"),
        ("", "<p>COPYRIGHT (C) 조간바람신문</p>"),
        ("", "<p>ⓒ 조간바람신문 무단 전재 금지</p>"),
        ("", "<p>Ⓒ조간바람신문</p>"),
        ("", "<dl><dt>제호</dt> <dd>조간바람신문</dd></dl>"),
        ("", "<p>제호 : 조간바람신문 | 등록번호 : 가나 00000</p>"),
    ],
)
def test_the_newspapers_name_is_known_from_its_imprint(head: str, body: str) -> None:
    article = f"<title>바람 분다 - 조간바람신문</title>{head}"
    markup = parse_markup(f"<html><head>{article}</head><body>{body}</body></html>")
    assert markup.headline == "바람 분다"
    front = parse_markup(f"<html><head><title>조간바람신문</title>{head}</head><body>{body}</body></html>")
    assert check_head(front.headline, None, None, front.metadata.imprint) is NoArticle.TITLED_AS_PAPER


def test_a_part_of_a_headline_is_not_in_the_imprint() -> None:
    page = "<title>전재 - 금지</title><p>Copyright 조간바람신문. All rights reserved. 무단 전재 금지</p>"
    assert parse_markup(page).headline == "전재 - 금지"


def test_a_title_that_its_own_quotation_mark_cuts_off_is_completed() -> None:
    title = '<title>이장 "다리 놓겠다" - 조간바람신문</title><meta property="og:site_name" content="조간바람신문">'
    assert (
        parse_markup(f'{title}<meta property="og:title" content="이장 "다리 놓겠다"">').headline == '이장 "다리 놓겠다"'
    )
    assert parse_markup(f'{title}<meta property="og:title" content="이장 다리">').headline == "이장 다리"


@pytest.mark.parametrize("kind", ["Product", "Recipe"])
def test_a_thing_that_is_also_described_as_an_article_is_none_unless_it_is_news(kind: str) -> None:
    thing = {"@type": kind, "name": "오동나무 물지게"}
    assert stated(json_ld([ARTICLE | {"@type": "BlogPosting"}, thing])).declaration is Declaration.OTHER
    assert stated(json_ld([ARTICLE, thing])).declaration is Declaration.DESCRIBED


@pytest.mark.parametrize("kind", ["CollectionPage", "ContactPage", "DiscussionForumPosting", "JobPosting", "FAQPage"])
def test_other_kinds_of_pages_are_none_unless_they_describe_an_article(kind: str) -> None:
    date = f"<meta property='article:published_time' content='{DATE}'>"
    assert stated(date + json_ld({"@type": kind})).declaration is Declaration.OTHER
    assert stated(date + json_ld({"@type": "WebPage"})).declaration is Declaration.DESCRIBED
    assert stated(json_ld([{"@type": kind}, ARTICLE])).declaration is Declaration.DESCRIBED


def test_microdata_declares_another_kind_too() -> None:
    marked = "<div itemscope itemtype='https://schema.org/{}'{}>나무 물지게</div>"
    assert stated("", marked.format("Product", "")).declaration is Declaration.OTHER
    # A property of another thing: what a review is about, or a product beside the text.
    assert stated("", marked.format("Product", " itemprop='mentions'")).declaration is Declaration.NONE
