"""Topics that a question says it is not about, beside the one that it is: not the rain, just the dust."""

from bot.parsing.wording import any_of, latin

_KOREAN = r"(?:(?:비|눈|날씨|바람|기온|일기|주간|초?미세\s?먼지|공기)\s?)?(?:날씨|기온|예보|소식|초?미세\s?먼지|공기(?:질)?|비|눈|바람|특보|뉴스|정보)"
_ENGLISH = "(?:the )?(?:rain|snow|dust|news|weather|wind|forecasts?|temperatures?|air(?: quality)?|warnings?)"
_JAPANESE = "(?:雨|雪|天気(?:予報)?|気温|風|予報|ニュース|PM2.5|空気|大気|黄砂|警報)"
_CHINESE = "(?:天气(?:预报)?|下?雨|下?雪|气温|温度|风|空气(?:质量)?|雾霾|新闻|预警)"
_VIETNAMESE = "(?:thời tiết|mưa|tuyết|gió|nhiệt độ|dự báo|bụi mịn|không khí|tin tức|cảnh báo)"

ONLY = any_of("만", latin("just|only|chỉ"), "だけ|のみ|只")
"""One of these stands before or after the topic that is meant."""

NEGATED_TOPIC = any_of(
    rf"(?<![가-힣]){_KOREAN}(?:은|는|이|가|을|를|도)?\s?(?:필요\s?없(?:고|으니까?|어요?)|됐(?:고|으니까?|어요?)|말고|빼고|제외하고|아니고|안\s?(?:궁금하고|봐도\s?(?:되고|돼요?))|궁금하지\s?않고|관심\s?없고)[\s,]*(?=[^,]*(?<!날씨)(?<!뉴스)만(?:\s(?!보내|받)|$))",
    rf"\b(?:not|no|forget(?: about)?|never ?mind|skip|without|(?:i )?(?:don't|do not) (?:need|want|care(?: about)?|mean)) {_ENGLISH},? (?:(?:but|and) )?(?=(?:just|only) (?!send))",
    rf",? (?:and )?(?:not|no) {_ENGLISH}(?=[\s.!]*$)",
    rf"{_JAPANESE}(?:は|が|も)?(?:いい(?:から|ので|です)|じゃなくて?|ではなく(?:て)?|(?:いら|要ら)な(?:いから|いので|くて|い)|不要(?:で|なので)|結構(?:です|なので)|抜きで)[、,。]?\s?(?=.*(?:だけ|のみ)(?!送|届))",
    rf"(?:不|别|不要|不用|不想)(?:问|看|查|要|用|需要|想知道|管|说)?{_CHINESE}[了的]?[,，、]?\s?(?=(?:我)?只(?!发|推))",
    rf"(?<=.)[,，、]\s?(?:不|别|不要|不用|不想)(?:问|看|查|要|用|需要|想知道|管|说){_CHINESE}(?=[,，。!！\s]|$)",
    rf"\b(?:tôi )?(?:không|đừng) (?:phải |cần |hỏi |xem |muốn |nói )*(?:biết |về )?{_VIETNAMESE},? (?:mà )?(?=chỉ (?!gửi|nhận))",
)  # fmt: skip
