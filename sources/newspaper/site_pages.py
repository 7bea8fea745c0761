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
subscribe, newsletter, careers, site map, sitemap, search, search results, archives, faq, help, ログイン, 会員登録,
お問い合わせ, 会社概要, 利用規約, プライバシーポリシー, 検索結果, 登录, 注册, 联系我们, 关于我们, 服务条款, 用户协议,
隐私政策, 搜索结果, đăng nhập, đăng ký, liên hệ, giới thiệu, điều khoản sử dụng, chính sách bảo mật, tìm kiếm
"""
_SITE_PAGES = frozenset(map(normalize, _SITE_PAGE_TITLES.split(",")))
"""Titles of the pages that a newspaper has about itself and its readers' accounts."""
_LIST_TITLES = re.compile(
    r"#\w+"
    r"|(?:태그|검색어|카테고리|키워드|tags?|tagged|category|author|search|タグ|カテゴリー?|标签|分类|thẻ)\s?[:：]\s?"
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
    return is_section_name(headline) or is_of_site or _LIST_TITLES.fullmatch(headline.strip()) is not None


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
