"""Words around an order that change nothing about it, in five languages.

They are fewer than those around a question: an order is carried out, so that "until", "unless" and "before work" may not
be dropped.
"""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
_AFTER_TAKEN = rf"(?:{_K}|(?<=\x1f)\s?)"
# 보내 주실 수 있을까요: what follows a verb only asks politely.
_WISHING = r"[가-힣]{0,8}(?:\s(?:수|래|좀|있|없|될|되|돼|주|줘|줄|달|드|싶|할|해|하|합|까)[가-힣]{0,6}){0,3}"
_OBJECTS = "이거|이것|요거|거|것|걸|게|건|알림|소식|메시지|문자|정보|브리핑|시간|시각|지역|도시|장소|곳|데|목록|리스트|설정|하루|번|한번|두번|세번|두|세|둘|셋|하나|한|개|때|쪽|요일|날|구독|발송|배달|정기|다음날"
_PEOPLE = "나|난|저|전|내|제|내가|제가|우리|너|네가|엄마|아빠|부모님|할머니|할아버지|가족|남편|아내|와이프|아들|딸|친구|봇|봇님|봇아|조간|조간아|조간봇"
_ADVERBS = (
    "좀|꼭|이제|이젠|이제부터|혹시|그냥|그럼|그러면|그리고|그렇게|이렇게|또|또는|제발|빨리|얼른|바로|지금|지금부터|앞으로|항상|늘|언제나|계속|매번|잘|다시|일단|우선|아무튼|진짜|정말|너무"
    "|어|음|응|네|예|넵|저기|여기|야|다|둘\\s?다|모두|전부|전체|각각|같이|함께|역시|더는|현재|오늘의|요|하고|및|처음|처음으로|죄송하지만|죄송한데|미안한데|미안|실례지만|가능하면|가능하시면|되도록|기왕이면|이왕이면|출근길|퇴근길|등굣길"
)
_PARTICLES = (
    "(?:에서는|에서|에는|에도|에|은|는|이|가|을|를|도|의|만|요|로|으로|한테|에게|께|랑|이랑|하고|좀|부터|이요|야|아)?"
)
_ALONE = "에|로|은|는|이|가|을|를|도|의|만|랑|이랑|수|계신|있는|사는|사시는|지내는|다니는"
_ROUTINES = "출근|퇴근|등교|하교|기상|외출|운동|산책|조깅"
_KOREAN = (
    rf"{_AFTER_TAKEN}(?:알려|알랴|일러|보여|말해|얘기해|이야기해|가르쳐|전해|전달해|확인해|요약해|정리해|브리핑해|해|내|넣어|틀어|들려)\s?(?:주|줘|줄|달|드|다오|줌|놔|놓){_WISHING}",
    rf"{_AFTER_TAKEN}(?:부탁|싶|할래|할게|할까|해볼|해보|되나|되겠|될까|될지|돼|됩|가능|좋겠|좋을|좋아|있[나어을는니습으]|바꿀|바꿔|바꾸|변경|설정|확인|해|합니|하자|하려|했으면|주|줘|줄|달라|받는|받을|받아|보내|하던|늦춰|앞당겨|당겨|미뤄|옮겨|볼|필요\s?없|오는|오게|보내는|원해|원합|희망|신청|시작){_WISHING}",
    rf"{_K}(?:{_OBJECTS}|{_PEOPLE}|{_ADVERBS}){_PARTICLES}{_E}|{_K}(?:{_ALONE}){_E}",
    # Where somebody reads it; 회사 alone is a place that is not known.
    rf"{_K}(?:회사|집|학교)에서(?:는|도)?{_E}",
    # 출근 전 7시: the time is said.
    rf"{_K}(?:{_ROUTINES})(?:\s?(?:전|후|하기\s?전|하고|길|시간|때|할\s?때|하는|해서)(?:에|마다)?)?{_E}",
    r"(?<![ㄱ-ㅎㅏ-ㅣ])[ㅋㅎㅠㅜㅡㅉㅇㄱㄴㅂㅊ]+(?![ㄱ-ㅎㅏ-ㅣ])|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+",
)
_ENGLISH = (
    "i'm|i am|i|i'd|i'll|me|my|mine|we|us|our|you|your|the|a|an|one|ones|in|at|for|of|on|to|from now on|is|it|it's|its|be|will|would|going|gonna|am|are|was|do|does|can|could|should|shall|may|might|must|have|has|had"
    "|get|getting|got|receive|receiving|need|want|wanna|like|love|know|tell|give|show|see|let|make|say|please|pls|plz|kindly|thanks|thank|now|right now|currently|too|just|only|also|then|ok|okay|well|about|there|here|this|that|these|those"
    "|(?:morning|daily|evening)(?= (?:messages?|bulletins?|briefings?|updates?|reports?))|some|so|very|really|actually|simply|up|and|with|as|yes|yeah|list|updates?|reports?|briefings?|bulletins?|messages?|texts?|notifications?|alerts?|alarms?|info|information|details|conditions|city|cities|area|areas|places?|region|locations?"
    "|times?|hour|days?|start|starting|starts|begin|hey|hi|hello|bot|jogan|again|still|everything|anything|all|both|instead|today's|o'clock|sharp|exactly|around|approximately|roughly|each|every|into|set|set up|schedule|always|by default|mom|dad|mum|parents|family|lives?|living|where|who|asap"
)
_JAPANESE = (
    (
        r"(?:を|が|は|も|の|に|で|と)?(?:教えて|おしえて|知らせて|見せて|知りたい|お?願い|おねがい|頂戴|ちょうだい|して|したい|ほしい|欲しい|いただけ|頂け|もらえ|もらい|くれ)[ぁ-ん]*|ください|下さい|です(?:か|が)?|ます(?:か)?|ませんか|でしょうか"
        r"|(?:今|いま|現在|これから|今後)(?:の|は|から)?|では|じゃ(?:あ)?|もう|ちょっと|どうか|ぜひ|必ず|また|いつも|それと|あと|変更(?:したい|して)?|変え(?:て|たい)?|私|僕|俺|うち|家族|母|父|実家|住んでいる|の方|情報|毎|通知|配信|メッセージ|時間|時刻|地域|都市|場所|分|ちょうど|ごろ|頃|[?？!！。、・]"
    ),
    # The particles and endings after what was understood, but no "until", "only" or "if".
    r"(?<=\x1f)(?!まで|から|だけ|しか|ごと|おき|ない|なし|まえ|あと|ずつ|なら|たら|れば)[ぁ-ん]{1,4}(?=\x1f|$|[\s?!])|(?<=[\s\x1f])[はがをにのもへとでねよか](?=[\s\x1f?？!]|$)",
)
_CHINESE = (
    r"(?:请|請)?(?:告诉|告訴|发给|通知)我?|(?:我)?(?:想要?|希望)|(?:给|給)我|(?:看|查)(?:看|一下)|(?:更改|修改|换|改)(?:一下)?|请问|請問|请|請|从?(?:现在|今后|以后|目前)(?:开始|起)?|需要|可以吗?|能不能|能|会|會|要|有|是|吗|嗎|么|呢|啦|吧|啊|呀|哦|哈|嘛|了|的|得|地|把|和|跟|与|及|还有?|在|也|都|再|就"
    r"|我家?|我们|你|您|爸妈|父母|家人|一下|帮(?:我|忙)?|麻烦(?:你|您)?|劳驾|谢谢|给|到|时候?|时间|每次|一直|这|這|一?个|信息|情况|内容|城市|地区|地方|列表|里面?|只|开始|开启|设置|设[为成]|定在|改成|收到?|看|知道|听"
)
_VIETNAMESE = (
    r"từ(?=\s?\x1f)|tôi|tớ|mình|em|anh|chị|bạn|bot|chúng tôi|gia đình|bố|mẹ|nhà|cho|nhé|nha|nhá|ạ|nè|nữa|muốn|cần|hãy|làm ơn|vui lòng|xin|giúp|giùm|dùm|hộ|với|đi|lúc|vào|ở|tại|được không|được|không(?=[\s?.!]*$)|thì|là|có|sẽ|báo|nhắc|nhắn tin|nhắn|xem|biết|thông tin|thông báo|bản tin|tin nhắn|tin|ơi|luôn|đều|vẫn"
    "|mới|cũng|và|của|thành phố|tp|tỉnh|khu vực|địa điểm|nơi|giờ|ngày|buổi|mỗi|tất cả|chỉ|thôi|rồi|này|đó|lại|bây giờ|từ bây giờ|hiện tại|nhận|gửi|một|các|những|cả|danh sách|ra|một lần|lần|thay đổi|đổi|chỉnh|thành|sang|qua|thế|vậy|à|dạ|thưa"
)
# Why something is wished changes nothing: 너무 이르니까, because I sleep late.
_NO_WISH = r"(?!.*(?:\b(?:only|not|but|want|need|instead|just|except|prefer|like|don't|mean|chỉ|không|muốn|cần|trừ)\b|[要想只不除别]))"
_REASONS = (
    rf"{_K}(?:[가-힣]+(?:으?니까|니깐|[이라]라서|해서|어서|아서|느라|때문에|거든요?)|[가-힣]*(?<=\x1f)(?:라서|니까)|(?<=\x1f)이?라서){_E}",
    # 학교방이라, and after a comma what somebody does: em về quê, I'm on vacation.
    rf"{_K}(?![가-힣]*(?:말|뉴스|날씨)이라)[가-힣]{{2,}}이라{_E}",
    rf"(?<=,)\s*{_NO_WISH}(?:(?:i'm|i am|i'll|i will|i have|i've|we're|we are|we'll|we will|we have|my [a-z]+ (?:is|are)) [^,.\x1f0-9]{{1,40}}|(?:em|tôi|mình|tớ|nhà (?:em|mình|tôi)) (?!(?:cần|muốn|chỉ|không|đừng))[^,.\x1f0-9]{{1,40}}|(?:我们?|家里)[^,.。\x1f0-9]{{1,12}})(?=[.!。\s]*$)",
    r"(?<=\x1f)(?:이?라서?|이?니까)(?![가-힣])|[^\s、。\x1f]+(?:ので|んで|だから)、?|因为[^,，。\x1f]{1,16}(?:所以)?[,，]?",
    latin(r"(?:because|since|cause|cuz) (?:i|i'm|we|it's|it|my) [^,.\x1f]{1,40}|(?:bởi )?vì [^,.\x1f]{1,40}"),
)

# Anger changes nothing either.
_ANGER = (
    rf"{_K}(?:짜증|시끄러|시끄럽|귀찮|지겨|지겹|성가시|열받|빡치|어휴|에휴|아오|씨|ㅅㅂ)[가-힣]*",
    latin(
        "stuff|crap|shit|spam|junk|things|annoying|ffs|already|damn|fucking|bro|man|ugh|jeez|you're annoying|so annoying|phiền|phiền quá|ồn|mệt|quá|làm phiền|trời ơi"
    ),
    "うざい(?:から|ので)?|うるさい(?:から|ので)?|しつこい(?:から|ので)?|迷惑(?:です|なので|だから)?|好?[烦煩](?:死|人)?(?:了|啦|我了)?|吵死了?|太多了|骚扰|行不行|好不好|行[吗嗎]|好[吗嗎]|拜[托託]|求(?:求)?你?了?",
    latin(r"mà(?=[\s.!]*$)"),
)

ORDER_FILLERS = any_of(
    *_REASONS,
    *_ANGER,
    *_KOREAN,
    f"(?<!-){latin(_ENGLISH)}",
    *_JAPANESE,
    _CHINESE,
    f"(?<!-){latin(_VIETNAMESE)}",
)
"""What may stand beside an order without being told as not understood."""
