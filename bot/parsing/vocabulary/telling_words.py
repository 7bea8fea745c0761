"""Words in five languages that tell, exclaim or compare something, and ask and order nothing."""

from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
_TIRED = r"[\s.!~…。！]*$"
_ENGLISH_BEGINNING = r"(?:^|[.,!;:…] ?|\b(?:but|and|so|hey|ok|okay) )"

ASKED = any_of(
    r"[?？]",
    # Korean
    rf"{_K}(?:뭐|뭘|뭔|뭡|무슨|무엇|몇|언제|어디|어느|얼마|얼만|어때|어떄|어떠|어떤|어떻|어떨|어땠|어케|어찌|우째|왜|와이리|누가|누구)",
    r"(?:알려|알랴|갈켜|가르쳐|보여|말해|찾아|얘기해|확인해|체크해|부탁|궁금|줘|주세요|주셔|주실|주라|줄래|주쇼|다오|플리즈|대답|검색|추천|ㅇㄸ|ㄱㄱ)|[가-힣](?:(?<!니)까|되나|하나|있나|오나|가나|려나|는지|은지)(?:요)?(?=\s)|좋[아은]\s?나[빠쁜쁨]|중인\s?데|(?:받|보|알|듣|바꾸|확인하|설정하|신청하|등록하|구독하|변경하|추가하|취소하)고\s?싶",
    rf"(?:나[요용여]?|니|냐|냐고|노|까[요용여]?|가요|(?<!야)지|(?<!야)죠|지요|는지|은지|려나|라나|을랑가|대요?|며|다며|라며|은데|(?<![았었였했왔갔웠됐렸졌])는데|인데|은데요|(?<![았었였했왔갔웠됐렸졌])는데요|인데요|던데|던데요|은|는|은요|는요|좀){_E}[\s.!~…ㅋㅎㅠㅜ]*$",
    # English
    _ENGLISH_BEGINNING + r"(?:then )?(?:what|how|when|where|which|who|why|whether|is|are|will|does|do|did|can|could|should|would|has|have|any|am|was|were)(?:n't)?(?![a-z'])",
    latin(
        "what'?s|how'?s|please|pls|plz|show|tell|give|find|search|get|may i|let me know|need|want|wanna|would like|i'd like|looking for|wondering|curious|check|ask(?:s|ed|ing)?|or not|right now in"
    ),
    # Japanese
    r"か[。!！\s]*$|かな|かしら|でしょう|だろう|っけ|の[。!！\s]*$|何|なに|いつ|どこ|どう|どの|どれ|どっち|いくら|誰|なぜ|なんで|教え|おしえ|見せ|知りたい|ください|下さい|お願い|おねがい|ほしい|欲しい|調べ|検索|頼む|よろしく|(?:は|って)[。…!！\s]*$|(?:変え|変更し|切り替え|知り|見|登録し|購読し|設定し|使い)たい",
    # Chinese
    r"[吗嗎呢]|什[么麼]|怎[么麼样樣]|[几幾]|多少|哪|谁|(.)不\1|[会會]不|有没有|是否|如何|告[诉訴]|查|看看|看一下|请|請|^我(?:想(?!你|吃|睡|哭)|要(?!疯)|的)|想知道|想问|搜|给我|給我|咋|多大|多高",
    # Vietnamese
    latin(
        r"(?:không|ko|k|hông|hong|hok|hôn|chưa|chưa vậy)(?: (?:ạ|vậy|thế|nhỉ|bạn|bot|em|anh|ta|nè|nha|v|ơi|chị))*(?=[\s.!~]*$)|(?<!muốn làm )gì|nào|sao|mấy|bao nhiêu|đâu|(?:à|ạ)(?=[\s.!~]*$)|hả|hở|nhỉ|cho|xem|hỏi|biết|giúp|tìm|bao giờ|hay là|thế nào"
    ),
)  # fmt: skip
"""What asks for something, so that words that tell something beside it are only the reason for asking."""

_FEELINGS = "마음|맘|기분|심정|심장|가슴|속|성격|성질|잔소리|표정|얼굴|멘탈|텐션|인생|통장|지갑|연애|눈물|목소리|사랑|인기|심사|심경|감정|말투|집안|사무실"
_LIKE = "보다(?:도)?|처럼|마냥|만큼|급|수준|같[은이아애네다았음]|저리\\s?가라|뺨"
_WEATHER = "날씨|태풍|폭염|폭풍|한파|장마|소나기|천둥|번개|먹구름|눈보라|폭우|지진|홍수|쓰나미|기상청|일기예보"
FIGURE = any_of(
    rf"{_K}(?:{_FEELINGS})(?:은|는|이|가|도|에|에도|만)?\s(?!.*전환)",
    rf"(?:{_WEATHER})\s?(?:{_LIKE})[가-힣]*|(?:이런|그런|요런|오늘\s?같은)\s?(?:날씨?|때)(?:엔|에는|에|은|는)(?![가-힣])",
    latin(
        "like (?:a |an |the )?(?:\\w+ )?(?:storm|hurricane|tornado|rain|snow|thunder|lightning|typhoon|earthquake|sun|sunshine|weather|winter|summer|rainbow|blizzard|flood)(?: clouds?)?|than the (?:weather|sun|rain|snow)|(?:my|his|her|their|your) (?:heart|mood|soul|life|mind|love|face|temper|boss|mother-in-law|ex|wallet|brain|love life) (?:is|was|feels?|has)"
    ),
    "(?:心|気持ち|気分|機嫌|人生|性格|懐|財布|頭の中|メンタル)(?:の中)?(?:は|が|も|に)|(?:台風|嵐|雪|雨|雷|天気|猛暑|吹雪)(?:並み|みたい|のよう|級|より)",
    "心[里中情]|气氛|表情|眼神|态度|我的?心(?:就|也|都)?(?:在|是)|脾气|性格|情绪|(?:像|跟|和|比)[^,，?？]{0,8}(?:台风|暴风雨|风暴|天气|地震|雷|太阳|冰)[^,，?？]{0,4}(?:一样|似的|还|$)",
    latin(
        "(?:lòng|tim|tâm trạng|tâm hồn|cuộc đời|tính) (?:tôi|mình|em|anh|ta|của)|(?:như|hơn cả?) (?:cơn )?(?:bão|giông|mưa|thời tiết|động đất|sấm)"
    ),
)  # fmt: skip
"""Moods and people spoken of with words for the weather: 내 마음은 태풍경보, my boss is like a storm."""

BLAMED = any_of(
    rf"{_K}(?:너|니|네|봇|얘|예보|기상청)(?:가|는|이|때문에)?\s.*(?:다며|라며|더니|다더니|라더니|댔|했|믿)[가-힣]*|{_K}(?:니|네|너의)\s?(?:예보|말)[가-힣]*",
    latin(
        "you (?:just |had |clearly |guys |literally )?(?:said|told|promised|swore|predicted|claimed|lied|were)|(?:the |your |yesterday's |today's )?(?:forecast|prediction|weather ?man|bot) (?:was|is|were) (?:so |such |total(?:ly)? |complete(?:ly)? |a )*(?:wrong|garbage|trash|rubbish|useless|joke|off|bad|terrible|awful|crap|shit|lie|lying|nonsense)"
    ),
    "(?:って|と)(?:言|い)って?[たいっ][ぁ-ん]*|(?:予報|天気予報)(?:が|は|も)?(?:全然|全く|また)?(?:当た|外|はず|嘘|うそ)[ぁ-ん]*",
    "你(?:昨天|今天|早上|刚才|不是|还|明明|之前|上次|又|跟我|告诉我|都)*[说說讲]|(?:预报|预测|天气)(?:根本|又|都|总是|从来)*(?:不[对准]|错|骗)",
    latin(
        "tại (?:bot|bạn|mày)(?! (?:sao|đâu))|(?:bạn|mày|bot|cậu|ông|mi)(?: (?:đã|vừa|lại|có|hôm qua|sáng nay))* (?:bảo|nói|báo|kêu)(?! (?:cho|tôi|mình|em))|dự báo (?:gì mà )?(?:sai|trật|tào lao|dỏm)"
    ),
)  # fmt: skip
"""What somebody holds against the bot, or a forecast that was wrong: 비 온다며, you said it would be dry."""

TOLD = any_of(
    # English
    r"^(?:(?:oh|ugh|wow|omg|lol|haha|well|so|and|but|man|damn|dude|ok|okay|yeah|no|yes|honestly|literally|today|yesterday|last \w+|this morning|tonight|because|cuz|if|when|only|also|anyway|god|aww?|hmm|jeez|phew)[,.!…]* )*(?:i|i'm|im|i've|i'd|i'll|we|we're|we've|he|he's|she|she's|they|they're|you|you're|ur|it|it's|its|that|that's|this is|these are|everyone|everything|nobody|everybody|somebody|someone)(?![a-z']) (?!in\b)[a-z']",
    r"^(?:(?:oh|ugh|wow|omg|lol|and|but|man|damn|honestly)[,.!…]* )*(?:the|my|our|your|his|her|their|this|that|all|no|yesterday's) (?:[a-z'-]+ ){1,4}?(?:is|was|are|were|isn't|wasn't|ruined|made|makes|feels?|felt|looks?|looked|woke|keeps?|kept|sucks?|sucked|got|gets|went|came|has|had|told|said|killed|kills|scared|stinks|stole|broke|destroyed|cancelled|canceled|saved|hit|hates?|loves?|died)(?![a-z])",
    r"^(?:(?:oh|ugh|wow|omg|lol)[,.!…]* )*(?:went|got|just|been|remember|thinking|glad|sorry|hate|love|loving|miss|missed|can't|cannot|couldn't|woke|slept|wish|finally|stuck|soaked|loved|hated|saw|feeling|tired|bored)(?![a-z]) [a-z]",
    latin(r"what an?(?! [a-z ]*\?)|such an?|best [a-z ]+ ever|worst [a-z ]+ ever|(?:rain|snow|wind|heat|cold|clouds?|winter|summer) (?:go|please go) away|(?:is|are) (?:so|too|really|such|freaking|fucking|damn|super) [a-z]+(?=[\s.!~]*(?:today|now|lately|these days|outside|rn|lol|haha)?[\s.!~]*$)"),
    latin(
        r"(?:kept|made|ruined|broke|saved|woke|killed|scared|messed|melted|died|cried|beats|stole|destroyed|soaked|flooded) (?:me|us|my|our|her|his|up|the|everything|before|out)|(?:never|always) \w+ed"
    ),
    # Japanese
    r"(?:だ|だった|です|でした|ました|ます|たい|たな|なあ|なぁ|なー|な|よ|ね|ねえ|ねぇ|わ|ぞ|じゃん|やん|[っきしちにみりけせてねめれえべ]た|んだ|いた|てる|てた|そう|かも|かもしれない|すぎ|すぎる|すぎた|嫌|いや|最高|最悪|しんどい|つらい|辛い|死ぬ|無理|大好き|大嫌い|つもり|ばかり|くない)[〜ー～!！。笑wｗ…♪、\s^☆♡❤😂😭😢😊]*$",
    # Chinese
    r"(?:真|太|好|超|这么|那么|特别|巨|挺)[^,，?？]{1,8}(?:啊|呀|啦|了|哦|耶|哈+|哎|呐|的)?[!！。~…\s]*$|(?:热|熱|冷|冻|凍|烦|煩|吓|累|气|晒|淋|闷|湿|困|饿)(?:死|坏|惨|成|透|飞|得?(?:要命|不行|够呛|受不了))",
    r"^(?:昨天|昨晚|前天|上[个個]?(?:周|星期|月|礼拜)|去年|刚才|刚刚|今早|早上|今天)?(?:我|我们|咱|他|她|老板|老公|老婆|朋友|同事|我妈|我爸|孩子)[^?？]*[^?？]$",
    r"^(?:昨天|昨晚|前天|上[个個]?(?:周|星期|月|礼拜)|去年|刚才|刚刚|今早)[^?？]*(?:[了过好大惨]|死|很?[冷热])[!！。…~\s]*$",
    r"^(?:我)?(?:刚)?(?:看到?|听说|听到|读到?)[^?？]*(?:了|哭|笑|气|难过|感动)[!！。…~\s]*$",
    r"(?:讨厌|就想|只想|受不了|烦|心碎|开心|难过|想哭|可爱|加油|喜欢|爱)[^,，?？]{0,6}[!！。…~\s]*$",
    # Vietnamese
    r"^(?:hôm qua|hôm trước|tối qua|đêm qua|năm ngoái|tuần trước|sáng nay) (?:trời )?(?:lại )?(?:mưa|nóng|lạnh|nắng|gió|tuyết)[^?]{6,}$",
    latin("(?:nóng|lạnh|mưa|nắng|oi|rét)(?: bức)? (?:quá|ghê|kinh)(?! (?:không|ko|à))"),
    latin(r"(?:quá|ghê|lắm|thật|vãi|kinh|dã man|luôn|hoài|mà|rồi|chán|mệt|buồn|khóc|thế|xỉu|chết|ghét|nản)(?: (?:đi|trời|ơi|à|luôn|nha|nhé|mất|ghê|quá|đi mất|rồi|chứ|đó|á|ha|hà))*(?=[\s.!~…)(:]*$)"),
    r"^(?:hôm nay |hôm qua |tối qua |sáng nay )?(?:tôi|mình|em|tớ|tao|sếp|mẹ|bố|con|chồng|vợ)(?: tôi| mình| em)? (?!muốn|cần)\w+ ",
)  # fmt: skip
"""The form of what tells or exclaims something, in other languages than Korean."""

COMPLIMENT = any_of(
    rf"{_K}(?:사랑해|좋아해|귀엽|귀여워|귀요미|예쁘[다네]|예뻐|최고[야다]|짱{_E}|똑똑하|똑똑해|착하|착해|기특|이쁘[다네]|이뻐|든든하|든든해|멋지|멋져|대단하|대단해)[가-힣]*",
    latin("(?:i )?(?:love|luv|adore|like) (?:you|u|this bot|ya)|you(?:'re| are|r)? (?:the |a |an |so |such |really |my |very )*(?:best|good|great|cute|awesome|amazing|sweet|smart|adorable|funny|lovely|cool)(?! at)|(?:good|great|best|nice|cute|smart|lovely) (?:weather )?bot"),
    "(?:大好き|好きだよ|愛してる|かわいい|可愛い|賢い|すごいね|えらい|偉い|最高)", "比[^,，?？]{0,8}(?:天气|预报)[^,，?？]{0,3}(?:准|强|靠谱)|(?:爱你|愛你|喜欢你|你(?:好|真|太|最)(?:可爱|棒|聪明|厉害|贴心|好|有趣|靠谱))",
    latin("(?:yêu|thích|thương) (?:bạn|bot|em|mày)|(?:bot|bạn|em) (?:thật |rất |quá )?(?:dễ thương|giỏi|thông minh|đáng yêu|tốt|xịn|đỉnh)"),
)  # fmt: skip
"""What flatters the bot."""

OF_THE_BOT = any_of(
    rf"{_K}(?:너|넌|너는|너도|네가|니가|봇은|봇도|봇아)\s.*(?:추위|더위|비|눈|여름|겨울|봄|가을|날씨|계절)[가-힣]*\s?.*(?:타|탐|타니|좋아|싫|무서|느껴|맞아\s?봤|봤|본\s?적)[가-힣]*|{_K}(?:너|넌|너는|너도)\s.*(?:좋아하|좋아해|제일\s?좋|싫어하|무서워하)[가-힣]*",
    latin(
        "(?:do|are|did|have|can|don't|would|will) (?:you|u) (?:ever |really |even |also |guys |actually )*(?:like|love|hate|get (?:cold|hot|wet|bored|tired|lonely)|feel|eat|sleep|enjoy|dream|prefer|miss|cold|hot|afraid|scared|happy|sad|drink|cry|seen|breathe)(?! like)|(?:your|ur) (?:favou?rite|fave) \\w+|(?:do you )?remember (?:when|that time|the time|how)"
    ),
    "(?:あなた|君|きみ|ボット|お前|おまえ)(?:は|も|って).*(?:好き|嫌い|寒い|暑い|苦手|感じ|怖い)",
    "(?:你|机器人|機器人|bot)(?:也|会|會|最|更|平时|到底)*(?:怕|喜欢|喜歡|讨厌|爱|觉得|感觉)(?:到)?",
    latin(
        "(?:bạn|bot|mày|em)(?: có)? (?:thích|sợ|ghét|yêu|thấy|cảm thấy) (?:mùa|mưa|lạnh|nóng|nắng|tuyết|trời|cái)[^?]*|(?:bạn|bot|mày)(?: có)? (?:lạnh|nóng|ướt|buồn)"
    ),
)  # fmt: skip
"""Questions about the bot as if it were a person: do you like snow?"""

OF_OTHERS = any_of(
    r"(?:유튜브|유튭|넷플릭스|넷플|왓챠|티빙|웨이브|멜론|쿠팡|인스타|틱톡|트위치|블로그|브런치|밀리의\s?서재|스포티파이|잡지|우유|신문)[가-힣]*\s.*(?:구독|해지|취소|알림)[가-힣]*|구독\s?(?:자|한\s?사람|하는\s?사람|이랑\s?좋아요|좋아요|과\s?좋아요|경제|서비스)[가-힣]*|(?:내|제|우리|저희|울)\s?채널(?:도|을|좀)?\s?(?:구독|놀러)[가-힣]*|좋아요.*구독|구독.*좋아요",
    latin(
        "(?:youtube|netflix|spotify|disney|hulu|twitch|tiktok|instagram|patreon|substack|gym|magazine|newspaper|amazon|prime|meal kit|phone) [a-z ]*(?:subscri\\w*|membership|channel|account|plan)|(?:subscri\\w*|sub) (?:to|on|for) (?:my|our|his|her|their) (?:[a-z]+ )?(?:channel|youtube|blog|newsletter|podcast|page|stream)|(?:subscri\\w*|sign up)[a-z ]* (?:to|for) (?:youtube|netflix|spotify|disney|hulu|twitch|patreon)"
    ),
    "チャンネル登録|登録の(?:締め?切り?|期限)|(?:ネットフリックス|ネトフリ|アマプラ|ジム|新聞|サブスク|雑誌).*(?:解約|登録|購読)",
    "(?:我|我们|俺)的?(?:频道|頻道|公众号|账号|视频|抖音|微博|直播间).*(?:订阅|关注|订一下)|(?:订阅|关注).*(?:我|我们)的?(?:频道|頻道|公众号|账号|抖音|微博|直播间)|(?:奈飞|爱奇艺|会员|健身房|杂志|报纸).*(?:退订|取消|订阅)",
    latin("(?:đăng k[ýí]|theo dõi|sub) (?:kênh|youtube|fanpage|page|tiktok)[^?]*|(?:netflix|youtube|spotify|phòng gym|tạp chí) .*(?:đăng k[ýí]|hủy|huỷ)|(?:hủy|huỷ) (?:netflix|youtube|spotify|phòng gym|gói|4g)"),
)  # fmt: skip
"""Subscriptions of other things, and of others."""

HESITATION = any_of(
    # Others want it.
    r"(?:구독|신청|등록|해지|취소|해제|추가)하(?:래|라네|라더라|라던데|라고\s?(?:하|했|해|그러|시키))[가-힣]*|(?:끊으|빼|지우)(?:래|라네|라더라|라고\s?(?:하|했|해|그러))[가-힣]*",
    latin("(?:my [a-z]+|he|she|they|everyone|someone) (?:told|tells|asked|asks|wants|wanted|said|says)(?: (?:me|us|that))* (?:to|i should|i need to|should) (?:unsubscribe|subscribe|cancel|stop|quit|delete|remove)|(?:vợ|chồng|mẹ|bố|bạn|sếp)(?: (?:tôi|mình|em))? (?:bảo|kêu|nói|rủ) .*(?:hủy|huỷ|đăng k[ýí]|bỏ|xóa)"),
    "(?:登録|解約|購読|解除|削除)しろ(?:って|と)[ぁ-ん]*|(?:老婆|老公|[我他她][妈爸]|妈妈|爸爸|朋友|同事|他们?|她们?)[^,，]{0,2}(?:让|讓|叫|劝|勸|说|說|非要)我?[^,，]{0,6}(?:订|訂|取消|退|删|关)",
    r"(?:할까|끊을까|뺄까|받을까|둘까|관둘까|지울까|신청할까)\s?(?:말까|하다가|생각)[가-힣]*|(?:할지|끊을지|받을지)\s?(?:말지|고민|모르)[가-힣]*|고민\s?(?:중|이|된|돼|되)[가-힣]*|망설[가-힣]*|(?:할|끊을|받을|뺄|해지할|취소할)지도\s?(?:모르|몰)[가-힣]*|(?:할|끊을|해지할|취소할|그만둘)\s?뻔[가-힣]*|(?:하|끊으|취소하|해지하)려다[가-힣]*|(?:해야|끊어야)\s?(?:되|하|할)[는건]데[가-힣]*|(?:틀리|안\s?맞으|이러|그러|이딴\s?식이)면\s.*|(?:할|끊을|취소할|해지할)\s?(?:생각|마음|맘|예정)[가-힣]*|확\s?(?:끊|해지|취소)[가-힣]*다(?![가-힣])",
    latin(
        "i(?:'?ll| will) (?:unsubscribe|cancel|stop|quit|delete|mute)(?: (?:this|you|it))? (?:if|when|next time|unless|once)|i'?d (?:unsubscribe|cancel|stop|quit) (?:but|if)|(?:i|we|you|they|he|she)(?:'?ll)? (?:might|may|could|would|should have|almost|nearly|just|had to|will|was going to|was about to|were going to|am about to)(?: (?:have to|just|well|even|actually|possibly|probably|as well))* (?:unsubscribe|subscribe|cancel|stop|quit|delete|remove|mute|hit stop)(?! (?:.* )?at [0-9])"
        "|(?:maybe|perhaps) (?:i|i'll|i should|we|we should)|(?:thinking|thought|thinkin) (?:about|of)|consider(?:ing|ed)?|not sure (?:if|whether)|debating|on the fence|tempted to|(?:about|ready) to (?:unsubscribe|cancel|quit|stop)"
        "|if (?:you|this|it|the bot|i|they) (?:keep|keeps|get|gets|don't|doesn't|send|sends|is|are|was|were)[a-z ]*(?:wrong|spam\\w*|again|stop|better|useless|annoying|unsubscrib\\w*|cancel\\w*|quit\\w*)"
        "|(?:có lẽ|chắc|không biết có nên|đang phân vân|phân vân|đang nghĩ|định|tính|suýt|có khi)(?: (?:là|nữa|thì|tôi|mình|em|sẽ|phải|có|nên))* (?:hủy|huỷ|xóa|xoá|bỏ|tắt|ngừng|dừng|đăng k[ýí])(?=.*(?:quá|thôi|mất|hay|không|$))"
    ),
    "(?:てやろう|しよう|やめよう|止めよう|外そう|解約しよう|どうしよう)か(?:な|と|迷|悩|どうか)[ぁ-んっ考思迷悩]*|迷って[ぁ-ん]*|悩んで[ぁ-ん]*|かもしれ[ぁ-ん]*|かも[。！…〜\\s]*$|検討中|考え中|(?:か|って|と)思った[ぁ-ん]*|(?:外れ|当たらな|続)[ぁ-ん]*(?:ら|なら|ば).*",
    "(?:考虑|考慮|犹豫|纠结|想着|寻思|打算|琢磨)(?:要不要|是否|着|是不是)?|(?:可能|也许|说不定|或许|没准)(?:会|要|就)?(?:退订|取消|删)|(?:再|要是|如果|老是|总是)[^,，]{0,8}(?:我)?就(?:退订|取消|删|不)|差点|(?:气|氣|烦|煩)得我?想",
)  # fmt: skip
"""What somebody only thinks of doing: 취소할까 말까, I might unsubscribe."""

NARRATED = any_of(
    latin("(?:un-?subscribed|subscribed|cancel(?:l)?ed|stopped|deleted|signed up|woke|scared|made|kept|got|saw|heard)"),
    "(?:した|やめた|止めた|起きた|覚めた|ちゃった|だった|ました|驚いた|きた)[よねなわー〜!！。笑wｗ…\\s]*$",
    "(?:吵|吓|惊)(?:醒|到|死)|(?:已经|都)?(?:退订|取消|订阅)(?:了|过)$", latin("(?:đã|vừa|mới|hôm qua) (?:hủy|huỷ|đăng k[ýí]|tắt|xóa)"),
)  # fmt: skip
"""Orders that somebody gave, and what bulletins did: I cancelled my subscription."""

TRIP = any_of(
    rf"{_K}(?:갔다\s?왔|다녀\s?왔|갔었|갔을|살았|살던|태어났|찍었|놀러\s?갔)[가-힣]*", latin("(?:i|we|they|he|she) (?:went|visited|flew|drove|had|saw|were|lived|moved)|got back|went to|back from"),
    "(?:見|行き|行っ|食べ|撮り|撮っ|泊まり|泊まっ|帰り|帰っ|買い|会い)[ぁ-ん]*(?:ました|った|た)[よねのわ。！〜]*$", "(?:去|看|玩|回|住|见|吃)(?:了|过)(?!吗|嗎|没)", latin("(?:đã|vừa|mới) (?:đi|về|ở|ghé)"),
)  # fmt: skip
"""What somebody did at a place, which is no question about it."""

NEWS_HEARD = any_of(
    r"(?:뉴스|소식|기사)(?:에|에서|를|을|가|는|도|만|보고)?\s?(?:[가-힣]+\s)?(?:재미없|재미있|재밌|귀를|지겹|무섭|무서|슬프|슬퍼|우울|심각|충격|들었|들으니|봤|보니|보다가|보면|나오더|나온대|안\s?봐|못\s?봤)[가-힣]*",
    latin(
        "(?:did|have|has|do) (?:you|u|anyone|everyone) (?:see|saw|hear|heard|seen|watch|watched|read)(?: about)?(?: (?:the|that|this|any|today's))? news"
        "|(?:saw|heard|hate|love|watched|watching|reading|stopped reading) (?:(?:it on|about it on|this on) )?the news|(?:^|that's |that is |what |such )(?:good|bad|great|fake|sad|terrible|wonderful) news(?! (?:about|from|in|of|for|today))"
        "|(?:xem|đọc|nghe) (?:tin tức|thời sự|tin)(?: [a-zà-ỹ]+){0,2} (?:chưa|rồi)|tin (?:vui|buồn|giả|sốc)"
    ),
    "ニュース(?:[をはがで]|について)?(?:聞き|聞い|見まし|見た|観た|読んだ)[ぁ-ん]*|(?:良い|よい|いい|悪い|嬉しい|悲しい)ニュース",
    "(?:看|听|聽|读)(?:过|過|到|说|說|了)(?:这|那|這)?[个個条條]?(?:新[闻聞]|消息)|(?:好|坏|壞|假)(?:消息|新[闻聞])",
)  # fmt: skip
"""News that somebody heard or judges: 뉴스 재미없어, did you hear the news."""

DELIBERATED = any_of(
    r"(?:자고|달라고|다고)\s?(?:해\s?)?(?:볼까|할까)[가-힣]*|(?:비|눈)\s?오는\s?날(?:엔|에는|에)?\s?(?:뭐|뭘)\s?(?:하|할|해|먹)[가-힣]*",
    r"(?:지진|태풍|홍수|불|전쟁)\s?(?:이\s)?나면\s?(?:어떡|어떻게|어쩌|뭐|뭘)[가-힣]*",
)
"""What somebody thinks of doing on such a day: 우산 같이 쓰자고 할까, 비 오는 날 뭐 하지."""
