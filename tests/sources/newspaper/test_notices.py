import pytest

from sources.errors import BrokenDocument
from sources.korea.stations import load_catalogue
from sources.newspaper.article_check import NoArticle
from sources.newspaper.notices import is_notice
from sources.newspaper.page import parse_newspaper
from sources.records import Content, Document

ADDRESS = "https://www.yeoul.example/view?id=31"
DESCRIBED = '<meta property="article:published_time" content="2026-08-12T17:42:00+09:00">'
SENTENCE = "마을 사람들이 징검다리를 다시 놓고 물가에 모여 앉아 노래를 불렀다고 한다."
NOTICES = {
    "subscribers in Korean": (
        "이 기사는 유료회원 전용 기사입니다.",
        "여울신문 구독자가 되시면 기사 전문을 읽으실 수 있습니다.",
        "이미 회원이신가요? 로그인하고 계속 읽어 보세요. 첫 달은 무료로 이용하실 수 있습니다.",
    ),
    "subscribers in English": (
        "Subscribe to continue reading.",
        "This story is for subscribers only. Get unlimited access to everything that we print for two pounds a month.",
        "Already a subscriber? Log in to read on. You can cancel whenever you want.",
    ),
    "members in Japanese": (
        "この記事は有料会員限定です。残り1,204文字",
        "会員登録すると、すべての記事をお読みいただけます。すでに会員の方はログインしてください。",
    ),
    "readers in Chinese": (
        "本文为付费内容,订阅后可阅读全文。",
        "已有账号?请登录后继续阅读。立即订阅,首月免费,您可随时取消订阅,畅读本报全部文章与电子版,不限设备。",
    ),
    "readers in Vietnamese": (
        "Bài viết này chỉ dành cho độc giả trả phí.",
        "Vui lòng đăng nhập hoặc đăng ký để đọc tiếp. Bạn có thể hủy bất cứ lúc nào.",
    ),
    "a login": (
        "아이디와 비밀번호를 입력해 주세요. 비밀번호를 잊으셨나요?",
        "소셜 계정으로 로그인하시면 별도의 회원가입 없이 이용하실 수 있습니다.",
    ),
    "consent in English": (
        "We and our 842 partners use cookies to store information on your device.",
        "With your consent we process personal data to show personalised advertising and to measure audiences.",
    ),
    "consent in Korean": (
        "여울신문은 더 나은 서비스를 제공하기 위해 쿠키를 사용합니다.",
        "사이트를 계속 이용하시면 쿠키 사용에 동의하는 것으로 간주합니다. 브라우저에서 거부하실 수 있습니다.",
    ),
    "consent in German": (
        "Wir und unsere Partner speichern mit Ihrer Einwilligung Cookies auf Ihrem Gerät.",
        "Sie können Ihre Einwilligung am Ende jeder Seite widerrufen oder ohne Tracking im Abonnement lesen.",
    ),
    "a browser": (
        "Please enable JavaScript to view this page. You are using an outdated browser.",
        "If you use an ad blocker, please switch it off for this site, because advertising pays for our reporters.",
    ),
    "an error": (
        "요청하신 페이지의 주소가 바뀌었거나 삭제되어 찾을 수 없습니다.",
        "입력하신 주소를 다시 확인해 주시기 바랍니다. 이용에 불편을 드려 죄송합니다.",
    ),
    "a map": (
        "Zoom in and click on a marker to see more about each crossing on the map.",
        "You can filter the map by village. If you find a mistake, please tell us by e-mail.",
    ),
}


def read(title: str, *paragraphs: str, head: str = DESCRIBED, body: str = "", heading: str = "") -> Content:
    text = "".join(f"<p>{line}</p>" for line in paragraphs)
    page = (
        f'<!doctype html><html><head><title>{title}</title><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="여울신문"><link rel="canonical" href="{ADDRESS}">{head}</head>'
        f"<body {body}><nav><a href='/p'>정치</a></nav><main><h1>{heading or title}</h1>{text}</main></body></html>"
    )
    return parse_newspaper(Document(page.encode(), ADDRESS), load_catalogue())


def refuse(title: str, *paragraphs: str, head: str = DESCRIBED, body: str = "", heading: str = "") -> str:
    with pytest.raises(BrokenDocument) as error:
        read(title, *paragraphs, head=head, body=body, heading=heading)
    return str(error.value).rpartition(": ")[2]


@pytest.mark.parametrize("lines", NOTICES.values(), ids=NOTICES)
def test_a_page_that_shows_notices_in_place_of_its_article_gives_none(lines: tuple[str, ...]) -> None:
    assert refuse("징검다리 다시 놓던 날", *lines) == NoArticle.NOTICES


@pytest.mark.parametrize("lines", NOTICES.values(), ids=NOTICES)
def test_notices_beside_an_article_do_not_matter(lines: tuple[str, ...]) -> None:
    assert len(read("징검다리 다시 놓던 날", *[SENTENCE] * 6, *lines).articles) == 1


@pytest.mark.parametrize("lines", NOTICES.values(), ids=NOTICES)
def test_notices_in_a_marked_body_are_no_article(lines: tuple[str, ...]) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    marked = (
        f'<meta property="og:title" content="징검다리 다시 놓던 날"><div id="article-view-content-div">{body}</div>'
    )
    with pytest.raises(BrokenDocument, match=NoArticle.NOTICES):
        parse_newspaper(Document(f"<!doctype html>{marked}".encode(), ADDRESS), load_catalogue())


@pytest.mark.parametrize(
    "sentence",
    [
        "이 회사는 고객의 개인정보 31만 건이 유출됐다고 12일 밝혔다.",
        "경찰은 로그인 기록을 삭제한 혐의로 직원 두 명을 조사하고 있다고 말했습니다.",
        "구독료가 오르자 회원 수가 한 달 사이에 3만 명 줄었다.",
        "The council said that residents could return after the error was found.",
        "Der Bach trat am Mittwoch über die Ufer, und die Straße blieb gesperrt.",
        "同社は会員の個人情報が流出したと発表した。",
        "该公司表示，会员注册人数下降了三成。",
    ],
)
def test_news_of_accounts_and_errors_is_no_notice(sentence: str) -> None:
    assert not is_notice(sentence)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("여울신문 통합회원 로그인", NoArticle.TITLED_AS_PAGE),
        ("서비스 이용약관 안내", NoArticle.TITLED_AS_PAGE),
        ("Sign in to your account", NoArticle.TITLED_AS_PAGE),
        ("Cookie settings", NoArticle.TITLED_AS_PAGE),
        ("Privacy notice", NoArticle.TITLED_AS_PAGE),
        ("Subscribe to continue reading", NoArticle.TITLED_AS_PAGE),
        ("You searched for bridge", NoArticle.TITLED_AS_PAGE),
        ("31 results for “bridge”", NoArticle.TITLED_AS_PAGE),
        ("「飛び石」の検索結果", NoArticle.TITLED_AS_PAGE),
        ("Topic: stones", NoArticle.TITLED_AS_PAGE),
        ("김여울 기자", NoArticle.TITLED_AS_PAGE),
        ("징검다리 관련 기사", NoArticle.TITLED_AS_PAGE),
        ("잘못된 접근입니다", NoArticle.SERVER_PAGE),
        ("강가 마을회 - Błąd 404 - nie znaleziono strony", NoArticle.SERVER_PAGE),
        ("Oops! That page can’t be found.", NoArticle.SERVER_PAGE),
        ("Something went wrong", NoArticle.SERVER_PAGE),
        ("410 Gone", NoArticle.SERVER_PAGE),
        ("お探しのページは見つかりません", NoArticle.SERVER_PAGE),
        ("Please verify you are a human", NoArticle.SERVER_PAGE),
    ],
)
def test_accounts_searches_and_errors_are_known_by_their_titles(title: str, reason: NoArticle) -> None:
    assert refuse(title, *[SENTENCE] * 12) == reason
    assert refuse(f"{title} | 여울신문", *[SENTENCE] * 12) == reason


@pytest.mark.parametrize(
    "title",
    [
        "카카오, 간편 로그인 장애 두 시간",
        "개인정보 유출에 시민들 불안",
        "Privacy law splits the council",
        "Search for the missing ferry goes on",
        "기자 출신 군수, 첫 공약은 다리",
        "에러 없는 투표소를 만들다",
        "404호 사람들의 겨울",
        "Something went wrong at the weir, and nobody saw it",
    ],
)
def test_headlines_with_such_words_stay_articles(title: str) -> None:
    assert [one.headline for one in read(title, *[SENTENCE] * 6).articles] == [title]


@pytest.mark.parametrize(
    "classes",
    [
        "error404 wp-theme",
        "search search-no-results",
        "archive tag tag-stones tag-31",
        "home blog",
        "product-template-default single single-product postid-9",
        "page-template-default page page-id-12",
        "path-taxonomy",
    ],
)
def test_what_a_system_calls_no_article_in_its_body_classes_is_none(classes: str) -> None:
    assert refuse("징검다리 다시 놓던 날", *[SENTENCE] * 12, body=f'class="{classes}"') == NoArticle.OTHER_TYPE


@pytest.mark.parametrize("classes", ["post-template-default single single-post postid-9", "home", "archive", "page"])
def test_other_body_classes_do_not_matter(classes: str) -> None:
    assert len(read("징검다리 다시 놓던 날", *[SENTENCE] * 6, body=f'class="{classes}"').articles) == 1
