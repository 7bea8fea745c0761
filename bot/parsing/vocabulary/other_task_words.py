"""Words in five languages for what people ask other assistants to do: devices, rooms, appointments, mail, alarms."""

from bot.parsing.wording import NO_HANGUL_BEFORE, any_of, latin

_K = NO_HANGUL_BEFORE
_GIVE = r"(?:줘(?!야|도)|주[세시십실겠렴라]|줄(?:래|수|\s수)|달라|다오)[가-힣]*"
_DEVICE = (
    r"에어컨|에어콘|냉방기|난방|히터|보일러|온풍기|선풍기|서큘레이터|가습기|제습기|청정기|전기\s?장판|온수|전등|조명|전원|티비|텔레비전|TV|스피커|라디오"
    r"|세탁기|건조기|식기\s?세척기|청소기|냉장고|제빙기|오븐|전자\s?레인지|밥솥|커튼|블라인드|현관문|창문|도어락|밸브|콘센트|플러그|환풍기|모니터|와이파이|블루투스|볼륨"
)
_TURN = r"(?:켜|꺼|틀어|맞춰|맞추어|낮춰|높여|올려|내려|줄여|키워|잠가|열어|닫아|돌려|바꿔|멈춰|만들어|(?:조절|설정|작동|가동|예약|변경|중지)(?:해|시켜)|(?:켜지|꺼지|작동하)(?:게|도록)(?:\s?(?:예약\s?)?해)?)"
_ROOM = r"(?:거실|안방|(?:작은|큰|우리|내|할머니|아이|아기)?\s?방|침실|주방|부엌|욕실|화장실|서재|차고|지하실|실내|집\s?안|차\s?안|교실|냉장고|냉동[고실]|오븐|수조|어항|욕조|온수|에어컨|히터|보일러|난방|희망|설정)"
_ROOM_EN = "(?:living ?room|bed ?rooms?|kitchen|bath ?room|garage|basement|attic|closet|pantry|study|dining room|hallway|nursery|fridge|freezer|refrigerator|oven|hot tub|(?:first|second|ground) floor|upstairs|downstairs|[a-z]+'?s? room|thermostat|house|office)"
_DEVICE_EN = "(?:lights?|lamps?|fans?|thermostat|heater|heating|furnace|boiler|a/?c|air ?con(?:ditioner|ditioning)?|humidifier|vacuum(?: cleaner)?|roomba|speakers?|tv|television|stereo|radio|blinds?|curtains?|shutters?|doors?|windows?|garage|oven|stove|coffee (?:machine|maker|pot)|kettle|sockets?|plugs?|switch(?:es)?|volume|brightness|wi-?fi|bluetooth)"
_ROOM_JA = "(?:リビング|居間|寝室|キッチン|台所|お?風呂|浴室|部屋|室内|書斎|玄関|トイレ|冷蔵庫|エアコン|暖房|冷房|お湯)"
_ROOM_ZH = "(?:客[厅廳]|[卧臥]室|厨房|廚房|浴室|[书書]房|房[间間]|室[内內]|屋里|冰箱|空[调調]|[车車][里裡]|[办辦]公室|主[卧臥])"
_ROOM_VI = "(?:phòng (?:khách|ngủ|bếp|tắm|ăn|làm việc|học|của|tôi|em)|nhà bếp|văn phòng|gara|tủ lạnh|máy lạnh|(?:máy )?điều hòa|máy sưởi)"
_DEVICE_VI = "(?:đèn|quạt|máy lạnh|(?:máy )?điều hòa|máy sưởi|ti ?vi|loa|rèm|cửa|ổ cắm|công tắc|âm lượng|độ sáng|máy hút bụi|nhạc)"

DEVICE = any_of(
    rf"(?:{_DEVICE})(?:[가-힣0-9]|\s){{0,18}}?{_TURN}\s?{_GIVE}",
    rf"(?:{_DEVICE})(?:[가-힣0-9]|\s){{0,12}}?(?:켜|꺼|틀어|켜라|꺼라|끄자|낮춰|높여)(?=[\s.!~]*$)",
    rf"(?:{_DEVICE})(?:[가-힣0-9]|\s){{0,10}}?(?:켜져|꺼져|켜진|꺼진|켜졌|꺼졌|열려|닫혀|잠겨)[가-힣]*",
    rf"{_K}{_ROOM}(?:의|에|에서|은|는)?\s?(?:(?:현재|지금|설정|희망|평균)\s?)?(?:온도|습도|기온)",
    rf"(?:온도|습도)(?:를|을|도|좀|만)?\s?(?:[가-힣0-9]+\s?){{0,3}}?(?:낮춰|높여|올려|내려|맞춰|(?:조절|설정)해)\s?{_GIVE}",
    latin(
        rf"(?:temp(?:erature)?s?|humidity|pm ?(?:2[.,]?5|10)|air quality)(?: levels?| sensor)? (?:is |it is )?(?:in|inside|of|indicated by|from|on) (?:the |my |our |[a-z]+'s )*{_ROOM_EN}"
        rf"|{_ROOM_EN}(?:'s)? (?:temp(?:erature)?|humidity|{_DEVICE_EN})"
        r"|(?:set|raise|lower|increase|decrease|adjust|turn (?:up|down)) (?:the |my )?(?:[a-z]+ ){0,3}?(?:temp(?:erature)?|humidity|thermostat)(?! units?)(?! (?:to |in )(?:fahrenheit|celsius|[fc]\b))"
        rf"|(?:turn|switch|shut|dim|brighten|open|close|lock|unlock|mute|unmute|activate|deactivate) (?:(?:on|off|up|down|the|my|our|all|of|every|any|in|please|a) )*(?:[a-z]+ ){{0,2}}?{_DEVICE_EN}"
        r"|make (?:the|this) (?:temp(?:erature)?|room|place) (?:[0-9]+|warmer|cooler|hotter|colder)|travel (?:alerts?|advisor(?:y|ies)|warnings?|bans?)"
        rf"|(?:which|any|what|many|all) (?:[a-z]+ )?(?:things?|devices?|{_DEVICE_EN})(?: are| is)?(?: (?:on|off|open|closed|locked|hot|cold))"
        rf"|{_ROOM_VI}(?: [a-zà-ỹ]+){{0,4}} (?:nhiệt độ|độ ẩm)|(?:nhiệt độ|độ ẩm)(?: [a-zà-ỹ]+){{0,4}}? {_ROOM_VI}|(?:cảm biến|độ sáng)"
        rf"|(?:bật|tắt|mở|đóng|khóa|chỉnh|tăng|giảm|hút)(?: [a-zà-ỹ]+){{0,2}}? {_DEVICE_VI}|(?:đặt|chỉnh|tăng|giảm)(?: [a-zà-ỹ]+)?? (?:nhiệt độ|độ ẩm)|vật (?:nào|gì|đang)"
    ),
    rf"{_ROOM_JA}の?(?:今の|現在の|設定)?(?:温度|気温|湿度|室温)|室温"
    r"|(?:エアコン|冷房|暖房|ヒーター|扇風機|電気|照明|ライト|テレビ|加湿器|除湿機|空気清浄機|掃除機|カーテン|ブラインド|窓|ドア|鍵|音量|ストーブ)[をのは]?(?:全部)?(?:つけ|消し|開け|閉め|上げ|下げ|オンにし|オフにし|止め|切っ)て(?!も)",
    rf"{_ROOM_ZH}(?:里|裡|的|内|现在|現在|目前|当前|是){{0,3}}(?:温度|溫度|[湿濕]度|PM ?2[.,]?5)"
    r"|(?:打开|打開|开启|開啟|关闭|關閉|关掉|關掉|关上|调高|調高|调低|調低|拉上|拉开)[一-龥]{0,6}?(?:空调|空調|暖气|暖氣|风扇|風扇|[灯燈]|电视|電視|窗帘|窗簾|窗户|窗|[门門]|热水器|[加除][湿濕][器机機]|[净淨]化器|插座|开关|音量)"
    r"|(?:空调|空調|暖气|暖氣|风扇|風扇|[灯燈]|电视|電視|窗帘|窗簾)(?:的?(?:温度|溫度|亮度|风速))?(?:打开|打開|开|開|关闭|关掉|關掉|关|關|调|調)(?:到|高|低|一下|掉)?",
)  # fmt: skip
"""Orders to devices, and readings in rooms: 에어컨 꺼줘, the temperature in the living room; and warnings of others."""

WHETHER = any_of(
    r"야\s?(?:하|되|돼|할|될)|(?:해|어|아|켜|틀어)도\s?(?:되|돼|될|괜)|[을를]?까(?:요)?[\s?]*$",
    latin(
        "(?:should|shall|can|could|may|do|must) (?:i|we)|(?:ok|okay|safe|good|fine|better|need|worth|time|day|cold|hot|warm)(?: (?:it|enough|time|day|idea))? to|được không|có nên|nên|có cần"
    ),
    "ても(?:いい|大丈夫)|べき|必要|要不要|需要|可以|能不能|该不该|適合|适合",
)
"""What asks whether a device should be used: by the weather."""

MATTER = any_of(
    r"메일|카톡|톡방|전화|통화|약속|일정|스케[줄쥴]|회의|미팅|면접|캘린더|달력|할\s?일|이벤트|알람|타이머|메모|사진|파일|폴더|문서|어플|음악|노래|유튜브|페이스북|인스타|트위터|티켓|택시|송금|결제|계좌|카드|주문|장바구니|장보기",
    latin(
        "e-?mails?|inbox|calls?|phone|appointments?|meetings?|calendar|events?|alarms?|timers?|playlists?|songs?|music|photos?|files?|folders?|tickets?|taxi|cab|uber|payments?|bills?|bank|account|card|credit|orders?|shopping|grocer(?:y|ies)|to-?do|tasks?|reminders?|facebook|twitter|tweet|instagram|contacts?|pizza|restaurant|reservation|pto|vacation|payroll|insurance|flight|hotel|rental|speakers?|volume|vacuum|email"
        "|cuộc gọi|gọi điện|điện thoại|lịch hẹn|cuộc họp|báo thức|hẹn giờ|danh sách|bài hát|nhạc|ảnh|vé|tài khoản|thẻ|đơn hàng|khóa học|lớp|học phần"
    ),
    "メール|電話|予約|会議|打ち合わせ|カレンダー|アラーム|タイマー|メモ|写真|ファイル|音楽|曲|チケット|タクシー|支払い|口座|カード|注文|買い物|会員|期限|締め?切り?|スケジュール",
    "邮件|郵件|电话|電話|打给|会议|會議|日历|日程|闹钟|鬧鐘|备忘|照片|文件|音乐|音樂|歌|票|出租车|付款|账户|帳戶|卡|订单|訂單|购物|微信|微博|外卖|酒店|餐厅",
)
"""What other assistants look after; a bulletin is none of these."""

MATTER_ASKED = any_of(
    r"(?:약속|일정|스케[줄쥴]|회의|미팅|면접|메일|전화|할\s?(?:일|거|것)|해야\s?(?:할|하는|될)\s?(?:일|거|것)|이벤트|알람|메모|수업|시험|생일|기념일|모임)(?:이|은|는|을|를|도|에)?\s?(?:좀\s)?(?:몇|있(?!는데|어서|으니)|없(?!는데)|뭐|뭔|언제|알려|확인|추가|취소|변경|잡아|보여|미뤄|옮겨|바꿔|정리)",
    rf"무슨\s?일을|{_K}(?:내가|제가)\s(?:[가-힣]+\s){{0,3}}?(?:몇\s?번|뭐|뭘|언제|어디)(?:[가-힣]|\s)*[았었했갔샀봤먹왔됐]",
    latin(
        "what [a-z]+ did i|did i [a-z]+|(?:current |local |exact )*time (?:in|please|right now|now)|what(?:'?s| is) today(?:'s date)?|my current location|where am i"
    ),
)
"""Questions about appointments, the time and the like, beside a day or a place whose weather is not asked about."""
