"""Well-known places outside the country that the bot knows, in five languages: they are told apart from typing errors."""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

# A whole word, so that 북한산, 남포동 and 쁘띠프랑스 are none.
_END = f"(?=(?:의|은|는|이|가|에|에서|에는|도|로|이랑|랑|하고|과|와|날씨|은요|는요|요)?{NO_HANGUL_AFTER})"


def _korean(names: str) -> str:
    return f"{NO_HANGUL_BEFORE}(?:{names})시?{_END}"


NORTH = any_of(
    _korean("평양|개성시|신의주|함흥|청진|원산시|해주시|남포|백두산|북한|금강산|나진|혜산|강계"),
    latin("pyongyang|pyeongyang|north korea|sinuiju|hamhung|chongjin|wonsan|kaesong|bắc triều tiên|triều tiên|bình nhưỡng"),
    "平壌|平壤|新義州|新义州|咸興|咸兴|清津|元山|開城|开城|北朝鮮|北韓|朝鲜|金剛山|金刚山|白頭山",
)  # fmt: skip
"""Places in the north of Korea, of which no source brings weather."""

ABROAD = any_of(
    _korean("도쿄|동경|오사카|교토|후쿠오카|삿포로|나고야|오키나와|나라현|고베|요코하마|히로시마|대마도|쓰시마|일본(?!어)|베이징|북경|상하이|상해|홍콩|마카오|타이베이|타이페이|대만|중국(?!어)"
    "|하노이|호치민|호찌민|다낭|나트랑|베트남(?!어)|방콕|푸켓|치앙마이|태국(?!어)|싱가포르|마닐라|세부|보라카이|필리핀|쿠알라룸푸르|말레이시아|자카르타|발리|인도네시아|뉴델리|뭄바이|두바이|이스탄불|모스크바"
    "|런던|파리|베를린|로마|마드리드|바르셀로나|암스테르담|프라하|빈(?=\\s?날씨)|취리히|뉴욕|워싱턴|보스턴|시카고|로스앤젤레스|엘에이|샌프란시스코|시애틀|하와이|호놀룰루|괌|사이판|미국|캐나다|토론토|밴쿠버|멕시코|시드니|멜버른|호주|뉴질랜드|오클랜드|카이로|블라디보스토크|울란바토르|영국|프랑스(?!어)|독일(?!어)|이탈리아|스페인|러시아|유럽"),
    # Jinan, China is no 진안.
    latin(r"(?!(?:and|or|in|to|for|of|the|is|weather|korea)\s)[a-z-]+,?\s(?:china|japan|vietnam|taiwan|thailand|usa)"),
    latin(
        "tokyo|osaka|kyoto|fukuoka|sapporo|nagoya|okinawa|kobe|yokohama|hiroshima|japan|beijing|shanghai|hong kong|macau|taipei|taiwan|china|guangzhou|shenzhen"
        "|hanoi|ha noi|hà nội|ho chi minh(?: city)?|saigon|sài gòn|(?:tp\\.? )?hồ chí minh|da nang|danang|đà nẵng|nha trang|đà lạt|huế|hải phòng|cần thơ|việt nam|vietnam"
        "|bangkok|phuket|thailand|singapore|manila|cebu|philippines|kuala lumpur|malaysia|jakarta|bali|indonesia|delhi|new delhi|mumbai|india|dubai|istanbul|moscow"
        "|london|paris|berlin|rome|madrid|barcelona|amsterdam|prague|vienna|zurich|new york|nyc|washington|boston|chicago|los angeles|san francisco|seattle|hawaii|honolulu|guam|saipan"
        "|usa|america|canada|toronto|vancouver|mexico|sydney|melbourne|australia|new zealand|auckland|cairo|vladivostok|ulaanbaatar|england|france|germany|italy|spain|russia|europe|nhật bản|trung quốc|đài loan|thái lan"
    ),
    "東京|东京|大阪|京都|福岡|福冈|札幌|名古屋|沖縄|冲绳|神戸|神户|横浜|横滨|広島|日本(?![語语])|北京|上海|香港|澳門|澳门|台北|台湾|台灣|中国(?![語语])|中國(?!語)|广州|深圳|天津|成都|重庆|南京|杭州|西安|武汉|青岛|大连|沈阳|哈尔滨"
    "|河内|胡志明|岘港|越南|曼谷|泰国|新加坡|马尼拉|迪拜|莫斯科|伦敦|巴黎|柏林|罗马|纽约|洛杉矶|旧金山|夏威夷|关岛|美国|悉尼|墨尔本"
    "|ハノイ|ホーチミン|ダナン|バンコク|シンガポール|マニラ|セブ|ドバイ|モスクワ|ロンドン|パリ|ベルリン|ローマ|ニューヨーク|ロサンゼルス|サンフランシスコ|ハワイ|グアム|シドニー|北海道|アメリカ|イギリス|フランス",
)  # fmt: skip
"""Cities and countries that people in Korea ask about."""
