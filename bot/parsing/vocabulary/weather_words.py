"""Words for the weather in five languages, by what of it they ask about."""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, TAKEN, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
_FALLS = r"(?:오(?:나|니|냐|는|려|겠|고|면|지|네|던|긴|기|진)|와|왔|올까|올지|올려|올는|올(?=\s|확|때|것|듯|$)|온대|온다|온데|온당|내리|내려|내릴|내린|그치|그쳐|그쳤|그칠|그친|쏟|퍼붓|퍼부|뿌리|맞|옴|옵|온단|쌓이|쌓여|쌓일|쌓였|날리|날려|멎|멈추|멈췄|멈출|개려|안\s?[오와온올])[가-힣]*"
_HOW_MUCH = r"(?:안|몇\s?(?:미리|밀리|센치|센티|mm|cm)|얼마큼|얼만큼|하루\s?종일|종일|내내|온종일|엄청|되게|겁나|마이|마니|억수|아주|약간|쪼매|쪼금|진작|드디어|왜|밤새|자주|펑펑|주룩주룩|억수로|갑자기|몇시부터|몇\s?시(?:부터|까지|에)?|언제(?:부터|까지)?|언제쯤|언제|많이|계속|또|좀|정말|진짜|못|얼마나|곧|아직|이제|혹시|조금|막)"
WARNINGS = any_of(
    r"(?:호우|대설|강풍|풍랑|오존|한파|폭염|열대야|폭염|한파|건조|태풍|황사|폭풍해일|지진해일|해일|안개|기상|날씨|폭우|폭설|산불|홍수|지진|재난|미세먼지|예비|\s)*(?:특보|주의보|경보|(?<=재난)문자|(?:기상|날씨)\s?경고)(?:[가-힣]*(?=\s|$|[?!.,]))?",
    latin(
        r"(?:(?:heavy|rain|snow|storm|weather|heat|cold|wave|strong|high|wind|typhoon|dust|flood|tsunami|severe|dry|special|disaster|emergency)\s)*(?:warnings?|advisor(?:y|ies)|alerts?(?!\sme))"
    ),
    r"(?:大雨|豪雨|暴風|強風|猛暑|高温|寒波|大雪|津波|台風|乾燥|波浪|暴風雪|気象|特別|黄砂|低温|濃霧)*(?:警報|注意報|特報)",
    r"(?:暴雨|高温|高溫|台风|颱風|寒潮|大风|强风|大雪|暴雪|沙尘|天气|氣象|气象|干燥|风浪|海啸|大雾|雷电|热浪|极端)*(?:预警|預警|警报|警報|警告|特报)",
    latin(r"cảnh báo(?:\s(?:mưa|lớn|to|nắng|nóng|bão|rét|gió|mạnh|tuyết|lũ|thời tiết|sóng|thiên tai|thần))*"),
)
HAZARDS = any_of(
    rf"{_K}(?:태풍|폭풍|풍랑|강풍|호우(?!시절)|지진|산불|산사태|홍수|쓰나미|해일|낙뢰|천둥|번개|여진)(?!\s?먹)[가-힣]*",
    latin(
        "typhoons?|storms?|hurricanes?|blizzards?|tornado(?:e?s)?|earthquakes?|quakes?|tsunamis?|wildfires?|forest fires?|floods?|flooding|landslides?|lightning|bão|động đất|cháy rừng|lũ lụt|sóng thần|sấm sét|sạt lở"
    ),
    "台風|嵐|暴風|地震|津波|山火事|洪水|土砂崩れ|雷雨?|台风|颱風|风暴|海啸|山火|泥石流|雷电|打雷",
)
"""Dangers, of which warnings tell; beside a word for news they are words to search for."""

RAIN = any_of(
    rf"{_K}(?:비|눈)(?:가|는|도|만|나|랑|이|은|하고|라도)?\s?(?:{_HOW_MUCH}\s?)*{_FALLS}|{_K}비\s?오[가-힣]{{1,3}}{_E}|{_K}(?:비|눈)\s?온(?!도|천|양|수|난|유)[가-힣]*|{_K}(?:비|눈)(?:야|예요|에요|여|이야|이에요|이예요|임){_E}",
    rf"{_K}비(?:가|는|도|나|랑|하고)?\s?(?:많이|소식|예보|예상|확률)?{_E}",
    rf"{_K}눈(?:도|이랑|하고)?\s?(?:소식|예보|예상|확률){_E}|{_K}눈(?:은|이|도|이랑|하고)?(?=\s*(?:$|[?!.,{TAKEN}]|있|없|얼마|언제|쌓|치우|비{_E}))",
    rf"{_K}(?:비|눈)(?:가|는|도|이)?\s?(?:있|없|심|예정|조금|임|인가|인지|이냐|이니|라던데|라며|라매|각|쪼[금매끔])[가-힣]*|(?:빗(?:방울|길|물|소리|발)|눈(?:길|발))[가-힣]*|{_K}(?:빨래|이불|건조|세탁|말리|고추\s?말리)[가-힣]*\s?(?:하기\s?)?(?:좋|해도|널|말리|마를|마르|가능|할)[가-힣]*|{_K}(?:비|눈)\s?(?:몇)\s?(?:미리|밀리|센치|센티|mm|cm)[가-힣]*",
    r"소나기|우산|(?<!포)장마|강[수우](?=[량가이은는도을를와]|\s|확률|예[보상]|여부|시간|$|[^가-힣])|빗[길물방줄]|폭우|눈보라|함박눈|첫눈(?!에)|폭설|우천(?:\s?취소)?|우비|장화|(?:빨래|이불|옷|고추)(?:을|를)?\s?널[가-힣]*|눈길|눈사람|눈싸움|제설|(?:이불)?빨래(?=[가-힣\s]*(?:각|돌[려릴]|널|해도|말[리라려]|마[를르]|걷|돼|될|되|괜찮))|세차(?=[가-힣\s]*(?:해도|할까|하[면려기]|돼|될|되|괜찮|$))|농약|진눈깨비|비바람|적설|우박|비구름|가랑비|이슬비|보슬비|부슬비|여우비|장대비|안개비|겨울비|여름비|소낙비|밤비|산성비|큰비|큰눈|대설|싸락눈|눈발|눈꽃|설경|눈\s?(?:치우|치워|치울|쓸|녹|얼)[가-힣]*|비옷|레인\s?(?:코트|부츠)|우중|함박\s?눈|비\s?(?:올|온|오는)\s?(?:확률|가능성|날)|눈\s?(?:올|온|오는)\s?(?:확률|가능성|날)|눈비|봄비|가을비|호우|강설|제설|우의",
    latin(
        r"rain(?:ing)? cats and dogs|rain(?:y|ing|in|s|fall|ed|coats?|drops?|boots|water)?|snow(?:y|ing|in|s|fall|ed|flakes?|storm)?|brollys?|brollies|poncho|wellies|drenched|soaked|rainless|umbrellas?|showers?|drizzl\w+|precipitation|(?:hang (?:out )?|do |dry )(?:my |the )?(?:laundry|washing)|wash (?:my |the )car|car ?wash|monsoon|sleet|hail(?:ing|storms?)?|pouring|downpours?|wet|thunderstorms?"
    ),
    r"にわか雨|梅雨|大雨|小雨|豪雨|[雨傘雪]|夕立|降水(?:確率|概率|量)?|降って|降り(?!て|る|た(?![いく])|な|ら|よ|口)|降る|降った|洗濯(?:物|日和)?(?:を)?(?:干[ぁ-ん]*|乾[ぁ-ん]*)?|洗車|カッパ|レインコート|かさ(?=い|は|が|を|持)|濡れ|ゲリラ豪雨|通り雨|傘|折り畳み|折りたたみ|みぞれ|吹雪|積雪|積も[ぁ-ん]+|雪かき|布団干[ぁ-ん]*|洗濯",
    r"下(?:雨|雪)|降(?:雨|水|雪)(?:概率|量)?|雨伞|雨傘|雨衣|伞|梅雨|洗车|晒(?:衣服|被子)|晾衣服|阵雨|暴雨|大雨|小雨|雨季|雨(?=吗|嗎|停|大|小|还|還|什么|$|[?？\x1f])|[有没]雨|雪(?=吗|嗎|停|大|小|$|[?？\x1f])|积雪|雨夹雪|毛毛雨|淋雨|淋湿|降水|带伞|雷阵雨|阴雨|雷雨|雨裤|雨靴|下着?[大小]?[雨雪]|洗衣服|晒东西",
    latin(
        r"mưa(?:\s(?:rào|to|lớn|nhỏ|phùn|bão))?|tuyết|áo mưa|dù|ướt|mưa nắng|(?:mang|cần|che|đem|cái|cầm)\s(?:theo\s)?(?:ô|dù)|dông|giông|mùa mưa|lượng mưa|phơi (?:đồ|quần áo|chăn)|rửa xe"
    ),
)
DUST = any_of(
    rf"초?미[세새]\s?먼[지쥐]|미세[머문몬]지|초미세|미세(?=\s|$|[는은도])|미먼|황사|대기\s?(?:질|오염|환경)|공기\s?질|스모그|먼지|환기[가-힣]*|창문(?:을|은|좀)?\s?(?:좀\s?)?열[가-힣]*|공기\s?청정기[가-힣\s]*|{_K}공기|마스크(?:를|는|을)?\s?(?:껴|끼|쓰|써|쓸|필요|챙|착용)[가-힣]*|환기(?:를|을)?\s?(?:시켜|시킬|시키|해도|할|하기|해)[가-힣]*|마스크(?!팩)|미세미세|초미먼|초미(?=\s|$|[는은도])|미먼지|미새|뿌[옇연예][가-힣]*|희뿌[가-힣]*|(?:문|창)(?:을|은|좀)?\s?(?:좀\s?)?열어[가-힣]*|통합\s?대기|목(?:이)?\s?칼칼[가-힣]*|에어\s?코리아",
    latin(
        r"aqi|pm\s?2[.,]?5|pm\s?10|(?:yellow|fine|ultrafine|asian)?\s?dust(?:y)?|air(?:'s)?\s?(?:quality|pollution)(?:\sindex)?|air|pollution|polluted|smog(?:gy)?|particulates?|particles|particulate matter|breath(?:e|able)|fine particles|haz[ey]|(?:wear|need|bring) (?:a |my )?masks?|open (?:the |my )?windows?|masks?"
    ),
    r"aqi|pm\s?2[.,]?5|pm\s?10|pm(?![a-z])",
    r"黄砂|微小粒子(?:状物質)?|大気(?:汚染|質)?|空気(?:の?質)?|スモッグ|マスク(?:が|を|は)?(?:必要|要|いる|いり|つけ|した)[ぁ-ん]*|マスク|窓(?:を)?開け[ぁ-ん]*|換気|ほこり|粉塵|PM|空気",
    r"雾霾|霧霾|霾|空气(?:质量|污染)?|空氣(?:品質|質量)?|沙尘暴?|沙塵暴?|黄沙|黃沙|细颗粒物|污染|粉尘|微尘|细尘|戴口罩|口罩|开窗|通风|pm值|空气|灰尘|扬尘",
    latin(
        r"(?:mở|đóng) cửa sổ|đeo khẩu trang|(?<!hút )(?<!máy )bụi(?:\s(?:mịn|vàng|bẩn|không))?|chất lượng không khí|không khí|ô nhiễm|cát vàng|khói bụi|khẩu trang|chỉ số aqi|khói"
    ),
)
MAP = any_of(
    r"(?:비구름|강수|강우|날씨|기상)?\s?(?:레이더|레이다)(?:\s?(?:영상|사진|지도|화면))?|위성\s?(?:영상|사진)|(?:전국\s?)?(?:기온|온도|날씨|강수)?\s?분포도?", r"일기도|기상도|낙뢰\s?지도|구름\s?사진|(?:오늘\s)?날씨\s?(?:사진|그림|이미지)", latin("(?:rain |weather |precipitation )?(?:radar|satellite)(?: (?:map|image|picture))?|ra-?đa|ảnh vệ tinh"),
    "(?:雨雲)?レーダー(?:画像)?|衛星(?:写真|画像)|雷达图?|卫星云图|云图",
    rf"(?:{_K}|(?<=기온)|(?<=날씨)|(?<=온도)|(?<=전국)|(?<=국내))지도(?!읍|자|교[사수]|사항|부|층|력|하[는고])", latin("(?:weather |temperature )?maps?"), "(?:天気|気温)?地図|マップ|天気図",
    "(?:天气|气温|溫度)?地[图圖]|天气图", latin("bản đồ(?: (?:thời tiết|nhiệt độ))?"),
)  # fmt: skip
CHART = any_of(
    r"그래프|차트|추이|도표|곡선", latin("(?:temperature )?(?:charts?|graphs?|plots?|curves?|trends?)"),
    "グラフ|チャート|推移", "曲[线線][图圖]?|图表|圖表|走势[图]?|折线图?|趋势[图]?", latin("biểu đồ|đồ thị|đường cong"),
)  # fmt: skip
FORECAST = any_of(
    r"최[고저]\s?(?:최[고저])(?:\s?(?:기온|온도))?|(?:일기\s?)?예보|(?:낮\s?최고|아침\s?최저)(?:\s?(?:기온|온도))?|(?:최고|최저|낮|아침)\s?(?:기온|온도)|최고|최저|일교차|시간별|시간대별|주간|예상|전망|앞으로|향후|차후|중기|단기|이따가?|있다가|좀\s?있다|좀\s?이따|잠시\s?후|조금\s?(?:뒤|후|있다가?)|금방|나중에|이후",
    latin(
        r"forecasts?|hourly|outlook|highs?(?! tides?)|lows?(?! tides?)|highest|lowest|maximum|minimum|predictions?|predicted|extended|later|10-day|upcoming"
    ),
    r"(?:天気)?予報|最高気温|最低気温|最高|最低|時間ごと|見通し|今後|1時間ごと|このあと|これから|この先|のち(?=の)|あとで|後で",
    r"(?:天气|天氣)?(?:预报|預報|预测)|最高(?:气温|温度)?|最低(?:气温|温度)?|逐小时|每小时|未来|一会儿|待会儿?|等会儿?|接下来|之后(?=[会有的])|稍后",
    latin(
        r"(?:dự báo|du bao)(?: (?:thời tiết|thoi tiet))?|cao nhất|thấp nhất|theo giờ|lát nữa|chút nữa|sắp tới|hàng giờ|từng giờ"
    ),
)
FORECAST_WORD = any_of("예보|予報|预报|預報", latin("forecasts?|dự báo|du bao"))
"""The word for it alone, which nothing but a question about the weather has."""

FAR_AHEAD = any_of(
    r"(?<![0-9])[0-9]{1,2}월(?!\s?[0-9])|다음\s?달|담달|이번\s?달|내년|내후년|[0-9]개월|한\s?달|(?:올|올해|이번|내년|다음)\s?(?:여름|겨울|봄|가을)",
    latin(
        "next (?:month|year|summer|winter|spring|autumn|fall)|this (?:month|summer|winter)|(?:tháng|năm) (?:sau|tới)"
    ),
    "来月|来年|今年の[夏冬春秋]|下个?月|明年|今年[夏冬春秋]天?",
)
"""Times that no forecast reaches; their words stay, so that they are said not to be understood."""

WEATHER_WORD = any_of(
    "날[씨시씌쒸]|낼씨|냘씨|기상(?!시간|청|하|캐)(?=[은을이도]?(?:\\s|$|[?!.,\x1f])|\\s?(?:상황|상태|정보|현황|조건))", latin("weather(?:'s)?|we[ae]?th?e?r|weahter|wheather|temp[a-z]{1,5}ture"), "天気|てんき", "天[气氣汽]", latin("thời tiết|thoi tiet|nalssi|nalsshi"),
    r"기온|온도", latin("temperature|temps?"), "気温|温度|气温|氣溫", latin("nhiệt độ|nhiet do"),
)  # fmt: skip
FEELS_LIKE = any_of(
    r"체감(?:\s?온도)?", latin("feels? like|real ?feel|wind ?chill|heat index"), "体感(?:温度)?", latin("(?:nhiệt độ )?cảm (?:nhận|giác)")
)  # fmt: skip
HUMIDITY = any_of("습도", latin("humidity"), "湿度|濕度", latin("độ ẩm"))
WIND = any_of(
    rf"{_K}바람(?!막이|나|난|났|피|핀|펴|폈|둥|쐬|잡|맞|기가)|풍속|풍향", latin(r"wind(?:s|y|ier|\sspeed)?"), "風速|(?<!台)風(?!呂|邪|景)", "刮着?(?:[大强狂]|多大的?|什么)?风|风速|风大|刮风|(?<!台)风(?=[大力很]|吗|$)",
    latin("gió")
)  # fmt: skip
SUN = any_of(
    r"(?:일출|일몰)(?:\s?(?:시간|시각))?|해돋이|해맞이|(?<![가-힣])해\s?(?:가\s?)?(?:(?:언제|몇\s?시)(?:에|쯤)?\s?)?(?:뜨|떠|뜰|지[는나니냐요고]|진다|져|질)[가-힣]*(?:\s?(?:시간|시각|때))?", latin("(?:the )?(?:sun(?:rise|set)s?|sun (?:rise|set|go(?:es)? down|come(?:s)? up)s?|sun ?up|sun ?down|daylight)(?: times?)?|(?:when|what time) (?:does|will|is) the sun(?: (?:going to )?(?:set|rise|go down|come up))?"),
    "日の(?:出|入り|入)(?:の?(?:時刻|時間))?|日没(?:の?(?:時刻|時間))?|日が(?:昇|沈|暮れ|出)[ぁ-ん]*|太陽が(?:昇|沈)[ぁ-ん]*", "日[出落](?:的?(?:时间|時間|时刻))?|太阳(?:几点|什么时候)?(?:下山|落山|升起|出来)|天(?:几点|什么时候)?[黑亮]", latin("mặt trời (?:mọc|lặn)|bình minh|hoàng hôn")
)  # fmt: skip
UV = any_of(
    r"자외선|(?:선크림|썬크림|선블록|자외선\s?차단제)(?:을|를|은|도)?(?:\s?(?:발라|바르|바를|필요|챙)[가-힣]*)?",
    latin("uv|sun ?screen|sun ?block|sun ?burn"), "紫外線|日焼け止め|日焼け", "紫外线|防晒霜?|晒伤", latin("(?:tia )?uv|tia cực tím|kem chống nắng"),
)  # fmt: skip
OZONE = any_of("오존(?!\\s?(?:주의보|경보))", latin("ozone"), "オゾン|臭氧", latin("ô-?zôn|ozon"))
TIDE = any_of(
    r"물때(?:표)?|조석|만조|간조|밀물|썰물|물\s?때|바닷길",
    latin("(?:high|low) tides?|tides?|tidal"),
    "潮位|満潮|干潮|潮汐|潮見|潮の",
    "潮汐|涨潮|退潮|满潮",
    latin("thủy triều|con nước|nước (?:lên|xuống)"),
)
WAVES = any_of(
    r"바다\s?(?:상태|상황|날씨)|파도|파고|너울|수온|바닷물\s?온도|물결",
    latin(
        r"(?:rough|calm|choppy) seas?|(?:the )?sea (?:is )?(?:rough|calm|choppy)|sea conditions?|waves?|swells?|wave height|(?:sea|water) (?:temperature|temp)|surf"
    ),
    "波(?=[のはが高]|$)|波高|水温|海水温",
    "浪高|海浪|波浪|风浪|水温",
    latin("sóng(?! thần)|độ cao sóng|nhiệt độ nước(?: biển)?"),
)
QUAKE = any_of("지진|여진", latin("earthquakes?|quakes?|aftershocks?|động đất"), "地震|余震")
TRAFFIC = any_of(
    r"(?:공항|비행기|항공편|여객선|배|페리|연락선)(?:가|는|도|편)?\s?(?:뜨|뜰|떠|떴|뜹|결항|지연|운항|취소)[가-힣]*|결항[가-힣]*|도로\s?(?:상황|상태|사정|통제|얼|미끄|결빙)[가-힣]*|[가-힣]*(?:고속도로|국도)\s?(?:상황|상태|얼|미끄)[가-힣]*|길\s?(?:얼|미끄)[가-힣]*|교통\s?(?:상황|통제)[가-힣]*|블랙아이스|빙판[가-힣]*|결빙",
    latin(
        "flights? (?:(?:be|is|are|get) )*(?:delay\\w*|cancel\\w*|on time)|ferr(?:y|ies) (?:(?:be|is|are|get) )*(?:running|sailing|delay\\w*|cancel\\w*|on time)"
        "|road conditions?|(?:are )?(?:the )?roads? (?:icy|slippery|closed|ok|okay|safe|frozen)|icy roads?|slippery roads?|black ice"
        "|chuyến bay (?:có )?(?:bị )?(?:hoãn|hủy|huỷ|trễ)|tình trạng đường|đường (?:có )?(?:trơn|bị đóng băng)"
    ),
    "(?:飛行機|フライト|フェリー|船)[はがも]?(?:飛[びぶん]|欠航|遅れ|遅延|出[るま])[ぁ-ん]*|欠航|道路(?:状況|の状態|は?凍)[ぁ-ん]*|路面凍結|航班(?:会|會)?(?:延误|取消|晚点)|(?:飞机|飛機)(?:会|會)?(?:延误|取消|晚点|能飞)|路况|路面结冰|道路结冰|路滑",
)
CLOTHES = any_of(
    r"(?:옷(?:은|을)?\s?)?(?:뭐|뭘|무엇을|어떻게)\s?입[가-힣]*|(?:어떤|무슨)\s?옷[가-힣]*|옷차림[가-힣]*",
    latin("(?:what|how) (?:should|to|do|shall|can|must)(?: i| we)? (?:wear|dress|put on)|what clothes|outfits?|dress code|mặc (?:gì|đồ gì|thế nào|ra sao)"),
    "(?:何を?|どんな服を?)着[ぁ-ん]*|服装(?!指数)|穿(?:什么|啥|多少)(?:衣服)?",
)  # fmt: skip
MOON = any_of(
    rf"{_K}(?:보름달|초승달|반달|그믐달|월출|월몰|월령|달\s?(?:뜨|뜰|떠|지는|모양)|별(?:이|은|도)?\s?(?:보|많|잘\s?보)|별똥별|유성우|은하수|월식|일식)[가-힣]*",
    latin("(?:full |new )?moon(?:rise|set| phase)?s?|stars|meteor shower|eclipse"),
    "満月|新月|月齢|月の出|月の入り|星(?=は|が|空|見)|流星群|月食|日食",
    "满月|月亮|月相|星星|流星雨|月食|日食",
    latin("trăng(?: tròn| rằm)?|ngôi sao|nhật thực|nguyệt thực"),
)
_ACTIVITY = r"산책|등산|캠핑|낚시|골프|나들이|소풍|피크닉|자전거\s?타|라이딩|조깅|러닝|달리기|하이킹|운동|세차|김장|서핑|물놀이|수영|스키|꽃구경|단풍\s?구경|벌초|축구|야구|테니스|드라이브|빨래|이불\s?빨래|여행|야외\s?활동|이사"
ACTIVITY = any_of(
    rf"(?:{_ACTIVITY})[가-힣]*\s?(?:좋은|적합한|적당한|알맞은|하기\s?딱인)\s?(?:날|요일|때|시간|날씨)",
    latin(
        "(?:good|best|great|perfect|right|ideal|suitable|nice) (?:day|days|time|weather|conditions?) (?:for|to) (?:(?:a|an|go|do) )?(?:fish\\w*|hik\\w*|picnics?|camp\\w*|golf\\w*|surf\\w*|run\\w*|jog\\w*|walk\\w*|swim\\w*|cycl\\w*|bik\\w*|barbecue|bbq|laundry|wash\\w*|ski\\w*|sail\\w*|climb\\w*|drive|travel\\w*|sightseeing)"
        "|(?:thích hợp|phù hợp|lý tưởng|đẹp|tốt) (?:để )?(?:đi )?(?:câu cá|leo núi|dã ngoại|cắm trại|chạy bộ|bơi|giặt đồ|rửa xe|du lịch)|đi câu(?: cá)? (?:được|có)"
    ),
    "(?:釣り|登山|ハイキング|ピクニック|洗車|洗濯|ゴルフ|キャンプ|行楽|お?出かけ|花見|ドライブ|ランニング|サーフィン)(?:日和|に(?:いい|良い|適した|向いた)日|(?:に|は)(?:適して|向いて)[ぁ-ん]*)",
    "(?:适合|適合)(?:去)?(?:钓鱼|爬山|登山|野餐|露营|跑步|洗车|洗衣服|晾衣服|打高尔夫|高尔夫|出游|旅游|游泳|滑雪|骑车|散步|冲浪)",
)
INDEX = any_of(
    r"꽃가루(?:\s?(?:농도|지수|알레르기))?|불쾌지수|(?:식중독|감기|동파|세차|빨래|운동|나들이|생활|피부|천식|뇌졸중|산불위험|더위체감|대기정체)\s?지수",
    latin("pollen(?: count| level| index)?|discomfort index|heat stress"),
    "花粉|不快指数|洗濯指数|服装指数|熱中症指数",
    "花粉|(?:穿衣|洗车|舒适度|感冒|运动|生活)指数|不舒适指数",
    latin("phấn hoa|chỉ số (?:khó chịu|nắng nóng)"),
)
_OUTDOORS = any_of(
    rf"{_K}(?:산책|등산|산행|캠핑|차박|낚시|골프|라운딩|나들이|소풍|피크닉|자전거|라이딩|조깅|러닝|런닝|달리기|뛰기|마라톤|하이킹|트레킹|운동|세차|김장|모내기|농사|밭일|서핑|물놀이|해수욕|수영|스키|보드|썰매|꽃구경|꽃놀이|벚꽃놀이|단풍놀이|단풍구경|벌초|성묘|축구|야구|테니스|배드민턴|족구|농구|바베큐|불꽃놀이|야외[가-힣]*|외출|드라이브|출사|별보기|드론|이사|결혼식|운동회|체육대회|빨래|이불)(?:을|를|은|하러|이|도)?\s?(?:해도|하는데|가도|나가도|시켜도|하기|가기|치기|타기|뛰기|하러|가능|괜찮|할\s?만|갈\s?만|할까|갈까|갈\s?수|할\s?수|하면|가면|각|ㄱㄱ|어떨까|어때|어떰|좋[은을])[가-힣]*(?:\s?(?:돼|되|될|좋|괜찮|어때|날)[가-힣]*)?",
    latin(
        r"(?:good|nice|great|perfect|ok|okay|fine|suitable|safe|best|better|too (?:hot|cold|wet|windy)) (?:day |time |weather |place |enough )?(?:for|to) (?:go |have |do |take )?(?:a |an |my |the )?(?:hik\w*|camp\w*|picnic|golf\w*|fish\w*|jog\w*|run\w*|walk\w*|bik\w*|cycl\w*|swim\w*|surf\w*|ski\w*|barbecue|bbq|beach|outdoor\w*|outside|laundry|wash\w*|hang\w*|fly\w*|wedding|photos?|drive)"
        r"|(?:can|could|should|may) (?:i|we) (?:go )?(?:hik\w*|camp\w*|picnic\w*|golf\w*|fish\w*|jog\w*|run(?:ning)?|bik\w*|cycl\w*|swim\w*|surf\w*|ski\w*)"
        r"|(?:có thể|nên|được|thích hợp|hợp|phù hợp|lý tưởng)(?: để| cho| đi| việc)* (?:leo núi|đi dạo|dạo|picnic|dã ngoại|cắm trại|chạy bộ|câu cá|phơi đồ|giặt|đạp xe|bơi|đi biển|tắm biển|chơi golf)"
    ),
    r"(?:洗濯|ハイキング|登山|山登り|ピクニック|釣り|ゴルフ|花見|散歩|キャンプ|運動会|ランニング|サーフィン|海水浴|バーベキュー|サイクリング)(?:に|を|は|が)?(?:日和|行け|行って|しても|できる|できます|できそう|いい|大丈夫|向)[ぁ-ん]*|(?:适合|適合|能|可以|能不能|可不可以)(?:去)?(?:爬山|登山|野餐|钓鱼|跑步|露营|洗车|晒被子|晒衣服|出去玩|出门|户外|骑车|骑行|打高尔夫|游泳|冲浪|滑雪|烧烤|赏花|散步|海边)",
)
"""Plans for which the weather is asked about without a word for it."""

_DEGREES = any_of(
    r"(?<![0-9])(?:(?:영하\s?|-)?[0-9]{1,2}|(?<![가-힣])(?:영하\s?)?[이삼사]?십[일이삼사오육칠팔구]?)\s?도(?:씨)?\s?(?:를|는|가|까지|이상|이하|정도|밑으로|아래로|위로)?\s?(?:넘|올라|오르|내려|떨어|찍|돼|되|될|갈|가나|간대|이상|이하|이야|인가|임)[가-힣]*",
    latin(
        r"(?:over|above|below|under|reach|hit|exceed|drop to|past) -?[0-9]{1,2}(?:\s?(?:degrees|°c?|c|celsius))?(?![:0-9])|(?:trên|dưới|quá|hơn) [0-9]{1,2} độ"
    ),
    "[0-9]{1,2}度(?:を)?(?:超え|越え|以上|以下|まで|下回)[ぁ-ん]*|(?:超过|高于|低于|到|有)[0-9]{1,2}度",
)
"""Temperatures that are asked about: 오늘 30도 넘어?"""

WEATHER = any_of(
    _OUTDOORS.pattern,
    _DEGREES.pattern,
    *(
        pattern.pattern
        for pattern in (FEELS_LIKE, HUMIDITY, SUN, UV, OZONE, TIDE, WAVES, MOON, INDEX, TRAFFIC, CLOTHES)
    ),
    rf"{_K}(?<!의\s)바람(?:이|은|도)?\s?(?:(?:많이|세게|강하게|거세게|심하게|약하게|좀)\s?)*(?:부[나는니냐려]|불[어까었겠지고면])[가-힣]*|날시|체감|습도|{_K}바람(?!막이|나|난|났|피|핀|펴|폈|둥|쐬|잡|맞|기가)|풍속|풍향|기압|일출|일몰|해돋이|해맞이|노을|자외선|미끄[러럽][가-힣]*|(?:배|비행기|여객선|페리)(?:가|는|도)?\s?(?:뜨|뜰|떠|떴|뜹)[가-힣]*|(?:옷(?:은|을)?\s?)?(?:뭐|뭘|어떻게)\s?입[가-힣]*|{_K}(?:밖|바깥)(?:은|에|에는|이)?\s?(?:어때|어떤|어떠)[가-힣]*|도로\s?얼[가-힣]*|길\s?(?:얼|미끄)[가-힣]*|서리(?:\s?(?:내리|내려|내릴|내린)[가-힣]*)?|시야|가시거리|구름[가-힣]*|먹구름|하늘[가-힣]*|{_K}날(?:이|은|도|은요)?\s?(?:좋|궂|개|갠|갤|풀리|풀려|풀릴|풀렸|추|춥|더|덥|따|선선|흐|맑|어때|어떄|쌀쌀)[가-힣]*|무지개|햇[빛볕살][가-힣]*|땡볕|뙤약볕|칼바람|돌풍|(?:바닷|강|산|봄|찬|겨울|밤)바람[가-힣]*|더위|추위|한낮|열사병|동파[가-힣]*|영상\s?몇|풍향|{_K}(?:얇게|두껍게|두툼하게|따뜻하게|따숩게|가볍게|시원하게|껴)\s?입[가-힣]*|(?:운동화|부츠|구두|샌들|슬리퍼|장화|털신)(?:를|을)?\s?신[가-힣]*|(?:코트|패딩|롱패딩|자켓|재킷|외투|겉옷|점퍼|가디건|니트|내복|목도리|장갑|반팔|긴팔|반바지)(?:을|를|은|는)?\s?(?:꺼내|꺼낼|꺼냈|입|챙|걸치|걸칠|필요|가능|각|괜찮|빼|빨|사야)[가-힣]*|{_K}(?:두꺼운|얇은|따뜻한|긴|짧은)\s?옷[가-힣]*|{_K}옷(?:을|은|좀)?\s?(?:얇게|두껍게|따뜻하게|가볍게|챙)[가-힣]*|(?:어떤|무슨)\s?옷[가-힣]*|롱패딩|경량패딩|가디건|카디건|니트|바람막이|맨투맨|후드티|후드|블레이저|트렌치\s?코트|트렌치|목도리|장갑|히트텍|핫팩|내복|슬리퍼|샌들|선크림|선글라스|에어컨|보일러|빙판[가-힣]*|결빙|블랙아이스|{_K}해(?:가|는)?\s?(?:(?:몇\s?시|언제)(?:에|쯤)?\s?)?(?:져|지[나니냐는]|뜨[나니냐는]|떠)[가-힣]*|(?:몇|며)\s?도(?:임|지|죠|래|래요|라|냐|여|유|인교|고|쯤|정도|나)?(?:씨)?(?=[^가-힣]|예|야|인|에|일|쯤|정|나|니|지|로|까|여|래|여|였|$)|몇도[가-힣]*|영하[가-힣]*|{_K}(?:폭염|한파|열대야|더위|추위|안개|파도|물때|패딩|코트|자켓|재킷|외투|겉옷|반팔|긴팔|반바지|점퍼|옷차림)[가-힣]*|영상\s?몇",
    rf"{_K}(?:안\s?)?(?:추워|춥|추우|추운|추울|추웠|추왔|더웟|더워|더웠|덥|더운|더울|더우|더븐|더버|더웡|추웡|추버|춥|치븐|서늘|으슬|으스스|쾌청|청명|우중충|꾸물|꾸리꾸리|꿉꿉|눅눅|끈적|후끈|찜통|푹푹|쪄\s?죽|얼어\s?죽|쪄죽|얼어죽|타\s?죽|한파|폭염|쾌적|맑|갬|갠다|(?<!몇)(?<!몇 )개나|개려나|쨍쨍|땀\s?나|쌀쌀|따뜻|따듯|시원|선선|포근|추움|더움|쌀쌀함|후덥|후텁|무더|흐리|흐려|흐림|흐린|흐릴|맑[아은을나음]?|화창|춥냐|습해|습한|습할|습하|건조(?:해|하|한|할|합)|이슬(?:이|도)?\s?(?:내|맺|있)|기후(?!\s?(?:변화|위기|동행|협약|테크|대응|행동|정책|정의))|얼어|쨍|해\s?(?:나|떠|뜨|쨍))[가-힣]*",
    latin(
        r"wheather|wether|weater|degrees|below (?:zero|freezing)|sub-?zero|(?:how )?(?:hot(?:ter)?|cold(?:er)?|warm(?:er)?|cool(?:er)?|chill(?:y|ier)|freezing|humid|windy|windier|drier|driest|wetter|wettest|warmest|hottest|coldest|rainier|sunny|sunnier|cloudy|clear|foggy|muggy|mild|nice out|nice)|heat(?:wave| wave| index)?|cold wave|frost|icy|humidity|wind(?:s|\sspeed)?|celsius|fahrenheit|sunrise|sunset|uv|jackets?|coats?|sweaters?|shorts|sweatshirts?|hoodies?|scarf|gloves|feels like|outside|foggy|fog|mist|misty|dew|temperate|climate(?! change| crisis| action)|drizzly|gloomy|overcast|sunshine|breezy|gusts?|gusty|stormy|toasty|boiling|scorching|sweltering|baking|roasting|frosty|nippy|brisk|balmy|dry|dress|outfit|layers?|parka|puffer|t-?shirts?|tee|sandals|scarves|sunscreen|sunglasses|black ice|visibility|sky|skies|forcast"
    ),
    r"(?:体感|湿度|風速|風|気圧|何度|気候|天候|お天気)|寒い?[ぁ-ん]*|寒く|暑い?[ぁ-ん]*|暖か[ぁ-ん]*|涼し[ぁ-ん]*|冷え[ぁ-ん]*|晴れ[ぁ-ん]*|曇[ぁ-ん]*|蒸し暑[ぁ-ん]*|てんき|くもり|氷点下|猛暑|(?:コート|ジャケット|セーター|上着|半袖|長袖|ショートパンツ|薄着|厚着|マフラー|手袋|ダウン|カーディガン|パーカー|長そで|半そで)(?:を)?|何(?:を)?着[ぁ-ん]*|何着[ぁ-ん]*|着れば[ぁ-ん]*|着たら[ぁ-ん]*|着よう[ぁ-ん]*|(?<![一-龥])服(?![一-龥])|冷える|凍[ぁ-んる]*|さむ[いくかっ][ぁ-ん]*|あつ[いくかっ][ぁ-ん]*|すずし[ぁ-ん]*|あたたか[ぁ-ん]*|暖かい|温か[ぁ-ん]*|真夏日|真冬日|雲|空模様|日差し|寒さ|暑さ|着る(?:べき)?|着て(?!み)|服装|霧",
    r"刮着?(?:[大强狂]|多大的?|什么)?风|几度|幾度|多少度|多少摄氏度|(?:体感|湿度|濕度|风速|风大|风|風|气压)|[冷热熱](?=吗|嗎|不|么|$|得|了|啊|呀|死|[?？\x1f])|很冷|很热|暖和|凉快|(?<!素)晴天?|多云|阴天?|闷热|降温|升温|凉爽|潮湿|湿润|零下|零度(?:以下)?|冷吗|热吗|晴吗|[冷热晴阴]不[冷热晴阴]|(?<=不)[冷热晴阴]|温差|天色|晴朗|烟雾|外衣|夹克|墨镜|毛线帽|太阳|阳光|云(?!南|计算|端|吞)|结冰|结霜|路滑|能见度|外套|厚衣服|薄衣服|衣服|棉袄|手套|帽子|保暖|防晒|大衣|毛衣|短裤|短袖|长袖|羽绒服|围巾|雾(?!霾)|更[冷热]|多[冷热]|穿(?:什么|一件)?|刮风",
    latin(
        r"độ ẩm|gió|(?:bao nhiêu|mấy) độ|nóng|lạnh|rét|mát|ấm|nắng|trời|oi|độ|sương mù|có mây|nhiều mây|áo khoác|áo ấm|áo len|mặc (?:gì|ấm)|mặc|áo phao|áo dày|áo mỏng|khăn|găng tay|rét buốt|âm u|u ám|giá rét|se lạnh|băng giá|đóng băng|mây|thời tết|hanh khô|khô"
    ),
)
OF_THE_DAY = any_of(SUN.pattern, ACTIVITY.pattern)
"""Sunrise and sunset, and whether a day suits something."""

_OF_WEATHER = (
    "hot(?:ter)?|cold(?:er)?|warm(?:er)?|cool(?:er)?|chill(?:y|ier)|freezing|humid|windy|windier|sunny|sunnier|cloudy|foggy|misty"
    "|overcast|muggy|stormy|icy|mild|temperate|dry|drier|wet|breezy|gloomy|frosty|nice out(?:side)?|clear out(?:side)?"
)
IMPERSONAL = any_of(
    latin(
        "(?:is|was|isn't|will|won't|would|does|could|might|should|can|did) it(?: (?:be|get|feel|stay|become|turn|remain|going|gonna|to|supposed|due|expected|likely|still|currently|now|really|ever|too|very|so|that|more|much|any|pretty|a bit|just))* "
        f"(?:{_OF_WEATHER})|how (?:{_OF_WEATHER}) (?:is|was|will|does|did|would) it"
        "|(?:is|are|was|will|were) there(?: (?:be|going|gonna|to|supposed|expected|a|an|any|some|much|lots?|of|heavy|strong|thick))* (?:frost|fog|mist|dew|winds?|clouds?|cloud cover|sunshine|hail|ice|humidity|haze|snowstorms?|clear skies|blue skies)"
    ),
)
"""Sentences that say of nothing but the weather that it is cold: is it cold in Busan, but not are you cold."""

VAGUE = any_of(
    r"별[가-힣\s]*|물결|구름[가-힣]*|하늘[가-힣]*|시야|서리|무지개|더위|추위|니트|후드티?|슬리퍼|샌들|목도리|장갑|에어컨|보일러|선크림|선글라스|빨래[가-힣\s]*|(?:문|창)(?:을|은|좀)?\s?(?:좀\s?)?열어[가-힣]*|초미|쾌적[가-힣]*|끈적[가-힣]*|환기[가-힣]*|창문.*|최고|최저|예상|전망|앞으로|이따가?|있다가|금방|나중에|이후|공기|먼지|마스크|기사|소식|신문|속보|추이|경보|무슨\s?일.*|알림|바람(?:이|도)?|(?:따뜻|따듯|시원|포근|선선|건조|습한|맑)[가-힣]*|해\s?(?:나|떠|뜨)[가-힣]*|얼어[가-힣]*|코트|패딩|자켓|재킷|외투|겉옷|반팔|긴팔|반바지|점퍼",
    "waves?|swells?|surf|stars|moons?|tides?|tidal|dry|dress|outfit|layers?|sky|skies|t-?shirts?|tee|sandals|sunglasses|sunscreen|breath(?:e|able)|particles|soaked|drenched|brisk|boiling|baking|roasting|(?:how )?(?:cool|clear|nice|mild|warm|nice out)|winds?|outside|degrees|fog|jackets?|coats?|sweaters?|shorts|sweatshirts?|hoodies?|scarf|gloves|highs?|lows?|highest|lowest|maximum|minimum|predictions?|predicted|extended|later|upcoming|hourly|air|masks?|dusty?|wet|hail|pouring|articles?|alerts?|warnings?|advisor(?:y|ies)|charts?|graphs?|plots?|curves?|trends?|maps?",
    "星|服|雲|凍[ぁ-んる]*|マフラー|手袋|ダウン|パーカー|空気|風|晴れ[ぁ-ん]*|(?:コート|ジャケット|セーター|上着|半袖|長袖|ショートパンツ|薄着|厚着)(?:を)?|最高|最低|今後|このあと|これから|この先|あとで|後で|マスク|ほこり|推移|記事", "星星|月亮|云|衣服|手套|帽子|太阳|阳光|空气|灰尘|洗衣服|风|風|晴天?|外套|大衣|毛衣|短裤|短袖|长袖|羽绒服|围巾|未来|一会儿|待会儿?|等会儿?|接下来|之后|稍后|口罩|消息|资讯|污染|警告",
    "sóng|trăng|mây|khô|khói|dù|mặc|khăn|găng tay|ướt|gió|nắng|nóng|lạnh|mát|ấm|trời|độ|oi|áo khoác|áo ấm|áo len|cao nhất|thấp nhất|sắp tới|lát nữa|chút nữa|khẩu trang|tin",
)  # fmt: skip
"""Words of topics that are said of other things as well."""
