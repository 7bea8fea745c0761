"""Words in five languages for the parts of a bulletin, and for leaving parts out or keeping nothing else."""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, NO_LATIN_AFTER, NO_LATIN_BEFORE, any_of, latin
from storage.terms import Section

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
NEWS_PART = r"뉴스|기사|헤드라인|뉴스\s?제목|ニュース|記事|見出し|新闻|新聞|头条|" + latin(
    "news|headlines?|articles?|tin tức|tin tuc|tin thời sự|tin(?= (?:thể thao|chính trị|kinh tế|giải trí|xã hội|quốc tế|pháp luật|giao thông|địa phương))"
)
_OTHER_PARTS = {
    Section.DUST: r"(?:초)?미세\s?먼지|공기(?:\s?질)?|微小粒子|空気質|(?<!微小)粒子状物質|雾霾|霧霾|空气质量|细颗粒物|"
    + latin(r"(?:fine )?dust|air quality|pm ?2\.?5|bụi mịn|chất lượng không khí"),
    Section.WARNINGS: r"(?:기상\s?)?특보|경보|警報|注意報|预警|預警|" + latin(r"(?:weather )?warnings?|cảnh báo"),
    Section.MAP: r"(?<!먼)지도|地図|地图|" + latin("maps?|bản đồ"),
    Section.SUN: r"일출\s?일몰|일출|일몰|日の出|日の入り|日出日落|日出|日落|"
    + latin("sunrise(?:s)?(?: and sunsets?)?|sunsets?|bình minh|hoàng hôn|mặt trời mọc"),
    Section.FEELS_LIKE: r"체감\s?온도|体感温度|体感|" + latin("feels[- ]like|nhiệt độ cảm (?:nhận|giác)"),
}
PARTS = {Section.HEADLINES: any_of(NEWS_PART)} | {section: any_of(words) for section, words in _OTHER_PARTS.items()}
"""Words for the parts of a bulletin that can be left out alone."""

ANY_PART = any_of(NEWS_PART, *_OTHER_PARTS.values(), "만|だけ|のみ|只", latin("only|chỉ"))
"""Nearly all texts have none of these, and leave nothing out."""

_JOINER = r"(?:\s?(?:이?랑|하고|와|과|및|그리고|,|、|&|と|や|和|跟|及)\s?|\s(?:and|or|nor|và|hay|với)\s)(?:the )?"


def _listed(words: str) -> str:
    return rf"(?:{words})(?:{_JOINER}(?:{words}))*"


_ANY_PART = _listed("|".join((NEWS_PART, *_OTHER_PARTS.values())))
_NEWS = rf"(?:{NEWS_PART})"
_WEATHER = r"(?:날씨|天気|天气|天氣|" + latin("weather|thời tiết") + ")"

_OF_PART = r"(?:\s?(?:알림|소식|정보|부분|섹션|항목|내용))?"
_KOREAN_OUT = rf"{_OF_PART}(?:은|는|을|를|도|이|가|만)?\s?(?:(?:좀|이제|더\s?이상|다시는|앞으로|아예|전부|다)\s?)*(?:빼|말고|제외|없이|끄(?!덕)|꺼|끊|안\s?(?:받|보내|봐도|볼래|와도|오게|줘도)|보내지\s?(?:마|말|않)|받고\s?싶지\s?않|삭제|지우|지워|없애|생략|필요\s?없)[가-힣]*(?:\s(?:줘|주|싶|돼|되|받|보내|해|할|두|줬)[가-힣]*)*"
_KOREAN_NEWS_OUT = r"(?:은|는)?\s?(?:(?:이제|좀|더\s?이상|앞으로)\s?)*(?:그만[가-힣]*(?:\s(?:보내|받|줘|해)[가-힣]*)*|됐(?:고|어요?|습니다)|싫(?:어|고|습니다)[요]?|관심\s?없[가-힣]*|취소[가-힣]*|해지[가-힣]*)"
_ENGLISH_OUT = r"(?:(?:please|i|we|can you|could you|let's) )*(?:(?:(?:don'?t|do not|didn'?t) (?:want|need|send|show|include|give|care (?:for|about))(?: me| us| to (?:get|see|receive|read))?(?: any(?: more)?)?|skip|drop|stop(?: sending(?: me)?)?|remove|exclude|excluding|(?:turn|switch) off|disable|leave out|cut(?: out)?|omit|hide|mute|get rid of|unsubscribe(?: me)? from|delete|cancel|take out)(?: (?:the|any|my|all|of|those|these|daily))*)"
_ENGLISH_WITHOUT = r"(?:no(?: more)?|without|minus|except(?: for)?|not)(?: (?:the|any|my))*"
_OF_BULLETIN = r"(?: (?:from|in|out of) (?:my |the |it\b)?(?:bulletins?|messages?|updates?|alerts?|briefings?)?)?"
_JAPANESE_OUT = r"(?:の(?:情報|通知|部分|配信|お知らせ))?(?:は|を|が|も)?(?:もう|全部)?(?:いらな|要らな|いらん|要らん|いらね|いりませ|要りませ|不要|抜き|ぬき|なし|無し|止め|やめ|外し|除い|除外|消し|送らな|カット|必要な|必要あり|オフ|削除|結構|省い|見たくな|受け取りたくな)[ぁ-ん]*(?:です)?"
_CHINESE_OUT = r"(?:我|请)?(?:不想要?|不需要|不用|不再|不要|别|別|去掉|删掉?|删除|关闭|关掉|取消|停止|除了|屏蔽|移除|不(?=[看发推收要]))(?:再|给我|收到|接收|推送|推|发送?|看|显示|订阅|收|要|任何)*了?"
_CHINESE_OUT_AFTER = r"(?:的)?(?:推送|通知|部分|内容|信息)?(?:就|都|也)?(?:不要|不用|不需要|别|不必|去掉|关掉|关闭|删掉|删除|免了|算了)(?:再)?(?:发|推送|推|看|显示|给我)*了?"
_VIETNAMESE_OUT = r"(?:(?:tôi|mình|em) )?(?:không|đừng|ko|chẳng|tắt|bỏ|xóa|xoá|trừ|ngừng|dừng|loại|thôi|khỏi|gỡ|hủy|huỷ|miễn)(?: (?:cần|muốn|gửi|nhận|xem|có|phần|mục|cho|tôi|mình|em|thêm|hiện|hiển thị|lấy|đọc|bớt|qua|các))*"

LEFT_OUT_PARTS = any_of(
    rf"{_K}(?P<ko>{_ANY_PART}){_KOREAN_OUT}",
    rf"{_K}(?P<ko_news>{_NEWS}){_OF_PART}{_KOREAN_NEWS_OUT}{_E}",
    rf"{NO_LATIN_BEFORE}{_ENGLISH_OUT} (?P<en>{_ANY_PART}){NO_LATIN_AFTER}(?: (?:info(?:rmation)?|alerts?|updates?|parts?|section|notifications?))?{_OF_BULLETIN}(?: (?:any ?more|please))*",
    rf"{NO_LATIN_BEFORE}{_ENGLISH_WITHOUT} (?P<en_news>{_NEWS}){NO_LATIN_AFTER}(?: (?:alerts?|updates?|please|any ?more))*(?!\s*\?)",
    rf"{NO_LATIN_BEFORE}{_ENGLISH_WITHOUT} (?P<en_info>{_ANY_PART}){NO_LATIN_AFTER} (?:info(?:rmation)?|updates?|section|part)(?!\s*\?)",
    rf"{NO_LATIN_BEFORE}{_ENGLISH_WITHOUT} (?P<en_map>maps?){NO_LATIN_AFTER}(?: (?:please|any ?more))*(?!\s*\?)",
    rf"{NO_LATIN_BEFORE}(?:turn |switch )?(?:the )?(?P<en_off>{_ANY_PART}){NO_LATIN_AFTER} off",
    rf"(?P<ja>{_ANY_PART}){_JAPANESE_OUT}",
    rf"{_CHINESE_OUT}(?P<zh>{_ANY_PART})(?:的)?(?:推送|通知|部分|内容|信息)?了?",
    rf"(?P<zh_after>{_ANY_PART}){_CHINESE_OUT_AFTER}",
    rf"{NO_LATIN_BEFORE}{_VIETNAMESE_OUT} (?P<vi>{_ANY_PART}){NO_LATIN_AFTER}(?: (?:nữa|đi|luôn|ra|nhé|ạ|trong bản tin))*",
)  # fmt: skip
"""Parts that a bulletin should not have: 뉴스는 안 받을래, no news please, 不要新闻."""

NEWS_ONLY = any_of(
    rf"{_K}{_WEATHER}(?:은|는)?\s?(?:빼고|말고|없이|제외하고|필요\s?없고)\s?{_NEWS}만{_E}|{_WEATHER}(?:は(?:いら|要ら)な[ぁ-ん]*|なしで|抜きで)[、]?{_NEWS}だけ|不要{_WEATHER}[,，]?只(?:要|发){_NEWS}",
    rf"{_K}{_NEWS}만\s?(?:보내|받|남기|남겨)[가-힣]*(?:\s?(?:줘|주|싶)[가-힣]*)*",
    latin(rf"only (?:send(?: me)? )?(?:the )?{_NEWS}"),
    rf"{_NEWS}(?:だけ|のみ)(?:を)?(?:送|届|受け|欲し|ほし)[ぁ-んけ]*|只(?:发|推送?|收|接收|要){_NEWS}",
    latin(rf"chỉ (?:gửi|nhận|cần) (?:cho (?:tôi|mình) )?{_NEWS}(?: thôi)?"),
)
WEATHER_ONLY = any_of(
    rf"{_K}{_WEATHER}만\s?(?:보내|받|남기|남겨)[가-힣]*(?:\s?(?:줘|주|싶)[가-힣]*)*",
    latin(rf"only (?:send(?: me)? )?(?:the )?{_WEATHER}"),
    rf"{_WEATHER}(?:だけ|のみ)(?:を)?(?:送|届|受け|欲し|ほし)[ぁ-んけ]*|只(?:发|推送?|收|接收|要){_WEATHER}",
    latin(rf"chỉ (?:gửi|nhận|cần) (?:cho (?:tôi|mình) )?{_WEATHER}(?: thôi)?"),
)
"""A bulletin that should have nothing else."""

JUST_WEATHER = any_of(
    rf"{_K}{_WEATHER}만{_E}", latin(rf"(?:only|just)(?: the)? {_WEATHER}|{_WEATHER} only"),
    rf"{_WEATHER}(?:だけ|のみ)(?:で)?|只(?:要|看|发){_WEATHER}", latin(rf"chỉ (?:cần |xem |gửi )?{_WEATHER}(?: thôi)?"),
)  # fmt: skip
"""Beside parts that are left out these keep the weather."""

ONLY_PART = any_of(
    rf"{_K}(?:{_WEATHER}|{_NEWS})만{_E}",
    latin(rf"(?:only|just)(?: the)? (?:{_WEATHER}|{_NEWS})|(?:{_WEATHER}|{_NEWS}) only"),
    rf"(?:{_WEATHER}|{_NEWS})(?:だけ|のみ)|[只仅](?:要|看|发)?(?:{_WEATHER}|{_NEWS})",
    latin(rf"chỉ (?:cần |xem |gửi |nhận )?(?:{_WEATHER}|{_NEWS})"),
)
"""A part that a new bulletin should have alone."""

SHOWING = any_of(
    "알려|보여|말해|어때|어떤|궁금|가르쳐", latin("show|tell|how|what|cho (?:tôi |mình )?(?:biết|xem)|thế nào|sao"), "教え|見せ|どう|怎么样|怎样|如何|告诉|看看",
)  # fmt: skip
"""Beside parts that are left out these ask for what remains at once: 뉴스는 됐고 날씨 알려줘."""

AROUND_JUST_WEATHER = any_of(
    latin(
        "please|thanks|thank you|for me|from now on|now|just|only|in|the|for|at|send|i|want|me|thôi|nhé|ạ|cho|tôi|nha"
    )
)
"""Words that name nothing beside the wish for nothing but the weather."""
