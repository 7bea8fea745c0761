"""Words in five languages that end or pause what the chat gets, beside words for the bulletins."""

from bot.parsing.wording import any_of, latin

NAMED_BULLETIN = any_of(
    r"(?:구독|알림|푸시|정기\s?발송|아침\s?소식|소식(?=만|은|을|도)|메시지|문자)(?:만|을|를|은|는|이|가|도|들)?",
    latin("subscri(?:be|bed|ption|ptions)|bulletins?|notifications?|alerts?|messages?|updates?|đăng k[ýí]|theo dõi|thông báo|bản tin|tin nhắn"),
    "(?:購読|登録|配信|通知|お知らせ|メッセージ)(?:だけ)?[をはがも]?", "(?:我的)?(?:订阅|訂閱|推送|通知|提醒|消息)",
)  # fmt: skip
"""What a bulletin is called; the words for the weather and the news are none of these."""

NUMBERED_BULLETIN = any_of(
    r"(?:첫|두|세|네|다섯|[1-5])\s?번째\s?(?:알림|소식|구독|푸시|메시지|거|것)",
    latin(
        "(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|last) (?:bulletin|alert|notification|update|message|subscription|one)"
        "|(?:bản tin|thông báo|tin|cái) (?:đầu tiên|cuối cùng|số [1-5]|thứ (?:nhất|[1-5]))"
    ),
    "[1-5１-５一二三四五][番つ]目の?(?:通知|配信|お知らせ|購読|もの)?|第[1-5一二三四五][个個条份]?(?:推送|通知|提醒|订阅|消息)?",
)
"""One of several bulletins, by its number."""

STOPPING = any_of(
    r"(?:(?:이제|다|모두|전부|그만|더는|더\s?이상|앞으로|좀)\s?)*(?:그만\s?(?:둘|두|받|보내|할|하|해|$)|그만|취소|해지|해제|끊(?!김|기|겼|긴)|중지|중단|관두|관둘|관둬|그만두|그만둘|필요\s?없|철회|종료|안\s?(?:받|할래|할게|보내)|받기\s?싫|받고\s?싶지\s?않|삭제|빼\s?[줘주]|꺼\s?[줘주])[가-힣]*(?:\s(?:줘|주|싶|달|줄|하|해|할|받|두|둘)[가-힣]*)*",
    latin(
        "(?:please )?(?:stop|cancel|end|quit|drop|remove|delete|unsubscribe(?: from)?|get rid of|no longer (?:want|need|wish)(?: to (?:get|receive))?|(?:don't|do not) (?:want|need)(?: to (?:get|receive))?|no more|take(?= .{1,30} (?:off|out of) (?:my|the) ))(?: (?:the|my|any|all))*"
        "|(?:chỉ )?(?:hủy|huỷ|xóa|xoá|ngừng|dừng|ngưng|thôi|bỏ|tắt)|(?:không|đừng) (?:cần|muốn|gửi|nhận)(?: (?:gửi|nhận|tin))*"
    ),
    "(?:もう)?(?:全部)?(?:解除|解約|停止|中止|キャンセル|取り消|取消|やめ|止め|いらな|いりませ|要らな|要りませ|不要|必要ありませ|必要な(?=い|く)|結構|外し|消し|削除)[ぁ-ん]*",
    "(?:只|请|先)?(?:取消|停止|退订|退訂|关闭|关掉|删除|删掉|终止|终结|不再|不想再?|不要再?|不需要|不用)(?:收到?|接收|要|发)?了?",
)  # fmt: skip
"""Beside a word for the bulletins these end them, and never begin one."""

OF_LIST = any_of(
    r"(?:내\s?)?(?:목록|리스트|명단)에서(?:는|만)?",
    latin("(?:from|off|out of) (?:my|the|this) (?:list|subscriptions?|places|cities)"),
    "を?(?:リスト|一覧|登録)から", "从(?:我的|这个)?(?:列表|订阅|名单|清单|关注)(?:里面?|中)?|把(?=[\ue800-\uebff])",
)  # fmt: skip
"""The list from which a place is taken."""

KEEPING_THE_REST = any_of(
    r"[,\s]*(?:나머지|다른\s?(?:곳|데|지역|도시|거|것)(?:들)?)(?:은|는)?\s?(?:다\s?)?(?:그대로|놔|남[겨기]|유지|계속|둬|두고)[가-힣]*(?:\s(?:둬|두|줘|주|보내|해|할)[가-힣]*)*",
    latin(
        "(?:,|and|but)?\\s*(?:keep|leave) (?:all )?(?:the )?(?:rest|others?(?: ones?| places)?|everything else)(?: as (?:it is|they are))?"
        "|(?:,|và|nhưng)?\\s*(?:vẫn )?giữ (?:lại )?(?:nguyên )?(?:(?:tất cả )?(?:các|những) (?:nơi|chỗ|địa điểm|thành phố) (?:khác|còn lại)|phần còn lại|còn lại)"
    ),
    "[、,]?(?:あと|他|ほか|残り)(?:は|の(?:所|場所|街|都市)は)(?:そのまま|残し|続け|全部)[ぁ-ん]*", "[,，]?(?:其他的?|其余的?|别的)(?:都|地方|城市)*(?:保留|不变|留着|照旧|继续)",
)  # fmt: skip
"""What is said beside the place that is left out: keep the rest."""

UNTIL_BACK = any_of(
    r"(?:(?:여행|출장|휴가|연휴|시험|방학|명절)(?:을|를|에서|이|가|은)?\s?)?(?:다녀올|돌아올|갔다\s?올|끝날|끝낼|마칠|복귀할)\s?때까지(?:는|만)?(?:\s?(?:잠깐|잠시)(?:만)?)?",
    latin(
        "until (?:i(?:'m| am|'ve)? (?:back|home|return(?:ed)?|get (?:back|home)|come (?:back|home))|(?:my|the) (?:trip|vacation|holidays?|break) (?:is over|ends?)|further notice)"
        "|(?:cho )?(?:đến|tới) khi (?:(?:tôi|mình|em|chúng tôi) )?(?:(?:đi )?(?:chơi|du lịch|công tác) )?(?:về|quay lại|trở lại|xong)"
    ),
    "(?:旅行|出張|休暇|休み|連休)?(?:から|が)?(?:帰る|戻る|終わる|帰って?くる)まで", "(?:在)?我?(?:旅行|旅游|出差|休假|假期|度假)?(?:回来|回家|结束)(?:之前|以前|前|为止)先?",
)  # fmt: skip
"""How long a break should be, if no day is named."""
