"""Words around a name that are not part of it: 인천의 날씨, weather in Incheon, 仁川の天気."""

import re
import unicodedata
from collections.abc import Iterator

from bot.places.normalization import fold

# Each round removes one word on each side; a text of such words only must not take long.
_MAX_ROUNDS = 6
_NEVER = re.compile(r"(?!)")
_AFTER = re.compile(
    r"""(?:
        \s*(?:
            오늘|내일|모레|글피|주간|시간별|실시간|지금|현재|요즘|(?:이번|다음)\s?주말?|주말|아침|점심|오전|오후|저녁|밤|새벽
            |날씨|일기\s?예보|예보|기온|온도|습도|바람|미세먼지|황사|자외선|강수량|태풍|장마|폭염|한파|폭설|벚꽃|단풍|파도|물때|우산|옷차림|뉴스|소식|관측소?|정보
            |비\s?(?:가|이)?\s?(?:와요?|오나요?|올까요?|오니|오는지)|눈\s?(?:이)?\s?(?:와요?|오나요?|올까요?|오니|많이\s?와요?)
            |(?:너무|많이|정말|진짜|엄청)|(?:추워|더워|쌀쌀해|따뜻해|시원해)요?|어때요?|어떤가요|어떤지|어떻게\s?돼요?|어떄|어떠니|알려\s?줘요?|알려\s?주세요|보여\s?줘요?|보여\s?주세요|말해\s?줘요?
            |필요해요?|필요한가요|챙겨야\s?(?:해|돼|하나)요?
            |궁금해요?|부탁해요?|부탁드려요|여행|맑아요?|맑음|맑나요|흐려요?|흐림|덥나요|춥나요|더운가요|추운가요|몇\s?도(?:예요|야|인가요|에요)?|좀|근처|부근|주변|밤바다|쪽|지역|(?:국립|도립)\s?공원
            |(?:の|的)?(?:天気|天气|天氣|気温|气温|氣溫|温度|予報|预报|天気予報|天气预报)(?:は|を|怎么样|怎樣|怎么樣|如何|どう(?:ですか)?)?
            |(?:を|が)?(?:教えて|知りたい|见てく?ださい|見せて)(?:ください|下さい)?|怎么样|怎麼樣
            |今日|今天|今の|明日|明天|現在|现在
        )
        |[\s,]+(?:weather\slike|weather|forecast|temperature|temp|news|today|tonight|now|tomorrow|please|right\snow|national\spark|비|눈
            |(?:south\s|republic\sof\s)?korea|s\.?\s?korea|kr|rok|대한민국|한국|韓国|韩国|韓國
            |hàn\squốc|hôm\snay|ngày\smai|bây\sgiờ)
        |(?<=[동리가읍면])\s*[0-9]+(?:-[0-9]+(?:번지)?|번지)
        |(?<=역)\s*[0-9]{1,2}\s?번\s?출구(?:\s?앞)?|(?<=공항)\s*제?\s?[12]\s?(?:여객)?터미널
    )[\s?!.,~]*$""",
    re.VERBOSE,
)
_BEFORE = re.compile(
    r"""^[\s,]*(?:
        (?:what(?:'s|’s|\sis)|how(?:'s|’s|\sis)|the|weather|forecast|temperature|temp|news|in|at|of|for|near|around
            |today(?:'s|’s)?|tell|show|give|me|please|is|it|cold|hot|raining|snowing|will|does|rain|snow
            |(?:south\s|republic\sof\s)?korea|대한민국|한국|韓国|韩国
            |(?:dự\sbáo\s)?thời\stiết|nhiệt\sđộ|ở|tại|thủ\sđô|thành\sphố|tp\.?|tỉnh|quận|huyện|đảo|núi)(?=[\s,])
        |(?:오늘|내일|모레|글피|주간|시간별|실시간|지금|현재|요즘|(?:이번|다음)\s?주말?|주말|아침|점심|오전|오후|저녁|밤|새벽|날씨|(?:알려|말해)\s?줘)
            (?:의|은|는|에)?(?=\s)
        |(?:수도|capital(?:\scity)?)(?=\s)|首都(?![圏圈])
        |今日の|今天的?|明日の|明天的?|現在の|现在的?
    )[\s,]*""",
    re.VERBOSE,
)
# Two syllables must stay: 부요, a typo for 부여, keeps its 요.
_PARTICLE = re.compile(
    r"(?<=..)\s*(?:에서는|에서도|에서|에는|에도|에|까지|부터|으로|로|의|은|는|도|요|이요|이야|이에요|예요|입니다|['’]s|の|的|は|で|に)[\s?!.,~]*$"
)
_PARTICLE_BEFORE_WORDS = re.compile(r"(?<=..)\s*(?:이|가|을|를|만|が)$")


_REMARK = re.compile(r"([^()（）]+)[(（][^()（）]+[)）]")
_STRAY_LETTERS = re.compile(r"(?<=[가-힣])[\u1100-\u11ff]+(?=\s|$)")
_OPEN_SYLLABLE = re.compile(r"([가-힣])([\u1100-\u1112])(?![\u1161-\u1175])")
_FINALS = dict(zip("ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ", "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ", strict=True))


def name_candidates(text: str) -> Iterator[str]:
    """Yield the possible names in a text: the whole, then without the words around it, then without a particle.

    A stray consonant after a syllable belongs to it (서우ㄹ) or is dropped (부산ㄴ, 서울ㅋㅋ).
    """
    name = fold(text)
    yield name
    joined = _join_final(name)
    whole = _STRAY_LETTERS.sub("", joined)
    yield from dict.fromkeys(form for form in (joined, _STRAY_LETTERS.sub("", name), whole) if form != name)
    name = whole
    has_words = False
    for _ in range(_MAX_ROUNDS):
        peeled = _BEFORE.sub("", _AFTER.sub("", name)).strip()
        has_words = has_words or peeled != name
        if peeled == name:
            # 이, 가 and 만 also end names, so they are particles only if a verb or the like was removed after them.
            peeled = (_PARTICLE_BEFORE_WORDS if has_words else _NEVER).sub("", _PARTICLE.sub("", name))
        if not peeled or peeled == name:
            return
        yield (name := peeled)


def without_remark(text: str) -> Iterator[str]:
    """Yield the name before a remark in brackets that ends a text: 진도 for 진도(첨찰산)."""
    if remark := _REMARK.fullmatch(text):
        yield remark[1].strip()


def has_only_phrases(text: str) -> bool:
    """Return whether a text consists of words that stand around a name, without one: 온도."""
    return _AFTER.fullmatch(text) is not None


def _join_final(name: str) -> str:
    """Return a text in which a consonant after an open syllable, as a plain keyboard leaves it, is part of it."""
    return _OPEN_SYLLABLE.sub(lambda pair: unicodedata.normalize("NFC", pair[1] + _FINALS.get(pair[2], pair[2])), name)
