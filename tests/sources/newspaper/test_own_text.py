"""Short articles beside longer excerpts of others, and lists in the place of an article."""

from collections.abc import Callable

import pytest

from sources.errors import BrokenDocument
from sources.newspaper.article_check import NoArticle
from sources.newspaper.page import NothingFound, parse_newspaper
from sources.records import Content, Document
from tests.factories import CATALOGUE
from tests.sources.newspaper.own_article import BODY, DATE, HEADLINE, PUBLISHED

OTHERS = tuple(
    (
        f"{number}번 나루에 새 배가 들어와 시험 삼아 강을 건너다",
        f"{number}번 나루의 사공은 배가 가볍고 조용해서 물새도 놀라지 않는다고 말했다.",
    )
    for number in range(1, 7)
)
TYPE = ""


def list_others(entry: str) -> str:
    """Return the others, each as the entry with `{title}` and `{text}`."""
    return "".join(entry.format(title=title, text=text) for title, text in OTHERS)


ENTRIES = [
    list_others("<li><a href=/n>{title}</a><p>{text}</p></li>"),
    list_others("<div><h4><a href=/n>{title}</a></h4><p>{text}</p></div>"),
    list_others("<a href=/n><strong>{title}</strong><span>{text}</span></a>"),
    list_others("<div><h4>{title}</h4><p>{text}</p><a href=/n>더 보기</a></div>"),
    list_others("<article><h3><a href=/n>{title}</a></h3><p>{text} {text} {text}</p></article>"),
]


def make_page(body: str, title: str = HEADLINE, stated: str = TYPE) -> Document:
    head = f'<title>{title}</title><meta property="og:type" content="article">{stated}'
    return Document(
        f"<html><head>{head}<link rel=canonical href=https://a.example/news/7></head><body>{body}</body></html>".encode(),
        None,
    )


def find_paragraphs(document: Document) -> tuple[str, ...]:
    (article,) = parse_newspaper(document, CATALOGUE).articles
    return article.paragraphs


def in_article(text: str) -> str:
    return f"<article><h1>{HEADLINE}</h1>{DATE}{text}</article>"


def in_parts(text: str) -> str:
    return f"<div><h2>{HEADLINE}</h2>{DATE}</div><div>{text}</div>"


SHORT = f"<title>{HEADLINE} | 정치 | 여울신문</title><meta property=og:site_name content=여울신문>"


def find_without_address(body: str, kind: str = "article") -> Content:
    head = f'{SHORT}<meta property="og:type" content="{kind}">'
    return parse_newspaper(Document(f"<html><head>{head}</head><body>{body}</body></html>".encode(), None), CATALOGUE)


@pytest.mark.parametrize("date", [DATE, "<time datetime=2026-08-12T09:00:00+09:00>8월 12일</time>"])
def test_a_short_article_without_an_address_is_known_by_its_type_headline_and_date(date: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    (article,) = find_without_address(f"<article><h1>{HEADLINE}</h1>{date}{text}</article>").articles
    assert (article.headline, article.paragraphs) == (HEADLINE, BODY)


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        ("website", f"<h1>{HEADLINE}</h1>{DATE}"),
        ("article", f"<h2>{HEADLINE}</h2>{DATE}"),
        ("article", f"<h1>여울신문</h1><h1>{HEADLINE}</h1>{DATE}"),
        ("article", f"<h1>{HEADLINE}</h1>{DATE}{DATE.replace('09:00', '10:00')}"),
    ],
)
def test_a_short_page_without_one_of_them_is_refused_with_what_it_lacks(kind: str, above: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    with pytest.raises(NothingFound) as error:
        find_without_address(f"<article>{above}{text}</article>", kind)
    assert error.value.refusal is NoArticle.SHORT


@pytest.mark.parametrize("box", ENTRIES)
@pytest.mark.parametrize("body", [in_article, in_parts])
def test_a_short_article_beside_excerpts_is_its_own_text(body: Callable[[str], str], box: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    assert find_paragraphs(make_page(f"{body(text)}<section><h3>많이 본 뉴스</h3>{box}</section>")) == BODY
    assert find_paragraphs(make_page(f"{in_article(text + box)}", stated=PUBLISHED)) == BODY


def test_an_article_goes_on_below_a_link_in_it() -> None:
    more = tuple(f"{number}째 줄의 꽃은 {line}" for number in (1, 2, 3) for line in BODY)
    between = f"<p><a href=/n>{OTHERS[0][0]}</a></p>"
    text = "".join(f"<p>{line}</p>" for line in BODY) + between + "".join(f"<p>{line}</p>" for line in more)
    assert set(more) <= set(find_paragraphs(make_page(in_article(text))))


@pytest.mark.parametrize("stated", [TYPE, PUBLISHED])
@pytest.mark.parametrize("entries", ENTRIES[:3])
@pytest.mark.parametrize("body", ["<div id=article-view-content-div>{}</div>", "<div itemprop=articleBody>{}</div>"])
def test_a_marked_body_that_is_a_list_is_no_article(body: str, entries: str, stated: str) -> None:
    page = make_page(f"<h1>이번 주 나루 소식</h1>{DATE}{body.format(entries)}", "이번 주 나루 소식", stated)
    with pytest.raises(BrokenDocument, match=NoArticle.TEASERS):
        parse_newspaper(page, CATALOGUE)


def test_a_marked_body_above_related_articles_is_one() -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    page = make_page(f"<h1>{HEADLINE}</h1><div itemprop=articleBody>{text}{ENTRIES[0]}</div>")
    assert find_paragraphs(page)[:2] == BODY


@pytest.mark.parametrize("stated", [TYPE, PUBLISHED])
@pytest.mark.parametrize(
    "above",
    [
        f"<h1>{HEADLINE}</h1>{DATE}<p>이번 주에 많이 읽힌 나루 소식을 모았다.</p>",
        f"<article><h1><a href=/n/0>{HEADLINE}</a></h1>{DATE}<p>{BODY[0]}</p><p>{BODY[1]}</p></article>",
        f"<article><h1>{HEADLINE}</h1><p>나루와 배의 이야기를 오래 써 온 사람이다.</p></article>",
    ],
)
def test_a_few_words_above_a_list_are_no_article(above: str, stated: str) -> None:
    with pytest.raises(BrokenDocument, match=NoArticle.TEASERS):
        parse_newspaper(make_page(f"{above}<ul>{ENTRIES[0]}</ul>", stated=stated), CATALOGUE)
