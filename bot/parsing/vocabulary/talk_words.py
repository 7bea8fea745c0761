"""Words in five languages for what the bot does besides the weather, for small talk, and for what it does not do."""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
NEWS = any_of(
    rf"뉴스|뉴우스|뉘우스|늬우스|{_K}(?:소식|기사|신문)(?!들)|헤드라인|속보|무슨\s?일(?:이)?\s?(?:있|났|생)[가-힣]*",
    latin(
        "news|(?:the )?latest(?: updates?)?(?= (?:on|about|from))|what(?:'s|s| is) (?:the latest|trending)(?=[ ?!.]*$)|headlines?|articles?|breaking news|what's new|(?:top|local) stories|what(?:'s| is) (?:happening|going on)|what happened"
    ),
    "ニュース|記事|見出し|ヘッドライン|速報",
    "新闻|新聞|头条|頭條|资讯|消息|快讯",
    latin(
        "tin tức|tin tuc|tin mới(?: nhất)?|bản tin|thời sự|tin nóng|tin (?=địa|hôm|của|về|ở|trong)|(?<!không )(?<!chẳng )(?<!đáng )(?<!tự )(?<!lòng )tin(?! (?:tưởng|được|nổi|anh|em|tôi|mình|bạn|mày|nó|ai|lời|vào))|điểm báo"
    ),
)
WEATHER_NEWS = any_of(
    r"날씨\s?(?:뉴스|기사|속보)",
    latin("weather (?:news|headlines|articles?)|tin(?: tức)? thời tiết"),
    "天気の?ニュース|天[气氣]的?新[闻聞]",
)
"""News about the weather, and not both."""

JOINED = any_of(
    f"(?:랑|하고|와|과|도){NO_HANGUL_AFTER}|그리고|둘\\s?다|및|[,，、&+]", latin("and|with|plus|also|và"), "[と和跟及]"
)
"""Without one of these, weather beside a word for news is what the news should be about: 폭우 피해 뉴스."""

SETTINGS = any_of(
    r"(?:내\s?)?(?:환경\s?)?설정(?:창|화면|메뉴|값)?(?:\s?(?:보기|열기|들어가기|확인))?|세팅|옵션|환경설정",
    latin("settings?|preferences?|options|configure|configuration|set ?up"),
    "設定|セッティング|设置|設置|设定|选项|オプション",
    latin("cài đặt|cai dat|thiết lập|tùy chọn|tuỳ chọn|tùy chỉnh"),
)
HELP = any_of(
    r"(?:어떤|무슨)\s?(?:걸|거|것을?|정보를?|얘기를?)\s?(?:알려|물어|말해|보여|얘기해)\s?(?:줄|볼)?\s?수\s?있[가-힣]*|この(?:ボット|bot)(?:で|は|って)?(?:何|なに)[がをに]?(?:でき|出来|し)[ぁ-ん]*",
    latin(
        "what(?:'s| is) (?:your|this bot's|the bot's|its) (?:purpose|function|job|use)|(?:giải thích|chỉ|hướng dẫn|cho hỏi)(?: (?:tôi|mình|em))? cách (?:dùng|xài|sử dụng)"
    ),
    rf"{_K}(?:처음|첨)\s?(?:써|쓰)[가-힣]*(?:\s(?:보는데|봐요))?(?=\s|[?!.]|$)|{_K}(?:처음|첨)\s?(?:왔|써|쓰|이|하)[가-힣]*(?:\s(?:보는데|봐요))?(?:\s(?:뭐|뭘)(?:부터)?\s?(?:하|해)[가-힣]*(?:\s?(?:돼|되)[가-힣]*)?)|(?:뭐|뭘)\s?(?:부터|먼저)\s?(?:하|해)[가-힣]*(?:\s?(?:돼|되|하)[가-힣]*)?|설명(?:을)?\s?(?:좀|해|부탁)[가-힣]*(?:\s(?:줘|주|해)[가-힣]*)*|못\s?알아듣[가-힣]*|이해(?:가|를)?\s?(?:안|못)\s?[가-힣]*|(?:여기|이\s?방|이\s?채널|이\s?대화방)(?:는|은)?\s?(?:뭐|뭘)\s?하는\s?(?:데|곳|방)[가-힣]*",
    latin(
        "(?:idk|dunno|no idea|no clue|not sure)(?: (?:how|what))(?: (?:this|it|to|i|you|the|bot|thing|should|does|do|can))* ?(?:works?|use|do|type|ask|say|for)?(?: (?:this|it|you|here|next|with))*|(?:dùng|xài|sử dụng)(?: (?:con|cái|bot|app|này|nó|đây))+ (?:sao|kiểu gì|thế nào|như thế nào|làm sao|ntn)(?: (?:v|vậy|thế|ạ|ta|nhỉ|bạn|hả))*"
    ),
    r"(?:何|なに)を(?:送|書|打|入力|言|聞|押|し)[ぁ-ん]*(?:いい|良い)?[ぁ-ん]*|(?:[这這]个?|你)?(?:机器人|機器人|bot)?(?:是)?(?:用来)?(?:干嘛|幹嘛|干什么|干啥|做什么|做啥|做什麼)(?:用)?的[啊呀呢]?|求(?:教程|教学|说明|帮助|助)|教程",
    # How it is used, and what may be asked.
    rf"(?:{_K}(?:이거|이건|이걸|요거|얘|봇|이\s?봇|너|넌|널|사용|이용)(?:은|는|을|를|이|가)?\s?)?{_K}(?:어떻게|어케|어캐|어뜨케|어떡게|우째|우예|어찌|우짜)\s?(?:좀\s?)?(?:쓰|써|쓸|사용|이용|시작|하는|해야|해요|하나요|하면|하죠|함{_E}|다루|작동|물어|입력|활용|쳐|치는)[가-힣]*(?:\s?(?:거|건|것|게|지|되|돼|하|해|시작)[가-힣]*)*",
    rf"{_K}(?:(?:사용|이용|쓰는|하는|시작하는|시작|다루는|물어보는)\s?)?(?:법|방법|매뉴얼|메뉴얼|설명서|튜토리얼)(?:을|를|이|은|도)?\s?(?:좀|도|하나도|잘|전혀|뭐가\s?뭔지)?\s?(?:모르|몰라|몰겠|뭐|어려|헷갈|좀{_E})[가-힣]*|(?:뭐가\s?뭔지|어떻게\s?[가-힣]+지|쓸\s?줄|사용할\s?줄|뭘\s?[가-힣]+지)(?:를|도)?\s?(?:잘\s?|하나도\s?)?(?:모르|몰라|헷갈)[가-힣]*",
    rf"{_K}(?:뭐|뭘|뭐라고|뭐라|뭐를|무슨\s?말|어떤\s?말|어떤\s?걸|무엇을)\s?(?:물어|쳐|치|칠|입력|말해|말하|적어|적으|보내면|시킬|시키|써야|쓰면|누르|눌러|질문)[가-힣]*(?:\s?(?:되|돼|나와|나오|수|하|해|있)[가-힣]*)*",
    rf"{_K}(?:니가|네가|너가|너|넌|봇이|봇은|얘가|이게|이\s?봇(?:이|은)?|내가)?\s?(?:할|해\s?줄|알려\s?줄|도와\s?줄|물어\s?볼|물을|시킬|이용할|사용할)\s?수\s?있는\s?(?:거|게|건|것|일|기능)(?:이|은|들|들이|들은)?\s?(?:뭐|무엇|뭔|어떤|다\s|있)?[가-힣]*(?:\s?(?:있|알려|말해)[가-힣]*)*",
    rf"{_K}(?:이|저|요|그)?\s?봇(?:은|이|는)?\s?(?:뭐|뭘|무슨|어떤)\s?(?:하는|해\s?주는|알려\s?주는)?\s?(?:봇|거|것|애|녀석)[가-힣]*|{_K}(?:메뉴|커맨드|명령|기능)(?:어|가|는|은|이|들)?\s?(?:뭐|어떤|무슨|다)[가-힣]*(?:\s?있[가-힣]*)?",
    latin(
        "(?:how|hw)(?: (?:do|does|can|to|should|would|am i supposed to|is))*(?: (?:i|u|you|we|one|it|this|ya|thing|bot|the|supposed to|even))* (?:use|work|works|start|begin|operate|function|get started|talk to you)(?: (?:this|it|you|u|the|bot|thing|with))*"
        "|(?:what|wut|wat|wht)(?: (?:can|do|does|could|else|should|all|am|kinda|kind of|things|stuff|is))+(?: (?:i|u|you|ya|this|bot|the|it|thing|even|actually|all))+ (?:do|ask|say|type|write|know|offer|help with|capable of|able to do|good for|for)(?: (?:for me|here|to you|now|exactly|you))*"
        "|(?:i )?(?:don'?t|do not|dunno|can'?t|not sure|no idea|no clue)(?: (?:really|quite|even))* ?(?:get|understand|know|figure out|see)? ?(?:how|what)(?: (?:this|it|to|i|you|the|bot|thing|should|does|do))* (?:works?|use|do|type|ask|say|for)(?: (?:this|it|you|here))*"
        "|i'?m (?:so |a bit |totally )?(?:lost|confused|new(?: here| to this)?)|first time (?:here|user|using)(?: (?:this|it|you))*|what(?:'?s| is) this (?:thing|bot|for|about)(?: for| about)?|what are you for|explain(?: (?:this|yourself|how it works))|tutorial|walk me through(?: (?:it|this))?|^menu$|sos|help (?:out|pls|plz)|list of commands|how(?:'s| is) this work"
    ),
    r"(?:これ|この(?:bot|ボット)|ボット)?(?:は|って|を)?(?:どうやって|どうすれば|どのように|どう)(?:やって)?(?:使|つか|始め|はじめ|操作|入力|聞け)[ぁ-んえうい]*|(?:使い方|使いかた|つかい方|やり方|やりかた|操作方法|操作|使用方法)(?:が|は|を|も)?(?:全然|まったく|よく|いまいち)?(?:わから|分から|知り|謎|不明|難し|むずかし|忘れ)[ぁ-ん]*|(?:何|なに)(?:を|が|て|って)?(?:聞け|聞いて|言え|言ったら|打て|打ったら|入力|送れ|送ったら|書け|できる|出来る|してくれ|話せ)[ぁ-ん]*|初めて(?:です|なんです|使)[ぁ-んい]*|^(?:使い方)?(?:が)?(?:よく)?(?:わかりません|わからない|分からない|分かりません)(?:んだけど|んですが|です|よ|な)*|(?:この|きみ|君|あなた)(?:bot|ボット)?(?:は|って)?何(?:者|をする|してくれる|のボット)[ぁ-ん]*|マニュアル|チュートリアル|ガイド|メニュー",
    r"(?:[这這]个?|[这這][个個]|这东西|这玩意儿?|机器人|機器人|bot)?(?:到底|究竟)?(?:要|该)?(?:怎[么麼]|咋|怎样|怎樣)(?:个)?(?:使用|用|玩|操作|弄|搞|开始|開始)(?:法|啊|的|呢|呀|它|这个|儿)*|(?:我)?(?:还是|根本|完全)?(?:不会|不會|不懂|不知道|不太会|不晓得)(?:该)?(?:怎[么麼]|如何)?(?:使?用|弄|问|操作|玩)(?:这个|啊|呀|诶)*|用不来|搞不懂|(?:都|还)?有(?:什[么麼]|哪些|啥)(?:功能|指令|命令|用|本事)[啊呀呢]?|(?:你|机器人|機器人|bot)?(?:都|还|還)?(?:会|能|可以|會)(?:做|干|幹|帮我做|回答)?(?:什[么麼]|啥|哪些)(?:事情?|问题)?[啊呀呢]?|(?:我)?(?:可以|能|该|應該|应该)(?:问|問|输入|打|说|發|发)(?:你)?(?:什[么麼]|啥|些什么|哪些)|第一次用|新手|教(?:教|一下)?我怎么用|说明书|使用指南|菜单|選單|指南",
    latin(
        "(?:(?:cái|con|app) )?(?:bot )?(?:này )?(?:dùng|xài|sử dụng|sd|chơi|hoạt động|bắt đầu|thao tác|hỏi) (?:sao|kiểu gì|thế nào|như thế nào|như nào|làm sao|ntn|ra sao|cách nào)(?: (?:v|vậy|thế|ạ|z|đây|nhỉ|bạn|hả|giờ|dợ|ta|đó))*|(?:làm sao|làm thế nào|cách)(?: (?:để|mà))? (?:dùng|xài|sử dụng|bắt đầu)(?: (?:bot|này|cái))*|(?:(?:tôi|mình|em) )?(?:ko|không|k|chưa|hông|hổng) (?:biết|hiểu|rành)(?: cách)? (?:dùng|xài|sử dụng|làm|hỏi)(?: (?:sao|thế nào|gì|bot|này))*"
        "|(?:bot|bạn|em|mày)(?: này)? (?:làm|giúp|biết|có thể làm|trả lời|biết làm)(?: được)?(?: những)? gì(?: (?:vậy|thế|v|ạ|cho tôi))*|(?:hỏi|gõ|nhập|nhắn|nói)(?: được)?(?: những)? (?:gì|cái gì|sao)(?: (?:đây|vậy|ạ|được))*|có (?:những )?(?:tính năng|chức năng|lệnh)(?: (?:gì|nào))*|bot (?:này )?(?:là gì|để làm gì|làm gì)(?: (?:vậy|thế|v))*|(?:mới|lần đầu) (?:dùng|xài)"
    ),
    rf"(?:넌|너는|너|이\s?봇은?|봇은?)\s?(?:뭐|뭘)\s?(?:야|하는\s?(?:거|봇|건)[가-힣]*)|(?:뭘|뭐라고|뭐를?)\s?(?:물어|쳐|치|말하|입력)[가-힣]*(?:\s?(?:돼|되|해)[가-힣]*)?|^메뉴(?:\s?(?:보여|보기|열|띄|좀)[가-힣]*)?[?!. ]*$|(?:너|넌|너는|니|봇|얘|쟤|이거|이건|뭐)\s?(?:는\s?)?(?:뭐\s?하는|뭐하는|누구|뭐|뭔데)[가-힣]*(?:\s?(?:애|놈|거|건|봇|녀석|친구)[가-힣]*)?(?=\s*[?!.]*$)|{_K}안내(?:\s?(?:부탁|해|좀))[가-힣]*|도움말|도움(?![0-9])(?!이?\s?(?:하나도|1도|안|전혀|별로|못))|도와[가-힣]*|사용\s?(?:법|방법|설명)[가-힣]*|명령어?[가-힣]*|쓰는\s?(?:법|방법)|어떻게\s?(?:써|쓰|사용|이용)[가-힣]*|(?:뭐|뭘|무엇을?|뭣)[가-힣]*\s?(?:할\s?수|해\s?줄\s?수|할\s?줄)[가-힣\s]*|(?:무슨|어떤)\s?기능[가-힣\s]*|기능|헬프|(?:이거|이건|봇|사용|이용)?\s?(?:돈\s?(?:드|들|내야|받)[가-힣]*|무료[가-힣]*|유료[가-힣]*|공짜[가-힣]*)|이용\s?(?:법|방법|안내)|가이드|할\s?줄\s?아는[가-힣\s]*",
    latin(
        r"help(?:\sme)?|commands?|how\s(?:do|can|to)\s(?:i\s|you\s|we\s)?(?:use|work)|how\sdoes\s(?:this|it)(?:\sbot)?\swork|how\s(?:it|this)\sworks|how\sto\suse|what\s(?:can|do)\s(?:you|this bot|i)\s(?:do|ask)|instructions|manual|guide|usage|features|functions|(?:list |tell me |show me )?(?:everything|all|what) (?:that )?you can do(?: for me)?|what are you able to|are you (?:a|an) (?:bot|ai|human|robot|person)|is (?:this|it|the bot) free|does (?:this|it) cost(?: money| anything)?|what(?:'s| is) this(?: bot)?|who are you|what are you"
    ),
    r"ヘルプ|使い方|使いかた|使用方法|何(?:が|を)?(?:できる?|出来る?)[ぁ-ん]*|コマンド(?:一覧|リスト)?|助けて|機能|説明(?:書|して)?|どうやって使[ぁ-ん]*|操作方法|無料[ぁ-ん]*|有料[ぁ-ん]*|(?:あなた|君|きみ|お前|これ)?[はって]*(?:誰|だれ|何者)(?:ですか|なの|だ)?(?=[?？!。]*$)",
    r"(?:这个)?(?:机器人)?(?:怎么|如何)(?:使用|用)|帮助|幫助|帮帮|怎么用|怎麼用|如何使用|使用方法|使用说明|(?:会|會|能|可以)(?:做)?(?:什[么麼]|些什[么麼]|干什么|幹什麼|干嘛|做什[么麼])|命令|指令|功能|说明|怎么使用|教程|免费|收费|你是[谁誰]|你是什[么麼]",
    latin(
        r"bạn là (?:ai|gì)|trợ giúp|tro giup|giúp đỡ|hướng dẫn(?: sử dụng)?|làm (?:sao|thế nào) để (?:dùng|sử dụng)|cách (?:dùng|sử dụng)|(?:dùng|sử dụng) (?:như )?thế nào|(?<!muốn )làm (?:được )?(?:những )?gì|(?:các )?lệnh|câu lệnh|tính năng|chức năng|giúp(?: tôi| mình)?(?: với)?$"
    ),
)
LANGUAGE = any_of(
    latin(
        "(?:(?:can|could|please|pls|you|we|let'?s|do|this|talk|speak|reply|answer|write|text|respond|chat|to|me|us|with|back|only) )*in (?:english|korean|japanese|chinese|vietnamese)(?: (?:please|pls|instead|only))*|(?:(?:đổi|chuyển|nói|dùng|trả lời|viết|bằng|qua|sang|về|thành|lại) )*tiếng (?:việt|anh|hàn|nhật|trung)(?: quốc)?"
    ),
    r"(?:잉글리[시쉬]|코리안|재패니즈|차이니즈)(?:로|으로)?",
    r"(?:可不可以|能不能|可以|能|会|會|请|請|麻烦)?(?:你)?[说說讲講用换換改切](?:成|到|为|換|换)?(?:中文|[国國][语語]|[华華][语語]|[汉漢][语語]|普通[话話]|英[文语語]|[韩韓][文语語]|日[文语語]|越南[语語文])(?:回[复復答]|[说說]|跟我说|交流|聊)?(?:好|可以|行)?[吗嗎吧么]?|[简簡繁][体體](?:字|中文)?|正體",
    rf"{_K}(?:한국어|한국말|한글|영문|베트남말|일본말|중국말|외국어|영어|일본어|일어(?!나|났)|중국어|베트남어|우리말|언어)(?:로|를|을|는|도)?(?:\s?(?:지원|가능|돼|되|변경|바꾸|바꿔|바꿀|설정|말|해|전환|할|선택|번역|대답|답)[가-힣]*)?",
    latin(
        r"(?:(?:change|switch|set|speak|use|talk|reply|answer)\s)?(?:(?:the|to|in|my|into)\s)*(?:languages?|english|korean|japanese|chinese|vietnamese)(?:\splease)?"
    ),
    r"(?:日本語|韓国語|英語|中国語|ベトナム語|言語)(?:で|に|を)?(?:して|変えて|変更|切り替え|話して|お願い)?[ぁ-ん]*",
    r"(?:说|用|换成|切换(?:到|成|为)?|改成|改为|设置)?(?:中文|汉语|普通话|英文|英语|韩语|韩文|日语|日文|越南语|语言|語言|英語|日語|韓語)",
    latin(r"ngôn ngữ|(?:(?:đổi|chuyển|nói|dùng)\s)?(?:sang\s)?tiếng (?:việt|anh|hàn|nhật|trung)(?: quốc)?"),
)
STATUS = any_of(
    r"(?:봇|내|구독)?\s?상태|살아\s?(?:있|계)[가-힣]*|작동[가-힣]*|동작(?:하|해|중|되|돼|안)[가-힣]*|(?:잘\s?)?돌아가[가-힣]*|고장\s?났?[가-힣]*|뭐\s?구독[가-힣]*|구독\s?(?:목록|현황|내역|확인|중인|상태|정보)[가-힣]*",
    latin(
        r"status|(?:are|r) you (?:there|alive|working|online|up|awake|ok|okay|running)|is (?:the|this) bot (?:working|alive|down|up|running|online|ok)|alive|my subscriptions?"
    ),
    "我订的是(?:什么|哪(?:个|些)?(?:城市|地方)?)(?:来着)?",
    r"ステータス|状態|稼働[ぁ-ん]*|動いて[ぁ-ん]*|生きて[ぁ-ん]*|購読(?:状況|内容|一覧)|状況|登録内容",
    r"(?:机器人|订阅|我的)?(?:状态|狀態)|还(?:活着|在吗|在不在)|在线吗|(?:正常)?运行(?:吗|正常)?|正常工作吗?|我的订阅|活着",
    latin(r"trạng thái|tình trạng|còn (?:hoạt động|sống)(?: không)?|có hoạt động(?: không)?|đang hoạt động"),
    latin("(?:am i|are we) (?:still |already )?(?:subbed|registered|on (?:the|your) list)"),
)
THANKS = any_of(
    latin(
        "(?:thanks?|thank|tks|thks)(?: (?:kiu|kìu|nha|nhé|bạn|bot|nhiều|ạ|nghen|nè|iu))+|(?:c[ảá]m ơn|cám ơn|camon|cam on)(?: (?:ban|nhieu|bot|bạn|em|anh|chị|nhiều|lắm|nha|nhé|nghen|nè|yêu|iu|rất|ạ|vì|đã|giúp|quá|trời|cưng|mày|nhìu|hiền))*|đa tạ|cảm tạ"
    ),
    latin(
        "(?:thanks?|thx|thnx|thnks|thks|tks|ty|thank (?:you|u|ya)|thankyou|thanku)(?: (?:a|so+|very|u|you|ya|for|the|heaps?|tons?|loads?|lots?|bunch|million|again|mate|buddy|bot|man|dude|bro|pal|legend|champ|king|queen|love|babe|dear|much|kindly|everything|that|this|your|help|info|all|friend))*|many thanks|tyvm|tysm|^ta(?: (?:mate|love|muchly|very much))?(?=[\\s!.]*$)|cheers(?: (?:mate|buddy|bot|pal|man|m8))?|gracias|merci|arigato\\w*|gomawo\\w*|k?gamsa\\w*|kamsa\\w*"
    ),
    r"あざ(?:ま)?(?:ー|っ)?す|あざました|(?:さんきゅ|せんきゅ|サンキュ)[うーぅ]?|おおきに|かたじけな[ぁ-ん]*|感謝感謝|ありが[とた][ぁ-んー〜]*",
    "太?(?:感[谢謝恩])(?:你|您|啦)?了?|蟹蟹[你您]?|(?:三|叁)[克Q]油?|[谢謝][谢謝]?(?:你|您)?(?:啦|了|喽|咯|哦|呀|哈)?",
    r"(?:(?:매일|아침마다|날마다|늘|항상)\s?)?잘\s?(?:보고|받고|쓰고)\s?있(?:어요|습니다|네요|어|음|슴다)|(?:늘|항상)?\s?수고\s?많[가-힣]*",
    r"고맙[가-힣]*|고마[워웠운웡왕][가-힣]*|감[사삼솨샤][가-힣]*|땡큐(?:\s?(?:베리|쏘|쏘우))?(?:\s?(?:머치|감사))?[가-힣]*|땡스|쌩유[가-힣]*|(?<![ㄱ-ㅎ])(?:ㄳ|ㄱㅅ)+(?![ㄱ-ㅎ])|캄사[가-힣]*|수고[가-힣]*(?:[\s,]+(?:내일|다음에|또)\s?(?:봐|보자|뵐게|봬)[가-힣]*)?|고생(?:이|하셨|했|하시|많)[가-힣\s]*|덕분에[가-힣]*|잘\s?봤[가-힣]*|잘\s?쓸[가-힣]*|도움[이]?\s?됐[가-힣]*",
    latin(
        r"thanks?(?:\s(?:you|u|a lot|so+ much|very much|for (?:the|your) (?:help|info|update|information)))*|thank\syou(?:\s(?:so|very)\smuch)?|(?:thx|ty|thanx|tks)(?: so+ much| a lot)?|tysm|cheers(?: mate)?|much appreciated|(?:i )?(?:really )?appreciate (?:it|ya|you|u|that|this)|thanx|tks"
    ),
    r"ありがと[うございますたぁ-ん]*|あざ(?:っ|ー|ーっ)?す|あんがと|サンクス|サンキュー*|サンキュー*|感謝(?:します|です)?|助かり[ぁ-ん]*|助かった[ぁ-ん]*|どうもです|どうも(?=ありがとう)|どうも[ー〜~]*$|お疲れ[ぁ-ん]*",
    r"谢谢(?:你|您|啦|了)?|謝謝(?:你|您)?|多谢|多謝|感谢|感謝|谢了|谢啦|辛苦(?:了|啦)?|3q",
    latin(
        r"(?:xin\s)?cảm ơn(?:\s(?:bạn|ban|nhieu|nhiều|nhé|nhe|em|anh|chị|ạ|bot|rất nhiều|mọi người))*|cam on(?: ban)?|cám ơn(?:\s(?:bạn|nhiều|nhé|ạ|bot|em|anh|chị))*|tks|thank|tks|thanks"
    ),
)
HERE = any_of(
    rf"(?:내|제|나|우리)\s?(?:가\s?)?(?:주변|근처|부근|위치|있는\s?(?:곳|데)|지역)(?:의|에|에서|은|는|기준)?{_E}|{_K}(?:현재|지금)\s?(?:위치|있는\s?(?:곳|데))(?:의|에|에서|은|는|기준)?{_E}|{_K}(?:이\s?근처|이\s?주변|가까운\s?(?:곳|데))(?:의|에|에서|은|는)?{_E}",
    latin(
        "near(?:by| me| here)|around (?:me|here)|(?:at |for |in )?my (?:current )?(?:location|position|place|area|gps)|where i am(?: now)?|close to me|current location"
    ),
    "(?:この|ここの)(?:辺|あたり|近く|周辺)(?:り)?|現在地|今いる(?:場所|ところ)|近所|最寄り",
    "我(?:的|这|這)?(?:附近|周围|位置|这里|这儿|这边)|当前位置|所在地|附近|周边",
    latin(
        "gần (?:đây|tôi|mình|em)|quanh (?:đây|tôi)|vị trí (?:của tôi|hiện tại)|chỗ (?:tôi|mình|em)|nơi tôi (?:ở|đang ở)"
    ),
)
"""The place where the person is."""

THANKS_TO = any_of("덕분|덕에|おかげ|お陰|多亏|幸亏", latin("thanks to|nhờ"))
GREETING = any_of(
    rf"(?<![ㄱ-ㅎ])(?:ㅂㅇ|ㅂㅂ|ㅎㅇㅎㅇ|ㅂ2)(?![ㄱ-ㅎ])|안[농뇽눙]|안녀엉|{_K}(?:하위|빠이|빠빠이|굿바이|굿나잇|굿밤)[가-힣]*|잘\s?잤[가-힣]*|좋은\s?꿈[가-힣\s]*|다녀(?:올게|오겠|왔)[가-힣]*|(?:잘\s?자[가-힣]*|안녕|바이|빠이)[~!. ]*(?:내일|낼|이따)\s?(?:봐|보자|만나)[가-힣]*|{_K}(?:또|담에|다음에)\s?(?:봐|보자|올게|봬|뵈|뵙|만나)[가-힣]*{_E}",
    latin(
        "g'?d(?:ay| mornin\\w*)|good mornin[g']?|good evenin[g']?|gm|gn|(?:good )?nite(?: nite)?|night night|h?ello+|hi there|hey there|hallo|ola|hola|bonjour|annyeong\\w*|konnichiwa|wass?up|wazz?up|what'?s (?:good|new with you)|cya|ttyl|(?:see|c) (?:ya|u)(?: (?:later|soon|tomorrow|alligator|around))*|take care|bye+(?: bye+)?|long time no see|i'?m back"
    ),
    r"^laters?[\s!.]*$|^(?:morning?|mornin'|evenin'|evening)(?= (?:all|bot|everyone|folks|buddy|sunshine|to you)|[\s!.~]*$)",
    r"おは(?:よ[うーぉ〜]*(?:さん|ございます)?|っ)|おっはー|おっす|うっす|ちわ[ーっす]*|ちっす|こん(?:ちは|ちゃ|ばん)|(?:ばい|バイ)(?:ばい|バイ)?(?=$|[ー〜!！。\s])|(?:じゃあ?|また)ね[ー〜]*|またな|おつ(?:かれ[ぁ-ん]*)?(?=$|[ー〜!！。\s])|ただいま|(?:いって|行って)きます|やっほ[ー〜]*|おやす(?:み)?[ー〜]*|ごきげんよう|お元気ですか|久しぶり[ぁ-ん]*",
    "哈[罗羅啰囉喽嘍]|哈[喽嘍]|(?<![礼禮])拜{1,2}(?=$|[!！~。啦了\\s])|掰掰|8{2,3}|午安|早(?:呀|哇|啊|安|上好|晨)?(?=$|[!！~。\\s])|嗨+|好久不[见見]|回[头頭][见見]|回[见見]|[你您]好[呀啊哇]?|吃了[吗嗎没沒][有]?(?=$|[?？])|下次[见見]|待[会會]儿?[见見]",
    latin(
        "(?:chào|hello|helo|hí|hi|hế lô|hê lô|hé lô|hé lu|lô|alô|a lô|bye|bai)(?: (?:bot|bạn|em|anh|chị|nha|nhé|ơi|nè|mọi người|cả nhà|buổi (?:sáng|trưa|chiều|tối)|nhen))*|(?:chúc )?ngủ ngon(?: (?:nha|nhé|bot|bạn))*|buổi (?:sáng|tối|chiều) vui vẻ|lâu rồi không gặp"
    ),
    rf"안녕[가-힣]*|안[뇽냥]|하이(?:루|염|용|롱|욤)?{_E}|하잉|헬로우?|여보세요|반가[워웠][가-힣]*|반갑[가-힣]*|좋은\s?(?:아침|하루|저녁|밤|주말|시간)(?:\s?(?:보내|되|돼)[가-힣]*)?[가-힣]*|(?:주말|하루|명절|연휴)\s?잘\s?보내[가-힣]*|굿\s?(?:모닝|나잇|밤)|처음\s?뵙[가-힣]*|잘\s?자[가-힣]*|잘\s?있어[가-힣]*|잘\s?지내[가-힣]*|(?<![ㄱ-ㅎ])ㅎㅇ(?![ㄱ-ㅎ])|(?<![가-힣])방가[가-힣]*|하이요|{_K}바이(?:바이)?{_E}|봇아|봇님",
    latin(
        r"hi+|hello+|hey+|heya|hiya|howdy|yo+|greetings|good\s(?:morning|afternoon|evening|night|day(?! (?:for|to)))|bye|goodbye|see you(?: (?:again|tomorrow|later|soon|around|then|next week|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|tonight))*|(?:have|enjoy) (?:a|an|your|the) (?:(?:nice|good|great|lovely|wonderful|happy|rest of the) )*(?:day|weekend|evening|one|night|holidays?|week)|what's up|sup|how are you(?:\sdoing)?|nice to meet you|good bye"
    ),
    r"こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|初めまして|もしもし|やあ|おやすみ(?:なさい)?|(?:良い|よい|いい)(?:週末|一日|休日)を|また(?:明日|来週|あとで|後で)(?:ね)?$|さようなら|ハロー|よろしく(?:お願いします)?|どうも",
    r"你好(?:吗|呀|啊)?|初次见面|初次見面|(?:请|請)?多多?(?:关照|關照|指教)|您好|大家好|哈喽|哈囉|嗨|早安|早上好|下午好|晚上好|晚安|(?:祝你?)?(?:周末|今天|假期)(?:愉快|快乐)|明天见|下周见|再见|再見|嘿|早(?=$|啊|呀)|在吗",
    latin(
        r"(?:xin )?chao(?: ban)?|(?:chúc )?(?:buổi )?(?:sáng|ngày|tối) tốt lành|(?:xin )?chào(?:\s(?:bạn|bot|buổi (?:sáng|chiều|tối)|cả nhà|mọi người|em|anh|chị|ngày mới))*|alo|tạm biệt|chúc ngủ ngon|chúc (?:bạn |anh |chị |em |mọi người )?(?:(?:một )?(?:cuối tuần|ngày|buổi tối|ngày mới) (?:vui vẻ|tốt lành|an lành))|hẹn gặp lại(?: (?:ngày mai|mai|sau|bạn))*|hi bot|chúc buổi sáng"
    ),
)
STOP = any_of(
    r"(?:이\s?)?(?:방|톡방|단톡방|채팅방|그룹)에서\s?(?:좀\s?|이제\s?)?나가(?:줘|주세요|라|주라|줄래)?(?:\s?봇아?)?",
    r"(?:もう)?(?:結構|いい|十分|たくさん)です[、。 ]*(?:止め|やめ|停止し)て[ぁ-ん]*",
    r"(?:이제\s?|휴가라\s?|당분간\s?|잠시\s?|잠깐\s?(?:만\s?)?|며칠(?:만|간)?\s?|일주일(?:만|간|동안)?\s?|[0-9]+일(?:만|간)?\s?|한\s?달(?:만|간)?\s?)*(?:쉬(?:고\s?싶|자|어|게|고싶|ㄹ게|겠)|그만|멈춰|멈추|정지|중지|중단|(?:전부|다|모두)\s?(?:다\s?)?(?:취소|그만|중지|해지|꺼)|끊어|끊을래|끊자|꺼|취소(?:할게|할래|하고\s?싶[가-힣]*)?|일시\s?정지|잠[깐시]\s?(?:멈춰|쉬어|쉬자|중지)|쉬어|스톱|스탑|필요\s?없[가-힣]*|됐어|종료|끝|닥쳐|조용)(?:이제)?(?:\s?(?:해|할래|하자|요|줘|주|세요|하세요|해줘|해주세요|둬|두자|해요|합니다|좀|라고)[가-힣]*)?",
    latin(
        r"(?:please |pls |plz )(?:stop|quit|cancel)(?: (?:it|this|now|already))*|(?:please )?(?:pause|snooze|mute)(?: (?:it|me|bulletins?|alerts?|everything|please|for (?:a|an|one|two|three|[0-9]+|the) (?:day|week|month|weekend|hour)s?))*|take a break|(?:turn|switch) (?:it|this|them|everything|all of (?:it|them)) off|(?:turn|switch) off (?:everything|all)|i (?:don'?t|do not) (?:want|need) (?:this|it|these|them)(?: any ?more)?|stop (?:bothering|spamming|annoying|disturbing) me|leave me alone|stop(?:\sit|\splease|\snow|\sthis)?|cancel(?:\sit|\sthat|\splease|\sall|\severything)?|quit|end|enough|abort|never ?mind|exit|halt|please stop"
    ),
    r"(?:全部|すべて|全て)?(?:もう)?(?:解除で?|やめて|止めて|中止|キャンセル|ストップ|停止|取り消し?|終了|おわり|終わり|やめる|一時停止|休止|休み|もういい|いいです)(?:ください|下さい|して|してください|する)?",
    r"(?:全部|都|统统)(?:给我)?(?:取消|停止|停了?|退订|关掉|删除|删掉)(?:吧|掉)?|暂停(?:一下|一周|一天|推送)?|停止?|停下来?|停一下|取消|别|够了|算了|中止|结束|退出|終止|终止",
    latin(
        r"(?:hủy|huỷ|tắt|dừng|ngừng|xóa|xoá|bỏ) (?:hết|tất cả|toàn bộ)(?: đi)?|tạm (?:dừng|ngưng|nghỉ)(?: (?:một|1) (?:tuần|ngày|tháng))?|dừng(?: lại)?|ngừng(?: lại)?|thôi|hủy|huỷ|hủy bỏ|kết thúc|thoát|đủ rồi|ngưng|stop"
    ),
    latin(
        "enough(?: (?:already|now|of this|is enough|please))+|(?:please )?(?:just )?(?:shut (?:up|it)|knock it off|leave me alone|go away)(?: (?:already|please|now))*|stop+(?: (?:it|this|already|now|please|bot|ok))+|(?:stop[ !.]*){2,}|i'?m done(?: with (?:this|you))?|make it stop"
    ),
    r"(?:停){2,}(?:了|吧)?|闭嘴|閉嘴|关掉(?:吧|它)?|(?:别|不要|別)(?:再)?(?:烦|煩|吵|打扰|打擾|骚扰)我?了?|够了(?:够了)?",
    r"(?:うざい|うるさい|しつこい|迷惑)(?:から|ので|んで|です)?[、,]?(?:もう)?(?:いい|やめて|止めて|黙って|消えて)?[ぁ-ん]*|黙って|もうやめ(?:ろ|て|よう)[ぁ-ん]*|(?:もう)?たくさん(?:です|だ)",
    latin(
        "(?:thôi |đi )?(?:im|dừng|ngưng|tắt)(?: (?:đi|hết|lại|ngay|giùm|dùm|thôi|nào))+|đừng (?:có )?(?:làm )?phiền(?: (?:tôi|mình|em|nữa|tao))*|đủ rồi(?: (?:đó|nha|nhé|đấy))*"
    ),
    r"(?:이제|고만|작작)\s?(?:좀\s?)?(?:그만|고만)?\s?(?:해라|하라고|하셈|하쇼|해요|하세요|좀)?|고마\s?(?:해라|하이소|해)[가-힣\s]*|그만(?:하라고|하셈|하쇼|해라)?\s?(?:좀|제발|쫌)|제발\s?그만[가-힣]*",
)
GIVEN_UP = any_of(
    r"(?:그냥\s?)?(?:그대로|이대로)\s?(?:둬|두세|두자|놔|놓아|있어)[가-힣]*(?:\s?(?:줘|주세)[가-힣]*)?|(?:아니\s?)?됐어요?|됐습니다|아니에요?|아니예요|괜찮아요?|괜찮습니다",
    latin(
        "(?:never ?mind,? )?(?:keep|leave) (?:it|this|everything|them|all)(?: (?:as (?:it is|they are|is)|that way|like (?:this|that)))?|never ?mind|no thanks?(?: you)?|forget it|bỏ qua(?: đi)?|giữ nguyên(?: (?:nhé|đi|vậy))?|thôi(?: (?:được rồi|khỏi|nhé|ạ))?|không cần đâu"
    ),
    "(?:やっぱり?)?(?:もう)?(?:いい(?:です|や)?|結構です)|大丈夫です|算了(?:吧)?|不用了|不必了|没事了?|保持原样|不用改了?|そのまま(?:で|に)(?:いい|お願い|して)[ぁ-ん]*",
)
"""What gives up a wish, without any order: never mind, 됐어요."""

COMPLAINT = any_of(
    r"틀렸|틀리[네잖는더]|엉터리|거짓말|(?<!비)안\s?맞[네아잖는]", latin("(?:was|were|are|is|again|always|so) wrong|wrong (?:again|forecast)|inaccurate|useless|sai (?:rồi|bét|hết)"), "外れ|当たらない|嘘", "不准|错了|骗人",
)  # fmt: skip
"""What says that the bot was wrong asks for nothing."""

NEGATED_ORDER = any_of(
    r"(?:구독|취소|해지|해제|삭제|등록|신청|추가|변경|중지|중단|탈퇴)(?:을|를|은|는)?\s?(?:하|시키)?지\s?(?:마|말|않|못)[가-힣]*|(?:바꾸|빼|끄|지우|끊|멈추|그만두)지\s?(?:마|말|않)[가-힣]*|(?:구독|취소|해지|삭제|등록)\s?안\s?(?:해|할|하)[가-힣]*",
    r"(?:끊|취소하|해지하|그만두|그만하|삭제하|빼|지우|멈추)(?:기\s?싫|고\s?싶지\s?않|기는?\s?싫)[가-힣]*",
    latin(
        "(?:don'?t|do not|never|didn'?t|won'?t|not going to|not gonna) (?:(?:you|ever|want|wanna|need|please|to|me|i) )*(?:unsubscribe|subscribe|cancel|stop|remove|delete|add|change|pause|mute|turn (?:it|them) off)(?! (?:sending|messages))"
        "|(?:đừng|chớ|không được) (?:có )?(?:hủy|huỷ|xóa|xoá|dừng|ngừng|tắt|bỏ|đăng ký|đăng kí|thêm|đổi)"
    ),
    "(?:解除|解約|登録|購読|配信|削除|停止|キャンセル|変更|追加)(?:は|を)?し(?:ない|なく)[ぁ-ん]*|(?:やめ|止め|消さ|外さ|変え)ない(?:で|て)[ぁ-ん]*|(?:别|別|(?<!要)不要|不用|先别|请勿)(?:再|给我|帮我)?(?:取消|退订|退訂|删除|停止|停(?!了)|关闭|暂停|改|更改|添加|加(?!油))",
)
"""An order that should not be carried out: 취소하지 마, don't unsubscribe me."""

NOT_WANTED = any_of(
    r"안\s?궁금[가-힣]*|궁금하지\s?(?:않|도)[가-힣]*|관심\s?(?:이\s?)?없[가-힣]*|알고\s?싶지\s?않[가-힣]*|안\s?물어[가-힣]*|(?:날씨|뉴스|예보|비)\s?(?:얘기|이야기|말|소리)(?:는|은)?\s?(?:됐|그만|말고|치우|집어)[가-힣]*",
    latin(
        "(?:don'?t|do not|doesn'?t) (?:really )?(?:care|wanna know|want to know)|who cares|not interested|không quan tâm"
    ),
    "(?:興味|関心)(?:が|は)?(?:ない|ありません)|不感兴趣|不想知道",
)
"""What somebody does not want to know."""

QUOTED = any_of(
    r"이름(?:이|은)\s.+(?:야|이야|예요|이에요|임|입니다)[\s.!~ㅋㅎ]*$",
    r"(?:'[^']+'|\"[^\"]+\"|“[^”]+”|‘[^’]+’|「[^」]+」)\s?(?:이?라고|이?라는|이?란|と|って|は何)",
    r"(?:이?라고|라는\s?말(?:을|은|이)?)\s?(?:쓰|하면|하라|했|말하|보내라|보내래|써\s?(?:있|져)|뜨|떴|적)[가-힣]*",
    rf"{_K}[가-힣]+(?:어|말)로\s.{{1,20}}(?:뭐야|뭐예요|뭐에요|뭐지|뭐라고|뭐라\s?해|어떻게\s?(?:말|해|쓰))[가-힣]*|{_K}[가-힣]{{1,10}}(?:이|가)\s(?:영어|일본어|중국어|베트남어|한국어)로\s",
    latin(
        "(?:says?|said|means?|meaning of|define|definition of|called|spelled|titled|the word|the phrase) ['\"“].+|what does .+ mean|how (?:is|are) .+ (?:spell(?:ed|t)|pronounced)|how (?:do|would) (?:you|i|we) say .+"
    ),
    "(?:英語|日本語|韓国語|中国語)で.{1,12}(?:何|どう(?:言|い))|用?(?:英语|日语|韩语|中文|英文|韩文|日文)(?:怎么|咋)(?:说|写|讲)|.{1,10}(?:tiếng (?:anh|hàn|nhật|trung|việt)) (?:là gì|nói thế nào|nói sao)",
)
"""Words that are spoken of and not meant: 친구가 '구독 취소'라고 쓰래, what does drizzle mean."""

WORKS = any_of(
    rf"{_K}(?:가격|시세|환율|주가)",
    "多少钱|价格|いくら|"
    + latin("price|how much (?:is|does|are|do) .*(?:cost|iphone|ticket)|giá bao nhiêu|bao nhiêu tiền"),
    rf"노래|가사|{_K}(?:음악|영화|드라마|소설|웹툰|만화|애니|앨범|가수|콘서트|뮤직비디오|뮤비|줄거리|결말|주인공|시즌|명대사|출연진|예고편|동화|시집|수필|아이돌|걸그룹|팬미팅|컴백|열애설|OST|ost)",
    latin(
        "songs?|lyrics|movies?|films?|novels?|academy|season [0-9]+|episodes?|albums?|singers?|concerts?|book|trailer|soundtrack|anime|manga|netflix|band|poem|quotes?|bài hát|phim|ca sĩ|truyện|tiểu thuyết|sách|lời bài"
    ),
    "映画|ドラマ|小説|歌詞|主題歌|アニメ|漫画|アルバム|歌手|曲名|[の]歌|电影|电视剧|小说|歌曲|歌词|专辑|歌手|动漫|主题曲|周杰伦",
)
"""Songs, films, books and wares, which have names of the weather."""

TASTE = any_of(
    r"(?:비|눈|날씨|여름|겨울|추위|더위|바람)(?:가|이|은|는|도|를|을|오는\s?(?:날|거|게)(?:이|가|을|를)?|오는)?\s?(?:제일\s?|너무\s?|정말\s?|진짜\s?)?(?:좋아(?:해|하|함|요|ㅎ)|싫(?:어|다|음|은데)|사랑|무서)[가-힣]*",
    latin(
        "(?:i|we|you|do you|who) (?:really |just |so |also )?(?:love|like|hate|enjoy|prefer|miss|adore) (?:the )?(?:rain|snow|sun|cold|heat|hot|winter|summer|weather|storms?)\\w*|(?:thích|ghét|yêu) (?:trời )?(?:mưa|tuyết|lạnh|nóng|nắng)"
    ),
    "(?:[雨雪風]|夏|冬|寒さ|暑さ|天気)(?:の日)?(?:が|は|も)(?:大|一番)?(?:好き|嫌い|苦手)|(?:喜欢|喜歡|讨厌|討厭|爱|最爱|不喜欢)(?:下?[雨雪]|冬天|夏天|雨天|雪天|晴天|阴天|冷|热)",
)
"""What somebody likes or not is no question about the weather."""

IDIOM = any_of(
    latin(
        r"(?:i'?m|i am|you'?re|you are|he'?s|she'?s|he is|she is|we'?re|they'?re) (?:(?:so|very|too|really|pretty) )*(?:cold|cool|hot|warm|chill|freezing|boiling|nice)(?=[\s.!?]*$)|stay (?:cool|warm|dry)"
    ),
    latin(
        "no news is good news|nothing (?:beats|like)|(?:how'?s|how is) the weather up there|under the weather|rain ?check|storm in a tea ?cup|perfect storm|brain ?storm\\w*|snowed under|on cloud nine|head in the clouds|cold feet|cold war|cold call\\w*|hot ?dogs?|hot takes?|hot topics?|hot ?pot|cool down|chill out|break the ice|tip of the iceberg|air ?force|air ?max|air ?pods?|airbnb|snow ?white|wind up|second wind|take by storm|fair-?weather friends?|blow hot and cold|raining men|calm before the storm|every cloud has|steal \\w+ thunder|lightning cable|flood of (?:emails|messages|tears|calls)"
    ),
    "비밀|비빔밥|눈치|눈물|눈썹|눈빛|눈높이|바람둥이|바람\\s?(?:났|피|폈|맞)[가-힣]*|구름빵|안개꽃|무지개떡|태풍상사|천둥벌거숭이|찬바람\\s?(?:불|쌩)[가-힣]*\\s?(?:사이|분위기)|(?:분위기|마음|사이|인심|관계|반응|시선|말투)(?:가|이|는|은|도)?\\s?(?:너무\\s?|좀\\s?)?(?:춥|추워|추운|쌀쌀|차갑|차가|싸늘|썰렁|얼어|뜨거|더워|따뜻|훈훈|포근)[가-힣]*|구미(?:가|를)\\s?당기[가-힣]*",
    "寒がり|暑がり|冷え性|雨[女男]|晴れ[女男]|寒いギャグ|空気(?:を|が)?読[ぁ-んめ]*|雨宮|雨降って地固まる|風の噂|冷笑话|冷笑話|风水|雨果|云计算|雷人|冷门|热门|热搜|雪糕|雪碧|风云|lạnh lùng|nóng tính|nóng lòng|gió mùa thu",
)
"""Sayings and compounds with words for the weather that mean something else."""

RESIDENCE = any_of(
    r"^(?:나|난|저|전|우리|나는|저는|우리는)(?:\s?(?:지금|여기))?\s.*[가-힣]\s?(?:이야|야|이에요|예요|있어|있어요|살아|살아요|사람|간다|갑니다|갔다|갈거야|왔다|왔어|도착[가-힣]*|출발[가-힣]*)[\s.!~]*$",
    r"[가-힣]{2,}\s?(?:에|에서)?\s?(?:살(?:아|아요|고\s?있[가-힣]*|지|죠|거든요?|구요?)|삽니다|산다|거주[가-힣]*|사람(?:이야|이에요|입니다|임)|여행\s?(?:왔|중|가)[가-힣]*|출장\s?(?:왔|중|가)[가-힣]*|도착[가-힣]*|왔(?:어|어요|습니다|다))[\s.!~]*$",
    r"^(?:i'm|i am|we're|we are|(?:i|we|my [a-z]+(?: and [a-z]+)?)(?: (?:now|just|currently))? (?:lives?|stay|reside|moved|moving)|i'm (?:staying|living|visiting))(?: now)? (?:here )?(?:in|at|from|to) [a-z ,-]+[.!]*$",
    "^(?:我|我们|俺)(?:们)?(?:现在|住|就|家)?(?:住)?在?[一-龥]{2,6}[。！.!]*$",
    "^(?:(?:私|僕|俺)は|今)?[一-龥ァ-ヶー]+(?:に(?:い|住んでい|来てい|着き|着いてい)(?:ます|る)|に住んで[ぁ-ん]*)[。！!]*$",
    r"^(?:tôi|em|mình|anh|chị|nhà tôi|nhà mình|gia đình tôi) (?:đang )?(?:ở|sống (?:ở|tại)) [^?]{2,20}[.!]*$",
)
"""A text that tells where somebody is or lives."""

STATEMENT = any_of(
    RESIDENCE.pattern,
    r"^(?:ok(?:ay)?|so|very|that's|how)?\s?(?:cool|nice|clear|great)(?: (?:one|job|bot|work))?[!.]*$",
    r"(?:네|네요|야지|겠다|싶다|싶어|싶어요|구나|려고|합니다|이다|되면|없는.*|(?:왔|했|갔|였|았|었|봤|났)(?:어|어요|다|습니다|음)?)[\s.!~…ㅠㅜㅋㅎ]*$",
    "^(?:私は|今)?[一-龥ァ-ヶー]+(?:大好き|です)[。！!]*$",
)
"""A text that tells something; a day or a place in it is no question."""

_OWN_CITY = "city|area|place|town|region|weather|hometown|neighbou?rhood"
ASKING = any_of(
    rf"어때|어떄|어떠|어떤|어떰|어떨|어떻|어떼|어캐|어케|어쩌|어뗘|알려|알랴|보여|말해|가르쳐|갈켜|궁금|부탁|얼마|좋[은을]|괜찮|(?:은|는)요|{_K}(?:뭐|몇)|ㅇㄸ|(?:인데|는데|건데|갑니다)요?(?=[\s.!~]|$)|까[요용]?(?=\s*[?!.~]*$)|나[요용]?(?=\s*[?!.~]*$)|가요(?=\s*[?!.~]*$)",
    latin(
        "(?<![a-z] )(?:will|is|are|does|do|did|can|should|would|has|any)(?= )|how|what(?:'s|s)?|tell|show|give|check|look(?:s|ing)?|forecast|about|please|pls|sao|thế nào|ra sao|cho|xem|hỏi|biết|gì|nào|không|thì"
    ),
    "どう|教え|おしえ|知りたい|見せ|いかが|ください|お願い|ですか|ますか|かな|怎么样|怎麼樣|怎样|如何|呢|告诉|吗|嗎|查|咋样|啥样|什么",
)
"""Words that ask, without which a day or a place among words such as "go" and "home" is no question."""

HOW_IS_IT = any_of(
    rf"{_K}(?:어때|어떄|어떠|어떤|어떰|어떨|어떻|어떼|어뗘|알려|보여|말해|궁금|부탁|ㅇㄸ)[가-힣]*(?:\s?(?:줘|주|달)[가-힣]*)?|{_K}(?:은|는|도)?요{_E}",
    latin("how|what|about|is|it|like|there|please|thế nào|sao|thì"),
    "どう[ぁ-ん]*|教えて[ぁ-ん]*|怎么样|如何|呢",
)
"""Words that ask how it is at a place."""

NEUTRAL = any_of(
    rf"{_K}(?:지금|지금부터|현재|실시간|당장|오늘의|그리고|그럼|그러면|아니|근데|그런데|혹시|그래도|좀|둘\s?다|다|여기|오는|이번|다음|돌아오는|다가오는|도|도요|요|쪽|지역|동네|시내|및|은|는|말이야|말이에요|말야|역시|부터|까지|둘|셋|함께|같이|각각|전부|전체|모두|전역|전\s?지역|모든\s?지역|일대|곳곳|구석구석|근처|주변|부근)(?:은|는|도|요)?{_E}",
    latin(
        "vs|versus|all of|all over|across|(?:the )?(?:whole|entire)(?: of)?|province|toàn|cả|khắp|tỉnh|the|a|an|in|at|of|for|on|to|from|and|or|now|right now|currently|then|also|next|this|coming|rn|area|city|and then|ở|tại|nay|và|của|này|tới|sau|hiện tại|bây giờ|đang|thành phố|với|cùng|từ|đến"
    ),
    "[のはをがにでもへと]|なう|今|現在|今の|现在|目前|在|的|那|和|还有|市|到|から|全域|全体|各地|一帯|整[个個]|全部|全省|全境|まで|やっぱり|やはり|じゃ(?:あ)?",
)
"""Words between days and places that change nothing: 지금, in, the."""

OTHER_SUBJECT = any_of(
    latin(
        rf"how (?:do|did|am|was) i|how (?:are|were) (?:you|we|they)|how (?:is|was|are|were|'s) (?:your|my|his|her|their|he|she)(?! (?:{_OWN_CITY}))|is it (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:do|did|will) i look"
    ),
    # At a time it is an order.
    r"^[^0-9시매마]*깨워\s?(?:줘|주|줄|달)[가-힣]*",
    rf"{_K}(?:너|넌|너는|당신은?|자기는?)\s(?:오늘|지금|요즘)?\s?(?:기분\s?)?어[때땠떠]|하루(?:는|가)?\s?어[땠떠]",
    rf"뭐\s?(?:해|하(?!는\s?(?:거|봇|건))|먹|할)|뭘|무엇을|누구|몇\s?시간|얼마나\s?걸|{_K}왜|맛집|숙소|호텔|펜션|환율|주가|주식|집값|인구|요금|입장료|시간표|버스|기차|지하철|열차|(?:비행기|항공)\s?(?:표|권)|항공편|{_K}(?:교통(?!사고)|도로|길\s?찾|노래|음악|영화|야구|축구|경기\s?(?:결과|일정)|메뉴|일정|주소|구경|가볼|먹을|무슨\s?요일|며칠)|번역|드라마|로또|운세|레시피|알람|타이머|전화번호|우편번호|사투리|축제|관광지|여행지|볼거리|먹거리|몇\s?명|몇\s?살|(?:이|가|은|는)?\s뭐(?:야|예요|에요|니|임|지|죠|냐)(?=\s*[?!.]*$)|(?:지금|현재)\s?(?:시간|시각)(?!대)|몇\s?시(?:야|예요|에요|이에요|인가|니|냐|임|지|죠|게)?[요]?(?=\s*[?!.]*$)|얼마(?![나만큼])(?:야|예요|에요|인가|임|죠|지|이야|니|냐|게)?[요]?(?=\s*(?:$|[?!.]))|알바|취업|면접\s?(?:팁|질문)|여권|비자|영주권|비행편|렌트카|렌터카|주차|맛있는|배달|쇼핑|카페\s?추천|추천\s?(?:코스|장소)|코스\s?추천|어디서\s?(?:사|먹|만나|놀)|가는\s?(?:법|길)|몇\s?키로|몇\s?킬로|거리(?=\s*(?:$|[?!]|얼마))|특산물|지역번호|사는\s?사람|부동산|아파트|전세|월세|매매|대학\s?순위|전설|역사|유래|뜻이|무슨\s?뜻|농담|퀴즈|게임|끝말잇기|심심|배고|졸려|사랑해|결혼|몇\s?번지",
    latin(
        r"what (?:do|are|did|should|must) (?:you|i|we)(?! (?:wear|bring|take|pack|expect))|who|why|how long|how far|how (?:do|can|to|does) (?:(?:you|i|one|they) )?(?:say|spell|get|go|make|write)|what(?:'s|’s| is)? (?:the )?(?:time|hour|day|date)|(?:the )?time (?:is it|in)|what day|day of the week|time ?zones?|visas?|spell\w*|translate\w*|translation|trivia|facts?|visiting|attractions?|restaurants?|hotels?|flights?|tickets?|bus(?:es)?|trains?|traffic|songs?|music|movies?|playlists?|calendar|alarms?|timers?|reminders?|appointments?|schedule|shopping|recipes?|oven|ac|thermostat|price|prices|cost|population|phone number|address|stocks?|exchange rate|jokes?|game|score|festivals?|things to do|to do|do in"
        r"|làm gì|ai|tại sao|bao lâu|mấy giờ rồi|múi giờ|khách sạn|nhà hàng|quán ăn|món|vé|xe buýt|tàu|giá|bài hát|phim|dịch sang|đường đi|dân số|lễ hội|tỷ giá|ăn gì|chơi gì"
    ),
    "何する|何して|誰|なぜ|どうして|何時(?:です|ですか|か|$|\\?)|ホテル|宿|レストラン|グルメ|観光|名所|電車|バス|新幹線|飛行機|チケット|翻訳|音楽|映画|曲|歌|アラーム|リマインダー|予定|レシピ|料理|値段|人口|為替|株価|行き方|お土産|名物|何曜日|祭り",
    "干什么|(?<![会能以])做什么|为什么|谁|多久|几点了|酒店|宾馆|餐厅|美食|好吃|景点|旅游|火车|公交|地铁|机票|航班|翻译|音乐|电影|歌|闹钟|日程|菜谱|价格|多少钱|人口|汇率|股价|怎么去|怎么走|特产|星期几|几号|房价|签证|时区",
)
"""Without a word for the weather these make a question about something else, even beside a day or a place."""
