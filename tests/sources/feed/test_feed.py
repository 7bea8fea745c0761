import datetime as dt
import socket
from pathlib import Path

import pytest

from sources.errors import BrokenDocument
from sources.feed.entry import MAX_FIRST_WORDS, MAX_HEADLINE_LENGTH, MAX_TEXT_LENGTH
from sources.feed.feed import MAX_ENTRIES, matches_words, parse_feed
from sources.records import KST, MAX_DOCUMENT_BYTES, Article, Content, Document
from tests.sources.factories import as_json, expected_of

FOLDER = Path(__file__).parents[2] / "data" / "feeds"
SAMPLES = sorted(FOLDER.glob("*.xml"))
ADDRESS = "https://seom.example/rss/allArticle.xml"


def feed_of(*items: str, title: str = "조간신문", head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(title: str = "새 소식", **elements: str) -> str:
    parts = "".join(f"<{name}>{value}</{name}>" for name, value in elements.items())
    return f"<item><title>{title}</title>{parts}</item>"


def read(feed: str | bytes, address: str | None = ADDRESS, charset: str | None = None) -> Content:
    return parse_feed(Document(feed.encode() if isinstance(feed, str) else feed, address, charset))


def article_of(feed: str) -> Article:
    content = read(feed)
    assert content.rejected == ()
    (article,) = content.articles
    return article


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_its_expected_records(sample: Path) -> None:
    address = ADDRESS if sample.stem == "quirks" else None
    assert as_json(parse_feed(Document(sample.read_bytes(), address))) == expected_of(sample)


def test_there_are_samples_of_each_dialect() -> None:
    assert {path.stem for path in SAMPLES} >= {
        "quirks", "euckr", "atom", "rdf", "rss091", "illformed", "googlenews", "wordpress", "dublincore",
    }  # fmt: skip


def test_the_sample_with_every_quirk_has_a_mark_and_windows_line_ends() -> None:
    data = (FOLDER / "quirks.xml").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") > 0


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "euc-kr", "iso-8859-1"])
def test_a_feed_is_decoded_in_spite_of_a_false_declaration(encoding: str, declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'
    feed = feed_of(
        item("고양이 세 마리, 책방을 지키다", description="골목 책방에 사는 고양이들이 손님을 맞는다."), head=head
    )
    (article,) = read(feed.encode(encoding), charset="euc-kr").articles
    assert article.headline == "고양이 세 마리, 책방을 지키다"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_leading_white_space_are_ignored(line_end: str) -> None:
    feed = feed_of(item(), head=f'{line_end}<?xml version="1.0"?>{line_end}')
    assert article_of(feed).headline == "새 소식"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("&amp;quot;빵&amp;quot; 나눔", '"빵" 나눔'),
        ("&amp;amp;quot;빵&amp;amp;quot; 나눔", '"빵" 나눔'),
        ("&#39;빵&#39; &amp;#8211; 나눔", "'빵' – 나눔"),
        ("<![CDATA[빵 & 나눔]]>", "빵 & 나눔"),
        ("<![CDATA[&quot;빵&quot;]]>", '"빵"'),
        ("&lt;![CDATA[빵]]&gt;", "빵"),
        ("<![CDATA[빵 <b>나눔</b>]]>", "빵 나눔"),
        ("&lt;b&gt;빵&lt;/b&gt; 나눔", "빵 나눔"),
        ("&lt;속보&gt; 빵", "<속보> 빵"),
        ("&lt;KBS&gt; 빵", "<KBS> 빵"),
        ("빵 &lt; 떡", "빵 < 떡"),
        ("R&D &copy; 빵&nbsp;나눔", "R&D © 빵 나눔"),
        ("빵\u202e나눔\u200b\x08&#7;", "빵나눔"),
        ("&lt;script&gt;나쁜 글&lt;/script&gt;빵", "빵"),
        ("&amp;lt;SCRIPT&amp;gt;나쁜 글&amp;lt;/SCRIPT&amp;gt;빵", "빵"),
    ],
)
def test_a_headline_is_read_in_any_escaping(title: str, headline: str) -> None:
    assert article_of(feed_of(item(title))).headline == headline


@pytest.mark.parametrize("address", [None, "", "file:///etc/passwd", "https://seom.example/rss.xml"])
def test_relative_links_are_resolved(address: str | None) -> None:
    feed = feed_of("<link>https://seom.example/</link>", item(link="news/articleView.html?idxno=3"))
    (article,) = read(feed, address).articles
    expected = None if address == "file:///etc/passwd" else "https://seom.example/news/articleView.html?idxno=3"
    assert article.address == expected


def test_a_permanent_guid_replaces_a_missing_link() -> None:
    assert article_of(feed_of(item(guid="https://seom.example/3"))).address == "https://seom.example/3"
    assert article_of(feed_of('<item><title>가</title><guid isPermaLink="false">3</guid></item>')).address is None


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "ftp://seom.example/", "http://[x", "mailto:a@seom.example"]
)
def test_an_article_whose_link_cannot_be_used_has_no_address(link: str) -> None:
    article = article_of(feed_of(item(link=link)))
    assert (article.headline, article.address) == ("새 소식", None)


def test_an_entry_without_a_headline_is_rejected_with_its_place() -> None:
    content = read(feed_of(item(), "<item><link>https://seom.example/2</link></item>", item("&lt;img src='x'&gt;")))
    assert len(content.articles) == 1
    assert [(bad.line, bad.text, bad.reason) for bad in content.rejected] == [
        (2, "https://seom.example/2", "the entry has neither a headline nor a text"),
        (3, "", "the entry has neither a headline nor a text"),
    ]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("나루터가 새로 문을 열었다.", "나루터가 새로 문을 열었다."),
        ("나루터가 새로 문을 열었다. " + "배가 " * 30, "나루터가 새로 문을 열었다."),
        ("나루터 " * 30, ("나루터 " * 15).rstrip() + "…"),
        ("가" * 90, "가" * MAX_FIRST_WORDS + "…"),
    ],
)
def test_an_entry_without_a_headline_has_its_first_words(text: str, headline: str) -> None:
    assert article_of(feed_of(item(title="", description=text))).headline == headline


@pytest.mark.parametrize("end", [" - 저녁바다", " | 저녁바다", " | 저녁바다 - 저녁바다", ""])
def test_an_entry_names_its_newspaper(end: str) -> None:
    source = "<source url='https://bada.example'>저녁바다</source>"
    feed = feed_of(f"<item><title>배 - 그리고 바다{end}</title>{source}</item>", title="모음")
    assert (article_of(feed).headline, article_of(feed).publisher) == ("배 - 그리고 바다", "저녁바다")


def test_the_given_name_stands_for_the_feeds_title() -> None:
    feed = feed_of(item(), "<item><title>배</title><source>저녁바다</source></item>").encode()
    content = parse_feed(Document(feed), "조간")
    assert [article.publisher for article in content.articles] == ["조간", "저녁바다"]


def test_links_that_differ_in_their_fragment_are_those_of_different_articles() -> None:
    page = "https://seom.example/board?tabId=1"
    content = read(feed_of(item("하나", link=f"{page}#1"), item("둘", link=f"{page}#2"), item("둘", link=f"{page}#2")))
    assert [article.address for article in content.articles] == [f"{page}#1", f"{page}#2", f"{page}#2"]
    assert content.rejected == ()
    alone = read(feed_of(item("하나", link=f"{page}#comment"), item("하나", link=f"{page}#")))
    assert {article.address for article in alone.articles} == {page}


@pytest.mark.parametrize("links", [("https://seom.example/a",) * 2, ("https://seom.example/",) * 2])
def test_a_link_of_several_articles_is_none(links: tuple[str, str]) -> None:
    content = read(feed_of(item("하나", link=links[0]), item("둘", link=links[1])))
    assert [article.address for article in content.articles] == [None, None]
    assert {(bad.text, bad.reason) for bad in content.rejected} == {
        (links[0], "the link is not this article's alone; the article is kept without it")
    }


@pytest.mark.parametrize(
    "description",
    [
        "<header><tm>202605181100</tm></header><body><data seq='0'><hour>15</hour><wfKor>맑음</wfKor></data></body>",
        "<header><title>육상중기예보</title><wf><![CDATA[구름많음]]></wf></header>",
    ],
)
def test_a_forecast_of_kma_is_no_news(description: str) -> None:
    feed = feed_of(item("동네예보(도표) : 인천광역시", category="인천광역시", description=description))
    with pytest.raises(BrokenDocument, match="this is a forecast of KMA's and no news"):
        read(feed)


def test_an_empty_headline_is_rejected_and_a_long_text_is_cut() -> None:
    content = read(feed_of(item("가" * (MAX_HEADLINE_LENGTH + 1)), item(description="나" * (MAX_TEXT_LENGTH + 1))))
    assert [bad.reason for bad in content.rejected] == ["the headline is longer than 1000 characters"]
    assert [len(paragraph) for paragraph in content.articles[0].paragraphs] == [MAX_TEXT_LENGTH]


def test_only_the_first_entries_of_a_long_feed_are_read() -> None:
    content = read(feed_of(*(item(str(number)) for number in range(MAX_ENTRIES + 2))))
    assert [article.headline for article in content.articles] == [str(number) for number in range(MAX_ENTRIES)]
    assert [(bad.line, bad.reason) for bad in content.rejected] == [(501, "only the first 500 entries are read")]


def test_hidden_text_is_not_in_the_text() -> None:
    hidden = "<script>숨은</script><p hidden>숨은</p><!-- 숨은 --><span style='font-size:0px'>숨은</span>"
    feed = feed_of(item(description=f"<![CDATA[<p>하나</p>{hidden}둘<br>셋]]>"))
    assert article_of(feed).paragraphs == ("하나", "둘", "셋")


def test_two_digits_in_front_are_the_year_beside_a_korean_headline_only() -> None:
    korean = article_of(feed_of(item(title="강가에 바람 분다", pubDate="24.05.13 07:00")))
    assert korean.published_at == dt.datetime(2024, 5, 13, 7, tzinfo=KST)
    other = read(feed_of(item(title="Wind am Fluss", pubDate="24.05.13 07:00")))
    assert (other.articles[0].published_at, other.rejected[0].text) == (None, "24.05.13 07:00")


def test_a_date_without_a_zone_is_in_kst_and_a_future_one_is_accepted() -> None:
    article = article_of(feed_of(item(pubDate="2099-08-12 05:42:32")))
    assert article.published_at == dt.datetime(2099, 8, 11, 20, 42, 32, tzinfo=dt.UTC)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(feed_of()) == Content()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "the feed is empty"),
        (" \r\n", "the feed is empty"),
        ("\ufeff", "the feed is empty"),
        ("<!DOCTYPE html><html><title>404</title></html>", "this is an HTML page and not a feed"),
        ("<html><body>점검 중입니다</body></html>", "this is an HTML page and not a feed"),
        ('{"error": 404}', "this is JSON and not a feed"),
        ("<OpenAPI_ServiceResponse/>", "this is neither RSS nor Atom and not a feed"),
        ("https://seom.example/rss", "this is neither RSS nor Atom and not a feed"),
        ("/etc/passwd", "this is neither RSS nor Atom and not a feed"),
        ("<channels/>", "this is neither RSS nor Atom and not a feed"),
        ("<channel/>", "this is neither RSS nor Atom and not a feed"),
        (b"<rss>\xff\xff", "line 1: byte 5 is not utf-8 text"),
        (b" " * (MAX_DOCUMENT_BYTES + 1), "the feed is longer than 5 MiB"),
        ("<rss><a></b>" + " " * 2**20, "ill-formed XML and too long"),
    ],
)
def test_a_document_that_is_not_a_feed_is_rejected_with_a_reason(data: str | bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        read(data)


LAUGHS = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'


@pytest.mark.parametrize(
    "types",
    [
        f"<!DOCTYPE rss [{LAUGHS}]>",
        f'<!DOCTYPE rss [<!ENTITY c "{"x" * 10_000}">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "http://127.0.0.1/">]>',
        '<!DOCTYPE rss [<!ENTITY % c SYSTEM "http://127.0.0.1/"> %c;]>',
        f"<!-- <x> --><!DOCTYPE rss [{LAUGHS}]>",
    ],
)
@pytest.mark.parametrize("broken", ["", "<br>", "&nbsp;<b></i>"])
def test_a_feed_that_declares_entities_is_rejected(types: str, broken: str) -> None:
    with pytest.raises(BrokenDocument, match="declares entities"):
        read(feed_of(item("&c;" * 100), broken, head=types))


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"])
def test_a_namespace_with_spaces_breaks_only_its_feed(space: str) -> None:
    name = f"h{space}t{space}t{space}p"
    feed = f'<r:rss xmlns:r="{name}" version="2.0"><channel><title>a</title></channel></r:rss>'
    with pytest.raises(BrokenDocument, match="a namespace name that contains spaces"):
        parse_feed(Document(feed.encode()))


def test_deep_nesting_is_rejected() -> None:
    with pytest.raises(BrokenDocument, match="elements are nested deeper than 100 levels"):
        read(feed_of("<a>" * 200 + "</a>" * 200))


def test_an_element_with_many_attributes_is_rejected() -> None:
    many = " ".join(f'a{number}="1"' for number in range(201))
    with pytest.raises(BrokenDocument, match="an element has more than 200 attributes"):
        read(feed_of(f"<item {many}/>"))


def test_an_ill_formed_feed_with_many_attributes_is_rejected() -> None:
    many = " ".join(f"a{number}=1" for number in range(201))
    with pytest.raises(BrokenDocument, match="an element has more than 200 attributes"):
        read(feed_of(f"<item {many}/>"))


def test_an_entry_whose_html_holds_too_much_is_rejected_alone() -> None:
    deep = "&lt;div&gt;" * 513
    content = read(feed_of(item(title="빵") + item(title="떡", description=deep)))
    assert [article.headline for article in content.articles] == ["빵"]
    assert [rejected.reason for rejected in content.rejected] == ["line 1: elements are nested deeper than 512 levels"]


def test_a_damaged_byte_of_a_feed_is_replaced_and_told() -> None:
    feed = feed_of(item(title="빵집이 새벽마다 이웃에게 따뜻한 빵을 나누어 주고 있다는 소식"))
    content = parse_feed(Document(feed.encode().replace("소식".encode(), b"\xff")))
    assert [article.headline[-1] for article in content.articles] == ["\ufffd"]
    assert [rejected.reason for rejected in content.rejected] == [
        "bytes that are not utf-8 text: 1; \ufffd stands for each"
    ]


def test_no_external_document_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    secret = tmp_path / "secret"
    secret.write_text("<!ENTITY c 'secret'>")
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = f'<?xml-stylesheet href="http://127.0.0.1/"?><!DOCTYPE rss PUBLIC "x" "{secret.as_uri()}">'
    assert article_of(feed_of(item("가&c;"), head=head)).headline == "가&c;"
    with pytest.raises(BrokenDocument):
        read(str(secret))


def test_articles_are_filtered_by_words() -> None:
    article = Article("인천 KTX 내년 개통", paragraphs=("송도역에서 떠난다.",))
    assert matches_words(article)
    assert matches_words(article, include=["ktx"])
    assert matches_words(article, include=["부산", "송도"])
    assert matches_words(article, include=["인천"])
    assert not matches_words(article, include=["부산"])
    assert not matches_words(article, include=["인천"], exclude=["송도역"])
    assert matches_words(article, exclude=["부산"])


@pytest.mark.parametrize("cut", [1, len("</channel></rss>"), len("</channel></rss>") + 9])
def test_a_feed_that_is_cut_off_is_told_so(cut: int) -> None:
    whole = feed_of(item("새 소식", link="/1"), item("옛 소식", link="/2"))
    content = read(whole[:-cut])
    assert [one.headline for one in content.articles][:1] == ["새 소식"]
    is_cut = cut > len("</rss>")
    assert [one.reason for one in content.rejected] == [
        "the feed is cut off; articles may be missing at its end"
    ] * is_cut
    assert not read(whole).rejected
    assert not read('<feed xmlns="http://www.w3.org/2005/Atom"/>').rejected
