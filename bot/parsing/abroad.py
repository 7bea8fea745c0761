"""Places outside the country, in five languages: they are said to be abroad, and are no typing errors.

Those that people in Korea ask about most are in patterns, with their other names; the large cities of the world and the
countries are in the tables of `sources.world`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.parsing.patterns.words import Words
from bot.parsing.wording import LATIN, NO_HANGUL_AFTER, NO_HANGUL_BEFORE, TAKEN, any_of, drop_particles, latin, take
from bot.places import Places
from sources.korea.gazetteer import Kind
from sources.world.cities import NORTH_KOREA, find_country

# A whole word, so that 북한산, 남포동 and 쁘띠프랑스 are none.
_END = f"(?=(?:의|은|는|이|가|에|에서|에는|도|로|이랑|랑|하고|과|와|날씨|은요|는요|요)?{NO_HANGUL_AFTER})"

_KATAKANA = "ァ-ヶー"
_NO_KATAKANA_BEFORE, _NO_KATAKANA_AFTER = f"(?<![{_KATAKANA}])", f"(?![{_KATAKANA}])"
_IN_KATAKANA = re.compile(f"[{_KATAKANA}]{{2}}")


def _korean(names: str) -> str:
    return f"{NO_HANGUL_BEFORE}(?:{names})시?{_END}"


_NORTH = any_of(
    # Both are words: individuality, and please do.
    f"{NO_HANGUL_BEFORE}(?:개성|해주)(?=\\s*(?:의\\s*)?(?:날씨|기온|온도|[?]*$)|[은는도]\\s*[?])",
    _korean("평양|개성시|개성공단|신의주|함흥|청진|원산시|해주시|남포|백두산|북한|금강산|나진|혜산|강계|삼지연|나선|라선|묘향산|개마고원"),
    latin("pyongyang|pyeongyang|north korea|sinuiju|hamhung|hamheung|chongjin|cheongjin|wonsan|kaesong|gaesong|haeju|sariwon|rason|hoeryong|samjiyon|hyesan|kanggye"
        "|nampo(?![ -]?(?:dong|station|market|port)|,? ?busan)|mount paektu|bắc triều tiên|triều tiên|bình nhưỡng|khai thành|tân nghĩa châu|hàm hưng|nguyên sơn"),
    "平壌|平壤|新義州|新义州|咸興|咸兴|清津|淸津|元山|開城|开城|北朝鮮|北韓|朝鲜|金剛山|金刚山|白頭山|海州|沙里院|南浦(?![洞站])|惠山|江界|羅先|罗先|会寧|会宁|會寧|三池淵|三池渊|妙香山",
    "ピョンヤン|ケソン|シニジュ|ハムン|ハムフン|チョンジン|ウォンサン|ヘジュ|ナンポ|サリウォン|ラソン|ヘサン|カンゲ|フェリョン",
)  # fmt: skip
"""Places in the north of Korea, of which no source brings weather."""

_ABROAD = any_of(
    _korean("도쿄|동경|오사카|교토|후쿠오카|삿포로|나고야|오키나와|나라현|고베|요코하마|히로시마|대마도|쓰시마|일본(?!어)|베이징|북경|상하이|상해|홍콩|마카오|타이베이|타이페이|대만|중국(?!어)"
    "|하노이|호치민|호찌민|다낭|나트랑|베트남(?!어)|방콕|푸켓|치앙마이|태국(?!어)|싱가포르|마닐라|세부|보라카이|필리핀|쿠알라룸푸르|말레이시아|자카르타|발리|인도네시아|뉴델리|뭄바이|두바이|이스탄불|모스크바"
    "|런던|파리|베를린|로마|마드리드|바르셀로나|암스테르담|프라하|빈(?=\\s?날씨)|취리히|뉴욕|워싱턴|보스턴|시카고|로스앤젤레스|엘에이|샌프란시스코|시애틀|하와이|호놀룰루|괌|사이판|미국|캐나다|토론토|밴쿠버|멕시코|시드니|멜버른|호주|뉴질랜드|오클랜드|카이로|블라디보스토크|울란바토르|영국|프랑스(?!어)|독일(?!어)|이탈리아|스페인|러시아|유럽"),
    # The article la has small letters.
    r"(?<![A-Za-z])(?-i:L\.?A\.?)(?![A-Za-z'’-])",
    # Jinan, China is no 진안.
    latin(r"(?!(?:and|or|in|to|for|of|the|is|weather|korea)\s)[a-z-]+,?\s(?:china|japan|vietnam|taiwan|thailand|usa)"),
    latin(
        "tokyo|osaka|kyoto|fukuoka|sapporo|nagoya|okinawa|kobe|yokohama|hiroshima|japan|beijing|shanghai|hong kong|macau|taipei|taiwan|china|guangzhou|shenzhen"
        "|hanoi|ha noi|hà nội|ho chi minh(?: city)?|saigon|sài gòn|(?:tp\\.? )?hồ chí minh|da nang|danang|đà nẵng|nha trang|đà lạt|huế|hải phòng|cần thơ|việt nam|vietnam"
        "|bangkok|phuket|thailand|singapore|manila|cebu|philippines|kuala lumpur|malaysia|jakarta|bali|indonesia|delhi|new delhi|mumbai|india|dubai|istanbul|moscow"
        "|london|paris|berlin|rome|madrid|barcelona|amsterdam|prague|vienna|zurich|new york|nyc|washington|boston|chicago|los angeles|san francisco|seattle|hawaii|honolulu|guam|saipan"
        "|usa|america|canada|toronto|vancouver|mexico|sydney|melbourne|australia|new zealand|auckland|cairo|vladivostok|ulaanbaatar|england|france|germany|italy|spain|russia|europe|nhật bản|trung quốc|đài loan|thái lan"
    ),
    # States and regions: many of them are common words too.
    latin(
        "(?:north |south |west )?(?:carolina|dakota|virginia)|alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|idaho|illinois|indiana|iowa|kansas|kentucky"
        "|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new (?:hampshire|jersey|mexico|york(?: city)?)|ohio|oklahoma|oregon|pennsylvania|rhode island"
        "|tennessee|texas|utah|vermont|wisconsin|wyoming|ontario|alberta|manitoba|saskatchewan|british columbia|nova scotia|newfoundland|queensland|tasmania|new south wales|scotland|wales(?! coast)|siberia|scandinavia|bavaria|catalonia|sicily"
        "|washington,? d\\.? ?c\\.?"
        "|quảng (?:nam|ninh|ngãi|bình|trị)|hà đông|hội an|hạ long|ninh bình|sa pa|phú quốc|vũng tàu|tp ?hcm|hcmc?"
    ),
    _korean("캘리포니아|텍사스|플로리다|알래스카|애리조나|네바다|콜로라도|오리건|미시간|오하이오|조지아주|뉴저지|버지니아|온타리오|퀸즐랜드|스코틀랜드|시베리아"),
    "加州|德州|佛罗里达|阿拉斯加|马来西亚|馬來西亞|印度尼西亚|カリフォルニア|テキサス|フロリダ|アラスカ|シベリア|スコットランド",
    "東京|东京|大阪|京都|福岡|福冈|札幌|名古屋|沖縄|冲绳|神戸|神户|横浜|横滨|広島|日本(?![語语])|北京|上海|香港|澳門|澳门|台北|台湾|台灣|中国(?![語语])|中國(?!語)|广州|広州|深圳|天津|成都|重庆|南京|杭州|西安|武汉|青岛|大连|沈阳|哈尔滨"
    "|河内|胡志明|岘港|越南|曼谷|泰国|新加坡|马尼拉|迪拜|莫斯科|伦敦|巴黎|柏林|罗马|纽约|洛杉矶|旧金山|夏威夷|关岛|美国|悉尼|墨尔本"
    "|北海道",
    # パリ is no part of パリパリ, and セブ none of セブン.
    f"{_NO_KATAKANA_BEFORE}(?:ハノイ|ホーチミン|ダナン|バンコク|シンガポール|マニラ|セブ|ドバイ|モスクワ|ロンドン|パリ|ベルリン|ローマ|ニューヨーク|ロサンゼルス|サンフランシスコ|ハワイ|グアム|シドニー|アメリカ|イギリス|フランス){_NO_KATAKANA_AFTER}",
)  # fmt: skip
"""Cities and countries that people in Korea ask about."""


_LAST_LATIN = "\u1eff"
_LONGEST_LATIN = 4
_LONGEST_IDEOGRAPHIC = 8
# 테헤란로 152 is an address.
_RUNS = Words(
    f"[가-힣]+(?![가-힣]|\\s*[0-9])|[\u3040-\u30ff\u4e00-\u9fff々ー]+|[{LATIN}]+(?:[ '-][{LATIN}]+)*", re.IGNORECASE
)
_KOREAN_PARTICLE = Words(r"(?<=..)시?(?:의|은|는|이|가|에|에서|에는|도|로|이랑|랑|하고|과|와|은요|는요|요)?$")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Names of places outside South Korea, as said.

    Attributes:
        north: those in the north of Korea.
        abroad: those abroad.
        rest: the text without them.
    """

    north: tuple[str, ...]
    abroad: tuple[str, ...]
    rest: str


def take_well_known(text: str) -> Elsewhere:
    """Take out the names of places outside South Korea that people ask about most, before any other word is read."""
    in_north, rest = take(_NORTH, text)
    far, rest = take(_ABROAD, rest)
    return Elsewhere(tuple(match[0] for match in in_north), tuple(match[0] for match in far), rest)


def find_elsewhere(text: str, places: Places) -> Elsewhere:
    """Take the names in the world's tables out of words that have no other meaning.

    A place in Korea is meant before one abroad (Jinan, 진안).
    """
    north, abroad = list[str](), list[str]()

    def without_names(run: re.Match[str]) -> str:
        kept = []
        for part, country in _split_run(run[0], places):
            if country is not None:
                (north if country == NORTH_KOREA else abroad).append(part)
            kept.append(part if country is None else TAKEN)
        return "".join(kept)

    rest = drop_particles(_RUNS.sub(without_names, text)).replace(TAKEN, " ")
    return Elsewhere(tuple(north), tuple(abroad), " ".join(rest.split()))


def _split_run(run: str, places: Places) -> Iterator[tuple[str, str | None]]:
    """Yield the parts of a run of letters of one script, each with its country if it is a name abroad."""
    if "가" <= run[0] <= "힣":
        stem = _KOREAN_PARTICLE.sub("", run)
        found = ((name, _find_abroad(name, places)) for name in (run, stem))
        yield next((one for one in found if one[1]), (run, None))
        return
    is_latin = run[0] <= _LAST_LATIN
    parts = re.split("([ -])", run) if is_latin else list(run)
    longest = 2 * _LONGEST_LATIN - 1 if is_latin else _LONGEST_IDEOGRAPHIC
    start = 0
    while start < len(parts):
        # Words and the signs between them take turns, so a name of words has an odd number of parts.
        ends = range(min(len(parts), start + longest), start, -1)
        known = (
            (end, country)
            for end in ends
            if not is_latin or (end - start) % 2
            if is_latin or not (_is_inside_word(run, start) or _is_inside_word(run, end))
            if (country := _find_abroad("".join(parts[start:end]), places))
        )
        end, country = next(known, (start + 1, None))
        yield "".join(parts[start:end]), country
        start = end


def _is_inside_word(run: str, place: int) -> bool:
    """Return whether a place in a Japanese text is between two letters of one foreign word: ズボン is no Bonn."""
    return place > 0 and _IN_KATAKANA.match(run, place - 1) is not None


def _find_abroad(name: str, places: Places) -> str | None:
    """Return the country of a name abroad; None if a place in Korea that is no imported town has it."""
    country = find_country(name)
    is_korean = country is not None and any(place.kind is not Kind.TOWN for place in places.find_whole(name))
    return None if is_korean else country
