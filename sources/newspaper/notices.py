"""Sentences to the reader, which a page shows in place of an article: to log in, to subscribe, cookies, errors, shops.

Such pages describe the article that they do not show, so that only their text tells. A sentence is a notice if it
addresses the reader and is about an account, the browser, an order or the page itself. News has single sentences of
that kind too; a page is refused only if most of its text is notices.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_TOPICS = {
    "ko": r"""
구독|유료\s?(?:회원|기사|콘텐츠)|회원|로그인|비밀번호|아이디|계정|쿠키|동의|개인정보|약관|자바\s?스크립트|브라우저|광고\s?차단
페이지|주소|접근|삭제|존재하지|불편|고객\s?센터|결제|해지|무료\s?체험|첫\s?달|전문을|뉴스레터|수신|스크랩|인증|새로\s?고침|점검|로봇
장바구니|배송|반품|교환|구매|상품|지도|마커|길\s?찾기|검색어|기사\s?제보|서비스
""",
    "ja": r"""
会員|購読|ログイン|続きを|残り[\d,]+文字|無料|解約|クッキー|Cookie|同意|個人情報|プライバシー|ページ|削除|JavaScript|ブラウザ
問い合わせ|カート|パスワード|配送|返品|広告
""",
    "zh": r"""
订阅|会员|登录|注册|付费|解锁|全文|继续阅读|Cookie|隐私|用户协议|页面|网址|浏览器|JavaScript|购物车|密码|账号|配送|退货|验证
""",
    "vi": r"""
đăng nhập|đăng ký|trả phí|đọc tiếp|mật khẩu|tài khoản|cookie|chính sách|điều khoản|trang|trình duyệt
giỏ hàng|giao hàng|quảng cáo
""",
    "en": r"""
subscri(?:be|bing|ption|ber)\w*|sign(?:ed|ing)?[ -](?:in|up)|log(?:ged|ging)?[ -](?:in|on)|accounts?|passwords?
regist(?:er|ration)\w*|membership|(?:unlimited|full|digital) access|free (?:articles?|stories|trial)
(?:keep|continue) reading|full (?:story|article)|cookies?|consent|privacy|personal data|personali[sz]ed|our partners
(?:accept|reject) all|advertising|ad[ -]?block\w*|java ?script|browser|a human|robot|captcha
(?:this|that|the|our) (?:page|site|website)|address|link|errors?|request(?:ed)?|try again|inconvenience|search
newsletters?|inbox|e-?mail|terms|cart|basket|checkout|delivery|shipping|refunds?|returns|buy|map|marker|cancel
""",
    "de": r"""
Einwilligung|Datenschutz\w*|Cookies?|Abonn\w+|Abo|Tracking|Werbung|anmelden|einloggen|Konto|Passwort|Seite|Browser
Warenkorb
""",
    "fr": r"""
cookies?|consentement|abonn\w+|connect\w+|partenaires|compte|mot de passe|page|navigateur|panier|publicité\w*
confidentialité
""",
    "es": r"""
cookies?|consentimiento|suscri\w+|iniciar sesión|cuenta|contraseña|página|navegador|carrito|publicidad|privacidad
""",
}
_SCRIPTS = {"ko": re.compile("[가-힣]"), "ja": re.compile("[ぁ-ヿ]"), "zh": re.compile("[㐀-鿿]")}
"""Letters of which a sentence of the language has some; kana is looked for before the letters that Chinese has too."""
_LATIN = ("vi", "en", "de", "fr", "es")
_ADDRESSES = {
    # News is written in the plain style; a request and an honorific address the reader.
    "ko": (
        r"(?:하|으|보|되|시)시면|실\s?수\s?(?:있|없)|세요|십시오|바랍니다|드립니다|드리겠습니다|죄송합니다|신가요|셨나요"
        r"|(?:전용|제한된|잘못된|필요한)\s?\w{0,12}\s?(?:기사|페이지|서비스|접근)?입니다"
        r"|(?:로그인|회원가입|인증|동의)이 필요"
        r"|찾을 수 없습니다|쿠키를 사용|간주합니다|제한(?:됩니다|될 수 있습니다)"
    ),
    "ja": r"ください|いただけ|いただき|できます|できません|見つかりません|必要です|ご\w+|限定です|しています",
    "zh": r"您|请|立即|即可|即表示|无法|本文为|不存在",
    "vi": r"\b(?:bạn|vui lòng|hãy|chúng tôi|quý|ngay|chỉ dành cho)\b",
    "en": (
        r"\b(?:you|your|please|we|our|us)\b|(?:for|to) (?:\w+ )?(?:subscribers|members) only|nothing was found"
        r"|error (?:has )?occurred|^\W*(?:subscribe|register|sign|log|enter|click|accept|enable|already|unlock|join"
        r"|create|cancel|continue|choose|manage|buy|add|zoom|check)\b"
    ),
    "de": r"\b(?:Sie|Ihre?[mnrs]?|wir|unsere?[mnrs]?|bitte)\b",
    "fr": r"\b(?:vous|votre|vos|nous|nos|notre)\b",
    "es": r"\b(?:usted|su|sus|nuestr[oa]s?|nosotros|tu|tus|puedes?)\b",
}


@lru_cache(maxsize=len(_TOPICS))
def _compile(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of addresses and of topics in a language, when the first page needs them."""
    topics = _TOPICS[language].strip().replace("\n", "|")
    bounded = rf"\b(?:{topics})\b" if language in _LATIN else topics
    return re.compile(_ADDRESSES[language], re.IGNORECASE), re.compile(bounded, re.IGNORECASE)


_SENTENCE = re.compile(r"(?<=[.!?。！？])[\"'”’」』)]*\s*(?=\S)")


def consists_of_notices(paragraphs: Sequence[str]) -> bool:
    """Return whether most of a text is notices, by its number of characters."""
    length = sum(map(len, paragraphs))
    others = 0
    for sentence in (sentence for line in paragraphs for sentence in _SENTENCE.split(line)):
        others += 0 if is_notice(sentence) else len(sentence)
        # Most texts are known to be news from their first half.
        if 2 * others >= length:
            return False
    return length > 0


def is_notice(sentence: str) -> bool:
    """Return whether a sentence addresses the reader about an account, the browser, an order, or the page itself."""
    script = next((language for language, letters in _SCRIPTS.items() if letters.search(sentence)), None)
    return any(
        address.search(sentence) and topic.search(sentence)
        for address, topic in map(_compile, _LATIN if script is None else (script,))
    )
