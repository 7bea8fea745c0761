"""Words in five languages for one setting of the bulletins: the unit of temperatures, sound, an earlier or later time."""

from bot.parsing.wording import any_of, latin

FAHRENHEIT = any_of("화씨|華氏|华氏|℉", latin("fahrenheit|độ f"))
CELSIUS = any_of("섭씨|摂氏|(?<!多少)摄氏|℃", latin("celsius|centigrade|độ c"))

_KOREAN_SOUND = r"(?:소리|알림음|진동)(?:를|을|은|는|도|이|가)?\s?(?:(?:좀|다시|이제)\s?)*"
SILENT = any_of(
    rf"{_KOREAN_SOUND}(?:빼|없이|꺼|끄|끌|안\s?나|나지\s?않|무음)|무음|음소거|조용(?:히|하게)\s?(?:보내|받|와|오게|알려)",
    latin(
        "silent(?:ly)?|(?:send|deliver) .*quietly"
        "|(?:(?:turn|switch) off|mute|disable|no|without)(?: (?:the|my|notification|alert))* (?:sounds?|vibrations?)|sounds? off"
    ),
    "音(?:は|を|が)?(?:なし|無し|いらな|要らな|消し|切って|オフ|鳴らさな)|サイレント|静かに(?:送|届|通知)|静音|无声|靜音",
    "(?:不要|去掉|关掉?|关闭|关上|取消)(?:通知|提示|推送|的)*(?:声音|音|铃声)|(?:声音|提示音|通知音)(?:不要|关掉?|关闭)",
    latin("(?:tắt|bỏ|không(?: có)?) (?:âm(?: thanh)?|tiếng|chuông)|im lặng"),
)
SOUNDING = any_of(
    rf"{_KOREAN_SOUND}(?:켜|켤|키고|넣|나게|들리게|나도록)",
    latin(
        "(?:(?:turn|switch) (?:back )?on|unmute|enable|with)(?: (?:the|my|notification|alert))* (?:sounds?|vibrations?)|sounds? (?:back )?on"
    ),
    "音(?:は|を|が)?(?:あり|付き|出し|つけ|付け|鳴らして|オン)|(?:打开|开启|恢复|要)(?:通知|提示|推送|的)*(?:声音|铃声)|(?:声音|提示音)打开",
    latin("(?:bật|mở)(?: lại)? (?:âm(?: thanh)?|tiếng|chuông)"),
)

_ENGLISH_HOLIDAYS = "(?: on| for)?(?: the| any)? (?:public |national |bank )?holidays?"
WITHOUT_HOLIDAYS = any_of(
    r"(?:법정\s?)?(?:공휴일|빨간\s?날)(?:에는|에|엔|은|는|만)?\s?(?:알림\s?)?(?:보내지\s?(?:마|말|않)|쉬|쉴|빼|안\s?(?:보내|받|와도)|제외|말고)[가-힣]*(?:\s?(?:줘|주|싶)[가-힣]*)*",
    latin(
        rf"(?:not|no (?:bulletins?|messages?|alerts?)|(?:don'?t|do not|never) send(?: (?:me|it|anything|bulletins?))*|skip|except|pause){_ENGLISH_HOLIDAYS}"
        "|(?:vào )?(?:các )?ngày lễ (?:thì )?(?:đừng|không|nghỉ)(?: gửi)?|(?:đừng|không) gửi (?:vào )?(?:các )?ngày lễ"
    ),
    "(?:祝日|祭日)(?:は|には)?(?:送らない|休み|休んで|除い|要ら?ない|いらない)[ぁ-ん]*|(?:节假日|公众假期|法定假日|节日)(?:就)?(?:不要?|别|不用|停)(?:再)?(?:发|推送|送)?了?",
)
WITH_HOLIDAYS = any_of(
    r"(?:공휴일|빨간\s?날)에도\s?(?:보내|받)[가-힣]*(?:\s?(?:줘|주|싶)[가-힣]*)*",
    latin(
        f"(?:also|even) (?:send )?{_ENGLISH_HOLIDAYS.removeprefix('(?: on| for)?')}|(?:also|even) (?:on|send on){_ENGLISH_HOLIDAYS.removeprefix('(?: on| for)?')}|ngày lễ (?:cũng|vẫn) gửi"
    ),
    "祝日(?:も|にも)(?:送|届)[ぁ-んけ]*|节假日也(?:要)?(?:发|推送|送)",
)
"""Bulletins on public holidays."""

DISPLAYING = any_of(
    r"(?:바꿀|바꾸|변경할|할|끌|켤|볼)까[가-힣]*",
    latin("(?:change|switch|set|turn|make)(?: (?:it|them|to|into|the|off|on))*|display|in degrees|degrees|units?"),
    "[换換改切][成为為换換][到成为為]?|显示|顯示|推送|度",
    latin("(?:hiển thị|đổi|chuyển|dùng)(?: (?:sang|thành|bằng|theo))*"),
)
"""What may stand beside a setting of the look or sound, and says no more than that it should change."""

LANGUAGES = {
    "en": any_of("영어|영문|英[語语文]", latin("english|tiếng anh")),
    "ja": any_of("일본어|일본말|日本語|日[语文]", latin("japanese|tiếng nhật")),
    "ko": any_of("한국어|한국말|한글|우리말|韓国語|[韩韓][语語文]", latin("korean|tiếng hàn")),
    "vi": any_of("베트남어|베트남말|ベトナム語|越南[语語文]", latin("vietnamese|tiếng việt")),
    "zh": any_of("중국어|중국말|中国語|中文|[汉漢][语語]|普通话", latin("chinese|tiếng trung")),
}
"""Languages by their names."""

LANGUAGE_ASKED = any_of(r"\?|지원|가능|되나|할\s?줄|아니", latin("do you|support|available|hỗ trợ"), "対応|支持|[吗嗎]")
"""Beside the name of a language these ask about it."""

EARLIER = any_of("일찍|빨리|앞당|당[겨기길]", latin("earlier|sớm"), "早|前に|提前")
LATER = any_of("늦|미[뤄루룰]", latin("later|muộn|trễ"), "遅|後ろ|晚|推迟|延后")
"""Words such as "forward" and "back" are neither: people mean both by them."""

AMOUNT = any_of(
    r"(?P<half_hour>반\s?시간|半時間|半个?小[时時])|(?P<minutes>[0-9]{1,3}|삼십|이십|십)\s?(?:분|分|min(?:ute)?s?(?![a-z])|phút)",
    r"(?P<hours>[0-9]{1,2}|한|두|세|[一二三两])\s?(?:시간|個?時間|[个個]?小[时時])(?P<and_half>\s?반|半)?",
    latin(
        "(?P<half_hour2>half an? hour|nửa (?:giờ|tiếng))"
        "|(?P<hours2>an?|one|two|three|một|hai|ba|[0-9]{1,2}) (?:hours?|hrs?|giờ|tiếng)(?P<and_half2> and a half| rưỡi)?"
    ),
)
"""How much earlier or later."""

NUMBERS = {
    "한": 1, "두": 2, "세": 3, "십": 10, "이십": 20, "삼십": 30, "一": 1, "二": 2, "两": 2, "三": 3,
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "một": 1, "hai": 2, "ba": 3,
}  # fmt: skip
