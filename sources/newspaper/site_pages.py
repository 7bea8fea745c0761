"""Titles and addresses of pages that are no articles: front pages, a server's own, forums, accounts, about the site."""

import re
from urllib.parse import unquote, urlsplit

from sources.newspaper.titles import is_section_name, normalize, split_title

_FRONT = re.compile(r"/*(?:(?:web|main|home|ko|kr|m)/+)*(?:(?:index|main|home|default)(?:\.\w+)?/*)?", re.IGNORECASE)
_SERVER_TITLES = r"""
(?:.* )?(?:apache2?|nginx|(?:http|web) server|tomcat|centos|ubuntu|debian|fedora|iis)\b.*\b(?:default|test) page\b.*
(?:default|test|welcome) page\b.*\b(?:server|apache2?|nginx)\b.*
welcome to (?:nginx|openresty|caddy|tengine|centos|lighttpd)\b.*
it works!?
iis windows.*
apache tomcat\b.*
index of /.*
(?:page |file )?not found
(?:forbidden|unauthorized|bad gateway|access denied|gateway time-?out)
(?:internal server error|service (?:temporarily )?unavailable)
(?:error )?[45][0-9]{2}
just a moment\W*
attention required\W*cloudflare
bad request
object moved|ddos-guard|please wait\W*|security check(?: required)?|privacy error|your connection is not private
(?:site |scheduled |under |down for )maintenance\W*
.{0,60}\bdomain (?:is )?for sale\W*
(?:error|오류|에러)(?: ?(?:page|페이지|안내|메시지))?\W*
(?:요청하신 |해당 )?(?:페이지|주소|문서|기사|게시물)(?:를|을|가|이) (?:찾을 수 없|존재하지 않|삭제되었)(?:습니다|음)\W*
(?:잘못된|비정상적인) (?:접근|요청|주소|경로)(?:입니다)?\W*
(?:존재하지 않는|삭제된|없는) (?:페이지|기사|게시물)(?:입니다)?\W*
.{0,60}\b(?:error|błąd|fehler|erreur|erro|fout|fejl|hata|chyba|lỗi)\W{0,3}[45][0-9]{2}\b.{0,60}
.{0,20}(?:에러|오류|エラー|错误|錯誤)\W{0,3}[45][0-9]{2}(?![0-9]).{0,60}
[45][0-9]{2}\W{1,3}(?:error|not found|gone|forbidden|page|seite|página|pagina|nie znaleziono)\b.{0,60}
[45][0-9]{2}\W{1,3}(?:페이지|오류|에러|ページ|页面).{0,60}
410 gone
(?:oops|whoops|uh[- ]oh)\b.{0,80}
(?:sorry\W{1,2})?we (?:could not|couldn[’']t|can[’']t|cannot) find (?:that|this|the) (?:page|article|content)\W*
(?:sorry\W{1,2})?(?:that|this|the|requested) (?:page|article) (?:can[’']?t|cannot|couldn[’']?t|could not) be found\W*
(?:sorry\W{1,2})?this (?:page|article|content) is(?:n[’']t| not| no longer) available\W*
(?:page|content|article) (?:is )?(?:not available|no longer available|unavailable|gone|missing)\W*
(?:sorry\W{1,2})?something (?:went|has gone) wrong\W*
(?:an )?(?:unexpected |unknown )?error (?:has )?occurred\W*
checking (?:your browser|if the site connection is secure)\b.*
(?:please )?verify(?:ing)? (?:that )?you are (?:a )?human\b.*
(?:are|confirm) you(?: are)? (?:not )?a (?:human|robot)\W*
(?:seite|artikel) (?:wurde )?nicht gefunden\W*
(?:page|article) (?:introuvable|non trouvée?)\W*
página no encontrada\W*|página não encontrada\W*|pagina non trovata\W*|pagina niet gevonden\W*
(?:お探しの)?(?:ページ|記事)(?:が|は)見つかりません.{0,20}
(?:您访问的|抱歉\W?)?(?:页面|文章)(?:不存在|未找到|已删除).{0,10}
(?:không tìm thấy trang|trang không tồn tại|không tìm thấy bài viết).{0,20}
(?:페이지 )?(?:접근|접속|연결)이? ?(?:거부|차단|제한)(?:되었습니다|됨|됐습니다)?\W*
(?:이 )?사이트에 연결할 수 없(?:습니다|음)\W*
잠시 ?(?:후|뒤)(?:에)? (?:다시 )?(?:시도|접속|이용)해? ?(?:주세요|주십시오|주시기 바랍니다)\W*
로그인이 필요(?:합니다|한 서비스입니다)\W*
(?:시스템|서버|서비스|홈페이지|사이트) ?(?:정기 ?)?점검(?: ?중)?(?:입니다)?(?: ?안내)?\W*
"""
_SERVER = re.compile(
    rf"(?:(?:http )?(?:error )?[45][0-9]{{2}}\W*)?(?:{'|'.join(_SERVER_TITLES.strip().splitlines())})", re.IGNORECASE
)
"""Titles of pages that a server shows by itself: of its installation, of a folder, of an error."""
_MAX_SERVER_TITLE = 100
"""Characters."""

_SITE_PAGE_TITLES = """
회사소개, 신문사소개, 매체소개, 인사말, 조직도, 연혁, 오시는 길, 찾아오시는 길, 채용, 채용정보, 채용안내, 광고문의,
광고안내, 제휴문의, 기사제보, 구독신청, 구독안내, 개인정보처리방침, 개인정보취급방침, 이용약관, 회원약관,
청소년보호정책, 저작권정책, 저작권규약, 이메일무단수집거부, 편집규약, 윤리강령, 고충처리인, 공지사항, 사이트맵, 로그인,
회원가입, 회원정보, 아이디 찾기, 비밀번호 찾기, 마이페이지, 검색, 검색결과, 통합검색, 고객센터, 자주 묻는 질문, about,
about us, contact, contact us, privacy, privacy policy, terms, terms of use, terms of service, terms and conditions,
terms & conditions, cookie policy, cookies, refund policy, legal notice, disclaimer, log in, login, sign in, sign up,
register, registration, my account, lost password, forgot password, reset password, shopping cart, cart, checkout,
알림, 안내 메시지,
subscribe, newsletter, careers, site map, sitemap, search, search results, archives, faq, help, ログイン, 会員登録,
お問い合わせ, 会社概要, 利用規約, プライバシーポリシー, 検索結果, 登录, 注册, 联系我们, 关于我们, 服务条款, 用户协议,
隐私政策, 搜索结果, đăng nhập, đăng ký, liên hệ, giới thiệu, điều khoản sử dụng, chính sách bảo mật, tìm kiếm
"""
_SITE_PAGES = frozenset(map(normalize, _SITE_PAGE_TITLES.split(",")))
"""Titles of the pages that a newspaper has about itself and its readers' accounts."""
_SITE_TITLES = re.compile(
    r"(?:(?:통합|회원|간편|소셜|관리자|기자|서비스|사이트|홈페이지|온라인|모바일|인터넷|이메일|정기|아침|무료"
    r"|\w{2,8}(?:신문|일보)) ?){0,3}"
    r"(?:로그인|회원 ?가입|이용 ?약관|개인정보 ?(?:처리|취급)방침|뉴스레터(?: ?구독)?(?: ?신청)?|구독 ?신청"
    r"|비밀번호 ?(?:찾기|재설정))(?: ?(?:안내|페이지|하기))?"
    r"|(?:log|sign)[ -]?(?:in|up|on)(?:,? (?:to|or|for|with|and|now)\b.{0,40})?"
    r"|(?:create|manage|delete|activate|confirm) (?:an?|your|my) (?:free |new )?(?:account|profile|subscription).{0,20}"
    r"|(?:forgot(?:ten)?|reset|change|recover)(?: your| my)? password"
    r"|(?:privacy|cookies?|data protection|legal|terms|accessibility|copyright)"
    r"(?: (?:and|&) (?:cookies?|privacy|terms))?"
    r" (?:notices?|statement|polic(?:y|ies)|settings|preferences|choices|information|cent(?:er|re)"
    r"|of (?:use|service|sale))(?: (?:and|&|for|of)\b.{0,30})?"
    r"|(?:we value )?your privacy(?: choices)?|before you continue(?: to .{1,30})?|cookie consent"
    r"|zustimmung|einwilligung|choose your (?:plan|subscription)|opening hours|store locator"
    r"|subscri(?:be|ption)s?(?: (?:now|today|options|plans|offers)| to (?:continue|read|keep|our|unlock)\b.{0,40})"
    r"|(?:our|find (?:a|your)) (?:nearest )?(?:branch|store|office)(?:es|s)?(?: and .{0,30})?"
    r"|(?:newsletter|e-?mail) (?:sign-?up|preferences|subscription)",
    re.IGNORECASE,
)
"""The same with other words beside them."""
_LIST_TITLES = re.compile(
    r"#\w+"
    r"|(?:topics?|토픽|search(?: results)?|results for) ?[:：]? ?[“\"'‘「].{1,60}|you searched for .{1,60}"
    r"|[0-9][0-9,]* results? for .{1,60}|[「『].{1,40}[」』]の検索結果(?:一覧)?"
    r"|(?:articles|stories|posts) (?:by|tagged) .{1,40}|.{1,40}, author at .{1,60}"
    r"|[가-힣]{2,4} ?(?:기자|특파원|논설위원|칼럼니스트)(?:의 (?:다른 )?기사.{0,10})?"
    r"|.{1,30} 관련 ?(?:기사|뉴스)(?: ?모음)?"
    r"|(?:태그|토픽|검색어|카테고리|키워드|tags?|topic|tagged|category|author|search|タグ|カテゴリー?|标签|分类|thẻ)\s?[:：]\s?"
    r".{1,60}"
    r"|.{1,40}(?:에 대한|의)? ?(?:통합 ?)?검색 ?결과|(?:search )?results for .{1,60}|.{1,60} - search results"
    r"|(?:(?:오늘의?|금주의?|이번 ?주|실시간|최신|최근|인기|추천|주요|전체|(?:가장 )?많이 본|영상|포토|사진) ?){1,3}"
    r"(?:기사|뉴스|소식|영상|동영상|포토|갤러리|사진)(?: ?(?:목록|모음|모아 ?보기|더 ?보기|순위|랭킹))?"
    r"|(?:포토|사진|영상|동영상|비디오) ?(?:갤러리|뉴스|슬라이드)|(?:photo|video) (?:gallery|galleries)|photos|videos"
    r"|most (?:read|popular|viewed)(?: \w+)?|(?:latest|trending|all|top) (?:news|stories|articles|videos|photos|posts)"
    r"|人気記事|アクセスランキング|新着記事|最新新闻|热门新闻|tin mới nhất|tin nổi bật",
    re.IGNORECASE,
)
"""Titles of lists, of searches and of rankings."""
_SITE_PATHS = _SITE_PAGES | {"contacto", "contato", "contatti", "kontakt", "impressum", "join", "mypage", "password"}
"""Last parts of the addresses of such pages, which are in English on sites of any language."""
_FORUM = re.compile(
    r"/(?:forums?|threads?|discussions?)(?:/|$)|/(?:view(?:topic|forum)|showthread|forum)\.php", re.IGNORECASE
)
"""Parts of the addresses of phpBB, vBulletin, XenForo, Discourse and others."""
_FORUM_HOST = re.compile(r"forums?\.", re.IGNORECASE)
_LIST = re.compile(
    r"/(?:category|tags?|authors?|label|keyword|reporter)/[^/]+/?$|/(?:page/[0-9]+|ranking|popular|most-?(?:read|viewed|popular))/?$"
    r"|/(?:article|news|board)?_?list\.(?:\w+)$|/search/[^/]+/?$",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"(?:^|&)(?:s|q|query|search|keyword|searchword|sc_word)=", re.IGNORECASE)
_ARTICLE_QUERY = re.compile(r"(?:^|&)\w*(?:id|idx|idxno|no|num|seq|aid|uid|p)=", re.IGNORECASE)
"""Ends of the addresses of lists in WordPress, NDSoft and others."""
_ACCOUNT = re.compile(r"(?:[a-z]+[-_])?(?:log|sign)-?(?:in|up)", re.IGNORECASE)


_LISTS = ("category", "tag", "author", "date", "post-type-archive")
_OTHER_KINDS = (
    # WordPress; the body of its posts has "single".
    *({"archive", name} for name in _LISTS), {"error404"}, {"search-results"}, {"search-no-results"}, {"home", "blog"},
    {"home", "page"}, {"single-product"},
    # Drupal.
    *({f"{prefix}-{name}"} for prefix in ("path", "page") for name in ("taxonomy", "user", "search")),
    {"path-frontpage"},
)  # fmt: skip
"""Classes that two systems give the body of a page that is no article."""
_STATIC_PAGE = re.compile(r"(?:^|\s)page-id-[0-9]+(?:\s|$)")


def has_other_class(classes: str) -> bool:
    """Return whether the classes of a page's body are those of a list, a search, an error, an account or a product."""
    names = set(classes.lower().split())
    return any(kind <= names for kind in _OTHER_KINDS)


def has_page_class(classes: str) -> bool:
    """Return whether the classes of a page's body are those of a page of WordPress that is no post."""
    return _STATIC_PAGE.search(classes.lower()) is not None


def is_front_page(address: str | None) -> bool:
    """Return whether an address is that of a site's front page."""
    parts = urlsplit(address or "")
    return bool(parts.hostname) and not parts.query and _FRONT.fullmatch(parts.path) is not None


def is_server_title(title: str) -> bool:
    """Return whether a page's title is that of a page that a server shows by itself."""
    return len(title) <= _MAX_SERVER_TITLE and _SERVER.fullmatch(title) is not None


def is_page_name(headline: str, title: str) -> bool:
    """Return whether a title is only the name of a section, a list or a page about the site: 경제, 이용약관 | 조간신문.

    Args:
        headline: the headline in the title.
        title: the title as written.
    """
    parts = split_title(title) or [""]
    is_of_site = not _SITE_PAGES.isdisjoint(map(normalize, (headline, parts[0], parts[-1])))
    # Beside a headline the name of a list is that of its section.
    name = headline.strip()
    patterns = (_SITE_TITLES, _LIST_TITLES)
    return is_section_name(headline) or is_of_site or any(pattern.fullmatch(name) for pattern in patterns)


def is_site_address(address: str | None) -> bool:
    """Return whether an address is that of a page about the site, of an account or a search: /member/login.html."""
    name = unquote(urlsplit(address or "").path).rstrip("/").rpartition("/")[2].partition(".")[0]
    return normalize(name) in _SITE_PATHS or _ACCOUNT.fullmatch(name) is not None


def is_list_address(address: str | None) -> bool:
    """Return whether an address is that of a list or a search: /category/town, /news/articleList.html, /?s=ferry."""
    parts = urlsplit(address or "")
    is_search = _SEARCH.search(parts.query) is not None and _ARTICLE_QUERY.search(parts.query) is None
    return is_search or _LIST.search(parts.path) is not None


def is_forum_address(address: str | None) -> bool:
    """Return whether an address is that of a forum."""
    parts = urlsplit(address or "")
    return _FORUM.search(parts.path) is not None or _FORUM_HOST.match(parts.hostname or "") is not None
