"""What people ask a weather and news bot about, by the words of five languages for it."""

from enum import StrEnum

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin


class Topic(StrEnum):
    """Topic that is asked for."""

    NOW = "now"
    FORECAST = "forecast"
    RAIN = "rain"
    DUST = "dust"
    WARNINGS = "warnings"
    NEWS = "news"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    SETTINGS = "settings"
    HELP = "help"
    STOP = "stop"
    THANKS = "thanks"
    GREETING = "greeting"
    MAP = "map"
    CHART = "chart"
    LANGUAGE = "language"
    STATUS = "status"


def _besides(words: str) -> str:
    """Return a pattern for words besides; -do and -si belong to the names before them."""
    return f"(?<!-){latin(words)}"


_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
# Syllables of verbs' endings; a name that begins like a verb has others: 없는도시, 해운대.
_TAIL = (
    "[요드가니다까죠지네나냐고는은을를데서면게래려며어아여야해하했었았겠습입인건거싶줘주세줄달라봐볼수있없음임될됐돼워와왔던든 ]{0,8}"
    + NO_HANGUL_AFTER
)
_FALLS = r"(?:오(?:나|니|냐|는|려|겠|고|면|지|네|던|긴|기|진)|와|왔|올까|올지|올려|올는|온대|온다|온데|온당|내리|내려|내릴|내린|그치|그쳐|그쳤|그칠|그친|쏟|퍼붓|뿌리|맞)[가-힣]*"
_HOW_MUCH = r"(?:안|언제쯤|언제|많이|계속|또|좀|정말|진짜|못|얼마나|곧|아직|이제|혹시|조금|막)"
_SUBSCRIPTION = r"(?:구독|알림|푸시|정기\s?발송)"

WARNINGS = any_of(
    r"(?:호우|대설|강풍|풍랑|폭염|한파|건조|태풍|황사|폭풍해일|지진해일|해일|안개|기상|날씨|폭우|폭설|산불|홍수|지진|재난|미세먼지|예비|\s)*(?:특보|주의보|경보|(?<=재난)문자|(?:기상|날씨)\s?경고)(?:[가-힣]*(?=\s|$|[?!.,]))?",
    latin(
        r"(?:(?:heavy|rain|snow|storm|weather|heat|cold|wave|strong|high|wind|typhoon|dust|flood|tsunami|severe|dry|special|disaster|emergency)\s)*(?:warnings?|advisor(?:y|ies)|alerts?(?!\sme))"
    ),
    r"(?:大雨|豪雨|暴風|強風|猛暑|高温|寒波|大雪|津波|台風|乾燥|波浪|暴風雪|気象|特別|黄砂|低温|濃霧)*(?:警報|注意報|特報)",
    r"(?:暴雨|高温|高溫|台风|颱風|寒潮|大风|强风|大雪|暴雪|沙尘|天气|氣象|气象|干燥|风浪|海啸|大雾|雷电|热浪|极端)*(?:预警|預警|警报|警報|警告|特报)",
    latin(r"cảnh báo(?:\s(?:mưa|lớn|to|nắng|nóng|bão|rét|gió|mạnh|tuyết|lũ|thời tiết|sóng|thiên tai|thần))*"),
)
RAIN = any_of(
    rf"{_K}(?:비|눈)(?:가|는|도|만|나|랑|이|은|하고|라도)?\s?(?:{_HOW_MUCH}\s?)*{_FALLS}",
    rf"{_K}(?:비|눈)(?:가|는|도|만|나|랑|이|은|하고)?\s?(?:많이|소식|예보|예상|확률)?{_E}(?!\s?(?:아프|아파|감|뜨|떴))",
    rf"{_K}(?:비|눈)(?:가|는|도|이)?\s?(?:있|없|심)[가-힣]*",
    r"소나기|우산|장마|강수|강우|빗[길물방줄]|폭우|눈보라|함박눈|첫눈|폭설|우천|우비|장화|진눈깨비|비바람|적설|우박|비구름|가랑비|이슬비|보슬비|눈비|봄비|가을비|호우|강설|제설|우의",
    latin(
        r"rain(?:y|ing|s|fall|ed|coats?|drops?)?|snow(?:y|ing|s|fall|ed)?|umbrellas?|showers?|drizzl\w+|precipitation|monsoon|sleet|hail|pouring|downpours?|wet|thunderstorms?"
    ),
    r"にわか雨|梅雨|大雨|小雨|豪雨|[雨傘雪]|夕立|降水(?:確率|量)?|降って|降り|降る|降った|カッパ|レインコート|かさ(?=い|は|が|を|持)|濡れ",
    r"下(?:雨|雪)|降(?:雨|水|雪)(?:概率|量)?|雨伞|雨傘|雨衣|伞|梅雨|阵雨|暴雨|大雨|小雨|雨季",
    latin(
        r"mưa(?:\s(?:rào|to|lớn|nhỏ|phùn|bão))?|tuyết|áo mưa|(?:mang|cần|che|đem|cái|cầm)\s(?:theo\s)?(?:ô|dù)|dông|giông|mùa mưa|lượng mưa"
    ),
)
DUST = any_of(
    r"초?미세\s?먼지|초미세|미세(?=\s|$|[는은도])|미먼|황사|대기\s?(?:질|오염|환경)|공기\s?질|공기|스모그|먼지|오존|마스크",
    latin(
        r"aqi|pm\s?2[.,]?5|pm\s?10|(?:yellow|fine|ultrafine|asian)?\s?dust(?:y)?|air(?:'s)?\s(?:quality|pollution)(?:\sindex)?|air|pollution|polluted|smog(?:gy)?|particulates?|fine particles|haz[ey]|masks?"
    ),
    r"aqi|pm\s?2[.,]?5|pm\s?10|pm(?![a-z])",
    r"黄砂|微小粒子(?:状物質)?|大気(?:汚染|質)?|空気(?:の?質)?|スモッグ|マスク|ほこり|粉塵|PM",
    r"雾霾|霧霾|霾|空气(?:质量|污染)?|空氣(?:品質|質量)?|沙尘暴?|沙塵暴?|黄沙|黃沙|细颗粒物|污染|粉尘|微尘|细尘|口罩",
    latin(r"bụi(?:\s(?:mịn|vàng|bẩn|không))?|chất lượng không khí|không khí|ô nhiễm|cát vàng|khói bụi|khẩu trang"),
)
NEWS = any_of(
    r"뉴스|소식|기사|헤드라인|속보|신문",
    latin("news|headlines?|articles?|breaking news"),
    "ニュース|記事|見出し|ヘッドライン|速報",
    "新闻|新聞|头条|頭條|资讯|消息|快讯",
    latin("tin tức|tin tuc|tin mới(?: nhất)?|bản tin|thời sự|tin (?=địa|nóng|hôm|của|về|ở|trong)|tin|điểm báo"),
)
UNSUBSCRIBE = any_of(
    rf"{_SUBSCRIPTION}(?:을|를|은|도)?\s?(?:그만|취소|해지|해제|끊|중지|중단|끄|꺼|끌|빼|삭제|안\s?[받해할]|철회|멈|정지|지워|없애|종료)[가-힣]*",
    r"그만\s?(?:보내|받)[가-힣]*|보내지\s?(?:마|말|않)[가-힣]*|(?:알림|소식)?\s?안\s?(?:받|보내|와도)[가-힣]*|더\s?이상\s?(?:보내지|필요)[가-힣]*|받기\s?싫[가-힣]*",
    rf"{_K}(?:해지|해제(?![됐되된될])|빼\s?줘|빼\s?주|빼고\s?싶|삭제|제거|지워)[가-힣]*|구독[가-힣]*\s?(?:취소|해지)[가-힣]*",
    latin(
        r"unsubscribe(?:\sme)?(?:\sfrom)?|un-?sub|cancel\s(?:(?:my|the|all)\s)?(?:\w+\s)?(?:subscriptions?|bulletins?|alerts?|notifications?|updates?)|stop\s(?:sending|messaging|texting)(?:\sme)?|stop\s(?:(?:the|my|daily|these|all|weather|morning)\s)*(?:bulletins?|alerts?|notifications?|updates?|messages?|subscriptions?|subscription)|(?:don't|do not)\s(?:send|want)(?:\sme)?|no more|turn off|end my subscription|opt out|remove|delete"
    ),
    r"(?:購読|登録|配信|通知|お知らせ)(?:を|の|は)?(?:解除|解約|停止|やめ|止め|キャンセル|削除|取り消|取消|いらない|不要|オフ)[ぁ-んー]*|(?:送ら|送信し)ない[ぁ-ん]*|送るのを?やめ[ぁ-ん]*|解約|もう(?:いらない|送らない)[ぁ-ん]*|外して|解除|削除して",
    r"退订|退訂|(?:取消|停止|关闭|解除|不要|不想)(?:我的|所有)?.{0,8}?(?:订阅|訂閱|推送|通知|提醒|发送|接收)了?|(?:不要|别|別|不用|停止)(?:再)?(?:给我)?(?:发|發|推|送)(?:了|送了?)?|删除|移除|去掉",
    latin(
        r"(?:hủy|huỷ|huy|bỏ|ngừng|dừng|ngưng|tắt|thôi|xóa|xoá)\s(?:việc\s|không\s)?(?:đăng ký|dang ky|theo dõi|gửi|thông báo|nhận|bản tin|đăng kí)(?:\s(?:tin|nữa|cho))?|(?:đừng|không|thôi)\s(?:gửi|muốn nhận|nhận)(?:\s(?:nữa|tin))?|xóa|xoá|bớt"
    ),
)
SUBSCRIBE = any_of(
    rf"{_SUBSCRIPTION}(?:을|를|도)?(?:\s?(?:신청|하고\s?싶|할래|할게|하기|시작|해|켜|등록|받|부탁|추가|설정|원|좀)[가-힣]*)?",
    r"(?:추가|등록|신청|구독)(?:해|하|할|도|을|요)?[가-힣]*",
    latin(r"subscri(?:be|ption|ptions|bing)(?:\sme)?(?:\sto)?|sign (?:me )?up(?: for)?|add|sub"),
    r"(?:購読|配信|登録|追加|定期配信)(?:を|も)?(?:希望|開始|登録|申し?込み?|お願い)?(?:したい|して|する|します)?[ぁ-ん]*",
    r"订阅|訂閱|订(?=一下|阅)|推送|添加|加上|增加|新增",
    latin(r"đăng ký|dang ky|đăng kí|theo dõi|thêm"),
)
CHANGING = any_of(
    r"(?:알림|구독|시간|시각|지역|도시)(?:을|를)?\s?(?:시간|지역|요일)?(?:을|를)?\s?(?:설정|변경|바꾸|바꿔|바꿀|수정)",
    latin("change (?:my |the )?(?:time|city|cities|places?|subscription|alerts?|bulletin)"),
    "(?:時間|時刻|地域|通知)を?(?:変更|変え)",
    "(?:更改|修改|改|换)(?:一下)?(?:时间|城市|地区|推送)",
    latin("(?:thay đổi|đổi) (?:giờ|thành phố|thời gian)"),
)
"""A change of a subscription is made in the settings."""

STATEMENT = any_of(
    rf"뭐\s?(?:해|하|먹|할)|뭘|무엇을|누구|몇\s?시간|얼마나\s?걸|{_K}왜",
    latin("what (?:do|are|did|should) (?:you|i|we)|who|why|how long|làm gì|ai|tại sao|bao lâu"),
    "何する|何して|誰|なぜ|どうして|干什么|(?<![会能以])做什么|为什么|谁|多久",
)
"""Without a topic these make a question about something else, even beside a day or a place."""

ADDING = any_of("추가", latin("add|too|also|as well"), "追加", "添加|加上|增加|新增", latin("thêm"))
"""A subscription keeps its places beside the named ones with these; otherwise it gets the named ones instead."""

SENDING = any_of(
    r"(?:보내|전송해|발송해)\s?(?:줘|주|줄|달|드|봐|라|도)[가-힣]*|받(?:고\s?싶|을래|을게|아\s?볼|아볼|기|을\s?수)[가-힣]*",
    latin(r"send(?: me)?|notify(?: me)?|deliver|text me|wake me|alert me|remind me"),
    r"送って[ぁ-ん]*|届けて[ぁ-ん]*|送信して[ぁ-ん]*|通知して[ぁ-ん]*",
    r"(?:给我)?(?:发送|发给我|发|發送|發|送)(?:给我|一下)?|提醒我|通知我",
    latin(r"gửi(?: cho)?|nhắc(?: tôi| mình)?|báo cho|nhận(?: tin)?"),
)
"""A subscription is asked for with these if a time or repeated days are said; otherwise they mean to show."""

SETTINGS = any_of(
    r"(?:환경\s?)?설정|세팅|옵션|환경설정",
    latin("settings?|preferences?|options|configure|configuration|set ?up"),
    "設定|セッティング|设置|設置|设定|选项|オプション",
    latin("cài đặt|cai dat|thiết lập|tùy chọn|tuỳ chọn|tùy chỉnh"),
)
HELP = any_of(
    r"도움말|도움(?![0-9])|도와[가-힣]*|사용\s?(?:법|방법|설명)[가-힣]*|명령어?[가-힣]*|쓰는\s?(?:법|방법)|어떻게\s?(?:써|쓰|사용|이용)[가-힣]*|(?:뭐|뭘|무엇을?|뭣)[가-힣]*\s?(?:할\s?수|해\s?줄\s?수|할\s?줄)[가-힣\s]*|(?:무슨|어떤)\s?기능[가-힣\s]*|기능|헬프|이용\s?(?:법|방법|안내)|가이드|할\s?줄\s?아는[가-힣\s]*",
    latin(
        r"help(?:\sme)?|commands?|how\s(?:do|can|to)\s(?:i\s|you\s|we\s)?(?:use|work)|how\sdoes\s(?:this|it)(?:\sbot)?\swork|how\sto\suse|what\s(?:can|do)\s(?:you|this bot|i)\s(?:do|ask)|instructions|manual|guide|usage|features|functions|what are you able to"
    ),
    r"ヘルプ|使い方|使いかた|使用方法|何(?:が|を)?(?:できる?|出来る?)[ぁ-ん]*|コマンド|助けて|機能|説明(?:書|して)?|どうやって使[ぁ-ん]*|操作方法",
    r"帮助|幫助|帮帮|怎么用|怎麼用|如何使用|使用方法|使用说明|(?:会|能|可以)(?:做)?(?:什么|些什么|干什么|干嘛|做什么)|命令|指令|功能|说明|怎么使用|教程",
    latin(
        r"trợ giúp|tro giup|giúp đỡ|hướng dẫn(?: sử dụng)?|cách (?:dùng|sử dụng)|(?:dùng|sử dụng) (?:như )?thế nào|làm (?:được )?(?:những )?gì|(?:các )?lệnh|câu lệnh|tính năng|chức năng|giúp(?: tôi| mình)?(?: với)?$"
    ),
)
THANKS = any_of(
    r"고맙[가-힣]*|고마[워웠운][가-힣]*|감사[가-힣]*|땡큐|땡스|쌩유|(?<![ㄱ-ㅎ])(?:ㄳ|ㄱㅅ)+(?![ㄱ-ㅎ])|캄사[가-힣]*|수고[가-힣]*|덕분에[가-힣]*|잘\s?봤[가-힣]*|잘\s?쓸[가-힣]*|도움[이]?\s?됐[가-힣]*",
    latin(
        r"thanks?(?:\s(?:you|u|a lot|so much|very much|for (?:the|your) (?:help|info|update|information)))*|thank\syou(?:\s(?:so|very)\smuch)?|thx|ty|tysm|cheers(?: mate)?|much appreciated|appreciate it|thanx|tks"
    ),
    r"ありがと[うございますたぁ-ん]*|サンキュー|感謝(?:します|です)?|助かり[ぁ-ん]*|助かった[ぁ-ん]*|どうもです|どうも(?=ありがとう|$)|お疲れ[ぁ-ん]*",
    r"谢谢(?:你|您|啦|了)?|謝謝(?:你|您)?|多谢|多謝|感谢|感謝|谢了|谢啦|辛苦(?:了|啦)?|3q",
    latin(
        r"(?:xin\s)?cảm ơn(?:\s(?:bạn|nhiều|nhé|ạ|bot|rất nhiều|mọi người))*|cam on(?: ban)?|cám ơn(?:\s(?:bạn|nhiều|nhé|ạ|bot))*|tks|thanks"
    ),
)
THANKS_TO = any_of("덕분|덕에|おかげ|お陰|多亏|幸亏", latin("thanks to|nhờ"))
GREETING = any_of(
    rf"안녕[가-힣]*|안[뇽냥]|하이{_E}|하잉|헬로우?|여보세요|반가[워웠][가-힣]*|반갑[가-힣]*|좋은\s?(?:아침|하루|저녁|밤)[가-힣]*|굿\s?(?:모닝|나잇|밤)|처음\s?뵙[가-힣]*|잘\s?자[가-힣]*|잘\s?있어[가-힣]*|잘\s?지내[가-힣]*|(?<![ㄱ-ㅎ])ㅎㅇ(?![ㄱ-ㅎ])|방가[가-힣]*|하이요|바이(?:바이)?{_E}|봇아|봇님",
    latin(
        r"hi|hello|hey|heya|hiya|howdy|yo|greetings|good\s(?:morning|afternoon|evening|night|day)|bye|goodbye|see you|what's up|sup|how are you(?:\sdoing)?|nice to meet you|good bye"
    ),
    r"こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|初めまして|もしもし|やあ|おやすみ(?:なさい)?|さようなら|ハロー|よろしく(?:お願いします)?|どうも",
    r"你好(?:吗|呀|啊)?|您好|大家好|哈喽|哈囉|嗨|早安|早上好|下午好|晚上好|晚安|再见|再見|嘿|早(?=$|啊|呀)|在吗",
    latin(
        r"(?:xin )?chao(?: ban)?|(?:xin )?chào(?:\s(?:bạn|bot|buổi (?:sáng|chiều|tối)|cả nhà|mọi người|em|anh|chị|ngày mới))*|alo|tạm biệt|chúc ngủ ngon|hi bot|chúc buổi sáng"
    ),
)
STOP = any_of(
    r"(?:이제\s?)?(?:그만|멈춰|멈추|정지|중지|중단|취소|스톱|스탑|됐어|종료|끝|닥쳐|조용)(?:\s?(?:해|할래|하자|요|줘|주|세요|하세요|해줘|해주세요|둬|두자|해요|합니다|좀|라고)[가-힣]*)?",
    latin(
        r"stop(?:\sit|\splease|\snow|\sthis)?|cancel(?:\sit|\sthat|\splease)?|quit|end|enough|abort|never ?mind|exit|halt|please stop"
    ),
    r"(?:もう)?(?:やめて|止めて|中止|キャンセル|ストップ|停止|取り消し?|終了|おわり|終わり|やめる|もういい|いいです)(?:ください|下さい|して|してください|する)?",
    r"停止?|停下来?|停一下|取消|别|够了|算了|中止|结束|退出|終止|终止",
    latin(r"dừng(?: lại)?|ngừng(?: lại)?|thôi|hủy|huỷ|hủy bỏ|kết thúc|thoát|đủ rồi|ngưng|stop"),
)
MAP = any_of(
    r"(?:기온|날씨|온도|전국)?\s?지도(?!읍)", latin("(?:weather |temperature )?maps?"), "(?:天気|気温)?地図|マップ|天気図",
    "(?:天气|气温|溫度)?地[图圖]|天气图", latin("bản đồ(?: (?:thời tiết|nhiệt độ))?"),
)  # fmt: skip
CHART = any_of(
    r"그래프|차트|추이|도표|곡선", latin("(?:temperature )?(?:charts?|graphs?|plots?|curves?|trends?)"),
    "グラフ|チャート|推移", "曲[线線][图圖]?|图表|圖表|走势[图]?|折线图?|趋势[图]?", latin("biểu đồ|đồ thị|đường cong"),
)  # fmt: skip
LANGUAGE = any_of(
    r"(?:한국어|한국말|영어|일본어|일어|중국어|베트남어|우리말|언어)(?:로|를|을|는|도)?(?:\s?(?:변경|바꾸|바꿔|바꿀|설정|말|해|전환|할|선택|번역|대답|답)[가-힣]*)?",
    latin(
        r"(?:(?:change|switch|set|speak|use|talk|reply|answer)\s)?(?:(?:the|to|in|my|into)\s)*(?:languages?|english|korean|japanese|chinese|vietnamese)(?:\splease)?"
    ),
    r"(?:日本語|韓国語|英語|中国語|ベトナム語|言語)(?:で|に|を)?(?:して|変えて|変更|切り替え|話して|お願い)?[ぁ-ん]*",
    r"(?:说|用|换成|切换到?|改成|改为|设置)?(?:中文|汉语|普通话|英文|英语|韩语|韩文|日语|日文|越南语|语言|語言|英語|日語|韓語)",
    latin(r"ngôn ngữ|(?:(?:đổi|chuyển|nói|dùng)\s)?(?:sang\s)?tiếng (?:việt|anh|hàn|nhật|trung)(?: quốc)?"),
)
STATUS = any_of(
    r"(?:봇|내|구독)?\s?상태|살아\s?(?:있|계)[가-힣]*|작동[가-힣]*|동작(?:하|해|중|되|돼|안)[가-힣]*|(?:잘\s?)?돌아가[가-힣]*|고장\s?났?[가-힣]*|뭐\s?구독[가-힣]*|구독\s?(?:목록|현황|내역|확인|중인|상태|정보)[가-힣]*",
    latin(
        r"status|(?:are|r) you (?:there|alive|working|online|up|awake|ok|okay|running)|is (?:the|this) bot (?:working|alive|down|up|running|online|ok)|alive|my subscriptions?"
    ),
    r"ステータス|状態|稼働[ぁ-ん]*|動いて[ぁ-ん]*|生きて[ぁ-ん]*|購読(?:状況|内容|一覧)|状況|登録内容",
    r"(?:机器人|订阅|我的)?(?:状态|狀態)|还(?:活着|在吗|在不在)|在线吗|(?:正常)?运行(?:吗|正常)?|正常工作吗?|我的订阅|活着",
    latin(r"trạng thái|tình trạng|còn (?:hoạt động|sống)(?: không)?|có hoạt động(?: không)?|đang hoạt động"),
)
FORECAST = any_of(
    r"(?:일기\s?)?예보|(?:최고|최저|낮|아침)\s?(?:기온|온도)|최고|최저|일교차|시간별|시간대별|주간|예상|전망|앞으로|이따가?|나중에|이후",
    latin(
        r"forecasts?|hourly|outlook|highs?|lows?|highest|lowest|maximum|minimum|predictions?|predicted|extended|later|10-day|upcoming"
    ),
    r"(?:天気)?予報|最高気温|最低気温|最高|最低|時間ごと|見通し|今後|1時間ごと|このあと",
    r"(?:天气|天氣)?(?:预报|預報|预测)|最高(?:气温|温度)?|最低(?:气温|温度)?|逐小时|每小时|未来|一会儿|待会",
    latin(r"(?:dự báo|du bao)(?: (?:thời tiết|thoi tiet))?|cao nhất|thấp nhất|theo giờ|sắp tới|hàng giờ|từng giờ"),
)
WEATHER_WORD = any_of(
    r"날씨", latin("weather(?:'s)?"), "天気", "天[气氣]", latin("thời tiết|thoi tiet"),
    r"기온|온도", latin("temperature|temps?"), "気温|温度|气温|氣溫", latin("nhiệt độ|nhiet do"),
)  # fmt: skip
WEATHER = any_of(
    r"날시|체감|습도|바람|풍속|풍향|기압|일출|일몰|자외선|(?:몇|며)\s?도(?:씨)?(?=[^가-힣]|예|야|인|에|일|쯤|정|나|니|지|로|까|여|래|여|였|$)|몇도[가-힣]*|영하[가-힣]*|영상\s?몇",
    rf"{_K}(?:안\s?)?(?:추워|춥|추우|추운|추울|더워|더웠|덥|더운|더울|더우|쌀쌀|따뜻|따듯|시원|선선|포근|후덥|후텁|무더|흐리|흐려|흐림|흐린|맑[아은을나음]?|화창|춥냐|습해|습한|건조해|얼어|쨍|해\s?(?:나|떠|뜨))[가-힣]*",
    latin(
        r"wheather|wether|weater|degrees|(?:how )?(?:hot|cold|warm|cool|chilly|freezing|humid|windy|sunny|cloudy|clear|foggy|muggy|mild|nice out|nice)|humidity|wind(?:s|\sspeed)?|celsius|fahrenheit|sunrise|sunset|uv|jacket|coat|feels like|outside|fog"
    ),
    r"(?:体感|湿度|風速|風|気圧|何度|気候|天候|お天気)|寒い?[ぁ-ん]*|寒く|暑い?[ぁ-ん]*|暖か[ぁ-ん]*|涼し[ぁ-ん]*|冷え[ぁ-ん]*|晴れ[ぁ-ん]*|曇[ぁ-ん]*|蒸し暑[ぁ-ん]*|てんき|くもり",
    r"几度|幾度|多少度|多少摄氏度|(?:体感|湿度|濕度|风速|风大|风|風|气压)|[冷热熱](?=吗|嗎|不|么|$|得|了|啊|呀|死|[?？\x1f])|很冷|很热|暖和|凉快|晴天?|多云|阴天?|闷热|穿什么|刮风",
    latin(r"độ ẩm|gió|(?:bao nhiêu|mấy) độ|nóng|lạnh|rét|mát|ấm|nắng|trời|oi|độ|sương mù|có mây"),
)
FILLERS = any_of(
    # Korean
    rf"(?:{_K}|(?<=\x1f)\s?)(?:알려|보여|말해|가르쳐|찾아|확인해|봐|내|해|틀어|읽어|들려)\s?(?:줘|줄|주|달|다오|드|놔|라|볼|봐|보){_TAIL}(?:\s?(?:수|래){_TAIL}\s?있{_TAIL})?",
    rf"(?:{_K}|(?<=\x1f)\s?)(?:어때|어떠|어떤|어떻|어떨|어땠|어때){_TAIL}(?:\s?(?:돼|되|될|됨){_TAIL})?",
    rf"(?:{_K}|(?<=\x1f)\s?)(?:알고\s?싶|알\s?수\s?있|알려달라|궁금|부탁|필요|어디|언제|얼마|가능|있[나어을는니다음습으]|없[나어을는니습으]|좋[은아을나]|나쁜|나빠|나쁘|심하|심한|심해|괜찮|괜춘|높|낮[아은]|떴|뜬|뜨|내려졌|발령|발효|나왔|나오|나와|챙겨|챙기|가져|들고|필요|써야|쓰고|입고|입을|입어|가지고|가야|가도|되나|돼|될까|될지|될|되|해야|하나|할까|하는|합니|한가|한지|해|하지|였|이었|이야|인가|인지|일까|일지|이지|이네|입니|인데|인데요|랄까){_TAIL}",
    rf"{_K}(?:대신|이제|이거|그거|저거|이것|그것|둘|셋|새|아직|그래도|각각|같이|함께|먼저|자주|항상|꼭|잘|못|안|막|갑자기|살짝|조금|약간|꽤|완전|일단|한번|뭐뭐|메시지|문자|회사|학교|학원|집|직장|사무실|애들|아이|아이들|우리집|사람|사는|볼|그쪽|거기|어느|나쁨|좋음|보통|어디가|몇시|얼만큼|금방|당분간|온통|진짜로|참|또한|역시|제일|가장|상태|이상|이하|쫌|조|아주아주|넘|넘나|개|졸라|존나|ㅇㅇ|형|누나|언니|오빠|친구|여러분|모든|목록|전국적으로|쉽게|바로|즉시|좀요|불|좋겠|바깥은|가족|부모님|모임|약속|결혼식|데이트|골프|낚시|드라이브|강아지|산|바다|주|분|초|달|번|식|용|제목|하나|두|세|혹|암튼|아무튼|하여튼|글쎄|제가|내가|너|니가|네가|당신|그|이|저쪽|좀더|때는|당일|종합|요약|간단히|자세히|상세히|상세|구체적으로|요새|시작|구독|혹시나)(?:에|에서|은|는|이|가|을|를|도|의|만|요|로|으로|한테|랑|이랑|좀|부터|까지)?{_E}",
    rf"{_K}(?:올라가|올라갈|내려가|내려갈|떨어져|떨어질|바꾸|바꿔|바꿀|변경|확인|고치|수정|보고|싶|볼\s?수|끄|켜|열어|열기|누르|눌러|들어가|찾|검색|조회|체크|추천|설명|비교|끝나|끝났|시작|불[어었]|내렸|내려|챙길|챙겼|온대|오죠|많[아이은]|적[어은당]|세[요]?|강해|약해|약한|강한){_TAIL}",
    rf"{_K}(?:좀|혹시|그럼|그러면|그리고|근데|그런데|아니|야|저기|요즘|여기|우리|동네|지역|밖|바깥|밖에|많이|너무|아주|정말|진짜|엄청|오는|가는|지금|현재|실시간|당장|이번|다시|또|제발|빨리|얼른|더|말고|말이|말이야|주요|최신|최근|새로운|방금|오늘의|전체|모두|전부|다|내|제|나|저|나한테|저한테|나도|저도|요|뭐|뭐야|뭐지|무슨|몇|프로|퍼센트|정도|쯤|때문|때|거|것|게|건|데|수|줄|님|봇|계속|하루|종일|중|내내|하고|및|또는|아니면|이나|대한|관한|쪽|근처|부근|주변|가까운|시간|시각|자|어|음|흠|아|오|와|우와|헐|네|예|응|넵|어이|이봐|줘|주세요|줄래|주라|해줘|플리즈|얘기|정보|상황|현황|값|수치|농도|지수|량|확률|등급|단계|버튼|메뉴|화면|관련|있음|유무|여부|부터|까지|에서|에|로|은|는|이|가|을|를|도|의|랑|이랑|과)(?:에|에서|은|는|이|가|을|를|도|의|만|요|로|으로|인지|인가요|이요|한테|에게|께|야|이야|예요|이에요|랑|이랑|좀)?{_E}",
    rf"{_K}(?:여행|나들이|산책|빨래|출근|퇴근|등산|캠핑|소풍|운동|세차|외출|출장|휴가|마실|옷차림|옷)(?:을|를|도|은|는|가|이|해|하|할|갈|가|널|너|용|때|길|날|지|인|하기|하러|가는|가는데|하는데)?{_TAIL}",
    rf"{_K}(?:나가|나갈|갈|가는데|가려|가요|간다|가서|가니|갈게|놀러|갑니다|가고|가면|가도|갔|돌아|널어|놓|챙겨){_TAIL}",
    r"[ㄱ-ㅎㅏ-ㅣ]+|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+",
    # English
    _besides(
        r"i'm|i am|i|i'd|i'll|me|my|we|us|you|your|the|a|an|in|at|for|of|on|to|from|is|it|it's|its|will|be|would|going|gonna|are|am|was|do|does|did|don't|can|could|should|shall|may|might|must|have|has|had|get|got|need|want|wanna|like|know|tell|give|show|see|check|look|say|please|pls|plz|now|right|current|currently|what|what's|whats|how|how's|hows|when|where|which|who|why|there|here|this|that|these|those|any|some|much|many|lot|so|very|really|too|just|also|then|ok|okay|well|and how|about|out|around|near|today's|up|there's|if|or|but|as|by|with|no|not|yes|more|latest|top|main|local|bring|take|carry|wear|expect|expected|chance|chances|probability|level|levels|index|active|issued|effect|bad|good|safe|high|again|still|yet|soon|start|starts|stop|stops|end|ends|over|come|coming|go|goes|read|find|let|make|turn|question|hope|hey|hi|bot|jogan|city|area|place|region|town|home|my area|information|info|update|updates|details|report|conditions?|time|day|days|every|each|during|between|while|before|after|until|till|o'clock|sharp|exactly|instead|only|try|open|change|page|view|menu|list|they|them|into|hours?|all|been|per|than|rather|other"
    ),
    # Japanese
    r"(?:を|が|は|も|の)?(?:教えて|見せて|知りたい|見たい|お願い|ちょうだい|頂戴|調べて|聞きたい|表示して|出して)(?:ください|下さい|もらえますか|くれる|くれますか|くれ|ほしい|です|します|ね|よ)?|どう(?:ですか|なの|なる|かな|だろう|でしょう|です|なりますか)?|いかが(?:ですか)?|何時|いつ|外面|とか|深|頃|開け|明け|(?:今|いま|現在|現時点)(?:の|は)?|じゃあ|じゃ|では|それでは|ちょっと|ねえ|あの|えっと|ですか|でしょうか|だろうか|ますか|ませんか|です|ます|かな|かしら|なの|なん|ある|あります|いる|いります|必要|要る|いりますか|出て(?:る|いる|います)|発令|来る|来ます|止む|やむ|ひどい|良い|いい|悪い|大丈夫|そう|そと|外|ここ|この辺|地元|最新|もっと|主な|もう|まだ|と(?=\x1f)|ください|下さい|降(?:る|り)[ぁ-ん]*|持って|行く|いく|した方|ほうが|方が|[?？！!。、]|(?<=\x1f)[ぁ-ん]{1,4}(?=\x1f|$|[\s?!])|(?<=\x1f)か(?=$|\s|[?!])|変更(?:したい|して)?|変え(?:て|たい)|開いて|毎",
    # Chinese
    r"外面|怎么样|怎麼樣|怎样|怎樣|如何|(?:请|請)?(?:告诉|告訴)我?|(?:我)?想(?:知道|看|要|问)|(?:给|給)我|(?:看|查|问)(?:看|一下|下)|显示|顯示|打开|打開|更改|修改|换|改|请问|請問|请|請|现在|現在|目前|当前|當前|外面|这里|这边|本地|当地|附近|什么时候|几点|会不会|有没有|是不是|要不要|需不需要|需要|会|會|要|有|没有|是|吗|嗎|么|呢|吧|啊|呀|了|的|得|把|那|那么|那边|和(?=\x1f)|跟(?=\x1f)|还|在|也|都|再|就|很|多少|多大|大不大|大(?=吗|嗎|不)|不|好(?=吗|不|么)|好|差|严重|嚴重|糟|带|帶|出门|最近|最新|主要|更多|今日|情况|状况|指数|质量|生效|发布|停(?=$|吗)|我|你|您|一下|可以|能|看|听|说|比较|为|到|想|太|结束|開始|开始|适合|听听|来|里",
    # Vietnamese
    _besides(
        r"ở|tại|o dau|the nao|bay gio|bao nhieu|đảo|đẹp|nhắn|tin nhắn|thứ|thế nào|như thế nào|ra sao|sao|có|không|ko|k|thì|là|bây giờ|hiện tại|hiện nay|hiện giờ|hiện|đang|cho|tôi|tớ|mình|em|anh|chị|bạn|hỏi|xem|biết|với|ạ|nhé|nha|nhá|đi|à|vậy|thế|sẽ|thành phố|tp|tỉnh|bao nhiêu|mấy|gì|nào|khi nào|bao giờ|lúc|vào|ngoài|ngoài trời|ở đây|đây|muốn|cần|hãy|làm ơn|vui lòng|xin|giúp|giùm|nói|còn|thì sao|rồi|chưa|nữa|được|phải|của|về|các|những|này|mở|đổi|thay đổi|chỉnh|báo|mới|nhất|hết|tạnh|rơi|mang|đem|theo|ra|quá|lắm|rất|hơi|tốt|xấu|nặng|to|nhiều|ít|hay|ơi|bot|khu vực|địa phương|thông tin|chỉ số|mức|hiển thị|cùng|luôn|đến|từ|trong|trên|một|cái|chút|hả|hở|nhỉ|ờ|tình hình|trưa nay|lại|ngày|giờ|phút|buổi|mỗi|trước|sau|tin"
    ),
)

TELLING = any_of(
    r"(?:알려|말해|보여)\s?(?:줘|주|줄|달)[가-힣]*", latin("tell|give|show|want|like|get|weather|forecast|news|bulletin"),
    "教えて|知らせ|お願い|天気", "告诉|播报|天气", latin("báo|cho|thông báo|thời tiết"),
)  # fmt: skip
"""A subscription is asked for with these if repeated days are said: 매일 알려줘."""

ASKED_FOR = (
    (Topic.WARNINGS, WARNINGS), (Topic.DUST, DUST), (Topic.RAIN, RAIN), (Topic.NEWS, NEWS), (Topic.MAP, MAP),
    (Topic.CHART, CHART), (Topic.FORECAST, FORECAST),
)  # fmt: skip
"""Topics that may stand beside each other and beside a place, in the order in which they are looked for."""

ABOUT_THE_BOT = (
    (Topic.STATUS, STATUS), (Topic.LANGUAGE, LANGUAGE), (Topic.SETTINGS, SETTINGS), (Topic.HELP, HELP),
)  # fmt: skip
"""Topics of which a text has one, if it asks for nothing else."""

SMALL_TALK = ((Topic.THANKS, THANKS), (Topic.GREETING, GREETING))
"""Topics that are dropped beside any other."""
