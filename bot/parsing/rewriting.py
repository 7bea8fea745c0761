"""Rewrites of a text before it is read: words written together, Vietnamese without marks, and what is taken back."""

import re
import unicodedata

from bot.parsing.asked_days.notation import rewrite_dates
from bot.parsing.asked_days.numerals import write_figures
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.korean.shorthand import expand_shorthand
from bot.parsing.patterns.considered import to_order
from bot.parsing.patterns.words import Words
from bot.parsing.topics import ASKED_FOR
from bot.parsing.vocabulary.fillers import FILLERS
from bot.parsing.vocabulary.negated_topic_words import NEGATED_TOPIC, ONLY
from bot.parsing.vocabulary.weather_words import WEATHER, WEATHER_WORD
from bot.parsing.wording import NO_HANGUL_AFTER, TAKEN, any_of, contains, latin

# 서울비와, 부산날씨어때, 지금비: a name or an adverb before a word of the question.
_GLUED = Words(
    r"(?<=[가-힣]{2})(?=(?:날씨|기온|온도|예보|미세먼지|뉴스|습도|특보|주의보|오늘|내일|모레|주말|(?<!눈깨)(?<!이슬)(?<!보슬)(?<!부슬)(?<!가랑)(?<!장대)(?<!안개)(?<!겨울)(?<!가을)(?<!여름)(?<!소낙)(?<!함박)(?<!싸락)비\s?(?:와|와요|와\?|오[나니는냐려겠]|올까|온대|온다|옵니까)|(?<!함박)(?<!싸락)눈\s?(?:와|와요|오[나니는냐려겠]|올까|온대|온다|옵니까)))"
)
_ADVERB = Words(
    r"(?<![가-힣])(오늘|지금|현재|요즘|아침|점심|저녁|새벽|오전|오후)(?=(?:비|눈|기온|우산|더[워운울]|추[워운울]|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s?시)|[가-힣]*날씨)"
)
# Of an address only the district has weather: no 세종대 in 중구 세종대로 110.
_STREET = Words(
    r"(?<=[시군구읍면동] )[가-힣0-9·]+[로길]\s?[0-9]+(?:-[0-9]+)?(?:번길\s?[0-9]+(?:-[0-9]+)?)?(?![가-힣0-9:])"
)
# 사흘 동안, 휴가 동안: no 동안구.
_DURING = Words(r"(?<=[가-힣0-9])(?<!안양)(?<!안양시)\s(?=동안(?:에|은|의|만)?(?![가-힣]))")
# 왜 이리 덥노: an adverb, and not the old name of 익산.
_STATION = Words(r"\bstn\b", re.IGNORECASE)
_WHY_SO = Words(r"(?<![가-힣])(?:왜|와)\s이리(?![가-힣])")
# 들고 가야 돼: a verb, and no town.
_HAS_TO_GO = Words(r"(?<![가-힣])가야\s(?=[하할합해되될됩돼겠지죠])")
# 아침저녁 7시: two times.
_TWICE = Words(
    r"아침\s?저녁(?:으로)?\s?((?:[0-9]{1,2}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s?시(?:\s?(?:반|[0-9]{1,2}분))?)"
)
# 개추움: very cold.
_VERY = Words(r"(?<![가-힣])(?:개|핵|존나|겁나)(?=추[워운움울]|더[워운움울]|춥|덥)")
# The hottest place in Korea is in the weather of the country.
_EXTREME = any_of(
    r"(?:전국에서\s?|한국에서\s?|우리나라에서\s?)?(?:(?:제일|가장|젤)\s?(?:더운|추운|따뜻한|시원한|뜨거운|기온\s?높은|기온\s?낮은)\s?(?:곳|데|지역|도시|동네)|어디가\s?(?:제일|가장|젤)\s?(?:더[워운]|추[워운]|따뜻|시원)[가-힣]*)",
    latin(
        "(?:the )?(?:hottest|coldest|warmest|coolest) (?:place|city|town|spot|area|region)|(?:where|which (?:city|place|town)) (?:is|are) (?:it )?(?:the )?(?:hottest|coldest|warmest|coolest)|(?:nơi|thành phố|chỗ) (?:nào )?(?:nóng|lạnh|mát) nhất"
    ),
    "(?:全国で)?(?:一番|最も)(?:暑い|寒い|暖かい|涼しい)(?:ところ|所|場所|街|都市)|どこが(?:一番|最も)(?:暑|寒)い",
    "(?:全国)?(?:哪里|哪儿|什么地方)最[热冷暖]|最[热冷]的(?:地方|城市)(?:是?哪里|在哪)?",
)
# What's tomorrow looking like: what will it look like.
# 야구 경기 취소됐어: a match, and no province.
_MATCH = Words(
    r"(?:(?:야구|축구|농구|배구|프로야구|골프|홈|원정)\s)경기(?![도남북])(?=\s|[가이는은도를]|$)|(?<![가-힣])경기(?:가|는|도|를)?(?=\s(?:취소|연기|중단|열리|열려|하나|할까|할\s수|시작|결과|보러|직관|일정|우천))"
)
# 강진 났다는데: a strong earthquake, and no county.
_STRONG_QUAKE = Words(r"(?<![가-힣])강진(?:이)?(?=\s?(?:났|나서|발생|일어났|왔다)|.*지진)")
# 진도 3 지진: a magnitude; 양산 쓰고: a parasol; 인제 그만: from now on.
_NO_TOWNS = (
    (Words(r"(?<![가-힣])진도(?=\s?[0-9](?:[.][0-9])?(?![0-9]))"), "지진"),
    (Words(r"(?<![가-힣])양산(?:을|도)?(?=\s?(?:쓰|쓸|써|챙|들고|필요|펴))"), "햇빛"),
    (Words(r"(?<![가-힣])인제(?=\s(?:그만|좀|와|됐|다|안)(?![가-힣]))"), "이제"),
    (Words(r"\b(?:i|we|he|she|they|you|just) sat\b", re.IGNORECASE), "i"),
    (Words(r"(?<=바람\s)분당가(?:요)?(?![가-힣])"), "불어"),
    # The month, and not what may be.
    (Words(r"\b([Ii]n|[Ii]s|[Dd]uring|[Ll]ast|[Nn]ext|[Ff]or) May\b(?! [0-9])"), r"\1 5월"),
)
# 不要七点半，要七点: one time in the place of another.
_NOT_BUT = Words(r"不要([^,，。]{0,6}[点點时][^,，。]{0,3})[,，]\s?(?:要|改成|换成)")
# When does the sun set: no Sunday.
_SUNSET = Words(
    r"\b(?:the )?sun (?:(?:going to|will) )?(?:set|sets|setting|go(?:es)? down|going down)\b", re.IGNORECASE
)
_SUNRISE = Words(
    r"\b(?:the )?sun (?:(?:going to|will) )?(?:rise|rises|rising|come(?:s)? up|coming up)\b", re.IGNORECASE
)
# sun tomorrow?: sunshine, and no Sunday.
_SUNSHINE = Words(
    r"\b(?:(?:the|any|some|no|much|more|see|enough) sun(?! (?:set|rise|go|come|up|down|going))|sun(?= (?:tomorrow|today|tonight|this|out|all day|or (?:rain|cloud)|and (?:rain|cloud)|rain)\b))",
    re.IGNORECASE,
)
_LOOKING = Words(r"\b(?P<asked>(?:what|how)(?:'s|s| is| are) (?:[a-z'-]+ ){1,4}?)looking\b", re.IGNORECASE)
# Will my flight to Jeju be delayed: what it is about together, and the place behind it.
_LATE = Words(
    r"\b(flights?|ferr(?:y|ies)|chuyến bay)((?: (?!delay|cancel|running|sailing|hoãn|hủy)[^\s?.!,]+){1,6}?) ((?:be |get |is |are |có )*(?:delay|cancel|running|sailing|on time|bị (?:hoãn|hủy|huỷ|trễ))[a-z]*)",
    re.IGNORECASE,
)
_SHORT = {"nxt": "next", "wknd": "weekend", "b4": "before", "機場": "机场"}
_SHORTENED = Words(r"\b(?:nxt|wknd|b4)\b|機場", re.IGNORECASE)
_TONIGHT = Words(r"\b(?:tonight|tonite|2nite|2night|tnite)\b", re.IGNORECASE)
_AIRPORT = Words(r"\bsân bay (?:quốc tế )?([a-z-]+)", re.IGNORECASE)
_PHRASES = (
    "thời tiết", "nhiệt độ", "dự báo", "hôm nay", "ngày mai", "ngày kia", "sáng mai", "tối nay", "chiều nay", "sáng nay", "tối mai",
    "cuối tuần", "tuần sau", "tuần này", "bây giờ", "thế nào", "bao nhiêu độ", "mấy độ", "tin tức", "cảnh báo", "bụi mịn", "không khí",
    "chất lượng", "đăng ký", "hủy đăng ký", "hướng dẫn", "trợ giúp", "cài đặt", "cảm ơn", "xin chào", "ngôn ngữ", "tiếng việt", "có mưa",
    "trời mưa", "mưa không", "có tuyết", "lạnh không", "nóng không", "trời lạnh", "trời nóng", "có bão", "mỗi ngày", "hàng ngày",
    "mỗi sáng", "áo mưa", "bản đồ", "biểu đồ", "trạng thái", "dừng lại", "độ ẩm", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu",
    "thứ bảy", "chủ nhật", "giờ sáng", "giờ chiều", "giờ tối",
)  # fmt: skip
_WORDS = {
    "troi": "trời",
    "mua": "mưa",
    "khong": "không",
    "co": "có",
    "lanh": "lạnh",
    "nong": "nóng",
    "mai": "mai",
    "o": "ở",
    "tai": "tại",
}


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_MARKED_PHRASES = {_without_marks(phrase): phrase for phrase in _PHRASES}
_BARE_PHRASE = Words(latin("|".join(sorted(_MARKED_PHRASES, key=len, reverse=True))), re.IGNORECASE)
_BARE_WORD = Words(latin("|".join(_WORDS)), re.IGNORECASE)
# 제주 대신에 대구 may be a wish for another city of the bulletins.
_ANOTHER_PLACE = (
    r"\s(?!뉴스|날씨|예보|미세먼지|특보|지도|기온|오늘|내일|모레|주말|눈|비)[가-힣]+"
    r"(?:\s(?:보내|받|구독|추가|넣|해\s?줘)[가-힣\s]*)?[\s.!~]*$"
)
# 원주 말고 전주, 강원 원주 말고 전주, 부산 비 말고 기온.
_INSTEAD = Words(
    rf"(?<![가-힣0-9])(?P<city>(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)(?:특별|광역)?[시도]?\s)?(?!(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s?시)(?!(?:오전|오후|아침|저녁|밤|새벽|낮)\s?[0-9])(?!반\s)(?!(?:보내|받|오|하)지\s?말고)(?P<word>[가-힣]+)\s?(?:말고(?:는|요)?|대신에?(?!{_ANOTHER_PLACE})|아니고|아니라){NO_HANGUL_AFTER}(?=[\s,]*[가-힣0-9])"
)
_FIRST_WORD = Words(r"[가-힣]+")
# Not Seoul but Busan, ソウルじゃなくて釜山, 不是首尔是釜山.
_TAKEN_BACK = any_of(
    r"(?<![가-힣])(?![월화수목금토일]요일)(?:뉴스|날씨|예보|미세먼지|특보|지도|오늘|내일|모레|아침|저녁|[가-힣]{1,5})(?:은|는)?\s?(?:됐고|됐으니(?:까)?|필요\s?없고|관두고|치우고|집어치우고)(?=[\s,])",
    r"\b(?:[Nn]ot|NOT) (?:in )?(?-i:[A-Z][a-z-]+), (?=(?-i:[A-Z]))",
    r"\bnot (?:in )?[a-z-]+,? (?:but |it's |i mean )(?=[a-z])",
    r"\bnot (?:today|tomorrow|tonight|now|this week(?:end)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:,| but) (?=[a-z])|\bforget (?:the |about )?[a-z]+, (?=[a-z])",
    r"\bnot (?:the )?(?:rain|snow|dust|news|weather|wind|forecast|temperature|air),? (?:just|but|only) ",
    r",\s?not (?:at |in |on |for )?[a-z]+(?=[.!?]*$)",
    r"不要[^,，。点點时]{1,6}[,，]\s?(?:只)?(?:要|看)",
    r"không phải (?:ở |là )?(?![0-9])[^,?]{1,15}?(?:,| mà)(?: là)? ",
    r"(?<![0-9])[一-龥ァ-ヶー]+(?<![時半分])(?:じゃなくて|ではなく(?:て)?|じゃなく(?!て))、?(?=.)|不是(?![^,，]{0,5}[点點时])[一-龥]{2,4}[,，]?(?:而)?是",
    r"không phải (?:ở )?[a-z-]+,? mà (?:là )?(?:ở )?(?=[a-z])",
)


_NO_PLACE = "(?<!요일)(?<!주말)(?<!평일)(?<!휴일)(?<!욜)(?<!날)"
# One place in the place of another: 대구 지우고 구미로, 인천 대신 수원으로 해줘, change from Seoul to Busan.
_REPLACED = any_of(
    rf"(?<![가-힣])[가-힣]{{2,}}{_NO_PLACE}(?:을|를|은|는)?\s?(?:지우고|삭제하고|빼고|제거하고|없애고|대신(?:에)?|말고|해지하고|취소하고)\s(?P<ko>[가-힣]{{2,}}?)(?:(?:으로|로)(?:\s?(?:바꿔|바꾸|변경|교체|옮|해|받|구독|설정)[가-힣\s]*)?|(?:을|를)?\s?(?:추가|등록|넣)[가-힣\s]*)[.!~]*$",
    r"(?<![가-힣])[가-힣]{2,}에서\s(?P<ko2>[가-힣]{2,}?)(?:으로|로)\s?(?:지역\s?|도시\s?|알림\s?)?(?:을\s|를\s)?(?:바꿔|바꾸|변경|교체|옮)[가-힣\s]*[.!~]*$",
    r"\b(?:change|switch|move) (?:it |my (?:city|place|location) )?from [a-z-]+ to (?P<en>[a-z-]+)[.!]*$",
    r"\b(?:replace|swap) [a-z-]+ (?:with|for|by) (?P<en2>[a-z-]+)[.!]*$",
    r"(?:[一-龥ァ-ヶー]+)(?:の代わりに|から)(?P<ja>[一-龥ァ-ヶー]+?)(?:に|へ)(?:変更|変え|して)[ぁ-ん]*[。！]*$",
    r"(?:把|从)(?!时间|通知|推送|语言|提醒|订阅)[一-龥]{2,4}?(?:换成|改成|改为|换到|改到)(?P<zh>[一-龥]{2,6}?)(?<!点)(?<!半)(?<![语文])[。！]*$",
    r"\b(?:đổi|chuyển|thay)(?: từ)? [a-z-]+ (?:thành|sang|bằng) (?P<vi>[a-z-]+)[.!]*$",
)

# 잊지 말고 보내줘, don't forget to send: nothing is negated.
_NOT_TO_FORGET = any_of(
    r"(?<![가-힣])(?:절대\s?)?(?:잊지|까먹지|빼먹지|빠뜨리지|빠트리지|거르지|잊어버리지)\s?(?:말고|마시고|않고|마세요|마요|말아\s?주세요|말아\s?줘|마)",
    latin(r"(?:(?:please|and) )*(?:don't|do not|never) (?:you )?forget(?: to| about)?|be sure to|make sure (?:to|you)|(?:xin |và )?(?:đừng|không|chớ) quên|nhớ(?= (?:gửi|báo|nhắc|nhắn))"),
    "忘れず(?:に)?|忘れない(?:で|ように)|[别別]忘(?:了|记|記)?|不要?忘(?:了|记|記)?|记得|記得",
)  # fmt: skip


# Alone they are days; in a sentence they are other words.
_BARE_TERM = Words(r"(하지|동지|우수|소서|대서|백로|소만|청명)[\s?!.~]*")
# Thank youuu
_DRAWN_OUT = Words(r"([a-zA-Z])\1{2,}(?![a-zA-Z])")


# 하루도 빠짐없이, never skip a day: every day.
_WITHOUT_FAIL = any_of(
    r"하루도\s?(?:빠짐\s?없이|빼놓지\s?않고|빠지지\s?않고|거르지\s?않고|빼먹지\s?(?:말고|않고))",
    latin("(?:(?:please )?(?:never|don't|do not) (?:ever )?|without )(?:skip|miss)(?:ping|ing)? (?:a|any|one|a single) days?|không (?:bỏ|sót|lỡ) (?:một )?ngày nào"),
    "[1一]日も(?:欠かさず|休まず)に?|[一1]天[都也](?:不要?|别)[漏落停缺]",
)  # fmt: skip


def rewrite(text: str) -> str:
    """Return a text in the form that the reader knows, with spaces between its words."""
    if term := _BARE_TERM.fullmatch(text.strip()):
        return f"{term[1]}날"
    text = _NOT_TO_FORGET.sub(" ", _DRAWN_OUT.sub(r"\1", text))
    text = to_order(_WITHOUT_FAIL.sub(" 매일 ", text))
    text = _STREET.sub("", _AIRPORT.sub(r"\1 airport", _restore_marks(text)))
    # A felt temperature; nhận alone is to receive.
    text = text.replace("cảm nhận", "cảm giác")
    text = _SUNSET.sub("sunset", _SUNRISE.sub("sunrise", text))
    text = _SUNSHINE.sub("sunny", _STRONG_QUAKE.sub("지진", _MATCH.sub(" 행사 ", text)))
    text = _SHORTENED.sub(lambda match: _SHORT[match[0].lower()], text)
    text = _LATE.sub(r"\1 \3\2", text)
    text = _VERY.sub("", _EXTREME.sub(" 전국 날씨 ", text))
    text = NEGATED_TOPIC.sub(" ", text) if contains(ONLY, text) else text
    text = _NOT_BUT.sub(r"\1改成", rewrite_dates(write_figures(text)))
    for pattern, word in _NO_TOWNS:
        text = pattern.sub(word, text)
    text = _LOOKING.sub(r"\g<asked>look", text)
    text = _STATION.sub("station", _WHY_SO.sub("왜이리", text))
    text = _HAS_TO_GO.sub("가야", _DURING.sub("", text))
    text = _TWICE.sub(r"아침 \1 저녁 \1", text)
    text = expand_shorthand(text)
    text = _REPLACED.sub(_with_new_place, text)
    text = _TONIGHT.sub("tonight today", _TAKEN_BACK.sub("", _INSTEAD.sub(_without_last_word, text)))
    return _ADVERB.sub(r"\1 ", _GLUED.sub(" ", text))


def _without_last_word(match: re.Match[str]) -> str:
    """Return what stays of a word that is left out: the city, if the word and the one after it are no places in one."""
    after = _FIRST_WORD.search(match.string[match.end() :])
    is_of_things = _is_thing(match["word"]) and (after is None or _is_thing(after[0]))
    return (match["city"] or "") if is_of_things else ""


def _is_thing(word: str) -> bool:
    """Return whether a word asks for something, names a day or stands around a question: no name of a place."""
    topics = (*(pattern for _, pattern in ASKED_FOR), WEATHER_WORD, WEATHER, FILLERS)
    return any(pattern.fullmatch(word) for pattern in topics) or not take_days_asked(word).rest.strip(f"{TAKEN} ")


def _with_new_place(match: re.Match[str]) -> str:
    place = next(filter(None, match.groups()))
    return f"subscribe {place}" if place.isascii() else f"{place} 변경"


def _restore_marks(text: str) -> str:
    """Return a text with the marks of Vietnamese phrases that were typed without them: thoi tiet."""
    if not text.isascii():
        return text
    restored = _BARE_PHRASE.sub(lambda match: _MARKED_PHRASES[match[0].casefold()], text)
    # A single word may be another language's: co, mai.
    return text if restored == text else _BARE_WORD.sub(lambda match: _WORDS[match[0].casefold()], restored)
