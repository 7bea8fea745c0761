"""Words in five languages that ask to change what the chat gets: subscribe, unsubscribe, another time, another look."""

import re

from bot.parsing.days import WORKDAYS
from bot.parsing.patterns.words import Words
from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, TAKEN, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
_SUBSCRIPTION = r"(?:(?:구독|알림)(?![료자장음]|경제|창)|푸시|정기\s?발송)"
SUBSCRIBE = any_of(
    rf"{_SUBSCRIPTION}(?:을|를|도)?(?:\s?(?:신청|하고\s?싶|할래|할게|하기|시작|해|켜|등록|받|부탁|추가|설정|원|좀)[가-힣]*)?",
    r"(?:같이|함께|다시)\s?(?:보내|받|시작|켜)[가-힣]*|(?:(?<![배고단부후상])추가|등록|신청|구독)(?![료자])(?:해|하|할|도|을|요)?[가-힣]*",
    latin(
        r"subscri(?:be|ption|ptions|bing)(?:\sme)?(?:\sto)?|sign (?:me )?up(?: for)?|resume(?: (?:it|bulletins?|alerts?))?|start again|turn on (?:the |my )?(?:notifications?|alerts?|bulletins?|updates?)|turn (?:it |them )?(?:back )?on|unmute|add|sub"
    ),
    r"再開[ぁ-ん]*|(?:購読|配信|登録|追加|定期配信)(?:を|も)?(?:希望|開始|登録|申し?込み?|お願い)?(?:したい|して|する|します)?[ぁ-ん]*",
    r"订阅|訂閱|订(?=一下|阅)|推送|恢复(?:推送)?|重新(?:开始|订阅|推送|开启|打开)(?:推送|订阅|发送)?|继续(?:推送|发)|添加|加上|增加|新增",
    latin(
        r"đăng ký|dang ky|đăng kí|theo dõi|thêm|tiếp tục|bật lại|(?:gửi|nhận) (?:tin )?(?:trở )?lại(?: (?:cho )?(?:tôi|mình|em))?"
    ),
    r"(?:넣어|더해)\s?(?:줘|주|줄|달|드)[가-힣]*|(?:加えて|足して|入れて)[ぁ-ん]*|(?:하나|한\s?곳|한\s?군데)\s?더(?:\s?(?:추가|넣|받)[가-힣]*)?(?:요)?(?=\s*[.!~]*$)|再加(?:一个|上)?",
    latin("include"),
)
UNSUBSCRIBE = any_of(
    latin(
        "(?:i )?(?:don'?t|do not|no longer) need (?:any of )?(?:this|these|it|them|those|you)(?: (?:stuff|things?|messages?|anymore|any more))*|(?:cancel|stop) (?:all )?(?:of )?(?:this|these|that)(?: (?:nonsense|stuff|crap|thing|messages?))*"
    ),
    rf"(?:그만|고만|작작)\s?(?:좀\s?)?와(?:라|요|도\s?돼)?{_E}|(?:もう)?(?:通知|送信|配信|連絡)(?:を)?しないで[ぁ-ん]*",
    rf"(?:{_SUBSCRIPTION}(?:이|은|는|을|를)?\s?)?(?:(?:너무|진짜|정말|다|그냥)\s)*(?:귀찮[가-힣]*\s)?{_K}없애\s?(?:줘|주|버려|라)[가-힣]*|(?:(?:더\s?이상|더는|이제|앞으로|다시는)\s?)?(?:연락|문자|메시지|톡|카톡)(?:을|를)?\s?(?:하지|보내지|주지)\s?(?:마|말)[가-힣]*",
    latin(
        "no more (?:msgs?|texts?|spam|stuff)|(?:i )?(?:don'?t|do not) want (?:any of )?(?:this|these|it|them|those)(?: (?:stuff|things?|messages?|anymore|any more))*"
    ),
    "把?(?:推送|通知|提醒|订阅|訂閱)(?:都|给我|全|全部)*(?:关|關|停|取消|删|退)(?:了|掉|闭|一下)吧?",
    r"(?:추가|등록)(?:한\s?(?:거|것|걸))?(?:을|를)?\s?취소[가-힣]*",
    rf"{_SUBSCRIPTION}(?:을|를|은|도|들)?\s?(?:이제\s?)?(?:다|모두|전부|좀|다시|잠깐만?|잠시만?|당분간|일단|며칠만?|(?:일주일|한\s?달|[0-9]+일)(?:간|만|동안)?)?\s?(?:그만|취소|해지|해제|끊|중지|중단|싫|귀찮|시끄|필요\s?없|끄|꺼|끌|빼|삭제|안\s?[받해할]|철회|멈|정지|지워|없애|종료)[가-힣]*",
    r"그만\s?(?:보내|받)[가-힣]*|보내지\s?(?:마|말|않)[가-힣]*|(?:알림|소식)?\s?안\s?(?:받|보내|와도)[가-힣]*|더\s?이상\s?(?:보내지\s?(?:마|말|않)|필요)[가-힣]*|(?:보내|오)는\s?(?:거|것|건|걸)\s?(?:이제\s?)?(?:그만|멈|중지)[가-힣]*|탈퇴[가-힣]*|수신\s?(?:거부|차단|해제)(?!함|목록|번호|메)[가-힣]*|받기\s?싫[가-힣]*|(?:더\s?이상\s?)?받고\s?싶지\s?않[가-힣]*",
    rf"{_K}(?:해지|해제(?![됐되된될면])|빼\s?줘|빼\s?주|빼고\s?싶|삭제|제거|지워)[가-힣]*|구독[가-힣]*\s?(?:취소|해지)[가-힣]*",
    latin(
        r"unsubscribe(?:\sme)?(?:\sfrom)?|un-?sub|cancel\s(?:(?:my|the|all)\s)?(?:\w+\s)?(?:subscriptions?|bulletins?|alerts?|notifications?|updates?)|stop\s(?:sending|messaging|texting)(?:\sme)?(?:\s(?:messages|updates|bulletins?|alerts|news|weather|this|these))*|stop\s(?:(?:the|my|daily|these|all|weather|morning)\s)*(?:bulletins?|alerts?|notifications?|updates?|messages?|subscriptions?|subscription)|(?:don't|do not)\s(?:send|want)(?:\sme)?(?:\sany(?:\smore)?(?:\s(?:messages|updates|bulletins?|alerts|notifications)(?:\sfrom\syou)?)?)?|no longer (?:want|need|wish)(?: to (?:get|receive))?|no more(?: (?:messages|updates|bulletins?|alerts|news|weather))?|turn off(?: (?:the |my |all )?(?:notifications?|alerts?|messages|bulletins?))?|end my subscription|opt out|remove|delete|take (?:out|off)"
    ),
    r"(?:購読|登録|配信|通知|お知らせ)(?:を|の|は)?(?:解除|解約|停止|やめ|止め|キャンセル|削除|取り消|取消|いらない|不要|オフ)[ぁ-んー]*|(?:送ら|送信し)ない[ぁ-ん]*|送るのを?やめ[ぁ-ん]*|解約|もう(?:いらない|送らない)[ぁ-ん]*|(?:だけを?)?外して|(?<!傘)(?<!傘は)(?<!傘が)(?<!マスク)(?<!マスクは)(?<!ート)(?<!ートは)(?<!上着)(?<!上着は)(?:は|が)?(?:いらない|要らない|(?<!要)不要(?![带帶穿洗晒打戴再给給发發]))(?:です)?|(?:だけを?)?消して|除いて|解除|削除して",
    r"退订|退訂|(?:取消|停止|关闭|解除|不要|不想)(?:我的|所有)?[^\ue800-\uebff]{0,8}?(?:订阅|訂閱|推送|通知|提醒|发送|接收)了?|(?:取消|停止|关闭|解除)(?=[\ue800-\uebff])|(?<=[\ue800-\uebff])的?(?:订阅|訂閱|推送|通知|提醒)了?(?=[。！!]*$)|(?:不要|别|別|不用|停止)(?:再)?(?:给我)?(?:发|發|推|送)(?:了|送了?)?|删除|删[掉去]|移除|去掉",
    latin(
        r"(?:hủy|huỷ|huy|bỏ|ngừng|tạm dừng|tạm ngưng|dừng|ngưng|tắt|thôi|xóa|xoá)\s(?:việc\s|không\s)?(?:đăng ký|dang ky|theo dõi|gửi|thông báo|nhận|bản tin|đăng kí)(?:\s(?:tin|nữa|cho))?|(?:thôi\s)?(?:đừng|không|thôi|khỏi)\s(?:gửi|nhắn|muốn nhận|nhận)(?:\s(?:nữa|tin|cho (?:tôi|mình|em)))*|(?:ra )?khỏi danh sách|hủy|huỷ|xóa|xoá|bớt|bỏ|gỡ"
    ),
    rf"(?<=\s)빼(?:요|자)?{_E}|削除$",
    latin(
        "stop(?= (?!rain|snow|it|this)[a-z-]+(?: (?:only|please|updates|alerts|weather|bulletins?))*[.!]*$)|drop|(?:pause|snooze|mute)(?: (?:it|me|bulletins?|alerts?|notifications?|updates?|everything|please))*|hold (?:off|my alerts)"
    ),
    latin(
        "(?:quit|stop|cease|enough with(?: the)?)(?: (?:fucking|damn|freaking))? (?:texting|messaging|sending|spamming|bothering|notifying|pinging|contacting|emailing|writing|bugging)(?: (?:to )?(?:me|us))?(?: (?:this|these|those|that|the|all|any|every|so|many|stuff|things?|crap|shit|messages?|updates?|bulletins?|alerts?|news|weather|notifications?|day|morning|already|anymore|please))*"
        "|(?:take|remove|delete) me (?:off|from|out of)(?: (?:your|the|this|my))? ?(?:mailing |e-?mail )?(?:list|subscribers?|here|this)?|no more of (?:these|this|that|those|them)(?: please)?|(?:don'?t|do not|never) (?:text|message|bother|ping|contact|notify|write|spam)(?: (?:to )?(?:me|us))?(?: (?:again|anymore|any more|ever|please))*"
    ),
    r"(?:もう|これ以上|二度と)?(?:送って|メッセージ|通知|連絡)?(?:を|は)?(?:し)?(?:て)?(?:こ|来)ないで[ぁ-ん]*|(?:通知|配信|お知らせ|メッセージ)(?:は|を)?(?:もう)?(?:いらん|要らん|いらねえ|切って|オフにして|止めといて|消しといて)[ぁ-ん]*",
    r"(?:我)?(?:再也)?不想(?:再)?(?:收到?|接收|看到?)(?:这些|通知|推送|消息|你的)*了?|(?:别|別|不要)(?:再)?(?:给我|給我)?(?:发|發)(?:信息|消息|这些|這些|东西|这个)了?",
    latin(
        "(?:đừng|thôi|khỏi|ngừng|dừng|ngưng)(?: có)? (?:nhắn|gửi|báo|spam|réo|gởi)(?: (?:tin|nữa|cho|tôi|mình|em|tao|mấy|cái|này|thứ|hoài))*"
    ),
    r"(?:그만|고만|작작)\s?(?:좀\s?)?(?:보내|울려|날려|쏴)[가-힣]*",
)
BEGINNING = any_of(
    r"(?:오늘|내일|지금)부터(?!\s?[^\s]{1,6}까지)(?:는)?",
    latin(
        "(?:starting|beginning|from) (?:from |on )?(?:today|tomorrow|now(?: on)?)(?: on)?|(?:bắt đầu )?từ (?:hôm nay|ngày mai|mai|bây giờ)(?: trở đi)?"
    ),
    "(?:今日|明日)から|从?(?:今天|明天)(?:起|开始)",
)
"""The first day of a bulletin that comes every day from then on, and begins then anyway: 내일부터."""

ABOUT_DAY = any_of("^(?:오늘|내일|당일|今日|明日|今天|明天)", latin("^(?:today|tomorrow|hôm nay|ngày mai)"))
"""A day that bulletins may be about every time: 매일 밤 내일 날씨."""

LEFT_OUT = any_of(
    rf"{_K}(?:빼|끊|꺼|끄|삭제|지워|지우|없애|취소|해지|제거|그만|중지)[가-힣]*(?:\s?(?:줘|주|달|줄|싶|해|할|받|보내)[가-힣]*)*",
    latin(
        "(?:please )?(?:remove|delete|cancel|drop|unsubscribe(?: from)?|turn off|switch off|take out|get rid of|stop(?: sending|(?= (?:the|my|at|sending|[0-9])))|mute)|bỏ|xóa|xoá|hủy|huỷ|tắt|gỡ"
    ),
    "(?:を|は)?(?:削除|外して|解除|止めて|やめて|消して|いらない|なし)[ぁ-ん]*|(?:不要|删除|删掉|去掉|取消|退订|关掉|停掉)了?",
)
"""Beside a time these take it out of a bulletin: 18시 빼줘."""

AT_A_TIME = any_of(
    r"(?:에\s?)?(?:오는|받는|보내는)?\s?(?:알림|소식|구독|브리핑|메시지|시간대?|거|것)(?:을|를|은|는|만|도)?",
    latin("one|bulletins?|alerts?|updates?|messages?|notifications?|subscriptions?|bản tin|thông báo|tin|giờ|lúc|cái"),
    "の?(?:通知|配信|お知らせ|分|方)(?:を|は)?|的?(?:推送|通知|提醒|订阅|消息|那个|那条)",
)
"""What comes at a time that should be taken out."""

PAUSE = any_of(
    rf"{_K}(?:쉬어|쉴게|쉬고|쉬자|쉬었|멈[춰췄추춤출]|중지|정지|중단|보류|일시\s?(?:정지|중지)|꺼\s?(?:줘|주)|끄고|조용|보내지\s?(?:마|말))[가-힣]*(?:\s?(?:싶|줘|주|해|할)[가-힣]*)?",
    latin(
        "(?:(?:take|have|need|want|give me|i'd like) )+a (?:little |short )?break|pause|snooze|mute|silence|hold|suspend|skip"
    ),
    "(?:一時)?(?:停止|休止)[ぁ-ん]*|休(?:んで|み|む|止)[ぁ-ん]*|止めと?[てい][ぁ-ん]*|暂停|停(?:一|几|两|三)(?:天|周|个月)|停一下|别发|不用发",
    latin("tạm (?:dừng|ngưng|nghỉ)|(?:dừng|ngừng|ngưng|nghỉ|tắt)(?: (?:gửi|nhận|báo)(?: (?:tin|bản tin))?)?"),
)
"""Beside a day or a word such as "for now" these ask for a break."""

DAY_OFF = any_of(
    rf"{_K}(?:쉬|쉴|쉰|쉼)[가-힣]*(?:\s(?:싶|줘|주|할|하)[가-힣]*)*|{_K}휴무{_E}",
    latin(
        "(?<!i'm )(?<!am )(?<!'re )(?<!is )off|skip|(?:no|without) (?:bulletins?|messages?|alerts?|updates?|notifications?)(?: on)?|nothing on|(?:take )?a break on"
    ),
    "(?:お)?休[みむんま][ぁ-ん]*|休息|不发|不推送?|停发", latin("nghỉ|không (?:có|nhận|gửi)(?: (?:tin|gì|bản tin))*"),
)  # fmt: skip
"""Beside days these leave them out: 일요일은 쉬어, weekends off."""

OTHER_DAYS = any_of(
    r"[,\s]*(?:나머지|남은|다른)(?:\s?(?:날|요일)(?:들)?)?(?:에)?(?:만|은|는)?(?:\s?(?:다|계속|그대로))?",
    latin("(?:,|and|but)?\\s*(?:(?:send|keep|deliver) )?(?:on )?(?:the rest|(?:all )?(?:the )?other days)(?: (?:are|is) (?:fine|ok|okay|good))?|(?:,|và|nhưng)?\\s*(?:các ngày |những ngày )?(?:còn lại|khác)(?: (?:thì|vẫn|cứ))*(?: gửi| nhận)?"),
    "[、,]?(?:残り|それ以外|他|ほか)(?:の日)?(?:だけ|は)?(?:送|届)?[ぁ-んけ]*", "[,，]?(?:其他|其余|别的)(?:日子|时候|的?天)?(?:都)?(?:照发|照常|照旧|继续)?发?",
)  # fmt: skip
"""What is said of the days that remain beside those that are left out: the rest."""

WORKING_DAYS = any_of(WORKDAYS)
"""Beside another day and several times these are days of bulletins: 토요일은 8시 평일은 7시."""

OF_DAYS = any_of(
    rf"(?:평일|주중|주말|휴일|요일|[월화수목금토일][월화수목금토일])(?:에는|엔|은|는){_E}",
    "(?:週末|平日|曜日?|土日)(?:は|には)|(?:周末|工作日|平日|[周週]末)(?:的话|則|则|就)?(?:改|换|換)",
    latin("(?:cuối tuần|ngày thường|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật) thì"),
)
"""Days of which something else is said than of others: 주말에는 9시로."""

NEAR_DAY = any_of(
    r"이번|다음|담\s?주|오늘|내일|모레", latin("this|next|today|tomorrow|tonight|until|till|này|tới|sau|mai|hôm nay"), "今[週日度]|次の|来週|明日|まで|这|這|本周|下[个個]?周|今天|明天|后天|到",
)  # fmt: skip
"""A day of these is a single one."""

ONLY_DAYS = any_of(
    rf"(?:(?<=평일)|(?<=주중)|(?<=주말)|(?<=요일)|(?<=휴일)|(?<=[월화수목금토일][월화수목금토일]))에?만(?:\s?(?:으로|로|요))?{_E}",
    latin("only(?: on)?|just on|chỉ(?: (?:gửi|nhận|cần|vào))*"),
    "(?:だけ(?!ど)|のみ)(?:に|で)?(?:して[ぁ-ん]*|お願い[ぁ-ん]*)?|[只仅](?:在|要|发)?|就(?:行|好|可以)|即可",
)  # fmt: skip
"""Beside days of the week these are the only ones: 평일만, weekdays only."""

FOR_NOW = any_of(
    r"(?:당분간|잠시|잠깐|며칠)(?:만|간)?|휴가(?:\s?동안)?|여행\s?(?:중|동안)|(?:일주일|한\s?달|[0-9]+일)(?:간|만|동안)",
    latin(
        "pause|snooze|mute|take a break|for now|for a while|for the moment|until|till|for (?:a|one|two|the) (?:days?|weeks?|months?|weekend)"
    ),
    "しばらく|一時|休止",
    "暂时|暫時|暂停|停一下",
    latin("tạm thời|tạm"),
)
"""Beside an end, a break is meant."""

_SINCE_WHEN = r"(?:언제|몇\s?시|며칠|어느\s?날)(?:부터|쯤부터)"
SUBSCRIPTIONS = any_of(
    latin(
        "(?:which|what) (?:alerts|bulletins|subscriptions|cities|places|updates) (?:do i|am i|have i) (?:have|get|getting|got|set|chosen)|(?:(?:mình|tôi|em) )?đang nhận (?:tin|bản tin|thông báo) (?:gì|ở đâu|nơi nào|mấy giờ)(?: (?:vậy|thế|nhỉ|ạ))*"
    ),
    r"(?:알림|구독|소식)(?:이|은|는)?\s?(?:몇\s?시|언제)(?:에)?\s?(?:오게|받게)\s?(?:해|돼|되)[가-힣]*(?:\s?[놨뒀있][가-힣]*)?",
    r"(?:알림|구독)(?:이|은|는)?\s?(?:지금\s?|아직\s?)?(?:켜져|꺼져|되어|돼|등록돼|켜)\s?있(?:나|는지|니|냐|어|지|는가)[가-힣]*(?:\s?(?:확인|봐|알려)[가-힣]*(?:\s(?:줘|주)[가-힣]*)?)?",
    r"(?:구독|신청|등록)(?:은|을|도)?\s?(?:했|한)[가-힣]*\s(?:[가-힣]+\s){0,2}안\s?(?:왔|와|옴|오)[가-힣]*|(?:알림|소식|메시지)(?:이|을|도|은)?\s?(?:하나도\s|아직\s)?못\s?받[가-힣]*|(?:알림|소식|메시지)(?:이|은|가)?\s?(?:너무|자꾸|맨날|매일|항상|계속)\s?(?:늦게|일찍|안|두\s?번)\s?(?:와|오|왔)[가-힣]*",
    latin(
        "(?:but )?(?:nothing|no (?:bulletins?|messages?|alerts?|updates?|notifications?)) (?:has |have )?(?:came|come|comes|arrived|is coming|showed up|was sent)(?: yet)?"
    ),
    rf"^(?!.*(?:{_K}[비눈]|버스|택배|기차|지하철)).*왜\s?(?:이렇게\s?|아직\s?)?안\s?(?:왔|와|옴|오|보내|보냈)[가-힣]*|(?:내|제|우리)\s?(?:지역|도시|동네|알림|시간|구독)(?:이|은|는)?\s?(?:뭘로|뭐로|어디로|어디|몇\s?시|언제)[가-힣]*(?:\s?(?:돼|되어|설정|등록|있)[가-힣]*)*|(?:몇\s?시|언제)(?:에|쯤)?\s?(?:오|받|보내|울리)는?\s?(?:걸로|거로|것으로|게)\s?(?:되어|돼|설정|맞)[가-힣]*",
    latin(
        "(?:why )?(?:didn'?t|did not|haven'?t|have not) (?:i|it|you|the bot) (?:get|got|receive|received|send|sent|come|arrive|text)(?: (?:me|anything|any|my|the|a|bulletins?|messages?|alerts?|updates?|notifications?|this morning|today|yet))*|(?:(?:tại )?sao|vì sao) (?:(?:hôm nay|sáng nay|tôi|mình|em|bot|vẫn|lại) )*(?:không|chưa) (?:nhận|thấy|gửi)(?: (?:được|tin|bản tin|thông báo|cho|tôi|mình))*"
    ),
    r"(?:今|いま)?(?:何|なに|どこ|どの(?:都市|地域|街))を?(?:登録|購読)[ぁ-ん]*|(?:なぜ|なんで|どうして)(?:今朝|今日)?(?:は)?(?:届|来|送)[らかい]*な[ぁ-ん]*|(?:为什么|怎么|為什麼)(?:今天|早上|今早|还)*没有?(?:收到|发|推送)[^\s]{0,4}",
    rf"{_SINCE_WHEN}\s?(?:알림|소식|구독|메시지|브리핑|아침\s?소식)(?:이|을|를|은|는)?\s?(?:와|오|옴|온|받|보내|시작|가능)[가-힣]*(?:\s?(?:주|줘|거|건|수|있)[가-힣]*)*|(?:알림|소식|구독|메시지|브리핑|아침\s?소식)(?:이|을|를|은|는)?\s?{_SINCE_WHEN}\s?(?:와|오|옴|온|받|보내|시작|되|돼)?[가-힣]*(?:\s?(?:주|줘|거|건|수|있)[가-힣]*)*|{_SINCE_WHEN}\s?(?:보내|받)[가-힣]*(?:\s?(?:주|줘|거|건|수|있)[가-힣]*)*",
    latin(
        r"(?:since when|from when|starting when|when) (?:do|will|does|can|am|would) (?:i|it|the (?:bulletins?|alerts?|updates?)) (?:get|receive|start|begin|arrive|getting)(?: (?:my|the|first|next|bulletins?|alerts?|updates?|messages?|notifications?|getting|receiving))*|(?:khi nào|bao giờ|từ khi nào|từ lúc nào) (?:thì )?(?:(?:tôi|mình|em|bot) )?(?:(?:sẽ|được) )?(?:bắt đầu )?(?:gửi|nhận(?: được)?|có)(?: (?:bản tin|tin|thông báo))+|(?:khi nào|bao giờ) bắt đầu gửi"
    ),
    r"いつから(?:配信|通知|届|送|受け取|もら)[ぁ-んれ]*(?:始ま|開始)?[ぁ-ん]*|(?:配信|通知|お知らせ)は?いつから[ぁ-ん]*|(?:什么时候|何时|几时|从什么时候)(?:才)?(?:开始)(?:推送|发|发送|通知|收到)[^\s]{0,4}|(?:推送|通知)(?:什么时候|何时|从什么时候)开始",
    r"(?:알림|소식|메시지|브리핑|구독)(?:이|가|은|는)?\s?(?:왜\s?)?(?:안|두\s?번|두번씩|늦게|이상하게)\s?(?:와|왔|오[나네는지]|옴|온)[가-힣]*|(?:내가\s?)?(?:구독|등록|설정)(?:한|된|해\s?둔|해\s?놓은|되어\s?있는|돼\s?있는)\s?(?:지역|도시|시간|곳|것|거)[가-힣]*(?:\s?(?:뭐|어디|언제|몇\s?시)[가-힣]*)?|(?:알림|구독|소식)(?:이|은|는)?\s?(?:몇\s?시|언제)[가-힣]*(?:\s?(?:되|돼|오|와|설정)[가-힣]*)*(?:\s?있[가-힣]*)?|언제\s?보내\s?(?:주기로|주는|주지|줘)[가-힣]*(?:\s?했[가-힣]*)?|(?:뭐|뭘|무엇을?|어디|언제)\s?(?:구독|받)[가-힣]*(?:\s?있[가-힣]*)?|(?:몇\s?시|언제)(?:에|쯤)?\s?(?:받|보내)[가-힣]*(?:\s?(?:거|건|것|있)[가-힣]*)?|구독\s?(?:목록|현황|내역|확인|중인|상태|정보)[가-힣]*|(?:내|나의|제)\s?(?:구독|알림)(?:이|은|는)?(?:\s?(?:뭐|어떻|목록|확인|보여|보기)[가-힣]*)*(?=\s*(?:$|[?!.]))",
    latin(
        r"(?:i )?(?:didn.t|did not|haven.t|never) (?:get|got|receive[d]?) (?:my |the |any |today.s )*(?:bulletins?|alerts?|updates?|messages?|notifications?|briefing)|where(?:.s| is) my (?:bulletin|alert|update|message|notification|briefing)|(?:show |list |what are )?my (?:subscriptions?|alerts|bulletins?)(?=\s*(?:$|[?!.]))|when (?:do|will|does) (?:you|it|the bot|the bulletin) (?:send|message|text|come|arrive|notify)[a-z ]*|what time (?:do|will) (?:you|i) (?:send|get)[a-z ]*|(?:which|what) (?:cities|places) (?:do i (?:have|get)|am i (?:subscribed|signed up)(?: (?:to|for))?|are (?:set|saved))|what (?:am i|did i) (?:subscrib\w+|getting|sign\w* up)(?: (?:to|for))?"
    ),
    r"(?:今の)?(?:登録|購読|配信)(?:状況|内容|一覧|中|を(?=見せ|確認))(?:を|は)?(?:確認|教えて|見せて|見たい)?[ぁ-ん]*|(?:通知|配信|お知らせ)が(?:届か|来)[ぁ-ん]*|没(?:有)?收到(?:通知|推送|消息)?|订阅(?:状态|列表|内容|情况)|我的(?:订阅|訂閱|推送)(?:有哪些|列表|状态|内容)?|(?:我)?订阅了(?:什么|哪些)",
    latin("(?:xem )?đăng ký của (?:tôi|mình|em)|(?:tôi|mình|em) (?:đang|đã) đăng ký (?:gì|những gì|nơi nào)"),
    r"(?:(?:내가|나|난|제가)\s?)?(?:뭐|뭘|무엇을?|어디|어딜|어느\s?(?:지역|도시|동네)|무슨\s?(?:지역|도시|동네))[을를]?\s?(?:신청|구독|등록)[가-힣]*(?:\s?(?:중|더라|있|놨|뒀|했|되|돼)[가-힣]*)*|(?:무슨|어느|어떤|뭔|어디)\s?(?:지역|도시|동네|시간)?(?:으로|로)\s?(?:돼|되어|설정|등록|맞춰|해\s?[놨둔뒀놓])[가-힣]*(?:\s?[있놨뒀놓][가-힣]*)*|(?:언제|몇\s?시)(?:에)?\s?(?:오는|받는|보내는)\s?(?:걸로|거로|것으로)\s?(?:해\s?[놨뒀둔놓]|했)[가-힣]*(?:\s?(?:알림|구독|소식))?",
    latin(
        "what (?:have|did|do|am) i (?:sign(?:ed)? up|subscribed?|subbed|set up|registered)(?: (?:for|to|here|again|on))*|(?:what|which|where)(?:'s| is| are) my (?:current )?(?:subscriptions?|bulletins?|alerts?)|am i (?:still |already )?(?:subbed|registered|on (?:the|your) list)"
        "|(?:(?:mình|tôi|em|tớ) )?(?:đã |đang )?(?:đăng k[ýí]|theo dõi) (?:những )?(?:gì|đâu|chỗ nào|nơi nào|mấy giờ|thành phố nào)(?: (?:rồi|vậy|nhỉ|ta|thế|ạ|á|đó))*"
    ),
    r"(?:何|なに|どこ|どの(?:街|都市|地域))(?:を|が|に)?(?:購読|登録|設定|申し込)[ぁ-んし]*(?:っけ)?|(?:登録|購読|設定)(?:した|している|してる|してた|中の)(?:街|都市|地域|場所|内容|もの)(?:は|を)?(?:どこ|何)?|(?:我)?(?:都|现在|到底)?(?:[订訂]阅?閱?|关注|關注)了?(?:些)?(?:什[么麼]|哪些|哪几个|哪个|哪裡|哪里|啥|几个)(?:城市|地方|地区|东西|内容)?(?:来着|啊|呢)?",
)
"""What the chat is subscribed to."""

SUBSCRIPTION_QUESTIONS = any_of(
    r"(?:구독|알림|브리핑|푸시)(?:이|가|은|는)?\s?(?:꺼|끊|해지|취소|중지)(?:졌|져\s?있|겼|됐|되었|돼\s?있)(?:어요?|나요?|니|는지|냐)?\s?\?+(?:\s?오늘)?(?:\s?안\s?왔[가-힣]*)?",
    latin(
        "what time (?:is|are) my (?:daily |morning )?(?:messages?|bulletins?|alerts?|updates?|notifications?)(?: set(?: to| for)?)?"
    ),
    r"왜\s[^,.!?]{0,12}(?:구독|알림|등록|소식)[^,.!?]{0,12}(?:안|없|못)[^,.!?]*|(?:구독|알림)[^,.!?]{0,6}\s왜\s[^,.!?]*|(?:어디|어느|무슨|뭐|뭘|무엇|몇\s?군데|몇\s?곳)[가-힣]*\s?(?:지역|도시|동네|곳)?[을를이가]?\s?(?:구독|등록)(?:하고|돼|되어|한|했|중|이)[가-힣]*(?:\s?(?:있|지|거|건|게)[가-힣]*)*|(?:구독|등록)(?:한|된|중인|하는|돼\s?있는|되어\s?있는)\s?(?:지역|도시|동네|곳|데|게|거)[이가은는]?(?:\s?(?:어디|뭐|어느|몇)[가-힣]*)?",
    latin(
        r"(?:which|what|where) (?:[a-z']+ )?(?:am i|did i|do i|have i|are we|i am|i'm) (?:currently )?(?:subscrib\w+|sign\w* up|getting|follow\w*)(?: (?:to|for|right now|now|now for))*|(?:do|did) i (?:still |already )?have (?:a|any|an active) (?:subscriptions?|bulletins?)|(?:am|are|was) (?:i|we) (?:still |already |currently )?(?:subscribed|signed up)(?: (?:to|for) (?:anything|something|any places?))?|(?:have|did) i (?:already )?(?:subscribed?|signed? up)(?: (?:to|for) anything)?"
        r"|why (?:am|was|are|do|did|don't|is|isn't) (?:i|we|my|the|there) (?:not |no |never )*(?:get(?:ting)?|receiv(?:e|ing)|alerts?|bulletins?|notifications?|updates?|messages?)(?: (?:my|the|any|anything|alerts?|bulletins?|notifications?|updates?|messages?|not|coming|today|this morning|arriving))*"
        r"|(?:(?:tôi|mình|em) )?(?:đang |đã |có )+(?:đăng k[ýí]|theo dõi) (?:ở )?(?:(?:những|các|mấy) )?(?:gì|(?:nơi|chỗ|địa điểm|thành phố|khu vực) nào|ở đâu|đâu|chưa|không|rồi chưa)(?: rồi| vậy| thế| ạ)*|(?:(?:tôi|mình|em|hôm nay|sáng nay|vẫn|mãi) )*(?:không|chưa) (?:nhận được|thấy)(?: (?:thông báo|bản tin|tin nhắn|tin|gì))+|(?:tại sao|vì sao|sao)(?: (?:tôi|mình|em|bot|hôm nay|vẫn|lại|mãi|thông báo|bản tin))* (?:không|chưa) (?:nhận(?: được)?|thấy|đến|gửi|có)(?: (?:thông báo|bản tin|tin nhắn|tin|gì|cho tôi))*"
    ),
    r"(?:登録|購読|配信)(?:中|して(?:い)?る|した|済み)の?(?:場所|都市|地域|街|ところ|町|もの|内容|リスト)(?:は|を)?(?:どこ|何|なに)?|(?:なぜ|なんで|どうして)(?:今朝|今日)?(?:は)?(?:通知|配信|お知らせ|メッセージ)[がはも][^、。？?]{0,6}(?:ない|ません)[ぁ-ん]*|(?:通知|配信|お知らせ)[がはも](?:なぜ|なんで|どうして)[^、。？?]{0,6}(?:ない|ません)[ぁ-ん]*",
    r"(?:我)?(?:现在|目前|都|已经)*(?:有没有|有|是否)?订阅(?:了|的)?(?:是|有|都)*(?:哪里|哪儿|哪些|哪个|什么|几个)(?:地方|城市|地区|内容)?|(?:我)?(?:有没有|有|已经|是否)订阅[^,。]{0,3}[吗嗎]?|(?:为什么|怎么|為什麼)[^,。]{0,4}(?:没有?|不|沒有?)(?:收到|发|推送|给我)[^\s,。]{0,6}",
)
"""Questions with a word such as subscribe, which order nothing: what am I subscribed to, why did nothing come."""

CONDITION = any_of(
    r"(?:오|내리|나쁜|심한|추운|더운|있는|뜨|뜬)(?:는)?\s?날(?:에|씨)?(?:만|은|엔|에는|에만)?\s?.*(?:보내|알려|알림|받|말해|깨워|문자|톡|연락)",
    latin(
        r"(?:on|only) (?:rainy|snowy|bad air|cold|hot) days(?: only)?|(?:khi|nếu|lúc(?! [0-9])) .{1,30}(?:báo|nhắc|gửi|thông báo)(?: cho)?"
    ),
    "(?:雨|雪)の日(?:だけ|のみ|に).*(?:教え|知らせ|通知|送)|(?:下[雨雪]|有雨|雨)天?(?:的?(?:那天|日子|天))?(?:才|再|就).{0,4}(?:发|推送|提醒|通知)",
    r"(?:올|나쁠|내릴|심할|뜰|있을|높을|추울|더울|그칠|멎을|갤|맑을|영하일|떨어질|내려갈|넘을|올라갈)\s?때(?:만|마다|는)?.*(?:알려|알림|보내|푸시|받|문자|톡|연락)|(?:오면|나쁘면|내리면|심하면|뜨면|발령되면|있으면|나오면|더우면|추우면|쌀쌀하면|불면|그치면|멎으면|멈추면|개면|맑으면|영하(?:이|로\s?(?:떨어지|내려가))?면|(?:떨어지|내려가|넘으|넘|올라가|추우|더우)면)(?:만)?\s?(?:꼭|바로|미리|좀)?\s?(?:알려|알림|보내|푸시|말해|깨워|문자|톡|연락)",
    r"(?:오면|나쁘면|내리면|심하면|뜨면|올\s?때만?)\s[^?]{0,12}?[0-9]{1,2}(?:시|:[0-9]{2})[^?]{0,8}(?:알려|알림|보내|푸시|깨워|문자|톡|연락)",
    latin(
        r"(?:don't|do not|never) (?:send|notify|message|text|alert|tell)(?: (?:me|it|anything|bulletins?|messages?))* (?:when(?:ever)?|if|unless)|unless (?:it|there)|(?:tell|notify|alert|warn|remind|message|text|ping|let|send)(?: (?:me|it|us))* (?:know )?(?:only )?(?:when(?:ever)?|if|once|as soon as)|only (?:when|if|on)\s.*|(?:when(?:ever)?|if) (?:it|there).*(?:tell|notify|alert|warn|let) me(?: know)?"
    ),
    r"(?:降ったら|降る(?:とき|時|日)|雨のとき|悪い(?:とき|時|日)|出たら|なったら|や(?:んだら)|止んだら|晴れたら|氷点下の?(?:とき|時|日)|以[下上]の?(?:とき|時|なら)).*(?:教えて|知らせ|通知|送)",
    r"(?:下雨|下雪|污染|有雨|有预警|空气差|零下|雨停|雪停|放晴|低于|高于|超过).{0,4}(?:时|的时候|就|才|的话|了).*(?:通知|提醒|告诉|发|推送)",
    latin(
        r"(?:dưới|trên|hơn) [0-9]+(?: độ)?(?: c)?,? (?:thì )?(?:báo|nhắc|gửi)|(?:báo|nhắc|thông báo|gửi) (?:cho )?(?:tôi|mình|em|tớ)?\s?(?:chỉ )?(?:khi|nếu|lúc(?! [0-9])).*"
    ),
)
"""What orders bulletins for some weather only."""

ON_WHICH_DAYS = any_of(
    r"(?:오|내리|나쁜|심한|추운|더운|있는|뜨|뜬|좋은|맑은|올|내릴)(?:는)?\s?(?:날(?!에만|만)|때(?!만|마다)).*(?:알려|말해|보여)",
    latin("(?:tell me|let me know|check|say|see) if(?! and only)(?! .*(?:every|always|whenever))"),
)
"""Of single days these ask what the weather will be: which days of this week it rains, if it rains tomorrow."""

WHETHER_THERE_IS = any_of(r"날(?:이|도)?\s?(?:있는지|있나|있으면|언제|며칠)")

IMPOSSIBLE_CONDITION = any_of(
    r"(?:그치|멎|멈추|개|맑|화창하|좋아지|풀리)(?:으)?면|(?:그칠|멎을|멈출|갤|맑을|화창할|좋을|좋아질)\s?때|(?:안|않고)\s?(?:오|내리)면\s?(?!.*(?:마|말|않))|[비눈]\s?안\s?(?:올|내릴)\s?때|[비눈]\s?안\s?오는\s?날(?!.*(?:마|말|않))",
    latin(
        "unless|(?:when|if|once|until|as soon as)(?: (?:the|it|rain|snow|storm|skies?))* (?:stops?|ends?|clears?(?: up)?|(?:is |are )?over)|(?:when|if|once|only if|only when) (?:it(?:'s| is)|the (?:weather|sky) is) (?:not (?:rain|snow)ing|sunny|clear|nice|dry|good)"
        "|(?:if|when) it (?:doesn't|does not|isn't|won't) (?:rain|snow)|trừ khi|hết mưa|tạnh|ngớt|(?:khi|nếu) trời (?:nắng|đẹp|quang|không mưa)"
    ),
    "(?:や|止)んだら|止んだ(?:とき|時)|晴れ(?:たら|の日|るとき|た[日時])|(?:雨|雪)[がの]?(?:降ら)?な(?:い|ければ|かったら)(?!.*(?:送ら|知らせ)な)|除非|[雨雪]停|停[雨雪]|放晴|晴天|天晴|不下[雨雪](?:就|才|的时候|时|的话)",
)
"""Weather for which no bulletin comes alone: the end of the rain, sunshine."""

ONLY_IF = any_of(
    rf"(?:때|날|경우)(?:에)?(?:만|는|은|엔)?{_E}|(?:오|내리|나쁘|심하|뜨|있|추우|더우|이)면(?:만)?{_E}",
    latin("if|when(?:ever)?|only|days|khi|nếu|chỉ|những ngày|vào ngày"),
    "(?:の|な|い|る)(?:日|とき|時|場合)|たら|だけ(?!ど)|のみ|才|只在|只有|仅|的话|的时候|[雨雪](?:天|日|时)|就(?:发|推|提醒)",
)
"""Beside a word for the weather these ask for bulletins in that weather only."""

CHANGING = any_of(
    r"(?:시간|시각|요일|지역)(?:을|를|은)?(?=\s[가-힣0-9:\s]{1,12}로\s?(?:바꾸|바꿔|바꿀|변경|수정))|(?:알림|구독|시간|시각|지역|도시|동네|요일|배달|발송)(?:을|를|은|는|도)?\s?(?:(?:오는|받는|보내는)\s?)?(?:시간|시각|지역|도시|요일)?(?:을|를|은|는|만|도)?\s?(?:(?:좀|조금|다시|새로|이제|혹시|다른\s?(?:걸로|데로|곳으로))\s?)*(?:설정|변경|바꾸|바꿔|바꿀|수정|고치|고쳐|고칠|조정|옮기|옮길)[가-힣]*(?:\s?(?:싶|수\s?있|주|될|되|가능)[가-힣]*)*",
    latin(
        "(?:change|move|switch|set|update|shift|reschedule|edit) (?:my |the |our )?(?:daily |morning |weather |bulletin |delivery |notification |alert |alarm )*(?:time|hour|city|cities|places?|location|subscriptions?|alerts?|bulletins?|notifications?|schedule|briefings?|updates?)(?: (?:to|time|at))*"
    ),
    "(?:時間|時刻|地域|通知|配信)(?:時間|時刻)?[をは]?(?=.{0,12}(?:変更|変え))",
    "(?:把)?(?:更改|修改|改|换|调整)(?:一下)?(?:通知|推送|订阅|提醒)?(?:时间|城市|地区|推送|时刻)|(?:通知|推送|订阅|提醒)(?:的)?时间(?:改|换|调)[成为到]?",
    latin(
        "(?:thay đổi|đổi|chuyển|chỉnh|dời|sửa) (?:lại )?(?:giờ|thành phố|thời gian|địa điểm|lịch)(?: (?:thông báo|gửi|nhận|báo|bản tin|tin))*(?: (?:thành|sang|qua|lúc|vào))*"
    ),
)
"""A change of a subscription is made in the settings."""

MOVING = any_of(
    # Names of places were set aside as these letters.
    r"(?<=[\ue800-\uebff])(?:으로|로)?\s?(?:바꿔|변경|옮겨|바꾸|교체)[가-힣]*",
    r"(?:(?<=오전으로)|(?<=오후로)|(?<=아침으로)|(?<=저녁으로)|(?<=점심으로)|(?<=밤으로)|(?<=새벽으로))\s?(?:바꿔|변경|옮겨|바꾸|수정)[가-힣]*|(?:(?<=시로)(?<!글리시로)|(?<=반으로)|(?<=분으로)|(?<=[0-9]으로)|(?<=[0-9]로))\s?(?:좀\s?)?(?:바꿔|변경|옮겨|수정|바꾸|늦춰|늦추|미뤄|미루|앞당|당겨|해\s?줘|해주|부탁|할래|할게|$)[가-힣]*|(?:알림|구독|보내는)\s?(?:시간|시각)(?:은|을|를)?(?=\s.*[0-9시])", latin(r"(?:change|move|switch|set|make) (?:it|(?:the |my )?(?:time|bulletin|alert|alarm))?(?: (?:to|for|at))?(?= (?:[0-9]+(?::[0-9]{2})? ?[ap]m|[0-9]+:[0-9]{2}|(?:2[0-3]|1?[0-9])(?=[.!]*(?: please)?[.!]*$)|noon|midnight|half past|quarter))|(?:đổi|chuyển) (?:giờ )?(?:sang|thành|qua) (?=[0-9]+)"),
    r"(?:時間|時刻|通知時間)を?(?=.*[時分半]に(?:変更|変え|して))|(?:(?<=時に)|(?<=分に)|(?<=半に))(?:変更|変えて|して)[ぁ-ん]*", r"(?:时间)?(?:改成|改为|换成|改到)(?=.{0,4}[0-9一二三四五六七八九十两]{1,3}[点點:])",
)  # fmt: skip
"""What gives a bulletin another time."""

_HALF = "(?:오전|오후|아침|점심|저녁|밤|새벽|낮)에?\\s?"
_KOREAN_TIME = rf"(?:{_HALF})?(?:[0-9]{{1,2}}\s?시(?:\s?반|\s?[0-9]{{1,2}}\s?분)?|[0-9]{{1,2}}:[0-9]{{2}}|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s?시(?:\s?반)?)"
_LATIN_TIME = (
    r"[0-9]{1,2}(?:[:.h][0-9]{2})?(?:\s?(?:[ap]\.?m\.?|giờ(?: rưỡi)?|h))?(?: (?:sáng|trưa|chiều|tối))?|noon|midnight"
)
_IDEOGRAPHIC_TIME = r"(?:[朝昼夜晩早晚上中下午前後后傍夕方凌晨]*)(?:[0-9]{1,2}|[一二三四五六七八九十两]+)(?:[時时点點](?:半|[0-9]{1,2}分?|一刻)?|:[0-9]{2})"
_BULLETIN_OF = r"(?:에\s?(?:오는|받는|보내는|보내\s?주는))?\s?(?:알림|소식|구독|브리핑|메시지|날씨|거|것|걸)?"
MOVED_FROM = any_of(
    rf"(?P<ko>{_KOREAN_TIME})(?:{_BULLETIN_OF}(?:을|를|은|는|에서)|\s?(?:알림|소식|구독)?\s?(?:->|→))\s?(?=[^?]*?(?:시|반|분|[0-9]:[0-9]{{2}})(?:으로|로))",
    latin(
        rf"(?:change|move|switch|shift|reschedule|push|set|update) (?:my |the )?(?:from )?(?P<en>{_LATIN_TIME})(?: (?:bulletin|alert|alarm|update|message|notification|one|briefing|subscription))? (?:to|into|for|until)(?= (?:{_LATIN_TIME}))"
        rf"|(?:change|move|switch|shift|reschedule) (?:it |(?:my |the )?(?:bulletin|alert|alarm|time|update|subscription) )?from (?P<en2>{_LATIN_TIME}) (?:to|until)(?= (?:{_LATIN_TIME}))"
        rf"|instead of (?:at )?(?P<en3>{_LATIN_TIME})"
        rf"|(?:đổi|chuyển|dời|thay)(?: (?:giờ|bản tin|thông báo|tin|lúc|từ))* (?P<vi>{_LATIN_TIME}) (?:thành|sang|qua|đến|tới)(?= (?:{_LATIN_TIME}))"
    ),
    rf"(?P<ja>{_IDEOGRAPHIC_TIME})(?:の(?:通知|配信|お知らせ|ニュース|天気)?)?(?:を|から)(?={_IDEOGRAPHIC_TIME}[にへ])",
    rf"(?:把|从|将)?(?P<zh>{_IDEOGRAPHIC_TIME})的?(?:推送|通知|提醒|订阅|消息)?(?:改|换|调|移|推迟|提前)(?:成|到|为|至)(?={_IDEOGRAPHIC_TIME})",
)  # fmt: skip
"""The time that a bulletin has had, before the one that it should get: 9시 알림을 10시로, from 7 to 8 am."""

_NAMES = "[\ue800-\uebff](?:[\\s,、와과&]*[\ue800-\uebff])*"
_LATIN_NAME = "(?!the |it |me |all )[a-z][a-z'-]+(?: (?!but|and|only|keep)[a-z][a-z'-]+)?"
_STOP_EN = "(?:please )?(?:stop|drop|remove|delete|unsubscribe(?: me)? from|cancel|no more|skip)(?: sending)?"
_STOP_VI = "(?:bỏ|xóa|xoá|dừng|ngừng|tắt|hủy|huỷ)"
PLACES_SWAPPED = any_of(
    rf"(?P<out>{_NAMES})\s?(?:알림|소식|날씨|지역|구독)?(?:은|는|을|를)?\s?(?:이제\s?)?(?:빼고|제외하고|지우고|삭제하고|그만(?:\s?(?:보내|받)고)?|끊고|필요\s?없고|없이|취소하고|해지하고|안\s?받고|대신(?:에)?)[\s,]*(?P<kept>{_NAMES})(?:만|은|는)?",
    rf"(?P<out_ja>{_NAMES})(?:は|を)?(?:もう)?(?:やめ|外し|除い|いら|要ら|止め|消し|なし|抜き|削除)[ぁ-ん]*[、,]?(?P<kept_ja>{_NAMES})(?:だけ|のみ|は)?",
    rf"(?:不要|去掉|删掉|删除|取消|移除|别发|除了)(?P<out_zh>{_NAMES})了?[,，]?(?:只要|保留|留下?|只发|只看|要)(?P<kept_zh>{_NAMES})",
    rf"^{_STOP_EN} (?P<out_en>{_LATIN_NAME})[\s,]*(?:but|and)?,?\s*(?:just )?(?:keep|leave|only)(?: only)? (?P<kept_en>{_LATIN_NAME})(?=[\s.!]*(?:please)?[\s.!]*$)",
    rf"^(?:please )?(?:keep|leave|only)(?: only)? (?P<kept_en2>{_LATIN_NAME})[\s,]*(?:but|and)?,?\s*(?:{_STOP_EN}|not|without) (?P<out_en2>{_LATIN_NAME})(?=[\s.!]*(?:please)?[\s.!]*$)",
    rf"^{_STOP_VI} (?P<out_vi>{_LATIN_NAME}),?\s*(?:nhưng |và |mà )?(?:giữ(?: lại)?|chỉ(?: giữ)?) (?P<kept_vi>{_LATIN_NAME})(?=(?: thôi| nhé| ạ)*[\s.!]*$)",
)  # fmt: skip
"""Places of which some should be left out and others kept: 서울은 빼고 부산만, stop Busan but keep Seoul."""

KEEPING = any_of(
    "계속|남[겨기길]|유지|놔[둬두]|그대로", latin("keep|leave|giữ"), "残|そのまま|续|保留|留",
)  # fmt: skip
"""Beside places that are left out these keep all others; without them only the named ones are wanted."""

CHANGE_TO = any_of(
    r"(?:으로|로)\s?(?:바꿔|바꾸|바꿀|변경|수정|조정)[가-힣]*(?:\s?(?:줘|주|싶|달)[가-힣]*)*",
    latin("(?:change|switch|move|set)(?: (?:it|them))?(?: to)?|make it|(?:đổi|chuyển)(?: lại)?(?: (?:thành|sang|qua|lịch))*"),
    "に(?:変更|変え|して)[ぁ-ん]*", "(?:改|换|調|调)(?:成|到|为|為)?",
)  # fmt: skip
"""Beside days these give a bulletin other ones: 평일로 바꿔줘."""

BARE_HOUR = Words(rf"[{TAKEN}\s]*(?:(?:to|at) )?(?:2[0-3]|1?[0-9])[\s.!]*(?:please)?[\s.!]*", re.IGNORECASE)
"""What remains of "change time to 8"."""

INSTEAD_OF = any_of(
    rf"(?P<ko>{_KOREAN_TIME})(?:에)?\s?(?:(?:보내|받|오|하)지\s?)?(?:말고(?:는|요)?|빼고|대신(?:에)?|아니고|아니라)[\s,]*(?={_KOREAN_TIME})",
    rf",?\s?(?P<ko2>{_KOREAN_TIME})\s?(?:말고요?|아니고요?)(?=[\s.!~]*$)",
    latin(
        rf"(?:not|rather than) (?:at )?(?P<en>{_LATIN_TIME})(?:,| but| make it)*(?: at)?(?= {_LATIN_TIME})"
        rf"|không phải (?:lúc |là )?(?P<vi>{_LATIN_TIME})(?:,| mà)*(?: là| lúc)?(?= {_LATIN_TIME})"
    ),
    rf"(?:,\s?|\s)(?:not|rather than)(?: at)? (?P<en2>{_LATIN_TIME})(?: please)?(?=[\s.!]*$)",
    rf"(?:,\s?|\s)(?:chứ )?không phải (?:lúc |là )?(?P<vi2>{_LATIN_TIME})(?: (?:nhé|ạ|nha|nữa))*(?=[\s.!]*$)",
    rf"(?P<ja>{_IDEOGRAPHIC_TIME})(?:じゃなくて?|ではなくて?|でなくて?|の代わりに)[、,]?(?={_IDEOGRAPHIC_TIME})",
    rf"(?P<zh3>{_IDEOGRAPHIC_TIME})(?:不要|不行|不好)了?[,，]?(?:改|换|要)(?:成|到|为)?(?={_IDEOGRAPHIC_TIME})",
    rf"不(?:是|要|在)(?P<zh>{_IDEOGRAPHIC_TIME})[,，]?而?(?:是|要|在|改成?)?(?={_IDEOGRAPHIC_TIME})",
    rf"[,，]?而?不是(?P<zh2>{_IDEOGRAPHIC_TIME})(?=[。.!！]*$)",
)  # fmt: skip
"""A time that is not meant beside the one that is: 7시 30분 말고 8시, 8 and not 7."""

SHIFT = any_of(
    r"(?:[0-9]{1,3}\s?(?:분|시간(?:\s?반)?)|(?:한|두|세)\s?시간(?:\s?반)?|반\s?시간|삼십\s?분|십\s?분|조금|좀)(?:만|씩|정도)?\s?(?:더\s?)?(?:일찍|빨리|늦게|앞당겨|당겨|앞당기|당기|늦춰|늦추|미뤄|미루)[가-힣]*(?:\s?(?:보내|받|와|오|해|알려|바꿔|변경|옮겨|설정|줘|주)[가-힣]*(?:\s?(?:줘|주|싶|달|줄|래)[가-힣]*)?)?",
    latin(
        r"(?:(?:send|deliver|make|move|push|shift|set|come|get|bring|can you|could you|please) (?:it |them |the (?:bulletin|alert|time) |me )?)*(?:by )?(?:(?:an?|half an|one|two|[0-9]{1,2}) (?:hours?|hrs?)|[0-9]{1,3} ?(?:minutes?|mins?)|a (?:bit|little)) (?:earlier|later|forward|back)"
        r"|(?:gửi |nhận |báo )?(?:sớm|muộn|trễ) hơn (?:[0-9]{1,3}|một|hai|nửa) (?:phút|giờ|tiếng)(?: đồng hồ)?"
    ),
    r"(?:[0-9]{1,3}分|[0-9一二]時間|30分|半時間)(?:だけ|ほど)?(?:早く|早め|遅く|遅ら|後ろに|前に(?!雨|雪))[ぁ-ん]*(?:送|して|届)?[ぁ-んけ]*",
    r"もう少し?(?:だけ)?(?:早[くめ]|遅[くめ])に?(?:送|して|届)?[ぁ-んけ]*|(?:能不能)?(?:再)?[早晚]一?[点點些][儿兒]?(?:再)?(?:发|推送|通知|提醒|送)(?:给我)?|(?:gửi |nhận |báo )?(?:sớm|muộn|trễ) hơn(?: (?:một )?(?:chút|tí))?(?! [0-9])",
    r"(?:早|晚|提前|推迟|延后)(?:[0-9]{1,3}|一|两|半)?(?:个|個)?(?:半)?(?:小时|小時|分钟|分鐘|刻钟)(?:再)?(?:发|推送|通知|提醒)?(?:给我)?",
)
"""A bulletin that should come earlier or later by some time, which its settings change: 30분 일찍."""

MOVED = any_of(
    rf"{_K}(?:{_SUBSCRIPTION}|소식|브리핑|메시지)(?:을|를|은|이)?(?:\s?(?:오는|받는|보내는|보내\s?주는))?(?:\s?(?:시간|시각))?(?:을|를|은|이)?{_E}"
)
"""What gets another time: 알림 시간 9시로 바꿔줘."""

STATE_ASKED = any_of(
    r"(?:왜|어느|어디|무슨)\s|(?:되어|돼|하고|이)\s?있(?:나|니|냐|어|는지|지)[가-힣]*|중(?:인가|이야|이니|이지|인지|이에요|이죠|인가요)[가-힣]*|없(?:네|어|나|지|는데)[가-힣]*",
    latin(
        "^(?:is|are|am|do|does|did|have|has|which|what|why|where|how many)(?= (?:my|the|i|we|there|no|places?|cit(?:y|ies)|am|are|did|have)(?= ))|(?:những |các )?(?:[a-zà-ỹ]+ )?(?:nào|gì|đâu|chưa)(?: (?:vậy|thế|ạ|rồi))*$|(?:tại |vì )?sao"
    ),
    "どこを|何を|なぜ|どうして|(?:届|来)[いてきか]*(?:ない|ません)[ぁ-ん]*|(?:中|して(?:い)?ます|なって(?:い)?ます)か", "哪[里儿些个]|什么|为什么|是不是|有没有|[没沒](?:有)?收到",
)  # fmt: skip
"""Beside a word for the bulletins these ask how things are, and order nothing: 구독이 되어 있나요, which cities did I add."""

WISHED = any_of(
    r"수\s?(?:있|없)|싶|가능|줘|주세|주실|줄래|할래|해도|할까", latin("can|could|would|may|please|want|like to|có thể|được không|muốn|giúp|hãy"), "くれ|もらえ|ください|下さい|でき|たい|いいです|お願い", "可以|能|帮|想|请",
)  # fmt: skip
"""With these a question is a wish: 구독할 수 있나요?"""

HOW_TO = any_of(
    r"(?:하|[이되]|받으|끊으|끄)면\s?(?:어떻게|어찌|어떡|무슨|뭐가|돈|요금|비용)[가-힣]*(?:\s?(?:되|돼|내|드|들|나)[가-힣]*)*(?:\s?(?:되|돼)[가-힣]*)?|몇\s?(?:개|곳|군데|번)까지[가-힣\s]*",
    r"(?:어떻게|어케)\s?(?:하|해|취소|신청|바꾸|등록|추가|물어|써|쓰|사용|이용|봐|보)[가-힣]*|(?:보는|쓰는|묻는|받는|하는)\s?(?:법|방법)[가-힣]*|방법[가-힣]*",
    latin(
        "how (?:do|can|to|should) (?:i|we|you)?|what (?:happens|would happen|will happen)(?: to (?:me|it|my [a-z]+))?(?: (?:if|when)(?: i)?)?|how many (?:[a-z]+ )?(?:can|may) i|nếu(?=.* thì (?:sao|thế nào))|thì (?:sao|thế nào)"
    ),
    r"(?:し)?(?:たら|ると)どう(?:な|し)[ぁ-ん]*|[会會](?:怎么样|怎麼樣|怎样|如何)",
    "どうやって|方法|やり方|(?:怎么|怎麼|如何)(?:用|使用|查|看|订|訂|取消|退|问|設|设|改|添加|加|删)",
    latin("làm (?:sao|thế nào)(?: để)?|cách"),
)
"""With an order these ask how to give it."""

CANCEL = any_of(r"취소|해지", latin("cancel|quit|stop(?= (?:it|this|the bot|you|getting)?)|hủy|huỷ"), "解約|取消|退订")
"""What ends something, whatever it is; beside a question for the way it is the bulletins: how do I cancel?"""

DISPLAY = any_of(
    r"^(?:in )?(?:fahrenheit|celsius)(?: (?:please|pls|plz|instead))*[\s!.]*$",
    latin(
        "(?:use|show|change|switch|set) (?:(?:it|me|to|in|the|units?) )*(?:fahrenheit|celsius)|(?:change |switch |set )(?:the )?units?|(?:change |set )(?:the |my )?time ?zone(?: to)?|^time ?zone|(?:no|without|remove the|turn off the|hide the) (?:pictures?|images?|sound)|silent(?:ly)?|(?:turn off|mute|disable|no|without) (?:the )?(?:notification )?(?:sounds?|vibrations?)|(?:make it |send )?(?:shorter|(?<!no )longer|bigger|smaller)|(?:more|less) details?|no emojis?|only (?:the )?(?:temperature|news|weather|headlines)"
    ),
    "(?<!多少)(?:華氏|摂氏|华氏|摄氏)(?:に|で|度)?(?:して|変えて|表示|显示)?[ぁ-ん]*|(?:短く|簡単に|詳しく)(?:して|送って)?[ぁ-ん]*|(?:絵文字|写真|画像|音)(?:は)?(?:なし|いらない|無し)[ぁ-ん]*|(?:简短|详细)(?:一点|一些)?|(?:不要|去掉)(?:图片|图|表情|声音)|静音|通知音|単位|单位",
    latin("độ f|độ c|đơn vị|tắt (?:âm|hình|ảnh)|ngắn gọn(?: hơn)?|chi tiết hơn|không (?:hình|ảnh|âm thanh)|im lặng"),
    rf"(?:화씨|섭씨)(?:로|으로)(?:\s?(?:바꿔|변경|보여|해|설정|표시)[가-힣]*)?|{_K}(?:글씨|글자|내용|글)(?:를|을|은|는|이)?\s?(?:크기)?(?:를|을)?\s?(?:좀\s?)?(?:짧게|길게|크게|작게|간단히|간단하게|줄여|바꿔)[가-힣]*|{_K}(?:그림|사진|이미지|소리|알림음|진동)(?:을|를|은|는)?\s?(?:빼|없이|꺼|끄|넣|켜|무음|안\s?나)[가-힣]*|{_K}(?:뉴스|기사|지도|그래프)도\s?(?:같이|함께)\s?(?:보내|받|넣)[가-힣]*|{_K}(?:뉴스|기사|날씨|지도|그래프)(?:는|은|를|을)?\s?(?:빼|제외하)[가-힣]*(?:\s?(?:뉴스|날씨)만)?|시간대\s?(?:를|을)?\s?(?:변경|바꿔|바꾸|설정)[가-힣]*|(?:공휴일|휴일|명절)(?:에|에는|엔)?\s?(?:보내지\s?(?:마|말)|쉬|빼|안\s?보내)[가-힣]*|{_K}(?:이모지|이모티콘)(?:를|는|은)?\s?(?:빼|없이|넣)[가-힣]*|{_K}(?:더\s?)?(?:짧게|길게|자세히|자세하게|간단히|간단하게|한\s?줄로|요약해서)\s?(?:보내|해|써|적어)[가-힣]*|{_K}(?:기온|온도|비|날씨|뉴스|제목)만\s?(?:보내|받)[가-힣]*|(?:반말|존댓말|사투리)로[가-힣\s]*|무음(?:으로)?|단위\s?(?:변경|바꿔|바꾸)?[가-힣]*|{_K}(?:내\s?)?이름(?:을|은)?(?=\s.*(?:로|으로)\s?(?:해|불러|바꿔|변경|저장))",
)
"""How a bulletin looks and sounds, which is changed in the settings."""

ADDING = any_of(
    "추가|넣어|더해", latin("add|too|also|as well|include"), "追加|加えて|足して", "添加|加上|增加|新增|再加", latin("thêm"),
)  # fmt: skip
"""A subscription keeps its places beside the named ones with these; otherwise it gets the named ones instead."""

ADDED = any_of(
    r"(?:추가|넣어|더해)(?:를|을)?\s?(?:하고|해서|해\s?주고|해|서|고)?", latin("(?:also )?add|include|thêm"), "(?:を|も)?(?:追加して?|加えて|足して)", "添加|加上|增加|新增|再加",
)  # fmt: skip
"""Beside another time these add places to a bulletin: 부산 추가하고 8시로 바꿔줘."""

SENDING = any_of(
    r"보내(?=\s*[.!~]*$)|(?:깨워|보내|전송해|발송해)\s?(?:줘|주|줄|달|드|봐|라|도)[가-힣]*|받(?:고\s?싶|을래|을게|아\s?볼|아볼|기|을\s?수)[가-힣]*|받게(?:\s?(?:해|하|좀|설정))*(?:\s?(?:줘|주|줄|달|돼|되|될|싶|고|려)[가-힣]*)+",
    latin(r"can (?:it|they|the (?:daily |morning )?(?:bulletins?|messages?|alerts?|updates?)) (?:come|arrive|be sent)"),
    latin(r"send(?: me)?|notify(?: me)?|deliver|text me|wake me|alert me|remind me"),
    r"送って[ぁ-ん]*|届けて[ぁ-ん]*|送信して[ぁ-ん]*|通知して[ぁ-ん]*",
    r"(?:给我)?(?:发送|发给我|发|發送|發|送)(?:给我|一下)?|提醒我|通知我",
    latin(r"gửi(?: cho)?|nhắc(?: tôi| mình)?|báo cho|nhận(?: tin)?"),
)
"""A subscription is asked for with these if a time or repeated days are said; otherwise they mean to show."""

TELLING = any_of(
    r"(?:알려|말해|보여)\s?(?:줘|주|줄|달)[가-힣]*", latin("tell|give|show|want|like|get|weather|forecast|news|bulletin"),
    "教えて|知らせ|お願い|天気", "告诉|播报|天气", latin("báo|cho|thông báo|thời tiết"),
)  # fmt: skip
"""A subscription is asked for with these if repeated days are said: 매일 알려줘."""

REMINDING = any_of(
    r"(?:다시\s?)?(?:알려|말해|깨워|알림|전해|불러)[가-힣]*(?:\s(?:줘|주|줄|달|드)[가-힣]*)?", latin("(?:remind|tell|notify|ping|wake|alert|nudge)(?: me)?(?: again)?"),
    "(?:もう一度)?(?:教え|知らせ|起こし|リマインド(?:し)?)[ぁ-ん]*", "(?:告诉|提醒|通知|叫)我?(?:一下|一声)?", latin("(?:nhắc|báo|thông báo|gọi)(?: lại)?(?: cho)?(?: tôi| mình| em)?"),
)  # fmt: skip
"""Words that ask for a message at a time."""

TOLD_AT = any_of(
    rf"{TAKEN}\s?(?:에)?\s?(?:꼭\s|좀\s|딱\s)?(?:알려|말해|깨워|알림|전해|브리핑해)[가-힣]*",
    latin(rf"(?:tell|notify|remind|wake|message|text|ping|alert) (?:me|us)(?: (?:at|around|by))?\s?{TAKEN}"),
    rf"{TAKEN}(?:に)?(?:教え|知らせ|起こ)[ぁ-ん]*|{TAKEN}(?:钟)?(?:告诉|提醒|通知|叫)我?|(?:báo|nhắc)(?: cho)?(?: tôi| mình| em)? (?:lúc|vào)\s?{TAKEN}",
)
"""A time to be told something at; the times were taken out: 6시에 알려줘."""

BULLETIN = any_of(
    r"구독|알림|푸시|정기\s?발송|소식|뉴스|날씨|보내|알려|마다|매일|매주", latin("subscri\\w*|unsub\\w*|bulletins?|alerts?|notifications?|updates?|messages?|messaging|sending|texting|send(?: me)?|weather|news"),
    "購読|配信|通知|登録|お知らせ|送|天気|ニュース|解約", "订|訂|推送|通知|发|發|天气|新闻", latin("đăng k[ýí]|dang ky|theo dõi|bản tin|thông báo|gửi|thời tiết|tin"),
)  # fmt: skip
"""An order is about the bulletin for certain if one of these stands there; add and delete are said of other things too."""

SEVERAL_TIMES = any_of(
    r"(?:매일\s?|하루에?\s?)(?:[2-4]|두|세|네)\s?번(?:씩)?",
    latin("(?:twice|(?:two|three|four|[2-4]) times) (?:a|every|each|per) day|(?:mỗi |một )?ngày (?:hai|ba|[2-4]) lần|(?:hai|ba|[2-4]) lần (?:một|mỗi) ngày"),
    "(?:[1一]日|毎日)に?(?:[2-4二三四])回|(?:每天|[1一]天)(?:[2-4两兩三四])次",
)  # fmt: skip
"""A number of bulletins a day without their times."""

OTHER_RHYTHMS = any_of(
    r"(?:[0-9]{1,2}|한|두|세|네|다섯|여섯|반|몇)\s?(?:시간|분)\s?(?:마다|간격(?:으로)?|에\s?한\s?번(?:씩)?)|격[주일월]|매[월달년]|매\s?시간?(?=\s|$)|[0-9]{1,2}(?:일|주|시간|달|개월)마다|(?:이틀|사흘|두\s?주|한\s?달)마다|하루\s?걸러(?:\s?하루)?|(?:이틀|사흘|일주일|한\s?주|두\s?주|한\s?달|[0-9]{1,2}\s?(?:일|주|달|개월))에\s?(?:한|두|세|네|[1-9])\s?번",
    r"(?:오늘|내일|모레)\s?(?:하루)?만(?![가-힣])|(?:한|1)\s?번만(?![가-힣])|(?:今日|明日|一[回度])だけ|[只就](?:今天|明天|一次)|(?:今天|明天)一次",
    latin("(?:only|just) (?:today|tomorrow|once)|(?:today|tomorrow) only|chỉ (?:hôm nay|ngày mai|một lần)"),
    latin("every (?:other|second|third|two|three|four|five|six|twelve|few|half an?|[0-9]+) ?(?:days?|weeks?|months?|hours?|hrs?|minutes?|mins?)?|every hour|hourly(?! (?:forecast|weather|temp|outlook|rain|data|reading))|monthly|bi-?weekly|fortnightly|(?:once|twice|three times) (?:a|per) (?:week|month)"),
    "隔[週日月]|毎[月時]|[0-9一二三]日(?:おき|ごと|に[1一]回)|(?:[0-9]+|[一二三四五六数半])(?:時間|分)(?:ごと|おき|毎)", "隔[周週天日月]|[每隔](?:[0-9]+|[一二两三四五六半])个?半?(?:小时|钟头|分钟)(?:[发推]?一次)?|每个?[月小][时時]?|[每隔]隔?[一二两三0-9]个?(?:天|周|月|小时)(?:[发推]?一次)?",
    latin("cách (?:ngày|tuần)|(?:hàng|mỗi) (?:tháng|giờ|tiếng)|(?:mỗi|cứ|cách) (?:[0-9]+|một|hai|ba|bốn|năm|sáu|nửa) (?:giờ|tiếng|phút)(?: (?:đồng hồ|(?:một|1) lần))*|(?:mỗi )?(?:hai|ba|[2-9]) (?:ngày|tuần) (?:một|1) lần|mỗi (?:hai|ba|[2-9]) (?:ngày|tuần)"),
)  # fmt: skip
"""Rhythms that no bulletin has: every other week, once a month, only tomorrow."""

MEANING = any_of(
    r"(?:구독|알림)(?:을|를)?\s?(?:신청)?하면\s?(?:뭐가|뭘|뭐를?|무엇이|어떻게|무슨|어떤)[^?]{0,15}",
    r"(?<!내\s)(?<!제\s)(?:구독|알림|아침\s?소식|브리핑)(?:이|은|는|을|란|이란|이라는\s?게|이라는\s?거|하면|신청하면)?\s?(?:대체\s?|도대체\s?)?(?:뭐(?:야|예요|에요|임|죠|지|냐|니|하는|가\s?[좋돼되달와]|래)|뭔(?:데|가요|지|가)|머(?:야|에요|임)|무엇(?:인가|이)|무슨\s?(?:뜻|말|의미|소리)|어떤\s?(?:거|건|것|기능))[가-힣]*(?:\s?(?:거|건|것|게|지|모르)[가-힣]*)*",
    latin(
        "(?:what(?:'?s| is| are| does| do)|explain|define|tell me about)(?: (?:a|an|the|your|this|these))* (?:subscri\\w+|(?:morning |daily )?bulletins?)(?: (?:mean|do|for|about|thing|stuff))*|what (?:happens|do i get|will i get) (?:if|when) i subscribe|why (?:should|would|do) i (?:need to )?subscribe"
        "|(?:đăng k[ýí]|theo dõi|bản tin)(?: (?:sáng|hàng ngày))? (?:là gì|để làm gì|là sao|nghĩa là gì|có (?:lợi )?(?:gì|ích gì))(?: (?:vậy|thế|v|ạ|nhỉ))*"
    ),
    r"(?:購読|配信|登録)(?:する)?(?:って|とは|と|は)(?:何|なに|なん|どういう|どうなる)[ぁ-ん意味]*|(?:订阅|訂閱|推送)(?:了)?(?:是|有|会)(?:什[么麼]|啥|怎样)(?:意思|用|好处|好處|东西)?|什[么麼](?:是|叫)(?:订阅|訂閱|推送)",
)
"""What asks what a subscription is: 구독이 뭔데?"""
